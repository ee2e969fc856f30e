#include "lang/word.h"

bool wordIsBlank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

bool wordIsDigit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool isLetter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_';
}

bool wordIsHandle(struct span text)
{
    if (text.bytes == 0 || text.bytes > HANDLE_BYTES_MAX || !isLetter(text.text[0]))
        return false;
    for (size_t i = 1; i < text.bytes; i++)
        if (!isLetter(text.text[i]) && !wordIsDigit(text.text[i]))
            return false;
    return true;
}

bool wordIsPlace(struct span word, uint64_t *block, uint64_t *chunk)
{
    const char *colon = word.bytes > 0 ? memchr(word.text, ':', word.bytes) : NULL;
    if (colon == NULL)
        return false;
    const size_t before = (size_t)(colon - word.text);
    const struct span first = {word.text, before};
    const struct span second = {colon + 1, word.bytes - before - 1};
    return numberRead(first, block) == NUMBER_OK && numberRead(second, chunk) == NUMBER_OK &&
           *block <= UINT32_MAX && *chunk <= UINT32_MAX;
}

struct span wordTrim(struct span text)
{
    while (text.bytes > 0 && wordIsBlank(text.text[0])) {
        text.text++;
        text.bytes--;
    }
    while (text.bytes > 0 && wordIsBlank(text.text[text.bytes - 1]))
        text.bytes--;
    return text;
}

struct span wordNext(struct span *rest)
{
    while (rest->bytes > 0 && wordIsBlank(*rest->text)) {
        rest->text++;
        rest->bytes--;
    }
    struct span word = {rest->text, 0};
    while (rest->bytes > 0 && !wordIsBlank(*rest->text)) {
        rest->text++;
        rest->bytes--;
        word.bytes++;
    }
    return word;
}

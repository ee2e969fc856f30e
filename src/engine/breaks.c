#include "engine/breaks.h"

#include <stdlib.h>
#include <string.h>

#include "base/checked.h"

void breaksInit(struct breaks *b)
{
    *b = (struct breaks){0};
}

void breaksDeleteAll(struct breaks *b)
{
    for (size_t i = 0; i < b->count; i++)
        free(b->points[i].text);
    b->count = 0;
}

void breaksRelease(struct breaks *b)
{
    breaksDeleteAll(b);
    free(b->points);
    breaksInit(b);
}

const char *breakKindName(enum breakKind kind)
{
    static const char *const names[] = {"break", "tbreak", "watch"};
    return names[kind];
}

/* Room for one more, with its text and number; NULL without memory. */
static struct breakPoint *newPoint(struct breaks *b, enum breakKind kind, struct span text)
{
    struct breakPoint *points =
        checkedGrow(b->points, &b->capacity, (uint64_t)b->count + 1, sizeof *points);
    if (points != NULL)
        b->points = points;
    char *copy = points != NULL ? strndup(text.text, text.bytes) : NULL;
    if (copy == NULL)
        return NULL;
    points[b->count] = (struct breakPoint){.number = ++b->lastNumber, .kind = kind, .text = copy};
    return &points[b->count++];
}

uint64_t breaksAdd(struct breaks *b, enum breakKind kind, struct span text,
                   const struct condition *condition)
{
    struct breakPoint *point = newPoint(b, kind, text);
    if (point == NULL)
        return 0;
    point->condition = *condition;
    return point->number;
}

static struct figureValue valueOf(const struct breakPoint *point, const struct session *s)
{
    return figureValueOf(point->figure, sessionStats(s), &s->fields);
}

uint64_t breaksWatch(struct breaks *b, const struct session *s, struct span text, size_t figure)
{
    struct breakPoint *point = newPoint(b, BREAK_WATCH, text);
    if (point == NULL)
        return 0;
    point->figure = figure;
    point->value = valueOf(point, s);
    return point->number;
}

static void removeAt(struct breaks *b, size_t index)
{
    free(b->points[index].text);
    b->count--;
    memmove(b->points + index, b->points + index + 1, (b->count - index) * sizeof *b->points);
}

bool breaksDelete(struct breaks *b, uint64_t number)
{
    for (size_t i = 0; i < b->count; i++)
        if (b->points[i].number == number) {
            removeAt(b, i);
            return true;
        }
    return false;
}

/* Is it hit? A watch takes the new value; `change` is then what became of it. */
static bool isHit(struct breakPoint *point, const struct session *s, const struct event *event,
                  struct figureValue *was)
{
    if (point->kind != BREAK_WATCH)
        return conditionHolds(&point->condition, s, event);
    *was = point->value;
    point->value = valueOf(point, s);
    return !figureIsSame(was, &point->value);
}

static void appendHit(const struct breakPoint *point, const struct figureValue *was,
                      struct buffer *out)
{
    bufferAppendFormat(out, "%s %llu: ", breakKindName(point->kind),
                       (unsigned long long)point->number);
    bufferAppendEscaped(out, spanOf(point->text));
    if (point->kind == BREAK_WATCH) {
        bufferAppendByte(out, ' ');
        figureAppend(was, out);
        bufferAppendText(out, " -> ");
        figureAppend(&point->value, out);
    }
    bufferAppendByte(out, '\n');
}

bool breaksMeet(struct breaks *b, const struct session *s, const struct event *event,
                struct buffer *out)
{
    bool any = false;
    for (size_t i = 0; i < b->count;) {
        struct breakPoint *point = &b->points[i];
        struct figureValue was;
        const bool hit = isHit(point, s, event, &was);
        any = any || hit;
        point->hits += hit;
        if (hit)
            appendHit(point, &was, out);
        if (hit && point->kind == BREAK_ONCE)
            removeAt(b, i);
        else
            i++;
    }
    return any;
}

void breaksRefresh(struct breaks *b, const struct session *s)
{
    for (size_t i = 0; i < b->count; i++)
        if (b->points[i].kind == BREAK_WATCH)
            b->points[i].value = valueOf(&b->points[i], s);
}

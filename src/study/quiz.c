#include "study/quiz.h"

#include "base/span.h"

/* How often a kind is asked, beside the others that fit: what matters most comes most. */
static const unsigned weights[QUESTION_KINDS] = {
    [QUESTION_PLACE] = 3, [QUESTION_LIST] = 3,    [QUESTION_HEAD] = 2,   [QUESTION_BLOCK] = 1,
    [QUESTION_LINK] = 1,  [QUESTION_ADDRESS] = 1, [QUESTION_BLOCKS] = 1, [QUESTION_TABLE] = 1,
    [QUESTION_USED] = 1,  [QUESTION_OUTCOME] = 1,
};

void quizBegin(struct quiz *quiz, unsigned kinds)
{
    *quiz = (struct quiz){.isOn = true, .kinds = kinds};
}

/* Of an empty list nobody is asked for the head, unless a chunk is freed. */
static bool isDull(const struct session *s, const struct command *command, size_t kind)
{
    return kind == QUESTION_HEAD && command->verb != VERB_FREE && s->stats.freeListLength == 0;
}

bool quizPick(const struct quiz *quiz, const struct session *s, const struct command *command,
              enum questionKind *kind)
{
    bool found = false;
    for (size_t i = 0; i < QUESTION_KINDS; i++) {
        if ((quiz->kinds & 1u << i) == 0 || isDull(s, command, i) ||
            !questionFits(s, command, (enum questionKind)i))
            continue;
        if (found &&
            quiz->scores[i].asked * weights[*kind] >= quiz->scores[*kind].asked * weights[i])
            continue;
        *kind = (enum questionKind)i;
        found = true;
    }
    return found;
}

void quizCount(struct quiz *quiz, enum questionKind kind, enum verdict verdict, uint64_t hints)
{
    struct quizScore *score = &quiz->scores[kind];
    score->asked++;
    score->right += verdict == VERDICT_RIGHT;
    score->wrong += verdict == VERDICT_WRONG;
    score->skipped += verdict == VERDICT_SKIPPED;
    score->hints += hints;
}

struct quizScore quizTotal(const struct quiz *quiz)
{
    struct quizScore total = {0};
    for (size_t i = 0; i < QUESTION_KINDS; i++) {
        total.asked += quiz->scores[i].asked;
        total.right += quiz->scores[i].right;
        total.wrong += quiz->scores[i].wrong;
        total.skipped += quiz->scores[i].skipped;
        total.hints += quiz->scores[i].hints;
    }
    return total;
}

unsigned quizKind(struct span name)
{
    if (spanIs(name, "all"))
        return QUIZ_ALL_KINDS;
    for (size_t i = 0; i < QUESTION_KINDS; i++)
        if (spanIs(name, questionKindName(i)))
            return 1u << i;
    return 0;
}

unsigned quizKindsRead(struct span names)
{
    unsigned kinds = 0;
    for (;;) {
        const char *comma = memchr(names.text, ',', names.bytes);
        const size_t bytes = comma != NULL ? (size_t)(comma - names.text) : names.bytes;
        const unsigned kind = quizKind((struct span){names.text, bytes});
        kinds |= kind;
        if (kind == 0 || comma == NULL)
            return kind != 0 ? kinds : 0;
        names.text += bytes + 1;
        names.bytes -= bytes + 1;
    }
}

static const struct tableColumn columns[QUIZ_COLUMNS] = {
    {"kind", "kind", ""},   {"asked", "asked", ""},     {"right", "right", ""},
    {"wrong", "wrong", ""}, {"skipped", "skipped", ""}, {"hints", "hints", ""},
};

static void addRow(struct table *table, struct tableCell *cells, const char *name,
                   const struct quizScore *score)
{
    const uint64_t counts[] = {score->asked, score->right, score->wrong, score->skipped,
                               score->hints};
    struct tableCell *row = cells + table->columnCount * table->rowCount++;
    row[0] = tableText(spanOf(name));
    for (size_t i = 1; i < table->columnCount; i++)
        row[i] = tableCount(counts[i - 1]);
}

struct table quizTable(const struct quiz *quiz, struct tableCell *cells)
{
    const struct quizScore total = quizTotal(quiz);
    struct table table = {.op = "quiz",
                          .columns = columns,
                          .columnCount = QUIZ_COLUMNS - quiz->isOnPaper,
                          .cells = cells};
    for (size_t i = 0; i < QUESTION_KINDS; i++)
        if (quiz->scores[i].asked > 0)
            addRow(&table, cells, questionKindName(i), &quiz->scores[i]);
    addRow(&table, cells, "all", &total);
    return table;
}

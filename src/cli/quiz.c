#include "cli/quiz.h"

#include "base/nearest.h"
#include "cli/ask.h"
#include "cli/driver.h"
#include "cli/paint.h"
#include "lang/format.h"
#include "lang/verbs.h"
#include "lang/word.h"
#include "study/misconception.h"

#define PROMPT "answer> "

/* To a command in the place of an answer. */
#define FIRST "First the question: type an answer, or 'hint'. An empty line shows the answer."

/* What a line that was asked for turned out to be. */
enum reaction { REACTION_ANSWER, REACTION_SKIP, REACTION_LEAVE, REACTION_AGAIN };

void quizRunInit(struct quizRun *quiz)
{
    *quiz = (struct quizRun){.isReadable = false};
    questionInit(&quiz->question);
    bufferInit(&quiz->text);
    bufferInit(&quiz->line);
    bufferInit(&quiz->command);
    bufferInit(&quiz->said);
    bufferInit(&quiz->truth);
    bufferInit(&quiz->why);
}

void quizRunRelease(struct quizRun *quiz)
{
    questionRelease(&quiz->question);
    bufferRelease(&quiz->text);
    bufferRelease(&quiz->line);
    bufferRelease(&quiz->command);
    bufferRelease(&quiz->said);
    bufferRelease(&quiz->truth);
    bufferRelease(&quiz->why);
}

/* Behind a question and behind its answer. */
static void paintWholeQuiz(struct run *r)
{
    const struct quizRun *quiz = &r->quiz;
    outputDependsOn(r->output, &quiz->text);
    outputDependsOn(r->output, &quiz->command);
    outputDependsOn(r->output, &quiz->said);
    outputDependsOn(r->output, &quiz->truth);
    outputDependsOn(r->output, &quiz->why);
}

/* --- asking ----------------------------------------------------------------------------------- */

static void paintHint(struct run *r)
{
    struct buffer hint;
    bufferInit(&hint);
    if (!questionHint(&r->quiz.question, &hint)) {
        r->quiz.question.hintCount--; /* it was none */
        bufferAppendText(&hint, "There are no more hints. An empty line shows the answer.");
    }
    r->options->painter->hint(bufferSpan(&hint), &r->style, &r->output->text);
    outputDependsOn(r->output, &hint);
    bufferRelease(&hint);
}

/* What can't be read as an answer: a person is asked again; where lines are read it is wrong. */
static enum reaction reactToNonsense(struct run *r, struct span line)
{
    const struct span why = verbBegins(line) ? spanOf(FIRST) : bufferSpan(&r->quiz.why);
    if (!askIsTyped(r))
        return REACTION_ANSWER;
    r->options->painter->hint(why, &r->style, &r->output->text);
    return REACTION_AGAIN;
}

/* The same picture again. It is a line of its own, so that it can be `show list`. */
static enum reaction showAgain(struct run *r, struct span line)
{
    const struct source source = {.name = spanOf("<answer>")};
    const bool quits = r->quit;
    (void)driverLine(r, &source, line, 1);
    r->quit = quits;
    return REACTION_AGAIN;
}

static enum reaction react(struct run *r, struct span line)
{
    struct quizRun *quiz = &r->quiz;
    struct span rest = line;
    const struct span word = wordNext(&rest), second = wordNext(&rest);
    if (word.bytes == 0 || spanIs(word, "?"))
        return REACTION_SKIP;
    if (spanIs(word, "quiz") && spanIs(second, "off"))
        return REACTION_LEAVE;
    if (spanIs(word, "show"))
        return showAgain(r, line);
    if (spanIs(word, "hint")) {
        paintHint(r);
        return REACTION_AGAIN;
    }
    bufferClear(&quiz->why);
    quiz->isReadable = questionRead(&quiz->question, &r->session, line, &quiz->answer, &quiz->why);
    return quiz->isReadable ? REACTION_ANSWER : reactToNonsense(r, line);
}

static enum reaction readAnswer(struct run *r)
{
    enum reaction reaction = REACTION_AGAIN;
    while (reaction == REACTION_AGAIN) {
        if (!askLine(r, PROMPT, &r->quiz.line))
            return REACTION_LEAVE;
        reaction = react(r, bufferSpan(&r->quiz.line));
    }
    return reaction;
}

/* A command as it will be told, in memory of its own. */
static void keepCommand(struct run *r, const struct command *command)
{
    bufferClear(&r->quiz.command);
    commandFormat(command, &r->quiz.command);
}

static struct asked askedOf(const struct run *r)
{
    const struct quizRun *quiz = &r->quiz;
    return (struct asked){.step = quiz->step,
                          .command = bufferSpan(&quiz->command),
                          .kind = questionKindName(quiz->question.kind),
                          .question = bufferSpan(&quiz->text),
                          .hintCount = quiz->question.hintCount};
}

bool quizAsk(struct run *r, const struct command *command)
{
    struct quizRun *quiz = &r->quiz;
    enum questionKind kind;
    if (r->passesBreaks || !quizPick(&quiz->quiz, &r->session, command, &kind))
        return false;
    bufferClear(&quiz->text);
    if (!questionPose(&quiz->question, &r->session, command, kind, &quiz->text)) {
        outputComplain(r->output, "no memory to ask about this step");
        return false;
    }
    quiz->step = r->session.stepCount + 1;
    keepCommand(r, command);
    const struct asked asked = askedOf(r);
    r->options->painter->question(&asked, &r->style, &r->output->text);
    paintWholeQuiz(r);
    const enum reaction reaction = readAnswer(r);
    quiz->isSkipped = reaction == REACTION_SKIP;
    if (reaction == REACTION_LEAVE)
        quizEnd(r);
    return reaction != REACTION_LEAVE;
}

/* --- telling ---------------------------------------------------------------------------------- */

/* The answer as it was understood, and as it was said where it could not be. */
static void tellGiven(struct run *r)
{
    struct quizRun *quiz = &r->quiz;
    bufferClear(&quiz->said);
    if (quiz->isReadable)
        questionTell(&quiz->question, &quiz->answer, &quiz->said);
    else
        bufferAppendQuoted(&quiz->said, bufferSpan(&quiz->line));
}

/* Of a line that was read and is no answer: why it counts as a wrong one. */
static struct span explainNonsense(struct quizRun *quiz)
{
    if (verbBegins(bufferSpan(&quiz->line)))
        return spanOf("The line behind a question is its answer: as a command it counts as wrong.");
    struct buffer why = quiz->why;
    bufferInit(&quiz->why);
    bufferAppendText(&quiz->why, "That is no answer, and counts as wrong: ");
    bufferAppendSpan(&quiz->why, bufferSpan(&why));
    bufferRelease(&why);
    return bufferSpan(&quiz->why);
}

static void judge(struct run *r, struct asked *asked)
{
    struct quizRun *quiz = &r->quiz;
    const struct grade grade = quiz->isReadable ? questionGrade(&quiz->question, &quiz->answer)
                                                : (struct grade){.isRight = false};
    tellGiven(r);
    asked->given = bufferSpan(&quiz->said);
    asked->verdict = grade.isRight ? VERDICT_RIGHT : VERDICT_WRONG;
    if (grade.misconception != NULL) {
        asked->belief = grade.misconception->id;
        asked->reply = spanOf(grade.misconception->reply);
    } else if (!quiz->isReadable) {
        asked->reply = explainNonsense(quiz);
    }
}

void quizTell(struct run *r, const struct event *event)
{
    struct quizRun *quiz = &r->quiz;
    struct asked asked = askedOf(r);
    if (!questionResolve(&quiz->question, &r->session, event)) {
        outputComplain(r->output, "no memory to grade the answer");
        return;
    }
    asked.verdict = VERDICT_SKIPPED;
    if (!quiz->isSkipped)
        judge(r, &asked);
    bufferClear(&quiz->truth);
    questionTellTruth(&quiz->question, &quiz->truth);
    asked.truth = bufferSpan(&quiz->truth);
    quizCount(&quiz->quiz, quiz->question.kind, asked.verdict, asked.hintCount);
    r->options->painter->answer(&asked, &r->style, &r->output->text);
    paintWholeQuiz(r);
}

bool quizHasShown(const struct run *r)
{
    return r->quiz.quiz.isOn && r->paintedStep == r->session.stepCount;
}

static void paintScore(struct run *r)
{
    struct tableCell cells[QUIZ_CELLS];
    const struct table table = quizTable(&r->quiz.quiz, cells);
    r->options->painter->table(&table, &r->style, &r->output->text);
}

void quizEnd(struct run *r)
{
    if (!r->quiz.quiz.isOn)
        return;
    r->quiz.quiz.isOn = false;
    paintOmit(r);
    const struct quizScore total = quizTotal(&r->quiz.quiz);
    if (total.asked > 0)
        paintScore(r);
    if (total.wrong > 0)
        runWorsen(r, STATUS_REFUSED);
}

/* --- the verb, and --quiz --------------------------------------------------------------------- */

void quizStart(struct run *r, unsigned kinds)
{
    quizBegin(&r->quiz.quiz, kinds);
    paintOmit(r);
}

/* Reads one word of `quiz on`: on, off, or a kind; false where it is none. */
static bool takeWord(struct span word, bool isFirst, unsigned *kinds)
{
    if (isFirst)
        return spanIs(word, "on") || spanIs(word, "off");
    const unsigned kind = quizKind(word);
    *kinds |= kind;
    return kind != 0;
}

static void describeMisuse(struct span word, const char *problem, struct buffer *why)
{
    bufferAppendQuoted(why, word);
    bufferAppendText(why, problem);
    verbUsage(&verbTable[VERB_QUIZ], why);
    bufferAppendByte(why, ')');
}

static void describeKind(struct span word, struct buffer *why)
{
    const char *nearest = NULL;
    size_t distance = nearestLimit(word) + 1;
    bufferAppendQuoted(why, word);
    bufferAppendText(why, " is no kind of question (");
    for (size_t i = 0; i < QUESTION_KINDS; i++)
        nearestOffer(word, questionKindName(i), &nearest, &distance);
    if (nearest != NULL)
        bufferAppendFormat(why, "did you mean '%s'?)", nearest);
    for (size_t i = 0; i < QUESTION_KINDS && nearest == NULL; i++) {
        bufferAppendText(why, questionKindName(i));
        bufferAppendText(why, i + 1 < QUESTION_KINDS ? ", " : ")");
    }
}

bool quizCheck(struct run *r, struct span line, const struct command *command)
{
    struct span rest = command->operands, word;
    unsigned kinds = 0;
    bool isFirst = true, isOff = false;
    for (; (word = wordNext(&rest)).bytes > 0; isFirst = false) {
        if (!isOff && takeWord(word, isFirst, &kinds)) {
            isOff = isFirst && spanIs(word, "off");
            continue;
        }
        struct buffer why;
        bufferInit(&why);
        if (isFirst || isOff)
            describeMisuse(word, isFirst ? " is neither on nor off (" : " is one word too many (",
                           &why);
        else
            describeKind(word, &why);
        runSetFault(r, line, command, command->operands,
                    (size_t)(word.text - command->operands.text), word.bytes, bufferSpan(&why));
        bufferRelease(&why);
        return false;
    }
    return true;
}

bool quizAnswer(struct run *r, const struct source *source, const struct command *command)
{
    struct span rest = command->operands, word;
    unsigned kinds = 0;
    (void)source;
    const struct span first = wordNext(&rest);
    if (first.bytes == 0) {
        paintScore(r);
        return true;
    }
    if (spanIs(first, "off")) {
        quizEnd(r);
        return true;
    }
    quizEnd(r);
    while ((word = wordNext(&rest)).bytes > 0)
        kinds |= quizKind(word);
    quizStart(r, kinds != 0 ? kinds : QUIZ_ALL_KINDS);
    runSay(r, "Before each step you are asked about it. 'hint' helps, an empty line shows the\n"
              "answer, 'quiz off' ends it.");
    return true;
}

"""The quiz, in a real terminal."""
import re

from terminal import Keys, Terminal

PROMPT, ANSWER = "poolsim> ", "answer> "


def shell(*options, **rest):
    t = Terminal(["poolsim", "--show", "none", *options], **{"env": {"NO_COLOR": "1"}, **rest})
    t.expect(PROMPT)
    return t


def plain(text):
    return re.sub(r"\x1b\[[?0-9;]*[a-zA-Z]\r?", "", text).replace("\r\n", "\n")


def say(t, line, prompt):
    """Types a line. Returns what comes back up to the next prompt."""
    t.send(line + "\r")
    t.find(re.escape(line) + "\r\n" if line else "\r\n")
    return plain(t.expect(prompt))


def leave(t):
    t.send(Keys.CTRL_D)
    assert t.wait() == 0
    assert t.echoes(), "the terminal is not as it was"


def test_quiz_asks():
    """a question has a prompt of its own; the answer is graded before the step is shown"""
    with shell() as t:
        say(t, "quiz on", PROMPT)
        assert say(t, "alloc a b", ANSWER).startswith("? Which chunk will 'alloc a' get?\n")
        shown = say(t, "0:1", ANSWER)
        assert shown.startswith("  Not so. The answer is 0:0; you said 0:1.\n\nstep 1  alloc a "), shown
        assert "? What is the free list after 'alloc b'" in shown
        shown = say(t, "empty", PROMPT)
        assert shown.startswith("  Right: empty.\n\nstep 2  alloc b "), shown
        leave(t)


def test_quiz_nonsense():
    """what can't be read as an answer is asked for again, and a hint is no answer"""
    with shell() as t:
        say(t, "quiz on place", PROMPT)
        say(t, "alloc a", ANSWER)
        assert say(t, "what?", ANSWER) == "  no chunk is known as 'what'\n"
        assert "First the question" in say(t, "free a", ANSWER)
        assert say(t, "hint", ANSWER) == "  The free list is empty.\n"
        shown = say(t, "show list", ANSWER)
        assert "free list  0 " in shown and "next alloc" not in shown, shown
        assert say(t, "0:0", PROMPT).startswith("  Right: 0:0.\n")
        assert "place      1      1      0        0      1\n" in say(t, "quiz off", PROMPT)
        leave(t)


def test_quiz_skip_and_leave():
    """an empty line skips a question; Ctrl-D ends the quiz and not the shell, and the step is taken"""
    with shell() as t:
        say(t, "quiz on place", PROMPT)
        say(t, "alloc a b", ANSWER)
        assert say(t, "", ANSWER).startswith("  The answer is 0:0.\n")
        t.send(Keys.CTRL_D)
        shown = plain(t.expect(PROMPT))
        assert "all        1      0      0        1      0\n" in shown, shown
        assert "step 2  alloc b " in shown, shown
        shown = say(t, "alloc c", PROMPT)
        assert shown.startswith("step 3  alloc c "), repr(shown)
        leave(t)


def test_quiz_interrupt():
    """Ctrl-C drops what was typed of an answer, and the question stands"""
    with shell() as t:
        say(t, "quiz on place", PROMPT)
        say(t, "alloc a", ANSWER)
        t.send("0:7")
        t.find("0:7")
        t.send(Keys.CTRL_C)
        t.expect(ANSWER)
        assert say(t, "0:0", PROMPT).startswith("  Right: 0:0.\n")
        leave(t)


def test_quiz_history():
    """answers are not kept among the commands that arrow up brings back"""
    with shell() as t:
        say(t, "quiz on place", PROMPT)
        say(t, "alloc a", ANSWER)
        say(t, "0:0", PROMPT)
        t.send(Keys.UP)
        t.find("alloc a")
        t.send("\x15")
        say(t, "quiz off", PROMPT)
        leave(t)


def test_quiz_replay():
    """--quiz asks about a replay in a terminal too, and a wrong answer is its status"""
    command = ("printf 'alloc a b\\nfree a\\n' > t; "
               "exec poolsim --show none --quiz place,head --replay t")
    with Terminal(["sh", "-c", command], env={"NO_COLOR": "1"}) as t:
        t.expect(ANSWER)
        say(t, "0:0", ANSWER)
        say(t, "0:1", ANSWER)
        t.send("b\r")
        shown = plain(t.find("(?s).*all        3 .*?\n").group())
        assert "Not so. The answer is 0:0; you said 0:1.\n" in shown, shown
        assert t.wait() == 1
        assert t.echoes()

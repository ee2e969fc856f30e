"""A lesson in a real terminal, as a learner takes it."""
import os
import stat

from terminal import Keys, Screen, Terminal

PROMPT = "poolsim> "


def progress_of(t):
    return os.path.join(t.home, ".local/state/poolsim/lessons")


def answer(t, text, reply, prompt):
    t.send(text + "\r")
    t.expect(reply)
    t.expect(prompt)


def test_lesson_first():
    """the first lesson from beginning to end, with a wrong answer, a hint, an undo and Enter"""
    with Terminal(["poolsim"], env={"NO_COLOR": "1"}) as t:
        t.expect(PROMPT)
        t.send("lesson chunks\r")
        t.expect("-- chunks, 1 of 7: A store of equal pieces")
        t.expect("answer> ")
        answer(t, "32", "No. That is one chunk.", "answer> ")
        answer(t, "hint", "Hint: The drawing", "answer> ")
        answer(t, "", "Question: How many bytes", "answer> ")
        answer(t, "128", "Yes. 4 chunks of 32 bytes each.", "Enter goes on> ")
        answer(t, "", "-- chunks, 2 of 7: The first chunk", "answer> ")
        answer(t, "0:1", "Yes. ", "Enter goes on> ")
        answer(t, "", "-- chunks, 3 of 7", "answer> ")
        answer(t, "0x10000040", "Yes. ", "Enter goes on> ")
        answer(t, "", "Task: Take chunks until block 0 is full", "task> ")
        answer(t, "alloc one two three", "Not yet. That was one too many.", "task> ")
        answer(t, "undo", "Done. Every chunk of block 0 has an owner.", "Enter goes on> ")
        answer(t, "", "-- chunks, 5 of 7: The block is full", "answer> ")
        answer(t, "next", "The answer: 1:0", "Enter goes on> ")
        answer(t, "", "-- chunks, 6 of 7", "answer> ")
        answer(t, "no", "Yes. ", "Enter goes on> ")
        answer(t, "", "-- chunks, 7 of 7", "Enter ends the lesson> ")
        answer(t, "", "That was the lesson 'chunks'. The next one: lesson bumping", PROMPT)
        t.send("lesson\r")
        t.expect("1  chunks       Chunks and blocks")
        t.expect("done")
        t.expect(PROMPT)
        t.send(Keys.CTRL_D)
        assert t.wait() == 0


def test_lesson_left():
    """a lesson that is left is remembered, in a file of the learner's own, and goes on there"""
    with Terminal(["poolsim"]) as t:
        t.expect(PROMPT)
        t.send("lesson bumping\r")
        t.expect("answer> ")
        answer(t, "2", "Yes. ", "Enter goes on> ")
        answer(t, "", "2 of 6", "answer> ")
        answer(t, "leave", "'lesson bumping 2' goes on here.", PROMPT)
        about = os.lstat(progress_of(t))
        assert stat.S_ISREG(about.st_mode) and stat.S_IMODE(about.st_mode) == 0o600
        with open(progress_of(t), encoding="utf-8") as file:
            assert file.read() == "bumping 2\n"
        t.send("lesson\r")
        t.expect("screen 2")
        t.expect(PROMPT)
        t.send("lesson bumping 2\r")
        t.expect("2 of 6")
        t.expect("answer> ")
        t.send(Keys.CTRL_C)
        t.expect("answer> ")
        t.send("quit\r")
        assert t.wait() == 0


def test_lesson_link():
    """what was done is never written through a symbolic link"""
    with Terminal(["poolsim"]) as t:
        t.expect(PROMPT)
        target = os.path.join(t.home, "target")
        os.makedirs(os.path.dirname(progress_of(t)), exist_ok=True)
        with open(target, "w", encoding="utf-8") as file:
            file.write("mine\n")
        os.symlink(target, progress_of(t))
        t.send("lesson 1\r")
        t.expect("answer> ")
        t.send("quit\r")
        assert t.wait() == 0
        with open(target, encoding="utf-8") as file:
            assert file.read() == "mine\n"


def test_lesson_completion():
    """Tab completes the names of lessons, and in one its words"""
    with Terminal(["poolsim"]) as t:
        t.expect(PROMPT)
        t.send("lesson bum\t\r")
        t.expect("-- bumping, 1 of 6")
        t.expect("answer> ")
        t.send("rep\t\r")
        t.expect("-- bumping, 1 of 6")
        t.expect("answer> ")
        t.send("quit\r")
        assert t.wait() == 0


def test_lesson_screen():
    """on a terminal of 24 lines, a screen and the reply to an answer stand there whole"""
    with Screen(["poolsim"]) as s:
        s.expect(PROMPT)
        s.send("lesson chunks")
        s.press("Enter")
        s.expect("answer>")
        s.send("128")
        s.press("Enter")
        s.expect("Enter goes on>")
        shown = s.lines()
        assert any(line.startswith("-- chunks, 1 of 7") for line in shown), shown
        assert any(line.startswith("Yes. 4 chunks") for line in shown), shown

"""The library of the terminal tests, tested with programs that are everywhere."""
import select
import signal

from terminal import Keys, Screen, Terminal

BASH = ["bash", "--norc", "--noprofile", "-i"]
PROMPT = {"PS1": "ready> "}


def test_self_dialogue():
    """self-test: keys go in, text is waited for, the status comes out"""
    with Terminal(BASH, env=PROMPT) as t:
        t.expect("ready> ")
        t.send("echo $((6 * 7)) $COLUMNS; exit 5\r")
        t.expect("42 ")
        assert t.wait() == 5
        assert t.echoes()


def test_self_absent():
    """self-test: text that does not come is an error, with what came instead"""
    with Terminal(["sh", "-c", "echo this; read line"]) as t:
        for seconds, end in ((0.05, ""), (10, "\r")):
            t.send(end)
            try:
                t.expect("that", seconds)
            except AssertionError as error:
                assert "this" in str(error), error
            else:
                raise AssertionError("found what is not there")


def test_self_last_words():
    """self-test: what a program wrote is read, also where its end is seen before that"""
    looks, real = [], select.select

    def late(reads, *more):
        ready = real(reads, *more)
        looks.append(reads)
        return ([fd for fd in ready[0] if fd != reads[0]],) + ready[1:] if len(looks) == 1 else ready

    with Terminal(["echo", "goodbye"]) as t:
        real([t.pidfd], [], [], 10)
        select.select = late
        try:
            t.expect("goodbye")
        finally:
            select.select = real
        assert len(looks) == 2, looks
        assert t.wait() == 0


def test_self_modes():
    """self-test: the terminal's modes are seen while the program runs and afterwards"""
    with Terminal(["sh", "-c", "stty raw -echo; echo set; read line; exit 0"]) as t:
        t.expect("set")
        assert not t.echoes()
        t.send("\n")
        assert t.wait() == 0
        assert not t.echoes()


def test_self_signals():
    """self-test: signals arrive, from a key and from us, and are told apart from an exit"""
    with Terminal(["cat"]) as t:
        t.send("a\r")
        t.expect("a\r\na\r\n")
        t.send(Keys.CTRL_C)
        assert t.wait() == -signal.SIGINT
    with Terminal(["cat"]) as t:
        t.signal(signal.SIGTERM)
        assert t.wait() == -signal.SIGTERM
    with Terminal(BASH, env=PROMPT) as t:
        t.expect("ready> ")
        t.send("sh -c 'echo $((6 * 7)); exec cat'\r")
        t.expect("42")
        t.send(Keys.CTRL_Z)
        t.expect("Stopped")
        t.expect("ready> ")


def test_self_resize():
    """self-test: a new window size is seen, and its signal comes"""
    script = "trap 'stty size' WINCH; stty size; echo up; while :; do read line; done"
    with Terminal(["bash", "-c", script], columns=70, lines=20) as t:
        t.expect("20 70")
        t.expect("up")
        t.resize(50, 10)
        t.send("\r")  # bash runs the trap when its read is over
        t.expect("10 50")


def test_self_screen():
    """self-test: a screen shows what a person would see"""
    with Screen(BASH, columns=60, lines=10, env=PROMPT) as s:
        s.expect("ready> ")
        s.send("printf 'abc\\rX\\n'; stty size")
        s.press("Enter")
        s.find("^Xbc$")
        s.find("^10 60$")
        s.resize(50, 10)
        s.send("stty size")
        s.press("Enter")
        s.find("^10 50$")

"""Back and forth, in a real terminal."""
import os
import re

from terminal import Keys, Screen, Terminal

PROMPT = "poolsim> "
TRACE = "alloc a b c; free b\nalloc d e f\nfree a\nfreeall\n"
PLAIN = {"NO_COLOR": "1"}


def shell(*options, **rest):
    """The shell, after its greeting."""
    t = Terminal(["poolsim", *options], **{"env": PLAIN, **rest})
    t.expect(PROMPT)
    return t


def with_trace(text, *options, **rest):
    """The shell in front of a trace, before its first step."""
    t = Terminal(["sh", "-c", 'printf "$TRACE" >t; exec poolsim --replay t --interactive --stopped '
                  + " ".join(options)], **{**rest, "env": {**PLAIN, "TRACE": text}})
    t.expect(PROMPT)
    return t


def answer(t, line, seconds=10.0):
    """Types a line. Returns the lines that come back, without escape sequences."""
    t.send(line + "\r")
    t.find(re.escape(line) + "\r\n" if line else "\r\n")
    shown = re.sub(r"\x1b\[[?0-9;]*[a-zA-Z]\r?", "", t.expect(PROMPT, seconds))
    return shown.replace("\r\n", "\n").split("\n")[:-1]


def leave(t):
    t.send(Keys.CTRL_D)
    assert t.wait() == 0
    assert t.echoes(), "the terminal is not as it was"


def test_travel_stopped():
    """--stopped opens the shell in front of the first step, with the trace around it"""
    with with_trace(TRACE, "--show", "none") as t:
        assert "\u2192       1  alloc a b c; free b" in t.seen
        assert "step 1" not in t.seen
        assert answer(t, "history") == ["no step was done yet"]
        assert answer(t, "step")[0].startswith("step 1  alloc a ")
        leave(t)


def test_travel_empty_line():
    """an empty line does step and back once more, and N of them where N was given"""
    with with_trace(TRACE, "--show", "none") as t:
        for line, wanted in (("step", "step 1 "), ("", "step 2 "), ("  ", "step 3 "),
                             ("back", "step 2 of 3 "), ("", "step 1 of 3 "), ("step 3", "step 4 "),
                             ("", "step 7 "), ("", "step 9 "), ("back 4", "step 5 of 9 "),
                             ("", "step 1 of 9 ")):
            assert answer(t, line)[0].startswith(wanted), (line, t.seen)
        leave(t)


def test_travel_empty_line_elsewhere():
    """after any other command an empty line does nothing"""
    with with_trace(TRACE, "--show", "none") as t:
        answer(t, "step 4")
        for line in ("history", "undo", "redo", "list", "until live == 3", "restart", "goto 2",
                     "back until live == 1", "stats", "alloc mine", "step; stats", "run"):
            answer(t, line)
            assert answer(t, "") == [], line
        leave(t)


def test_travel_empty_line_is_no_history():
    """an empty line that repeats a command leaves no line in the history file"""
    with with_trace(TRACE, "--show", "none") as t:
        for line in ("step", "", "", "back", ""):
            answer(t, line)
        with open(os.path.join(t.home, ".local/state/poolsim/history"), encoding="utf-8") as file:
            assert file.read() == "step\nback\n"
        leave(t)


def test_travel_dropped():
    """a new step says which steps it drops"""
    with shell("--show", "none") as t:
        answer(t, "alloc a b c d")
        answer(t, "undo 2")
        shown = "\n".join(answer(t, "alloc e"))
        assert "poolsim: steps 3 to 4, which were undone, are dropped\n" in shown
        assert "\nstep 3  alloc e " in shown
        leave(t)


def test_travel_quiet():
    """in the shell each step is printed, whatever --quiet, --every and --steps say"""
    for options in ((), ("--quiet",), ("--every", "7"), ("--steps", "50")):
        with shell("--show", "none", *options) as t:
            assert "".join(answer(t, "alloc a b")).startswith("step 1  alloc a "), options
            assert "".join(answer(t, "undo")).startswith("step 1 of 2  alloc a "), options
            assert "".join(answer(t, "goto 2")).startswith("step 2  alloc b "), options
            leave(t)


def test_travel_breaks():
    """the shell confirms a break, and stops at it; info lists it"""
    with with_trace(TRACE, "--show", "none") as t:
        assert answer(t, "break path == push") == ["break 1: path == push"]
        assert answer(t, "watch blocks") == ["watch 2: blocks"]
        assert answer(t, "tbreak live == 3") == ["tbreak 3: live == 3"]
        assert answer(t, "run")[-1] == "watch 2: blocks 0 -> 1"
        assert answer(t, "run")[-1] == "tbreak 3: live == 3"
        assert answer(t, "run")[-1] == "break 1: path == push"
        assert answer(t, "delete 1") == []
        assert answer(t, "info") == ["        2  watch blocks, hit 1 time"]
        leave(t)


def long_trace():
    """
    The shell in front of a trace of two million lines; the expectation in line 1000 fails, which
    --keep-going passes over: so it can be seen that a run is on its way.
    """
    script = ("yes 'alloc a b; free a b' | head -n 2000000 | sed '1000s/.*/expect live 7/' >t;"
              "exec poolsim --show none --keep-going --replay t --interactive --stopped")
    t = Terminal(["sh", "-c", script], env=PLAIN)
    t.expect(PROMPT, 120)
    return t


def interrupted_run(t, command):
    """Ctrl-C once the command is on its way; returns the step after which it stopped."""
    t.send(command + "\r")
    t.expect("expected live 7, but it is 0")
    t.send(Keys.CTRL_C)
    step = int(t.find(r"interrupted after step (\d+)\r\n", 60)[1])
    t.expect(PROMPT)
    assert step >= 3996
    return step


def number_in(lines, pattern):
    return int(re.search(pattern, "\n".join(lines), re.MULTILINE)[1])


def test_travel_messages():
    """what is wrong on the way is said behind the picture where the movement ends"""
    with with_trace("alloc a b\nexpect live 3\nfree zz\nalloc c\n", "--show", "list", "--ascii") as t:
        for line, first, message in (("run", "step 2  alloc b ", "t:2:1: expected live 3, but it is 2"),
                                     ("run", "step 3  free zz ", "t:3:6: unknown handle 'zz' (live: a, b)")):
            shown = answer(t, line)
            assert shown[0].startswith(first) and shown[-1] == message, shown
            assert shown.index("free list  0     head -> NULL") < len(shown) - 1, shown
        leave(t)


def test_travel_interrupt():
    """Ctrl-C ends a long run after a step, and everything is as that step left it"""
    with long_trace() as t:
        step = interrupted_run(t, "run")
        assert number_in(answer(t, "history 1"), r"^\u2192 *(\d+)  ") == step
        figures = answer(t, "stats")
        allocs, frees, live = (number_in(figures, rf"^{name} +(\d+) ")
                               for name in ("allocs", "frees", "live"))
        assert allocs + frees == step and allocs - frees == live
        assert number_in(answer(t, "list 1"), r"^\u2192 *(\d+)  ") == (step + 4) // 4 + 1
        assert answer(t, "step")[0].startswith(f"step {step + 1}  ")
        assert answer(t, "back 2")[0].startswith(f"step {step - 1} of {step + 1}  ")
        leave(t)


def test_travel_interrupt_goto():
    """it ends a goto and an until too; where it is sent in the middle of going back, nothing has moved"""
    with long_trace() as t:
        step = interrupted_run(t, "goto 7000000")
        answer(t, "restart")
        assert answer(t, f"goto {step}")[0].startswith(f"step {step}  ")
        t.send("back until step == 1\r")
        t.expect("== 1\r\n")
        t.send(Keys.CTRL_C)
        shown = t.expect(PROMPT, 60)
        assert "it held after no step" not in shown, shown  # it does hold after step 1
        assert number_in(answer(t, "history 1"), r"^\u2192 *(\d+)  ") in (1, step)
        leave(t)


def test_travel_interrupt_load():
    """it ends the loading of a long trace, and the one that was loaded before is still there"""
    with long_trace() as t:
        answer(t, "step")
        t.send("load t\r")
        t.expect("load t\r\n")
        t.send(Keys.CTRL_C)
        t.expect("poolsim: interrupted: 't' is not loaded\r\n", 60)
        t.expect(PROMPT)
        assert answer(t, "history 1")[0].startswith("\u2192       1  alloc a")
        assert answer(t, "step")[0].startswith("step 2  alloc b")
        leave(t)


def completed(t, typed):
    """What Tab makes of a line that is not entered."""
    t.send(typed + Keys.TAB + "|")
    line = t.expect("|")
    t.send(Keys.CTRL_C)
    t.expect(PROMPT)
    return re.sub(r"\x1b\[[?0-9;]*[a-zA-Z]|\x07", "", line)


def test_travel_completes():
    """Tab completes the verbs, and behind them names of conditions and figures, until and breaks"""
    with shell() as t:
        for typed, wanted in (("und", "undo "), ("got", "goto "), ("hist", "history "),
                              ("resta", "restart "), ("tb", "tbreak "), ("unt", "until "),
                              ("break peakL", "break peakLive "),
                              ("break live == 3 and touc", "break live == 3 and touches "),
                              ("tbreak outc", "tbreak outcome "),
                              ("until freeListL", "until freeListLength "),
                              ("break path == rec", "break path == recycle "),
                              ("until (op != freea", "until (op != freeall "),
                              ("back until outcome == doub", "back until outcome == double-free "),
                              ("break path == liv", "break path == liv"),
                              ("watch peakR", "watch peakReservedBytes "),
                              ("watch ste", "watch ste"), ("back unt", "back until "),
                              ("back until freea", "back until freealls "),
                              ("info b", "info breaks "), ("stats; hist", "stats; history "),
                              ("undo ", "undo "), ("run ", "run ")):
            assert completed(t, typed) == wanted, (typed, t.seen)
        leave(t)


def test_travel_completes_handles():
    """after handle == and touches, Tab offers the live handles"""
    with shell("--show", "none") as t:
        answer(t, "alloc first second; free second")
        for typed, wanted in (("break handle == ", "break handle == first "),
                              ("until live < 3 and touches fi", "until live < 3 and touches first "),
                              ("break handle == sec", "break handle == sec")):
            assert completed(t, typed) == wanted, (typed, t.seen)
        leave(t)


def test_travel_completes_files():
    """after load, Tab offers file names"""
    with with_trace("alloc a\n", "--show", "none") as t:
        os.rename(os.path.join(t.home, "t"), os.path.join(t.home, "first.trace"))
        t.send("load fi\t\r")
        t.expect("\u2192       1  alloc a")
        t.expect(PROMPT)
        leave(t)


def test_travel_narrow():
    """history and list keep to the width of the window, with number, text and outcome"""
    text = "alloc a_rather_long_name_for_a_chunk 12 b c d e; free b 0xdead\n# the last of them\nfreeall\n"
    for columns in (20, 24, 40, 60, 80, 100):
        with with_trace(text, "--show", "none", "--ascii", "--keep-going", columns=columns) as t:
            t.send("run\r")
            t.expect("the trace ends")
            t.expect(PROMPT)
            for command in ("history", "list"):
                shown = answer(t, command)
                assert max(map(len, shown)) <= columns, (columns, shown)
                assert any(re.match(" *1  a", line) for line in shown), (columns, shown)
            assert any(line.endswith("push") for line in answer(t, "history")), columns
            leave(t)


def test_travel_unicode():
    """list and history show UTF-8 as it is, but nothing that can't be seen, and cut it by columns"""
    text = ("# gr\u00f6\u00dfe \u6f22\u5b57 e\u0301 \u202e \u200b \u009b31m\n"
            "alloc a # \u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\nwrite a \"\u00f6\"\n")
    with with_trace(text, "--show", "none", columns=40) as t:
        shown = answer(t, "list")
        assert shown == [
            "        1  # gr\u00f6\u00dfe \u6f22\u5b57 e\u0301 \\xe2\\x80\\xae \u2026",
            "\u2192       2  alloc a # \u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u6f22\u2026",
            "        3  write a \"\u00f6\""], shown
        t.resize(80, 24)
        assert answer(t, "list 3")[0] == ("        1  # gr\u00f6\u00dfe \u6f22\u5b57 e\u0301 \\xe2\\x80\\xae "
                                          "\\xe2\\x80\\x8b \\xc2\\x9b31m")
        assert answer(t, "step 2")[0].startswith("step 2  write a \u00f6 ")
        leave(t)
    for options, term in ((("--ascii",), "xterm"), ((), "dumb")):
        with with_trace(text, "--show", "none", *options, term=term) as t:
            assert answer(t, "list")[0].startswith("        1  # gr\\xc3\\xb6\\xc3\\x9fe \\xe6")
            assert "   ... 1 more: list N" in answer(t, "list 1")
            leave(t)


def test_travel_narrow_screen():
    """on a screen of 40 columns history is what a person would write down"""
    with Screen(["poolsim", "--show", "none"], columns=40, lines=40, env=PLAIN) as s:
        s.find("poolsim>")
        s.send("alloc a b; free a; undo; history")
        s.press("Enter")
        s.find(r"        1  alloc a +new-block\n"
               r"\u2192       2  alloc b +bump\n"
               r"        3  free a +push\n"
               r"poolsim>")


def test_travel_resized():
    """a listing follows the window as it is now"""
    with with_trace("alloc " + "b" * 60 + "\n", "--show", "none") as t:
        for columns in (80, 50, 100):
            t.resize(columns, 24)
            shown = answer(t, "list")
            assert len(shown[0]) == min(columns, 77), (columns, shown)
        leave(t)


def test_travel_dumb():
    """where TERM is dumb the current row is marked, and nothing but ASCII is sent"""
    with with_trace("alloc a b\nfree a\nfree b\n", "--show", "list", term="dumb") as t:
        answer(t, "step 3")
        answer(t, "back")
        assert answer(t, "history") == ["        1  alloc a                              new-block",
                                        "->      2  alloc b                              bump",
                                        "        3  free a                               push"]
        assert answer(t, "list 3") == ["        1  alloc a b", "->      2  free a", "        3  free b"]
        answer(t, "break live == 0")
        assert answer(t, "run")[-1] == "break 1: live == 0"
        assert answer(t, "list 1")[0] == "   ... 2 more: list N"
        leave(t)
        assert "\x1b" not in t.seen
        assert t.seen.isascii()


def test_explain_and_code_fit():
    """explain and the code beside a step keep to the window, and lose no mark and no value"""
    for columns in (20, 24, 40, 60, 80, 100):
        with shell("--show", "none", "--ascii", "--code", "--interactive", "-c", "alloc a b; free a",
                   columns=columns) as t:
            told = answer(t, "explain")
            assert max(map(len, told)) <= columns, (columns, told)
            assert "0:0 nextFree" in "".join(told), (columns, told)
            shown = answer(t, "free b")
            assert max(map(len, shown)) <= columns, (columns, shown)
            assert sum(line.startswith("> ") for line in shown) == 3, (columns, shown)
            whole = re.sub(r"\s+", " ", " ".join(shown))
            assert "p->freed: 0x10000000 -> 0x10000020" in whole, (columns, shown)
            leave(t)

"""The shell in a real terminal."""
import os
import re
import signal
import stat
import subprocess
import tempfile

import terminal
from terminal import Keys, Terminal

PROMPT = "poolsim> "
GREETING = "Type 'alloc a' to take a chunk"


def shell(*options, **rest):
    return Terminal(["poolsim", *options], **rest)


def leave(t):
    t.send(Keys.CTRL_D)
    assert t.wait() == 0
    assert t.echoes(), "the terminal is not as it was"


def history_of(t):
    return os.path.join(t.home, ".local/state/poolsim/history")


def lines_of(path):
    with open(path, encoding="utf-8") as file:
        return file.read().splitlines()


def test_shell_opens():
    """the shell opens with two lines and a pool ready, and Ctrl-D leaves it"""
    with shell() as t:
        t.expect("poolsim 1.0: a memory pool that you can watch; 32-byte chunks, 4 in a block.")
        t.expect(GREETING)
        t.expect(PROMPT)
        t.send("alloc a\r")
        t.expect("step 1  alloc a")
        t.expect("new-block")
        t.expect(PROMPT)
        leave(t)


def test_shell_sizes():
    """--chunk-size and --block-size choose the pool that the shell opens with"""
    with shell("--chunk-size", "48", "--block-size", "2") as t:
        t.expect("48-byte chunks, 2 in a block")
        t.expect(PROMPT)
        leave(t)


def test_shell_quits():
    """quit and exit leave the shell with status 0, whatever was mistyped before"""
    for word in ("quit", "exit"):
        with shell() as t:
            t.expect(PROMPT)
            t.send("alocc\r")
            t.expect("did you mean 'alloc'")
            t.expect(PROMPT)
            t.send("free nobody\r")
            t.expect("unknown handle 'nobody'")
            t.expect(PROMPT)
            t.send(word + "\r")
            assert t.wait() == 0


def test_shell_empty_line():
    """an empty line does nothing"""
    with shell() as t:
        t.expect(PROMPT)
        t.send("\r   \r# a comment\r")
        for _ in range(3):
            t.expect(PROMPT)
        t.send("stats\r")
        t.expect("allocs                         0")
        t.expect(PROMPT)
        assert "step 1" not in t.seen
        leave(t)


def test_shell_interrupt_drops_the_line():
    """Ctrl-C drops the line that is typed, and the shell goes on"""
    with shell() as t:
        t.expect(PROMPT)
        t.send("alloc unwanted")
        t.expect("unwanted")
        t.send(Keys.CTRL_C)
        t.expect(PROMPT)
        t.send("alloc wanted\r")
        t.expect("step 1  alloc wanted")
        t.expect(PROMPT)
        leave(t)


def test_shell_interrupt_behind_text():
    """Ctrl-C right behind what is typed drops it, also where it comes while that is read"""
    with shell() as t:
        t.expect(PROMPT)
        for i in range(1000):
            t.send("alloc unwanted"[:i % 15])
            t.send(Keys.CTRL_C)
            t.expect("^C")
            t.expect(PROMPT)
        t.send("alloc wanted\r")
        t.expect("step 1  alloc wanted")
        t.expect(PROMPT)
        leave(t)


def test_shell_interrupt_before_text():
    """Ctrl-C while the shell is busy drops what was typed before it, and nothing behind it"""
    with shell("--show", "none") as t:
        t.expect(PROMPT)
        t.send("alloc " + " ".join(f"n{i}" for i in range(150)) + "\r")
        t.expect("step 150")
        t.expect(PROMPT)
        for _ in range(20):
            t.send("free n\t\t")
            t.expect("Display all 150 possibilities?")  # and does, without waiting for an answer
            t.send(Keys.CTRL_C + "expect live 150\r")
            t.expect("^C")
            t.expect(PROMPT + "expect live 150\r\n")
            t.expect(PROMPT)
        leave(t)


def test_shell_completes_verbs():
    """Tab completes a verb at the beginning of each statement"""
    with shell() as t:
        t.expect(PROMPT)
        t.send("po\t16 4; freea\t\r")
        t.expect("step 1  pool 16 4")
        t.expect("step 2  freeall")
        t.expect(PROMPT)
        leave(t)


def test_shell_completes_live_handles():
    """after free, Tab offers the live handles and no others"""
    with shell() as t:
        t.expect(PROMPT)
        t.send("alloc alpha beta; free beta\r")
        t.expect("step 3")
        t.expect(PROMPT)
        t.send("free \t\r")  # alpha is the only one
        t.expect("step 4  free alpha")
        t.expect(PROMPT)
        leave(t)


def test_shell_completes_nothing_taken():
    """after alloc, Tab offers nothing that is taken"""
    with shell() as t:
        t.expect(PROMPT)
        t.send("alloc alpha\r")
        t.expect("step 1")
        t.expect(PROMPT)
        t.send("alloc \t\talp\t\r")
        t.expect("step 2  alloc alp ")
        t.expect(PROMPT)
        leave(t)


def test_shell_completes_help_and_parts():
    """after help, Tab offers verbs and all; after show, parts"""
    with shell() as t:
        t.expect(PROMPT)
        t.send("help sta\t\r")
        t.expect("stats: the figures")
        t.expect(PROMPT)
        t.send("help al\t\t\t")
        t.expect("all ")
        t.expect("allocator")
        t.send("\r")
        t.expect("-- the pool")
        t.expect(PROMPT)
        t.send("show fi\t\r")
        t.expect("chunkSize 32")
        t.expect(PROMPT)
        leave(t)


def test_shell_completes_random():
    """after random, Tab offers its parameters and patterns"""
    with shell() as t:
        t.expect(PROMPT)
        t.send("random 4 pattern=q\tse\t7\r")
        t.expect("step 4")
        t.expect("random: steps 1 to 4")
        t.expect(PROMPT)
        leave(t)


def test_shell_completes_allocators():
    """after allocator, Tab offers kinds and their parameters; a value follows without a blank"""
    with shell("--show", "none") as t:
        t.expect(PROMPT)
        t.send("allocator mag\t32 4\r")
        t.expect("step 1  allocator magazine 32 4 ")
        t.expect(PROMPT)
        t.send("allocator heap fi\tbest\r")
        t.expect("step 2  allocator heap fit=best ")
        t.expect(PROMPT)
        leave(t)


def test_quiz_completes():
    """after quiz, Tab offers kinds of questions; in an answer, live handles"""
    with shell("--show", "none") as t:
        t.expect(PROMPT)
        t.send("alloc alpha beta\r")
        t.expect("step 2")
        t.expect(PROMPT)
        t.send("free alpha\r")
        t.expect("step 3")
        t.expect(PROMPT)
        t.send("quiz on pla\t\r")
        t.expect(PROMPT)
        t.send("alloc new\r")
        t.expect("Which chunk will 'alloc new' get?")
        t.send("be\t\r")
        t.expect("No")
        t.expect("step 4")
        t.expect(PROMPT)
        t.send("quiz of\t\r")
        t.expect(PROMPT)
        leave(t)


def test_random_is_interrupted():
    """Ctrl-C ends a random of any length after a step, and the shell goes on"""
    with shell("--show", "none") as t:
        t.expect(PROMPT)
        t.send("random 10000000000\r")
        t.find("random 10000000000\r\n")
        t.send(Keys.CTRL_C)
        t.expect("interrupted (back and history go over them)")
        t.expect(PROMPT)
        t.send("undo\r")
        t.expect("step ")
        t.expect(PROMPT)
        leave(t)


def test_shell_completes_files():
    """after source and save, Tab offers file names, one with a blank in quotes"""
    with shell() as t:
        with open(os.path.join(t.home, "my first.trace"), "w", encoding="utf-8") as file:
            file.write("alloc sourced\n")
        t.expect(PROMPT)
        t.send("source my\t\r")
        t.expect("step 1  alloc sourced")
        t.expect(PROMPT)
        leave(t)


def test_shell_history():
    """each line is appended to the history file as it is entered, with mode 0600"""
    with shell() as t:
        t.expect(PROMPT)
        t.send("alloc a\r")
        t.expect(PROMPT)
        assert lines_of(history_of(t)) == ["alloc a"]
        t.send("alloc a\r")  # not again
        t.expect(PROMPT)
        t.send("free a\r")
        t.expect(PROMPT)
        t.signal(signal.SIGKILL)
        t.wait()
        assert lines_of(history_of(t)) == ["alloc a", "free a"]
        assert stat.S_IMODE(os.stat(history_of(t)).st_mode) == 0o600
        assert stat.S_IMODE(os.stat(os.path.dirname(history_of(t))).st_mode) == 0o700


def test_shell_history_is_read():
    """the history of an earlier shell is at hand in the next one"""
    with Terminal(["sh", "-c", "poolsim; poolsim"]) as t:
        t.expect(PROMPT)
        t.send("alloc remembered\r")
        t.expect(PROMPT)
        t.send(Keys.CTRL_D)
        t.expect(GREETING)
        t.expect(PROMPT)
        t.send(Keys.UP + "\r")
        t.expect("step 1  alloc remembered")
        t.expect(PROMPT)
        t.send(Keys.CTRL_D)
        assert t.wait() == 0


def test_shell_history_of_two():
    """two shells at once lose no line of each other"""
    with shell() as one, shell(env={"HOME": one.home}) as two:
        for t in (one, two):
            t.expect(PROMPT)
        for i in range(3):
            for name, t in (("one", one), ("two", two)):
                t.send(f"alloc {name}{i}\r")
                t.expect(PROMPT)
        assert sorted(lines_of(history_of(one))) == sorted(
            f"alloc {name}{i}" for name in ("one", "two") for i in range(3))


def test_shell_history_off():
    """POOLSIM_HISTORY names another file, and switches the history off where it is empty"""
    with shell(env={"POOLSIM_HISTORY": ""}) as t:
        t.expect(PROMPT)
        t.send("alloc a\r")
        t.expect(PROMPT)
        leave(t)
        assert not os.path.exists(os.path.join(t.home, ".local"))
    with shell(env={"POOLSIM_HISTORY": "mine"}) as t:
        t.expect(PROMPT)
        t.send("alloc a\r")
        t.expect(PROMPT)
        assert lines_of(os.path.join(t.home, "mine")) == ["alloc a"]
        leave(t)


def test_shell_history_state_home():
    """XDG_STATE_HOME says where the history is kept"""
    with shell(env={"XDG_STATE_HOME": os.path.abspath("build/tmp/state")}) as t:
        t.expect(PROMPT)
        t.send("alloc a\r")
        t.expect(PROMPT)
        path = os.path.abspath("build/tmp/state/poolsim/history")
        assert lines_of(path)[-1] == "alloc a"
        os.remove(path)
        leave(t)


def test_shell_history_no_link():
    """the history is not written through a symbolic link"""
    with shell(env={"POOLSIM_HISTORY": "link"}) as t:
        t.expect(PROMPT)
    with Terminal(["sh", "-c", "echo kept >target; ln -s target link; poolsim"],
                  env={"POOLSIM_HISTORY": "link"}) as t:
        t.expect(PROMPT)
        t.send("alloc a\r")
        t.expect("step 1")
        t.expect(PROMPT)
        assert lines_of(os.path.join(t.home, "target")) == ["kept"]
        leave(t)


def test_shell_history_is_bounded():
    """a history that has grown long is cut to its last thousand lines"""
    script = "seq -f 'alloc number%.0f' 20000 >h; chmod 644 h; poolsim"
    with Terminal(["sh", "-c", script], env={"POOLSIM_HISTORY": "h"}) as t:
        t.expect(PROMPT)
        path = os.path.join(t.home, "h")
        lines = lines_of(path)
        assert (len(lines), lines[0], lines[-1]) == (1000, "alloc number19001", "alloc number20000")
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
        leave(t)


def test_shell_inputrc():
    """~/.inputrc sees the name poolsim in its conditionals"""
    script = "printf '$if poolsim\\n\"\\\\C-o\": \"alloc bound\"\\n$endif\\n' >rc; INPUTRC=rc poolsim"
    with Terminal(["sh", "-c", script]) as t:
        t.expect(PROMPT)
        t.send("\x0f\r")
        t.expect("step 1  alloc bound")
        t.expect(PROMPT)
        leave(t)


def test_shell_width():
    """the picture follows the width of the terminal, also when it changes"""
    with shell("--ascii", env={"NO_COLOR": "1"}, columns=48) as t:
        t.expect(PROMPT)
        for columns in (48, 40, 100):
            t.resize(columns, 40)
            t.send("freeall; alloc a b c d e f g h; free b a d c\r")
            t.expect("step ")
            shown = t.expect(PROMPT).splitlines()
            longest = max(len(line) for line in shown)
            assert columns - 20 < longest <= columns, (columns, longest)
        leave(t)


def test_shell_wide():
    """on a very wide terminal each number of the heading stands over the end of its cell"""
    with shell("--ascii", env={"NO_COLOR": "1"}, columns=1000) as t:
        t.expect(PROMPT)
        t.send("pool 16 500\r")
        t.expect(PROMPT)
        t.send("alloc a b c\r")
        for _ in range(3):
            shown = t.expect("next alloc").splitlines()
        heading, row = [line.rstrip() for line in shown if line.startswith(("block ", "    0 "))]
        numbers = heading.split()[2:]
        assert len(numbers) > 100 and numbers == [str(i) for i in range(len(numbers))], numbers
        assert len(heading) == len(row) <= 1000, (len(heading), len(row))
        assert re.search(r" 1 +2 +3 .* 9 +10 .* 99 +100 ", heading)
        assert row.split()[2:5] == ["a", "b", "*c"]
        t.expect(PROMPT)
        leave(t)


def test_shell_colours():
    """colour is used on a terminal, but not with NO_COLOR and not where TERM is dumb"""
    for env, term, wanted in (({}, "xterm", True), ({"NO_COLOR": "1"}, "xterm", False),
                              ({}, "dumb", False)):
        with shell(env=env, term=term) as t:
            t.expect(PROMPT)
            t.send("alloc a\r")
            t.expect("step 1")
            t.expect(PROMPT)
            assert ("\x1b[1m" in t.seen) == wanted, (env, term)
            leave(t)


def test_shell_dumb():
    """where TERM is dumb no escape sequence is sent at all, and nothing beyond ASCII"""
    with shell(term="dumb") as t:
        t.expect(PROMPT)
        t.send("alloc a; free a\r")
        t.expect("step 2")
        t.expect(PROMPT)
        leave(t)
        assert "\x1b" not in t.seen
        assert t.seen.isascii()


def test_shell_unicode():
    """arrows and dots are Unicode where the terminal has it, and ASCII with --ascii"""
    for options, arrow in (((), "head \u2192 NULL"), (("--ascii",), "head -> NULL")):
        with shell(*options) as t:
            t.expect(PROMPT)
            t.send("alloc a\r")
            t.expect(arrow)
            t.expect(PROMPT)
            leave(t)


def test_shell_save_and_source():
    """save writes a trace that leads to the same pool, never over a file without --force"""
    with shell(env={"NO_COLOR": "1"}) as t:
        t.expect(PROMPT)
        t.send("alloc a 20 b; free a; free a; alloc; free 0x10000020\r")
        t.expect("step 6")
        t.expect(PROMPT)
        t.send("save s.trace\r")
        t.expect(PROMPT)
        saved = lines_of(os.path.join(t.home, "s.trace"))
        assert saved == ["# saved by poolsim 1.0", "pool 32 4", "alloc a 20", "alloc b", "free a",
                         "free a", "expect outcome double-free", "alloc p1", "free b"], saved
        t.send("save s.trace\r")
        t.expect("'s.trace' exists")
        t.expect(PROMPT)
        t.send("save s.trace --force\r")
        t.expect(PROMPT)
        t.send("source s.trace; show list\r")
        t.expect("free list  1     head \u2192 0:1 0x10000020 \u2192 NULL")
        t.expect(PROMPT)
        leave(t)


def test_shell_interrupts_a_long_source():
    """Ctrl-C stops a long source after a step, and the shell goes on"""
    script = "mkfifo endless; yes 'alloc a; free a' >endless & poolsim --show none"
    with Terminal(["sh", "-c", script]) as t:
        t.expect(PROMPT)
        t.send("source endless\r")
        t.expect("step 1000")
        t.send(Keys.CTRL_C)
        t.expect("interrupted after step")
        t.expect(PROMPT)
        t.send("stats\r")
        t.expect("recycleRate")
        t.expect(PROMPT)
        t.send(Keys.CTRL_D)
        t.wait()


def test_shell_signals():
    """SIGTERM and SIGHUP end the shell by that signal, and the terminal is as it was"""
    for number in (signal.SIGTERM, signal.SIGHUP):
        with shell() as t:
            t.expect(PROMPT)
            t.send("alloc typ")
            t.expect("typ")
            t.signal(number)
            assert t.wait() == -number
            assert t.echoes()


def test_shell_suspends():
    """Ctrl-Z suspends the shell and fg brings it back, line and all"""
    with Terminal(["bash", "--norc", "--noprofile", "-i"], env={"PS1": "ready> "}) as t:
        t.expect("ready> ")
        t.send("poolsim\r")
        t.expect(PROMPT)
        t.send(Keys.CTRL_Z)
        t.expect("Stopped")
        t.expect("ready> ")
        t.send("fg\r")
        t.expect(PROMPT)
        t.send("alloc back\r")
        t.expect("step 1  alloc back")
        t.expect(PROMPT)
        t.send(Keys.CTRL_D)
        t.expect("ready> ")
        t.send("exit\r")
        t.wait()


def test_shell_suspends_with_text():
    """what was typed before Ctrl-Z is still there after fg"""
    with Terminal(["bash", "--norc", "--noprofile", "-i"], env={"PS1": "ready> "}) as t:
        t.expect("ready> ")
        t.send("poolsim\r")
        t.expect(PROMPT)
        t.send("alloc half")
        t.expect("half")
        t.send(Keys.CTRL_Z)
        t.expect("Stopped")
        t.expect("ready> ")
        t.send("fg\r")
        t.expect("alloc half")
        t.send("way\r")
        t.expect("step 1  alloc halfway")
        t.expect(PROMPT)
        t.send(Keys.CTRL_D)
        t.expect("ready> ")
        t.send("exit\r")
        t.wait()


def test_shell_suspends_behind_text():
    """Ctrl-Z right behind what is typed suspends the shell, also where it comes while that is read"""
    with Terminal(["bash", "--norc", "--noprofile", "-i"], env={"PS1": "ready> "}) as t:
        t.expect("ready> ")
        t.send("poolsim\r")
        t.expect(PROMPT)
        for i in range(200):
            t.send("alloc half"[:i % 11])
            t.send(Keys.CTRL_Z)
            t.expect("Stopped")
            t.expect("ready> ")
            t.send("fg\r")
            t.expect(PROMPT)
            t.send(Keys.CTRL_U)
        t.send("alloc back\r")
        t.expect("step 1  alloc back")
        t.expect(PROMPT)
        t.send(Keys.CTRL_D)
        t.expect("ready> ")
        t.send("exit\r")
        t.wait()


def test_shell_paste():
    """several lines that are pasted are run one after the other"""
    with shell() as t:
        t.expect(PROMPT)
        t.send("\x1b[200~alloc a\nalloc b\n\x1b[201~")
        t.expect("alloc b")
        t.send("\r")
        t.expect("step 1  alloc a")
        t.expect("step 2  alloc b")
        t.expect(PROMPT)
        assert lines_of(history_of(t)) == ["alloc a", "alloc b"]
        leave(t)


def test_shell_history_mends():
    """a history that others can read is closed to them, and a line without its end gets one"""
    with Terminal(["sh", "-c", "printf 'alloc old' >h; chmod 644 h; poolsim"],
                  env={"POOLSIM_HISTORY": "h"}) as t:
        t.expect(PROMPT)
        t.send("alloc new\r")
        t.expect(PROMPT)
        path = os.path.join(t.home, "h")
        assert lines_of(path) == ["alloc old", "alloc new"]
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
        leave(t)


def test_shell_very_narrow():
    """on 24 columns every label is still apart from its value"""
    with shell("--ascii", env={"NO_COLOR": "1"}, columns=24) as t:
        t.expect(PROMPT)
        t.send("alloc a\r")
        t.expect("step 1")
        shown = t.expect(PROMPT)
        for text in ("table 1 of 1", "free list 0 head", "live 1 a 0:0", "pool used 3", "next alloc 0:1"):
            assert text in shown, (text, shown)
        leave(t)


def test_shell_narrow_help():
    """on narrow screens the greeting and the help break between words"""
    for columns in (40, 60):
        with shell("--ascii", env={"NO_COLOR": "1"}, columns=columns) as t:
            shown = t.expect(PROMPT).splitlines()
            for question in ("help", "help all", "help random"):
                t.send(question + "\r")
                t.expect(question)
                shown += t.expect(PROMPT).splitlines()
            assert max(len(line) for line in shown) <= columns, shown
            words = " ".join(shown).split()
            for word in ("Ctrl-D", "history", "sawtooth", "compare"):
                assert word in words, (word, shown)
            leave(t)


def test_shell_narrow_heap():
    """a heap fits any terminal: where it is narrow, first the addresses of headers go, then those of regions"""
    with shell("--ascii", "--allocator", "heap fit=best", env={"NO_COLOR": "1"}, columns=80) as t:
        t.expect(PROMPT)
        for columns, known in ((80, "region header address bytes"), (50, "region address bytes"),
                               (36, "region bytes"), (24, "region bytes")):
            t.resize(columns, 40)
            t.send("freeall; alloc a 8 b 8 c 8 d 8; free a c\r")
            t.expect("free c")
            t.expect(PROMPT)
            t.send("alloc e 8\r")
            t.expect("step ")
            shown = t.expect(PROMPT)
            lines = shown.splitlines()[1:-1]
            assert max(len(line) for line in lines) <= columns, (columns, shown)
            words = " ".join(shown.split())
            for text in (known, "searched 2", "free list 1 head -> 0:8", "live 3 "):
                assert text in words, (columns, text, words)
        leave(t)


def test_shell_narrow_messages():
    """on a narrow screen a message goes on between words, and the line with its fault is whole"""
    with shell("--ascii", env={"NO_COLOR": "1"}, columns=40) as t:
        t.expect(PROMPT)
        t.send("write\r")
        t.expect("write")
        shown = t.expect(PROMPT).replace("\r", "")
        assert "\n".join(["<stdin>:1:6: a handle or an address is", "  missing (usage: write NAME|ADDRESS",
                          "  TEXT|0xBYTES [at OFFSET])", "    write", "         ^", ""]) in shown, shown
        leave(t)


def test_shell_narrow_dump():
    """a dump has as many bytes in a row as the screen has room for"""
    for columns, row in ((80, 80), (79, 47), (47, 47), (46, 31), (31, 31)):
        with shell("--ascii", env={"NO_COLOR": "1"}, columns=columns) as t:
            t.expect(PROMPT)
            t.send("alloc a; dump a\r")
            t.expect("0:0 a live")
            shown = [line for line in t.expect(PROMPT).splitlines() if line.startswith(" 0x")]
            assert [len(line) for line in shown] == [row], (columns, shown)
            leave(t)


def test_replay_from_terminal():
    """a replay shows each line's step at once, and SIGINT ends it while it waits for more"""
    with Terminal(["poolsim", "--replay", "-", "--show", "none"]) as t:
        t.send("alloc a\r")
        t.expect("step 1")
        t.send("free a\r")
        t.expect("step 2")
        t.send(Keys.CTRL_C)
        t.expect("interrupted after step 2, at <stdin>:2")
        assert t.wait() == -signal.SIGINT


def test_replay_pipe_ignored():
    """a reader that goes away ends a replay by SIGPIPE, also where that was ignored"""
    ignore = "import signal,os,sys; signal.signal(signal.SIGPIPE, signal.SIG_IGN); os.execvp(sys.argv[1], sys.argv[1:])"
    with subprocess.Popen(["python3", "-c", ignore, os.path.join(terminal.BIN, "poolsim"), "--replay",
                           "-", "--show", "none"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as run:
        run.stdout.close()
        try:  # it may die before it has read all
            run.stdin.write(b"alloc a\nfree a\n" * 5000)
            run.stdin.close()
        except BrokenPipeError:
            pass
        assert run.wait() == -signal.SIGPIPE
        assert run.stderr.read() == b""


def test_shell_after_replay():
    """--interactive opens the shell in the state that the replay reached"""
    with Terminal(["sh", "-c", "echo 'alloc a b' >t; poolsim --replay t --interactive"]) as t:
        t.expect("step 2  alloc b")
        t.expect(PROMPT)
        t.send("free a\r")
        t.expect("step 3  free a")
        t.expect("push")
        t.expect(PROMPT)
        t.send(Keys.CTRL_D)
        t.wait()


def test_replay_interrupted():
    """SIGINT ends a replay after the step, with what was done flushed, by SIGINT"""
    with tempfile.TemporaryFile() as errors, subprocess.Popen(
            [os.path.join(terminal.BIN, "poolsim"), "--replay", "-", "--show", "none"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)) as run:
        # (who runs the tests in the background has SIGINT ignored, and poolsim would heed that)
        run.stdin.write(b"alloc a\nfree a\n" * 2000)
        run.stdin.flush()
        shown = run.stdout.read(1000)  # it has begun, and waits for more
        run.send_signal(signal.SIGINT)
        shown += run.stdout.read()
        assert run.wait() == -signal.SIGINT
        last = shown.rstrip().split(b"step ")[-1].split()[0].decode()
        assert shown.endswith(b"\n\n")
        errors.seek(0)
        said = errors.read().decode()
        assert said == f"poolsim: interrupted after step {last}, at <stdin>:{last}\n", said


def test_replay_interrupt_ignored():
    """where SIGINT was ignored by whoever started a replay, it stays ignored"""
    with subprocess.Popen([os.path.join(terminal.BIN, "poolsim"), "--replay", "-", "--show", "none"],
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)) as run:
        run.stdin.write(b"alloc a\nfree a\n" * 2000)
        run.stdin.flush()
        run.stdout.read(1000)  # it has begun
        run.send_signal(signal.SIGINT)
        shown = run.communicate()[0]
        assert run.returncode == 0
        assert b"step 4000 " in shown


def test_replay_progress():
    """a quiet replay that takes long shows its progress on the terminal, and takes it away"""
    script = "yes 'alloc a; free a' | poolsim --replay - --quiet >/dev/null"
    with Terminal(["sh", "-c", script]) as t:
        t.find(r"\d+ steps, 1 s", 20)
        t.send(Keys.CTRL_C)
        t.wait()

"""What a hostile or broken world does to a program; the table of all of it is tests/hazards.md."""
import glob
import os
import re
import resource
import shutil
import signal
import stat
import subprocess
import tempfile
import time
import unittest

import terminal
from terminal import Keys, Terminal

PROMPT = "poolsim> "
PLAIN = {"NO_COLOR": "1"}

# An escape sequence, C1 controls as a byte and as UTF-8, bytes that are no UTF-8, a mark of direction.
HOSTILE = b"\x1b]0;evil\x07\x9b31m\xc2\x9b31m\xff\xfe\xe2\x80\xae"


def poolsim():
    return os.path.abspath(os.path.join(terminal.BIN, "poolsim"))


def sanitized():
    return "asan" in terminal.BIN


class Run:
    """poolsim without a terminal: its status, output and errors, and the most memory that it took."""

    def __init__(self, *arguments, text=b"", cwd=None, limits=(), stdout=None, stderr=None, closed=()):
        def prepare():
            for number in (signal.SIGINT, signal.SIGPIPE, signal.SIGXFSZ):
                signal.signal(number, signal.SIG_DFL)
            for limit, value in limits:
                resource.setrlimit(limit, (value, value))
            for descriptor in closed:
                os.close(descriptor)
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as fed:
            fed.write(text)
            fed.seek(0)
            process = subprocess.Popen([poolsim(), *arguments], stdin=fed, stdout=stdout or out, cwd=cwd,
                                       stderr=stderr or err, preexec_fn=prepare,
                                       env=terminal.environment("/nonexistent", "xterm", None))
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = self.status = os.waitstatus_to_exitcode(status)
            self.megabytes = usage.ru_maxrss / 1024
            out.seek(0)
            err.seek(0)
            self.out, self.err = out.read(), err.read()
        self.all = self.out + self.err


def folder():
    os.makedirs("build/tmp", exist_ok=True)
    return tempfile.TemporaryDirectory(dir="build/tmp")


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def verbs():
    """All commands, but those that end what reads them."""
    names = re.findall(rb"^([a-z]+)(?= .*|$)", Run("-c", "help all").out.rpartition(b"\n\n")[0], re.MULTILINE)
    assert len(names) > 30, names
    return [name for name in names if name not in (b"quit", b"exit")]


def options():
    """All options that take an argument."""
    names = re.findall(r"^ +(--[a-z-]+) \S", Run("--help").out.decode(), re.MULTILINE)
    assert len(names) > 10, names
    return names


def printable(data):
    return re.fullmatch(rb"[\n -~]*", data) is not None


def shell(*options, **rest):
    """The shell, after its greeting."""
    t = Terminal(["poolsim", *options], **{"env": PLAIN, **rest})
    t.expect(PROMPT)
    return t


def shell_after(script, env=None, **rest):
    """The same, once a script has prepared its home."""
    t = Terminal(["sh", "-c", script + "\nexec poolsim"], env={**PLAIN, **(env or {})}, **rest)
    t.expect(PROMPT)
    return t


def types(t, line, answer=""):
    """Types a line, and waits until it was answered."""
    t.send(line + "\r")
    t.expect(answer)
    t.expect(PROMPT)


def leave(t):
    t.send(Keys.CTRL_D)
    assert t.wait() == 0, t.status
    assert t.echoes(), "the terminal is not as it was"


# --- bytes from outside


def test_hazard_table():
    """each test that the table of hazards names is there"""
    with open("tests/hazards.md", encoding="utf-8") as file:
        rows = [line for line in file if line.startswith("|")][2:]
    functions, titles = "", {}
    for path in glob.glob("tests/pty/*.py"):
        functions += read(path).decode()
    for path in glob.glob("tests/transcripts/*.t"):
        titles[os.path.basename(path)] = re.findall(r"^# (.*)$", read(path).decode(), re.MULTILINE)
    for row in rows:
        tested = row.rstrip().rstrip("|").rsplit("|", 1)[1]
        named = re.findall(r"`(.*?)`", tested)
        assert named, row
        for name in named:
            if name.startswith("test_"):
                assert f"def {name}():" in functions, name
            else:
                transcript, title = name.split(": ", 1)
                assert title in titles[transcript], name


def test_hazard_bytes_text():
    """no byte beyond printable ASCII comes back raw from a trace, a word, a lesson, a recording or -c"""
    lines = [b"%s", b"alloc %s", b"alloc a%s", b"alloc a 1%s", b"pool %s 4", b"expect live %s", b"expect outcome %s",
             b"expect list %s", b"expect %s 1", b"break handle == %s", b"break path == %s", b"allocator pool %s",
             b"set guard %s", b"quiz on %s", b"alloc a; write a %s; dump a", b"alloc a # %s",
             b'alloc a; write a "%s"; dump a; history; show all'] + [name + b" %s" for name in verbs()]
    texts = [line % HOSTILE for line in lines]
    with folder() as here:
        for arguments in ((), ("--format", "json"), ("--show", "none", "--keep-going")):
            run = Run(*arguments, text=b"\n".join(texts), cwd=here)
            for line in re.split(rb"(?<=\n)", run.all):
                assert printable(line), line
        for text in (texts[0], texts[2], b"alloc b; source " + HOSTILE):
            run = Run("-c", text, cwd=here)
            assert run.status == 2 and printable(run.all), (text, run.all)
    for hostile in (HOSTILE, b"\x9b31m\xff\xe2\x80\xae\xe2\x80\x8b"):
        with folder() as here:
            parts = (b"#: lesson %s", b"#: screen %s", b"alloc a", b"# %s", b"#: ask %s", b"#: answer x -- %s",
                     b"#: wrong y -- %s", b"#: other %s", b"#: hint %s")
            write(os.path.join(here, "l.trace"), b"\n".join(parts).replace(b"%s", b"text" + hostile) + b"\n")
            run = Run(text=b"lesson ./l.trace\nhint\ny\n" + hostile + b"\nx\n", cwd=here)
            assert printable(run.all), run.all
            assert hostile == HOSTILE or b"Hint: text" in run.out, run.all  # else its controls are refused
    for name in ("mtrace", "rep", "ostep"):
        run = Run("--from", name, "--replay", "-", text=b"= Start\n" + HOSTILE + b"\n@ " + HOSTILE + b"\n")
        assert printable(run.all), (name, run.all)


def test_hazard_bytes_names():
    """nor from a file's name or an option"""
    with folder() as here:
        name = HOSTILE.replace(b"/", b"")
        write(os.path.join(os.fsencode(here), name), b"break live > 9\nalloc a\nfrob\n")
        write(os.path.join(here, "t"), b'load "' + name + b'"\n')
        runs = [Run("--replay", name, name, cwd=here), Run("--replay", name + b"x", cwd=here),
                Run("--replay", name, "--interactive", "--stopped", cwd=here),
                Run("--replay", name, "--compare", "libc", cwd=here),
                Run("-c", b'source "%s"' % name, cwd=here), Run("-c", b'load "%s"' % name, cwd=here),
                Run("-c", b'alloc a; save "%s"' % name, cwd=here), Run(b"--" + name), Run(name), Run(b"-" + name)]
        runs += [Run(option, name) for option in options()]
        for run in runs:
            assert run.status == 2, (run.status, run.all)
            assert printable(run.all), run.all


def unharmed(t):
    """Nothing of HOSTILE was sent to the terminal."""
    return not any(byte in t.seen for byte in ("\x1b]", "\x9b", "\ufffd", "\u202e"))


def test_hazard_bytes_terminal():
    """nor from any of these on a terminal: typed, pasted, in a listing, in the history, among file names"""
    script = ("printf 'alloc a # \\033]0;evil\\007\\23331m\\302\\23331m\\377\\376\\342\\200\\256\\n' >t\n"
              "cp t 'h'; echo 'alloc old' >>h; touch \"xx$(cut -c 11- t)\" xxvisible")
    with shell_after(script, {"POOLSIM_HISTORY": "h"}) as t:
        types(t, "load t; step; list; history; stats", "recycleRate")
        t.send(Keys.UP + Keys.UP + Keys.UP + Keys.UP + "\r")  # the oldest that can be shown
        t.expect("step 2  alloc old")
        t.expect(PROMPT)
        t.send("source xx\t\t\r")
        t.expect("xxvisible")
        t.expect(PROMPT)
        for keys in (HOSTILE.replace(b"\x1b]0;", b""), b"\x1b[200~" + HOSTILE.replace(b"\x07", b"") + b"\x1b[201~"):
            t.send("alloc p" + keys.decode("utf-8", "surrogateescape") + "\r")
            t.expect("bad handle")
            t.expect(PROMPT)
        assert unharmed(t), t.seen
        for keys in ("alloc caf\u00e9\u6f22", "\x1b[200~alloc caf\u00e9\u6f22\x1b[201~"):
            t.send(keys + "\r")
            t.expect("caf\u00e9\u6f22")
            t.expect("bad handle 'caf\\xc3\\xa9\\xe6\\xbc\\xa2'")
            t.expect(PROMPT)
        leave(t)
    with shell(env={**PLAIN, "LC_ALL": "C"}) as t:
        t.send("alloc a\udc9b31m\r")
        t.expect("bad handle")
        t.expect(PROMPT)
        assert unharmed(t), t.seen
        leave(t)


def test_hazard_history_garbage():
    """a history of garbage gives what can be shown of it, and stays usable"""
    with shell_after("{ head -c 100000 /dev/urandom; echo; echo 'alloc kept'; printf 'a\\0b\\n'; } >h",
                     {"POOLSIM_HISTORY": "h"}) as t:
        t.send(Keys.UP + "\r")
        t.expect("step 1  alloc kept")
        t.expect(PROMPT)
        types(t, "alloc new", "step 2")
        assert read(os.path.join(t.home, "h")).endswith(b"\nalloc new\n")
        leave(t)


def test_hazard_nul():
    """a NUL byte is a byte as any other, in a word, in quotes, in a comment, in a file's name"""
    for text, status, wanted in ((b"alloc a\0b\n", 2, b"bad handle 'a\\x00b'"), (b"alloc a # \0 b\nfree a\n", 0, b""),
                                 (b"alloc a\0; frob\n", 2, b"bad handle 'a\\x00'"),
                                 (b"source a\0b\n", 2, b"no file can have this name"),
                                 (b'alloc a; write a "x\0y"\n', 0, b"")):
        run = Run("--quiet", text=text)
        assert (run.status, wanted in run.err) == (status, True), (text, run.status, run.err)


def test_hazard_line_ends():
    """CRLF, a mark of byte order and a missing last newline change nothing, in a trace and a recording"""
    for name, text in (("poolsim", b"pool 32 2\nalloc a b\nfree a\n"),
                       ("rep", b"100\n2\n4\n1\na 0 20\na 1 30\nf 0\nf 1\n"),
                       ("mtrace", b"= Start\n@ ./p:[0x1] + 0x5a0 0x18\n@ ./p:[0x1] - 0x5a0\n= End\n")):
        wanted = Run("--from", name, "--replay", "-", text=text)
        assert wanted.status == 0 and wanted.out, (name, wanted.err)
        for other in (text.replace(b"\n", b"\r\n"), text[:-1], b"\xef\xbb\xbf" + text,
                      b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n")[:-2]):
            run = Run("--from", name, "--replay", "-", text=other)
            assert (run.status, run.out) == (0, wanted.out), (name, other, run.out, run.err)


# --- sizes


def test_hazard_long_words():
    """of the longest word no more than 80 bytes come back, wherever it stands"""
    starts = ["", "alloc a", "alloc a ", "free 0x", "pool 32 ", "expect live ", "expect outcome ", "expect head ",
              "expect list ", "expect place a ", "break live == ", "break live == 0.", "break handle == ",
              "break touches ", "allocator heap ", "allocator heap fit=", "set guard ", "alloc a; write a ",
              "alloc a; write a 0x", "alloc a; write a x at "] + [name.decode() + " " for name in verbs()]
    for letter in (b"q", b"1"):
        run = Run("--show", "none", text=b"".join(start.encode() + letter * 20000 + b"\n" for start in starts))
        assert run.status == 2, run.status
        for line in run.all.split(b"\n"):
            assert not re.search(letter * 81, line), line[:500]
        assert run.err.count(b"\n<stdin>:") + run.out.count(b"\nstep ") > len(starts) - 10, run.all[:5000]
    for option in options() + ["-c", "--" + "q" * 20000, "q" * 20000]:
        run = Run(option, "q" * 20000)
        assert run.status == 2 and not re.search(b"q{81}", run.all), (option, run.all[:500])


def test_hazard_long_command():
    """nor of a long command, where its step is shown"""
    text = b'alloc a; write a "' + b"q" * 200000 + b'"; history\n'
    for run in (Run("--show", "none", text=text), Run("--show", "none", "--unchecked", text=text)):
        assert b"write a qqq" in run.out and not re.search(b"q{81}", run.out), run.out[:500]


def test_hazard_long_line():
    """a line of 100 MB is refused in less than 64 MB of memory, however it comes"""
    with folder() as here:
        path = os.path.join(here, "long")
        with open(path, "wb") as file:
            file.truncate(100_000_000)
        runs = [Run("--replay", "long", cwd=here), Run("-c", "source long", cwd=here), Run("-c", "load long", cwd=here)]
        runs += [Run("--from", name, "--replay", "long", cwd=here) for name in ("mtrace", "rep", "ostep")]
        for run in runs:
            assert run.status == 2 and b"long:1:1: a line of more than 16 MiB\n" in run.err, run.err
            assert sanitized() or run.megabytes < 64, run.megabytes


def test_hazard_numbers():
    """-1, +1, 1e9 and 1.5 are no numbers, and ten thousand digits are none that anything has"""
    places = ["pool %s 4", "pool 32 %s", "alloc a %s", "alloc a; dump a; goto %s", "step %s", "undo %s",
              "expect live %s", "alloc a; write a x at %s", "delete %s", "history %s", "free %s"]
    options = ["--chunk-size", "--block-size", "--memory", "--base", "--every", "--steps", "--min-size"]
    for number in ("-1", "+1", "1e9", "1.5", "9" * 10000):
        run = Run(text="".join(place % number + "\n" for place in places).encode())
        assert run.status == 2 and run.out == b"", (number, run.status, run.out)
        assert re.findall(r"^<stdin>:(\d+):", run.err.decode(), re.MULTILINE) == [
            str(i + 1) for i in range(len(places))], run.err
        for option in options:
            assert Run(option, number).status == 2, (option, number)


# --- streams


def test_hazard_streams_full():
    """what can't be written, to standard output or standard error, gives 3"""
    with open("/dev/full", "wb") as full:
        for arguments in (("-c", "alloc a"), ("--format", "json", "-c", "alloc a"), ("--quiet", "-c", "alloc a"),
                          ("--help",), ("--version",), ("-c", "help"), ("--compare", "libc", "-c", "alloc a")):
            run = Run(*arguments, stdout=full)
            assert run.status == 3, (arguments, run.status)
            assert run.err == b"poolsim: can't write the output: No space left on device\n", run.err
        for arguments in (("-c", "frob"), ("--quiet", "-c", "break live > 9; alloc a"), ("-c", "free a"), ("--frob",),
                          ("--format", "json", "-c", "help"), ("--replay", "/nonexistent")):
            run = Run(*arguments, stderr=full)
            assert run.status == 3, (arguments, run.status)
        assert Run("-c", "alloc a", stderr=full).status == 0  # nothing was to be said


def test_hazard_streams_closed():
    """a closed stream can't be read or written, and no file takes its place"""
    with folder() as here:
        write(os.path.join(here, "t"), b"alloc a\nsource u\nsave s\n")
        write(os.path.join(here, "u"), b"alloc b\n")
        for closed, arguments, status in (((0,), (), 2), ((0,), ("--replay", "-"), 2), ((0,), ("-c", "alloc a"), 0),
                                          ((1,), ("-c", "alloc a"), 3), ((2,), ("-c", "alloc a"), 0),
                                          ((2,), ("-c", "frob"), 3), ((1, 2), ("-c", "alloc a"), 3),
                                          ((0, 1, 2), ("-c", "alloc a; save s"), 3), ((0, 1, 2), (), 3)):
            run = Run(*arguments, closed=closed, cwd=here)
            assert run.status == status, (closed, arguments, run.status, run.err)
        saved = os.path.join(here, "s")  # -c ended at the first write that failed, or wrote what it should
        assert not os.path.exists(saved) or read(saved).startswith(b"# saved by"), read(saved)


def test_hazard_reader_gone():
    """a reader that goes away ends it by SIGPIPE, without a word, whatever it prints"""
    for arguments in (("-c", "alloc a"), ("--help",), ("--format", "json", "-c", "stats"), ("--quiet", "-c", "alloc a")):
        reader, writer = os.pipe()
        os.close(reader)
        run = Run(*arguments, stdout=writer)
        os.close(writer)
        assert run.status == -signal.SIGPIPE and run.err == b"", (arguments, run.status, run.err)


def test_hazard_streams_of_a_shell():
    """the same in a shell on a terminal, of which one stream is full, closed, or read by nobody"""
    gone = "{ trap '' PIPE; while echo 2>/dev/null; do :; done; poolsim; } | true"  # once nobody reads
    for command, status, told in (("poolsim >/dev/full", 3, "can't write the output: No space left on device"),
                                  ("poolsim >&-", 3, "can't write the output: Bad file descriptor"),
                                  ("poolsim 2>/dev/full", 3, ""), ("poolsim 2>&-", 3, ""),
                                  ("poolsim <&-", 2, "can't read '<stdin>'"), (gone, 128 + signal.SIGPIPE, "")):
        with Terminal(["bash", "-c", f"{command}; exit ${{PIPESTATUS[0]}}"], env=PLAIN) as t:
            t.send("alloc a\rfrob\rquit\r")
            assert t.wait() == status and told in t.seen, (command, t.status, t.seen)
            assert t.echoes(), command


# --- files that are none


def test_hazard_files():
    """a directory, an endless, unreadable, looping or nameless file is no trace, whoever asks for it"""
    with folder() as here:
        os.mkdir(os.path.join(here, "directory"))
        os.symlink("loop", os.path.join(here, "loop"))
        secret = "/proc/self/mem"  # not even root can read its first byte
        if os.geteuid() != 0:
            secret = "secret"
            write(os.path.join(here, secret), b"alloc a\n")
            os.chmod(os.path.join(here, secret), 0)
        for name in ("directory", "loop", secret, "/dev/zero", "missing", "missing/t", "n" * 300, "n/" * 3000):
            for arguments in (("--replay", name), ("-c", f'source "{name}"'), ("-c", f'load "{name}"'),
                              ("--replay", name, "--interactive"), ("--replay", name, "--interactive", "--stopped"),
                              ("--replay", name, "--compare", "libc")):
                run = Run(*arguments, cwd=here)
                assert run.status == 2 and b"step " not in run.out, (arguments, run.status, run.out)
                assert name[:60].encode() in run.err and len(run.err) < 1000, (arguments, run.err)
        run = Run("-c", "alloc a; save directory --force; save missing/t; save loop --force", cwd=here)
        assert run.status == 2, run.err


def test_hazard_noise():
    """an endless file of noise ends a replay at its first line"""
    run = Run("--replay", "/dev/urandom")
    assert run.status == 2 and printable(run.all) and len(run.all) < 5000, run.all


def test_hazard_fifo():
    """a FIFO is read as it is written; where nobody writes, SIGINT ends the waiting"""
    with folder() as here:
        os.mkfifo(os.path.join(here, "fifo"))
        writer = subprocess.Popen(["sh", "-c", "echo 'alloc a; free a' >fifo"], cwd=here)
        assert b"step 2  free a" in Run("--replay", "fifo", cwd=here).out
        writer.wait()
        with Terminal(["sh", "-c", f"cd {os.path.abspath(here)}; echo on its way; exec poolsim --replay fifo"]) as t:
            t.expect("on its way")
            t.send(Keys.CTRL_C)
            assert t.wait() == -signal.SIGINT
        with shell_after(f"cd {os.path.abspath(here)}") as t:
            for line, answer in (("load fifo", "interrupted: 'fifo' is not loaded\r\n"),
                                 ("source fifo", "can't open 'fifo': Interrupted system call\r\n")):
                t.send(line + "\r")
                opened = f"/proc/{t.process}/fd"
                while not any(os.path.realpath(os.path.join(opened, name)).endswith("/fifo")
                              for name in os.listdir(opened)):
                    time.sleep(0.01)
                t.send(Keys.CTRL_C)
                t.expect("poolsim: " if "load" in line else "<stdin>:2:1: ")
                t.expect(answer)
                t.expect(PROMPT)
            leave(t)


# --- signals


def test_hazard_signals_at_prompt():
    """SIGQUIT ends the shell at its prompt as SIGTERM and SIGHUP do, and the terminal is as it was"""
    with shell_after("ulimit -c 0") as t:
        t.send("alloc typ")
        t.expect("typ")
        t.send(Keys.CTRL_BACKSLASH)
        assert t.wait() == -signal.SIGQUIT
        assert t.echoes()


def test_hazard_signals_at_a_question():
    """so it is at a question within a command; Ctrl-C drops what was typed there, Ctrl-D shows the answer"""
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        with shell_after("ulimit -c 0") as t:
            types(t, "quiz on")
            t.send("alloc a\r")
            t.expect("answer> ")
            t.signal(number)
            assert t.wait() == -number
            assert t.echoes()
    with shell() as t:
        types(t, "quiz on")
        t.send("alloc a\r")
        t.expect("answer> ")
        t.send("nonsense" + Keys.CTRL_C)
        t.expect("answer> ")
        t.send(Keys.CTRL_D)
        t.expect("step 1  alloc a")
        t.expect(PROMPT)
        leave(t)


def test_hazard_signals_in_a_command():
    """in the midst of a command as well; what was done before is on the screen"""
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        script = "ulimit -c 0; mkfifo f; (echo 'alloc a'; exec sleep 10) >f &"
        with shell_after(script) as t:
            t.send("source f\r")
            t.expect("next alloc")
            t.signal(number)
            assert t.wait() == -number
            assert t.echoes()


def test_hazard_suspended_in_a_command():
    """Ctrl-Z in the midst of a command suspends the shell with its terminal, and fg goes on"""
    with Terminal(["bash", "--norc", "--noprofile", "-i"], env={"PS1": "ready> ", **PLAIN}) as t:
        t.expect("ready> ")
        t.send("mkfifo f g; (echo 'alloc a'; cat g) >f & poolsim\r")
        t.expect(PROMPT)
        t.send("source f\r")
        t.expect("next alloc")
        t.send(Keys.CTRL_Z)
        t.expect("Stopped")
        t.expect("ready> ")
        t.send("echo 'alloc b' >g; fg\r")
        t.expect("step 2  alloc b")
        t.expect(PROMPT)
        t.send(Keys.CTRL_D)
        t.expect("ready> ")
        t.send("exit\r")
        t.wait()


def test_hazard_resized():
    """a window that changes its size while a line is typed keeps the line"""
    with shell() as t:
        t.send("alloc ha")
        t.expect("ha")
        t.resize(40, 10)
        t.expect("alloc ha")  # drawn anew
        t.send("lf\r")
        t.expect("step 1  alloc half")
        t.expect(PROMPT)
        leave(t)


def test_hazard_hang_up():
    """a terminal that goes away takes the shell with it"""
    t = shell()
    pid = t.process
    os.close(t.slave)
    os.close(t.master)
    ends = time.monotonic() + terminal.DEADLINE
    done, status = 0, 0
    while done == 0 and time.monotonic() < ends:
        done, status = os.waitpid(pid, os.WNOHANG)
        time.sleep(0.01)
    os.close(t.pidfd)
    shutil.rmtree(t.home, ignore_errors=True)
    assert done == pid, "it runs on without a terminal"
    assert os.waitstatus_to_exitcode(status) in (0, -signal.SIGHUP), status


# --- places


def test_hazard_terminals():
    """without TERM and with a dumb one no escape sequence is sent; in the C locale nothing beyond ASCII"""
    for env, escapes in (({"TERM": None}, False), ({"TERM": ""}, False), ({"TERM": "dumb"}, False),
                         ({"LC_ALL": "C"}, True), ({"LC_ALL": None, "LANG": "C"}, True)):
        with shell(env=env) as t:
            types(t, "alloc a; free a; show all; history", "push")
            leave(t)
            assert t.seen.isascii(), env
            assert ("\x1b" in t.seen) == escapes, env


def test_hazard_twenty_columns():
    """on 20 columns everything is still said"""
    for width in (20, 5, 1):
        with shell("--ascii", columns=width) as t:
            t.send("alloc a b c; free b a; show all; stats; why a; help alloc\r")
            shown = ""
            while "Example" not in shown:
                shown += t.find(r"Example|\n")[0]
            t.expect(PROMPT)
            text = re.sub(r"\s+", " ", t.seen)
            for fact in ("step 4 free b", "(1)", "head -> 0:1 0x10000020 -> NULL", "next alloc 0:1", "peakLive 3"):
                assert fact in text, (width, fact, text)
            leave(t)


def test_hazard_homes():
    """a home that is missing, not absolute, or can't be written to is no matter: there is no history"""
    for home in (None, "", "relative", "/nonexistent/home", "/proc", "/dev/null"):
        with shell(env={**PLAIN, "HOME": home}) as t:
            types(t, "alloc a", "step 1")
            t.send(Keys.UP + "\r")  # in this shell there is one all the same
            t.expect("live-handle")
            t.expect(PROMPT)
            assert os.listdir(t.home) == []
            leave(t)
    if os.geteuid() != 0:
        with shell_after("chmod 500 .") as t:
            types(t, "alloc a", "step 1")
            assert os.listdir(t.home) == []
            leave(t)


def history_of(home):
    return os.path.join(home, ".local/state/poolsim/history")


def test_hazard_history_modes():
    """the history is for its user's eyes alone, whatever the umask is and whoever may write to the home"""
    for script in ("umask 0", "umask 777", "chmod 777 .; umask 0",
                   "mkdir -p .local/state/poolsim; echo 'alloc old' >.local/state/poolsim/history;"
                   "chmod 644 .local/state/poolsim/history"):
        with shell_after(script) as t:
            if "umask 777" in script:  # then it can't even enter the folder that it made, but for root
                types(t, "alloc a", "step 1")
                leave(t)
                continue
            types(t, "alloc a", "step 1")
            path = history_of(t.home)
            assert read(path).endswith(b"alloc a\n")
            assert stat.S_IMODE(os.stat(path).st_mode) == 0o600, script
            leave(t)


def test_hazard_history_places():
    """no link is followed to it, and what is no file of one's own is left alone"""
    keep = "mkdir -p .local/state/poolsim other; echo kept >other/history; cd .local/state/poolsim;"
    scripts = {"a link": keep + "ln -s ../../../other/history history",
               "a second name": keep + "ln ../../../other/history history",
               "a link to its folder": keep + "cd ..; rmdir poolsim; ln -s ../../other poolsim",
               "a folder that all can write to": keep + "chmod 777 .",
               "a directory": keep + "mkdir history", "a FIFO": keep + "mkfifo history",
               "a device": keep + "ln -s /dev/full history",
               "its folder is a file": keep + "cd ..; rmdir poolsim; echo kept >poolsim"}
    if os.geteuid() == 0:
        scripts["somebody else's"] = keep + "echo 'alloc theirs' >history; chown 65534 history"
        scripts["somebody else's folder"] = keep + "chown 65534 ."
    for what, script in scripts.items():
        with shell_after(script + '; cd "$HOME"') as t:
            types(t, "alloc mine", "step 1")
            leave(t)
            assert read(os.path.join(t.home, "other/history")) == b"kept\n", what
            found = subprocess.run(["grep", "-rlI", "-D", "skip", "mine", t.home], stdout=subprocess.PIPE).stdout
            assert found == b"", (what, found)


def test_hazard_history_long():
    """a history of a million lines is cut to its last ones, one of a single line is no line"""
    with folder() as here:
        path = os.path.abspath(os.path.join(here, "h"))
        write(path, b"".join(b"alloc n%d\n" % i for i in range(1_000_000)))
        with shell(env={**PLAIN, "POOLSIM_HISTORY": path}) as t:
            lines = read(path).split(b"\n")
            assert (len(lines), lines[0], lines[-2]) == (1001, b"alloc n999000", b"alloc n999999")
            leave(t)
        write(path, b"q" * 3_000_000)
        with shell(env={**PLAIN, "POOLSIM_HISTORY": path}) as t:
            types(t, "alloc a", "step 1")
            assert read(path) == b"alloc a\n"
            leave(t)


def test_hazard_history_together():
    """of two shells that are typed into at once, and killed, no line is lost or broken"""
    with shell() as one, shell(env={**PLAIN, "HOME": one.home}) as two:
        for t, name in ((one, "one"), (two, "two")):
            t.send("".join(f"free {name}{i}\r" for i in range(40)))
        for t, name in ((one, "one"), (two, "two")):
            t.expect(f"unknown handle '{name}39'", 30)
            t.signal(signal.SIGKILL)
            t.wait()
        lines = read(history_of(one.home)).decode().split("\n")
        for name in ("one", "two"):
            own = [line for line in lines if line.startswith(f"free {name}")]
            assert own == [f"free {name}{i}" for i in range(40)], own
        assert len(lines) == 81 and lines[-1] == "", lines[-3:]


def test_hazard_set_uid():
    """with another's rights there is no history, and no inputrc"""
    if os.geteuid() != 0:
        raise unittest.SkipTest("only root can make such a program here")
    rights = [("0:65534", "2755", "Gid"), ("65534:0", "4755", "Uid")]
    if sanitized():  # as another user it may not read its own environment, nor look for leaks
        rights.pop()
    for owner, mode, line in rights:
        with tempfile.TemporaryDirectory() as here:
            os.chmod(here, 0o755)
            program = os.path.join(here, "poolsim")
            shutil.copy(poolsim(), program)
            os.chown(program, *map(int, owner.split(":")))
            os.chmod(program, int(mode, 8))
            with shell_after("printf '\"\\\\C-o\": \"alloc bound\"\\n' >rc; chmod 777 .;"
                             f"ln -s {program} .\nPATH=.:$PATH", {"INPUTRC": "rc", "POOLSIM_HISTORY": "h"}) as t:
                with open(f"/proc/{t.process}/status", encoding="utf-8") as file:
                    found = re.search(rf"^{line}:\t(\d+)\t(\d+)", file.read(), re.MULTILINE)
                if found[1] == found[2]:
                    raise unittest.SkipTest("set-uid does nothing on this file system")
                t.send("\x0falloc a\r")
                t.expect("step 1  alloc a ")
                t.expect(PROMPT)
                leave(t)
                assert sorted(os.listdir(t.home)) == ["poolsim", "rc"], os.listdir(t.home)


# --- limits


def test_hazard_limit_files():
    """with room for one more open file: a trace, its source, a saved one; and a message where it is too few"""
    with folder() as here:
        write(os.path.join(here, "t"), b"alloc a\nsource u\n")
        write(os.path.join(here, "u"), b"alloc b\n")
        limits = [(resource.RLIMIT_NOFILE, 4)]
        run = Run("--quiet", "--show", "none", "--replay", "t", cwd=here, limits=limits)
        assert run.status == 2 and run.err == b"t:2:1: can't open 'u': Too many open files\n", run.err
        run = Run("--show", "none", "-c", "source u; save s; load s; run; compare libc", cwd=here, limits=limits)
        assert run.status == 0 and run.err == b"", run.err
        with shell_after("ulimit -n 4") as t:
            types(t, "alloc a; save s; load s; run", "the trace ends")
            leave(t)


def test_hazard_limit_file_size():
    """a limit on the size of files is a full disk: said, with status 3, nothing half written, no crash"""
    with folder() as here:
        limits = [(resource.RLIMIT_FSIZE, 8)]
        run = Run("-c", "alloc a", limits=limits)
        assert run.status == 3, run.status  # and no room to say so in either
        run = Run("-c", "alloc a", limits=limits, stderr=subprocess.DEVNULL)
        assert run.status == 3, run.status
        run = Run("--show", "none", "-c", "save s", cwd=here, limits=limits, stdout=subprocess.DEVNULL,
                  stderr=subprocess.DEVNULL)
        assert run.status == 2 and os.listdir(here) == [], (run.status, os.listdir(here))
    python = ("import os, resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_DFL);"
              "resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10)); os.execvp('poolsim', ['poolsim'])")
    with Terminal(["python3", "-c", python], env=PLAIN) as t:
        t.expect(PROMPT)
        types(t, "alloc a", "step 1")
        types(t, "save s", "can't write 's': File too large")
        assert not os.path.exists(os.path.join(t.home, "s"))
        assert read(history_of(t.home)) == b"alloc a\n"  # of the second line two bytes had room
        leave(t)


def test_hazard_limit_memory():
    """with little memory a replay and the shell still work, or say that there is none"""
    if sanitized():
        raise unittest.SkipTest("sanitizers reserve address space that no limit allows")
    worked = 0
    for megabytes in range(4, 40, 4):
        run = Run("--quiet", "--show", "none", "-c", "alloc a; free a; stats",
                  limits=[(resource.RLIMIT_AS, megabytes << 20)])
        if b"error while loading shared libraries" in run.err:
            continue
        assert run.status == 0 or (run.status in (2, 3) and b"memory" in run.err), (megabytes, run.status, run.err)
        worked += run.status == 0
    assert worked > 3, worked
    with shell_after("ulimit -v 40000") as t:
        types(t, "alloc a; free a", "step 2")
        leave(t)

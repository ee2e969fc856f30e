"""terminal.py - programs in a real terminal, for the tests in tests/pty/.

Terminal runs a program in a pseudo-terminal: keys in, bytes out. Screen runs it in tmux, which says
what a person would see. All waiting is for text, or for the end, with a deadline; nothing sleeps for
a time in which something is hoped to happen.

    with Terminal(["poolsim"]) as t:
        t.expect("poolsim> ")
        t.send("alloc a\\r")
        t.expect("bump")
        t.send(Keys.CTRL_D)
        assert t.wait() == 0

Programs are looked up in BIN first (the build's folder, set by pty.py).
"""
import fcntl
import os
import re
import select
import shutil
import signal
import struct
import subprocess
import tempfile
import termios
import time

BIN = "build"
DEADLINE = 10.0  # seconds, where a call names none


class Keys:
    """What a terminal sends for the keys that are no characters."""
    ENTER, TAB, ESCAPE, BACKSPACE = "\r", "\t", "\x1b", "\x7f"
    UP, DOWN, RIGHT, LEFT = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D"
    CTRL_A, CTRL_C, CTRL_D, CTRL_E = "\x01", "\x03", "\x04", "\x05"
    CTRL_L, CTRL_R, CTRL_U, CTRL_Z, CTRL_BACKSLASH = "\x0c", "\x12", "\x15", "\x1a", "\x1c"


def environment(home, term, extra):
    env = {"PATH": os.path.abspath(BIN) + ":" + os.environ.get("PATH", os.defpath), "HOME": home,
           "TERM": term, "LC_ALL": "C.UTF-8", "INPUTRC": "/dev/null",
           "ASAN_OPTIONS": "exitcode=99:abort_on_error=0",
           "UBSAN_OPTIONS": "halt_on_error=1:exitcode=99:print_stacktrace=1"}
    env.update(extra or {})
    return {key: value for key, value in env.items() if value is not None}


def fresh_home():
    os.makedirs("build/tmp", exist_ok=True)
    return os.path.abspath(tempfile.mkdtemp(dir="build/tmp"))


class Terminal:
    """
    A program in a pseudo-terminal of its own, its controlling one. `env` adds variables (None takes
    one away); `cwd` is a fresh folder, HOME too, where it is left out. `seen` is all output so far.
    It leads its session, so CTRL_Z can't stop it; to suspend a program, start it from `bash -i`.
    """

    def __init__(self, command, columns=80, lines=24, term="xterm", env=None, cwd=None):
        self.home = fresh_home()
        self.status, self.seen, self.at = None, "", 0
        self.master, self.slave = os.openpty()
        self._set_size(columns, lines)
        variables = environment(self.home, term, env)
        program = shutil.which(command[0], path=variables["PATH"])
        if program is None:
            raise FileNotFoundError(command[0])
        self.process = os.fork()
        if self.process == 0:
            self._become(program, command, variables, cwd or self.home)
        self.pidfd = os.pidfd_open(self.process)

    def _become(self, program, command, variables, cwd):
        try:
            os.setsid()
            fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
            for fd in (0, 1, 2):
                os.dup2(self.slave, fd)
            os.closerange(3, 256)
            for number in (signal.SIGPIPE, signal.SIGINT):
                signal.signal(number, signal.SIG_DFL)
            os.chdir(cwd)
            os.execve(program, command, variables)
        finally:
            os._exit(127)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Ends the program, if it still runs, and what it left in its session's foreground."""
        try:  # and what it started: it leads its group, and a hang-up may be ignored
            os.killpg(self.process, signal.SIGKILL)
        except ProcessLookupError:
            pass
        if self.status is None:
            self.wait()
        os.close(self.pidfd)
        os.close(self.slave)  # hangs up
        os.close(self.master)
        shutil.rmtree(self.home, ignore_errors=True)

    def send(self, keys):
        """Types `keys`."""
        data = keys.encode("utf-8", "surrogateescape")
        while data:
            data = data[os.write(self.master, data):]

    def signal(self, number):
        """Sends a signal to the program alone (a key such as CTRL_C sends one to the group)."""
        os.kill(self.process, number)

    def _set_size(self, columns, lines):
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def resize(self, columns, lines):
        """Another window size: the kernel sends SIGWINCH to the foreground."""
        self._set_size(columns, lines)

    def modes(self):
        """The terminal's modes as termios.tcgetattr gives them; also after the program's end."""
        return termios.tcgetattr(self.slave)

    def echoes(self):
        """Is the terminal in its ordinary mode, lines and echo?"""
        wanted = termios.ECHO | termios.ICANON
        return self.modes()[3] & wanted == wanted

    def _read(self, seconds):
        """Takes what there is, waiting for it at most so long. False: the program has ended."""
        ready, _, _ = select.select([self.master, self.pidfd], [], [], max(seconds, 0))
        if ready == [self.pidfd]:  # it may have written between the looks at one and at the other
            ready += select.select([self.master], [], [], 0)[0]
        if self.master in ready:
            self.seen += os.read(self.master, 65536).decode("utf-8", "replace")
            return True
        return self.pidfd not in ready

    def find(self, pattern, seconds=DEADLINE):
        """
        Waits until the output behind what was found last matches the regular expression; returns the
        match. AssertionError, with what came instead, at the deadline or the program's end.
        """
        ends = time.monotonic() + seconds
        while True:
            found = re.compile(pattern, re.DOTALL).search(self.seen, self.at)
            if found:
                self.at = found.end()
                return found
            left = ends - time.monotonic()
            if left <= 0 or not self._read(left):
                why = "within %g s" % seconds if left <= 0 else "before the program's end"
                raise AssertionError(f"{pattern!r} did not come {why}: {self.seen[self.at:]!r}")

    def expect(self, text, seconds=DEADLINE):
        """As find, for this very text; returns what came before it."""
        before = self.at
        end = self.find(re.escape(text), seconds).start()
        return self.seen[before:end]  # not on one line: find replaces self.seen

    def wait(self, seconds=DEADLINE):
        """
        Waits for the program's end, taking all its output. Returns its exit status, or the negative
        number of the signal that ended it.
        """
        ends = time.monotonic() + seconds
        while self.status is None:
            left = ends - time.monotonic()
            if left <= 0:
                raise AssertionError(f"no end within {seconds} s: {self.seen[self.at:]!r}")
            if not self._read(left):
                self.status = os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])
        return self.status


class Screen:
    """
    A program in tmux, with a server of its own: what the screen shows after all escape sequences.
    """
    count = 0

    def __init__(self, command, columns=80, lines=24, env=None, cwd=None):
        self.home = fresh_home()
        Screen.count += 1
        self.socket = f"poolsim-{os.getpid()}-{Screen.count}"
        variables = environment(self.home, "xterm-256color", env)
        program = shutil.which(command[0], path=variables["PATH"])
        if program is None:
            raise FileNotFoundError(command[0])
        self._tmux("-f", "/dev/null", "new-session", "-d", "-s", "test", "-x", str(columns), "-y",
                   str(lines), "-c", cwd or self.home, "env", "-u", "TMUX", "-u", "TMUX_PANE",
                   program, *command[1:], ";", "set", "-g", "remain-on-exit", "on", ";",
                   "set", "-g", "status", "off", ";", "resize-window", "-x", str(columns), "-y",
                   str(lines), env=variables)

    def _tmux(self, *arguments, env=None):
        done = subprocess.run(["tmux", "-u", "-L", self.socket, *arguments], text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, errors="replace", timeout=DEADLINE,
                              env=env or environment(self.home, "xterm-256color", None))
        if done.returncode != 0:
            raise AssertionError(f"tmux {arguments[0]}: {done.stdout}")
        return done.stdout

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Ends the program and the server."""
        self._tmux("kill-server")
        shutil.rmtree(self.home, ignore_errors=True)

    def send(self, text):
        """Types the text, as it is."""
        self._tmux("send-keys", "-t", "test", "-l", "--", text)

    def press(self, *keys):
        """Presses keys by tmux's names: Enter, Tab, Up, C-c, M-b ..."""
        self._tmux("send-keys", "-t", "test", "--", *keys)

    def resize(self, columns, lines):
        self._tmux("resize-window", "-t", "test", "-x", str(columns), "-y", str(lines))

    def lines(self, colours=False):
        """The screen's lines, blanks at their ends cut; with escape sequences where colours is set."""
        shown = self._tmux("capture-pane", "-p", "-t", "test", *(["-e"] if colours else []))
        return [line.rstrip() for line in shown.split("\n")]

    def cursor(self):
        """Column and line of the cursor, from 0."""
        shown = self._tmux("display-message", "-p", "-t", "test", "#{cursor_x} #{cursor_y}")
        return tuple(int(number) for number in shown.split())

    def find(self, pattern, seconds=DEADLINE):
        """
        Waits until the screen, its lines with \\n between, matches the regular expression; returns
        the match. AssertionError, with the screen, at the deadline.
        """
        ends = time.monotonic() + seconds
        while True:
            shown = "\n".join(self.lines())
            found = re.search(pattern, shown, re.MULTILINE)
            if found:
                return found
            if time.monotonic() > ends:
                raise AssertionError(f"{pattern!r} is not on the screen:\n{shown}")
            select.select([], [], [], 0.02)  # tmux can't be waited for: look again

    def expect(self, text, seconds=DEADLINE):
        """As find, for this very text, blanks at its end left aside (a screen has them everywhere)."""
        return self.find(re.escape(text.rstrip()), seconds)

#!/usr/bin/env python3
"""misuse.py - the misuse matrix: what becomes of eighteen misuses in each pool that programs can copy,
in the simulator, and in malloc. Holds the tables of tests/README.md and pool(3) against what it sees.

usage: tests/misuse.py [--bin DIR] [--print]

The misuses are the programs of tests/misuse.c, which also looks what became of the pool; for the
simulator they are the statements below. Everything is built in build/misuse. The words of the tables:

  survived   it was reported, and changed nothing: the program goes on
  stopped    the program was ended: by the allocator, by a tool, or at the faulty access by the system
  prevented  there is no harm to report
  silent     nothing was reported, and nothing else of the program was harmed
  corrupt    nothing was reported, and something else was: two owners of a byte, or a crash later on
"""
import argparse
import collections
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys

BUILT = "build/misuse"
HERE = os.path.dirname(os.path.abspath(__file__))
FAULT = 99  # the status that a tool ends a program with
FLAGS = ["-std=gnu11", "-g", "-O1", "-fno-omit-frame-pointer", "-Wall", "-Wextra", "-Wconversion",
         "-Werror", "-Iinclude"]
SOURCES = ["tests/misuse.c", "src/pool.c", "src/poolcheck.c", "src/indexpool.c"]
ASAN = ["-fsanitize=address"]
GLIBC = "glibc 2.36"  # other ones look for other things: its columns are not held against the table

# Columns: heading, then how misuse.c is compiled, or which guards the simulator has. The text of
# misuse.c says what the macros are.
COLUMNS = {
    "malloc": ["-DMISUSE_MALLOC"],
    "malloc,ASan": ["-DMISUSE_MALLOC", *ASAN],
    "pool": ["-DMISUSE_POOL"],
    "pool,audit": ["-DMISUSE_AUDIT"],
    "pool,ASan": ["-DMISUSE_POOL", *ASAN],
    "index": ["-DMISUSE_INDEX"],
    "index,ASan": ["-DMISUSE_INDEX", *ASAN],
    "index,Valgrind": ["-DMISUSE_INDEX", "-DPOOL_VALGRIND"],
}
VALGRIND = ["valgrind", "--quiet", f"--error-exitcode={FAULT}", "--exit-on-first-error=yes"]
SIMULATOR = {"simulator": "off", "simulator,guards": "poison redzone encode"}
TABLES = {
    "README.md": ["malloc", "malloc,ASan", "pool", "pool,audit", "pool,ASan", "index", "index,ASan",
                  "index,Valgrind", "simulator", "simulator,guards"],
    "../man/pool.3": ["pool", "pool,audit", "pool,ASan", "index", "index,ASan"],
}

# The misuses in the language of poolsim; END is where a chunk ends, its guard's bytes included.
STATEMENTS = {
    "double free: a, a": "alloc a b; free a a",
    "double free: a, b, a": "alloc a b; free a b a",
    "double free: oldest of 16": "alloc " + " ".join(f"c{i}" for i in range(16)) + "; free "
                                 + " ".join(f"c{i}" for i in range(16)) + " c0",
    "double free: written to": "alloc a b; free b a; write a 0x00000000000000000000000000000000; free a",
    "free inside, aligned": "alloc a; free 0x10000010",
    "free inside, odd": "alloc a; free 0x10000005",
    "free of the stack": "alloc a; free 0x7ffdc0de0040",
    "free of a static object": "alloc a; free 0x404040",
    "free of a wild pointer": "alloc a; free 0xdeadbeef0",
    "free of another pool's": "alloc a; pool 40 4; alloc b; free a",
    "write to freed, link": "alloc a b; free b a; write a xxxxxxxx",
    "write to freed, elsewhere": "alloc a b; free b a; write a xxxxxxxx at 24",
    "overflow by 1": "alloc a b c; write b x at 40",
    "overflow by 16": "alloc a b c; write b xxxxxxxxxxxxxxxx at 40",
    "underflow by 1": "alloc a b c; write END x; dump a",
    "read of recycled data": "alloc a; write a secret at 24; free a; alloc b; dump b",
    "read after free": "alloc a; free a; dump a",
    "stale free after freeall": "alloc a b; freeall; free a",
}
# As a program goes on: takes a chunk, empties the pool, takes more of them.
GO_ON = "; alloc x1; freeall; alloc x2 x3 x4 x5 x6; free x2 x6; alloc x7 x8; expect live 5"


def run(*command):
    """Returns status, standard output, standard error."""
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "TMPDIR")}
    kept.update(LC_ALL="C", ASAN_OPTIONS=f"exitcode={FAULT}:abort_on_error=0:detect_leaks=0")
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, errors="replace", env=kept,
                              timeout=120)
    except (OSError, subprocess.TimeoutExpired) as error:
        return 127, "", str(error)
    return done.returncode, done.stdout, done.stderr


def outcome(status, output, errors):
    """One word for how a program of misuse.c ended."""
    if status in (10, 0, 12, 11):
        return {10: "survived", 0: "silent", 12: "prevented", 11: "corrupt"}[status]
    if status in (FAULT, -6) and errors.strip():
        return "stopped"
    if status in (-11, -7):  # at the faulty access, or at one that was right until then?
        return "corrupt" if output else "stopped"
    return f"status {status}: {errors[-300:]}"


def outcome_in_simulator(binary, guards, statements):
    """One word for a session. A step that is refused was reported; those behind it must be well."""
    end = "0x10000027" if guards == "off" else "0x1000002f"
    text = f"pool 40 64; set guard {guards}; {statements.replace('END', end)}"
    status, output, errors = run(binary, "--keep-going", "--show", "none", "-c", text + GO_ON)
    if status not in (0, 1) or re.search(r"\bexpect", errors):
        return f"status {status}: {errors[-300:]}"
    if "-c:1:" in errors or ("dump a" in text and " a freed" in output):
        return "survived"
    if re.search(r"^ 0x1000002.* 78 ", output, re.M):  # the x is in a, who is live
        return "corrupt"
    if "dump b" in text:
        return "silent" if "73 65 63 72 65 74" in output else "prevented"
    return "silent"


def most_often(outcomes):
    """glibc stores links XORed with their random addresses: what a broken one leads to is luck."""
    return collections.Counter(outcomes).most_common(1)[0][0]


def column(name, names, binary):
    """What becomes of each misuse, in their order."""
    if name in SIMULATOR:
        return [outcome_in_simulator(binary, SIMULATOR[name], STATEMENTS[misuse]) for misuse in names]
    program = os.path.join(BUILT, name.replace(",", "-"))
    runner = VALGRIND if name.endswith("Valgrind") else []
    times = 15 if name == "malloc" else 1
    return [most_often(outcome(*run(*runner, program, str(number))) for _ in range(times))
            for number in range(len(names))]


def build(name):
    status, _, errors = run("gcc", *FLAGS, *COLUMNS[name], *SOURCES, "-o",
                            os.path.join(BUILT, name.replace(",", "-")))
    if status != 0:
        sys.exit(f"{name}: {errors}")


def lines(names, headings, cells):
    """A table as text, with how many misuses were detected, that is survived or stopped."""
    def line(first, words):
        return first.ljust(26) + "".join(word.ljust(10) for word in words).rstrip()

    yield line("", [heading.split(",")[0] for heading in headings])
    yield line("", [(heading.split(",") + [""])[1] for heading in headings])
    for number, name in enumerate(names):
        yield line(name, [cells[heading][number] for heading in headings])
    yield line("detected", [str(sum(cell in ("survived", "stopped") for cell in cells[heading]))
                            for heading in headings])
    yield line("corrupt", [str(cells[heading].count("corrupt")) for heading in headings])


def matrix(binary, left_out):
    """The misuses' names, and for each column its words; of one that is left out, dashes."""
    shutil.rmtree(BUILT, ignore_errors=True)
    os.makedirs(BUILT)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(build, [name for name in COLUMNS if name not in left_out]))
        names = run(os.path.join(BUILT, "pool"))[1].splitlines()
        if names != list(STATEMENTS):
            sys.exit("misuse.c and misuse.py list other misuses")
        headings = [*COLUMNS, *SIMULATOR]
        cells = dict(zip(headings, pool.map(
            lambda name: ["-"] * len(names) if name in left_out else column(name, names, binary),
            headings)))
    return names, cells


def table_in(page):
    """The lines of the table in a page: from its first heading to its last sum."""
    with open(os.path.join(HERE, page), encoding="utf-8") as file:
        text = [line[4:] if page == "README.md" and line.startswith("    ") else line
                for line in file.read().splitlines()]
    ends = [number for number, line in enumerate(text) if line.startswith("corrupt  ")]
    return text[ends[0] - len(STATEMENTS) - 3:ends[0] + 1] if ends else []


def unseen():
    """Columns that this machine can't show as they stand in the table, and why."""
    if os.confstr("CS_GNU_LIBC_VERSION") != GLIBC:
        yield from ((heading, f"this is not {GLIBC}") for heading in COLUMNS if "malloc" in heading)
    if run("gcc", "-include", "valgrind/memcheck.h", "-fsyntax-only", "-x", "c", "/dev/null")[0] != 0 or \
            run("valgrind", "--version")[0] != 0:
        yield "index,Valgrind", "there is no valgrind, or not its headers"


def seen(line, headings, left_out):
    """A line of a table without the columns that were left out."""
    cells = [line[26 + 10 * number:][:10].strip() for number in range(len(headings))]
    return [line[:26].strip()] + [cell for heading, cell in zip(headings, cells)
                                  if heading not in left_out]


def verdicts(names, cells, left_out):
    """Pairs of a line of a table, as it was seen, and whether it stands in the page."""
    for page, headings in TABLES.items():
        kept = table_in(page)
        for number, line in enumerate(lines(names, headings, cells)):
            there = kept[number] if number < len(kept) else "it is not in the page"
            yield f"{page}: {line}", seen(there, headings, left_out) == seen(line, headings, left_out)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", default="build")
    parser.add_argument("--print", action="store_true")
    options = parser.parse_args()
    left_out = dict(unseen())
    names, cells = matrix(os.path.abspath(os.path.join(options.bin, "poolsim")), left_out)
    if options.print:
        for headings in TABLES.values():
            print("\n".join(lines(names, headings, cells)) + "\n")
        return 0
    results = list(verdicts(names, cells, left_out))
    for heading, why in left_out.items():
        print(f"skipped - {heading}: {why}")
    for name, good in results:
        print(f"{'ok' if good else 'not ok'} - {name}")
    failed = sum(not good for _, good in results)
    print(f"{len(results) - failed} passed, {failed} failed, {len(left_out)} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

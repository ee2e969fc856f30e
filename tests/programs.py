#!/usr/bin/env python3
"""programs.py - runs the programs of tests/programs under AddressSanitizer and Valgrind.

Each is compiled with the pool, annotated, and run; its first comment says what the tools must report,
`AddressSanitizer: REGEX` and `Valgrind: REGEX`, or `nothing`. The report must name the program's line
that ends with the comment `reported`, and a program of which nothing is reported must end with 0 and
print nothing. Besides: what a plain build is, and what switches the annotations off. Where there is
no valgrind, or not its headers, its programs are skipped. Everything is built in build/programs.
"""
import concurrent.futures
import glob
import os
import re
import shutil
import subprocess
import sys

BUILT = "build/programs"
LIMIT = 120  # seconds for one program
FAULT = 99   # the status that a tool ends a program with
FLAGS = ["-std=c11", "-g", "-O1", "-fno-omit-frame-pointer", "-Wall", "-Wextra", "-Wconversion",
         "-Wshadow", "-Wundef", "-Wstrict-prototypes", "-Wmissing-prototypes", "-Werror", "-Iinclude"]
ASAN = ["-fsanitize=address"]
MEMCHECK = ["-DPOOL_VALGRIND"]
OFF = ["-DPOOL_NO_ANNOTATIONS"]
VALGRIND = ["valgrind", "--quiet", f"--error-exitcode={FAULT}", "--leak-check=full"]

# name, compiler, flags, what runs the program, whose expectation (None: nothing is reported)
BUILDS = [
    ("gcc's AddressSanitizer", "gcc", ASAN, [], "AddressSanitizer"),
    ("clang's AddressSanitizer", "clang", ASAN, [], "AddressSanitizer"),
    ("Valgrind", "gcc", MEMCHECK, VALGRIND, "Valgrind"),
]
SILENT = ["clean-index", "overrun-into-fresh", "read-after-free", "read-after-freeall", "free-twice"]
SILENT_BUILDS = [
    ("a plain build", "gcc", [], [], None),
    ("AddressSanitizer, switched off", "clang", ASAN + OFF, [], None),
    ("Valgrind, switched off", "gcc", MEMCHECK + OFF, VALGRIND, None),
    ("Valgrind, not asked for", "gcc", [], VALGRIND, None),
]

POOLS = ["pool", "poolcheck", "indexpool"]


class Wrong(Exception):
    """A test did not find what it looked for; says what."""


def environment():
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "TMPDIR")}
    kept.update(LC_ALL="C", ASAN_OPTIONS=f"exitcode={FAULT}:abort_on_error=0")
    symbolizer = shutil.which("llvm-symbolizer") or shutil.which("addr2line")
    if symbolizer:
        kept["ASAN_SYMBOLIZER_PATH"] = symbolizer
    return kept


def run(*command):
    """Returns status and output, standard error included."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, errors="replace",
                              env=environment(), timeout=LIMIT)
    except OSError as error:
        return 127, str(error)
    except subprocess.TimeoutExpired:
        return 127, f"over {LIMIT} s"
    return done.returncode, done.stdout


def compiled(*command):
    status, output = run(*command)
    if status != 0:
        raise Wrong(" ".join(command) + "\n" + output)


def folder_of(*words):
    folder = os.path.join(BUILT, re.sub(r"[^A-Za-z]+", "-", " ".join(words)))
    os.makedirs(folder, exist_ok=True)
    return folder


class Program:
    """A program of tests/programs, with what it says of itself."""

    def __init__(self, path):
        self.path = path
        self.name = os.path.basename(path)[:-2]
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self.expected = dict(re.findall(r"^ \* (AddressSanitizer|Valgrind): (.+)$", text, re.M))
        lines = [number for number, line in enumerate(text.splitlines(), 1)
                 if line.endswith("/* reported */")]
        self.line = lines[0] if len(lines) == 1 else None
        if len(self.expected) != 2 or len(lines) > 1:
            raise ValueError(f"{path}: says not what each tool reports, of one line")


def judge(program, expected, status, output):
    """Holds a program's end and report against what is expected; returns the report's first line."""
    if expected == "nothing":
        if status != 0 or output:
            raise Wrong(f"nothing was to be reported, and it ended with status {status}\n{output}")
        return "nothing"
    if status != FAULT:
        raise Wrong(f"ended with status {status}, not {FAULT}, the tool's\n{output}")
    found = re.search(expected, output)
    if not found:
        raise Wrong(f"no '{expected}' in the report\n{output}")
    where = f"{program.name}.c:{program.line}"
    if not re.search(rf"\b{re.escape(where)}\b", output):
        raise Wrong(f"the report does not name {where}\n{output}")
    return f"{found[0]}, {where}"


def program_test(program, build):
    name, compiler, flags, runner, tool = build

    def test():
        folder = folder_of(name)
        binary = os.path.join(folder, program.name)
        compiled(compiler, *FLAGS, "-Wno-error", *flags, program.path,
                 *(os.path.join(folder, source + ".o") for source in POOLS), "-o", binary)
        expected = program.expected[tool] if tool else "nothing"
        return judge(program, expected, *run(*runner, binary))
    return f"{name}: {program.name}", test


def build_pool(build):
    name, compiler, flags, _, _ = build
    for source in POOLS:
        compiled(compiler, *FLAGS, *flags, "-c", f"src/{source}.c", "-o",
                 os.path.join(folder_of(name), source + ".o"))


# ---- how the pool is compiled


def code(compiler, folder, source, *flags):
    """The instructions that the compiler makes of a source, in text."""
    made = os.path.join(folder, os.path.basename(source) + ".o")
    compiled(compiler, "-std=c11", "-O2", "-Iinclude", *flags, "-c", source, "-o", made)
    status, output = run("objdump", "-d", "-r", made)
    if status != 0:
        raise Wrong(output)
    return output.split("\n", 3)[3]


def plain_build_is_the_same_code():
    """Of a plain pool.c, and of one without a single line on annotations."""
    folder = folder_of("plain code")
    bare = os.path.join(folder, "bare.c")
    with open("src/pool.c", encoding="utf-8") as file:
        text, count = re.subn(r"(?m)^ +poolNote\w+\(.*\);\n|^#define POOL_PRIVATE\n", "", file.read())
    if count < 8 or re.search(r"poolNote\w+\(", text):
        raise Wrong(f"{count} lines of annotations were found in pool.c")
    with open(bare, "w", encoding="utf-8") as file:
        file.write(text)
    for compiler in ("gcc", "clang"):
        if code(compiler, folder, "src/pool.c") != code(compiler, folder, bare):
            raise Wrong(f"{compiler} makes other code of pool.c than of {bare}")
    return f"{count} lines left out"


def refused(*command):
    status, output = run(*command)
    if status == 0:
        raise Wrong(" ".join(command) + "\nwas not refused")
    return output


TWO_SOURCES = """#include "pool.h"
#ifdef __cplusplus
extern "C"
#endif
void *(*const %s)(pool *) = poolMalloc;
"""
MAIN = """#include <stdio.h>
#include "pool.h"
extern void *(*const ofC)(pool *), *(*const ofCxx)(pool *);
int main(void)
{
    pool p;
    if (!poolInitialize(&p, 64, 2))
        return 1;
    void *a = poolMalloc(&p), *b = ofCxx(&p), *c = ofC(&p);
    poolFree(&p, b);
    void (*const give)(pool *, void *) = poolFree;
    give(&p, a);
    int well = ofC == ofCxx && ofC == poolMalloc && c && poolMalloc(&p) == a && ofC(&p) == b;
    poolFreePool(&p);
    return !well;
}
"""


def built_in_everywhere():
    """Sources in C and C++, optimized or not, built in or called, are one program with pool.c."""
    folder = folder_of("two languages")
    sources = {"c.c": TWO_SOURCES % "ofC", "cxx.cc": TWO_SOURCES % "ofCxx", "main.c": MAIN}
    for name, text in sources.items():
        with open(f"{folder}/{name}", "w", encoding="utf-8") as file:
            file.write(text)
    cxx = [f"-I{os.path.abspath('include')}", "-std=c++17", "-Wall", "-Wextra", "-pedantic", "-Werror"]
    c = [flag for flag in FLAGS if flag != "-O1"] + ["-pedantic"]
    several = [["-O0"], ["-O2"], ["-O2", "-DPOOL_NO_INLINE"], ["-O2", "-fgnu89-inline"]]
    for flags in several:
        compiled("gcc", *c, *flags, "-c", "src/pool.c", "-o", f"{folder}/pool.o")
        for more in several:
            compiled("g++", *cxx, *more[:2 - ("-fgnu89-inline" in more)], "-c", f"{folder}/cxx.cc", "-o",
                     f"{folder}/cxx.o")
            compiled("gcc", *c, *more, "-c", f"{folder}/c.c", "-o", f"{folder}/c.o")
            compiled("gcc", *c, *more, f"{folder}/main.c", f"{folder}/c.o", f"{folder}/cxx.o",
                     f"{folder}/pool.o", "-o", f"{folder}/program")
            status, output = run(f"{folder}/program")
            if status != 0:
                raise Wrong(f"pool.c {flags}, the others {more}: status {status} {output}")
    return f"{len(several) ** 2} mixtures"


def standards_of_c():
    """The header serves the standards that a program may be written for, without a warning."""
    for standard in ("c89", "gnu89", "c99", "gnu99", "c11", "gnu11", "c17", "c2x"):
        for compiler in ("gcc", "clang"):
            pedantic = [] if "89" in standard else ["-pedantic"]  # it has a bool
            compiled(compiler, f"-std={standard}", *pedantic, "-Wall", "-Wextra", "-Werror", "-Wundef",
                     "-Iinclude", "-include", "pool.h", "-x", "c", "-fsyntax-only", "/dev/null")
    return ""


def mixtures_of_annotations():
    """
    Where pool.c alone is annotated, code built into others would tell the tools nothing: it does not
    link. The other way round, the calls go to a pool.c that annotates nothing: nothing is reported.
    """
    folder = folder_of("mixtures")
    for name, flags in (("AddressSanitizer", ASAN), ("Valgrind", MEMCHECK)):
        if name == "Valgrind" and why_no_valgrind():
            continue
        for source in POOLS:
            compiled("gcc", *FLAGS, *flags, "-c", f"src/{source}.c", "-o", f"{folder}/told-{source}.o")
            compiled("gcc", *FLAGS, "-c", f"src/{source}.c", "-o", f"{folder}/{source}.o")
        for program, missing in (("clean-random", "poolMallocNextBlock"),
                                 ("clean-index", "indexPoolMallocNextBlock")):
            mixture_of_annotations(folder, flags, f"tests/programs/{program}.c", missing)
    return ""


def mixture_of_annotations(folder, flags, program, missing):
    compiled("gcc", *FLAGS, "-O2", "-c", program, "-o", f"{folder}/plain.o")
    output = refused("gcc", "-fsanitize=address", f"{folder}/plain.o",
                     *(f"{folder}/told-{source}.o" for source in POOLS), "-o", f"{folder}/program")
    if f"`{missing}'" not in output:
        raise Wrong(f"{flags}: another error than the one meant\n{output}")
    compiled("gcc", *FLAGS, *flags, program, *(f"{folder}/{source}.o" for source in POOLS), "-o",
             f"{folder}/program")
    status, output = run(f"{folder}/program")
    if status != 0 or output:
        raise Wrong(f"{flags}, of {program} alone: status {status}\n{output}")


def two_files_are_enough():
    """pool.h and pool.c alone, in every kind of build."""
    folder = folder_of("two files")
    for name in ("include/pool.h", "src/pool.c"):
        shutil.copy(name, folder)
    flags = [flag for flag in FLAGS if not flag.startswith("-I")]
    builds = [[], ASAN, OFF, ["-DDISABLE_MEMORY_POOLING"], ["-DDISABLE_MEMORY_POOLING", *ASAN]]
    for compiler in ("gcc", "clang"):
        for more in builds:
            compiled(compiler, *flags, *more, "-c", f"{folder}/pool.c", "-o", f"{folder}/pool.o")
    return ""


def pool_can_be_included():
    """pool.c within a source that has included pool.h before."""
    folder = folder_of("included")
    with open(f"{folder}/all.c", "w", encoding="utf-8") as file:
        file.write('#include "pool.h"\n#include "../../../src/pool.c"\n'
                   '#include "../../../src/poolcheck.c"\n')
    for more in ([], ASAN):
        compiled("gcc", *[flag for flag in FLAGS if flag != "-g"], *more, "-c", f"{folder}/all.c", "-o",
                 f"{folder}/all.o")
    return ""


TESTS = [
    ("a plain build is the same code with and without the lines on annotations",
     plain_build_is_the_same_code),
    ("pool.h and pool.c need no third file", two_files_are_enough),
    ("pool.c can be included in another source", pool_can_be_included),
    ("what is built in, in C and C++, and what is called are one program", built_in_everywhere),
    ("the header serves C from 1989 on", standards_of_c),
    ("of annotations told to some sources only, none that would make false reports links",
     mixtures_of_annotations),
]


def why_no_valgrind():
    """Empty where valgrind runs and has its headers."""
    if not shutil.which("valgrind"):
        return "there is no valgrind"
    folder = folder_of("valgrind itself")
    with open(f"{folder}/empty.c", "w", encoding="utf-8") as file:
        file.write("#include <valgrind/memcheck.h>\nint main(void)\n{\n    return 0;\n}\n")
    if run("gcc", f"{folder}/empty.c", "-o", f"{folder}/empty")[0] != 0:
        return "there is no valgrind/memcheck.h"
    status, output = run(*VALGRIND, f"{folder}/empty")
    return f"it does not run here: {output.strip()[:200]}" if status != 0 else ""


def outcome(test):
    name, function = test
    try:
        said = function()
    except Wrong as wrong:
        return False, f"not ok - {name}: {wrong}".rstrip()
    return True, f"ok - {name}{': ' if said else ''}{said}"


def main():
    shutil.rmtree(BUILT, ignore_errors=True)
    programs = [Program(path) for path in sorted(glob.glob("tests/programs/*.c"))]
    absent = why_no_valgrind()
    tests, skipped = list(TESTS), 0
    for build in BUILDS + SILENT_BUILDS:
        chosen = [program for program in programs if build in BUILDS or program.name in SILENT]
        if "Valgrind" in build[0] and absent:
            skipped += len(chosen)
            print(f"skipped - {build[0]}: {len(chosen)} programs ({absent})")
            continue
        try:
            build_pool(build)
        except Wrong as wrong:
            print(f"not ok - {build[0]}: {wrong}")
        tests += [program_test(program, build) for program in chosen]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        outcomes = list(pool.map(outcome, tests))
    print("\n".join(line for _, line in outcomes))
    failed = sum(not passed for passed, _ in outcomes)
    print(f"{len(outcomes) - failed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

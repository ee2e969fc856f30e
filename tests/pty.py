#!/usr/bin/env python3
"""pty.py [--bin FOLDER] [NAME...] - runs the terminal tests: every test_* function of tests/pty/*.py.

A test's name is its docstring's first line; it passes where it returns, and fails where it raises.
With NAMEs, only the tests whose function's name contains one of them. A function that raises
unittest.SkipTest is counted as skipped.
"""
import glob
import importlib.util
import os
import sys
import traceback
import unittest

sys.dont_write_bytecode = True
import terminal  # noqa: E402 (from tests/, the script's own folder)


def collect(names):
    """The test functions, in the order in which they are written."""
    tests = []
    for path in sorted(glob.glob(os.path.join(os.path.dirname(__file__), "pty", "*.py"))):
        spec = importlib.util.spec_from_file_location(os.path.basename(path)[:-3], path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        tests += [value for name, value in vars(module).items() if name.startswith("test_") and
                  (not names or any(part in name for part in names))]
    return tests


def main(arguments):
    if arguments[:1] == ["--bin"]:
        terminal.BIN = arguments[1]
        arguments = arguments[2:]
    passed = failed = skipped = 0
    for test in collect(arguments):
        name = (test.__doc__ or test.__name__).strip().split("\n")[0]
        try:
            test()
            passed += 1
            print(f"ok - {name}", flush=True)
        except unittest.SkipTest as reason:
            skipped += 1
            print(f"skipped - {name}: {reason}", flush=True)
        except Exception:  # a test may fail in any way, and the others are still to run
            failed += 1
            print(f"not ok - {name}", flush=True)
            print("".join("    " + line + "\n" for line in traceback.format_exc().splitlines()), end="")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Fuzzes every parser of bytes from outside for a while: fuzz.py [--minutes 60] [arguments for pytest].

Runs tests/fuzz over and over, each time with other inputs, and ends at the first failure or when the time is up. What
failed is kept in tests/fuzz/corpus, to be tried by every `make test` from then on: commit it with the fix.

It never ends without a word. What a round says goes into build/fuzz as it is said; a signal, a process that was killed,
a round that hangs and one that tried nothing are told for what they are; and what ended this program so that it could
say nothing (SIGKILL, the machine) is told by the next start.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build" / "fuzz"
CORPUS = ROOT / "tests" / "fuzz" / "corpus"
# Several short rounds rather than a long one, so that no parser waits for the end of another's.
_EXAMPLES = "1000"
# One test may take so long, then it fails and says where it was; where it cannot, its round is ended.
_LONGEST_TEST_S = 1500
_LONGEST_ROUND_S = 2 * 3600.0
_PYTEST_CODES = {
    1: "a test failed",
    2: "pytest was interrupted",
    3: "pytest failed inside itself",
    4: "pytest did not understand its arguments",
    5: "there was no test to run",
}


def tried(output: str) -> Counter[str]:
    """How many inputs each parser's tests say they have tried, by the name of the test file."""
    found = re.search(r"^fuzz: \d+ inputs tried \((.*)\)", output, re.MULTILINE)
    pairs = re.findall(r"(\w+) (\d+)", found[1]) if found else []
    return Counter({name: int(count) for name, count in pairs})


def reason(code: int) -> str:
    """Why a round ended, from its exit code."""
    if code >= 0:
        return _PYTEST_CODES.get(code, f"exit code {code}")
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    more = " (the system does so when memory runs out)" if name == "SIGKILL" else ""
    return f"its process was ended by {name}{more}"


class _Told(Exception):
    """A signal came; the argument is its name."""


def main(argv: list[str]) -> int:
    """Fuzz; 1 when a round failed, 3 when it was ended from outside."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60.0, help="how long to go on; default: 60")
    given, rest = parser.parse_known_args(argv)
    FOLDER.mkdir(parents=True, exist_ok=True)
    mark, total = FOLDER / "unfinished", Counter[str]()
    if mark.exists():
        _say(f"The run before ended without a word: {mark.read_text(encoding='utf-8').strip()}")
    before = _on_signals()
    code, why = 1, "of a fault of its own"
    try:
        code, why = _rounds(given.minutes * 60, rest, total, mark)
    except _Told as told:
        code, why = 3, f"{told} came"
    finally:
        # Whatever else comes, it is said why this was the end.
        for number, handler in before.items():
            signal.signal(number, handler)
        each = ", ".join(f"{name} {count}" for name, count in sorted(total.items()))
        _say(f"The end, after {total.total()} inputs ({each or 'none'}): {why}.")
        mark.unlink(missing_ok=True)
    return code


def _say(line: str) -> None:
    """Print a line, also where nobody can read it any more; it stands in the log too."""
    with (FOLDER / "log").open("a", encoding="utf-8") as file:
        file.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {line}\n")
    with contextlib.suppress(OSError):
        print(line, flush=True)


def _rounds(seconds: float, arguments: list[str], total: Counter[str], mark: Path) -> tuple[int, str]:
    start = time.monotonic()
    rounds = 0
    while True:
        rounds += 1
        log = FOLDER / f"round-{rounds}.log"
        mark.write_text(f"in round {rounds}, after {total.total()} inputs; what it said is in {log}\n", "utf-8")
        code, is_late = _round(log, arguments)
        output = log.read_text(encoding="utf-8", errors="replace")
        now = tried(output)
        total += now
        if is_late:
            why = f"round {rounds} hung for {_LONGEST_ROUND_S:.0f} s"
        elif code:
            why = f"round {rounds} failed, {reason(code)}"
        elif not now:
            why = f"round {rounds} tried nothing"
        else:
            _say(f"Round {rounds}: {total.total()} inputs tried so far, in {time.monotonic() - start:.0f} s.")
            if time.monotonic() - start < seconds:
                continue
            return 0, f"the time is up, and nothing failed in {rounds} rounds"
        with contextlib.suppress(OSError):
            sys.stdout.buffer.write(output.encode("utf-8", "replace"))
        for died in sorted(CORPUS.glob("*/died.bin")):
            _say(f"What it was at when it died: {died}")
        _say(f"What failed is in {CORPUS}; what the round said, in {log}.")
        return 1, why


def _round(log: Path, arguments: list[str]) -> tuple[int, bool]:
    """Run the tests once, with other inputs than before; their exit code, and whether they took too long."""
    environment = {"NOTEWORTHY_FUZZ_EXAMPLES": _EXAMPLES, **os.environ, "NOTEWORTHY_FUZZ": "hour"}
    options = ["-q", "-p", "no:cacheprovider", "--timeout", str(_LONGEST_TEST_S)]
    options += ["-o", f"faulthandler_timeout={_LONGEST_TEST_S}"]
    command = [sys.executable, "-u", "-X", "faulthandler", "-m", "pytest", "tests/fuzz", *options, *arguments]
    with log.open("wb") as file:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=file, stderr=subprocess.STDOUT)
        try:
            return process.wait(_LONGEST_ROUND_S), False
        except subprocess.TimeoutExpired:
            return 0, True
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()


def _on_signals() -> dict[signal.Signals, Any]:
    """Have what would end this told first; what was done about each before."""
    before: dict[signal.Signals, Any] = {}
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None:
            with contextlib.suppress(ValueError):  # not in the main thread
                before[number] = signal.signal(number, _raise)
    return before


def _raise(number: int, _: FrameType | None) -> None:
    raise _Told(signal.Signals(number).name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

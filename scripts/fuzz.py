"""Fuzzes every parser of bytes from outside for a while: fuzz.py [--minutes 60] [arguments for pytest].

Runs tests/fuzz over and over, each time with other inputs, and ends at the first failure or when the time is up. What
failed is kept in tests/fuzz/corpus, to be tried by every `make test` from then on: commit it with the fix.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Several short rounds rather than a long one, so that no parser waits for the end of another's.
_EXAMPLES = "1000"


def tried(output: str) -> int:
    """How many inputs a run of the tests says it has tried."""
    found = re.search(r"^fuzz: (\d+) inputs tried", output, re.MULTILINE)
    return int(found[1]) if found else 0


def main(argv: list[str]) -> int:
    """Fuzz; 1 when a round failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60.0, help="how long to go on; default: 60")
    given, rest = parser.parse_known_args(argv)
    environment = {"NOTEWORTHY_FUZZ_EXAMPLES": _EXAMPLES, **os.environ, "NOTEWORTHY_FUZZ": "hour"}
    command = [sys.executable, "-m", "pytest", "tests/fuzz", "-q", "--timeout", "0", "-p", "no:cacheprovider", *rest]
    end = time.monotonic() + given.minutes * 60
    rounds = total = 0
    while True:
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False)
        rounds += 1
        total += tried(done.stdout)
        if done.returncode != 0:
            print(done.stdout)
            print(f"Failed in round {rounds} ({done.returncode}), after {total} inputs.")
            print("What failed is in tests/fuzz/corpus; of a process that died the input is called died.bin.")
            return 1
        print(f"Round {rounds}: {total} inputs tried so far.", flush=True)
        if time.monotonic() >= end:
            return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

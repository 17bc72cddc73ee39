"""Measures how long a first start takes to its first word: the real window and sound, on a desk of their own.

    PYTHONPATH=. .venv/bin/python scripts/first_word.py --cold [COMMAND...]

The time runs from the start of the process to the first sound that the loudspeaker gives. With --cold the system first
forgets what it has read from disk, which needs root on Linux; without, the first of the starts is not counted.
"""

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

from tests.acceptance.desk import Desk

_FORGET = Path("/proc/sys/vm/drop_caches")
_PATIENCE_S = 60.0


def main() -> int:
    """Read the command line, measure, and print each time and the median."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "command", nargs="*", default=[sys.executable, "main.py"], help="default: the app of this clone"
    )
    parser.add_argument("--cold", action="store_true", help="from a cold cache")
    parser.add_argument("--starts", type=int, default=5, help="how often; default: 5")
    given = parser.parse_args()
    times = [first_word_s(given.command, is_cold=given.cold) for _ in range(given.starts + (not given.cold))]
    times = times[not given.cold :]
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    each_s = " ".join(f"{time_s:.2f}" for time_s in times)
    print(f"{each_s} s; median {statistics.median(times):.2f} s; load {load}", flush=True)
    return 0


def first_word_s(command: list[str], *, is_cold: bool) -> float:
    """Start the command on a desk of its own, for the first time; the seconds to the first sound that it gives."""
    with tempfile.TemporaryDirectory() as folder, Desk(Path(folder) / "desk") as desk:
        if is_cold:
            os.sync()
            _FORGET.write_text("3", encoding="ascii")
        mark = desk.mark()
        desk.run_beside(*command)
        desk.until(lambda: desk.said(mark), "the first word", timeout=_PATIENCE_S)
        return desk.said(mark)[0].start_s - mark.at_s


if __name__ == "__main__":
    sys.exit(main())

"""Two states of the app on the same machine, in turn: compare_runs.py OLD NEW [--rounds 5].

OLD and NEW are folders, each a clone or an unpacked `git archive`. In each round both open the window without a display
and run once without one, the demo before them; which is first changes from round to round. Told are the seconds from
the start to the first frame that was looked at, the milliseconds from a frame to its decision, and the processor's
seconds of the headless run, as the median of the rounds, lowest and highest beside it. Where other work competes for
the cores, only the last says much.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_DEMO = ("--mute", "--source", "demo", "--currency", "XTS")
_FIRST_WITHIN_S = 60.0
_WATCHED_S = 8.0
# What the first second shows is loading, too.
_SETTLED_S = 1.0


@dataclass(frozen=True)
class Run:
    """One round of one state.

    Attributes:
        first_s: from the start of the window's process to the first frame that was looked at.
        p50_ms, p95_ms: from a frame to its decision, in the window.
        headless_s: processor time of a whole run without a window.
    """

    first_s: float
    p50_ms: float
    p95_ms: float
    headless_s: float


def decided_ms(lines: Iterable[str]) -> list[float]:
    """The times of frames after the first second, shortest first, from a file of `--events-frames`."""
    events = [json.loads(line) for line in lines]
    return sorted(e["decided_ms"] for e in events if e["kind"] == "frame" and e["t_s"] > _SETTLED_S)


def percentile(ranked: Sequence[float], fraction: float) -> float:
    """Of values in order; the highest for 1."""
    return ranked[min(len(ranked) - 1, int(fraction * len(ranked)))]


def told(name: str, runs: Sequence[Run]) -> str:
    """A row of the table: medians, lowest and highest in brackets."""
    cells = []
    for field, digits in (("first_s", 2), ("p50_ms", 1), ("p95_ms", 1), ("headless_s", 2)):
        values = [getattr(run, field) for run in runs]
        cells.append(f"{median(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})")
    return f"| {name} | {' | '.join(cells)} |"


def _window(root: Path, folder: Path) -> tuple[float, list[float]]:
    events = folder / "events.jsonl"
    start = time.monotonic()
    process = _start(root, folder, "--events", str(events), "--events-frames")
    try:
        while not (events.exists() and '"frame"' in events.read_text("utf-8")):
            if time.monotonic() - start > _FIRST_WITHIN_S:
                raise SystemExit(f"{root}: no frame within {_FIRST_WITHIN_S:.0f} seconds")
            time.sleep(0.01)
        first_s = time.monotonic() - start
        time.sleep(_WATCHED_S)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()
    return first_s, decided_ms(events.read_text("utf-8").splitlines())


def _headless_s(root: Path, folder: Path) -> float:
    before = os.times()
    if _start(root, folder, "--headless").wait() != 0:
        raise SystemExit(f"{root}: the headless run failed")
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _start(root: Path, folder: Path, *more: str) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "NOTEWORTHY_CONFIG_DIR": str(folder / "config"),
        "NOTEWORTHY_DATA_DIR": str(folder / "data"),
    }
    command = [sys.executable, "main.py", *_DEMO, *more]
    return subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def run(root: Path) -> Run:
    """One round."""
    with tempfile.TemporaryDirectory() as folder:
        first_s, ranked = _window(root, Path(folder))
        headless_s = _headless_s(root, Path(folder))
    return Run(first_s, percentile(ranked, 0.5), percentile(ranked, 0.95), headless_s)


def main(argv: list[str]) -> int:
    """Measure both and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--rounds", type=int, default=5, help="default: 5")
    given = parser.parse_args(argv)
    roots = [given.old, given.new]
    runs: dict[Path, list[Run]] = {root: [] for root in roots}
    for number in range(given.rounds):
        for root in roots if number % 2 == 0 else roots[::-1]:
            runs[root].append(run(root))
    print("| | to the first frame, s | frame to decision, p50, ms | p95, ms | headless, processor, s |")
    print("|---|---|---|---|---|")
    for name, root in (("old", given.old), ("new", given.new)):
        print(told(name, runs[root]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

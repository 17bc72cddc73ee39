"""Whole headless runs whose standard output, error or log of events goes away: no traceback, and a sensible end."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.app.recognition.shipped import shipped_model

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="what a POSIX shell does with descriptors")


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """Two pictures, of two notes."""
    folder = tmp_path / "notes"
    folder.mkdir()
    for number, name in enumerate(("XTS_20_front.png", "XTS_50_back.png")):
        shutil.copy(ROOT / "assets" / "specimens" / name, folder / f"{number}.png")
    return folder


def run(notes: Path, rest: str) -> subprocess.CompletedProcess[str]:
    """A run over them, with the rest of the shell's line."""
    command = (
        f"exec 3>&2; {sys.executable} main.py --headless --mute --currency XTS --fps 5 --hold-s 0.8 "
        f"--model {shipped_model()} --source {notes} {rest}"
    )
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        cwd=ROOT,
        env={**os.environ, "NOTEWORTHY_CONFIG_DIR": str(notes.parent)},
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )


def _events(notes: Path) -> list[dict[str, object]]:
    """What the log of events holds; every line of it must be an event."""
    lines = (notes.parent / "events.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _values(notes: Path) -> list[object]:
    return [event["value"] for event in _events(notes) if event["kind"] == "announcement"]


def test_a_run_that_nobody_reads_any_more_ends(notes: Path) -> None:
    for number in range(2, 40):
        shutil.copy(notes / f"{number % 2}.png", notes / f"{number:02}.png")
    done = run(notes, f"--events {notes.parent / 'events.jsonl'} | head -1")
    assert done.returncode == 0
    assert done.stdout.endswith("20 specimen units\n")
    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert len(_values(notes)) < 20, "it went on to its end"


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-", "2>/dev/full"])
def test_what_is_closed_from_the_start_is_not_missed(notes: Path, closed: str) -> None:
    done = run(notes, f"--events {notes.parent / 'events.jsonl'} {closed}")
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    # No file has taken the place of what was closed, or what LiteRT prints would be in it.
    assert _values(notes) == ["20", "50"]
    assert ("50 specimen units" in done.stdout) is (">&-" not in closed.replace("2>&-", ""))


def test_a_full_disk_for_what_is_told_ends_the_run_with_a_line(notes: Path) -> None:
    done = run(notes, ">/dev/full")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("noteworthy: What the run tells can no longer be written")


def test_a_full_disk_for_events_does_not_end_the_run(notes: Path) -> None:
    done = run(notes, "--events /dev/full")
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "50 specimen units" in done.stdout
    assert "events can no longer be written" in done.stderr

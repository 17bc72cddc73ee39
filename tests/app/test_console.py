"""Standard output and error that are closed, full or no longer read: no traceback, and the run learns of it."""

import errno
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import console as room
from app.console import Console

ROOT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(sys.platform == "win32", reason="what a POSIX shell does with descriptors")

# Writes lines until standard output is lost; what came of it goes into a file.
RUN = """
import sys
from app.console import Console
console = Console()
lost = []
console.on_lost = lambda: lost.append(True)
with open(sys.argv[1], "w") as kept:
    for number in range(100_000):
        console.err(f"note {number}")
        console.out(f"value {number}")
        console.check()
        if console.lost:
            break
    kept.write(f"{number < 99_999} {len(lost)} {console.failure and console.failure.errno}")
console.out("after")
console.finish()
"""


def shell(command: str, tmp_path: Path, code: str = RUN) -> tuple[subprocess.CompletedProcess[str], str]:
    """Run a shell's command with `$run` for the program above; and what the program kept."""
    script = tmp_path / "run.py"
    script.write_text(code)
    kept = tmp_path / "kept"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "", "run": f"{script} {kept}"}
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command.replace('$run', f'{sys.executable} $run')}"],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done, kept.read_text() if kept.exists() else ""


@posix
def test_a_reader_that_leaves_ends_the_run_and_nothing_else_is_said(tmp_path: Path) -> None:
    done, kept = shell("$run 2>errors | head -1; cat errors >&2; rm errors", tmp_path)
    assert done.stdout == "value 0\n"
    assert "Traceback" not in done.stderr
    assert "ignored" not in done.stderr
    assert kept == "True 1 None"


@posix
def test_a_run_whose_reader_has_left_ends_with_code_0(tmp_path: Path) -> None:
    done, _ = shell("$run 2>/dev/null | head -1 >/dev/null", tmp_path)
    assert done.returncode == 0


@posix
def test_a_full_disk_is_a_failure_that_is_kept(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    done, kept = shell("$run >/dev/full", tmp_path)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "ignored" not in done.stderr
    assert kept == f"True 1 {errno.ENOSPC}"


SHORT = RUN.replace("100_000", "3")


@posix
@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-", "<&- >&- 2>&-", "2>&-", "<&-", "2>/dev/full"])
def test_what_was_closed_from_the_start_does_not_end_the_run(tmp_path: Path, closed: str) -> None:
    if "/dev/full" in closed and not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    done, kept = shell(f"$run {closed}", tmp_path, SHORT)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert kept == "True 0 None"
    assert done.stdout == ("" if ">&-" in closed.replace("2>&-", "") else "value 0\nvalue 1\nvalue 2\nafter\n")


@posix
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-"])
def test_no_file_takes_the_place_of_a_closed_descriptor(tmp_path: Path, closed: str) -> None:
    code = SHORT.replace("console = Console()", "console = Console()\nimport os").replace(
        "    kept.write(", "    [os.write(number, b'from a library') for number in (1, 2)]\n    kept.write("
    )
    done, kept = shell(f"$run {closed}", tmp_path, code)
    assert done.returncode == 0
    assert kept == "True 0 None"


@posix
def test_help_that_nobody_reads_to_its_end_is_no_trouble(tmp_path: Path) -> None:
    code = """
import contextlib, sys
from app.console import Console
console = Console()
with contextlib.suppress(OSError):  # as argparse writes it; from Python 3.14 on the write itself may fail
    sys.stdout.write("line of help" * 100_000)
console.finish()
"""
    done, _ = shell("$run | head -c 5", tmp_path, code)
    assert (done.returncode, done.stdout, done.stderr) == (0, "line ", "")


@posix
def test_a_reader_that_leaves_while_nothing_is_written_is_noticed() -> None:
    read, write = os.pipe()
    with pytest.MonkeyPatch.context() as patch, os.fdopen(write, "w") as stream:
        patch.setattr(sys, "stdout", stream)
        console = Console()
        lost: list[bool] = []
        console.on_lost = lambda: lost.append(True)
        console.check()
        assert not console.lost
        os.close(read)
        console.check()
        console.check()
        assert (console.lost, lost, console.failure) == (True, [True], None)


class Failing(io.StringIO):
    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error: Exception | None = error

    def flush(self) -> None:
        if self.error is not None:
            raise self.error


def test_a_slow_reader_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Failing(BlockingIOError(errno.EAGAIN, "slow"))
    monkeypatch.setattr(sys, "stdout", stream)
    console = Console()
    console.out("one")
    stream.error = None
    console.out("two")
    assert not console.lost
    assert stream.getvalue() == "one\ntwo\n"


@pytest.mark.parametrize(("error", "fails"), [(errno.ENOSPC, True), (errno.EPIPE, False), (errno.EIO, False)])
def test_only_what_somebody_may_still_want_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, error: int, fails: bool
) -> None:
    monkeypatch.setattr(sys, "stdout", Failing(OSError(error, "no")))
    console = Console()
    console.out("one")
    assert console.lost
    assert (console.failure is not None) is fails


def test_a_stream_that_this_process_closed_is_lost_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    stream.close()
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(sys, "stderr", stream)
    console = Console()
    console.err("one")
    console.out("two")
    console.finish()
    assert (console.lost, console.failure) == (True, None)


def test_a_line_stays_one_line_and_letters_that_are_lacking_are_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii", newline="\n"))
    console = Console()
    console.out("a\nb नमस्ते \udcff.png")
    assert raw.getvalue() == b"a b ?????? ?.png\n"


def test_advice_keeps_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    Console().err("Something is missing:\n  apt-get install it")
    assert stream.getvalue() == "Something is missing:\n  apt-get install it\n"


def test_descriptors_that_are_open_stay_as_they_are() -> None:
    before = [os.fstat(number).st_ino for number in (0, 1, 2)]
    room.occupy_descriptors()
    assert [os.fstat(number).st_ino for number in (0, 1, 2)] == before

"""Is the frozen app whole? Its voice speaks, a specimen is read, the service answers, the window opens and ends.

    python packaging/try_frozen.py dist/noteworthy

Needs nothing but a Python. It is tried from an empty folder, without the variables that would lead it to a clone.
"""

import argparse
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import wave
from collections.abc import Iterator
from pathlib import Path

SPECIMEN = Path(__file__).resolve().parents[1] / "assets" / "specimens" / "XTS_20_front.png"
WINDOWS = sys.platform == "win32"
_WITHIN_S = 120


def main() -> int:
    """Try all, tell what was found, and return 0 when all is well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the frozen app")
    given = parser.parse_args()
    program = given.folder.resolve() / ("noteworthy.exe" if WINDOWS else "noteworthy")
    with tempfile.TemporaryDirectory() as name:
        empty = Path(name)
        for attempt in (its_version, its_voice, its_service, its_window):
            print(f"{attempt.__name__.replace('_', ' ')}: {attempt(program, empty)}", flush=True)
    print(f"size: {size_of(given.folder) / 1e6:.0f} MB")
    return 0


def its_version(program: Path, folder: Path) -> str:
    """What it says of itself."""
    said = _run(program, "--version", folder=folder)
    if not said.startswith("Noteworthy "):
        raise SystemExit(f"no version, but: {said}")
    return said.split()[1]


def its_voice(program: Path, folder: Path) -> str:
    """Whether it reads a specimen, and says its value in a voice that can be heard."""
    sound = folder / "said.wav"
    arguments = ("--headless", "--currency", "XTS", "--source", SPECIMEN, "--audio-out", sound)
    said = _run(program, *arguments, folder=folder)
    if "20 specimen units" not in said:
        raise SystemExit(f"the specimen was not read: {said}")
    with wave.open(str(sound)) as recorded:
        samples = memoryview(recorded.readframes(recorded.getnframes())).cast("h")
        loud_s = sum(abs(sample) > 1000 for sample in samples) / recorded.getframerate() / recorded.getnchannels()
    if loud_s < 0.2:
        raise SystemExit(f"it said nothing: {loud_s:.2f} s of sound")
    return f"read and said, {loud_s:.1f} s of it loud"


def its_service(program: Path, folder: Path) -> str:
    """Whether the service reads a specimen."""
    with _started(program, "serve", "--port", "0", "--workers", "1", folder=folder) as service:
        assert service.stdout is not None
        line = service.stdout.readline()
        address = line.split()[2]
        asked = urllib.request.Request(
            f"{address}/v1/recognize?currency=XTS", SPECIMEN.read_bytes(), {"Content-Type": "image/png"}
        )
        with urllib.request.urlopen(asked, timeout=_WITHIN_S) as answer:
            value = json.load(answer)["value"]
        with urllib.request.urlopen(address, timeout=_WITHIN_S) as page:
            if page.status != 200 or value != "20":
                raise SystemExit(f"the service answered {value}, its page {page.status}")
    return f"{value}, and its page is there"


def its_window(program: Path, folder: Path) -> str:
    """Whether the window opens, reads a specimen, and ends when it is asked to."""
    events = folder / "events.jsonl"
    # Held for long: the demo's notes pass by too quickly for a machine that is busy with other things.
    source = ("--source", SPECIMEN, "--fps", 5, "--hold-s", _WITHIN_S)
    arguments = (*source, "--currency", "XTS", "--mute", "--events", events)
    began_s = time.monotonic()
    with _started(program, *arguments, folder=folder) as window:
        while time.monotonic() < began_s + _WITHIN_S and window.poll() is None:
            if events.is_file() and '"announcement"' in events.read_text(encoding="utf-8"):
                break
            time.sleep(0.1)
        else:
            raise SystemExit(f"the window told no value: exit code {window.poll()}")
        took_s = time.monotonic() - began_s
    return f"open, and the value told after {took_s:.1f} s"


def size_of(folder: Path) -> int:
    """Bytes of all files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    return {**kept, "NOTEWORTHY_CONFIG_DIR": str(folder / "settings")}


def _run(program: Path, *arguments: object, folder: Path) -> str:
    command = [str(program), *map(str, arguments)]
    done = subprocess.run(
        command, cwd=folder, env=_environment(folder), capture_output=True, text=True, timeout=_WITHIN_S, check=False
    )
    if done.returncode != 0:
        raise SystemExit(f"{command} ended with {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout


@contextlib.contextmanager
def _started(program: Path, *arguments: object, folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process that is asked to end after the block, and must."""
    command = [str(program), *map(str, arguments)]
    process = subprocess.Popen(
        command, cwd=folder, env=_environment(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    watchdog = threading.Timer(2 * _WITHIN_S, process.kill)
    watchdog.start()
    try:
        yield process
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=_WITHIN_S)
        if not WINDOWS and process.returncode not in (0, 128 + signal.SIGTERM):
            raise SystemExit(f"{command} ended with {process.returncode}: {rest}")
    finally:
        watchdog.cancel()
        process.kill()
        process.wait()


if __name__ == "__main__":
    sys.exit(main())

"""That the libraries keep silent on the terminal, seen from outside the process."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.camera.quiet import set_log_level

PROGRAM = """
import sys
from app.camera.quiet import hush_opencv
from app.camera.errors import SourceUnavailable
from app.camera.address import parse_address
from app.camera.stream import StreamSource
from app.camera.device import DeviceSource
if "hush" in sys.argv:
    hush_opencv()
for source in (StreamSource(parse_address("http://127.0.0.1:1/video")), DeviceSource("/dev/video-none")):
    try:
        source.open()
    except SourceUnavailable:
        print("unavailable")
"""


@pytest.mark.parametrize("hush", [True, False])
def test_nothing_but_our_own_words_reaches_the_terminal(hush: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "hush" if hush else "talk"],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout.split() == ["unavailable", "unavailable"]
    assert (done.stderr == "") is hush


def test_each_version_of_opencv_is_asked_where_it_listens() -> None:
    fifth = SimpleNamespace(utils=SimpleNamespace(logging=SimpleNamespace(setLogLevel=lambda level: f"5: {level}")))
    fourth = SimpleNamespace(utils=SimpleNamespace(), setLogLevel=lambda level: f"4: {level}")
    assert set_log_level(fifth)(0) == "5: 0"
    assert set_log_level(fourth)(0) == "4: 0"

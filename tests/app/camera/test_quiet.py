"""That the libraries keep silent on the terminal, seen from outside the process."""

import os
import platform
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest

from app.camera.quiet import set_log_level, without_complaints

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


# Each kind of picture is damaged so that its decoder goes on and says so, or gives up and says so.
DAMAGED = """
import os, sys
import cv2, numpy as np
from pathlib import Path
from app.camera.errors import SourceLost
from app.camera.device import DeviceSource
from app.camera.pictures import decode_picture, load_picture

noise = cv2.resize(np.random.default_rng(1).integers(0, 256, (48, 64, 3), np.uint8), (640, 480))
scan = cv2.imencode(".jpg", noise)[1].tobytes()
progressive = cv2.imencode(".jpg", noise, [cv2.IMWRITE_JPEG_PROGRESSIVE, 1])[1].tobytes()
png = cv2.imencode(".png", noise)[1].tobytes()

def damaged(content):
    middle = len(content) // 2
    return content[:middle] + bytes(40) + content[middle + 40 :]

for content in map(damaged, (scan, progressive, png)):
    decode_picture(content)
    Path(sys.argv[1]).write_bytes(content)
    load_picture(Path(sys.argv[1]))

class Camera:
    # As a camera whose pictures a cable damages: OpenCV decodes them while it reads.
    def isOpened(self): return True
    def set(self, *_): return True
    def grab(self): return True
    def retrieve(self): return True, cv2.imdecode(np.frombuffer(damaged(scan), np.uint8), cv2.IMREAD_COLOR)
    def release(self): pass

camera = DeviceSource("/dev/video0", capture_factory=lambda _: Camera())
camera.open()
camera.read()
print("our own line", file=sys.stderr)
os.system("echo a program >&2")
print("done")
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="decoders are kept silent with glibc alone")
@pytest.mark.parametrize("is_asked", [True, False])
def test_decoders_do_not_complain_of_damaged_pictures_on_the_terminal(tmp_path: Path, is_asked: bool) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "OPENCV_LOG_LEVEL"}
    done = subprocess.run(
        [sys.executable, "-c", DAMAGED, str(tmp_path / "picture")],
        cwd=Path(__file__).parents[3],
        env={**environment, "OPENCV_LOG_LEVEL": "SILENT"} if is_asked else environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert done.stdout == "done\n"
    own = ["our own line", "a program"]
    if is_asked:
        assert done.stderr.splitlines()[-2:] == own
        assert "Corrupt JPEG data" in done.stderr
        assert "libpng" in done.stderr
    else:
        assert done.stderr.splitlines() == own


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="decoders are kept silent with glibc alone")
def test_one_thread_does_not_end_the_silence_of_another(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENCV_LOG_LEVEL", raising=False)
    noise = cv2.resize(np.random.default_rng(1).integers(0, 256, (48, 64, 3), np.uint8), (640, 480))
    content = cv2.imencode(".jpg", noise)[1][:-9000]

    def decode() -> None:
        with without_complaints():
            cv2.imdecode(np.append(content, np.frombuffer(b"\xff\xd9", np.uint8)), cv2.IMREAD_COLOR)

    with without_complaints():
        other = threading.Thread(target=decode)
        other.start()
        other.join()
        decode()
    assert capfd.readouterr().err == ""
    cv2.imdecode(np.append(content, np.frombuffer(b"\xff\xd9", np.uint8)), cv2.IMREAD_COLOR)
    assert "Corrupt JPEG data" in capfd.readouterr().err

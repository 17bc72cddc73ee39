"""From SPEC to source, and what is refused."""

import os
import tempfile
from pathlib import Path

import pytest

from app.camera.any_camera import AnyCamera
from app.camera.demo import DemoSource
from app.camera.device import DeviceSource
from app.camera.errors import SourceNotFound, SourceSpecError, SourceUnavailable
from app.camera.http_source import HttpSource
from app.camera.pictures import PicturesSource
from app.camera.source import Source
from app.camera.spec import open_spec
from app.camera.stream import StreamSource
from app.camera.video_file import VideoFileSource
from app.feedback.troubles import trouble_sentence


def _open(spec: str, *, fps: float = 15.0, hold_s: float = 1.5, live_demo: bool = False) -> Source:
    return open_spec(spec, fps=fps, hold_s=hold_s, live_demo=live_demo, cameras=list)


@pytest.mark.parametrize(
    ("spec", "kind", "name"),
    [
        ("demo", DemoSource, "demo"),
        ("0", DeviceSource, "0"),
        (" 12 ", DeviceSource, "12"),
        ("/dev/video3", DeviceSource, "/dev/video3"),
        ("http://10.0.0.7:8080/video", HttpSource, "http://10.0.0.7:8080/video"),
        ("HTTPS://phone.local/v", HttpSource, "https://phone.local/v"),
        ("rtsp://10.0.0.7/live", StreamSource, "rtsp://10.0.0.7/live"),
    ],
)
def test_each_kind_of_spec_means_its_source(spec: str, kind: type[Source], name: str) -> None:
    source = _open(spec)
    assert type(source) is kind
    assert source.name == name


def test_paths_are_told_apart_by_what_lies_there(tmp_path: Path) -> None:
    video, photo = tmp_path / "a.MP4", tmp_path / "b.JPG"
    video.touch()
    photo.touch()
    assert type(_open(str(video))) is VideoFileSource
    assert type(_open(str(photo))) is PicturesSource
    assert type(_open(str(tmp_path))) is PicturesSource


def test_the_numbers_reach_the_pictures(tmp_path: Path) -> None:
    from tests.app.camera.test_pictures import _all, _write

    _write(tmp_path / "a.png")
    source = _open(str(tmp_path), fps=10, hold_s=0.4)
    assert isinstance(source, PicturesSource)
    assert len(_all(source)) == 4 + 9


def test_the_demo_runs_for_ever_by_the_clock_or_once_as_fast_as_it_is_read() -> None:
    live, once = _open("demo", live_demo=True), _open("DEMO", fps=2)
    assert live.live
    assert not once.live
    with once:
        count = 0
        while once.read() is not None:
            count += 1
    assert count == 7 * 7


@pytest.mark.parametrize(
    "spec",
    ["", "  ", "no/such/file.jpg", "camera", "ftp://host/x", "http://", "-1", "x" * 5000, "nul\0byte", "~nobody-x/y"],
)
def test_what_nobody_understands_is_refused_on_one_line(spec: str) -> None:
    with pytest.raises(SourceSpecError) as caught:
        _open(spec)
    told = trouble_sentence(caught.value.code, caught.value.parameters)
    assert "http://" in told
    assert told.isprintable()
    assert len(told) < 800


def test_a_path_with_nothing_at_it_can_be_told_from_nonsense() -> None:
    with pytest.raises(SourceNotFound, match="source_not_found"):
        _open("no/such/file.jpg")
    with pytest.raises(SourceSpecError) as caught:
        _open("ftp://host/x")
    assert not isinstance(caught.value, SourceNotFound)


def test_a_file_of_another_kind_is_refused_with_the_known_kinds(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.touch()
    with pytest.raises(SourceSpecError, match=r"file_kind_unknown .*\.jpg"):
        _open(str(path))


@pytest.mark.parametrize(
    ("fps", "hold_s"), [(0, 1), (-1, 1), (float("nan"), 1), (float("inf"), 1), (15, 0), (15, float("nan"))]
)
def test_numbers_out_of_range_are_refused(fps: float, hold_s: float) -> None:
    with pytest.raises(SourceSpecError, match="source_numbers"):
        _open("demo", fps=fps, hold_s=hold_s)


def test_auto_is_any_camera() -> None:
    source = open_spec("auto", fps=15, hold_s=1.5, live_demo=True, cameras=list)
    assert type(source) is AnyCamera
    with pytest.raises(SourceUnavailable, match="no_camera"):
        source.open()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no pipes with a name")
def test_a_pipe_or_another_device_is_refused_without_being_opened(tmp_path: Path) -> None:
    pipe = tmp_path / "note.png"
    os.mkfifo(pipe)
    for spec in (str(pipe), "/dev/null", "/dev/zero", "/dev/tty"):
        with pytest.raises(SourceSpecError, match="source_not_a_file"):
            _open(spec)


def test_a_regular_file_is_a_file_wherever_it_lies() -> None:
    folder = Path("/dev/shm")
    if not os.access(folder, os.W_OK):
        pytest.skip("has no /dev/shm to write to")
    with tempfile.NamedTemporaryFile(suffix=".mp4", dir=folder) as file:
        assert type(_open(file.name)) is VideoFileSource


@pytest.mark.parametrize(
    "spec",
    [
        "http://admin:p[ss@127.0.0.1:8099/video",
        "http://admin:p/ss@127.0.0.1:8099/video",
        "http://admin:p#ss@127.0.0.1:8099/video",
        "http://admin:p?ss@127.0.0.1:8099/video",
        "http://admin:p]ss@127.0.0.1:8099/video",
        "rtsp://admin:p[ss@127.0.0.1/live",
        "Http:/admin:p[ss@127.0.0.1/live",
        "http:admin:p[ss@127.0.0.1/live",
        "admin:p[ss@127.0.0.1/live",
        "ftp://admin:p[ss@127.0.0.1/live",
        "http://admin:p[ss@[::1/live",
        "http://admin:p[ss@host:99999/live?token=p[ss",
    ],
)
def test_a_password_is_never_part_of_what_is_told(spec: str) -> None:
    with pytest.raises(SourceSpecError) as caught:
        _open(spec)
    told = f"{trouble_sentence(caught.value.code, caught.value.parameters)} {caught.value} {caught.value!r}"
    assert "admin" not in told
    assert "ss@" not in told
    assert "p[ss" not in told


@pytest.mark.skipif(os.name == "nt", reason="the home folder is found otherwise there")
def test_the_home_folders_short_name_is_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "notes").mkdir()
    assert type(_open("~/notes")) is PicturesSource

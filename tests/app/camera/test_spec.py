"""From SPEC to source, and what is refused."""

import os
from pathlib import Path

import pytest

from app.camera.demo import DemoSource
from app.camera.device import DeviceSource
from app.camera.errors import SourceNotFound, SourceSpecError, SourceUnavailable
from app.camera.listing import CameraInfo
from app.camera.pictures import PicturesSource
from app.camera.source import Source
from app.camera.spec import open_spec
from app.camera.stream import StreamSource
from app.camera.video_file import VideoFileSource
from tests.app.camera.fakes import ScriptedSource


def _open(spec: str, *, fps: float = 15.0, hold_s: float = 1.5, live_demo: bool = False) -> Source:
    return open_spec(spec, fps=fps, hold_s=hold_s, live_demo=live_demo, cameras=list)


@pytest.mark.parametrize(
    ("spec", "kind", "name"),
    [
        ("demo", DemoSource, "the demo reel"),
        ("0", DeviceSource, "camera 0"),
        (" 12 ", DeviceSource, "camera 12"),
        ("/dev/video3", DeviceSource, "camera /dev/video3"),
        ("http://10.0.0.7:8080/video", StreamSource, "http://10.0.0.7:8080/video"),
        ("HTTPS://phone.local/v", StreamSource, "https://phone.local/v"),
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
def test_what_nobody_understands_is_refused_with_what_would_be_accepted(spec: str) -> None:
    with pytest.raises(SourceSpecError, match="Accepted are auto, demo") as caught:
        _open(spec)
    assert "\n" not in str(caught.value)


def test_a_path_with_nothing_at_it_can_be_told_from_nonsense() -> None:
    with pytest.raises(SourceNotFound, match="no such file or folder"):
        _open("no/such/file.jpg")
    with pytest.raises(SourceSpecError) as caught:
        _open("ftp://host/x")
    assert not isinstance(caught.value, SourceNotFound)


def test_a_file_of_another_kind_is_refused_with_the_known_kinds(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.touch()
    with pytest.raises(SourceSpecError, match=r"neither a picture nor a video .*\.jpg"):
        _open(str(path))


@pytest.mark.parametrize(
    ("fps", "hold_s"), [(0, 1), (-1, 1), (float("nan"), 1), (float("inf"), 1), (15, 0), (15, float("nan"))]
)
def test_numbers_out_of_range_are_refused(fps: float, hold_s: float) -> None:
    with pytest.raises(SourceSpecError, match="above 0"):
        _open("demo", fps=fps, hold_s=hold_s)


class TestAuto:
    def _auto(self, sources: dict[int | str, ScriptedSource]) -> Source:
        return open_spec(
            "auto",
            fps=15,
            hold_s=1.5,
            live_demo=True,
            cameras=lambda: [CameraInfo(id, f"Cam {id}") for id in sources],
            device_source=lambda id, name: sources[id],
        )

    def test_the_first_camera_that_opens_is_taken_and_given_closed(self) -> None:
        broken, good, unused = (
            ScriptedSource([SourceUnavailable("no")]),
            ScriptedSource([[1]]),
            ScriptedSource([[1]]),
        )
        assert self._auto({0: broken, 1: good, 2: unused}) is good
        assert good.opened == good.closed == 1
        assert broken.closed == 1
        assert unused.opened == 0

    def test_without_a_camera_that_opens_it_is_the_demo(self) -> None:
        source = self._auto({0: ScriptedSource([SourceUnavailable("no")])})
        assert source.is_demo
        assert source.live
        assert self._auto({}).is_demo


@pytest.mark.skipif(os.name == "nt", reason="the home folder is found otherwise there")
def test_the_home_folders_short_name_is_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "notes").mkdir()
    assert type(_open("~/notes")) is PicturesSource

"""The first camera that works, found again after it was lost."""

import pytest

from app.camera.any_camera import AnyCamera
from app.camera.errors import SourceLost, SourceUnavailable
from app.camera.listing import CameraInfo
from tests.app.camera.fakes import FakeCapture, ScriptedSource
from tests.app.camera.test_device import source_of

NO = SourceUnavailable("camera_cannot_open", camera="0")


def _any(sources: dict[int | str, ScriptedSource]) -> AnyCamera:
    return AnyCamera(lambda: [CameraInfo(id, f"Cam {id}") for id in sources], lambda id, name: sources[id])


def test_the_first_camera_that_opens_is_used_and_no_other_is_opened() -> None:
    broken, good, unused = ScriptedSource([NO]), ScriptedSource([[7]]), ScriptedSource([[1]])
    source = _any({0: broken, 1: good, 2: unused})
    assert source.live
    with source:
        assert source.name == "scripted"
        frame = source.read()
        assert frame is not None
        assert frame.image.mean() == 7
    assert (broken.closed, good.closed, unused.opened) == (1, 1, 0)


def test_without_a_camera_it_says_so_and_finds_one_that_is_plugged_in_later() -> None:
    sources: dict[int | str, ScriptedSource] = {}
    source = _any(sources)
    assert source.name == "auto"
    with pytest.raises(SourceUnavailable, match="no_camera"):
        source.open()
    with pytest.raises(SourceLost):
        source.read()
    sources[3] = ScriptedSource([[1]])
    source.open()
    assert source.name == "scripted"


def test_what_is_wrong_with_the_only_camera_is_told() -> None:
    with pytest.raises(SourceUnavailable, match="camera_cannot_open"):
        _any({0: ScriptedSource([NO])}).open()
    with pytest.raises(SourceUnavailable, match="no_camera"):
        _any({0: ScriptedSource([NO]), 1: ScriptedSource([NO])}).open()


def test_the_camera_in_use_is_tried_first_when_it_was_lost() -> None:
    first = ScriptedSource([NO, [5]])
    second = ScriptedSource([[1], [2]])
    source = _any({0: first, 1: second})
    source.open()
    source.open()
    frame = source.read()
    assert frame is not None
    assert frame.image.mean() == 2
    assert first.opened == 0


def test_a_camera_that_delivers_no_pictures_is_passed_over() -> None:
    flat = source_of(FakeCapture([True] * 9, images=lambda: FakeCapture.flat_row()))
    good = source_of(FakeCapture([True] * 9))
    cameras = {0: flat, 1: good}
    source = AnyCamera(lambda: [CameraInfo(0, "a"), CameraInfo(1, "b")], lambda id, name: cameras[int(id)])
    source.open()
    assert source.read() is not None


def test_only_a_camera_in_use_is_asked_to_return() -> None:
    camera = ScriptedSource([[1]])
    source = _any({0: camera})
    source.interrupt()
    assert not camera.interrupted.is_set()
    source.open()
    source.interrupt()
    assert camera.interrupted.is_set()

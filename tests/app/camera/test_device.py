"""Attached cameras, with a capture that plays a script."""

import os

import cv2
import numpy as np
import pytest

from app.camera.device import DeviceSource, open_capture
from app.camera.errors import SourceLost, SourceUnavailable
from tests.app.camera.fakes import FakeCapture, FakeClock, picture


def source_of(*captures: FakeCapture, clock: FakeClock | None = None) -> DeviceSource:
    waiting = iter(captures)
    return DeviceSource(0, capture_factory=lambda device: next(waiting), clock=clock or FakeClock())


def test_it_is_live_and_named_after_the_device_unless_somebody_knows_better() -> None:
    assert DeviceSource(3).name == "3"
    assert DeviceSource(3, "Front Cam").name == "Front Cam"
    assert DeviceSource(3).live
    assert not DeviceSource(3).is_demo


def test_the_device_asked_for_is_the_one_opened_with_a_small_buffer() -> None:
    capture = FakeCapture([True])
    asked: list[int | str] = []

    def factory(device: int | str) -> FakeCapture:
        asked.append(device)
        return capture

    DeviceSource("/dev/video7", capture_factory=factory).open()
    assert asked == ["/dev/video7"]
    assert capture.settings[cv2.CAP_PROP_BUFFERSIZE] == 1
    assert capture.settings[cv2.CAP_PROP_FRAME_WIDTH] == 1280
    assert capture.settings[cv2.CAP_PROP_FRAME_HEIGHT] == 720


def test_frames_count_up_and_carry_the_seconds_since_opening() -> None:
    clock = FakeClock(50.0)
    source = source_of(FakeCapture([True, 0.5, True, 0.25, True], clock=clock), clock=clock)
    source.open()
    frames = [source.read(), source.read()]
    assert [(frame.index, frame.captured_at_s, frame.monotonic_s) for frame in frames if frame] == [
        (0, 0.5, 50.5),
        (1, 0.75, 50.75),
    ]
    assert all(frame is not None and frame.source_item is None and frame.image.shape == (48, 64, 3) for frame in frames)


def test_a_camera_that_cannot_be_opened_is_unavailable_and_let_go() -> None:
    capture = FakeCapture([], opens=False)
    with pytest.raises(SourceUnavailable, match=r"camera_cannot_open .*0"):
        source_of(capture).open()
    assert capture.released == 1


def test_a_camera_that_opens_but_stays_dark_is_unavailable_and_let_go() -> None:
    capture = FakeCapture([])
    with pytest.raises(SourceUnavailable, match="camera_no_pictures"):
        source_of(capture).open()
    assert capture.released == 1


def test_a_factory_that_fails_inside_opencv_means_unavailable() -> None:
    def factory(device: int | str) -> FakeCapture:
        raise cv2.error("no backend")

    with pytest.raises(SourceUnavailable, match="camera_cannot_open"):
        DeviceSource(0, capture_factory=factory).open()


def test_a_single_bad_read_is_forgiven() -> None:
    source = source_of(FakeCapture([True, False, False, True]))
    source.open()
    frame = source.read()
    assert frame is not None
    assert frame.index == 0


def test_an_unplugged_camera_is_lost_and_can_be_opened_again() -> None:
    first, second = FakeCapture([True, True]), FakeCapture([True, True])
    source = source_of(first, second)
    source.open()
    source.read()
    with pytest.raises(SourceLost, match="camera_stopped"):
        source.read()
    source.open()
    assert first.released == 1
    frame = source.read()
    assert frame is not None
    assert frame.index == 0


def test_a_camera_that_hangs_is_lost_after_two_seconds_not_after_many_reads() -> None:
    clock = FakeClock()
    capture = FakeCapture([True, 2.5, False, True], clock=clock)
    source = source_of(capture, clock=clock)
    source.open()
    with pytest.raises(SourceLost):
        source.read()


def test_closing_twice_releases_once_and_reading_afterwards_is_a_loss() -> None:
    capture = FakeCapture([True, True])
    source = source_of(capture)
    source.open()
    source.close()
    source.close()
    assert capture.released == 1
    with pytest.raises(SourceLost):
        source.read()


BAD = {
    "a flat row": np.zeros((1, 6144), np.uint8),
    "one dimension": np.zeros(6144, np.uint8),
    "16 bits": np.zeros((48, 64), np.uint16),
    "two channels": np.zeros((48, 64, 2), np.uint8),
    "floats": np.zeros((48, 64, 3), np.float32),
    "nothing": np.zeros((0, 0, 3), np.uint8),
    "None": None,
    "a sliver": np.zeros((15, 640, 3), np.uint8),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_camera_that_delivers_what_is_no_picture_is_refused_when_it_is_opened(kind: str) -> None:
    capture = FakeCapture([True] * 20, images=lambda: BAD[kind])
    with pytest.raises(SourceUnavailable, match="camera_bad_pictures"):
        source_of(capture).open()
    assert capture.released == 1


def test_a_camera_whose_pictures_turn_bad_is_lost_and_a_single_bad_one_is_forgiven() -> None:
    shown: list[object] = [picture(1), BAD["two channels"], picture(2), *[BAD["16 bits"]] * 20]
    source = source_of(FakeCapture([True] * 30, images=lambda: shown.pop(0)))
    source.open()
    frame = source.read()
    assert frame is not None
    assert frame.image.mean() == 2
    with pytest.raises(SourceLost, match="camera_bad_pictures"):
        source.read()


@pytest.mark.parametrize(("device", "api"), [(2, cv2.CAP_ANY), ("/dev/video2", cv2.CAP_V4L2)])
def test_a_camera_is_opened_by_its_index_anywhere_and_by_its_path_on_linux(
    monkeypatch: pytest.MonkeyPatch, device: int | str, api: int
) -> None:
    opened: list[tuple[int | str, int]] = []

    def capture(device: int | str, api: int) -> str:
        opened.append((device, api))
        return "the capture"

    monkeypatch.setattr(cv2, "VideoCapture", capture)
    monkeypatch.delenv("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", raising=False)
    made: object = open_capture(device)
    assert made == "the capture"
    assert opened == [(device, api)]
    assert os.environ["OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT"] == "2"

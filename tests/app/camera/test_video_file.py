"""Video files, written by the tests themselves."""

import os
import sys
from pathlib import Path

import cv2
import pytest

from app.camera.errors import SourceLost, SourceUnavailable
from app.camera.video_file import VideoFileSource
from tests.app.camera.fakes import picture

LEVELS = [20, 60, 100, 140, 180, 220]


@pytest.fixture
def video(tmp_path: Path) -> Path:
    path = tmp_path / "Geld für später.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10.0, (64, 48))
    for level in LEVELS:
        writer.write(picture(level))
    writer.release()
    return path


def test_every_frame_comes_in_order_on_the_files_own_clock(video: Path) -> None:
    source = VideoFileSource(video)
    with source:
        frames = []
        while (frame := source.read()) is not None:
            frames.append(frame)
    assert [frame.image.mean() for frame in frames] == pytest.approx(LEVELS, abs=4)
    assert [frame.index for frame in frames] == list(range(6))
    assert [frame.captured_at_s for frame in frames] == pytest.approx([0, 0.1, 0.2, 0.3, 0.4, 0.5])
    assert {frame.source_item for frame in frames} == {str(video)}
    assert not source.live
    assert source.name == video.name


def test_a_wanted_rate_replaces_the_files_own(video: Path) -> None:
    with VideoFileSource(video, fps=5.0) as source:
        source.read()
        frame = source.read()
    assert frame is not None
    assert frame.captured_at_s == pytest.approx(0.2)


def test_opening_again_starts_over(video: Path) -> None:
    source = VideoFileSource(video)
    for _ in range(2):
        source.open()
        frame = source.read()
        assert frame is not None
        assert frame.index == 0
        assert frame.image.mean() == pytest.approx(LEVELS[0], abs=4)
    source.close()
    source.close()
    with pytest.raises(SourceLost, match="source_not_open"):
        source.read()


def test_a_missing_file_says_to_check_the_path(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match="file_missing"):
        VideoFileSource(tmp_path / "none.mp4").open()


def test_a_file_that_is_no_video_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "letter.mp4"
    path.write_text("Dear bank,")
    with pytest.raises(SourceUnavailable, match="video_damaged"):
        VideoFileSource(path).open()


def test_a_file_cut_short_ends_before_the_damage(video: Path) -> None:
    data = video.read_bytes()
    pictures_at = data.index(b"movi")
    video.write_bytes(data[: pictures_at + (len(data) - pictures_at) // 2])
    count = 0
    with VideoFileSource(video) as source:
        while source.read() is not None:
            count += 1
    assert 0 < count < len(LEVELS)


def test_a_name_that_is_not_utf_8_is_played_and_shown_as_text(video: Path) -> None:
    try:
        named = Path(os.fsdecode(os.fsencode(video.parent) + b"/a\xff.avi"))
        video.rename(named)
    except (OSError, ValueError):
        pytest.skip("this file system takes valid names only")
    source = VideoFileSource(named)
    assert source.name == "a\\xff.avi"
    with source:
        frame = source.read()
    assert frame is not None
    assert frame.source_item == f"{video.parent}/a\\xff.avi"


def test_a_name_that_reads_like_an_address_or_a_row_of_pictures_is_this_file_alone(
    video: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(video.parent)
    cv2.imwrite("a1.png", picture(9))
    names = ["a%d.png.avi"] if sys.platform == "win32" else ["concat:a1.avi|b.avi", "a%d.png.avi", "file:x.avi"]
    for name in names:
        Path(name).write_bytes(video.read_bytes())
        with VideoFileSource(name) as source:
            frame = source.read()
        assert frame is not None
        assert frame.image.mean() == pytest.approx(LEVELS[0], abs=4)


@pytest.mark.parametrize("fps", [1.0, 2.0])
def test_a_slow_video_keeps_its_own_times(tmp_path: Path, fps: float) -> None:
    path = tmp_path / "slow.mp4"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), fps, (64, 48))
    for level in LEVELS:
        writer.write(picture(level))
    writer.release()
    with VideoFileSource(path) as source:
        times = [frame.captured_at_s for frame in iter(source.read, None)]
    assert times == pytest.approx([n / fps for n in range(len(LEVELS))])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no pipes with a name")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.mp4")
    with pytest.raises(SourceUnavailable, match="file_missing"):
        VideoFileSource(tmp_path / "a.mp4").open()

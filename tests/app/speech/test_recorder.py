"""The recording, read back from the file."""

import errno
import os
import wave
from pathlib import Path

import numpy as np
import pytest

from app.speech.clip import Clip
from app.speech.errors import PlayerUnavailable
from app.speech.recorder import WavRecorder

RATE = 8000


def level(value: int, seconds: float, rate_hz: int = RATE) -> Clip:
    return Clip(np.full(round(seconds * rate_hz), value, np.int16), rate_hz)


def read(path: Path) -> np.ndarray:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2")


def test_silence_lies_between_the_clips(tmp_path: Path) -> None:
    recorder = WavRecorder(tmp_path / "said.wav", RATE)
    recorder.play(level(5, 0.5), at_s=1.0)
    recorder.play(level(7, 0.25), at_s=2.0)
    recorder.close()
    expected = np.repeat([0, 5, 0, 7], [RATE, RATE // 2, RATE // 2, RATE // 4])
    np.testing.assert_array_equal(read(tmp_path / "said.wav"), expected)


def test_a_newer_clip_cuts_the_tail_of_the_older(tmp_path: Path) -> None:
    recorder = WavRecorder(tmp_path / "said.wav", RATE)
    recorder.play(level(5, 1.0), at_s=0.0)
    recorder.play(level(7, 0.25), at_s=0.5)
    recorder.close()
    np.testing.assert_array_equal(read(tmp_path / "said.wav"), np.repeat([5, 7], [RATE // 2, RATE // 4]))


def test_cut_leaves_out_the_rest(tmp_path: Path) -> None:
    recorder = WavRecorder(tmp_path / "said.wav", RATE)
    recorder.play(level(5, 1.0), at_s=0.0)
    recorder.cut(at_s=0.25)
    recorder.close()
    np.testing.assert_array_equal(read(tmp_path / "said.wav"), np.full(RATE // 4, 5))


def test_it_is_playing_until_the_end_of_the_clip(tmp_path: Path) -> None:
    recorder = WavRecorder(tmp_path / "said.wav", RATE)
    assert not recorder.is_playing(0.0)
    recorder.play(level(5, 0.5), at_s=1.0)
    assert recorder.is_playing(1.0)
    assert recorder.is_playing(1.49)
    assert not recorder.is_playing(1.5)
    recorder.cut(1.2)
    assert not recorder.is_playing(1.2)
    recorder.close()


def test_time_that_runs_backwards_stands_still(tmp_path: Path) -> None:
    recorder = WavRecorder(tmp_path / "said.wav", RATE)
    recorder.play(level(5, 0.5), at_s=1.0)
    recorder.play(level(7, 0.5), at_s=0.2)
    recorder.close()
    np.testing.assert_array_equal(read(tmp_path / "said.wav"), np.repeat([0, 7], [RATE, RATE // 2]))


def test_the_file_is_valid_even_if_the_run_is_interrupted(tmp_path: Path) -> None:
    recorder = WavRecorder(tmp_path / "said.wav", RATE)
    assert len(read(tmp_path / "said.wav")) == 0
    recorder.play(level(5, 0.5), at_s=0.0)
    recorder.play(level(7, 0.5), at_s=2.0)
    np.testing.assert_array_equal(
        read(tmp_path / "said.wav"), np.repeat([5, 0], [RATE // 2, RATE * 3 // 2])
    )  # never closed
    recorder.close()


def test_clips_of_another_rate_and_of_two_channels_are_converted(tmp_path: Path) -> None:
    recorder = WavRecorder(tmp_path / "said.wav", RATE)
    recorder.play(Clip(np.full((22050, 2), 1000, np.int16), 22050), at_s=0.0)
    recorder.close()
    samples = read(tmp_path / "said.wav")
    assert abs(len(samples) - RATE) < 20
    assert abs(int(samples[RATE // 2]) - 1000) < 20


def test_a_long_silence_is_written_whole(tmp_path: Path) -> None:
    recorder = WavRecorder(tmp_path / "said.wav", RATE)
    recorder.play(level(5, 0.5), at_s=200.0)
    recorder.close()
    assert len(read(tmp_path / "said.wav")) == round(200.5 * RATE)


def test_a_file_that_cannot_be_written_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PlayerUnavailable, match="recording_not_written") as raised:
        WavRecorder(tmp_path / "nowhere" / "said.wav")
    assert raised.value.parameters == {"path": str(tmp_path / "nowhere" / "said.wav"), "errno": errno.ENOENT}


def test_closing_twice_does_no_harm_and_playing_after_it_is_refused(tmp_path: Path) -> None:
    recorder = WavRecorder(tmp_path / "said.wav", RATE)
    recorder.close()
    recorder.close()
    with pytest.raises(PlayerUnavailable, match="recording_ended"):
        recorder.play(level(5, 0.5), at_s=0.0)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no pipes with a name")
def test_a_pipe_in_the_place_of_the_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "said.wav")
    with pytest.raises(PlayerUnavailable, match="recording_not_written") as raised:
        WavRecorder(tmp_path / "said.wav")
    assert raised.value.parameters["errno"] == errno.ENXIO


def test_a_name_that_no_system_takes_is_told() -> None:
    with pytest.raises(PlayerUnavailable, match="recording_not_written"):
        WavRecorder("a\0b.wav")


def test_only_a_clip_is_playing_be_it_a_single_sample(tmp_path: Path) -> None:
    recorder = WavRecorder(tmp_path / "said.wav", RATE)
    recorder.cut(2.0)
    assert not recorder.is_playing(1.0), "silence was written"
    recorder.play(Clip(np.ones(1, np.int16), RATE), at_s=2.0)
    assert recorder.is_playing(2.0)
    recorder.close()

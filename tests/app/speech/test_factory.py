"""What each kind of run gets, with the real voice where there is one."""

import os
import signal
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from app.feedback.utterance import Priority, Utterance
from app.feedback.words import money
from app.speech import factory
from app.speech.errors import PlayerUnavailable, VoiceRestarted, VoiceUnavailable
from app.speech.factory import build_speech
from app.speech.player_process import ProcessPlayer
from app.speech.protocols import SpokenRecord
from app.speech.speaker import Speaker, SyncSpeaker
from app.speech.voice_process import ProcessVoice
from tests.app.speech.fakes import WAIT_S, FakeVoice, no_trouble
from tests.app.speech.test_speaker import samples_of


def ignore(record: SpokenRecord) -> None:
    """For runs whose records say nothing."""


@pytest.fixture
def silent_card(monkeypatch: pytest.MonkeyPatch) -> list[ProcessPlayer]:
    made: list[ProcessPlayer] = []

    def player() -> ProcessPlayer:
        made.append(ProcessPlayer(backend="null"))
        return made[-1]

    monkeypatch.setattr(factory, "ProcessPlayer", player)
    return made


@pytest.mark.skipif(sys.platform != "linux", reason="other systems may have no voice installed")
def test_a_virtual_run_records_the_real_voice_and_is_repeatable(tmp_path: Path) -> None:
    for name in ("a.wav", "b.wav"):
        records: list[SpokenRecord] = []
        speech = build_speech(
            on_spoken=records.append, on_problem=no_trouble, audio_out=tmp_path / name, virtual_clock=True
        )
        assert isinstance(speech, SyncSpeaker)
        speech.say(Utterance(money("20", "USD"), Priority.VALUE), at_s=0.5)
        speech.say(Utterance(money("5", "EUR"), Priority.VALUE), at_s=2.0)
        assert speech.close()
        assert [record.outcome for record in records] == ["spoken", "spoken"]
    first, second = (samples_of(tmp_path / name).astype(float) for name in ("a.wav", "b.wav"))
    assert np.abs(first[: 22050 // 2]).max() == 0
    assert np.sqrt((first[22050 // 2 : 22050] ** 2).mean()) > 1000
    assert np.sqrt((first[2 * 22050 : round(2.5 * 22050)] ** 2).mean()) > 1000
    assert abs(len(first) - len(second)) < 0.02 * 22050


def test_a_virtual_run_without_a_recording_needs_no_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(factory, "Pyttsx3Voice", lambda language, rate_wpm: pytest.fail("a voice was made"))
    records: list[SpokenRecord] = []
    speech = build_speech(on_spoken=records.append, on_problem=no_trouble, virtual_clock=True)
    speech.say(Utterance("20 dollars", Priority.VALUE), at_s=0.5)
    assert speech.close()
    assert [record.outcome for record in records] == ["unsaid"]


def test_a_virtual_recording_without_a_voice_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(factory, "Pyttsx3Voice", lambda language, rate_wpm: FakeVoice(missing="no_voice_data"))
    with pytest.raises(VoiceUnavailable, match="no_voice_data"):
        build_speech(on_spoken=ignore, on_problem=no_trouble, audio_out=tmp_path / "said.wav", virtual_clock=True)


@pytest.mark.parametrize("virtual_clock", [True, False])
def test_a_recording_that_cannot_be_written_is_an_error(tmp_path: Path, virtual_clock: bool) -> None:
    with pytest.raises(PlayerUnavailable, match="recording_not_written"):
        build_speech(
            on_spoken=ignore,
            on_problem=no_trouble,
            audio_out=tmp_path / "nowhere" / "said.wav",
            virtual_clock=virtual_clock,
        )


@pytest.mark.skipif(sys.platform != "linux", reason="other systems may have no voice installed")
def test_a_run_in_real_time_speaks_and_records(tmp_path: Path, silent_card: list[ProcessPlayer]) -> None:
    records: list[SpokenRecord] = []
    speech = build_speech(on_spoken=records.append, on_problem=no_trouble, audio_out=tmp_path / "said.wav")
    assert isinstance(speech, Speaker)
    speech.say(Utterance("20 dollars", Priority.VALUE))
    assert speech.finish(WAIT_S)
    assert speech.close()
    assert [record.outcome for record in records] == ["spoken"]
    assert silent_card[0].first_sample_at_s is not None
    assert np.abs(samples_of(tmp_path / "said.wav").astype(int)).max() > 5000


@pytest.mark.skipif(sys.platform != "linux", reason="other systems may have no voice installed")
def test_words_are_said_though_the_voice_was_killed(silent_card: list[ProcessPlayer]) -> None:
    records: list[SpokenRecord] = []
    problems: list[str] = []
    speech = build_speech(on_spoken=records.append, on_problem=lambda trouble: problems.append(trouble.code))
    assert isinstance(speech, Speaker)
    speech.say(Utterance("20 dollars", Priority.VALUE))
    assert speech.finish(WAIT_S)
    voice = speech._queue._renderer._voice
    assert isinstance(voice, ProcessVoice)
    assert voice._child is not None
    os.kill(voice._child.pid, signal.SIGKILL)
    speech.say(Utterance("5 dollars", Priority.VALUE))
    assert speech.finish(WAIT_S)
    assert speech.close()
    assert [(record.outcome, record.text) for record in records] == [("spoken", "20 dollars"), ("spoken", "5 dollars")]
    assert problems == ["voice_restarted"]


def test_a_muted_run_hushes_everything_and_opens_nothing(
    monkeypatch: pytest.MonkeyPatch, silent_card: list[ProcessPlayer]
) -> None:
    voice = FakeVoice(missing="no_voice_data")
    monkeypatch.setattr(factory, "ProcessVoice", lambda language, rate_wpm: voice)
    records: list[SpokenRecord] = []
    speech = build_speech(on_spoken=records.append, on_problem=no_trouble, mute=True)
    assert speech.muted
    speech.say(Utterance("20 dollars", Priority.VALUE))
    assert isinstance(speech, Speaker)
    assert speech.finish(WAIT_S)
    assert speech.close()
    assert [record.outcome for record in records] == ["hushed"]
    assert silent_card[0]._child is None


@pytest.mark.skipif(sys.platform != "linux", reason="other systems may have no voice installed")
def test_a_muted_run_that_records_makes_no_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(factory, "ProcessPlayer", lambda: pytest.fail("a sound card was asked for"))
    speech = build_speech(on_spoken=ignore, on_problem=no_trouble, mute=True, audio_out=tmp_path / "said.wav")
    assert not speech.muted
    speech.say(Utterance("20 dollars", Priority.VALUE))
    assert isinstance(speech, Speaker)
    assert speech.finish(WAIT_S)
    assert speech.close()
    assert np.abs(samples_of(tmp_path / "said.wav").astype(int)).max() > 5000


@pytest.mark.parametrize("mute", [False, True])
def test_the_voice_comes_up_before_anybody_speaks_unless_the_run_is_mute(
    mute: bool, silent_card: list[ProcessPlayer], monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared_by: list[str] = []

    class Voice(ProcessVoice):
        def prepare(self) -> None:
            prepared_by.append(threading.current_thread().name)
            raise VoiceRestarted("voice_restarted")

    monkeypatch.setattr(factory, "ProcessVoice", Voice)
    monkeypatch.setattr(factory, "Speaker", lambda voice, players, **rest: voice)
    build_speech(on_spoken=ignore, on_problem=no_trouble, mute=mute)
    assert prepared_by == ([] if mute else [threading.current_thread().name])

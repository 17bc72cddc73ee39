"""The speech thread on fakes, and speech on a virtual clock into a real file."""

import logging
import queue
import threading
import wave
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.feedback.utterance import Priority, Utterance
from app.speech.clip import Clip
from app.speech.protocols import SpokenRecord, VoiceInfo
from app.speech.recorder import WavRecorder
from app.speech.speaker import Speaker, SyncSpeaker
from tests.app.speech.fakes import WAIT_S, FakePlayer, FakeVoice, no_trouble

HINT, STATUS, VALUE = Priority.HINT, Priority.STATUS, Priority.VALUE


class Live:
    """A speaker with its thread, on a fake voice and player."""

    def __init__(self, *, muted: bool = False, voice: FakeVoice | None = None) -> None:
        self.voice = voice or FakeVoice()
        self.player = FakePlayer(self.voice)
        self.records: list[SpokenRecord] = []
        self.problems: list[str] = []
        self.speaker = Speaker(
            self.voice,
            [self.player],
            on_spoken=self.records.append,
            on_problem=lambda trouble: self.problems.append(trouble.code),
            muted=muted,
        )

    @property
    def outcomes(self) -> list[tuple[str, str]]:
        return [(record.outcome, record.text) for record in self.records]


@pytest.fixture
def live() -> Iterator[Live]:
    stage = Live()
    yield stage
    assert stage.speaker.close()


def test_it_speaks_in_a_thread_of_its_own_which_alone_touches_the_voice(live: Live) -> None:
    live.speaker.say(Utterance("20 dollars", VALUE))
    live.player.wait_for("play 20 dollars")
    live.player.finish()
    assert live.speaker.finish(WAIT_S)
    assert live.speaker.close()
    assert live.outcomes == [("spoken", "20 dollars")]
    assert len(live.voice.threads) == 1
    assert threading.get_ident() not in live.voice.threads


def test_a_newer_value_takes_the_place_of_the_older(live: Live) -> None:
    live.speaker.say(Utterance("20 dollars", VALUE, topic="value"))
    live.player.wait_for("play 20 dollars")
    live.speaker.say(Utterance("5 dollars", VALUE, topic="value"))
    live.player.wait_for("play 20 dollars", "cut", "play 5 dollars")


def test_what_becomes_stale_is_cut_without_anyone_asking(live: Live) -> None:
    there = threading.Event()
    there.set()
    live.speaker.say(Utterance("20 dollars", VALUE, there.is_set))
    live.player.wait_for("play 20 dollars")
    there.clear()
    live.player.wait_for("play 20 dollars", "cut")
    assert live.speaker.finish(WAIT_S)
    assert live.outcomes == [("stale", "20 dollars")]


def test_of_many_of_one_topic_said_at_once_only_the_newest_sounds(live: Live) -> None:
    started, go_on = threading.Event(), threading.Event()

    def hold(text: str) -> None:
        started.set()
        assert go_on.wait(WAIT_S)

    live.voice.on_render = hold
    live.speaker.say(Utterance("1 dollar", VALUE, topic="value"))
    assert started.wait(WAIT_S)
    for value in (2, 5, 10, 20):
        live.speaker.say(Utterance(f"{value} dollars", VALUE, topic="value"))
    go_on.set()
    live.player.wait_for("play 20 dollars")
    assert live.voice.rendered == ["1 dollar", "20 dollars"]


def test_hush(live: Live) -> None:
    live.speaker.say(Utterance("20 dollars", VALUE))
    live.player.wait_for("play 20 dollars")
    live.speaker.say(Utterance("Closer.", HINT))
    live.speaker.hush()
    assert live.speaker.finish(WAIT_S)
    assert live.outcomes == [("hushed", "20 dollars"), ("hushed", "Closer.")]


def test_muted_it_says_nothing_until_it_is_not() -> None:
    live = Live(muted=True)
    live.speaker.say(Utterance("20 dollars", VALUE))
    assert live.speaker.finish(WAIT_S)
    assert live.speaker.muted
    assert live.voice.threads == set(), "a muted run needs no voice"
    live.speaker.muted = False
    live.speaker.say(Utterance("5 dollars", VALUE))
    live.player.wait_for("play 5 dollars")
    live.speaker.muted = True
    live.player.wait_for("play 5 dollars", "cut")
    assert live.speaker.close()
    assert live.outcomes == [("hushed", "20 dollars"), ("hushed", "5 dollars")]


def test_prewarming_renders_ahead(live: Live) -> None:
    done = threading.Event()
    live.voice.on_render = lambda text: done.set() if text == "5 dollars" else None
    live.speaker.prewarm(f"{value} dollars" for value in (1, 2, 5))
    assert done.wait(WAIT_S)
    assert live.voice.rendered == ["1 dollars", "2 dollars", "5 dollars"]


def test_without_a_voice_it_goes_on_and_says_once_what_is_missing() -> None:
    live = Live(voice=FakeVoice(missing="no_voice_data"))
    for _ in range(3):
        live.speaker.say(Utterance("20 dollars", VALUE))
        assert live.speaker.finish(WAIT_S)
    assert live.speaker.close()
    assert live.problems == ["no_voice_data"]
    assert live.outcomes == [("unsaid", "20 dollars")] * 3


def test_an_error_in_one_utterance_does_not_end_speech(live: Live, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> bool:
        raise ZeroDivisionError("a fault elsewhere")

    with caplog.at_level(logging.ERROR):
        live.speaker.say(Utterance("20 dollars", VALUE, broken))
        assert live.speaker.finish(WAIT_S)
    assert "a fault elsewhere" in caplog.text
    live.speaker.say(Utterance("5 dollars", VALUE))
    live.player.wait_for("play 5 dollars")
    assert live.outcomes == [("stale", "20 dollars")]


def test_finish_gives_up_while_something_sounds(live: Live) -> None:
    live.speaker.say(Utterance("20 dollars", VALUE))
    live.player.wait_for("play 20 dollars")
    assert not live.speaker.finish(0.0)


def test_closing_hushes_all_that_was_asked_for_and_ends_the_thread() -> None:
    live = Live()
    live.speaker.say(Utterance("20 dollars", VALUE))
    live.player.wait_for("play 20 dollars")
    live.speaker.say(Utterance("closer", HINT))
    assert live.speaker.close()
    live.speaker.say(Utterance("too late", HINT))
    assert live.outcomes == [("hushed", "20 dollars"), ("hushed", "closer"), ("hushed", "too late")]
    assert live.player.closed
    assert live.voice.closed
    assert live.speaker.close(), "closing twice does no harm"


def test_closing_reports_a_voice_that_does_not_come_back() -> None:
    started, go_on = threading.Event(), threading.Event()

    def hang(text: str) -> None:
        started.set()
        assert go_on.wait(WAIT_S)

    live = Live()
    live.voice.on_render = hang
    live.speaker.prewarm(["20 dollars"])
    assert started.wait(WAIT_S)
    assert not live.speaker.close()
    go_on.set()
    live.speaker._thread.join(WAIT_S)
    assert live.voice.closed


class ToneVoice(FakeVoice):
    """Renders half a second of a level that tells the texts apart."""

    def render(self, text: str) -> Clip:
        self.rendered.append(text)
        return Clip(np.full(11025, 1000 * len(text), np.int16), 22050)


def on_a_virtual_clock(path: Path) -> tuple[SyncSpeaker, list[SpokenRecord]]:
    records: list[SpokenRecord] = []
    recorder = WavRecorder(path, sample_rate_hz=22050)
    return SyncSpeaker(ToneVoice(), [recorder], on_spoken=records.append, on_problem=no_trouble), records


def samples_of(path: Path) -> np.ndarray:
    with wave.open(str(path)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2")


def test_on_a_virtual_clock_words_lie_where_they_were_said(tmp_path: Path) -> None:
    speaker, records = on_a_virtual_clock(tmp_path / "said.wav")
    speaker.say(Utterance("1", VALUE), at_s=1.0)
    speaker.say(Utterance("22", VALUE), at_s=3.0)
    assert speaker.close()
    samples = samples_of(tmp_path / "said.wav")
    assert len(samples) == round(3.5 * 22050)
    for second, level in ((0.5, 0), (1.2, 1000), (1.6, 0), (3.2, 2000)):
        assert samples[round(second * 22050)] == level
    assert [(record.outcome, record.started_at_s, record.latency_ms) for record in records] == [
        ("spoken", 1.0, 0.0),
        ("spoken", 3.0, 0.0),
    ]


def test_on_a_virtual_clock_a_newer_value_cuts_and_a_hint_waits(tmp_path: Path) -> None:
    speaker, records = on_a_virtual_clock(tmp_path / "said.wav")
    speaker.say(Utterance("1", VALUE, topic="value"), at_s=0.0)
    speaker.say(Utterance("22", VALUE, topic="value"), at_s=0.2)
    speaker.say(Utterance("333", HINT), at_s=0.3)
    for frame in range(4, 15):
        speaker.advance(frame / 10)
    speaker.close()
    samples = samples_of(tmp_path / "said.wav")
    for second, level in ((0.1, 1000), (0.3, 2000), (0.65, 2000), (0.75, 3000), (1.15, 3000)):
        assert samples[round(second * 22050)] == level
    assert [(record.outcome, record.text) for record in records] == [
        ("superseded", "1"),
        ("spoken", "22"),
        ("spoken", "333"),
    ]
    assert records[2].started_at_s == pytest.approx(0.7)


def test_on_a_virtual_clock_what_becomes_stale_is_cut_when_time_passes(tmp_path: Path) -> None:
    speaker, records = on_a_virtual_clock(tmp_path / "said.wav")
    there = [True]
    speaker.say(Utterance("1", VALUE, lambda: there[0]), at_s=0.0)
    speaker.advance(0.1)
    there[0] = False
    speaker.advance(0.2)
    speaker.advance(1.0)
    speaker.close()
    assert [record.outcome for record in records] == ["stale"]
    assert len(samples_of(tmp_path / "said.wav")) == round(0.2 * 22050)


def test_on_a_virtual_clock_two_runs_are_the_same(tmp_path: Path) -> None:
    for name in ("a.wav", "b.wav"):
        speaker, _ = on_a_virtual_clock(tmp_path / name)
        for frame in range(60):
            speaker.advance(frame / 15)
            if frame % 7 == 0:
                speaker.say(Utterance("1" * (1 + frame % 5), VALUE if frame % 2 else HINT), at_s=frame / 15)
        speaker.close()
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "b.wav").read_bytes()


def test_on_a_virtual_clock_the_keys_work_as_well(tmp_path: Path) -> None:
    speaker, records = on_a_virtual_clock(tmp_path / "said.wav")
    speaker.say(Utterance("1", VALUE), at_s=0.0)
    speaker.say(Utterance("22", STATUS), at_s=0.1)
    speaker.hush()
    speaker.prewarm(["4444"])
    speaker.muted = True
    assert speaker.muted
    speaker.say(Utterance("333", HINT), at_s=0.2)
    speaker.close()
    assert [(record.outcome, record.text) for record in records] == [
        ("hushed", "1"),
        ("hushed", "22"),
        ("hushed", "333"),
    ]


def test_on_a_virtual_clock_finish_lets_all_be_said(tmp_path: Path) -> None:
    speaker, records = on_a_virtual_clock(tmp_path / "said.wav")
    speaker.say(Utterance("1", VALUE), at_s=0.0)
    speaker.say(Utterance("22", VALUE), at_s=0.0)
    assert not speaker.finish(0.75)
    assert speaker.finish(0.5)
    speaker.close()
    assert [record.outcome for record in records] == ["spoken", "spoken"]
    assert records[1].started_at_s == pytest.approx(0.5)
    assert len(samples_of(tmp_path / "said.wav")) == 22050


def test_on_a_virtual_clock_the_end_cuts_no_word_that_sounds_and_begins_none(tmp_path: Path) -> None:
    speaker, records = on_a_virtual_clock(tmp_path / "said.wav")
    speaker.say(Utterance("1", VALUE), at_s=0.0)
    speaker.say(Utterance("22", VALUE), at_s=0.1)
    speaker.close()
    assert [(record.outcome, record.text) for record in records] == [("hushed", "22"), ("spoken", "1")]
    assert len(samples_of(tmp_path / "said.wav")) == 11025


@pytest.mark.parametrize(
    ("is_busy", "has_more", "asked"),
    [(True, False, (True, 0.02)), (False, False, (True, 0.4)), (True, True, (False, 0.02))],
)
def test_while_anything_is_due_wishes_are_looked_for_often(
    is_busy: bool, has_more: bool, asked: tuple[bool, float]
) -> None:
    asking: list[tuple[bool, float]] = []

    class Inbox:
        @staticmethod
        def get(*, block: bool, timeout: float) -> None:
            asking.append((block, timeout))
            raise queue.Empty

    speaker: Any = SimpleNamespace(
        _idle=threading.Condition(), _queue=SimpleNamespace(idle=True, busy=is_busy), _inbox=Inbox, _has_ended=False
    )
    assert Speaker._take_wishes(speaker, has_more) == []
    assert asking == [asked]
    assert speaker._has_ended


def test_only_a_voice_that_renders_elsewhere_is_told_whom_to_wake() -> None:
    elsewhere: Any = FakeVoice()
    elsewhere.on_ready = no_trouble
    for voice, is_told in ((elsewhere, True), (FakeVoice(), False), (None, False)):
        speaker = Speaker(voice, [], on_spoken=lambda record: None, on_problem=no_trouble)
        try:
            assert (getattr(voice, "on_ready", None) == speaker._wake) is is_told
        finally:
            assert speaker.close()


def test_who_asks_for_voices_is_answered_by_the_thread_and_once_it_has_ended_at_once(live: Live) -> None:
    answers: queue.SimpleQueue[tuple[VoiceInfo, ...]] = queue.SimpleQueue()
    live.voice.voices = lambda: (VoiceInfo("en", "English"),)  # type: ignore[attr-defined]
    live.speaker.ask_voices(answers.put)
    assert answers.get(timeout=WAIT_S) == (VoiceInfo("en", "English"),)
    assert live.speaker.close()
    live.speaker.ask_voices(answers.put)
    assert answers.get_nowait() == ()

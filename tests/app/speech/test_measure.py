"""The measurement of latency, on the silent device."""

import contextlib
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.feedback.utterance import Utterance
from app.speech import measure
from app.speech.clip import Clip
from app.speech.errors import PlayerUnavailable
from app.speech.measure import _gaps, busy, latencies_ms, listened, percentile, recorded
from app.speech.null_sink import SAMPLE_RATE_HZ, RecordedSink
from app.speech.player_process import ProcessPlayer


@pytest.mark.skipif(sys.platform != "linux", reason="other systems may have no voice installed")
@pytest.mark.parametrize("prewarm", [True, False])
def test_each_phrase_gets_a_latency(prewarm: bool) -> None:
    found = latencies_ms(["1 dollar", "2 dollars", "5 dollars"], ProcessPlayer(backend="null"), prewarm=prewarm)
    assert len(found) == 3
    assert min(found) > 0.0


def test_without_a_sound_card_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoCard(ProcessPlayer):
        def open(self) -> None:
            raise PlayerUnavailable("no_sound_card")

    monkeypatch.setattr("app.speech.measure._WAIT_S", 1.0)
    with pytest.raises(RuntimeError, match="no_sound_card"):
        latencies_ms(["1 dollar"], NoCard(), prewarm=False)


def sound(*parts: float) -> np.ndarray:
    """Seconds of sound, and of silence where negative, 16 kHz."""
    tone = (5000 * np.cos(np.arange(10 * SAMPLE_RATE_HZ) * 0.5)).astype(np.int16)
    counts = [round(part * SAMPLE_RATE_HZ) for part in parts]
    return np.concatenate([tone[:count] if count > 0 else np.zeros(-count, np.int16) for count in counts])


def test_gaps_are_those_that_the_words_themselves_do_not_have() -> None:
    clip = Clip(sound(0.3, -0.02, 0.3), SAMPLE_RATE_HZ)
    whole = listened(sound(-0.1, 0.3, -0.02, 0.3, -0.2), clip)
    assert whole is not None
    assert (whole.gaps, round(whole.longer_ms), round(whole.latency_ms)) == (0, 0, 100)
    torn = listened(sound(-0.1, 0.1, -0.03, 0.2, -0.02, 0.3, -0.2), clip)
    assert torn is not None
    assert (torn.gaps, round(torn.longer_ms)) == (1, 30)
    assert listened(sound(-1.0), clip) is None


@pytest.mark.skipif(
    not all(map(shutil.which, ("pulseaudio", "pactl", "parec"))), reason="PulseAudio and its tools are not installed"
)
def test_a_recording_has_what_was_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.speech.measure._SETTLES_S", 0.0)
    with RecordedSink() as sink:
        (heard,) = recorded(["20 dollars"], ProcessPlayer(backend="pulse"), sink)
    assert heard.latency_ms > 0


def test_without_a_sound_server_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: None)
    with pytest.raises(RuntimeError, match="apt install pulseaudio"):
        RecordedSink()


def _samples(*parts: tuple[int, int]) -> np.ndarray:
    """So many samples of each loudness."""
    return np.concatenate([np.full(count, level, np.int16) for count, level in parts])


@pytest.mark.parametrize(("samples", "level", "gaps"), [(128, 6, 1), (127, 6, 0), (128, -6, 1), (128, 7, 0)])
def test_eight_milliseconds_of_silence_are_a_gap(samples: int, level: int, gaps: int) -> None:
    assert SAMPLE_RATE_HZ == 16_000
    assert _gaps(_samples((50, 900), (samples, level), (50, -900))) == gaps
    assert _gaps(_samples((50, 900), (samples, level), (9, 900), (samples, level), (50, -900))) == 2 * gaps


@pytest.mark.parametrize(("level", "is_heard"), [(300, False), (301, True), (-301, True)])
def test_an_utterance_begins_where_it_is_loud(level: int, is_heard: bool) -> None:
    clip = Clip(_samples((1600, 900)), SAMPLE_RATE_HZ)
    heard = listened(_samples((800, 0), (1600, level), (100, 0)), clip)
    assert (heard is not None) is is_heard
    if heard is not None:
        assert (heard.latency_ms, heard.longer_ms) == pytest.approx((50.0, 0.0))
        assert heard.gaps == 0


@pytest.mark.parametrize(("stretched", "gaps"), [(64, 0), (65, 1)])
def test_a_gap_counts_where_it_made_the_utterance_longer(stretched: int, gaps: int) -> None:
    # Its own stop is a sample too short for a gap.
    clip = Clip(_samples((1600, 900), (127, 0), (1600, 900)), SAMPLE_RATE_HZ)
    heard = listened(_samples((1600, 900), (127 + stretched, 0), (1600, 900)), clip)
    assert heard is not None
    assert heard.longer_ms == pytest.approx(stretched / 16)
    assert heard.gaps == gaps


def test_gaps_of_its_own_are_none() -> None:
    clip = Clip(_samples((1600, 900), (200, 0), (1600, 900), (200, 0), (1600, 900)), SAMPLE_RATE_HZ)
    heard = listened(_samples((1600, 900), (400, 0), (3400, 900)), clip)
    assert heard is not None
    assert heard.gaps == 0


@pytest.mark.parametrize(("part", "figure"), [(0.0, 1), (0.49, 5), (0.5, 5), (0.95, 10), (0.99, 10), (1.0, 10)])
def test_a_percentile_is_a_figure_of_the_list(part: float, figure: float) -> None:
    figures = [3.0, 1.0, 2.0, 10.0, 9.0, 8.0, 7.0, 6.0, 5.0, 4.0]
    assert percentile(figures, part) == figure
    assert percentile([4.0], part) == 4.0


def test_what_keeps_the_cores_busy_ends_with_the_measurement() -> None:
    before = set(threading.enumerate())
    with busy(1, 2):
        own = set(threading.enumerate()) - before
        assert len(own) == 2
        assert all(thread.daemon for thread in own)
    assert not any(thread.is_alive() for thread in own)


class _Silent:
    """A sink in which nothing was recorded, or loud sound."""

    def __init__(self, level: int) -> None:
        self._level = level

    def between(self, start_s: float, end_s: float) -> np.ndarray:
        assert start_s <= end_s
        return np.full(1600, self._level, np.int16)


class _Voice:
    def render(self, text: str) -> Clip:
        return Clip(_samples((1600, 900)), SAMPLE_RATE_HZ)


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a speaker was told to say, in whose place nobody speaks."""
    said: list[str] = []
    speaker = SimpleNamespace(
        say=lambda utterance: said.append(utterance.text), finish=lambda wait_s: None, hush=lambda: None
    )

    @contextmanager
    def speaking(voice: object, player: object) -> Iterator[Any]:
        yield speaker, said_problems

    said_problems = ["no_voice"]
    for name in ("_SETTLES_S", "_PAUSE_S"):
        monkeypatch.setattr(measure, name, 0.0)
    monkeypatch.setattr(measure, "_speaking", speaking)
    monkeypatch.setattr(measure, "Pyttsx3Voice", _Voice)
    return said


def test_a_recording_without_sound_names_what_went_wrong(spoken: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError, match=r"^no_voice$"):
        recorded(["1 dollar"], Any, _Silent(0))  # type: ignore[arg-type]
    heard = recorded(["1 dollar", "2 dollars"], Any, _Silent(900))  # type: ignore[arg-type]
    assert [each.gaps for each in heard] == [0, 0]
    assert spoken == ["Ready.", "1 dollar", "Ready.", "1 dollar", "2 dollars"]
    assert capsys.readouterr().err == "no_voice\n"


def test_the_command_measures_so_many_phrases_where_it_was_told_to(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[Any] = []

    def latencies(texts: list[str], player: Any, *, prewarm: bool) -> list[float]:
        asked.append((texts, player, prewarm))
        return [1.0, 3.0, 10.0]

    monkeypatch.setattr(measure, "ProcessPlayer", lambda **given: given)
    monkeypatch.setattr(measure, "latencies_ms", latencies)
    monkeypatch.setattr(sys, "argv", ["measure", "--count", "3", "--period-ms", "20"])
    measure.main()
    texts = ["1 dollar", "2 dollars", "3 dollars"]
    player = {"backend": "null", "period_ms": 20}
    assert asked == [(texts, player, True), (texts, player, False)]
    assert capsys.readouterr().out.splitlines() == [
        f"{name}: p50 3.0 ms, p99 10.0 ms, worst 10.0 ms" for name in ("rendered ahead", "rendered when asked")
    ]


def test_its_own_gap_before_its_very_last_sound_is_none() -> None:
    clip = Clip(_samples((1600, 900), (128, 0), (1, 900)), SAMPLE_RATE_HZ)
    heard = listened(_samples((1600, 900), (128 + 65, 0), (1, 900)), clip)
    assert heard is not None
    assert (heard.gaps, heard.longer_ms) == (0, 65 / 16)


@pytest.mark.parametrize(("prewarm", "said"), [(True, ["Two.", "One.", "Two."]), (False, ["Ready.", "One.", "Two."])])
def test_phrases_are_rendered_ahead_only_where_that_is_measured(
    prewarm: bool, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    player: Any = SimpleNamespace(first_sample_at_s=None)

    def say(utterance: Utterance) -> None:
        heard.append(utterance.text)
        player.first_sample_at_s = 2.0 + len(heard) / 1000

    rendered: list[list[str]] = []
    speaker = SimpleNamespace(prewarm=rendered.append, say=say, finish=lambda within_s: True, hush=lambda: None)
    monkeypatch.setattr(measure, "ProcessVoice", lambda: None)
    monkeypatch.setattr(measure, "_speaking", lambda voice, player: contextlib.nullcontext((speaker, [])))
    monkeypatch.setattr(measure.time, "perf_counter", lambda: 2.0)
    found = measure.latencies_ms(["One.", "Two."], player, prewarm=prewarm)
    assert found == pytest.approx([2.0, 3.0]), "milliseconds from the asking to the first sample"
    assert heard == said
    assert rendered == [["One.", "Two."] if prewarm else []]


def test_silence_before_its_own_first_sound_makes_an_utterance_no_longer() -> None:
    clip = Clip(_samples((480, 300), (1600, 900), (128, 0), (1, 900)), SAMPLE_RATE_HZ)
    heard = listened(_samples((800, 0), (1600, 900), (128, 0), (1, 900), (100, 0)), clip)
    assert heard is not None
    assert (heard.latency_ms, heard.longer_ms, heard.gaps) == (50.0, 0.0, 0)


def test_of_a_recording_the_utterances_with_gaps_are_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    heard = [measure.Heard(40.0, 0, 0.0), measure.Heard(50.0, 1, 9.0), measure.Heard(90.0, 3, 30.0)]
    monkeypatch.setattr(measure, "RecordedSink", lambda: contextlib.nullcontext("a sink"))
    monkeypatch.setattr(measure, "ProcessPlayer", lambda **given: None)
    monkeypatch.setattr(measure, "recorded", lambda texts, player, sink: heard)
    monkeypatch.setattr(sys, "argv", ["measure", "--backend", "pulse"])
    measure.main()
    assert capsys.readouterr().out.startswith(
        "4 gaps in 2 of 3 utterances, longest stretched by 30 ms; to the sound p50 50"
    )

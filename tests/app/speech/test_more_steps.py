"""Whether a step says that there is more to do at once: else the next word waits for the next look."""

from __future__ import annotations

import numpy as np
import pytest

from app.feedback.utterance import Priority
from app.speech import measure, player
from app.speech.clip import Clip
from app.speech.measure import Heard, listened, percentile
from app.speech.null_sink import SAMPLE_RATE_HZ
from tests.app.speech.fakes import Stage

HINT, VALUE = Priority.HINT, Priority.VALUE


def _sounding(stage: Stage, still_valid: list[bool] | None = None) -> None:
    there = still_valid or [True]
    stage.say("hold still", HINT, still_valid=lambda: there[0])
    stage.run()
    assert stage.queue.step(stage.now_s) is False


def test_there_is_more_to_do_where_what_sounds_is_no_longer_true() -> None:
    stage, there = Stage(), [True]
    _sounding(stage, there)
    there[0] = False
    assert stage.queue.step(stage.now_s) is True
    assert stage.log[-1] == "stale hold still"


def test_there_is_more_to_do_where_a_sound_has_come_to_its_end() -> None:
    stage = Stage()
    _sounding(stage)
    stage.player.finish()
    assert stage.queue.step(stage.now_s) is True
    assert stage.log[-1] == "spoken hold still"
    assert stage.queue.step(stage.now_s) is False


def test_there_is_more_to_do_until_what_is_worth_more_sounds() -> None:
    stage = Stage()
    _sounding(stage)
    stage.say("20 dollars", VALUE)
    more = [stage.queue.step(stage.now_s) for _ in range(4)]
    assert more[:2] == [True, True]
    assert "play 20 dollars" in stage.log
    assert more[-1] is False


def test_what_waits_is_rendered_while_another_sounds_and_then_there_is_nothing_more() -> None:
    stage = Stage()
    _sounding(stage)
    stage.say("move left", HINT, topic="")
    assert stage.queue.step(stage.now_s) is True
    assert "move left" in stage.voice.rendered
    assert stage.queue.step(stage.now_s) is False


def test_outputs_are_told_by_their_names(monkeypatch: pytest.MonkeyPatch) -> None:
    class Devices:
        def __init__(self, backends: list[object]) -> None:
            assert backends

        def get_playbacks(self) -> list[dict[str, object]]:
            return [{"name": "Speakers", "id": 3}, {"name": "Headset", "id": 5}]

    monkeypatch.setattr(player.miniaudio, "Devices", Devices)
    assert player.list_outputs() == ("Speakers", "Headset")
    assert player._output_ids(player._real_backends()) == {"Speakers": 3, "Headset": 5}


def test_the_silent_device_is_no_output() -> None:
    backends = player._real_backends()
    assert player.miniaudio.Backend.NULL not in backends
    assert player.miniaudio.Backend.CUSTOM not in backends
    assert set(backends) == set(player.miniaudio.get_enabled_backends()) - {
        player.miniaudio.Backend.NULL,
        player.miniaudio.Backend.CUSTOM,
    }


def test_without_a_sound_card_there_is_no_output(monkeypatch: pytest.MonkeyPatch) -> None:
    def devices(_: object) -> None:
        raise player.miniaudio.MiniaudioError("none")

    monkeypatch.setattr(player.miniaudio, "Devices", devices)
    assert player.list_outputs() == ()


@pytest.mark.parametrize(("part", "figure"), [(0.0, 1.0), (0.5, 6.0), (0.95, 10.0), (0.8, 8.0), (1.0, 10.0)])
def test_a_part_of_all_figures_lies_below_one(part: float, figure: float) -> None:
    assert percentile([10.0, *map(float, range(1, 10))], part) == pytest.approx(figure, abs=1.0 if part == 0.5 else 0)


MS = SAMPLE_RATE_HZ // 1000


def _sound(*parts_ms: int, level: int = 5000) -> np.ndarray:
    """So many milliseconds of sound, and of silence where below zero."""
    wave = np.where(np.arange(2000 * MS) % 2 == 0, level, -level).astype(np.int16)
    return np.concatenate([wave[: ms * MS] if ms > 0 else np.zeros(-ms * MS, np.int16) for ms in parts_ms])


def _heard(recording: np.ndarray, *own_ms: int) -> Heard | None:
    return listened(recording, Clip(_sound(*own_ms), SAMPLE_RATE_HZ))


@pytest.mark.parametrize(
    ("parts_ms", "latency_ms", "gaps", "longer_ms"),
    [
        ((-50, 100, -50), 50, 0, 0),
        ((-50, 60, -20, 40, -50), 50, 1, 20),
        ((-50, 60, -8, 20, -8, 20, -50), 50, 2, 16),
        ((-50, 60, -7, 40, -50), 50, 0, 7),
        ((60, -40, 20, -40, 20), 0, 2, 80),
        ((-10, 90, -10), 10, 0, -10),
    ],
)
def test_gaps_of_eight_milliseconds_and_stretches_are_heard(
    parts_ms: tuple[int, ...], latency_ms: float, gaps: int, longer_ms: float
) -> None:
    heard = _heard(_sound(*parts_ms), 100)
    assert heard is not None
    assert heard.gaps == gaps
    assert (heard.latency_ms, heard.longer_ms) == pytest.approx((latency_ms, longer_ms), abs=0.1)


@pytest.mark.parametrize(("level", "is_heard"), [(measure._LOUD, False), (measure._LOUD + 1, True)])
def test_only_what_is_loud_is_heard(level: int, is_heard: bool) -> None:
    assert (_heard(_sound(50, level=level), 50) is not None) is is_heard


def test_words_own_pauses_are_no_gaps() -> None:
    heard = _heard(_sound(-20, 60, -30, 40), 60, -30, 40)
    assert heard is not None
    assert (heard.gaps, heard.longer_ms) == (0, 0)

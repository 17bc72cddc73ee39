"""The tone that follows the note: where it sounds, and when it is silent."""

from typing import Any

import pytest

from app.feedback.place_tone import PlaceTone, PlaceToneParameters, PlaceToner, tone_at
from app.recognition.observation import Box
from tests.app.observations import observation

MIDDLE = Box(0.4, 0.4, 0.6, 0.6)


def look(
    toner: PlaceToner, at_s: float, box: Box | None = MIDDLE, *, is_read: bool = False, has_told: bool = False
) -> PlaceTone | None:
    """What the toner makes of one frame."""
    return toner.observe(observation(0, at_s, note_box=box), is_read=is_read, has_told=has_told)


@pytest.mark.parametrize(
    ("box", "pan", "frequency_hz"),
    [
        (MIDDLE, 0.0, 600.0),
        (Box(0.0, 0.4, 0.2, 0.6), 0.8, 600.0),
        (Box(0.8, 0.4, 1.0, 0.6), -0.8, 600.0),
        (Box(0.4, 0.0, 0.6, 0.5), 0.0, 600.0 * 2**0.5),
        (Box(0.4, 0.5, 0.6, 1.0), 0.0, 600.0 / 2**0.5),
    ],
)
def test_it_sounds_on_the_persons_own_side_and_as_high_as_the_note(box: Box, pan: float, frequency_hz: float) -> None:
    tone = tone_at(box)
    assert tone.pan == pytest.approx(pan)
    assert tone.frequency_hz == pytest.approx(frequency_hz)
    assert tone_at(box, camera_faces_person=False).pan == pytest.approx(-pan)


def test_three_a_second() -> None:
    toner = PlaceToner()
    heard = [index / 15 for index in range(31) if look(toner, index / 15) is not None]
    assert heard == pytest.approx([0.0, 1 / 3, 2 / 3, 1.0, 4 / 3, 5 / 3, 2.0])


def test_it_holds_until_the_note_goes_or_is_read() -> None:
    ends: tuple[dict[str, Any], ...] = ({"box": None}, {"is_read": True}, {"has_told": True})
    for what_ends_it in ends:
        toner = PlaceToner()
        tone = look(toner, 0.0)
        assert isinstance(tone, PlaceTone)
        look(toner, 0.1)
        assert toner.holds(tone)
        assert look(toner, 0.5, **what_ends_it) is None
        assert not toner.holds(tone)


def test_words_go_before() -> None:
    toner = PlaceToner(PlaceToneParameters(after_told_s=1.5))
    assert look(toner, 0.0, has_told=True) is None
    assert look(toner, 1.4) is None
    assert look(toner, 1.5) is not None


def test_the_next_comes_just_when_it_is_due_and_a_frame_of_the_same_time_has_none() -> None:
    toner = PlaceToner(PlaceToneParameters(every_s=0.25))
    first = look(toner, 4.0)
    assert first is not None
    assert look(toner, 4.0) is None
    assert toner.holds(first)
    assert look(toner, 4.25) is not None


def test_hushed_it_is_silent_until_the_next_note() -> None:
    toner = PlaceToner()
    tone = look(toner, 0.0)
    assert tone is not None
    toner.hush()
    assert not toner.holds(tone)
    assert look(toner, 5.0) is None
    assert look(toner, 5.1, None) is None
    assert look(toner, 5.2) is not None


def test_a_source_that_begins_anew_is_followed_at_once() -> None:
    toner = PlaceToner()
    assert look(toner, 100.0) is not None
    assert look(toner, 0.0) is not None


def test_times_below_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        PlaceToneParameters(every_s=-1)
    with pytest.raises(ValueError, match="negative"):
        PlaceToneParameters(after_told_s=-1)
    assert PlaceToneParameters(every_s=0, after_told_s=0).every_s == 0

"""Reasons and advice: every hint the app can give has both, in words, and directions count as framing."""

import pytest

from app.feedback.guidance import HintKind
from app.recognition.observation import Observation, StageTimings, ValueScore
from app.service.answers import Reason, Recognition, recognition
from app.service.reading import Named, Reading

_SEEN = Observation(0, 0.0, None, 0.0, (ValueScore("XTS", "5", "front", 0.4, 0.8),), 0.6, 0.5, 90.0, None,
                    StageTimings(1.0, 1.0, 0.0))  # fmt: skip


def answer(hint: HintKind | None, named: Named | None = None) -> Recognition:
    return recognition(
        Reading(named, hint, _SEEN),
        currencies=("XTS",),
        language="en",
        model_version="1",
        decode_ms=1.0,
        recognize_ms=1.0,
    )


@pytest.mark.parametrize("hint", [kind for kind in HintKind if kind is not HintKind.NOTHING_IN_VIEW])
def test_every_hint_has_a_reason_and_advice(hint: HintKind) -> None:
    said = answer(hint)
    assert not said.recognized
    assert said.reason is not Reason.NO_NOTE
    assert said.advice
    assert said.advice == said.text


@pytest.mark.parametrize("hint", [None, HintKind.NOTHING_IN_VIEW])
def test_nothing_in_view_has_no_advice(hint: HintKind | None) -> None:
    assert (answer(hint).reason, answer(hint).advice) == (Reason.NO_NOTE, None)


@pytest.mark.parametrize(
    "hint", [HintKind.LEFT, HintKind.RIGHT, HintKind.UP, HintKind.DOWN, HintKind.CLOSER, HintKind.FURTHER_AWAY]
)
def test_directions_are_about_framing(hint: HintKind) -> None:
    assert answer(hint).reason is Reason.FRAMING


def test_several_notes_are_told_without_a_key_of_the_window() -> None:
    said = answer(HintKind.SEVERAL)
    assert (said.reason, said.text) == (Reason.SEVERAL, "Several notes.")


@pytest.mark.parametrize(
    ("are_several", "text"), [(False, "5 specimen units"), (True, "Several notes of 5 specimen units.")]
)
def test_a_program_is_told_of_several_notes_of_a_value(are_several: bool, text: str) -> None:
    said = answer(None, Named("XTS", "5", "front", 0.9, are_several))
    assert (said.value, said.several, said.text) == ("5", are_several, text)
    assert not answer(HintKind.SEVERAL).several, "no value is given"

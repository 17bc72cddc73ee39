"""The session's small judges at their numbers, and every word that Wording makes."""

from __future__ import annotations

from itertools import product

import pytest

from app.camera.capture import CameraStatus
from app.feedback.guidance import GuidanceParameters, HintKind
from app.feedback.modes import GuidanceLevel, SpeakMode
from app.feedback.phrases import Phrase, phrase
from app.feedback.utterance import Announcement
from app.session.pace import Pace, Slowness
from app.session.source_control import SourceControl
from app.session.state import SourceState
from app.session.watchdog import Watchdog
from app.session.wording import Wording
from tests.app.observations import observation

S = SourceState


@pytest.mark.parametrize(("last_s", "too_often"), [(60.0, True), (60.125, False)])
def test_five_failures_in_just_a_minute_are_too_many(last_s: float, too_often: bool) -> None:
    watchdog = Watchdog()
    assert not any(watchdog.has_failed_too_often(at_s) for at_s in (0.0, 1.0, 2.0, 3.0))
    assert watchdog.has_failed_too_often(last_s) is too_often


@pytest.mark.parametrize(("after_s", "is_stuck"), [(1.875, False), (2.0, True)])
def test_a_frame_is_stuck_after_just_two_seconds(after_s: float, is_stuck: bool) -> None:
    watchdog = Watchdog()
    watchdog.begin(10.0)
    assert watchdog.is_stuck(10.0 + after_s) is is_stuck
    assert watchdog.is_newly_stuck(10.0 + after_s) is is_stuck


def _slowness(interval_s: float, frames: int, step: int = 1, *, may_be_slow: bool = True) -> list[Slowness | None]:
    pace = Pace()
    pace.begin(may_be_slow=may_be_slow)
    return [pace.observe(n * interval_s, n * step) for n in range(frames)]


@pytest.mark.parametrize(
    ("interval_s", "step", "told"),
    [
        (1.0, 1, Slowness(1.0, True)),
        (1.0, 2, Slowness(1.0, False)),
        (2.0, 2, Slowness(2.0, True)),
        (0.75, 1, None),
        (1.0, 0, Slowness(1.0, True)),
    ],
)
def test_four_slow_intervals_are_told_once_and_whose_fault_they_are(
    interval_s: float, step: int, told: Slowness | None
) -> None:
    assert _slowness(interval_s, 8, step) == [None] * 4 + [told] + [None] * 3
    assert _slowness(interval_s, 8, step, may_be_slow=False) == [None] * 8


def test_intervals_of_just_as_much_as_is_slow_are_not_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.session.pace.SLOW_S", 0.75)
    assert _slowness(0.75, 6) == [None] * 6
    assert _slowness(1.5, 6, 2)[4] == Slowness(1.5, False)


STEPS = {
    S.NONE: {S.NONE, S.OPENING},
    S.OPENING: {S.NONE, S.OPENING, S.WATCHING, S.UNAVAILABLE, S.ENDED},
    S.WATCHING: {S.NONE, S.OPENING, S.WATCHING, S.INTERRUPTED, S.LOST, S.UNAVAILABLE, S.ENDED},
    S.INTERRUPTED: {S.NONE, S.OPENING, S.INTERRUPTED, S.WATCHING, S.LOST, S.ENDED},
    S.LOST: {S.NONE, S.OPENING, S.LOST, S.WATCHING, S.ENDED},
    S.UNAVAILABLE: {S.NONE, S.OPENING, S.UNAVAILABLE, S.WATCHING, S.ENDED},
    S.ENDED: {S.NONE, S.OPENING, S.ENDED},
}


def _control(state: SourceState, told: list[CameraStatus] | None = None) -> SourceControl:
    control = SourceControl(
        in_session_thread=lambda call: call(), tell=(lambda _: None) if told is None else told.append
    )
    control.state = state
    return control


@pytest.mark.parametrize(("before", "after"), list(product(S, S)))
def test_a_source_takes_the_steps_of_the_table_and_no_others(before: SourceState, after: SourceState) -> None:
    control = _control(before)
    if after in STEPS[before]:
        control.to(after)
        assert control.state is after
    else:
        with pytest.raises(RuntimeError, match=f"from {before.value} to {after.value}"):
            control.to(after)
        assert control.state is before


@pytest.mark.parametrize("state", list(S))
def test_pictures_are_of_now_while_a_source_is_watched(state: SourceState) -> None:
    control = _control(state)
    assert control.delivers is (state in (S.WATCHING, S.INTERRUPTED))
    assert (control.name, control.is_demo, control.feed) == (None, False, None)


@pytest.mark.parametrize("state", list(S))
def test_what_broke_off_was_to_be_had_or_is_none(state: SourceState) -> None:
    control = _control(state)
    control.broke_off()
    assert control.state is (S.UNAVAILABLE if state in (S.OPENING, S.WATCHING) else S.NONE)


def test_what_cannot_be_a_source_is_kept_by_its_name_alone() -> None:
    control = _control(S.WATCHING)
    control.refuse("nonsense")
    assert (control.state, control.spec, control.name) == (S.NONE, "nonsense", None)


EN = Wording("en", ("USD", "EUR"))


def _announced(value: str = "20", **changes: bool) -> str:
    made = Announcement.__new__(Announcement)
    fields = {"value": value, "currency": "USD", "is_withdrawn": False, "are_several": False, **changes}
    for name, each in fields.items():
        object.__setattr__(made, name, each)
    return EN.announced(made)


def test_a_note_in_words() -> None:
    money = EN.money("20", "USD")
    assert money == "20 dollars"
    assert _announced() == money
    withdrawn = phrase(Phrase.WITHDRAWN, "en", money=money)
    assert _announced(is_withdrawn=True) == withdrawn != money
    assert _announced(are_several=True) == phrase(Phrase.SEVERAL_OF, "en", money=money)
    assert _announced(are_several=True, is_withdrawn=True) == phrase(
        Phrase.SEVERAL_OF, "en", money=withdrawn.rstrip(".")
    )


def test_a_currency_is_said_with_its_country_beside_another_of_its_name() -> None:
    assert EN.full_names == frozenset()
    both = Wording("en", ("USD", "CAD"))
    assert "USD" in both.full_names
    assert both.money("20", "USD") != EN.money("20", "USD")
    assert both.money("20", "EUR") == EN.money("20", "EUR")


def test_currencies_are_named_in_their_order() -> None:
    assert EN.currency_names() == f"{EN.currency('USD')}, {EN.currency('EUR')}"
    assert EN.currency_names(["EUR"]) == EN.currency("EUR")
    assert EN.currency_names([]) == ""


@pytest.mark.parametrize(("number", "is_told"), [(5, False), (6, True)])
def test_more_than_five_currencies_are_worth_telling(number: int, is_told: bool) -> None:
    assert bool(EN.many_on(number)) is is_told
    assert not is_told or str(number) in EN.many_on(number)


@pytest.mark.parametrize(
    ("mode", "before", "said"),
    [
        (SpeakMode.NORMAL, None, (Phrase.MODE_NORMAL,)),
        (SpeakMode.PRIVATE, SpeakMode.NORMAL, (Phrase.MODE_PRIVATE,)),
        (SpeakMode.COUNT, None, (Phrase.MODE_COUNT,)),
        (SpeakMode.COUNT, SpeakMode.NORMAL, (Phrase.MODE_COUNT,)),
        (SpeakMode.COUNT, SpeakMode.PRIVATE, (Phrase.MODE_NORMAL, Phrase.MODE_COUNT)),
        (SpeakMode.COUNT, SpeakMode.PRIVATE_COUNT, (Phrase.MODE_NORMAL, Phrase.MODE_COUNT)),
        (SpeakMode.NORMAL, SpeakMode.PRIVATE, (Phrase.MODE_NORMAL,)),
        (SpeakMode.PRIVATE_COUNT, SpeakMode.PRIVATE, (Phrase.MODE_PRIVATE_COUNT,)),
    ],
)
def test_who_leaves_private_mode_hears_that_it_is_off(
    mode: SpeakMode, before: SpeakMode | None, said: tuple[Phrase, ...]
) -> None:
    assert EN.mode(mode, before=before) == " ".join(phrase(each, "en") for each in said)


@pytest.mark.parametrize("rank", [1, 2, 5])
def test_how_many_tones_stand_for_a_value(rank: int) -> None:
    which = Phrase.TONES_ONE if rank == 1 else Phrase.TONES_MANY
    assert EN.tones("5", "USD", rank) == phrase(which, "en", value=EN.money("5", "USD"), tones=str(rank))


@pytest.mark.parametrize("level", list(GuidanceLevel))
def test_levels_and_hints_have_their_words(level: GuidanceLevel) -> None:
    assert EN.level(level)
    hints = {EN.hint(kind, level) for kind in HintKind}
    assert len(hints) == len(HintKind)
    assert (EN.hint(HintKind.CLOSER, level) == EN.hint(HintKind.CLOSER, GuidanceLevel.FULL)) is (
        level is GuidanceLevel.FULL
    )


def test_what_a_picture_shows_is_told_and_nothing_without_one() -> None:
    parameters = GuidanceParameters()
    seen = EN.described(observation(scores={"20": 0.9}), None, is_private=False, parameters=parameters)
    none = EN.described(None, None, is_private=False, parameters=parameters)
    assert seen
    assert none
    assert seen != none

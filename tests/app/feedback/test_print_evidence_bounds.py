"""Print evidence at its very bounds: what just suffices and what just does not. All numbers are exact in binary."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.feedback.print_evidence import PrintEvidence, PrintRules
from app.recognition.observation import Box
from tests.app.observations import observation, print_match

BOX = Box(0.25, 0.25, 0.75, 0.75)
# Powers of two, so that sums and differences of them are what they are.
RULES = PrintRules(
    fresh_s=1.0, away_s=0.75, joined_agreement=0.75, joined_score=0.5, least_score=0.125, certain_agreement=0.875
)


def _evidence(*matches: Any, names_alike: bool = True) -> PrintEvidence:
    evidence = PrintEvidence(RULES)
    evidence.names_alike = names_alike
    evidence.follow(0.0, shows_note=True)
    for match in matches:
        evidence.add(match)
    return evidence


@pytest.mark.parametrize("name", ["weak_matches", "faint_matches", "proposing_matches", "joined_matches"])
def test_one_is_the_least_count_and_no_time_at_all_the_shortest(name: str) -> None:
    assert getattr(PrintRules(**{name: 1}), name) == 1
    with pytest.raises(ValueError, match="counts at least 1"):
        PrintRules(**{name: 0})
    assert PrintRules(fresh_s=0.0, away_s=0.0).away_s == 0.0


@pytest.mark.parametrize(("away_s", "is_seen"), [(0.5, True), (0.75, False)])
def test_a_note_that_was_away_for_just_so_long_is_another_one(away_s: float, is_seen: bool) -> None:
    evidence = _evidence(print_match("20", 0.0))
    evidence.follow(away_s, shows_note=True)
    assert evidence.is_seen("USD", "20") is is_seen


@pytest.mark.parametrize(("now_s", "shows"), [(2.0, True), (2.125, False)])
def test_several_notes_were_seen_a_moment_ago_until_it_is_over(now_s: float, shows: bool) -> None:
    several = replace(print_match("20", 1.0), has_others=True)
    assert _evidence(several, names_alike=False).shows_several(now_s) is shows
    alike = replace(several, others_are_alike=True)
    assert _evidence(alike).shows_alike(now_s) is shows
    assert not _evidence(alike, names_alike=False).shows_alike(now_s)


def test_notes_that_are_alike_count_from_the_very_time_from_which_on_anything_does() -> None:
    evidence = _evidence()
    evidence._begin(1.0)
    evidence.add(replace(print_match("20", 1.0), has_others=True, others_are_alike=True))
    assert evidence.shows_alike(1.0)
    evidence._begin(1.125)
    assert not evidence.shows_alike(1.125)


@pytest.mark.parametrize(("now_s", "is_proposed"), [(2.0, True), (2.125, False)])
def test_clear_print_of_a_moment_ago_is_proposed_until_it_is_over(now_s: float, is_proposed: bool) -> None:
    evidence = _evidence(print_match("20", 1.0, is_clear=True))
    found = evidence.proposed(observation(0, now_s, {"20": 0.5}, note_box=BOX))
    assert (found is not None) is is_proposed


@pytest.mark.parametrize(
    ("agreement", "score", "is_proposed"), [(0.75, 0.25, True), (0.6875, 0.25, False), (0.75, 0.1875, False)]
)
def test_weak_print_is_joined_where_it_agrees_just_enough_and_the_network_gives_half(
    agreement: float, score: float, is_proposed: bool
) -> None:
    weak = [replace(print_match("20", at / 8, is_clear=False), agreement=agreement) for at in range(3)]
    seen = observation(0, 0.5, {"20": score}, threshold=0.5, note_box=BOX)
    assert (_evidence(*weak).proposed(seen) is not None) is is_proposed
    assert _evidence(*weak[:2]).proposed(seen) is None


@pytest.mark.parametrize(
    ("own", "agreement", "other", "is_proposed"),
    [
        (0.125, 0.5, 0.75, True),
        (0.0625, 0.5, 0.75, False),
        (0.0625, 0.875, 0.75, True),
        (0.0625, 0.75, 0.75, False),
        (0.0625, 0.875, RULES.sure_score, False),
    ],
)
def test_clear_print_of_what_the_network_puts_lower_is_proposed_where_it_sees_enough_or_print_is_certain(
    own: float, agreement: float, other: float, is_proposed: bool
) -> None:
    clear = [replace(print_match("20", at / 8, is_clear=True), agreement=agreement) for at in range(2)]
    seen = observation(0, 0.5, {"10": other, "20": own}, note_box=BOX)
    assert (_evidence(*clear).proposed(seen) is not None) is is_proposed
    assert _evidence(*clear[:1]).proposed(seen) is None


def test_print_of_the_very_frame_in_which_a_note_came_back_is_of_that_note() -> None:
    # Its answer may be there before the frame is followed.
    evidence = _evidence(print_match("20", 0.75))
    evidence.follow(0.75, shows_note=True)
    assert evidence.is_seen("USD", "20")


@pytest.mark.parametrize(
    "name",
    [
        "sure_score",
        "certain_score",
        "doubtful_score",
        "least_score",
        "certain_agreement",
        "joined_agreement",
        "joined_score",
    ],
)
def test_scores_and_agreement_are_fractions(name: str) -> None:
    for taken in (0.0, 1.0):
        assert getattr(replace(RULES, **{name: taken}), name) == taken  # type: ignore[arg-type]
    for refused in (-0.001, 1.001):
        with pytest.raises(ValueError, match="between 0 and 1"):
            replace(RULES, **{name: refused})  # type: ignore[arg-type]

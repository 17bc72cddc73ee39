"""Whose print was seen: once clearly or twice weakly since the note came, and no other's as often."""

from dataclasses import replace

import pytest

from app.feedback.print_evidence import PrintEvidence, PrintRules, proposal_of
from app.recognition.observation import Box, ValueScore
from tests.app.observations import observation, print_match

CLEAR, WEAK = True, False
BOX = Box(0.1, 0.2, 0.8, 0.9)


def seen(*matches: tuple[str, bool]) -> PrintEvidence:
    evidence = PrintEvidence()
    evidence.follow(0.0, shows_note=True)
    for index, (value, is_clear) in enumerate(matches):
        evidence.add(print_match(value, index / 10, is_clear=is_clear))
    return evidence


def test_the_network_is_sure_of_what_it_gives_enough_and_would_name() -> None:
    def told(score: float, threshold: float, rules: PrintRules | None = None) -> str | None:
        return proposal_of(observation(scores={"20": score}, threshold=threshold), rules).sure_of

    assert told(0.98, 0.7) == "USD/20"
    assert told(0.979, 0.7) is None
    assert told(0.98, 0.981) is None, "what the network alone would not name"
    assert told(0.85, 0.85, PrintRules(sure_score=0.8)) == "USD/20"
    assert told(0.84, 0.7, PrintRules(sure_score=0.85)) is None


def test_the_network_is_certain_of_what_it_gives_nearly_all_and_would_name() -> None:
    def is_certain(score: float, threshold: float, rules: PrintRules | None = None) -> bool:
        return proposal_of(observation(scores={"20": score}, threshold=threshold), rules).is_certain

    assert is_certain(0.995, 0.7)
    assert not is_certain(0.9949, 0.7)
    assert not is_certain(0.995, 0.996)
    assert is_certain(0.9, 0.7, PrintRules(certain_score=0.9))
    assert not is_certain(0.89, 0.7, PrintRules(certain_score=0.9))


@pytest.mark.parametrize(
    ("rest", "unknown", "likely"),
    [
        (0.02, 0.0, {"USD", "EUR"}),
        (0.0199, 0.0, {"USD"}),
        (0.0, 0.95, {"USD"}),
        (0.0, 0.9501, None),
        (0.5, 1.0, None),
    ],
)
def test_currencies_are_likely_of_which_the_network_gives_a_fiftieth_to_several_values(
    rest: float, unknown: float, likely: set[str] | None
) -> None:
    one = observation(scores={"20": 1 - rest}, unknown=unknown)
    euros = tuple(ValueScore("EUR", value, "front", rest / 2, 0.7) for value in ("5", "10"))
    found = proposal_of(replace(one, scores=(*one.scores, *euros))).likely
    assert found == likely


def test_one_clear_look_or_two_weak_ones_are_enough() -> None:
    assert not seen().is_seen("USD", "20")
    assert seen(("20", CLEAR)).is_seen("USD", "20")
    assert not seen(("20", WEAK)).is_seen("USD", "20")
    assert seen(("20", WEAK), ("20", WEAK)).is_seen("USD", "20")
    assert not seen(("20", CLEAR)).is_seen("USD", "10")
    assert not seen(("20", CLEAR)).is_seen("EUR", "20")


def test_a_value_that_another_one_s_print_speaks_against_as_often_is_not_seen() -> None:
    both = seen(("20", CLEAR), ("10", WEAK))
    assert not both.is_seen("USD", "20")
    assert not both.is_seen("USD", "10")
    assert seen(("20", CLEAR), ("10", WEAK), ("20", WEAK)).is_seen("USD", "20")


def test_what_was_seen_before_the_note_went_does_not_count() -> None:
    evidence = seen(("20", CLEAR))
    for at_s, shows_note in ((0.5, False), (1.2, False), (1.3, True)):
        evidence.follow(at_s, shows_note=shows_note)
    assert not evidence.is_seen("USD", "20")
    evidence.add(print_match("20", 0.2))
    assert not evidence.is_seen("USD", "20"), "an answer that comes late belongs to the note of its frame"
    evidence.add(print_match("20", 1.3))
    assert evidence.is_seen("USD", "20")


def test_a_note_that_is_lost_for_a_moment_is_still_the_same() -> None:
    evidence = seen(("20", CLEAR))
    for at_s, shows_note in ((0.3, False), (0.7, True)):
        evidence.follow(at_s, shows_note=shows_note)
    assert evidence.is_seen("USD", "20")


def test_what_is_forgotten_stays_so_when_its_answer_comes_later() -> None:
    evidence = seen(("20", CLEAR))
    evidence.forget_until(0.5)
    assert not evidence.is_seen("USD", "20")
    evidence.add(print_match("20", 0.5))
    assert not evidence.is_seen("USD", "20")
    evidence.add(print_match("20", 0.51))
    assert evidence.is_seen("USD", "20")
    evidence.reset()
    assert not evidence.is_seen("USD", "20")
    evidence.add(print_match("20", 0.1))
    assert evidence.is_seen("USD", "20"), "after a reset time may begin anew"


def test_print_proposes_what_the_network_puts_first_though_not_surely() -> None:
    proposed = seen(("20", CLEAR)).proposed(observation(1, 0.2, {"20": 0.4, "10": 0.3}))
    assert proposed is not None
    assert (proposed.value, proposed.score) == ("20", 0.9)


def test_print_proposes_what_the_network_puts_lower_by_two_looks_unless_it_rules_it_out() -> None:
    frame = observation(1, 0.3, {"10": 0.5, "20": 0.2})
    assert seen(("20", CLEAR)).proposed(frame) is None
    twice = seen(("20", CLEAR), ("20", CLEAR))
    proposed = twice.proposed(frame)
    assert proposed is not None
    assert proposed.value == "20"
    assert twice.proposed(observation(1, 0.3, {"10": 0.97, "20": 0.02})) is None


def test_print_seen_weakly_three_times_proposes_what_the_network_puts_first_and_half_believes() -> None:
    def proposes(agreements: list[float], scores: dict[str, float]) -> bool:
        evidence = PrintEvidence()
        evidence.follow(0.0, shows_note=True)
        for index, agreement in enumerate(agreements):
            evidence.add(print_match("20", index / 10, is_clear=False, agreement=agreement))
        return evidence.proposed(observation(1, 0.4, scores)) is not None

    half_sure = {"20": 0.45, "10": 0.3}
    assert proposes([0.7, 0.85, 0.9], half_sure)
    assert not proposes([0.9, 0.9], half_sure)
    assert not proposes([0.7, 0.7, 0.8], half_sure)
    assert not proposes([0.9, 0.9, 0.9], {"20": 0.35, "10": 0.3})
    assert not proposes([0.9, 0.9, 0.9], {"20": 0.45, "10": 0.5})


@pytest.mark.parametrize(("score", "is_proposed"), [(0.4, True), (0.399, False)])
def test_half_of_its_threshold_is_half_believed(score: float, is_proposed: bool) -> None:
    evidence = seen()
    for at_s in (0.0, 0.1, 0.2):
        evidence.add(print_match("20", at_s, is_clear=False, agreement=0.9))
    # Of 0.8.
    assert (evidence.proposed(observation(1, 0.4, {"20": score, "10": 0.1})) is not None) is is_proposed


def test_weak_print_and_print_of_long_ago_propose_nothing() -> None:
    assert seen(("20", WEAK), ("20", WEAK)).proposed(observation(1, 0.2, {"20": 0.4})) is None
    assert seen(("20", CLEAR)).proposed(observation(1, 1.1, {"20": 0.4})) is None


def test_where_two_prints_are_seen_alike_none_is_proposed() -> None:
    assert seen(("10", CLEAR), ("20", CLEAR)).proposed(observation(1, 0.2, {"20": 0.4})) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"weak_matches": 0},
        {"proposing_matches": 0},
        {"joined_matches": 0},
        {"joined_agreement": -0.1},
        {"fresh_s": -1.0},
        {"away_s": -0.1},
        {"least_score": 1.1},
    ],
)
def test_rules_that_cannot_be_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must"):
        PrintRules(**wrong)  # type: ignore[arg-type]


# -- values that the network does not know


def test_print_alone_names_what_the_network_does_not_know() -> None:
    evidence = PrintEvidence(alone=["KES/50"])
    seen = observation(3, 0.3, {"20": 0.9}, note_box=BOX)
    evidence.add(print_match("50", 0.1, currency="KES", is_clear=False))
    assert evidence.proposed(seen) is None, "weakly seen once"
    evidence.add(print_match("50", 0.2, currency="KES", is_clear=False))
    named = evidence.proposed(seen)
    assert named is not None
    assert (named.currency, named.value, named.is_withdrawn) == ("KES", "50", False)


def test_one_clear_look_at_a_pack_is_enough_unless_another_value_was_seen() -> None:
    evidence = PrintEvidence(alone=["KES/50", "KES/100"])
    evidence.add(print_match("100", 0.1, currency="KES"))
    assert evidence.proposed(observation(2, 0.2, note_box=BOX)) is not None
    evidence.add(print_match("50", 0.2, currency="KES"))
    assert evidence.proposed(observation(3, 0.3, note_box=BOX)) is None, "as many looks say another value"


def test_a_withdrawn_design_is_told_as_such() -> None:
    evidence = PrintEvidence(alone=["KES/1000"])
    evidence.add(print_match("1000", 0.1, currency="KES", series="withdrawn"))
    named = evidence.proposed(observation(2, 0.2, note_box=BOX))
    assert named is not None
    assert named.is_withdrawn


def test_a_note_that_has_gone_is_not_named_again_by_what_was_seen_of_it() -> None:
    evidence = PrintEvidence(alone=["KES/50"])
    evidence.add(print_match("50", 0.1, currency="KES"))
    assert evidence.proposed(observation(3, 0.3, note_box=None)) is None
    assert evidence.proposed(observation(3, 0.3, note_box=BOX)) is not None
    evidence.forget("KES", "50")
    assert evidence.proposed(observation(4, 0.4, note_box=BOX)) is None


def test_what_was_seen_beside_another_note_earns_nothing_and_tells_for_a_while_that_there_are_several() -> None:
    evidence = seen()
    assert not evidence.shows_several(0.0)
    for at_s in (0.1, 0.2, 0.3):
        evidence.add(replace(print_match("20", at_s), has_others=True))
    assert not evidence.is_seen("USD", "20")
    assert evidence.proposed(observation(1, 0.4, {"20": 0.9})) is None
    assert evidence.shows_several(0.4)
    assert evidence.shows_several(0.3 + evidence.rules.fresh_s)
    assert not evidence.shows_several(0.31 + evidence.rules.fresh_s)
    evidence.reset()
    assert not evidence.shows_several(0.4)


def faint(*values: str) -> PrintEvidence:
    evidence = PrintEvidence()
    for index, value in enumerate(values):
        evidence.add(print_match(value, index / 10, is_clear=False, agreement=0.2, is_faint=True))
    return evidence


def test_faint_print_bears_out_by_two_looks_what_the_network_is_sure_of() -> None:
    assert faint("20", "20").is_seen("USD", "20", 0.98)
    assert not faint("20", "20").is_seen("USD", "20", 0.97)
    assert not faint("20", "20").is_seen("USD", "20")
    assert not faint("20").is_seen("USD", "20", 1.0)
    assert not faint("20", "20").is_seen("USD", "10", 1.0)
    assert faint("20", "10", "20").is_seen("USD", "20", 1.0)
    assert not faint("20", "10", "20", "10").is_seen("USD", "20", 1.0)


def test_print_that_a_family_shares_bears_out_only_what_the_network_is_certain_of() -> None:
    evidence = faint("20", "20", "10")
    evidence.add(replace(print_match("20", 0.3, is_clear=False, is_faint=True), is_doubtful=True))
    assert evidence.is_seen("USD", "20", 0.99)
    assert not evidence.is_seen("USD", "20", 0.989)
    # Another value's is its own affair.
    others = faint("20", "20", "20")
    others.add(replace(print_match("10", 0.3, is_clear=False, is_faint=True), is_doubtful=True))
    assert others.is_seen("USD", "20", 0.98)
    evidence.reset()
    for at_s in (0.0, 0.1):
        evidence.add(print_match("20", at_s, is_clear=False, is_faint=True))
    assert evidence.is_seen("USD", "20", 0.98)


def test_faint_print_and_a_weak_look_are_two_looks() -> None:
    evidence = faint("20")
    evidence.add(print_match("20", 0.2, is_clear=WEAK))
    assert evidence.is_seen("USD", "20", 0.98)
    assert not evidence.is_seen("USD", "20", 0.9)


def test_faint_print_counts_for_nothing_beside_another_value_s() -> None:
    evidence = faint("20", "20", "20")
    evidence.add(print_match("10", 0.3, is_clear=WEAK))
    assert not evidence.is_seen("USD", "20", 1.0)
    evidence.forget("USD", "10")
    assert evidence.is_seen("USD", "20", 1.0)


def test_faint_print_is_forgotten_with_the_rest_and_proposes_nothing() -> None:
    evidence = faint("20", "20")
    assert evidence.proposed(observation(1, 0.2, {"20": 0.9})) is None
    evidence.forget("USD", "20")
    assert not evidence.is_seen("USD", "20", 1.0)
    for forget in (lambda e: e.reset(), lambda e: e.forget_until(1.0)):
        evidence = faint("20", "20")
        forget(evidence)
        assert not evidence.is_seen("USD", "20", 1.0)


def test_print_that_agrees_wholly_is_named_though_the_network_rules_it_out_unless_it_is_sure_of_another() -> None:
    def twice(agreement: float) -> PrintEvidence:
        evidence = PrintEvidence()
        for at_s in (0.0, 0.1):
            evidence.add(print_match("20", at_s, agreement=agreement))
        return evidence

    unsure = observation(1, 0.2, {"10": 0.9, "20": 0.01}, note_box=BOX)
    proposed = twice(0.9995).proposed(unsure)
    assert proposed is not None
    assert proposed.value == "20"
    assert twice(0.99).proposed(unsure) is None
    assert twice(0.9995).proposed(observation(1, 0.2, {"10": 0.99, "20": 0.01}, note_box=BOX)) is None
    gone = observation(1, 0.2, {"10": 0.02, "20": 0.01}, unknown=0.9)
    assert twice(0.9995).proposed(gone) is None


@pytest.mark.parametrize(("score", "is_led"), [(0.4, True), (0.399, False)])
def test_the_network_leads_with_what_it_half_believes(score: float, is_led: bool) -> None:
    frame = observation(1, 0.6, {"20": score, "10": 0.3})
    assert proposal_of(frame).leads == ("USD/20" if is_led else None)


def test_faint_print_of_what_the_photo_is_like_proposes_nothing() -> None:
    evidence = seen()
    for at_s in (0.1, 0.3, 0.5):
        evidence.add(replace(print_match("20", at_s, is_clear=False), is_faint=True, is_like=True))
    assert evidence.proposed(observation(1, 0.6, {"20": 0.7, "10": 0.2})) is None

"""Which currency is this: when the looks at a few frames are enough, and when it is given up."""

import pytest

from app.feedback.identification import Identification, IdentificationRules, Identified, Outcome

RULES = IdentificationRules(findings=2, most_searches=4, no_note_s=3.0, longest_s=10.0)


def asked(*looks: str | None) -> Identification:
    """A note is in view at once, and these are the looks' answers."""
    made = Identification(5.0, RULES)
    made.follow(5.0, shows_note=True)
    for look in looks:
        made.add(look)
    return made


@pytest.mark.parametrize(
    ("looks", "ended"),
    [
        ((), None),
        (("KES",), None),
        (("KES", "KES"), Identified(Outcome.FOUND, "KES")),
        ((None, "KES", None, "KES"), Identified(Outcome.FOUND, "KES")),
        (("KES", "UGX"), None),
        (("KES", "UGX", "KES"), None),
        (("KES", "UGX", "KES", "KES"), Identified(Outcome.FOUND, "KES")),
        (("KES", "UGX", "KES", "UGX"), Identified(Outcome.NONE_FITS)),
        ((None, None, None), None),
        ((None, None, None, None), Identified(Outcome.NONE_FITS)),
        ((None, "KES", None, None), Identified(Outcome.NONE_FITS)),
    ],
)
def test_two_looks_more_than_any_other_has_are_enough(looks: tuple[str | None, ...], ended: Identified | None) -> None:
    assert asked(*looks).ended(5.5) == ended


def test_without_a_note_it_ends_and_says_so() -> None:
    made = Identification(5.0, RULES)
    for at_s in (6.0, 7.0):
        made.follow(at_s, shows_note=False)
        assert made.ended(at_s) is None
    assert made.ended(8.0) == Identified(Outcome.NO_NOTE)
    made.follow(8.0, shows_note=True)
    assert made.ended(9.0) is None


def test_a_note_that_went_before_it_was_read_fits_none() -> None:
    assert asked(None).ended(8.0) == Identified(Outcome.NONE_FITS)


def test_it_does_not_go_on_for_ever() -> None:
    made = Identification(5.0, RULES)
    for tenth in range(50, 150):
        made.follow(tenth / 10, shows_note=True)
    assert made.ended(14.9) is None
    assert made.ended(15.0) == Identified(Outcome.NO_NOTE), "nothing was ever looked at"


@pytest.mark.parametrize("wrong", [{"findings": 0}, {"most_searches": 0}, {"no_note_s": -1.0}, {"longest_s": -1.0}])
def test_rules_that_make_no_sense_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        IdentificationRules(**wrong)  # type: ignore[arg-type]


def test_rules_at_their_very_bounds_are_taken() -> None:
    IdentificationRules(findings=1, most_searches=1, no_note_s=0.0, longest_s=0.0)

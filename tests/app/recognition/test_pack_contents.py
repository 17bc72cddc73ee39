"""What is known of a currency, by the designs that a pack has: how it is called, what lacks, and its tier."""

from __future__ import annotations

import pytest

from app.recognition.pack_contents import Design, PackContents, Tier


def _of(*designs: str, everyday: tuple[str, ...] = ("50", "100"), gaps: tuple[str, ...] = ()) -> PackContents:
    made = tuple(Design(*each.split(" ")) for each in designs)
    return PackContents("KES", everyday, gaps, "0123456789abcdef", made)


def test_labels_go_by_value_and_series_and_the_front_first() -> None:
    contents = _of("100 old back", "100 current back", "20 old front", "100 current front", "100 old back")
    assert [label.text for label in contents.labels] == [
        "KES/20/old/front",
        "KES/100/current/front",
        "KES/100/current/back",
        "KES/100/old/back",
    ]
    assert contents.values == ("20", "100")


def test_a_face_that_is_not_known_is_called_the_front() -> None:
    assert [label.text for label in _of("50 current ").labels] == ["KES/50/current/front"]


@pytest.mark.parametrize(
    ("known", "missing", "one_face_only"),
    [
        (["50 current front", "50 current back"], ("100",), ()),
        (["50 withdrawn front", "50 withdrawn back"], ("50", "100"), ()),
        (["50 old front", "100 current back"], (), ("50", "100")),
        (["50 current ", "50 current front"], ("100",), ("50",)),
    ],
    ids=["one of two", "no money any more", "no current design, one face", "a face that nobody knows"],
)
def test_what_lacks_is_told_by_what_is_money(
    known: list[str], missing: tuple[str, ...], one_face_only: tuple[str, ...]
) -> None:
    contents = _of(*known)
    assert (contents.missing, contents.one_face_only) == (missing, one_face_only)


def test_more_than_half_of_the_values_is_a_part_and_less_is_few() -> None:
    values = ("20", "50", "100", "200")
    assert _of("20 old front", "50 old front", "100 old front", everyday=values).tier is Tier.PARTIAL
    assert _of("20 old front", "50 old front", everyday=values).tier is Tier.FEW
    assert _of("20 old front", everyday=values).tier is Tier.FEW
    assert _of("20 old front", everyday=()).tier is Tier.FEW

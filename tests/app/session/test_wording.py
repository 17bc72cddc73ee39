"""What a person is told of a currency that is not wholly known."""

from dataclasses import replace

import pytest

from app.recognition.packs import Pack
from app.session.wording import Wording
from tests.app.recognition.small_pack import small_pack, template


def _pack(*faces: str) -> Pack:
    made = (template(value, "current", face) for value, face in (each.split() for each in faces))
    return replace(small_pack(), everyday=("50", "100"), templates=tuple(made))


@pytest.mark.parametrize(
    ("faces", "words"),
    [
        (["50 front", "50 back", "100 front", "100 back"], ""),
        (
            ["50 front", "50 back", "100 front"],
            "Kenyan shillings: of some notes one side is known. When nothing is said, turn the note over.",
        ),
        (["50 front", "50 back"], "Kenyan shillings: only 50 are known."),
    ],
)
def test_what_a_pack_lacks_is_told(faces: list[str], words: str) -> None:
    assert Wording("en", ("KES",)).pack(_pack(*faces)) == words


def test_the_currencies_that_are_on_are_named_unless_they_are_too_many() -> None:
    four = ("USD", "EUR", "INR", "BRL")
    ready = Wording("en", four).ready()
    assert all(Wording("en").currency(code) in ready for code in four)
    assert Wording("en", (*four, "TRY")).ready() == Wording("en", (*four, "TRY", "JOD")).ready()
    assert "euros" not in Wording("en", (*four, "TRY")).ready()


def test_missing_values_and_designs_are_named() -> None:
    pack = replace(_pack("50 front", "50 back", "100 front", "100 back"), everyday=("20", "50", "100"), gaps=("50",))
    assert Wording("en").pack(pack) == (
        "Kenyan shillings: not known are 20. Kenyan shillings: of 50 there is a design that is not known."
    )

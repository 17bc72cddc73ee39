"""What a person is told of a currency that is not wholly known."""

from dataclasses import replace

import pytest

from app.feedback.guidance import GuidanceParameters
from app.feedback.modes import SpeakMode
from app.feedback.phrases import Phrase
from app.feedback.utterance import Announcement
from app.recognition.packs import Pack
from app.session.wording import MOST_USUALLY_ON, Wording
from tests.app.observations import observation
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


def test_what_many_currencies_cost_is_told_from_the_sixth_on() -> None:
    assert MOST_USUALLY_ON == 5
    assert Wording("en").many_on(5) == ""
    assert "6" in Wording("en").many_on(6)


def test_who_leaves_private_for_counting_hears_that_it_is_off() -> None:
    said = Wording("en")
    off, counting = said.phrase(Phrase.MODE_NORMAL), said.phrase(Phrase.MODE_COUNT)
    for before in (SpeakMode.PRIVATE, SpeakMode.PRIVATE_COUNT):
        assert said.mode(SpeakMode.COUNT, before=before) == f"{off} {counting}"
        assert said.mode(SpeakMode.NORMAL, before=before) == off
        assert said.mode(SpeakMode.PRIVATE_COUNT, before=before) == said.phrase(Phrase.MODE_PRIVATE_COUNT)
    assert said.mode(SpeakMode.COUNT, before=SpeakMode.NORMAL) == counting
    assert said.mode(SpeakMode.COUNT) == counting


def test_one_tone_is_one_tone() -> None:
    assert Wording("en").tones("5", "USD", 1) == "5 dollars: 1 tone."
    assert Wording("en").tones("10", "USD", 2) == "10 dollars: 2 tones."


def test_an_announcement_says_what_is_withdrawn_and_what_are_several() -> None:
    plain = Announcement("USD", "20", "front", 0.97, 41, 2.7, 2.7, None)
    said = Wording("en", ("USD",))
    assert said.announced(plain) == "20 dollars"
    assert said.announced(replace(plain, is_withdrawn=True)) == "20 dollars, withdrawn."
    assert said.announced(replace(plain, are_several=True)) == said.phrase(Phrase.SEVERAL_OF, money="20 dollars")
    both = said.announced(replace(plain, is_withdrawn=True, are_several=True))
    assert both == said.phrase(Phrase.SEVERAL_OF, money="20 dollars, withdrawn")


def test_names_of_currencies_are_those_that_are_on_or_asked_for() -> None:
    said = Wording("en", ("USD", "EUR"))
    assert said.currency_names() == "US dollars, euros"
    assert said.currency_names(["EUR"]) == "euros"
    assert said.currency_names([]) == ""


def test_dollars_of_two_countries_are_told_apart() -> None:
    assert Wording("en", ("USD", "CAD")).full_names >= {"USD", "CAD"}
    assert Wording("en", ("USD", "CAD")).money("20", "CAD") != Wording("en", ("CAD",)).money("20", "CAD")


def test_in_private_what_is_seen_is_described_without_its_value() -> None:
    plain = Announcement("USD", "20", "front", 0.97, 41, 2.7, 2.7, None)
    said, seen = Wording("en", ("USD",)), observation(0, 0.0, {"20": 0.95})
    told, secret = (
        said.described(seen, plain, is_private=is_private, parameters=GuidanceParameters())
        for is_private in (False, True)
    )
    assert "20 dollars" in told
    assert "20" not in secret
    assert secret

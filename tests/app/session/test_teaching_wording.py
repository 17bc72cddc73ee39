"""The words of teaching: no note is named in private, every hint has words, and a note is told by its sides."""

from __future__ import annotations

import pytest

from app.feedback.modes import GuidanceLevel
from app.feedback.phrases import LANGUAGES
from app.feedback.teaching_words import TeachPhrase
from app.recognition.teaching_frames import TeachHint
from app.session import teaching_wording
from app.session.wording import Wording
from tests.app.recognition.small_taught import kronor

EN = Wording("en", ("SEK", "USD"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_hint_has_words_of_its_own_however_little_is_wanted(language: str) -> None:
    wording = Wording(language, ("USD",))
    for level in GuidanceLevel:
        told = [teaching_wording.hint_words(hint, wording, level) for hint in TeachHint]
        assert all(told)
        assert len(set(told)) == len(told)


def test_hints_are_short_unless_full_ones_are_wanted() -> None:
    brief, full, none = (
        teaching_wording.hint_words(TeachHint.TOO_DARK, EN, level)
        for level in (GuidanceLevel.BRIEF, GuidanceLevel.FULL, GuidanceLevel.VALUES_ONLY)
    )
    assert len(brief) < len(full)
    assert none == brief


def test_a_side_begins_with_the_note_and_what_to_show() -> None:
    front = teaching_wording.begun("SEK/20", "front", EN, is_private=False)
    back = teaching_wording.begun("SEK/20", "back", EN, is_private=False)
    assert "20 kronor" in front
    assert front != back
    assert front.endswith(teaching_wording.begun("SEK/20", "front", EN, is_private=True))
    assert back.endswith(teaching_wording.begun("", "back", EN, is_private=False))


def test_no_note_is_named_in_private() -> None:
    told = [
        teaching_wording.begun("SEK/20", "front", EN, is_private=True),
        teaching_wording.saved(kronor(), EN, is_private=True),
        teaching_wording.clashes("USD/50", EN, is_private=True),
    ]
    assert len(set(told)) == 3
    assert not any(word in text for text in told for word in ("20", "50", "kron", "dollar"))


@pytest.mark.parametrize("tell", ["saved", "listed"])
def test_a_note_is_told_by_the_sides_that_are_known(tell: str) -> None:
    told = [
        teaching_wording.saved(note, EN, is_private=False) if tell == "saved" else teaching_wording.listed(note, EN)
        for note in (kronor(("front", "back")), kronor(("front",)), kronor(("back",)))
    ]
    assert len(set(told)) == 3
    assert all("20 kronor" in text for text in told)
    assert "both sides" in told[0]
    assert "front only" in told[1]
    assert "back only" in told[2]


def test_a_clash_names_the_other_note() -> None:
    assert "50 dollars" in teaching_wording.clashes("USD/50", EN, is_private=False)


def test_a_number_of_notes_is_put_into_words() -> None:
    assert "1 note" in teaching_wording.notes_counted(TeachPhrase.EXPORTED, 1, EN, name="x")
    assert "3 notes" in teaching_wording.notes_counted(TeachPhrase.EXPORTED, 3, EN, name="x")

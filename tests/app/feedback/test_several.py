"""Several notes in view: told once, until the view was empty or one was named."""

from __future__ import annotations

import pytest

from app.feedback.guidance import HintKind
from app.feedback.several import SeveralNotes
from tests.app.observations import observation

SHOWN = {"20": 0.9}


def _told(notes: SeveralNotes, at_s: float, *, are_several: bool, shows_note: bool = True) -> bool:
    hint = notes.observe(observation(7, at_s, SHOWN if shows_note else None), are_several=are_several)
    assert hint is None or (hint.kind, hint.frame_index, hint.captured_at_s) == (HintKind.SEVERAL, 7, at_s)
    return hint is not None


def test_it_is_told_once_while_notes_are_in_view() -> None:
    notes = SeveralNotes(away_s=0.75)
    assert not _told(notes, 0.0, are_several=False)
    assert _told(notes, 0.1, are_several=True)
    assert notes.holds
    assert not _told(notes, 0.2, are_several=True)
    assert not _told(notes, 1.5, are_several=False)
    assert not notes.holds
    assert not _told(notes, 1.6, are_several=True)


def test_after_an_empty_view_it_is_told_again() -> None:
    notes = SeveralNotes(away_s=0.75)
    assert _told(notes, 0.0, are_several=True)
    for at_s in (0.1, 0.5, 0.8):
        assert not _told(notes, at_s, are_several=False, shows_note=False)
    assert _told(notes, 0.9, are_several=True)


def test_a_view_that_is_empty_for_a_moment_changes_nothing() -> None:
    notes = SeveralNotes(away_s=0.75)
    assert _told(notes, 0.0, are_several=True)
    assert not _told(notes, 0.5, are_several=False, shows_note=False)
    assert not _told(notes, 0.7, are_several=True)


def test_after_a_reset_it_is_told_again() -> None:
    notes = SeveralNotes(away_s=0.75)
    assert _told(notes, 0.0, are_several=True)
    notes.reset()
    assert not notes.holds
    assert _told(notes, 0.1, are_several=True)


@pytest.mark.parametrize(("empty_s", "is_told_again"), [(0.75, True), (0.71875, False)])
def test_notes_have_gone_once_the_view_was_empty_for_the_very_time(empty_s: float, is_told_again: bool) -> None:
    notes = SeveralNotes(away_s=0.75)
    assert _told(notes, 1.0, are_several=True)
    assert not _told(notes, 1.0 + empty_s, are_several=False, shows_note=False)
    assert _told(notes, 2.0, are_several=True) is is_told_again

"""The words of teaching, made for the language, the currencies and the mode of a moment."""

from __future__ import annotations

from app.feedback.guidance import HintKind
from app.feedback.modes import GuidanceLevel
from app.feedback.phrases import counted_notes
from app.feedback.teaching_words import TeachPhrase, sides_phrase, teach_phrase
from app.recognition.taught_file import TaughtNote
from app.recognition.teaching_frames import TeachHint
from app.session.wording import Wording

_LIKE_OTHERS = {
    TeachHint.NOTHING: HintKind.NOTHING_IN_VIEW,
    TeachHint.TOO_DARK: HintKind.TOO_DARK,
    TeachHint.TOO_BRIGHT: HintKind.TOO_BRIGHT,
    TeachHint.CLOSER: HintKind.CLOSER,
    TeachHint.FURTHER_AWAY: HintKind.FURTHER_AWAY,
}
_OWN = {
    TeachHint.SLOWER: TeachPhrase.HINT_SLOWER,
    TeachHint.TILT: TeachPhrase.HINT_TILT,
    # The front is still shown: it is not that it cannot be read.
    TeachHint.TURN_OVER: TeachPhrase.SHOW_BACK,
    TeachHint.TOO_PLAIN: TeachPhrase.HINT_TOO_PLAIN,
}
_SAVED = {
    ("front", "back"): TeachPhrase.SAVED_BOTH,
    ("front",): TeachPhrase.SAVED_FRONT,
    ("back",): TeachPhrase.SAVED_BACK,
}


def hint_words(hint: TeachHint, wording: Wording, level: GuidanceLevel) -> str:
    """A hint, in the words that are known of other hints where it is one of them."""
    if hint in _OWN:
        return teach_phrase(_OWN[hint], wording.language)
    # Who wants values only wants to get on with teaching all the same.
    shorter = GuidanceLevel.FULL if level is GuidanceLevel.FULL else GuidanceLevel.BRIEF
    return wording.hint(_LIKE_OTHERS[hint], shorter)


def money_of(key: str, wording: Wording) -> str:
    """A "CUR/value" in words."""
    currency, _, value = key.partition("/")
    return wording.money(value, currency)


def begun(key: str, face: str, wording: Wording, *, is_private: bool) -> str:
    """What is said at the start of a side: which note it is, unless that is private, and what to show."""
    show = teach_phrase(TeachPhrase.SHOW_FRONT if face == "front" else TeachPhrase.SHOW_BACK, wording.language)
    if is_private or not key:
        return show
    return f"{teach_phrase(TeachPhrase.TEACHING, wording.language, note=money_of(key, wording))} {show}"


def saved(note: TaughtNote, wording: Wording, *, is_private: bool) -> str:
    """That a note is kept, with which sides."""
    if is_private:
        return teach_phrase(TeachPhrase.SAVED_PRIVATE, wording.language)
    return teach_phrase(_SAVED[note.faces], wording.language, note=money_of(note.key, wording))


def clashes(key: str, wording: Wording, *, is_private: bool) -> str:
    """That a note is not kept, and which one it would be mistaken for."""
    if is_private:
        return teach_phrase(TeachPhrase.CLASH_PRIVATE, wording.language)
    return teach_phrase(TeachPhrase.CLASH, wording.language, note=money_of(key, wording))


def listed(note: TaughtNote, wording: Wording) -> str:
    """A note as it is listed: "20 Swedish kronor, both sides"."""
    return teach_phrase(sides_phrase(note.faces), wording.language, note=money_of(note.key, wording))


def notes_counted(key: TeachPhrase, number: int, wording: Wording, **fill: str) -> str:
    """A sentence with a number of notes in it."""
    return teach_phrase(key, wording.language, notes=counted_notes(number, wording.language), **fill)

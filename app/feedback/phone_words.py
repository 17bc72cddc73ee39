"""What is said and shown of a phone as the camera, found by name and language; and what its page says."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from app.feedback.phrases import spoken_language
from app.feedback.translations.phone import LABELS, PHONE
from app.feedback.translations.phone_page import PAGE


class PhonePhrase(Enum):
    """Names of the sentences. Words in braces in a sentence are filled in by `phone_phrase`."""

    INVITED = "invited"
    OPENING = "opening"
    DOT = "dot"
    JOINED = "joined"
    WAITS = "waits"
    TAKEN_OVER = "taken_over"
    LEFT = "left"
    LOCKED = "locked"
    STOPPED = "stopped"
    SHOWN = "shown"
    REFUSED = "refused"
    NO_CAMERA = "no_camera"
    CLOSED = "closed"
    FINGERPRINT = "fingerprint"
    NOT_OPEN = "not_open"
    NOBODY_WAITS = "nobody_waits"


class PhoneLabel(Enum):
    """Names of what stands on the window's page for the phone, and in its list of cameras."""

    TITLE = "title"
    STEPS = "steps"
    DRAWING = "drawing"
    ADDRESS = "address"
    CODE = "code"
    FINGERPRINT = "fingerprint"
    SAY = "say"
    SAY_FINGERPRINT = "say_fingerprint"
    LET_IN = "let_in"
    NO_DRAWING = "no_drawing"


def phone_phrase(key: PhonePhrase, language: str = "en", **fill: str) -> str:
    """The sentence in the language of a BCP 47 tag, or in English when there is none.

    Raises:
        KeyError: a word in braces was not given in `fill`.
    """
    return PHONE[spoken_language(language)][key.value].format(**fill)


def phone_label(key: PhoneLabel, language: str = "en", **fill: str) -> str:
    """What stands in the window, in the language of a BCP 47 tag, or in English. Raises KeyError as `phone_phrase`."""
    return LABELS[spoken_language(language)][key.value].format(**fill)


def page_words() -> Mapping[str, Mapping[str, str]]:
    """All words of the page in the phone's browser, by language and name."""
    return PAGE

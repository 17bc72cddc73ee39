"""The fixed sentences the app says, in one table by language; amounts of money are made in `words.py`.

A new language is one more table with the same keys; what it lacks is said in English.
"""

from collections.abc import Mapping
from enum import Enum


class Phrase(Enum):
    """Names of the sentences. Words in braces in the table are filled in by `phrase`."""

    READY = "ready"
    READY_FOR = "ready_for"
    CAMERA_OPENED = "camera_opened"
    CAMERA_LOST = "camera_lost"
    CAMERA_BACK = "camera_back"
    CAMERA_COVERED = "camera_covered"
    NO_CAMERA_DEMO = "no_camera_demo"
    DEMO_PLAYING = "demo_playing"
    SOURCE_ENDED = "source_ended"
    PAUSED = "paused"
    RUNNING = "running"
    MUTED = "muted"
    UNMUTED = "unmuted"
    NOTHING_TO_REPEAT = "nothing_to_repeat"
    UNKNOWN_NOTE = "unknown_note"
    TOO_DARK = "too_dark"
    HOLD_STILL = "hold_still"
    CANNOT_READ = "cannot_read"
    NOT_GENUINENESS = "not_genuineness"


_ENGLISH: Mapping[Phrase, str] = {
    Phrase.READY: "Ready. Hold a note in front of the camera.",
    Phrase.READY_FOR: "Ready for {currencies}. Hold a note in front of the camera.",
    Phrase.CAMERA_OPENED: "Camera on: {camera}.",
    Phrase.CAMERA_LOST: "Camera lost. Trying to get it back.",
    Phrase.CAMERA_BACK: "Camera is back.",
    Phrase.CAMERA_COVERED: "The camera sees only darkness. Uncover it or turn on a light.",
    Phrase.NO_CAMERA_DEMO: "No camera found. Playing the demo with specimen notes.",
    Phrase.DEMO_PLAYING: "Playing the demo with specimen notes.",
    Phrase.SOURCE_ENDED: "That was the last picture.",
    Phrase.PAUSED: "Paused.",
    Phrase.RUNNING: "Running.",
    Phrase.MUTED: "Sound off.",
    Phrase.UNMUTED: "Sound on.",
    Phrase.NOTHING_TO_REPEAT: "Nothing to repeat yet.",
    Phrase.UNKNOWN_NOTE: "Not a note I know.",
    Phrase.TOO_DARK: "Too dark. Turn on a light.",
    Phrase.HOLD_STILL: "Hold the note still.",
    Phrase.CANNOT_READ: "I see a note but cannot read it. Turn it or move it.",
    Phrase.NOT_GENUINENESS: "This does not check whether a note is genuine.",
}

_BY_LANGUAGE: Mapping[str, Mapping[Phrase, str]] = {"en": _ENGLISH}


def phrase(key: Phrase, language: str = "en", **fill: str) -> str:
    """The sentence in the language of a BCP 47 tag, or in English when there is none.

    Raises:
        KeyError: a word in braces was not given in `fill`.
    """
    table = _BY_LANGUAGE.get(language.replace("_", "-").split("-")[0].lower(), _ENGLISH)
    return table.get(key, _ENGLISH[key]).format(**fill)

"""What is said while a note is taught, and of the notes that were, found by name and language."""

from enum import Enum

from babel import Locale

from app.feedback.phrases import spoken_language
from app.feedback.translations.teach_page import PAGE
from app.feedback.translations.teaching import TEACHING
from app.feedback.words import SPECIMEN_CURRENCY


class TeachPhrase(Enum):
    """Names of the sentences. Words in braces in a sentence are filled in by `teach_phrase`."""

    TEACHING = "teaching"
    SHOW_FRONT = "show_front"
    SHOW_BACK = "show_back"
    CHECKING = "checking"
    STILL_CHECKING = "still_checking"
    SAVED_BOTH = "saved_both"
    SAVED_FRONT = "saved_front"
    SAVED_BACK = "saved_back"
    SAVED_PRIVATE = "saved_private"
    STOPPED = "stopped"
    CLASH = "clash"
    CLASH_PRIVATE = "clash_private"
    HINT_SLOWER = "hint_slower"
    HINT_TILT = "hint_tilt"
    HINT_TOO_PLAIN = "hint_too_plain"
    BOTH_SIDES = "both_sides"
    FRONT_ONLY = "front_only"
    BACK_ONLY = "back_only"
    NONE = "none"
    DELETE_ASKED = "delete_asked"
    DELETED = "deleted"
    RESTORED = "restored"
    NOTHING_TO_UNDO = "nothing_to_undo"
    RENAMED = "renamed"
    TAKEN = "taken"
    EXPORTED = "exported"
    IMPORTED = "imported"
    KNOWN_ALREADY = "known_already"
    IMPORT_CLASH = "import_clash"


class TeachLabel(Enum):
    """Names of what stands on the page of taught notes."""

    TITLE = "title"
    CURRENCY = "currency"
    CURRENCY_HOW = "currency_how"
    FOUND = "found"
    OWN_NAME = "own_name"
    VALUE = "value"
    VALUE_HOW = "value_how"
    START = "start"
    FRONT_ANEW = "front_anew"
    BACK_ANEW = "back_anew"
    ONE_SIDE = "one_side"
    STOP = "stop"
    NOTES = "notes"
    NOTES_HOW = "notes_how"
    LISTEN = "listen"
    RENAME = "rename"
    RENAME_HOW = "rename_how"
    DELETE = "delete"
    EXPORT = "export"
    IMPORT = "import"
    UNDO = "undo"
    STATE = "state"
    STATE_IDLE = "state_idle"
    STATE_AT = "state_at"


def teach_phrase(key: TeachPhrase, language: str = "en", **fill: str) -> str:
    """The sentence in the language of a BCP 47 tag, or in English when there is none.

    Raises:
        KeyError: a word in braces was not given in `fill`.
    """
    return TEACHING[spoken_language(language)][key.value].format(**fill)


def teach_label(key: TeachLabel, language: str = "en", **fill: str) -> str:
    """What stands on the page, in the language of a BCP 47 tag, or in English. Raises KeyError as `teach_phrase`."""
    return PAGE[spoken_language(language)][key.value].format(**fill)


def is_currency_code(text: str) -> bool:
    """Whether these are the three letters of a currency that has a name of its own."""
    return text == SPECIMEN_CURRENCY or (len(text) == 3 and text in Locale("en").currencies)


def sides_phrase(faces: tuple[str, ...]) -> TeachPhrase:
    """How a note with these faces is listed."""
    if len(faces) == 2:
        return TeachPhrase.BOTH_SIDES
    return TeachPhrase.FRONT_ONLY if faces == ("front",) else TeachPhrase.BACK_ONLY

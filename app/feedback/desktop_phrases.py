"""What is said and shown outside the window, found by name and language: in the tray, by a key that holds in every
program, at sign-in. What the window itself says is in window_phrases.py.
"""

from enum import Enum

from app.feedback.phrases import spoken_language
from app.feedback.translations.desktop import DESKTOP


class DesktopPhrase(Enum):
    """Names of the sentences. Words in braces in a sentence are filled in by `desktop_phrase`."""

    SHOW_WINDOW = "show_window"
    HIDE_WINDOW = "hide_window"
    SAY_AGAIN = "say_again"
    PAUSE = "pause"
    GO_ON = "go_on"
    QUIT = "quit"
    TIP_LOOKING = "tip_looking"
    TIP_PAUSED = "tip_paused"
    TIP_NO_PICTURE = "tip_no_picture"
    HIDDEN = "hidden"
    HIDDEN_KEY = "hidden_key"
    SECTION = "section"
    AT_LOGIN = "at_login"
    AT_LOGIN_MORE = "at_login_more"
    IN_TRAY = "in_tray"
    IN_TRAY_MORE = "in_tray_more"
    NO_TRAY = "no_tray"
    KEY = "key"
    KEY_MORE = "key_more"
    KEY_TAKEN = "key_taken"
    KEY_OF_SYSTEM = "key_of_system"
    KEY_MISSING = "key_missing"
    OFFER_LOGIN = "offer_login"
    REPEAT_UNANSWERED = "repeat_unanswered"


def desktop_phrase(which: DesktopPhrase, language: str = "en", **fill: str) -> str:
    """The sentence in the language of a BCP 47 tag, or in English when there is none.

    Raises:
        KeyError: a word in braces was not given in `fill`.
    """
    return DESKTOP[spoken_language(language)][which.value].format(**fill)

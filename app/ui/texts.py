"""The longer texts of the window, as data: help, tour, tones. How they are shown or read aloud is not here."""

from PySide6.QtCore import QCoreApplication

from app.ui.keys import ACTIONS, KeyMap, meaning

translate = QCoreApplication.translate


def not_genuine() -> str:
    """What the app does not do."""
    return translate("Texts", "Does not check whether a note is genuine.")


def invitation() -> str:
    """What to do first."""
    return translate("Texts", "Hold a note in front of the camera")


def no_picture_in_private() -> str:
    """What stands in the place of the picture in private mode, since the picture would show the note."""
    return translate("Texts", "No picture in private mode")


def last_currency() -> str:
    """Why the last currency cannot be turned off."""
    return translate("Texts", "One currency at least stays on.")


def help_lines(keys: KeyMap) -> list[str]:
    """How to use Noteworthy, with all keys, a sentence a line."""
    line = translate("Texts", "{key}: {what}.")
    of_keys = [
        line.format(key=keys.shown_all(action.name), what=meaning(action.name))
        for action in ACTIONS
        if keys.keys(action.name)
    ]
    return [
        translate(
            "Texts", "Hold one note in front of the camera, about a hand's length away. Its value is spoken and shown."
        ),
        *of_keys,
        translate("Texts", "Tab: to the next part of the window. Escape: back to the main page."),
        translate(
            "Texts", "Ctrl and Plus: larger text. Ctrl and Minus: smaller text. Ctrl and 0: text of the usual size."
        ),
        translate("Texts", "Every key can be changed in the settings."),
        translate("Texts", "Only the currencies that are turned on are named. Fewer of them are read more surely."),
        not_genuine(),
    ]


def tour_lines(keys: KeyMap) -> list[str]:
    """What is said at the first start, before the demo; about 40 seconds."""
    return [
        translate("Texts", "Welcome to Noteworthy. This tour takes a minute. {hush} skips it.").format(
            hush=keys.shown_either("hush")
        ),
        translate("Texts", "Noteworthy tells you which banknote is in front of the camera."),
        translate(
            "Texts",
            "Hold one note, flat, about a hand's length from the camera, and keep still. You hear its value. If "
            "something is in the way, you hear what to do: closer, left, more light.",
        ),
        translate("Texts", "{repeat} says the value again. {hush} hushes. {what} tells what the camera sees.").format(
            repeat=keys.shown_either("repeat"), hush=keys.shown_either("hush"), what=keys.shown_either("what")
        ),
        translate(
            "Texts", "{count} adds your notes up. {private} turns words into tones that only you understand."
        ).format(count=keys.shown_either("count"), private=keys.shown_either("private")),
        translate("Texts", "{help} reads all keys to you. It never tells whether a note is genuine.").format(
            help=keys.shown_either("help")
        ),
        translate("Texts", "Now listen to three notes of play money."),
    ]


def tour_end(keys: KeyMap, *, was_left: bool) -> str:
    """The last words of the tour, after its demo or when it was left before."""
    ended = translate("Texts", "The tour was skipped.") if was_left else translate("Texts", "That was the tour.")
    key = keys.shown_either("currencies")
    if not key:
        return ended
    return f"{ended} {translate('Texts', 'Press {key} to choose your currencies.').format(key=key)}"


def tones_explained() -> str:
    """What the tones of private mode mean."""
    return translate(
        "Texts",
        "In private mode a note is told by short tones and not by words. The lowest value of a currency is one tone, "
        "the next two, and so on; they come in groups of three. Choose one and press Enter to hear it.",
    )


def tone_codes(ranks: int) -> list[tuple[str, int]]:
    """The codes to learn, with how many tones each has; 0 is the code of an error."""
    return [
        *((translate("Texts", "Tones: {count}").format(count=rank), rank) for rank in range(1, ranks + 1)),
        (translate("Texts", "Not understood: try again"), 0),
    ]


def since_start(at_s: float) -> str:
    """When something was said, in minutes and seconds since the start."""
    minutes, seconds = divmod(int(at_s), 60)
    return f"{minutes}:{seconds:02d}"

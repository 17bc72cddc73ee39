"""How what comes from outside (paths, names of devices) is written where a person or a program reads it."""

import os
import unicodedata

from app.longpath import plain

LONGEST = 400  # characters; who hears more of a name than that has lost the thread

# Marks that turn the direction of writing: in a name they make the rest of the line read as something else.
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ESCAPED = frozenset({"Cc", "Cs", "Zl", "Zp"})


def shown_path(path: str | os.PathLike[str]) -> str:
    r"""Return a path as it may be printed, logged and spoken: valid Unicode on one line.

    Bytes that are no UTF-8, as in names from an old memory stick, and control characters become `\xff`, `\n` and the
    like, and the middle of a very long name is left out; every other name stays as it is.
    """
    return shown_text(os.fspath(path))


def shown_text(text: str) -> str:
    """The same for any text from outside, such as the name that a device has for itself."""
    text = plain(text)
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]} … {text[-LONGEST // 2 :]}"
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if unicodedata.category(character) not in _ESCAPED and character not in _TURNS:
        return character
    if "\udc80" <= character <= "\udcff":  # how Python carries a byte that is no UTF-8
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character.encode("unicode_escape").decode("ascii")

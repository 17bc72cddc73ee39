"""Currencies that a person named: a voucher, a club's chips, a card. All that can be odd about such a name ends here.

Everywhere else a currency is a code of three letters. ISO 4217 makes its codes of countries' codes, of which those from
QM to QZ are never given out: a name of one's own has one of these for as long as it is kept, on this computer only.
Which code has which name is asked for by whoever makes words; it changes when a note is taught, renamed or taken away.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from app.trouble import Trouble

MOST_LETTERS = 40
"""A longer name is cut: it is spoken with every note."""
_CODES = tuple(f"Q{second}{third}" for second in "MNOPQRSTUVWXYZ" for third in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
# Of what people type only this is kept: letters, their marks, digits, and the punctuation that names have.
_KEPT = ("L", "M", "N", "Zs")
_PUNCTUATION = frozenset("-'’.&/·,()")
_JOINERS = frozenset("\u200c\u200d")
_MOST_DIGITS, _MOST_DECIMALS = 12, 6
_MOST_TYPED, _LONGEST_VALUE = 2000, 64
_THOUSANDS = re.compile(r"[0-9]{1,3}([.,][0-9]{3})+")
_names: Mapping[str, str] = MappingProxyType({})


class TaughtError(Trouble):
    """What was taught, or is to be, cannot be used.

    Codes:
        taught_name_empty: a name has no letter by which it can be spoken.
        taught_value_wrong: a value is no number above 0.
        taught_value_unclear: `value` has a mark that may stand before thousands as well as before a fraction.
        taught_name_of_money: in the file at `path` a note has the `name` of money.
        taught_full: there is no room for another name, or another note.
        taught_damaged: what lies at `path` is no file of taught notes, or not as it was written.
        taught_newer: it has a newer format than this version knows.
        taught_misfit: it was made for another model.
        taught_unreadable: it cannot be read, for the reason `errno`.
        taught_not_written: it cannot be written, for the reason `errno`.
        taught_too_plain: too little print was seen on the note.
        taught_not_here: this model has no templates that notes could be taught beside.
        taught_no_photos: the folder at `path` has no photos laid out as they must be.
    """


def clean_name(text: str) -> str:
    """A name as it is kept, spoken and shown: composed, on one line, without emoji and signs, not too long.

    Raises:
        TaughtError: nothing is left that has a letter in it; a number alone would be taken for the value.
    """
    # Of a million marks on one letter no more: putting them into their order takes the square of their number.
    composed = unicodedata.normalize("NFC", text[:_MOST_TYPED])
    kept = "".join(" " if letter.isspace() else letter for letter in composed if _is_kept(letter) or letter.isspace())
    name = _cut(" ".join(kept.split()).strip(" -'’.&/·,"))
    if not any(unicodedata.category(letter).startswith("L") for letter in name):
        raise TaughtError("taught_name_empty")
    return name


def clean_value(text: str) -> str:
    """A value as labels have it, "20" or "0.5", of what a person typed, also in other digits or with a comma.

    Raises:
        TaughtError: it is no number above 0, has too many digits, or may be a thousand as well as one.
    """
    typed = text.strip()
    if len(typed) > _LONGEST_VALUE:
        raise TaughtError("taught_value_wrong")
    digits = "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else "," if letter in ",٫" else letter
        for letter in typed
    )
    # "1,000" is a thousand to one person and one to another; only what begins with 0 is a fraction for both.
    if _THOUSANDS.fullmatch(digits) and not digits.startswith("0"):
        raise TaughtError("taught_value_unclear", value=typed)
    digits = digits.replace(",", ".")
    try:
        number = Decimal(digits)
    except InvalidOperation:
        raise TaughtError("taught_value_wrong") from None
    # "1e999999999" would be written with a billion zeros.
    if not number.is_finite() or number <= 0 or abs(number.adjusted()) > _MOST_DIGITS:
        raise TaughtError("taught_value_wrong")
    whole, _, decimals = format(number, "f").partition(".")
    decimals = decimals.rstrip("0")
    if len(whole) > _MOST_DIGITS or len(decimals) > _MOST_DECIMALS:
        raise TaughtError("taught_value_wrong")
    whole = whole.lstrip("0") or "0"
    return f"{whole}.{decimals}" if decimals else whole


def is_own(code: str) -> bool:
    """Whether a code stands for a name of a person's own."""
    return len(code) == 3 and code in _CODES_SET


def name_of(code: str) -> str | None:
    """The name that such a code stands for; None for any other, and for one that is no longer kept."""
    return _names.get(code.upper())


def use_names(names: Mapping[str, str]) -> None:
    """These are the names from now on. From any thread: words see all of the old ones or all of the new."""
    global _names
    _names = MappingProxyType(dict(names))


def code_for(name: str, names: Mapping[str, str]) -> str:
    """The code of a clean name: the one it has, or a free one.

    Raises:
        TaughtError: none is free.
    """
    wanted = name.casefold()
    for code, other in names.items():
        if other.casefold() == wanted:
            return code
    return free_code(names)


def free_code(taken: Collection[str]) -> str:
    """A code that stands for nothing yet.

    Raises:
        TaughtError: there is none.
    """
    code = next((code for code in _CODES if code not in taken), None)
    if code is None:
        raise TaughtError("taught_full")
    return code


def _is_kept(letter: str) -> bool:
    category = unicodedata.category(letter)
    return category.startswith(_KEPT) or letter in _PUNCTUATION or letter in _JOINERS


def _cut(name: str) -> str:
    """At most so many letters, marks not counted, and no letter without its marks."""
    letters = 0
    for place, letter in enumerate(name):
        if not unicodedata.category(letter).startswith("M") and letter not in _JOINERS:
            letters += 1
        if letters > MOST_LETTERS or place >= 4 * MOST_LETTERS:
            return name[:place].rstrip()
    return name


_CODES_SET = frozenset(_CODES)

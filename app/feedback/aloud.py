"""What of a trouble is said rather than shown: nobody can follow an address, a path or a code by ear.

The sentences that are made of such things stand, in words for the ear, in `translations/troubles_aloud.py`; every other
one is said as it is shown, with what fills it cut down to what tells it from others.
"""

import re
from collections.abc import Mapping

_CODES = frozenset({"names", "field"})
_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*://")
_PORT = re.compile(r":\d*$")
# What an error says of itself is for whoever mends it; it stands in brackets in every language.
_ERROR = " ({error})"


def said_sentence(sentence: str) -> str:
    """A sentence, still with its words in braces, without what is of no use to an ear."""
    return sentence.replace(_ERROR, "")


def said_parameters(parameters: Mapping[str, str | int | float]) -> dict[str, str | int | float]:
    """What fills such a sentence: of an address its machine, of a path its last name, of a code its words."""
    return {name: _said(name, value) if isinstance(value, str) else value for name, value in parameters.items()}


def _said(name: str, value: str) -> str:
    if name in _CODES:
        return re.sub(r"[_./\[\]]+", " ", value).strip()
    if name == "address" or _SCHEME.match(value):
        return _machine(value) or value
    return _last_name(value) or value


def _machine(address: str) -> str:
    """The name or number of the machine in an address, also in one that cannot be used."""
    rest = re.split(r"[/?#\\]", _SCHEME.sub("", address).lstrip("/"), maxsplit=1)[0]
    return _PORT.sub("", rest.rpartition("@")[2]).strip("[]")


def _last_name(path: str) -> str:
    return re.split(r"[/\\]", path.rstrip("/\\"))[-1]

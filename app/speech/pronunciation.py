"""How words of money are written for eSpeak, where it would say them as nobody does. What is shown stays as it is.

A value must be told from others by ear: "won" is said as "one", "hryvnias" begins with the name of a letter, and "10
afghanis" was heard as twenty. Only such words stand here, by language, as they are to be said; the other voices know
them.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

_WRITTEN: Mapping[str, Mapping[str, str]] = {
    "en": {
        "afghani": "afghanee",
        "afghanis": "afghaneez",
        "hryvnia": "hrivnia",
        "hryvnias": "hrivnias",
        "won": "wahn",
        "ringgit": "ringit",
        "ringgits": "ringits",
        "rupiah": "roopeeah",
        "rupiahs": "roopeeahs",
        "kyat": "chaht",
        "kyats": "chahts",
        "somoni": "somonee",
        "somonis": "somonees",
        "tenge": "tengay",
        "tenges": "tengays",
    },
}


def pronounced(text: str, language: str) -> str:
    """The words as this voice is to be given them.

    Args:
        text: what is to be said.
        language: BCP 47 tag of the voice that says it.
    """
    base = language.split("-")[0].lower()
    written = _WRITTEN.get(base)
    return text if written is None else _words(base).sub(lambda found: written[found[0]], text)


@lru_cache
def _words(language: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(sorted(_WRITTEN[language], key=len, reverse=True)) + r")\b")

"""The sentences about what went wrong, found by the code of a `Trouble` and the language.

They stand in `translations/troubles_*.py`, one file for each subject, each with all ten languages.
"""

import errno
from collections.abc import Mapping

from app.camera.shown import shown_text
from app.feedback.aloud import said_parameters, said_sentence
from app.feedback.phrases import spoken_language
from app.feedback.translations import (
    troubles_address,
    troubles_aloud,
    troubles_camera,
    troubles_desktop,
    troubles_files,
    troubles_phone,
    troubles_pictures,
    troubles_session,
    troubles_settings,
    troubles_speech,
    troubles_teaching,
)

_ROOMS = (
    troubles_address,
    troubles_camera,
    troubles_desktop,
    troubles_files,
    troubles_phone,
    troubles_pictures,
    troubles_session,
    troubles_settings,
    troubles_speech,
    troubles_teaching,
)
_SENTENCES: Mapping[str, Mapping[str, str]] = {
    language: {code: text for room in _ROOMS for code, text in room.TROUBLES[language].items()}
    for language in troubles_session.TROUBLES
}
_REASONS = {
    errno.ENOSPC: "full",
    errno.EDQUOT if hasattr(errno, "EDQUOT") else -1: "full",
    errno.EACCES: "forbidden",
    errno.EPERM: "forbidden",
    errno.EROFS: "read_only",
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.EISDIR: "folder",
    errno.ENXIO: "special",
    errno.ENAMETOOLONG: "name",
    errno.EINVAL: "name",
    errno.EMFILE: "too_many",
    errno.ENFILE: "too_many",
    errno.EIO: "broken",
    errno.EPIPE: "closed",
}


def codes(language: str = "en") -> frozenset[str]:
    """The codes that have a sentence in this language, one of `phrases.LANGUAGES`."""
    return frozenset(_SENTENCES[language])


def trouble_sentence(
    code: str, parameters: Mapping[str, str | int | float], language: str = "en", *, aloud: bool = False
) -> str:
    """The sentence of a code in the language of a BCP 47 tag, or in English where that has no sentences.

    aloud: as it is said, where nobody could follow what is shown: an address, a path, a command.

    What fills it comes from outside: it stays on one line, whatever marks it has, and is cut where it is very long.
    `errno` among the parameters is told as its reason. A code that nobody wrote a sentence for is told as it is:
    an odd word beats silence.
    """
    spoken = spoken_language(language)
    parameters = said_parameters(parameters) if aloud else parameters
    filled = {name: shown_text(str(value)) for name, value in parameters.items()}
    number = parameters.get("errno")
    if isinstance(number, int):
        filled["reason"] = reason(number, language)
    sentence = _SENTENCES[spoken].get(code)
    if sentence is None:
        return " ".join((code.replace("_", " "), *filled.values()))
    if aloud:
        sentence = troubles_aloud.TROUBLES[spoken].get(code, said_sentence(sentence))
    return sentence.format(**filled)


def reason(number: int, language: str = "en") -> str:
    """What an error number of the system means, in a few words: "the disk is full"."""
    known = troubles_session.REASONS[spoken_language(language)]
    return known.get(_REASONS.get(number, ""), known["other"].format(number=number))

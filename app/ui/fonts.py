"""Whether the fonts of this machine can draw a language, and what is said where they cannot. Nothing is drawn here."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QFontDatabase

from app.ui.translations import LANGUAGES

translate = QCoreApplication.translate

_Script = QFontDatabase.WritingSystem
_SCRIPTS: Final[Mapping[str, QFontDatabase.WritingSystem]] = {
    "ar": _Script.Arabic,
    "hi": _Script.Devanagari,
    "ru": _Script.Cyrillic,
}
"""Of each language of ours its script; those that are not here are written in Latin letters, which every font has."""
_ADVICE: Final = str(
    QT_TRANSLATE_NOOP(
        "Fonts",
        "No font on this computer can show {language}. Install one: on Debian and Ubuntu the package {package}.",
    )
)
_PACKAGE: Final = "fonts-noto-core"


def _base(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


def can_draw(
    language: str, families: Callable[[QFontDatabase.WritingSystem], Sequence[str]] = QFontDatabase.families
) -> bool:
    """Whether some installed font has the letters of the language of this tag.

    families: the names of the fonts that have the letters of a script.
    """
    script = _SCRIPTS.get(_base(language))
    return script is None or bool(families(script))


def advice(language: str) -> tuple[str, str]:
    """What to install, in English and in the language that the window is in."""
    base = _base(language)
    fill = {"language": LANGUAGES.get(base, language), "package": _PACKAGE}
    english = _ENGLISH_NAMES.get(base, language)
    return _ADVICE.format(language=english, package=_PACKAGE), translate("Fonts", _ADVICE).format(**fill)


_ENGLISH_NAMES: Final[Mapping[str, str]] = {"ar": "Arabic", "hi": "Hindi", "ru": "Russian"}

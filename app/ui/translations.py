"""The languages of the window, and how their texts are put in the place of the English ones. No texts here."""

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from app.resources import PACKAGE

FOLDER: Final = PACKAGE / "ui" / "translations"

LANGUAGES: Final[Mapping[str, str]] = {
    "ar": "العربية",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "hi": "हिन्दी",
    "id": "Bahasa Indonesia",
    "pt": "Português",
    "ru": "Русский",
    "tr": "Türkçe",
}
"""Tags of the languages that the window speaks, and their own names."""


def system_language() -> str:
    """The language of `LANGUAGES` that the system itself is in, or the next that the person asked it for."""
    return first_spoken(QLocale.system().uiLanguages())


def first_spoken(tags: Iterable[str]) -> str:
    """The first of these BCP 47 tags, best first, that is one of `LANGUAGES`, without its region; English if none."""
    bases = (tag.replace("_", "-").split("-")[0].lower() for tag in tags)
    return next((base for base in bases if base in LANGUAGES), "en")


class Translations:
    """The one language that the application is in now."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self._installed: QTranslator | None = None

    def use(self, language: str) -> bool:
        """Put the window into the language of a BCP 47 tag; False when there is none, and it is English then."""
        base = language.replace("_", "-").split("-")[0].lower()
        if self._installed is not None:
            self._application.removeTranslator(self._installed)
            self._installed = None
        locale = QLocale(language.replace("-", "_"))
        right_to_left = base in LANGUAGES and locale.textDirection() == Qt.LayoutDirection.RightToLeft
        self._application.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
        )
        translator = QTranslator(self._application)
        if not translator.load(str(FOLDER / f"noteworthy_{base}.qm")):
            return base == "en"
        self._installed = translator
        self._application.installTranslator(translator)
        return True

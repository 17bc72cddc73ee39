"""Takes pictures of every page of the window in every theme, at work on the demo reel: real model, nothing aloud.

    make screenshots

Draws without a display unless QT_QPA_PLATFORM says otherwise. The notes are the project's own specimens.
"""

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app import startup
from app.options import Options
from app.settings import Settings
from app.ui.application import choices_of, make_application, run_window
from app.ui.fonts import can_draw
from app.ui.pages import Page
from app.ui.preferences import Preferences
from app.ui.reader_page import ReaderPage
from app.ui.style import THEMES
from app.ui.window import MainWindow

SIZE_PX = (800, 600)
COUNTED_NOTES = 3
LOOK_EVERY_MS = 50
GIVE_UP_AFTER_S = 120.0
OTHER_LANGUAGES = ("ar", "de", "hi")
"""Taken of the main page as well, where a font can draw them: from right to left, with long words, Devanagari."""


class Photographer(QObject):
    """Counts some notes of the demo, takes all pictures while the next is in view, then closes the window."""

    def __init__(self, folder: Path, preferences: Preferences) -> None:
        super().__init__()
        self.taken: list[Path] = []
        self._folder = folder
        self._preferences = preferences
        self._languages = [language for language in OTHER_LANGUAGES if can_draw(language)]
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_EVERY_MS)

    def _look(self) -> None:
        window = next((shown for shown in QApplication.topLevelWidgets() if isinstance(shown, MainWindow)), None)
        if window is None:
            return
        self._looks += 1
        if self._looks == 1:
            window.resize(*SIZE_PX)
            window.reader.count_button.click()
        if window.shows_value:
            self._value_seen(window)
        if self.is_done or self._looks * LOOK_EVERY_MS > GIVE_UP_AFTER_S * 1000:
            self._timer.stop()
            window.close()

    @property
    def is_done(self) -> bool:
        """Whether all pictures were taken."""
        return bool(self.taken) and not self._languages

    def _value_seen(self, window: MainWindow) -> None:
        if not self.taken:
            if len(window.controls.count.entries()) >= COUNTED_NOTES:
                self._take_pages(window)
                window.reader.count_button.click()
                self._preferences.change(theme="dark", language=self._languages[0])
        elif self._preferences.settings.language == self._languages[0]:
            window.open_page(window.reader)
            self._take(window, f"main_{self._languages.pop(0)}.png")
            if self._languages:
                self._preferences.change(language=self._languages[0])

    def _take_pages(self, window: MainWindow) -> None:
        pages: dict[str, Page | ReaderPage] = {
            "main": window.reader,
            "currencies": window.currency_page,
            "help": window.help_page,
            "history": window.history_page,
            "count": window.count_page,
            "tones": window.tones_page,
            "settings": window.settings_page,
        }
        for theme in THEMES:
            self._preferences.change(theme=theme)
            for name, page in pages.items():
                window.open_page(page)
                self._take(window, f"{name}_{theme}.png")
        window.open_page(window.reader)

    def _take(self, window: MainWindow, name: str) -> None:
        path = self._folder / name
        QApplication.processEvents()
        picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
        if picture.save(str(path)):
            self.taken.append(path)


def main() -> int:
    """Read the command line and take the pictures; returns 0 when all were taken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the pictures are written")
    parser.add_argument("--model", type=Path, help="model to use in place of the one that ships")
    given = parser.parse_args()
    folder: Path = given.folder
    folder.mkdir(parents=True, exist_ok=True)

    make_application()
    options = Options(source="demo", mute=True, model=given.model)
    recognizer = startup.load_recognizer(options)
    on = recognizer.default_currencies
    session = startup.make_session(options, recognizer, currencies=on, language="en", mute=True, in_real_time=True)
    choices = choices_of(spec="demo", known=recognizer.currencies, on=on, language="en", cameras=list)
    # Nothing is stored: the person's own settings stay as they are.
    preferences = Preferences(Settings(camera="demo", muted=True, tour_done=True), lambda settings: None)
    photographer = Photographer(folder, preferences)
    run_window(session, spec="demo", choices=choices, preferences=preferences)
    for path in photographer.taken:
        print(path)
    if not photographer.is_done:
        print("No values were announced in time, or a picture could not be written.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Takes pictures of the window at work on the demo reel: the real model, the real session, nothing spoken aloud.

    make screenshots

Draws without a display unless QT_QPA_PLATFORM says otherwise.
"""

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from app import startup
from app.options import Options
from app.ui.application import choices_of, run_window
from app.ui.window import HelpDialog, MainWindow, Remember

SIZE_PX = (960, 720)
LOOK_EVERY_MS = 50
GIVE_UP_AFTER_S = 90.0


class Photographer(QObject):
    """Takes one picture when a value is announced and one of the help, then closes the window."""

    def __init__(self, folder: Path, application: QApplication) -> None:
        super().__init__(application)
        self.taken: list[Path] = []
        self._folder = folder
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
        if window.shows_value and window.picture.image is not None:
            self._take(window, "window.png")
            window.help_button.click()
            self._take(window.findChildren(HelpDialog)[0], "help.png")
        if self.taken or self._looks * LOOK_EVERY_MS > GIVE_UP_AFTER_S * 1000:
            self._timer.stop()
            window.close()

    def _take(self, shown: MainWindow | HelpDialog, name: str) -> None:
        path = self._folder / name
        if shown.grab().save(str(path)):
            self.taken.append(path)


def main() -> int:
    """Read the command line and take the pictures; returns 0 when all were taken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the pictures are written")
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)

    # Made before the photographer, whose timer needs it; run_window takes the one that is there.
    application = QApplication(sys.argv[:1])
    options = Options(source="demo", mute=True)
    recognizer = startup.load_recognizer(options)
    on = recognizer.default_currencies
    session = startup.make_session(options, recognizer, currencies=on, language="en", mute=True, in_real_time=True)
    choices = choices_of(spec="demo", known=recognizer.currencies, on=on, language="en", cameras=list)
    photographer = Photographer(folder, application)
    run_window(
        session,
        spec="demo",
        choices=choices,
        remember=Remember(source=lambda spec: None, currencies=lambda codes: None),
    )
    for path in photographer.taken:
        print(path)
    if len(photographer.taken) < 2:
        print("No value was announced in time, or a picture could not be written.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

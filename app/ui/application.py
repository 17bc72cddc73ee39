"""The run with a window: Qt's application around a session, from the first window to the last."""

import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.camera.listing import CameraInfo, list_cameras
from app.feedback.words import currency_name
from app.session import Listener
from app.ui import style
from app.ui.bridge import Bridge
from app.ui.window import Choice, Choices, Controls, MainWindow, Remember

_TYPE_PT = 12
_SIGNAL_POLL_MS = 200


class Runs(Controls, Protocol):
    """A session that the window starts, and ends."""

    def add_listener(self, listener: Listener) -> None:
        """Tell this one what happens."""

    def start(self, spec: str) -> None:
        """Look at this source until `close`; returns at once."""


def run_window(session: Runs, *, spec: str, choices: Choices, remember: Remember) -> int:
    """Show the window, start the session, and return Qt's exit code when the window was closed.

    To be called in the main thread, after `app.ui.display.window_trouble` found none. When it returns, or raises, the
    session is closed.

    Args:
        session: not yet started.
        spec: the source to begin with, as on the command line.
        choices: what the lists offer; see `choices_of`.
        remember: told of each choice; may raise OSError, which is shown.
    """
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    dress(application)
    bridge = Bridge()
    session.add_listener(bridge)
    window = MainWindow(session, bridge, choices, remember)
    try:
        window.show()
        session.start(spec)
        with _signals_close(window):
            return application.exec()
    finally:
        window.close()


def choices_of(
    *,
    spec: str,
    known: Iterable[str],
    on: Iterable[str],
    language: str,
    cameras: Callable[[], list[CameraInfo]] = list_cameras,
) -> Choices:
    """What the window's lists offer.

    Args:
        spec: the source in use, as on the command line.
        known: ISO 4217 codes of the currencies that the model knows.
        on: codes of those that are on.
        language: tag of the language of their names.
        cameras: lists the cameras; outside Linux that opens and closes each, so call this before the session starts.
    """
    found = [Choice(str(camera.id), camera.name) for camera in cameras()]
    named = [Choice(code, _capitalised(currency_name(code, language))) for code in known]
    return Choices(
        sources=(Choice("auto", "First camera found"), *found, Choice("demo", "Demo with specimen notes")),
        source=spec,
        currencies=tuple(sorted(named, key=lambda choice: choice.name.casefold())),
        currencies_on=tuple(on),
    )


def dress(application: QApplication) -> None:
    """Give the application its name, colours and type; the type no smaller than what the person's system is set to."""
    application.setApplicationName("Noteworthy")
    application.setApplicationDisplayName("Noteworthy")
    application.setStyle("Fusion")
    application.setPalette(style.palette())
    font = application.font()
    font.setPointSize(max(font.pointSize(), _TYPE_PT))
    application.setFont(font)
    application.setStyleSheet(style.STYLE_SHEET)


def _capitalised(name: str) -> str:
    return name[:1].upper() + name[1:]


@contextmanager
def _signals_close(window: MainWindow) -> Iterator[None]:
    """While this lasts, Ctrl+C in the terminal and a polite kill close the window as a click would."""

    def close(number: int, frame: object) -> None:
        window.close()

    before = {number: signal.signal(number, close) for number in (signal.SIGINT, signal.SIGTERM)}
    # Python sees a signal only when it runs, and inside Qt's loop it runs only when something happens.
    timer = QTimer()
    timer.timeout.connect(lambda: None)
    timer.start(_SIGNAL_POLL_MS)
    try:
        yield
    finally:
        timer.stop()
        for number, handler in before.items():
            signal.signal(number, handler)

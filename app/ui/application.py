"""The run with a window: Qt's application around a session, from the first window to the last."""

import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.camera.listing import CameraInfo, list_cameras
from app.feedback.modes import SpeakMode
from app.feedback.words import currency_name
from app.session import Listener
from app.settings import Settings
from app.ui import style
from app.ui.bridge import Bridge
from app.ui.controls import Choice, Choices, Controls
from app.ui.preferences import Preferences, sound_choice
from app.ui.screen_reader import ScreenReader
from app.ui.translations import Translations
from app.ui.window import MainWindow

translate = QCoreApplication.translate

_TYPE_PT = 12
_SIGNAL_POLL_MS = 200


class Runs(Controls, Protocol):
    """A session that the window starts, and ends."""

    def add_listener(self, listener: Listener) -> None:
        """Tell this one what happens."""

    def start(self, spec: str) -> None:
        """Look at this source until `close`; returns at once."""


def run_window(
    session: Runs,
    *,
    spec: str,
    choices: Choices,
    preferences: Preferences,
    reader: ScreenReader | None = None,
    look: "Look | None" = None,
    tour: bool = True,
) -> int:
    """Show the window, start the session, and return Qt's exit code when the window was closed.

    To be called in the main thread, after `app.ui.display.window_trouble` found none and `make_application`. When it
    returns, or raises, the session is closed.

    Args:
        session: not yet started.
        spec: the source to begin with, as on the command line.
        choices: what the lists offer; see `choices_of`.
        preferences: the settings, which the window changes.
        reader: the way to the screen reader, if the session speaks through it.
        look: what dresses the application; made here when it was not before.
        tour: False for a start that asked for a certain source: the first-start tour waits for a plain one.
    """
    application = make_application()
    look = look or Look(application, preferences)
    bridge = Bridge()
    session.add_listener(bridge)
    window = MainWindow(session, bridge, choices, preferences)
    look.language_changed.connect(lambda: window.rebuild(renamed(choices, preferences.settings.language)))
    application.focusChanged.connect(window.say_focus)
    if reader is not None:
        reader.attach(window)
        preferences.changed.connect(lambda: reader.choose(preferences.settings.who_speaks))
    try:
        window.show()
        _begin(session, window, spec, preferences.settings, tour)
        with _signals_close(window):
            return application.exec()
    finally:
        application.focusChanged.disconnect(window.say_focus)
        window.close()


def _begin(session: Runs, window: MainWindow, spec: str, settings: Settings, tour: bool) -> None:
    session.adjust_speech(sound_choice(settings))
    if session.mode is not SpeakMode.NORMAL:
        # It is on already; who does not see the window is told so.
        session.set_mode(session.mode)
    if settings.tour_done or not tour:
        session.start(spec)
        return
    has_started = False

    def show_demo() -> None:
        nonlocal has_started
        has_started = True
        session.start("demo")

    def look_at_camera() -> None:
        if has_started:
            session.choose_source(spec)
        else:
            session.start(spec)

    window.start_tour(after=look_at_camera, show_demo=show_demo)


def choices_of(
    *,
    spec: str,
    known: Iterable[str],
    on: Iterable[str],
    language: str,
    experimental: Iterable[str] = (),
    cameras: Callable[[], list[CameraInfo]] = list_cameras,
) -> Choices:
    """What the window's lists offer.

    Args:
        spec: the source in use, as on the command line.
        known: ISO 4217 codes of the currencies that the model knows.
        on: codes of those that are on.
        language: tag of the language of their names.
        experimental: codes of those that are off unless asked for; their names say so.
        cameras: lists the cameras; outside Linux that opens and closes each, so call this before the session starts.
    """
    found = [Choice(str(camera.id), camera.name) for camera in cameras()]
    unnamed = Choices(
        sources=(Choice("auto", ""), *found, Choice("demo", "")),
        source=spec,
        currencies=tuple(Choice(code, code) for code in known),
        currencies_on=tuple(on),
        experimental=tuple(experimental),
    )
    return renamed(unnamed, language)


def renamed(choices: Choices, language: str) -> Choices:
    """The same choices, called as the language of this tag calls them."""
    fixed = {
        "auto": translate("Main", "First camera found"),
        "demo": translate("Main", "Demo with specimen notes"),
    }

    def called(code: str) -> str:
        name = _capitalised(currency_name(code, language))
        if code in choices.experimental:
            return translate("Main", "{currency} (experimental)").format(currency=name)
        return name

    named = [Choice(choice.key, called(choice.key)) for choice in choices.currencies]
    return replace(
        choices,
        sources=tuple(Choice(choice.key, fixed.get(choice.key, choice.name)) for choice in choices.sources),
        currencies=tuple(sorted(named, key=lambda choice: choice.name.casefold())),
    )


def make_application() -> QApplication:
    """The one application of this process, named."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    application.setApplicationName("Noteworthy")
    application.setApplicationDisplayName("Noteworthy")
    return application


class Look(QObject):
    """Keeps language, theme and motion as the settings and the system want them.

    Signals:
        language_changed: the texts are of another language from now on.
    """

    language_changed = Signal()

    def __init__(self, application: QApplication, preferences: Preferences) -> None:
        super().__init__(application)
        self._application = application
        self._preferences = preferences
        self._translations = Translations(application)
        self._language = preferences.settings.language
        self._translations.use(self._language)
        self._dressed: tuple[str, ...] = ()
        self._dress()
        preferences.changed.connect(self._settings_changed)
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._dress)
        if hasattr(hints, "accessibility"):
            hints.accessibility().contrastPreferenceChanged.connect(self._dress)

    def _settings_changed(self) -> None:
        language = self._preferences.settings.language
        if language != self._language:
            self._language = language
            self._translations.use(language)
            self.language_changed.emit()
        self._dress()

    def _dress(self) -> None:
        settings = self._preferences.settings
        theme = style.choose_theme(settings.theme, style.system_look())
        wanted = (theme.name, settings.result_colours)
        if wanted != self._dressed:
            self._dressed = wanted
            dress(self._application, theme, settings.result_colours)


def dress(application: QApplication, theme: style.Theme = style.DARK, result_colours: str = "theme") -> None:
    """Give the application its colours and type; the type no smaller than what the person's system is set to."""
    application.setStyle("Fusion")
    application.setPalette(style.palette(theme))
    font = application.font()
    font.setPointSize(max(font.pointSize(), _TYPE_PT))
    application.setFont(font)
    application.setStyleSheet(style.style_sheet(theme, result_colours))
    # All that moves by itself in such a window are lists that fold out.
    moves = not style.system_look().less_motion
    for effect in (Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_AnimateTooltip):
        application.setEffectEnabled(effect, moves and application.isEffectEnabled(effect))


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

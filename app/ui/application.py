"""The run with a window: Qt's application around a session, from the first window to the last."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final, Protocol

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QIcon
from PySide6.QtWidgets import QApplication, QComboBox

from app.camera.listing import CameraInfo, list_cameras
from app.camera.phone_source import SPEC as PHONE
from app.feedback.currency_phrases import CurrencyPhrase
from app.feedback.modes import SpeakMode
from app.feedback.phone_words import PhoneLabel, phone_label
from app.feedback.phrases import Phrase, phrase
from app.feedback.utterance import Priority
from app.feedback.words import currency_name
from app.recognition.pack_contents import Tier
from app.resources import ICONS
from app.session.outlets import Outlet
from app.session.wording import Wording
from app.settings import Settings
from app.ui import style
from app.ui.bridge import Bridge
from app.ui.controls import Choice, Choices, Controls
from app.ui.focus_voice import FocusVoice
from app.ui.keys import KeyMap
from app.ui.outside import Joined, Outside, end_application
from app.ui.preferences import Preferences, sound_choice
from app.ui.quiet import hush_qt
from app.ui.reader_detection import ReaderWatch, system_readers
from app.ui.reader_trial import ReaderTrial
from app.ui.screen_reader import ScreenReader
from app.ui.signals import signals_close
from app.ui.single_instance import SingleInstance
from app.ui.translations import Translations
from app.ui.voice_words import Words, words
from app.ui.window import MainWindow

translate = QCoreApplication.translate

_TYPE_PT = 12
# What the names of packs say of them; of complete ones nothing.
_TIERS: Final = {Tier.PARTIAL: Phrase.TIER_PARTIAL, Tier.FEW: Phrase.TIER_FEW}
_ICON: Final = ICONS / "noteworthy.svg"
_ICON_SIZES: Final = (16, 24, 32, 48, 64, 128, 256)
# Until a window that has just been opened has the focus, and its reader has said so.
_SETTLED_MS: Final = 3000


class Runs(Controls, Protocol):
    """A session that the window starts, and ends."""

    def add_listener(self, outlet: Outlet) -> None:
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
    proposed: Iterable[str] = (),
    tour: bool = True,
    instance: SingleInstance | None = None,
    watch: ReaderWatch | None = None,
    outside: Outside | None = None,
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
        proposed: the currencies that are on because the system is set to their region; this is told.
        tour: False for a start that asked for a certain source: the first-start tour waits for a plain one.
        instance: the place of the one window, already claimed; None where there may be several.
        watch: what knows whether a screen reader runs, not yet started; None takes the system's.
        outside: tray, key and sign-in, not yet joined; None takes the system's.
    """
    application = make_application()
    look = look or Look(application, preferences)
    bridge = Bridge()
    session.add_listener(bridge)
    outside = outside or Outside()
    window = MainWindow(session, bridge, choices, preferences, outside)
    look.language_changed.connect(lambda: window.rebuild(renamed(choices, preferences.settings.language)))
    own_voice = OwnVoice(session, window, preferences, reader, watch or ReaderWatch(system_readers()))
    ended = partial(end_application, application, window)
    joined = Joined(outside, window, session, bridge, preferences, ended)
    window.hides_instead = joined.hides_instead
    if instance is not None:
        instance.called.connect(partial(_come_to_the_front, joined, session, preferences))
        instance.repeat_wanted.connect(session.repeat)
    # The person signs out: a window that only hid would hold that up.
    application.commitDataRequest.connect(window.will_leave)

    try:
        own_voice.begin(application)
        window.show()
        tell_proposed = partial(_tell_proposed, session, preferences, proposed)
        _begin(session, window, spec, preferences.settings, tour, tell_proposed)
        joined.begin()
        with signals_close(ended):
            return application.exec()
    finally:
        own_voice.end(application)
        _leave(window, joined, instance)


def _leave(window: MainWindow, joined: Joined, instance: SingleInstance | None) -> None:
    window.leave()
    joined.end()
    if instance is not None:
        instance.release()


class OwnVoice(QObject):
    """What the window itself says, and through whom: joins the watch, the way to the reader, its trial, the focus."""

    def __init__(
        self,
        session: Runs,
        window: MainWindow,
        preferences: Preferences,
        reader: ScreenReader | None,
        watch: ReaderWatch,
    ) -> None:
        super().__init__()
        self._window = window
        self._preferences = preferences
        self._reader = reader
        self._watch = watch
        self._focus = FocusVoice(
            lambda text: session.say(text, topic="focus"),
            wanted=self._is_wanted,
            is_read=window.reads,
            language=lambda: preferences.settings.language,
            parent=self,
        )
        answer = partial(session.say, topic="reader")
        self._trial = None if reader is None else ReaderTrial(preferences, reader, answer, self)
        window.reader_runs = lambda: bool(watch.is_running)
        window.says_controls = lambda: self._is_wanted() is not False
        watch.changed.connect(self._reader_changed, Qt.ConnectionType.QueuedConnection)
        preferences.changed.connect(self._preferences_changed)

    def begin(self, application: QApplication) -> None:
        """Speak from now on. To be called before the window is shown."""
        # How the camera stands, and what to do, the session tells.
        self._focus.follow(application, greeting=application.applicationDisplayName())
        self._watch.start()
        if self._reader is not None:
            self._reader.attach(self._window)
        settings = self._preferences.settings
        if self._trial is not None and settings.who_speaks == "screen_reader" and not settings.reader_heard:
            # Chosen in a version that did not ask whether it is heard.
            QTimer.singleShot(_SETTLED_MS, self._trial, self._trial.begin)

    def end(self, application: QApplication) -> None:
        """Say nothing more."""
        self._focus.leave(application)
        self._watch.stop()

    def _is_wanted(self) -> bool | None:
        wanted = self._preferences.settings.read_controls
        if wanted != "automatic":
            return wanted == "on"
        return None if self._watch.is_running is None else not self._watch.is_running

    def _reader_changed(self, is_running: bool) -> None:
        if self._reader is not None:
            self._reader.set_running(is_running)
        self._focus.look_again()

    def _preferences_changed(self) -> None:
        settings = self._preferences.settings
        if self._reader is not None:
            self._reader.choose(settings.who_speaks, is_heard=settings.reader_heard)
        # A choice that was taken back is not left in the list.
        for shown in self._window.findChildren(QComboBox, "setting_who_speaks"):
            place = shown.findData(settings.who_speaks)
            if place >= 0 and place != shown.currentIndex():
                shown.setCurrentIndex(place)


def _come_to_the_front(joined: Joined, session: Runs, preferences: Preferences) -> None:
    joined.turn_window(True)
    session.say(words(preferences.settings.language, Words.ALREADY_RUNNING))


def _tell_proposed(session: Runs, preferences: Preferences, codes: Iterable[str]) -> None:
    settings = preferences.settings
    wording, keys = Wording(settings.language), KeyMap(settings.keys)
    names = wording.currency_names(codes)
    if names:
        text = wording.of_currencies(
            CurrencyPhrase.PROPOSED,
            currencies=names,
            key=keys.shown_either("currencies"),
            ask=keys.shown_either("identify"),
        )
        session.say(text, topic="proposed", priority=Priority.STATUS)


def _begin(
    session: Runs,
    window: MainWindow,
    spec: str,
    settings: Settings,
    tour: bool,
    tell_proposed: Callable[[], None],
) -> None:
    session.adjust_speech(sound_choice(settings))
    if session.state.mode is not SpeakMode.NORMAL:
        # It is on already; who does not see the window is told so.
        session.set_mode(session.state.mode)
    if settings.tour_done or not tour:
        session.start(spec)
        tell_proposed()
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
        tell_proposed()

    window.start_tour(after=look_at_camera, show_demo=show_demo)


def choices_of(
    *,
    spec: str,
    known: Iterable[str],
    on: Iterable[str],
    language: str,
    experimental: Iterable[str] = (),
    tiers: Mapping[str, Tier] | None = None,
    cameras: Callable[[], list[CameraInfo]] = list_cameras,
) -> Choices:
    """What the window's lists offer.

    Args:
        spec: the source in use, as on the command line.
        known: ISO 4217 codes of the currencies that the model knows.
        on: codes of those that are on.
        language: tag of the language of their names.
        experimental: codes of those that are off unless asked for; their names say so.
        tiers: how much is known of those that come as packs; their names say so where it is not all.
        cameras: lists the cameras; outside Linux that opens and closes each, so call this before the session starts.
    """
    found = [Choice(str(camera.id), camera.name) for camera in cameras()]
    unnamed = Choices(
        sources=(Choice("auto", ""), *found, Choice(PHONE, ""), Choice("demo", "")),
        source=spec,
        currencies=tuple(Choice(code, code) for code in known),
        currencies_on=tuple(on),
        experimental=tuple(experimental),
        tiers={} if tiers is None else dict(tiers),
    )
    return renamed(unnamed, language)


def renamed(choices: Choices, language: str) -> Choices:
    """The same choices, called as the language of this tag calls them."""
    fixed = {
        "auto": translate("Main", "First camera found"),
        "demo": translate("Main", "Demo with specimen notes"),
        PHONE: phone_label(PhoneLabel.TITLE, language),
    }

    def called(code: str) -> str:
        name = _capitalised(currency_name(code, language))
        if code in choices.tiers:
            key = _TIERS.get(choices.tiers[code])
            return name if key is None else phrase(key, language, currency=name)
        if code in choices.experimental:
            return translate("Main", "{currency} (experimental)").format(currency=name)
        return name

    named = [Choice(choice.key, called(choice.key)) for choice in choices.currencies]
    return replace(
        choices,
        sources=tuple(Choice(choice.key, fixed.get(choice.key, choice.name)) for choice in choices.sources),
        # Who searches for "dollar" means a currency that is read well rather than the first of thirty in the alphabet.
        currencies=tuple(sorted(named, key=lambda choice: (choice.key in choices.tiers, choice.name.casefold()))),
    )


def make_application() -> QApplication:
    """The one application of this process, named."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        hush_qt()
        # Desktops find the icon and the name by the class of the window, which is made of these two.
        application = QApplication(["noteworthy"])
    application.setApplicationName("noteworthy")
    application.setApplicationDisplayName("Noteworthy")
    application.setDesktopFileName("noteworthy")
    application.setWindowIcon(_icon())
    return application


def _icon() -> QIcon:
    """The icon in the sizes that desktops ask for; they are not told of a drawing that fits any."""
    drawn, icon = QIcon(str(_ICON)), QIcon()
    for size in _ICON_SIZES:
        icon.addPixmap(drawn.pixmap(size, size))
    return icon


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
        wanted = (theme.name, settings.result_colours, str(settings.text_size))
        if wanted != self._dressed:
            self._dressed = wanted
            dress(self._application, theme, settings.result_colours, settings.text_size)


def dress(
    application: QApplication,
    theme: style.Theme = style.DARK,
    result_colours: str = "theme",
    text_size: int = 100,
) -> None:
    """Give the application its colours and type.

    text_size: in percent of the usual type, which is no smaller than what the person's system is set to.
    """
    application.setStyle("Fusion")
    application.setPalette(style.palette(theme))
    font = application.font()
    usual_pt = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSize()
    font.setPointSize(round(max(usual_pt, _TYPE_PT) * text_size / 100))
    application.setFont(font)
    application.setStyleSheet(style.style_sheet(theme, result_colours, text_size))
    # All that moves by itself in such a window are lists that fold out.
    moves = not style.system_look().less_motion
    for effect in (Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_AnimateTooltip):
        application.setEffectEnabled(effect, moves and application.isEffectEnabled(effect))


def _capitalised(name: str) -> str:
    return name[:1].upper() + name[1:]

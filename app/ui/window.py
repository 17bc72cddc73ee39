"""The window: its pages and keys; it shows what it is told and passes on what is pressed, and decides nothing."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.feedback.modes import GuidanceLevel, SpeakMode
from app.session.messages import Message, MessageKind
from app.settings import Settings
from app.ui import fonts, texts, window_place
from app.ui.bridge import Bridge
from app.ui.controls import Choice, Choices, Controls
from app.ui.currency_page import CurrencyPage
from app.ui.keys import KeyMap
from app.ui.pages import CountPage, HelpPage, HistoryPage, Page, TonesPage
from app.ui.picture import image_from_bgr
from app.ui.preferences import Preferences, sound_choice
from app.ui.read_aloud import ReadAloud
from app.ui.reader_page import ReaderPage, genuine_line
from app.ui.settings_page import SettingsPage
from app.ui.sign import lacks_camera, sign_words
from app.ui.tour import Tour

__all__ = ["Choice", "Choices", "Controls", "MainWindow"]

translate = QCoreApplication.translate

# Statuses of docs/events.md. What is wrong with the source stands on the large sign until it is well; other troubles
# in a line of their own, until what they are about is well or for good.
_SOURCE_TROUBLES: Final = frozenset({"lost", "unavailable", "frozen"})
_LASTING_TROUBLES: Final = frozenset({"problem", "failed"})
# What the window shows elsewhere, or had said itself.
_NOT_SHOWN: Final = frozenset({"currencies", "said"})

_LEAST_SIZE_PX: Final = (320, 240)
# Of the window's height: the value has this much at least, and the lines below the page no more than that.
_SHARE_OF_VALUE, _SHARE_OF_LINES = 2, 4
_TEXT_SIZES: Final = (80, 90, 100, 120, 140, 170, 200, 250, 300)
_LARGER, _SMALLER, _USUAL_SIZE = ("Ctrl++", "Ctrl+="), ("Ctrl+-",), ("Ctrl+0",)


class MainWindow(QMainWindow):
    """Noteworthy's window. Everything in it can be reached and named without seeing it.

    It builds its pages anew when the language or a key changes, so that every word in it is of one language.
    """

    def __init__(self, controls: Controls, bridge: Bridge, choices: Choices, preferences: Preferences) -> None:
        super().__init__()
        self.controls = controls
        self._bridge = bridge
        self._choices = choices
        self.preferences = preferences
        self._before = preferences.settings
        self._is_closed = False
        # What the person chose, to which the camera goes back after the demo of the tour.
        self._source = choices.source
        self._source_trouble = ""
        self._problems: dict[str, str] = {}
        self._value_shown = ""
        self._value_is_secret = False
        self._last_value = ""
        self._said_text = ""
        self._said_has_amount = False
        self._actions: list[QAction] = []
        self._focus_before: QWidget | None = None
        self.read_aloud = ReadAloud(controls.say, self)
        # The tour has a voice of its own, so that help and tour do not take each other's lines.
        self.tour = Tour(ReadAloud(controls.say, self), self._show_said, self)
        self._show_demo: Callable[[], None] = lambda: None
        self._after_tour: Callable[[], None] = lambda: None
        self.tour.demo_wanted.connect(lambda: self._show_demo())
        self.tour.over.connect(self._end_tour)
        self.setWindowTitle("Noteworthy")
        self._build()
        bridge.sight_waiting.connect(self._show_sight, Qt.ConnectionType.QueuedConnection)
        bridge.told.connect(self._show_message, Qt.ConnectionType.QueuedConnection)
        bridge.state_changed.connect(self._show_state, Qt.ConnectionType.QueuedConnection)
        preferences.changed.connect(self._preferences_changed)
        preferences.stored.connect(self._preferences_stored)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._keep_in_view)
        self.setMinimumSize(*_LEAST_SIZE_PX)
        self._open_in_place()
        self.value.setFocus()
        self._say_what_cannot_be_drawn()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop everything before the window goes."""
        if not self._is_closed:
            self._is_closed = True
            self._remember_place()
            self.controls.close(translate("Main", "Goodbye."))
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep half of the height for the value."""
        super().resizeEvent(event)
        self._share_height()

    def changeEvent(self, event: QEvent) -> None:
        """Larger type makes the lines below the page higher."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._share_height()

    def _share_height(self) -> None:
        if not hasattr(self, "lines"):
            return
        self.value.setFixedHeight(-(-self.height() // _SHARE_OF_VALUE))
        wanted = self.lines_layout.totalHeightForWidth(self.width())
        self.lines.setFixedHeight(min(wanted, self.height() // _SHARE_OF_LINES))

    def _open_in_place(self) -> None:
        settings = self.preferences.settings
        before = QRect(*settings.window) if settings.window is not None else None
        primary = QGuiApplication.primaryScreen()
        others = [screen for screen in QGuiApplication.screens() if screen is not primary]
        self.setGeometry(window_place.fitted(before, [screen.availableGeometry() for screen in (primary, *others)]))
        if settings.is_maximized:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _remember_place(self) -> None:
        if not self.isVisible() or self.isFullScreen():
            return
        settings = self.preferences.settings
        # Of a maximised window the size that it goes back to.
        place = self.normalGeometry() if self.isMaximized() else self.geometry()
        now = {"window": place.getRect(), "is_maximized": self.isMaximized()}
        changed = {name: value for name, value in now.items() if getattr(settings, name) != value}
        if changed:
            self.preferences.change(**changed)

    def _keep_in_view(self, before: QWidget | None, now: QWidget | None) -> None:
        """However the focus came there, what has it is on the screen."""
        around = now.parentWidget() if now is not None and self.isAncestorOf(now) else None
        while now is not None and around is not None and around is not self:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(now)
            around = around.parentWidget()

    def _say_what_cannot_be_drawn(self) -> None:
        """Who sees boxes in place of letters cannot read why: it is said, and shown in letters that are there."""
        language = self.preferences.settings.language
        if fonts.can_draw(language):
            self.clear_problem("font")
            return
        english, own = fonts.advice(language)
        self.show_problem("font", english)
        self.controls.say(own, topic="font")
        self.controls.say(english, topic="font:english")

    # Pages

    @property
    def page(self) -> Page | ReaderPage:
        """The page that is shown."""
        page = self.pages.currentWidget()
        assert isinstance(page, Page | ReaderPage)
        return page

    def open_page(self, page: Page | ReaderPage) -> None:
        """Show this page, with the keys' attention on its first part."""
        if page is not self.help_page:
            self.read_aloud.stop()
        if self.page is self.reader and page is not self.reader:
            self._focus_before = self.focusWidget()
        page.show_newest()
        page.opened()
        # Before it is shown, or the focus would pass through the way back on its way to the content.
        page.first_part().setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.pages.setCurrentWidget(page)
        self._show_problems()
        page.first_part().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _return_to_reader(self) -> None:
        """To the main page, and there to where one was."""
        before = self._focus_before
        self.open_page(self.reader)
        if before is not None and isValid(before) and self.reader.isAncestorOf(before):
            before.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _go_back(self) -> None:
        if self.tour.is_on:
            self._skip_tour()
        elif self.page is not self.reader:
            if self.read_aloud.is_reading:
                self._hush()
            self._return_to_reader()

    def _open_help(self) -> None:
        self.open_page(self.help_page)
        self.help_page.read()

    def _open_tones(self) -> None:
        self.open_page(self.tones_page)
        self.controls.learn_tones()

    # What is shown

    @property
    def shows_value(self) -> bool:
        """Whether the large words are the value of a note that is in view."""
        return bool(self._value_shown)

    def show_problem(self, key: str, text: str) -> None:
        """Say on the screen what is missing and what to do about it, until `clear_problem` with the same key."""
        self._problems[key] = text
        self._show_problems()

    def clear_problem(self, key: str) -> None:
        """That is well again."""
        self._problems.pop(key, None)
        self._show_problems()

    def _show_problems(self) -> None:
        # On the main page the large sign says what is wrong with the camera: nothing stands twice.
        of_camera = [] if self.page is self.reader or not self._source_trouble else [self._source_trouble]
        text = "\n".join(dict.fromkeys([*of_camera, *self._problems.values()]))
        self.problems.setText(text)
        self.problems.setAccessibleName(text)
        self.problems.setVisible(bool(text))
        self._share_height()

    def _show_sight(self) -> None:
        self._let_go_of_value()
        sight = self._bridge.take_sight()
        if sight is not None and not self._picture_words():
            self.picture.show_picture(image_from_bgr(sight.frame.image), sight.observation.note_box)

    def _picture_words(self) -> str:
        """What stands in the place of the picture; "" while the picture may be seen."""
        state = self.controls.state
        # The picture would tell every onlooker what private mode keeps back.
        if state.mode.is_private:
            return texts.no_picture_in_private()
        if state.is_paused:
            return translate("Main", "Paused")
        return translate("Main", "No picture") if lacks_camera(state) else ""

    def _show_state(self) -> None:
        """Show how the session stands now, whatever is still on its way."""
        state = self.controls.state
        if not lacks_camera(state):
            self._source_trouble = ""
        self._forget_what_mode_tells_otherwise()
        words = self._picture_words()
        if words:
            self.picture.show_message(words)
        self.reader.private_button.setChecked(state.mode.is_private)
        self.reader.count_button.setChecked(state.mode.counts)
        self.reader.name_pause_button(is_paused=state.is_paused)
        self.reader.show_source(state.spec)
        self._show_currencies(state.currencies)
        self._let_go_of_value()
        self._show_value()
        self._show_problems()
        for page in {self.count_page, self.history_page, self.tones_page, self.page}:
            # Also while others are shown: in private mode no hidden one may keep an amount.
            page.show_newest()

    def _show_currencies(self, codes: tuple[str, ...]) -> None:
        on = set(codes)
        self.reader.show_currencies([choice.name for choice in self._choices.currencies if choice.key in on])
        self.currency_page.show_on(codes)

    def _forget_what_mode_tells_otherwise(self) -> None:
        """Amounts must not stay on the screen in private mode, nor the words that took their place stay after it."""
        is_private = self.controls.state.mode.is_private
        if self._value_is_secret != is_private:
            self._value_shown = ""
        if is_private:
            self._last_value = ""
            if self._said_has_amount:
                self._show_said("")

    def _show_message(self, message: Message) -> None:
        if message.has_amount and self.controls.state.mode.is_private:
            # Of before private mode, and late.
            return
        if message.kind is MessageKind.VALUE:
            self._show_announced(message)
        elif message.kind is MessageKind.HINT:
            self._show_said(translate("Main", "Said: {text}").format(text=message.text), message.has_amount)
        else:
            self._show_status(message)
        self.page.show_newest()

    def _show_announced(self, message: Message) -> None:
        self._value_shown = message.text
        self._value_is_secret = not message.has_amount
        self._show_value()
        self._show_said(translate("Main", "Said: {text}").format(text=message.text), message.has_amount)
        self.tour.announced()

    def _let_go_of_value(self) -> None:
        """A value whose note has gone must not be taken for that of the next note."""
        if self._value_shown and (self.controls.state.is_paused or self.controls.value_in_view is None):
            self._last_value = "" if self._value_is_secret else self._value_shown
            self._value_shown = ""
            self._show_value()

    def _show_value(self) -> None:
        if self._value_shown:
            name = translate("Main", "Value: {text}").format(text=self._value_shown)
            self._show_large(self._value_shown, name, is_value=True)
        else:
            words = sign_words(
                self.controls.state, last_value=self._last_value, trouble=self._source_trouble, keys=self._keys
            )
            self._show_large(words, words, is_value=False)

    def _show_large(self, text: str, name: str, *, is_value: bool) -> None:
        self.reader.name_value(name)
        self.value.setProperty("shows_value", is_value)
        # The style sheet looks at properties only when it is put on anew, and the size of the type is lost with that.
        self.value.style().unpolish(self.value)
        self.value.style().polish(self.value)
        self.value.show_words(text, is_amount=is_value)

    def _show_said(self, text: str, has_amount: bool = False) -> None:
        self._said_text = text
        self._said_has_amount = has_amount
        self.said.setText(text)
        self.said.setAccessibleName(text or translate("Main", "Nothing was said yet"))
        self._share_height()

    def _show_status(self, message: Message) -> None:
        self._let_go_of_value()
        if message.name in _SOURCE_TROUBLES and lacks_camera(self.controls.state):
            self._source_trouble = message.text
            self._show_value()
            self._show_problems()
        elif message.name in _LASTING_TROUBLES:
            self.show_problem(message.topic or message.text, message.text)
        elif message.name == "well":
            self.clear_problem(message.topic)
            self.clear_problem(f"problem:{message.topic}")
            self._show_said(message.text)
        elif message.name not in _NOT_SHOWN:
            self._show_said(message.text, message.has_amount)

    def _tell(self, text: str, topic: str = "window") -> None:
        """Show words of the window itself, and have them said."""
        self._show_said(text)
        self.controls.say(text, topic=topic)

    def _row_moved(self, now: QListWidgetItem | None) -> None:
        rows = self.sender()
        if now is not None and isinstance(rows, QListWidget) and rows.hasFocus():
            self._bring_into_view(rows)

    def _bring_into_view(self, rows: QListWidget) -> None:
        """In a small window the page shows only a part of a list: let it be the part with the chosen row."""
        page = self.page
        chosen = rows.visualItemRect(rows.currentItem())
        inside = page.widget() if isinstance(page, Page) else None
        if isinstance(page, Page) and inside is not None and inside.isAncestorOf(rows):
            place = rows.viewport().mapTo(inside, chosen.center())
            page.ensureVisible(place.x(), place.y(), chosen.width() // 2, chosen.height())

    # What is pressed

    def _pause_or_start(self) -> None:
        if self.controls.state.is_paused:
            self.controls.resume()
        else:
            self.controls.pause()
        self._show_state()

    def _hush(self) -> None:
        if self.tour.is_on:
            self._skip_tour()
            return
        self.read_aloud.stop()
        self.controls.hush()

    def _turn_private(self) -> None:
        mode = self.controls.state.mode
        is_private = not mode.is_private
        self._set_mode(SpeakMode.of(private=is_private, counts=mode.counts))
        if self.preferences.settings.private != is_private:
            self.preferences.change(private=is_private)

    def _turn_count(self) -> None:
        mode = self.controls.state.mode
        self._set_mode(SpeakMode.of(private=mode.is_private, counts=not mode.counts))

    def _set_mode(self, mode: SpeakMode) -> None:
        self.controls.set_mode(mode)
        self._show_state()

    def _source_chosen(self, index: int) -> None:
        self._source = self.sources.itemData(index)
        self.controls.choose_source(self._source)
        self.preferences.change(camera=self._source)

    def _currencies_chosen(self, codes: tuple[str, ...]) -> None:
        self.controls.choose_currencies(codes)
        self._show_currencies(self.controls.state.currencies)
        self.preferences.change(currencies=codes)

    def _go_to_sources(self) -> None:
        self.open_page(self.reader)
        self.sources.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.reader.rest.ensureWidgetVisible(self.sources)
        self.sources.showPopup()

    def _go_to_currencies(self) -> None:
        self.open_page(self.currency_page)

    def _enlarge(self, steps: int) -> None:
        now = self.preferences.settings.text_size
        others = [size for size in _TEXT_SIZES if (size > now if steps > 0 else size < now)]
        self._set_text_size((min(others) if steps > 0 else max(others)) if others else now)

    def _set_text_size(self, percent: int) -> None:
        if percent != self.preferences.settings.text_size:
            self.preferences.change(text_size=percent)
        self._tell(translate("Main", "Text {number} percent").format(number=percent), topic="text_size")

    # The tour

    def start_tour(self, *, show_demo: Callable[[], None], after: Callable[[], None]) -> None:
        """Give the tour; `show_demo` is called in it, and `after` when it is over or was skipped."""
        self.open_page(self.reader)
        self._show_demo, self._after_tour = show_demo, after
        self.tour.start(texts.tour_lines(self._keys))

    def _tour_again(self) -> None:
        """The tour while a camera is looked at: values must not speak into it, and the camera comes back after it."""
        if self.tour.is_on:
            return
        self.read_aloud.stop()
        if not self.controls.state.is_paused:
            self._pause_or_start()
        self.start_tour(show_demo=self._demo_again, after=self._back_to_camera)

    def _demo_again(self) -> None:
        self.controls.choose_source("demo")
        if self.controls.state.is_paused:
            self._pause_or_start()

    def _back_to_camera(self) -> None:
        self.controls.choose_source(self._source)
        if self.controls.state.is_paused:
            self._pause_or_start()

    def _skip_tour(self) -> None:
        # Hushed first: what the camera says after the tour must be heard, as must the last note of a tour that ends.
        self.controls.hush()
        self.tour.skip()

    def _end_tour(self, was_left: bool) -> None:
        # Said before the camera's first words, so that the tour has an end that is heard.
        self._tell(texts.tour_end(self._keys, was_left=was_left), topic="tour")
        if not self.preferences.settings.tour_done:
            self.preferences.change(tour_done=True)
        after, self._after_tour = self._after_tour, lambda: None
        after()

    # What follows from the settings

    def _preferences_stored(self, reason: str) -> None:
        if reason:
            text = translate("Main", "Your choice holds until Noteworthy ends, but could not be stored: {reason}.")
            self.show_problem("settings", text.format(reason=reason))
        else:
            self.clear_problem("settings")

    def _preferences_changed(self) -> None:
        before, self._before = self._before, self.preferences.settings
        now = self.preferences.settings
        if before.language != now.language:
            self.controls.set_language(now.language)
        if sound_choice(before) != sound_choice(now):
            self.controls.adjust_speech(sound_choice(now))
        if before.muted != now.muted:
            self.controls.set_muted(now.muted)
        if before.guidance != now.guidance:
            self.controls.set_guidance(GuidanceLevel(now.guidance))
        if before.place_tone != now.place_tone:
            self.controls.set_place_tone(now.place_tone)
        if before.result_size != now.result_size:
            self.value.set_size(now.result_size)
        if before.text_size != now.text_size:
            self.settings_page.show_text_size(now.text_size)
        if before.keys != now.keys:
            self.rebuild()

    def rebuild(self, choices: Choices | None = None) -> None:
        """Make every page anew, in the language and with the keys of now; page and focus stay where they are.

        choices: what the lists offer from now on, the same under other names; None leaves the names.
        """
        if choices is not None:
            # Words of the language before would be read out wrongly.
            self._choices = choices
            self._value_shown = self._last_value = self._said_text = self._source_trouble = ""
        place = self.pages.currentIndex()
        focused = QApplication.focusWidget()
        name = focused.objectName() if focused is not None else ""
        self._build()
        page = self.pages.widget(place)
        assert isinstance(page, Page | ReaderPage)
        self.open_page(page)
        found = page.findChild(QWidget, name) if name else None
        if found is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)
        if choices is not None:
            self._say_what_cannot_be_drawn()

    # How it is made

    def _build(self) -> None:
        settings = self.preferences.settings
        self.read_aloud.stop()
        self._keys = KeyMap(settings.keys)
        choices = replace(self._choices, source=self._source, currencies_on=self.controls.state.currencies)
        self._focus_before = None
        self.reader = ReaderPage(choices, self._keys)
        self.value, self.picture = self.reader.value, self.reader.picture
        self.sources = self.reader.sources
        self.pause_button = self.reader.pause_button
        self.help_button = self.reader.help_button
        self.value.set_size(settings.result_size)
        self.help_page = HelpPage(self._keys, self.read_aloud, self.controls)
        self.history_page = HistoryPage(self.controls)
        self.count_page = CountPage(self.controls, self._keys, settings.language)
        self.tones_page = TonesPage(self.controls)
        self.settings_page = SettingsPage(self.controls, self.preferences, KeyMap(settings.keys))
        self.currency_page = CurrencyPage(choices, settings.language)
        self.currencies = self.currency_page.rows
        self.currency_page.chosen.connect(self._currencies_chosen)
        self.currency_page.told.connect(self._tell)
        self.settings_page.keys_changed.connect(lambda pairs: self.preferences.change(keys=pairs))
        self.help_page.tour_wanted.connect(self._tour_again)
        self._connect_reader()
        self._lay_out()
        self._make_actions(settings)
        for rows in self.findChildren(QListWidget):
            rows.currentItemChanged.connect(self._row_moved)
        self._show_state()

    def _connect_reader(self) -> None:
        reader = self.reader
        reader.pause_button.clicked.connect(self._pause_or_start)
        reader.repeat_button.clicked.connect(lambda: self.controls.repeat())
        reader.hush_button.clicked.connect(self._hush)
        reader.what_button.clicked.connect(lambda: self.controls.what_do_you_see())
        reader.help_button.clicked.connect(self._open_help)
        reader.private_button.clicked.connect(self._turn_private)
        reader.count_button.clicked.connect(self._turn_count)
        reader.notes_button.clicked.connect(lambda: self.open_page(self.count_page))
        reader.history_button.clicked.connect(lambda: self.open_page(self.history_page))
        reader.settings_button.clicked.connect(lambda: self.open_page(self.settings_page))
        reader.sources.taken.connect(self._source_chosen)
        reader.currencies_button.clicked.connect(self._go_to_currencies)

    def _lay_out(self) -> None:
        self.pages = QStackedWidget()
        self.pages.setObjectName("pages")
        self.pages.setAccessibleName(translate("Main", "Pages"))
        for page in (
            self.reader,
            self.currency_page,
            self.help_page,
            self.history_page,
            self.count_page,
            self.tones_page,
            self.settings_page,
        ):
            self.pages.addWidget(page)
            if isinstance(page, Page):
                page.left.connect(self._go_back)
        self.pages.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        text = self._said_text
        self.problems = _text_line("problems", translate("Main", "What is missing, and what to do about it."))
        self.problems.setVisible(False)
        self.said = _text_line("said", translate("Main", "What was said last."))
        self._show_said(text)
        self.genuine = genuine_line()
        below = QVBoxLayout()
        below.setContentsMargins(14, 0, 14, 8)
        below.setSpacing(4)
        below.addWidget(self.problems)
        below.addWidget(self.said)
        below.addWidget(self.genuine)
        inside = QWidget()
        inside.setObjectName("page")
        inside.setLayout(below)
        self.lines_layout = below
        self.lines = QScrollArea()
        self.lines.setWidgetResizable(True)
        self.lines.setFrameShape(QFrame.Shape.NoFrame)
        self.lines.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.setWidget(inside)
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self.pages, 1)
        whole.addWidget(self.lines)
        centre = QWidget()
        centre.setObjectName("centre")
        centre.setLayout(whole)
        self.setCentralWidget(centre)
        for before, after in pairwise(self.reading_order()):
            QWidget.setTabOrder(before, after)

    def reading_order(self) -> tuple[QWidget, ...]:
        """The parts of the main page that the Tab key stops at, in its order: top to bottom, left to right."""
        return (*self.reader.parts(), self.problems, self.said)

    def _make_actions(self, settings: Settings) -> None:
        for action in self._actions:
            self.removeAction(action)
            action.deleteLater()
        reader = self.reader
        press: dict[str, Callable[[], object]] = {
            "help": self._open_help,
            "private": reader.private_button.click,
            "count": reader.count_button.click,
            "what": reader.what_button.click,
            "pause": reader.pause_button.click,
            "repeat": reader.repeat_button.click,
            "hush": self._hush,
            "camera": self._go_to_sources,
            "currencies": self._go_to_currencies,
            "settings": reader.settings_button.click,
            "count_page": reader.notes_button.click,
            "history": reader.history_button.click,
            "read_count": self.count_page.read_button.click,
            "undo_count": self.count_page.undo_button.click,
            "clear_count": self.count_page.clear_button.click,
            "tones": self._open_tones,
            "tour": self._tour_again,
            "quit": self.close,
        }
        self._actions = []
        # These are the same in every program; a person who sees little must not have to look them up.
        fixed: list[tuple[str, Callable[[], object]]] = [
            ("Esc", self._go_back),
            *((key, lambda: self._enlarge(+1)) for key in _LARGER),
            *((key, lambda: self._enlarge(-1)) for key in _SMALLER),
            *((key, lambda: self._set_text_size(100)) for key in _USUAL_SIZE),
        ]
        pressed_by = [(key, press[name]) for name in press for key in self._keys.keys(name)]
        for key, pressed in [*fixed, *pressed_by]:
            action = QAction(self)
            action.setShortcut(QKeySequence(key))
            # Holding a key down must not pause and start in turns.
            action.setAutoRepeat(False)
            action.triggered.connect(pressed)
            self.addAction(action)
            self._actions.append(action)


def _text_line(object_name: str, description: str) -> QLabel:
    line = QLabel()
    line.setObjectName(object_name)
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.setWordWrap(True)
    line.setIndent(0)
    line.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    line.setAccessibleDescription(description)
    return line

"""The window: its pages and keys; it shows what it is told and passes on what is pressed, and decides nothing."""

from collections.abc import Callable
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.feedback.modes import GuidanceLevel, SpeakMode
from app.feedback.phrases import Phrase, phrase
from app.feedback.utterance import Announcement
from app.settings import Settings
from app.ui import texts
from app.ui.bridge import Bridge
from app.ui.controls import Choice, Choices, Controls
from app.ui.keys import KeyMap
from app.ui.pages import CountPage, HelpPage, HistoryPage, Page, TonesPage
from app.ui.picture import image_from_bgr
from app.ui.preferences import Preferences, sound_choice
from app.ui.read_aloud import ReadAloud
from app.ui.reader_page import ReaderPage, genuine_line
from app.ui.self_voice import described, described_item
from app.ui.settings_page import SettingsPage
from app.ui.tour import Tour

__all__ = ["Choice", "Choices", "Controls", "MainWindow"]

translate = QCoreApplication.translate

# States of docs/events.md that stay on the screen in words: until the source is well, or for good.
_SOURCE_TROUBLES: Final = frozenset({"lost", "unavailable"})
_SOURCE_WELL: Final = frozenset({"opened", "back", "demo"})
_LASTING_TROUBLES: Final = frozenset({"problem", "failed"})


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
        self._is_paused = False
        self._is_closed = False
        self._mode = controls.mode
        self._modes_on_their_way = 0
        self._source = choices.source
        self._on = choices.currencies_on
        self._problems: dict[str, str] = {}
        self._value_shown = ""
        self._last_value = ""
        self._said_text = ""
        self._actions: list[QAction] = []
        self.read_aloud = ReadAloud(controls.say, self)
        # The tour has a voice of its own, so that help and tour do not take each other's lines.
        self.tour = Tour(ReadAloud(controls.say, self), self._show_said, self)
        self._show_demo: Callable[[], None] = lambda: None
        self._after_tour: Callable[[], None] = lambda: None
        self.tour.demo_wanted.connect(lambda: self._show_demo())
        self.tour.over.connect(self._end_tour)
        self.setWindowTitle("Noteworthy")
        self._build()
        bridge.sight_waiting.connect(self._show_sight)
        bridge.announced.connect(self._show_announcement)
        bridge.guided.connect(self._show_guidance)
        bridge.status_changed.connect(self._show_status)
        preferences.changed.connect(self._preferences_changed)
        preferences.stored.connect(self._preferences_stored)
        self.setMinimumSize(480, 360)
        self.resize(960, 720)
        self.reader.pause_button.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop everything before the window goes."""
        if not self._is_closed:
            self._is_closed = True
            self.controls.close()
        event.accept()

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
        page.show_newest()
        self.pages.setCurrentWidget(page)
        self.setWindowTitle(f"{page.title} – Noteworthy" if page.title else "Noteworthy")
        page.first_part().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _go_back(self) -> None:
        if self.tour.is_on:
            self._skip_tour()
        elif self.page is not self.reader:
            if self.read_aloud.is_reading:
                self._hush()
            self.open_page(self.reader)
            self._say_page(self.reader.accessibleName())

    def _open_and_say(self, page: Page) -> None:
        self.open_page(page)
        self._say_page(page.title)

    def _say_page(self, name: str) -> None:
        # Without it a key that opens a page would seem to do nothing; said focus tells as much.
        if not self.preferences.settings.read_controls:
            self.controls.say(name)

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
        text = "\n".join(self._problems.values())
        self.problems.setText(text)
        self.problems.setAccessibleName(text)
        self.problems.setVisible(bool(text))

    def _show_sight(self) -> None:
        self._let_go_of_value()
        sight = self._bridge.take_sight()
        # The picture would tell every onlooker what private mode keeps back.
        if sight is not None and not self._is_paused and not self._mode.is_private:
            self.picture.show_picture(image_from_bgr(sight.frame.image), sight.observation.note_box)

    def _show_announcement(self, announcement: Announcement, text: str) -> None:
        if self._mode.is_private:
            # Words of before private mode may arrive late.
            text = phrase(Phrase.PRIVATE_TOLD, self.preferences.settings.language)
        self._value_shown = text
        self._show_value()
        self._show_said(translate("Main", "Said: {text}").format(text=text))
        self.page.show_newest()
        self.tour.announced()

    def _let_go_of_value(self) -> None:
        """A value whose note has gone must not be taken for that of the next note."""
        if self._value_shown and (self._is_paused or self.controls.value_in_view is None):
            self._last_value = "" if self._mode.is_private else self._value_shown
            self._value_shown = ""
            self._show_value()

    def _show_value(self) -> None:
        if self._value_shown:
            name = translate("Main", "Value: {text}").format(text=self._value_shown)
            self._show_large(self._value_shown, name, is_value=True)
        else:
            last = translate("Main", "Last: {text}").format(text=self._last_value)
            text = last if self._last_value else texts.invitation()
            self._show_large(text, text, is_value=False)

    def _show_guidance(self, text: str) -> None:
        self._show_said(translate("Main", "Said: {text}").format(text=text))

    def _show_large(self, text: str, name: str, *, is_value: bool) -> None:
        self.value.setAccessibleName(name)
        self.value.setProperty("shows_value", is_value)
        # The style sheet looks at properties only when it is put on anew, and the size of the type is lost with that.
        self.value.style().unpolish(self.value)
        self.value.style().polish(self.value)
        self.value.setText(text)

    def _show_said(self, text: str) -> None:
        self._said_text = text
        self.said.setText(text)
        self.said.setAccessibleName(text or translate("Main", "Nothing was said yet"))

    def _show_status(self, status: str, text: str) -> None:
        self._let_go_of_value()
        if status in _SOURCE_TROUBLES:
            self.show_problem("source", text)
        elif status in _SOURCE_WELL:
            self.clear_problem("source")
        if status in _LASTING_TROUBLES:
            self.show_problem(text, text)
        if status == "mode":
            self._modes_on_their_way = max(0, self._modes_on_their_way - 1)
        # An answer of before private mode may arrive late, with an amount in it.
        is_late = status == "answer" and self._mode.is_private and self._modes_on_their_way > 0
        # The list of currencies shows itself what is on.
        if status != "currencies" and not is_late:
            self._show_said(text)
        self.page.show_newest()

    def say_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        """Say what has the focus now, if the person wants that."""
        if now is None or not self.isAncestorOf(now):
            return
        words = described(now)
        if words:
            self._say_moved(words)

    def _say_moved(self, words: str) -> None:
        wanted = self.preferences.settings.read_controls
        if wanted and not self.read_aloud.is_reading and not self.tour.is_on:
            self.controls.say(words)

    def _row_moved(self, now: QListWidgetItem | None) -> None:
        rows = self.sender()
        if now is not None and isinstance(rows, QListWidget) and rows.hasFocus():
            self._bring_into_view(rows)
            self._say_moved(described_item(now))

    def _bring_into_view(self, rows: QListWidget) -> None:
        """In a small window the page shows only a part of a list: let it be the part with the chosen row."""
        inside = self.page.widget()
        chosen = rows.visualItemRect(rows.currentItem())
        if inside is not None and inside.isAncestorOf(rows):
            place = rows.viewport().mapTo(inside, chosen.center())
            self.page.ensureVisible(place.x(), place.y(), chosen.width() // 2, chosen.height())

    def _box_moved(self, text: str) -> None:
        box = self.sender()
        if text and isinstance(box, QComboBox) and box.hasFocus():
            self._say_moved(text)

    # What is pressed

    def _pause_or_start(self) -> None:
        self._is_paused = not self._is_paused
        if self._is_paused:
            self.controls.pause()
            self.picture.show_message(translate("Main", "Paused"))
            self._let_go_of_value()
        else:
            self.controls.resume()
            self._hide_picture_in_private()
        self.reader.name_pause_button(is_paused=self._is_paused)

    def _hush(self) -> None:
        if self.tour.is_on:
            self._skip_tour()
            return
        self.read_aloud.stop()
        self.controls.hush()

    def _turn_private(self) -> None:
        is_private = not self._mode.is_private
        self._set_mode(SpeakMode.of(private=is_private, counts=self._mode.counts))
        # What was told before must not stay on the screen, nor the words that took its place afterwards.
        self._value_shown = self._last_value = ""
        self._show_value()
        self._show_said("")
        self._hide_picture_in_private()
        for page in (self.count_page, self.history_page):
            page.show_newest()
        if self.preferences.settings.private != is_private:
            self.preferences.change(private=is_private)

    def _hide_picture_in_private(self) -> None:
        if self._mode.is_private:
            self.picture.show_message(texts.no_picture_in_private())

    def _turn_count(self) -> None:
        self._set_mode(SpeakMode.of(private=self._mode.is_private, counts=not self._mode.counts))

    def _set_mode(self, mode: SpeakMode) -> None:
        self._mode = mode
        self._show_mode()
        self._modes_on_their_way += 1
        self.controls.set_mode(mode)

    def _show_mode(self) -> None:
        self.reader.private_button.setChecked(self._mode.is_private)
        self.reader.count_button.setChecked(self._mode.counts)

    def _source_chosen(self, index: int) -> None:
        self._source = self.sources.itemData(index)
        self.controls.choose_source(self._source)
        self.preferences.change(camera=self._source)

    def _currency_turned(self, item: QListWidgetItem) -> None:
        codes = self._currencies_on()
        if not codes:
            with QSignalBlocker(self.currencies):
                item.setCheckState(Qt.CheckState.Checked)
            self._show_said(texts.last_currency())
            self.controls.say(texts.last_currency())
            return
        self._on = codes
        self.controls.choose_currencies(codes)
        self.preferences.change(currencies=codes)

    def _currencies_on(self) -> tuple[str, ...]:
        items = (self.currencies.item(row) for row in range(self.currencies.count()))
        return tuple(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked
        )

    def _go_to_sources(self) -> None:
        self.open_page(self.reader)
        self.sources.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.reader.ensureWidgetVisible(self.sources)
        self.sources.showPopup()

    def _go_to_currencies(self) -> None:
        self.open_page(self.reader)
        self.currencies.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._bring_into_view(self.currencies)

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
        if not self._is_paused:
            self._pause_or_start()
        self.start_tour(show_demo=self._demo_again, after=self._back_to_camera)

    def _demo_again(self) -> None:
        self.controls.choose_source("demo")
        if self._is_paused:
            self._pause_or_start()

    def _back_to_camera(self) -> None:
        self.controls.choose_source(self._source)
        if self._is_paused:
            self._pause_or_start()

    def _skip_tour(self) -> None:
        # Hushed first: what the camera says after the tour must be heard, as must the last note of a tour that ends.
        self.controls.hush()
        self.tour.skip()

    def _end_tour(self) -> None:
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
        if before.keys != now.keys:
            self.rebuild()

    def rebuild(self, choices: Choices | None = None) -> None:
        """Make every page anew, in the language and with the keys of now; page and focus stay where they are.

        choices: what the lists offer from now on, the same under other names; None leaves the names.
        """
        if choices is not None:
            # Words of the language before would be read out wrongly.
            self._choices = choices
            self._value_shown = self._last_value = self._said_text = ""
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

    # How it is made

    def _build(self) -> None:
        settings = self.preferences.settings
        self.read_aloud.stop()
        self._keys = KeyMap(settings.keys)
        choices = Choices(self._choices.sources, self._source, self._choices.currencies, self._on)
        self.reader = ReaderPage(choices, self._keys)
        self.value, self.picture = self.reader.value, self.reader.picture
        self.sources, self.currencies = self.reader.sources, self.reader.currencies
        self.pause_button = self.reader.pause_button
        self.help_button = self.reader.help_button
        self.value.set_size(settings.result_size)
        self.reader.name_pause_button(is_paused=self._is_paused)
        self.help_page = HelpPage(self._keys, self.read_aloud, self.controls)
        self.history_page = HistoryPage(self.controls)
        self.count_page = CountPage(self.controls, self._keys, settings.language)
        self.tones_page = TonesPage(self.controls)
        self.settings_page = SettingsPage(self.controls, self.preferences, KeyMap(settings.keys))
        self.settings_page.keys_changed.connect(lambda pairs: self.preferences.change(keys=pairs))
        self.help_page.tour_wanted.connect(self._tour_again)
        self._connect_reader()
        self._lay_out()
        self._make_actions(settings)
        for rows in self.findChildren(QListWidget):
            rows.currentItemChanged.connect(self._row_moved)
        for box in self.findChildren(QComboBox):
            box.currentTextChanged.connect(self._box_moved)
        self._hide_picture_in_private()
        self._show_mode()
        self._show_value()
        self._show_problems()

    def _connect_reader(self) -> None:
        reader = self.reader
        reader.pause_button.clicked.connect(self._pause_or_start)
        reader.repeat_button.clicked.connect(lambda: self.controls.repeat())
        reader.hush_button.clicked.connect(self._hush)
        reader.what_button.clicked.connect(lambda: self.controls.what_do_you_see())
        reader.help_button.clicked.connect(self._open_help)
        reader.private_button.clicked.connect(self._turn_private)
        reader.count_button.clicked.connect(self._turn_count)
        reader.notes_button.clicked.connect(lambda: self._open_and_say(self.count_page))
        reader.history_button.clicked.connect(lambda: self._open_and_say(self.history_page))
        reader.settings_button.clicked.connect(lambda: self._open_and_say(self.settings_page))
        reader.sources.activated.connect(self._source_chosen)
        reader.currencies.itemChanged.connect(self._currency_turned)

    def _lay_out(self) -> None:
        self.pages = QStackedWidget()
        self.pages.setObjectName("pages")
        for page in (
            self.reader,
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
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self.pages, 1)
        whole.addLayout(below)
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
        for key, pressed in [("Esc", self._go_back), *((self._keys.key(name), press[name]) for name in press)]:
            if not key:
                continue
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

"""The window: its pages and keys; it shows what it is told and passes on what is pressed, and decides nothing."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.feedback.utterance import Priority
from app.feedback.window_phrases import WindowPhrase
from app.session.messages import Message
from app.session.wording import Wording
from app.ui.board import Board
from app.ui.bridge import Bridge
from app.ui.commands import Commands
from app.ui.contents import Contents
from app.ui.controls import Choice, Choices, Controls
from app.ui.guided_tour import GuidedTour
from app.ui.keys import KeyMap
from app.ui.outside import Outside
from app.ui.page_stack import AnyPage
from app.ui.preferences import Preferences, pass_on
from app.ui.read_aloud import ReadAloud
from app.ui.shortcuts import Shortcuts
from app.ui.tour import Tour
from app.ui.window_actions import WindowActions
from app.ui.window_frame import WindowFrame

__all__ = ["Choice", "Choices", "Controls", "MainWindow"]


class MainWindow(WindowFrame):
    """Noteworthy's window. Everything in it can be reached and named without seeing it.

    It builds its pages anew when the language or a key changes, so that every word in it is of one language.

    Attributes:
        reader_runs: whether a screen reader runs, which reads pages itself.
        says_controls: whether the app's own voice tells what has the focus.
        source: what the person chose, to which the camera goes back after the demo of the tour.
    """

    def __init__(
        self,
        controls: Controls,
        bridge: Bridge,
        choices: Choices,
        preferences: Preferences,
        outside: Outside | None = None,
    ) -> None:
        super().__init__(preferences)
        self.controls = controls
        self._choices = choices
        self._before = preferences.settings
        self._is_unstored = False
        self.reader_runs: Callable[[], bool] = lambda: False
        self.says_controls: Callable[[], bool] = lambda: True
        self._outside = outside
        if outside is not None:
            outside.forget = lambda code: self.clear_problem(f"problem:{code}")
        self.source = choices.source
        self._shortcuts = Shortcuts(self)
        self._board = Board(controls, bridge, self)
        self._commands = Commands(controls, preferences, show_state=self._show_state, tell=self._board.tell)
        self._actions = WindowActions(self, self._commands)
        self.read_aloud = ReadAloud(controls.say, self)
        # The tour has a voice of its own, so that help and tour do not take each other's lines.
        self.tour = Tour(ReadAloud(controls.say, self), self._board.show_said, self)
        self._guided_tour = GuidedTour(self.tour, controls, preferences, self._board.tell, self, outside)
        self._board.announced.connect(self.tour.announced)
        self.show_problem, self.clear_problem = self._board.show_problem, self._board.clear_problem
        self._build()
        bridge.sight_waiting.connect(self._board.show_sight, Qt.ConnectionType.QueuedConnection)
        bridge.told.connect(self._show_message, Qt.ConnectionType.QueuedConnection)
        bridge.state_changed.connect(self._show_state, Qt.ConnectionType.QueuedConnection)
        preferences.changed.connect(self._preferences_changed)
        preferences.stored.connect(self._preferences_stored)
        self._take_place()
        self.contents.reader.value.setFocus()
        self._board.tell_what_cannot_be_drawn(preferences.settings.language)

    def closing(self) -> None:
        """Say a last word, and stop everything."""
        self.controls.close(self._wording.window(WindowPhrase.GOODBYE))

    @property
    def _wording(self) -> Wording:
        return Wording(self.preferences.settings.language)

    # Pages

    @property
    def page(self) -> AnyPage:
        """The page that is shown."""
        return self.pages.page

    def reads(self, page: object) -> bool:
        """Whether the words of this page are being read aloud; those of the tour are the main page's."""
        is_tour = page is self.reader and self.tour.is_on
        return is_tour or (page is self.help_page and self.read_aloud.is_reading)

    def open_page(self, page: AnyPage) -> None:
        """Show this page, with the keys' attention on its first part."""
        self.pages.open(page)

    def _turned(self, page: AnyPage) -> None:
        if page is not self.help_page:
            self.read_aloud.stop()
        if self.page is self.tones_page and page is not self.tones_page:
            self.controls.leave_tones()
        self._board.turn_to(main_page=page is self.reader)
        if page is not self.teach_page and self.controls.state.teaching is not None:
            # Else every note would be a lesson, and none be named, on a page that says nothing of it.
            self.controls.teaching.stop()
        # Who is in the settings has no note to move, and no need to know that none is in view.
        self.controls.set_hints(page is self.reader)
        self._name_after(page.title)

    def _go_back(self) -> None:
        if self.page is not self.reader:
            self.pages.go_back()
        elif self.tour.is_on:
            self._guided_tour.skip()

    # What is shown

    @property
    def shows_value(self) -> bool:
        """Whether the large words are the value of a note that is in view."""
        return self._board.shows_value

    def _show_state(self) -> None:
        """Show how the session stands now, whatever is still on its way."""
        self._board.show_state()
        self.contents.show_currencies(self._choices.currencies, self.controls.state.currencies)
        self.contents.show_newest()

    def _show_message(self, message: Message) -> None:
        self._board.show_message(message)
        self.page.show_newest()

    # What is pressed

    def hush(self) -> None:
        """End what is read or said, or the tour."""
        if self.tour.is_on:
            self._guided_tour.skip()
            return
        self.read_aloud.stop()
        self.controls.hush()

    def _source_chosen(self, index: int) -> None:
        self.source = self.sources.itemData(index)
        self._commands.choose_source(self.source)

    def start_tour(self, *, show_demo: Callable[[], None], after: Callable[[], None]) -> None:
        """Give the tour; `show_demo` is called in it, and `after` when it is over or was skipped."""
        self.open_page(self.reader)
        self._guided_tour.begin(self._keys, show_demo=show_demo, after=after)

    def tour_again(self) -> None:
        """Give the tour once more, unless it is on."""
        if self.tour.is_on:
            return
        self.open_page(self.reader)
        self._guided_tour.begin_again(self._keys, self.source)

    # What follows from the settings

    def _preferences_stored(self, reason: str) -> None:
        self._is_unstored = bool(reason)
        if reason:
            text = self._wording.window(WindowPhrase.NOT_STORED, reason=reason)
            if self.show_problem("settings", text):
                # Said once, and not with each further step of a slider.
                self.controls.say(
                    text,
                    topic="settings",
                    priority=Priority.STATUS,
                    still_valid=lambda: self._is_unstored,
                    is_kept=True,
                )
        else:
            self.clear_problem("settings")

    def _preferences_changed(self) -> None:
        before, now = self._before, self.preferences.settings
        self._before = now
        pass_on(before, now, self.controls)
        if before.language != now.language:
            # What was told before that in other words is still on its way.
            QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)
            self._board.forget_words()
            self._show_state()
        if before.result_size != now.result_size:
            self.value.set_size(now.result_size)
        if before.keys != now.keys:
            self.rebuild()

    def rebuild(self, choices: Choices | None = None) -> None:
        """Make every page anew, in the language and with the keys of now; page and focus stay where they are.

        choices: what the lists offer from now on, the same under other names; None leaves the names.
        """
        if choices is not None:
            self._choices = choices
            self._board.forget_words()
        place, focused = self.pages.currentIndex(), QApplication.focusWidget()
        name = focused.objectName() if focused else ""
        self._build()
        page = self.pages.at(place)
        self.open_page(page)
        if name and (found := page.findChild(QWidget, name)) is not None:
            found.setFocus(Qt.FocusReason.OtherFocusReason)
        if choices is not None:
            self._guided_tour.reword(self._keys)
            self._board.tell_what_cannot_be_drawn(self.preferences.settings.language)

    # How it is made

    def _build(self) -> None:
        self.read_aloud.stop()
        self._keys = KeyMap(self.preferences.settings.keys)
        choices = replace(self._choices, source=self.source, currencies_on=self.controls.state.currencies)
        made = Contents(self.controls, self.preferences, choices, self._keys, self.read_aloud, self._outside)
        self.contents, self.pages, self.reader = made, made.pages, made.reader
        self.help_page, self.history_page, self.count_page = made.help_page, made.history_page, made.count_page
        self.tones_page, self.settings_page, self.teach_page = made.tones_page, made.settings_page, made.teach_page
        self.phone_page = made.phone_page
        self.currency_page, self.currencies = made.currency_page, made.currency_page.rows
        self.value, self.picture, self.sources = made.reader.value, made.reader.picture, made.reader.sources
        self.pause_button = made.reader.pause_button
        self.lines, self.problems, self.said = made.lines, made.lines.problems, made.lines.said
        self.genuine, self.reading_order = made.lines.genuine, made.reading_order
        self._board.use(made.reader, made.lines, self._keys)
        self.setCentralWidget(made)
        self._name_after(self.page.title)
        self._connect()
        self._show_state()

    def _connect(self) -> None:
        self.pages.turned.connect(self._turned)
        self.pages.left.connect(self._go_back)
        self.currency_page.chosen.connect(self._commands.choose_currencies)
        self.currency_page.told.connect(self._board.tell)
        self.currency_page.turned.connect(lambda text: self._board.tell_of_focus(text, is_said=self.says_controls()))
        for page in (self.currency_page, self.teach_page):
            page.passed.connect(lambda text, topic: self.controls.say(text, topic=topic))
        self.settings_page.keys_changed.connect(lambda pairs: self.preferences.change(keys=pairs))
        self.help_page.tour_wanted.connect(self.tour_again)
        self.sources.taken.connect(self._source_chosen)
        does = self._actions.by_name(self._keys)
        for action, button in self.reader.by_action.items():
            button.clicked.connect(does[action])
        fixed = [("Esc", self._go_back), *self._commands.text_keys()]
        self._shortcuts.use([*fixed, *((key, does[action]) for action in does for key in self._keys.keys(action))])

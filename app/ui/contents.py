"""All that is in the window, made for one language and one set of keys: the pages, and the lines below them."""

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.ui.controls import Choice, Choices, Controls
from app.ui.currency_page import CurrencyPage
from app.ui.in_view import keep_in_view, keep_row_in_view
from app.ui.keys import KeyMap
from app.ui.lines import Lines
from app.ui.outside import Outside
from app.ui.page_stack import PageStack
from app.ui.pages import CountPage, HelpPage, HistoryPage, TonesPage
from app.ui.phone_page import PhonePage
from app.ui.preferences import Preferences
from app.ui.read_aloud import ReadAloud
from app.ui.reader_page import ReaderPage
from app.ui.settings_page import SettingsPage
from app.ui.teach_page import TeachPage

# Of the height: the value has this much at least, and the lines below the page no more than that.
_PARTS_FOR_VALUE: Final = 2
_PARTS_FOR_LINES: Final = 4


class Contents(QWidget):
    """The pages by name. They know of each other only through the window."""

    def __init__(
        self,
        controls: Controls,
        preferences: Preferences,
        choices: Choices,
        keys: KeyMap,
        read_aloud: ReadAloud,
        outside: Outside | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("centre")
        settings = preferences.settings
        self.reader = ReaderPage(choices, keys)
        self.reader.value.set_size(settings.result_size)
        self.currency_page = CurrencyPage(choices, settings.language)
        self.help_page = HelpPage(keys, read_aloud, controls)
        self.history_page = HistoryPage(controls)
        self.count_page = CountPage(controls, keys, settings.language)
        self.tones_page = TonesPage(controls)
        self.teach_page = TeachPage(controls, settings.language)
        self.settings_page = SettingsPage(controls, preferences, KeyMap(settings.keys), outside=outside)
        self.phone_page = PhonePage(controls, settings.language)
        self.pages = PageStack(
            self.reader,
            (
                self.currency_page,
                self.help_page,
                self.history_page,
                self.count_page,
                self.tones_page,
                self.settings_page,
                self.teach_page,
                self.phone_page,
            ),
        )
        self.lines = Lines()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self.pages, 1)
        whole.addWidget(self.lines)
        for before, after in pairwise(self.reading_order()):
            QWidget.setTabOrder(before, after)
        for rows in self.findChildren(QListWidget):
            rows.currentItemChanged.connect(self._row_moved)
        self.lines.changed.connect(self._divide_height)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_changed)

    def reading_order(self) -> tuple[QWidget, ...]:
        """The parts of the main page that the Tab key stops at, in its order: top to bottom, left to right."""
        return (*self.reader.parts(), self.lines.problems, self.lines.said)

    def undo(self) -> None:
        """Take back what was done last: where notes are taught, of that; else the last note that was counted."""
        if self.pages.page is self.teach_page:
            self.teach_page.undo()
        else:
            self.count_page.undo_button.click()

    def show_newest(self) -> None:
        """Let the shown page, and every hidden one that may keep an amount in private mode, show what is so now."""
        for page in {self.count_page, self.history_page, self.tones_page, self.teach_page, self.pages.page}:
            page.show_newest()

    def show_currencies(self, known: Sequence[Choice], codes: Collection[str]) -> None:
        """Show which of those that are known are on."""
        self.reader.show_currencies([choice.name for choice in known if choice.key in codes])
        self.currency_page.show_on(codes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep half of the height for the value."""
        super().resizeEvent(event)
        self._divide_height()

    def changeEvent(self, event: QEvent) -> None:
        """Larger type makes the lines below the page higher."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "lines"):
            self._divide_height()

    def _divide_height(self) -> None:
        self.reader.value.setFixedHeight(-(-self.height() // _PARTS_FOR_VALUE))
        self.lines.setFixedHeight(min(self.lines.wanted_height(self.width()), self.height() // _PARTS_FOR_LINES))

    def _focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        keep_in_view(self, now)

    def _row_moved(self, now: QListWidgetItem | None) -> None:
        rows = self.sender()
        if now is not None and isinstance(rows, QListWidget) and rows.hasFocus():
            keep_row_in_view(self.pages.page, rows)

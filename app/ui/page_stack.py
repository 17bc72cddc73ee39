"""The stack of pages: which one is shown, and where the focus goes with it. What a page shows is its own affair."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget
from shiboken6 import isValid

from app.ui.pages import Page
from app.ui.reader_page import ReaderPage

translate = QCoreApplication.translate

AnyPage = Page | ReaderPage


class PageStack(QStackedWidget):
    """The main page and those beside it.

    Signals:
        turned: another page, or the same anew, is about to be shown.
        left: the person wants back to the main page.
    """

    turned = Signal(object)
    left = Signal()

    def __init__(self, reader: ReaderPage, others: Sequence[Page]) -> None:
        super().__init__()
        self._reader = reader
        self._focus_before: QWidget | None = None
        self.setObjectName("pages")
        self.setAccessibleName(translate("Main", "Pages"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.addWidget(reader)
        for page in others:
            self.addWidget(page)
            page.left.connect(self.left)

    @property
    def page(self) -> AnyPage:
        """The page that is shown."""
        return self.at(self.currentIndex())

    def at(self, place: int) -> AnyPage:
        """The page in this place."""
        page = self.widget(place)
        assert isinstance(page, Page | ReaderPage)
        return page

    def open(self, page: AnyPage) -> None:
        """Show this page, with the keys' attention on its first part."""
        if self.page is self._reader and page is not self._reader:
            self._focus_before = self.window().focusWidget()
        page.show_newest()
        page.opened()
        self.turned.emit(page)
        # Before it is shown, or the focus would pass through the way back on its way to the content.
        page.first_part().setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.setCurrentWidget(page)
        page.first_part().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_back(self) -> None:
        """To the main page, and there to where one was."""
        before = self._focus_before
        self.open(self._reader)
        if before is not None and isValid(before) and self._reader.isAncestorOf(before):
            before.setFocus(Qt.FocusReason.ShortcutFocusReason)

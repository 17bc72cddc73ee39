"""The page on which the person chooses the currencies: a search, a list, and "only this one"."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidgetItem, QWidget

from app.feedback.window_phrases import WindowPhrase
from app.session.wording import Wording
from app.ui import texts
from app.ui.buttons import ENTERS, Button, set_button
from app.ui.controls import Choices
from app.ui.currency_search import CurrencySearch
from app.ui.even_grid import EvenGrid
from app.ui.pages import Page, Rows
from app.ui.self_voice import described_value, unmoved

translate = QCoreApplication.translate

_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_MOVES_IN_LIST = (*_MOVES, Qt.Key.Key_Home, Qt.Key.Key_End)
_MODIFIER = Qt.KeyboardModifier


class CurrencyPage(Page):
    """All currencies, to be turned on and off. Letters typed in the list search in it; Enter keeps only one row's.

    Signals:
        chosen: the codes that are to be on from now on.
        told: words of the page itself, and their topic.
        turned: a row was turned on or off: words for those whom nobody else tells of what has the focus.
        passed: the row that the search or its arrows came to, which has no focus and is told by nobody else; and the
            topic.
    """

    chosen = Signal(tuple)
    told = Signal(str, str)
    turned = Signal(str)
    passed = Signal(str, str)

    def __init__(self, choices: Choices, language: str) -> None:
        super().__init__(translate("Currencies", "Your currencies"))
        self._language = language
        self._wording = Wording(language)
        self._choices = choices
        self._search: CurrencySearch | None = None
        self._is_typing = False
        self.search = QLineEdit()
        self.search.setAccessibleName(translate("Currencies", "Search"))
        self.search.setAccessibleDescription(translate("Currencies", "Arrow keys go through what was found."))
        self.search.setPlaceholderText(translate("Currencies", "Name, code or country"))
        self.search.setClearButtonEnabled(False)
        self.found = QLabel()
        self.found.setObjectName("quiet")
        self.found.setWordWrap(True)
        self.rows = Rows()
        self.rows.setAccessibleName(translate("Currencies", "Currencies"))
        self.rows.setAccessibleDescription(
            translate("Currencies", "Space turns one on or off, Enter keeps only this one, letters search.")
        )
        self._items = {choice.key: self._row(choice.key, choice.name) for choice in choices.currencies}
        self.only_button = Button()
        set_button(
            self.only_button,
            translate("Currencies", "Only this one"),
            translate("Currencies", "Enter"),
            translate("Currencies", "Turns all others off."),
        )
        self.usual_button = Button()
        set_button(
            self.usual_button,
            translate("Currencies", "All usual ones"),
            "",
            translate("Currencies", "Turns on all that are read well."),
        )
        for part in (self.search, self.found, self.rows):
            self.column.addWidget(part)
        self.column.setStretchFactor(self.rows, 1)
        self.column.addLayout(EvenGrid(self.only_button, self.usual_button))
        self.search.textChanged.connect(self._find)
        self.rows.itemChanged.connect(self._turned)
        self.only_button.clicked.connect(self._keep_only)
        self.usual_button.clicked.connect(self._take_usual)
        self.search.installEventFilter(self)
        self.rows.installEventFilter(self)
        self.show_on(choices.currencies_on)
        self._count_found(len(self._items))
        self.opened()

    def first_part(self) -> QWidget:
        """The list, on a currency that is on."""
        return self.rows

    def opened(self) -> None:
        """Begin with all currencies, on the first that is on."""
        self._is_typing = False
        self.search.clear()
        self.rows.setCurrentItem(next((item for item in self._items.values() if _is_on(item)), self.rows.item(0)))

    def show_on(self, codes: Iterable[str]) -> None:
        """Show which are on."""
        wanted = set(codes)
        with QSignalBlocker(self.rows):
            for code, item in self._items.items():
                if _is_on(item) != (code in wanted):
                    item.setCheckState(Qt.CheckState.Checked if code in wanted else Qt.CheckState.Unchecked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let search and list take turns: arrows of the one move in the other, letters of the other go into the one."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in ENTERS:
            self._keep_only()
            return True
        if watched is self.search and event.key() in _MOVES:
            self._move_from_search(event)
            return True
        return watched is self.rows and self._typed(event)

    def _move_from_search(self, event: QKeyEvent) -> None:
        before = self.rows.currentRow()
        QApplication.sendEvent(self.rows, event)
        if self.rows.currentRow() == before:
            self.passed.emit(unmoved(self.rows, event.key(), self._language), "found")
        else:
            self.passed.emit(described_value(self.rows, self._language), "found")

    def _typed(self, event: QKeyEvent) -> bool:
        """Take a key that was pressed in the list, if it is one of the search's."""
        letter = event.text()
        if event.key() == Qt.Key.Key_Backspace:
            self._search_from_list(self.search.text()[:-1])
            return True
        if event.key() in _MOVES_IN_LIST:
            self._is_typing = False
        if not letter or not letter.isprintable() or _is_command(event):
            return False
        if letter.isspace() and not self._is_typing:
            # It turns the row on or off, unless it parts two words of what is searched.
            return False
        self._is_typing = not letter.isspace()
        self._search_from_list(self.search.text() + letter)
        return True

    def _search_from_list(self, text: str) -> None:
        before = self.rows.currentRow()
        self.search.setText(text)
        if self.rows.currentRow() == before >= 0:
            # A row that moved is told as what has the focus.
            self.passed.emit(described_value(self.rows, self._language), "focus")

    def _row(self, code: str, name: str) -> QListWidgetItem:
        item = QListWidgetItem(name, self.rows)
        item.setData(Qt.ItemDataRole.UserRole, code)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
        return item

    def _find(self, text: str) -> None:
        if self._search is None:
            self._search = CurrencySearch(self._choices.currencies, self._language)
        found = self._search.found(text)
        shown = set(found)
        for code, item in self._items.items():
            item.setHidden(code not in shown)
        self._count_found(len(found))
        if found:
            self.rows.setCurrentItem(self._items[found[0]])
            if text and self.search.hasFocus():
                self.passed.emit(described_value(self.rows, self._language), "found")
        else:
            self.rows.setCurrentRow(-1)
            self.told.emit(self._wording.window(WindowPhrase.CURRENCY_NOT_FOUND, text=text), "found")

    def _count_found(self, number: int) -> None:
        self.found.setText(translate("Currencies", "Currencies shown: {number}").format(number=number))

    def _turned(self, item: QListWidgetItem) -> None:
        codes = self._codes_on()
        if not codes:
            with QSignalBlocker(self.rows):
                item.setCheckState(Qt.CheckState.Checked)
            self.told.emit(texts.last_currency(), "currencies")
            return
        self.chosen.emit(codes)
        turned = (
            translate("Currencies", "{currency}, on") if _is_on(item) else translate("Currencies", "{currency}, off")
        )
        told = turned.format(currency=item.text())
        self.turned.emit(f"{told}. {self._cost(codes)}" if _is_on(item) and self._cost(codes) else told)

    def _keep_only(self) -> None:
        item = self.rows.currentItem()
        if item is not None:
            self._take((str(item.data(Qt.ItemDataRole.UserRole)),))
            self.told.emit(self._wording.window(WindowPhrase.ONLY_CURRENCY, currency=item.text()), "currencies")

    def _take_usual(self) -> None:
        codes = tuple(code for code in self._items if code not in self._choices.experimental)
        if codes:
            self._take(codes)
            usual = self._wording.window(WindowPhrase.USUAL_CURRENCIES)
            self.told.emit(" ".join(filter(None, (usual, self._cost(codes)))), "currencies")

    def _take(self, codes: tuple[str, ...]) -> None:
        self.show_on(codes)
        self.chosen.emit(codes)

    def _cost(self, codes: tuple[str, ...]) -> str:
        """What so many that are on cost; empty for nothing worth telling."""
        return self._wording.many_on(len(codes))

    def _codes_on(self) -> tuple[str, ...]:
        return tuple(code for code, item in self._items.items() if _is_on(item))


def _is_on(item: QListWidgetItem) -> bool:
    return item.checkState() == Qt.CheckState.Checked


def _is_command(event: QKeyEvent) -> bool:
    """Whether a key that has a letter is meant for something else. AltGr, which makes letters, is Ctrl with Alt."""
    held = event.modifiers()
    if held & _MODIFIER.MetaModifier:
        return True
    return bool(held & _MODIFIER.ControlModifier) != bool(held & _MODIFIER.AltModifier)

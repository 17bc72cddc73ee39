"""Says what has the focus and what moves in it, in the app's own voice. In which words, `self_voice` decides.

It hangs on the application and on whatever part has the focus, so that no page, dialog or list that folds out has to
know of it.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMetaObject, QObject, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from app.ui.buttons import ENTERS
from app.ui.self_voice import described, described_value, letter_at_cursor, unmoved

_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class FocusVoice(QObject):
    """Follows the focus. One line for each press of a key, however much it moved; the newest supersedes the rest."""

    def __init__(
        self,
        say: Callable[[str], None],
        *,
        wanted: Callable[[], bool | None],
        is_read: Callable[[object], bool],
        language: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        """Take what speaks, and what it is to mind.

        Args:
            say: says a line in place of the one before.
            wanted: whether to speak; None while that is not known yet: the newest line waits for `look_again`.
            is_read: whether the words of this page are being read aloud: it need not be named, nor its text be told.
            language: tag of the language of the words.
            parent: as Qt has it.
        """
        super().__init__(parent)
        self._say = say
        self._wanted = wanted
        self._is_read = is_read
        self._language = language
        self._part: QWidget | None = None
        self._links: list[QMetaObject.Connection] = []
        self._page: QObject | None = None
        self._greeting = ""
        self._first: QWidget | None = None
        self._is_new = False
        self._is_moved = False
        self._is_typed = False
        self._key: int | None = None
        self._line = -1
        self._value = ""
        # What one key sets off (the focus, then a row) is told as one, when all of it has happened.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._tell)

    def follow(self, application: QApplication, greeting: str = "") -> None:
        """Follow this application's focus from now on, beginning with what has it.

        greeting: said in place of what has it first, of which others tell; "" for nothing.
        """
        self._greeting, self._first, self._page = greeting, None, None
        application.focusChanged.connect(self._focus_changed)
        self._focus_changed(None, application.focusWidget())

    def leave(self, application: QApplication) -> None:
        """Follow it no longer."""
        application.focusChanged.disconnect(self._focus_changed)
        self._let_go()

    def look_again(self) -> None:
        """It may be known now whether to speak."""
        if self._is_new:
            self._soon.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the person does something with the part; nothing is kept from it."""
        if event.type() in _KEYS:
            self._is_typed = True
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                self._key = event.key()
            # A key that moves nothing must not leave the mark for what others change later.
            self._soon.start()
        return False

    def _focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        self._let_go()
        if now is None:
            return
        self._part, self._is_new = now, True
        self._first = self._first or now
        self._line = _line_number(now)
        now.installEventFilter(self)
        for signal in _moves_of(now):
            self._links.append(signal.connect(self._moved))  # type: ignore[attr-defined]
        self._soon.start()

    def _let_go(self) -> None:
        self._soon.stop()
        if self._part is not None and isValid(self._part):
            self._part.removeEventFilter(self)
            for link in self._links:
                QObject.disconnect(link)
        self._part, self._links, self._key = None, [], None
        self._is_new = self._is_moved = self._is_typed = False

    def _moved(self, *_: object) -> None:
        # What the app itself changes, such as a list that gets a new row, is told elsewhere if at all.
        if self._is_typed:
            self._is_moved = True
            self._soon.start()

    def _tell(self) -> None:
        part = self._part
        if part is None or not isValid(part) or not part.isVisible():
            return
        wanted = self._wanted()
        if wanted is None:
            return
        is_new, is_moved, key = self._is_new, self._is_moved, self._key
        self._key = None
        self._is_new = self._is_moved = self._is_typed = False
        greeting, self._greeting = self._greeting if part is self._first else "", ""
        if not wanted or self._tells_itself(part):
            self._line = _line_number(part)
            return
        if is_new:
            text = self._on_arrival(part)
            text = greeting or text
        elif is_moved:
            # What Enter did with a row is told by whoever did it.
            has_chosen = key in ENTERS and isinstance(part, QAbstractItemView)
            moved = self._on_move(part)
            text = "" if has_chosen else moved
        elif key is not None:
            text = self._on_rest(part, key)
        else:
            return
        if text:
            self._say(text)

    def _tells_itself(self, part: QWidget) -> bool:
        """Whether what is read aloud tells of the part; what else a key finds cuts the reading, which then goes on."""
        page, _ = _page_of(part)
        if not self._is_read(page):
            return False
        is_arrival, self._page = page is not self._page, page
        return is_arrival or isinstance(part, QPlainTextEdit | QTextEdit)

    def _on_arrival(self, part: QWidget) -> str:
        language = self._language()
        page, title = _page_of(part)
        words, self._value = described(part, language), described_value(part, language)
        is_new_page = page is not None and page is not self._page
        self._page = page or self._page
        if not is_new_page or not title or words.startswith(title):
            return words
        # Many a page begins with the part that it is named after: "Your currencies", "Currencies".
        name = part.accessibleName()
        if name and name.casefold() in title.casefold():
            words = words.removeprefix(name).lstrip(", ")
        return f"{title}. {words}"

    def _on_move(self, part: QWidget) -> str:
        language = self._language()
        value = described_value(part, language)
        if isinstance(part, QPlainTextEdit | QTextEdit | QLineEdit):
            before, self._line = self._line, _line_number(part)
            return value if before != self._line else letter_at_cursor(part, language)
        # A row that is drawn anew while a key comes up has not moved.
        before_value, self._value = self._value, value
        return value if value != before_value else ""

    def _on_rest(self, part: QWidget, key: int) -> str:
        """A key that moved nothing: silence would leave open whether it was heard at all."""
        language = self._language()
        if isinstance(part, QComboBox) and key in ENTERS:
            return described_value(part, language)
        return unmoved(part, key, language)


def _line_number(part: QWidget) -> int:
    """What tells a new line from a step within one: of a text its line, of a field its length."""
    if isinstance(part, QPlainTextEdit | QTextEdit):
        return part.textCursor().blockNumber()
    return len(part.text()) if isinstance(part, QLineEdit) else -1


def _moves_of(part: QWidget) -> list[object]:
    """The signals by which a part tells that something in it moved."""
    if isinstance(part, QAbstractItemView):
        return [part.selectionModel().currentChanged, part.model().dataChanged]
    if isinstance(part, QComboBox):
        return [part.currentIndexChanged]
    if isinstance(part, QAbstractSlider):
        return [part.valueChanged]
    # Other buttons do something that is told when it is done.
    if isinstance(part, QCheckBox | QRadioButton):
        return [part.toggled]
    if isinstance(part, QLineEdit):
        return [part.textChanged, part.cursorPositionChanged]
    if isinstance(part, QAbstractSpinBox):
        return [part.lineEdit().textChanged]
    if isinstance(part, QPlainTextEdit | QTextEdit):
        return [part.cursorPositionChanged]
    return []


def _page_of(part: QWidget) -> tuple[QObject | None, str]:
    """The page or dialog that a part is in, also when it is in a list that folded out, and its title."""
    above: QWidget | None = part
    while above is not None:
        if isinstance(above, QDialog):
            return above, above.windowTitle()
        title = getattr(above, "title", None)
        if isinstance(title, str):
            return above, title or above.accessibleName()
        above = above.parentWidget()
    return None, ""

"""The window: it shows what it is told and passes on what is pressed; it decides nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Protocol

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QAction, QCloseEvent, QIcon, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from app.feedback.utterance import Announcement
from app.ui.big_text import BigText
from app.ui.bridge import Bridge
from app.ui.picture import PictureView, image_from_bgr

INVITATION: Final = "Hold a note in front of the camera"
NOT_GENUINE: Final = "Does not check whether a note is genuine."
LAST_CURRENCY: Final = "One currency at least stays on."

KEYS: Final[tuple[tuple[str, str], ...]] = (
    ("F1", "this help"),
    ("F5", "pause, and start again"),
    ("F6", "say the last value again"),
    ("F7", "hush: stop speaking"),
    ("F8", "choose the camera with the arrow keys"),
    ("F9", "choose the currencies: arrow keys to move, Space to turn one on or off"),
    ("Tab", "to the next part of the window"),
    ("Ctrl+Q", "leave Noteworthy"),
)

HELP: Final = "\n".join(
    [
        "Hold one note in front of the camera, about a hand's length away. Its value is spoken and shown.",
        "",
        *(f"{key}: {what}." for key, what in KEYS),
        "",
        "Only the currencies that are turned on are named. Fewer of them are read more surely.",
        NOT_GENUINE,
    ]
)

_ROW_AIR_PX: Final = 10

# States of docs/events.md that stay on the screen in words: until the source is well, or for good.
_SOURCE_TROUBLES: Final = frozenset({"lost", "unavailable"})
_SOURCE_WELL: Final = frozenset({"opened", "back", "demo"})
_LASTING_TROUBLES: Final = frozenset({"problem", "failed"})


class Controls(Protocol):
    """What the window asks of the session. Each call returns at once, but for `close`."""

    @property
    def value_in_view(self) -> Announcement | None:
        """The announced note that is still in front of the camera, or None."""

    def pause(self) -> None:
        """Stop looking until `resume`."""

    def resume(self) -> None:
        """Look on."""

    def repeat(self) -> None:
        """Say the last value again."""

    def hush(self) -> None:
        """Stop speaking."""

    def choose_currencies(self, codes: tuple[str, ...]) -> None:
        """Name these currencies only (ISO 4217 codes)."""

    def choose_source(self, spec: str) -> None:
        """Look at this source, as on the command line."""

    def close(self) -> object:
        """Stop every thread, and wait for them about a second at most."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list: what it stands for (a source, a currency code) and what people call it."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What the lists offer, and what is chosen in them.

    Attributes:
        sources: cameras and other sources; key as on the command line.
        source: key of the one in use; when it is not in the list it is added with its key for a name.
        currencies: those the model knows; key is the ISO 4217 code.
        currencies_on: codes that are on.
    """

    sources: tuple[Choice, ...]
    source: str
    currencies: tuple[Choice, ...]
    currencies_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remember:
    """Who is told of a choice, so that it is there again the next time. Either may raise OSError."""

    source: Callable[[str], None]
    currencies: Callable[[tuple[str, ...]], None]


class MainWindow(QMainWindow):
    """Noteworthy's window. Everything in it can be reached and named without seeing it."""

    def __init__(self, controls: Controls, bridge: Bridge, choices: Choices, remember: Remember) -> None:
        super().__init__()
        self._controls = controls
        self._bridge = bridge
        self._remember = remember
        self._is_paused = False
        self._is_closed = False
        self._problems: dict[str, str] = {}
        self._value_shown = ""
        self.setWindowTitle("Noteworthy")
        self._make_parts(choices)
        self._lay_out()
        self._make_keys()
        bridge.sight_waiting.connect(self._show_sight)
        bridge.announced.connect(self._show_announcement)
        bridge.guided.connect(self._show_guidance)
        bridge.status_changed.connect(self._show_status)
        self.pause_button.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop everything before the window goes."""
        if not self._is_closed:
            self._is_closed = True
            self._controls.close()
        event.accept()

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
        if sight is not None and not self._is_paused:
            self.picture.show_picture(image_from_bgr(sight.frame.image), sight.observation.note_box)

    def _show_announcement(self, announcement: Announcement, text: str) -> None:
        self._value_shown = text
        self._show_large(text, f"Value: {text}", is_value=True)
        self._show_said(f"Said: {text}")

    def _let_go_of_value(self) -> None:
        """A value whose note has gone must not be taken for that of the next note."""
        if self._value_shown and (self._is_paused or self._controls.value_in_view is None):
            last = f"Last: {self._value_shown}"
            self._value_shown = ""
            self._show_large(last, last, is_value=False)

    def _show_guidance(self, text: str) -> None:
        self._show_said(f"Said: {text}")

    def _show_large(self, text: str, name: str, *, is_value: bool) -> None:
        self.value.setText(text)
        self.value.setAccessibleName(name)
        self.value.setProperty("shows_value", is_value)
        # The style sheet looks at properties only when it is put on anew.
        self.value.style().unpolish(self.value)
        self.value.style().polish(self.value)

    def _show_said(self, text: str) -> None:
        self.said.setText(text)
        self.said.setAccessibleName(text)

    def _show_status(self, status: str, text: str) -> None:
        self._let_go_of_value()
        if status in _SOURCE_TROUBLES:
            self.show_problem("source", text)
        elif status in _SOURCE_WELL:
            self.clear_problem("source")
        if status in _LASTING_TROUBLES:
            self.show_problem(text, text)
        # The list of currencies shows itself what is on.
        if status != "currencies":
            self._show_said(text)

    # What is pressed

    def _pause_or_start(self) -> None:
        self._is_paused = not self._is_paused
        if self._is_paused:
            self._controls.pause()
            self.picture.show_message("Paused")
            self._let_go_of_value()
        else:
            self._controls.resume()
        self._name_pause_button()

    def _name_pause_button(self) -> None:
        if self._is_paused:
            _name(self.pause_button, "Start", "F5", "Looks at the camera again.")
        else:
            _name(self.pause_button, "Pause", "F5", "Stops looking at the camera until started again.")

    def _source_chosen(self, index: int) -> None:
        spec = self.sources.itemData(index)
        self._controls.choose_source(spec)
        self._remember_choice(lambda: self._remember.source(spec))

    def _currency_turned(self, item: QListWidgetItem) -> None:
        codes = self._currencies_on()
        if not codes:
            with QSignalBlocker(self.currencies):
                item.setCheckState(Qt.CheckState.Checked)
            self._show_said(LAST_CURRENCY)
            return
        self._controls.choose_currencies(codes)
        self._remember_choice(lambda: self._remember.currencies(codes))

    def _remember_choice(self, remember: Callable[[], None]) -> None:
        try:
            remember()
        except OSError as error:
            self.show_problem("settings", f"Your choice holds until Noteworthy ends, but could not be stored: {error}.")
        else:
            self.clear_problem("settings")

    def _currencies_on(self) -> tuple[str, ...]:
        items = (self.currencies.item(row) for row in range(self.currencies.count()))
        return tuple(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked
        )

    def _go_to_sources(self) -> None:
        self.sources.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.sources.showPopup()

    def _go_to_currencies(self) -> None:
        self.currencies.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_help(self) -> None:
        HelpDialog(self).open()

    # How it is made

    def _make_parts(self, choices: Choices) -> None:
        self.value = BigText()
        self.value.setObjectName("value")
        self._show_large(INVITATION, INVITATION, is_value=False)
        self.value.setAccessibleDescription("The value of the note, as it was spoken last.")

        self.problems = _text_line("problems", "What is missing, and what to do about it.")
        self.problems.setVisible(False)
        self.said = _text_line("said", "What was said last.")
        self.said.setAccessibleName("Nothing was said yet")
        self.genuine = QLabel(NOT_GENUINE)
        self.genuine.setObjectName("genuine")

        self.picture = PictureView()
        self.picture.setAccessibleName("Camera picture")
        self.picture.setAccessibleDescription("What the camera sees now.")
        self.picture.show_message("No picture yet")

        self.pause_button = QPushButton()
        self._name_pause_button()
        self.repeat_button = QPushButton()
        _name(self.repeat_button, "Repeat", "F6", "Says the last value again.")
        self.hush_button = QPushButton()
        _name(self.hush_button, "Hush", "F7", "Stops speaking.")
        self.help_button = QPushButton()
        _name(self.help_button, "Help", "F1", "Tells how to use Noteworthy, and its keys.")

        self.sources = QComboBox()
        self.sources.setAccessibleName("Camera")
        self.sources.setAccessibleDescription("Which camera is looked through. Key F8.")
        # Only entries drawn by such a delegate take their colours from the style sheet.
        self.sources.setItemDelegate(QStyledItemDelegate(self.sources))
        self.sources.view().setAccessibleName("Cameras")
        self.sources.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for choice in choices.sources:
            self.sources.addItem(choice.name, choice.key)
        if self.sources.findData(choices.source) < 0:
            self.sources.addItem(choices.source, choices.source)
        self.sources.setCurrentIndex(self.sources.findData(choices.source))

        self.currencies = QListWidget()
        self.currencies.setAccessibleName("Currencies")
        self.currencies.setAccessibleDescription("Currencies that are named. Space turns one on or off. Key F9.")
        for choice in choices.currencies:
            item = QListWidgetItem(choice.name, self.currencies)
            item.setData(Qt.ItemDataRole.UserRole, choice.key)
            item.setSizeHint(QSize(0, self.currencies.fontMetrics().height() + _ROW_AIR_PX))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            on = choice.key in choices.currencies_on
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.currencies.setCurrentRow(0)

        self.pause_button.clicked.connect(self._pause_or_start)
        self.repeat_button.clicked.connect(lambda: self._controls.repeat())
        self.hush_button.clicked.connect(lambda: self._controls.hush())
        self.help_button.clicked.connect(self._show_help)
        self.sources.activated.connect(self._source_chosen)
        self.currencies.itemChanged.connect(self._currency_turned)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.pause_button, self.repeat_button, self.hush_button, self.help_button):
            buttons.addWidget(button)

        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(_heading("Camera  F8", self.sources))
        column.addWidget(self.sources)
        column.addSpacing(4)
        column.addWidget(_heading("Currencies  F9", self.currencies))
        column.addWidget(self.currencies, 1)

        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(self.picture, 3)
        middle.addLayout(column, 2)

        page = QVBoxLayout()
        page.setContentsMargins(14, 14, 14, 10)
        page.setSpacing(10)
        page.addWidget(self.value, 5)
        page.addWidget(self.problems)
        page.addWidget(self.said)
        page.addLayout(buttons)
        page.addLayout(middle, 6)
        page.addWidget(self.genuine)
        centre = QWidget()
        centre.setLayout(page)
        self.setCentralWidget(centre)
        self.setMinimumSize(640, 520)
        self.resize(960, 720)

        for before, after in pairwise(self.reading_order()):
            QWidget.setTabOrder(before, after)

    def reading_order(self) -> tuple[QWidget, ...]:
        """The parts that the Tab key stops at, in its order: from top to bottom, from left to right."""
        return (
            self.value,
            self.problems,
            self.said,
            self.pause_button,
            self.repeat_button,
            self.hush_button,
            self.help_button,
            self.sources,
            self.currencies,
        )

    def _make_keys(self) -> None:
        for key, press in (
            ("F1", self.help_button.click),
            ("F5", self.pause_button.click),
            ("F6", self.repeat_button.click),
            ("F7", self.hush_button.click),
            ("F8", self._go_to_sources),
            ("F9", self._go_to_currencies),
            ("Ctrl+Q", self.close),
        ):
            action = QAction(self)
            action.setShortcut(QKeySequence(key))
            # Holding a key down must not pause and start in turns.
            action.setAutoRepeat(False)
            action.triggered.connect(press)
            self.addAction(action)


class HelpDialog(QDialog):
    """How to use Noteworthy, in a text that can be read line by line with the arrow keys. Escape closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Help")
        self.text = QPlainTextEdit(HELP)
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Help")
        self.text.setTabChangesFocus(True)
        # Without the keyboard flag a read-only text has no cursor, and a screen reader nothing to follow.
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        # The style's own icon is dark on dark.
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        buttons.rejected.connect(self.reject)
        page = QVBoxLayout(self)
        page.addWidget(self.text)
        page.addWidget(buttons)
        self.resize(620, 460)
        self.text.setFocus()


def _name(button: QPushButton, name: str, key: str, description: str) -> None:
    button.setText(f"{name}  {key}")
    button.setAccessibleName(name)
    button.setAccessibleDescription(f"{description} Key {key}.")
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


def _heading(text: str, names: QWidget) -> QLabel:
    heading = QLabel(text)
    heading.setObjectName("heading")
    heading.setBuddy(names)
    return heading


def _text_line(object_name: str, description: str) -> QLabel:
    line = QLabel()
    line.setObjectName(object_name)
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.setWordWrap(True)
    line.setIndent(0)
    line.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    line.setAccessibleDescription(description)
    return line

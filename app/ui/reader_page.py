"""The main page: the value, the most used buttons, the picture, and the choice of camera and currencies."""

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from app.ui import texts
from app.ui.big_text import BigText
from app.ui.controls import Choices
from app.ui.keys import KeyMap
from app.ui.pages import ROW_AIR_PX, set_button
from app.ui.picture import PictureView

translate = QCoreApplication.translate


class ReaderPage(QScrollArea):
    """The parts of the main page, by name. It does nothing by itself."""

    def __init__(self, choices: Choices, keys: KeyMap) -> None:
        super().__init__()
        self.title = ""
        self._keys = keys
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(translate("Main", "Main page"))
        self._make_parts()
        self._fill_lists(choices)
        self._lay_out()

    def first_part(self) -> QWidget:
        """What has the focus when the page is opened."""
        return self.pause_button

    def show_newest(self) -> None:
        """Nothing here is looked up."""

    def name_pause_button(self, *, is_paused: bool) -> None:
        """Say what the button will do."""
        key = self._keys.shown("pause")
        if is_paused:
            set_button(
                self.pause_button,
                translate("Main", "Start"),
                key,
                translate("Main", "Looks at the camera again."),
            )
        else:
            set_button(
                self.pause_button,
                translate("Main", "Pause"),
                key,
                translate("Main", "Stops looking at the camera until started again."),
            )

    def parts(self) -> tuple[QWidget, ...]:
        """What the Tab key stops at, in reading order."""
        return (self.value, *self.buttons, self.sources, self.currencies)

    def _make_parts(self) -> None:
        self.value = BigText()
        self.value.setObjectName("value")
        self.value.setAccessibleDescription(translate("Main", "The value of the note, as it was spoken last."))
        self.picture = PictureView()
        self.picture.setAccessibleName(translate("Main", "Camera picture"))
        self.picture.setAccessibleDescription(translate("Main", "What the camera sees now."))
        self.picture.show_message(translate("Main", "No picture yet"))

        self.pause_button = QPushButton()
        self.name_pause_button(is_paused=False)
        self.repeat_button = QPushButton()
        self.hush_button = QPushButton()
        self.what_button = QPushButton()
        self.help_button = QPushButton()
        self.private_button = QPushButton()
        self.count_button = QPushButton()
        self.notes_button = QPushButton()
        self.history_button = QPushButton()
        self.settings_button = QPushButton()
        for button, action, name, description in (
            (
                self.repeat_button,
                "repeat",
                translate("Main", "Repeat"),
                translate("Main", "Says the last value again."),
            ),
            (self.hush_button, "hush", translate("Main", "Hush"), translate("Main", "Stops speaking.")),
            (
                self.what_button,
                "what",
                translate("Main", "Look"),
                translate("Main", "What do you see? Says value, how sure, where, and the light."),
            ),
            (
                self.help_button,
                "help",
                translate("Main", "Help"),
                translate("Main", "Reads aloud how to use Noteworthy, and its keys."),
            ),
            (
                self.private_button,
                "private",
                translate("Main", "Private"),
                translate("Main", "Private mode: tones in place of words."),
            ),
            (
                self.count_button,
                "count",
                translate("Main", "Count"),
                translate("Main", "Count mode: notes are added up."),
            ),
            (
                self.notes_button,
                "count_page",
                translate("Main", "Notes"),
                translate("Main", "The counted notes and their total."),
            ),
            (self.history_button, "history", translate("Main", "History"), translate("Main", "What was said.")),
            (
                self.settings_button,
                "settings",
                translate("Main", "Settings"),
                translate("Main", "Language, voice, keys and colours."),
            ),
        ):
            set_button(button, name, self._keys.shown(action), description)
        for button in (self.private_button, self.count_button):
            button.setCheckable(True)
        self.buttons = (
            self.pause_button,
            self.repeat_button,
            self.hush_button,
            self.what_button,
            self.help_button,
            self.private_button,
            self.count_button,
            self.notes_button,
            self.history_button,
            self.settings_button,
        )
        for button in self.buttons:
            # Longer words get more room before shorter ones are cut.
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

        self.sources = QComboBox()
        self.sources.setAccessibleName(translate("Main", "Camera"))
        self.sources.setAccessibleDescription(
            translate("Page", "{what} Key {key}.").format(
                what=translate("Main", "Which camera is looked through."), key=self._keys.shown("camera")
            )
        )
        # Only entries drawn by such a delegate take their colours from the style sheet.
        self.sources.setItemDelegate(QStyledItemDelegate(self.sources))
        self.sources.view().setAccessibleName(translate("Main", "Cameras"))
        self.sources.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.currencies = QListWidget()
        self.currencies.setAccessibleName(translate("Main", "Currencies"))
        self.currencies.setAccessibleDescription(
            translate("Page", "{what} Key {key}.").format(
                what=translate("Main", "Currencies that are named. Space turns one on or off."),
                key=self._keys.shown("currencies"),
            )
        )

    def _fill_lists(self, choices: Choices) -> None:
        for choice in choices.sources:
            self.sources.addItem(choice.name, choice.key)
        if self.sources.findData(choices.source) < 0:
            self.sources.addItem(choices.source, choices.source)
        self.sources.setCurrentIndex(self.sources.findData(choices.source))
        for choice in choices.currencies:
            item = QListWidgetItem(choice.name, self.currencies)
            item.setData(Qt.ItemDataRole.UserRole, choice.key)
            item.setSizeHint(QSize(0, self.currencies.fontMetrics().height() + ROW_AIR_PX))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = choice.key in choices.currencies_on
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.currencies.setCurrentRow(0)

    def _lay_out(self) -> None:
        buttons = QGridLayout()
        buttons.setSpacing(6)
        for place, button in enumerate(self.buttons):
            buttons.addWidget(button, place // 5, place % 5)
        column = QVBoxLayout()
        # As little as this: with some fonts a pixel more would be taken from the box in a window of 800 x 600.
        column.setSpacing(3)
        column.addWidget(_heading(translate("Main", "Camera"), self._keys.shown("camera"), self.sources))
        column.addWidget(self.sources)
        column.addWidget(_heading(translate("Main", "Currencies"), self._keys.shown("currencies"), self.currencies))
        column.addWidget(self.currencies, 1)
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(self.picture, 3)
        middle.addLayout(column, 2)
        page = QVBoxLayout()
        page.setContentsMargins(14, 14, 14, 4)
        page.setSpacing(8)
        page.addWidget(self.value, 5)
        page.addLayout(buttons)
        page.addLayout(middle, 6)
        inside = QWidget()
        inside.setObjectName("page")
        inside.setLayout(page)
        self.setWidget(inside)


def _heading(text: str, key: str, names: QWidget) -> QLabel:
    heading = QLabel(f"{text}  {key}" if key else text)
    heading.setObjectName("heading")
    heading.setBuddy(names)
    return heading


def genuine_line() -> QLabel:
    """The line that says what the app does not do."""
    line = QLabel(texts.not_genuine())
    line.setObjectName("genuine")
    return line

"""The main page: the value, the most used buttons, the picture, the camera and the person's currencies."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.ui.big_text import BigText
from app.ui.buttons import Button, set_button
from app.ui.controls import Choices
from app.ui.even_grid import EvenGrid
from app.ui.keys import KeyMap
from app.ui.picture import PictureView
from app.ui.source_box import SourceBox

translate = QCoreApplication.translate


_PICTURE_LEAST_PX: Final = 150
_CURRENCIES_NAMED: Final = 12


class ReaderPage(QWidget):
    """The parts of the main page, by name. It does nothing by itself.

    The value keeps its height, whatever the window's; all else lies below it and scrolls where there is no room.

    Attributes:
        by_action: the buttons by the names of what they do, as in keys.py.
    """

    def __init__(self, choices: Choices, keys: KeyMap) -> None:
        super().__init__()
        self.title = ""
        self._keys = keys
        self.setObjectName("page")
        self.setAccessibleName(translate("Main", "Main page"))
        self._make_value()
        self._make_buttons()
        self._make_lists(choices)
        self._lay_out()

    def first_part(self) -> QWidget:
        """What has the focus when the page is opened."""
        return self.value

    def opened(self) -> None:
        """Nothing has to be made ready."""

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
        return (self.value, *self.buttons, self.sources, self.mine, self.currencies_button)

    def name_value(self, name: str) -> None:
        """What a screen reader says of the value.

        Not as an accessible name of its own: a reader says each change of that when the value has the focus, into the
        words of the app itself. The text of a hidden label is looked up in the same way, and its change told by nobody.
        """
        self._value_name.setText(name)

    def open_sources(self) -> None:
        """Go to the list of cameras, and fold it out."""
        self.sources.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.rest.ensureWidgetVisible(self.sources)
        self.sources.showPopup()

    def show_sign(self, words: str, name: str, *, is_value: bool) -> None:
        """Show these words large; of a value the number larger than the rest. `name` is what a screen reader says."""
        self.name_value(name)
        self.value.setProperty("shows_value", is_value)
        # The style sheet looks at properties only when it is put on anew, and the size of the type is lost with that.
        self.value.style().unpolish(self.value)
        self.value.style().polish(self.value)
        self.value.show_words(words, is_amount=is_value)

    def show_currencies(self, names: Sequence[str]) -> None:
        """Show which currencies are on."""
        text = ", ".join(names[:_CURRENCIES_NAMED])
        if len(names) > _CURRENCIES_NAMED:
            more = translate("Main", "{names} and {number} more")
            text = more.format(names=text, number=len(names) - _CURRENCIES_NAMED)
        self.mine.setText(text)
        self.mine.setAccessibleName(translate("Main", "Your currencies: {names}").format(names=text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the picture stand beside the lists, below them, or nowhere, as there is room."""
        super().resizeEvent(event)
        self._place_picture()

    def _place_picture(self) -> None:
        view = self.rest.viewport().size()
        beside = self._lists.minimumSizeHint().width() + _PICTURE_LEAST_PX * 2 <= view.width()
        directions = QBoxLayout.Direction
        self._middle.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        used = self._buttons.heightForWidth(view.width()) + self._lists.sizeHint().height() + 3 * self._middle.spacing()
        self.picture.setVisible(beside or view.height() - used >= _PICTURE_LEAST_PX)

    def _make_value(self) -> None:
        self.value = BigText()
        self.value.setObjectName("value")
        self._value_name = QLabel(self)
        self._value_name.setBuddy(self.value)
        # A reader says a part's label and then its name: the label is called nothing, or all would be heard twice.
        self._value_name.setAccessibleName(" ")
        self._value_name.hide()
        self.value.setAccessibleDescription(translate("Main", "The value of the note, as it was spoken last."))
        self.picture = PictureView()
        self.picture.setAccessibleName(translate("Main", "Camera picture"))
        self.picture.setAccessibleDescription(translate("Main", "What the camera sees now."))
        self.picture.show_message(translate("Main", "No picture yet"))

    def _make_buttons(self) -> None:
        self.pause_button = Button()
        self.name_pause_button(is_paused=False)
        self.by_action = {"pause": self.pause_button}
        for action, name, description in _buttons():
            button = self.by_action[action] = Button()
            set_button(button, name, self._keys.shown(action), description)
        self.repeat_button, self.hush_button = self.by_action["repeat"], self.by_action["hush"]
        self.what_button, self.table_button = self.by_action["what"], self.by_action["table"]
        self.help_button, self.notes_button = self.by_action["help"], self.by_action["count_page"]
        self.private_button, self.count_button = self.by_action["private"], self.by_action["count"]
        self.history_button, self.settings_button = self.by_action["history"], self.by_action["settings"]
        self.teach_button = self.by_action["teach"]
        for button in (self.private_button, self.count_button):
            button.setCheckable(True)
        self.buttons = tuple(self.by_action.values())

    def _make_lists(self, choices: Choices) -> None:
        self.sources = SourceBox(choices, self._keys.shown("camera"))
        self.mine = QLabel()
        self.mine.setObjectName("mine")
        self.mine.setWordWrap(True)
        self.mine.setTextFormat(Qt.TextFormat.PlainText)
        self.mine.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.mine.setAccessibleDescription(translate("Main", "Only these are named."))
        self.currencies_button = Button()
        set_button(
            self.currencies_button,
            translate("Main", "Choose currencies"),
            self._keys.shown("currencies"),
            translate("Main", "Opens the list of all currencies."),
        )
        self.by_action["currencies"] = self.currencies_button

    def _lay_out(self) -> None:
        self._buttons = EvenGrid(*self.buttons)
        self._lists = QWidget()
        column = QVBoxLayout(self._lists)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        camera = _heading(translate("Main", "Camera"), self._keys.shown("camera"))
        camera.setBuddy(self.sources)
        column.addWidget(camera)
        column.addWidget(self.sources)
        column.addWidget(_heading(translate("Main", "Your currencies")))
        column.addWidget(self.mine)
        column.addWidget(self.currencies_button)
        column.addStretch(1)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(14)
        self._middle.addWidget(self.picture, 1)
        self._middle.addWidget(self._lists, 1)
        below = QVBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        below.addLayout(self._buttons)
        below.addLayout(self._middle, 1)
        inside = QWidget()
        inside.setObjectName("page")
        inside.setLayout(below)
        self.rest = QScrollArea()
        self.rest.setWidgetResizable(True)
        self.rest.setFrameShape(QFrame.Shape.NoFrame)
        self.rest.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rest.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rest.setWidget(inside)
        page = QVBoxLayout(self)
        page.setContentsMargins(14, 8, 14, 4)
        page.setSpacing(8)
        page.addWidget(self.value)
        page.addWidget(self.rest, 1)


def _heading(text: str, key: str = "") -> QLabel:
    heading = QLabel(f"{text}  {key}" if key else text)
    heading.setObjectName("heading")
    heading.setWordWrap(True)
    # Its key is told with the part that it stands above.
    heading.setAccessibleName(text)
    return heading


def _buttons() -> tuple[tuple[str, str, str], ...]:
    """What each button but the first does, as in keys.py, its name and its description, in reading order."""
    return (
        (
            "repeat",
            translate("Main", "Repeat"),
            translate("Main", "Says the last value again."),
        ),
        ("hush", translate("Main", "Hush"), translate("Main", "Stops speaking.")),
        (
            "what",
            translate("Main", "Look"),
            translate("Main", "What do you see? Says value, how sure, where, and the light."),
        ),
        (
            "table",
            translate("Main", "Table"),
            translate("Main", "Tells every note on the table, and counts them in count mode."),
        ),
        (
            "help",
            translate("Main", "Help"),
            translate("Main", "Reads aloud how to use Noteworthy, and its keys."),
        ),
        (
            "private",
            translate("Main", "Private"),
            translate("Main", "Private mode: tones in place of words."),
        ),
        (
            "count",
            translate("Main", "Count"),
            translate("Main", "Count mode: notes are added up."),
        ),
        (
            "count_page",
            translate("Main", "Notes"),
            translate("Main", "The counted notes and their total."),
        ),
        ("history", translate("Main", "History"), translate("Main", "What was said.")),
        (
            "teach",
            translate("Main", "Teach"),
            translate("Main", "Teaches Noteworthy a note that it does not know, and lists your taught notes."),
        ),
        (
            "settings",
            translate("Main", "Settings"),
            translate("Main", "Language, voice, keys and colours."),
        ),
    )

"""The pages beside the main one: help, history, counted notes, tones. Each shows, and passes on what is pressed."""

import abc
import errno
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QStandardPaths, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QFrame,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.feedback.phrases import Phrase, counted_notes, phrase
from app.feedback.troubles import reason
from app.feedback.window_phrases import WindowPhrase
from app.session.wording import Wording
from app.ui import texts
from app.ui.buttons import Button, set_button
from app.ui.controls import Controls
from app.ui.even_grid import EvenGrid
from app.ui.keys import KeyMap
from app.ui.read_aloud import ReadAloud

translate = QCoreApplication.translate


class Page(QScrollArea):
    """One page with its title, its way back, and a column for its parts; it scrolls where the window is small.

    Signals:
        left: the person wants back to the main page.
    """

    left = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(title)
        self.back_button = Button()
        set_button(
            self.back_button,
            translate("Page", "Back"),
            translate("Page", "Esc"),
            translate("Page", "To the main page."),
        )
        self.back_button.clicked.connect(self.left)
        self._heading = QLabel(title)
        self._heading.setObjectName("title")
        self._heading.setWordWrap(True)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(10)
        self._top.addWidget(self.back_button)
        self._top.addWidget(self._heading, 1)
        self.column = QVBoxLayout()
        self.column.setContentsMargins(14, 14, 14, 6)
        self.column.setSpacing(8)
        self.column.addLayout(self._top)
        inside = QWidget()
        inside.setObjectName("page")
        inside.setLayout(self.column)
        self.setWidget(inside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let title and way back share a line where there is room."""
        super().resizeEvent(event)
        self._place_title()

    def changeEvent(self, event: QEvent) -> None:
        """Larger type may leave no room for both."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_top"):
            self._place_title()

    def _place_title(self) -> None:
        margins = self.column.contentsMargins()
        room = self.viewport().width() - margins.left() - margins.right()
        needed = self.back_button.sizeHint().width() + self._top.spacing() + self._heading.minimumSizeHint().width()
        directions = QBoxLayout.Direction
        self._top.setDirection(directions.LeftToRight if needed <= room else directions.TopToBottom)

    # Qt has a metaclass of its own, so that mypy alone holds each page to this.
    @abc.abstractmethod
    def first_part(self) -> QWidget:
        """What has the focus when the page is opened: its content, and never the way back."""

    def opened(self) -> None:
        """The page is about to be shown."""

    def show_newest(self) -> None:
        """Show what is so now; called when the page is opened and whenever something was said."""


class HelpPage(Page):
    """How to use Noteworthy, in a text that can be read line by line with the arrow keys, and is read aloud.

    Signals:
        tour_wanted: the person wants to hear the tour again.
    """

    tour_wanted = Signal()

    def __init__(self, keys: KeyMap, read_aloud: ReadAloud, controls: Controls) -> None:
        super().__init__(translate("Help", "Help"))
        self._read_aloud = read_aloud
        self._controls = controls
        self.lines = texts.help_lines(keys)
        self.text = QPlainTextEdit("\n".join(self.lines))
        # Or lines that begin with a key, which is in Latin letters, would all run from left to right.
        direction = self.text.document().defaultTextOption()
        direction.setTextDirection(self.layoutDirection())
        if self.isRightToLeft():
            direction.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.text.document().setDefaultTextOption(direction)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(translate("Help", "How to use Noteworthy"))
        self.text.setAccessibleDescription(translate("Help", "Arrow keys read it line by line."))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(140)
        # Without the keyboard flag a read-only text has no cursor, and a screen reader nothing to follow.
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.aloud_button = Button()
        set_button(
            self.aloud_button,
            translate("Help", "Read aloud"),
            keys.shown("help"),
            translate("Help", "Reads this help aloud from its beginning."),
        )
        self.aloud_button.clicked.connect(self.read)
        self.tour_button = Button()
        set_button(
            self.tour_button,
            translate("Help", "Tour"),
            keys.shown("tour"),
            translate("Help", "Plays the tour of the first start again, about a minute."),
        )
        self.tour_button.clicked.connect(self.tour_wanted)
        self.column.addWidget(self.text, 1)
        self.column.addLayout(EvenGrid(self.aloud_button, self.tour_button))

    def first_part(self) -> QWidget:
        """The text."""
        return self.text

    def read(self) -> None:
        """Read the help aloud from its beginning."""
        self._read_aloud.start(self.lines)


class HistoryPage(Page):
    """What was said, newest first; Enter says a line again."""

    def __init__(self, controls: Controls) -> None:
        super().__init__(translate("History", "What was said"))
        self._controls = controls
        self.said = Rows()
        self.said.setAccessibleName(translate("History", "Newest first"))
        self.said.setAccessibleDescription(translate("History", "Enter says a line again."))
        self.said.itemActivated.connect(lambda item: self._controls.say(item.data(Qt.ItemDataRole.UserRole)))
        self.column.addWidget(self.said, 1)

    def first_part(self) -> QWidget:
        """The list."""
        return self.said

    def show_newest(self) -> None:
        """Fill the list anew when something was said since."""
        entries = self._controls.history.entries()
        rows = [(f"{texts.since_start(entry.at_s)}  {entry.text}", entry.text) for entry in entries]
        # When it was said is read out like an amount.
        fill(self.said, rows, empty=translate("History", "Nothing was said yet."), says_what_it_stands_for=True)


class CountPage(Page):
    """The counted notes with their totals; in private mode only how many they are, and nothing leaves the page."""

    def __init__(self, controls: Controls, keys: KeyMap, language: str) -> None:
        super().__init__(translate("Count", "Counted notes"))
        self._controls = controls
        self._language = language
        self._wording = Wording(language)
        self.total = QLabel()
        self.total.setObjectName("total")
        self.total.setWordWrap(True)
        # Qt keeps the words of a label with a frame half a letter away, too much for a word in the largest type.
        self.total.setIndent(0)
        self.total.setTextFormat(Qt.TextFormat.PlainText)
        self.total.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.total.setAccessibleDescription(translate("Count", "The total of each currency."))
        self.total.setAccessibleName(translate("Count", "Total"))
        self.notes = Rows()
        self.notes.setAccessibleName(translate("Count", "Newest first"))
        self.notes.setAccessibleDescription(translate("Count", "The notes that were counted."))
        self.read_button = Button()
        self.undo_button = Button()
        self.clear_button = Button()
        self.copy_button = Button()
        self.save_button = Button()
        for button, name, key, description in (
            (self.read_button, translate("Count", "Read"), "read_count", translate("Count", "Says notes and total.")),
            (
                self.undo_button,
                translate("Count", "Undo"),
                "undo_count",
                translate("Count", "Takes the last note back."),
            ),
            (self.clear_button, translate("Count", "Clear"), "clear_count", translate("Count", "Starts anew.")),
            (self.copy_button, translate("Count", "Copy"), "", translate("Count", "Copies the list as a table.")),
            (self.save_button, translate("Count", "Save…"), "", translate("Count", "Saves the list as a CSV file.")),
        ):
            set_button(button, name, keys.shown(key) if key else "", description)
        self.read_button.clicked.connect(lambda: controls.read_count())
        self.undo_button.clicked.connect(lambda: controls.undo_count())
        self.clear_button.clicked.connect(lambda: controls.clear_count())
        self.copy_button.clicked.connect(self.copy)
        self.save_button.clicked.connect(self._ask_where)
        self.column.addWidget(self.total)
        self.column.addWidget(self.notes, 1)
        self.column.addLayout(
            EvenGrid(self.read_button, self.undo_button, self.clear_button, self.copy_button, self.save_button)
        )

    def first_part(self) -> QWidget:
        """The total."""
        return self.total

    def show_newest(self) -> None:
        """Show notes and totals as they are now."""
        if self._controls.state.mode.is_private:
            self._show_total(f"{self._no_amounts()} {counted_notes(len(self._controls.count), self._language)}")
            fill(self.notes, [], empty=self._no_amounts())
            return
        counted = self._controls.count
        codes = dict.fromkeys([*self._controls.state.currencies, *counted.totals()])
        wording = Wording(self._language, tuple(codes))
        totals = [wording.money(format(amount, "f"), code) for code, amount in counted.totals().items()]
        text = translate("Count", "Total: {amounts}").format(
            amounts=" + ".join(totals) or translate("Count", "nothing yet")
        )
        self._show_total(text)
        notes = [wording.money(entry.value, entry.currency) for entry in counted.entries()]
        rows = [(f"{number}.  {text}", text) for number, text in enumerate(notes, 1)]
        # "1. 20 dollars" is heard as 120 or as 1.20 dollars.
        empty = translate("Count", "No note was counted yet.")
        fill(self.notes, rows[::-1], empty=empty, says_what_it_stands_for=True)

    def copy(self) -> None:
        """Put the list on the clipboard, or say that private mode keeps it back."""
        if self._keeps_back():
            return
        QGuiApplication.clipboard().setText(self._controls.count.to_csv())
        self._controls.say(self._wording.window(WindowPhrase.COPIED))

    def save(self, path: Path) -> None:
        """Write the list into a file, and say whether that worked or private mode keeps it back."""
        if self._keeps_back():
            return
        try:
            path.write_text(self._controls.count.to_csv(), encoding="utf-8", newline="")
        except OSError as error:
            why = reason(error.errno or errno.EIO, self._language)
            self._controls.say(self._wording.window(WindowPhrase.NOT_SAVED, reason=why), is_kept=True)
        else:
            self._controls.say(self._wording.window(WindowPhrase.SAVED, name=path.name))

    def _show_total(self, text: str) -> None:
        self.total.setText(text)
        self.total.setAccessibleName(text)

    def _no_amounts(self) -> str:
        return phrase(Phrase.PRIVATE_NO_AMOUNTS, self._language)

    def _keeps_back(self) -> bool:
        if self._controls.state.mode.is_private:
            self._controls.say(self._no_amounts())
            return True
        return False

    def _ask_where(self) -> None:
        if self._keeps_back():
            return
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        path, _ = QFileDialog.getSaveFileName(
            self,
            translate("Count", "Save the counted notes"),
            str(Path(documents or Path.home()) / "notes.csv"),
            "CSV (*.csv)",
        )
        if path:
            self.save(Path(path))


class TonesPage(Page):
    """The tone codes of private mode, to be learned by playing them."""

    def __init__(self, controls: Controls) -> None:
        super().__init__(translate("Tones", "Tones of private mode"))
        self._controls = controls
        explanation = QLabel(texts.tones_explained())
        explanation.setWordWrap(True)
        explanation.setObjectName("quiet")
        self.codes = Rows()
        self.codes.setAccessibleName(translate("Tones", "Tones"))
        self.codes.setAccessibleDescription(translate("Tones", "Enter plays the chosen tones."))
        self.codes.itemActivated.connect(self._play)
        self.play_button = Button()
        set_button(
            self.play_button,
            translate("Tones", "Play"),
            "",
            translate("Tones", "Plays the chosen tones; so does Enter."),
        )
        self.play_button.clicked.connect(lambda: self._play(self.codes.currentItem()))
        self.column.addWidget(explanation)
        self.column.addWidget(self.codes, 1)
        self.column.addLayout(EvenGrid(self.play_button))

    def first_part(self) -> QWidget:
        """The list of codes."""
        return self.codes

    def show_newest(self) -> None:
        """Show the values that are on, each with its tones; in private mode only the numbers of tones."""
        codes = [*self._controls.tone_codes, *texts.tone_codes(0)]
        if self._controls.state.mode.is_private:
            codes = texts.tone_codes(max(rank for _, rank in codes))
        fill(self.codes, [(name, str(pulses)) for name, pulses in codes], empty="")

    def _play(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._controls.play_tones(int(item.data(Qt.ItemDataRole.UserRole)) or None)


class Rows(QListWidget):
    """A list whose rows wrap, so that it never scrolls sideways."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(140)


def fill(
    widget: QListWidget, rows: Sequence[tuple[str, str]], *, empty: str, says_what_it_stands_for: bool = False
) -> None:
    """Put rows (what is seen, what it stands for) into a list unless they are there; the chosen row stays chosen.

    says_what_it_stands_for: a screen reader and the app's own voice say this in place of what is seen.
    """
    wanted = list(rows) or [(empty, "")]
    present = [
        (widget.item(place).text(), widget.item(place).data(Qt.ItemDataRole.UserRole))
        for place in range(widget.count())
    ]
    if wanted == present:
        return
    place = max(0, widget.currentRow())
    widget.clear()
    for text, stands_for in wanted:
        item = QListWidgetItem(text, widget)
        item.setData(Qt.ItemDataRole.UserRole, stands_for)
        if says_what_it_stands_for and stands_for:
            item.setData(Qt.ItemDataRole.AccessibleTextRole, stands_for)
        if not stands_for:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    widget.setCurrentRow(min(place, widget.count() - 1))

"""The page of taught notes: teach one, and what is done with those that were. It shows how the session stands."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QWidget

from app.feedback.phrases import Phrase, phrase
from app.feedback.teaching_words import TeachLabel, TeachPhrase, teach_label, teach_phrase
from app.ui.buttons import ENTERS, Button, set_button
from app.ui.controls import Controls
from app.ui.even_grid import EvenGrid
from app.ui.pages import Page, Rows, fill
from app.ui.self_voice import described_value
from app.ui.teach_currencies import CODE, choices_for, split

_MOVES: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_FILES: Final = "Noteworthy (*.taught)"
_EXPORTED: Final = "notes.taught"


class TeachPage(Page):
    """Teaches a note, and keeps the list of those that were taught.

    Signals:
        passed: the row that the arrow keys of the search came to, which has no focus; and the topic.
    """

    passed = Signal(str, str)

    def __init__(self, controls: Controls, language: str) -> None:
        super().__init__(teach_label(TeachLabel.TITLE, language))
        self._controls = controls
        self._language = language
        self._state = QLabel()
        self._state.setObjectName("teach_state")
        self._state.setWordWrap(True)
        self._state.setTextFormat(Qt.TextFormat.PlainText)
        self._state.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._state.setAccessibleDescription(self._word(TeachLabel.STATE))
        self.search = self._line(TeachLabel.CURRENCY, TeachLabel.CURRENCY_HOW)
        self.found = self._rows(TeachLabel.FOUND)
        self.value = self._line(TeachLabel.VALUE, TeachLabel.VALUE_HOW)
        self.notes = self._rows(TeachLabel.NOTES)
        self.notes.setAccessibleDescription(self._word(TeachLabel.NOTES_HOW))
        self.start_button = self._button(TeachLabel.START)
        self.side_button = self._button(TeachLabel.ONE_SIDE)
        self.stop_button = self._button(TeachLabel.STOP)
        self.listen_button = self._button(TeachLabel.LISTEN)
        self.front_button = self._button(TeachLabel.FRONT_ANEW)
        self.back_anew_button = self._button(TeachLabel.BACK_ANEW)
        self.rename_button = self._button(TeachLabel.RENAME, self._word(TeachLabel.RENAME_HOW))
        self.delete_button = self._button(TeachLabel.DELETE)
        self.undo_button = self._button(TeachLabel.UNDO)
        self.export_button = self._button(TeachLabel.EXPORT)
        self.import_button = self._button(TeachLabel.IMPORT)
        for part in (self._state, self.search, self.found, self.value):
            self.column.addWidget(part)
        self.column.addLayout(EvenGrid(self.start_button, self.side_button, self.stop_button))
        self.column.addWidget(self.notes, 1)
        self.column.addLayout(
            EvenGrid(
                self.listen_button,
                self.front_button,
                self.back_anew_button,
                self.rename_button,
                self.delete_button,
                self.undo_button,
                self.export_button,
                self.import_button,
            )
        )
        self._connect()
        self.show_newest()

    def first_part(self) -> QWidget:
        """Where a currency is typed; while a note is taught, what to do."""
        return self.search if self._controls.state.teaching is None else self._state

    def opened(self) -> None:
        """Begin with all currencies."""
        self._find(self.search.text())

    def show_newest(self) -> None:
        """Show how teaching stands, and what was taught."""
        state = self._controls.state
        teaching = state.teaching
        if teaching is None:
            text = self._word(TeachLabel.STATE_IDLE)
        else:
            text = self._word(
                TeachLabel.STATE_AT, text=teaching.text, kept=str(teaching.kept), wanted=str(teaching.wanted)
            )
        self._state.setText(text)
        self._state.setAccessibleName(text)
        self.side_button.setEnabled(teaching is not None and teaching.can_save)
        self.stop_button.setEnabled(teaching is not None)
        if state.mode.is_private:
            fill(self.notes, [], empty=phrase(Phrase.PRIVATE_NO_AMOUNTS, self._language))
            return
        rows = [(note.text, note.key) for note in self._controls.taught.notes]
        fill(self.notes, rows, empty=teach_phrase(TeachPhrase.NONE, self._language))

    def undo(self) -> None:
        """Bring back what was deleted last."""
        self._controls.taught.undo()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows of the search move in what was found, and Enter go on to the value."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or watched is not self.search:
            return super().eventFilter(watched, event)
        if event.key() in ENTERS:
            self.value.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        if event.key() in _MOVES:
            QApplication.sendEvent(self.found, event)
            self.passed.emit(described_value(self.found, self._language), "found")
            return True
        return False

    def start(self, face: str | None = None) -> None:
        """Teach the currency that is chosen and the value that is typed."""
        currency, name = self._chosen()
        self._controls.teaching.start(currency, name, self.value.text(), face)

    def _connect(self) -> None:
        teaching, taught = self._controls.teaching, self._controls.taught
        self.search.textChanged.connect(self._find)
        self.search.installEventFilter(self)
        self.value.returnPressed.connect(self.start)
        self.notes.itemActivated.connect(lambda item: self._listen())
        self.start_button.clicked.connect(lambda: self.start())
        self.side_button.clicked.connect(lambda: teaching.save_now())
        self.stop_button.clicked.connect(lambda: teaching.stop())
        self.listen_button.clicked.connect(self._listen)
        self.front_button.clicked.connect(lambda: self._anew("front"))
        self.back_anew_button.clicked.connect(lambda: self._anew("back"))
        self.rename_button.clicked.connect(lambda: taught.rename(self._key(), *self._chosen(), self.value.text()))
        self.delete_button.clicked.connect(lambda: taught.delete(self._key()))
        self.undo_button.clicked.connect(self.undo)
        self.export_button.clicked.connect(self._ask_where)
        self.import_button.clicked.connect(self._ask_which)

    def _listen(self) -> None:
        self._controls.taught.listen(self._key() or None)

    def _anew(self, face: str) -> None:
        key = self._key()
        note = next((note for note in self._controls.taught.notes if note.key == key), None)
        if note is None:
            self._controls.taught.listen(None)
        else:
            self._controls.teaching.start(note.currency, note.name, note.value, face)

    def _key(self) -> str:
        item = self.notes.currentItem()
        return "" if item is None else str(item.data(Qt.ItemDataRole.UserRole))

    def _chosen(self) -> tuple[str, str]:
        """Code and name of what is chosen: one of them is empty."""
        item = self.found.currentItem()
        return split("" if item is None else str(item.data(Qt.ItemDataRole.UserRole)), self.search.text())

    def _find(self, text: str) -> None:
        rows = [(name, CODE + code) for code, name in choices_for(text, self._language)]
        if text.strip():
            rows.append((self._word(TeachLabel.OWN_NAME, name=" ".join(text.split())), text))
        self.found.setCurrentRow(0)
        fill(self.found, rows, empty=self._word(TeachLabel.CURRENCY_HOW))
        self.found.setCurrentRow(0)
        if text and self.search.hasFocus():
            self.passed.emit(described_value(self.found, self._language), "found")

    def _ask_where(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, self._word(TeachLabel.EXPORT), str(_documents() / _EXPORTED), _FILES
        )
        if path:
            self._controls.taught.export(Path(path))

    def _ask_which(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, self._word(TeachLabel.IMPORT), str(_documents()), _FILES)
        if path:
            self._controls.taught.take_in(Path(path))

    def _word(self, label: TeachLabel, **fill_in: str) -> str:
        return teach_label(label, self._language, **fill_in)

    def _line(self, name: TeachLabel, how: TeachLabel) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(self._word(name))
        line.setAccessibleDescription(self._word(how))
        line.setPlaceholderText(self._word(name))
        line.setObjectName(f"teach_{name.value}")
        return line

    def _rows(self, name: TeachLabel) -> Rows:
        rows = Rows()
        rows.setAccessibleName(self._word(name))
        rows.setObjectName(f"teach_{name.value}")
        return rows

    def _button(self, name: TeachLabel, description: str = "") -> Button:
        button = Button()
        set_button(button, self._word(name), "", description)
        button.setObjectName(f"teach_{name.value}")
        return button


def _documents() -> Path:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents or Path.home())

"""The lines below every page: what is missing, what was said last, what the app does not do. Decides no words."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.ui import texts

translate = QCoreApplication.translate


class Lines(QScrollArea):
    """Three lines, each as high as its words; they scroll where the window leaves them less.

    Signals:
        changed: other words may take another height.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.problems = _text_line("problems", translate("Main", "What is missing, and what to do about it."))
        self.problems.setVisible(False)
        self.said = _text_line("said", translate("Main", "What was said last."))
        self.genuine = QLabel(texts.not_genuine())
        self.genuine.setObjectName("genuine")
        self.genuine.setWordWrap(True)
        self._column = QVBoxLayout()
        self._column.setContentsMargins(14, 0, 14, 8)
        self._column.setSpacing(4)
        for line in (self.problems, self.said, self.genuine):
            self._column.addWidget(line)
        inside = QWidget()
        inside.setObjectName("page")
        inside.setLayout(self._column)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def wanted_height(self, width: int) -> int:
        """What the words take in this width."""
        return self._column.totalHeightForWidth(width)

    def show_problems(self, text: str, heard: str | None = None) -> None:
        """Show what is missing, "" for nothing; `heard` are other words for an ear."""
        self.problems.setText(text)
        self.problems.setAccessibleName(text if heard is None else heard)
        self.problems.setVisible(bool(text))
        self.changed.emit()

    def show_said(self, text: str, heard: str = "") -> None:
        """Show what was said last, "" for nothing; `heard` are other words for an ear."""
        self.said.setText(text)
        self.said.setAccessibleName(heard or text or translate("Main", "Nothing was said yet"))
        self.changed.emit()


def _text_line(object_name: str, description: str) -> QLabel:
    line = QLabel()
    line.setObjectName(object_name)
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.setWordWrap(True)
    line.setIndent(0)
    line.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    line.setAccessibleDescription(description)
    return line

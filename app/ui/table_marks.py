"""The notes of a table over the picture, for those who see a little: an outline and a value each. What lies there is
told by others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPalette, QPen, QPolygonF

from app.feedback.table import TableFinding
from app.session.wording import Wording

# How long what was found is shown over the pictures that follow, in source time: who moves a note asks again.
SHOWN_S = 8.0
_PADDING_PX = 4.0


@dataclass(frozen=True, slots=True)
class TableMark:
    """One note.

    Attributes:
        outline: four corners in fractions of the picture.
        text: its value, or what stands for one that could not be read.
    """

    outline: tuple[tuple[float, float], ...]
    text: str


def marks_of(finding: TableFinding, wording: Wording) -> tuple[TableMark, ...]:
    """What is drawn of a finding."""
    read = (TableMark(note.outline, wording.money(note.value, note.currency)) for note in finding.notes)
    return (*read, *(TableMark(outline, "?") for outline in finding.unread))


def draw_marks(painter: QPainter, marks: Sequence[TableMark], target: QRectF, palette: QPalette) -> None:
    """Draw them over a picture that fills `target`."""
    light, dark = palette.color(QPalette.ColorRole.Highlight), palette.color(QPalette.ColorRole.HighlightedText)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for mark in marks:
        corners = [
            QPointF(target.left() + x * target.width(), target.top() + y * target.height()) for x, y in mark.outline
        ]
        # A dark line with a light one in it stands out from any picture.
        for colour, width in ((dark, 7), (light, 3)):
            painter.setPen(QPen(colour, width))
            painter.drawPolygon(QPolygonF(corners))
        _draw_text(painter, mark.text, QPolygonF(corners).boundingRect().center(), light, dark)


def _draw_text(painter: QPainter, text: str, centre: QPointF, ground: QColor, letters: QColor) -> None:
    size = QFontMetricsF(painter.font()).boundingRect(text)
    around = QRectF(0, 0, size.width() + 2 * _PADDING_PX, size.height() + 2 * _PADDING_PX)
    around.moveCenter(centre)
    painter.fillRect(around, ground)
    painter.setPen(letters)
    painter.drawText(around, Qt.AlignmentFlag.AlignCenter, text)

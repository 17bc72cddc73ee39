"""The live picture: a frame turned into an image of Qt's own, and the widget that shows it. Nothing is recognised."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.recognition.observation import Box
from app.ui.table_marks import TableMark, draw_marks


def image_from_bgr(pixels: NDArray[np.uint8]) -> QImage:
    """A copy of a picture that owns its memory, so that it outlives the array.

    pixels: uint8 of shape (height, width, 3), BGR. Raises ValueError for another shape or type.
    """
    if pixels.ndim != 3 or pixels.shape[2] != 3 or pixels.dtype != np.uint8:
        raise ValueError(f"a picture is uint8 of shape (height, width, 3), not {pixels.dtype} of shape {pixels.shape}")
    rows = np.ascontiguousarray(pixels)
    height, width = rows.shape[:2]
    return QImage(rows.data, width, height, width * 3, QImage.Format.Format_BGR888).copy()


class PictureView(QWidget):
    """Shows the newest picture as large as it fits, its proportions kept, and a frame around the note if known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._note_box: Box | None = None
        self._marks: tuple[TableMark, ...] = ()
        self._message = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def sizeHint(self) -> QSize:
        """A size that leaves room for the rest of the window."""
        return QSize(480, 320)

    def minimumSizeHint(self) -> QSize:
        """Small enough for a window of 800 x 600."""
        return QSize(200, 150)

    @property
    def image(self) -> QImage | None:
        """The picture shown, or None."""
        return self._image

    @property
    def marks(self) -> tuple[TableMark, ...]:
        """The notes of a table that are shown over the picture."""
        return self._marks

    def show_picture(self, image: QImage, note_box: Box | None = None, marks: tuple[TableMark, ...] = ()) -> None:
        """Show `image`, and where the note lies in it when that is known, or the notes of a table."""
        self._image = image
        self._note_box = note_box
        self._marks = marks
        self.update()

    def show_message(self, text: str) -> None:
        """Show words in place of a picture."""
        self._image = None
        self._note_box = None
        self._marks = ()
        self._message = text
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, or the words, on a dark ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        if self._image is None:
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            margins = self.rect().adjusted(12, 12, -12, -12)
            painter.drawText(margins, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._message)
            return
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2, *size.toTuple())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target, self._image)
        if self._marks:
            draw_marks(painter, self._marks, target, self.palette())
        elif self._note_box is not None:
            box = self._note_box
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            outline = QRectF(
                target.left() + box.left * target.width(),
                target.top() + box.top * target.height(),
                (box.right - box.left) * target.width(),
                (box.bottom - box.top) * target.height(),
            )
            # A dark line with a light one in it stands out from any picture.
            for role, width in ((QPalette.ColorRole.HighlightedText, 7), (QPalette.ColorRole.Highlight, 3)):
                painter.setPen(QPen(self.palette().color(role), width))
                painter.drawRect(outline)

"""A label whose words are always as large as its area allows. What the words are is not decided here."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget

_SMALLEST_PX: Final = 14
_MARGIN_PX: Final = 12
# Of the number's size: the unit has at least the one, and grows up to the other where there is room.
_UNIT_LEAST, _UNIT_MOST = 0.3, 0.6
# Of the type's size: the room under the digits, for a comma and for air.
_UNDER_NUMBER: Final = 0.2
_WRAPPED: Final = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
_NUMBER: Final = r"\d(?:[\d.,٫٬’\u00a0\u202f]*\d)?"
_NUMBER_FIRST: Final = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>\D.*)", re.DOTALL)
_NUMBER_LAST: Final = re.compile(rf"(?P<unit>\D*[^\d\s])\s*(?P<number>{_NUMBER})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """Words in one size of type, in their place."""

    text: str
    size_px: int
    place: QRect
    flags: int


def number_and_unit(words: str) -> tuple[str, str]:
    """The number that an amount begins or ends with, and the rest; ("", the words) where there is none."""
    found = _NUMBER_FIRST.fullmatch(words.strip()) or _NUMBER_LAST.fullmatch(words.strip())
    return (found["number"], found["unit"]) if found else ("", words)


class BigText(QLabel):
    """Plain text, centred, broken between words only, in the largest type that fits; an amount with its number first.

    The number of an amount stands in a line of its own, as large as that fits, and its unit below. The Tab key stops
    here, so that a screen reader can read it out again.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fraction = 1.0
        self._words = ""
        self._is_amount = False
        self.blocks: tuple[Block, ...] = ()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # The type follows the area, so the area must not follow the type; its height is the window's to give.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Of no interest: the words follow the area."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Room for a few words that can still be called large."""
        return QSize(200, 120)

    def text(self) -> str:
        """The words that are shown."""
        return self._words

    def setText(self, text: str) -> None:
        """Show `text` as large as it fits."""
        self.show_words(text, is_amount=False)

    def show_words(self, text: str, *, is_amount: bool) -> None:
        """Show `text` as large as it fits; of an amount the number larger than the rest."""
        self._words, self._is_amount = text, is_amount
        self._fit()

    def set_size(self, percent: int) -> None:
        """Show words in this fraction of the largest type that fits, 30 to 100 percent."""
        self._fraction = percent / 100
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the words anew."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the words anew after a change of the style sheet, which sets the type back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground and frame as the style has them, then the words."""
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        for block in self.blocks:
            painter.setFont(self._font_of(block.size_px))
            painter.drawText(block.place, block.flags, block.text)

    @property
    def type_px(self) -> int:
        """Height of the type in pixels, of an amount that of its number."""
        return self.font().pixelSize()

    @property
    def unit_px(self) -> int:
        """Height of the type of an amount's unit in pixels; that of all words where they are no amount."""
        return self.blocks[-1].size_px if self.blocks else self.type_px

    def _fit(self) -> None:
        area = self.contentsRect().adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX)
        number, unit = number_and_unit(self._words) if self._is_amount else ("", self._words)
        self.blocks = self._amount(number, unit, area) if number else self._sentence(area)
        self.setFont(self._font_of(self.blocks[0].size_px))
        self.update()

    def _sentence(self, area: QRect) -> tuple[Block, ...]:
        size_px = self._largest(max(area.height(), _SMALLEST_PX), lambda px: self._wraps_into(px, self._words, area))
        return (Block(self._words, self._shared(size_px), area, int(_WRAPPED)),)

    def _amount(self, number: str, unit: str, area: QRect) -> tuple[Block, ...]:
        def fits(number_px: int, unit_px: int) -> bool:
            if QFontMetrics(self._font_of(number_px)).horizontalAdvance(number) > area.width():
                return False
            below = QRect(0, 0, area.width(), area.height() - self._number_height(number_px))
            return self._wraps_into(unit_px, unit, below)

        def least(number_px: int) -> int:
            return max(_SMALLEST_PX, round(number_px * _UNIT_LEAST))

        number_px = self._largest(2 * max(area.height(), _SMALLEST_PX), lambda px: fits(px, least(px)))
        unit_px = max(
            least(number_px),
            self._largest(max(_SMALLEST_PX, round(number_px * _UNIT_MOST)), lambda px: fits(number_px, px)),
        )
        number_px, unit_px = self._shared(number_px), self._shared(unit_px)
        above = self._number_height(number_px)
        below = self._height_of(unit_px, unit, area)
        top = area.top() + max(0, (area.height() - above - below) // 2)
        metrics = QFontMetrics(self._font_of(number_px))
        # Digits stand on the base line and reach no higher than capitals: room for accents would be lost.
        line = QRect(area.left(), top - metrics.ascent() + metrics.capHeight(), area.width(), metrics.height())
        return (
            Block(number, number_px, line, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)),
            Block(unit, unit_px, QRect(area.left(), top + above, area.width(), below), int(_WRAPPED)),
        )

    def _shared(self, size_px: int) -> int:
        return max(_SMALLEST_PX, round(size_px * self._fraction))

    def _number_height(self, size_px: int) -> int:
        return QFontMetrics(self._font_of(size_px)).capHeight() + round(size_px * _UNDER_NUMBER)

    def _height_of(self, size_px: int, words: str, area: QRect) -> int:
        metrics = QFontMetrics(self._font_of(size_px))
        return metrics.boundingRect(QRect(0, 0, area.width(), 0), int(_WRAPPED), words).height()

    def _wraps_into(self, size_px: int, words: str, area: QRect) -> bool:
        metrics = QFontMetrics(self._font_of(size_px))
        if any(metrics.horizontalAdvance(word) > area.width() for word in words.split()):
            return False
        needed = metrics.boundingRect(area, int(_WRAPPED), words)
        return needed.width() <= area.width() and needed.height() <= area.height()

    def _font_of(self, size_px: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(size_px)
        font.setWeight(QFont.Weight.Bold)
        return font

    @staticmethod
    def _largest(limit: int, fits: Callable[[int], bool]) -> int:
        """The largest size of type up to the limit that fits, or the smallest there is."""
        best, too_large = _SMALLEST_PX, limit + 1
        while too_large - best > 1:
            middle = (best + too_large) // 2
            if fits(middle):
                best = middle
            else:
                too_large = middle
        return best

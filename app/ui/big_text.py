"""A label whose words are always as large as its area allows. What the words are is not decided here."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_SMALLEST_PX = 14
_MARGIN_PX = 12


class BigText(QLabel):
    """Plain text, centred, broken between words only, in the largest type that fits.

    The Tab key stops here, so that a screen reader can read it out again.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 1.0
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # The type follows the area, so the area must not follow the type.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def hasHeightForWidth(self) -> bool:
        """No: the words follow the area, or a page that scrolls would grow with them."""
        return False

    def minimumSizeHint(self) -> QSize:
        """Room for a few words that can still be called large."""
        return QSize(200, 120)

    def setText(self, text: str) -> None:
        """Show `text` as large as it fits."""
        super().setText(text)
        self._fit()

    def set_size(self, percent: int) -> None:
        """Show words in this share of the largest type that fits, 30 to 100 percent."""
        self._share = percent / 100
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

    @property
    def type_px(self) -> int:
        """Height of the type in pixels."""
        return self.font().pixelSize()

    def _fit(self) -> None:
        area = self.contentsRect().adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX)
        fits, too_large = _SMALLEST_PX, max(area.height(), _SMALLEST_PX) + 1
        while too_large - fits > 1:
            middle = (fits + too_large) // 2
            if self._fits(middle, area):
                fits = middle
            else:
                too_large = middle
        self.setFont(self._font_of(max(_SMALLEST_PX, round(fits * self._share))))

    def _font_of(self, size_px: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(size_px)
        font.setWeight(QFont.Weight.Bold)
        return font

    def _fits(self, size_px: int, area: QRect) -> bool:
        metrics = QFontMetrics(self._font_of(size_px))
        if any(metrics.horizontalAdvance(word) > area.width() for word in self.text().split()):
            return False
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        needed = metrics.boundingRect(area, int(flags), self.text())
        return needed.width() <= area.width() and needed.height() <= area.height()

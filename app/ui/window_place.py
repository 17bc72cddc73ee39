"""Where on the screens the window opens, and how large; it opens where it was."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.settings import Settings

USUAL: Final = QSize(960, 720)
# What a window's frame takes beside it, and above and below it, on the usual desktops.
_FRAME: Final = QSize(16, 44)
_TITLE_PX: Final = 36
# Of a large screen the window takes this much: who sees little must not have to enlarge it first.
_FRACTION_OF_LARGE: Final = 0.75


def open_in_place(window: QWidget, settings: Settings) -> None:
    """Put a window where it was, or where a first one goes."""
    before = QRect(*settings.window) if settings.window is not None else None
    primary = QGuiApplication.primaryScreen()
    others = [screen for screen in QGuiApplication.screens() if screen is not primary]
    window.setGeometry(fitted(before, [screen.availableGeometry() for screen in (primary, *others)]))
    if settings.is_maximized:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def changed_place(window: QWidget, settings: Settings) -> dict[str, object]:
    """What of its place and size is otherwise than in the settings, by their names."""
    if not window.isVisible() or window.isFullScreen():
        return {}
    # Of a maximised window the size that it goes back to.
    place = window.normalGeometry() if window.isMaximized() else window.geometry()
    now = {"window": place.getRect(), "is_maximized": window.isMaximized()}
    return {name: value for name, value in now.items() if getattr(settings, name) != value}


def fitted(wanted: QRect | None, screens: Sequence[QRect]) -> QRect:
    """Where the window's inside goes.

    Args:
        wanted: where it was before; None for the first time.
        screens: what is free for windows on each screen, the first one first; not empty.
    """
    if wanted is None:
        return _centred(screens[0])
    screen = max(screens, key=lambda free: _area(free.intersected(wanted)))
    if not screen.intersects(wanted):
        # The screen that it was on is gone.
        return _centred(screens[0], wanted.size())
    size = wanted.size().boundedTo(_most(screen))
    place = QPoint(
        min(max(wanted.x(), screen.left()), screen.right() + 1 - size.width()),
        min(max(wanted.y(), screen.top() + _TITLE_PX), screen.bottom() + 1 - size.height()),
    )
    return QRect(place, size)


def _centred(screen: QRect, size: QSize | None = None) -> QRect:
    if size is None:
        part = QSize(round(screen.width() * _FRACTION_OF_LARGE), round(screen.height() * _FRACTION_OF_LARGE))
        size = USUAL.expandedTo(part)
    size = size.boundedTo(_most(screen))
    left = screen.left() + (screen.width() - size.width()) // 2
    top = screen.top() + max(_TITLE_PX, (screen.height() - size.height()) // 2)
    return QRect(QPoint(left, top), size)


def _most(screen: QRect) -> QSize:
    return screen.size() - _FRAME


def _area(area: QRect) -> int:
    return area.width() * area.height() if area.isValid() else 0

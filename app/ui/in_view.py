"""Scrolls so that what has the focus, and the chosen row of a list that has it, are on the screen."""

from PySide6.QtWidgets import QListWidget, QScrollArea, QWidget


def keep_in_view(window: QWidget, part: QWidget | None) -> None:
    """Let a part of this window be seen, however the focus came there."""
    around = part.parentWidget() if part is not None and window.isAncestorOf(part) else None
    while part is not None and around is not None and around is not window:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(part)
        around = around.parentWidget()


def keep_row_in_view(page: QWidget, rows: QListWidget) -> None:
    """In a small window the page shows only a part of a list: let it be the part with the chosen row."""
    inside = page.widget() if isinstance(page, QScrollArea) else None
    if isinstance(page, QScrollArea) and inside is not None and inside.isAncestorOf(rows):
        chosen = rows.visualItemRect(rows.currentItem())
        place = rows.viewport().mapTo(inside, chosen.center())
        page.ensureVisible(place.x(), place.y(), chosen.width() // 2, chosen.height())

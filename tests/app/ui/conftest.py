"""Fixtures for the tests of the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from app.ui.application import dress


@pytest.fixture(autouse=True)
def undressed_again(qapp: QApplication) -> Iterator[None]:
    """Whatever colours and type a test gives the application, the next one begins without them."""
    palette, font = qapp.palette(), qapp.font()
    yield
    # Windows of tests that no event loop ran in are still there, and every one of them would be dressed again.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture
def dressed(qapp: QApplication) -> None:
    """The application in its own colours and type."""
    dress(qapp)

"""Fixtures for the tests of the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.autostart import DesktopAutostart
from app.ui.application import dress
from tests.app.ui.makers import WindowUnderTest


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


@pytest.fixture(autouse=True)
def own_autostart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DesktopAutostart:
    """What starts when a person signs in is not looked at, nor changed, on the computer of the tests."""
    made = DesktopAutostart(tmp_path / "sign-in")
    monkeypatch.setattr("app.ui.outside.system_autostart", lambda: made)
    return made


@pytest.fixture
def dressed(qapp: QApplication) -> None:
    """The application in its own colours and type."""
    dress(qapp)


@pytest.fixture
def shown(qtbot: QtBot, qapp: QApplication) -> Iterator[WindowUnderTest]:
    """A window on the screen, with the keys' attention."""
    made = WindowUnderTest()
    qtbot.addWidget(made.window)
    made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow, timeout=10_000)
    yield made
    made.window.close()

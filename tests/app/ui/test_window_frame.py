"""The window as the desktop sees it: what is done once as it closes, when it is hidden instead, and its title."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.ui import window_frame
from app.ui.preferences import Preferences
from app.ui.window_frame import WindowFrame


class Framed(WindowFrame):
    """Counts how often it was made ready to go."""

    def __init__(self, settings: Settings = Settings()) -> None:  # noqa: B008
        self.stored: list[Settings] = []
        super().__init__(Preferences(settings, self.stored.append))
        self.closings = 0

    def closing(self) -> None:
        self.closings += 1


@pytest.fixture
def frame(qtbot: QtBot) -> Framed:
    made = Framed()
    qtbot.addWidget(made)
    made._take_place()
    made.show()
    return made


def test_it_closes_once_and_remembers_its_place(frame: Framed) -> None:
    frame.setGeometry(40, 50, 500, 400)
    frame.close()
    assert not frame.isVisible()
    assert frame.closings == 1
    assert [stored.window for stored in frame.stored] == [(40, 50, 500, 400)]
    frame.show()
    frame.close()
    assert (frame.closings, len(frame.stored)) == (1, 1)


def test_a_window_that_was_not_moved_stores_nothing(qtbot: QtBot) -> None:
    made = Framed(Settings(window=(30, 60, 600, 500)))
    qtbot.addWidget(made)
    made._take_place()
    made.show()
    made.close()
    assert made.stored == []
    assert made.closings == 1


def test_it_is_hidden_instead_until_it_is_left_for_good(frame: Framed) -> None:
    asked: list[bool] = []

    def hides() -> bool:
        asked.append(True)
        return True

    frame.hides_instead = hides
    assert not frame.close()
    assert (frame.closings, asked) == (0, [True])
    frame.leave()
    assert not frame.isVisible()
    assert (frame.closings, asked) == (1, [True])


def test_whoever_closes_it_when_the_session_ends_closes_it_for_good(frame: Framed) -> None:
    frame.hides_instead = lambda: True
    frame.will_leave()
    assert frame.close()
    assert frame.closings == 1


def test_a_page_stands_in_the_title_and_a_title_is_told_when_it_changes(
    frame: Framed, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[QWidget, str]] = []
    monkeypatch.setattr(window_frame, "announce", lambda window, text: told.append((window, text)))
    frame._name_after("Help")
    frame._name_after("Help")
    frame._name_after("")
    assert told == [(frame, "Help – Noteworthy"), (frame, "Noteworthy")]
    assert frame.windowTitle() == "Noteworthy"


def test_it_can_be_made_small_for_large_type_and_not_smaller(frame: Framed) -> None:
    frame.resize(10, 10)
    assert (frame.width(), frame.height()) == (320, 240)

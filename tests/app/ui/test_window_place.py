"""Where the window opens: inside what the screens have free, and where it was if that is still there."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.settings import Settings
from app.ui import window_place
from app.ui.window_place import USUAL, changed_place, fitted, open_in_place

SMALL = QRect(0, 0, 640, 400)
USUAL_SCREEN = QRect(0, 27, 1280, 773)
LARGE = QRect(0, 0, 3840, 2120)


@pytest.mark.parametrize("screen", [SMALL, QRect(0, 0, 800, 600), USUAL_SCREEN, LARGE], ids=str)
def test_first_window_is_inside_its_screen_with_its_frame(screen: QRect) -> None:
    place = fitted(None, [screen])
    assert screen.contains(place)
    assert place.top() >= screen.top() + 30, "its title can be seen"


def test_first_window_is_as_large_as_usual_or_most_of_a_large_screen() -> None:
    assert fitted(None, [QRect(0, 0, 1200, 900)]).size() == USUAL
    assert fitted(None, [LARGE]).width() == 2880


def test_window_comes_back_where_it_was() -> None:
    assert fitted(QRect(100, 120, 700, 500), [USUAL_SCREEN]) == QRect(100, 120, 700, 500)


def test_window_of_a_larger_screen_is_made_to_fit() -> None:
    place = fitted(QRect(2000, 300, 1700, 1500), [QRect(1900, 0, 800, 600)])
    assert QRect(1900, 0, 800, 600).contains(place)


def test_window_of_a_screen_that_is_gone_comes_to_the_first_one() -> None:
    place = fitted(QRect(5000, 200, 700, 500), [USUAL_SCREEN, QRect(1280, 0, 1000, 700)])
    assert USUAL_SCREEN.contains(place)
    assert (place.width(), place.height()) == (700, 500)


def test_window_stays_on_the_screen_that_has_most_of_it() -> None:
    second = QRect(1280, 0, 1000, 800)
    place = fitted(QRect(1200, 100, 700, 500), [USUAL_SCREEN, second])
    assert second.contains(place)


def test_a_first_window_lies_in_the_middle() -> None:
    assert fitted(None, [LARGE]) == QRect(480, 265, 2880, 1590)
    assert fitted(None, [QRect(100, 50, 1200, 900)]) == QRect(220, 140, 960, 720)
    assert fitted(None, [SMALL]) == QRect(8, 36, 624, 356)


@pytest.mark.parametrize(
    ("wanted", "place"),
    [
        (QRect(-50, 0, 700, 500), QRect(0, 63, 700, 500)),
        (QRect(1000, 700, 700, 500), QRect(580, 300, 700, 500)),
        (QRect(580, 300, 700, 500), QRect(580, 300, 700, 500)),
        (QRect(0, 63, 700, 500), QRect(0, 63, 700, 500)),
        (QRect(0, 100, 2000, 2000), QRect(0, 71, 1264, 729)),
    ],
)
def test_a_window_is_moved_no_further_than_it_must(wanted: QRect, place: QRect) -> None:
    assert fitted(wanted, [USUAL_SCREEN]) == place


def test_of_a_screen_that_is_gone_it_keeps_its_size_and_lies_in_the_middle() -> None:
    assert fitted(QRect(5000, 200, 700, 500), [USUAL_SCREEN]) == QRect(290, 163, 700, 500)


class Standing(QWidget):
    """A window that stands as a test says."""

    def __init__(self, *, visible: bool = True, full: bool = False, maximized: bool = False) -> None:
        super().__init__()
        self.stands = visible, full, maximized

    def isVisible(self) -> bool:
        return self.stands[0]

    def isFullScreen(self) -> bool:
        return self.stands[1]

    def isMaximized(self) -> bool:
        return self.stands[2]

    def geometry(self) -> QRect:
        return QRect(1, 2, 300, 400)

    def normalGeometry(self) -> QRect:
        return QRect(5, 6, 700, 800)


@pytest.mark.parametrize(
    ("stands", "changed"),
    [
        ({}, {"window": (1, 2, 300, 400)}),
        ({"maximized": True}, {"window": (5, 6, 700, 800), "is_maximized": True}),
        ({"visible": False}, {}),
        ({"full": True}, {}),
    ],
)
def test_what_changed_of_its_place_is_told(stands: dict[str, bool], changed: dict[str, object], qtbot: QtBot) -> None:
    window = Standing(**stands)
    qtbot.addWidget(window)
    assert changed_place(window, Settings()) == changed
    if not stands:
        assert changed_place(window, Settings(window=(1, 2, 300, 400))) == {}


@pytest.mark.parametrize("is_maximized", [True, False])
def test_it_opens_as_it_was(is_maximized: bool, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    open_in_place(window, Settings(window=(30, 60, 320, 240), is_maximized=is_maximized))
    assert window.isMaximized() is is_maximized
    if not is_maximized:
        assert window.geometry() == QRect(30, 60, 320, 240)


def test_of_two_screens_that_hold_a_part_the_larger_part_counts_and_not_its_shape() -> None:
    first, second = QRect(-900, 0, 1000, 700), QRect(100, -680, 1000, 700)
    wanted = QRect(0, 0, 400, 100)
    assert (first.intersected(wanted).size(), second.intersected(wanted).size()) == (QSize(100, 100), QSize(300, 20))
    for screens in ([first, second], [second, first]):
        assert first.contains(fitted(wanted, screens))


def test_the_first_screen_is_the_one_that_the_system_calls_so(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (SimpleNamespace(availableGeometry=lambda area=area: area) for area in (SMALL, LARGE))
    system = SimpleNamespace(primaryScreen=lambda: first, screens=lambda: [second, first])
    given: list[list[QRect]] = []

    def fit(wanted: QRect | None, screens: list[QRect]) -> QRect:
        given.append(screens)
        return SMALL

    monkeypatch.setattr(window_place, "QGuiApplication", system)
    monkeypatch.setattr(window_place, "fitted", fit)
    window = QWidget()
    qtbot.addWidget(window)
    open_in_place(window, Settings())
    assert given == [[SMALL, LARGE]]

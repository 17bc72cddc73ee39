"""Where the window opens: inside what the screens have free, and where it was if that is still there."""

import pytest
from PySide6.QtCore import QRect

from app.ui.window_place import USUAL, fitted

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

"""Are pictures shown as they are: right colours, memory of their own, proportions kept."""

import numpy as np
import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.recognition.observation import Box
from app.ui import style
from app.ui.picture import PictureView, image_from_bgr
from app.ui.table_marks import TableMark
from tests.app.ui.makers import BLUE, GREEN, RED, plain_picture


@pytest.mark.parametrize(("bgr", "name"), [(BLUE, "#0000ff"), (GREEN, "#00ff00"), (RED, "#ff0000")])
def test_colours_are_right(bgr: tuple[int, int, int], name: str) -> None:
    assert image_from_bgr(plain_picture(bgr)).pixelColor(5, 5).name() == name


def test_image_outlives_the_array() -> None:
    pixels = plain_picture(RED)
    image = image_from_bgr(pixels)
    pixels[:] = 0
    del pixels
    assert image.pixelColor(31, 23).name() == "#ff0000"


def test_rows_that_do_not_lie_together_and_odd_widths() -> None:
    pixels = plain_picture(GREEN, width=40)
    pixels[:, 21:] = BLUE
    image = image_from_bgr(pixels[2:20, :21])
    assert (image.width(), image.height()) == (21, 18)
    assert image.pixelColor(20, 17).name() == "#00ff00"


@pytest.mark.parametrize("wrong", [np.zeros((4, 4), np.uint8), np.zeros((4, 4, 4), np.uint8), np.zeros((4, 4, 3))])
def test_what_is_no_picture_is_refused(wrong: np.ndarray) -> None:
    with pytest.raises(ValueError, match="height, width, 3"):
        image_from_bgr(wrong)


@pytest.mark.usefixtures("dressed")
def test_picture_keeps_its_proportions(qtbot: QtBot) -> None:
    view = PictureView()
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.show_picture(image_from_bgr(plain_picture(RED, width=100, height=100)))
    shown = view.grab().toImage()
    assert shown.pixelColor(200, 100).name() == "#ff0000"
    assert shown.pixelColor(105, 5).name() == "#ff0000"
    assert shown.pixelColor(95, 100) == QColor(style.DARK.panel)
    assert shown.pixelColor(305, 100) == QColor(style.DARK.panel)


@pytest.mark.usefixtures("dressed")
def test_frame_is_drawn_around_the_note(qtbot: QtBot) -> None:
    view = PictureView()
    qtbot.addWidget(view)
    view.resize(400, 400)
    view.show_picture(image_from_bgr(plain_picture(BLUE, width=100, height=100)), Box(0.25, 0.25, 0.75, 0.75))
    shown = view.grab().toImage()
    assert shown.pixelColor(100, 200) == QColor(style.DARK.mark)
    assert shown.pixelColor(200, 200).name() == "#0000ff"


@pytest.mark.usefixtures("dressed")
def test_words_take_the_place_of_the_picture(qtbot: QtBot) -> None:
    view = PictureView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show_picture(image_from_bgr(plain_picture(RED)))
    view.show_message("Paused")
    assert view.image is None
    shown = view.grab().toImage()
    colours = {shown.pixelColor(x, y).name() for x in range(400) for y in range(130, 170)}
    assert "#ff0000" not in colours
    assert style.DARK.quiet_text in colours


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize(("width", "height", "left", "top"), [(500, 200, 50, 0), (400, 320, 0, 60)])
def test_the_frame_lies_where_the_note_lies_in_the_picture(
    qtbot: QtBot, width: int, height: int, left: int, top: int
) -> None:
    """The picture is twice as wide as high; it stands in the middle of the view."""
    view = PictureView()
    qtbot.addWidget(view)
    view.resize(width, height)
    view.show_picture(image_from_bgr(plain_picture(BLUE, width=200, height=100)), Box(0.1, 0.2, 0.4, 0.9))
    shown = view.grab().toImage()
    mark = QColor(style.DARK.mark)
    sides = {"left": (40, 110), "right": (160, 110), "upper": (100, 40), "lower": (100, 180)}
    for side, (x, y) in sides.items():
        assert shown.pixelColor(left + x, top + y) == mark, side
    for x, y in ((30, 110), (170, 110), (100, 30), (100, 190), (100, 110), (50, 50), (150, 170)):
        assert shown.pixelColor(left + x, top + y).name() == "#0000ff"
    # A line of three pixels within a dark one of seven.
    across = [shown.pixelColor(left + x, top + 110).name() for x in range(34, 47)]
    assert across.count(style.DARK.mark) in (2, 3, 4)
    assert {"#0000ff", style.DARK.mark, style.DARK.mark_text} <= set(across)


@pytest.mark.usefixtures("dressed")
def test_what_lies_on_a_table_is_marked_in_place_of_one_note(qtbot: QtBot) -> None:
    view = PictureView()
    qtbot.addWidget(view)
    view.resize(400, 200)
    picture = image_from_bgr(plain_picture(BLUE, width=200, height=100))
    corners = ((0.5, 0.2), (0.9, 0.2), (0.9, 0.8), (0.5, 0.8))
    view.show_picture(picture, Box(0.1, 0.2, 0.4, 0.9), (TableMark(corners, "20"),))
    shown = view.grab().toImage()
    assert shown.pixelColor(40, 110).name() == "#0000ff", "the note's own frame is not shown beside them"
    assert len(view.marks) == 1
    view.show_picture(picture)
    assert not view.marks
    view.show_message("Paused")
    assert view.image is None
    assert not view.marks

"""The notes of a table over the picture: an outline and a value each, for a while, and never in private."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF
from pytestqt.qtbot import QtBot

from app.feedback.modes import SpeakMode
from app.feedback.utterance import Priority
from app.session.messages import Message, MessageKind
from app.session.wording import Wording
from app.ui import style, table_marks
from app.ui.picture import PictureView, image_from_bgr
from app.ui.table_marks import SHOWN_S, TableMark, marks_of
from tests.app.tables import finding, outline
from tests.app.ui.makers import BLUE, WindowUnderTest, plain_picture, value_told

WORDS = "2 notes: 1 of 20 dollars, 1 of 5 dollars. At least 25 dollars. Not read: 1 note, at the top left."
FOUND = replace(finding([("USD", "20"), ("USD", "5")], unread=[(0.8, 0.1)]), captured_at_s=0.0)
TOLD = Message(
    MessageKind.TABLE, "table", "table", Priority.ANSWER, WORDS, 0.0, has_amount=True, table=FOUND, decided_ms=900.0
)


def test_each_note_has_its_outline_and_value_and_what_was_not_read_a_question_mark() -> None:
    marks = marks_of(FOUND, Wording("en", ("USD",)))
    assert [mark.text for mark in marks] == ["20 dollars", "5 dollars", "?"]
    assert marks[2].outline == outline(0.8, 0.1)


@pytest.mark.usefixtures("dressed")
def test_outlines_are_drawn_where_the_notes_lie(qtbot: QtBot) -> None:
    view = PictureView()
    qtbot.addWidget(view)
    view.resize(400, 400)
    image = image_from_bgr(plain_picture(BLUE, width=100, height=100))
    view.show_picture(image, None, (TableMark(((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75)), "20"),))
    shown = view.grab().toImage()
    assert shown.pixelColor(200, 100).name() != "#0000ff"
    assert shown.pixelColor(150, 150).name() == "#0000ff"
    assert style.DARK.panel not in {shown.pixelColor(200, y).name() for y in range(95, 105)}
    view.show_message("Paused")
    assert view.marks == ()


def test_they_are_shown_for_a_while_and_told_at_the_picture(shown: WindowUnderTest) -> None:
    shown.tell(TOLD)
    assert shown.window.said.text() == f"Said: {WORDS}"
    assert shown.window.picture.accessibleDescription() == WORDS
    shown.see(plain_picture(BLUE), 0)
    assert [mark.text for mark in shown.window.picture.marks] == ["20 dollars", "5 dollars", "?"]
    shown.see(plain_picture(BLUE), round(SHOWN_S * 15) + 15)
    assert shown.window.picture.marks == ()


def test_a_value_that_is_announced_takes_their_place(shown: WindowUnderTest) -> None:
    shown.tell(TOLD)
    shown.tell(value_told("20 dollars"))
    shown.see(plain_picture(BLUE), 1)
    assert shown.window.picture.marks == ()
    assert shown.window.picture.accessibleDescription() != WORDS


def test_in_private_they_are_neither_shown_nor_told(shown: WindowUnderTest) -> None:
    shown.tell(TOLD)
    shown.change(mode=SpeakMode.PRIVATE)
    assert shown.window.said.text() == ""
    shown.tell(TOLD)
    shown.see(plain_picture(BLUE), 1)
    assert shown.window.picture.marks == ()
    assert shown.window.picture.accessibleDescription() != WORDS
    assert "20" not in shown.window.said.text()


def test_a_value_stands_in_a_field_with_room_on_every_side(qtbot: QtBot) -> None:
    filled: list[QRectF] = []
    painter: Any = SimpleNamespace(
        font=QFont, fillRect=lambda around, colour: filled.append(QRectF(around)), setPen=id, drawText=lambda *_: None
    )
    table_marks._draw_text(painter, "20", QPointF(100, 50), QColor("black"), QColor("white"))
    text = QFontMetricsF(QFont()).boundingRect("20")
    (around,) = filled
    assert (around.center().x(), around.center().y()) == pytest.approx((100, 50))
    room = 2 * table_marks._PADDING_PX
    assert (around.width() - text.width(), around.height() - text.height()) == pytest.approx((room, room))

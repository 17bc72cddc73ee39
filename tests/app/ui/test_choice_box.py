"""A list that folds out: the way does nothing, Enter takes, leaving goes back."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton, QStyle, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.choice_box import _PADDING_PX, ChoiceBox


class Form(QWidget):
    """A box with three entries, a button after it, and what was taken."""

    def __init__(self, *, takes_at_once: bool = False) -> None:
        super().__init__()
        self.box = ChoiceBox(takes_at_once=takes_at_once)
        self.box.addItems(["one", "two", "three"])
        self.box.settle(0)
        self.taken: list[int] = []
        self.box.taken.connect(self.taken.append)
        column = QVBoxLayout(self)
        column.addWidget(self.box)
        column.addWidget(QPushButton("next"))


def shown(qtbot: QtBot, form: Form) -> Form:
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow, timeout=10_000)
    form.box.setFocus()
    return form


def test_arrows_move_and_enter_takes_once(qtbot: QtBot) -> None:
    form = shown(qtbot, Form())
    qtbot.keyClick(form.box, Qt.Key.Key_Down)
    qtbot.keyClick(form.box, Qt.Key.Key_Down)
    assert form.box.currentText() == "three"
    assert form.taken == []
    qtbot.keyClick(form.box, Qt.Key.Key_Return)
    qtbot.keyClick(form.box, Qt.Key.Key_Return)
    assert form.taken == [2]


def test_leaving_without_enter_goes_back(qtbot: QtBot) -> None:
    form = shown(qtbot, Form())
    qtbot.keyClick(form.box, Qt.Key.Key_Down)
    qtbot.keyClick(form.box, Qt.Key.Key_Tab)
    assert form.box.currentText() == "one"
    assert form.taken == []


@pytest.mark.parametrize(
    ("key", "modifier"),
    [(Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)],
)
def test_a_key_of_the_window_is_answered_while_the_list_is_folded_out(
    qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    form = shown(qtbot, Form())
    asked: list[None] = []
    action = QAction(form)
    action.setShortcut(QKeySequence(modifier.value | key.value))
    action.triggered.connect(lambda: asked.append(None))
    form.addAction(action)
    form.box.showPopup()
    view = form.box.view()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, key, modifier)
    qtbot.waitUntil(lambda: len(asked) == 1, timeout=10_000)
    assert not view.isVisible()
    assert form.taken == [], "nothing was chosen"
    assert form.box.currentText() == "one"


def test_escape_only_folds_the_list_up(qtbot: QtBot) -> None:
    form = shown(qtbot, Form())
    action = QAction(form)
    action.setShortcut(QKeySequence(Qt.Key.Key_Escape))
    action.triggered.connect(lambda: pytest.fail("the page was left"))
    form.addAction(action)
    form.box.showPopup()
    qtbot.keyClick(form.box.view(), Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert not form.box.view().isVisible()


def test_what_is_chosen_in_the_list_that_folded_out_is_taken(qtbot: QtBot) -> None:
    form = shown(qtbot, Form())
    form.box.showPopup()
    view = form.box.view()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert form.taken == []
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert form.taken == [1]
    assert form.box.currentText() == "two"


def test_what_is_to_be_heard_on_the_way_is_taken_at_once(qtbot: QtBot) -> None:
    form = shown(qtbot, Form(takes_at_once=True))
    qtbot.keyClick(form.box, Qt.Key.Key_Down)
    qtbot.keyClick(form.box, Qt.Key.Key_Down)
    assert form.taken == [1, 2]


@pytest.mark.parametrize("takes_at_once", [False, True])
def test_the_wheel_is_left_to_the_page(qtbot: QtBot, takes_at_once: bool) -> None:
    form = shown(qtbot, Form(takes_at_once=takes_at_once))
    none = Qt.KeyboardModifier.NoModifier
    turn = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, none,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(form.box, turn)
    assert form.box.currentText() == "one"


@pytest.mark.usefixtures("dressed")
def test_words_that_do_not_fit_end_in_an_ellipsis(qtbot: QtBot) -> None:
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItem("Vorführung mit Musterscheinen")
    box.resize(box.fontMetrics().horizontalAdvance(box.currentText()) + 80, 40)
    box.show()
    assert box.shown_text() == box.currentText()
    box.resize(120, 40)
    assert box.shown_text().startswith("Vorf")
    assert box.shown_text().endswith("…")
    assert box.currentText() == "Vorführung mit Musterscheinen"
    assert not box.grab().isNull()


@pytest.mark.usefixtures("dressed")
def test_words_need_a_little_more_than_their_own_width(qtbot: QtBot) -> None:
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItem("Musterscheine")
    box.show()
    words_px = box.fontMetrics().horizontalAdvance(box.currentText())

    def field_px() -> int:
        part = QStyle.SubControl.SC_ComboBoxEditField
        return box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, box._option(), part, box).width()

    for width in range(words_px, words_px + 200):
        box.resize(width, 40)
        if box.shown_text() == box.currentText():
            break
    assert field_px() == pytest.approx(words_px + _PADDING_PX, abs=2)

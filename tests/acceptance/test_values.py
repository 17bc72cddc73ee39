"""With eyes shut: notes held before the camera, and the keys about what was said."""

import pytest

from tests.acceptance.camera import Camera
from tests.acceptance.conftest import PAST_THE_TOUR, SetUp
from tests.acceptance.desk import Desk, heard_among

pytestmark = pytest.mark.acceptance

VALUES = ["1 specimen unit", *(f"{value} specimen units" for value in (2, 5, 10, 20, 50, 100))]
IN_WORDS = {"20": "twenty specimen units", "5": "five specimen units", "50": "fifty specimen units"}
HUSHED_WITHIN_S = 0.5


def test_three_notes_and_the_last_one_again(desk: Desk, camera: Camera) -> None:
    mark = desk.start("--source", camera.source, settings=PAST_THE_TOUR)
    desk.hear("Ready", since=mark)
    for value in ("20", "5", "50"):
        mark = desk.mark()
        camera.show(value)
        heard = desk.hear(rf"^{value} specimen units", since=mark)
        assert heard_among(VALUES, heard.sound) == [IN_WORDS[value]]
        camera.show(None, frames=20)
    desk.wait_for_silence()
    mark = desk.press("F6")
    heard = desk.hear("^50 specimen units", since=mark)
    assert heard_among(VALUES, heard.sound) == [IN_WORDS["50"]]


def test_hush_stops_a_long_answer_and_leaves_the_next_value_whole(desk: Desk, camera: Camera) -> None:
    mark = desk.start("--source", camera.source, settings=PAST_THE_TOUR)
    desk.hear("Ready", since=mark)
    desk.wait_for_silence()
    mark = desk.press("F1")
    desk.until(lambda: sum(part.duration_s for part in desk.said(mark)) > 2, "the help, read aloud")
    mark = desk.press("F7")
    pressed_s = desk.now()
    hushed = desk.wait_for("utterance", since=mark, outcome="hushed")
    desk.wait_for_silence(1.0)
    # A busy machine may take a while to press the key, and to tell that it was; else nothing sounds after it.
    last_s = max((part.end_s for part in desk.said(mark)), default=pressed_s)
    assert last_s < max(pressed_s, hushed.at_s) + HUSHED_WITHIN_S
    mark = desk.mark()
    camera.show("20")
    assert heard_among(VALUES, desk.hear("^20 specimen units", since=mark).sound) == [IN_WORDS["20"]]


def test_values_are_heard_right_while_all_cores_are_busy(set_up: SetUp, camera: Camera) -> None:
    desk = set_up(busy=2)
    mark = desk.start("--source", camera.source, settings=PAST_THE_TOUR)
    desk.hear("Ready", since=mark)
    right = []
    for value in ("20", "50", "5", "20", "50", "5"):
        mark = desk.mark()
        camera.show(value)
        heard = desk.hear(rf"^{value} specimen units", since=mark)
        right.append(heard_among(VALUES, heard.sound) == [IN_WORDS[value]])
        camera.show(None, frames=20)
    assert all(right), right


def test_what_interrupts_is_heard_and_what_was_interrupted_comes_back(desk: Desk, camera: Camera) -> None:
    mark = desk.start("--source", camera.source, settings=PAST_THE_TOUR)
    desk.hear("Ready", since=mark)
    desk.wait_for_silence()
    mark = desk.press("F4")
    desk.until(lambda: desk.said(mark), "the answer")
    camera.show("20")
    desk.hear("^20 specimen units", since=mark)
    mark = desk.press("Shift+F2")
    desk.wait_for_silence()
    camera.show(None, frames=20)
    mark = desk.press("ctrl+t")
    desk.until(lambda: desk.said(mark), "the count")
    camera.show("5")
    desk.hear("^5 specimen units", since=mark)
    again = desk.hear("No notes are counted", since=mark)
    assert again.event.interruptions in (0, 1)

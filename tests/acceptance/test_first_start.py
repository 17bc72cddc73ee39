"""With eyes shut: the first start on a computer without a camera, the tour, and choosing dollars alone."""

import json
import re

import pytest

from tests.acceptance.camera import Camera
from tests.acceptance.conftest import PAST_THE_TOUR
from tests.acceptance.desk import Desk

pytestmark = pytest.mark.acceptance


def test_tour_is_heard_to_its_end_and_names_the_key_for_currencies(desk: Desk) -> None:
    mark = desk.start()
    desk.hear("Welcome to Noteworthy", since=mark)
    desk.hear("play money", since=mark, timeout=90)
    values = [desk.hear(rf"^{value} specimen unit", since=mark) for value in ("1", "2", "5")]
    end = desk.hear(r"That was the tour", since=mark)
    assert re.search(r"F9.*currencies", end.text)
    assert end.event.at_s > values[-1].event.at_s
    # This computer has no camera: that is told, and nothing is played that was not asked for.
    desk.hear("No camera", since=mark)
    mark = desk.mark()
    desk.wait_for_silence(3)
    assert not desk.events("announcement", since=mark)
    assert json.loads(desk.settings_file.read_text(encoding="utf-8"))["tour_done"] is True


def test_tour_is_left_with_a_word(desk: Desk) -> None:
    mark = desk.start()
    desk.until(lambda: desk.said(mark), "the tour")
    mark = desk.press("F7")
    desk.hear(r"The tour was skipped.*F9", since=mark)


def test_a_page_opened_amid_the_tour_is_named_and_the_tour_goes_on_to_its_skip(desk: Desk) -> None:
    mark = desk.start()
    desk.hear("Welcome to Noteworthy", since=mark)
    mark = desk.press("F9")
    desk.hear("^Your currencies", since=mark)
    mark = desk.press("Down")
    desk.hear("", since=mark)
    mark = desk.press("Escape")
    # What the keys cut is said from its beginning, and the rest after it.
    desk.hear("Noteworthy tells you which banknote", since=mark)
    mark = desk.press("Tab")
    desk.hear("button$", since=mark)
    desk.hear("Hold one note, flat", since=mark)
    mark = desk.press("Escape")
    desk.hear("The tour was skipped", since=mark)


def test_only_dollars(desk: Desk, camera: Camera) -> None:
    mark = desk.start("--source", camera.source, settings={"tour_done": True, "language": "en"})
    desk.hear("Ready", since=mark)
    desk.wait_for_silence()
    mark = desk.press("F9")
    desk.hear("[Cc]urrenc", since=mark)
    desk.wait_for_silence()
    mark = desk.type("dollar")
    desk.hear(r"^US dollars?\b", since=mark)
    mark = desk.press("Return")
    desk.hear(r"Only US dollars?\b", since=mark)
    chosen = json.loads(desk.settings_file.read_text(encoding="utf-8"))["currencies"]
    assert chosen == ["USD"]
    desk.wait_for_silence()
    mark = desk.press("Escape")
    desk.hear("", since=mark)


def test_two_words_are_searched_and_the_end_of_the_list_is_heard(desk: Desk, camera: Camera) -> None:
    settings = {"tour_done": True, "language": "en"}
    mark = desk.start("--source", camera.source, settings=settings)
    desk.hear("Ready", since=mark)
    mark = desk.press("F9")
    desk.hear("[Cc]urrenc", since=mark)
    mark = desk.type("us dollar")
    desk.hear("^US dollars, on$", since=mark)
    mark = desk.press("Down")
    desk.hear("^US dollars, on, end of list$", since=mark)
    assert "currencies" not in json.loads(desk.settings_file.read_text(encoding="utf-8")), "nothing was turned off"
    mark = desk.press("Tab")
    desk.hear("Only this one, button", since=mark)
    mark = desk.press("Return")
    desk.hear("^Only US dollars", since=mark)


def test_every_button_says_something_on_enter(desk: Desk, camera: Camera) -> None:
    mark = desk.start("--source", camera.source, settings=PAST_THE_TOUR)
    desk.hear("Ready", since=mark)
    desk.wait_for_silence()
    mark = desk.press("F11")
    desk.hear("Counted notes", since=mark)
    for button in ("Read", "Undo", "Clear", "Copy"):
        desk.go_to(f"^{button}, button")
        mark = desk.press("Return")
        desk.hear("", since=mark)
    desk.go_to("^Save…, button")
    desk.press("Return")
    desk.until(lambda: "Save the counted notes" in desk.window_title(), "the dialog of the system")
    desk.press("Escape")


def test_nothing_is_silent_on_the_way(desk: Desk, camera: Camera) -> None:
    mark = desk.start("--source", camera.source, settings=PAST_THE_TOUR)
    desk.hear("Ready", since=mark)
    desk.wait_for_silence()
    for key in ("F8", "Escape", "F9", "Escape", "F10", "Tab", "Tab", "Escape", "F11", "Escape", "F12", "Escape"):
        mark = desk.press(key)
        heard = desk.hear("", since=mark)
        assert heard.text

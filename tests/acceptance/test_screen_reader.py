"""With a screen reader: nothing is said twice, and a value is said by the app's own voice, at once."""

import json
import re
from itertools import pairwise

import pytest

from tests.acceptance.camera import Camera
from tests.acceptance.conftest import PAST_THE_TOUR, SetUp
from tests.acceptance.desk import Mark

pytestmark = pytest.mark.acceptance


def repeated(words: str) -> list[str]:
    """What is said again at once within one utterance: two words or more, or a number."""
    said = re.findall(r"\w+", words.casefold())
    found = []
    for length in range(1, len(said) // 2 + 1):
        for start in range(len(said) - 2 * length + 1):
            part = said[start : start + length]
            if part == said[start + length : start + 2 * length] and (length > 1 or part[0].isdigit()):
                found.append(" ".join(part))
    return found


def test_reader_says_the_title_of_each_page_and_nothing_twice_of_a_part(set_up: SetUp, camera: Camera) -> None:
    desk = set_up(orca=True, accessibility=True)
    mark = desk.start("--source", camera.source, settings=PAST_THE_TOUR)
    desk.hear("Ready", since=mark)
    desk.wait_for_silence()

    pressed: list[tuple[float, str, str]] = []

    def press(key: str, pattern: str) -> None:
        pressed.append((desk.now(), key, pattern))
        mark = desk.press(key)
        desk.wait_for_reader(pattern, since=mark)

    press("F10", r"^Settings – Noteworthy")
    # Orca 48 says of any of Qt's boxes what is chosen in it before its role, too.
    press("Tab", r"^Voice (.* )?combo box")
    press("Tab", r"^Speed .*slider \d+")
    press("Escape", r"^Noteworthy\b")
    press("F9", r"^Your currencies – Noteworthy")
    press("Escape", r"^Noteworthy\b")
    # The help is the reader's to read; who asks again hears the app read it.
    mark = desk.mark()
    press("F1", r"^Help – Noteworthy")
    desk.wait_for_silence()
    assert not [event for event in desk.events("utterance", since=mark) if event.topic == "reading"]
    mark = desk.press("ctrl+h")
    desk.hear("Hold one note", since=mark)
    press("Escape", r"^Noteworthy\b")
    for _ in range(6):
        press("Tab", r"\bbutton\b")
    said = desk.reader_said()
    for (begun_s, key, pattern), (ended_s, *_) in zip(pressed, [*pressed[1:], (desk.now(), "", "")], strict=True):
        words = [words for at_s, words in said if begun_s <= at_s < ended_s]
        assert any(re.search(pattern, spoken) for spoken in words), (key, pattern, words)
    assert [(words, twice) for _, words in said if (twice := repeated(words))] == []


def test_reader_and_app_do_not_say_the_same(set_up: SetUp, camera: Camera) -> None:
    desk = set_up(orca=True, accessibility=True)
    begun_s = desk.now()
    mark = desk.start("--source", camera.source, settings=PAST_THE_TOUR)
    desk.hear("Ready", since=mark)
    desk.wait_for_silence()
    for key, pattern in (
        ("F10", "^Settings"),
        ("Tab", "box"),
        ("Tab", "slider"),
        ("Escape", "^Noteworthy"),
        ("Tab", "button"),
    ):
        mark = desk.press(key)
        desk.wait_for_reader(pattern, since=mark)
    mark = desk.mark()
    camera.show("20")
    desk.hear("^20 specimen units", since=mark)
    desk.wait_for_silence()
    by_reader = [(at_s, words) for at_s, words in desk.reader_said() if at_s > begun_s]
    assert by_reader
    doubled = [
        (words, later - at_s)
        for (at_s, words), (later, again) in pairwise(by_reader)
        if words == again and later - at_s < 3
    ]
    assert doubled == []
    by_app = [event.text for event in desk.events("utterance") if event.outcome == "spoken"]
    said_by_both = [words for _, words in by_reader if words.strip(".") in {text.strip(".") for text in by_app}]
    assert said_by_both == []


def test_a_reader_that_is_not_heard_is_not_left_to_speak(set_up: SetUp, camera: Camera) -> None:
    desk = set_up(orca=True)
    mark = desk.start("--source", camera.source, settings=PAST_THE_TOUR)
    desk.hear("Ready", since=mark)
    desk.wait_for_silence()

    def who_speaks() -> object:
        return json.loads(desk.settings_file.read_text(encoding="utf-8")).get("who_speaks", "automatic")

    def choose_the_reader() -> Mark:
        mark = desk.press("F10")
        desk.wait_for_reader("^Settings", since=mark)
        for _ in range(15):
            mark = desk.press("Tab")
            desk.wait_for_reader(r"\w", since=mark)
            if any("Who speaks" in words for at_s, words in desk.reader_said() if at_s >= mark.at_s):
                break
        desk.press("End")
        return desk.press("Return")

    mark = choose_the_reader()
    desk.until(lambda: who_speaks() == "screen_reader", "the reader among the settings")
    # Nobody presses Enter: who heard nothing knows of no key.
    desk.hear("Noteworthy keeps its own voice", since=mark, timeout=30)
    assert who_speaks() == "automatic"
    desk.press("Escape")
    mark = desk.mark()
    camera.show("20")
    desk.hear("^20 specimen units", since=mark)
    camera.show(None, frames=20)
    desk.wait_for_silence()
    mark = choose_the_reader()
    desk.until(lambda: who_speaks() == "screen_reader", "the reader among the settings")
    desk.press("Return")
    desk.wait_for("utterance", since=mark, text="speaks for Noteworthy from now on")
    desk.press("Escape")
    mark = desk.mark()
    camera.show("5")
    told = desk.wait_for("utterance", since=mark, text="^5 specimen units")
    # What was only handed over is never told to be spoken.
    assert told.outcome == "handed_over"
    assert who_speaks() == "screen_reader"

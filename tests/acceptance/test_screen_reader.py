"""With a screen reader: nothing is said twice, and a value is said by the app's own voice, at once."""

from itertools import pairwise

import pytest

from tests.acceptance.camera import Camera
from tests.acceptance.conftest import PAST_THE_TOUR, SetUp

pytestmark = pytest.mark.acceptance


def test_reader_and_app_do_not_say_the_same(set_up: SetUp, camera: Camera) -> None:
    desk = set_up(orca=True, accessibility=True)
    begun_s = desk.now()
    mark = desk.start("--source", camera.source, settings=PAST_THE_TOUR)
    desk.hear("Ready", since=mark, timeout=40)
    desk.wait_for_silence(timeout=40)
    for key in ("F10", "Tab", "Tab", "Escape", "Tab"):
        desk.press(key)
        desk.wait_for_silence(timeout=40)
    mark = desk.mark()
    camera.show("20")
    desk.hear("^20 specimen units", since=mark)
    desk.wait_for_silence(timeout=40)
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

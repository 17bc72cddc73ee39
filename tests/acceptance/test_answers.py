"""With eyes shut: what is asked for by a key is heard next, however fast values follow each other."""

import time

import pytest

from tests.acceptance.camera import Camera
from tests.acceptance.conftest import PAST_THE_TOUR
from tests.acceptance.desk import Desk, heard_among

pytestmark = pytest.mark.acceptance


def test_keys_are_answered_before_the_next_value(desk: Desk) -> None:
    # The demo shows a note every three seconds, and says each.
    mark = desk.start("--source", "demo", settings=PAST_THE_TOUR)
    desk.hear("specimen unit", since=mark)
    for key, topic, words in (
        ("F4", "seen", r"^I see"),
        ("ctrl+e", "table", r"\w"),
        ("F10", "focus", r"^Settings"),
        ("Escape", "focus", r"\w"),
        ("F2", "mode", r"^Private mode"),
        ("F2", "mode", r"^Values are spoken"),
    ):
        mark = desk.press(key)
        if topic == "table":
            # It is looked at first.
            desk.wait_for("table", since=mark)
            mark = desk.mark()
        answer = desk.wait_for("utterance", since=mark, topic=topic, outcome="spoken", text=words)
        values = [
            told
            for told in desk.events("utterance", since=mark)
            if told.topic == "value" and told.outcome == "spoken" and told.at_s < answer.at_s
        ]
        assert len(values) <= 1, f"after {key} more than what sounded was said first: {[told.text for told in values]}"
        # And the values go on.
        desk.wait_for("announcement", since=mark)


def test_what_is_seen_is_told_to_its_end_whenever_it_is_asked(desk: Desk) -> None:
    # Notes come and go every three seconds: each press falls on another moment of that.
    mark = desk.start("--source", "demo", settings=PAST_THE_TOUR)
    desk.hear("specimen unit", since=mark)
    for number in range(8):
        time.sleep(0.4 * number)
        mark = desk.press("F4")
        told = desk.wait_for("utterance", since=mark, topic="seen", outcome="spoken")
        assert told.interruptions == 0
        ended = [event.outcome for event in desk.events("utterance", since=mark) if event.topic == "seen"]
        # Of a note that went while a value sounded, the answer is made anew before it begins; never in its midst.
        assert ended.count("stale") <= 1, ended


def test_a_key_amid_a_long_answer_is_answered_and_the_long_one_goes_on(desk: Desk, camera: Camera) -> None:
    settings = {**PAST_THE_TOUR, "guidance": "values_only"}
    mark = desk.start("--source", camera.source, "--mode", "count", settings=settings)
    desk.hear("Ready", since=mark)
    camera.show("20+50+10+5+100", frames=20)
    desk.wait_for_silence()
    mark = desk.press("ctrl+e")
    desk.hear("Total: 185 specimen units", since=mark)
    desk.wait_for_silence()
    mark = desk.press("ctrl+t")
    desk.until(lambda: sum(part.duration_s for part in desk.said(mark)) > 2.5, "the list in its second sentence")
    mark = desk.press("ctrl+plus")
    answer = desk.hear("^Text", since=mark)
    listed = desk.hear("Total: 185 specimen units", since=mark)
    assert answer.event.at_s < listed.event.at_s
    assert answer.event.at_s - mark.at_s < 5
    assert answer.event.interruptions == 0
    assert listed.event.interruptions == 1
    # The total is the end of it, and came out whole.
    assert heard_among(["Total: 185 specimen units.", "10 specimen units: 1 note."], listed.sound[-1:], several=True)

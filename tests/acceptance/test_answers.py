"""With eyes shut: what is asked for by a key is heard next, however fast values follow each other."""

import pytest

from tests.acceptance.conftest import PAST_THE_TOUR
from tests.acceptance.desk import Desk

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

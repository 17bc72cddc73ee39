"""With eyes shut: a note whose currency is off is held up, the person asks what it is, and turns it on."""

import json

import pytest

from tests.acceptance.camera import Camera
from tests.acceptance.conftest import PAST_THE_TOUR
from tests.acceptance.desk import Desk

pytestmark = pytest.mark.acceptance


def test_the_currency_is_named_then_turned_on_and_only_then_the_value(desk: Desk, camera: Camera) -> None:
    mark = desk.start("--source", camera.source, settings={**PAST_THE_TOUR, "currencies": ["USD"]})
    desk.hear("Ready", since=mark)
    camera.show("20", frames=30)
    asked = desk.press("ctrl+i")
    desk.hear(r"^This looks like specimen units\. Press Ctrl\+I again to turn it on\.$", since=asked, timeout=60)
    assert desk.events("announcement", since=mark) == [], "no value of a currency that is off"
    assert "XTS" not in json.loads(desk.settings_file.read_text(encoding="utf-8"))["currencies"]
    mark = desk.press("ctrl+i")
    desk.hear(r"^specimen units: on\.$", since=mark)
    desk.hear("^20 specimen units", since=mark)
    desk.until(
        lambda: json.loads(desk.settings_file.read_text(encoding="utf-8"))["currencies"] == ["USD", "XTS"],
        "specimens among the settings",
    )


def test_without_a_note_it_says_so(desk: Desk, camera: Camera) -> None:
    mark = desk.start("--source", camera.source, settings=PAST_THE_TOUR)
    desk.hear("Ready", since=mark)
    mark = desk.press("ctrl+i")
    desk.hear("^No note is in view.*press Ctrl.I again", since=mark, timeout=60)

"""With eyes shut: private mode tells a note by tones, and no amount is heard."""

import pytest

from tests.acceptance.camera import Camera
from tests.acceptance.conftest import PAST_THE_TOUR
from tests.acceptance.desk import Desk

pytestmark = pytest.mark.acceptance

LOW_HZ = 660.0


def test_private_mode_tells_by_tones(desk: Desk, camera: Camera) -> None:
    mark = desk.start("--source", camera.source, settings=PAST_THE_TOUR)
    desk.hear("Ready", since=mark)
    desk.wait_for_silence()
    mark = desk.press("F2")
    desk.hear("Private mode", since=mark)
    desk.wait_for_silence()
    mark = desk.mark()
    camera.show("5")
    told = desk.wait_for("announcement", since=mark)
    desk.wait_for("utterance", since=mark, outcome="spoken")
    desk.wait_for_silence()
    [tones] = [part for part in desk.said(mark) if part.tones_hz]
    # The third of the specimen notes: 1, 2, 5.
    assert tones.tones_hz == pytest.approx([LOW_HZ] * 3, rel=0.03)
    assert "5" not in told.text
    mark = desk.press("F6")
    desk.wait_for("utterance", since=mark, outcome="spoken")
    desk.wait_for_silence()
    assert [part.tones_hz for part in desk.said(mark)] == [pytest.approx([LOW_HZ] * 3, rel=0.03)]
    mark = desk.press("F2")
    desk.hear("Values are spoken", since=mark)
    spoken = [event.text for event in desk.events("utterance")]
    assert not [text for text in spoken if "specimen unit" in text and "Ready" not in text]


def test_tones_are_learnt_by_ear(desk: Desk, camera: Camera) -> None:
    mark = desk.start("--source", camera.source, settings=PAST_THE_TOUR)
    desk.hear("Ready", since=mark)
    desk.wait_for_silence()
    mark = desk.press("shift+F2")
    desk.hear("[Tt]ones", since=mark)
    desk.wait_for_silence()
    desk.go_to(r"^5\D.*3 tones|3 tones.*\b5\b", key="Down", times=8)
    desk.wait_for_silence()
    mark = desk.press("Return")
    desk.until(lambda: [part for part in desk.said(mark) if part.tones_hz], "the tones")
    desk.wait_for_silence()
    [tones] = [part.tones_hz for part in desk.said(mark) if part.tones_hz]
    assert tones == pytest.approx([LOW_HZ] * 3, rel=0.03)

"""With eyes shut: every way out is in order and says a last word; a second start is none."""

import json
import signal

import pytest

from tests.acceptance.camera import Camera
from tests.acceptance.conftest import PAST_THE_TOUR
from tests.acceptance.desk import Desk

pytestmark = pytest.mark.acceptance

ENDS_WITHIN_S = 20


def _start(desk: Desk, camera: Camera) -> None:
    mark = desk.start("--source", camera.source, settings=PAST_THE_TOUR)
    desk.hear("Ready", since=mark)
    desk.wait_for_silence()


def test_quit_says_a_last_word(desk: Desk, camera: Camera) -> None:
    _start(desk, camera)
    mark = desk.press("ctrl+q")
    desk.hear("Goodbye", since=mark)
    assert desk.ended(timeout=ENDS_WITHIN_S) == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_polite_signal_ends_it_in_order(desk: Desk, camera: Camera, number: signal.Signals) -> None:
    _start(desk, camera)
    assert desk.app is not None
    children = desk.children()
    mark = desk.mark()
    desk.app.send_signal(number)
    desk.ended(timeout=ENDS_WITHIN_S)
    assert desk.app.returncode in (0, 128 + number)
    assert "Traceback" not in desk.app_log()
    lines = (desk.folder / "events-1.jsonl").read_text(encoding="utf-8").splitlines()
    assert all(json.loads(line) for line in lines)
    desk.until(lambda: not any(desk.is_alive(child) for child in children), "the end of its processes")
    desk.hear("Goodbye", since=mark)


def test_second_start_brings_the_first_window_to_the_front_and_ends(desk: Desk, camera: Camera) -> None:
    _start(desk, camera)
    desk.minimise()
    desk.until(lambda: not desk.is_in_front(), "a window put away")
    second = desk.start_another("--source", camera.source)
    assert second.wait(ENDS_WITHIN_S) == 0
    desk.until(desk.is_in_front, "the first window in front")
    mark = desk.mark()
    camera.show("20")
    desk.hear("^20 specimen units", since=mark)
    desk.wait_for_silence(2)
    said = [event.text for event in desk.events("utterance", since=mark) if event.outcome == "spoken"]
    assert said.count("20 specimen units") == 1


def test_crash_leaves_nothing_that_keeps_the_next_start_out(desk: Desk, camera: Camera) -> None:
    _start(desk, camera)
    assert desk.app is not None
    children = desk.children()
    desk.app.kill()
    desk.ended()
    mark = desk.start("--source", camera.source)
    desk.hear("Ready", since=mark)
    desk.until(lambda: not any(desk.is_alive(child) for child in children), "the end of the first one's processes")

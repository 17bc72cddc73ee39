"""Which frames are kept while a note is held up, and what is said of the others."""

from __future__ import annotations

import numpy as np
import pytest

from app.recognition.observation import Box
from app.recognition.teaching_frames import FrameRules, SideGatherer, TeachHint, moved_part, outlined_part
from tests.app.recognition.held import held, scan, seen, shown, table


def test_a_note_that_is_moved_about_gathers_by_itself() -> None:
    gatherer = SideGatherer()

    gathered = [gatherer.look(picture, observation) for picture, observation in shown(scan(), 10)]

    assert gathered[-1].is_done
    assert [each.kept for each in gathered if each.is_new][:6] == [1, 2, 3, 4, 5, 6]


def test_a_note_that_lies_still_is_kept_once_and_asked_to_be_tilted() -> None:
    gatherer = SideGatherer()
    picture, box = held(scan(), behind=table())

    gathered = [gatherer.look(picture, seen(i / 3, box)) for i in range(8)]

    assert [each.kept for each in gathered] == [1] * 8
    assert gathered[-1].hint is TeachHint.TILT


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ({"brightness": 0.02}, TeachHint.TOO_DARK),
        ({"brightness": 0.99}, TeachHint.TOO_BRIGHT),
        ({"sharpness": 5.0}, TeachHint.SLOWER),
    ],
)
def test_bad_pictures_are_refused_with_a_hint(changes: dict[str, float], hint: TeachHint) -> None:
    picture, box = held(scan())

    gathered = SideGatherer().look(picture, seen(0.0, box, **changes))

    assert (gathered.kept, gathered.hint) == (0, hint)


def test_an_empty_view_and_a_small_note_are_told() -> None:
    gatherer = SideGatherer()
    assert gatherer.look(np.full((480, 640, 3), 90, np.uint8), seen(0.0, None)).hint is TeachHint.NOTHING
    # A plain wall is as smooth as what is blurred.
    plain = seen(0.5, None, sharpness=2.0)
    assert gatherer.look(np.full((480, 640, 3), 90, np.uint8), plain).hint is TeachHint.NOTHING
    picture, box = held(scan(), width=0.15)
    assert gatherer.look(picture, seen(1.0, box)).hint is TeachHint.CLOSER
    assert gatherer.look(picture, seen(2.0, Box(0.0, 0.0, 1.0, 1.0))).hint is TeachHint.FURTHER_AWAY


def test_a_plain_card_is_told() -> None:
    plain = np.full((300, 600, 3), 230, np.uint8)
    picture, box = held(plain)

    assert SideGatherer().look(picture, seen(0.0, box)).hint is TeachHint.TOO_PLAIN


def test_the_same_side_is_not_taken_for_the_other() -> None:
    front = SideGatherer()
    for picture, observation in shown(scan("20", "front"), 8):
        front.look(picture, observation)
    back = SideGatherer(front.shots)

    same = [back.look(picture, observation) for picture, observation in shown(scan("20", "front"), 4)]
    other = [back.look(picture, observation) for picture, observation in shown(scan("20", "back"), 4, start_s=9.0)]

    assert {each.hint for each in same} == {TeachHint.TURN_OVER}
    assert other[-1].kept == 4


def test_what_passed_before_the_camera_first_is_not_the_note() -> None:
    gatherer = SideGatherer()
    picture, box = held(scan("100", "back"))
    gatherer.look(picture, seen(0.0, box))

    for picture, observation in shown(scan("20", "front"), 9, start_s=1.0):
        gathered = gatherer.look(picture, observation)

    assert gathered.is_done


def test_frames_between_looks_are_passed_over() -> None:
    gatherer = SideGatherer()
    picture, box = held(scan())
    gatherer.look(picture, seen(0.0, box))

    assert gatherer.look(picture, seen(0.1, box)).hint is None


def test_some_frames_will_do_when_the_time_is_up() -> None:
    gatherer = SideGatherer(rules=FrameRules(patience_s=5.0))
    for picture, observation in shown(scan(), 3):
        gathered = gatherer.look(picture, observation)
    assert not gathered.is_done

    picture, box = held(scan())
    assert gatherer.look(picture, seen(6.0, box)).is_done


def test_what_moves_or_stands_out_is_found_without_a_network() -> None:
    grey = np.full((120, 160), 90, np.uint8)
    with_card = grey.copy()
    with_card[30:90, 40:130] = 220

    moved, outlined = moved_part(with_card, grey), outlined_part(with_card)

    for box in (moved, outlined):
        assert box is not None
        assert (box.left, box.top, box.right, box.bottom) == pytest.approx((0.25, 0.25, 0.81, 0.75), abs=0.06)
    assert moved_part(grey, grey) is None
    assert moved_part(grey, None) is None
    assert outlined_part(grey) is None

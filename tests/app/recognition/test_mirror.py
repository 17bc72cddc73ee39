"""What a mirror shows is turned round, looked at, and turned back; which way round a camera is, is remembered."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.closer import CloserReader
from app.recognition.mirror import (
    MirrorMemory,
    is_mirrored,
    mirrored_box,
    mirrored_match,
    mirrored_picture,
    seen_either_way,
)
from app.recognition.observation import Box, PrintMatch
from app.recognition.print_check import PrintReader
from app.recognition.proposal import Proposal
from app.recognition.question import Question
from app.recognition.templates import TemplateBank
from tests.app.observations import print_match
from tests.app.recognition.test_closer import SURE, blurred_note, shipped_weights, specimens
from tests.app.recognition.test_print_check import _note

PICTURE: NDArray[np.uint8] = np.arange(4 * 6 * 3, dtype=np.uint8).reshape(4, 6, 3)
BOX = Box(0.1, 0.2, 0.4, 0.9)
MIRRORED_BOX = Box(0.6, 0.2, 0.9, 0.9)
ASKED = Question(PICTURE, BOX, 1.5, lambda each: each)


def _seen(value: str = "20", *, is_clear: bool = True) -> PrintMatch:
    homography = ((0.002, 0.0, 0.2), (0.0, 0.004, 0.3), (0.0, 0.0, 1.0))
    return replace(print_match(value, 1.5, is_clear=is_clear), homography=homography)


def test_what_is_turned_round_twice_is_as_it_was() -> None:
    assert mirrored_box(None) is None
    box = mirrored_box(BOX)
    assert box is not None
    assert (box.left, box.top, box.right, box.bottom) == pytest.approx((0.6, 0.2, 0.9, 0.9))
    assert (mirrored_picture(PICTURE)[0, 0] == PICTURE[0, -1]).all()
    assert mirrored_picture(PICTURE).flags.c_contiguous
    back = mirrored_match(_seen())
    assert back.homography == pytest.approx(np.array([[-0.002, 0, 0.8], [0, 0.004, 0.3], [0, 0, 1]]))
    assert back.outline == pytest.approx(np.array([(0.8, 0.3), (0.2, 0.3), (0.2, 0.7), (0.8, 0.7)]))
    again = mirrored_match(back)
    assert replace(again, homography=(), outline=()) == replace(_seen(), homography=(), outline=())
    assert again.homography == pytest.approx(np.array(_seen().homography))
    assert (is_mirrored(_seen()), is_mirrored(back), is_mirrored(again)) == (False, True, False)


class Looks:
    """Sees what it is given in the picture as it is, and as in a mirror."""

    def __init__(self, plain: PrintMatch | None = None, back: PrintMatch | None = None) -> None:
        self._plain, self._back = plain, back
        self.asked: list[bool] = []
        self.guessed: list[bool] = []

    def __call__(self, asked: Question) -> PrintMatch | None:
        is_back = not np.array_equal(asked.picture, PICTURE)
        expected = MIRRORED_BOX if is_back else BOX
        assert asked.box is not None
        assert (asked.box.left, asked.box.right) == pytest.approx((expected.left, expected.right))
        self.asked.append(is_back)
        self.guessed.append(asked.is_guess)
        return self._back if is_back else self._plain


@pytest.mark.parametrize(
    ("is_mirror", "sure_of", "asked"),
    [
        (False, None, [False]),
        (False, "USD/20", [False]),
        (True, None, [True]),
        (True, "USD/20", [True]),
        # Where nobody knows, the second way is taken for what the network is sure of alone.
        (None, None, [False]),
        (None, "USD/20", [False, True]),
    ],
)
def test_a_camera_that_is_known_is_looked_at_one_way(
    is_mirror: bool | None, sure_of: str | None, asked: list[bool]
) -> None:
    looks = Looks()
    assert seen_either_way(looks, ASKED, is_mirror, sure_of) is None
    assert looks.asked == asked
    # Only where nobody knows is the other way round a guess.
    assert looks.guessed == [is_back and is_mirror is None for is_back in asked]


def test_what_is_seen_as_it_is_needs_no_mirror() -> None:
    looks = Looks(_seen(), _seen("5"))
    assert seen_either_way(looks, ASKED, None, "USD/20") == _seen()
    assert looks.asked == [False]


def test_what_a_mirrored_camera_shows_counts_as_in_any_camera() -> None:
    for one in (_seen(), _seen(is_clear=False), replace(_seen(is_clear=False), is_faint=True)):
        assert seen_either_way(Looks(_seen("5"), one), ASKED, True, None) == mirrored_match(one)


@pytest.mark.parametrize(("is_clear", "is_faint"), [(True, False), (False, True)])
def test_where_nobody_knows_a_mirror_bears_out_only_what_the_network_is_sure_of(is_clear: bool, is_faint: bool) -> None:
    back = _seen(is_clear=is_clear)
    assert seen_either_way(Looks(None, back), ASKED, None, "USD/5") is None
    found = seen_either_way(Looks(None, back), ASKED, None, "USD/20")
    assert found == mirrored_match(replace(back, is_faint=is_faint))


def test_two_clear_looks_running_tell_which_way_round_a_camera_is() -> None:
    memory = MirrorMemory()
    plain, back = _seen(), mirrored_match(_seen())
    told = []
    for match in (back, None, mirrored_match(_seen(is_clear=False)), plain, back, back, _seen(is_clear=False), None):
        memory.observe(match)
        told.append(memory.is_mirrored)
    assert told == [None, None, None, None, None, True, True, True]
    for match, known in ((plain, None), (plain, False), (plain, False), (back, None)):
        memory.observe(match)
        assert memory.is_mirrored is known


def test_a_blurred_note_is_seen_in_a_mirror_too_unless_the_camera_is_known_to_be_none() -> None:
    reader = CloserReader(TemplateBank(specimens(), 32), shipped_weights(), tells_faint=True)
    plain, back = blurred_note(), mirrored_picture(blurred_note())
    as_it_is = reader.read(plain, None, ["XTS"], 2.5, Proposal(SURE))
    assert as_it_is is not None
    assert reader.read(back, None, ["XTS"], 2.5, Proposal(SURE), is_mirrored=False) is None
    assert reader.read(back, None, ["XTS"], 2.5, Proposal("XTS/20")) is None
    assert reader.read(back, None, ["XTS"], 2.5, is_mirrored=True) is None, "nobody is sure of anything"
    for known in (None, True):
        found = reader.read(back, None, ["XTS"], 2.5, Proposal(SURE), is_mirrored=known)
        assert found is not None
        assert (found.value, found.face, found.is_faint, found.is_clear) == ("100", "front", True, False)
        assert is_mirrored(found)
        assert found == mirrored_match(as_it_is)
    # A reader that tells nothing faint takes no second look.
    strict = CloserReader(TemplateBank(specimens(), 32), shipped_weights())
    assert strict.read(back, None, ["XTS"], 2.5, Proposal(SURE)) is None


def test_weak_print_counts_in_a_camera_that_is_known_to_be_mirrored() -> None:
    weights = replace(shipped_weights(), clear=1.0)
    reader = PrintReader(TemplateBank(specimens(), 32), weights)
    note = np.full((480, 640, 3), 120, np.uint8)
    scan = _note("100_front")
    note[100 : 100 + scan.shape[0], 40 : 40 + scan.shape[1]] = scan
    back = mirrored_picture(note)
    weak = reader.read(note, None, ["XTS"])
    assert weak is not None
    assert not weak.is_clear
    assert reader.read(back, None, ["XTS"]) is None
    assert reader.read(back, None, ["XTS"], is_mirrored=True) == mirrored_match(weak)
    assert reader.read(note, None, ["XTS"], is_mirrored=True) is None

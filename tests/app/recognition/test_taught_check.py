"""Taught notes are compared with their sides: print that is not theirs is silence, faint print of theirs is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.beside import BesideReader
from app.recognition.compared import Compared
from app.recognition.comparison import PHOTO_PX, Comparison, side_picture
from app.recognition.keypoints import Keypoints, Match
from app.recognition.mirror import mirrored_picture
from app.recognition.model import Model
from app.recognition.observation import Box
from app.recognition.side_tokens import SideTokens
from app.recognition.taught import prints_of_taught
from app.recognition.taught_check import borne_out, box_about, is_against, likelihood_of
from app.recognition.taught_file import TaughtNote
from app.recognition.teaching import note_of, shot_of, templates_of
from app.recognition.teaching_sides import MOST_SIDES, with_sides
from app.recognition.templates import KnownPrint, TaughtLimits
from tests.app.recognition.held import held, scan

WHOLE = Box(0.0, 0.0, 1.0, 1.0)
LIMITS = TaughtLimits(0.9, 0.72, 0.97)


@pytest.fixture(scope="module")
def comparison(shipped: Model) -> Comparison:
    assert shipped.comparison is not None
    return shipped.comparison


def _side(comparison: Comparison, value: str) -> SideTokens:
    return comparison.side_of(side_picture(scan(value, "front"), WHOLE))


def _speaks_against(
    comparison: Comparison, value: str, known: Sequence[KnownPrint], picture: NDArray[np.uint8], box: Box | None
) -> bool:
    return is_against(likelihood_of(comparison, value, known, picture, box))


def _known(value: str, *sides: SideTokens, currency: str = "QMA") -> KnownPrint:
    keypoints = Keypoints(
        np.array([[10 * (i % 16), 10 * (i // 16)] for i in range(160)], np.float32),
        np.zeros((160, 8), np.float32),
        np.zeros(160, np.float32),
        np.zeros(160, np.float32),
    )
    return KnownPrint(f"{currency}/{value}", keypoints, face="front", taught=LIMITS, sides=sides)


def test_a_side_is_as_likely_as_the_model_makes_its_own(comparison: Comparison) -> None:
    picture, box = held(scan("20", "front"), turn=8)
    own, other = comparison.likely(picture, box, [_side(comparison, "20"), _side(comparison, "5")])

    assert own > 3
    assert other < -3


def test_sides_of_another_network_are_never_likely(comparison: Comparison) -> None:
    side = _side(comparison, "20")
    picture, box = held(scan("20", "front"))

    assert comparison.likely(picture, box, [replace(side, network="0" * 16)]) == [-np.inf]
    assert comparison.likely(picture, box, []) == []


def test_a_standing_note_is_laid_down_for_its_side() -> None:
    standing = np.ascontiguousarray(np.rot90(scan("20", "front")))

    assert side_picture(standing, WHOLE).shape == (PHOTO_PX // 2, PHOTO_PX, 3)
    lying = side_picture(scan("20", "front"), WHOLE).astype(int)
    assert np.abs(side_picture(standing, WHOLE).astype(int) - lying).mean() < 20


def test_a_photo_of_another_note_speaks_against_and_one_of_its_own_does_not(comparison: Comparison) -> None:
    known = [_known("20", _side(comparison, "20"))]

    assert not _speaks_against(comparison, "QMA/20", known, *held(scan("20", "front"), turn=8))
    assert _speaks_against(comparison, "QMA/20", known, *held(scan("100", "front"), turn=8))
    assert _speaks_against(comparison, "QMA/20", known, held(scan("5", "back"))[0], None)


def test_a_note_without_sides_is_never_spoken_against(comparison: Comparison) -> None:
    foreign = replace(_side(comparison, "20"), network="0" * 16)
    picture, box = held(scan("100", "front"))

    assert not _speaks_against(comparison, "QMA/20", [_known("20")], picture, box)
    assert not _speaks_against(comparison, "QMA/20", [_known("20", foreign)], picture, box)


def test_another_taught_note_that_is_likelier_speaks_against(
    comparison: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, other = _side(comparison, "20"), _side(comparison, "50")
    known = [_known("20", own), _known("50", other)]
    picture, box = held(scan("20", "front"))
    for logits, is_said in (([1.0, 1.9], False), ([1.0, 2.1], True), ([-4.9, -8.0], False), ([-5.1, -8.0], True)):

        def likely(*_: object, found: Sequence[float] = tuple(logits)) -> list[float]:
            return list(found)

        monkeypatch.setattr(comparison, "likely", likely)
        assert _speaks_against(comparison, "QMA/20", known, picture, box) is is_said


def _compared(known: KnownPrint, alike: int, shown: int = 100) -> Compared:
    distances = np.full(160, np.nan, np.float32)
    distances[:shown] = 0.9
    distances[:alike] = 0.1
    match = Match(0, np.zeros((7, 2), np.intp), np.eye(3))
    return Compared(known, match, np.zeros(15), -2.0, 0.5, 1.0, np.diag([1 / 160, 1 / 100, 1]), distances)


def _told(comparison: Comparison, compared: Sequence[Compared], picture: NDArray[np.uint8], box: Box | None) -> str:
    known = [_known("20", _side(comparison, "20")), _known("50", _side(comparison, "50"))]
    best = borne_out(comparison, compared, known, picture, box)
    return "" if best is None else best.value


def test_many_places_that_look_alike_are_borne_out_by_the_photo_alone(comparison: Comparison) -> None:
    own, picture = _known("20"), held(scan("20", "front"), turn=8)
    other = held(scan("100", "front"), turn=8)

    assert _told(comparison, [_compared(own, 45)], *picture) == "QMA/20"
    assert _told(comparison, [_compared(own, 45)], *other) == ""
    assert _told(comparison, [], *picture) == ""


def test_too_few_places_or_a_rivals_places_are_not_borne_out(comparison: Comparison) -> None:
    own, rival, picture = _known("20"), _known("50"), held(scan("20", "front"), turn=8)

    assert _told(comparison, [_compared(own, 39)], *picture) == ""
    assert _told(comparison, [_compared(own, 40), _compared(rival, 20)], *picture) == "QMA/20"
    assert _told(comparison, [_compared(own, 40), _compared(rival, 21)], *picture) == ""
    assert _told(comparison, [_compared(own, 40, 160)], *picture) == "QMA/20"
    built_in = replace(rival, taught=None)
    assert _told(comparison, [_compared(own, 40), _compared(built_in, 50)], *picture) == ""


def test_where_the_network_sees_no_note_the_part_with_the_print_is_compared() -> None:
    outline = ((-0.1, 0.2), (0.5, 0.1), (0.6, 0.7), (0.0, 1.3))

    assert box_about(outline) == Box(0.0, 0.1, 0.6, 1.0)


def _taught(shipped: Model, comparison: Comparison | None, of: str = "20") -> TaughtNote:
    """A note with the print of a specimen 20, and the sides of one."""
    assert shipped.templates is not None
    shot, shown = shot_of(*held(scan("20", "front"))), shot_of(*held(scan(of, "front")))
    assert shot is not None
    assert shown is not None
    how = {"currency": "SEK", "value": "20", "name": "", "bank": shipped.templates, "day": date(2026, 11, 27)}
    note = note_of({"front": templates_of([shot])}, **how)  # type: ignore[arg-type]
    return with_sides(note, {"front": [shown] * 7}, comparison)


def test_print_that_is_not_the_photos_is_silence(shipped: Model, comparison: Comparison) -> None:
    bank, weights = shipped.templates, shipped.metadata.print_check
    assert bank is not None
    assert weights is not None
    reader = BesideReader(bank, weights)
    reader.use_comparison(comparison)
    picture, box = held(scan("20", "front"), turn=5)
    for of, is_told in (("20", True), ("100", False)):
        reader.use(prints_of_taught(_taught(shipped, comparison, of), bank))
        assert (reader.look(picture, box) is not None) is is_told
        assert (reader.look(mirrored_picture(picture), None) is not None) is is_told
    reader.use_comparison(None)
    assert reader.look(picture, box) is not None


def test_a_note_keeps_some_pictures_of_a_side_as_numbers(shipped: Model, comparison: Comparison) -> None:
    note = _taught(shipped, comparison)

    assert 1 < len(note.sides) <= MOST_SIDES
    assert {side.face for side in note.sides} == {"front"}
    assert not _taught(shipped, None).sides

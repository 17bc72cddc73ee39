"""A side is kept with many keypoints as well, spread over it; what other values show of it is known."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from app.recognition import teaching_dense
from app.recognition.model import Model
from app.recognition.observation import Box
from app.recognition.taught_file import TaughtNote
from app.recognition.teaching import KEYPOINTS, Shot, note_of, shot_of
from app.recognition.teaching_dense import KEPT, dense_prints_of, with_dense
from app.recognition.teaching_joined import templates_of_side
from app.recognition.templates import TemplateBank
from tests.app.recognition.held import held, scan, table

WHOLE = Box(0.0, 0.0, 1.0, 1.0)


def shots(value: str = "20", face: str = "front", count: int = 3, tables: int = 0) -> list[Shot]:
    """A specimen's side on some tables, from this one on."""
    found = []
    for number in range(count):
        shot = shot_of(
            *held(scan(value, face), x=0.45 + 0.04 * number, turn=9 * number - 9, behind=table(number + tables))
        )
        assert shot is not None
        found.append(shot)
    return found


def note(bank: TemplateBank, sides: dict[str, list[Shot]]) -> TaughtNote:
    """A note of 20 with templates of these sides."""
    made = {face: templates_of_side(each) for face, each in sides.items()}
    return note_of(made, currency="SEK", value="20", name="", bank=bank, day=date(2026, 11, 28))


def test_a_side_has_more_keypoints_than_a_template_and_spread_ones() -> None:
    [dense] = dense_prints_of(shots())

    assert KEYPOINTS < len(dense) <= KEPT
    across = dense.points - dense.points.min(0)
    cells = np.minimum(across / np.ptp(across, axis=0) * (6, 3), (5, 2)).astype(int)
    _, many = np.unique(cells, axis=0, return_counts=True)
    assert len(many) >= 15
    assert many.max() <= 1.6 * KEPT / 18 + 1
    squares = (dense.points / 2).astype(int)
    assert len(np.unique(squares, axis=0)) == len(dense)


def test_pictures_of_no_common_print_make_dense_prints_each() -> None:
    front, back = shots(count=1), shots(face="back", count=1, tables=10)

    assert len(dense_prints_of(front)) == 1
    assert len(dense_prints_of([*front, *back])) == 2
    assert dense_prints_of([]) == []


def test_what_has_too_few_keypoints_is_no_dense_print(monkeypatch: pytest.MonkeyPatch) -> None:
    [dense] = dense_prints_of(shots())
    monkeypatch.setattr(teaching_dense, "_FEWEST", len(dense))
    assert len(dense_prints_of(shots())) == 1
    monkeypatch.setattr(teaching_dense, "_FEWEST", len(dense) + 1)
    assert dense_prints_of(shots()) == []


def test_a_note_has_dense_prints_of_its_sides_also_of_one_without_a_template(shipped: Model) -> None:
    bank = shipped.templates
    assert bank is not None
    front, back = shots(), shots(face="back")

    alone = with_dense(note(bank, {"front": front}), {"front": front}, (), bank)
    both = with_dense(note(bank, {"front": front}), {"front": front, "back": back}, (), bank)

    assert [each.face for each in alone.dense] == ["front"]
    assert [each.face for each in both.dense] == ["front", "back"]
    assert both.fits(bank)
    assert (alone.faces, both.faces) == (("front",), ("front", "back"))
    assert alone.dense[0].shared is None


def test_what_no_other_value_shows_comes_before_what_lasts_less() -> None:
    shared = np.zeros(1100, np.bool_)
    shared[:700] = True

    kept = teaching_dense._telling(shared, 1100)

    assert np.array_equal(kept, [*range(280), *range(700, 980)])
    assert np.array_equal(teaching_dense._telling(None, 1100), range(560))
    assert np.array_equal(teaching_dense._telling(shared[:150], 150), range(150))


def test_what_photos_of_other_values_show_is_marked(shipped: Model) -> None:
    bank = shipped.templates
    assert bank is not None
    front = shots()
    made = note(bank, {"front": front})

    [same] = with_dense(made, {"front": front}, shots(count=1), bank).dense
    [other] = with_dense(made, {"front": front}, shots("100", count=1), bank).dense

    assert same.shared is not None
    assert other.shared is not None
    assert same.shared.mean() > 0.6
    assert other.shared.mean() < 0.5
    assert len(other.shared) == len(other)

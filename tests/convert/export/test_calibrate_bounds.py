"""Thresholds step by step: which is raised, by how much, and how far it is worth while."""

from __future__ import annotations

import pytest

from app.recognition.labels import NoteLabel
from convert.export import calibrate
from convert.export.calibrate import _silence_one, _worth_while
from tests.app.recognition.tiny_model import metadata

Mistakes = list[tuple[float, list[tuple[str, float]]]]


@pytest.mark.parametrize(
    ("mistakes", "after"),
    [
        # One is allowed.
        ([(1, [("A", 0.8)])], None),
        ([(0, [("A", 0.8)])], ("A", 0.805)),
        ([(0.9, [("A", 0.8)])], ("A", 0.805)),
        # The smallest step is taken.
        ([(0, [("A", 0.9), ("B", 0.78), ("A", 0.72)])], ("A", 0.725)),
        ([(0, [("A", 0.9), ("B", 0.71)])], ("B", 0.715)),
        # Below its threshold nothing is said.
        ([(0, [("A", 0.69)])], None),
        ([(0, [("A", 0.7)])], ("A", 0.705)),
        # What no threshold silences raises none.
        ([(0, [("A", 0.985)])], None),
        ([(0, [("A", 0.9849)])], ("A", 0.985)),
        ([(0, [("A", 0.983)])], ("A", 0.985)),
        # Of two groups the first that has too many.
        ([(2, [("A", 0.8), ("A", 0.9)]), (0, [("B", 0.8)])], ("B", 0.805)),
        ([(1, [("A", 0.8), ("A", 0.9)]), (0, [("B", 0.8)])], ("A", 0.805)),
    ],
)
def test_the_threshold_with_the_smallest_step_is_raised_just_above_a_mistake(
    mistakes: Mistakes, after: tuple[str, float] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calibrate, "_STEP", 0.005)
    thresholds = {"A": 0.7, "B": 0.7}
    assert _silence_one(mistakes, thresholds) is (after is not None)
    expected = {"A": 0.7, "B": 0.7} if after is None else {"A": 0.7, "B": 0.7, after[0]: after[1]}
    assert thresholds == pytest.approx(expected)


@pytest.mark.parametrize(
    ("scored", "found"),
    [
        ([], 0.7),
        ([(0.795, True)], 0.7),
        ([(0.795, False)], 0.8),
        ([(0.795, False), (0.745, True)], 0.7),
        ([(0.795, False), (0.815, False), (0.745, True)], 0.82),
        ([(0.795, False), (0.905, True)], 0.8),
        ([(0.7, False)], 0.71),
    ],
)
def test_a_threshold_is_raised_where_it_silences_more_mistakes_than_it_costs(
    scored: list[tuple[float, bool]], found: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calibrate, "_STEP", 0.01)
    assert _worth_while(0.7, scored) == pytest.approx(found)
    assert _worth_while(0.99, [(0.995, False)]) == 0.99


def test_of_the_values_of_a_currency_the_higher_ask_for_more_up_to_a_tenth_of_what_is_left() -> None:
    labels = [NoteLabel.unknown(), NoteLabel("ONE", "7", "current", "front")]
    labels += [NoteLabel("ABC", value, "current", face) for value in ("100", "5", "20") for face in ("front", "back")]
    names = [f"{label.currency}/{label.value}" for label in labels[1:]]
    known = metadata(labels=tuple(labels), thresholds=dict.fromkeys(names, 0.5))
    for floor, least in ((0.9, 0.9), (0.7, 0.8)):
        # Without photos 0.8 is asked for at least.
        found = calibrate.choose_thresholds([], [], [], known, calibrate.Limits(floor=floor))
        left = 1 - least
        assert found == pytest.approx(
            {"ONE/7": least, "ABC/5": least, "ABC/20": least + 0.05 * left, "ABC/100": least + 0.1 * left}
        )
    assert calibrate.choose_thresholds([], [], [], known, calibrate.Limits(floor=0.99))["ABC/5"] == 0.985


def test_the_smallest_step_is_taken_from_where_each_threshold_stands() -> None:
    thresholds = {"A": 0.85, "B": 0.5}
    assert _silence_one([(0, [("A", 0.9), ("B", 0.8)])], thresholds)
    assert thresholds["B"] == 0.5
    assert thresholds["A"] > 0.9

"""What looks alike, as if each keypoint were compared with each; and how large a picture is made."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition import agreeing
from app.recognition import keypoints as room
from app.recognition.agreeing import in_agreement
from app.recognition.keypoints import Keypoints, Match, Pairs, TemplateTable, rectified, scaled_grey


def _keypoints(rng: np.random.Generator, many: int, length: int = 6) -> Keypoints:
    return Keypoints(
        rng.uniform(0, 300, (many, 2)).astype(np.float32),
        rng.normal(size=(many, length)).astype(np.float32),
        rng.uniform(0, 6, many).astype(np.float32),
        rng.uniform(1, 4, many).astype(np.float32),
    )


def _naive(seen: Keypoints, templates: list[Keypoints], ratio: float) -> dict[tuple[int, int, int], float]:
    """By definition: the likest keypoint of each template, if it is likelier than the next one by the ratio."""
    found = {}
    for mine, own in enumerate(seen.descriptors.astype(np.float64)):
        for row, template in enumerate(templates):
            apart = np.sort([float(((own - each) ** 2).sum()) for each in template.descriptors.astype(np.float64)])
            theirs = int(np.argmin([((own - each) ** 2).sum() for each in template.descriptors.astype(np.float64)]))
            # Of a template with one keypoint nothing is further away but what is no keypoint at all.
            if len(apart) < 2 or apart[0] < ratio**2 * apart[1]:
                found[mine, row, theirs] = float(apart[0])
    return found


def _told(pairs: Pairs) -> dict[tuple[int, int, int], float]:
    rows = zip(pairs.mine, pairs.rows, pairs.theirs, pairs.distances, strict=True)
    return {(int(mine), int(row), int(theirs)): float(apart) for mine, row, theirs, apart in rows}


@pytest.mark.parametrize("ratio", [0.85, 0.95])
@pytest.mark.parametrize("many", [1, 15, 16, 17, 33])
def test_pairs_are_what_looks_alike_in_as_many_templates_as_there_are(many: int, ratio: float) -> None:
    rng = np.random.default_rng(many)
    templates = [_keypoints(rng, int(rng.integers(2, 9))) for _ in range(many)]
    seen = _keypoints(rng, 12)
    table = TemplateTable(templates, ratio)
    pairs = table.pairs(seen)
    found = _naive(seen, templates, ratio)
    assert _told(pairs) == pytest.approx(found, abs=1e-4)
    assert len(pairs.mine) == len(found)
    assert 0 < len(found) < 12 * many
    part = table.pairs(seen, 3, 8)
    some = {pair: apart for pair, apart in found.items() if 3 <= pair[0] < 8}
    assert _told(part) == pytest.approx(some, abs=1e-4)
    for at_once in (1, 5, 12, 100):
        assert _told(table.pairs_in_parts(seen, at_once)) == pytest.approx(found, abs=1e-4)


def test_of_nothing_nothing_looks_alike() -> None:
    rng = np.random.default_rng(1)
    seen = _keypoints(rng, 5)
    for table in (TemplateTable([]), TemplateTable([_keypoints(rng, 1)]), TemplateTable([Keypoints.none()])):
        assert _told(table.pairs(seen)) == {}
    few = TemplateTable([_keypoints(rng, 4)])
    assert _told(few.pairs(seen, 3, 3)) == {}
    assert _told(few.pairs_in_parts(seen.of(np.arange(0)), 5)) == {}


def test_a_template_with_one_keypoint_beside_longer_ones_is_compared() -> None:
    rng = np.random.default_rng(2)
    seen = _keypoints(rng, 6)
    templates = [_keypoints(rng, 5), _keypoints(rng, 1)]
    assert _told(TemplateTable(templates).pairs(seen)) == pytest.approx(_naive(seen, templates, 0.85), abs=1e-4)


@pytest.mark.parametrize(
    ("shape", "area_px", "becomes"),
    [
        ((400, 800), 80_000, (200, 400)),
        ((200, 400), 80_000, (200, 400)),
        ((50, 100), 80_000, (100, 200)),  # no more than twice as large
        ((100, 200), 80_000, (200, 400)),
        ((400, 800), 20_000, (100, 200)),
        ((4, 4000), 80_000, (8, 8000)),
        ((4000, 4), 80_000, (8000, 8)),
        ((2, 3), 80_000, (8, 8)),
    ],
)
def test_pictures_have_about_so_many_pixels(shape: tuple[int, int], area_px: int, becomes: tuple[int, int]) -> None:
    assert scaled_grey(np.zeros((*shape, 3), np.uint8), area_px).shape == becomes


@pytest.mark.parametrize(("low", "high", "lowest", "highest"), [(50, 200, 0, 255), (100, 116, 0, 127), (90, 90, 0, 0)])
def test_greys_are_stretched_by_eight_at_most(low: int, high: int, lowest: int, highest: int) -> None:
    picture = np.full((200, 400, 3), low, np.uint8)
    picture[:, 200:] = high
    grey = scaled_grey(picture)
    assert (int(grey[100, 50]), int(grey[100, 350])) == pytest.approx((lowest, highest), abs=1)


def _of(rows: list[int], turns: list[float], octaves: list[float]) -> list[list[int]]:
    found = in_agreement(np.array(rows), np.array(turns, np.float32), np.array(octaves, np.float32))
    return [each.tolist() for each in found]


@pytest.mark.parametrize(("many", "kept"), [(4, 0), (5, 1), (6, 1)])
def test_five_matches_that_agree_are_kept(many: int, kept: int) -> None:
    assert len(_of([0] * many, [0.1] * many, [1.0] * many)) == kept
    # One more that is turned or larger is none of them.
    for turn, octave in ((0.6, 1.0), (0.1, 1.75)):
        found = _of([0] * (many + 1), [0.1] * many + [turn], [1.0] * many + [octave])
        assert found == ([list(range(many))] if kept else [])


def test_turns_agree_across_a_whole_turn_and_by_less_than_their_bound() -> None:
    whole = 2 * np.pi
    assert _of([0] * 5, [0.2, whole - 0.2, 0.0, whole + 0.1, -0.1], [1.0] * 5) == [[0, 1, 2, 3, 4]]
    assert _of([0] * 5, [0.0, 0.0, 0.0, 0.0, 0.44], [1.0] * 5) == [[0, 1, 2, 3, 4]]
    assert _of([0] * 5, [0.0, 0.0, 0.0, 0.0, 0.46], [1.0] * 5) == []
    assert _of([0] * 5, [0.0] * 5, [1.0, 1.0, 1.0, 1.0, 1.69]) == [[0, 1, 2, 3, 4]]
    assert _of([0] * 5, [0.0] * 5, [1.0, 1.0, 1.0, 1.0, 1.71]) == []


def test_rows_come_by_how_many_agree() -> None:
    rows = [2] * 5 + [5] * 7 + [7] * 4
    assert _of(rows, [0.0] * 16, [1.0] * 16) == [list(range(5, 12)), list(range(5))]
    assert _of([], [], []) == []


def _flat(many: int) -> Keypoints:
    grid: NDArray[np.float32] = np.array([[20.0 * (n % 4), 20.0 * (n // 4)] for n in range(many)], np.float32)
    zeros = np.zeros(many, np.float32)
    return Keypoints(grid, np.eye(many, max(many, 8), dtype=np.float32), zeros, zeros + np.float32(2))


@pytest.mark.parametrize(("many", "found"), [(4, 0), (5, 0), (8, 1), (12, 1)])
def test_a_template_is_found_by_keypoints_that_lie_in_one_arrangement(many: int, found: int) -> None:
    template = _flat(12)
    seen = replace(template, points=template.points + np.float32(100)).of(np.arange(many))
    matches = TemplateTable([template]).match(seen)
    # Five on two lines are no arrangement that MAGSAC fits in every case; four never are.
    assert len(matches) == found or (many == 5 and len(matches) <= 1)
    for match in matches:
        assert match.homography == pytest.approx(np.array([[1, 0, 100], [0, 1, 100], [0, 0, 1]]), abs=0.05)
        assert match.inliers[:, 0].tolist() == match.inliers[:, 1].tolist()


def test_a_mirrored_arrangement_is_none() -> None:
    template = _flat(12)
    points = template.points.copy()
    points[:, 0] = 300 - points[:, 0]
    assert TemplateTable([template]).match(replace(template, points=points)) == []


def test_the_first_and_not_the_one_beyond_the_last_pixel_are_in_the_picture() -> None:
    places = np.array([[0, 0], [40, 0], [0, 30], [39, 29], [20, 30], [40, 15], [-1, 15], [20, -1]], np.float32)
    zeros = np.zeros(len(places), np.float32)
    template = Keypoints(places, np.zeros((len(places), 8), np.float32), zeros, zeros)
    shown = rectified(np.zeros((30, 40), np.uint8), template, np.eye(3))[2]
    assert shown.tolist() == [True, False, False, True, False, False, False, False]


def _arranged(
    monkeypatch: pytest.MonkeyPatch, groups: list[tuple[int, int]], least: int
) -> tuple[list[tuple[str, int]], list[int]]:
    """What happens with groups that agree, each of so many pairs and so many inliers; and which matches come."""
    events: list[tuple[str, int]] = []
    ends = np.cumsum([0, *(many for many, _ in groups)])
    rows = [np.arange(start, end) for start, end in itertools.pairwise(ends)]
    monkeypatch.setattr(room, "in_agreement", lambda *_: rows)
    table: Any = TemplateTable([_flat(12)] * len(groups))

    def fitted(seen: Keypoints, row: int, mine: NDArray[np.intp], theirs: NDArray[np.intp]) -> Match:
        events.append(("fitted", row))
        return Match(row, np.zeros((groups[row][1], 2), np.intp), np.eye(3))

    monkeypatch.setattr(TemplateTable, "_fitted", lambda self, *given: fitted(*given))
    of_row = np.repeat(np.arange(len(groups)), [many for many, _ in groups])
    none = np.zeros(len(of_row), np.intp)
    pairs = Pairs(none, of_row, none, none.astype(np.float32))
    monkeypatch.setattr(Pairs, "once", lambda self: self)
    found = []
    for match in table.arranged(_flat(12), pairs, least=lambda: least):
        events.append(("found", match.template))
        found.append(match.template)
    return events, found


@pytest.mark.parametrize(("least", "found"), [(5, [0, 1]), (6, [0, 1]), (7, [0]), (8, [0]), (9, [])])
def test_what_is_asked_for_is_found_by_just_so_many_inliers(
    least: int, found: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _arranged(monkeypatch, [(9, 8), (6, 6)], least)[1] == found


def test_what_cannot_be_the_next_is_not_fitted(monkeypatch: pytest.MonkeyPatch) -> None:
    fitted = [event for event in _arranged(monkeypatch, [(9, 8), (6, 6), (5, 5)], 6)[0] if event[0] == "fitted"]
    assert fitted == [("fitted", 0), ("fitted", 1)]


@pytest.mark.parametrize(("many", "is_first"), [(8, True), (9, False)])
def test_a_match_is_told_before_those_of_no_more_pairs_than_it_has_inliers_are_fitted(
    many: int, is_first: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = _arranged(monkeypatch, [(9, 8), (many, 5)], 5)[0]
    assert events[1] == (("found", 0) if is_first else ("fitted", 1))


@pytest.mark.parametrize(("many", "pairs"), [(1, 0), (2, 2)])
def test_of_two_keypoints_the_nearer_is_told_and_of_one_nothing_can_be(many: int, pairs: int) -> None:
    template = _flat(2).of(np.arange(many))
    assert len(TemplateTable([template]).pairs(_flat(2)).mine) == pairs


@pytest.mark.parametrize(("ratio", "pairs"), [(0.5, 0), (0.5625, 1)])
def test_the_nearest_is_nearer_than_just_this_fraction_of_the_second(ratio: float, pairs: int) -> None:
    zeros = np.zeros(2, np.float32)
    # At distances of 0.5 and 1.
    template = Keypoints(np.zeros((2, 2), np.float32), np.array([[0.5, 0], [1, 0]], np.float32), zeros, zeros)
    seen = replace(template.of(np.arange(1)), descriptors=np.zeros((1, 2), np.float32))
    assert len(TemplateTable([template], ratio).pairs(seen).mine) == pairs


@pytest.mark.parametrize(
    ("turn", "octave", "agree"), [(0.5, 0.0, 0), (0.484375, 0.0, 1), (0.0, 0.5, 0), (0.0, 0.4375, 1)]
)
def test_what_is_turned_or_grown_by_the_very_limit_does_not_agree(
    turn: float, octave: float, agree: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agreeing, "_TURN", 0.5)
    monkeypatch.setattr(agreeing, "_OCTAVES", 0.5)
    assert len(_of([0] * 5, [1.0] * 4 + [1.0 + turn], [1.0] * 4 + [1.0 + octave])) == agree

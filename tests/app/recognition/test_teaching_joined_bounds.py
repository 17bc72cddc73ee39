"""What returns in pictures of a side, keypoint by keypoint: which are one, which count, and which parts they make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition import teaching_joined as room
from app.recognition.keypoints import Keypoints

Rows = list[list[float]]


def _keypoints(
    points: Rows | NDArray[Any], angles: list[float] | None = None, octaves: list[float] | None = None
) -> Keypoints:
    many = len(points)
    return Keypoints(
        np.array(points, np.float32).reshape(-1, 2),
        np.arange(many, dtype=np.float32)[:, None].repeat(4, 1),
        np.array([0.0] * many if angles is None else angles, np.float32),
        np.array([1.0] * many if octaves is None else octaves, np.float32),
    )


def test_keypoints_are_one_that_lie_are_turned_and_are_as_large_alike() -> None:
    first = _keypoints([[10, 10]], [0.0], [1.0])
    for point, angle, octave, kept in (
        ([12.4, 7.6], 0.0, 1.0, 1),
        ([12.5, 10.0], 0.0, 1.0, 2),
        ([10.0, 12.6], 0.0, 1.0, 2),
        ([10.0, 10.0], 0.34, 1.0, 1),
        ([10.0, 10.0], 0.36, 1.0, 2),
        # A little less than a whole turn is a little turn.
        ([10.0, 10.0], 2 * np.pi - 0.34, 1.0, 1),
        ([10.0, 10.0], 2 * np.pi - 0.36, 1.0, 2),
        ([10.0, 10.0], np.pi, 1.0, 2),
        ([10.0, 10.0], 0.0, 1.49, 1),
        ([10.0, 10.0], 0.0, 1.5, 2),
        ([10.0, 10.0], 0.0, 0.4, 2),
    ):
        assert len(room.each_once([first, _keypoints([point], [angle], [octave])])) == kept


def test_of_those_that_are_one_the_first_is_kept_with_all_that_it_has() -> None:
    found = [_keypoints([[10, 10], [50, 50]]), _keypoints([[90, 90], [11, 11], [49, 49], [90, 91]])]
    kept = room.each_once(found)
    assert kept.points.tolist() == [[10, 10], [50, 50], [90, 90]]
    assert kept.descriptors[:, 0].tolist() == [0, 1, 0]
    assert len(room.each_once([Keypoints.none(), Keypoints.none()])) == 0


def _line(many: int, start: float, end: float, *, upright: bool = False) -> Keypoints:
    along = np.linspace(start, end, many)
    across = np.full(many, 7.0)
    return _keypoints(np.stack([across, along] if upright else [along, across], 1))


@pytest.mark.parametrize("upright", [False, True])
@pytest.mark.parametrize("start", [0.0, 500.0])
def test_halves_and_the_middle_are_parts_where_they_have_keypoints_enough(upright: bool, start: float) -> None:
    whole = _line(121, start, start + 240, upright=upright)
    low = whole.points.min(0)
    parts = [(part.points - low).max(1) for part in room._parts_of(whole)]
    assert [(part.min(), part.max()) for part in parts] == [(0, 120), (60, 180), (120, 240)]
    assert [len(part) for part in parts] == [61, 61, 61]
    # Sixty are enough, with those at both ends of a part.
    assert [len(part) for part in room._parts_of(_line(119, start, start + 236, upright=upright))] == [60, 60]
    assert room._parts_of(_line(117, start, start + 232, upright=upright)) == []


def test_a_template_has_its_first_keypoints_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "KEYPOINTS", 5)
    assert room._first(_line(9, 0, 8)).points[:, 0].tolist() == [0, 1, 2, 3, 4]
    assert len(room._first(_line(5, 0, 4))) == 5
    assert len(room._first(_line(3, 0, 2))) == 3


def _shot(seed: int = 1) -> Any:
    coarse = np.random.default_rng(seed).integers(0, 256, (12, 20), dtype=np.uint8)
    return SimpleNamespace(grey=np.asarray(cv2.resize(coarse, (200, 120), interpolation=cv2.INTER_CUBIC), np.uint8))


def test_pictures_are_laid_on_the_first_and_what_lies_at_their_edge_is_not_seen() -> None:
    shots = [_shot(), _shot(), _shot(2)]
    # From the first picture to the second: what is at (0, 0) there lies 30 to the right and 10 down.
    moved = np.array([[1.0, 0, 30], [0, 1, 10], [0, 0, 1]])
    canvas = np.zeros((140, 260), np.uint8)
    canvas[10:130, 30:230] = shots[0].grey
    shots[1] = SimpleNamespace(grey=canvas)
    pile = room._pile(shots, 0, {1: moved, 2: moved})
    assert len(pile.pictures) == len(pile.shown) == 3
    assert (pile.pictures[0] == shots[0].grey).all()
    assert pile.shown[0].all()
    assert (pile.pictures[1] == shots[0].grey).all()
    assert pile.shown[1].all(), "the second picture has more than an edge beyond it"
    # Of the third the right and the lower end of the first lie beyond, or at the edge.
    ys, xs = np.nonzero(pile.shown[2])
    assert (xs.min(), xs.max(), ys.min(), ys.max()) == (0, 200 - 30 - 4 - 1, 0, 120 - 10 - 4 - 1)
    assert pile.pictures[2].shape == (120, 200)
    assert (pile.pictures[2][:100, :160] == shots[2].grey[10:110, 30:190]).all()


def test_so_many_pictures_are_laid_on_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_LAID", 2)
    shots = [_shot(number) for number in range(5)]
    pile = room._pile(shots, 1, {3: np.eye(3), 0: np.eye(3), 2: np.eye(3)})
    assert [int(picture[60, 90]) for picture in pile.pictures] == [int(shots[n].grey[60, 90]) for n in (1, 3, 0)]


class _Piled:
    """A pile of small pictures, in which keypoints look as they are told to."""

    def __init__(self, looks: list[list[float]], shown: list[list[bool]] | None = None) -> None:
        """looks: of each picture what each place looks like there; shown: whether it shows the place."""
        self.looks = looks
        self.places = _keypoints([[20.0 * (n + 1), 10.0] for n in range(len(looks[0]))])
        pictures = [np.full((20, 200), number, np.uint8) for number in range(len(looks))]
        masks = [np.zeros((20, 200), np.bool_) for _ in looks]
        for number, mask in enumerate(masks):
            for place, (x, y) in enumerate(self.places.points.astype(int)):
                mask[y, x] = shown is None or shown[number][place]
        self.pile = room.Pile(pictures, masks)

    def returning(self, monkeypatch: pytest.MonkeyPatch) -> Keypoints:
        """What returns in them."""

        def describe(picture: NDArray[np.uint8], places: Keypoints) -> NDArray[np.float32]:
            return np.array(self.looks[int(picture[0, 0])], np.float32)[:, None]

        monkeypatch.setattr(room, "describe", describe)
        monkeypatch.setattr(room, "detect_keypoints", lambda picture, most: self.places)
        return room._returning(self.pile)


def _told(piled: _Piled, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, float]]:
    """Which places return, in order, and what they look like."""
    found = piled.returning(monkeypatch)
    return [
        (round(float(x) / 20) - 1, round(float(look), 3))
        for (x, _), (look, *_) in zip(found.points, found.descriptors, strict=True)
    ]


def test_what_looks_alike_in_most_pictures_returns_as_it_looks_in_that_nearest_to_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # One place looks alike in three of four, one in none, one in all, and there somewhat off in one.
    looks = [[0.0, 0.0, 0.0], [0.1, 5.0, 0.3], [0.2, 10.0, 0.3], [9.0, 15.0, 0.3]]
    assert _told(_Piled(looks), monkeypatch) == [(2, 0.3), (0, 0.1)]


@pytest.mark.parametrize(("off", "returns"), [(0.66, True), (0.68, False)])
def test_two_looks_are_alike_up_to_so_much(off: float, returns: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bool(_told(_Piled([[0.0], [off]]), monkeypatch)) is returns


def test_a_picture_that_does_not_show_a_place_has_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = [[0.0], [0.0], [7.0], [8.0], [9.0], [10.0], [11.0]]
    # Two of seven are less than a third of those that show it.
    assert _told(_Piled(looks), monkeypatch) == []
    hidden = [[True], [True], *[[False]] * 5]
    assert _told(_Piled(looks, hidden), monkeypatch) == [(0, 0.0)]
    for shows, returns in ((6, True), (7, False)):
        assert bool(_told(_Piled(looks, [[n < shows] for n in range(7)]), monkeypatch)) is returns
    # One that shows it alone is no return.
    assert _told(_Piled(looks, [[True], *[[False]] * 6]), monkeypatch) == []


def test_what_returns_in_more_of_the_pictures_that_show_it_comes_first_and_up_to_four_in_more_pictures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Place 0 returns in 3 of 6, 1 in 6 of 6, 2 in 2 of 2, 3 in 4 of 4.
    looks = [[0.0, 0.0, 0.0, 0.0] for _ in range(6)]
    for number in (3, 4, 5):
        looks[number][0] = 5.0 * number
    shown = [[True, True, number < 2, number < 4] for number in range(6)]
    assert [place for place, _ in _told(_Piled(looks, shown), monkeypatch)] == [1, 3, 2, 0]
    monkeypatch.setattr(room, "_RETURNING", 2)
    assert [place for place, _ in _told(_Piled(looks, shown), monkeypatch)] == [1, 3]


def test_of_two_that_return_as_often_the_one_that_looks_more_alike_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [place for place, _ in _told(_Piled([[0.0, 0.0], [0.5, 0.1]]), monkeypatch)] == [1, 0]


def test_where_nothing_is_found_nothing_returns(monkeypatch: pytest.MonkeyPatch) -> None:
    piled = _Piled([[0.0], [0.0]])
    piled.places = Keypoints.none()
    assert len(piled.returning(monkeypatch)) == 0


class _Table:
    """Finds shots in one another as it is told."""

    finds: dict[int, list[tuple[int, int]]]

    def __init__(self, keypoints: list[Any]) -> None:
        self.known = keypoints

    def match(self, seen: Any) -> Iterator[Any]:
        """For a shot: which others' keypoints it shows, and by how many inliers."""
        for name, inliers in self.finds.get(seen, []):
            if name in self.known:
                yield SimpleNamespace(
                    template=self.known.index(name), inliers=range(inliers), homography=f"{name} in {seen}"
                )


def test_the_picture_that_most_others_show_is_the_first_and_the_best_are_laid_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(room, "TemplateTable", _Table)
    shots: Any = [SimpleNamespace(keypoints=number) for number in range(4)]
    # Each shows itself; 1 is shown by two others, 0 by one, by many keypoints; 14 are too few.
    _Table.finds = {0: [(0, 99), (1, 15)], 1: [(1, 99), (0, 80)], 2: [(2, 99), (1, 20), (0, 14)], 3: [(3, 99)]}
    first, laid = room._most_found(shots)
    assert (first, [*map(str, laid.items())]) == (1, ["(2, '1 in 2')", "(0, '1 in 0')"])
    # Of two that as many show, that with more keypoints.
    _Table.finds = {0: [(1, 30)], 1: [(0, 31)]}
    assert room._most_found(shots)[0] == 0
    _Table.finds = {}
    assert room._most_found(shots)[1] == {}


def test_each_print_that_two_pictures_show_is_joined_if_enough_returns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "TemplateTable", _Table)
    shots: Any = [SimpleNamespace(keypoints=number) for number in range(5)]
    _Table.finds = {1: [(0, 40)], 2: [(0, 40)], 4: [(3, 40)]}
    piled: list[Any] = []

    def pile(rest: list[Any], first: int, laid: dict[int, Any]) -> list[int]:
        piled.append([rest[n].keypoints for n in (first, *laid)])
        return piled[-1]

    many = {0: 50, 3: 50}
    monkeypatch.setattr(room, "_pile", pile)
    monkeypatch.setattr(room, "_returning", lambda found: _line(many[found[0]], 0, 100))
    assert [len(each) for each in room.joined_templates(shots)] == [50, 50]
    assert piled == [[0, 1, 2], [3, 4]]
    many[0] = 49
    assert len(room.joined_templates(shots)) == 1
    piled.clear()
    # What no other picture shows ends it.
    assert len(room.joined_templates(shots[:3])) == 0
    assert piled == [[0, 1, 2]]


def test_parts_beside_the_whole_are_made_where_others_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _line(200, 0, 400)
    monkeypatch.setattr(room, "joined_templates", lambda shots: [whole] if shots else [])
    monkeypatch.setattr(room, "not_of_others", lambda templates, others: list(templates))
    asked: list[bool] = []

    def alone(shots: Any, *, is_family_known: bool) -> list[Keypoints]:
        asked.append(is_family_known)
        return [whole, whole]

    monkeypatch.setattr(room, "templates_of", alone)
    shots: Any = ["a shot"]
    others: Any = ["another"]
    assert [len(each) for each in room.templates_of_side(shots)] == [160]
    assert [len(each) for each in room.templates_of_side(shots, others)] == [160, 100, 100, 100]
    assert asked == []
    monkeypatch.setattr(room, "MOST_TEMPLATES", 3)
    assert [len(each) for each in room.templates_of_side(shots, others)] == [160, 100, 100]
    assert len(room.templates_of_side([], others)) == len(room.templates_of_side([])) == 2
    assert asked == [True, False]


def test_what_is_kept_keeps_its_angle_and_size(monkeypatch: pytest.MonkeyPatch) -> None:
    piled = _Piled([[0.0, 0.4], [0.0, 0.0]])
    piled.places = replace(piled.places, angles=np.array([1.0, 2.0], np.float32), octaves=np.array([3, 4], np.float32))
    found = piled.returning(monkeypatch)
    assert (found.angles.tolist(), found.octaves.tolist()) == ([1.0, 2.0], [3.0, 4.0])


@pytest.mark.parametrize(("turned", "kept"), [(0.5, 2), (0.484375, 1)])
def test_keypoints_that_are_turned_apart_by_the_very_limit_are_two(
    turned: float, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In float64, where a turn comes out as it is.
    monkeypatch.setattr(room, "_APART_RAD", 0.5)
    first, second = _keypoints([[10, 10]]), _keypoints([[10, 10]])
    first, second = replace(first, angles=np.array([np.pi])), replace(second, angles=np.array([np.pi - turned]))
    apart = float(np.abs((first.angles - second.angles + np.pi) % (2 * np.pi) - np.pi)[0])
    assert apart == turned
    assert len(room.each_once([first, second])) == kept


@pytest.mark.parametrize(("apart", "kept"), [(0.5, 0), (0.4375, 1)])
def test_pictures_look_alike_at_a_place_below_the_very_distance(
    apart: float, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_ALIKE", 0.25)
    places = _keypoints([[10, 10]])
    looks = iter([0.0, apart])
    monkeypatch.setattr(room, "detect_keypoints", lambda *_, **__: places)
    monkeypatch.setattr(room, "each_once", lambda found: places)
    monkeypatch.setattr(room, "describe", lambda picture, where: np.full((1, 1), next(looks), np.float32))
    shown = np.ones((20, 20), bool)
    pile: Any = SimpleNamespace(pictures=[np.zeros((20, 20), np.uint8)] * 2, shown=[shown, shown])
    assert len(room._returning(pile)) == kept

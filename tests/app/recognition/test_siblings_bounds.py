"""Notes like one that was read, at the numbers where a decision turns: what is an example, and where it lies again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition import siblings as room
from app.recognition.keypoints import Keypoints, Match, detect_keypoints
from app.recognition.outlines import outline_of
from app.recognition.placed import Place, Scored, sides_of
from app.recognition.poses import matches_of
from app.recognition.siblings import owners, siblings
from app.recognition.templates import KnownPrint, Template, TemplateBank
from tests.app.recognition.test_placed_bounds import _place, _scored

WIDE, HIGH = 300, 150


def test_each_keypoint_belongs_to_the_first_note_on_whose_print_it_lies() -> None:
    first, second = _place(0, 0), _place(10, 0)
    points = np.array([[5, 4], [12, 4], [24, 4], [200, 4]], np.float32)
    seen = Keypoints(points, np.zeros((4, 8), np.float32), np.zeros(4, np.float32), np.zeros(4, np.float32))
    assert owners(seen, [first, second]).tolist() == [0, 0, 1, -1]
    assert owners(seen, [second, first]).tolist() == [1, 0, 0, -1]
    assert owners(seen, []).tolist() == [-1, -1, -1, -1]


def _turn(degrees: float, x: float, y: float) -> NDArray[np.float64]:
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[cos, -sin, x], [sin, cos, y], [0, 0, 1]], np.float64)


@pytest.mark.parametrize("degrees", [0.0, 30.0, -75.0, 160.0])
def test_an_example_lies_straight_and_is_turned_back(degrees: float) -> None:
    """The note's own keypoints, laid straight, are what its template is, moved."""
    rng = np.random.default_rng(3)
    flat = rng.uniform((0, 0), (WIDE, HIGH), (40, 2))
    at = _turn(degrees, 400, 300)
    points = cv2.perspectiveTransform(flat[None], at)[0].astype(np.float32)
    angles = rng.uniform(0, 2 * np.pi, 40).astype(np.float32)
    turned = (angles + np.float32(np.radians(degrees))) % np.float32(2 * np.pi)
    seen = Keypoints(points, np.zeros((40, 8), np.float32), turned.astype(np.float32), np.ones(40, np.float32))
    outline = outline_of(np.array([[0, 0], [WIDE, HIGH]], np.float32), at)
    place = replace(_place(), outline=outline, match=Match(0, np.zeros((9, 2), np.intp), at))
    example = room._straight(place, seen)
    apart = example.keypoints.points - flat
    assert np.ptp(apart, axis=0) == pytest.approx((0, 0), abs=1e-2)
    off = (example.keypoints.angles - angles + np.pi) % (2 * np.pi) - np.pi
    assert np.abs(off).max() < 1e-3
    assert (example.keypoints.angles >= 0).all()
    assert (example.keypoints.angles < 2 * np.pi + 1e-6).all()
    back = cv2.perspectiveTransform(example.keypoints.points[None].astype(np.float64), example.to_picture)[0]
    assert np.allclose(back, points, atol=1e-2)
    # Where the example itself lies, the value's template lies as it was read; moved, both are moved alike.
    assert np.allclose(example.template_in_picture(example.to_picture), at)
    moved = example.template_in_picture(_turn(0, 70, 20) @ example.to_picture)
    assert np.allclose(moved, _turn(0, 70, 20) @ at)


class _Picture:
    """Two notes of one print in a grey picture, the second one beside the first, and the first one as it was read."""

    def __init__(self, second_x: float = 480, apart_deg: float = 20) -> None:
        coarse = np.random.default_rng(8).integers(0, 256, (30, 60), dtype=np.uint8)
        note = np.asarray(cv2.resize(coarse, (WIDE, HIGH), interpolation=cv2.INTER_CUBIC), np.uint8)
        self.grey = np.full((480, 900), 120, np.uint8)
        self.first, self.second = _turn(0, 60, 60), _turn(apart_deg, second_x, 140)
        for at in (self.first, self.second):
            cv2.warpPerspective(note, at, (900, 480), dst=self.grey, borderMode=cv2.BORDER_TRANSPARENT)
        own = detect_keypoints(note, 160)
        # What another value shows is nothing of it: all places tell it.
        template = Template("XTS/20", own, shared=np.zeros((1, len(own)), np.bool_))
        self.bank = TemplateBank([template, Template("XTS/5", own)], 32)
        (self.known,) = (each for each in self.bank.known({"XTS"}) if each.value == "XTS/20")
        found = detect_keypoints(self.grey, 1500)
        self.seen = replace(found, descriptors=self.bank.shortened(found.descriptors))

    def read(self, known: KnownPrint | None = None, *, is_clear: bool = True) -> Scored:
        """The first note."""
        known = known or self.known
        points = cv2.perspectiveTransform(known.keypoints.points[None].astype(np.float64), self.first)[0]
        many, everything = len(points), np.ones(len(points), bool)
        place = Place(
            known,
            Match(0, np.zeros((many, 2), np.intp), self.first),
            Match(0, np.zeros((many, 2), np.intp), self.first),
            outline_of(known.keypoints.points, self.first),
            points,
            np.full(many, 0.05, np.float32),
            everything,
            everything.copy(),
            sides_of(known.keypoints.points),
        )
        return replace(_scored(place), is_clear=is_clear)

    def found(self, *read: Scored) -> list[Place]:
        """Where more like these lie."""
        return siblings(self.grey, self.seen, self.bank, read)


def test_a_second_note_of_its_print_is_found_where_it_lies() -> None:
    picture = _Picture()
    (place,) = picture.found(picture.read())
    true = outline_of(picture.known.keypoints.points, picture.second)
    assert np.array(place.outline) == pytest.approx(np.array(true), abs=3)
    assert (place.known.value, place.known.shared, place.known.limits) == ("XTS/20", None, None)
    # All of its template's places tell it, and are alike there.
    assert place.own_alike is not None
    assert place.own_alike > 0.5 * len(picture.known.keypoints)
    assert place.shown.all()
    assert place.free.all()
    assert place.free is not place.shown
    assert (place.distances < 0.25).mean() > 0.6
    # Its places lie on the second note.
    assert (place.points[:, 0] > 400).all()
    assert place.sides.shape[1] == len(place.points) == len(place.known.keypoints)


def test_only_notes_that_were_read_clearly_and_of_which_shared_print_is_known_are_examples() -> None:
    picture = _Picture()
    assert picture.found() == []
    assert picture.found(picture.read(is_clear=False)) == []
    assert picture.found(picture.read(replace(picture.known, shared=None))) == []
    assert len(picture.found(picture.read())) == 1


@pytest.mark.parametrize(("fewest", "found"), [(0, 1), (1, 0)])
def test_a_note_that_shows_few_keypoints_is_no_example(
    fewest: int, found: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = _Picture()
    own = int((owners(picture.seen, [picture.read().place]) == 0).sum())
    assert own > room._FEWEST
    monkeypatch.setattr(room, "_FEWEST", own + fewest)
    assert len(picture.found(picture.read())) == found


def test_a_note_that_is_known_already_is_not_found_again() -> None:
    picture = _Picture()
    first = picture.read()
    (place,) = picture.found(first)
    again = replace(_scored(place), is_clear=True)
    assert picture.found(first, again) == []
    # One of another value there is no reason not to look.
    other = replace(place, known=replace(place.known, value="XTS/5"), distances=np.full_like(place.distances, 9))
    assert len(picture.found(first, replace(_scored(other), is_clear=True))) == 1


@pytest.mark.parametrize(("needed", "found"), [(0, 1), (1, 0)])
def test_enough_of_what_no_other_value_shows_must_be_alike(
    needed: int, found: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = _Picture()
    (place,) = picture.found(picture.read())
    assert place.own_alike is not None
    monkeypatch.setattr(room, "LEAST_OWN_ALIKE", place.own_alike + needed)
    assert len(picture.found(picture.read())) == found


def test_what_another_value_shows_does_not_count() -> None:
    picture = _Picture()
    many = len(picture.known.keypoints)
    (whole,) = picture.found(picture.read())
    half = np.zeros((1, many), np.bool_)
    half[0, : many // 2] = True
    (part,) = picture.found(picture.read(replace(picture.known, shared=half)))
    assert whole.own_alike is not None
    assert part.own_alike is not None
    assert 0.3 * whole.own_alike < part.own_alike < 0.7 * whole.own_alike
    assert picture.found(picture.read(replace(picture.known, shared=np.ones((1, many), np.bool_)))) == []


@pytest.mark.parametrize(("least", "found"), [(0, 1), (1, 0)])
def test_print_that_is_not_there_is_not_counted(least: int, found: int, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = _Picture()
    (place,) = picture.found(picture.read())
    alike = int((place.distances[place.shown] < 0.25).sum())
    monkeypatch.setattr(room, "_LEAST_ALIKE", alike + least)
    assert len(picture.found(picture.read())) == found


@pytest.mark.parametrize(("most", "found"), [(1, 1), (12, 2)])
def test_so_many_places_are_described_at_most(most: int, found: int, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = _Picture()
    third = _turn(-25, 60, 400)
    note = picture.grey[60 : 60 + HIGH, 60 : 60 + WIDE].copy()
    cv2.warpPerspective(note, third, (900, 480), dst=picture.grey, borderMode=cv2.BORDER_TRANSPARENT)
    seen = detect_keypoints(picture.grey, 1500)
    picture.seen = replace(seen, descriptors=picture.bank.shortened(seen.descriptors))
    monkeypatch.setattr(room, "_DESCRIBED", most)
    assert len(picture.found(picture.read())) == found


def test_only_so_many_keypoints_of_an_example_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = _Picture()
    asked: list[int] = []

    def counted(seen: Keypoints, templates: list[Keypoints], pairs: Any) -> Any:
        asked.extend(len(each) for each in templates)
        return matches_of(seen, templates, pairs)

    monkeypatch.setattr(room, "matches_of", counted)
    monkeypatch.setattr(room, "_MOST", 70)
    picture.found(picture.read())
    assert asked == [70]


def test_what_lies_on_a_note_that_was_read_is_not_looked_through_again(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = _Picture()
    looked: Any = []
    monkeypatch.setattr(room, "matches_of", lambda rest, *_: looked.append(rest) or [])
    read = picture.read()
    assert picture.found(read) == []
    (rest,) = looked
    assert len(rest) == int((owners(picture.seen, [read.place]) < 0).sum()) < len(picture.seen)


@pytest.mark.parametrize(("distance", "own_alike"), [(0.25, 0), (0.2421875, 40)])
@pytest.mark.parametrize("which", [0, 1])
def test_a_note_like_another_is_alike_below_the_very_distance(
    which: int, distance: float, own_alike: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both at the example's keypoints and at those of its value's template."""
    picture = _Picture()
    read = picture.read()
    looked: list[int] = []

    def distances(grey: object, bank: object, template: Keypoints, homography: object) -> Any:
        looked.append(len(template))
        off = distance if len(looked) - 1 == which else 0.125
        return np.full(len(template), off, np.float32), np.ones(len(template), bool)

    monkeypatch.setattr(room, "_distances", distances)
    monkeypatch.setattr(room, "refined", lambda rest, template, first: first)
    monkeypatch.setattr(room, "own_alike", lambda known, like: 40 if like.any() else 0)
    monkeypatch.setattr(room, "covered_by", lambda points, place: np.ones(len(points), bool))
    example = room._straight(read.place, picture.seen.of(np.arange(60)))
    first = Match(0, np.zeros((9, 2), np.intp), example.to_picture)
    place = room._placed(picture.grey, picture.seen, picture.bank, example, first)
    assert place.own_alike == own_alike


@pytest.mark.parametrize(("more", "is_compared"), [(0, True), (1, False)])
def test_a_value_s_template_is_compared_where_the_example_is_alike_at_just_so_many_places(
    more: int, is_compared: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = _Picture()
    monkeypatch.setattr(
        room, "_distances", lambda grey, bank, template, at: (np.zeros(len(template)), np.ones(len(template), bool))
    )
    monkeypatch.setattr(room, "refined", lambda rest, template, first: first)
    monkeypatch.setattr(room, "_LEAST_ALIKE", 60 + more)
    example = room._straight(picture.read().place, picture.seen.of(np.arange(60)))
    first = Match(0, np.zeros((9, 2), np.intp), example.to_picture)
    place = room._placed(picture.grey, picture.seen, picture.bank, example, first)
    assert bool(place.own_alike) is is_compared

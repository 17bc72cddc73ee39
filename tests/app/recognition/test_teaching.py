"""From pictures of a side to templates, and on to a note that is read like any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition import teaching
from app.recognition.keypoints import Keypoints, Match
from app.recognition.model import Model
from app.recognition.observation import Box
from app.recognition.pack_shelf import PackShelf
from app.recognition.packs import Pack
from app.recognition.print_check import PrintReader
from app.recognition.taught import TaughtNotes, WithTaught
from app.recognition.taught_file import TaughtNote
from app.recognition.taught_names import TaughtError
from app.recognition.teacher import Teacher, finished
from app.recognition.teaching import FEWEST, Shot, not_of_others, note_of, shot_of, templates_of, without_what_stayed
from app.recognition.teaching_clash import all_print
from app.recognition.teaching_frames import SideGatherer
from tests.app.recognition.held import held, scan, shown, table

DAY = date(2026, 11, 26)
SHELF = PackShelf("", folder=None)


def side(value: str, face: str) -> list[Shot]:
    """What is gathered of a specimen's side."""
    gatherer = SideGatherer()
    for picture, observation in shown(scan(value, face), 8):
        gatherer.look(picture, observation)
    return gatherer.shots


@pytest.fixture(scope="module")
def shots() -> dict[str, list[Shot]]:
    return {face: side("20", face) for face in ("front", "back")}


def teacher_of(shipped: Model, notes: TaughtNotes | None = None) -> Teacher:
    bank, weights = shipped.templates, shipped.metadata.print_check
    assert bank is not None
    assert weights is not None
    return Teacher(bank, PrintReader(bank, weights), SHELF, notes or TaughtNotes(bank))


def test_too_little_print_makes_no_shot() -> None:
    assert shot_of(np.full((200, 300, 3), 128, np.uint8), None) is None


def test_what_stays_while_the_note_moves_is_not_of_the_note() -> None:
    behind = table(3)
    one = shot_of(*held(scan(), x=0.4, behind=behind))
    other = shot_of(*held(scan(), x=0.6, behind=behind))
    assert one is not None
    assert other is not None
    # A box that holds much of the table.
    wide_one, wide_other = (
        shot_of(held(scan(), x=x, behind=behind)[0], Box(left, 0.0, left + 0.8, 1.0))
        for x, left in ((0.4, 0.0), (0.6, 0.2))
    )
    assert wide_one is not None
    assert wide_other is not None

    cleared = without_what_stayed(wide_other, [wide_one])

    # The note's own keypoints lie between 0.3 and 0.9 of the width, and 0.3 and 0.7 of the height.
    def beside(shot: Shot) -> int:
        x, y = shot.in_frame.T
        return int(((x < 0.28) | (x > 0.92) | (y < 0.2) | (y > 0.8)).sum())

    assert beside(wide_other) > 40
    assert beside(cleared) < beside(wide_other) / 2
    assert len(without_what_stayed(one, [one]).keypoints) == len(one.keypoints)


@dataclass(frozen=True)
class Saved:
    note: TaughtNote | None
    clash: str | None


def save(teacher: Teacher, shots: Mapping[str, Sequence[Shot]], **how: Any) -> Saved:
    """Make a note, and keep it unless it clashes."""
    tried = finished(teacher.make(shots, **how))
    return Saved(teacher.keep(tried.note) if tried.clash is None else None, tried.clash)


def test_keypoints_that_return_come_first(shots: dict[str, list[Shot]]) -> None:
    templates = templates_of(shots["front"], 3)

    assert len(templates) == 3
    assert all(FEWEST <= len(template) <= 160 for template in templates)


def test_a_single_picture_is_a_template_as_it_is() -> None:
    shot = shot_of(*held(scan()))
    assert shot is not None

    (template,) = templates_of([shot])

    assert len(template) == 160


def test_what_other_values_show_as_well_is_left_out() -> None:
    """Half of the sheet is the same on both values, as a portrait is."""
    common = np.random.default_rng(5).integers(0, 256, (14, 30), np.uint8)

    def sheet(seed: int) -> NDArray[np.uint8]:
        own = np.random.default_rng(seed).integers(0, 256, (14, 30), np.uint8)
        large = cv2.resize(np.hstack([common, own]), None, fx=8, fy=8, interpolation=cv2.INTER_CUBIC)
        return np.repeat(np.asarray(large, np.uint8)[..., None], 3, 2)

    one, other = shot_of(sheet(1), None), shot_of(sheet(2), None)
    assert one is not None
    assert other is not None

    [template] = templates_of([one])
    [own] = not_of_others([template], [other])

    middle = one.grey.shape[1] / 2
    assert (template.points[:, 0] < middle - 10).sum() > 30
    assert (own.points[:, 0] < middle - 10).sum() == 0, "also what is detected on one of them alone"
    assert (own.points[:, 0] > middle + 10).sum() > 0.9 * (template.points[:, 0] > middle + 10).sum()
    assert not_of_others([template], [one]) == [], "nothing of it is its own"


def test_a_taught_note_is_read_and_no_other_is_taken_for_it(shipped: Model, shots: dict[str, list[Shot]]) -> None:
    teacher = teacher_of(shipped)
    saved = save(teacher, shots, currency="QMA", name="Club chips", value="20", day=DAY, on=frozenset({"USD"}))
    assert saved.note is not None
    assert Pack.from_bytes(saved.note.pack.to_bytes()).everyday == ("20",)
    weights = shipped.metadata.print_check
    assert weights is not None
    reader = PrintReader(teacher.bank, weights, WithTaught(SHELF, teacher.notes))

    for face in ("front", "back"):
        match = reader.read(*held(scan("20", face), x=0.45, turn=25, width=0.5, behind=table(9)), ["USD"])
        assert match is not None
        assert (match.currency, match.value, match.face, match.is_taught) == ("QMA", "20", face, True)
    for value in ("5", "10", "50", "100"):
        assert reader.read(*held(scan(value, "front"), behind=table(9)), ["USD"]) is None


def test_a_note_is_read_at_once_and_no_more_when_it_was_taken_away(
    shipped: Model, shots: dict[str, list[Shot]]
) -> None:
    teacher = teacher_of(shipped)
    weights = shipped.metadata.print_check
    assert weights is not None
    reader = PrintReader(teacher.bank, weights, WithTaught(SHELF, teacher.notes))
    picture = held(scan(), turn=10)

    before = reader.read(*picture, ["USD"])
    save(teacher, shots, currency="QMA", name="Club chips", value="20", day=DAY, on=frozenset({"USD"}))
    taught = reader.read(*picture, ["USD"])
    teacher.notes.remove("QMA/20")
    after = reader.read(*picture, ["USD"])

    assert before is None
    assert taught is not None
    assert after is None


def test_a_note_that_is_known_already_is_refused(shipped: Model, shots: dict[str, list[Shot]]) -> None:
    teacher = teacher_of(shipped)

    saved = save(teacher, shots, currency="QMA", name="Club chips", value="20", day=DAY, on=frozenset({"XTS"}))

    assert (saved.note, saved.clash) == (None, "XTS/20")
    assert teacher.notes.notes == ()


def test_a_further_print_of_a_known_value_is_no_clash(shipped: Model, shots: dict[str, list[Shot]]) -> None:
    saved = save(teacher_of(shipped), shots, currency="XTS", name="", value="20", day=DAY, on=frozenset({"XTS"}))

    assert saved.clash is None


def test_a_note_that_was_taught_under_another_name_is_refused(shipped: Model, shots: dict[str, list[Shot]]) -> None:
    teacher = teacher_of(shipped)
    save(teacher, shots, currency="QMA", name="Club chips", value="20", day=DAY, on=frozenset({"USD"}))

    again = save(teacher, shots, currency="QMB", name="Casino", value="5", day=DAY, on=frozenset({"USD"}))
    note = teacher.notes.notes[0]
    [unseen] = finished(teacher.clashes([note.called("Casino", "QMB")], (), frozenset({"USD"})))

    assert again.clash == "QMA/20"
    # As when a friend's file is taken in: no picture is here.
    assert unseen == "QMA/20"


def test_a_side_is_added_to_what_is_there(shipped: Model, shots: dict[str, list[Shot]]) -> None:
    teacher = teacher_of(shipped)
    for face in ("front", "back"):
        save(teacher, {face: shots[face]}, currency="SEK", name="", value="20", day=DAY, on=frozenset({"USD"}))

    assert [note.faces for note in teacher.notes.notes] == [("front", "back")]


def test_without_print_there_is_no_note(shipped: Model) -> None:
    assert shipped.templates is not None
    with pytest.raises(TaughtError) as raised:
        note_of({"front": []}, currency="SEK", value="20", name="", bank=shipped.templates, day=DAY)
    assert raised.value.code == "taught_too_plain"


def test_a_note_is_tried_in_steps_and_may_be_left_at_each(shipped: Model, shots: dict[str, list[Shot]]) -> None:
    teacher = teacher_of(shipped)
    how: dict[str, Any] = {"currency": "QMA", "name": "Club chips", "value": "20", "day": DAY, "on": frozenset({"USD"})}

    steps = list(teacher.make(shots, **how))

    # Four frames are read, and two sides laid on all others.
    assert len(steps) >= 6
    assert steps == sorted(steps)
    assert all(0 <= fraction < 1 for fraction in steps)
    assert teacher.notes.notes == (), "it is kept by who asked, and only then"


def test_the_print_of_packs_is_read_one_pack_a_step(shipped: Model) -> None:
    assert shipped.templates is not None
    bank = shipped.templates
    shelf = PackShelf.of(bank, ())
    steps = all_print(shelf, bank, frozenset({"USD"}), TaughtNotes(bank))

    assert next(steps) == 0
    whole = finished(steps)

    assert {each.value.partition("/")[0] for each in whole} == {"USD", *shelf.currencies}
    assert len(list(all_print(shelf, bank, (), TaughtNotes(bank)))) == len(shelf.currencies)


@pytest.mark.parametrize(("often", "kept"), [(2 * FEWEST, 2 * FEWEST), (2 * FEWEST - 1, 2 * FEWEST + 5)])
def test_what_returns_is_the_template_where_there_is_enough_of_it(
    often: int, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of three shots is found by both others, by its first keypoints."""
    whole = 2 * FEWEST + 5
    keypoints = Keypoints(
        np.zeros((whole, 2), np.float32),
        np.zeros((whole, 128), np.float32),
        np.arange(whole, dtype=np.float32),
        np.zeros(whole, np.float32),
    )
    found = np.stack([np.arange(often), np.arange(often)], axis=1)
    table = SimpleNamespace(match=lambda seen: [Match(each, found, np.eye(3)) for each in range(3)])
    monkeypatch.setattr(teaching, "TemplateTable", lambda templates: table)
    shots: Any = [SimpleNamespace(keypoints=keypoints)] * 3
    templates = templates_of(shots)
    assert [len(template) for template in templates] == [kept] * 3
    assert (templates[0].angles == np.arange(kept)).all()


def _found_by(monkeypatch: pytest.MonkeyPatch, others: int, hits: dict[int, int]) -> list[Keypoints]:
    """The templates of a first shot that so many others find, each of its keypoints as many of them as `hits` says.

    Keypoints that `hits` does not name all others find.
    """
    many = 3 * FEWEST
    keypoints = Keypoints(
        np.zeros((many, 2), np.float32),
        np.zeros((many, 128), np.float32),
        np.arange(many, dtype=np.float32),
        np.zeros(many, np.float32),
    )
    shots: Any = [SimpleNamespace(keypoints=keypoints) for _ in range(others + 1)]
    looked = iter(range(others + 1))

    def match(seen: object) -> list[Match]:
        number = next(looked)
        rows = [each for each in range(many) if number <= hits.get(each, others)]
        return [Match(0, np.stack([rows, rows], axis=1), np.eye(3))]

    monkeypatch.setattr(teaching, "TemplateTable", lambda templates: SimpleNamespace(match=match))
    return templates_of(shots, 1)


@pytest.mark.parametrize(("found", "is_kept"), [(1, True), (0, False)])
def test_what_a_third_of_the_others_show_is_of_the_note(
    found: int, is_kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    (template,) = _found_by(monkeypatch, 3, {5: found})
    assert (5 in template.angles) is is_kept
    assert len(template) == 3 * FEWEST - (not is_kept)


def test_only_other_pictures_find_a_shot_and_by_enough_keypoints(monkeypatch: pytest.MonkeyPatch) -> None:
    many = 3 * FEWEST
    zeros = np.zeros(many, np.float32)
    keypoints = Keypoints(np.zeros((many, 2), np.float32), np.zeros((many, 128), np.float32), zeros, zeros)
    for inliers, order in ((teaching.SAME, [1, 0]), (teaching.SAME - 1, [0, 1])):
        looked = iter(range(2))

        def match(seen: object, inliers: int = inliers, looked: Any = looked) -> list[Match]:
            """The first picture finds itself by many keypoints, and the second by few."""
            rows = np.arange(many)
            if next(looked):
                return []
            found = [Match(0, np.stack([rows, rows], 1), np.eye(3))]
            return [*found, Match(1, np.stack([rows[:inliers]] * 2, 1), np.eye(3))]

        monkeypatch.setattr(teaching, "TemplateTable", lambda _, match=match: SimpleNamespace(match=match))
        angles = [replace(keypoints, angles=zeros + number) for number in range(2)]
        shots: Any = [SimpleNamespace(keypoints=each) for each in angles]
        templates = templates_of(shots, 2)
        assert [int(template.angles[0]) for template in templates] == (order[:1] if order[0] else order)


@pytest.mark.parametrize(("others", "is_kept"), [(2, False), (1, True)])
def test_what_returns_is_asked_of_two_others_at_least(
    others: int, is_kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    (template,) = _found_by(monkeypatch, others, {5: 0})
    assert (5 in template.angles) is is_kept


@pytest.mark.parametrize(("inliers", "off", "left"), [(12, 0.5, 40), (12, 0.4375, 0), (11, 0.4375, 52), (12, 9.0, 40)])
def test_print_of_another_note_is_taken_away_by_the_very_numbers(
    inliers: int, off: float, left: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is alike where the other's picture is laid flat, and the keypoints by which it was found."""
    monkeypatch.setattr(teaching, "_LAID_FLAT", 12)
    monkeypatch.setattr(teaching, "_SHARED", 0.25)
    monkeypatch.setattr(teaching, "_FEWEST_OWN", 40)
    points = np.zeros((52, 2), np.float32)
    zeros = np.zeros(52, np.float32)
    template = Keypoints(points, np.zeros((52, 4), np.float32), zeros, zeros)
    rows = np.arange(inliers)
    match = Match(0, np.stack([rows, rows], 1), np.eye(3))
    monkeypatch.setattr(teaching, "TemplateTable", lambda _: SimpleNamespace(match=lambda seen: [match]))
    monkeypatch.setattr(teaching, "rectified", lambda *_: (None, points, np.ones(52, bool)))
    there = template.descriptors + np.array([off, 0, 0, 0], np.float32)
    monkeypatch.setattr(teaching, "describe", lambda flat, places: there)
    other: Any = SimpleNamespace(keypoints=template, grey=None)
    assert sum(len(each) for each in not_of_others([template], [other])) == left


@pytest.mark.parametrize(("many", "kept"), [(40, 1), (39, 0)])
def test_a_template_of_which_too_little_is_its_own_is_dropped(
    many: int, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(teaching, "_FEWEST_OWN", 40)
    zeros = np.zeros(many, np.float32)
    template = Keypoints(np.zeros((many, 2), np.float32), np.zeros((many, 4), np.float32), zeros, zeros)
    assert len(not_of_others([template], [])) == kept


@pytest.mark.parametrize(
    ("off_px", "apart", "moved", "left"),
    [(2.0, 0.0, 0.25, 1), (1.9375, 0.0, 0.25, 0), (0.0, 0.25, 0.25, 1), (0.0, 0.1875, 0.25, 0), (0.0, 0.0, 0.125, 1)],
)
def test_what_stayed_while_the_note_moved_is_known_by_the_very_limits(
    off_px: float, apart: float, moved: float, left: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, limit in (("_STAYED_PX", 2.0), ("_STAYED_DISTANCE", 0.25), ("_MOVED", 0.125)):
        monkeypatch.setattr(teaching, name, limit)
    zeros = np.zeros(1, np.float32)
    keypoints = Keypoints(np.zeros((1, 2), np.float32), np.zeros((1, 4), np.float32), zeros, zeros)
    grey = np.zeros((32, 64), np.uint8)
    shot = Shot(keypoints, np.array([[0.5, 0.5]], np.float32), Box(0.25, 0.25, 0.5, 0.5), grey)
    far = replace(keypoints, descriptors=np.array([[np.sqrt(apart), 0, 0, 0]], np.float32))
    before = Shot(
        far, np.array([[0.5 + off_px / 64, 0.5]], np.float32), Box(0.25 + moved, 0.25, 0.5 + moved, 0.5), grey
    )
    assert len(without_what_stayed(shot, [before]).keypoints) == left


@pytest.mark.parametrize(("many", "is_shot"), [(FEWEST, True), (FEWEST - 1, False)])
def test_a_picture_of_a_note_shows_just_so_many_keypoints(
    many: int, is_shot: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    zeros = np.zeros(many, np.float32)
    found = Keypoints(np.zeros((many, 2), np.float32), np.zeros((many, 4), np.float32), zeros, zeros)
    monkeypatch.setattr(teaching, "detect_keypoints", lambda grey: found)
    assert (shot_of(np.zeros((60, 80, 3), np.uint8), None) is not None) is is_shot

"""Whether another note lies beside the one that is read: told of two, never of one, folded, mirrored or alone."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition import beside
from app.recognition.beside import BesideReader, is_second_note
from app.recognition.compared import Compared
from app.recognition.keypoints import Match, detect_keypoints, scaled_grey
from app.recognition.labels import read_metadata
from app.recognition.observation import Box, PrintMatch
from app.recognition.outlines import Outline
from app.recognition.templates import KnownPrint, PrintLimits, Template, TemplateBank
from tests.app.observations import print_match
from tests.app.recognition.shipped import shipped_model

SPECIMENS = Path(__file__).resolve().parents[3] / "assets" / "specimens"
NAMES = ("5_front", "20_front", "20_back", "100_front")
WIDTH, HEIGHT = 960, 640
# Around the first of two notes.
FIRST = Box(0.05, 0.08, 0.5, 0.42)
Image = NDArray[np.uint8]
# A note: which, where its middle lies, pixels, how it is turned, degrees, and how wide it is.
Laid = tuple[str, float, float, float, float]


def _scan(name: str) -> Image:
    picture = cv2.imread(str(SPECIMENS / f"XTS_{name}.png"))
    assert picture is not None
    return np.asarray(cv2.resize(picture, (480, 480 * picture.shape[0] // picture.shape[1])), np.uint8)


@pytest.fixture(scope="module")
def reader() -> BesideReader:
    weights = read_metadata(shipped_model()).print_check
    assert weights is not None
    templates = [
        Template(f"XTS/{value}", detect_keypoints(scaled_grey(_scan(f"{value}_{face}"))), face)
        for value, _, face in (name.partition("_") for name in NAMES)
    ]
    return BesideReader(TemplateBank(templates, 32), weights)


def _frame(*notes: Laid) -> Image:
    picture = np.full((HEIGHT, WIDTH, 3), 128, np.uint8)
    for name, x, y, degrees, width in notes:
        scan = _scan(name)
        h, w = scan.shape[:2]
        matrix = cv2.getRotationMatrix2D((w / 2, h / 2), -degrees, width / w)
        matrix[:, 2] += (x - w / 2, y - h / 2)
        cv2.warpAffine(scan, matrix, (WIDTH, HEIGHT), dst=picture, borderMode=cv2.BORDER_TRANSPARENT)
    return picture


def _read(reader: BesideReader, picture: Image, box: Box | None = None) -> PrintMatch:
    match = reader.read(picture, box, ["XTS"])
    assert match is not None
    return match


@pytest.mark.parametrize(
    "other",
    [("5_front", 700.0, 420.0, 70.0, 400.0), ("20_front", 700.0, 420.0, 80.0, 400.0), ("20_back", 720, 500, 0, 400)],
)
def test_another_note_of_any_value_is_noticed(reader: BesideReader, other: Laid) -> None:
    picture = _frame(("20_front", 260, 160, 0, 420), other)
    match = _read(reader, picture, FIRST)
    assert match.has_others
    assert match.others_are_alike is other[0].startswith("20")
    mirrored = Box(1 - FIRST.right, FIRST.top, 1 - FIRST.left, FIRST.bottom)
    assert _read(reader, np.ascontiguousarray(picture[:, ::-1]), mirrored).has_others


@pytest.mark.parametrize("degrees", [0.0, 40.0, 180.0])
@pytest.mark.parametrize("width", [380.0, 560.0, 900.0])
def test_a_note_alone_is_alone(reader: BesideReader, degrees: float, width: float) -> None:
    assert not _read(reader, _frame(("20_front", 480, 320, degrees, width))).has_others


def test_a_folded_note_that_shows_both_faces_is_one(reader: BesideReader) -> None:
    front, back = _scan("20_front"), _scan("20_back")
    half = front.shape[1] * 6 // 10
    picture = np.full((HEIGHT, WIDTH, 3), 128, np.uint8)
    picture[200 : 200 + front.shape[0], 180 : 180 + half] = front[:, :half]
    picture[200 : 200 + back.shape[0], 180 + half : 180 + 2 * half] = back[:, :half]
    assert not _read(reader, picture).has_others


def test_what_is_off_is_no_other_note(reader: BesideReader) -> None:
    picture = _frame(("20_front", 260, 160, 0, 420), ("5_front", 700, 420, 70, 400))
    assert reader.read(picture, None, ["USD"]) is None


def test_in_another_process_it_looks_the_same(reader: BesideReader) -> None:
    picture = _frame(("20_front", 260, 160, 0, 420), ("5_front", 700, 420, 70, 400))
    reader.choose(["XTS"])
    there: BesideReader = pickle.loads(pickle.dumps(reader))
    match = there.look(picture, FIRST)
    assert match is not None
    assert match.has_others


def test_beside_faint_print_nothing_is_looked_for(reader: BesideReader, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = _frame(("20_front", 260, 160, 0, 420), ("5_front", 700, 420, 70, 400))
    assert _read(reader, picture, FIRST).has_others
    weights = replace(reader.weights, clear=1.0, weak=1.0, faint=0.1)
    faint = BesideReader(reader._bank, weights, tells_faint=True)
    monkeypatch.setattr(BesideReader, "_others", None)
    assert _read(faint, picture, FIRST).is_faint


def _rectangle(x: float, y: float, width: float = 0.4, height: float = 0.2, degrees: float = 0) -> Outline:
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    corners = (np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * (width / 2, height / 2)) @ turn.T + (x, y)
    return tuple((float(a), float(b)) for a, b in corners)


def test_two_outlines_of_one_value_are_two_notes_apart_or_one_face_turned() -> None:
    one = _rectangle(0.3, 0.3)
    assert is_second_note(one, _rectangle(0.7, 0.8), same_face=False)
    assert is_second_note(one, _rectangle(0.55, 0.35, degrees=40), same_face=True)
    # The other half of it, folded over or shown by another template.
    assert not is_second_note(one, _rectangle(0.65, 0.3), same_face=False)
    assert not is_second_note(one, _rectangle(0.65, 0.3), same_face=True)
    assert not is_second_note(one, _rectangle(0.55, 0.35, degrees=40), same_face=False)
    assert not is_second_note(one, _rectangle(0.32, 0.3, degrees=30), same_face=True)


@pytest.mark.parametrize(("covered", "looks"), [(0.87, True), (0.88, True), (0.881, False)])
def test_where_hardly_any_of_the_frame_is_left_nothing_is_looked_for(
    covered: float, looks: bool, reader: BesideReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(beside, "area", lambda outline: covered)

    def compare_look(*_: object, least: int) -> list[object]:
        asked.append(least)
        return []

    monkeypatch.setattr(BesideReader, "compare_look", compare_look)
    assert reader._others(_frame(), print_match("20", 1.5)) == set()
    assert bool(asked) is looks


@pytest.mark.parametrize(
    ("shared", "turned", "same_face", "touching", "are_two"),
    [
        (0.3, 0.26, True, 1.0, True),
        (0.31, 0.26, True, 1.0, False),
        (0.3, 0.25, True, 1.0, False),
        (0.3, 0.26, False, 1.0, False),
        (0.3, 0.0, False, 0.0, True),
        (0.3, 0.0, False, 0.001, False),
    ],
)
def test_how_much_two_notes_of_a_value_may_share(
    shared: float, turned: float, same_face: bool, touching: float, are_two: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    fractions = iter([shared, touching])
    monkeypatch.setattr(beside, "shared_fraction", lambda one, other: next(fractions))
    monkeypatch.setattr(beside, "turn_between", lambda one, other: turned)
    assert is_second_note(_rectangle(0.3, 0.3), _rectangle(0.6, 0.3), same_face=same_face) is are_two


@pytest.mark.parametrize(
    ("value", "shown", "shared", "is_another"),
    [("5", 0.5, 0.3, True), ("5", 0.4375, 0.3, False), ("5", 0.5, 0.3001, False), ("20", 0.5, 0.0, True)],
)
def test_clear_print_beside_a_note_is_another_by_the_very_numbers(
    reader: BesideReader, value: str, shown: float, shared: float, is_another: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "shared_fraction", lambda one, other: shared)
    known = KnownPrint(
        f"USD/{value}", detect_keypoints(scaled_grey(_scan("5_front"))), PrintLimits(0.5, 0.75, 0.1, 0.5)
    )
    found = Compared(known, Match(0, np.zeros((9, 2), np.intp), np.eye(3)), np.zeros(1), 0.0, 0.9, shown, np.eye(3))
    assert reader._is_another(found, print_match("20", 1.0), _rectangle(0.3, 0.3)) is is_another
    assert not reader._is_another(replace(found, agreement=0.7), print_match("20", 1.0), _rectangle(0.3, 0.3))

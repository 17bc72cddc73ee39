"""Notes taught from photos: how the folder is laid out, and that other values' photos are tried."""

from __future__ import annotations

import math
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from app.recognition import teaching_photos
from app.recognition.model import Model
from app.recognition.print_check import PrintReader
from app.recognition.taught_names import TaughtError
from app.recognition.teaching import shot_of
from app.recognition.teaching_photos import SidePhotos, TaughtSide, notes_of, photos_in, sides_of
from app.recognition.templates import TemplateBank
from tests.app.recognition.held import held, scan, table
from tests.app.recognition.small_taught import note
from tests.app.recognition.test_teaching import DAY


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"picture")


def test_folders_of_one_value_and_of_several(tmp_path: Path) -> None:
    put(tmp_path, "front/a.jpg", "front/b.PNG", "front/notes.txt", "back/a.jpg", "20_front/c.jpg", "0.5_back/d.jpg")
    put(tmp_path, "20_old_front/e.jpg", "other/f.jpg")

    one = photos_in(tmp_path, "20")
    several = photos_in(tmp_path, None)

    assert [(side.value, side.face, [path.name for path in side.paths]) for side in one] == [
        ("20", "front", ["a.jpg", "b.PNG"]),
        ("20", "front", ["c.jpg"]),
        ("20", "back", ["a.jpg"]),
    ]
    assert [(side.value, side.face) for side in several] == [("0.5", "back"), ("20", "front")]


@pytest.mark.parametrize("value", ["20", None])
def test_a_folder_without_photos_is_told(tmp_path: Path, value: str | None) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(TaughtError) as raised:
            photos_in(folder, value)
        assert raised.value.code == "taught_no_photos"


def test_each_template_is_surer_than_other_values_pictures_make_it(shipped: Model) -> None:
    bank, weights = shipped.templates, shipped.metadata.print_check
    assert bank is not None
    assert weights is not None
    sides = []
    for value in ("5", "20"):
        shots = [shot_of(*held(scan(value), turn=turn, behind=table(turn))) for turn in (3, 20)]
        sides.append(TaughtSide(value, "front", tuple(shot for shot in shots if shot is not None)))

    notes = notes_of(sides, currency="SEK", name="", bank=bank, reader=PrintReader(bank, weights), day=DAY)

    assert [note.key for note in notes] == ["SEK/5", "SEK/20"]
    assert all(0.6 <= template.least <= 0.97 for note in notes for template in note.pack.templates)


def test_plain_pictures_teach_nothing(shipped: Model) -> None:
    assert shipped.templates is not None
    assert shipped.metadata.print_check is not None
    reader = PrintReader(shipped.templates, shipped.metadata.print_check)
    with pytest.raises(TaughtError) as raised:
        notes_of(
            [TaughtSide("20", "front", ())], currency="SEK", name="", bank=shipped.templates, reader=reader, day=DAY
        )
    assert raised.value.code == "taught_too_plain"


def test_of_a_side_forty_photos_are_looked_at_in_order_of_their_names(tmp_path: Path) -> None:
    put(tmp_path, *(f"20_front/{number:02d}.jpg" for number in range(45)))
    (side,) = photos_in(tmp_path, None)
    assert [path.name for path in side.paths] == [f"{number:02d}.jpg" for number in range(40)]


def test_only_photos_with_print_enough_become_shots(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, object]] = []

    def shot(picture: int, box: object) -> int | None:
        asked.append((picture, box))
        return picture if picture > 1 else None

    monkeypatch.setattr(teaching_photos, "shot_of", shot)
    photos = [SidePhotos("20", "back", (Path("1"), Path("2"), Path("3"))), SidePhotos("5", "front", (Path("1"),))]
    load: Any = lambda path: int(path.name)  # noqa: E731
    box_of: Any = lambda picture: f"box {picture}"  # noqa: E731
    found: list[tuple[object, ...]] = [(each.value, each.face, each.shots) for each in sides_of(photos, load, box_of)]
    assert found == [("20", "back", (2, 3)), ("5", "front", ())]
    assert asked[0] == (1, "box 1")


class Comparing:
    """Stands for the reader: each shot reaches, of each template, what a test says."""

    def __init__(self, logits: dict[tuple[str, int], float]) -> None:
        self.logits = logits

    def use(self, known: object) -> None:
        """Whatever it is."""

    def compare_in_use(self, grey: str, *, thorough: bool) -> list[object]:
        assert thorough
        return [
            SimpleNamespace(match=SimpleNamespace(template=place), logit=logit)
            for (shot, place), logit in self.logits.items()
            if shot == grey
        ]


def _tried(logits: dict[tuple[str, int], float], monkeypatch: pytest.MonkeyPatch) -> dict[str, list[float]]:
    """What each template of two kronor notes, of two templates each, must reach once it was tried."""
    monkeypatch.setattr(teaching_photos, "prints_of_taught", lambda note, _: note.pack.templates)
    notes = [note("SEK", "5", ("front", "back")), note("SEK", "20", ("front", "back"))]
    sides = [TaughtSide(value, "front", (cast(Any, SimpleNamespace(grey=value)),)) for value in ("5", "20")]
    made = teaching_photos._tried(notes, sides, cast(TemplateBank, None), cast(PrintReader, Comparing(logits)))
    return {each.value: [template.least for template in each.pack.templates] for each in made}


def _logit(probability: float) -> float:
    return math.log(probability / (1 - probability))


def test_a_template_asks_for_more_than_other_values_photos_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    # Templates 0 and 1 are of 5, 2 and 3 of 20.
    reached = {("20", 0): _logit(0.9), ("20", 1): _logit(0.5), ("5", 2): _logit(0.92), ("5", 3): _logit(0.9201)}
    assert _tried(reached, monkeypatch) == {"5": [0.95, 0.9], "20": [0.97, 0.97]}
    assert _tried({**reached, ("5", 3): _logit(0.9216)}, monkeypatch) == {"5": [0.95, 0.9], "20": [0.97]}
    assert _tried({**reached, ("5", 2): 9.0, ("5", 3): 9.0}, monkeypatch) == {"5": [0.95, 0.9]}


def test_what_its_own_photos_reach_is_no_reason_to_ask_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _tried({("5", 0): 9.0, ("20", 3): 9.0}, monkeypatch) == {"5": [0.9, 0.9], "20": [0.9, 0.9]}


@pytest.mark.parametrize(("many", "shown"), [(10, range(10)), (79, range(40)), (85, range(0, 80, 2))])
def test_some_photos_of_other_values_are_enough(many: int, shown: range, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[object, list[object]]] = []

    def templates(shots: object, others: list[object]) -> list[object]:
        given.append((shots, others))
        return []

    monkeypatch.setattr(teaching_photos, "templates_of_side", templates)
    own, others = cast(Any, ("own",)), cast(Any, tuple(range(many)))
    sides = [TaughtSide("5", "front", own), TaughtSide("20", "front", others)]
    with pytest.raises(TaughtError):
        notes_of(
            sides,
            currency="SEK",
            name="",
            bank=cast(TemplateBank, None),
            reader=cast(PrintReader, None),
            day=DAY,
        )
    assert given == [(own, list(shown)), (others, ["own"])]

"""A pack made from scans: what it says of itself, what it reads, and that values with one print are not promised."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.recognition.model import DEFAULT_MODEL
from app.recognition.pack_contents import Tier
from app.recognition.pack_shelf import prints_of
from app.recognition.packs import Pack, read_pack, write_pack
from app.recognition.print_check import PrintReader
from app.recognition.templates import TemplateBank
from convert.__main__ import main
from convert.data.dataset import DataError
from convert.data.images import load
from convert.evaluation import packs as evaluating
from convert.export import packs
from convert.export.pack_templates import view_of
from convert.export.packs import Options, reader_of, run, told

SPECIMENS = Path("assets/specimens")
HEAD = "code,everyday,rare,series,withdrawn,year,note\n"


def scans(folder: Path, *notes: tuple[str, str, str]) -> Path:
    """A data folder with specimens: (value whose picture it is, folder's value, face)."""
    for picture, value, face in notes:
        made = folder / "reference" / "XTS" / f"{value}_{face}"
        made.mkdir(parents=True, exist_ok=True)
        shutil.copy(SPECIMENS / f"XTS_{picture}_{face}.png", made / f"{picture}.png")
    (folder / "world.csv").write_text(HEAD + "XTS,5 20,,,,2026,\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def model() -> tuple[TemplateBank, PrintReader]:
    return reader_of(DEFAULT_MODEL)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return scans(
        tmp_path_factory.mktemp("data"),
        ("5", "5", "front"),
        ("5", "5", "back"),
        ("20", "20", "front"),
        ("20", "20", "back"),
    )


@pytest.fixture(scope="module")
def pack(data: Path) -> Pack:
    result = run(Options(data, ("XTS",), data / "packs", world=data / "world.csv", version="1"))
    (made,) = result.made
    assert made.alike == ()
    assert "complete, 2 values, 4 templates" in told(result)
    return read_pack(made.path)


def test_a_pack_says_what_it_holds(pack: Pack, model: tuple[TemplateBank, PrintReader]) -> None:
    assert (pack.currency, pack.version, pack.year, pack.everyday) == ("XTS", "1", 2026, ("5", "20"))
    assert pack.tier is Tier.COMPLETE
    assert pack.projection == model[0].projection
    assert [label.text for label in pack.labels] == [
        f"XTS/{value}/current/{face}" for value in ("5", "20") for face in ("front", "back")
    ]
    (source,) = pack.sources
    assert (source.repository, source.templates) == ("own pictures", 4)
    assert all(0.8 <= template.least < 0.95 for template in pack.templates)


@pytest.mark.parametrize("value", ["5", "20", "100"])
@pytest.mark.parametrize("face", ["front", "back"])
def test_it_reads_its_own_notes_and_no_other(
    pack: Pack, model: tuple[TemplateBank, PrintReader], value: str, face: str
) -> None:
    bank, reader = model
    reader.use(prints_of(pack, bank))
    view = view_of(load(SPECIMENS / f"XTS_{value}_{face}.png", 1280), np.random.default_rng(4))
    match = reader.look(view, None)
    if value == "100":
        assert match is None
    else:
        assert match is not None
        assert (match.value, match.face, match.series) == (value, face, "current")


def test_values_with_one_print_are_refused(tmp_path: Path) -> None:
    data = scans(tmp_path, ("5", "5", "front"), ("5", "20", "front"))
    with pytest.raises(DataError, match="tells none of its values apart: 20, 5"):
        run(Options(data, ("XTS",), tmp_path / "packs", world=data / "world.csv"))
    assert not (tmp_path / "packs").exists()


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    data = scans(tmp_path, ("5", "5", "front"))
    result = run(Options(data, ("XTS",), tmp_path / "packs", world=data / "world.csv"))
    assert result.made[0].pack.tier is Tier.FEW
    assert "no picture of 20" in told(result)
    assert "not both faces of the current design of 5" in told(result)
    assert result.made[0].pack.templates[0].least >= 0.93, "what other values share with it, nobody knows"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--currency", "XTS"], "No usable picture of XTS"),
        (["--currency", "ABC"], "no line for ABC"),
        (["--all"], "No scans"),
    ],
)
def test_what_cannot_be_made_is_one_line(
    tmp_path: Path, arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    data = scans(tmp_path)
    assert main(["pack", "--data", str(data), "--world", str(data / "world.csv"), *arguments]) == 1
    assert reason in capsys.readouterr().err


def test_packs_are_evaluated_by_foreign_pictures_too(pack: Pack, data: Path, tmp_path: Path) -> None:
    shutil.copy(SPECIMENS / "XTS_100_front.png", tmp_path / "foreign.png")
    shutil.copy(SPECIMENS / "XTS_5_front.png", tmp_path / "own.png")
    result = evaluating.run(evaluating.Options(data, data / "packs", foreign=(tmp_path,), world=data / "world.csv"))
    evaluated = result.evaluations["XTS"]
    assert (evaluated.photos, evaluated.foreign_pictures, evaluated.foreign_named) == (0, 2, 1)
    assert evaluated.mistakes == [f"{tmp_path / 'own.png'}: XTS/5"]
    assert result.nothing_pictures == 2
    assert "XTS,complete,5 20,,,," in evaluating.table(result)
    assert "| complete | 1 | 0 | - | - | - | - | 50.00 % (1 of 2) |" in evaluating.summary(result)
    with pytest.raises(DataError, match="No pack of ABC"):
        evaluating.run(evaluating.Options(data, data / "packs", currencies=("ABC",)))


def test_a_value_left_out_stays_silent(pack: Pack, data: Path) -> None:
    result = evaluating.run(evaluating.Options(data, data / "packs", leave_out=("XTS",), world=data / "world.csv"))
    evaluated = result.evaluations["XTS"]
    assert (evaluated.left_out_pictures, evaluated.left_out_named) == (8, 0)


def test_a_pack_of_all_photos_is_judged_by_none(tmp_path: Path) -> None:
    data = scans(tmp_path, ("5", "5", "front"), ("20", "20", "front"))
    photos = data / "photos" / "XTS" / "5"
    photos.mkdir(parents=True)
    for number in range(6):
        shutil.copy(SPECIMENS / "XTS_5_back.png", photos / f"{number}.png")
    judged = []
    for all_photos in (False, True):
        options = Options(data, ("XTS",), data / "packs", world=data / "world.csv", version="1", all_photos=all_photos)
        (made,) = run(options).made
        evaluated = evaluating.run(evaluating.Options(data, data / "packs", world=data / "world.csv"))
        judged.append((made.pack.version, evaluated.evaluations["XTS"].photos > 0))
    assert judged == [("1", True), ("1+all-photos", False)]


def test_limits_alone_are_set_anew(pack: Pack, data: Path, tmp_path: Path) -> None:
    """Of a currency whose 20 has no picture more is asked, its templates and version staying as they are."""
    folder = scans(tmp_path, ("5", "5", "front"), ("5", "5", "back"))
    of_five = [t for t in pack.templates if t.value == "5"]
    write_pack(replace(pack, templates=tuple(of_five)), tmp_path / "packs" / "XTS.notes")
    (made,) = run(Options(folder, ("XTS",), tmp_path / "packs", world=folder / "world.csv", limits_only=True)).made
    anew = read_pack(made.path)
    assert (anew.version, anew.missing) == ("1", ("20",))
    assert [t.least for t in anew.templates] == [0.93, 0.93]
    assert all(t.least < 0.93 for t in of_five)
    assert [t.points.tobytes() for t in anew.templates] == [t.points.tobytes() for t in of_five]


def _fake_parts(monkeypatch: pytest.MonkeyPatch, *, scans_alone: bool) -> None:
    pictures = [SimpleNamespace(is_scan=True), SimpleNamespace(is_scan=scans_alone)]
    for name, stands_in in (
        ("pictures_of", lambda data, currency: pictures),
        ("for_templates", lambda picture: picture.is_scan),
        ("make", lambda pictures, currency, bank, reader, version, find_box: (version, len(pictures))),
        ("write_pack", lambda pack, path: path.write_bytes(b"pack")),
        ("read_world", lambda path: {"AAA": "line", "BBB": "line"}),
        ("reader_of", lambda model: (None, None)),
        ("Model", lambda path, threads: None),
    ):
        monkeypatch.setattr(packs, name, stands_in)


@pytest.mark.parametrize(
    ("of_all", "scans_alone", "version", "pictures"),
    [(True, False, f"1{packs.ALL_PHOTOS}", 2), (True, True, "1", 2), (False, False, "1", 1)],
)
def test_a_pack_says_that_it_is_of_all_photos_where_it_has_any(
    of_all: bool, scans_alone: bool, version: str, pictures: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fake_parts(monkeypatch, scans_alone=scans_alone)
    options = packs.Options(tmp_path, ("AAA",), tmp_path, all_photos=of_all, version="1")
    made: Any
    (made,) = packs.run(options).made
    assert (made.pack, made.alike) == (version, pictures)
    assert 0 <= made.seconds < 60
    assert made.size == 4


@pytest.mark.parametrize(("codes", "is_hidden"), [(("AAA",), True), (("AAA", "BBB"), False)])
def test_how_far_it_is_is_shown_for_several_packs(
    codes: tuple[str, ...], is_hidden: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fake_parts(monkeypatch, scans_alone=True)
    bars: list[bool] = []

    def bar(given: Any, *, desc: str, leave: bool, disable: bool) -> Any:
        bars.append(disable)
        return given

    monkeypatch.setattr(packs, "tqdm", bar)
    assert len(packs.run(packs.Options(tmp_path, codes, tmp_path)).made) == len(codes)
    assert bars == [is_hidden]


@pytest.mark.parametrize(("landmarks", "print_check"), [(None, "fitted"), (b"templates", None), (None, None)])
def test_a_model_whose_templates_were_never_calibrated_makes_no_packs(
    landmarks: bytes | None, print_check: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = SimpleNamespace(landmarks=landmarks, metadata=SimpleNamespace(print_check=print_check))
    monkeypatch.setattr(packs, "read_model", lambda path: file)
    with pytest.raises(DataError, match="no calibrated templates"):
        packs.reader_of(Path("model.tflite"))


def test_a_pack_is_made_of_the_scans_and_photos_that_could_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[list[object]] = []

    def kept(seen: list[object]) -> list[object]:
        given.append(seen)
        return []

    monkeypatch.setattr(packs, "looked_at", lambda pictures, most, find_box=None: [None, *pictures, None])
    monkeypatch.setattr(packs, "scan_templates", lambda scans, reader, bank: kept(scans))
    monkeypatch.setattr(packs, "photo_templates", lambda photos, chosen: kept(photos))
    pictures: Any = [SimpleNamespace(is_scan=True, name="scan"), SimpleNamespace(is_scan=False, name="photo")]
    parts: Any = SimpleNamespace(code="AAA")
    with pytest.raises(DataError, match="shows enough print"):
        packs.make(pictures, parts, parts, parts, "1")
    assert given == [[pictures[0]], [pictures[1]]]
    with pytest.raises(DataError, match="No usable picture"):
        packs.make([], parts, parts, parts, "1")


@pytest.mark.parametrize(("room", "most"), [(2 * 38 * 10, 10), (2 * 38 * 10 - 1, 9), (10**9, packs.KEYPOINTS)])
def test_each_template_has_as_many_keypoints_as_fit_the_size_of_all(
    room: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packs, "_ROOM", room)
    seen = SimpleNamespace(picture=SimpleNamespace(is_scan=True, repository="r", licence="l"))
    for name, stands_in in (
        ("looked_at", lambda pictures, most, find_box=None: list(pictures) and [seen, seen]),
        ("scan_templates", lambda scans, reader, bank: scans),
        ("photo_templates", lambda photos, chosen: photos),
        ("_stored", lambda seen, bank, most: most),
        ("gaps_of", lambda code: ()),
        ("Pack", SimpleNamespace),
        ("_calibrated", lambda pack, pictures, bank, reader, find_box: (pack, ())),
    ):
        monkeypatch.setattr(packs, name, stands_in)
    currency: Any = SimpleNamespace(code="AAA", year=2000, everyday=(), rare=(), withdrawn=())
    bank: Any = SimpleNamespace(length=32, projection=None)
    pictures: Any = [seen.picture]
    pack: Any
    pack, _ = packs.make(pictures, currency, bank, bank, "1")
    assert [*pack.templates] == [most, most]


def test_of_a_scan_a_view_is_compared_as_well_and_a_photo_is_its_note_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, object]] = []

    def note(path: Path, find_box: object) -> Any:
        asked.append((path.name, find_box))
        return np.full((20, 40, 3), 7, np.uint8)

    monkeypatch.setattr(packs, "note_in", note)
    monkeypatch.setattr(packs, "view_of", lambda picture, rng: picture + 1)
    monkeypatch.setattr(packs, "scaled_grey", lambda picture: int(picture[0, 0, 0]))
    reader: Any = SimpleNamespace(compare_in_use=lambda grey, most, thorough: [grey])
    scan, photo = (SimpleNamespace(is_scan=is_scan, path=Path(name)) for is_scan, name in ((True, "s"), (False, "p")))
    pictures: Any = [scan, photo]
    find_box: Any = "finds notes"
    tried: Any = list(packs._tried(pictures, reader, find_box))
    assert tried == [(scan, [7]), (scan, [8]), (photo, [7])]
    assert asked == [("s", None), ("p", "finds notes")]


def test_a_pack_is_told_with_its_size_and_a_failure_ends_the_step_with_one(pack: Pack) -> None:
    made = packs.MadePack(pack, Path("AAA.pack"), 12_345, ("7",), 3.4)
    lines = told(packs.Result((made,), ("BBB: no scans",))).splitlines()
    assert lines[0].endswith("12 kB, 3 s")
    assert lines[-2:] == ["  not told from another value by every face: 7", "BBB: no scans"]
    assert packs._code(packs.Result((made,), ())) == 0
    assert packs._code(packs.Result((made,), ("BBB: no scans",))) == 1

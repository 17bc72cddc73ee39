"""Packs of a folder: those that fit the model can be turned on, and what is damaged stays on the shelf."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.recognition.compared import Compared, best_by_limits
from app.recognition.errors import ModelError
from app.recognition.keypoints import Keypoints, Match
from app.recognition.pack_contents import Tier
from app.recognition.pack_shelf import PackShelf, prints_of
from app.recognition.packs import Pack, write_pack
from app.recognition.templates import KnownPrint, PrintLimits, StoredKeypoints, Template, TemplateBank
from tests.app.recognition.small_pack import small_pack, template


@pytest.fixture(scope="module")
def bank() -> TemplateBank:
    rng = np.random.default_rng(1)
    keypoints = Keypoints(
        rng.integers(0, 300, (40, 2)).astype(np.float32),
        rng.random((40, 128), np.float32),
        rng.random(40, np.float32),
        rng.random(40, np.float32) * 5,
    )
    return TemplateBank([Template("USD/5", keypoints)], 8)


def _pack(bank: TemplateBank, currency: str = "KES") -> Pack:
    return replace(small_pack(), currency=currency, projection=bank.projection)


def test_what_fits_the_model_can_be_turned_on(
    tmp_path: Path, bank: TemplateBank, caplog: pytest.LogCaptureFixture
) -> None:
    for code in ("KES", "USD"):
        write_pack(_pack(bank, code), tmp_path / f"{code}.notes")
    write_pack(small_pack(), tmp_path / "KES.notes.old")
    write_pack(replace(small_pack(), currency="UGX"), tmp_path / "UGX.notes")
    (tmp_path / "TZS.notes").write_bytes(b"nothing")
    shelf = PackShelf(bank.projection, known={"USD"}, folder=tmp_path)
    assert shelf.currencies == ("KES",)
    assert shelf.tiers == {"KES": Tier.FEW}
    assert [label.text for label in shelf.labels] == ["KES/50/old/front", "KES/1000/withdrawn/front"]
    assert shelf.values == ("KES/50", "KES/1000")
    assert "pack_misfit" in caplog.text
    assert "pack_damaged" in caplog.text


def test_a_pack_of_a_code_that_a_person_named_is_left_on_the_shelf(tmp_path: Path, bank: TemplateBank) -> None:
    write_pack(_pack(bank, "QMA"), tmp_path / "QMA.notes")
    assert PackShelf(bank.projection, folder=tmp_path).currencies == ()


def test_print_of_another_length_is_never_compared(
    tmp_path: Path, bank: TemplateBank, caplog: pytest.LogCaptureFixture
) -> None:
    # Its projection is the model's own, as whoever makes a file by hand can write.
    pack = _pack(bank)
    templates = tuple(replace(each, descriptors=each.descriptors[:, :7]) for each in pack.templates)
    write_pack(replace(pack, templates=templates), tmp_path / "KES.notes")
    shelf = PackShelf(bank.projection, folder=tmp_path)
    assert shelf.known({"KES"}, bank) == []
    assert "pack_misfit" in caplog.text


def test_a_pack_with_a_damaged_template_is_offered_and_reads_nothing(
    tmp_path: Path, bank: TemplateBank, caplog: pytest.LogCaptureFixture
) -> None:
    for code in ("KES", "UGX"):
        write_pack(_pack(bank, code), tmp_path / f"{code}.notes")
    content = bytearray((tmp_path / "KES.notes").read_bytes())
    content[-100] ^= 1
    (tmp_path / "KES.notes").write_bytes(content)
    shelf = PackShelf(bank.projection, folder=tmp_path)
    assert shelf.currencies == ("KES", "UGX")
    assert not caplog.text
    assert {known.value for known in shelf.known({"KES", "UGX"}, bank)} == {"UGX/50", "UGX/1000"}
    assert "pack_damaged" in caplog.text
    with pytest.raises(ModelError, match="pack_damaged"):
        shelf.pack("KES")


def test_templates_are_read_of_what_is_turned_on_alone(tmp_path: Path, bank: TemplateBank) -> None:
    for code in ("KES", "UGX"):
        write_pack(_pack(bank, code), tmp_path / f"{code}.notes")
    shelf = PackShelf(bank.projection, folder=tmp_path)
    assert len(shelf.labels) == 4
    (tmp_path / "UGX.notes").unlink()
    assert {known.value for known in shelf.known({"KES"}, bank)} == {"KES/50", "KES/1000"}


def test_a_model_without_templates_has_an_empty_shelf(tmp_path: Path, bank: TemplateBank) -> None:
    write_pack(_pack(bank), tmp_path / "KES.notes")
    assert PackShelf.of(None, (), tmp_path).currencies == ()
    assert PackShelf.of(bank, (), tmp_path).currencies == ("KES",)
    assert PackShelf.of(bank, (), None).currencies == ()


def test_prints_have_the_packs_own_thresholds(tmp_path: Path, bank: TemplateBank) -> None:
    made = replace(template("50", "old", ""), least=0.9)
    write_pack(replace(_pack(bank), templates=(made,)), tmp_path / "KES.notes")
    shelf = PackShelf(bank.projection, folder=tmp_path)
    assert shelf.known({"USD"}, bank) == []
    (known,) = shelf.known({"USD", "KES"}, bank)
    assert (known.value, known.face, known.series) == ("KES/50", None, "old")
    assert known.limits is not None
    assert (known.limits.weak, known.limits.margin, known.limits.shown) == (0.9, 0.03, 0.4)
    assert known.limits.clear == pytest.approx(0.95)
    assert prints_of(shelf.pack("KES"), bank, without=["50"]) == []


def test_keypoints_come_back_as_they_were_stored(bank: TemplateBank) -> None:
    pack = small_pack()
    t = pack.templates[0]
    stored = StoredKeypoints(t.points, t.descriptors, t.angles, t.octaves)
    again = bank.stored(bank.restored(stored))
    for name in ("points", "descriptors", "angles", "octaves"):
        np.testing.assert_array_equal(getattr(again, name), getattr(stored, name))


def _compared(value: str, agreement: float, shown: float = 1.0) -> Compared:
    known = KnownPrint(value, Keypoints.none(), PrintLimits(0.85, 0.9, 0.03, 0.4))
    match = Match(0, np.zeros((9, 2), np.intp), np.eye(3))
    return Compared(known, match, np.zeros(1), 0.0, agreement, shown, np.eye(3))


@pytest.mark.parametrize(
    ("compared", "named"),
    [
        ([], None),
        ([("KES/50", 0.86)], "KES/50"),
        ([("KES/50", 0.84)], None),
        ([("KES/100", 0.89), ("KES/50", 0.93)], "KES/50"),
        ([("KES/100", 0.91), ("KES/50", 0.93)], None),
        ([("KES/50", 0.91), ("KES/50", 0.93)], "KES/50"),
    ],
)
def test_a_value_is_seen_by_its_own_limits_and_not_beside_another(
    compared: list[tuple[str, float]], named: str | None
) -> None:
    best = best_by_limits([_compared(value, agreement) for value, agreement in compared])
    assert (None if best is None else best.value) == named


def test_a_numeral_alone_names_nothing() -> None:
    assert best_by_limits([_compared("KES/50", 0.95, shown=0.3)]) is None

"""Packs of currencies: written and read alike, told by tier, and refused where anything in them does not hold."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.recognition import packs
from app.recognition.errors import ModelError
from app.recognition.pack_contents import Tier
from app.recognition.packs import MOST_BYTES, Pack, PackTemplate, packs_in, read_contents, read_pack, write_pack
from tests.app.recognition.small_pack import small_pack, template


def test_a_pack_comes_back_as_it_was_written(tmp_path: Path) -> None:
    pack = small_pack()
    write_pack(pack, tmp_path / "KES.notes")
    again = read_pack(tmp_path / "KES.notes")
    assert again.to_bytes() == pack.to_bytes()
    for name in (
        "currency",
        "version",
        "year",
        "everyday",
        "rare",
        "withdrawn",
        "gaps",
        "projection",
        "thresholds",
        "sources",
    ):
        assert getattr(again, name) == getattr(pack, name)
    for ours, theirs in zip(again.templates, pack.templates, strict=True):
        for name in ("value", "series", "face", "least"):
            assert getattr(ours, name) == getattr(theirs, name)
        for name in ("points", "descriptors", "angles", "octaves"):
            np.testing.assert_array_equal(getattr(ours, name), getattr(theirs, name))
    assert [path.name for path in tmp_path.iterdir()] == ["KES.notes"]


def test_which_keypoints_are_a_templates_own_comes_back() -> None:
    plain = template("50", "old", "front")
    own = np.arange(len(plain)) % 2
    pack = replace(small_pack(), templates=(replace(plain, own=own.astype(np.uint8)), template("100", "old", "front")))
    again = Pack.from_bytes(pack.to_bytes())
    assert [list(each.own) for each in again.templates if each.own is not None] == [list(own), [1] * 12]
    assert again.to_bytes() == pack.to_bytes()
    assert all(each.own is None for each in Pack.from_bytes(small_pack().to_bytes()).templates)


@pytest.mark.parametrize("own", [0, 2])
def test_a_template_without_a_keypoint_of_its_own_is_refused(own: int) -> None:
    plain = template("50", "old", "front")
    pack = replace(small_pack(), templates=(replace(plain, own=np.full(len(plain), own, np.uint8)),))
    with pytest.raises(ModelError, match="pack_damaged"):
        Pack.from_bytes(pack.to_bytes())


def _with(*templates: PackTemplate) -> Pack:
    return replace(small_pack(), everyday=("50", "100"), templates=templates)


@pytest.mark.parametrize(
    ("faces", "tier", "missing", "one_face_only"),
    [
        (["50 current front", "50 current back", "100 current front", "100 current back"], Tier.COMPLETE, (), ()),
        (["50 current front", "50 old back", "100 current front", "100 current back"], Tier.PARTIAL, (), ("50",)),
        (["50 old front", "50 old back", "100 current front", "100 current back"], Tier.PARTIAL, (), ("50",)),
        (["50 current front", "100 current front", "100 current back"], Tier.PARTIAL, (), ("50",)),
        (["50 current ", "100 current front"], Tier.PARTIAL, (), ("50", "100")),
        (["50 current front", "50 current back"], Tier.FEW, ("100",), ()),
        (["50 current front", "100 withdrawn front", "100 withdrawn back"], Tier.FEW, ("100",), ("50",)),
        (["1000 withdrawn front", "1000 withdrawn back"], Tier.FEW, ("50", "100"), ()),
    ],
)
def test_what_is_known_of_everyday_values_makes_the_tier(
    faces: list[str], tier: Tier, missing: tuple[str, ...], one_face_only: tuple[str, ...]
) -> None:
    pack = _with(*(template(value, series, face) for value, series, face in (each.split(" ") for each in faces)))
    assert pack.tier is tier
    assert pack.missing == missing
    assert pack.one_face_only == one_face_only


def test_a_design_without_picture_keeps_a_pack_from_being_complete() -> None:
    faces = [(value, face) for value in ("50", "100") for face in ("front", "back")]
    pack = _with(*(template(value, "current", face) for value, face in faces))
    assert pack.tier is Tier.COMPLETE
    assert replace(pack, gaps=("50",)).tier is Tier.PARTIAL


def test_money_that_is_withdrawn_altogether_is_never_complete() -> None:
    pack = replace(_with(template("25", "withdrawn", "front"), template("25", "withdrawn", "back")), everyday=())
    assert pack.tier is Tier.FEW


def test_labels_are_by_value_and_each_once() -> None:
    pack = _with(
        template("100", "old", "back"),
        template("50", "current", ""),
        template("100", "old", "front"),
        template("100", "old", "back"),
    )
    assert [label.text for label in pack.labels] == ["KES/50/current/front", "KES/100/old/front", "KES/100/old/back"]
    assert pack.values == ("50", "100")


def _one_bit_changed(content: bytes) -> bytes:
    """One of a template's descriptors is another: all fields still fit, and only the checksum can tell."""
    at = len(content) - 100
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("pack_damaged", b""),
        ("pack_damaged", b"noteworthy notes 1\n"),
        ("pack_damaged", b"noteworthy notes 2\n"),
        ("pack_newer", b"noteworthy notes 3\nwho knows"),
        ("pack_damaged", small_pack().to_bytes()[:-1]),
        ("pack_damaged", small_pack().to_bytes() + b"\0"),
        ("pack_damaged", bytes(MOST_BYTES + 1)),
        ("pack_damaged", _one_bit_changed(small_pack().to_bytes())),
    ],
)
def test_what_is_no_pack_is_refused(tmp_path: Path, code: str, content: bytes) -> None:
    (tmp_path / "KES.notes").write_bytes(content)
    with pytest.raises(ModelError) as error:
        read_pack(tmp_path / "KES.notes")
    assert error.value.code == code
    assert error.value.parameters["path"] == str(tmp_path / "KES.notes")


@pytest.mark.parametrize("wrong", ["50 new front", "50 old side", "five old front", "-5 old front"])
def test_a_template_of_no_known_kind_is_refused(wrong: str) -> None:
    value, series, face = wrong.split()
    made = replace(small_pack(), templates=(template(value, series, face),))
    with pytest.raises(ModelError):
        Pack.from_bytes(made.to_bytes())


def test_what_a_pack_knows_is_read_without_its_templates(tmp_path: Path) -> None:
    for pack in (small_pack(), _with(replace(template("50", "current", "back"), own=np.ones(12, np.uint8)))):
        write_pack(pack, tmp_path / "KES.notes")
        contents = read_contents(tmp_path / "KES.notes")
        assert contents == pack.contents
        assert (contents.labels, contents.values, contents.tier) == (pack.labels, pack.values, pack.tier)
        assert (contents.missing, contents.one_face_only) == (pack.missing, pack.one_face_only)
    (tmp_path / "KES.notes").write_bytes(_one_bit_changed(small_pack().to_bytes()))
    assert read_contents(tmp_path / "KES.notes") == small_pack().contents


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("pack_damaged", b""),
        ("pack_damaged", b"noteworthy notes 1\n"),
        ("pack_newer", b"noteworthy notes 3\nwho knows"),
        ("pack_damaged", small_pack().to_bytes()[:-1]),
        ("pack_damaged", small_pack().to_bytes() + b"\0"),
        ("pack_damaged", bytes(MOST_BYTES + 1)),
        ("pack_damaged", small_pack().to_bytes().replace(b'"everyday":', b'"everynow":')),
        ("pack_damaged", small_pack().to_bytes().replace(b'"value":"50"', b'"value":"-5"')),
        ("pack_damaged", _with(*(template(f"{n + 1}", "old", "", 2000) for n in range(12))).to_bytes()),
    ],
    ids=["empty", "begun", "later", "cut", "longer", "other", "other field", "no value", "too large"],
)
def test_what_plainly_is_no_pack_has_no_contents(tmp_path: Path, code: str, content: bytes) -> None:
    (tmp_path / "KES.notes").write_bytes(content)
    with pytest.raises(ModelError) as error:
        read_contents(tmp_path / "KES.notes")
    assert error.value.code == code
    assert error.value.parameters["path"] == str(tmp_path / "KES.notes")


@pytest.mark.parametrize("read", [read_pack, read_contents])
def test_a_pack_under_another_currencys_name_is_refused(tmp_path: Path, read: Callable[[Path], object]) -> None:
    (tmp_path / "UGX.notes").write_bytes(small_pack().to_bytes())
    with pytest.raises(ModelError, match="pack_damaged"):
        read(tmp_path / "UGX.notes")
    with pytest.raises(ModelError, match="pack_missing"):
        read(tmp_path / "TZS.notes")
    with pytest.raises(ModelError, match="pack_missing"):
        read(tmp_path)


def test_packs_are_found_by_their_names_alone(tmp_path: Path) -> None:
    for name in ("UGX.notes", "KES.notes", "kes.notes", "KES.txt", ".KES.notes.new"):
        (tmp_path / name).touch()
    assert packs_in(tmp_path) == {"KES": tmp_path / "KES.notes", "UGX": tmp_path / "UGX.notes"}
    assert packs_in(tmp_path / "none") == {}


@pytest.mark.parametrize(("more", "is_taken"), [(0, True), (-1, False)])
def test_a_pack_of_just_the_most_bytes_is_taken(
    more: int, is_taken: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "KES.notes"
    write_pack(small_pack(), path)
    monkeypatch.setattr(packs, "MOST_BYTES", path.stat().st_size + more)
    for read in (read_pack, read_contents):
        if is_taken:
            assert read(path).everyday == small_pack().everyday
        else:
            with pytest.raises(ModelError, match="pack_damaged"):
                read(path)


def _fails_to_open(monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    def opens(self: Path, *_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", opens)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO])
def test_why_a_pack_cannot_be_read_is_told(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "KES.notes"
    write_pack(small_pack(), path)
    _fails_to_open(monkeypatch, OSError(number, "no"))
    for read in (read_pack, read_contents):
        with pytest.raises(ModelError) as error:
            read(path)
        assert (error.value.code, error.value.parameters["errno"]) == ("pack_unreadable", number)

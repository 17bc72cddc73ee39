"""Taught notes in a file, at the numbers where one is still taken, and documents that somebody wrote by hand."""

from __future__ import annotations

import errno
import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.recognition import taught_file
from app.recognition.keypoints import Keypoints
from app.recognition.taught_file import TaughtNote, TaughtThresholds, from_bytes, read_notes, to_bytes, write_notes
from app.recognition.taught_names import TaughtError
from app.recognition.templates import TaughtPrint, Template, TemplateBank
from tests.app.recognition.small_taught import club, kronor

FIRST = b"noteworthy taught 1\n"


def _sealed(content: bytes) -> bytes:
    return content + hashlib.blake2b(content, digest_size=16).digest()


def _by_hand(document: Any, packs: bytes = b"") -> bytes:
    """A file whose document somebody wrote, sealed as it should be."""
    head = json.dumps(document).encode()
    return _sealed(FIRST + len(head).to_bytes(4, "little") + head + packs)


def _is_taken(content: bytes) -> bool:
    try:
        from_bytes(content)
    except TaughtError:
        return False
    return True


def _entry(note: TaughtNote, **changes: Any) -> dict[str, Any]:
    entry = {
        "name": note.name,
        "bytes": len(note.pack.to_bytes()),
        "thresholds": {"agrees": note.thresholds.agrees, "sure": note.thresholds.sure},
    }
    return {**entry, **changes}


def test_a_document_written_by_hand_is_taken_when_it_is_as_ours_are() -> None:
    pack = kronor().pack.to_bytes()
    assert _by_hand({"notes": [_entry(kronor())]}, pack).startswith(FIRST)
    assert _is_taken(_by_hand({"notes": [_entry(kronor())]}, pack))
    two = _by_hand({"notes": [_entry(kronor()), _entry(club())]}, pack + club().pack.to_bytes())
    assert [note.key for note in from_bytes(two)] == ["SEK/20", "QMA/5"]


@pytest.mark.parametrize(
    "document",
    [
        [],
        {},
        {"notes": {}},
        {"notes": []},
        {"notes": [_entry(kronor())], "more": 1},
        {"notes": ["SEK"]},
        {"notes": [{**_entry(kronor()), "more": 1}]},
        {"notes": [{"name": "", "bytes": 5}]},
        {"notes": [_entry(kronor(), bytes=True)]},
        {"notes": [_entry(kronor(), bytes=0)]},
        {"notes": [_entry(kronor(), bytes=-5)]},
        {"notes": [_entry(kronor(), bytes=250_001)]},
        {"notes": [_entry(kronor(), bytes="5")]},
        {"notes": [_entry(kronor(), name=None)]},
        {"notes": [_entry(kronor(), thresholds=[0.9, 0.97])]},
        {"notes": [_entry(kronor(), thresholds={"agrees": 0.9})]},
        {"notes": [_entry(kronor(), thresholds={"agrees": True, "sure": 0.97})]},
        {"notes": [_entry(kronor(), thresholds={"agrees": "0.9", "sure": 0.97})]},
        {"notes": [_entry(kronor(), thresholds={"agrees": 0.9, "sure": 1.01})]},
    ],
)
def test_a_document_with_other_fields_or_kinds_is_refused(document: Any) -> None:
    assert not _is_taken(_by_hand(document, kronor().pack.to_bytes()))


def test_there_is_nothing_before_between_or_after_the_packs() -> None:
    pack, entry = kronor().pack.to_bytes(), _entry(kronor())
    assert not _is_taken(_by_hand({"notes": [entry]}, pack + b"x"))
    assert not _is_taken(_by_hand({"notes": [entry]}, pack[:-1]))
    assert not _is_taken(_by_hand({"notes": [entry, entry]}, pack))
    assert _is_taken(_by_hand({"notes": [entry, entry]}, pack + pack))
    for lacking in (FIRST, FIRST + b"\0\0", FIRST + b"\0\0\0\0", b""):
        assert not _is_taken(_sealed(lacking))
    assert not _is_taken(b"x" + to_bytes([kronor()]))


@pytest.mark.parametrize(("most", "taken"), [(2, True), (1, False)])
def test_so_many_notes_lie_in_a_file(most: int, taken: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taught_file, "MOST_NOTES", most)
    assert _is_taken(to_bytes([kronor(), club()])) is taken


@pytest.mark.parametrize(("room", "taken"), [(0, True), (-1, False)])
@pytest.mark.parametrize("what", ["_MOST_FILE_BYTES", "_MOST_HEAD_BYTES"])
def test_a_file_and_its_document_are_so_long(
    what: str, room: int, taken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = to_bytes([kronor()])
    head = int.from_bytes(content[len(FIRST) : len(FIRST) + 4], "little")
    monkeypatch.setattr(taught_file, what, room + (head if what == "_MOST_HEAD_BYTES" else len(content)))
    assert _is_taken(content) is taken


def _with(note: TaughtNote, **changes: Any) -> TaughtNote:
    return replace(note, pack=replace(note.pack, **changes))


def _least(least: float) -> TaughtNote:
    return _with(kronor(), templates=tuple(replace(each, least=least) for each in kronor().pack.templates))


def _thresholds(agrees: float, sure: float) -> TaughtNote:
    return replace(kronor(), thresholds=TaughtThresholds(agrees, sure))


@pytest.mark.parametrize(
    ("note", "taken"),
    [
        (_least(0.6), True),
        (_least(0.59), False),
        (_thresholds(0.5, 0.9), True),
        (_thresholds(0.49, 0.9), False),
        (_thresholds(0.5, 0.89), False),
        (_thresholds(1.0, 1.0), True),
        (_thresholds(0, 0.9), False),
    ],
)
def test_a_note_that_asks_for_too_little_was_not_taught(note: TaughtNote, taken: bool) -> None:
    assert _is_taken(to_bytes([note])) is taken


def test_a_note_has_no_more_templates_and_keypoints_than_are_taught(monkeypatch: pytest.MonkeyPatch) -> None:
    many = len(kronor().pack.templates)
    longest = max(len(template) for template in kronor().pack.templates)
    for name, most in (("_MOST_TEMPLATES", many), ("_MOST_KEYPOINTS", longest)):
        with monkeypatch.context() as patched:
            patched.setattr(taught_file, name, most)
            assert _is_taken(to_bytes([kronor()]))
            patched.setattr(taught_file, name, most - 1)
            assert not _is_taken(to_bytes([kronor()]))


@pytest.mark.parametrize(
    ("note", "taken"),
    [
        (club(), True),
        (replace(club(), name=""), False),
        (replace(kronor(), name="Kronor"), False),
        (replace(club(), name=" Club chips"), False),
        (_with(kronor(), everyday=("20.0",)), False),
        (_with(kronor(), everyday=()), False),
        (kronor().valued("020"), False),
        (_with(kronor(), templates=(replace(kronor().pack.templates[0], value="50"),)), False),
        (_with(kronor(), templates=(replace(kronor().pack.templates[0], face="edge"),)), False),
    ],
)
def test_names_codes_values_and_sides_belong_together(note: TaughtNote, taken: bool) -> None:
    try:
        content = to_bytes([note])
    except (ValueError, KeyError, TypeError):
        assert not taken, "it cannot even be written"
        return
    assert _is_taken(content) is taken


def test_a_later_version_is_told_as_such_and_what_only_looks_like_one_as_damaged() -> None:
    for line, code in (
        (b"noteworthy taught 4\n", "taught_newer"),
        (b"noteworthy taught 999999\n", "taught_newer"),
        (b"noteworthy taught 1234567\n", "taught_damaged"),
        (b"noteworthy taught x\n", "taught_damaged"),
        (b" noteworthy taught 3\n", "taught_damaged"),
    ):
        with pytest.raises(TaughtError) as raised:
            from_bytes(_sealed(line))
        assert raised.value.code == code


def test_a_note_is_the_same_by_its_name_or_its_currency_and_its_value() -> None:
    assert kronor().identity == "SEK/20"
    assert club().identity == "club chips/5"
    assert club().called("CLUB CHIPS", "QMB").identity == club().identity
    renamed = club().called("Casino", "QMC")
    assert (renamed.currency, renamed.name, renamed.key) == ("QMC", "Casino", "QMC/5")
    assert [label.currency for label in renamed.labels] == ["QMC"] * len(renamed.labels)


def test_a_note_fits_the_templates_that_it_was_made_beside() -> None:
    note = kronor()
    length = note.pack.templates[0].descriptors.shape[1]
    rng = np.random.default_rng(1)
    keypoints = Keypoints(
        rng.uniform(0, 99, (60, 2)).astype(np.float32),
        rng.normal(size=(60, 128)).astype(np.float32),
        np.zeros(60, np.float32),
        np.ones(60, np.float32),
    )
    bank = TemplateBank([Template("USD/5", keypoints)], length)
    assert not note.fits(bank)
    assert _with(note, projection=bank.projection).fits(bank)
    other = TemplateBank([Template("USD/5", keypoints)], length - 1)
    assert not _with(note, projection=other.projection).fits(other)
    dense = TaughtPrint("front", bank.stored(keypoints.of(np.arange(9))))
    assert not replace(_with(note, projection=bank.projection), dense=(dense,)).fits(bank)


def test_joined_sides_keep_the_other_ones_and_take_the_newer_thresholds() -> None:
    front = kronor(("front",))
    back = replace(kronor(("back",), seed=2), thresholds=TaughtThresholds(0.6, 0.95))
    both = front.joined(back)
    assert both.thresholds == back.thresholds
    assert [each.face for each in both.pack.templates] == [
        *[each.face for each in front.pack.templates],
        *[each.face for each in back.pack.templates],
    ]
    again = both.joined(kronor(("front",), seed=3))
    assert len(again.pack.templates) == len(both.pack.templates)
    assert again.faces == both.faces == ("front", "back")


def test_what_cannot_be_read_or_written_is_told_with_its_path(tmp_path: Path) -> None:
    for act in (lambda path: read_notes(path), lambda path: write_notes([kronor()], path)):
        with pytest.raises(TaughtError) as raised:
            act(Path("a\0b"))
        assert raised.value.code in ("taught_damaged", "taught_not_written")
    in_the_way = tmp_path / "file"
    in_the_way.write_text("x")
    with pytest.raises(TaughtError) as raised:
        write_notes([kronor()], in_the_way / "notes.taught")
    assert raised.value.code == "taught_not_written"
    assert raised.value.parameters["errno"] != 0


@pytest.mark.parametrize(("room", "is_read"), [(0, True), (-1, False)])
def test_no_more_of_a_file_is_read_than_it_may_hold(
    room: int, is_read: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.taught"
    write_notes([kronor()], path)
    monkeypatch.setattr(taught_file, "_MOST_FILE_BYTES", path.stat().st_size + room)
    if is_read:
        assert len(read_notes(path)) == 1
    else:
        with pytest.raises(TaughtError):
            read_notes(path)


def _fails_to_open(monkeypatch: pytest.MonkeyPatch, error: OSError) -> None:
    def opens(self: Path, *_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", opens)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO])
def test_why_taught_notes_cannot_be_read_is_told(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.taught"
    write_notes([kronor()], path)
    _fails_to_open(monkeypatch, OSError(number, "no"))
    with pytest.raises(TaughtError) as error:
        read_notes(path)
    assert (error.value.code, error.value.parameters["errno"]) == ("taught_unreadable", number)


@pytest.mark.parametrize(("error", "number"), [(OSError(errno.ENOSPC, "full"), errno.ENOSPC), (ValueError("no"), 22)])
def test_why_taught_notes_cannot_be_written_is_told(
    error: Exception, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(path: Path, content: bytes) -> None:
        raise error

    monkeypatch.setattr(taught_file, "write_whole", write)
    with pytest.raises(TaughtError) as raised:
        write_notes([kronor()], tmp_path / "a.taught")
    assert (raised.value.code, raised.value.parameters["errno"]) == ("taught_not_written", number)

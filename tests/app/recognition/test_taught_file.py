"""Taught notes in a file: what is written is read again, and what somebody else made is refused with one clear word."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.recognition.side_tokens import SideTokens
from app.recognition.taught_file import (
    TaughtNote,
    TaughtSide,
    TaughtThresholds,
    from_bytes,
    read_notes,
    to_bytes,
    write_notes,
)
from app.recognition.taught_names import TaughtError
from tests.app.recognition.small_taught import club, kronor


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "some" / "notes.taught"

    write_notes([kronor(), club()], path)
    again = read_notes(path)

    assert [(note.name, note.key, note.faces) for note in again] == [
        ("", "SEK/20", ("front", "back")),
        ("Club chips", "QMA/5", ("front",)),
    ]
    assert [note.thresholds for note in again] == [kronor().thresholds, club().thresholds]
    assert to_bytes(again) == path.read_bytes()
    assert [each.name for each in path.parent.iterdir()] == ["notes.taught"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "notes.taught"
    before = os.umask(0)
    try:
        write_notes([kronor()], path)
    finally:
        os.umask(before)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "notes.taught"
    write_notes([kronor()], path)

    def full(handle: int) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(TaughtError) as raised:
        write_notes([club()], path)

    assert (raised.value.code, raised.value.parameters["errno"]) == ("taught_not_written", 28)
    assert [note.key for note in read_notes(path)] == ["SEK/20"]
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "taught_damaged"),
        (b"not one of ours", "taught_damaged"),
        (b"noteworthy taught 4\nmore", "taught_newer"),
        (b"noteworthy notes 1\n", "taught_damaged"),
        (to_bytes([kronor()])[:-1], "taught_damaged"),
        (to_bytes([kronor()]) + b"x", "taught_damaged"),
    ],
)
def test_what_is_none_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(TaughtError) as raised:
        from_bytes(content, "x.taught")
    assert (raised.value.code, raised.value.parameters["path"]) == (code, "x.taught")


def _with_least(least: float) -> TaughtNote:
    templates = tuple(replace(each, least=least) for each in kronor().pack.templates)
    return replace(kronor(), pack=replace(kronor().pack, templates=templates))


@pytest.mark.parametrize(
    "note",
    [
        replace(kronor(), name="Club chips"),
        replace(club(), name=""),
        replace(club(), name="line\nbreak"),
        replace(club(), name="20"),
        replace(club(), thresholds=TaughtThresholds(agrees=0.72, sure=1.01)),
        replace(kronor(), pack=replace(kronor().pack, everyday=("20", "50"))),
        replace(kronor(), pack=replace(kronor().pack, everyday=("50",))),
        replace(club(), thresholds=TaughtThresholds(agrees=0.4, sure=0.97)),
        replace(club(), thresholds=TaughtThresholds(agrees=0.72, sure=0.8)),
        _with_least(0.5),
        replace(kronor(), pack=replace(kronor().pack, templates=kronor().pack.templates * 17)),
    ],
)
def test_what_does_not_hold_together_is_refused(note: TaughtNote) -> None:
    with pytest.raises(TaughtError) as raised:
        from_bytes(to_bytes([note]))
    assert raised.value.code == "taught_damaged"


def test_a_missing_file_is_told_with_its_reason(tmp_path: Path) -> None:
    with pytest.raises(TaughtError) as raised:
        read_notes(tmp_path / "none.taught")
    assert raised.value.code == "taught_unreadable"
    with pytest.raises(TaughtError) as raised:
        read_notes(tmp_path)
    assert raised.value.code == "taught_damaged"


def test_sides_are_joined_and_replaced() -> None:
    front = kronor(("front",))
    both = front.joined(kronor(("back",), seed=2))

    assert both.faces == ("front", "back")
    assert both.joined(kronor(("front",), seed=3)).faces == ("front", "back")
    assert both.valued("50").key == "SEK/50"
    assert {template.value for template in both.valued("50").pack.templates} == {"50"}


def _side(face: str, step: float = 0.5) -> TaughtSide:
    tokens = np.arange(98 * 64, dtype=np.int64).reshape(98, 64) % 251 - 125
    return TaughtSide(face, SideTokens("0123456789abcdef", tokens.astype(np.int8), step))


def test_numbers_of_sides_are_read_again_as_a_file_of_the_second_kind() -> None:
    with_two = replace(kronor(), sides=(_side("front"), _side("back", 0.25)))

    content = to_bytes([with_two, club()])
    again, other = from_bytes(content)

    assert content.startswith(b"noteworthy taught 2\n")
    assert to_bytes([kronor()]).startswith(b"noteworthy taught 1\n")
    assert [(side.face, side.tokens.step) for side in again.sides] == [("front", 0.5), ("back", 0.25)]
    assert all(np.array_equal(side.tokens.tokens, _side("front").tokens.tokens) for side in again.sides)
    assert other.sides == ()
    assert to_bytes([again, other]) == content


@pytest.mark.parametrize(
    "side",
    [
        _side("middle"),
        replace(_side("front"), tokens=replace(_side("front").tokens, network="../etc")),
        _side("front", 0.0),
        _side("front", 1e9),
        _side("front", float("nan")),
    ],
)
def test_sides_that_are_none_are_refused(side: TaughtSide) -> None:
    with pytest.raises(TaughtError) as raised:
        from_bytes(to_bytes([replace(kronor(), sides=(side,))]))
    assert raised.value.code == "taught_damaged"


def test_more_sides_than_a_note_has_are_refused() -> None:
    assert len(from_bytes(to_bytes([replace(kronor(), sides=(_side("front"),) * 32)]))[0].sides) == 32
    with pytest.raises(TaughtError):
        from_bytes(to_bytes([replace(kronor(), sides=(_side("front"),) * 33)]))


def test_a_side_that_is_taught_anew_takes_the_place_of_its_pictures() -> None:
    before = replace(kronor(), sides=(_side("front"), _side("back")))
    now = replace(kronor(("front",)), sides=(_side("front", 0.125),))

    assert [(side.face, side.tokens.step) for side in before.joined(now).sides] == [("back", 0.5), ("front", 0.125)]

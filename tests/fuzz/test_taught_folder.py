"""A folder of taught notes, whatever files lie in it and whatever is done: after a start all is as it was left."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from app.recognition.taught import TaughtNotes
from app.recognition.taught_file import TaughtNote, write_notes
from app.recognition.taught_names import use_names
from app.recognition.templates import TemplateBank
from tests.app.recognition.small_taught import club, kronor
from tests.fuzz.running import fuzzed

BANK = cast(TemplateBank, SimpleNamespace(projection="0123456789abcdef", length=8, restored=lambda stored: stored))
NAMES, VALUES = ("Club", "CLUB", "Casino"), ("5", "10")
NOTES = st.one_of(
    st.builds(club, st.sampled_from(VALUES), st.sampled_from(NAMES), st.sampled_from(["QMA", "QMB"])),
    st.builds(lambda value, seed: kronor(("front",), seed).valued(value), st.sampled_from(VALUES), st.integers(1, 3)),
)
FILES = st.lists(st.lists(NOTES, min_size=1, max_size=4), max_size=4)
STEPS = st.lists(st.tuples(st.sampled_from(["put", "remove", "rename", "take in"]), NOTES, NOTES), max_size=5)


def _kept(notes: TaughtNotes) -> dict[str, bytes]:
    """What each note is, by its name and value; the code of a name is another one after a start."""
    return {each.identity: replace(each.pack, currency="AAA").to_bytes() for each in notes.notes}


def _here(notes: TaughtNotes, note: TaughtNote) -> TaughtNote:
    return note.called(note.name, notes.code_for(note.name)) if note.name else note


def _do(notes: TaughtNotes, what: str, note: TaughtNote, other: TaughtNote) -> None:
    note, other = _here(notes, note), _here(notes, other)
    if what == "put":
        notes.put(note)
    elif what == "remove":
        notes.remove(note.key)
    elif what == "take in":
        notes.take_in([note, other])
    elif notes.get(note.key) is not None and notes.get(other.key) is None:
        notes.rename(note.key, other)


@fuzzed
@given(files=FILES, steps=STEPS)
def test_nothing_is_lost_and_nothing_comes_back(
    files: list[list[TaughtNote]], steps: list[tuple[str, TaughtNote, TaughtNote]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for number, held in enumerate(files):
            write_notes(held, Path(folder) / f"{number}.taught")
        notes = TaughtNotes(BANK, Path(folder))
        assert notes.troubles == []
        for what, note, other in steps:
            before = _kept(notes)
            _do(notes, what, note, other)
            touched = {note.identity, other.identity}
            # What was asked for changes nothing else, in memory or in the folder.
            assert {k: v for k, v in _kept(notes).items() if k not in touched} == {
                k: v for k, v in before.items() if k not in touched
            }
            assert _kept(TaughtNotes(BANK, Path(folder))) == _kept(notes)
    use_names({})

"""Files of taught notes: damage is noticed wherever it is; what is made by hand, its checksum right, holds together or
is refused.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.feedback.troubles import trouble_sentence
from app.recognition.taught_file import TaughtNote, from_bytes, to_bytes
from app.recognition.taught_names import TaughtError, clean_name, is_own
from tests.app.recognition.small_taught import club, kronor
from tests.app.recognition.test_taught_dense_file import dense
from tests.fuzz.running import attempt, damaged, fuzzed, json_values, kept

PARSER = "taught_file"
_FIRST, _LENGTH, _CHECKSUM = b"noteworthy taught 1\n", 4, 16
_CONTENT = to_bytes([kronor(), club()])


def _sealed(body: bytes) -> bytes:
    return body + hashlib.blake2b(body, digest_size=_CHECKSUM).digest()


def _parts(content: bytes) -> tuple[dict[str, object], bytes]:
    start = len(_FIRST) + _LENGTH
    end = start + int.from_bytes(content[len(_FIRST) : start], "little")
    return json.loads(content[start:end]), content[end:-_CHECKSUM]


def _made(document: object, packs: bytes) -> bytes:
    head = json.dumps(document).encode()
    return _sealed(_FIRST + len(head).to_bytes(_LENGTH, "little") + head + packs)


def _one_line(error: TaughtError) -> None:
    assert "\n" not in trouble_sentence(error.code, error.parameters)


def _read(content: bytes) -> list[TaughtNote] | None:
    try:
        notes = from_bytes(content, "x.taught")
    except TaughtError as error:
        _one_line(error)
        return None
    for note in notes:
        assert note.name == "" or clean_name(note.name) == note.name
        assert bool(note.name) == is_own(note.currency)
        assert {template.value for template in note.pack.templates} == {note.value}
        assert note.faces
    return notes


@fuzzed
@given(content=st.binary(max_size=300) | damaged(_CONTENT))
def test_damage_anywhere_is_noticed(content: bytes) -> None:
    def check(each: bytes) -> None:
        assert _read(each) is None or each == _CONTENT

    attempt(PARSER, check, content)


@fuzzed
@given(name=st.text(max_size=60), size=json_values, extra=json_values, cut=st.integers(0, 400))
def test_what_was_made_by_hand_holds_together_or_is_refused(name: str, size: object, extra: object, cut: int) -> None:
    document, packs = _parts(_CONTENT)
    notes = document["notes"]
    assert isinstance(notes, list)
    for changed in (
        {"notes": [{**notes[1], "name": name}]},
        {"notes": [{**notes[0], "bytes": size}]},
        {"notes": extra},
        {"notes": notes, "more": extra},
        extra,
    ):
        attempt(PARSER, _read, _made(changed, packs[cut:]))
        attempt(PARSER, _read, _made(changed, packs))


@fuzzed
@given(found=json_values, cut=st.integers(0, 2000))
def test_dense_prints_that_were_made_by_hand_are_as_they_are_kept_or_refused(found: object, cut: int) -> None:
    content = to_bytes([replace(kronor(), dense=(dense(),))])
    document, parts = _parts(content)
    notes = document["notes"]
    assert isinstance(notes, list)
    for changed in (found, [found], [{**notes[0]["dense"][0], "keypoints": found}], notes[0]["dense"]):
        attempt(PARSER, _read, _made({"notes": [{**notes[0], "dense": changed}]}, parts[:cut]))
        attempt(PARSER, _read, _made({"notes": [{**notes[0], "dense": changed}]}, parts))


@fuzzed
@given(content=damaged(_parts(_CONTENT)[1]))
def test_a_damaged_pack_within_is_noticed(content: bytes) -> None:
    document, packs = _parts(_CONTENT)

    def check(each: bytes) -> None:
        assert _read(_made(document, each)) is None or each == packs

    attempt(PARSER, check, content)


def test_what_was_found_before() -> None:
    for each in kept(PARSER):
        _read(each)

"""Packs of currencies: damage is noticed wherever it is; what is made by hand, its checksum right, holds together or
is refused.
"""

from __future__ import annotations

import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st

from app.feedback.troubles import trouble_sentence
from app.recognition.errors import ModelError
from app.recognition.packs import MOST_BYTES, Pack
from tests.app.recognition.small_pack import small_pack
from tests.fuzz.running import attempt, damaged, fuzzed, json_values, kept

PARSER = "pack_file"
_FIRST, _LENGTH, _CHECKSUM = b"noteworthy notes 1\n", 4, 16


def _sealed(body: bytes) -> bytes:
    return body + hashlib.blake2b(body, digest_size=_CHECKSUM).digest()


def _parts(content: bytes) -> tuple[dict[str, object], bytes]:
    start = len(_FIRST) + _LENGTH
    end = start + int.from_bytes(content[len(_FIRST) : start], "little")
    return json.loads(content[start:end]), content[end:-_CHECKSUM]


def _made(document: object, arrays: bytes) -> bytes:
    head = json.dumps(document).encode()
    return _sealed(_FIRST + len(head).to_bytes(_LENGTH, "little") + head + arrays)


def _one_line(error: ModelError) -> None:
    assert "\n" not in trouble_sentence(error.code, error.parameters)


def _read(content: bytes) -> Pack | None:
    try:
        pack = Pack.from_bytes(content, "KES.notes")
    except ModelError as error:
        _one_line(error)
        return None
    for template in pack.templates:
        assert len(template.points) == len(template.descriptors) == len(template.angles) == len(template.octaves) > 0
        assert template.descriptors.shape[1] == pack.templates[0].descriptors.shape[1]
    assert set(pack.values) == {label.value for label in pack.labels}
    assert set(pack.missing) <= set(pack.everyday)
    assert len(pack.to_bytes()) <= 2 * MOST_BYTES
    return pack


@fuzzed
@given(content=st.binary(max_size=300) | damaged(small_pack().to_bytes()))
def test_damage_anywhere_is_noticed(content: bytes) -> None:
    def check(each: bytes) -> None:
        assert _read(each) is None or each == small_pack().to_bytes()

    attempt(PARSER, check, content)


@fuzzed
@given(content=damaged(small_pack().to_bytes()[:-_CHECKSUM]))
def test_what_was_made_by_hand_holds_together_or_is_refused(content: bytes) -> None:
    attempt(PARSER, _read, _sealed(content))


@fuzzed
@given(data=st.data())
def test_fields_of_any_kind(data: st.DataObject) -> None:
    document, arrays = _parts(small_pack().to_bytes())
    name = data.draw(st.sampled_from((*document, "another")))
    document[name] = data.draw(
        json_values | st.sampled_from(([1, 10**9], "0", -1, 1e308, ["5", "1"], [{"value": "5"}], {"clear": 1}))
    )
    attempt(PARSER, _read, _made(document, arrays))


@fuzzed
@given(document=json_values)
def test_documents_of_any_shape(document: object) -> None:
    attempt(PARSER, _read, _made(document, b""))


def test_what_failed_once() -> None:
    for content in kept(PARSER):
        _read(content)

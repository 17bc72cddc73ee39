"""Model files: damage is noticed wherever it is, and what is made by hand, with a right checksum, holds together or is
refused. The network itself is LiteRT's to check; here it is always whole, or damaged under a checksum that tells.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.feedback.troubles import codes, trouble_sentence
from app.recognition.agreement import FEATURES, AgreementWeights
from app.recognition.dense import DensePrints
from app.recognition.dense_check import DenseCheck
from app.recognition.errors import ModelError
from app.recognition.instances import InstanceReader
from app.recognition.keypoints import Keypoints, detect_keypoints, scaled_grey
from app.recognition.labels import (
    LANDMARKS_NAME,
    METADATA_NAME,
    ModelMetadata,
    read_model,
    strip_metadata,
    write_metadata,
)
from app.recognition.look import LookedFor, look_at
from app.recognition.model import DEFAULT_MODEL, Model
from app.recognition.print_check import PrintReader
from app.recognition.scoring import Scorer
from app.recognition.seal import seal
from app.recognition.templates import Template, TemplateBank
from tests.app.recognition.tiny_model import COLOUR, SIZE, build, metadata
from tests.fuzz.running import attempt, damaged, fuzzed, json_values, kept

FILE, DOCUMENT, LANDMARKS, ARCHIVE = "model_file", "model_metadata", "model_landmarks", "model_archive"
DENSE = "model_dense"


@cache
def _network() -> bytes:
    return build([COLOUR])


@cache
def _landmarks() -> bytes:
    rng = np.random.default_rng(1)

    def keypoints(count: int) -> Keypoints:
        descriptors = rng.random((count, 128), np.float32)
        points = (rng.random((count, 2)) * 300).astype(np.float32)
        return Keypoints(points, descriptors, rng.random(count, np.float32), rng.random(count, np.float32) * 5)

    return TemplateBank([Template("RED/5", keypoints(20)), Template("BLU/10", keypoints(30))], 8).to_bytes()


@cache
def _scene() -> NDArray[np.uint8]:
    rng = np.random.default_rng(3)
    return np.asarray(cv2.resize(rng.integers(0, 256, (24, 40, 3), np.uint8), (320, 192), interpolation=2), np.uint8)


@cache
def _dense() -> bytes:
    """Sides that are in the scene, so that they are compared with it place by place."""
    bank = TemplateBank.from_bytes(_landmarks())
    found = detect_keypoints(scaled_grey(_scene()), 120)
    side = replace(found, descriptors=bank.shortened(found.descriptors))
    shared = np.zeros((2, len(side)), bool)
    shared[0, :40] = True
    other = Template("BLU/10", side.of(np.arange(30)), shared=shared[:1, :30])
    return bank.holding([Template("RED/5", side, "front", shared=shared), other]).to_bytes()


@cache
def _weights() -> AgreementWeights:
    return AgreementWeights((1.0,) * len(FEATURES), 0.0, 0.9, 0.5, 2.0, 5)


@cache
def _whole() -> bytes:
    return write_metadata(_network(), metadata(), _landmarks())


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("model") / "model.tflite"


def _one_line(error: ModelError) -> None:
    words = trouble_sentence(error.code, error.parameters)
    assert words.count("\n") == 0
    assert error.code in codes()


def _is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(ModelError) as error:
        read_model(path)
    _one_line(error.value)


@fuzzed
@given(data=st.data())
def test_damage_anywhere_is_noticed(path: Path, data: st.DataObject) -> None:
    content = data.draw(st.binary(max_size=300) | damaged(_whole()))
    if content != _whole():
        attempt(FILE, lambda each: _is_refused(path, each), content)


def test_damage_in_the_shipped_model_is_noticed(path: Path) -> None:
    """Single bytes and blocks, sixty of them; scripts/fuzz.py has more of the small model's."""
    content = DEFAULT_MODEL.read_bytes()
    rng = np.random.default_rng(18)
    for place in rng.integers(0, len(content) - 65_536, 60).tolist():
        length = int(rng.choice([1, 1, 512, 4096, 65_536]))
        part = rng.bytes(length) if length == 1 or rng.random() < 0.5 else bytes(length)
        changed = content[:place] + part + content[place + length :]
        if changed != content:
            _is_refused(path, changed)


def _used(path: Path, content: bytes) -> None:
    """What is read can be used: a picture gives scores that are numbers."""
    path.write_bytes(content)
    try:
        model = Model(path, threads=1)
    except ModelError as error:
        _one_line(error)
        return
    picture = np.random.default_rng(2).integers(60, 256, (SIZE, SIZE, 3), dtype=np.uint8)
    output = model.run(picture)
    scores = Scorer(model.metadata).score(output.logits, [each.currency for each in model.metadata.labels])
    assert all(0 <= score.score <= 1 for score in scores.values)
    assert 0 <= scores.unknown <= 1


def _with_document(text: str) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as z:
        z.writestr(METADATA_NAME, text.encode("utf-8", "surrogatepass"))
        z.writestr(LANDMARKS_NAME, _landmarks())
    return seal(_network() + archive.getvalue())


def test_what_is_made_by_hand_and_right_is_used(path: Path) -> None:
    path.write_bytes(_with_document(metadata().to_json()))
    assert read_model(path).metadata == metadata()
    _used(path, path.read_bytes())


_FIELDS: Sequence[str] = sorted({*json.loads(metadata().to_json()), "more"})


@st.composite
def _documents(draw: st.DrawFn) -> str:
    """The metadata with some of its values, anywhere in it, replaced or left out."""
    document: dict[str, Any] = json.loads(metadata(turns=(0, 1)).to_json())
    for name in draw(st.lists(st.sampled_from(_FIELDS), min_size=1, max_size=2, unique=True)):
        how = draw(st.sampled_from(("replace", "leave out", "inside")))
        if how == "leave out":
            document.pop(name, None)
        elif how == "inside" and isinstance(document.get(name), (list, dict)) and document[name]:
            inner = document[name]
            keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
            key = draw(st.sampled_from(keys))
            if isinstance(inner[key], dict) and draw(st.booleans()):
                inner[key][draw(st.sampled_from(sorted(inner[key])))] = draw(json_values)
            else:
                inner[key] = draw(json_values)
        else:
            document[name] = draw(json_values)
    return json.dumps(document)


@fuzzed
@given(text=_documents() | st.text(max_size=60) | json_values.map(json.dumps))
def test_metadata_of_any_shape(path: Path, text: str) -> None:
    attempt(DOCUMENT, lambda each: _used(path, _with_document(each.decode("utf-8", "surrogatepass"))), text.encode())


@fuzzed
@given(data=st.data())
def test_archives_that_are_damaged_under_a_right_checksum(path: Path, data: st.DataObject) -> None:
    plain, whole = _network(), _whole()
    archive = data.draw(damaged(whole[len(plain) : -51 - 2]))

    def check(content: bytes) -> None:
        try:
            sealed = seal(plain + content + b"\0\0")
        except ModelError:
            # It has lost its end: then it is refused as it is, and nothing would be tried.
            _is_refused(path, plain + content)
            return
        _used(path, sealed)

    attempt(ARCHIVE, check, archive)


def _bank(content: bytes) -> None:
    try:
        bank = TemplateBank.from_bytes(content)
    except ModelError as error:
        _one_line(error)
        return
    picture = np.random.default_rng(3).integers(0, 256, (60, 90, 3), dtype=np.uint8)
    match = PrintReader(bank, _weights()).read(picture, None, {value.partition("/")[0] for value in bank.values})
    assert match is None or 0 <= match.agreement <= 1


@fuzzed
@given(data=st.data())
def test_landmarks_that_are_damaged(data: st.DataObject) -> None:
    attempt(LANDMARKS, _bank, data.draw(st.binary(max_size=200) | damaged(_landmarks())))


_KINDS = st.sampled_from(("?", "u1", "i1", "u2", ">u2", "i8", "u8", "f2", "f4", ">f4", "f8", "c16", "S4", "U4"))


@st.composite
def _arrays(draw: st.DrawFn, original: bytes) -> bytes:
    """A bank with an array of another kind, shape or content, as NumPy or somebody by hand writes them."""
    with np.load(io.BytesIO(original)) as raw:
        parts: dict[str, NDArray[Any]] = dict(raw)
    for name in draw(st.lists(st.sampled_from(sorted(parts)), min_size=1, max_size=2, unique=True)):
        part = parts[name]
        how = draw(st.sampled_from(("kind", "shape", "content", "leave out", "order")))
        if how == "kind" and part.dtype.kind != "U":
            with np.errstate(all="ignore"):
                part = part.astype(draw(_KINDS))
        elif how == "shape":
            part = part[: draw(st.integers(0, 3))] if part.ndim and draw(st.booleans()) else part[None]
        elif how == "content" and part.dtype.kind != "U" and part.size:
            part = part.copy()
            with np.errstate(all="ignore"):
                numbers = np.array(draw(st.sampled_from((0.0, -1.0, 1e30, np.nan, np.inf, 255.0, 65535.0))))
                part.flat[draw(st.integers(0, part.size - 1))] = numbers.astype(part.dtype)
        elif how == "order":
            part = np.asfortranarray(part)
        parts[name] = part
        if how == "leave out":
            del parts[name]
    out = io.BytesIO()
    np.savez(out, **parts)  # type: ignore[arg-type]
    return out.getvalue()


_HEADERS = st.one_of(
    st.text("{}()[]:,'0123456789-LTrueFals descr<uhp\n", max_size=60),
    st.tuples(
        st.sampled_from(("<u2", "|O", "<f8", "|V8", "<U9999999", "<M8[ns]", "|i1")),
        st.booleans(),
        st.sampled_from(("()", "(1,)", "(10**9,)", "(1000000000000, 2)", "(-1, 2)", "(2, 3, 4, 5)", "('a',)", "7")),
    ).map(lambda three: f"{{'descr': '{three[0]}', 'fortran_order': {three[1]}, 'shape': {three[2]}, }}\n"),
)


@st.composite
def _headers(draw: st.DrawFn, original: bytes) -> bytes:
    """A bank with the header of one array written by hand."""
    name, header = draw(st.sampled_from(("values", "places", "descriptors", "step"))), draw(_HEADERS).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(original)) as whole, zipfile.ZipFile(out, "w") as archive:
        for part in whole.namelist():
            content = whole.read(part)
            if part == f"{name}.npy":
                version = draw(st.sampled_from((b"\x01\x00", b"\x02\x00", b"\x03\x00", b"\x09\x09")))
                length = len(header).to_bytes(2 if version == b"\x01\x00" else 4, "little")
                content = b"\x93NUMPY" + version + length + header + draw(st.binary(max_size=40))
            archive.writestr(part, content)
    return out.getvalue()


@fuzzed
@given(content=_arrays(_landmarks()) | _headers(_landmarks()))
def test_landmarks_made_by_hand(content: bytes) -> None:
    attempt(LANDMARKS, _bank, content)


def _sides(content: bytes) -> int:
    """How many of them were looked for, one after the other and all together."""
    bank = TemplateBank.from_bytes(_landmarks())
    try:
        dense = DensePrints(content, bank)
    except ModelError as error:
        _one_line(error)
        return 0
    look = look_at(_scene(), None, LookedFor(0.1, 80_000), bank.shortened)
    for currency in ("RED", "BLU", "XTS"):
        match = DenseCheck(dense).told([look], currency, 0.0)
        assert match is None or 0 <= match.agreement <= 1
    reading = InstanceReader(bank, _weights(), dense=dense).read(_scene(), ["RED", "BLU"])
    assert all(0 <= note.agreement <= 1 for note in reading.notes)
    return sum(len(dense.known(currency)) for currency in ("RED", "BLU"))


def test_dense_prints_of_the_small_model_are_looked_for() -> None:
    assert _sides(_dense()) == 2


@fuzzed
@given(content=st.binary(max_size=200) | damaged(_dense()) | _arrays(_dense()) | _headers(_dense()))
def test_dense_prints_that_are_damaged_or_made_by_hand(content: bytes) -> None:
    attempt(DENSE, _sides, content)


@pytest.mark.parametrize("part", ["landmarks", "dense"])
def test_damage_of_a_part_under_a_right_checksum_is_told_when_the_model_is_loaded(path: Path, part: str) -> None:
    parts = {"landmarks": _landmarks(), "dense": _dense()}
    path.write_bytes(write_metadata(_network(), metadata(), **parts))
    model = Model(path, threads=1)
    assert (model.templates is None, model.dense is None) == (False, False)
    middle = len(parts[part]) // 2
    parts[part] = parts[part][:middle] + b"damaged" + parts[part][middle + 7 :]
    path.write_bytes(write_metadata(_network(), metadata(), **parts))
    with pytest.raises(ModelError) as error:
        Model(path, threads=1)
    _one_line(error.value)


@pytest.mark.parametrize("content", kept(FILE))
def test_files_that_failed_once(path: Path, content: bytes) -> None:
    _is_refused(path, content)


@pytest.mark.parametrize("content", kept(DOCUMENT))
def test_metadata_that_failed_once(path: Path, content: bytes) -> None:
    _used(path, _with_document(content.decode("utf-8", "surrogatepass")))


@pytest.mark.parametrize("content", kept(DENSE))
def test_dense_prints_that_failed_once(content: bytes) -> None:
    _sides(content)


@pytest.mark.parametrize("content", kept(LANDMARKS))
def test_landmarks_that_failed_once(content: bytes) -> None:
    _bank(content)


def test_the_network_of_the_small_model_is_what_is_under_the_metadata() -> None:
    assert strip_metadata(_whole()) == _network()
    assert ModelMetadata.from_json(metadata().to_json()) == metadata()

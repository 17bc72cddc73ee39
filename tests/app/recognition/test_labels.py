"""Labels and the metadata inside a model file: what is written is read back, and nothing damaged is believed."""

from __future__ import annotations

import io
import json
import os
import random
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.recognition.agreement import FEATURES, AgreementWeights
from app.recognition.errors import ModelError
from app.recognition.labels import (
    FORMAT,
    LABELS_NAME,
    METADATA_NAME,
    ModelMetadata,
    NoteLabel,
    read_landmarks,
    read_metadata,
    read_model,
    strip_metadata,
    write_metadata,
)
from app.recognition.rules import Lightening, ViewRules
from app.recognition.seal import seal
from tests.app.recognition.tiny_model import metadata

GOLDEN = """\
unknown
EUR/0.5/current/front
EUR/0.5/old/back
USD/20/current/front
"""

_NOTES = st.builds(
    NoteLabel,
    currency=st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3),
    value=st.sampled_from(["0.5", "1", "20", "100000"]),
    series=st.sampled_from(["current", "old"]),
    face=st.sampled_from(["front", "back"]),
)
_SHARES = st.floats(0, 1)


@st.composite
def _metadata(draw: st.DrawFn) -> ModelMetadata:
    notes = draw(st.lists(_NOTES, min_size=1, max_size=12, unique=True))
    place = draw(st.integers(0, len(notes)))
    names = sorted({f"{note.currency}/{note.value}" for note in notes})
    return ModelMetadata(
        version=draw(st.text(max_size=20)),
        input_size=draw(st.integers(1, 1024)),
        pad_value=draw(st.integers(0, 255)),
        temperature=draw(st.floats(0.01, 100)),
        disabled_weight=draw(_SHARES),
        labels=(*notes[:place], NoteLabel.unknown(), *notes[place:]),
        thresholds={name: draw(_SHARES) for name in names},
        views=ViewRules(draw(_SHARES), draw(_SHARES), Lightening(draw(_SHARES), draw(_SHARES), draw(st.floats(1, 10)))),
        evidence={name: draw(st.floats(-100, 100)) for name in draw(st.lists(st.text(max_size=9), max_size=3))},
        experimental=tuple(sorted({note.currency for note in notes if draw(st.booleans())})),
        normalisation=(draw(st.floats(-10, 10)), draw(st.floats(-10, 10))),
        turns=(0, *draw(st.lists(st.integers(0, 3), max_size=3))),
    )


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("labels") / "model.tflite"


def _with_document(path: Path, text: str | bytes, name: str = METADATA_NAME) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, text)
    return path


def _document(**changes: Any) -> str:
    return json.dumps({**json.loads(metadata().to_json()), **changes})


_VIEWS = json.loads(metadata().to_json())["views"]


def _one_line(error: pytest.ExceptionInfo[ModelError]) -> str:
    message = str(error.value)
    assert message
    assert "\n" not in message
    return message


def test_label_says_whether_it_is_a_note_and_its_line() -> None:
    note = NoteLabel("USD", "20", "old", "back")
    assert (note.is_unknown, note.text) == (False, "USD/20/old/back")
    assert (NoteLabel.unknown().is_unknown, NoteLabel.unknown().text) == (True, "unknown")


@given(_metadata())
def test_document_read_back_is_what_was_written(written: ModelMetadata) -> None:
    assert ModelMetadata.from_json(written.to_json()) == written


@given(_metadata(), st.binary(max_size=200))
def test_model_file_keeps_its_network_and_gives_its_metadata_back(
    file: Path, written: ModelMetadata, plain: bytes
) -> None:
    content = write_metadata(plain, written)
    file.write_bytes(content)
    assert content.startswith(plain)
    assert strip_metadata(content) == plain
    assert read_metadata(file) == written


def test_metadata_written_again_replaces_the_first(file: Path) -> None:
    once = write_metadata(b"network", metadata(version="1"))
    twice = write_metadata(once, metadata(version="2"))
    file.write_bytes(twice)
    assert read_metadata(file).version == "2"
    assert twice == write_metadata(b"network", metadata(version="2"))


def test_landmarks_travel_with_the_metadata_and_stay_when_it_is_replaced(file: Path) -> None:
    file.write_bytes(write_metadata(b"network", metadata(version="1")))
    assert read_landmarks(file) is None
    file.write_bytes(write_metadata(b"network", metadata(version="1"), b"spots"))
    assert read_landmarks(file) == b"spots"
    file.write_bytes(write_metadata(file.read_bytes(), metadata(version="2")))
    assert (read_landmarks(file), read_metadata(file).version) == (b"spots", "2")
    file.write_bytes(write_metadata(file.read_bytes(), metadata(version="2"), b"other"))
    assert read_landmarks(file) == b"other"
    assert strip_metadata(file.read_bytes()) == b"network"


def test_dense_prints_stay_when_metadata_or_landmarks_are_replaced(file: Path) -> None:
    file.write_bytes(write_metadata(b"network", metadata(version="1"), b"spots"))
    assert read_model(file).dense is None
    file.write_bytes(write_metadata(file.read_bytes(), metadata(version="2"), dense=b"many keypoints"))
    file.write_bytes(write_metadata(file.read_bytes(), metadata(version="3"), b"other"))
    read = read_model(file)
    assert (read.landmarks, read.dense, read.metadata.version) == (b"other", b"many keypoints", "3")


def test_labels_are_in_the_file_as_lines_that_any_unzip_shows() -> None:
    labels = (
        NoteLabel.unknown(),
        NoteLabel("EUR", "0.5", "current", "front"),
        NoteLabel("EUR", "0.5", "old", "back"),
        NoteLabel("USD", "20", "current", "front"),
    )
    content = write_metadata(b"network", metadata(labels=labels, thresholds={"EUR/0.5": 0.5, "USD/20": 0.5}))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == [METADATA_NAME, LABELS_NAME]
        assert archive.read(LABELS_NAME).decode() == GOLDEN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "3",
        "[]",
        '"words"',
        _document(format=FORMAT - 1),
        _document(format=FORMAT + 1),
        _document(labels=[]),
        _document(labels=["USD/20"]),
        _document(labels=json.loads(_document())["labels"][1:]),
        _document(labels=json.loads(_document())["labels"] + json.loads(_document())["labels"][:1]),
        _document(thresholds={"RED/5": 0.8}),
        _document(thresholds=["RED/5", "BLU/10"]),
        _document(thresholds={"RED/5": 0.8, "BLU/10": 1.5}),
        _document(thresholds={"RED/5": 0.8, "BLU/10": float("nan")}),
        _document(thresholds={"RED/5": 0.8, "BLU/10": "high"}),
        _document(temperature=0),
        _document(temperature=-1),
        _document(temperature=float("nan")),
        _document(temperature="warm"),
        _document(disabled_weight=-0.1),
        _document(pad_value=256),
        _document(normalisation=[1]),
        _document(turns=[]),
        _document(turns=[1]),
        _document(turns=[0, 4]),
        _document(turns=[0, "2"]),
        _document(more="than known"),
        _document(temperature=float("inf")),
        _document(temperature=True),
        _document(temperature=10**400),
        _document(disabled_weight=float("nan")),
        _document(pad_value=1.5),
        _document(pad_value=True),
        _document(normalisation=[float("nan"), 0]),
        _document(normalisation=["1", 0]),
        _document(normalisation=None),
        _document(input_size=0),
        _document(input_size=10**9),
        _document(input_size="224"),
        _document(version=None),
        _document(version="\ud800"),
        _document(experimental="USD"),
        _document(experimental=[1]),
        _document(labels=json.loads(_document())["labels"] * 2),
        _document(labels=[{**label, "value": "five"} for label in json.loads(_document())["labels"]]),
        _document(labels=[{**label, "series": 3} for label in json.loads(_document())["labels"]]),
        _document(labels=[{**label, "more": ""} for label in json.loads(_document())["labels"]]),
        _document(labels=json.loads(_document())["labels"] * 10_000),
        _document(turns=[0] * 100_000),
        _document(turns=[0, True]),
        _document(turns=[False]),
        _document(turns=5),
        _document(format=None),
        _document(format="1"),
        "[" * 100_000,
        '{"format": ' + "1" * 5000 + "}",
        *(
            json.dumps({k: v for k, v in json.loads(_document()).items() if k != lacking})
            for lacking in ("input_size", "views", "evidence")
        ),
        _document(views=None),
        _document(views={**_VIEWS, "nothing": 1.1}),
        _document(views={**_VIEWS, "margin": -0.1}),
        _document(views={**_VIEWS, "margin": True}),
        _document(views={**_VIEWS, "more": 1}),
        _document(views={**_VIEWS, "light": 0.25}),
        _document(views={**_VIEWS, "light": {**_VIEWS["light"], "dark_below": 2}}),
        _document(views={**_VIEWS, "light": {**_VIEWS["light"], "lightened_to": "much"}}),
        _document(views={**_VIEWS, "light": {**_VIEWS["light"], "most_gain": 0.5}}),
        _document(views={k: v for k, v in _VIEWS.items() if k != "light"}),
        _document(evidence=[0.3]),
        _document(evidence={"min_margin": "high"}),
        _document(evidence={"min_margin": float("nan")}),
    ],
)
def test_document_that_does_not_hold_together_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(ModelError) as error:
        ModelMetadata.from_json(text)
    _one_line(error)


def test_older_document_without_turns_means_one_view() -> None:
    document = json.loads(metadata().to_json())
    del document["turns"]
    assert ModelMetadata.from_json(json.dumps(document)).turns == (0,)


@pytest.mark.parametrize("lacking", ["views", "evidence"])
def test_a_document_that_does_not_say_what_it_was_calibrated_with_is_refused_by_the_field(lacking: str) -> None:
    document = json.loads(metadata().to_json())
    del document[lacking]
    with pytest.raises(ModelError) as error:
        ModelMetadata.from_json(json.dumps(document))
    assert (error.value.code, error.value.parameters["field"]) == ("model_metadata", lacking)


def test_newer_format_asks_for_a_newer_app() -> None:
    with pytest.raises(ModelError, match="model_newer"):
        ModelMetadata.from_json(_document(format=FORMAT + 1))


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as error:
        read_metadata(tmp_path / "nowhere.tflite")
    assert "nowhere.tflite" in _one_line(error)
    assert error.value.code == "model_missing"


def test_folder_and_random_bytes_and_other_archives_are_refused(tmp_path: Path) -> None:
    (tmp_path / "random").write_bytes(random.Random(1).randbytes(5000))
    (tmp_path / "empty").write_bytes(b"")
    other = _with_document(tmp_path / "other.zip", "{}", name="something.json")
    wrong_bytes = _with_document(tmp_path / "bytes.zip", b"\xff\xfe{}")
    for path in (tmp_path, tmp_path / "random", tmp_path / "empty", other, wrong_bytes):
        with pytest.raises(ModelError) as error:
            read_metadata(path)
        assert str(path) in _one_line(error)


@given(st.data())
def test_a_change_of_any_bytes_is_refused(file: Path, data: st.DataObject) -> None:
    content = bytearray(write_metadata(b"network" * 20, metadata(), b"landmarks"))
    changes = data.draw(st.dictionaries(st.integers(0, len(content) - 1), st.integers(1, 255), min_size=1, max_size=4))
    for place, change in changes.items():
        content[place] ^= change
    file.write_bytes(bytes(content))
    with pytest.raises(ModelError) as error:
        read_metadata(file)
    _one_line(error)


def test_every_byte_of_a_file_is_under_its_checksum(file: Path) -> None:
    content = write_metadata(b"network" * 20, metadata(), b"landmarks")
    for place in range(len(content)):
        file.write_bytes(content[:place] + bytes([content[place] ^ 0x20]) + content[place + 1 :])
        with pytest.raises(ModelError):
            read_metadata(file)


@given(data=st.data())
def test_a_file_with_bytes_moved_left_out_or_put_in_is_refused(file: Path, data: st.DataObject) -> None:
    content = write_metadata(b"network" * 20, metadata(), b"landmarks")
    first, second = sorted(data.draw(st.lists(st.integers(0, len(content)), min_size=2, max_size=2, unique=True)))
    for changed in (
        content[first:] + content[:first],
        content[:first] + content[second:],
        content[:first] + bytes(second - first) + content[second:],
        content[:second] + content[first:],
    ):
        if changed != content:
            file.write_bytes(changed)
            with pytest.raises(ModelError):
                read_metadata(file)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_a_fifo_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "model.tflite")
    with pytest.raises(ModelError):
        read_metadata(tmp_path / "model.tflite")


def test_parts_of_a_size_that_nobody_writes_are_not_unpacked(file: Path) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(METADATA_NAME, b" " * 5_000_000)
    assert len(archive.getvalue()) < 10_000
    file.write_bytes(seal(b"network" + archive.getvalue()))
    with pytest.raises(ModelError, match="model_damaged"):
        read_metadata(file)


@given(st.integers(0, 10_000))
def test_file_cut_off_anywhere_is_refused(file: Path, length: int) -> None:
    content = write_metadata(b"network" * 20, metadata())
    file.write_bytes(content[: length % len(content)])
    with pytest.raises(ModelError):
        read_metadata(file)


def test_a_document_from_before_faint_print_has_none() -> None:
    weights = AgreementWeights((0.0,) * len(FEATURES), 0.0, 0.9, 0.5, 2.0, 20, faint=0.2)
    raw = json.loads(replace(metadata(), print_check=weights).to_json())
    assert ModelMetadata.from_json(json.dumps(raw)).print_check == weights
    del raw["print_check"]["faint"]
    assert ModelMetadata.from_json(json.dumps(raw)).print_check == replace(weights, faint=1.0)
    for wrong in (-0.1, 1.1, "0.2", None):
        raw["print_check"]["faint"] = wrong
        with pytest.raises(ModelError):
            ModelMetadata.from_json(json.dumps(raw))

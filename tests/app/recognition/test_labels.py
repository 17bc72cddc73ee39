"""Labels and the metadata inside a model file: what is written is read back, and nothing damaged is believed."""

from __future__ import annotations

import io
import json
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.recognition.errors import ModelError
from app.recognition.labels import (
    LABELS_NAME,
    METADATA_NAME,
    ModelMetadata,
    NoteLabel,
    read_landmarks,
    read_metadata,
    strip_metadata,
    write_metadata,
)
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
        _document(format=2),
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
        json.dumps({k: v for k, v in json.loads(_document()).items() if k != "input_size"}),
    ],
)
def test_document_that_does_not_hold_together_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(ModelError) as error:
        ModelMetadata.from_json(text)
    _one_line(error)


def test_older_document_without_looks_means_one() -> None:
    document = json.loads(metadata().to_json())
    del document["turns"]
    assert ModelMetadata.from_json(json.dumps(document)).turns == (0,)


def test_newer_format_asks_for_a_newer_app() -> None:
    with pytest.raises(ModelError, match="update Noteworthy"):
        ModelMetadata.from_json(_document(format=2))


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as error:
        read_metadata(tmp_path / "nowhere.tflite")
    assert "nowhere.tflite" in _one_line(error)
    assert "--model" in _one_line(error)


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
def test_damaged_archive_is_refused_or_says_the_same(file: Path, data: st.DataObject) -> None:
    written = metadata()
    content = bytearray(write_metadata(b"network" * 20, written))
    start = len(b"network" * 20)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(start, len(content) - 1))] = data.draw(st.integers(0, 255))
    file.write_bytes(bytes(content))
    try:
        read = read_metadata(file)
    except ModelError:
        return
    assert read == written


@given(st.integers(0, 10_000))
def test_file_cut_off_anywhere_is_refused(file: Path, length: int) -> None:
    content = write_metadata(b"network" * 20, metadata())
    file.write_bytes(content[: length % len(content)])
    with pytest.raises(ModelError):
        read_metadata(file)

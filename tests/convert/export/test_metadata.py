"""An older model file is brought up to date, and no number that it was calibrated with is changed."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from app.recognition.labels import (
    ModelMetadata,
    read_landmarks,
    read_metadata,
    write_metadata,
)
from convert.__main__ import main
from convert.calibrated import VIEWS, evidence
from tests.app.recognition import tiny_model

NOW = tiny_model.metadata(views=VIEWS, evidence=evidence())


class Document:
    """Stands in for metadata of any format: `write_metadata` asks for no more."""

    labels = NOW.labels

    def __init__(self, metadata: ModelMetadata, **changes: object) -> None:
        document = {**json.loads(metadata.to_json()), **changes}
        self._text = json.dumps({name: value for name, value in document.items() if value is not None})

    def to_json(self) -> str:
        return self._text


def _file(path: Path, document: Document | ModelMetadata) -> Path:
    path.write_bytes(write_metadata(b"network", document, b"landmarks"))  # type: ignore[arg-type]
    return path


def test_what_an_older_file_lacks_is_added_and_the_rest_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _file(tmp_path / "old.tflite", Document(NOW, format=1, views=None, evidence=None))
    assert main(["metadata", "--model", str(path)]) == 0
    assert "views, evidence added" in capsys.readouterr().out
    assert read_metadata(path) == NOW
    assert read_landmarks(path) == b"landmarks"
    assert path.read_bytes().startswith(b"network")
    assert path.read_bytes() == write_metadata(b"network", NOW, b"landmarks")


def test_a_file_that_is_up_to_date_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _file(tmp_path / "new.tflite", NOW)
    before = path.stat().st_mtime_ns, path.read_bytes()
    assert main(["metadata", "--model", str(path)]) == 0
    assert "up to date" in capsys.readouterr().out
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before


def test_another_file_may_be_written(tmp_path: Path) -> None:
    path, out = _file(tmp_path / "new.tflite", NOW), tmp_path / "out.tflite"
    assert main(["metadata", "--model", str(path), "--out", str(out)]) == 0
    assert out.read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("name", "numbers"),
    [("views", {**asdict(VIEWS), "nothing": 0.5}), ("evidence", {**evidence(), "min_margin": 0.1})],
)
def test_numbers_of_another_calibration_are_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, numbers: object
) -> None:
    path = _file(tmp_path / "other.tflite", Document(NOW, **{name: numbers}))
    before = path.read_bytes()
    assert main(["metadata", "--model", str(path)]) == 1
    assert f"calibrated with other {name}" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_damaged_file_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "damaged.tflite"
    path.write_bytes(b"x" * 200)
    assert main(["metadata", "--model", str(path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1

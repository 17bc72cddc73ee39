"""The script that gives an older model file its checksum."""

from pathlib import Path

import pytest
import seal_model

from app.recognition.errors import ModelError
from app.recognition.labels import read_metadata, write_metadata
from tests.app.recognition.tiny_model import metadata


def test_an_older_file_is_sealed_and_then_loaded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "old.tflite"
    sealed = write_metadata(b"network", metadata())
    path.write_bytes(sealed[: sealed.rindex(b"noteworthy blake2b halves ") - 2] + b"\0\0")
    with pytest.raises(ModelError):
        read_metadata(path)

    assert seal_model.main([str(path)]) == 0

    assert read_metadata(path) == metadata()
    assert path.read_bytes() == sealed
    assert "version tiny" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"no model", write_metadata(b"network", metadata())])
def test_what_is_no_older_model_stays_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    path = tmp_path / "other.tflite"
    path.write_bytes(content)

    assert seal_model.main([str(path)]) == 1

    assert [(each, each.read_bytes()) for each in tmp_path.iterdir() if each.is_file()] == [(path, content)]
    assert str(path) in capsys.readouterr().err

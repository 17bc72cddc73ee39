"""The checksum of a model file: what it is of, what has none, and what an older one becomes."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from app.recognition.errors import ModelError
from app.recognition.labels import read_landmarks, read_metadata, write_metadata
from app.recognition.seal import check_seal, seal
from tests.app.recognition.tiny_model import metadata

COMMENT, OLDER, DIGITS = b"noteworthy blake2b halves ", b"noteworthy blake2b ", 32


def _blake(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).hexdigest().encode()


def _unsealed(content: bytes) -> bytes:
    """What a version before checksums would have written."""
    return content[: -DIGITS - len(COMMENT) - 2] + b"\0\0"


def _of_older(content: bytes) -> bytes:
    """What a version with the older checksum would have written."""
    bare = _unsealed(content)[:-2] + (len(OLDER) + DIGITS).to_bytes(2, "little") + OLDER
    return bare + _blake(bare)


def _model(size: int = 7) -> bytes:
    return write_metadata(b"n" * size, metadata(), b"landmarks")


@pytest.mark.parametrize("size", [7, 3_000_001])
def test_the_checksum_is_a_comment_that_any_unzip_shows(size: int) -> None:
    content = _model(size)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        comment = archive.comment
    summed = content[:-DIGITS]
    middle = len(summed) // 2
    assert comment == COMMENT + _blake(_blake(summed[:middle]) + _blake(summed[middle:]))
    check_seal(content)


@pytest.mark.parametrize("size", [7, 3_000_001])
def test_each_half_is_looked_at_and_its_place(size: int) -> None:
    content = _model(size)
    middle = (len(content) - DIGITS) // 2
    swapped = content[middle : 2 * middle] + content[:middle] + content[2 * middle :]
    others = [
        content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :] for at in (0, middle - 1, middle, len(content) - 1)
    ]
    for changed in (swapped, *others, content[1:], b"n" + content):
        with pytest.raises(ModelError, match="model_damaged"):
            check_seal(changed)


def test_a_file_of_an_older_version_is_refused_until_it_is_sealed(tmp_path: Path) -> None:
    file, content = tmp_path / "model.tflite", _model()
    file.write_bytes(_unsealed(content))
    with zipfile.ZipFile(file) as archive:
        assert archive.comment == b""
    with pytest.raises(ModelError) as error:
        read_metadata(file)
    assert error.value.code == "model_without_checksum"
    assert error.value.parameters == {"path": str(file)}
    file.write_bytes(seal(file.read_bytes()))
    assert file.read_bytes() == content
    assert (read_metadata(file), read_landmarks(file)) == (metadata(), b"landmarks")


def test_an_older_checksum_is_taken_noticed_when_it_is_wrong_and_replaced(tmp_path: Path) -> None:
    file, content = tmp_path / "model.tflite", _of_older(_model())
    file.write_bytes(content)
    assert read_metadata(file) == metadata()
    assert seal(content) == _model()
    damaged = b"N" + content[1:]
    file.write_bytes(damaged)
    with pytest.raises(ModelError, match="model_damaged"):
        read_metadata(file)
    with pytest.raises(ModelError):
        seal(damaged)


@pytest.mark.parametrize("content", [b"", b"network", write_metadata(b"network", metadata())])
def test_what_has_no_metadata_or_a_checksum_already_is_not_sealed(content: bytes) -> None:
    with pytest.raises(ModelError):
        seal(content)

"""Fixtures for the recognition room: the shipped model, and tiny ones with known answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.recognition.labels import ModelMetadata, write_metadata
from app.recognition.model import Model
from tests.app.recognition import tiny_model
from tests.app.recognition.shipped import shipped_model

Saved = Callable[..., Path]


@pytest.fixture(scope="session")
def model_path() -> Path:
    return shipped_model()


@pytest.fixture(scope="session")
def shipped(model_path: Path) -> Model:
    return Model(model_path, threads=1)


@pytest.fixture
def save(tmp_path: Path) -> Saved:
    """Writes a model file: flatbuffer (by default one that knows REDS and BLUES) and metadata (by default fitting)."""

    def write(
        plain: bytes | None = None, metadata: ModelMetadata | None = None, landmarks: bytes | None = None
    ) -> Path:
        path = tmp_path / "model.tflite"
        plain = plain if plain is not None else tiny_model.build([tiny_model.COLOUR])
        path.write_bytes(write_metadata(plain, metadata or tiny_model.metadata(), landmarks))
        return path

    return write

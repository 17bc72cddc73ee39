"""Fixtures for the model pipeline: the shipped model, and tiny ones with known answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.recognition.labels import write_metadata
from app.recognition.model import Model
from tests.app.recognition import tiny_model
from tests.app.recognition.shipped import shipped_model


@pytest.fixture(scope="session")
def shipped() -> Model:
    return Model(shipped_model(), threads=1)


@pytest.fixture
def colour_model(tmp_path: Path) -> Path:
    """A model file that calls red pictures RED/5, blue ones BLU/10, and green ones unknown."""
    path = tmp_path / "colours.tflite"
    path.write_bytes(write_metadata(tiny_model.build([tiny_model.COLOUR]), tiny_model.metadata()))
    return path

"""Fixtures of the service's tests."""

from pathlib import Path

import pytest

from app.recognition.model import DEFAULT_MODEL


@pytest.fixture(scope="session")
def model_path() -> Path:
    """The model that ships; without it the test is skipped."""
    if not DEFAULT_MODEL.exists():
        pytest.skip(f"no model at {DEFAULT_MODEL}: make one with `make model`")
    return DEFAULT_MODEL

"""Which model file the tests of the shipped model read. Nothing is loaded here."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.recognition.model import DEFAULT_MODEL


def shipped_model() -> Path:
    """The model of the repository; or, before it is shipped, the one that NOTEWORTHY_TEST_MODEL names."""
    path = Path(os.environ.get("NOTEWORTHY_TEST_MODEL") or DEFAULT_MODEL)
    if not path.is_file():
        pytest.fail(f"There is no model at {path}: make one (make model DATA=...).")
    return path

"""Fixtures for all tests: they draw without a display and leave the user's settings alone."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

os.environ["QT_QPA_PLATFORM"] = "offscreen"

# Machines differ in speed and tests must not; the same examples every time, so that a red run can be repeated.
settings.register_profile("repeatable", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("repeatable")


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Bytes are named by their length: what is packed bears the time, and two processes must see the same tests."""
    return f"{argname}-{len(val)}" if isinstance(val, bytes) and len(val) > 16 else None


@pytest.fixture(autouse=True)
def config_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the app takes for the user's settings: an empty one, its own for each test."""
    folder = tmp_path / "config"
    monkeypatch.setenv("NOTEWORTHY_CONFIG_DIR", str(folder))
    monkeypatch.setenv("NOTEWORTHY_DATA_DIR", str(tmp_path / "data"))
    return folder


@pytest.fixture(scope="session")
def photos_dir() -> Path:
    """The folder with pictures of real notes, which are not part of the repository; without it the test is skipped."""
    named = os.environ.get("NOTEWORTHY_DATA")
    if not named:
        pytest.skip("no pictures of real notes here: set NOTEWORTHY_DATA to the folder that holds them")
    folder = Path(named)
    if not folder.is_dir():
        pytest.fail(f"NOTEWORTHY_DATA names {folder}, which is not a folder")
    return folder

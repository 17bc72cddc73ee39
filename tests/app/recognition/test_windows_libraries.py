"""Are the libraries that a fresh Windows lacks looked for where pip puts them."""

from pathlib import Path

import pytest

from app.recognition import windows_libraries
from app.recognition.windows_libraries import add_library_folders


@pytest.fixture(autouse=True)
def _nothing_added_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows_libraries, "_kept", [])


def test_both_folders_of_the_environment_are_searched_once(tmp_path: Path) -> None:
    (tmp_path / "Scripts").mkdir()
    asked: list[str] = []
    for _ in range(2):
        add_library_folders(str(tmp_path), lambda folder: asked.append(folder) or folder, lambda: "none")  # type: ignore[func-returns-value]
    assert asked == [str(tmp_path), str(tmp_path / "Scripts")]


def test_what_a_person_installed_for_themselves_is_searched_too(tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "Scripts").mkdir(parents=True)
    asked: list[str] = []
    add_library_folders(str(tmp_path), lambda folder: asked.append(folder) or folder, lambda: str(own))  # type: ignore[func-returns-value]
    assert asked == [str(tmp_path), str(own), str(own / "Scripts")]


def test_a_folder_that_is_not_there_is_left_out(tmp_path: Path) -> None:
    asked: list[str] = []
    add_library_folders(str(tmp_path), lambda folder: asked.append(folder) or folder, lambda: "none")  # type: ignore[func-returns-value]
    assert asked == [str(tmp_path)]


def test_other_systems_have_no_such_thing(tmp_path: Path) -> None:
    add_library_folders(str(tmp_path), None)
    assert windows_libraries._kept == []

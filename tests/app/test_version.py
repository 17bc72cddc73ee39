"""Is the version what the tag says, and is there one where nothing says so."""

from importlib import metadata
from pathlib import Path

import pytest

from app import version as module
from app.version import UNTAGGED, from_description, version_of


@pytest.mark.parametrize(
    ("described", "found"),
    [
        ("v1.2.0-0-gabc1234", "1.2.0"),
        ("v1.2-12-gabc1234", "1.2.post12+gabc1234"),
        ("abc1234", f"{UNTAGGED}+gabc1234"),
        ("", UNTAGGED),
        ("v1.2.0rc-0-gabc1234", UNTAGGED),
    ],
)
def test_what_git_says_becomes_a_version(described: str, found: str) -> None:
    assert from_description(described) == found


def test_a_clone_asks_git_and_nothing_else_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []

    def describe(folder: Path) -> str:
        asked.append(folder)
        return "v3.1-0-gabc"

    monkeypatch.setattr(module, "_describe", describe)
    (tmp_path / ".git").mkdir()
    (tmp_path / "PKG-INFO").write_text("Name: noteworthy\nVersion: 9\n", encoding="utf-8")
    assert version_of(tmp_path) == "3.1"
    (tmp_path / ".git").rmdir()
    assert version_of(tmp_path) == "9"
    assert asked == [tmp_path]


def test_what_is_installed_says_it_in_its_metadata(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "version", {"noteworthy": "4.5"}.__getitem__)
    assert version_of(tmp_path) == "4.5"


def test_without_anything_there_is_a_version_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", unknown)
    assert version_of(tmp_path) == UNTAGGED


def test_a_system_without_git_costs_the_exact_version_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert version_of(tmp_path) == UNTAGGED

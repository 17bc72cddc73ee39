"""Subjects of commits: what is refused, and that a clone of one commit is no fault."""

import subprocess
from pathlib import Path

import check_subjects
import pytest


@pytest.mark.parametrize(
    "subject",
    [
        "Let no fuzz round end without a word",
        "Merge branch 'sound'.",
        'Revert "made it red."',
        "Feed the camera",
        "A" * 72,
    ],
)
def test_good_subjects(subject: str) -> None:
    assert check_subjects.faults(subject) == []


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        ("A" * 73, "73 characters"),
        ("Add a thing.", "full stop"),
        ("add a thing", "small letter"),
        ("Added a thing", "no imperative"),
        ("Fixes the camera", "no imperative"),
        ("Making it red", "no imperative"),
        ("", "small letter"),
    ],
)
def test_bad_subjects(subject: str, told: str) -> None:
    assert told in " ".join(check_subjects.faults(subject))


def _repository(folder: Path, *subjects: str) -> None:
    folder.mkdir()
    name = ["-c", "user.name=a", "-c", "user.email=a@b"]
    subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True)
    for subject in subjects:
        subprocess.run(["git", *name, "commit", "-q", "--allow-empty", "-m", subject], cwd=folder, check=True)


def test_only_new_commits_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _repository(tmp_path / "origin", "was told")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(tmp_path / "origin"), str(clone)], check=True)
    monkeypatch.chdir(clone)
    assert check_subjects.main([]) == 0
    commit = ["git", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m"]
    subprocess.run([*commit, "Say more"], check=True)
    assert check_subjects.new_subjects(None) == ["Say more"]
    assert check_subjects.main([]) == 0
    subprocess.run([*commit, "said more"], check=True)
    assert check_subjects.main([]) == 1
    assert check_subjects.main(["HEAD~2"]) == 1
    assert check_subjects.main(["HEAD"]) == 0


def test_a_shallow_and_detached_clone_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _repository(tmp_path / "origin", "was told", "Say more")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{tmp_path / 'origin'}", str(clone)], check=True)
    subprocess.run(["git", "checkout", "-q", "--detach"], cwd=clone, check=True)
    subprocess.run(["git", "remote", "remove", "origin"], cwd=clone, check=True)
    monkeypatch.chdir(clone)
    assert check_subjects.new_subjects(None) == ["Say more"]
    assert check_subjects.main([]) == 0


def test_where_there_is_no_repository_there_is_nothing_to_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert check_subjects.main([]) == 0
    assert "0 read" in capsys.readouterr().out

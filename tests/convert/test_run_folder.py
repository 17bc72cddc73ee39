"""A run's folder: what it remembers is read again, and damage is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.recognition.labels import NoteLabel
from convert.data.dataset import DataError
from convert.run_folder import RunFolder
from convert.synthesis.config import SynthesisConfig

LABELS = (NoteLabel.unknown(), NoteLabel("ABC", "5", "current", "front"))


def test_a_run_remembers_what_it_left_out(tmp_path: Path) -> None:
    assert RunFolder(tmp_path).read_left_out() == []
    RunFolder(tmp_path).left_out.write_text('["cards", "GHI"]')
    assert RunFolder(tmp_path).read_left_out() == ["cards", "GHI"]


@pytest.mark.parametrize("text", ["", "7", "{", "null"])
def test_a_damaged_note_of_what_was_left_out_is_told_before_it_can_leak(text: str, tmp_path: Path) -> None:
    RunFolder(tmp_path).left_out.write_text(text)
    with pytest.raises(DataError, match=r"left_out\.json is damaged"):
        RunFolder(tmp_path).read_left_out()


def test_a_run_remembers_its_classes_and_its_configuration(tmp_path: Path) -> None:
    run = RunFolder(tmp_path)
    run.write_labels(LABELS)
    assert run.read_labels() == LABELS
    assert run.read_synthesis() == SynthesisConfig()
    run.synthesis.write_text(SynthesisConfig(severity=0.5).to_json())
    assert run.read_synthesis() == SynthesisConfig(severity=0.5)


def test_a_run_that_was_not_trained_or_not_to_its_end_is_told(tmp_path: Path) -> None:
    run = RunFolder(tmp_path)
    with pytest.raises(DataError, match="No training run"):
        run.read_labels()
    run.write_labels(LABELS)
    with pytest.raises(DataError, match="No finished training run"):
        run.read_labels(run.final_weights)


@pytest.mark.parametrize("text", ["", "7", "[7]", '[{"currency": "ABC"}]', "{"])
def test_damaged_classes_and_configurations_are_told(text: str, tmp_path: Path) -> None:
    run = RunFolder(tmp_path)
    run.labels.write_text(text)
    run.synthesis.write_text(text)
    with pytest.raises(DataError, match=r"labels\.json is damaged"):
        run.read_labels()
    with pytest.raises(DataError, match=r"synthesis\.json is damaged"):
        run.read_synthesis()


def test_no_two_files_of_a_run_have_one_name(tmp_path: Path) -> None:
    run = RunFolder(tmp_path)
    names = [name for name, member in vars(RunFolder).items() if isinstance(member, property)]
    assert len(names) > 10
    paths = [getattr(run, name) for name in names]
    assert len(set(paths)) == len(paths)
    assert {path.parent for path in paths} == {tmp_path}

"""All steps after one another: their options fit one another, and a failure ends the run."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.recognition.model import DEFAULT_MODEL
from convert import pipeline
from convert.__main__ import main
from convert.evaluation import card, evaluate
from convert.export import faint_print, landmarks, print_calibration, quantize
from convert.pipeline import Options, Task
from convert.run_folder import RunFolder
from convert.training import refit_head, train, weight_interpolation

ORDER = [
    *("specimens", "train", "quantize", "refit_head", "templates", "quantize"),
    *("calibrate-print", "calibrate-faint", "evaluate", "card"),
]
RUN = RunFolder(Path("RUN"))


class Runs:
    """Stands in for processes: notes the tasks, answers with the codes given."""

    def __init__(self, *codes: int) -> None:
        self.tasks: list[Task] = []
        self._codes = list(codes)

    def __call__(self, task: Task) -> int:
        self.tasks.append(task)
        return self._codes.pop(0) if self._codes else 0


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> Runs:
    fake = Runs()
    monkeypatch.setattr(pipeline, "in_own_process", fake)
    return fake


def test_steps_are_drawn_trained_quantized_and_evaluated_with_options_that_fit_one_another() -> None:
    wanted = Options(Path("DATA"), Path("W.npz"), currencies=("XTS", "USD", "EUR"), out=RUN.path, plan="tiny", seed=7)
    tasks = pipeline.tasks(wanted)
    assert [task.step.name for task in tasks] == ORDER
    _, training, first, fitting, spots, conversion, printed, faint, evaluation, figures = (
        task.options for task in tasks
    )
    assert isinstance(training, train.Options)
    assert isinstance(first, quantize.Options)
    assert isinstance(fitting, refit_head.Options)
    assert isinstance(spots, landmarks.Options)
    assert isinstance(conversion, quantize.Options)
    assert conversion.out is None
    assert printed == print_calibration.Options(Path("DATA"), model=RUN.uncalibrated_model, out=DEFAULT_MODEL)
    assert faint == faint_print.Options(Path("DATA"), model=DEFAULT_MODEL, out=DEFAULT_MODEL, version=None)
    assert isinstance(evaluation, evaluate.Options)
    assert isinstance(figures, card.Options)
    assert (spots.run_dir, spots.data, spots.model, spots.seed) == (RUN.path, Path("DATA"), first.out, 7)
    assert first.draft
    assert first.out == fitting.model != conversion.out
    assert (fitting.run_dir, fitting.data, fitting.seed) == (RUN.path, Path("DATA"), 7)
    assert conversion.weights == RUN.refitted_weights
    assert (training.data, training.out, training.seed) == (Path("DATA"), RUN.path, 7)
    assert (training.weights, training.plan, training.currencies) == (Path("W.npz"), "tiny", ("XTS", "USD", "EUR"))
    assert training.resume
    assert (conversion.run_dir, conversion.data, conversion.seed) == (RUN.path, Path("DATA"), 7)
    assert evaluation.photos == Path("DATA/photos/val")
    assert evaluation.held_out_of == Path("DATA")
    assert evaluation.currencies == ("USD", "EUR")
    assert figures.evaluation == evaluation.json
    assert (figures.quantized, figures.synthesis) == (RUN.quantization, RUN.synthesis)


def test_interpolated_weights_are_made_and_taken_when_they_are_asked_for() -> None:
    tasks = pipeline.tasks(Options(Path("DATA"), init=Path("START.tflite"), interpolate=0.4, out=RUN.path))
    assert [task.step.name for task in tasks] == [*ORDER[:2], "interpolate", *ORDER[2:]]
    _, training, between, first, fitting, _, conversion, *_ = (task.options for task in tasks)
    assert isinstance(training, train.Options)
    assert (training.init, between) == (Path("START.tflite"), weight_interpolation.Options(RUN.path, 0.4))
    assert first.weights == fitting.weights == RUN.interpolated_weights
    assert conversion.weights == RUN.refitted_weights


def test_weights_and_plan_are_left_to_the_training_unless_given() -> None:
    training = pipeline.tasks(Options(Path("DATA")))[1].options
    assert training.weights is None
    assert training.plan is None


def test_all_steps_run_after_one_another(runs: Runs, tmp_path: Path) -> None:
    assert main(["all", "--data", str(tmp_path)]) == 0
    assert [task.step.name for task in runs.tasks] == ORDER


def test_options_of_the_command_reach_the_steps(runs: Runs, tmp_path: Path) -> None:
    command = ["all", "--data", str(tmp_path), "--blend", "0.5", "--currencies", "XTS, USD", "--plan", "tiny"]
    assert main([*command, "--seed", "3"]) == 0
    assert runs.tasks[1].options.currencies == ("XTS", "USD")
    assert (runs.tasks[1].options.plan, runs.tasks[1].options.seed) == ("tiny", 3)
    assert runs.tasks[2].options.fraction == 0.5


def test_failed_step_ends_the_run_with_its_code(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    failing = Runs(0, 3)
    monkeypatch.setattr(pipeline, "in_own_process", failing)
    assert main(["all", "--data", str(tmp_path)]) == 3
    assert len(failing.tasks) == 2


def test_a_step_in_a_process_of_its_own_gives_its_code(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    nothing = weight_interpolation.Options(tmp_path)
    assert pipeline.in_own_process(Task("convert.training.weight_interpolation", nothing)) == 1
    assert capfd.readouterr().err.startswith(f"convert: {tmp_path} lacks labels.json")


def test_missing_data_folder_is_one_line_before_anything_runs(
    runs: Runs, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["all", "--data", str(tmp_path / "nowhere")]) == 1
    assert runs.tasks == []
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "nowhere" in error

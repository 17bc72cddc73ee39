"""The model card: it says what was measured, of this very file, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.recognition.keypoints import Keypoints
from app.recognition.templates import Template, TemplateBank
from convert.__main__ import main
from convert.evaluation.card import _landmarks, _standing
from convert.synthesis.config import SynthesisConfig
from tests.convert.pictures import write

FIGURES = {"photos": 4, "same_best": 0.75, "float_top1": 1.0, "int8_top1": 0.5, "largest_score_difference": 0.2}


@pytest.fixture
def measured(colour_model: Path, tmp_path: Path) -> dict[str, Path]:
    """The paths of a model, its evaluation and the figures of its quantization."""
    for name, bgr in (("a", (0, 0, 255)), ("b", (0, 0, 255)), ("c", (0, 255, 0)), ("d", (0, 0, 255))):
        write(tmp_path / "photos" / "RED" / "5" / f"{name}.png", np.full((20, 20, 3), bgr, np.uint8))
    write(tmp_path / "photos" / "negative" / "e.png", np.full((20, 20, 3), (0, 255, 0), np.uint8))
    paths = {"model": colour_model, "evaluation": tmp_path / "e.json", "quantized": tmp_path / "q.json"}
    paths["quantized"].write_text(json.dumps(FIGURES))
    arguments = ["--photos", str(tmp_path / "photos"), "--json", str(paths["evaluation"]), "--model", str(colour_model)]
    assert main(["evaluate", *arguments]) == 0
    return {**paths, "out": tmp_path / "CARD.md"}


def _written(paths: dict[str, Path], *more: str) -> int:
    return main(["card", *(x for name, path in paths.items() for x in (f"--{name}", str(path))), *more])


def test_card_tells_the_measured_figures_and_that_it_judges_no_genuineness(measured: dict[str, Path]) -> None:
    assert _written(measured) == 0
    text = measured["out"].read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(measured["evaluation"].read_text())
    assert document["model"]["sha256"] in text
    assert "| RED | 4 | 75.0 % | 25.0 % | 0.0 % | 100.0 % |" in text
    assert "Pictures without a note, kept aside from training: 1, a value was said of 0.0 %." in text
    assert "top-1 50.0 % against 100.0 %" in text
    assert "does not judge whether a note is genuine" in text


def test_card_says_which_currencies_reach_what_is_asked_of_them() -> None:
    def tally(n: int, right: int, wrong: int) -> dict[str, int]:
        return {"n": n, "right": right, "abstained": n - right - wrong, "misclassified": wrong, "top1": right}

    tallies = {"USD": tally(100, 92, 2), "EUR": tally(100, 91, 0), "PKR": tally(100, 85, 0), "THB": tally(100, 97, 3)}
    text = _standing(tallies, ["XTS", "USD", "EUR", "PKR", "THB"])
    assert "USD, PKR reach that. EUR, THB do not" in text
    assert "do not" not in _standing({"USD": tallies["USD"]}, ["USD"])


def _left_out(paths: dict[str, Path], name: str, **changed: Any) -> str:
    """The path of an evaluation like the measured one, of a model that left something out."""
    document = json.loads(paths["evaluation"].read_text())
    path = paths["out"].with_name(name)
    path.write_text(json.dumps({**document, **changed}))
    return str(path)


def test_kinds_left_out_in_turn_are_told_with_their_sum(measured: dict[str, Path]) -> None:
    one = _left_out(measured, "1.json", left_out=["coins", "ABC"], negative={"n": 90, "named": 1})
    two = _left_out(measured, "2.json", left_out=["cards"], negative={"n": 110, "named": 0}, other={"n": 4, "named": 2})
    assert _written(measured, "--in-turn", one, two) == 0
    text = measured["out"].read_text(encoding="utf-8")
    assert "| coins, ABC | 75.0 % | 0.0 % | 90 | 1 (1.1 %) | 0 | 0 (-) |" in text
    assert "| cards | 75.0 % | 0.0 % | 110 | 0 (0.0 %) | 4 | 2 (50.0 %) |" in text
    assert "| together | 75.0 % | 0.0 % | 200 | 1 (0.5 %) | 4 | 2 (50.0 %) |" in text


def test_an_evaluation_that_left_nothing_out_is_no_proof_of_what_is_left_out(
    measured: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert _written(measured, "--in-turn", str(measured["evaluation"])) == 1
    assert "--left-out" in capsys.readouterr().err
    assert not measured["out"].exists()


def test_numbers_of_the_synthesiser_are_listed_and_damage_is_told(
    measured: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "synthesis.json"
    path.write_text(SynthesisConfig(severity=0.5).to_json())
    assert _written(measured, "--synthesis", str(path)) == 0
    text = measured["out"].read_text(encoding="utf-8")
    assert "| severity | 0.5 |" in text
    assert "| camera.jpeg_quality | 30 to 95 |" in text
    path.write_text("{}")
    assert _written(measured, "--synthesis", str(path)) == 1
    assert "synthesis.json" in capsys.readouterr().err


def test_sources_are_listed_from_the_index(measured: dict[str, Path], tmp_path: Path) -> None:
    rows = ["source_repo\tlicence\tsplit\tcurrency", "who/what\tMIT\ttrain\tRED", "who/what\tMIT\tval\tRED"]
    (tmp_path / "index.tsv").write_text("\n".join(rows))
    assert _written(measured, "--index", str(tmp_path / "index.tsv")) == 0
    assert "| who/what | 1 | photos | MIT |" in measured["out"].read_text(encoding="utf-8")


def test_figures_of_another_file_of_the_same_version_are_refused(
    measured: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    document = json.loads(measured["evaluation"].read_text())
    document["model"]["sha256"] = "0" * 64
    measured["evaluation"].write_text(json.dumps(document))
    assert _written(measured) == 1
    assert "another model file" in capsys.readouterr().err
    assert not measured["out"].exists()


@pytest.mark.parametrize("missing", ["model", "evaluation", "quantized"])
def test_what_is_missing_is_one_line(
    missing: str, measured: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert _written({**measured, missing: measured["out"].with_name("none")}) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    "specimens", [None, {}, {"XTS": {"n": 8, "right": 6, "abstained": 1, "misclassified": 1, "top1": 7}}]
)
def test_specimens_and_kinds_of_pictures_are_told_only_where_they_were_evaluated(
    specimens: dict[str, Any] | None, measured: dict[str, Path]
) -> None:
    document = json.loads(measured["evaluation"].read_text())
    document.update(specimens=specimens, negative={"n": 0, "named": 0}, other={"n": 8, "named": 2})
    measured["evaluation"].write_text(json.dumps(document))
    assert _written(measured) == 0
    text = measured["out"].read_text(encoding="utf-8")
    assert ("Fresh synthetic pictures of our own specimen notes" in text) is bool(specimens)
    assert ("| XTS | 8 | 75.0 % | 12.5 % | 12.5 % | 87.5 % |" in text) is bool(specimens)
    assert "Pictures without a note, kept aside" not in text
    assert "Notes of currencies it does not know, kept aside from training: 8, a value was said of 25.0 %." in text


def test_what_print_a_model_knows_is_told() -> None:
    assert _landmarks(None) == "none"
    keypoints = Keypoints(
        np.zeros((3, 2), np.float32), np.eye(3, 128, dtype=np.float32), np.zeros(3, np.float32), np.zeros(3, np.float32)
    )
    bank = TemplateBank([Template(value, keypoints) for value in ("ABC/5", "ABC/5", "ABC/10")], 2)
    assert _landmarks(bank).startswith("9 keypoints of print in 3 templates of 2 values (scans, and photos trained on)")

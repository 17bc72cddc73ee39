"""The step `replay`: which clips are shown in which currencies, and what is written of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.recognition.model import Model
from convert.data.dataset import DataError
from convert.evaluation import replay
from convert.evaluation.clips import RECIPE_NAME, Clip, Recipe
from convert.evaluation.replay import STEP, Options, Result, run
from convert.evaluation.spoken import Seen, evaluate_clips, evaluate_hints
from convert.evaluation.sweep import Tried
from tests.app.observations import print_match
from tests.convert.evaluation.test_spoken import BLANK, NOTE, TWENTY, seen
from tests.convert.evaluation.test_sweep import figures

XTS = replace(NOTE, currency="XTS")
CLIPS = (NOTE, XTS, BLANK, replace(NOTE, currency="QQQ"), replace(NOTE, kind="aimed", currency="QQQ", aim="left"))


class _Looked:
    """Stands in for looking at clips: says 20 of each, whose print was seen where it is asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[tuple[tuple[str, ...], frozenset[str], Path, bool]] = []
        monkeypatch.setattr(replay, "look_at_all", self)

    def __call__(self, recipe: Recipe, recognizer: Any, on: frozenset[str], cache: Path, reader: Any) -> list[Seen]:
        self.asked.append((tuple(clip.currency for clip in recipe.clips), on, cache, reader is not None))
        prints = (print_match("20", 1.0), print_match("20", 1.6))
        return [replace(seen([(None, 0.5), (TWENTY, 3.0)], clip), prints=prints) for clip in recipe.clips]


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> _Looked:
    return _Looked(monkeypatch)


def _clips(folder: Path, clips: Sequence[Clip] = CLIPS) -> Path:
    (folder / RECIPE_NAME).write_text(Recipe(15.0, tuple(clips)).to_json(), encoding="utf-8")
    return folder


def test_what_is_shown_is_on_besides_the_model_s_own_and_what_it_does_not_know_is_left_out(
    shipped: Model, looked: _Looked, tmp_path: Path
) -> None:
    result = run(Options(_clips(tmp_path), shipped.path))
    ((shown, on, cache, has_print),) = looked.asked
    # Hints are judged by aimed clips, whatever is on them.
    assert shown == ("USD", "XTS", "", "QQQ")
    assert result.left_out == 1
    assert {"USD", "XTS", "EUR"} <= on
    assert "QQQ" not in on
    assert has_print
    assert cache.parent == tmp_path
    assert result.tried == []
    # The 20 is said of dollars, whose print is seen, and wrongly of the other note, and where no note is.
    assert (result.tally.presentations, result.tally.wrong, result.tally.false) == (2, 1, 1)
    assert (result.tally.missed, result.tally.repeated) == (1, 0)
    told = STEP.report(result).splitlines()
    assert told[0] == "1 clips show currencies that are off or unknown and are left out."
    assert told[1].startswith("2 presentations, 0.1 minutes")
    assert any(line.endswith("(no note): USD 20") for line in told)
    assert any(line.endswith("(XTS 20): USD 20") for line in told)


def test_only_what_is_asked_for_is_on(shipped: Model, looked: _Looked, tmp_path: Path) -> None:
    result = run(Options(_clips(tmp_path), shipped.path, ("XTS", "ZZZ")))
    shown, on, cache, _ = looked.asked[0]
    assert shown == ("XTS", "", "QQQ")
    assert on == {"XTS"}
    assert result.left_out == 2
    run(Options(tmp_path, shipped.path, ("USD",)))
    assert looked.asked[1][2] != cache, "another choice is kept elsewhere"


def test_without_a_currency_that_is_known_or_a_clip_that_is_left_nothing_is_replayed(
    shipped: Model, looked: _Looked, tmp_path: Path
) -> None:
    with pytest.raises(DataError, match=r"it knows .*USD"):
        run(Options(_clips(tmp_path), shipped.path, ("ZZZ",)))
    with pytest.raises(DataError, match="No clip is left"):
        run(Options(_clips(tmp_path, (NOTE,)), shipped.path, ("XTS",)))
    with pytest.raises(DataError, match="convert presentations"):
        run(Options(tmp_path / "none", shipped.path))
    assert looked.asked == []


def test_a_model_without_print_says_what_its_network_sees(looked: _Looked, tmp_path: Path, colour_model: Path) -> None:
    clips = _clips(tmp_path, (replace(NOTE, currency="RED"),))
    result = run(Options(clips, colour_model))
    assert looked.asked[0][3] is False
    assert result.tally.wrong == 1, "it has no print to wait for"


def test_figures_are_written_and_the_sweep_with_them(
    shipped: Model, looked: _Looked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = Tried({"window_s": 1.25}, figures(median_s=0.3))
    wrong = Tried({"window_s": 0.5}, figures(wrong=50.0))
    asked: list[dict[str, Any]] = []

    def sweep(seen: Sequence[Seen], **more: Any) -> list[Tried]:
        asked.append(more)
        return [wrong, right]

    monkeypatch.setattr(replay, "sweep", sweep)
    to, docs = tmp_path / "figures.json", tmp_path / "docs"
    result = run(Options(_clips(tmp_path), shipped.path, ("USD",), to, docs))
    assert "USD/20" in asked[0]["with_print"]
    assert set(asked[0]["alone"]) <= set(asked[0]["with_print"])
    document = json.loads(to.read_text(encoding="utf-8"))
    assert document == json.loads(json.dumps(result.as_json()))
    assert list(document) == ["figures", "tally", "model_boxes", "true_boxes"]
    assert document["tally"]["presentations"] == 1
    assert (docs / "replay-sweep.svg").is_file()
    assert "--sweep docs/dev" in (docs / "replay-sweep.md").read_text(encoding="utf-8")
    told = STEP.report(result).splitlines()
    assert told[-2:] == [
        "chosen: window_s 1.25",
        "        wrong 0, missed 0, repeated 0, false , median_s 0.3, p95_s 0.9",
    ]


def test_hints_are_judged_by_the_model_s_boxes_and_by_the_true_ones(
    shipped: Model, looked: _Looked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def hints(seen: Sequence[Seen], *, exact: bool) -> Any:
        asked.append(exact)
        return evaluate_hints([], exact=exact)

    monkeypatch.setattr(replay, "evaluate_hints", hints)
    run(Options(_clips(tmp_path), shipped.path))
    assert asked == [False, True]


def test_where_nothing_was_left_out_nothing_is_said_of_it() -> None:
    nothing = evaluate_hints([], exact=True)
    told = STEP.report(Result(0, evaluate_clips([seen([(TWENTY, 2.0)])]), nothing, nothing, []))
    assert told.startswith("1 presentations")
    assert "chosen" not in told

"""The sweep: all that makes sense is tried, the best is chosen and kept."""

from __future__ import annotations

import csv
import math
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from app.feedback.smoothing import SmoothingParameters
from convert.evaluation.spoken import BARS, number
from convert.evaluation.sweep import Tried, choose, plot, sweep, write_sweep
from tests.convert.evaluation.test_spoken import BLANK, TWENTY, seen

GRID = {"window_s": (0.4, 0.8), "min_evidence_s": (0.2, 0.5), "min_score": (0.0, 0.97)}


def test_every_choice_that_makes_sense_is_tried() -> None:
    clips = [seen([(None, 0.5), (TWENTY, 2.0)]), seen([(None, 10.0)], BLANK)]
    tried = sweep(clips, GRID)

    assert len(tried) == 6, "more evidence than fits into the window makes no sense"
    by_choice = {tuple(one.choice.values()): one for one in tried}
    assert by_choice[0.8, 0.2, 0.0].figures["median_s"] < by_choice[0.8, 0.5, 0.0].figures["median_s"]
    assert by_choice[0.8, 0.2, 0.97].figures["missed"] == 100.0
    assert by_choice[0.8, 0.2, 0.0].passes
    assert not by_choice[0.8, 0.2, 0.97].passes


def figures(wrong: float = 0.0, missed: float = 0.0, median_s: float = 0.4) -> dict[str, float]:
    return {"wrong": wrong, "missed": missed, "repeated": 0.0, "false": math.nan, "median_s": median_s, "p95_s": 0.9}


def test_the_choice_passes_the_bars_and_is_then_the_least_wrong() -> None:
    quick = Tried({"a": 1.0}, figures(wrong=0.4, median_s=0.2))
    right = Tried({"a": 2.0}, figures(wrong=0.1, median_s=0.5))
    late = Tried({"a": 3.0}, figures(wrong=0.0, median_s=0.9))

    assert choose([quick, right, late]) is right
    assert choose([late, quick]) is quick
    assert choose([late, Tried({"a": 4.0}, figures(wrong=3.0))]) is late


def test_a_figure_at_its_bar_passes_and_one_that_was_not_measured_stands_in_no_way() -> None:
    at = {name: bar for name, bar in BARS.items()}
    assert Tried({}, at).passes
    assert Tried({}, at | {"missed": math.nan}).passes
    for name in BARS:
        assert not Tried({}, at | {name: BARS[name] * 1.001 + 1e-6}).passes


def test_of_those_as_good_the_fewest_missed_then_repeated_then_the_quickest_is_chosen() -> None:
    names = ("wrong", "false", "missed", "repeated", "median_s", "p95_s")
    # None of them passes.
    best = dict.fromkeys(names, 1000.0)
    for later, name in enumerate(names):
        # Worse in one figure, and better in all that matter less.
        other = best | {name: 2000.0} | {less: 0.0 for less in names[later + 1 :]}
        assert choose([Tried({}, other), Tried({}, best)]).figures is best
        unknown = best | {name: math.nan}
        assert choose([Tried({}, best), Tried({}, unknown)]).figures is unknown, "it counts as 0"


def test_the_page_counts_those_that_pass_and_names_what_is_used_now(tmp_path: Path) -> None:
    now = SmoothingParameters().window_s
    right, wrong = Tried({"window_s": 99.0}, figures(median_s=0.3)), Tried({"window_s": now}, figures(wrong=50.0))
    write_sweep([wrong, right], tmp_path, "the command")
    page = (tmp_path / "replay-sweep.md").read_text(encoding="utf-8").splitlines()
    assert page[2] == "2 choices of the smoothing's parameters on the same clips; 1 of them meet every bar."
    cells = {
        line.split("|")[1].strip(): [cell.strip() for cell in line.split("|")[2:-1]] for line in page if "|" in line
    }
    assert cells["chosen"][:3] == ["99", "0", "0"]
    assert cells["now"][:3] == [number(now), "50", "0"]
    assert cells["bar"][:2] == ["", f"at most {number(BARS['wrong'])}"]
    assert {len(row) for row in cells.values()} == {7}
    write_sweep([right], tmp_path, "the command")
    assert "| now |" not in (tmp_path / "replay-sweep.md").read_text(encoding="utf-8")


def test_the_plot_has_no_circle_for_what_was_not_measured() -> None:
    shown, unknown = Tried({}, figures(wrong=1.0, missed=2.0)), Tried({}, figures(missed=math.nan, median_s=0.2))
    never = Tried({}, figures(median_s=math.nan))
    drawn = plot([shown, unknown, never], shown)
    root = ElementTree.fromstring(drawn.svg())
    circles = [element for element in root if element.tag.endswith("circle")]
    assert len(circles) == 2 + 1 + 2, "two in the upper panel, one below, and two rings"


def test_the_sweep_is_kept_as_table_page_and_plot(tmp_path: Path) -> None:
    now = SmoothingParameters()
    grid = {"window_s": (now.window_s, 1.5), "min_evidence_s": (now.min_evidence_s, 0.7)}
    tried = sweep([seen([(None, 0.5), (TWENTY, 2.0)])], grid)
    write_sweep(tried, tmp_path, "python -m convert replay --clips CLIPS --sweep docs/dev")

    with (tmp_path / "replay-sweep.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 4
    assert {row["missed"] for row in rows} == {"0"}
    page = (tmp_path / "replay-sweep.md").read_text(encoding="utf-8")
    assert "python -m convert replay" in page
    assert "| chosen |" in page
    assert "| now |" in page
    root = ElementTree.fromstring((tmp_path / "replay-sweep.svg").read_text(encoding="utf-8"))
    circles = [element for element in root if element.tag.endswith("circle")]
    assert len(circles) == 2 * (4 + 1), "each choice in both panels, and a ring around the chosen one"


def test_the_app_uses_parameters_that_the_sweep_can_change() -> None:
    for name in GRID:
        assert hasattr(SmoothingParameters(), name)

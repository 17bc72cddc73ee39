"""The tables of packs: counts added up by tier, no percentage of what was not shown, and a list of mistakes."""

from __future__ import annotations

import argparse
import csv
from dataclasses import replace
from pathlib import Path

import pytest

from app.recognition.pack_contents import Tier
from app.recognition.packs import SUFFIX, Pack
from convert.evaluation.packs import NOT_MEASURED, STEP, Options, PackEvaluation, Result, summary, table
from convert.evaluation.packs_left_out import LeftOut
from tests.app.recognition.small_pack import small_pack, template


def complete() -> Pack:
    pack = small_pack()
    return replace(
        pack,
        currency="ABC",
        everyday=("50",),
        withdrawn=(),
        templates=(template("50", "current", "front"), template("50", "current", "back")),
    )


@pytest.fixture
def result() -> Result:
    assert complete().tier is Tier.COMPLETE
    assert small_pack().tier is Tier.FEW
    first = PackEvaluation(complete(), 61.6, right=3, silent=1, foreign_pictures=200, foreign_named=1)
    first.mistakes.append("a.jpg: ABC/50")
    second = PackEvaluation(complete(), 10.0, right=1, silent=2, wrong=1, foreign_pictures=100)
    few = PackEvaluation(small_pack(), 5.4)
    return Result({"ABC": first, "ABD": second, "KES": few}, 40, 2, 97)


def test_photos_are_all_that_were_shown() -> None:
    assert PackEvaluation(complete(), 1.0, right=3, silent=2, wrong=1).photos == 6
    assert PackEvaluation(complete(), 1.0).photos == 0


def test_the_summary_adds_up_by_tier(result: Result) -> None:
    lines = summary(result).splitlines()
    assert (
        "| complete | 2 | 8 | 50.00 % (4 of 8) | 37.50 % (3 of 8) | 12.50 % (1 of 8) | - | 0.33 % (1 of 300) |" in lines
    )
    assert "| few values | 1 | 0 | - | - | - | - | - |" in lines
    assert "| partial | 0 | 0 | - | - | - | - | - |" in lines
    assert "Five packs on at once: 5.00 % (2 of 40) foreign pictures named." in lines[-1]
    assert "97 of the foreign pictures show no note." in lines[-1]


def test_values_left_out_have_a_line_only_where_some_were(result: Result) -> None:
    assert "values left out |" not in summary(result)
    result.evaluations["ABC"].without += [
        LeftOut("50", pictures=10, named=1, highest=0.91, mistakes=()),
        LeftOut("20", pictures=30, named=1, highest=0.4, mistakes=()),
    ]
    assert "| ABC | 2 | 40 | 5.00 % (2 of 40) | 0.91 (50) |" in summary(result).splitlines()


def test_the_table_has_a_line_for_each_pack(result: Result) -> None:
    first, second, few = csv.DictReader(table(result).splitlines())
    assert (first["currency"], first["tier"], first["values"], first["kilobytes"]) == ("ABC", "complete", "50", "62")
    assert (second["photos"], second["right"], second["silent"], second["wrong"]) == ("4", "1", "2", "1")
    assert (few["currency"], few["tier"], few["photos"], few["foreign_pictures"]) == ("KES", "few values", "0", "0")


def test_what_was_not_measured_is_not_told_as_none(result: Result) -> None:
    result.evaluations["ABC"].left_out_pictures = 12
    result.evaluations["ABD"].without += [LeftOut("50", pictures=10, named=0, highest=0.914, mistakes=())]
    first, second, few = csv.DictReader(table(result).splitlines())

    assert (first["left_out_pictures"], first["left_out_named"]) == ("12", "0")
    assert (few["left_out_pictures"], few["left_out_named"]) == (NOT_MEASURED, NOT_MEASURED)
    assert [second[f"without_{name}"] for name in ("pictures", "named", "highest")] == ["10", "0", "0.91"]
    assert first["without_named"] == NOT_MEASURED


def test_the_report_names_each_mistake_before_the_tables(result: Result) -> None:
    assert STEP.report(result).splitlines()[0] == "a.jpg: ABC/50"


def test_all_stands_for_the_currencies_that_are_evaluated(tmp_path: Path) -> None:
    for code in ("KES", "SEK"):
        (tmp_path / f"{code}{SUFFIX}").write_bytes(b"")
    parser = argparse.ArgumentParser()
    STEP.add_arguments(parser)

    def options(*more: str) -> Options:
        return STEP.options(parser.parse_args(["--data", "d", "--packs", str(tmp_path), *more]))

    assert options("--currency", "SEK,NOK", "--leave-out", "all").leave_out == ("SEK", "NOK")
    assert options("--currency", "SEK,NOK", "--without", "all").without == ("SEK", "NOK")
    assert options("--currency", "SEK,NOK", "--leave-out", "NOK,XTS").leave_out == ("NOK", "XTS")
    plain = options("--currency", "SEK")
    assert (plain.currencies, plain.leave_out, plain.without) == (("SEK",), (), ())
    assert options("--without", "all").without == options().currencies == ("KES", "SEK")

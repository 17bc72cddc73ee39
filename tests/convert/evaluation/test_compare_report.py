"""What was measured of networks: the interval, the table and the chart."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from convert.evaluation import compare, compare_report
from convert.evaluation.compare_report import Measured, interval, table


def _result(name: str = "one", **changes: Any) -> Measured:
    fields: dict[str, Any] = {
        "family": "MobileNetV1 0.75",
        "size": 160,
        "precision": "int8",
        "parameters": 2_000_000,
        "size_bytes": 2_100_000,
        "photos": 200,
        "right": 100,
        "p50_ms": 4.25,
        "p99_ms": 6.0,
    }
    return Measured(name, **{**fields, **changes})


def test_interval_is_wilsons() -> None:
    assert interval(50, 100) == pytest.approx((0.4038, 0.5962), abs=1e-4)
    assert interval(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert interval(10, 10) == pytest.approx((0.7225, 1.0), abs=1e-4)


def test_table_has_a_row_for_each_file() -> None:
    rows = table([_result(), _result("the shipped one", family=compare.TRAINED, right=180)]).splitlines()
    assert len(rows) == 4
    assert len({row.count("|") for row in rows}) == 1
    assert rows[2].startswith("| MobileNetV1 0.75 | 160 | int8 | 2.00 M | 2.10 MB | 50.0 % (43.1 to 56.9) | 4.2 ms |")
    assert rows[3].startswith("| the shipped one | 160 |")


def test_chart_shows_every_kind(tmp_path: Path) -> None:
    results = [
        _result(
            f"{family}{size}{precision}", family=family, size=size, precision=precision, p50_ms=size / 40, right=size
        )
        for family in ("MobileNetV1 0.75", "MobileNetV2 1.0")
        for size in (160, 192)
        for precision in compare.PRECISIONS
    ]
    results.append(_result("the shipped one", family=compare.TRAINED))
    path = tmp_path / "charts" / "chart.svg"
    compare.chart(results, path)
    drawn = path.read_text()
    for text in ("MobileNetV1 0.75", "MobileNetV2 1.0", "the shipped one", "160", "192", "200 photos"):
        assert text in drawn


@pytest.mark.parametrize(("precision", "is_filled"), [("int8", True), ("float32", False)])
def test_only_what_is_quantised_is_a_filled_blob(precision: str, is_filled: bool) -> None:
    circles: list[tuple[Any, ...]] = []
    texts: list[tuple[Any, ...]] = []
    drawing: Any = SimpleNamespace(circle=lambda *given: circles.append(given), text=lambda *given: texts.append(given))
    axes: Any = SimpleNamespace(of=lambda result: (10.0, 20.0))
    colour, _ = compare_report._STYLES["MobileNetV1 0.75"]
    compare_report._blob(drawing, axes, _result(precision=precision, parameters=4_000_000))
    ((at, radius, fill, outline, _),) = circles
    assert (at, radius) == ((10.0, 20.0), pytest.approx(16.4))
    assert (fill, outline) == (colour if is_filled else compare_report.WHITE, colour)
    assert texts[0][3] == (compare_report.WHITE if is_filled else colour)

"""Charts and tables are drawn as they always were, and their words are exact."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from convert.evaluation import currency_finding
from convert.evaluation.compare_report import TRAINED, Measured, chart
from convert.evaluation.currency_finding import Cost, Result, reckoned_ms, summary
from convert.evaluation.drawing import Drawing, ticks
from convert.evaluation.report import PhotoResult, Report, Tally, _matrix, confusion, table, together
from tests.kept import compare


def _numbers(svg: str) -> list[float]:
    return [float(number) for number in re.findall(r"(?<![#\w.])-?\d+(?:\.\d+)?", svg)]


def _sheet() -> Drawing:
    sheet = Drawing(160, 120)
    sheet.rectangle((10, 12), (40, 25), "#336699", "#cc0000", 0.5)
    sheet.rectangle((60.4, 12.6), (20.3, 30.2), "#99cc00")
    sheet.circle((100, 40), 14.5, "#d55e00", "#000000", 2.4, 0.3)
    sheet.circle((130, 40), 9, None, "#0072b2")
    sheet.circle((130, 80), 7.3, "#00aa00")
    sheet.line([(5, 60), (60, 70), (90, 110)], "#123456", 2.6)
    sheet.line([(5, 80), (70, 95), (71, 96)], "#aa3300", dashed=True)
    for at, anchor in (((80, 70), "start"), ((80, 90), "middle"), ((80, 110), "end")):
        sheet.text(at, "two\nlines", 9, "#222222", anchor)  # type: ignore[arg-type]
    sheet.text((150, 100), "up <&", 11, anchor="middle", upwards=True, bold=True)
    sheet.text((12, 100), "up\nagain", 11, anchor="end", upwards=True)
    return sheet


def _measured(name: str, family: str, size: int, precision: str, right: int, ms: float) -> Measured:
    return Measured(name, family, size, precision, size * 12_345, size * 10_000, 200, right, {}, ms, ms * 1.5)


MEASURED = [
    _measured("a", "MobileNetV1 0.75", 160, "float", 120, 4.0),
    _measured("b", "MobileNetV1 0.75", 192, "float", 131, 5.5),
    _measured("c", "MobileNetV1 0.75", 160, "int8", 118, 2.0),
    _measured("d", "MobileNetV2 1.0", 160, "float", 140, 6.0),
    _measured("e", "MobileNetV2 1.0", 224, "float", 155, 9.0),
    _measured("f", "MobileNetV2 1.0", 224, "int8", 150, 4.5),
    _measured("shipped", TRAINED, 224, "int8", 190, 4.4),
]
PHOTOS = [
    PhotoResult("a", "own", "USD/20", "USD/20", "USD/20", 0.9),
    PhotoResult("b", "own", "USD/20", None, "USD/20", 0.4),
    PhotoResult("c", "own", "USD/5", "EUR/5", "EUR/5", 0.9),
    PhotoResult("d", "own", "USD/100", "USD/20", "USD/20", 0.9),
    PhotoResult("e", "own", "negative", "USD/5", "USD/5", 0.9),
    PhotoResult("f", "all", "USD/1", "USD/1", "USD/1", 0.9),
]
COSTS = (Cost(2, 20.0, 31.0), Cost(8, 50.0, 66.0), Cost(40, 210.0, 250.0))


def test_sheets_are_drawn_as_they_were(tmp_path: Path) -> None:
    sheet, plotted = _sheet(), currency_finding._plotted(COSTS)
    chart(MEASURED, tmp_path / "chart.svg")
    matrix = _matrix(*confusion(Report({}, photos=PHOTOS), "own"))
    compare(
        Path(__file__).with_name("sheets.json"),
        {"sheet": sheet.pixels(), "cost": plotted.pixels(), "matrix": matrix.pixels()},
        {
            "sheet": _numbers(sheet.svg()),
            "cost": _numbers(plotted.svg()),
            "matrix": _numbers(matrix.svg()),
            "chart": _numbers((tmp_path / "chart.svg").read_text(encoding="utf-8")),
        },
    )
    assert "up &lt;&amp;" in sheet.svg()


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        (0, 6, [0, 1, 2, 3, 4, 5, 6]),
        (0, 10, [0, 2, 4, 6, 8, 10]),
        (0, 30, [0, 5, 10, 15, 20, 25, 30]),
        (0.5, 5.9, [1, 2, 3, 4, 5]),
        (-1, 1, [-1, -0.5, 0, 0.5, 1]),
        (90.1, 99.9, [92, 94, 96, 98]),
        (0, 60, [0, 10, 20, 30, 40, 50, 60]),
    ],
)
def test_ticks_are_round(low: float, high: float, found: list[float]) -> None:
    assert ticks(low, high) == pytest.approx(found)


def test_a_confusion_is_ordered_by_currency_and_value_with_silence_last() -> None:
    truths, answers, counts = confusion(Report({}, photos=PHOTOS), "own")
    assert truths == ["USD/5", "USD/20", "USD/100", "negative"]
    assert answers == ["EUR/5", "USD/5", "USD/20", "USD/100", "abstained"]
    assert counts.tolist() == [[1, 0, 0, 0, 0], [0, 0, 1, 0, 1], [0, 0, 1, 0, 0], [0, 1, 0, 0, 0]]


def test_tallies_are_added() -> None:
    assert together({"A": Tally(1, 2, 3, 4, 5), "B": Tally(10, 20, 30, 40, 50)}) == Tally(11, 22, 33, 44, 55)
    assert together({}) == Tally()


def test_the_report_in_lines() -> None:
    two = {"EUR": Tally(4, 2, 1, 1, 3), "USD": Tally(4, 3, 1, 0, 4)}
    report = Report(
        {"version": "7", "bytes": 4_560_000},
        modes={"own": two, "all": {"USD": Tally(0)}},
        alone={"network": {"own": {"USD": Tally(8, 4, 4, 0, 4)}}},
        negative={"n": 8, "named": 1},
        specimens={"easy": Tally(2, 1, 1, 0, 1)},
        specimens_alone={"easy": {"print": Tally(2, 2, 0, 0, 2)}},
        corruptions={"dark": two},
        corruptions_by_network={"dark": {"USD": Tally(8, 2, 6, 0, 4)}},
        unreadable=["x.jpg"],
    )
    assert [" ".join(line.split()) for line in table(report).splitlines()] == [
        "model 7, 4.56 MB",
        "-- only the photo's currency on",
        "n right abstained misclassified top-1",
        "EUR 4 50.0% 25.0% 25.0% 75.0%",
        "USD 4 75.0% 25.0% 0.0% 100.0%",
        "together 8 62.5% 25.0% 12.5% 87.5%",
        "network alone 8 50.0% 50.0% 0.0% 50.0%",
        "-- all currencies on",
        "n right abstained misclassified top-1",
        "USD 0 - - - -",
        "together 0 - - - -",
        "no note in view: 8 pictures, a value said of 12.5%",
        "notes it does not know: 0 pictures, a value said of -",
        "fresh synthetic specimen notes, easy: 2 pictures",
        "XTS 2 50.0% 50.0% 0.0% 50.0%",
        "print alone 2 100.0% 0.0% 0.0% 100.0%",
        "-- taken again under one corruption, only the photo's currency on",
        "n right abstained misclassified top-1 least right, most misclassified",
        "dark 8 62.5% 25.0% 12.5% 87.5% EUR 50.0%, EUR 25.0%",
        "network alone 8 25.0% 75.0% 0.0% 50.0%",
        "unreadable: x.jpg",
    ]


def test_a_search_for_currencies_in_words() -> None:
    kinds = {"packs": Counter(right=3, none=1), "own": Counter[str]()}
    result = Result(kinds, ("a.jpg: USD",), Cost(40, 210.4, 250.0), COSTS[:2], 1234.4)
    text = summary(result).splitlines()
    assert text[0] == "a.jpg: USD"
    assert "| packs | 4 | 75.0 % (3) | 25.0 % (1) | 0.0 % (0) |" in text
    assert not any(line.startswith("| own") for line in text)
    assert "Loaded in 1234 ms. A look: median 210 ms, 95 of 100 within 250 ms." in text
    assert "With 8 currencies: median 50 ms, 95 of 100 within 66 ms." in text
    assert text[-1].startswith("Reckoned for ")
    alone = summary(Result(kinds, (), COSTS[0], COSTS[:1], 1.0))
    assert "Reckoned" not in alone


def test_more_currencies_cost_along_a_line() -> None:
    assert reckoned_ms(COSTS, 100) == pytest.approx(510.0)
    assert currency_finding._cost(3, []) == Cost(3, 0.0, 0.0)
    of_three = currency_finding._cost(3, [1.0, 2.0, 3.0])
    assert (of_three.median_ms, of_three.p95_ms) == pytest.approx((2.0, 2.9))

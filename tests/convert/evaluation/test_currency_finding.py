"""The search for a currency, evaluated: what counts as right, and what it costs with more and more currencies."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from convert.data.dataset import DataError
from convert.data.images import load
from convert.evaluation.currency_finding import Cost, Options, Result, reckoned_ms, run, summary
from tests.convert.pictures import scene, write

SPECIMENS = Path("assets/specimens")


def test_right_none_and_wrong_are_counted_and_the_cost_is_measured_and_drawn(tmp_path: Path) -> None:
    note = load(SPECIMENS / "XTS_20_front.png", 420)
    height, width = note.shape[:2]
    for folder in ("XTS/20", "USD/20"):
        table = np.full((480, 640, 3), (90, 110, 130), np.uint8)
        table[100 : 100 + height, 110 : 110 + width] = note
        write(tmp_path / "own" / folder / "a.png", table)
    write(tmp_path / "rooms" / "a.png", scene(1))
    (tmp_path / "packs").mkdir()
    shutil.copy("models/packs/KES.notes", tmp_path / "packs")
    options = Options(
        tmp_path / "world",
        tmp_path / "own",
        (tmp_path / "rooms",),
        cost_pictures=1,
        packs=tmp_path / "packs",
        plot=tmp_path / "cost.svg",
    )
    result = run(options)
    # The specimen that lies in another currency's folder stands for a note that is taken for another.
    assert result.counts["notes of the model"] == Counter(right=1, wrong=1)
    assert result.counts["no known note"] == Counter(right=1)
    assert [cost.currencies for cost in result.costs] == [1, 2, 5, 10, 14]
    assert result.look.median_ms > 0
    assert (tmp_path / "cost.svg").read_text(encoding="utf-8").startswith("<svg")
    told = summary(result)
    assert "USD/20/a.png: XTS" in told
    assert "| notes of the model | 2 | 50.0 % (1) | 0.0 % (0) | 50.0 % (1) |" in told
    assert "notes of packs" not in told


def test_a_line_through_the_medians_reckons_more() -> None:
    costs = [Cost(1, 52.0, 60.0), Cost(51, 152.0, 160.0), Cost(101, 252.0, 260.0)]
    assert reckoned_ms(costs) == pytest.approx(2050.0)
    result = Result({}, (), costs[-1], tuple(costs), 90.0)
    assert "Reckoned for 1,000: 2050 ms." in summary(result)


def test_nothing_to_look_at_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="No pictures"):
        run(Options(tmp_path))
    with pytest.raises(DataError, match="at least 1"):
        Options(tmp_path, pictures=0)

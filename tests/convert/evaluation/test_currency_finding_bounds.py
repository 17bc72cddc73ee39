"""What is drawn of the pictures that a search for currencies is evaluated by, and when its cost is plotted."""

from __future__ import annotations

from pathlib import Path

import pytest

from convert.evaluation import currency_finding
from convert.evaluation.currency_finding import Options, run
from tests.convert.pictures import scene, write


def _folder(tmp_path: Path) -> Path:
    for name in ("a", "b", "c", "d"):
        write(tmp_path / "own" / "USD" / "20" / f"{name}.png", scene(1, 32, 32))
        write(tmp_path / "own" / "nothing" / f"{name}.png", scene(1, 32, 32))
        write(tmp_path / "rooms" / "USD" / f"{name}.png", scene(1, 32, 32))
    return tmp_path


@pytest.mark.parametrize(("pictures", "many"), [(1, 1), (3, 3), (9, 4)])
def test_so_many_of_each_kind_are_drawn_and_of_a_currency_that_is_known(
    pictures: int, many: int, tmp_path: Path
) -> None:
    folder = _folder(tmp_path)
    options = Options(folder / "world", folder / "own" / "USD", (folder / "rooms",), pictures=pictures)
    drawn = currency_finding._drawn(options, {"USD", "EUR"})
    kinds = [kind for kind, _, _ in drawn]
    assert [kinds.count(kind) for kind in dict.fromkeys(kinds)] == [many, many]
    own, foreign = drawn[:many], drawn[many:]
    assert {code for _, code, _ in own} == {"USD"}
    assert {code for _, code, _ in foreign} == {None}
    assert [path for *_, path in own] == sorted(path for *_, path in own)


def test_pictures_of_no_known_currency_are_left_out_but_for_those_without_notes(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    options = Options(folder / "world", folder / "own" / "nothing", (folder / "rooms",))
    assert [code for _, code, _ in currency_finding._drawn(options, {"EUR"})] == [None] * 4
    assert currency_finding._drawn(Options(folder / "world"), {"USD"}) == []


def test_without_a_measurement_nothing_is_plotted(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    (folder / "packs").mkdir()
    plot = folder / "cost.svg"
    result = run(
        Options(folder / "world", None, (folder / "rooms",), 1, 0, folder / "packs", plot=plot),
    )
    assert result.costs == ()
    assert not plot.exists()

"""Likely wrong labels, as a model sees them: which are suspect, and the table of them."""

from pathlib import Path

import pytest

from convert.data_audit.label_audit import VERY_SURE, Opinion, write_suspects

DATA = Path("data")


def _opinion(name: str, best: str, score: float) -> Opinion:
    return Opinion(DATA / "photos" / name, "USD/20", best, score, None)


@pytest.mark.parametrize(
    ("best", "score", "suspect"),
    [("USD/5", VERY_SURE, True), ("USD/5", VERY_SURE - 0.001, False), ("USD/20", 1.0, False)],
)
def test_a_photo_is_suspect_where_the_model_is_very_sure_of_another_value(
    best: str, score: float, suspect: bool
) -> None:
    assert _opinion("a.jpg", best, score).suspect is suspect


def test_the_table_has_suspects_alone_surest_first(tmp_path: Path) -> None:
    table = tmp_path / "new" / "suspects.tsv"
    found = [
        _opinion("b.jpg", "USD/5", 0.95),
        _opinion("c.jpg", "USD/20", 0.99),
        _opinion("d.jpg", "USD/1", 0.9876),
        _opinion("a.jpg", "USD/5", 0.95),
    ]
    assert write_suspects(table, found, DATA) == 3
    assert table.read_text(encoding="utf-8").splitlines() == [
        "path\tlabel\tsaid\tscore",
        "photos/d.jpg\tUSD/20\tUSD/1\t0.988",
        "photos/a.jpg\tUSD/20\tUSD/5\t0.950",
        "photos/b.jpg\tUSD/20\tUSD/5\t0.950",
    ]

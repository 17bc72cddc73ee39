"""Notes whose value was never seen: neither reader knows it, and what is said of it is counted as wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.recognition.model import DEFAULT_MODEL, Model
from convert.__main__ import main
from convert.data.dataset import DataError
from convert.data.images import load
from convert.evaluation.values_left_out import STEP, Mistake, Options, Result, run
from convert.inference import BothReaders
from tests.convert.pictures import SPECIMENS, write

TWENTY = SPECIMENS / "XTS_20_front.png"


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    for value in ("20", "5"):
        write(tmp_path / "XTS" / value / "note.png", load(SPECIMENS / f"XTS_{value}_front.png", 640))
    return tmp_path


def test_neither_reader_knows_what_was_left_out_and_both_know_the_rest() -> None:
    model, picture = Model(DEFAULT_MODEL, threads=1), load(TWENTY, 640)
    whole = BothReaders(model).read(picture, ("XTS",))
    assert (whole.both, whole.network, whole.by_print) == ("XTS/20",) * 3
    left_out = BothReaders(model, without="XTS/20").read(picture, ("XTS",))
    assert "XTS/20" not in (left_out.both, left_out.network, left_out.by_print, f"XTS/{left_out.best.value}")
    assert left_out.both is None
    other = BothReaders(model, without="XTS/5").read(picture, ("XTS",))
    assert other.both == "XTS/20"
    assert model.templates is not None
    assert "XTS/20" in model.templates.values, "the model itself stays as it was"


def test_photos_are_read_without_their_value(photos: Path) -> None:
    (photos / "XTS" / "5" / "damaged.png").write_text("no picture")
    result = run(Options(photos))
    assert result == Result({"XTS": 2}, [], 1)
    with pytest.raises(DataError, match="--photos"):
        run(Options(photos, currencies=("USD",)))


def test_each_mistake_is_told_and_counted(photos: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mistake = Mistake(Path("a.jpg"), "USD/5", "USD/50", 0.98765)
    told = STEP.report(Result({"EUR": 3, "USD": 2}, [mistake], 1)).splitlines()
    assert told == [
        "EUR: 0 of 3 called another",
        "USD: 1 of 2 called another",
        "together: 1 of 5 (20.00 %)",
        "a.jpg: USD/5 was called USD/50 (0.9877)",
        "1 could not be read",
    ]
    assert main(["evaluate-left-out", "--photos", str(photos), "--currency", "XTS"]) == 0
    assert capsys.readouterr().out.splitlines() == ["XTS: 0 of 2 called another", "together: 0 of 2 (0.00 %)"]

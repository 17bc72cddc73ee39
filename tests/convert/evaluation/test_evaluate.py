"""`evaluate`: every photo is counted once and rightly, and its documents have the form that others build on."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.recognition.labels import write_metadata
from app.recognition.model import Model
from app.recognition.observation import Box, Observation, ValueScore
from convert.__main__ import main
from convert.data.dataset import DataError, labelled_pictures, specimen_references
from convert.data.images import load
from convert.data.split import held_out_pictures, of_sets
from convert.evaluation.evaluate import evaluate, evaluate_corruptions, evaluate_specimens
from convert.evaluation.report import ABSTAINED, PhotoResult, Report, Tally, confusion, table, together, write_confusion
from convert.inference import said, said_by_both
from convert.synthesis.corruptions import CORRUPTIONS
from tests.app.observations import observation, print_match
from tests.app.recognition import tiny_model
from tests.convert.pictures import SPECIMENS, backgrounds, data_folder, write

RED, BLUE, GREEN, GREY = (0, 0, 255), (255, 0, 0), (0, 255, 0), (128, 128, 128)


def _photo(folder: Path, name: str, colour: tuple[int, int, int]) -> Path:
    return write(folder / f"{name}.png", np.full((30, 40, 3), colour, np.uint8))


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Photos whose answers are known: red is RED/5, blue is BLU/10, green is unknown, grey is nothing for sure."""
    folder = tmp_path / "photos"
    for name, colour in (("right1", RED), ("right2", RED), ("blue", BLUE), ("green", GREEN), ("grey", GREY)):
        _photo(folder / "RED" / "5", name, colour)
    _photo(folder / "BLU" / "10_old_back", "right", BLUE)
    _photo(folder / "BLU" / "20", "ten", BLUE)
    _photo(folder / "CHF" / "10", "like-red", RED)
    _photo(folder / "negative", "green", GREEN)
    _photo(folder / "negative" / "deeper", "like-blue", BLUE)
    _photo(folder / "other", "green", GREEN)
    return folder


def _evaluated(photos: Path, model: Path) -> Report:
    return evaluate(
        Model(model, threads=1),
        labelled_pictures(photos),
        sorted((photos / "negative").rglob("*.png")),
        sorted((photos / "other").rglob("*.png")),
    )


# -- counting


@given(st.lists(st.tuples(*[st.sampled_from(["USD/1", "USD/2", "EUR/5"])] * 2, st.booleans()), max_size=40))
def test_each_photo_is_right_silent_or_wrong(rows: list[tuple[str, str, bool]]) -> None:
    tally = Tally()
    for truth, best, named in rows:
        tally.add(truth, best if named else None, best)
    assert tally.n == len(rows) == tally.right + tally.abstained + tally.misclassified
    assert tally.right == sum(named and best == truth for truth, best, named in rows)
    assert tally.misclassified == sum(named and best != truth for truth, best, named in rows)
    assert tally.top1 == sum(best == truth for truth, best, _ in rows)


def test_value_is_said_from_its_threshold_on() -> None:
    score = ValueScore("USD", "20", "front", 0.8, 0.8)
    assert said(score) == "USD/20"
    assert said(replace(score, score=0.799)) is None
    assert said(replace(score, score=float("nan"))) is None


def test_photos_are_counted_by_currency_in_both_modes(photos: Path, colour_model: Path) -> None:
    report = _evaluated(photos, colour_model)
    # A blue photo of RED/5: with BLU off it is silent, with everything on it is called BLU/10.
    red_own, red_all = report.modes["own"]["RED"], report.modes["all"]["RED"]
    assert (red_own.n, red_own.right, red_own.abstained, red_own.misclassified) == (5, 2, 3, 0)
    assert (red_all.n, red_all.right, red_all.abstained, red_all.misclassified) == (5, 2, 2, 1)
    assert red_own.top1 == 5  # the only value there is
    # 20 is a value of BLU that the model does not know.
    assert report.modes["own"]["BLU"] == Tally(n=2, right=1, abstained=0, misclassified=1, top1=1)
    assert set(report.modes) == {"own", "all"}
    assert list(report.modes["own"]) == ["BLU", "RED"]


def test_false_values_are_counted_on_negatives_and_on_notes_it_does_not_know(photos: Path, colour_model: Path) -> None:
    report = _evaluated(photos, colour_model)
    assert report.negative == {"n": 2, "named": 1}
    assert report.other == {"n": 2, "named": 1}  # the green one, and the photo of a currency that it does not know


def test_currency_that_is_off_by_default_is_on_for_its_own_photos_only(photos: Path, tmp_path: Path) -> None:
    path = tmp_path / "experimental.tflite"
    path.write_bytes(write_metadata(tiny_model.build([tiny_model.COLOUR]), tiny_model.metadata(experimental=("BLU",))))
    report = _evaluated(photos, path)
    assert report.modes["all"]["BLU"].right == 1
    assert report.modes["all"]["RED"].misclassified == 0
    assert report.negative["named"] == 0


def test_unreadable_photos_are_listed_and_not_counted(photos: Path, colour_model: Path) -> None:
    (photos / "RED" / "5" / "broken.jpg").write_bytes(b"no picture")
    (photos / "RED" / "5" / "folder.jpg").mkdir()
    report = _evaluated(photos, colour_model)
    assert report.modes["own"]["RED"].n == 5
    assert len(report.unreadable) == 2
    assert {name for name in ("broken.jpg", "folder.jpg") for line in report.unreadable if name in line} == {
        "broken.jpg",
        "folder.jpg",
    }
    assert "broken.jpg" in table(report)


def test_table_tells_each_currency_and_all_together(photos: Path, colour_model: Path) -> None:
    lines = table(_evaluated(photos, colour_model)).splitlines()
    own = lines[lines.index("-- only the photo's currency on") :]
    assert own[2].split() == ["BLU", "2", "50.0%", "0.0%", "50.0%", "50.0%"]
    assert own[3].split() == ["RED", "5", "40.0%", "60.0%", "0.0%", "100.0%"]
    assert own[4].split() == ["together", "7", "42.9%", "42.9%", "14.3%", "85.7%"]
    assert "no note in view: 2 pictures, a value said of 50.0%" in lines


# -- documents


def test_document_has_the_form_that_others_build_on(photos: Path, colour_model: Path) -> None:
    document: dict[str, Any] = json.loads(json.dumps(_evaluated(photos, colour_model).as_json()))
    assert {"model", "modes", "negative", "other", "photos"} <= set(document)
    content = colour_model.read_bytes()
    assert document["model"] == {
        "path": str(colour_model),
        "version": "tiny",
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    assert set(document["modes"]) == {"own", "all"}
    for tallies in document["modes"].values():
        for tally in tallies.values():
            assert set(tally) == {"n", "right", "abstained", "misclassified", "top1"}
    assert set(document["negative"]) == set(document["other"]) == {"n", "named"}
    for photo in document["photos"]:
        assert {"path", "truth", "said", "score"} <= set(photo)
        assert Path(photo["path"]).is_file()
        assert photo["said"] is None or photo["said"] in ("RED/5", "BLU/10")
        assert 0 <= photo["score"] <= 1
    # Seven photos of known notes in two modes, four of nothing or of unknown notes in one.
    assert len(document["photos"]) == 2 * 7 + 4
    assert {p["truth"] for p in document["photos"]} == {"RED/5", "BLU/10", "BLU/20", "negative", "other"}


def test_confusion_counts_add_up_and_end_with_silence(photos: Path, colour_model: Path) -> None:
    report = _evaluated(photos, colour_model)
    truths, answers, counts = confusion(report, "all")
    assert truths == ["BLU/10", "BLU/20", "RED/5", "negative", "other"]
    assert answers == ["BLU/10", "BLU/20", "RED/5", ABSTAINED]
    assert counts[truths.index("RED/5")].tolist() == [1, 0, 2, 2]
    assert counts[truths.index("BLU/20")].tolist() == [1, 0, 0, 0]
    assert counts[truths.index("negative")].tolist() == [1, 0, 0, 1]
    assert counts.sum() == 7 + 4


def test_values_are_in_order_of_size_not_of_spelling() -> None:
    report = Report({})
    report.photos = [PhotoResult("x", "own", f"USD/{v}", None, "USD/1", 0.1) for v in ("100", "5", "20", "0.5")]
    assert confusion(report, "own")[0] == ["USD/0.5", "USD/5", "USD/20", "USD/100"]


def test_confusion_is_written_as_csv_and_picture(photos: Path, colour_model: Path, tmp_path: Path) -> None:
    report = _evaluated(photos, colour_model)
    write_confusion(report, "own", tmp_path / "matrix")
    with (tmp_path / "matrix.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    truths, answers, counts = confusion(report, "own")
    assert rows[0] == ["truth", *answers]
    assert rows[1:] == [[truth, *map(str, row)] for truth, row in zip(truths, counts.tolist(), strict=True)]
    picture = load(tmp_path / "matrix.png", 10_000)
    cell = 26
    assert picture.shape == (110 + cell * len(truths), 110 + cell * len(answers), 3)

    def colour(truth: str, answer: str) -> tuple[int, int, int]:
        x, y = 110 + cell * answers.index(answer) + 22, 110 + cell * truths.index(truth) + 3
        blue, green, red = (int(v) for v in picture[y, x])
        return blue, green, red

    assert colour("BLU/10", "RED/5") == (255, 255, 255)
    blue, _, red = colour("BLU/20", "BLU/10")  # all of them wrong: red
    assert red > blue
    blue, _, red = colour("BLU/10", "BLU/10")  # all of them right: not red
    assert red < blue


def test_confusion_of_no_photos_is_written_all_the_same(tmp_path: Path) -> None:
    write_confusion(Report({}), "own", tmp_path / "none")
    assert (tmp_path / "none.csv").read_text().split() == [f"truth,{ABSTAINED}"]
    assert load(tmp_path / "none.png", 1000).size


# -- what training kept aside


# -- the step


def _run(*arguments: object) -> int:
    return main(["evaluate", *map(str, arguments)])


def test_step_writes_json_and_matrices_and_prints_the_table(
    photos: Path, colour_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "results" / "evaluation.json"
    matrices = tmp_path / "matrices"
    assert _run("--photos", photos, "--model", colour_model, "--json", out, "--confusion", matrices) == 0
    assert "together" in capsys.readouterr().out
    assert json.loads(out.read_text())["modes"]["own"]["RED"]["right"] == 2
    assert sorted(p.name for p in matrices.iterdir()) == [
        "confusion-all.csv",
        "confusion-all.png",
        "confusion-own.csv",
        "confusion-own.png",
    ]


def test_step_evaluates_only_the_currencies_asked_for(photos: Path, colour_model: Path, tmp_path: Path) -> None:
    out = tmp_path / "evaluation.json"
    for asked, evaluated in (("RED", {"RED"}), ("RED, BLU", {"RED", "BLU"})):
        assert _run("--photos", photos, "--model", colour_model, "--currency", asked, "--json", out) == 0
        assert set(json.loads(out.read_text())["modes"]["own"]) == evaluated


def test_step_adds_what_training_kept_aside(photos: Path, colour_model: Path, tmp_path: Path) -> None:
    data, out = data_folder(tmp_path / "data"), tmp_path / "evaluation.json"
    assert _run("--photos", photos, "--model", colour_model, "--held-out-of", data, "--json", out) == 0
    negatives, others = held_out_pictures(data)
    document = json.loads(out.read_text())
    assert document["negative"]["n"] == 2 + len(negatives)
    assert document["other"]["n"] == 2 + len(others)


def test_step_evaluates_by_what_a_training_left_out_and_says_which(
    photos: Path, colour_model: Path, tmp_path: Path
) -> None:
    data, out = data_folder(tmp_path / "data"), tmp_path / "evaluation.json"
    sets = ("--held-out-of", data, "--left-out", "cards,GHI")
    assert _run("--photos", photos, "--model", colour_model, *sets, "--json", out) == 0
    negatives, others = of_sets(data, ["cards", "GHI"])
    document = json.loads(out.read_text())
    assert document["left_out"] == ["cards", "GHI"]
    assert (document["negative"]["n"], document["other"]["n"]) == (2 + len(negatives), 2 + len(others))
    assert negatives
    assert others


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--photos", "nowhere"], "nowhere"),
        (["--photos", "photos", "--currency", "XYZ", "--held-out-of", "nowhere"], "nowhere"),
        (["--photos", "photos", "--specimens", "2"], "--held-out-of"),
        (["--photos", "photos", "--left-out", "cards"], "--held-out-of"),
    ],
)
def test_what_is_missing_is_one_line_and_code_one(
    arguments: list[str],
    named: str,
    photos: Path,
    colour_model: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(photos.parent)
    assert _run(*arguments, "--model", colour_model) == 1
    error = capsys.readouterr().err
    assert error.startswith("convert: ")
    assert error.count("\n") == 1
    assert named in error


def test_empty_folder_and_damaged_model_are_one_line_and_code_one(
    colour_model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    damaged = tmp_path / "damaged.tflite"
    damaged.write_bytes(colour_model.read_bytes()[:500])
    for photos, model in (("empty", colour_model), ("empty", damaged)):
        assert _run("--photos", tmp_path / photos, "--model", model) == 1
        assert capsys.readouterr().err.count("\n") == 1


# -- the shipped model


def test_specimens_are_evaluated_repeatably_each_value_as_often_as_asked(shipped: Model, tmp_path: Path) -> None:
    rooms = backgrounds(tmp_path, 4)
    first, again, other = (evaluate_specimens(shipped, SPECIMENS, rooms, 2, seed) for seed in (1, 1, 2))
    for readers in ("both", "network", "by_print"):
        one, same, drawn_anew = (getattr(tallies, readers) for tallies in (first, again, other))
        assert one.n == drawn_anew.n == 14
        assert one == same
        assert one.right + one.abstained + one.misclassified == 14
    assert first.by_print != first.network, "each reader is asked"


def test_specimens_that_are_not_there_are_told(shipped: Model, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="convert specimens"):
        evaluate_specimens(shipped, tmp_path, [], 1, 1)


def test_shipped_model_reads_real_photos_and_rarely_says_a_wrong_value(shipped: Model, photos_dir: Path) -> None:
    """Every fourth photo, only its currency on: the figures that the first shipped model had to reach."""
    photos = labelled_pictures(photos_dir / "photos" / "val", ["USD", "EUR", "INR"])
    if not photos:
        pytest.skip(f"no photos of USD, EUR or INR under {photos_dir / 'photos' / 'val'}")
    report = evaluate(shipped, photos[::4], [], [])
    n, right, wrong = (
        sum(getattr(t, k) for t in report.modes["own"].values()) for k in ("n", "right", "misclassified")
    )
    assert n > 50
    assert wrong <= 0.05 * n, f"{wrong} of {n} were given a wrong value"
    assert right >= 0.75 * n, f"only {right} of {n} were read"


# -- hard conditions


def test_conditions_are_tallied_for_each_currency_the_model_knows(photos: Path, colour_model: Path) -> None:
    model = Model(colour_model, threads=1)
    found = labelled_pictures(photos)
    tallies = evaluate_corruptions(model, found, [write(photos / "green.png", np.full((40, 60, 3), GREEN, np.uint8))])
    assert list(tallies) == list(CORRUPTIONS)
    for by_currency in tallies.values():
        assert {currency: t.both.n for currency, t in by_currency.items()} == {"BLU": 2, "RED": 5}
    both = {name: {c: t.both for c, t in of.items()} for name, of in tallies.items()}
    assert both == {name: {c: t.network for c, t in of.items()} for name, of in tallies.items()}, "it has no print"
    plain, upside_down = both["as it is"], both["upside down"]
    assert plain["RED"].right == upside_down["RED"].right == 2, "a plain red picture is red either way up"
    assert both["dark"]["RED"].right == 2, "a dark picture is lightened, as in the app"
    report = Report({"version": "x", "bytes": 1}, corruptions=both, corruptions_by_network=both)
    assert set(report.as_json()["corruptions"]) == set(CORRUPTIONS)
    assert f"{'dark':20}{7:>6}" in table(report)
    assert f"{'  network alone':20}{7:>6}" in table(report)


def test_sums_of_tallies_are_those_of_their_parts() -> None:
    assert together({"A": Tally(5, 2, 1, 2, 3), "B": Tally(4, 3, 1, 0, 3)}) == Tally(9, 5, 2, 2, 6)


def test_conditions_without_backgrounds_say_what_to_give(photos: Path, colour_model: Path, capsys: Any) -> None:
    assert main(["evaluate", "--photos", str(photos), "--model", str(colour_model), "--conditions"]) == 1
    assert "--held-out-of" in capsys.readouterr().err


def _seen(**by_value: float) -> Observation:
    scores = {value[1:]: score for value, score in by_value.items()}
    return observation(scores=scores, note_box=Box(0.2, 0.3, 0.8, 0.7))


@pytest.mark.parametrize(
    ("scores", "printed", "is_clear", "told"),
    [
        ({"v20": 0.9, "v10": 0.05}, "20", False, "USD/20"),
        ({"v20": 0.9, "v10": 0.05}, None, False, None),
        ({"v20": 0.9, "v10": 0.04}, "10", True, None),
        ({"v20": 0.5, "v10": 0.4}, "20", False, None),
        ({"v20": 0.5, "v10": 0.4}, "20", True, "USD/20"),
        ({"v20": 0.5, "v10": 0.4}, "10", True, "USD/10"),
        ({"v20": 0.5, "v10": 0.09}, "10", True, None),
        ({"v20": 0.5, "v10": 0.11}, "10", True, "USD/10"),
        ({"v20": 0.5, "v10": 0.4}, "50", True, None),
    ],
)
def test_the_network_proposes_and_the_print_disposes(
    scores: dict[str, float], printed: str | None, is_clear: bool, told: str | None
) -> None:
    match = None if printed is None else print_match(printed, 0.0, is_clear=is_clear, agreement=0.7)
    assert said_by_both(_seen(**scores), match, ("USD/20", "USD/10")) == told
    if match is None:
        assert said_by_both(_seen(**scores), match, ("USD/10",)) == "USD/20", "of which no print is known"


def test_both_readers_are_evaluated_together_and_each_alone(shipped: Model) -> None:
    notes = [note for note in specimen_references(SPECIMENS) if note.value in ("5", "20")]
    report = evaluate(shipped, notes, [], [])
    assert report.modes["own"]["XTS"].right == len(notes)
    assert report.alone["print"]["own"]["XTS"].right == len(notes)
    assert set(report.alone) == {"network", "print"}
    assert report.as_json()["alone"]["print"]["own"]["XTS"]["n"] == len(notes)
    assert "print alone" in table(report)

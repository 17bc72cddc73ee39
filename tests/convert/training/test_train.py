"""Training: its schedule, its guide and, where the training packages are installed, a whole small run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.recognition.labels import NoteLabel, read_metadata
from app.recognition.model import Model
from app.recognition.observation import Box
from convert.data.dataset import DataError, LabelledPicture
from convert.synthesis.synthesize import load
from convert.training.stream import Batch
from convert.training.train import PLANS, OwnCurrencyCheck, Stage, Trainer, _Pool, _rate, note_places
from tests.app.recognition.shipped import shipped_model
from tests.convert.keras_weights import folded_weights, torch_and_keras
from tests.convert.pictures import SPECIMENS, scene, write

LABELS = (
    NoteLabel.unknown(),
    NoteLabel("ABC", "5", "current", "front"),
    NoteLabel("ABC", "5", "current", "back"),
    NoteLabel("ABC", "10", "current", "front"),
    NoteLabel("DEF", "1", "current", "front"),
)


# -- the schedule


@given(st.floats(0, 1), st.floats(1e-6, 1e-1))
def test_rate_is_never_nothing_and_never_above_its_peak(done: float, peak: float) -> None:
    assert 0.02 * peak * 0.999 <= _rate(peak, done) <= peak * 1.001


def test_rate_rises_for_a_tenth_and_falls_to_a_fiftieth() -> None:
    rates = [_rate(1.0, done) for done in np.linspace(0, 1, 101)]
    assert rates.index(max(rates)) == 10
    assert max(rates) == pytest.approx(1.0)
    assert rates[:11] == sorted(rates[:11])
    assert rates[10:] == sorted(rates[10:], reverse=True)
    assert rates[-1] == pytest.approx(0.02)


def test_every_plan_ends_at_the_size_that_ships_and_fills_its_batches() -> None:
    for plan in PLANS.values():
        assert plan[-1].size == 224
        assert all(stage.size % 32 == 0 and stage.pictures >= stage.batch > 0 for stage in plan)


# -- the guide


class FixedModel:
    """Answers every picture by its mean colour: red is class 1 (ABC 5), green class 3 (ABC 10), blue class 4 (DEF)."""

    def predict_on_batch(self, pictures: Any) -> dict[str, Any]:
        red, green, blue = np.moveaxis(pictures.mean((1, 2)), -1, 0)
        return {"logits": np.stack([red * 0 - 5, red, red * 0 - 5, green, blue * 3], axis=1)}


def test_guide_counts_the_best_value_with_only_the_photo_s_currency_on(tmp_path: Path) -> None:
    photos = []
    for k, (bgr, value) in enumerate(
        [((0, 0, 255), "5"), ((255, 0, 200), "5"), ((0, 255, 0), "5"), ((0, 255, 0), "10")]
    ):
        path = write(tmp_path / f"{k}.png", np.full((40, 40, 3), bgr, np.uint8))
        photos.append(LabelledPicture(path, "ABC", value, "current", None))
    photos.append(LabelledPicture(photos[0].path, "DEF", "1", "current", None))
    # The second is bluest, but DEF is not its currency; the third is wrong; DEF has one value, which is always best.
    assert OwnCurrencyCheck(photos, LABELS)(FixedModel(), 32) == pytest.approx(
        {"top1/ABC": 0.75, "top1/DEF": 1.0, "top1/all": 0.8}
    )


def test_guide_takes_an_even_sample_and_none_is_no_error(tmp_path: Path) -> None:
    path = write(tmp_path / "red.png", np.full((40, 40, 3), (0, 0, 255), np.uint8))
    photos = [LabelledPicture(path, "ABC", "5" if k % 2 else "10", "current", None) for k in range(10)]
    assert OwnCurrencyCheck(photos, LABELS, limit=5)(FixedModel(), 32)["top1/all"] == 0.0  # every second one: all "10"
    assert OwnCurrencyCheck([], LABELS)(FixedModel(), 32) == {}


# -- where notes lie


def test_places_are_the_table_s_and_without_a_model_no_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photos = [
        LabelledPicture(write(tmp_path / name, np.zeros((40, 40, 3), np.uint8)), "ABC", "5", "current", None)
        for name in ("told.png", "untold.png")
    ]
    assert note_places(tmp_path, photos, None) == {}
    (tmp_path / "boxes.tsv").write_text("path\tleft\ttop\tright\tbottom\ntold.png\t0.1\t0.2\t0.8\t0.9\n")
    assert note_places(tmp_path, photos, None) == {photos[0].path: Box(0.1, 0.2, 0.8, 0.9)}
    assert capsys.readouterr().out == ""
    with (tmp_path / "boxes.tsv").open("a") as table:
        table.write("untold.png\t0.9\t0.2\t0.1\t0.9\n")
    assert list(note_places(tmp_path, photos, None)) == [photos[0].path]
    assert "boxes.tsv: line 3" in capsys.readouterr().out


def test_a_model_tells_the_places_that_the_table_does_not(tmp_path: Path) -> None:
    note = load(SPECIMENS / "XTS_20_front.png", 400)
    picture = scene(3, 640, 480)
    height = round(note.shape[0] * 360 / note.shape[1])
    picture[120 : 120 + height, 60:420] = cv2.resize(note, (360, height), interpolation=cv2.INTER_AREA)
    seen = write(tmp_path / "seen.png", picture)
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    photos = [LabelledPicture(path, "XTS", "20", "current", None) for path in (seen, broken)]
    (place,) = note_places(tmp_path, photos, shipped_model()).values()
    sides = (place.left, place.top, place.right, place.bottom)
    assert sides == pytest.approx((60 / 640, 120 / 480, 420 / 640, (120 + height) / 480), abs=0.1)


# -- with the training packages


@pytest.fixture
def torch() -> Any:
    return torch_and_keras()[0]


def _batch(numbers: list[int]) -> Batch:
    """Features that are their numbers, and answers that tell them."""
    n = len(numbers)
    targets = np.zeros((n, 100), bool)
    targets[range(n), numbers] = True
    boxes = np.repeat(np.array(numbers, np.float32)[:, None], 4, axis=1)
    return Batch(np.array(numbers, np.float16).reshape(n, 1, 1, 1), targets, boxes, np.array(numbers, np.float32))


def _drawn(pool: _Pool, torch: Any, count: int = 400) -> set[int]:
    features, targets, boxes, has_note = pool.draw(np.random.default_rng(1), count, torch, "cpu")
    numbers = features.flatten().long()
    assert features.dtype == torch.float32
    assert torch.equal(targets.long().argmax(1), numbers)
    assert torch.equal(boxes[:, 2].long(), numbers)
    assert torch.equal(has_note.long(), numbers)
    return set(numbers.tolist())


def test_pool_draws_features_with_their_own_answers_and_forgets_the_oldest(torch: Any) -> None:
    pool = _Pool(6)
    for start in (0, 4, 8):
        batch = _batch(list(range(start, start + 4)))
        pool.add(torch.from_numpy(batch.images), batch)
        newest = set(range(max(0, start - 2), start + 4))
        assert _drawn(pool, torch) == newest


class DrawnHere:
    """Stands in for the stream of worker processes: random pictures through the trunk, in this process."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, int, int]] = []

    def batches(self, stage: int, first: int, last: int, count: int, size: int, trunk: Any = None) -> Iterator[Batch]:
        self.asked.append((stage, first, last))
        for number in range(first, last):
            rng = np.random.default_rng([stage, number])
            pictures = rng.integers(0, 256, (count, size, size, 3), dtype=np.uint8)
            targets = np.zeros((count, len(LABELS)), bool)
            targets[range(count), rng.integers(0, len(LABELS), count)] = True
            boxes = np.full((count, 4), np.nan, np.float32)
            boxes[0] = (0.1, 0.2, 0.8, 0.9)
            has_note = np.array([1.0, 0.0, *[np.nan] * (count - 2)], np.float32)
            yield Batch(pictures if trunk is None else trunk(pictures).numpy(), targets, boxes, has_note)


class Validations:
    """Notes at which sizes it was asked."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def __call__(self, model: Any, size: int) -> dict[str, float]:
        assert model.input_shape[1] == size
        self.sizes.append(size)
        return {"top1/all": 0.5}


PLAN = (Stage(96, "block_5_add", 8, 1, 4, 1e-3), Stage(224, "block_5_add", 8, 2, 4, 1e-3))


@pytest.mark.timeout(600)
def test_small_run_trains_both_stages_ends_with_weights_and_is_resumed_only_by_its_own_plan(
    torch: Any, tmp_path: Path
) -> None:
    from convert.training import network

    folded = folded_weights(tmp_path / "folded.npz", network.build(len(LABELS), 96))
    statistics = np.random.default_rng(1).integers(0, 256, (2, 224, 224, 3), dtype=np.uint8)
    out = tmp_path / "run"
    out.mkdir()

    def trainer() -> Trainer:
        return Trainer(LABELS, out, 1, folded, statistics)

    stream, validations = DrawnHere(), Validations()
    first = trainer()
    before = [np.array(w) for w in first.model.get_weights()]
    first.run(PLAN, stream, validations, resume=False)  # type: ignore[arg-type]
    after = [np.array(w) for w in first.model.get_weights()]
    assert stream.asked == [(0, 0, 2), (1, 0, 2)]
    assert validations.sizes == [96, 224]
    assert (out / "final.weights.h5").exists()
    assert list((out / "logs").iterdir())
    assert all(np.isfinite(w).all() for w in after)
    assert any(not np.array_equal(a, b) for a, b in zip(before, after, strict=True))
    frozen = first.model.get_layer("block_1_expand").get_weights()
    assert np.array_equal(frozen[0], np.load(folded)["L03_w"].transpose(1, 2, 3, 0))

    # A finished run that is resumed has nothing left to do, and still has its weights.
    stream = DrawnHere()
    again = trainer()
    again.run(PLAN, stream, validations, resume=True)  # type: ignore[arg-type]
    assert stream.asked == []
    assert all(np.array_equal(a, b) for a, b in zip(after, again.model.get_weights(), strict=True))

    # One that ended in the midst of a stage goes on there.
    state = json.loads((out / "state.json").read_text())
    state["progress"] = {"stage": 1, "batch": 1}
    (out / "state.json").write_text(json.dumps(state))
    stream = DrawnHere()
    trainer().run(PLAN, stream, validations, resume=True)  # type: ignore[arg-type]
    assert stream.asked == [(1, 0, 2)], "the pool is filled again with what was in it"

    with pytest.raises(DataError, match="another plan"):
        trainer().run(PLAN[:1], DrawnHere(), validations, resume=True)  # type: ignore[arg-type]


class CutOff(DrawnHere):
    """A stream that breaks off in the second stage, as a machine that is switched off."""

    def batches(self, stage: int, first: int, last: int, count: int, size: int, trunk: Any = None) -> Iterator[Batch]:
        for number, batch in enumerate(super().batches(stage, first, last, count, size, trunk), start=first):
            if (stage, number) == (1, 1):
                raise KeyboardInterrupt
            yield batch


@pytest.mark.timeout(600)
def test_a_run_that_was_cut_off_ends_with_the_weights_of_one_that_was_not(torch: Any, tmp_path: Path) -> None:
    from convert.training import network

    folded = folded_weights(tmp_path / "folded.npz", network.build(len(LABELS), 96))
    statistics = np.random.default_rng(1).integers(0, 256, (2, 224, 224, 3), dtype=np.uint8)

    def trainer(name: str) -> Trainer:
        (tmp_path / name).mkdir(exist_ok=True)
        return Trainer(LABELS, tmp_path / name, 1, folded, statistics, threads=1)

    whole = trainer("whole")
    whole.run(PLAN, DrawnHere(), Validations(), resume=False, checkpoint_s=0)  # type: ignore[arg-type]
    with pytest.raises(KeyboardInterrupt):
        trainer("cut").run(PLAN, CutOff(), Validations(), resume=False, checkpoint_s=0)  # type: ignore[arg-type]
    again = trainer("cut")
    again.run(PLAN, DrawnHere(), Validations(), resume=True, checkpoint_s=0)  # type: ignore[arg-type]
    for a, b in zip(whole.model.get_weights(), again.model.get_weights(), strict=True):
        assert np.allclose(a, b, rtol=1e-3, atol=1e-3)


def test_a_run_starts_from_a_model_file_and_keeps_what_it_knows_of_its_classes(torch: Any, tmp_path: Path) -> None:
    from convert.training import network

    shipped = shipped_model()
    known = read_metadata(shipped).labels
    dollar = known.index(NoteLabel("USD", "20", "current", "front"))
    labels = (NoteLabel.unknown(), NoteLabel("QQQ", "1", "current", "front"), known[dollar])
    folded = folded_weights(tmp_path / "folded.npz", network.build(len(labels), 96))
    statistics = np.random.default_rng(1).integers(0, 256, (4, 224, 224, 3), dtype=np.uint8)
    trainer = Trainer(labels, tmp_path, 1, folded, statistics, shipped)
    picture = np.random.default_rng(2).integers(0, 256, (224, 224, 3), dtype=np.uint8)
    picture = cv2.GaussianBlur(picture, (0, 0), 8)
    mine = trainer.model.predict_on_batch(picture[None].astype(np.float32) / 127.5 - 1)
    theirs = Model(shipped, threads=1).look(picture)
    assert theirs.embedding is not None
    scale = float(np.abs(theirs.embedding).mean())
    assert float(np.abs(mine["embedding"][0] - theirs.embedding).mean()) < 0.25 * scale
    for row, index in ((0, 0), (2, dollar)):
        assert float(mine["logits"][0][row]) == pytest.approx(float(theirs.logits[index]), abs=1.5)

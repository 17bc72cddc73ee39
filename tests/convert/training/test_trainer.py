"""The trainer: its schedule and, where the training packages are installed, a whole small run."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.recognition.labels import NoteLabel, read_metadata
from app.recognition.model import Model
from convert.data.dataset import DataError
from convert.training.plans import Stage
from convert.training.stream import Batch
from convert.training.trainer import Gone, Progress, Trainer, _Smooth, _StageRun, learning_rate
from tests.app.recognition.shipped import shipped_model
from tests.convert.keras_weights import folded_weights, torch_and_keras

LABELS = (
    NoteLabel.unknown(),
    NoteLabel("ABC", "5", "current", "front"),
    NoteLabel("ABC", "5", "current", "back"),
    NoteLabel("ABC", "10", "current", "front"),
    NoteLabel("DEF", "1", "current", "front"),
)


@given(st.floats(0, 1), st.floats(1e-6, 1e-1))
def test_rate_is_never_nothing_and_never_above_its_peak(done: float, peak: float) -> None:
    assert 0.02 * peak * 0.999 <= learning_rate(peak, done) <= peak * 1.001


def test_rate_rises_for_a_tenth_and_falls_to_a_fiftieth() -> None:
    rates = [learning_rate(1.0, done) for done in np.linspace(0, 1, 101)]
    assert rates.index(max(rates)) == 10
    assert max(rates) == pytest.approx(1.0)
    assert rates[:11] == sorted(rates[:11])
    assert rates[10:] == sorted(rates[10:], reverse=True)
    assert rates[-1] == pytest.approx(0.02)


# -- the guide


# -- where notes lie


# -- with the training packages


@pytest.fixture
def torch() -> Any:
    return torch_and_keras()[0]


class DrawnHere:
    """Stands in for the stream of worker processes: random pictures through the backbone, in this process."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, int, int]] = []

    def batches(
        self, stage: int, first: int, last: int, count: int, size: int, backbone: Any = None
    ) -> Iterator[Batch]:
        self.asked.append((stage, first, last))
        for number in range(first, last):
            rng = np.random.default_rng([stage, number])
            pictures = rng.integers(0, 256, (count, size, size, 3), dtype=np.uint8)
            targets = np.zeros((count, len(LABELS)), bool)
            targets[range(count), rng.integers(0, len(LABELS), count)] = True
            boxes = np.full((count, 4), np.nan, np.float32)
            boxes[0] = (0.1, 0.2, 0.8, 0.9)
            has_note = np.array([1.0, 0.0, *[np.nan] * (count - 2)], np.float32)
            yield Batch(pictures if backbone is None else backbone(pictures).numpy(), targets, boxes, has_note)


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


@pytest.mark.timeout(600)
def test_without_a_cut_every_layer_is_trained_on_pictures_themselves(torch: Any, tmp_path: Path) -> None:
    from convert.training import network

    folded = folded_weights(tmp_path / "folded.npz", network.build(len(LABELS), 96))
    statistics = np.random.default_rng(1).integers(0, 256, (2, 224, 224, 3), dtype=np.uint8)
    trainer = Trainer(LABELS, tmp_path, 1, folded, statistics)
    stem = trainer.model.get_layer("Conv1").get_weights()[0].copy()
    trainer.run((Stage(224, None, 8, 1, 4, 1e-3),), DrawnHere(), Validations(), resume=False)  # type: ignore[arg-type]
    assert not np.array_equal(stem, trainer.model.get_layer("Conv1").get_weights()[0])
    assert all(np.isfinite(w).all() for w in trainer.model.get_weights())


class Clock:
    """A clock that goes on by a fixed step each time it is asked."""

    def __init__(self, step_s: float) -> None:
        self._now_s, self._step_s = 0.0, step_s

    def __call__(self) -> float:
        self._now_s += self._step_s
        return self._now_s


def test_a_stage_is_as_far_as_its_pictures_without_a_limit() -> None:
    gone = Gone(Stage(96, None, 40, 1, 4, 1e-3), None, Clock(100))
    assert [gone.fraction(index) for index in range(10)] == pytest.approx([n / 10 for n in range(1, 11)])


def test_a_stage_with_a_limit_ends_by_whichever_comes_first() -> None:
    stage = Stage(96, None, 40, 1, 4, 1e-3)
    slow = Gone(stage, 3.0, Clock(1.0))
    assert [slow.fraction(index) for index in range(4)] == pytest.approx([0.1, 1 / 3, 2 / 3, 1.0])
    quick = Gone(stage, 1000.0, Clock(1.0))
    assert [quick.fraction(index) for index in range(10)][-1] == 1.0


class CutOff(DrawnHere):
    """A stream that breaks off in the second stage, as a machine that is switched off."""

    def batches(
        self, stage: int, first: int, last: int, count: int, size: int, backbone: Any = None
    ) -> Iterator[Batch]:
        for number, batch in enumerate(super().batches(stage, first, last, count, size, backbone), start=first):
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
    theirs = Model(shipped, threads=1).infer(picture)
    assert theirs.embedding is not None
    scale = float(np.abs(theirs.embedding).mean())
    assert float(np.abs(mine["embedding"][0] - theirs.embedding).mean()) < 0.25 * scale
    for row, index in ((0, 0), (2, dollar)):
        assert float(mine["logits"][0][row]) == pytest.approx(float(theirs.logits[index]), abs=1.5)
    # A class it does not know is not named in place of one that it knows.
    assert float(mine["logits"][0][1]) == pytest.approx(float(np.mean(theirs.logits)), abs=1.5)


def test_a_figure_follows_its_newest_values_slowly() -> None:
    figure = _Smooth()
    assert figure.add(1.0) == 1.0
    assert figure.add(2.0) == pytest.approx(1.02)
    assert figure.add(0.0) == pytest.approx(0.9996)
    for _ in range(500):
        figure.add(5.0)
    assert figure.value == pytest.approx(5.0, abs=0.001)


@pytest.mark.parametrize(("limit_s", "limits"), [(None, [None, None]), (80.0, [20.0, 60.0])])
def test_each_stage_has_its_part_of_a_run_s_time(
    limit_s: float | None, limits: list[float | None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[str] = []
    writer = SimpleNamespace(close=lambda: told.append("closed"))
    for name in ("torch", "torch.utils", "torch.utils.tensorboard"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    module: Any = ModuleType("torch.utils.tensorboard.writer")
    module.SummaryWriter = lambda logs: writer
    monkeypatch.setitem(sys.modules, module.__name__, module)
    trainer: Any = Trainer.__new__(Trainer)
    trainer.folder = SimpleNamespace(logs=tmp_path, final_weights=tmp_path / "w")
    trainer.model = SimpleNamespace(save_weights=lambda path: told.append(path.name))
    given: list[Any] = []
    trainer._run_stage = lambda plan, number, gone, first, *_: given.append((number, first, gone))
    plan: Any = [SimpleNamespace(pictures=100, batch=10), SimpleNamespace(pictures=300, batch=10)]
    trainer.run(plan, None, None, resume=False, limit_s=limit_s)
    assert [(number, first) for number, first, _ in given] == [(0, 0), (1, 0)]
    assert [gone._limit_s for _, _, gone in given] == limits
    assert [gone.stage for _, _, gone in given] == plan
    assert told == ["w", "closed"]
    # Resumed in its second stage, it begins there, at the batch that comes next.
    given.clear()
    trainer._restore = lambda plan: Progress(1, 7)
    trainer.run(plan, None, None, resume=True)
    assert [(number, first) for number, first, _ in given] == [(1, 7)]


class _Loss:
    """What torch gives of a batch."""

    def detach(self) -> float:
        return 0.75


@pytest.mark.parametrize(
    ("limit_s", "checkpoint_s", "batches", "saved"),
    [
        (None, 1e9, 4, [Progress(2, 0)]),
        (None, -1.0, 4, [Progress(1, 1), Progress(1, 2), Progress(1, 3), Progress(2, 0)]),
        (2.0, 1e9, 3, [Progress(2, 0)]),
    ],
)
@pytest.mark.parametrize("size", [96, 224])
def test_a_stage_is_saved_at_its_end_and_validated_by_its_average(
    limit_s: float | None, checkpoint_s: float, batches: int, saved: list[Progress], size: int
) -> None:
    """It ends with its pictures, or with its time, of which each batch here takes a second."""
    stage: Any = SimpleNamespace(pictures=40, batch=10, size=size, peak_rate=1e-3, reuse=2)
    gone = Gone(stage, limit_s, Clock(1.0))
    assigned: list[str] = []
    learned: list[tuple[int, float]] = []

    def learn(rng: object, rate: float, index: int, is_full: bool) -> tuple[_Loss, float]:
        learned.append((index, rate))
        assert is_full is (size == 224)
        return _Loss(), 0.5

    run = SimpleNamespace(learn=learn, live=lambda: "live", assign=assigned.append, average="average", model="model")
    trainer: Any = Trainer.__new__(Trainer)
    trainer._seed, trainer._steps, trainer.size = 1, 0, 224
    trainer._torch = SimpleNamespace(manual_seed=lambda number: None)
    trainer._started = lambda stage, first: run
    trainer._fed = lambda run, number, first, stream: iter(range(first, 4))
    trainer._take_back = lambda model: None
    found: list[Progress] = []
    trainer._save = lambda plan, progress, run: found.append(progress)
    seen: Any = []
    writer: Any = SimpleNamespace(add_scalar=lambda *_: None)
    stream: Any = None
    trainer._run_stage([stage] * 3, 1, gone, 0, stream, lambda *given: seen.append(given) or {}, writer, checkpoint_s)
    assert found == saved
    assert seen == [("model", size)] * len(saved)
    assert [index for index, _ in learned] == [index for index in range(batches) for _ in range(2)]
    # Trained on from where it was, but for the last, which keeps its average.
    assert assigned == ["average", "live"] * (len(saved) - 1) + ["average"]


def test_only_weights_of_several_dimensions_decay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_StageRun, "live", lambda self: [])
    variables = [SimpleNamespace(value=SimpleNamespace(ndim=ndim), dtype="float32") for ndim in (4, 2, 1, 0)]
    model: Any = SimpleNamespace(trainable_variables=variables, variables=variables)
    network: Any = SimpleNamespace(TorchGraph=lambda top, half: None)
    given: list[Any] = []
    torch: Any = SimpleNamespace(optim=SimpleNamespace(AdamW=lambda groups, lr: given.append((groups, lr))))
    _StageRun(torch, network, model, Stage(96, None, 40, 1, 4, 1e-3), "cpu")
    ((groups, rate),) = given
    assert rate == 1e-3
    assert [([p.ndim for p in group["params"]], group["weight_decay"] > 0) for group in groups] == [
        ([4, 2], True),
        ([1, 0], False),
    ]


@pytest.mark.parametrize(("has_frozen", "given"), [(False, [-1.0, 0.0, 1.0]), (True, [0.0, 127.5, 255.0])])
def test_pictures_are_learned_between_minus_one_and_one_and_features_as_they_are(
    has_frozen: bool, given: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[float]] = []
    monkeypatch.setattr("convert.training.trainer.feature_cutmix", lambda rng, features, *_: features)
    quiet: Any = SimpleNamespace(
        no_grad=nullcontext,
        nn=SimpleNamespace(utils=SimpleNamespace(clip_grad_norm_=lambda *_: None)),
        _foreach_mul_=lambda average, keep: kept.append(keep),
        _foreach_add_=lambda average, values, alpha: kept.append(alpha),
    )
    kept: list[float] = []
    run: Any = _StageRun.__new__(_StageRun)
    group: dict[str, float] = {}
    run.optimizer = SimpleNamespace(param_groups=[group], zero_grad=lambda **_: None, step=lambda: None)
    drawn = SimpleNamespace(features=np.array([0, 127.5, 255]), targets=None, boxes=None)
    run._pool = SimpleNamespace(draw=lambda *_: drawn)
    run.frozen, run._torch, run._params, run.tracked, run.average = (has_frozen or None), quiet, [], [], []
    run.stage, run.device = SimpleNamespace(batch=4), "cpu"
    run._graph = lambda features, training: seen.append(features.tolist())
    run._loss = lambda out, drawn, box: (SimpleNamespace(backward=lambda: None), 0.5)
    run.learn(np.random.default_rng(1), 0.25, 0, False)
    assert seen == [given]
    assert group == {"lr": 0.25}
    # Of the first batch a tenth of the average is kept.
    assert kept == pytest.approx([0.1, 0.9])


@pytest.mark.parametrize("box", [True, False])
def test_where_a_note_lies_is_learned_at_the_full_size_alone(box: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("convert.training.trainer.answer_loss", lambda logits, targets: "loss")
    monkeypatch.setattr("convert.training.trainer.with_box", lambda loss, where, boxes, has_note: f"{loss} and {where}")
    chosen = SimpleNamespace(argmax=lambda axis, keepdim: "best")
    right = SimpleNamespace(float=lambda: SimpleNamespace(mean=lambda: 0.5))
    drawn: Any = SimpleNamespace(targets=SimpleNamespace(gather=lambda axis, of: right), boxes=None, has_note=None)
    run: Any = _StageRun.__new__(_StageRun)
    assert run._loss({"logits": chosen, "where": "place"}, drawn, box) == ("loss and place" if box else "loss", 0.5)


@pytest.mark.parametrize(("batches", "logged"), [(1, [2]), (20, [2]), (21, [2, 42])])
def test_figures_are_logged_every_twenty_batches(batches: int, logged: list[int]) -> None:
    stage: Any = SimpleNamespace(pictures=10 * batches, batch=10, size=96, peak_rate=1e-3, reuse=2)
    written: list[tuple[str, float, int]] = []
    run = SimpleNamespace(
        learn=lambda *_: (_Loss(), 0.5), live=lambda: "live", assign=lambda of: None, average="average", model="model"
    )
    trainer: Any = Trainer.__new__(Trainer)
    trainer._seed, trainer._steps, trainer.size = 1, 0, 224
    trainer._torch = SimpleNamespace(manual_seed=lambda number: None)
    trainer._started = lambda stage, first: run
    trainer._fed = lambda run, number, first, stream: iter(range(batches))
    trainer._take_back = trainer._save = lambda *_: None
    writer: Any = SimpleNamespace(add_scalar=lambda *figure: written.append(figure))
    stream: Any = None
    trainer._run_stage([stage], 0, Gone(stage, None), 0, stream, lambda *_: {"top1": 0.25}, writer, 1e9)
    assert [step for name, _, step in written if name == "loss"] == logged
    assert {(name, figure) for name, figure, _ in written if name != "rate"} == {
        ("loss", 0.75),
        ("right", 0.5),
        ("top1", 0.25),
    }
    assert trainer._steps == 2 * batches

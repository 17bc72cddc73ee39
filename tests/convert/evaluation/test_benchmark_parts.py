"""What the benchmark times and how it tells of it: which frames, in which order, and each cell of its table."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from app.camera.frame import Frame
from app.recognition.model import Model
from app.recognition.observation import Box
from convert.data.dataset import DataError, LabelledPicture
from convert.data.images import load
from convert.evaluation import benchmark
from convert.evaluation.benchmark import STEP, Options, Result, Timing, Timings, run
from convert.evaluation.report import Tally
from convert.evaluation.rivals import Row
from tests.app.observations import observation
from tests.convert.pictures import SPECIMENS, write


@pytest.mark.parametrize(
    ("many", "count", "taken"),
    [(10, 5, [0, 2, 4, 6, 8]), (10, 3, [0, 3, 6]), (3, 5, [0, 1, 2]), (7, 7, list(range(7))), (0, 3, []), (9, 1, [0])],
)
def test_photos_are_taken_evenly_from_first_to_last(many: int, count: int, taken: list[int]) -> None:
    assert benchmark._spread(list(range(many)), count) == taken


def _pictures(folder: Path) -> list[Path]:
    wide = np.full((120, 240, 3), 60, np.uint8)
    high = np.full((300, 150, 3), 200, np.uint8)
    broken = folder / "broken.png"
    broken.write_bytes(b"no picture")
    return [write(folder / "wide.png", wide), broken, write(folder / "high.png", high)]


def test_photos_come_over_and_over_as_long_as_a_frame_is_wide(tmp_path: Path) -> None:
    frames = list(itertools.islice(benchmark._photo_frames(_pictures(tmp_path), 320, None), 5))
    assert [frame.image.shape for frame in frames] == [(160, 320, 3), (320, 160, 3)] * 2 + [(160, 320, 3)]
    assert [frame.index for frame in frames] == [0, 1, 2, 3, 4]
    assert [round(frame.captured_at_s * 15) for frame in frames] == [0, 1, 2, 3, 4]
    small = list(itertools.islice(benchmark._photo_frames(_pictures(tmp_path), 100, None), 2))
    assert [frame.image.shape for frame in small] == [(50, 100, 3), (100, 50, 3)]


def test_photos_lie_whole_in_frames_so_high(tmp_path: Path) -> None:
    frames = list(itertools.islice(benchmark._photo_frames(_pictures(tmp_path), 320, 180), 2))
    assert [frame.image.shape for frame in frames] == [(180, 320, 3)] * 2


def test_where_no_picture_can_be_read_that_is_told_and_one_of_many_is_passed_over(tmp_path: Path) -> None:
    good, broken, other = _pictures(tmp_path)
    with pytest.raises(DataError, match="--photos"):
        next(benchmark._photo_frames([broken, broken], 320, None))
    frames = list(itertools.islice(benchmark._photo_frames([broken, broken, good], 320, None), 3))
    assert [frame.index for frame in frames] == [0, 1, 2]
    assert other.is_file()


def test_without_photos_the_demo_is_timed() -> None:
    frames = list(benchmark._frames([], 640, None, 3))
    assert [frame.image.shape for frame in frames] == [(480, 640, 3)] * 3


class _Clock:
    """Each reading is so many milliseconds after the one before: 1, 2, 3 and so on."""

    def __init__(self) -> None:
        self.now_s, self.steps = 0.0, itertools.count(1)

    def perf_counter(self) -> float:
        """Seconds."""
        self.now_s += next(self.steps) / 1000
        return self.now_s


class _Made:
    """Stands in for model, recogniser, announcer and print reader, and notes in which order they are asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, has_print: bool = True) -> None:
        self.asked: list[Any] = []
        self.has_print = has_print
        self.metadata = SimpleNamespace(input_size=32)
        self.currencies = ("EUR", "USD", "XTS")
        monkeypatch.setattr(benchmark, "Model", lambda model, threads: self)
        monkeypatch.setattr(benchmark, "Recognizer", lambda model: self)
        monkeypatch.setattr(benchmark, "Announcer", lambda: SimpleNamespace(observe=self._decided))
        monkeypatch.setattr(benchmark.cv2, "setNumThreads", lambda many: self.asked.append(f"{many} threads"))
        monkeypatch.setattr(benchmark, "time", _Clock())
        monkeypatch.setattr(benchmark, "proposal_of", lambda seen: f"says of {seen.frame_index}")

    def warm_up(self) -> None:
        """Make ready."""
        self.asked.append("warm")

    def _decided(self, seen: Any) -> None:
        self.asked.append("decided")

    def observe(self, frame: Frame, on: frozenset[str]) -> Any:
        """See a frame."""
        assert frame.monotonic_s > 0
        self.asked.append((f"seen {frame.index}", *sorted(on)))
        return observation(frame.index, note_box=Box(0, 0, 1, 0.5))

    def run(self, square: Any, picture: Any) -> None:
        """The model alone."""
        assert square.shape[:2] == (32, 32)
        self.asked.append("alone")

    def print_reader(self) -> Any:
        """Its reader of print."""
        return self if self.has_print else None

    def read(self, picture: Any, box: Box, on: frozenset[str], *, proposal: str) -> None:
        """Read a frame's print."""
        self.asked.append((proposal, box.bottom, *sorted(on)))


def test_decision_and_model_are_timed_in_turn_and_print_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    made = _Made(monkeypatch)
    found = benchmark.compare(Path("model"), 2, 3, on=2)
    on = ("EUR", "USD")
    one, two, three = ((f"seen {n}", *on) for n in range(3))
    assert made.asked == [
        "warm", "2 threads", "alone", one, "decided", two, "decided", "alone", "alone", three, "decided", "1 threads",
        *((f"says of {n}", 0.5, *on) for n in range(3)),
    ]  # fmt: skip
    # The second reading of each pair comes so many milliseconds after the first: 2, 4, 6 and so on.
    assert found.print_reader is not None
    told = [(each.p50_ms, each.p99_ms) for each in (found.whole, found.alone, found.print_reader)]
    # Of 4, 6 and 12; 2, 8 and 10; 14, 16 and 18.
    assert told == [pytest.approx((6, 11.88)), pytest.approx((8, 9.96)), pytest.approx((16, 17.96))]


def test_all_currencies_are_on_unless_fewer_are_asked_for_and_no_print_is_no_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = _Made(monkeypatch, has_print=False)
    assert benchmark.compare(Path("model"), 1, 1).print_reader is None
    assert ("seen 0", "EUR", "USD", "XTS") in made.asked


@pytest.mark.parametrize(
    "wrong",
    [
        {"frames": 0},
        {"pictures": 0},
        {"width": 15},
        {"height": 15},
        {"on": 0},
        {"references": Path("a")},
        {"plot": Path("a")},
    ],
)
def test_what_cannot_be_timed_is_refused(wrong: dict[str, Any]) -> None:
    (name,) = wrong
    with pytest.raises(DataError, match=f"--{name}"):
        Options(**wrong)


def test_what_can_is_not() -> None:
    Options(frames=1, pictures=1, width=16, height=16, on=1, photos=Path("a"), references=Path("b"), plot=Path("c"))
    Options()


def test_the_table_has_a_line_for_each_count_of_threads_and_each_way() -> None:
    timings = Timings(Timing(12.34, 20), Timing(10, 15.96), Timing(200, 400))
    rows = {"ours": Row(Tally(4, 3, 0, 1, 3), [1.0, 2.0, 30.0]), "none": Row()}
    growth = {"network": {1: 5.04, 12: 5.06}}
    options = Options(frames=7, photos=Path("a"), width=1280, height=720)
    told = STEP.report(Result(options, {1: timings, 2: replace(timings, print_reader=None)}, rows, growth)).splitlines()
    assert told[0] == "7 frames of photos, 1280 x 720, budget 25 ms"
    assert " ".join(told[2].split()) == "1 p50 12.3 p99 20.0 p50 10.0 p99 16.0 1.23 p50 200.0 p99 400.0"
    assert " ".join(told[3].split()) == "2 p50 12.3 p99 20.0 p50 10.0 p99 16.0 1.23 -"
    assert told[5].split() == ["ours", "4", "75.0%", "25.0%", "0.0%", "2.0"]
    assert told[6].split() == ["none", "0", "0.0%", "0.0%", "0.0%", "0.0"]
    assert told[7] == "network: 1 on: 5.0 ms, 12 on: 5.1 ms"
    assert len(told) == 8
    plain = STEP.report(Result(Options(frames=7), {1: timings})).splitlines()
    assert plain[0] == "7 frames of 640 x 480, budget 25 ms"
    assert len(plain) == 3
    assert STEP.report(Result(Options(photos=Path("a"), width=320), {1: timings})).startswith(
        "600 frames of photos, 320 pixels"
    )


def test_each_count_of_threads_is_timed_with_what_was_asked_for(
    shipped: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(benchmark, "compare", lambda *given: asked.append(given))
    picture = write(tmp_path / "XTS" / "20" / "note.png", load(SPECIMENS / "XTS_20_front.png", 320))
    result = run(Options(shipped.path, 5, tmp_path, width=320, height=180, on=3))
    assert asked == [(shipped.path, threads, 5, [picture], 320, 180, 3) for threads in (1, 2)]
    assert list(result.by_threads) == [1, 2]
    assert (result.rows, result.growth) == ({}, {})
    run(Options(shipped.path, 5))
    assert asked[2:] == [(shipped.path, threads, 5, [], 640, None, None) for threads in (1, 2)]
    with pytest.raises(DataError, match="No pictures under"):
        run(Options(shipped.path, 5, tmp_path / "none"))


def test_other_ways_are_tried_on_labelled_photos_alone(
    shipped: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(benchmark, "compare", lambda *_: None)
    asked: list[Any] = []

    def beside(model: Model, photos: list[LabelledPicture], references: list[LabelledPicture]) -> dict[str, Row]:
        asked.append(([photo.value for photo in photos], len(references)))
        return {"ours": Row()}

    monkeypatch.setattr(benchmark, "beside_others", beside)
    for value in ("5", "10", "20"):
        write(tmp_path / "photos" / "XTS" / value / "a.png", load(SPECIMENS / f"XTS_{value}_front.png", 160))
    write(tmp_path / "flat" / "XTS" / "5" / "a.png", load(SPECIMENS / "XTS_5_front.png", 160))
    options = Options(shipped.path, 1, tmp_path / "photos", tmp_path / "flat", pictures=2)
    result = run(options)
    ((values, references),) = asked
    assert (len(values), references) == (2, 1)
    assert (list(result.rows), result.growth) == (["ours"], {})
    loose = tmp_path / "loose"
    write(loose / "a.png", load(SPECIMENS / "XTS_5_front.png", 160))
    with pytest.raises(DataError, match="expected <CUR>/<value>/ folders"):
        run(replace(options, photos=loose))


def test_growth_is_measured_on_the_currency_of_most_photos_which_comes_first(
    shipped: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def growth(read_in: Any, pictures: list[Any], currencies: list[str]) -> dict[int, list[float]]:
        asked.append((len(pictures), currencies[:3]))
        read_in(pictures[0], currencies[:1])
        return {1: [3.0, 1.0, 2.0]}

    monkeypatch.setattr(benchmark, "growth", growth)
    notes = [LabelledPicture(SPECIMENS / f"XTS_{value}_front.png", "XTS", value, None, None) for value in ("5", "20")]
    one = replace(notes[0], currency="USD")
    strange = replace(notes[0], currency="QQQ")
    found = benchmark._growth(shipped, [one, *notes, strange])
    assert found == {"network, each frame": {1: 2.0}, "print reader, beside it": {1: 2.0}}
    assert asked == [(2, ["XTS", "USD", "BDT"])] * 2
    with pytest.raises(DataError, match="nothing to plot"):
        benchmark._growth(shipped, [strange])

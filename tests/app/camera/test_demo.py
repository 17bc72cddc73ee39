"""The demo reel: what is shown when, purity, pacing, and that the note can be seen."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import cv2
import numpy as np
import pytest

from app.camera.demo import DemoSource
from app.camera.errors import SourceLost, SourceUnavailable
from app.camera.frame import Frame
from tests.app.camera.fakes import FakeClock, write_specimens

MAGENTA = (255, 0, 255)


@pytest.fixture
def specimens(tmp_path: Path) -> Path:
    return write_specimens(tmp_path)


def _truths(source: DemoSource, count: int) -> list[tuple[str, str]]:
    """Truths of the first frames, each note once."""
    notes: list[tuple[str, str]] = []
    previous = None
    for index in range(count):
        truth = source.truth_at(index)
        if truth is not None and truth != previous:
            notes.append(truth)
        previous = truth
    return notes


def test_one_pass_shows_all_values_with_alternating_faces_and_blanks_between(specimens: Path) -> None:
    source = DemoSource(15, live=False, assets=specimens)
    assert source.frames_per_pass == pytest.approx(7 * 3.7 * 15, abs=7)
    notes = _truths(source, 2 * source.frames_per_pass)
    assert notes[:7] == [
        ("1", "front"),
        ("2", "back"),
        ("5", "front"),
        ("10", "back"),
        ("20", "front"),
        ("50", "back"),
        ("100", "front"),
    ]
    assert {note for note in notes} == {(value, face) for value, _ in notes[:7] for face in ("front", "back")}
    blanks = sum(source.truth_at(index) is None for index in range(source.frames_per_pass))
    assert blanks / 15 / 7 == pytest.approx(0.9, abs=0.1)
    assert source.is_demo


# Grey levels of 8 by 3 parts of a frame, row by row, ten frames a second: it comes, is held, leaves, and others follow.
FRAMES = {
    3: "129 132 134 135 136 134 131 123 135 173 175 196 188 159 185 131 120 151 158 163 146 143 135 118",
    6: "135 149 152 159 155 148 150 123 148 167 186 201 182 149 180 126 125 141 145 145 140 164 134 115",
    20: "131 148 149 156 153 144 143 127 132 182 179 199 184 152 186 137 122 134 140 144 143 158 133 119",
    27: "126 128 129 130 129 127 125 120 127 129 130 129 128 127 124 120 117 120 121 122 122 120 120 113",
    30: "126 123 127 126 125 126 120 119 126 124 128 125 125 126 119 120 117 116 120 119 119 118 112 111",
    35: "126 114 125 120 119 124 110 120 127 114 125 120 119 124 110 120 118 107 119 114 113 117 103 112",
    40: "126 110 124 120 121 128 112 120 139 150 181 191 184 175 145 119 123 143 149 132 125 161 107 112",
    60: "142 137 159 154 160 170 143 131 149 167 191 209 195 184 155 129 133 144 148 117 117 165 120 122",
    97: "86 114 108 115 111 98 97 86 85 157 153 173 153 159 160 102 82 91 103 106 100 87 103 83",
    140: "123 127 125 124 126 123 120 118 125 124 123 125 123 121 122 115 115 115 119 117 115 116 111 107",
}


def test_the_reel_goes_on_as_it_was_drawn() -> None:
    source = DemoSource(10, live=False)
    for index, parts in FRAMES.items():
        grey = cv2.cvtColor(source.frame_at(index), cv2.COLOR_BGR2GRAY)
        small = cv2.resize(grey, (8, 3), interpolation=cv2.INTER_AREA)
        assert small.ravel().tolist() == pytest.approx([int(part) for part in parts.split()], abs=1.5), index


def test_a_frame_depends_on_seed_and_index_alone(specimens: Path) -> None:
    first = DemoSource(15, live=False, seed=3, assets=specimens)
    second = DemoSource(15, live=False, seed=3, assets=specimens)
    other = DemoSource(15, live=False, seed=4, assets=specimens)
    for index in (0, 20, 50, 400):
        image = first.frame_at(index)
        assert image.shape == (480, 640, 3)
        assert image.dtype == np.uint8
        second.frame_at(index + 7)
        assert np.array_equal(image, second.frame_at(index))
        assert not np.array_equal(image, other.frame_at(index))
    assert not np.array_equal(first.frame_at(20), first.frame_at(21))


def test_a_settled_note_fills_a_third_to_over_half_of_the_frame_and_a_blank_shows_none(tmp_path: Path) -> None:
    source = DemoSource(15, live=False, assets=write_specimens(tmp_path, level=lambda value, face: MAGENTA))

    def share(index: int) -> float:
        image = source.frame_at(index).astype(int)
        is_note = (image[..., 0] > 180) & (image[..., 2] > 180) & (image[..., 1] < 60)
        return float(is_note.mean())

    for index in range(0, source.frames_per_pass, 4):
        if source.is_settled(index):
            assert 0.3 <= share(index) <= 0.6
        elif source.truth_at(index) is None:
            assert share(index) == 0


def test_the_note_shown_is_the_one_that_truth_tells(tmp_path: Path) -> None:
    colours = {
        (value, face): (40 * place, 255 * (face == "front"), 255 - 40 * place)
        for place, value in enumerate(("1", "2", "5", "10", "20", "50", "100"))
        for face in ("front", "back")
    }
    source = DemoSource(15, live=False, assets=write_specimens(tmp_path, level=lambda *note: colours[note]))
    settled = [index for index in range(2 * source.frames_per_pass) if source.is_settled(index)]
    for index in settled[5::28]:
        seen = source.frame_at(index)[200:280, 280:360].reshape(-1, 3).mean(axis=0)
        nearest = min(colours, key=lambda note: float(np.abs(seen - colours[note]).sum()))
        assert nearest == source.truth_at(index)


def test_the_settled_note_moves_smoothly(specimens: Path) -> None:
    source = DemoSource(15, live=False, assets=specimens)
    settled = [index for index in range(source.frames_per_pass) if source.is_settled(index)]
    for index in settled[:20]:
        if source.is_settled(index + 1):
            shift, _ = cv2.phaseCorrelate(
                *(cv2.cvtColor(source.frame_at(n), cv2.COLOR_BGR2GRAY).astype(np.float32) for n in (index, index + 1))
            )
            assert np.hypot(shift[0], shift[1]) < 25


def test_not_live_it_gives_every_frame_in_order_at_once_and_ends(specimens: Path) -> None:
    waits: list[float] = []

    def never(seconds: float) -> bool:
        waits.append(seconds)
        return False

    source = DemoSource(4, live=False, passes=1, assets=specimens, wait=never)
    frames = []
    with source:
        while (frame := source.read()) is not None:
            frames.append(frame)
    assert [frame.index for frame in frames] == list(range(source.frames_per_pass))
    assert [frame.captured_at_s for frame in frames] == pytest.approx([n / 4 for n in range(len(frames))])
    assert np.array_equal(frames[30].image, source.frame_at(30))
    assert all(frame.source_item is None for frame in frames)
    assert waits == []


def _live(specimens: Path) -> tuple[DemoSource, FakeClock, list[float]]:
    """A demo of ten frames a second that is open, its clock, and how long it waited each time."""
    clock = FakeClock()
    waits: list[float] = []

    def wait(seconds: float) -> bool:
        waits.append(seconds)
        clock.now_s += seconds
        return False

    source = DemoSource(10, live=True, assets=specimens, clock=clock, wait=wait)
    source.open()
    return source, clock, waits


def test_live_it_waits_until_a_frame_is_due_and_skips_those_it_missed(specimens: Path) -> None:
    source, clock, waits = _live(specimens)

    def read() -> Frame:
        frame = source.read()
        assert frame is not None
        return frame

    assert [read().index, read().index, read().index] == [0, 1, 2]
    assert waits == pytest.approx([0.1, 0.1])
    clock.now_s += 0.14
    late = read()
    assert late.index == 3
    assert late.captured_at_s == pytest.approx(0.3)
    assert len(waits) == 2


@pytest.mark.parametrize("each_s", [0.05, 0.3, 1.0, 30.0])
def test_however_seldom_anybody_looks_each_note_is_seen_eight_times_while_it_is_held(
    specimens: Path, each_s: float
) -> None:
    clock = FakeClock()

    def wait(seconds: float) -> bool:
        clock.now_s += seconds
        return False

    source = DemoSource(15, live=True, passes=1, assets=specimens, clock=clock, wait=wait)
    source.open()
    seen: Counter[tuple[str, str] | None] = Counter()
    began_s = clock.now_s
    while (frame := source.read()) is not None:
        clock.now_s += each_s
        if source.is_settled(frame.index):
            seen[source.truth_at(frame.index)] += 1
    assert len(seen) == 7
    assert min(seen.values()) >= 8
    if each_s < 1 / 15:
        assert clock.now_s - began_s == pytest.approx(7 * 3.7, abs=0.3)


def test_a_reel_that_was_looked_at_too_late_goes_on_at_its_own_pace(specimens: Path) -> None:
    source, clock, waits = _live(specimens)
    source.read()
    clock.now_s += 3600
    indices = [frame.index for _ in range(4) if (frame := source.read()) is not None]
    assert indices == [2, 3, 4, 5]
    assert sum(waits) == pytest.approx(0.3)


def test_live_it_ends_after_its_passes(specimens: Path) -> None:
    clock = FakeClock()
    source = DemoSource(10, live=True, passes=2, assets=specimens, clock=clock, wait=lambda seconds: False)
    source.open()
    indices = []
    while (frame := source.read()) is not None:
        indices.append(frame.index)
        clock.now_s += 0.1
    assert indices == pytest.approx(range(2 * source.frames_per_pass), abs=1)
    assert source.read() is None


@pytest.mark.parametrize("ask", [DemoSource.interrupt, DemoSource.close])
def test_a_waiting_read_is_cut_short_from_another_thread(specimens: Path, ask: Callable[[DemoSource], None]) -> None:
    source = DemoSource(0.001, live=True, assets=specimens)  # the second frame is due after a quarter of an hour
    source.open()
    started = Event()
    got: list[Frame | None] = []

    def reads() -> None:
        got.append(source.read())
        started.set()
        got.append(source.read())

    thread = Thread(target=reads, daemon=True)
    thread.start()
    assert started.wait(60)
    ask(source)
    thread.join(60)
    assert not thread.is_alive()
    assert got[0] is not None
    assert got[1] is None
    source.open()
    assert source.read() is not None


def test_a_missing_or_damaged_specimen_is_named_with_what_to_do(specimens: Path) -> None:
    (specimens / "XTS_20_back.png").write_text("damaged")
    with pytest.raises(SourceUnavailable, match=r"demo_specimen_missing .*XTS_20_back\.png"):
        DemoSource(live=False, assets=specimens).open()
    (specimens / "XTS_1_front.png").unlink()
    with pytest.raises(SourceUnavailable, match=r"XTS_1_front\.png"):
        DemoSource(live=False, assets=specimens).open()


def test_reading_when_not_open_is_a_loss_and_nonsense_is_refused(specimens: Path) -> None:
    source = DemoSource(live=False, assets=specimens)
    with pytest.raises(SourceLost, match="source_not_open"):
        source.read()
    source.open()
    source.close()
    source.close()
    with pytest.raises(SourceLost):
        source.read()
    with pytest.raises(ValueError, match="fps"):
        DemoSource(0, live=False)


def test_the_projects_own_specimens_are_all_there() -> None:
    source = DemoSource(live=False, passes=1)
    with source:
        assert source.read() is not None

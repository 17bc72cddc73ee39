"""The print reader beside the frames: the newest frame, answers in their time, and nothing that outlives its source."""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.camera.frame import Frame
from app.recognition.look import Depth
from app.recognition.mirror import mirrored_match
from app.recognition.observation import Box, PrintMatch
from app.recognition.proposal import NOTHING, Proposal
from app.session.print_watch import NoPrint, SteppedPrintWatch, ThreadedPrintWatch
from tests.app.observations import print_match

WAIT_S = 20.0
USD = frozenset({"USD"})
BOX = Box(0.1, 0.2, 0.8, 0.9)


class FakeReader:
    """Sees a 20 in every frame but those it is told to fail at; waits where it is told to."""

    values = ("USD/20",)
    alone: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.read_at_s: list[float] = []
        self.asked: list[tuple[Any, ...]] = []
        self.is_mirrored: list[bool | None] = []
        self.depths: list[Depth] = []
        self.shows_mirrored = self.shows_faint = self.shows_like = False
        self.is_clear = True
        self.threads: set[int] = set()
        self.fails_at_s: set[float] = set()
        self.blank_at_s: set[float] = set()
        self.entered = threading.Semaphore(0)
        self.go_on = threading.Semaphore(0)
        self.waits = False

    def read(
        self,
        picture: NDArray[np.uint8],
        box: Box | None,
        currencies: Collection[str],
        captured_at_s: float = 0.0,
        proposal: Proposal = NOTHING,
        is_mirrored: bool | None = None,
        *,
        depth: Depth = Depth.CLOSER,
    ) -> PrintMatch | None:
        self.threads.add(threading.get_ident())
        self.read_at_s.append(captured_at_s)
        self.asked.append((box, currencies, proposal))
        self.is_mirrored.append(is_mirrored)
        self.depths.append(depth)
        if self.waits:
            self.entered.release()
            assert self.go_on.acquire(timeout=WAIT_S)
        if captured_at_s in self.fails_at_s:
            raise RuntimeError("a damaged frame")
        if captured_at_s in self.blank_at_s:
            return None
        match = replace(print_match("20", captured_at_s, is_clear=self.is_clear), is_faint=self.shows_faint)
        match = replace(match, is_like=self.shows_like)
        return mirrored_match(match) if self.shows_mirrored else match


def frame(at_s: float) -> Frame:
    return Frame(np.zeros((4, 6, 3), np.uint8), round(at_s * 10), at_s, None, at_s)


def times(matches: list[PrintMatch]) -> list[float]:
    return [match.captured_at_s for match in matches]


# -- in step with a file


def test_over_a_file_the_reader_is_told_what_the_network_proposes() -> None:
    reader, proposal = FakeReader(), Proposal("USD/20", "USD/5", USD)
    SteppedPrintWatch(reader).offer(frame(0.0), BOX, USD, proposal)
    assert reader.asked == [(BOX, USD, proposal)]


def test_over_a_file_an_answer_is_there_when_its_time_has_come() -> None:
    reader = FakeReader()
    watch = SteppedPrintWatch(reader, cost_s=0.25)
    told = []
    for at_s in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6):
        told.append(times(watch.take(at_s)))
        watch.offer(frame(at_s), BOX, USD)
    assert told == [[], [], [], [0.0], [], [], [0.3]]
    assert reader.read_at_s == [0.0, 0.3, 0.6], "frames that come meanwhile are passed over"
    assert reader.asked[0] == (BOX, USD, NOTHING)
    assert reader.threads == {threading.get_ident()}
    assert watch.close()


def test_over_a_file_the_very_frame_at_which_a_look_ends_is_answered_and_looked_at() -> None:
    reader = FakeReader()
    watch = SteppedPrintWatch(reader, cost_s=0.25)
    told = []
    for at_s in (1.0, 1.0, 1.125, 1.25, 1.5):
        told.append(times(watch.take(at_s)))
        watch.offer(frame(at_s), BOX, USD)
    assert told == [[], [], [], [1.0], [1.25]]
    assert reader.read_at_s == [1.0, 1.25, 1.5]


def test_over_a_file_that_begins_anew_nothing_waits_for_the_old_time() -> None:
    reader = FakeReader()
    watch = SteppedPrintWatch(reader, cost_s=0.25)
    watch.offer(frame(9.0), BOX, USD)
    watch.reset()
    assert watch.take(10.0) == []
    watch.offer(frame(0.0), BOX, USD)
    assert times(watch.take(0.3)) == [0.0]


def test_over_a_file_a_frame_without_print_answers_nothing() -> None:
    reader = FakeReader()
    reader.blank_at_s = {0.0}
    watch = SteppedPrintWatch(reader, cost_s=0.1)
    assert watch.looks == 0
    watch.offer(frame(0.0), BOX, USD)
    assert watch.take(0.2) == []
    assert watch.looks == 1, "it was looked at"


def test_over_a_file_it_is_remembered_which_way_round_print_was_seen_until_another_file() -> None:
    reader = FakeReader()
    reader.shows_mirrored = True
    watch = SteppedPrintWatch(reader, cost_s=0.1)
    for at_s in (0.0, 0.2, 0.4, 0.6):
        watch.offer(frame(at_s), BOX, USD)
    assert reader.is_mirrored == [None, None, True, True]
    watch.reset()
    watch.offer(frame(0.0), BOX, USD)
    assert reader.is_mirrored[-1] is None


def test_over_a_file_deeper_looks_take_turns_with_quick_ones_while_nothing_is_seen() -> None:
    reader = FakeReader()
    watch = SteppedPrintWatch(reader, cost_s=0.1)
    at_s = [number / 5 for number in range(6)]
    reader.blank_at_s = set(at_s[:5])
    for each in at_s:
        watch.offer(frame(each), BOX, USD)
    assert reader.depths == [Depth.QUICK, Depth.PROPOSED, Depth.QUICK, Depth.FULL, Depth.QUICK, Depth.PROPOSED]
    watch.reset()
    reader.depths.clear()
    for each in at_s[:2]:
        watch.offer(frame(each), BOX, USD)
    assert reader.depths == [Depth.QUICK, Depth.PROPOSED], "another file begins anew"


@pytest.mark.parametrize(
    ("sure_of", "then"), [("USD/20", Depth.QUICK), ("USD/50", Depth.PROPOSED), (None, Depth.PROPOSED)]
)
def test_faint_print_is_nothing_seen_but_where_the_network_is_sure_of_it(sure_of: str | None, then: Depth) -> None:
    reader = FakeReader()
    reader.shows_faint = True
    watch = SteppedPrintWatch(reader, cost_s=0.1)
    for at_s in (0.0, 0.2):
        watch.offer(frame(at_s), BOX, USD, Proposal(sure_of))
    assert reader.depths == [Depth.QUICK, then]


def test_weak_print_of_what_the_photo_is_like_is_looked_for_as_deeply_again() -> None:
    reader = FakeReader()
    watch = SteppedPrintWatch(reader, cost_s=0.1)
    reader.is_clear = False
    for at_s in (0.0, 0.2, 0.4, 0.6):
        reader.shows_like = at_s > 0.1
        reader.shows_faint = not reader.shows_like
        watch.offer(frame(at_s), BOX, USD, Proposal(None, "USD/20", USD))
    assert reader.depths == [Depth.QUICK, *[Depth.PROPOSED] * 3]


@pytest.mark.parametrize(
    ("is_clear", "sure_of", "alone", "then"),
    [
        (True, None, (), Depth.QUICK),
        (False, "USD/20", (), Depth.QUICK),
        (False, None, (), Depth.FULL),
        (False, "USD/5", ("USD/5",), Depth.FULL),
        (False, None, ("USD/5", "USD/20"), Depth.QUICK),
    ],
)
def test_weak_print_that_the_network_is_not_sure_of_is_looked_at_in_all_ways_next(
    is_clear: bool, sure_of: str | None, alone: tuple[str, ...], then: Depth
) -> None:
    reader = FakeReader()
    reader.is_clear, reader.alone = is_clear, alone
    watch = SteppedPrintWatch(reader, cost_s=0.1)
    for at_s in (0.0, 0.2, 0.4):
        watch.offer(frame(at_s), BOX, USD, Proposal(sure_of))
    assert reader.depths == [Depth.QUICK, then, then]


# -- in a thread of its own


@pytest.fixture
def reader() -> FakeReader:
    return FakeReader()


@pytest.fixture
def watch(reader: FakeReader) -> ThreadedPrintWatch:
    reader.waits = True
    return ThreadedPrintWatch(reader)


def entered(reader: FakeReader) -> None:
    assert reader.entered.acquire(timeout=WAIT_S)


def end(reader: FakeReader, watch: ThreadedPrintWatch) -> None:
    reader.go_on.release(100)
    assert watch.close()


def test_the_reader_is_told_what_the_network_proposes(reader: FakeReader, watch: ThreadedPrintWatch) -> None:
    reader.waits = True
    proposal = Proposal("USD/20", "USD/5", USD)
    watch.offer(frame(0.1), BOX, USD, proposal)
    assert reader.entered.acquire(timeout=WAIT_S)
    assert reader.asked == [(BOX, USD, proposal)]
    reader.go_on.release()


def test_it_is_remembered_which_way_round_print_was_seen_and_not_of_the_source_before(
    reader: FakeReader, watch: ThreadedPrintWatch
) -> None:
    reader.shows_mirrored = True
    for number in range(4):
        watch.offer(frame(number / 10), BOX, USD)
        entered(reader)
        if number == 3:
            watch.reset()
        reader.go_on.release()
        while number < 3 and not watch.take(number / 10):
            assert watch._thread is not None
            watch._thread.join(0.001)
    watch.offer(frame(0.0), BOX, USD)
    entered(reader)
    end(reader, watch)
    assert reader.is_mirrored == [None, None, True, True, None], "what is looked at still tells of the one before"


def test_the_newest_frame_waits_while_one_is_looked_at(reader: FakeReader, watch: ThreadedPrintWatch) -> None:
    watch.offer(frame(0.0), BOX, USD)
    entered(reader)
    for at_s in (0.1, 0.2, 0.3):
        watch.offer(frame(at_s), None, USD)
    assert watch.take(0.3) == [], "nobody waits for the answer"
    reader.go_on.release()
    entered(reader)
    assert times(watch.take(0.4)) == [0.0]
    watch.offer(frame(0.5), None, USD)
    reader.go_on.release()
    entered(reader)
    assert times(watch.take(0.5)) == [0.3]
    assert reader.read_at_s == [0.0, 0.3, 0.5]
    assert threading.get_ident() not in reader.threads
    end(reader, watch)


def test_an_answer_of_the_source_before_is_thrown_away(reader: FakeReader, watch: ThreadedPrintWatch) -> None:
    watch.offer(frame(7.0), BOX, USD)
    entered(reader)
    watch.offer(frame(7.1), BOX, USD)
    watch.reset()
    watch.offer(frame(0.0), BOX, USD)
    reader.go_on.release()
    entered(reader)
    watch.offer(frame(0.1), BOX, USD)
    reader.go_on.release()
    entered(reader)
    assert times(watch.take(0.2)) == [0.0]
    end(reader, watch)


def test_a_frame_that_cannot_be_read_ends_nothing(
    reader: FakeReader, watch: ThreadedPrintWatch, caplog: pytest.LogCaptureFixture
) -> None:
    reader.fails_at_s = {0.0}
    for at_s in (0.0, 0.1, 0.2):
        watch.offer(frame(at_s), BOX, USD)
        entered(reader)
        if at_s < 0.2:
            reader.go_on.release()
    assert times(watch.take(0.3)) == [0.1]
    assert watch.looks == 2, "that one was looked at, too"
    assert "print of frame 0" in caplog.text
    end(reader, watch)


def test_closed_it_looks_at_nothing_more(reader: FakeReader, watch: ThreadedPrintWatch) -> None:
    assert watch.close()
    watch.offer(frame(0.0), BOX, USD)
    assert reader.read_at_s == []


def test_without_print_nothing_is_seen() -> None:
    nothing = NoPrint()
    nothing.offer(frame(0.0), BOX, USD)
    nothing.reset()
    assert nothing.take(1.0) == []
    assert nothing.looks is None, "nobody waits for it"
    assert nothing.close()

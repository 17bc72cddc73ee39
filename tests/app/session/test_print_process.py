"""The print reader's process: it says what the reader says, may end at any time, and never leaves silence behind."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.closer import CloserReader
from app.recognition.keypoints import detect_keypoints, scaled_grey
from app.recognition.labels import read_metadata
from app.recognition.look import Depth
from app.recognition.mirror import mirrored_picture
from app.recognition.observation import Box
from app.recognition.print_check import PrintReader
from app.recognition.proposal import Proposal
from app.recognition.templates import KnownPrint, TaughtLimits, Template, TemplateBank
from app.session import print_process
from app.session.print_process import PrintProcess
from app.session.print_watch import ProcessPrintWatch, ThreadedPrintWatch, live_print_watch
from app.speech.wire import Packet
from tests.app.recognition.shipped import shipped_model
from tests.app.recognition.test_closer import Likens, blurred_note, shipped_weights, specimens
from tests.app.session.test_print_watch import FakeReader

SPECIMENS = Path(__file__).resolve().parents[3] / "assets" / "specimens"
BOX = Box(0.05, 0.05, 0.95, 0.95)
WAIT_S = 60.0


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process of the lowest priority may wait long for a busy machine, which is no fault of its own."""
    monkeypatch.setattr(print_process, "_ANSWER_S", 10 * WAIT_S)


def note(name: str) -> NDArray[np.uint8]:
    picture = cv2.imread(str(SPECIMENS / f"XTS_{name}.png"))
    assert picture is not None
    return np.asarray(cv2.resize(picture, (480, 240), interpolation=cv2.INTER_AREA), np.uint8)


@pytest.fixture(scope="module")
def reader() -> PrintReader:
    weights = read_metadata(shipped_model()).print_check
    assert weights is not None
    templates = [
        Template(f"XTS/{name.partition('_')[0]}", detect_keypoints(scaled_grey(note(name))))
        for name in ("5_front", "20_front")
    ]
    return PrintReader(TemplateBank(templates, 32), weights)


class Taught:
    """A note that comes and goes, as a person teaches and deletes it."""

    values = ()

    def __init__(self) -> None:
        self.edition = 1
        self.prints: list[KnownPrint] = []

    def known(self, currencies: Collection[str], bank: TemplateBank) -> list[KnownPrint]:
        return self.prints

    def change(self, *prints: KnownPrint) -> None:
        self.edition += 1
        self.prints = list(prints)


@pytest.fixture
def process(reader: PrintReader) -> Iterator[PrintProcess]:
    process = PrintProcess(reader)
    yield process
    process.close()


def made_ready(process: PrintProcess) -> None:
    """Ask until it answers itself; how long it takes to start, decides nothing."""
    process.read(note("5_front"), BOX, {"XTS"})
    assert process.wait(WAIT_S)


def test_it_says_to_the_digit_what_the_reader_says(process: PrintProcess, reader: PrintReader) -> None:
    for name in ("5_front", "20_front"):
        here = process.read(note(name), BOX, {"XTS"}, 2.5)
        assert here == reader.read(note(name), BOX, {"XTS"}, 2.5), "it looks itself until the process is ready"
        made_ready(process)
        assert process.read(note(name), BOX, {"XTS"}, 2.5) == here
        assert here is not None
        assert here.value == name.partition("_")[0]
    assert process.read(np.full((90, 160, 3), 80, np.uint8), None, {"XTS"}) is None
    assert process.values == reader.values


def test_which_values_its_reader_knows_alone_it_says_as_well() -> None:
    reader: Any = SimpleNamespace(values=("EUR/5", "USD/20"), alone=("USD/20",))
    process = PrintProcess(reader)
    assert (process.values, process.alone) == (("EUR/5", "USD/20"), ("USD/20",))


def test_other_currencies_are_looked_for_from_the_next_picture_on(process: PrintProcess) -> None:
    made_ready(process)
    assert process.read(note("5_front"), BOX, {"USD"}) is None
    assert process.read(note("5_front"), BOX, {"XTS"}) is not None


def test_what_is_taught_is_read_by_the_process_from_the_next_picture_on_and_no_more_once_deleted(
    reader: PrintReader,
) -> None:
    bank = reader._bank
    (of_bank,) = [known for known in bank.known({"XTS"}) if known.value == "XTS/20"]
    taught = Taught()
    process = PrintProcess(PrintReader(bank, reader.weights, taught))
    try:
        # Specimens are off; the same print goes by another name.
        assert process.read(note("20_front"), BOX, {"USD"}) is None
        assert process.wait(WAIT_S)

        taught.change(replace(of_bank, value="QMA/20", taught=TaughtLimits(0.6, 0.72, 0.97)))
        for is_elsewhere in (False, True):
            match = process.read(note("20_front"), BOX, {"USD"})
            assert match is not None
            assert (match.currency, match.value, match.is_taught) == ("QMA", "20", True)
            assert process.wait(WAIT_S) or is_elsewhere

        taught.change()
        assert process.read(note("20_front"), BOX, {"USD"}) is None
        assert process.wait(WAIT_S)
        assert process.read(note("20_front"), BOX, {"USD"}) is None
    finally:
        process.close()


def test_one_that_ended_is_replaced_and_meanwhile_nothing_is_silent(
    process: PrintProcess, caplog: pytest.LogCaptureFixture
) -> None:
    made_ready(process)
    first = process.pid
    assert first is not None
    os.kill(first, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    with caplog.at_level(logging.WARNING):
        found = [process.read(note("5_front"), BOX, {"XTS"}) for _ in range(2)]
    assert found[1] is not None
    assert "the print reader's process" in caplog.text
    made_ready(process)
    assert process.pid not in (None, first)


def test_a_picture_that_cannot_be_looked_at_ends_nothing(process: PrintProcess) -> None:
    made_ready(process)
    first = process.pid
    with pytest.raises(RuntimeError, match=r"\w+: "):
        process.read(np.zeros((0, 0, 3), np.uint8), BOX, {"XTS"})
    assert process.read(note("5_front"), BOX, {"XTS"}) is not None
    assert process.pid == first


def test_after_three_ends_no_other_is_started_for_a_while(reader: PrintReader) -> None:
    now_s = [5.0]
    missing = str(Path(sys.executable).with_name("no such program"))
    process = PrintProcess(reader, [missing], clock=lambda: now_s[0])
    for _ in range(4):
        assert process.read(note("5_front"), BOX, {"XTS"}) is not None
    process._command = [sys.executable, "-c", "input()"]
    for now_s[0] in (5.0, 64.9):
        assert process.read(note("5_front"), BOX, {"XTS"}) is not None
        assert process.pid is None
    now_s[0] = 65.0
    assert process.read(note("5_front"), BOX, {"XTS"}) is not None
    assert process.pid is not None
    process.close()
    assert process.pid is None


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not weigh sessions")
def test_it_steps_back_behind_this_program_and_not_behind_all_others(process: PrintProcess) -> None:
    made_ready(process)
    assert process.pid is not None
    assert os.getsid(process.pid) == os.getsid(0), "a session of its own would get as much as all of the app"
    assert os.getpriority(os.PRIO_PROCESS, process.pid) == min(19, os.getpriority(os.PRIO_PROCESS, 0) + 10)


def test_the_watch_starts_it_and_ends_it(reader: PrintReader) -> None:
    watch = live_print_watch(reader)
    assert isinstance(watch, ProcessPrintWatch)
    assert watch.close()
    assert watch._process.pid is None
    other = live_print_watch(FakeReader())
    assert type(other) is ThreadedPrintWatch
    assert other.close()


def test_the_process_loads_neither_the_interpreter_nor_qt() -> None:
    program = (
        "import sys, app.session.print_worker, app.speech.worker\n"
        "assert 'numpy' not in sys.modules, 'BLAS takes its threads when it is loaded'\n"
        "import app.recognition.print_check\n"
        "print(*sys.modules)"
    )
    root = Path(__file__).resolve().parents[3]
    told = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True).stdout
    assert not {"ai_edge_litert", "PySide6"} & set(told.split())


def test_it_is_told_what_the_network_is_sure_of_and_which_way_round_the_camera_is() -> None:
    reader: Any = CloserReader(TemplateBank(specimens(), 32), shipped_weights(), tells_faint=True)
    reader.use_comparison(Likens("XTS/100"))
    process = PrintProcess(reader)
    try:
        made_ready(process)
        for sure_of in (None, "XTS/20", "XTS/100"):
            there = process.read(blurred_note(), None, {"XTS"}, 1.5, Proposal(sure_of))
            assert there == reader.read(blurred_note(), None, {"XTS"}, 1.5, Proposal(sure_of))
            assert (there is not None) == (sure_of == "XTS/100")
        named: dict[str, Any] = {"depth": Depth.PROPOSED, "proposal": Proposal(leads="XTS/100")}
        there = process.read(blurred_note(), None, {"XTS"}, 1.5, **named)
        assert there == reader.read(blurred_note(), None, {"XTS"}, 1.5, **named)
        assert there is not None, "it is told what the network puts first"
        for is_certain in (True, False):
            there = process.read(blurred_note(), None, {"XTS"}, 1.5, Proposal("XTS/20", is_certain=is_certain))
            assert (there is not None) == is_certain, "and of what it is certain"
        back = mirrored_picture(blurred_note())
        for is_mirrored in (None, True, False):
            there = process.read(back, None, {"XTS"}, 1.5, Proposal("XTS/100"), is_mirrored)
            assert there == reader.read(back, None, {"XTS"}, 1.5, Proposal("XTS/100"), is_mirrored)
            assert (there is None) == (is_mirrored is False)
        assert process.is_ready, "the process answered"
    finally:
        process.close()


class GoneChild:
    """A process that ends when a picture is asked for, or says by itself that it has ended."""

    pid = 7

    def __init__(self, last: str | None, *said: str | Packet) -> None:
        self._last, self._said = last, list(said)
        self.is_killed = False

    def ask(self, packet: object) -> None:
        pass

    def answers(self) -> list[str | Packet]:
        said, self._said = self._said, []
        return said

    def next_answer(self, timeout_s: float) -> str | None:
        return self._last

    def kill(self) -> None:
        self.is_killed = True


def _with_child(child: GoneChild) -> Any:
    reader: Any = SimpleNamespace(choose=lambda currencies: ())
    process: Any = PrintProcess(reader)
    process._child, process._given, process._times_given, process._times_ready = child, (), 1, 1
    return process


@pytest.mark.parametrize(("last", "why"), [("it ended with 3", "it ended with 3"), (None, "it did not answer")])
def test_why_a_process_was_lost_is_noted_and_its_picture_is_passed_over(
    last: str | None, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    child = GoneChild(last)
    process = _with_child(child)
    with caplog.at_level(logging.WARNING):
        assert process.read(np.zeros((4, 6, 3), np.uint8), None, ()) is None
    assert caplog.messages == [f"the print reader's process: {why}"]
    assert (child.is_killed, process.pid) == (True, None)


def test_a_process_that_says_that_it_ended_is_not_ready_any_more(caplog: pytest.LogCaptureFixture) -> None:
    process = _with_child(GoneChild(None, "it ended with 3"))
    assert process.pid == 7
    with caplog.at_level(logging.WARNING):
        assert not process.is_ready
    assert caplog.messages == ["the print reader's process: it ended with 3"]
    assert process.pid is None


def test_what_went_wrong_at_its_first_look_is_noted_and_it_is_ready(caplog: pytest.LogCaptureFixture) -> None:
    process = _with_child(GoneChild(None, Packet({"ready": 1, "trouble": "ValueError: too much"})))
    process._times_ready = 0
    with caplog.at_level(logging.WARNING):
        assert process.is_ready
    assert caplog.messages == ["the print reader's first look: ValueError: too much"]
    assert process.pid == 7


def test_one_that_is_slow_to_answer_is_not_lost() -> None:
    process = _with_child(GoneChild(None))
    process._times_ready = 0
    process._clock = iter([0.0, 0.5, 0.5, 1.5]).__next__
    assert not process.wait(1.0)
    assert process.pid == 7

"""The print reader's process from the other side of its pipes: it is given a reader, then pictures."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.look import Depth
from app.recognition.observation import Box, PrintMatch
from app.recognition.proposal import Proposal
from app.session.print_worker import keep_memory
from app.speech.wire import Packet, read, write
from tests.app.observations import print_match

ROOT = Path(__file__).resolve().parents[3]
PICTURE = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)


class Echo:
    """A reader that tells what it was shown: the value is the sum of the picture, the face where it was to look."""

    def __init__(self, currency: str) -> None:
        self._currency = currency

    def look(
        self,
        picture: NDArray[np.uint8],
        box: Box | None,
        captured_at_s: float,
        proposal: Proposal,
        is_mirrored: bool | None,
        *,
        depth: Depth,
    ) -> PrintMatch | None:
        if picture.shape[0] == 1:
            return None
        if picture.max() == 0:
            raise ValueError("nothing but black")
        face = "front" if box is None else f"{box.left:g}"
        seen = print_match(str(int(picture.sum())), captured_at_s, currency=self._currency)
        if proposal.likely is not None:
            seen = replace(seen, has_others=True, others_are_alike=proposal.likely == frozenset({"EUR", "USD"}))
        seen = replace(seen, series=proposal.sure_of or proposal.leads, is_clear=not proposal.is_certain)
        return replace(seen, face=face, is_taught=is_mirrored is True, is_faint=depth is Depth.CLOSER)


class Counting:
    """A reader that tells what it was shown before; the first picture is too much for it where that is wished for."""

    def __init__(self, *, fails_first: bool = False) -> None:
        self._fails = fails_first
        self._shown: list[str] = []

    def look(
        self,
        picture: NDArray[np.uint8],
        box: Box | None,
        captured_at_s: float,
        proposal: Proposal,
        is_mirrored: bool | None,
        *,
        depth: Depth,
    ) -> PrintMatch:
        before = " ".join(self._shown)
        size, told = f"{picture.shape[1]}x{picture.shape[0]}", proposal.sure_of
        self._shown.append(f"{size} {box} {told} {depth.name} {picture.std() > 50}")
        if self._fails and len(self._shown) == 1:
            raise ValueError("too much")
        return replace(print_match("1", captured_at_s), series=before)


class Worker:
    """The process, asked one thing after the other."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "app.session.print_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "OMP_NUM_THREADS": "3"},
        )

    def tell(self, fields: dict[str, Any], samples: bytes = b"") -> None:
        assert self.process.stdin is not None
        write(self.process.stdin, Packet(fields, samples))

    def answer(self) -> Packet:
        assert self.process.stdout is not None
        packet = read(self.process.stdout)
        assert packet is not None
        return packet

    def use(self, reader: object, number: int, value: str | None = None) -> Packet:
        self.tell({"use": number, "value": value}, pickle.dumps(reader))
        return self.answer()

    def show(
        self,
        picture: NDArray[np.uint8],
        box: Box | None = None,
        at_s: float = 0.0,
        sure_of: str | None = None,
        is_mirrored: bool | None = None,
        depth: Depth = Depth.QUICK,
        likely: list[str] | None = None,
        leads: str | None = None,
        *,
        is_certain: bool = False,
    ) -> None:
        sides = None if box is None else [box.left, box.top, box.right, box.bottom]
        asked = {"shape": picture.shape, "box": sides, "captured_at_s": at_s, "sure_of": sure_of}
        told = {
            "is_mirrored": is_mirrored,
            "depth": int(depth),
            "likely": likely,
            "leads": leads,
            "is_certain": is_certain,
        }
        self.tell(asked | told, picture.tobytes())

    def match(self) -> PrintMatch | None:
        packet = self.answer()
        assert packet.fields == {}
        match: PrintMatch | None = pickle.loads(packet.samples)
        return match

    def end(self) -> int:
        self.process.communicate(timeout=60)
        return self.process.returncode


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    assert worker.end() == 0, "it ends in peace when nobody can ask any more"


def test_it_is_ready_when_it_has_its_reader_and_answers_with_it(worker: Worker) -> None:
    assert worker.use(Echo("USD"), 4) == Packet({"ready": 4})
    worker.show(PICTURE, Box(0.25, 0.0, 1.0, 1.0), 3.5, "USD/20", True)
    match = worker.match()
    assert match is not None
    assert (match.currency, match.value, match.face) == ("USD", str(int(PICTURE.sum())), "0.25")
    assert (match.captured_at_s, match.series) == (3.5, "USD/20")
    assert match.is_taught, "it was told that the camera is mirrored"
    assert not match.is_faint
    assert not match.has_others
    worker.show(PICTURE, likely=["EUR", "USD"])
    match = worker.match()
    assert match is not None
    assert match.others_are_alike, "it was told what the network thinks possible"
    worker.show(PICTURE, leads="USD/5")
    match = worker.match()
    assert match is not None
    assert match.series == "USD/5", "it was told what the network names"
    for is_certain in (True, False):
        worker.show(PICTURE, is_certain=is_certain)
        match = worker.match()
        assert match is not None
        assert match.is_clear is not is_certain, "it was told how sure the network is"
    worker.show(PICTURE, depth=Depth.CLOSER)
    match = worker.match()
    assert match is not None
    assert match.is_faint, "it was told to look closer"
    worker.show(PICTURE)
    match = worker.match()
    assert match is not None
    assert (match.face, match.series) == ("front", None)


def test_nothing_seen_is_an_answer_too_and_a_failure_is_told_and_survived(worker: Worker) -> None:
    worker.use(Echo("USD"), 5)
    worker.show(PICTURE[:1])
    assert worker.match() is None
    worker.show(np.zeros((2, 2, 3), np.uint8))
    assert worker.answer() == Packet({"error": "ValueError: nothing but black"})
    worker.show(PICTURE)
    assert worker.match() is not None


def test_the_newest_reader_counts(worker: Worker) -> None:
    worker.use(Echo("USD"), 6)
    assert worker.use(Echo("EUR"), 7) == Packet({"ready": 7})
    worker.show(PICTURE)
    match = worker.match()
    assert match is not None
    assert match.currency == "EUR"


@pytest.mark.parametrize(("fails_first", "told"), [(False, {}), (True, {"trouble": "ValueError: too much"})])
def test_before_it_is_ready_it_looks_once_as_closely_as_can_be_and_never_again(
    fails_first: bool, told: dict[str, str]
) -> None:
    worker = Worker()
    assert worker.use(Counting(fails_first=fails_first), 1, "XTS/20") == Packet({"ready": 1, **told})
    worker.show(PICTURE)
    match = worker.match()
    assert match is not None
    assert match.series == "1280x720 None XTS/20 CLOSER True"
    worker.use(Counting(), 2, "XTS/20")
    worker.show(PICTURE)
    match = worker.match()
    assert match is not None
    assert match.series == "", "the memory is there"
    assert worker.end() == 0


def test_before_it_has_a_reader_a_picture_is_passed_over() -> None:
    worker = Worker()
    worker.show(PICTURE)
    assert worker.use(Echo("USD"), 1) == Packet({"ready": 1}), "no answer came before it"
    assert worker.end() == 0


def test_another_library_is_asked_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []

    class Library:
        @staticmethod
        def mallopt(option: int, value: int) -> None:
            asked.append((option, value))

    monkeypatch.setattr("ctypes.CDLL", lambda name: Library)
    monkeypatch.setattr("sys.platform", "darwin")
    keep_memory()
    assert asked == []
    monkeypatch.setattr("sys.platform", "linux")
    keep_memory()
    assert asked == [(-1, 64 << 20), (-3, 32 << 20)]
    monkeypatch.setattr("ctypes.CDLL", lambda name: object())
    keep_memory()
    assert len(asked) == 2

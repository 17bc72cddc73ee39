"""The print reader beside the frames: it gets the newest frame from a one-slot mailbox and takes as long as it takes.

Live, it has a thread of its own, and behind that a process (print_process.py), so that it holds no frame up. Over a
file it works in step with the file's own time, so that the same file says the same every time: an answer is there
`STEPPED_COST_S` after its frame.
"""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from app.camera.frame import Frame
from app.recognition.closer_turns import CloserTurns
from app.recognition.look import Depth
from app.recognition.mirror import MirrorMemory
from app.recognition.observation import Box, PrintMatch
from app.recognition.print_check import PrintReader
from app.recognition.proposal import NOTHING, Proposal
from app.session.mailbox import MailboxThread
from app.session.print_process import PrintProcess

# What an answer costs over a file, in the file's own time: as long as the reader takes on a slow core, with all on.
STEPPED_COST_S = 0.12

_log = logging.getLogger(__name__)


class ReadsPrint(Protocol):
    """The part of the print reader that is used here, in one thread."""

    @property
    def values(self) -> tuple[str, ...]:
        """The "CUR/value" that are named only when their print was seen."""

    @property
    def alone(self) -> tuple[str, ...]:
        """Those of them that the network does not know: print alone names them."""

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
        """The note whose print is seen in a picture, see `PrintReader.read`."""


class PrintWatch(Protocol):
    """Takes frames, and gives what was seen in earlier ones. One thread uses it at a time."""

    @property
    def looks(self) -> int | None:
        """How many frames were looked at so far, whatever was seen; None when none ever is."""

    def offer(
        self,
        frame: Frame,
        box: Box | None,
        currencies: frozenset[str],
        proposal: Proposal = NOTHING,
    ) -> None:
        """Look at this frame, of which the network proposes this, next, in place of one that waits."""

    def take(self, now_s: float) -> list[PrintMatch]:
        """What was seen since the last time, in order of the frames; now_s is the newest frame's source time."""

    def reset(self) -> None:
        """Forget what waits and what was seen: other frames follow."""

    def close(self) -> bool:
        """Stop; False when the thread does not end in time."""


class NoPrint:
    """For a model without templates: the network speaks alone."""

    looks = None

    def offer(
        self,
        frame: Frame,
        box: Box | None,
        currencies: frozenset[str],
        proposal: Proposal = NOTHING,
    ) -> None:
        """Nothing looks at it."""

    def take(self, now_s: float) -> list[PrintMatch]:
        """Nothing is ever seen."""
        return []

    def reset(self) -> None:
        """There is nothing to forget."""

    def close(self) -> bool:
        """There is nothing to stop."""
        return True


class _Memory:
    """What the looks at one source told the next one."""

    def __init__(self) -> None:
        self._mirror = MirrorMemory()
        self._turns = CloserTurns()

    def look(
        self,
        reader: ReadsPrint,
        frame: Frame,
        box: Box | None,
        currencies: Collection[str],
        proposal: Proposal,
    ) -> PrintMatch | None:
        """Look at a frame as the earlier ones say."""
        at_s = frame.captured_at_s
        depth, is_mirrored = self._turns.depth(at_s), self._mirror.is_mirrored
        match: PrintMatch | None = None
        try:
            match = reader.read(frame.image, box, currencies, at_s, proposal, is_mirrored, depth=depth)
        finally:
            # What is faint counts where the network is sure of it.
            is_seen = match is not None and (not match.is_faint or match.key == proposal.sure_of)
            # What print alone names no fuller look bears out.
            is_weak = match is not None and not (match.is_clear or match.is_like)
            is_weak = is_weak and match is not None and match.key not in (proposal.sure_of, *reader.alone)
            self._turns.observe(at_s, is_seen=is_seen, is_weak=is_weak)
            self._mirror.observe(match)
        return match


class SteppedPrintWatch:
    """In step with the frames' own time, in the caller's thread."""

    def __init__(self, reader: ReadsPrint, cost_s: float = STEPPED_COST_S) -> None:
        self._reader = reader
        self._cost_s = cost_s
        self.looks = 0
        self.reset()

    def reset(self) -> None:
        """Forget what was seen."""
        self._memory = _Memory()
        self._answer: PrintMatch | None = None
        self._free_at_s: float | None = None

    def offer(
        self,
        frame: Frame,
        box: Box | None,
        currencies: frozenset[str],
        proposal: Proposal = NOTHING,
    ) -> None:
        """Look at this frame, unless an earlier one is still being looked at in its own time."""
        now_s = frame.captured_at_s
        if self._free_at_s is not None and now_s < self._free_at_s <= now_s + self._cost_s:
            return
        self._answer = self._memory.look(self._reader, frame, box, currencies, proposal)
        self.looks += 1
        self._free_at_s = now_s + self._cost_s

    def take(self, now_s: float) -> list[PrintMatch]:
        """The answer, once its time has come."""
        if self._answer is None or (self._free_at_s is not None and now_s < self._free_at_s):
            return []
        answer, self._answer = self._answer, None
        return [answer]

    def close(self) -> bool:
        """There is nothing to stop."""
        return True


@dataclass(frozen=True, slots=True)
class _Offered:
    """A frame, and what the network says of it."""

    frame: Frame
    box: Box | None
    currencies: frozenset[str]
    proposal: Proposal


class ThreadedPrintWatch(MailboxThread[_Offered, PrintMatch]):
    """In a thread of its own, with what is newest."""

    def __init__(self, reader: ReadsPrint) -> None:
        super().__init__("print")
        self._reader = reader
        self._memory = _Memory()
        self.looks = 0
        self._start()

    def offer(
        self,
        frame: Frame,
        box: Box | None,
        currencies: frozenset[str],
        proposal: Proposal = NOTHING,
    ) -> None:
        """Look at this frame next, in place of one that waits."""
        self._post(_Offered(frame, box, currencies, proposal))

    def take(self, now_s: float) -> list[PrintMatch]:
        """What was seen since the last time."""
        return self._taken()

    def reset(self) -> None:
        """Forget what waits and what was seen, and what is being looked at."""
        self._memory = _Memory()
        self._forget()

    def _work_on(self, item: _Offered) -> list[PrintMatch]:
        # Who forgets gives it another one: what is being looked at still tells of the camera before.
        memory = self._memory
        try:
            match = memory.look(self._reader, item.frame, item.box, item.currencies, item.proposal)
        except Exception:
            # A frame that cannot be looked at must not end all looking: without print nothing would be said.
            _log.exception("the print of frame %d could not be read", item.frame.index)
            match = None
        self.looks += 1
        return [] if match is None else [match]


class ProcessPrintWatch(ThreadedPrintWatch):
    """In a process of its own. The thread only waits for it, and steps back behind none: it may hold Python's lock."""

    def __init__(self, process: PrintProcess) -> None:
        self._process = process
        super().__init__(process)

    def _work_begins(self) -> None:
        self._process.begin()

    def _work_ends(self) -> None:
        self._process.close()


def live_print_watch(reader: ReadsPrint) -> ThreadedPrintWatch:
    """For pictures that come in real time; the print reader itself works in a process, any other where it is."""
    if isinstance(reader, PrintReader):
        return ProcessPrintWatch(PrintProcess(reader))
    return ThreadedPrintWatch(reader)

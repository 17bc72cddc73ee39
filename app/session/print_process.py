"""The print reader in a process of its own: what it does holds up neither Python's lock nor any frame.

In a thread of lower priority it did: on a busy machine the system takes the processor from such a thread while it holds
the lock, and the frames wait for both. The process itself is `print_worker.py`. It is given what is in use, not the
model. Until it is ready, and where none can be had, the thread that asks looks itself, so that nothing is silent.
"""

import logging
import pickle
import time
from collections import deque
from collections.abc import Callable, Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from app.processes import module_command
from app.recognition.look import Depth
from app.recognition.observation import Box, PrintMatch
from app.recognition.print_check import PrintReader
from app.recognition.proposal import NOTHING, Proposal
from app.recognition.templates import KnownPrint
from app.speech.child import Child
from app.speech.wire import Packet

# A look takes a tenth of a second; on a machine that is busy with thirty other things it took more than five.
_ANSWER_S = 15.0
# So many ends in such a time, and no other process takes its place until they are as long ago.
_ENDS_ALLOWED, _ENDS_WITHIN_S = 3, 60.0

_log = logging.getLogger(__name__)


class PrintProcess:
    """Reads print as its reader does, elsewhere. One thread uses it.

    Args:
        reader: what it is asked through; looks itself while there is no process.
        command: starts the process; None for the one that belongs to it.
        clock: seconds of a clock that only goes forward.
    """

    def __init__(
        self, reader: PrintReader, command: Sequence[str] | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._reader = reader
        self._command = list(command or module_command("app.session.print_worker"))
        self._clock = clock
        self._ended_at_s: deque[float] = deque(maxlen=_ENDS_ALLOWED)
        self._child: Child | None = None
        self._given: Sequence[KnownPrint] | None = None
        self._times_given = self._times_ready = 0

    @property
    def values(self) -> tuple[str, ...]:
        """The "CUR/value" that are named only when their print was seen."""
        return self._reader.values

    @property
    def alone(self) -> tuple[str, ...]:
        """Those of them that the network does not know."""
        return self._reader.alone

    @property
    def pid(self) -> int | None:
        """The process's number; None while there is none."""
        return None if self._child is None else self._child.pid

    @property
    def is_ready(self) -> bool:
        """Whether it, and not this process, looks at the next picture, if the currencies stay."""
        self._hear()
        return self._child is not None and self._given is not None and self._times_ready == self._times_given

    def wait(self, within_s: float) -> bool:
        """Wait until it looks itself at what it was last asked for; False when that takes longer."""
        until_s = self._clock() + within_s
        while self._child is not None and self._times_ready < self._times_given and self._clock() < until_s:
            self._heard(self._child.next_answer(until_s - self._clock()))
        return self.is_ready

    def begin(self) -> None:
        """Start the process, where there is none and too many have not ended; does not wait for it."""
        if self._child is not None or self._has_ended_too_often():
            return
        self._given, self._times_given, self._times_ready = None, 0, 0
        try:
            self._child = Child(self._command, _nothing, name="print", steps_back=True)
        except OSError as error:
            self._lost(str(error))

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
        """The note whose print is seen in a picture, see `PrintReader.read`.

        Raises:
            RuntimeError: the picture could not be looked at.
        """
        self._give(self._reader.choose(currencies))
        if not self.is_ready or self._child is None:
            return self._reader.look(picture, box, captured_at_s, proposal, is_mirrored, depth=depth)
        sides = None if box is None else (box.left, box.top, box.right, box.bottom)
        likely = None if proposal.likely is None else sorted(proposal.likely)
        says = {
            "sure_of": proposal.sure_of,
            "leads": proposal.leads,
            "likely": likely,
            "is_certain": proposal.is_certain,
        }
        how = {"captured_at_s": captured_at_s, "is_mirrored": is_mirrored, "depth": int(depth)}
        self._child.ask(Packet({"shape": picture.shape, "box": sides, **how, **says}, picture.tobytes()))
        answer = self._child.next_answer(_ANSWER_S)
        if not isinstance(answer, Packet):
            # What ended the process might end this one, too: the picture is passed over.
            self._lost(answer or "it did not answer")
            return None
        if "error" in answer.fields:
            raise RuntimeError(answer.fields["error"])
        match: PrintMatch | None = pickle.loads(answer.samples)
        return match

    def close(self) -> None:
        """End the process; looking goes on here, should anybody ask."""
        if self._child is not None:
            self._child.end()
        self._child = None

    def _give(self, known: Sequence[KnownPrint]) -> None:
        self.begin()
        if self._child is not None and known is not self._given:
            self._given = known
            self._times_given += 1
            scored = (each.value for each in known if each.limits is None and each.taught is None)
            told = {"use": self._times_given, "value": next(scored, None)}
            self._child.ask(Packet(told, pickle.dumps(self._reader)))

    def _hear(self) -> None:
        for answer in [] if self._child is None else self._child.answers():
            self._heard(answer)

    def _heard(self, answer: Packet | str | None) -> None:
        if isinstance(answer, Packet):
            self._times_ready = answer.fields.get("ready", self._times_ready)
            if "trouble" in answer.fields:
                _log.warning("the print reader's first look: %s", answer.fields["trouble"])
        elif answer is not None:
            self._lost(answer)

    def _lost(self, why: str) -> None:
        _log.warning("the print reader's process: %s", why)
        self._ended_at_s.append(self._clock())
        if self._child is not None:
            self._child.kill()
        self._child = None

    def _has_ended_too_often(self) -> bool:
        is_full = len(self._ended_at_s) == _ENDS_ALLOWED
        return is_full and self._clock() - self._ended_at_s[0] < _ENDS_WITHIN_S


def _nothing() -> None:
    """Who asked waits for the answer itself."""

"""The sound card in a process of its own, so that its callback never waits for what else this process has to do.

The process itself is `player_worker.py`. One that hangs, fails or ends is replaced, and what sounded is said again.
"""

import logging
import time
from collections.abc import Callable, Sequence
from typing import Any, Literal

from app.speech.child import Child, worker_command
from app.speech.clip import Clip
from app.speech.errors import PlayerUnavailable, SoundBrokenOff
from app.speech.protocols import SoundChoice
from app.speech.wire import Packet

START_WITHIN_S = 15.0  # from a cold disk, on a busy computer
HUNG_S = 3.0  # it gives a sign of life every half a second
_LOOK_S = 0.5  # what a look at it counts at most: while this process is held up, the other is not to blame

_log = logging.getLogger(__name__)


class ProcessPlayer:
    """A `Player` whose device another process drives. Used by one thread."""

    def __init__(
        self,
        *,
        backend: Literal["card", "pulse", "null"] = "card",
        period_ms: int | None = None,
        command: Sequence[str] | None = None,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        """Takes what to play on: the sound card, PulseAudio or a silent device; opens and starts nothing yet.

        The device fetches `period_ms` of sound at a time; None is what was found to be best for it. `command` starts
        the process.
        """
        self._command = list(command or worker_command("player_worker"))
        self._clock = clock
        self._device = {"backend": backend, "period_ms": period_ms}
        self._choice = _essence(SoundChoice())
        self._child: Child | None = None
        self._is_open = False
        self._serial = 0
        self._clip: int | None = None  # the serial of the one that sounds
        self._gap_s = 0.0
        self._first_sample_at_s: float | None = None
        self._broken_off = False  # until `watch` has told so
        self._lost = False  # likewise
        self._quiet_s = 0.0  # how long there was no sign of life
        self._watched_at_s = 0.0

    def open(self) -> None:
        """Starts the process and opens the device unless that is so already. Raises PlayerUnavailable."""
        self._take_answers()
        if self._is_open:
            return
        if self._child is None:
            try:
                self._child = Child(self._command, _nothing, name="sound", is_urgent=True)
            except OSError as error:
                _log.warning("the process of the sound card cannot be started: %s", error)
                raise PlayerUnavailable("no_sound_card") from error
        self._serial += 1
        self._ask({"open": {**self._device, **self._choice}})
        self._wait_for_opening(self._child, self._serial)
        self._lost = self._broken_off = False
        self._quiet_s, self._watched_at_s = 0.0, self._clock()

    def play(self, clip: Clip, at_s: float = 0.0) -> None:
        """Starts the clip; one that still sounds fades out under it. Raises PlayerUnavailable."""
        self.open()
        self._serial += 1
        self._clip, self._gap_s, self._first_sample_at_s = self._serial, 0.0, None
        channels = 1 if clip.samples.ndim == 1 else clip.samples.shape[1]
        form = {"sample_rate_hz": clip.sample_rate_hz, "channels": channels}
        self._ask({"play": form}, clip.samples.tobytes())

    def cut(self, at_s: float = 0.0) -> None:
        """Fades what sounds out within 5 ms of what the device fetches next."""
        if self._clip is not None:
            self._clip = None
            self._ask({"cut": None})

    def adjust(self, choice: SoundChoice) -> None:
        """Plays as loud as this, on this device, from the next clip on; a device that is gone is the default one."""
        before, self._choice = self._choice, _essence(choice)
        if self._choice == before:
            return
        if self._choice["output"] != before["output"]:
            self._clip = None
        if self._is_open:
            self._ask({"adjust": self._choice})

    def is_playing(self, at_s: float = 0.0) -> bool:
        """Whether the clip still sounds."""
        self._take_answers()
        return self._clip is not None

    @property
    def gap_s(self) -> float:
        """For how long the newest clip was silent amid its words; known when it has ended."""
        return self._gap_s

    @property
    def first_sample_at_s(self) -> float | None:
        """`time.perf_counter()` when the device fetched the first sample of the newest clip; None until then."""
        return self._first_sample_at_s

    def watch(self) -> None:
        """Looks whether process and device are well. Raises PlayerUnavailable, and SoundBrokenOff."""
        is_alive = self._take_answers()
        now_s = self._clock()
        self._quiet_s = 0.0 if is_alive else self._quiet_s + min(_LOOK_S, now_s - self._watched_at_s)
        self._watched_at_s = now_s
        if self._child is not None and self._quiet_s > HUNG_S:
            self._drop("it gives no sign of life")
        if self._lost:
            self._lost = False
            raise PlayerUnavailable("sound_lost")
        if self._broken_off:
            self._broken_off = False
            try:
                self.open()
            except PlayerUnavailable as trouble:
                raise PlayerUnavailable("sound_lost") from trouble
            raise SoundBrokenOff

    def close(self) -> None:
        """Stops at once and lets the device go."""
        child, self._child = self._child, None
        self._is_open, self._clip = False, None
        self._broken_off = self._lost = False
        if child is not None:
            child.end()

    def _ask(self, question: dict[str, Any], samples: bytes = b"") -> None:
        if self._child is not None:
            self._child.ask(Packet({"serial": self._serial, **question}, samples))

    def _wait_for_opening(self, child: Child, serial: int) -> None:
        until_s = self._clock() + START_WITHIN_S
        while (left_s := until_s - self._clock()) > 0:
            answer = child.next_answer(left_s)
            if answer is None or isinstance(answer, str):
                break
            if answer.fields.get("serial") == serial:
                if "opened" not in answer.fields:
                    raise PlayerUnavailable(answer.fields.get("trouble", "no_sound_card"))
                self._is_open = True
                return
        self._drop("it does not open the sound card")
        self._broken_off = False  # it is told right here
        raise PlayerUnavailable("no_sound_card")

    def _take_answers(self) -> bool:
        """Takes what the process told; True when there was anything."""
        told = [] if self._child is None else self._child.answers()
        for answer in told:
            if isinstance(answer, str):
                self._drop(answer)
                return True
            self._take(answer.fields)
        return bool(told)

    def _take(self, told: dict[str, Any]) -> None:
        if "lost" in told:
            self._is_open, self._clip, self._lost = False, None, True
        elif "broken_off" in told:
            self._clip, self._broken_off = None, True
        elif "began" in told and told["began"] == self._clip:
            self._first_sample_at_s = float(told["at_s"])
        elif "ended" in told and told["ended"] == self._clip:
            self._clip, self._gap_s = None, float(told["gap_s"])

    def _drop(self, why: str) -> None:
        """Ends a process that is of no use; `watch` puts another in its place, where the device was open."""
        _log.warning("the process of the sound card failed (%s) and is replaced", why)
        child, self._child = self._child, None
        # One that opened no device was told of already; it may end at once or a moment later.
        self._broken_off = self._broken_off or self._is_open
        self._is_open, self._clip = False, None
        self._quiet_s = 0.0
        if child is not None:
            child.kill()


def _essence(choice: SoundChoice) -> dict[str, Any]:
    """What of the choice is the player's business."""
    return {"volume": choice.volume, "output": choice.output}


def _nothing() -> None:
    """Nobody waits for an answer: who plays asks again soon."""

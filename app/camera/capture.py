"""Who reads a source: a thread with a one-slot mailbox for live ones, a plain generator for the others.

What a lost camera means (wait, try again, say so once) is decided here; how a frame is had is each source's business.
"""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from threading import Event, Thread

from app.camera.errors import CameraError
from app.camera.frame import Frame
from app.camera.mailbox import Mailbox
from app.camera.source import Source

FIRST_DELAY_S = 0.5
LONGEST_DELAY_S = 8.0
_STEADY_S = 2.0  # one frame now and then, as from a loose cable, is not yet a camera that is back for good
_JOIN_S = 1.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CameraStatus:
    """Something about the source that the person should know.

    Attributes:
        kind: "opened" (first frame), "demo" (first frame of the demo reel), "lost" (frames stopped; it is tried again
            until it is back), "back" (frames again), "unavailable" (never opened yet; it is tried again), "ended".
        text: one sentence in English.
        source_name: what to call the source.
    """

    kind: str
    text: str
    source_name: str


def _started(source: Source) -> CameraStatus:
    if source.is_demo:
        return CameraStatus("demo", "Playing the demo reel: drawn specimen notes, not a camera.", source.name)
    return CameraStatus("opened", f"Pictures are coming from {source.name}.", source.name)


def _ended(source: Source) -> CameraStatus:
    return CameraStatus("ended", f"{source.name} has ended.", source.name)


def iterate(source: Source, on_status: Callable[[CameraStatus], None] | None = None) -> Iterator[Frame]:
    """Give every frame of a source that is not live, in order, in the caller's thread; open and close it.

    Raises:
        SourceUnavailable: it cannot be opened.
        SourceLost: it broke off.
    """
    with source:
        first = True
        while (frame := source.read()) is not None:
            if first and on_status is not None:
                on_status(_started(source))
            first = False
            yield frame
    if on_status is not None:
        on_status(_ended(source))


class CaptureState(Enum):
    """Where a capture thread stands."""

    NEW = "new"
    OPENING = "opening"
    RUNNING = "running"
    WAITING = "waiting"
    ENDED = "ended"
    STOPPED = "stopped"


_LEGAL: dict[CaptureState, frozenset[CaptureState]] = {
    CaptureState.NEW: frozenset({CaptureState.OPENING, CaptureState.STOPPED}),
    CaptureState.OPENING: frozenset(
        {CaptureState.RUNNING, CaptureState.WAITING, CaptureState.ENDED, CaptureState.STOPPED}
    ),
    CaptureState.RUNNING: frozenset({CaptureState.WAITING, CaptureState.ENDED, CaptureState.STOPPED}),
    CaptureState.WAITING: frozenset({CaptureState.OPENING, CaptureState.STOPPED}),
    CaptureState.ENDED: frozenset(),
    CaptureState.STOPPED: frozenset(),
}


class CaptureThread:
    """Owns a live source: keeps its newest frame and gets it back when it is lost. Runs once; make another to restart.

    Over a reconnection `Frame.index` and `Frame.captured_at_s` keep rising.
    """

    def __init__(
        self,
        source: Source,
        *,
        on_status: Callable[[CameraStatus], None],
        clock: Callable[[], float] = time.perf_counter,
        wait: Callable[[float], bool] | None = None,
    ) -> None:
        """Prepare to capture; nothing is opened before `start()`.

        Args:
            source: a live source that nobody else uses from now on.
            on_status: called in the capture thread; it must be quick.
            clock: monotonic seconds.
            wait: waits that many seconds between two attempts, or until `stop()` was called, and tells whether it was.

        Raises:
            ValueError: the source is not live; use `iterate`.
        """
        if not source.live:
            raise ValueError(f"{source.name} is not live: every frame of it counts, use iterate().")
        self._source = source
        self._on_status = on_status
        self._clock = clock
        self._stopping = Event()
        self._wait = wait or self._stopping.wait
        self._mailbox: Mailbox[Frame] = Mailbox()
        self._thread = Thread(target=self._run, name="camera", daemon=True)
        self._state = CaptureState.NEW
        self._delivered = False
        self._told_unavailable = False
        self._delay_s = FIRST_DELAY_S
        self._origin_s: float | None = None
        self._base_index = 0
        self._base_s = 0.0
        self._last_index = -1
        self._last_s = 0.0

    @property
    def state(self) -> CaptureState:
        """Where the thread stands at this moment."""
        return self._state

    @property
    def dropped(self) -> int:
        """How many frames were replaced by a newer one before anybody fetched them."""
        return self._mailbox.dropped

    def start(self) -> None:
        """Begin.

        Raises:
            RuntimeError: it was started or stopped before.
        """
        self._to(CaptureState.OPENING)
        self._thread.start()

    def latest(self, timeout_s: float) -> Frame | None:
        """Fetch the newest frame that was not fetched yet, waiting up to `timeout_s`; None when none came.

        After the end or `stop()` it answers at once; `state` tells why nothing comes.
        """
        return self._mailbox.get(timeout_s)

    def stop(self) -> bool:
        """Ask the thread to stop, wake whoever waits, and wait up to a second for it; may be called again.

        Returns:
            Whether the thread is gone. It is not when the camera's driver hangs in a read; then it goes, and lets go
            of the camera, as soon as the driver returns.
        """
        self._stopping.set()
        self._mailbox.close()
        self._source.interrupt()
        if self._state is CaptureState.NEW:
            self._to(CaptureState.STOPPED)
        if self._thread.ident is not None:
            self._thread.join(_JOIN_S)
        return not self._thread.is_alive()

    def _to(self, state: CaptureState) -> None:
        if state not in _LEGAL[self._state]:
            raise RuntimeError(f"A capture thread cannot go from {self._state.value} to {state.value}.")
        self._state = state

    def _run(self) -> None:
        last = CaptureState.STOPPED
        try:
            while not self._stopping.is_set():
                try:
                    self._open()
                    if self._deliver_all():
                        last = CaptureState.ENDED
                        break
                except CameraError as error:
                    self._trouble(str(error))
                except Exception:
                    # A driver can fail in ways nobody foresaw. A dead thread would leave a blind person with silence.
                    _log.exception("unexpected failure of %s", self._source.name)
                    self._trouble(f"{self._source.name} failed in an unexpected way. It is being tried again.")
        finally:
            self._source.close()
            self._to(last)
            self._mailbox.close()
        if last is CaptureState.ENDED:
            self._on_status(_ended(self._source))

    def _open(self) -> None:
        self._source.open()
        now_s = self._clock()
        if self._origin_s is None:
            self._origin_s = now_s
            return
        self._base_index = self._last_index + 1
        self._base_s = max(now_s - self._origin_s, self._last_s + 0.001)

    def _deliver_all(self) -> bool:
        """Pass frames on; True at the end of the source, False when asked to stop."""
        running_since_s = 0.0
        while not self._stopping.is_set():
            frame = self._source.read()
            if frame is None:
                return not self._stopping.is_set()
            if self._state is not CaptureState.RUNNING:
                self._to(CaptureState.RUNNING)
                running_since_s = self._clock()
                self._tell_running()
            elif self._clock() - running_since_s >= _STEADY_S:
                self._delay_s = FIRST_DELAY_S
            if self._base_index:
                frame = replace(
                    frame, index=self._base_index + frame.index, captured_at_s=self._base_s + frame.captured_at_s
                )
            self._last_index, self._last_s = frame.index, frame.captured_at_s
            self._mailbox.put(frame)
        return False

    def _tell_running(self) -> None:
        name = self._source.name
        self._on_status(
            CameraStatus("back", f"Pictures are coming from {name} again.", name)
            if self._delivered
            else _started(self._source)
        )
        self._delivered = True

    def _trouble(self, text: str) -> None:
        """Say what happened, once, and wait before the next attempt."""
        if self._stopping.is_set():
            return
        was_running = self._state is CaptureState.RUNNING
        self._to(CaptureState.WAITING)
        self._source.close()
        if was_running:
            self._on_status(CameraStatus("lost", text, self._source.name))
        elif not self._delivered and not self._told_unavailable:
            self._told_unavailable = True
            self._on_status(CameraStatus("unavailable", text, self._source.name))
        stopped = self._wait(self._delay_s)
        self._delay_s = min(2 * self._delay_s, LONGEST_DELAY_S)
        if not stopped and not self._stopping.is_set():
            self._to(CaptureState.OPENING)

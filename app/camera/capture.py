"""Who reads a source: a thread with a one-slot mailbox for live ones, a plain generator for the others.

What a lost camera means (wait, try again, say so once) is decided here; how a frame is had is each source's business.
"""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from threading import Event, Lock, Thread

from app.camera.continuity import Change, Continuity, Flow, Stillness
from app.camera.errors import CameraError
from app.camera.frame import Frame
from app.camera.mailbox import Mailbox
from app.camera.source import Source
from app.trouble import Trouble

FIRST_DELAY_S = 0.5
LONGEST_DELAY_S = 8.0
WATCH_S = 0.1
# For so long after its last picture a camera is asked for at short intervals: what the wait would add to an
# interruption must not make of a note that is held all the while one that had gone (LONGEST_INTERRUPTION_S).
KEEN_S = 4.0
KEEN_DELAY_S = 0.2
_JOIN_S = 1.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CameraStatus:
    """Something about the source that the person should know.

    Attributes:
        kind: "opened" (first frame), "demo" (first frame of the demo reel), "interrupted" (frames stopped a moment ago;
            it is opened again at once), "resumed" (they came again before it was lost), "lost" (nothing came for a
            second; it is tried until it is back), "back" (frames have come again for a while), "frozen" (the same
            picture again and again), "moving" (no longer so), "unavailable" (never delivered yet; it is tried again),
            "ended".
        source_name: the source's `name`.
        trouble: what went wrong, for "interrupted", "lost", "frozen" and "unavailable".
    """

    kind: str
    source_name: str
    trouble: Trouble | None = None


def _started(source: Source) -> CameraStatus:
    if source.is_demo:
        return CameraStatus("demo", source.name)
    return CameraStatus("opened", source.name)


def _ended(source: Source) -> CameraStatus:
    return CameraStatus("ended", source.name)


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
            on_status: called from threads of the capture's own, one call at a time; it must be quick.
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
        self._watcher = Thread(target=self._watch, name="camera watch", daemon=True)
        self._telling = Lock()
        self._continuity = Continuity()
        self._stillness = Stillness()
        self._last_trouble: CameraError | None = None
        self._told_unavailable = False
        self._delay_s = FIRST_DELAY_S
        self._opened_s = 0.0
        self._picture_s: float | None = None
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
        self._watcher.start()

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
            self._watcher.join(_JOIN_S)
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
                    self._trouble(error)
                except Exception:
                    # A driver can fail in ways nobody foresaw. A dead thread would leave a blind person with silence.
                    _log.exception("unexpected failure of %s", self._source.name)
                    self._trouble(CameraError("camera_failed", camera=self._source.name))
        finally:
            self._source.close()
            self._to(last)
            self._mailbox.close()
        if last is CaptureState.ENDED:
            with self._telling:
                self._on_status(_ended(self._source))

    def _open(self) -> None:
        self._source.open()
        now_s = self._opened_s = self._clock()
        if self._origin_s is None:
            self._origin_s = now_s
            return
        self._base_index = self._last_index + 1
        self._base_s = max(now_s - self._origin_s, self._last_s + 0.001)

    def _deliver_all(self) -> bool:
        """Pass frames on; True at the end of the source, False when asked to stop."""
        while not self._stopping.is_set():
            frame = self._source.read()
            if frame is None:
                return not self._stopping.is_set()
            now_s = self._clock()
            if self._state is not CaptureState.RUNNING:
                self._to(CaptureState.RUNNING)
            self._picture_s = now_s
            self._follow(frame, now_s)
            if self._base_s:
                frame = replace(
                    frame, index=self._base_index + frame.index, captured_at_s=self._base_s + frame.captured_at_s
                )
            self._last_index, self._last_s = frame.index, frame.captured_at_s
            self._mailbox.put(frame)
        return False

    def _follow(self, frame: Frame, now_s: float) -> None:
        with self._telling:
            if not self._source.is_demo:
                self._tell(self._continuity.look(now_s))
            self._tell(self._continuity.picture(now_s))
            stands_still = None if self._source.is_demo else self._stillness.picture(frame.image, now_s)
            if stands_still is not None:
                frozen = CameraError("camera_frozen", camera=self._source.name)
                self._on_status(
                    CameraStatus("frozen", self._source.name, frozen)
                    if stands_still
                    else CameraStatus("moving", self._source.name)
                )

    def _watch(self) -> None:
        """Notice that nothing comes while the capture thread waits for a camera that hangs."""
        while self._thread.is_alive() and not self._stopping.wait(WATCH_S):
            self._look()

    def _look(self) -> None:
        with self._telling:
            # Once it has ended or stopped, nothing is missed any more; and what is drawn here cannot be lost.
            is_on = self._state in (CaptureState.RUNNING, CaptureState.WAITING, CaptureState.OPENING)
            if is_on and not self._source.is_demo:
                self._tell(self._continuity.look(self._clock()))

    def _tell(self, change: Change | None) -> None:
        if change is None:
            return
        name = self._source.name
        if change is Change.OPENED:
            self._on_status(_started(self._source))
        elif change in (Change.INTERRUPTED, Change.LOST):
            trouble = self._last_trouble or CameraError("camera_stopped", camera=name)
            self._on_status(CameraStatus(change.value, name, trouble))
        else:
            self._last_trouble = None
            self._on_status(CameraStatus(change.value, name))

    def _trouble(self, trouble: CameraError) -> None:
        """Take down what happened, and wait before the next attempt."""
        if self._stopping.is_set():
            return
        now_s = self._clock()
        was_running = self._state is CaptureState.RUNNING
        with self._telling:
            self._to(CaptureState.WAITING)
            self._last_trouble = trouble
            if self._continuity.flow is not Flow.NONE:
                self._tell(self._continuity.look(now_s))
                self._tell(self._continuity.broke(now_s))
            elif not self._told_unavailable:
                self._told_unavailable = True
                self._on_status(CameraStatus("unavailable", self._source.name, trouble))
        self._source.close()
        delay_s = self._next_delay_s(now_s, was_running)
        stopped = delay_s > 0 and self._wait(delay_s)
        self._look()
        if not stopped and not self._stopping.is_set():
            self._to(CaptureState.OPENING)

    def _next_delay_s(self, now_s: float, was_running: bool) -> float:
        """How long to wait for the next attempt: none or hardly any while pictures are due, then ever longer."""
        if self._picture_s is None or now_s - self._picture_s >= KEEN_S:
            delay_s, self._delay_s = self._delay_s, min(2 * self._delay_s, LONGEST_DELAY_S)
            return delay_s
        self._delay_s = FIRST_DELAY_S
        # At once where it had delivered for a while; one that breaks off again and again is not asked without a pause.
        has_delivered = self._picture_s - self._opened_s >= KEEN_DELAY_S
        return 0.0 if was_running and has_delivered else KEEN_DELAY_S

"""How the session takes frames from a source: the newest of a live one, or every one of the others, in order.

What is done with a frame, and what a lost camera means to the person, is decided elsewhere.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import Protocol

from app.camera.capture import CameraStatus, CaptureState, CaptureThread, iterate
from app.camera.frame import Frame
from app.camera.source import Source

# A frame that comes later than this was held up by a pause or a busy machine: what follows keeps its own pace again.
_LATE_S = 0.2


class Feed(Protocol):
    """Where the session's thread gets its frames. Used by that thread alone."""

    @property
    def ended(self) -> bool:
        """True when no frame will come any more."""

    def next(self, timeout_s: float) -> Frame | None:
        """The next frame, or None when none came within timeout_s seconds. Raises CameraError."""

    def stop(self) -> None:
        """Let go of the source."""


class LiveFeed:
    """The newest frame of a live source, which a capture thread keeps and gets back when it is lost."""

    def __init__(
        self,
        source: Source,
        on_status: Callable[[CameraStatus], None],
        *,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        """Start capturing; on_status is called from threads of the capture's, `clock` gives monotonic seconds."""
        self._capture = CaptureThread(source, on_status=on_status, clock=clock)
        self._capture.start()
        self._is_drained = False

    @property
    def ended(self) -> bool:
        """True after the last frame of a source that has an end."""
        return self._is_drained

    def next(self, timeout_s: float) -> Frame | None:
        """The newest frame that was not yet given, waiting up to timeout_s seconds for one."""
        # Asked first: a frame may be left between the last fetch and the end.
        has_ended = self._capture.state is CaptureState.ENDED
        frame = self._capture.latest(timeout_s)
        self._is_drained = has_ended and frame is None
        return frame

    def stop(self) -> None:
        """Stop capturing; waits up to a second for a camera that hangs."""
        self._capture.stop()


class OrderedFeed:
    """Every frame of a source that is not live, as fast as they are asked for, or paced by the frames' own times."""

    def __init__(
        self,
        source: Source,
        on_status: Callable[[CameraStatus], None],
        *,
        paced: bool,
        clock: Callable[[], float] = time.perf_counter,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        """Open nothing yet: that happens with the first frame.

        Args:
            source: one that nobody else uses from now on.
            on_status: called in the thread that asks for frames.
            paced: give each frame when it is due.
            clock: monotonic seconds.
            wait: waits for that many seconds.
        """
        self._source = source
        self._frames = iterate(source, on_status)
        self._paced = paced
        self._clock = clock
        self._wait = wait or Event().wait
        self._waiting: Frame | None = None
        self._started_s: float | None = None
        self._has_ended = False

    @property
    def ended(self) -> bool:
        """True after the last frame."""
        return self._has_ended

    def next(self, timeout_s: float) -> Frame | None:
        """The next frame in order; when it is not due within timeout_s seconds, None after that time.

        Raises:
            CameraError: the source cannot be opened, or broke off; nothing more will come.
        """
        if self._waiting is None and not self._has_ended:
            try:
                self._waiting = next(self._frames, None)
            except BaseException:
                self._has_ended = True
                raise
            self._has_ended = self._waiting is None
        frame = self._waiting
        if frame is None or (self._paced and not self._is_due(frame, timeout_s)):
            return None
        self._waiting = None
        # Its waiting here is no delay of recognition's.
        return replace(frame, monotonic_s=self._clock()) if self._paced else frame

    def stop(self) -> None:
        """Close the source."""
        self._has_ended = True
        self._waiting = None
        self._source.close()

    def _is_due(self, frame: Frame, timeout_s: float) -> bool:
        now_s = self._clock()
        if self._started_s is None or now_s - self._started_s - frame.captured_at_s > _LATE_S:
            self._started_s = now_s - frame.captured_at_s
        early_s = self._started_s + frame.captured_at_s - now_s
        if early_s > 0:
            self._wait(min(early_s, timeout_s))
        return early_s <= timeout_s

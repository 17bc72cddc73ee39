"""The session's thread: what it is asked for between two frames, and what happens when it fails.

What becomes of a frame is `looking.py`'s, where frames come from `sources.py`'s.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable

from app.camera.errors import CameraError
from app.camera.frame import Frame
from app.feedback.phrases import Phrase
from app.session.looking import Looking, SessionFailed, one_line
from app.session.messages import Status
from app.session.presenter import Presenter
from app.session.priority import share_in_short_turns
from app.session.sources import Sources
from app.session.teller import Teller
from app.session.watchdog import FAILURES_ALLOWED, Watchdog

_POLL_S = 0.1
_WATCH_EVERY_S = 0.5
_JOIN_S = 1.0

_log = logging.getLogger(__name__)


class CommandQueue:
    """What others ask of the session's thread; it is done between two frames, in the order in which it was asked."""

    def __init__(self) -> None:
        self._commands: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()

    def put(self, command: Callable[[], None]) -> None:
        """Ask for this; from any thread, also in a signal's handler."""
        self._commands.put(command)

    def obey(self, stopping: threading.Event, wait_s: float = 0.0) -> None:
        """Do what was asked for meanwhile, waiting up to wait_s seconds for the first of it."""
        try:
            command = self._commands.get(timeout=wait_s)
            while not stopping.is_set():
                command()
                command = self._commands.get_nowait()
        except queue.Empty:
            return


class Loop:
    """Runs once, in a thread of its own or in the caller's."""

    def __init__(
        self,
        looking: Looking,
        sources: Sources,
        *,
        commands: CommandQueue,
        presenter: Presenter,
        teller: Teller,
        watchdog: Watchdog,
        clock: Callable[[], float],
    ) -> None:
        """Join the parts; see `Session` for what they are."""
        self._looking = looking
        self._sources = sources
        self._commands = commands
        self._presenter = presenter
        self._teller = teller
        self._watchdog = watchdog
        self._clock = clock
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self._has_begun = False

    @property
    def is_stopping(self) -> bool:
        """Whether it was asked to end."""
        return self._stopping.is_set()

    @property
    def has_thread(self) -> bool:
        """Whether a thread of its own runs, in which what is asked for has its turn."""
        return any(thread.is_alive() for thread in self._threads)

    def start(self) -> None:
        """Run in a thread of its own until `stop`, after `begin`."""
        for name, run in (("session", self._run), ("watchdog", self._watch)):
            thread = threading.Thread(target=run, name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def begin(self) -> None:
        """It is to run from now on. Raises RuntimeError: it ran before."""
        if self._has_begun or self._stopping.is_set():
            raise RuntimeError("A session runs once; make another.")
        self._has_begun = True

    def run_to_end(self) -> None:
        """Run in the caller's thread until the source ends or `stop` is called. Raises CameraError, SessionFailed."""
        control = self._sources.control
        while not self._stopping.is_set():
            feed = control.feed
            if feed is None or self._looking.is_paused:
                if feed is None and self._sources.to_the_end:
                    return
                self._commands.obey(self._stopping, wait_s=_POLL_S)
                continue
            frame: Frame | None = None
            trouble: CameraError | None = None
            try:
                frame = feed.next(_POLL_S)
            except CameraError as error:
                trouble = error
            self._commands.obey(self._stopping)
            if feed is not control.feed:
                continue
            if trouble is not None:
                self._sources.failed(trouble)
            elif frame is not None and not self._looking.is_paused:
                self._looking.look_at(frame)
            elif feed.ended:
                control.let_go()
                self._commands.obey(self._stopping)

    def stop(self) -> None:
        """Let it come to its end; returns at once, also in a signal's handler."""
        self._stopping.set()
        self._commands.put(_nothing)

    def join(self) -> bool:
        """Wait for the threads, a second in all at most; False when one has not ended."""
        others = [thread for thread in self._threads if thread is not threading.current_thread()]
        until_s = time.monotonic() + _JOIN_S
        for thread in others:
            thread.join(max(0.0, until_s - time.monotonic()))
        return not any(thread.is_alive() for thread in others)

    def _run(self) -> None:
        share_in_short_turns()
        is_warm = False
        while not self._stopping.is_set():
            try:
                if not is_warm:
                    self._looking.warm_up()
                    is_warm = True
                self.run_to_end()
            except SessionFailed as failure:
                self._give_up(failure)
            except Exception as error:
                # A dead thread would leave a blind person with silence.
                _log.exception("the session failed")
                self._watchdog.end()
                if self._watchdog.has_failed_too_often(self._clock()):
                    self._give_up(SessionFailed("session_failed", times=FAILURES_ALLOWED, error=one_line(error)))
                else:
                    self._tell(Status.RECOVERED, Phrase.RECOVERED)
        self._sources.control.let_go()

    def _give_up(self, failure: SessionFailed) -> None:
        """Tell it, look at nothing any more, and go on answering until the end."""
        self._sources.control.let_go()
        self._looking.seen = None
        self._teller.tell(self._presenter.trouble(Status.FAILED, failure, topic="failed"))
        while not self._stopping.is_set():
            try:
                self._commands.obey(self._stopping, wait_s=_POLL_S)
            except Exception:
                _log.exception("what was asked for after the end failed")

    def _watch(self) -> None:
        """In a thread of its own: a frame that hangs (a driver, a library) is told, since nothing else would be."""
        while not self._stopping.wait(_WATCH_EVERY_S):
            if self._watchdog.is_newly_stuck(self._clock()):
                self._tell(Status.STUCK, Phrase.STUCK, still_valid=lambda: self._watchdog.is_stuck(self._clock()))

    def _tell(self, status: Status, phrase: Phrase, *, still_valid: Callable[[], bool] | None = None) -> None:
        self._teller.status(status, phrase, topic=status.value, still_valid=still_valid)


def _nothing() -> None:
    """Wakes the session's thread."""

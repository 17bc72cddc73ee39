"""Which source is looked at, and where it stands: an enum and a table of legal steps. What is told of it: `loop.py`.

Owned by the session's thread; `state`, `name`, `spec` and `is_demo` may be read from any.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from app.camera.capture import CameraStatus
from app.camera.feed import Feed, LiveFeed, OrderedFeed
from app.camera.source import Source
from app.session.state import SourceState

_S = SourceState
_ANEW: Final = frozenset({_S.NONE, _S.OPENING})
LEGAL: Final = {
    _S.NONE: _ANEW,
    _S.OPENING: _ANEW | {_S.WATCHING, _S.UNAVAILABLE, _S.ENDED},
    _S.WATCHING: _ANEW | {_S.INTERRUPTED, _S.LOST, _S.UNAVAILABLE, _S.ENDED},
    _S.INTERRUPTED: _ANEW | {_S.WATCHING, _S.LOST, _S.ENDED},
    _S.LOST: _ANEW | {_S.WATCHING, _S.ENDED},
    _S.UNAVAILABLE: _ANEW | {_S.WATCHING, _S.ENDED},
    _S.ENDED: _ANEW,
}
# What the camera room tells, and where the source stands then; what is not here changes nothing.
_STEPS: Final = {
    "opened": _S.WATCHING,
    "demo": _S.WATCHING,
    "back": _S.WATCHING,
    "interrupted": _S.INTERRUPTED,
    "resumed": _S.WATCHING,
    "lost": _S.LOST,
    "unavailable": _S.UNAVAILABLE,
    "ended": _S.ENDED,
}


class SourceControl:
    """One source after another. Statuses of a source that was left meanwhile are passed over."""

    def __init__(
        self,
        *,
        in_session_thread: Callable[[Callable[[], None]], None],
        tell: Callable[[CameraStatus], None],
        live_feed: Callable[[Source, Callable[[CameraStatus], None]], Feed] = LiveFeed,
    ) -> None:
        """Take how to get into the session's thread (called from any), what is called there, and what reads cameras."""
        self._live_feed = live_feed
        self._in_session_thread = in_session_thread
        self._tell = tell
        self._feed: Feed | None = None
        self._source: Source | None = None
        self.state = _S.NONE
        self.spec = ""

    @property
    def feed(self) -> Feed | None:
        """Where frames come from now; None when nothing is looked at."""
        return self._feed

    @property
    def name(self) -> str | None:
        """What to call the source; None for none."""
        source = self._source
        return None if source is None else source.name

    @property
    def is_demo(self) -> bool:
        """Whether the demo reel is looked at."""
        source = self._source
        return source is not None and source.is_demo

    @property
    def delivers(self) -> bool:
        """Whether what the newest picture shows is still so."""
        return self.state in (_S.WATCHING, _S.INTERRUPTED)

    def look_through(self, source: Source, *, spec: str, in_real_time: bool) -> None:
        """Look at this source, which nobody else uses from now on, in place of the one before."""
        self.let_go()
        self._source = source
        self.spec = spec
        self.to(_S.OPENING)
        heard = self._heard_from(source)
        # Nobody holds the demo's notes: it shows the next picture when the last was looked at, and hangs nowhere.
        if source.live and not source.is_demo:
            self._feed = self._live_feed(source, heard)
        else:
            self._feed = OrderedFeed(source, heard, paced=in_real_time and not source.live)

    def refuse(self, spec: str) -> None:
        """What was chosen cannot be a source at all."""
        self.let_go()
        self._source = None
        self.spec = spec
        self.to(_S.NONE)

    def let_go(self) -> None:
        """Close the source; where it stands stays as it is."""
        feed, self._feed = self._feed, None
        if feed is not None:
            feed.stop()

    def broke_off(self) -> None:
        """A file that cannot be opened, or ended before its end: nothing more will come from it."""
        self.let_go()
        self.to(_S.UNAVAILABLE if self.state in (_S.OPENING, _S.WATCHING) else _S.NONE)

    def to(self, state: SourceState) -> None:
        """Take a step. Raises RuntimeError for one that is not in the table."""
        if state is not self.state and state not in LEGAL[self.state]:
            raise RuntimeError(f"a source cannot go from {self.state.value} to {state.value}")
        self.state = state

    def _heard_from(self, source: Source) -> Callable[[CameraStatus], None]:
        def heard(status: CameraStatus) -> None:
            self._in_session_thread(lambda: self._follow(source, status))

        return heard

    def _follow(self, source: Source, status: CameraStatus) -> None:
        if self._source is not source:
            return
        step = _STEPS.get(status.kind)
        if step is not None and (step is self.state or step in LEGAL[self.state]):
            self.to(step)
        self._tell(status)

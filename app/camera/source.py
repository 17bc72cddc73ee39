"""What every source of frames looks like. No kind of source lives here, and no thread."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from types import TracebackType

from app.camera.frame import Frame
from app.trouble import Trouble


def _ignore(trouble: Trouble) -> None:
    """Take a notice nobody asked for."""


class Source(ABC):
    """One place where frames come from. Owned by one thread, which alone opens, reads and closes it.

    Attributes:
        name: what a person knows the source by, without words around it: a camera's own name or number, the name of a
            file, an address without its secrets. "demo" for the demo reel.
        live: True when frames come at the world's pace and old ones are worthless; False when every frame counts.
        is_demo: True for the demo reel.
        notice: called, in the owning thread, with a problem that does not end the source. Set it before
            `open()`; by default it does nothing.
    """

    def __init__(self, *, name: str, live: bool, is_demo: bool = False) -> None:
        """Describe the source; nothing is opened yet."""
        self.name = name
        self.live = live
        self.is_demo = is_demo
        self.notice: Callable[[Trouble], None] = _ignore

    @abstractmethod
    def open(self) -> None:
        """Get ready to deliver from the beginning; also after `close()`.

        Raises:
            SourceUnavailable: it cannot be had.
        """

    @abstractmethod
    def read(self) -> Frame | None:
        """Give the next frame, waiting for it where the source is live; None at the end of the source.

        Raises:
            SourceLost: the source stopped delivering, or was never opened.
        """

    @abstractmethod
    def close(self) -> None:
        """Let go of everything. May be called at any time, and again."""

    def interrupt(self) -> None:  # noqa: B027 (most sources have nothing to do here)
        """Ask a `read()` that waits in the owning thread to return soon. The one method any thread may call.

        Does nothing for sources whose waiting happens inside OpenCV, where it cannot be cut short.
        """

    def __enter__(self) -> "Source":
        """Open the source."""
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the source."""
        self.close()

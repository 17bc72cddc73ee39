"""Hand-written stand-ins for this room's tests: a capture, a scripted source, a clock, drawn specimens."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import Event
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from app.camera.demo import FACES, VALUES
from app.camera.errors import CameraError
from app.camera.frame import Frame
from app.camera.source import Source


def picture(level: int = 90, *, width: int = 64, height: int = 48) -> NDArray[np.uint8]:
    """Draw a plain picture."""
    return np.full((height, width, 3), level, np.uint8)


class FakeClock:
    """Seconds that pass only when told."""

    def __init__(self, now_s: float = 100.0) -> None:
        self.now_s = now_s

    def __call__(self) -> float:
        return self.now_s


class FakeCapture:
    """A camera that plays a script: True delivers an image, False fails, a number lets that many seconds pass first."""

    def __init__(
        self,
        script: Iterable[bool | float],
        *,
        opens: bool = True,
        clock: FakeClock | None = None,
        images: Callable[[], object] | None = None,
    ) -> None:
        self._script = iter(script)
        self._images = images
        self._opens = opens
        self._clock = clock
        self.settings: dict[int, float] = {}
        self.released = 0
        self.delivered = 0

    def isOpened(self) -> bool:
        return self._opens and not self.released

    def set(self, propId: int, value: float, /) -> bool:
        self.settings[propId] = value
        return False

    def grab(self) -> bool:
        assert not self.released
        for step in self._script:
            if isinstance(step, bool):
                return step
            assert self._clock is not None
            self._clock.now_s += step
        return False

    def retrieve(self) -> tuple[bool, Any]:
        self.delivered += 1
        return True, picture(self.delivered) if self._images is None else self._images()

    @staticmethod
    def flat_row() -> NDArray[np.uint8]:
        """What OpenCV gives of a camera whose format it cannot convert: its bytes in one row."""
        return np.zeros((1, 64 * 48 * 2), np.uint8)

    def release(self) -> None:
        self.released += 1


class ScriptedSource(Source):
    """A source that plays one list for each time it is opened.

    In a list: an int is the level of a frame to deliver; an error is raised; an Event is waited for (or for
    `interrupt()`); a callable is called; None ends the source. An error alone in place of a list is raised by `open()`.
    """

    def __init__(
        self, showings: Sequence[object], *, live: bool = True, is_demo: bool = False, fps: float = 10.0
    ) -> None:
        super().__init__(name="scripted", live=live, is_demo=is_demo)
        self._showings = iter(showings)
        self._steps: Any = None
        self._fps = fps
        self._index = 0
        self.interrupted = Event()
        self.opened = 0
        self.closed = 0

    def open(self) -> None:
        showing = next(self._showings)
        if isinstance(showing, Exception):
            raise showing
        assert isinstance(showing, list)
        self.opened += 1
        self._index = 0
        self._steps = iter(showing)

    def read(self) -> Frame | None:
        for step in self._steps:
            if isinstance(step, Exception):
                raise step
            if isinstance(step, Event):
                while not step.wait(0.01) and not self.interrupted.is_set():
                    pass
            elif callable(step):
                step()
            elif step is None:
                return None
            else:
                index, self._index = self._index, self._index + 1
                return Frame(picture(step), index, index / self._fps, None, index / self._fps)
        raise CameraError("script_is_over")

    def close(self) -> None:
        self.closed += 1

    def interrupt(self) -> None:
        self.interrupted.set()


def write_specimens(folder: Path, *, level: Callable[[str, str], tuple[int, int, int]] | None = None) -> Path:
    """Draw a plain stand-in for each specimen note, of one colour by value and face."""
    for place, value in enumerate(VALUES):
        for face in FACES:
            colour = level(value, face) if level else (30 * place + 20, 250 if face == "front" else 5, 128)
            note = np.full((120, 280, 3), colour, np.uint8)
            assert cv2.imwrite(str(folder / f"XTS_{value}_{face}.png"), note)
    return folder

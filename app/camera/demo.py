"""The demo reel: specimen notes held before a camera that is not there. How a frame is drawn lives in demo_scene.py."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import cv2
import numpy as np
from numpy.typing import NDArray

from app.camera import demo_scene
from app.camera.demo_scene import Pose
from app.camera.errors import SourceLost, SourceUnavailable
from app.camera.frame import Frame
from app.camera.pictures import load_picture
from app.camera.shown import shown_path
from app.camera.source import Source
from app.resources import SPECIMENS

VALUES = ("1", "2", "5", "10", "20", "50", "100")
FACES = ("front", "back")
ASSETS = SPECIMENS

_ENTER_S = 0.5
_SETTLED_S = 1.9
_LEAVE_S = 0.4
_BLANK_S = 0.9
_NOTE_S = _ENTER_S + _SETTLED_S + _LEAVE_S + _BLANK_S
_BACKGROUNDS = 5
# Whoever looks seldom sees a note this often at least while it is held: the reel waits. Three pictures must agree.
_LOOKS_A_NOTE = 8


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is needed to draw any frame; never changed."""

    notes: dict[tuple[str, str], NDArray[np.uint8]]
    backgrounds: list[NDArray[np.uint8]]
    light: NDArray[np.uint8]
    noise: NDArray[np.int16]


class DemoSource(Source):
    """All seven XTS values, one after another, for ever or for some passes; the faces alternate from note to note.

    A frame depends on the seed and its index alone.
    """

    def __init__(
        self,
        fps: float = 15.0,
        *,
        live: bool,
        passes: int | None = None,
        seed: int = 0,
        assets: Path | None = None,
        clock: Callable[[], float] = time.perf_counter,
        wait: Callable[[float], bool] | None = None,
    ) -> None:
        """Describe the reel.

        Args:
            fps: frames a second, above 0.
            live: whether `read()` waits until a frame is due (and skips those that were due while nobody read, but
                never so many that a note is hardly seen: then the reel itself goes slower).
            passes: how often to show all values; None for ever.
            seed: chooses backgrounds, hands and movements; 0 or more.
            assets: the folder with XTS_<value>_<face>.png; None takes the project's own.
            clock: monotonic seconds.
            wait: waits that many seconds, or until the source is closed or interrupted, and tells whether it was.

        Raises:
            ValueError: fps is not above 0.
        """
        if fps <= 0:
            raise ValueError("fps must be above 0.")
        super().__init__(name="demo", live=live, is_demo=True)
        self._fps = fps
        self._passes = passes
        self._seed = seed
        self._assets = assets or ASSETS
        self._clock = clock
        self._interrupted = Event()
        self._wait = wait or self._interrupted.wait
        self._frames_per_note = max(1, round(_NOTE_S * fps))
        self._drawn: _Drawn | None = None
        self._open = False
        self._opened_s = 0.0
        self._next_index = 0

    @property
    def frames_per_pass(self) -> int:
        """How many frames show all seven values once."""
        return self._frames_per_note * len(VALUES)

    def open(self) -> None:
        """Load the specimens, if need be, and begin with the first frame.

        Raises:
            SourceUnavailable: a specimen is missing or damaged.
        """
        self._ready()
        self._interrupted.clear()
        self._open = True
        self._next_index = 0
        self._opened_s = self._clock()

    def read(self) -> Frame | None:
        """Give the next frame, live when it is due; None after the last pass, or when interrupted.

        Raises:
            SourceLost: the reel is not open.
        """
        if not self._open:
            raise SourceLost("source_not_open", source=self.name)
        index = self._next_index
        if self.live:
            due = math.floor((self._clock() - self._opened_s) * self._fps)
            latest = index + max(0, math.floor(_SETTLED_S * self._fps / _LOOKS_A_NOTE) - 1)
            if due > latest:
                self._opened_s += (due - latest) / self._fps
                due = latest
            index = max(index, due)
            early_s = index / self._fps - (self._clock() - self._opened_s)
            if early_s > 0 and self._wait(early_s):
                return None
        if self._interrupted.is_set() or (self._passes is not None and index >= self._passes * self.frames_per_pass):
            return None
        self._next_index = index + 1
        image = self.frame_at(index)
        return Frame(image, index, index / self._fps, None, self._clock())

    def interrupt(self) -> None:
        """Make a waiting `read()` return None at once."""
        self._interrupted.set()

    def close(self) -> None:
        """End the showing; the specimens stay in memory for the next."""
        self._open = False
        self.interrupt()

    def truth_at(self, index: int) -> tuple[str, str] | None:
        """Tell value and face of the note of which any part may be seen in a frame; None in the blank between notes."""
        if self._time_in_note_s(index) >= _NOTE_S - _BLANK_S:
            return None
        return self._note_at(index)

    def is_settled(self, index: int) -> bool:
        """Tell whether the note is held before the camera in a frame, wholly in view."""
        return _ENTER_S <= self._time_in_note_s(index) < _ENTER_S + _SETTLED_S

    def frame_at(self, index: int) -> NDArray[np.uint8]:
        """Draw a frame: uint8 (480, 640, 3), BGR. The same index gives the same picture, in any order.

        Raises:
            SourceUnavailable: a specimen is missing or damaged.
        """
        drawn = self._ready()
        slot = index // self._frames_per_note
        image = drawn.backgrounds[slot % _BACKGROUNDS]
        if self.truth_at(index) is None:
            blank_s = self._time_in_note_s(index) - (_NOTE_S - _BLANK_S)
            fraction = min(1.0, blank_s / _BLANK_S)
            following = drawn.backgrounds[(slot + 1) % _BACKGROUNDS]
            image = np.asarray(cv2.addWeighted(image, 1 - fraction, following, fraction, 0), np.uint8)
        else:
            image = demo_scene.draw_note(image, drawn.notes[self._note_at(index)], self._pose_at(index))
        rng = np.random.default_rng((self._seed, index))
        x, y = (int(number) for number in rng.integers(0, 1 << 16, 2))
        gain = 1 + 0.05 * math.sin(2 * math.pi * index / self._fps / 5.3)
        return demo_scene.develop(image, drawn.light, drawn.noise, gain, (x, y))

    def _time_in_note_s(self, index: int) -> float:
        return (index % self._frames_per_note) / self._fps

    def _note_at(self, index: int) -> tuple[str, str]:
        turn, place = divmod(index // self._frames_per_note, len(VALUES))
        return VALUES[place], FACES[(turn + place) % 2]

    def _pose_at(self, index: int) -> Pose:
        """Where the note is: in from one side, held by a hand that is never quite still, and out again."""
        time_s = self._time_in_note_s(index)
        rng = np.random.default_rng((self._seed, index // self._frames_per_note, 1))
        grip = str(rng.choice(["left", "right", "bottom"]))
        roll, yaw, pitch, *phases = (float(number) for number in rng.uniform(-1, 1, 8))
        skin = int(rng.integers(0, 100))
        if time_s < _ENTER_S:
            away = (1 - time_s / _ENTER_S) ** 3
        elif time_s < _ENTER_S + _SETTLED_S:
            away = 0.0
        else:
            away = ((time_s - _ENTER_S - _SETTLED_S) / _LEAVE_S) ** 2
        direction = {"left": (-1, 0.1), "right": (1, 0.1), "bottom": (0.1, 1)}[grip]
        distance = away * 1.05 * demo_scene.WIDTH_PX

        def sway(cycles_a_second: float, phase: float) -> float:
            return math.sin(2 * math.pi * (cycles_a_second * time_s + phase))

        return Pose(
            x_px=demo_scene.WIDTH_PX / 2
            + direction[0] * distance
            + 4 * sway(0.9, phases[0])
            + 1.5 * sway(5, phases[1]),
            y_px=demo_scene.HEIGHT_PX / 2
            + direction[1] * distance
            + 5 * sway(0.7, phases[2])
            + 1.5 * sway(6, phases[3]),
            roll_rad=math.radians(8 * roll + 4 * sway(0.45, phases[4])) + 0.4 * away * roll,
            yaw_rad=math.radians(8 * yaw + 12 * sway(0.4, phases[0])),
            pitch_rad=math.radians(8 * pitch + 12 * sway(0.35, phases[2])),
            grip=grip,
            skin=skin,
        )

    def _ready(self) -> _Drawn:
        """Load and draw once what every frame needs; raises SourceUnavailable."""
        if self._drawn is not None:
            return self._drawn
        notes: dict[tuple[str, str], NDArray[np.uint8]] = {}
        for value in VALUES:
            for face in FACES:
                path = self._assets / f"XTS_{value}_{face}.png"
                picture = load_picture(path)
                if picture is None:
                    raise SourceUnavailable("demo_specimen_missing", path=shown_path(path))
                notes[value, face] = demo_scene.fit_note(picture)
        rng = np.random.default_rng(self._seed)
        backgrounds = [demo_scene.draw_background(rng, kind) for kind in range(_BACKGROUNDS)]
        self._drawn = _Drawn(notes, backgrounds, demo_scene.draw_light(), demo_scene.draw_noise(rng))
        return self._drawn

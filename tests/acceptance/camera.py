"""A camera on loopback that a test holds notes before, and that it unplugs. Shows the project's own specimen notes."""

import contextlib
import socket
import threading
import time
from functools import cache
from types import TracebackType

import cv2
import numpy as np

from app.camera import demo_scene
from app.camera.demo import ASSETS
from app.camera.demo_scene import Pose

_FPS = 15
_PICTURES = 8
_ROUND = 60
_BOUNDARY = b"frame"
_PATIENCE_S = 30.0
# A table is seen from further away, by a camera with more pixels.
_TABLE_PX, _NOTE_PX, _IN_A_ROW = (1280, 720), 360, 3


@cache
def _pictures(value: str | None) -> tuple[bytes, ...]:
    """A few frames with this note in a hand that is not quite still, or without a note, as JPEG."""
    rng = np.random.default_rng(7)
    background = demo_scene.draw_background(rng, 4)
    light, noise = demo_scene.draw_light(), demo_scene.draw_noise(rng)
    made = []
    for number in range(_PICTURES):
        image = background
        if value is not None:
            note = cv2.imread(str(ASSETS / f"XTS_{value}_front.png"))
            assert note is not None
            sway = np.sin(2 * np.pi * number / _PICTURES)
            pose = Pose(320 + 3 * sway, 240 - 2 * sway, 0.01 * sway, 0.05 * sway, 0.0, "bottom", 1)
            image = demo_scene.draw_note(image, demo_scene.fit_note(np.asarray(note, np.uint8)), pose)
        spot = (int(rng.integers(1 << 16)), int(rng.integers(1 << 16)))
        good, coded = cv2.imencode(".jpg", demo_scene.develop(image, light, noise, 1.0, spot))
        assert good
        made.append(coded.tobytes())
    return tuple(made)


@cache
def _tables(values: str) -> tuple[bytes, ...]:
    """A few frames of a table with these notes ("20+20+5"), laid beside each other, as JPEG."""
    rng = np.random.default_rng(7)
    wide = cv2.resize(demo_scene.draw_background(rng, 4), _TABLE_PX)
    for number, value in enumerate(values.split("+")):
        note = cv2.imread(str(ASSETS / f"XTS_{value}_front.png"))
        assert note is not None
        row, column = divmod(number, _IN_A_ROW)
        turned = cv2.getRotationMatrix2D((note.shape[1] / 2, note.shape[0] / 2), 7.0 * number - 10, _NOTE_PX / 1200)
        turned[:, 2] += np.array([230 + 410 * column, 200 + 320 * row]) - (note.shape[1] / 2, note.shape[0] / 2)
        cv2.warpAffine(note, turned, _TABLE_PX, dst=wide, borderMode=cv2.BORDER_TRANSPARENT)
    made = []
    for _ in range(_PICTURES):
        grainy = np.clip(wide + rng.normal(0, 2, wide.shape), 0, 255).astype(np.uint8)
        good, coded = cv2.imencode(".jpg", grainy)
        assert good
        made.append(coded.tobytes())
    return tuple(made)


@cache
def _moved(side: str) -> tuple[bytes, ...]:
    """One side of a note ("20~back"), moved slowly round the picture and tilted, as JPEG."""
    rng = np.random.default_rng(7)
    background = demo_scene.draw_background(rng, 4)
    light, noise = demo_scene.draw_light(), demo_scene.draw_noise(rng)
    note = cv2.imread(str(ASSETS / f"XTS_{side.replace('~', '_')}.png"))
    assert note is not None
    fitted = demo_scene.fit_note(np.asarray(note, np.uint8))
    made = []
    for number in range(_ROUND):
        angle = 2 * np.pi * number / _ROUND
        across, along = np.cos(angle), np.sin(angle)
        pose = Pose(320 + 38 * across, 240 + 44 * along, 0.1 * along, 0.2 * across, 0.12 * along, "bottom", 1)
        spot = (int(rng.integers(1 << 16)), int(rng.integers(1 << 16)))
        image = demo_scene.develop(demo_scene.draw_note(background, fitted, pose), light, noise, 1.0, spot)
        good, coded = cv2.imencode(".jpg", image)
        assert good
        made.append(coded.tobytes())
    return tuple(made)


def _shown(value: str | None) -> tuple[bytes, ...]:
    if value is not None and "~" in value:
        return _moved(value)
    return _tables(value) if value is not None and "+" in value else _pictures(value)


class Camera:
    """Serves pictures as MJPEG to whoever connects, in a thread of its own, until it is left."""

    def __init__(self, fps: float = _FPS) -> None:
        """Describe it; it is plugged in when entered."""
        self._fps = fps
        self._value: str | None = None
        self._sent = 0
        self._changed = threading.Condition()
        self._is_over = False
        self._listening: socket.socket | None = None
        self._port = 0
        self._threads: list[threading.Thread] = []
        self._connections: list[socket.socket] = []

    def __enter__(self) -> "Camera":
        self.plug_in()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over = True
        self.unplug()

    @property
    def source(self) -> str:
        """What `--source` takes."""
        return f"http://127.0.0.1:{self._port}/video"

    def show(self, value: str | None, *, frames: int = 0) -> None:
        """Hold a note of this value before it from now on, lay some on a table ("20+5"), move
        one side of one about ("20~back"), or show none.

        Returns when so many frames of it were sent.
        """
        _shown(value)
        with self._changed:
            self._value, self._sent = value, 0
            if not self._changed.wait_for(lambda: self._sent >= frames, _PATIENCE_S):
                raise AssertionError(f"nobody took {frames} pictures of {value} within {_PATIENCE_S:.0f} s")

    def unplug(self) -> None:
        """Gone at once: who looks is cut off, and nobody new gets in."""
        if self._listening is None:
            return
        listening, self._listening = self._listening, None
        # Closing alone does not wake a thread that waits in accept.
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        # Who reads no more would hold up whoever sends to it.
        for connection in self._connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(_PATIENCE_S)
        self._threads, self._connections = [], []

    def plug_in(self) -> None:
        """There again, at the same address."""
        self._listening = socket.create_server(("127.0.0.1", self._port))
        self._port = self._listening.getsockname()[1]
        self._begin(self._take_in, self._listening)

    def _begin(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _take_in(self, listening: socket.socket) -> None:
        while self._listening is listening:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            self._connections.append(connection)
            self._begin(self._serve, listening, connection)

    def _serve(self, listening: socket.socket, connection: socket.socket) -> None:
        try:
            with connection:
                connection.recv(4096)
                kind = b"multipart/x-mixed-replace;boundary=" + _BOUNDARY
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: " + kind + b"\r\nConnection: close\r\n\r\n")
                number = 0
                while self._listening is listening and not self._is_over:
                    value = self._value
                    pictures = _shown(value)
                    picture = pictures[number % len(pictures)]
                    connection.sendall(
                        b"--%b\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n%b\r\n"
                        % (_BOUNDARY, len(picture), picture)
                    )
                    with self._changed:
                        # One that was under way when the note changed is none of the new.
                        self._sent += value == self._value
                        self._changed.notify_all()
                    number += 1
                    time.sleep(1 / self._fps)
        except OSError:
            pass

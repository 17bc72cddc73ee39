"""Keeping pictures for later training, where the operator asked for it and the sender agreed. Off unless it is made.

Nothing else in the service writes a picture anywhere. What was kept is deleted by its time, without anybody sending
anything; a folder's other files are never touched.
"""

import contextlib
import json
import logging
import os
import re
import secrets
import stat
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from app.service.errors import ServiceError

CONSENT = (
    "If you agree, the pictures you send now and what was read in them are kept on this service's machine and may be "
    "used to train later versions. Location and camera data inside the picture are not kept. Do not agree while the "
    "picture shows people or anything private. They are deleted after {days} days at the latest."
)
MARKER = ".noteworthy-collection"
_MARKER_TEXT = (
    "Noteworthy keeps pictures for training in this folder and deletes them by their age: only files that it named "
    "itself.\nWithout this file it touches nothing here.\n"
)
_DAY_S = 86_400.0
_JPEG_QUALITY = 95
# The clock of a machine that slept or was set is looked at again this often.
_LONGEST_WAIT_S = 60.0
_TIME = "%Y%m%dT%H%M%SZ"
_KEPT = re.compile(r"(\d{8}T\d{6}Z)-[0-9a-f]{16}\.(?:jpg|json)")
# What was left half written when the machine went down.
_PART = re.compile(r"(\d{8}T\d{6}Z)-[0-9a-f]{16}\.(?:jpg|json)\.part")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A picture and its answer, or what is left of them."""

    kept_at_s: float
    name: str
    size_bytes: int
    paths: tuple[Path, ...]


class Collection:
    """A folder of pictures (JPEG) with what was answered (JSON beside them), bounded in size and age.

    May be used from any thread. A file is the collection's own when it has the name that the collection gives, in a
    folder with its marker; how old it is stands in that name, so that a copied or restored folder keeps its promise.

    Args:
        folder: made if absent, readable by its owner alone; one that exists must be empty or have the marker.
        most_bytes: of all files together, above 0; the oldest make room.
        most_days: after which a picture is deleted, above 0.
        clock: seconds since 1970.

    Raises:
        ServiceError: the folder cannot be made or written to, or may hold what is not the collection's.
    """

    def __init__(
        self, folder: Path, *, most_bytes: int, most_days: float, clock: Callable[[], float] = time.time
    ) -> None:
        self.folder = folder
        self.consent = CONSENT.format(days=f"{most_days:g}")
        self._most_bytes = most_bytes
        self._most_s = most_days * _DAY_S
        self._clock = clock
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._timer: threading.Thread | None = None
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._claim()
            self.tidy()
        except OSError as error:
            raise ServiceError(f"--collect: {folder} cannot be written to ({error.strerror}).") from error

    def _claim(self) -> None:
        """See whether the folder is the collection's, and make it so where it is empty."""
        if not self._is_ours():
            if any(self.folder.iterdir()):
                raise ServiceError(
                    f"--collect: {self.folder} is not empty, and pictures that are kept are deleted again: name an "
                    f"empty or new folder. If Noteworthy alone filled this one, put an empty file {MARKER} into it."
                )
            _write_new(self.folder / MARKER, _MARKER_TEXT.encode())
        probe = self.folder / f"{MARKER}.{secrets.token_hex(8)}"
        _write_new(probe, b"")
        probe.unlink()

    def _is_ours(self) -> bool:
        with contextlib.suppress(OSError):
            return stat.S_ISREG((self.folder / MARKER).lstat().st_mode)
        return False

    def keep(self, image: NDArray[np.uint8], answer: dict[str, Any]) -> bool:
        """Keep one picture, uint8 (height, width, 3) BGR, and its answer; whether both lie in the folder now.

        The picture is encoded anew, so that nothing but its pixels is kept.
        """
        done, coded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
        if not done:
            return False
        text = json.dumps({"consent": True, "answer": answer}, indent=1).encode()
        picture = coded.tobytes()
        stamp = datetime.fromtimestamp(self._clock(), timezone.utc).strftime(_TIME)
        name = f"{stamp}-{secrets.token_hex(8)}"
        paths = (self.folder / f"{name}.json", self.folder / f"{name}.jpg")
        with self._lock:
            try:
                if not self._is_ours() or not self._make_room(len(text) + len(picture)):
                    return False
                # The answer first: a picture without one would be kept for nothing.
                for path, content in zip(paths, (text, picture), strict=True):
                    part = path.with_name(path.name + ".part")
                    _write_new(part, content)
                    part.replace(path)
            except OSError as error:
                _log.warning("A picture could not be kept in %s: %s.", self.folder, error.strerror)
                for path in paths:
                    for left in (path, path.with_name(path.name + ".part")):
                        with contextlib.suppress(OSError):
                            left.unlink()
            return all(path.exists() for path in paths)

    def tidy(self) -> None:
        """Delete what is too old, then the oldest until the rest fits. Raises OSError."""
        with self._lock:
            if self._is_ours():
                self._make_room(0)

    def _make_room(self, size_bytes: int) -> bool:
        """Delete what is too old, then the oldest until so many bytes more fit; False where they never would."""
        kept = sorted(self._kept(), key=lambda each: (each.kept_at_s, each.name))
        total = sum(each.size_bytes for each in kept)
        fits = size_bytes <= self._most_bytes
        room = self._most_bytes - size_bytes if fits else self._most_bytes
        now_s = self._clock()
        for each in kept:
            if total <= room and now_s - each.kept_at_s < self._most_s:
                continue
            for path in each.paths:
                path.unlink(missing_ok=True)
            total -= each.size_bytes
        return fits

    def _kept(self) -> list[_Kept]:
        found: dict[str, list[tuple[Path, int]]] = {}
        for path, size_bytes in self._own_files():
            found.setdefault(path.name.partition(".")[0], []).append((path, size_bytes))
        return [
            _Kept(_seconds(name), name, sum(size for _, size in files), tuple(path for path, _ in files))
            for name, files in found.items()
        ]

    def _own_files(self) -> Iterator[tuple[Path, int]]:
        """Paths and bytes of the files that the collection wrote, half written ones of an earlier run among them."""
        for entry in os.scandir(self.folder):
            name = _KEPT.fullmatch(entry.name) or _PART.fullmatch(entry.name)
            if name is None or not entry.is_file(follow_symlinks=False):
                continue
            with contextlib.suppress(ValueError, FileNotFoundError):  # no such day; gone meanwhile
                _seconds(name[1])
                yield Path(entry.path), entry.stat(follow_symlinks=False).st_size

    def until_next_s(self) -> float:
        """Seconds until something has to be deleted, or looked at again; above 0. Raises OSError."""
        with self._lock:
            oldest = min((each.kept_at_s for each in self._kept()), default=None) if self._is_ours() else None
        if oldest is None:
            return _LONGEST_WAIT_S
        return min(_LONGEST_WAIT_S, max(0.05, oldest + self._most_s - self._clock()))

    def start(self) -> None:
        """Begin to delete by time, in a thread of its own, until `close`."""
        self._timer = threading.Thread(target=self.keep_tidy, args=(self._ended.wait,), name="collection", daemon=True)
        self._timer.start()

    def keep_tidy(self, wait: Callable[[float], bool]) -> None:
        """Delete what is due, again and again. `wait` takes seconds and tells whether it is time to end."""
        ended = False
        while not ended:
            pause_s = _LONGEST_WAIT_S
            try:
                self.tidy()
                pause_s = self.until_next_s()
            except OSError as error:
                _log.warning("Pictures that are due cannot be deleted in %s: %s.", self.folder, error.strerror)
            ended = wait(pause_s)

    def close(self) -> None:
        """End the thread. May be called again."""
        self._ended.set()
        if self._timer is not None:
            self._timer.join()
            self._timer = None


def _seconds(name: str) -> float:
    """When a file of that name was kept, seconds since 1970. Raises ValueError where there is no such day."""
    return datetime.strptime(name.partition("-")[0], _TIME).replace(tzinfo=timezone.utc).timestamp()


def _write_new(path: Path, content: bytes) -> None:
    """A file that was not there, for its owner alone; nothing of it is left when the disk would not have all."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())

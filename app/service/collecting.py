"""Keeping pictures for later training, where the operator asked for it and the sender agreed. Off unless it is made.

Nothing else in the service writes a picture anywhere.
"""

import json
import os
import secrets
import threading
import time
from collections.abc import Callable
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
_DAY_S = 86_400.0
_JPEG_QUALITY = 95


class Collection:
    """A folder of pictures (JPEG) with what was answered (JSON beside them), bounded in size and age.

    May be used from any thread.

    Args:
        folder: made if absent, readable by its owner alone.
        most_bytes: of all files together, above 0; the oldest make room.
        most_days: after which a picture is deleted, above 0.
        clock: seconds since 1970.

    Raises:
        ServiceError: the folder cannot be made or written to.
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
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            probe = folder / ".probe"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise ServiceError(f"--collect: {folder} cannot be written to ({error.strerror}).") from error
        self.tidy()

    def keep(self, image: NDArray[np.uint8], answer: dict[str, Any]) -> bool:
        """Keep one picture, uint8 (height, width, 3) BGR, and its answer. False when the disk would not have it.

        The picture is encoded anew, so that nothing but its pixels is kept.
        """
        _, coded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
        name = f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime(self._clock()))}-{secrets.token_hex(8)}"
        text = json.dumps({"consent": True, "answer": answer}, indent=1)
        with self._lock:
            try:
                # The answer first: a picture without one would be kept for nothing.
                self._write(name + ".json", text.encode())
                self._write(name + ".jpg", coded.tobytes())
            except OSError:
                return False
        self.tidy()
        return True

    def _write(self, name: str, content: bytes) -> None:
        path = self.folder / name
        path.write_bytes(content)
        path.chmod(0o600)
        os.utime(path, (self._clock(), self._clock()))

    def tidy(self) -> None:
        """Delete what is too old, then the oldest until the rest fits."""
        with self._lock:
            files = sorted(self._files(), key=lambda found: (found[0], found[2].name))
            total = sum(size for _, size, _ in files)
            now_s = self._clock()
            for modified_s, size, path in files:
                if total <= self._most_bytes and now_s - modified_s <= self._most_s:
                    continue
                path.unlink(missing_ok=True)
                total -= size

    def _files(self) -> list[tuple[float, int, Path]]:
        """Modification time, bytes and path of what is kept."""
        found = []
        for path in self.folder.iterdir():
            if path.suffix in (".jpg", ".json"):
                status = path.stat()
                found.append((status.st_mtime, status.st_size, path))
        return found

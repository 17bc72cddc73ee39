"""Keeps OpenCV, FFmpeg and the decoders of pictures from talking on the terminal.

Our own messages do not come through here.
"""

import contextlib
import ctypes
import os
import threading
from collections.abc import Callable, Iterator
from typing import Any

import cv2

_SILENT = 0
_FFMPEG_QUIET = "-8"


def hush_opencv() -> None:
    """Silence the libraries' own warnings: ours say the same once, in words a person can use.

    Call it before the first capture is opened; FFmpeg looks at its setting once. Settings of the environment
    (`OPENCV_LOG_LEVEL`, `OPENCV_FFMPEG_LOGLEVEL`) win, for whoever hunts a fault.
    """
    if "OPENCV_LOG_LEVEL" not in os.environ:
        set_log_level(cv2)(_SILENT)
    os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", _FFMPEG_QUIET)


def set_log_level(library: Any) -> Callable[[int], object]:
    """What sets how much OpenCV tells, which version 5 keeps in another place than 4."""
    utils = getattr(library.utils, "logging", None)
    setter: Callable[[int], object] = (library if utils is None else utils).setLogLevel
    return setter


class _ErrorStream:
    """The stream that libraries in C take for standard error, which can be another one for a while (glibc).

    Not the descriptor behind it: what Python writes there meanwhile, and programs that are started, are not to be cut
    off.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = 0
        self._usual: int | None = None
        self._stream: Any = None
        self._nowhere: int | None = None
        with contextlib.suppress(OSError, AttributeError, ValueError, TypeError):  # of another C library
            library = ctypes.CDLL(None)
            _ = library.gnu_get_libc_version
            library.fopen.restype = ctypes.c_void_p
            self._nowhere = library.fopen(os.devnull.encode(), b"we")
            self._stream = ctypes.c_void_p.in_dll(library, "stderr")

    def turn_off(self) -> None:
        """What is written from now on goes nowhere. May be called again before `turn_on`."""
        with self._lock:
            self._users += 1
            if self._users == 1 and self._stream is not None and self._nowhere is not None:
                self._usual, self._stream.value = self._stream.value, self._nowhere

    def turn_on(self) -> None:
        """Once for each `turn_off`."""
        with self._lock:
            self._users -= 1
            if self._users == 0 and self._usual is not None:
                self._stream.value, self._usual = self._usual, None


_error_stream = _ErrorStream()


@contextlib.contextmanager
def without_complaints() -> Iterator[None]:
    """While this lasts, what libjpeg and libpng say of a damaged picture goes nowhere (Linux). Threads may share it.

    They write it straight to standard error, a line for each picture of a camera with a bad cable, and OpenCV has no
    switch for that. `OPENCV_LOG_LEVEL` wins, as above.
    """
    if "OPENCV_LOG_LEVEL" in os.environ:
        yield
        return
    _error_stream.turn_off()
    try:
        yield
    finally:
        _error_stream.turn_on()

"""Keeps OpenCV and FFmpeg from talking on the terminal. Our own messages do not come through here."""

import os
from collections.abc import Callable
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

"""Keeps ALSA, Linux's sound library, off the terminal when there is no sound card; our own line says the same."""

import ctypes
import sys

_HANDLER = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p)


def _say_nothing(_file: object, _line: object, _function: object, _error: object, _format: object) -> None:
    """In place of ALSA's own printing."""


# ALSA keeps the pointer for the life of the process, so the object must live as long.
_silent = _HANDLER(_say_nothing)


def hush_alsa() -> bool:
    """Give ALSA an error handler that prints nothing; True where there is an ALSA to hush."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_silent)
    except (OSError, AttributeError):
        return False
    return True

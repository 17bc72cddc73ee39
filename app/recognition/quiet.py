"""Keeps the interpreter's greeting off the terminal. What else is written there meanwhile comes out afterwards."""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator

# The library offers no switch for it: what would set its least severity is not among the symbols it exports.
_GREETINGS = (b"INFO: Created TensorFlow Lite XNNPACK delegate", b"INFO: Initialized TensorFlow Lite runtime")
_STANDARD_ERROR = 2


@contextlib.contextmanager
def without_greeting() -> Iterator[None]:
    """While this lasts, what libraries write to standard error is kept; then all but the greeting is written out."""
    try:
        terminal = os.dup(_STANDARD_ERROR)
    except OSError:  # a program without a terminal may have no standard error at all
        yield
        return
    if sys.stderr is not None:
        sys.stderr.flush()
    with tempfile.TemporaryFile() as kept:
        os.dup2(kept.fileno(), _STANDARD_ERROR)
        try:
            yield
        finally:
            if sys.stderr is not None:
                sys.stderr.flush()
            os.dup2(terminal, _STANDARD_ERROR)
            os.close(terminal)
            kept.seek(0)
            said = b"".join(line for line in kept if not line.startswith(_GREETINGS))
            with contextlib.suppress(OSError):
                os.write(_STANDARD_ERROR, said)

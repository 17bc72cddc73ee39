"""The service's side of a process that takes strangers' bytes apart: started, asked, ended and replaced here.

What it does is in unpacking.py. What it answers is believed no more than what a stranger sends: JSON and plain bytes.
"""

import contextlib
import json
import math
import mmap
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from app import memory
from app.processes import module_command, module_environment
from app.resources import PROGRAM
from app.service import inference
from app.service.errors import Refused
from app.service.inference import Content, InferRequest
from app.service.unpacking import HEAD

PROCESSOR_S = 2.0
# More than any picture takes whose memory was reckoned beforehand.
MEMORY_BYTES = 120 * 1024 * 1024
# Where the system cannot count a process's time, and where it hangs without using any.
LONGEST_S = 10.0
# Before so much is taken apart, what is free in this process is given back: it takes a millisecond.
_LARGE_BYTES = 256 * 1024
_PIPE_BYTES = 1024 * 1024
_HEAD_BYTES = 1024 * 1024
# The largest picture as it is read is 1280 pixels a side; all else that comes back is shorter than what was sent.
_PIXEL_BYTES = 1280 * 1280 * 3
# What a process that used up its time ends by, and what it is ended by.
_ENDED = (-getattr(signal, "SIGPROF", 27), -getattr(signal, "SIGKILL", 9))
# No threads of NumPy's; and glibc gives large pieces back to the system, each time, where it would keep them by itself.
_ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": str(8 * 1024 * 1024),
    "MALLOC_TRIM_THRESHOLD_": str(12 * 1024 * 1024),
}


class Unpacking(Protocol):
    """Takes apart what was sent. One thread uses it at a time; `close` may be called from any.

    A body that is memory of the system's own is given away: it may be closed when a call returns.
    """

    def picture(self, content_type: str, body: Content) -> tuple[dict[str, str], NDArray[np.uint8]]:
        """A form's fields and the pixels of its picture; see `unpacking.take_picture`. Raises Refused.

        The pixels are good until the next call.
        """

    def request(self, body: bytes, header_length: str | None, size: int) -> InferRequest:
        """A request of the protocol; see `inference.parse`. Raises Refused."""

    def watch(self, now_s: float) -> None:
        """End what has taken too long, by the clock of the constructor."""

    def close(self) -> None:
        """End at once, in the middle of a job too. May be called again."""


class _SharedMemory:
    """Memory into which the process puts pixels, so that they take no way through a pipe (Linux).

    It cannot be made smaller, whatever becomes of the process. Elsewhere there is none, and pixels come as all else.
    """

    def __init__(self, size: int) -> None:
        self.file = -1
        self.memory: Any = b""
        if sys.platform == "linux":
            import fcntl

            self.file = os.memfd_create("pixels", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
            os.ftruncate(self.file, size)
            fcntl.fcntl(self.file, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL)
            self.memory = mmap.mmap(self.file, size, prot=mmap.PROT_READ)

    @property
    def files(self) -> tuple[int, ...]:
        """What a process must be given to find it."""
        return () if self.file < 0 else (self.file,)

    def __del__(self) -> None:
        if self.file >= 0:
            os.close(self.file)


class _Lost(Exception):
    """The process has ended."""


class Unpacker:
    """A process and its pipes; another one is started when it has ended.

    Args:
        processor_s: seconds of processor that one job may take.
        memory_bytes: how much more memory than at its start the process may take.
        longest_s: seconds after which a job is ended whatever it does.
        clock: seconds of a clock that only goes forward.
    """

    def __init__(
        self,
        processor_s: float = PROCESSOR_S,
        memory_bytes: int = MEMORY_BYTES,
        longest_s: float = LONGEST_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._processor_s = processor_s
        self._memory_bytes = memory_bytes
        self._longest_s = longest_s
        self._clock = clock
        self._lock = threading.Lock()  # of the process and of whether there may be one
        self._closed = False
        self._since_s: float | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._shared = _SharedMemory(_PIXEL_BYTES)
        self._start()

    def picture(self, content_type: str, body: Content) -> tuple[dict[str, str], NDArray[np.uint8]]:
        """See `Unpacking.picture`."""
        head, blobs = self._ask({"job": "picture", "content_type": content_type}, body)
        shape = head["shape"]
        pixels = blobs[0] if blobs else self._shared.memory
        return head["fields"], np.frombuffer(pixels, np.uint8, math.prod(shape)).reshape(shape)

    def request(self, body: bytes, header_length: str | None, size: int) -> InferRequest:
        """See `Unpacking.request`."""
        head, blobs = self._ask({"job": "request", "header_length": header_length, "size": size}, body)
        return inference.unpacked(head, blobs, size)

    def watch(self, now_s: float) -> None:
        """See `Unpacking.watch`."""
        with self._lock:
            since_s = self._since_s
            if since_s is not None and now_s - since_s > self._longest_s and self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """See `Unpacking.close`."""
        with self._lock:
            self._closed = True
            process = self._process
            if process is not None:
                process.kill()
                process.wait()
                if self._since_s is None:
                    _close_pipes(process)
                    self._process = None

    def _start(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._closed:
                raise _stopping()
            process = subprocess.Popen(
                [
                    *module_command("app.service.unpacking"),
                    *map(str, (self._processor_s, self._memory_bytes, self._shared.file, _PIXEL_BYTES)),
                ],
                cwd=PROGRAM,
                pass_fds=self._shared.files,
                env={**module_environment(), **_ENVIRONMENT},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                bufsize=0,
            )
            if sys.platform == "linux":
                import fcntl

                for pipe in (process.stdin, process.stdout):
                    assert pipe is not None
                    with contextlib.suppress(OSError):
                        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
            self._process = process
            return process

    def _ask(self, head: dict[str, Any], body: Content) -> tuple[dict[str, Any], list[bytearray]]:
        if 2 * len(body) > self._memory_bytes:
            raise Refused(413, "This takes too much memory to read: make it smaller.")
        process = self._process or self._start()
        if len(body) >= _LARGE_BYTES:
            # What was read before left some memory here, which is not needed now; there it is.
            memory.trim()
        with self._lock:
            self._since_s = self._clock()
        most_bytes = len(body) + _PIXEL_BYTES
        try:
            _send(process, {**head, "length": len(body)}, body)
            if isinstance(body, mmap.mmap):
                # It lies there now: it need not lie here as well while it is taken apart.
                body.close()
            answer, blobs = _receive(process, most_bytes)
        except _Lost:
            with self._lock:
                self._since_s = None
            raise self._bury(process) from None
        with self._lock:
            self._since_s = None
        if "refused" in answer:
            raise Refused(*answer["refused"])
        if "fault" in answer:
            raise RuntimeError(f"Taking a request apart failed: {answer['fault']}")
        return answer, blobs

    def _bury(self, process: subprocess.Popen[bytes]) -> Refused:
        """Put another process into the place of one that ended; the refusal of what ended it."""
        code = process.wait()
        with self._lock:
            _close_pipes(process)
            self._process = None
        if self._closed:
            return _stopping()
        with contextlib.suppress(OSError):  # no memory for it now: it is tried again with the next job
            self._start()
        if code in _ENDED:
            return Refused(422, f"It takes more than {self._processor_s:g} seconds to read: send a plainer picture.")
        return Refused(422, "The picture is damaged: it ended the program that read it.")


def _stopping() -> Refused:
    return Refused(503, "The service is stopping.", 5)


def _close_pipes(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def _send(process: subprocess.Popen[bytes], head: Mapping[str, Any], body: Content) -> None:
    assert process.stdin is not None
    text = json.dumps(head).encode()
    pieces = [memoryview(HEAD.pack(len(text)) + text), memoryview(body)]
    try:
        if hasattr(os, "writev"):
            # Both at once: the first alone would wake the process only to wait for the second.
            sent = os.writev(process.stdin.fileno(), pieces)
            pieces = [pieces[0][sent:], pieces[1][max(0, sent - len(pieces[0])) :]]
        for view in pieces:
            while view:
                view = view[process.stdin.write(view) :]
    except (OSError, ValueError) as error:
        raise _Lost from error


def _receive(process: subprocess.Popen[bytes], most_bytes: int) -> tuple[dict[str, Any], list[bytearray]]:
    (length,) = HEAD.unpack(_exactly(process, HEAD.size))
    if length > _HEAD_BYTES:
        raise _Lost
    head: dict[str, Any] = json.loads(_exactly(process, length))
    if sum(head["lengths"]) > most_bytes:
        raise _Lost
    return head, [_exactly(process, size) for size in head["lengths"]]


def _exactly(process: subprocess.Popen[bytes], size: int) -> bytearray:
    assert process.stdout is not None
    content = bytearray(size)
    view = memoryview(content)
    try:
        while view:
            count = process.stdout.readinto(view)  # type: ignore[attr-defined]
            if not count:
                raise _Lost
            view = view[count:]
    except (OSError, ValueError) as error:
        raise _Lost from error
    return content

"""Strangers' bytes taken apart: pictures, forms and long JSON. The program of a process that may be ended at any time.

`python -m app.service.unpacking` reads jobs from its standard input and writes what they hold to its standard output;
unpacker.py is the other side. The kernel ends it when one job takes too much of the processor, and gives it no more
than so much memory. Nothing here may import the interpreter or the web framework: a process must be replaced quickly.
"""

import gc
import json
import mmap
import os
import signal
import struct
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, BinaryIO

import cv2
import numpy as np
from numpy.typing import NDArray

from app import memory
from app.service import inference
from app.service.errors import Refused
from app.service.form import picture_of
from app.service.picture import read_picture

HEAD = struct.Struct("<I")
# What reading JSON takes at most; the longest that the protocol has, 16 tensors as numbers, takes two thirds of it.
_JSON_BYTES = 64 * 1024 * 1024
# Before and after so much is taken apart, memory is given back.
_LARGE_BYTES = 1024 * 1024


def take_picture(content_type: str, held: list[bytes]) -> tuple[dict[str, str], NDArray[np.uint8]]:
    """The other fields of a form, none where the body is the picture itself, and the pixels of its picture.

    Args:
        content_type: the request's header, "" without one.
        held: the request's body, alone in a list that is emptied, so that it need not stay while a picture is decoded.

    Returns:
        The fields, and uint8 (height, width, 3), BGR; see `read_picture`.

    Raises:
        Refused: see `picture_of` and `read_picture`.
    """
    fields, picture = picture_of(content_type, held.pop())
    return fields, read_picture(picture)


def main() -> None:
    """Do jobs until the other side closes.

    The arguments: seconds of processor for one job, bytes of memory; the file of the shared memory into which pixels
    go, -1 for none, and its bytes.
    """
    # What ends the service ends it in peace: this process goes when the service has no more work for it.
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    jobs, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb", buffering=0)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    # Decoders complain of damaged pictures there, as often as a stranger likes.
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    processor_s = float(sys.argv[1])
    # Its threads would stand in the way of the other workers', and each takes memory of its own.
    cv2.setNumThreads(1)
    shared = _shared(int(sys.argv[3]), int(sys.argv[4]))
    allow = _bound_memory(int(sys.argv[2]))
    while (asked := _read(jobs)) is not None:
        is_large = len(asked[1][0]) >= _LARGE_BYTES
        if is_large:
            # What small ones left would lie there beside it.
            memory.trim()
        _clock(processor_s)
        allow(asked[0]["job"])
        head, blobs = _answered(*asked, shared)
        del asked
        _clock(0)
        _write(answers, head, blobs)
        del blobs
        if is_large:
            # What was refused is in a ring with its refusal, which knows the call.
            gc.collect()
            memory.trim()


def _shared(file: int, size: int) -> NDArray[np.uint8] | None:
    return None if file < 0 else np.frombuffer(mmap.mmap(file, size), np.uint8)


def _clock(seconds: float) -> None:
    """End this process when it has used so many seconds of the processor from now on; 0 for never."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _bound_memory(most_bytes: int) -> Callable[[str], None]:
    """Let this process take so much more than it has, and write no file.

    Returns:
        What is called with the kind of each job: reading JSON may take less than decoding.
    """
    try:
        import resource

        with open("/proc/self/statm", encoding="ascii") as file:
            has_bytes = int(file.read().split()[0]) * resource.getpagesize()
    except (ImportError, OSError):  # another system than Linux: what a picture takes is reckoned beforehand
        return lambda _: None
    hard = has_bytes + most_bytes
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    def allow(job: str) -> None:
        soft = hard if job == "picture" else has_bytes + min(most_bytes, _JSON_BYTES)
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (soft, hard))

    return allow


def _answered(
    asked: Mapping[str, Any], held: list[bytes], shared: NDArray[np.uint8] | None
) -> tuple[dict[str, Any], list[Any]]:
    try:
        if asked["job"] == "picture":
            fields, image = take_picture(asked["content_type"], held)
            head = {"fields": fields, "shape": image.shape}
            if shared is None or image.size > shared.size:
                return head, [image]
            shared[: image.size] = image.ravel()
            return head, []
        return inference.packed(inference.parse(held.pop(), asked["header_length"], asked["size"]))
    except Refused as refused:
        return {"refused": [refused.status, refused.message]}, []
    except MemoryError:
        return {"refused": [413, "This takes too much memory to read: make it smaller."]}, []
    except Exception as error:
        return {"fault": f"{type(error).__name__}: {error}"}, []


def _read(file: BinaryIO) -> tuple[dict[str, Any], list[bytes]] | None:
    """A job and its content; None when the other side has closed."""
    size = file.read(HEAD.size)
    if len(size) < HEAD.size:
        return None
    head = json.loads(file.read(HEAD.unpack(size)[0]))
    content = file.read(head["length"])
    return (head, [content]) if len(content) == head["length"] else None


def _write(file: Any, head: dict[str, Any], blobs: list[Any]) -> None:
    views = [memoryview(blob).cast("B") for blob in blobs]
    text = json.dumps({**head, "lengths": [len(view) for view in views]}).encode()
    for view in (memoryview(HEAD.pack(len(text)) + text), *views):
        while view:
            view = view[file.write(view) :]


if __name__ == "__main__":
    main()

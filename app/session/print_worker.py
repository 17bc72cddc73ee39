"""The program of the print reader's process: it is given a reader once, and pictures one after the other.

`python -m app.session.print_worker`; print_process.py is the other side. Nothing of the interpreter or of Qt is loaded
here. Packets: `use` with a pickled reader and, as `value`, one that is on or none, answered by `ready`, and `trouble`
where the first look failed; `shape`, `box`, `captured_at_s`, `sure_of`, `leads`, `likely`, `is_certain`, `is_mirrored`
and `depth` with the pixels, answered by a pickled `PrintMatch` or nothing, or by `error`.
"""

import ctypes
import os
import pickle
import sys
from typing import TYPE_CHECKING, Any

from app.session.priority import lower_priority
from app.speech.wire import Packet
from app.speech.worker import answer, begin

if TYPE_CHECKING:
    from app.recognition.print_check import PrintReader

_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
# glibc's names for what is given back to the system, and from what size on.
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
_KEPT_BYTES, _LARGEST_KEPT_BYTES = 64 << 20, 32 << 20
# Drawn spots of four pixels: keypoints all over, as many as are ever taken.
_FULL_SHAPE, _SPOT = (720, 1280), 4


def keep_memory() -> None:
    """Keep the memory of one look for the next: pages that are new each time cost a third of its time. Linux alone."""
    if sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_TRIM_THRESHOLD, _KEPT_BYTES)
        mallopt(_MMAP_THRESHOLD, _LARGEST_KEPT_BYTES)


def main() -> None:
    """Answer until nobody can ask any more."""
    questions, answers = begin()
    keep_memory()
    lower_priority()
    # Before NumPy is loaded.
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    import cv2

    # Loaded before it is asked for.
    from app.recognition import beside  # noqa: F401

    cv2.setNumThreads(1)
    reader: PrintReader | None = None
    while True:
        question = questions.get()
        if "use" in question.fields:
            is_first, reader = reader is None, pickle.loads(question.samples)
            told = {"ready": question.fields["use"]}
            if is_first and (trouble := look_at_much(reader, question.fields.get("value"))):
                told["trouble"] = trouble
            answer(answers, Packet(told))
        elif reader is not None:
            answer(answers, _looked(reader, question.fields, question.samples))


def look_at_much(reader: "PrintReader", value: str | None) -> str:
    """Look once at a picture that is full of what could be print, as closely as can be; what went wrong, or "".

    What a look keeps for the next is as much as the largest took so far. If that one comes when it comes, this process
    grows for hours, by less and less, under which nobody could see a leak. And the first note would wait for what is
    made as it is first needed.

    value: a "CUR/value" that is on.
    """
    import cv2
    import numpy as np

    from app.recognition.look import Depth
    from app.recognition.proposal import Proposal

    height, width = _FULL_SHAPE
    spots = np.random.default_rng(0).integers(0, 256, (height // _SPOT, width // _SPOT, 3), dtype=np.uint8)
    picture = cv2.resize(spots, (width, height), interpolation=cv2.INTER_CUBIC).astype(np.uint8)
    try:
        reader.look(picture, None, 0.0, Proposal(value), None, depth=Depth.CLOSER)
    except Exception as error:
        # The next picture may be read all the same.
        return f"{type(error).__name__}: {error}"
    return ""


def _looked(reader: "PrintReader", asked: dict[str, Any], pixels: bytes) -> Packet:
    import numpy as np

    from app.recognition.look import Depth
    from app.recognition.observation import Box
    from app.recognition.proposal import Proposal

    picture = np.frombuffer(pixels, np.uint8).reshape(asked["shape"])
    box = None if asked["box"] is None else Box(*asked["box"])
    try:
        likely = None if asked["likely"] is None else frozenset(asked["likely"])
        proposal = Proposal(asked["sure_of"], asked["leads"], likely, asked["is_certain"])
        told = asked["captured_at_s"], proposal, asked["is_mirrored"]
        match = reader.look(picture, box, *told, depth=Depth(asked["depth"]))
    except Exception as error:
        return Packet({"error": f"{type(error).__name__}: {error}"})
    return Packet({}, pickle.dumps(match))


if __name__ == "__main__":
    main()

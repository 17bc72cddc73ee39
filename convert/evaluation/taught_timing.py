"""Times looks at notes that are not taught, beside none, some and many taught sides."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from app.recognition.keypoints import Keypoints
from app.recognition.observation import Box
from app.recognition.print_check import PrintReader
from app.recognition.templates import KnownPrint, TaughtLimits, TaughtPrint, TemplateBank
from convert.data.images import load

WHOLE = Box(0.0, 0.0, 1.0, 1.0)
_SIDES = (0, 50, 500)
_TIMED_LOOKS = 5


def timed(
    bank: TemplateBank, reader: PrintReader, paths: Sequence[Path], *, has_dense: bool = False
) -> dict[int, float]:
    """Median milliseconds of a look at a photo with so many taught sides beside the model's own of one currency.

    Args:
        bank: of the model.
        reader: that looks.
        paths: of photos of notes that are not taught.
        has_dense: whether the taught sides have dense prints.
    """
    own, photos = bank.known(bank.currencies), paths[:_TIMED_LOOKS]
    found = {}
    for sides in _SIDES:
        taught = [
            KnownPrint(
                f"QMA/{i + 1}",
                own[i % len(own)].keypoints,
                face="front",
                taught=TaughtLimits(0.6, 0.72, 0.97),
                dense=(_dense_of(own[3 * i % len(own) :][:3], bank),) if has_dense else (),
            )
            for i in range(sides)
        ]
        reader.use([each for each in own if each.value.startswith("EUR/")] + taught)
        times = []
        for photo in (*photos[:1], *photos):
            picture = load(photo, 640)
            start = time.process_time()
            reader.look(picture, WHOLE)
            times.append(1000 * (time.process_time() - start))
        # Of the first look some is kept ready.
        found[sides] = float(np.median(times[1:]))
    return found


def _dense_of(known: Sequence[KnownPrint], bank: TemplateBank) -> TaughtPrint:
    """A dense print with the keypoints of some templates."""
    return TaughtPrint("front", bank.stored(Keypoints.joined([each.keypoints for each in known])))

"""Could a taught note be taken for another one, or another one for it? Asked once, when it is saved.

It takes seconds, so it is done in steps: each function here yields how much is done, 0 to 1, and may be left there.

Two ways: what was shown is read as the app reads it, with the print of all other notes; and the templates themselves
are laid on theirs, since of a note of another person's no picture is here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Generator, Sequence

import cv2
import numpy as np

from app.recognition.keypoints import TemplateTable
from app.recognition.pack_shelf import PackShelf
from app.recognition.print_check import PrintReader
from app.recognition.taught import TaughtNotes, prints_of_taught
from app.recognition.taught_file import TaughtNote
from app.recognition.teaching import Shot
from app.recognition.templates import KnownPrint, TemplateBank

# Of the shots so many are looked at; so many templates are laid on each of its own.
_LOOKS, _LAID = 4, 12
# So much of a template must lie on another's in one arrangement for the two to be one print, and so many keypoints, or
# this much of a small one: a family shares a portrait or a seal.
_LAID_ON, _LAID_LEAST, _LAID_ON_OF_SMALL = 0.3, 30, 0.6


def all_print(
    packs: PackShelf, bank: TemplateBank, on: Collection[str], taught: TaughtNotes
) -> Generator[float, None, list[KnownPrint]]:
    """The print of all packs, of the model's currencies that are on, and of taught notes. Raises ModelError."""
    known = bank.known(on)
    codes = packs.currencies
    for done, code in enumerate(codes):
        yield done / len(codes)
        known += packs.known([code], bank)
    return known + taught.known()


def clash_of(
    note: TaughtNote, shots: Sequence[Shot], known: Sequence[KnownPrint], reader: PrintReader, bank: TemplateBank
) -> Generator[float, None, str | None]:
    """The "CUR/value" that it would be taken for, or that would be taken for it; None for none.

    Args:
        note: that was taught.
        shots: of its sides; none where only its templates are here.
        known: see `all_print`; what is of its own value is no clash.
        reader: used for comparing; of no one else.
        bank: of the model.
    """
    others = [each for each in known if each.value != note.key]
    if not others:
        return None
    found: Counter[str] = Counter()
    step = max(1, len(shots) // _LOOKS)
    looked = list(shots)[::step][:_LOOKS]
    # The first template of a side shows all of it.
    own = list({each.face: each for each in reversed(prints_of_taught(note, bank))}.values())
    steps = len(looked) + len(own)
    reader.use(others)
    for done, shot in enumerate(looked):
        yield done / steps
        seen = reader.look(np.asarray(cv2.cvtColor(shot.grey, cv2.COLOR_GRAY2BGR), np.uint8), None)
        if seen is not None:
            found[seen.key] += 1
    if found:
        value, times = found.most_common(1)[0]
        if 2 * times >= len(looked):
            return value
    table = TemplateTable([each.keypoints for each in others])
    for done, each in enumerate(own, len(looked)):
        yield done / steps
        for match in table.match(each.keypoints, _LAID):
            if len(match.inliers) >= _lying_on(min(len(each.keypoints), len(others[match.template].keypoints))):
                return others[match.template].value
    return None


def _lying_on(keypoints: int) -> float:
    """How many inliers say that two templates are one print, the smaller of which has so many keypoints."""
    return max(_LAID_ON * keypoints, min(_LAID_LEAST, _LAID_ON_OF_SMALL * keypoints))

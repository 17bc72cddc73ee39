"""The pictures of notes by which packs are evaluated: as they are, and of each scan a view as a camera has it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from convert.data.images import PictureError, load
from convert.data.pack_pictures import PackPicture
from convert.export.pack_templates import view_of

LONGEST = 1280
"""Pictures are loaded no larger, pixels."""


def shown_pictures(pictures: Iterable[PackPicture]) -> Iterable[tuple[PackPicture, NDArray[np.uint8]]]:
    """Each picture, uint8 (height, width, 3), BGR, and a view of each scan; unreadable ones are passed over."""
    for number, picture in enumerate(pictures):
        try:
            shown = load(picture.path, LONGEST)
        except PictureError:
            continue
        yield picture, shown
        if picture.is_scan:
            yield picture, view_of(shown, np.random.default_rng([3, number]))

"""Pictures from disk: the one loader of the pipeline. Which pictures there are is in `convert.data.dataset`."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from app.camera.quiet import without_complaints
from convert.data.dataset import DataError

Image = NDArray[np.uint8]
"""uint8 (height, width, 3), BGR unless it is said otherwise."""


class PictureError(DataError, ValueError):
    """A file is not a picture that can be read; the message names it."""


def load(path: Path, longest: int) -> Image:
    """A picture from disk, BGR uint8, scaled down so that its longer side is at most `longest` pixels.

    Raises:
        PictureError: it is not a picture that can be read.
    """
    try:
        data = np.fromfile(path, np.uint8)
        with without_complaints():
            image = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
    except (OSError, cv2.error) as error:
        raise PictureError(f"{path} is not a picture that can be read ({error}).") from error
    if image is None:
        raise PictureError(f"{path} is not a picture that can be read.")
    scale = longest / max(image.shape[:2])
    if scale < 1:
        size = (max(1, round(image.shape[1] * scale)), max(1, round(image.shape[0] * scale)))
        image = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return np.asarray(image, np.uint8)

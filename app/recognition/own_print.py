"""How far a picture agrees with a pack's template: by the print that no other value's note shows.

Notes of a family share frame, lettering and seal. Blur lowers how far a picture agrees everywhere; another value of the
family agrees as well as its own note where the two share their print, and nowhere else. So the keypoints that notes of
other values were seen to show as well are left out of the decision. Which these are is told in the pack.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def agreement_of(distances: NDArray[np.float32], own: NDArray[np.bool_] | None = None) -> tuple[float, float]:
    """How far a picture agrees at half of the places that tell a template, 0 to 1, and what fraction of these it shows.

    Args:
        distances: float32 (n,), squared, at each keypoint of the template; NaN where the picture does not show it.
        own: which of them tell the template from other values; None for all.
    """
    telling = distances if own is None else distances[own]
    shown = telling[~np.isnan(telling)]
    if not len(shown):
        return 0.0, 0.0
    return max(0.0, 1.0 - float(np.median(shown))), len(shown) / len(telling)

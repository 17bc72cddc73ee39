"""A rendered piece of sound and what is done to its samples. Nothing here makes or plays sound."""

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_QUIET = 0.02  # of the peak; the breath before the first consonant is below it
_MARGIN_S = 0.010


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """Sound, never changed after it was made.

    Attributes:
        samples: int16 array of shape (n,) or (n, channels), full range.
        sample_rate_hz: samples a second and channel.
    """

    samples: NDArray[np.int16]
    sample_rate_hz: int

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return len(self.samples) / self.sample_rate_hz


class ClipCache:
    """Remembers what was rendered; what was not asked for the longest is forgotten first. Used by one thread."""

    def __init__(self, most: int) -> None:
        """Take how many clips are kept; 0 for none."""
        self._most = most
        self._clips: OrderedDict[str, Clip] = OrderedDict()

    def __contains__(self, text: str) -> bool:
        """Whether the words are remembered; does not count as asking for them."""
        return text in self._clips

    def get(self, text: str) -> Clip | None:
        """The words as they were rendered, or None."""
        clip = self._clips.get(text)
        if clip is not None:
            self._clips.move_to_end(text)
        return clip

    def put(self, text: str, clip: Clip) -> None:
        """Remember how these words sound."""
        self._clips[text] = clip
        if len(self._clips) > self._most:
            self._clips.popitem(last=False)

    def clear(self) -> None:
        """Forget all: the voice has changed."""
        self._clips.clear()


def trimmed(clip: Clip) -> Clip:
    """The clip without the silence around it, so that the first word sounds at once and the next need not wait."""
    loud = np.abs(_stacked(clip).astype(np.int32)).max(axis=1, initial=0)
    where = np.flatnonzero(loud > max(1.0, loud.max(initial=0) * _QUIET))
    if len(where) == 0:
        return Clip(clip.samples[:0], clip.sample_rate_hz)
    margin = round(_MARGIN_S * clip.sample_rate_hz)
    return Clip(clip.samples[max(0, where[0] - margin) : where[-1] + 1 + margin], clip.sample_rate_hz)


def _stacked(clip: Clip) -> NDArray[np.int16]:
    return clip.samples[:, None] if clip.samples.ndim == 1 else clip.samples

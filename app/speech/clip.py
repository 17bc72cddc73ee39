"""A rendered piece of sound and what is done to its samples. Nothing here makes or plays sound."""

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_QUIET = 0.02  # of the peak; the breath before the first consonant is below it
_MARGIN_S = 0.010
# All values of thirteen currencies and all hints are 5.5 MB in English and 7.4 MB in German, at the usual speed.
CACHED_BYTES = 10_000_000
PREWARMED_BYTES = 8_000_000  # of these; the rest is for what is said besides
LONGEST_KEPT_S = 5.0


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
    """Remembers what was rendered, up to so many bytes; what was not asked for the longest is forgotten first.

    A long text is not remembered: it is hardly ever said twice, and would push out what is. Used by one thread.
    """

    def __init__(self, most_bytes: int) -> None:
        """Take how many bytes of samples are kept; 0 for none."""
        self._most_bytes = most_bytes
        self._bytes = 0
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

    def put(self, text: str, clip: Clip) -> bool:
        """Remember how these words sound; False when the clip is too long for that."""
        if clip.duration_s > LONGEST_KEPT_S or clip.samples.nbytes > self._most_bytes:
            return False
        before = self._clips.pop(text, None)
        self._clips[text] = clip
        self._bytes += clip.samples.nbytes - (0 if before is None else before.samples.nbytes)
        while self._bytes > self._most_bytes:
            _, forgotten = self._clips.popitem(last=False)
            self._bytes -= forgotten.samples.nbytes
        return True

    def clear(self) -> None:
        """Forget all: the voice has changed."""
        self._clips.clear()
        self._bytes = 0


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

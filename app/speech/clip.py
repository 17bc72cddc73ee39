"""A rendered piece of sound and what is done to its samples. Nothing here makes or plays sound."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_QUIET = 0.02  # of the peak; the breath before the first consonant is below it
_MARGIN_S = 0.010
# All values of thirteen currencies and all hints are 5.5 MB in English and 7.4 MB in German, at the usual speed.
EXPECTED_BYTES = 8_000_000
OTHER_BYTES = 2_000_000  # some twenty messages
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
    """Remembers what was rendered, never more than so many bytes. Used by one thread.

    What is expected to be said often (values, hints) has its own room, so that a day of other messages does not push it
    out. In each room what was not asked for the longest is forgotten first. A long text is not remembered: it is hardly
    ever said twice.
    """

    def __init__(self, expected_bytes: int = EXPECTED_BYTES, other_bytes: int = OTHER_BYTES) -> None:
        """Take how many bytes of samples are kept of each kind; 0 for none."""
        self._rooms = (_Room(expected_bytes), _Room(other_bytes))
        self._expected: frozenset[str] = frozenset()

    def __contains__(self, text: str) -> bool:
        """Whether the words are remembered; does not count as asking for them."""
        return any(text in room.clips for room in self._rooms)

    def expect(self, texts: Iterable[str]) -> None:
        """These are said often from now on, in place of those before."""
        self._expected = frozenset(texts)

    def get(self, text: str) -> Clip | None:
        """The words as they were rendered, or None."""
        for room in self._rooms:
            if (clip := room.clips.get(text)) is not None:
                room.clips.move_to_end(text)
                return clip
        return None

    def put(self, text: str, clip: Clip) -> bool:
        """Remember how these words sound; False when the clip is too long for that."""
        if clip.duration_s > LONGEST_KEPT_S:
            return False
        return self._rooms[text not in self._expected].put(text, clip)

    def clear(self) -> None:
        """Forget all: the voice has changed."""
        for room in self._rooms:
            room.clear()


class _Room:
    def __init__(self, most_bytes: int) -> None:
        self.clips: OrderedDict[str, Clip] = OrderedDict()
        self._most_bytes = most_bytes
        self._bytes = 0

    def put(self, text: str, clip: Clip) -> bool:
        if clip.samples.nbytes > self._most_bytes:
            return False
        before = self.clips.pop(text, None)
        self.clips[text] = clip
        self._bytes += clip.samples.nbytes - (0 if before is None else before.samples.nbytes)
        while self._bytes > self._most_bytes:
            _, forgotten = self.clips.popitem(last=False)
            self._bytes -= forgotten.samples.nbytes
        return True

    def clear(self) -> None:
        self.clips.clear()
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

"""A tone that follows the note: where the note lies -> pitch and stereo place, and when it sounds.

How a tone sounds is the speech room's business. Left and right are the person's own: the webcam faces them, so that
what is on the picture's left sounds on the right.
"""

from dataclasses import dataclass

from app.feedback.private import Tone
from app.recognition.observation import Box, Observation

_MIDDLE_HZ = 600.0
_OCTAVES = 2.0
_LENGTH_MS = 80


@dataclass(frozen=True, slots=True, eq=False)
class PlaceTone:
    """One short tone that tells where the note lies now; each is one of its own, whatever it sounds like."""

    tone: Tone


@dataclass(frozen=True, slots=True)
class PlaceToneParameters:
    """When the tone sounds. Raises ValueError for a negative time.

    Attributes:
        every_s: seconds from one tone to the next.
        after_told_s: no tone for this long after a value or a hint was told, seconds: words go before, also those of
            a screen reader, of which nobody learns when it has ended.
        camera_faces_person: False for a camera that looks where the person looks, so that left and right are the
            picture's.
    """

    every_s: float = 0.3
    after_told_s: float = 1.5
    camera_faces_person: bool = True

    def __post_init__(self) -> None:
        if self.every_s < 0 or self.after_told_s < 0:
            raise ValueError(f"times must not be negative: {self!r}")


class PlaceToner:
    """Decides which frames give rise to a tone. Time comes with the frames.

    Owned by one thread, but for `holds` and `hush`, which any thread may call.
    """

    def __init__(self, parameters: PlaceToneParameters | None = None) -> None:
        self.parameters = parameters or PlaceToneParameters()
        self._newest: PlaceTone | None = None
        self._next_at_s = float("-inf")
        self._quiet_until_s = float("-inf")
        self._is_hushed = False

    def observe(self, observation: Observation, *, is_read: bool, has_told: bool) -> PlaceTone | None:
        """The tone to be heard now, or None.

        Args:
            observation: one frame; frames come in order of time, and one that goes back in time starts a new run.
            is_read: the note in view has been read, so that it need not be moved any more.
            has_told: the frame led to a value or a hint.
        """
        now_s = observation.captured_at_s
        if self._next_at_s - now_s > self.parameters.every_s:
            self.reset()
        if has_told:
            self._quiet_until_s = now_s + self.parameters.after_told_s
        if observation.note_box is None:
            self._is_hushed = False
        if observation.note_box is None or is_read or self._is_hushed or now_s < self._quiet_until_s:
            self._newest = None
            return None
        if now_s < self._next_at_s:
            return None
        self._next_at_s = now_s + self.parameters.every_s
        self._newest = PlaceTone(tone_at(observation.note_box, self.parameters.camera_faces_person))
        return self._newest

    def holds(self, tone: PlaceTone) -> bool:
        """Is this still the newest tone, and its note in view and unread?"""
        return tone is self._newest

    def hush(self) -> None:
        """No tone until the note in view has gone."""
        self._is_hushed = True
        self._newest = None

    def reset(self) -> None:
        """A new source, or a pause: what sounded before holds no more."""
        self._newest = None
        self._is_hushed = False
        self._next_at_s = self._quiet_until_s = float("-inf")


def tone_at(box: Box, camera_faces_person: bool = True) -> Tone:
    """The tone of a note that lies there: an octave above the middle at the top, one below at the bottom."""
    across = (box.left + box.right) - 1.0
    height = 0.5 - (box.top + box.bottom) / 2
    pan = min(1.0, max(-1.0, -across if camera_faces_person else across))
    return Tone(_MIDDLE_HZ * 2.0 ** (_OCTAVES * height), _LENGTH_MS, 0, pan)


# From low on the left to high on the right, so that one hears what the setting does.
SAMPLE = tuple(
    Tone(_MIDDLE_HZ * 2.0 ** (_OCTAVES * height), _LENGTH_MS, 120, pan)
    for height, pan in ((-0.5, -1.0), (0.0, 0.0), (0.5, 1.0))
)

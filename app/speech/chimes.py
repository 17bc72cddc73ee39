"""Tones that belong to no utterance: they sound between two of them, and cut no word."""

from collections import deque

from app.feedback.private import ToneCode
from app.speech import earcons
from app.speech.clip import Clip
from app.speech.loudspeakers import Loudspeakers


class Chimes:
    """Tones that wait for a pause, and the one that sounds. Used by one thread."""

    def __init__(self, loudspeakers: Loudspeakers) -> None:
        """Takes where they sound."""
        self._loudspeakers = loudspeakers
        self._waiting: deque[Clip] = deque()
        self._sounds = False

    @property
    def wait(self) -> bool:
        """Whether any waits for a pause."""
        return bool(self._waiting)

    @property
    def sounds(self) -> bool:
        """Whether one sounds, so that words have to wait."""
        return self._sounds

    def add(self, tones: ToneCode) -> None:
        """These sound in the next pause."""
        self._waiting.append(earcons.render(tones))

    def begin(self, at_s: float) -> None:
        """It is quiet: the first that waits sounds."""
        self._sounds = self._loudspeakers.play(self._waiting.popleft(), at_s)

    def go_on(self, at_s: float) -> bool:
        """Looks whether the one that sounds still does; False when it has ended."""
        self._sounds = self._loudspeakers.sounds(at_s)
        return self._sounds

    def hush(self, at_s: float) -> None:
        """Stops what sounds and forgets what waits."""
        self._waiting.clear()
        if self._sounds:
            self._loudspeakers.silence(at_s)
            self._sounds = False

    def break_off(self) -> None:
        """What sounded was lost with its loudspeaker."""
        self._sounds = False

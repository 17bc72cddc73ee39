"""From the session's threads to Qt's, by queued signals; pictures wait in one slot only. Nothing is drawn here."""

import threading
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.camera.frame import Frame
from app.feedback.guidance import Hint
from app.feedback.utterance import Announcement
from app.recognition.observation import Observation


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """One frame, and what was seen in it."""

    frame: Frame
    observation: Observation


class SightSlot:
    """Holds the newest sight until it is taken; an older one that nobody took is dropped. For any threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._newest: Sight | None = None

    def put(self, sight: Sight) -> bool:
        """Leave `sight` to be taken; True when the slot was empty, so that the taker has to be told."""
        with self._lock:
            was_empty = self._newest is None
            self._newest = sight
            return was_empty

    def take(self) -> Sight | None:
        """The newest sight, which leaves the slot; None when nothing came since."""
        with self._lock:
            newest, self._newest = self._newest, None
            return newest


class Bridge(QObject):
    """Hears the session from any of its threads, and tells the window in the window's own.

    Signals:
        sight_waiting: a picture can be taken with `take_sight`; not sent again before it was taken.
        announced: Announcement, and its words.
        guided: the words of a hint.
        status_changed: name of the state as in the events, and its words.
    """

    sight_waiting = Signal()
    announced = Signal(object, str)
    guided = Signal(str)
    status_changed = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._slot = SightSlot()

    def take_sight(self) -> Sight | None:
        """The newest picture, once; None when it was taken already."""
        return self._slot.take()

    def on_observation(self, frame: Frame, observation: Observation) -> None:
        """A frame was looked at. Keeps it until the window takes it, in place of the one before."""
        if self._slot.put(Sight(frame, observation)):
            self.sight_waiting.emit()

    def on_announcement(self, announcement: Announcement, text: str) -> None:
        """A value was announced."""
        self.announced.emit(announcement, text)

    def on_guidance(self, hint: Hint, text: str) -> None:
        """A hint was given."""
        self.guided.emit(text)

    def on_status(self, status: str, text: str, source: str | None) -> None:
        """The app's or the source's state changed."""
        self.status_changed.emit(status, text)

"""From the session's threads to Qt's, by queued signals; pictures wait in one slot only. Nothing is drawn here."""

import threading
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.camera.frame import Frame
from app.recognition.observation import Observation
from app.session.messages import Message
from app.session.state import SessionState


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
    """An outlet of the session: hears it from any of its threads, and tells the window in the window's own.

    Connect with queued connections: what one thread asked for and what another found then arrives in one order.

    Signals:
        sight_waiting: a picture can be taken with `take_sight`; not sent again before it was taken.
        told: a Message.
        state_changed: a SessionState, as it was when it changed; the newest is the session's own `state`.
    """

    sight_waiting = Signal()
    told = Signal(object)
    state_changed = Signal(object)

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

    def on_message(self, message: Message) -> None:
        """Something is told."""
        self.told.emit(message)

    def on_state(self, state: SessionState) -> None:
        """The session's state changed."""
        self.state_changed.emit(state)

"""A recogniser, sources, a voice and a listener written by hand, for the tests of the session and of what starts it."""

import queue
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from app.camera.capture import CameraStatus
from app.camera.errors import CameraError, SourceLost
from app.camera.frame import Frame
from app.camera.source import Source
from app.feedback.utterance import Announcement, Priority, Utterance
from app.recognition.labels import NoteLabel
from app.recognition.observation import Observation, ValueScore
from app.recognition.pack_shelf import PackShelf
from app.session.messages import Message, MessageKind, Status
from app.session.state import SessionState
from app.speech.protocols import SpokenRecord
from app.trouble import Trouble
from tests.app.observations import VALUES, observation

WAIT_S = 20.0
PICTURE = np.zeros((4, 6, 3), np.uint8)

Scores = Mapping[str, float] | None
Shot = tuple[Scores, float]


class FakeRecognizer:
    """Sees in each frame what the test wrote down for its index; an exception in that place is raised."""

    def __init__(
        self,
        script: Sequence[Scores | Exception] = (),
        *,
        currencies: tuple[str, ...] = ("USD", "EUR", "XTS"),
        default: tuple[str, ...] = ("USD", "EUR"),
    ) -> None:
        self.script = list(script)
        self.currencies = currencies
        self.own_currencies = currencies
        self.default_currencies = default
        self.packs = PackShelf("", folder=None)
        self.labels = (
            *(NoteLabel(code, value, "current", "front") for code in currencies for value in VALUES),
            NoteLabel.unknown(),
        )
        self.model_version = "fake"
        self.asked: list[tuple[int, frozenset[str]]] = []
        self.threads: set[int] = set()
        self.warmed_up = 0

    def print_reader(self, taught: object = None) -> None:
        return None

    def teacher(self, open_notes: object) -> None:
        return None

    def currency_finder(self) -> None:
        return None

    def table_reader(self, taught: object = None) -> None:
        return None

    def warm_up(self) -> None:
        self.threads.add(threading.get_ident())
        self.warmed_up += 1

    def observe(self, frame: Frame, currencies: frozenset[str]) -> Observation:
        self.threads.add(threading.get_ident())
        self.asked.append((frame.index, currencies))
        seen = self.script[frame.index] if frame.index < len(self.script) else None
        if isinstance(seen, Exception):
            raise seen
        given = observation(frame.index, frame.captured_at_s, seen, source_item=frame.source_item)
        if not any(score.currency in currencies for score in given.scores):
            other = min(currencies)
            given = replace(given, scores=(ValueScore(other, "5", "front", 0.0, 0.8),), unknown_score=1.0)
        return replace(given, monotonic_s=frame.monotonic_s)


class FilmSource(Source):
    """Frames of a virtual clock, as many as asked for; then the end, or an error."""

    def __init__(
        self,
        frames: int,
        *,
        fps: float = 15.0,
        name: str = "film.mp4",
        is_demo: bool = False,
        unavailable: CameraError | None = None,
        breaks: CameraError | None = None,
    ) -> None:
        super().__init__(name=name, live=False, is_demo=is_demo)
        self._count, self._fps = frames, fps
        self._unavailable, self._breaks = unavailable, breaks
        self._next = 0
        self.is_open = False
        self.closed = 0

    def open(self) -> None:
        if self._unavailable is not None:
            raise self._unavailable
        self.is_open = True
        self._next = 0

    def read(self) -> Frame | None:
        index = self._next
        if index >= self._count:
            if self._breaks is not None:
                raise self._breaks
            return None
        self._next += 1
        return Frame(PICTURE, index, index / self._fps, "item.jpg", 1000.0 + index)

    def close(self) -> None:
        self.is_open = False
        self.closed += 1


class LiveSource(Source):
    """A camera that delivers what the test puts before it, in the test's own time."""

    def __init__(self, name: str = "camera 0", *, is_demo: bool = False) -> None:
        super().__init__(name=name, live=True, is_demo=is_demo)
        self._coming: queue.SimpleQueue[Frame | CameraError | None] = queue.SimpleQueue()
        self.is_open = False
        self.opened = 0

    def open(self) -> None:
        self.is_open = True
        self.opened += 1

    def show(self, index: int, *, fps: float = 15.0) -> None:
        """Let the camera deliver its next frame."""
        self._coming.put(Frame(PICTURE, index, index / fps, None, 1000.0 + index))

    def lose(self) -> None:
        """Pull the plug; it can be opened again."""
        self._coming.put(SourceLost("The camera stopped."))

    def end(self) -> None:
        """Let the source end."""
        self._coming.put(None)

    def read(self) -> Frame | None:
        item = self._coming.get(timeout=WAIT_S)
        if isinstance(item, CameraError):
            raise item
        return item

    def interrupt(self) -> None:
        self._coming.put(None)

    def close(self) -> None:
        self.is_open = False


@dataclass
class FakeSpeech:
    """Writes down what is to be said; every utterance counts as spoken at once."""

    on_spoken: Callable[[SpokenRecord], None]
    on_problem: Callable[[Trouble], None]
    on_notice: Callable[[str], None]
    said: list[Utterance] = field(default_factory=list)
    said_at_s: list[float | None] = field(default_factory=list)
    prewarmed: list[tuple[str, ...]] = field(default_factory=list)
    hushed: int = 0
    finished: int = 0
    closed: int = 0
    muted: bool = False
    times_s: list[float] = field(default_factory=list)

    def say(self, utterance: Utterance, at_s: float | None = None) -> None:
        self.said.append(utterance)
        self.said_at_s.append(at_s)
        now_s = at_s or 0.0
        self.on_spoken(
            SpokenRecord(utterance.text, utterance.priority, now_s, now_s, 0.0, "spoken", utterance.topic, utterance.id)
        )

    def advance(self, at_s: float) -> None:
        self.times_s.append(at_s)

    def hush(self) -> None:
        self.hushed += 1

    def prewarm(self, texts: Iterable[str]) -> None:
        self.prewarmed.append(tuple(texts))

    def finish(self, within_s: float) -> bool:
        self.finished += 1
        return True

    def close(self) -> bool:
        self.closed += 1
        return True

    def texts(self, *priorities: Priority) -> list[str]:
        return [utterance.text for utterance in self.said if utterance.priority in priorities]


class RecordingListener:
    """Hears everything, and can be waited for."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.frames: list[int] = []
        self.announced: list[tuple[Announcement, str]] = []
        self.hints: list[str] = []
        self.statuses: list[tuple[str, str, str | None]] = []
        self.said: list[str] = []
        self.messages: list[Message] = []
        self.states: list[SessionState] = []
        self.threads: set[int] = set()

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.announced]

    @property
    def kinds(self) -> list[str]:
        return [status for status, _, _ in self.statuses]

    def on_observation(self, frame: Frame, observation: Observation) -> None:
        self._hear(self.frames, frame.index)
        self.threads.add(threading.get_ident())

    def on_state(self, state: SessionState) -> None:
        self._hear(self.states, state)

    def on_message(self, message: Message) -> None:
        self._hear(self.messages, message)
        if message.kind is MessageKind.VALUE:
            assert message.announcement is not None
            self._hear(self.announced, (message.announcement, message.text))
        elif message.kind is MessageKind.HINT:
            self._hear(self.hints, message.text)
        elif message.name == Status.SAID.value:
            self._hear(self.said, message.text)
        else:
            self._hear(self.statuses, (message.name, message.text, message.source))

    def wait_until(self, happened: Callable[[], bool]) -> None:
        """Wait until that is so; fails when it takes too long."""
        with self._changed:
            assert self._changed.wait_for(happened, WAIT_S), f"it did not happen; statuses: {self.statuses}"

    def wait_for_status(self, status: str) -> str:
        """Wait for that state, and return its words."""
        self.wait_until(lambda: status in self.kinds)
        return next(text for kind, text, _ in self.statuses if kind == status)

    def _hear(self, where: list[Any], what: object) -> None:
        with self._changed:
            where.append(what)
            self._changed.notify_all()


def script(shots: Iterable[Shot], *, fps: float = 15.0) -> list[Scores | Exception]:
    """What a recogniser is to see, frame by frame, of shots: (scores by value, or None) and a length in seconds."""
    seen: list[Scores | Exception] = []
    end_s = 0.0
    for scores, length_s in shots:
        end_s += length_s
        while len(seen) / fps < end_s - 1e-9:
            seen.append(scores)
    return seen


class TellingFeed:
    """A feed without frames, whose source tells what the test wants."""

    def __init__(self, source: Source, tell: Callable[[CameraStatus], None]) -> None:
        self.tell = lambda kind, trouble=None: tell(CameraStatus(kind, source.name, trouble))
        self.ended = False
        self.stopped = 0

    def next(self, timeout_s: float) -> Frame | None:
        return None

    def stop(self) -> None:
        self.stopped += 1

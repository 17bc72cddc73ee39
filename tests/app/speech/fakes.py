"""A voice, a player and drivers for pyttsx3 written by hand, and a stage on which every call has to be declared.

After the manner of NVDA's speech tests: a test declares which calls must happen; any other call fails it.
"""

import sys
import threading
import wave
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import numpy as np
from pyttsx3.engine import Engine

from app.feedback.utterance import Priority, Utterance
from app.speech.clip import Clip
from app.speech.errors import PlayerUnavailable, SoundBrokenOff, VoiceUnavailable
from app.speech.protocols import SpokenRecord
from app.speech.queue import SpeechQueue
from app.trouble import Trouble

WAIT_S = 20.0


def no_trouble(trouble: Trouble) -> None:
    """Where none may be told of."""
    raise AssertionError(f"unexpected trouble: {trouble}")


class FakeVoice:
    """Renders nothing but remembers which clip stands for which words."""

    def __init__(self, *, missing: str | None = None, note: Trouble | None = None) -> None:
        self.missing = missing
        self.note = note
        self.rendered: list[str] = []
        self.threads: set[int] = set()
        self.closed = False
        self.is_slow = False
        self.breaks: deque[Trouble] = deque()
        self.on_render: Callable[[str], None] = lambda text: None
        self._texts: dict[int, tuple[Clip, str]] = {}

    def prepare(self) -> None:
        self.threads.add(threading.get_ident())
        if self.missing is not None:
            raise VoiceUnavailable(self.missing)

    def render(self, text: str) -> Clip | None:
        self.prepare()
        if self.breaks:
            raise self.breaks.popleft()
        if self.is_slow:
            return None
        self.rendered.append(text)
        clip = Clip(np.ones(22050, np.int16), 22050)
        self._texts[id(clip)] = (clip, text)
        self.on_render(text)
        return clip

    def text_of(self, clip: Clip) -> str:
        return self._texts[id(clip)][1] if id(clip) in self._texts else "♪"

    def close(self) -> None:
        self.threads.add(threading.get_ident())
        self.closed = True


class FakePlayer:
    """Plays nothing: a clip sounds until the test calls `finish`. Writes its calls into a log."""

    def __init__(self, voice: FakeVoice, log: list[str] | None = None, *, missing: str | None = None) -> None:
        self.missing = missing
        self.log = [] if log is None else log
        self.closed = False
        self._voice = voice
        self._changed = threading.Condition()
        self._sounding = False

    def open(self) -> None:
        if self.missing is not None:
            raise PlayerUnavailable(self.missing)

    def play(self, clip: Clip, at_s: float) -> None:
        self.open()
        with self._changed:
            assert not self._sounding, "it talks over itself"
            self._sounding = True
            self.log.append(f"play {self._voice.text_of(clip)}")
            self._changed.notify_all()

    def cut(self, at_s: float) -> None:
        with self._changed:
            self._sounding = False
            self.log.append("cut")
            self._changed.notify_all()

    def finish(self) -> None:
        """The clip has sounded to its end."""
        with self._changed:
            assert self._sounding, "nothing sounds"
            self._sounding = False

    def is_playing(self, at_s: float) -> bool:
        with self._changed:
            return self._sounding

    def close(self) -> None:
        self.closed = True

    def wait_for(self, *log: str) -> None:
        """Waits until the log is as declared; fails when it becomes anything else."""
        with self._changed:
            self._changed.wait_for(lambda: len(self.log) >= len(log), WAIT_S)
            assert self.log == list(log)


class FakeCard(FakePlayer):
    """A player that is looked after: while `lost` its device is away, and `broken_off` it has lost what sounded."""

    lost = False
    broken_off = False
    gap_s = 0.0

    def open(self) -> None:
        super().open()
        if self.lost:
            raise PlayerUnavailable("no_sound_card")

    def watch(self) -> None:
        if self.lost:
            self._sounding = False
            raise PlayerUnavailable("sound_lost")
        if self.broken_off:
            self._sounding = self.broken_off = False
            raise SoundBrokenOff


@dataclass
class Stage:
    """A `SpeechQueue` with a voice and one player, a clock set by hand, and every call and report in one log."""

    voice: FakeVoice = field(default_factory=FakeVoice)
    player_missing: str | None = None
    log: list[str] = field(default_factory=list)
    records: list[SpokenRecord] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    now_s: float = 0.0

    def __post_init__(self) -> None:
        self.player = FakeCard(self.voice, self.log, missing=self.player_missing)
        self.queue = SpeechQueue(
            self.voice,
            [self.player],
            on_spoken=self._spoken,
            on_problem=lambda trouble: self.problems.append(trouble.code),
            on_notice=self.notices.append,
        )

    def _spoken(self, record: SpokenRecord) -> None:
        self.records.append(record)
        self.log.append(f"{record.outcome} {record.text}")

    def say(
        self, text: str, priority: Priority, still_valid: Callable[[], bool] = lambda: True, *, topic: str = ""
    ) -> None:
        self.queue.submit(Utterance(text, priority, still_valid, topic=topic), self.now_s)

    def run(self) -> None:
        """Lets happen all that is due."""
        while self.queue.step(self.now_s):
            pass

    @contextmanager
    def expects(self, *calls: str) -> Iterator[None]:
        """What is done inside, and then is due, must lead to exactly these calls and reports, in this order."""
        before = len(self.log)
        yield
        self.run()
        assert self.log[before:] == list(calls)


class SynchronousDriver:
    """A driver for pyttsx3's real engine that works as the one for SAPI 5: the file is complete when the call returns.

    That is why it has no use for its loop, which must end all the same.
    """

    def __init__(self, *, error: Exception | None = None, writes: bool = True) -> None:
        self.error = error
        self.writes = writes
        self.properties: dict[str, object] = {}
        self.proxy: Any = None
        self._looping = False

    def engine(self) -> Any:
        """pyttsx3's own engine on this driver."""
        module = ModuleType("pyttsx3.drivers.by_hand")
        module.buildDriver = self._build  # type: ignore[attr-defined]
        sys.modules[module.__name__] = module
        return Engine("by_hand")

    def _build(self, proxy: Any) -> "SynchronousDriver":
        self.proxy = proxy
        return self

    def setProperty(self, name: str, value: object) -> None:
        self.properties[name] = value

    def save_to_file(self, text: str, filename: str) -> None:
        self.write(text, filename)

    def write(self, text: str, filename: str) -> None:
        """A tone, a tenth of a second for each letter."""
        if self.error is not None:
            raise self.error
        if self.writes:
            with wave.open(filename, "wb") as file:
                file.setnchannels(1)
                file.setsampwidth(2)
                file.setframerate(16000)
                file.writeframes(np.full(len(text) * 1600, 5000, "<i2").tobytes())

    def startLoop(self) -> None:
        self._looping = True
        self.proxy.setBusy(False)
        for _ in range(100):
            if not self._looping:
                return
            self.turn()
        raise AssertionError("the loop never ends")

    def turn(self) -> None:
        """What happens each time round the loop."""

    def endLoop(self) -> None:
        self._looping = False

    def stop(self) -> None:
        pass

    def destroy(self) -> None:
        pass


class AsynchronousDriver(SynchronousDriver):
    """As that of macOS: the file is complete only after the loop has gone round some times."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted: tuple[str, str] | None = None
        self._turns_left = 0

    def save_to_file(self, text: str, filename: str) -> None:
        self.proxy.setBusy(True)
        self._wanted, self._turns_left = (text, filename), 5

    def turn(self) -> None:
        self._turns_left -= 1
        if self._wanted is not None and self._turns_left == 0:
            self.write(*self._wanted)
            self._wanted = None
            self.proxy.setBusy(False)

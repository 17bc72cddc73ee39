"""All that is told, as one frozen dataclass. What is told: `presenter.py`. Where it goes: `outlets.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from app.feedback.guidance import Hint
from app.feedback.private import ToneCode
from app.feedback.table import TableFinding
from app.feedback.utterance import Announcement, Priority
from app.speech.protocols import SpokenRecord


class MessageKind(Enum):
    """What sort of thing is told; the value is the kind of its event."""

    VALUE = "announcement"
    HINT = "guidance"
    STATUS = "status"
    TABLE = "table"


class Status(str, Enum):
    """The names of states and answers, as in docs/dev/events.md."""

    OPENED = "opened"
    DEMO = "demo"
    READY = "ready"
    CURRENCIES = "currencies"
    LOST = "lost"
    BACK = "back"
    FROZEN = "frozen"
    SLOW = "slow"
    UNAVAILABLE = "unavailable"
    END = "end"
    PAUSED = "paused"
    RUNNING = "running"
    MODE = "mode"
    GUIDANCE = "guidance"
    MUTED = "muted"
    UNMUTED = "unmuted"
    ANSWER = "answer"
    SAID = "said"
    TEACHING = "teaching"
    PHONE = "phone"
    NOTICE = "notice"
    PROBLEM = "problem"
    WELL = "well"
    ERROR = "error"
    STUCK = "stuck"
    RECOVERED = "recovered"
    FAILED = "failed"
    GOODBYE = "goodbye"


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that is told to the person, by voice, on the screen, in the log of events, or several of them.

    Attributes:
        kind: what sort of thing.
        name: for a status its name as in docs/dev/events.md ("lost"), for a hint the hint's, for a value "value".
        topic: what it is about; a newer message of the same topic supersedes it. "" for one that nothing supersedes.
        priority: who may interrupt whom when it is spoken.
        text: the words, in the person's language, spoken and shown.
        said: the words that are spoken where an ear needs others; "" for `text`.
        t_s: when, in seconds of source time.
        spoken: False for one that is only shown and logged.
        tones: sound in place of the spoken words; empty for words.
        still_valid: asked before and while speaking, from the speech thread; quick, without blocking.
        has_amount: the words tell what a note is worth, or a total: private mode neither shows nor keeps it.
        source: name of the source in use; None for none.
        announcement: the value, for a message of kind VALUE.
        hint: the hint, for a message of kind HINT.
        table: what lies on the table, for a message of kind TABLE.
        decided_ms: from the capture of the frame that led to it to the decision, milliseconds; None without a frame. Of
            a table, from the question to the answer.
        done: called from the speech thread, or whichever thread drops it, when it has ended as speech.
        again: what to tell in its place when it is no longer true before it was said, or when it was kept; None for
            nothing. From any thread.
        may_go_on: asked in place of still_valid once it has begun to sound; None for the same.
        is_kept: it asks for something or reports a loss: hushed, it is said again by the key that repeats.
        language: tag of the language of its words; "" where that does not matter.
        renewals: how often it was told in other words before, because it was no longer true.
        id: counts up from 1 within one session; 0 for one that no session made.
    """

    kind: MessageKind
    name: str
    topic: str
    priority: Priority
    text: str
    t_s: float
    said: str = ""
    spoken: bool = True
    tones: ToneCode = ()
    still_valid: Callable[[], bool] = field(default=_always, compare=False)
    has_amount: bool = False
    source: str | None = None
    announcement: Announcement | None = None
    hint: Hint | None = None
    table: TableFinding | None = None
    decided_ms: float | None = None
    done: Callable[[SpokenRecord], None] | None = field(default=None, compare=False)
    again: Callable[[], Message | None] | None = field(default=None, compare=False)
    may_go_on: Callable[[], bool] | None = field(default=None, compare=False)
    is_kept: bool = False
    language: str = ""
    renewals: int = 0
    id: int = 0

"""What leaves this room: something to be said. How it sounds is the speech room's business."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from app.feedback.private import ToneCode


class Priority(IntEnum):
    """Who is heard next: of those that wait the highest, and equals in line.

    ANSWER is what a person asked for by a key. It is said next, whatever news keep coming: nothing interrupts it, and
    what comes meanwhile is said after it. READING is a text that a person asked for and that takes a while, line by
    line: news wait for the end of its line, and an answer does not. So is a long answer from its second sentence on.
    """

    PLACE = 0
    HINT = 1
    STATUS = 2
    VALUE = 3
    READING = 4
    ANSWER = 5

    def interrupts(self, sounding: "Priority") -> bool:
        """Whether it does not wait for the end of what sounds, which is said again afterwards.

        No value is cut by another thing than a newer value: half of "fifty thousand" is "fifty".
        """
        return sounding in _INTERRUPTED_BY[self]

    def supersedes(self, older: "Priority") -> bool:
        """Whether it may take the place of an older one of its topic: news never that of an answer."""
        return self is Priority.ANSWER or older is not Priority.ANSWER


_INTERRUPTED_BY: Final[Mapping[Priority, tuple[Priority, ...]]] = {
    Priority.PLACE: (),
    Priority.HINT: (Priority.PLACE,),
    Priority.STATUS: (Priority.PLACE, Priority.HINT),
    Priority.VALUE: (Priority.PLACE, Priority.HINT, Priority.STATUS),
    # Its lines come one by one: what has its turn between two of them would be cut as soon as it began.
    Priority.READING: (Priority.PLACE,),
    Priority.ANSWER: (Priority.PLACE, Priority.HINT, Priority.STATUS, Priority.READING),
}


@dataclass(frozen=True, slots=True)
class Announcement:
    """A value that earned being spoken.

    Attributes:
        currency: ISO 4217 code.
        value: face value as in the label, for example "20".
        face: "front" or "back".
        confidence: smoothed score of the value, 0 to 1.
        frame_index, captured_at_s, monotonic_s, source_item: the frame that tipped the scale.
        is_withdrawn: whether the note is no longer money.
        are_several: whether more than one note of this value is there.
    """

    currency: str
    value: str
    face: str
    confidence: float
    frame_index: int
    captured_at_s: float
    monotonic_s: float
    source_item: str | None
    is_withdrawn: bool = False
    are_several: bool = False

    @property
    def key(self) -> str:
        """ "CUR/value"."""
        return f"{self.currency}/{self.value}"


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words to be spoken.

    Attributes:
        text: the words, in the user's language; never empty.
        priority: who may interrupt whom.
        still_valid: asked before and while speaking; when it answers False the utterance is dropped. Called from the
            speech thread: it must be quick and must not block.
        tones: sound in place of the words, which then only stand for them in events; empty for words.
        topic: what it is about; a newer utterance of the same topic supersedes this one, whether it waits or sounds, if
            its priority may. "" for one that nothing supersedes.
        id: of the message that it says, the same in every record and event about it; 0 for none.
        language: tag of the language of the words; "" where that does not matter.
        may_go_on: asked in place of still_valid once it has begun to sound; None for the same.
    """

    text: str
    priority: Priority
    still_valid: Callable[[], bool] = field(default=_always, compare=False)
    tones: ToneCode = ()
    topic: str = ""
    id: int = 0
    language: str = ""
    may_go_on: Callable[[], bool] | None = field(default=None, compare=False)

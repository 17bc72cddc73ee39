"""Messages of states and answers, whatever they tell. What is told, and in which words, `presenter.py` and others say.

No thread and no clock of its own. Messages may be made in any thread.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from app.feedback.modes import SpeakMode
from app.feedback.private import ToneCode
from app.feedback.utterance import Priority
from app.session.messages import Message, MessageKind, Status
from app.session.wording import Wording
from app.speech.protocols import SpokenRecord
from app.trouble import Trouble

_LOSSES: Final = frozenset({Status.LOST, Status.STUCK, Status.RECOVERED})


class MessageMaker:
    """Makes messages in the words and the mode of that moment.

    Attributes:
        wording: the words of now.
        mode: how values are told.
        source_name: name of the source in use; None for none.
        now_s: seconds of source time.
    """

    def __init__(self, wording: Wording, mode: SpeakMode) -> None:
        """Begin with these words and this mode."""
        self.wording = wording
        self.mode = mode
        self.source_name: str | None = None
        self.now_s = 0.0
        self._numbers = itertools.count(1)

    def status(
        self,
        status: Status,
        text: str,
        *,
        topic: str,
        said: str = "",
        spoken: bool = True,
        priority: Priority = Priority.STATUS,
        tones: ToneCode = (),
        still_valid: Callable[[], bool] | None = None,
        has_amount: bool = False,
        done: Callable[[SpokenRecord], None] | None = None,
        again: Callable[[], Message | None] | None = None,
        is_kept: bool | None = None,
        language: str | None = None,
    ) -> Message:
        """A change of state, or words that were asked for; `done` hears what became of them.

        is_kept: see `Message`; None for what the status says.
        language: of the words; None for that of now.
        """
        return Message(
            MessageKind.STATUS,
            status.value,
            topic,
            priority,
            text,
            self.now_s,
            id=next(self._numbers),
            said=said,
            spoken=spoken,
            tones=tones,
            still_valid=still_valid or _always,
            has_amount=has_amount,
            source=self.source_name,
            done=done,
            again=again,
            is_kept=status in _LOSSES if is_kept is None else is_kept,
            language=self.wording.language if language is None else language,
        )

    def said_again(self, message: Message) -> Message:
        """The same words once more; nothing for log and history, which have them."""
        return replace(message, name=Status.SAID.value, id=next(self._numbers))

    def trouble(
        self,
        status: Status,
        trouble: Trouble,
        *,
        topic: str,
        spoken: bool = True,
        priority: Priority = Priority.STATUS,
        still_valid: Callable[[], bool] | None = None,
    ) -> Message:
        """What went wrong, in the person's words; those that are said are for an ear."""
        text, said = self.wording.trouble(trouble), self.wording.trouble(trouble, aloud=True)

        def again() -> Message | None:
            if still_valid is not None and not still_valid():
                return None
            return self.trouble(status, trouble, topic=topic, priority=priority, still_valid=still_valid)

        return self.status(
            status,
            text,
            topic=topic,
            said=said,
            spoken=spoken,
            priority=priority,
            still_valid=still_valid,
            again=again,
            is_kept=True,
        )

    def answer(
        self,
        text: str,
        *,
        topic: str,
        has_amount: bool = False,
        still_valid: Callable[[], bool] | None = None,
        again: Callable[[], Message | None] | None = None,
        is_kept: bool = False,
        done: Callable[[SpokenRecord], None] | None = None,
    ) -> Message:
        """What the person asked for; what tells an amount is no longer valid in private.

        again: the answer of now, once this one is no longer true; None where there is none then.
        is_kept: it asks for something.
        """

        def holds() -> bool:
            is_kept_back = has_amount and self.mode.is_private
            return not is_kept_back and (still_valid is None or still_valid())

        return self.status(
            Status.ANSWER,
            text,
            topic=topic,
            priority=Priority.ANSWER,
            has_amount=has_amount,
            still_valid=holds,
            again=again,
            is_kept=is_kept,
            done=done,
        )


def _always() -> bool:
    return True

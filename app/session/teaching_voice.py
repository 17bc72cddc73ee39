"""How what belongs to a lesson is told: its words, hints and sounds as messages. Which, and when, is in `teaching`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from app.feedback.private import ToneCode
from app.feedback.utterance import Priority
from app.session.messages import Status
from app.session.presenter import TONE_SIGN, Presenter
from app.session.teller import Teller
from app.trouble import Trouble

_TOPIC: Final = "teaching"


class TeachingVoice:
    """Tells a lesson; used in the session's thread.

    Args:
        presenter, teller: the session's.
    """

    def __init__(self, presenter: Presenter, teller: Teller) -> None:
        self._presenter = presenter
        self._teller = teller

    def tell(self, text: str, *, has_amount: bool = False) -> None:
        """Say these words; with an amount in them only while it is not private."""

        def holds() -> bool:
            return not (has_amount and self._presenter.mode.is_private)

        self._teller.tell(
            self._presenter.status(
                Status.TEACHING,
                text,
                topic=_TOPIC,
                priority=Priority.ANSWER,
                has_amount=has_amount,
                still_valid=holds,
            )
        )

    def hint(self, text: str, *, still_valid: Callable[[], bool]) -> None:
        """Say a hint."""
        self._teller.tell(
            self._presenter.status(Status.TEACHING, text, topic="hint", priority=Priority.HINT, still_valid=still_valid)
        )

    def sound(
        self,
        tones: ToneCode,
        *,
        priority: Priority = Priority.STATUS,
        topic: str = "",
        still_valid: Callable[[], bool] = lambda: True,
    ) -> None:
        """Let tones be heard."""
        self._teller.tell(
            self._presenter.status(
                Status.SAID, TONE_SIGN, topic=topic, priority=priority, tones=tones, still_valid=still_valid
            )
        )

    def trouble(self, trouble: Trouble) -> None:
        """Say what is in the way."""
        self._teller.tell(self._presenter.trouble(Status.TEACHING, trouble, topic=_TOPIC, priority=Priority.ANSWER))

"""One thing that is told: what it holds by itself, and the names that others rely on."""

from app.feedback.utterance import Priority
from app.session.messages import Message, MessageKind, Status

TOLD = Message(MessageKind.STATUS, "lost", "camera", Priority.STATUS, "The camera is lost.", 2.5)


def test_a_message_is_spoken_and_holds_unless_somebody_says_otherwise() -> None:
    assert TOLD.still_valid() is True
    assert TOLD.spoken is True
    assert (TOLD.has_amount, TOLD.tones, TOLD.said, TOLD.id) == (False, (), "", 0)


def test_kinds_are_those_of_the_events_and_no_two_statuses_share_a_name() -> None:
    assert {kind.value for kind in MessageKind} == {"announcement", "guidance", "status", "table"}
    assert len({status.value for status in Status}) == len(Status)

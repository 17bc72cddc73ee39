"""The words of a phone as the camera, made for the language of a moment: an address that can be typed by ear."""

from __future__ import annotations

from app.feedback.phone_words import PhonePhrase, phone_phrase
from app.phone.events import PhoneEvent
from app.phone.invitation import Invitation
from app.session.wording import Wording

_FIRST_BYTES = 4
_TOLD = {
    PhoneEvent.JOINED: PhonePhrase.JOINED,
    PhoneEvent.WAITS: PhonePhrase.WAITS,
    PhoneEvent.TAKEN_OVER: PhonePhrase.TAKEN_OVER,
    PhoneEvent.LEFT: PhonePhrase.LEFT,
    PhoneEvent.LOCKED: PhonePhrase.LOCKED,
    PhoneEvent.STOPPED: PhonePhrase.STOPPED,
    PhoneEvent.SHOWN: PhonePhrase.SHOWN,
    PhoneEvent.REFUSED: PhonePhrase.REFUSED,
    PhoneEvent.NO_CAMERA: PhonePhrase.NO_CAMERA,
    PhoneEvent.CLOSED: PhonePhrase.CLOSED,
}


def event_words(event: PhoneEvent, wording: Wording) -> str:
    """What is told of something that happened, other than `PhoneEvent.OPEN`."""
    return phone_phrase(_TOLD[event], wording.language)


def invited(invitation: Invitation, wording: Wording) -> str:
    """How a phone becomes the camera, as it is shown."""
    return phone_phrase(
        PhonePhrase.INVITED,
        wording.language,
        host=invitation.host,
        port=str(invitation.port),
        code=f"{invitation.code[:3]} {invitation.code[3:]}",
    )


def invited_aloud(invitation: Invitation, wording: Wording) -> str:
    """The same as it is said: digit by digit, in the order in which they are typed."""
    dot = phone_phrase(PhonePhrase.DOT, wording.language)
    return phone_phrase(
        PhonePhrase.INVITED,
        wording.language,
        host=f", {dot}, ".join(_spelled(part) for part in invitation.host.split(".")),
        port=_spelled(str(invitation.port)),
        code=f"{_spelled(invitation.code[:3])}, {_spelled(invitation.code[3:])}",
    )


def fingerprint(invitation: Invitation, wording: Wording, *, aloud: bool) -> str:
    """How the certificate's fingerprint begins."""
    first = invitation.fingerprint[:_FIRST_BYTES]
    start = ", ".join(_spelled(f"{byte:02X}") for byte in first) if aloud else first.hex(":").upper()
    return phone_phrase(PhonePhrase.FINGERPRINT, wording.language, start=start)


def _spelled(text: str) -> str:
    return " ".join(text)

"""An address that can be typed by ear."""

import pytest

from app.phone.events import PhoneEvent
from app.phone.invitation import Invitation
from app.session.phone_wording import event_words, fingerprint, invited, invited_aloud
from app.session.wording import Wording

INVITATION = Invitation("192.168.1.5", 8443, "key", "012345", bytes.fromhex("a30ff09c") + bytes(28))
ENGLISH = Wording("en")


def test_address_and_code_are_said_digit_by_digit_in_the_order_of_typing() -> None:
    said = invited_aloud(INVITATION, ENGLISH)
    assert "in its browser: 1 9 2, dot, 1 6 8, dot, 1, dot, 5, port 8 4 4 3." in said
    assert said.endswith("type the code 0 1 2, 3 4 5.")
    assert "1 9 2, Punkt, 1 6 8" in invited_aloud(INVITATION, Wording("de"))


def test_they_are_shown_as_they_are_typed() -> None:
    text = invited(INVITATION, ENGLISH)
    assert "192.168.1.5, port 8443" in text
    assert "012 345" in text
    assert "key" not in text.replace("keyboard", "")


def test_the_fingerprint_begins_as_browsers_show_it() -> None:
    assert fingerprint(INVITATION, ENGLISH, aloud=False) == (
        "The fingerprint of the certificate begins with A3:0F:F0:9C."
    )
    assert fingerprint(INVITATION, ENGLISH, aloud=True) == (
        "The fingerprint of the certificate begins with A 3, 0 F, F 0, 9 C."
    )


@pytest.mark.parametrize("event", [event for event in PhoneEvent if event is not PhoneEvent.OPEN])
def test_all_that_happens_has_words(event: PhoneEvent) -> None:
    assert event_words(event, ENGLISH).endswith(".")

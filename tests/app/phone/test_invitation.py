"""What a phone is shown: the address, the key in its fragment, and the drawing of both."""

from app.phone.invitation import Invitation, drawn
from tests.app.phone.pages import needs_packages

INVITATION = Invitation("192.168.1.5", 8443, "a-key_", "123456", bytes(range(32)))


def test_the_key_is_where_no_browser_sends_it() -> None:
    assert INVITATION.link == "https://192.168.1.5:8443/#a-key_"
    assert INVITATION.typed == "192.168.1.5:8443"
    assert INVITATION.fingerprint_text.startswith("00:01:02:03:04:05:06:07:08:09:0A:")
    assert INVITATION.fingerprint_text.count(":") == 31


@needs_packages
def test_the_drawing_is_read_by_a_reader_of_such_codes() -> None:
    import cv2
    import numpy as np

    modules = np.array(drawn(INVITATION.link))
    image = np.where(np.pad(modules, 4), 0, 255).astype(np.uint8)
    large = cv2.resize(image, None, fx=6, fy=6, interpolation=cv2.INTER_NEAREST)
    text, _, _ = cv2.QRCodeDetector().detectAndDecode(large)
    assert text == INVITATION.link

"""The page for a phone: what lets one in is shown, drawn and named, and what is pressed reaches the session."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from app.feedback.phrases import LANGUAGES
from app.phone.invitation import Invitation
from app.ui.phone_page import PhonePage, QrView
from tests.app.phone.pages import needs_packages
from tests.app.ui.makers import RecordedSession

INVITATION = Invitation("192.168.1.5", 8443, "key", "012345", bytes.fromhex("a30ff09c") + bytes(28))


@pytest.fixture
def session() -> RecordedSession:
    return RecordedSession()


@pytest.fixture
def page(qapp: QApplication, session: RecordedSession) -> PhonePage:
    return PhonePage(session, "en")


def test_before_the_page_is_open_it_says_so_in_a_word(page: PhonePage) -> None:
    assert page.state.text() == "One moment."
    assert not page.say_button.isEnabled()
    assert page.code.isHidden()
    assert page.drawing.isHidden()


@needs_packages
def test_what_lets_a_phone_in_is_shown_in_words_and_drawn(page: PhonePage, session: RecordedSession) -> None:
    session.phone.invitation = INVITATION
    page.show_newest()
    assert page.address.text() == "Address: https://192.168.1.5:8443"
    assert page.code.text() == page.code.accessibleName() == "Code: 012 345"
    assert page.fingerprint.text().startswith("Fingerprint of the certificate, SHA-256: A3:0F:F0:9C:00")
    assert page.drawing.accessibleName() == "QR code with the address https://192.168.1.5:8443 and a key for one use"
    assert not page.drawing.isHidden()
    assert page.state.text().startswith("To make a phone the camera")
    assert page.first_part() is page.state
    assert page.no_drawing.isHidden()


@needs_packages
def test_a_reader_of_qr_codes_finds_the_address_in_the_drawing(page: PhonePage, session: RecordedSession) -> None:
    import cv2
    import numpy as np
    from PySide6.QtGui import QImage

    session.phone.invitation = INVITATION
    page.resize(640, 900)
    page.show_newest()
    page.show()
    image = page.drawing.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    text, _, _ = cv2.QRCodeDetector().detectAndDecode(np.ascontiguousarray(pixels[:, : image.width()]))
    assert text == INVITATION.link
    page.hide()


@needs_packages
def test_once_the_page_is_closed_nothing_of_it_is_left(page: PhonePage, session: RecordedSession) -> None:
    session.phone.invitation = INVITATION
    page.show_newest()
    session.phone.invitation = None
    page.show_newest()
    assert page.code.isHidden()
    assert page.drawing.isHidden()
    assert not page.fingerprint_button.isEnabled()


def test_without_the_package_the_address_is_left(
    page: PhonePage, session: RecordedSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "segno", None)
    session.phone.invitation = INVITATION
    page.show_newest()
    assert "segno" in page.no_drawing.text()
    assert page.drawing.isHidden()
    assert page.address.text() == "Address: https://192.168.1.5:8443"


@pytest.mark.parametrize(
    ("error", "named"), [(ImportError("x", name="segno"), "segno"), (ImportError("no drawing"), "no drawing")]
)
def test_what_is_missing_for_a_drawing_is_named(
    page: PhonePage, session: RecordedSession, error: ImportError, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(link: str) -> None:
        raise error

    monkeypatch.setattr("app.ui.phone_page.drawn", fail)
    session.phone.invitation = INVITATION
    page.show_newest()
    assert named in page.no_drawing.text()


def test_what_is_pressed_reaches_the_session(page: PhonePage, session: RecordedSession) -> None:
    session.phone.invitation, session.phone.someone_waits = INVITATION, True
    page.show_newest()
    for button in (page.say_button, page.fingerprint_button, page.let_in_button):
        button.click()
    assert session.phone.calls == ["tell_invitation", "tell_fingerprint", "let_in"]


def test_nobody_can_be_let_in_while_nobody_waits(page: PhonePage, session: RecordedSession) -> None:
    session.phone.invitation = INVITATION
    page.show_newest()
    assert not page.let_in_button.isEnabled()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_has_a_name_and_can_be_reached(qapp: QApplication, session: RecordedSession, language: str) -> None:
    session.phone.invitation, session.phone.someone_waits = INVITATION, True
    page = PhonePage(session, language)
    for part in (page.address, page.code, page.fingerprint, page.steps, page.drawing):
        assert part.accessibleName(), part.objectName()
        assert part.focusPolicy() & Qt.FocusPolicy.TabFocus
    for button in (page.say_button, page.fingerprint_button, page.let_in_button):
        assert button.accessibleName()


class Focused(QrView):
    """A drawing that has the focus when the test says so."""

    is_in_focus = False

    def hasFocus(self) -> bool:
        return self.is_in_focus


@pytest.mark.parametrize(("width", "height", "left", "top"), [(300, 260, 24, 4), (250, 400, 8, 83)])
def test_a_drawing_stands_in_the_middle_in_whole_pixels(
    qapp: QApplication, width: int, height: int, left: int, top: int
) -> None:
    view = Focused()
    view.show_modules(tuple(tuple(x == y for x in range(10)) for y in range(10)))
    view.resize(width, height)
    side = 18 * (min(width, height) // 18)
    image = view.grab().toImage()
    white, black = QColor(Qt.GlobalColor.white), QColor(Qt.GlobalColor.black)
    ground = image.pixelColor(1, 1)
    assert ground != white
    for x, y, colour in (
        (left, top, white),
        (left + side - 1, top + side - 1, white),
        (left - 1, top, ground),
        (left, top - 1, ground),
        (left + side, top, ground),
        (left, top + side, ground),
        (left + 4 * side // 18, top + 4 * side // 18, black),
        (left + 14 * side // 18 - 1, top + 14 * side // 18 - 1, black),
        (left + 13 * side // 18, top + 4 * side // 18, white),
        (0, 0, ground),
    ):
        assert image.pixelColor(x, y) == colour, (x, y)
    view.is_in_focus = True
    assert view.grab().toImage().pixelColor(0, 0) != ground, "a frame tells that the focus is there"

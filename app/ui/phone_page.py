"""The page for a phone as the camera: how it gets in, drawn and in words, and who is let in."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.feedback.phone_words import PhoneLabel, PhonePhrase, phone_label, phone_phrase
from app.phone.invitation import Invitation, drawn
from app.session.phone_wording import invited
from app.session.wording import Wording
from app.ui.buttons import Button, set_button
from app.ui.controls import Controls
from app.ui.even_grid import EvenGrid
from app.ui.pages import Page

_MARGIN_MODULES: Final = 4  # what readers want around it
_SIDE_PX: Final = 240


class QrView(QWidget):
    """A QR code, black on white in every theme: readers see no other as well."""

    def __init__(self) -> None:
        super().__init__()
        self._modules: tuple[tuple[bool, ...], ...] = ()
        self.setMinimumSize(QSize(_SIDE_PX, _SIDE_PX))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setObjectName("phone_drawing")

    def show_modules(self, modules: tuple[tuple[bool, ...], ...]) -> None:
        """Show this code; none leaves it out."""
        self._modules = modules
        self.setVisible(bool(modules))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it as large as it fits, in whole pixels."""
        if not self._modules:
            return
        painter = QPainter(self)
        count = len(self._modules) + 2 * _MARGIN_MODULES
        module_px = max(1, min(self.width(), self.height()) // count)
        left, top = (self.width() - count * module_px) // 2, (self.height() - count * module_px) // 2
        painter.fillRect(QRectF(left, top, count * module_px, count * module_px), Qt.GlobalColor.white)
        for y, row in enumerate(self._modules, _MARGIN_MODULES):
            for x, is_dark in enumerate(row, _MARGIN_MODULES):
                if is_dark:
                    at = QRectF(left + x * module_px, top + y * module_px, module_px, module_px)
                    painter.fillRect(at, Qt.GlobalColor.black)
        if self.hasFocus():
            painter.setPen(self.palette().highlight().color())
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class PhonePage(Page):
    """Shows what lets a phone in. It keeps nothing of it: all is asked for anew whenever something happened."""

    def __init__(self, controls: Controls, language: str) -> None:
        super().__init__(phone_label(PhoneLabel.TITLE, language))
        self._controls = controls
        self._language = language
        self._link = ""
        self.state = self._line("phone_state")
        self.steps = self._line("phone_steps")
        self.steps.setText(self._word(PhoneLabel.STEPS))
        self.steps.setAccessibleName(self._word(PhoneLabel.STEPS))
        self.address = self._line("phone_address")
        self.code = self._line("phone_code")
        self.fingerprint = self._line("phone_fingerprint")
        self.drawing = QrView()
        self.drawing.setAccessibleName(self.title)
        self.no_drawing = self._line("phone_no_drawing")
        self.say_button = self._button(PhoneLabel.SAY)
        self.fingerprint_button = self._button(PhoneLabel.SAY_FINGERPRINT)
        self.let_in_button = self._button(PhoneLabel.LET_IN)
        for part in (self.state, self.address, self.code, self.drawing, self.no_drawing, self.steps, self.fingerprint):
            self.column.addWidget(part)
        self.column.addLayout(EvenGrid(self.say_button, self.fingerprint_button, self.let_in_button))
        self.column.addStretch(1)
        self.say_button.clicked.connect(lambda: controls.phone.tell_invitation())
        self.fingerprint_button.clicked.connect(lambda: controls.phone.tell_fingerprint())
        self.let_in_button.clicked.connect(lambda: controls.phone.let_in())
        self.show_newest()

    def first_part(self) -> QWidget:
        """How a phone gets in, in words."""
        return self.state

    def show_newest(self) -> None:
        """Show what lets a phone in now."""
        invitation = self._controls.phone.invitation
        is_open = invitation is not None
        self._set(
            self.state,
            phone_phrase(PhonePhrase.OPENING, self._language)
            if invitation is None
            else invited(invitation, Wording(self._language)),
        )
        for line in (self.address, self.code, self.fingerprint):
            line.setVisible(is_open)
        self.say_button.setEnabled(is_open)
        self.fingerprint_button.setEnabled(is_open)
        self.let_in_button.setEnabled(self._controls.phone.someone_waits)
        if invitation is None:
            self._link = ""
            self.drawing.show_modules(())
            self._set(self.no_drawing, "")
            return
        code = f"{invitation.code[:3]} {invitation.code[3:]}"
        self._set(self.address, self._word(PhoneLabel.ADDRESS, address=f"https://{invitation.typed}"))
        self._set(self.code, self._word(PhoneLabel.CODE, code=code))
        self._set(self.fingerprint, self._word(PhoneLabel.FINGERPRINT, fingerprint=invitation.fingerprint_text))
        self._draw(invitation)

    def _draw(self, invitation: Invitation) -> None:
        if invitation.link == self._link:
            return
        self._link = invitation.link
        self.drawing.setAccessibleName(self._word(PhoneLabel.DRAWING, address=f"https://{invitation.typed}"))
        try:
            self.drawing.show_modules(drawn(invitation.link))
        except ImportError as error:
            self.drawing.show_modules(())
            self._set(self.no_drawing, self._word(PhoneLabel.NO_DRAWING, package=error.name or str(error)))

    def _word(self, label: PhoneLabel, **fill_in: str) -> str:
        return phone_label(label, self._language, **fill_in)

    def _set(self, line: QLabel, text: str) -> None:
        line.setText(text)
        line.setAccessibleName(text or self.title)
        line.setVisible(bool(text))

    def _line(self, name: str) -> QLabel:
        line = QLabel()
        line.setObjectName(name)
        line.setAccessibleName(self.title)
        line.setWordWrap(True)
        line.setTextFormat(Qt.TextFormat.PlainText)
        line.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return line

    def _button(self, name: PhoneLabel) -> Button:
        button = Button()
        set_button(button, self._word(name), "", "")
        button.setObjectName(f"phone_{name.value}")
        return button

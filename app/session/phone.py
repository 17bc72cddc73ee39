"""A phone as the camera: how it is asked for, what is told of it, what it is given to say. Its server: `app/phone`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from app.camera.frame import Frame
from app.camera.phone_source import SPEC
from app.feedback.phone_words import PhonePhrase, phone_phrase
from app.feedback.utterance import Priority
from app.phone.events import PhoneEvent
from app.phone.invitation import Invitation
from app.recognition.observation import Observation
from app.session import phone_wording
from app.session.messages import Message, MessageKind, Status
from app.session.presenter import Presenter
from app.session.state import SessionState
from app.session.teller import Teller

_TOPIC: Final = "phone"
_SAID_THERE: Final = (MessageKind.VALUE, MessageKind.HINT, MessageKind.TABLE)


class ServesPhone(Protocol):
    """The server of the phone's page."""

    on_event: Callable[[PhoneEvent], None]
    language: Callable[[], str]

    @property
    def is_open(self) -> bool:
        """Whether it serves."""

    @property
    def invitation(self) -> Invitation | None:
        """What opens the page now."""

    @property
    def has_camera(self) -> bool:
        """Whether a phone is the camera."""

    @property
    def someone_waits(self) -> bool:
        """Whether another phone wants to be."""

    def say(self, text: str, language: str, still_valid: Callable[[], bool]) -> None:
        """Let the phone say these words, if it is wanted there."""

    def swap(self) -> bool:
        """Let the phone that waits be the camera; False when none waits."""

    def open_anew(self) -> None:
        """Take keys again after too many wrong ones."""

    def end(self) -> None:
        """Serve no longer; returns at once."""

    def close(self) -> bool:
        """End, and wait a second at most; False when it still runs."""


class PhoneCamera:
    """Joins the server to a session, as one of its outlets. The server runs while the phone is what is looked at.

    What a person asks for may be asked from any thread, and is told in the session's.
    """

    def __init__(
        self,
        server: ServesPhone | None,
        *,
        presenter: Presenter,
        teller: Teller,
        later: Callable[[Callable[[], None]], None],
        choose: Callable[[str], None],
        spec: Callable[[], str],
    ) -> None:
        """Join them.

        Args:
            server: None where no phone can be the camera.
            presenter: makes messages.
            teller: tells them.
            later: how to get into the session's thread.
            choose: looks at another source; called in the session's thread.
            spec: what is looked at, as on the command line.
        """
        self._server = server
        self._presenter = presenter
        self._teller = teller
        self._later = later
        self._choose = choose
        self._spec = spec
        if server is not None:
            server.language = lambda: presenter.wording.language
            server.on_event = lambda event: later(lambda: self._happened(event))
            teller.listeners.add(self)

    @property
    def invitation(self) -> Invitation | None:
        """What lets a phone in now; None while none can come."""
        return None if self._server is None else self._server.invitation

    @property
    def someone_waits(self) -> bool:
        """Whether another phone wants to be the camera."""
        return self._server is not None and self._server.someone_waits

    def ask(self) -> None:
        """Make a phone the camera; where that is so, say how again."""
        self._later(self._ask)

    def repeat(self) -> bool:
        """Say how a phone becomes the camera, while none is; False when that is not what is waited for."""
        server = self._server
        if server is None or not server.is_open or server.has_camera or self._spec() != SPEC:
            return False
        self._later(self._invite)
        return True

    def tell_invitation(self) -> None:
        """Say address and code."""
        self._later(self._invite)

    def tell_fingerprint(self) -> None:
        """Say how the certificate's fingerprint begins."""
        self._later(self._tell_fingerprint)

    def let_in(self) -> None:
        """Let the phone that waits be the camera."""
        self._later(self._let_in)

    def close(self) -> bool:
        """Serve no longer; False when the server's thread still runs after a second."""
        return self._server is None or self._server.close()

    # As an outlet

    def on_observation(self, frame: Frame, observation: Observation) -> None:
        """Nothing of it goes to the phone."""

    def on_state(self, state: SessionState) -> None:
        """Serve no longer once something else is looked at."""
        if self._server is not None and state.spec != SPEC and self._server.is_open:
            self._server.end()

    def on_message(self, message: Message) -> None:
        """Give the phone values, hints and tables; in private mode nothing, as onlookers would hear it."""
        if self._server is None or message.kind not in _SAID_THERE or not message.spoken or message.tones:
            return
        if self._presenter.mode.is_private or not self._server.has_camera:
            return

        def still_valid() -> bool:
            return not self._presenter.mode.is_private and message.still_valid()

        self._server.say(message.said or message.text, self._presenter.wording.language, still_valid)

    # In the session's thread

    def _ask(self) -> None:
        if self._server is None or not self._server.is_open or self._spec() != SPEC:
            self._choose(SPEC)
            return
        self._server.open_anew()
        self._invite()

    def _happened(self, event: PhoneEvent) -> None:
        if event is PhoneEvent.OPEN:
            self._teller.state_changed()
            self._invite(Priority.STATUS)
            return
        self._teller.status(Status.PHONE, phone_wording.event_words(event, self._teller.wording), topic=_TOPIC)

    def _invite(self, priority: Priority = Priority.ANSWER) -> None:
        server, invitation = self._server, self.invitation
        if server is None or invitation is None:
            self._answer(phone_phrase(PhonePhrase.NOT_OPEN, self._teller.wording.language))
            return
        wording, had_camera = self._teller.wording, server.has_camera
        # Not kept in the history: the code opens the page.
        message = self._presenter.status(
            Status.SAID,
            phone_wording.invited(invitation, wording),
            topic=_TOPIC,
            said=phone_wording.invited_aloud(invitation, wording),
            priority=priority,
            # Once another phone is in, or another code opens the page, it leads nowhere.
            still_valid=lambda: self.invitation == invitation and server.has_camera is had_camera,
        )
        self._teller.tell(message)

    def _tell_fingerprint(self) -> None:
        invitation, wording = self.invitation, self._teller.wording
        if invitation is None:
            self._answer(phone_phrase(PhonePhrase.NOT_OPEN, wording.language))
            return
        text, said = (phone_wording.fingerprint(invitation, wording, aloud=aloud) for aloud in (False, True))
        self._answer(text, said)

    def _let_in(self) -> None:
        if self._server is None or not self._server.swap():
            self._answer(phone_phrase(PhonePhrase.NOBODY_WAITS, self._teller.wording.language))

    def _answer(self, text: str, said: str = "") -> None:
        message = self._presenter.status(Status.ANSWER, text, topic=_TOPIC, said=said, priority=Priority.ANSWER)
        self._teller.tell(message)

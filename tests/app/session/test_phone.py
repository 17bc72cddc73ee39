"""A phone as the camera, in a session: what is told of it, what it is given to say, when its page is served."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from app.feedback.modes import SpeakMode
from app.feedback.utterance import Priority
from app.phone.events import PhoneEvent
from app.phone.invitation import Invitation
from app.session.messages import Message, MessageKind, Status
from tests.app.fakes import LiveSource
from tests.app.session.test_session import Stage

INVITATION = Invitation("192.168.1.5", 8443, "key", "012345", bytes.fromhex("a30ff09c") + bytes(28))


class Server:
    """A page that is open when the test says so."""

    def __init__(self) -> None:
        self.on_event: Callable[[PhoneEvent], None] = lambda event: None
        self.language: Callable[[], str] = lambda: ""
        self.is_open = False
        self.has_camera = False
        self.someone_waits = False
        self.said: list[tuple[str, str, Callable[[], bool]]] = []
        self.calls: list[str] = []

    @property
    def invitation(self) -> Invitation | None:
        return INVITATION if self.is_open else None

    def say(self, text: str, language: str, still_valid: Callable[[], bool]) -> None:
        self.said.append((text, language, still_valid))

    def swap(self) -> bool:
        self.calls.append("swap")
        return self.someone_waits

    def open_anew(self) -> None:
        self.calls.append("open_anew")

    def end(self) -> None:
        self.is_open = False
        self.calls.append("end")

    def close(self) -> bool:
        self.is_open = False
        self.calls.append("close")
        return True


class PhoneDesk:
    """A session whose source is the phone, in which what is asked for is done when the test says so."""

    def __init__(self) -> None:
        self.server = Server()
        self.camera = LiveSource("phone")
        other = LiveSource()
        self.stage = Stage(sources={"phone": self.camera, "0": other}, phone=self.server)
        self.session = self.stage.session

    def obey(self) -> None:
        self.session._commands.obey(self.session._loop._stopping)

    def choose(self, spec: str) -> None:
        self.session.choose_source(spec)
        self.obey()

    def open(self) -> None:
        """The source opens, and with it the page."""
        self.choose("phone")
        self.server.is_open = True
        self.happen(PhoneEvent.OPEN)

    def happen(self, event: PhoneEvent) -> None:
        self.server.on_event(event)
        self.obey()

    @property
    def last(self) -> tuple[str, str]:
        status, text, _ = self.stage.heard.statuses[-1]
        return status, text


@pytest.fixture
def desk() -> Iterator[PhoneDesk]:
    made = PhoneDesk()
    yield made
    # No thread of the session does it here.
    made.session._sources.control.let_go()
    assert made.session.close()
    assert not made.camera.is_open


def value(text: str = "20 dollars", **more: object) -> Message:
    return Message(MessageKind.VALUE, "value", "value", Priority.VALUE, text, 0.0, **more)  # type: ignore[arg-type]


def test_how_a_phone_gets_in_is_said_once_the_page_is_open(desk: PhoneDesk) -> None:
    desk.open()
    assert desk.stage.speech.said[-1].text.startswith("To make a phone the camera")
    assert "1 9 2, dot" in desk.stage.speech.said[-1].text
    assert "192.168.1.5" in desk.stage.heard.said[-1]


def test_the_code_is_not_kept_in_the_history(desk: PhoneDesk) -> None:
    desk.open()
    assert all("012" not in entry.text for entry in desk.session.history.entries())
    assert desk.stage.heard.messages[-1].name == Status.SAID.value


def test_the_key_makes_the_phone_the_camera_and_pressed_again_says_how(desk: PhoneDesk) -> None:
    desk.session.phone.ask()
    desk.obey()
    assert desk.session.state.spec == "phone"
    desk.server.is_open = True
    desk.session.phone.ask()
    desk.obey()
    assert desk.server.calls == ["open_anew"]
    assert desk.stage.speech.said[-1].text.startswith("To make a phone the camera")


def test_repeat_says_it_again_until_a_phone_is_there(desk: PhoneDesk) -> None:
    desk.open()
    before = len(desk.stage.speech.said)
    desk.session.repeat()
    desk.obey()
    assert desk.stage.speech.said[-1].text.startswith("To make a phone the camera")
    assert len(desk.stage.speech.said) == before + 1
    desk.server.has_camera = True
    desk.session.repeat()
    desk.obey()
    assert not desk.stage.speech.said[-1].text.startswith("To make a phone the camera")


def test_how_a_phone_gets_in_holds_while_the_code_and_the_camera_are_the_same(
    desk: PhoneDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.open()
    holds = desk.stage.speech.said[-1].still_valid
    assert holds is not None
    assert holds()
    desk.server.has_camera = True
    assert not holds(), "another phone is in"
    desk.server.has_camera = False
    assert holds()
    monkeypatch.setattr(Server, "invitation", replace(INVITATION, code="another"))
    assert not holds(), "another code opens the page"
    monkeypatch.setattr(Server, "invitation", None)
    assert not holds(), "the page is closed"


def test_what_happens_to_the_phone_is_told_and_logged(desk: PhoneDesk) -> None:
    desk.open()
    desk.happen(PhoneEvent.JOINED)
    assert desk.last == ("phone", "A phone is the camera.")
    desk.happen(PhoneEvent.LOCKED)
    assert desk.last[1].startswith("The phone is locked")
    assert desk.session.history.entries()[0].text.startswith("The phone is locked")


def test_the_page_is_closed_when_something_else_is_looked_at(desk: PhoneDesk) -> None:
    desk.open()
    assert "end" not in desk.server.calls
    desk.choose("0")
    assert desk.server.calls == ["end"]
    desk.choose("0")
    assert desk.server.calls == ["end"]


def test_the_page_is_closed_with_the_session(desk: PhoneDesk) -> None:
    desk.open()
    desk.session.close()
    assert not desk.server.is_open
    assert "close" in desk.server.calls


def test_values_go_to_the_phone_in_the_language_of_now(desk: PhoneDesk) -> None:
    desk.open()
    desk.server.has_camera = True
    assert desk.server.language() == "en"
    desk.session.phone.on_message(value())
    assert [(text, language) for text, language, _ in desk.server.said] == [("20 dollars", "en")]
    assert desk.server.said[0][2]()


@pytest.mark.parametrize(
    "message",
    [
        value(tones=((440.0, 0.1),)),
        value(spoken=False),
        Message(MessageKind.STATUS, "answer", "", Priority.ANSWER, "A secret", 0.0),
    ],
    ids=["tones", "not spoken", "an answer"],
)
def test_nothing_else_does(desk: PhoneDesk, message: Message) -> None:
    desk.open()
    desk.server.has_camera = True
    desk.session.phone.on_message(message)
    assert desk.server.said == []


def test_without_a_phone_nothing_waits_for_one(desk: PhoneDesk) -> None:
    desk.open()
    desk.session.phone.on_message(value())
    assert desk.server.said == []


def test_in_private_nothing_goes_there_and_what_waits_holds_no_longer(desk: PhoneDesk) -> None:
    desk.open()
    desk.server.has_camera = True
    desk.session.phone.on_message(value())
    desk.session.set_mode(SpeakMode.PRIVATE)
    desk.session.phone.on_message(value("50 dollars"))
    assert [text for text, _, _ in desk.server.said] == ["20 dollars"]
    assert not desk.server.said[0][2]()


def test_what_is_no_longer_true_is_not_said_there(desk: PhoneDesk) -> None:
    desk.open()
    desk.server.has_camera = True
    desk.session.phone.on_message(value(still_valid=lambda: False))
    assert not desk.server.said[0][2]()


def test_the_fingerprint_is_told_on_request(desk: PhoneDesk) -> None:
    desk.session.phone.tell_fingerprint()
    desk.obey()
    assert desk.last == ("answer", "No phone can be the camera now. Press the key for the phone first.")
    desk.open()
    desk.session.phone.tell_fingerprint()
    desk.obey()
    assert desk.last == ("answer", "The fingerprint of the certificate begins with A3:0F:F0:9C.")
    assert desk.stage.speech.said[-1].text.endswith("A 3, 0 F, F 0, 9 C.")


def test_the_other_phone_is_let_in_or_it_is_told_that_there_is_none(desk: PhoneDesk) -> None:
    desk.open()
    desk.session.phone.let_in()
    desk.obey()
    assert desk.last == ("answer", "No other phone is waiting.")
    desk.server.someone_waits = True
    assert desk.session.phone.someone_waits
    before = len(desk.stage.heard.statuses)
    desk.session.phone.let_in()
    desk.obey()
    assert desk.server.calls == ["swap", "swap"]
    assert len(desk.stage.heard.statuses) == before, "the server tells of it itself"


def test_where_no_phone_can_be_the_camera_that_is_told() -> None:
    stage = Stage(sources={"0": LiveSource()})
    assert stage.session.phone.invitation is None
    assert not stage.session.phone.someone_waits
    stage.session.phone.tell_invitation()
    stage.session.phone.let_in()
    stage.session._commands.obey(stage.session._loop._stopping)
    assert [text for _, text, _ in stage.heard.statuses] == [
        "No phone can be the camera now. Press the key for the phone first.",
        "No other phone is waiting.",
    ]
    assert stage.session.close()

"""A key asks which currency a note is: ticks, an answer, an offer. No value is told, and frames never wait."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from app.camera.frame import Frame
from app.feedback.announcer import Announcer
from app.feedback.modes import SpeakMode
from app.recognition.currency_finder import FoundCurrency
from app.recognition.observation import Box
from app.session.choices import Choices
from app.session.currency_watch import CurrencyWatch, FindsCurrency
from app.session.identifying import _AWAY_S, _OFFERED_S, _WORKING_EVERY_S, WORKING, Identifying
from app.session.messages import Message
from app.session.presenter import Presenter
from app.session.teller import Teller
from tests.app.fakes import PICTURE, FakeRecognizer, FakeSpeech, RecordingListener
from tests.app.observations import observation

KES, UGX = FoundCurrency("KES", 0.9, is_clear=True), FoundCurrency("UGX", 0.9, is_clear=False)
BOX = Box(0.2, 0.2, 0.8, 0.8)


class Finder:
    """Never asked: the watch answers."""

    def find(self, picture: object, box: Box | None) -> FoundCurrency | None:
        raise AssertionError("the session's thread never looks itself")

    def release(self) -> None:
        pass


class ScriptedWatch:
    """Answers each frame that it is offered with what the test wrote down."""

    def __init__(self, answers: Sequence[FoundCurrency | None]) -> None:
        self.answers = list(answers)
        self.ready: list[FoundCurrency | None] = []
        self.offered: list[Box | None] = []
        self.closed = 0
        self.ended = 0

    def offer(self, frame: Frame, box: Box | None) -> None:
        self.offered.append(box)
        if self.answers:
            self.ready.append(self.answers.pop(0))

    def take(self) -> list[FoundCurrency | None]:
        ready, self.ready = self.ready, []
        return ready

    def end(self) -> None:
        self.ready = []
        self.ended += 1

    def close(self) -> bool:
        self.closed += 1
        return True


class Stage:
    """An `Identifying` with its surroundings, in the test's own time."""

    def __init__(self, answers: Sequence[FoundCurrency | None] = (), *, finder: FindsCurrency | None = None) -> None:
        recognizer = FakeRecognizer(currencies=("EUR", "KES", "UGX", "USD", "XTS"))
        self.choices = Choices(recognizer, ("USD", "EUR"), language="en", specimens_in_demo=True)
        announcer = Announcer()
        self.presenter = Presenter(
            announcer, wording=self.choices.wording(), notes=self.choices.notes, mode=SpeakMode.NORMAL
        )
        self.teller = Teller(
            self.presenter,
            make_speech=self._make_speech,
            events=None,
            state=lambda: (_ for _ in ()).throw(AssertionError("no state is told")),
            in_session_thread=lambda command: command(),
        )
        self.heard = RecordingListener()
        self.teller.listeners.add(self.heard)
        self.watch = ScriptedWatch(answers)
        self.identifying = Identifying(
            finder or Finder(), choices=self.choices, presenter=self.presenter, teller=self.teller
        )
        self.identifying.make_watch = self._make_watch

    def _make_speech(self, **told: object) -> FakeSpeech:
        self.speech = FakeSpeech(**told)  # type: ignore[arg-type]
        return self.speech

    def _make_watch(self, finder: FindsCurrency) -> CurrencyWatch:
        return self.watch

    def show(self, seconds: float, *, box: Box | None = BOX, item: str | None = None) -> None:
        """Frames, ten a second."""
        for _ in range(round(seconds * 10)):
            self.presenter.now_s += 0.1
            now_s = self.presenter.now_s
            seen = observation(0, now_s, note_box=box, source_item=item)
            self.identifying.follow(Frame(PICTURE, 0, now_s, item, now_s), seen)

    @property
    def answers(self) -> list[str]:
        return [message.text for message in self.heard.messages]

    @property
    def ticks(self) -> int:
        return sum(said.tones == WORKING for said in self.speech.said)


def test_found_twice_it_is_named_and_offered() -> None:
    stage = Stage([None, KES, KES])
    stage.identifying.begin("Ctrl+I")
    assert stage.ticks == 1, "a key is answered at once"
    assert stage.identifying.offered is None
    stage.show(1.0)
    assert stage.answers == ["This looks like Kenyan shillings. Press Ctrl+I again to turn it on."]
    assert stage.identifying.offered == "KES"
    assert not stage.identifying.is_working
    offered = len(stage.watch.offered)
    stage.show(2.0)
    assert len(stage.watch.offered) == offered == 3, "nobody looks once it is answered"
    message: Message = stage.heard.messages[0]
    assert not message.has_amount


def test_an_offer_ends_with_time_with_other_frames_and_once_it_is_taken() -> None:
    for ends in (
        lambda stage: stage.show(61.0),
        lambda stage: stage.identifying.give_up(),
        lambda stage: stage.choices.choose(("USD", "KES")),
        lambda stage: stage.identifying.begin("Ctrl+I"),
    ):
        stage = Stage([KES, KES])
        stage.identifying.begin("Ctrl+I")
        stage.show(1.0)
        assert stage.identifying.offered == "KES"
        ends(stage)
        assert stage.identifying.offered is None


def test_one_that_is_on_is_not_offered() -> None:
    stage = Stage([FoundCurrency("EUR", 0.9, is_clear=True)] * 2)
    stage.identifying.begin("Ctrl+I")
    stage.show(1.0)
    assert stage.answers == ["This looks like euros. It is on already. If no value is said, turn the note over."]
    assert stage.identifying.offered is None


def test_looks_that_differ_name_none() -> None:
    stage = Stage([KES, UGX] * 3)
    stage.identifying.begin("Ctrl+I")
    stage.show(2.0)
    assert stage.answers == [
        "None of the 4 currencies fits. Turn the note over, or hold it flat and closer. Then press Ctrl+I again."
    ]
    assert stage.identifying.offered is None


def test_without_a_note_nothing_is_looked_at_and_it_is_told() -> None:
    stage = Stage([KES, KES])
    stage.identifying.begin("Ctrl+I")
    stage.show(5.0, box=None)
    assert stage.answers == ["No note is in view. Hold one in front of the camera. Then press Ctrl+I again."]
    assert stage.watch.offered == []


def test_ticks_go_on_while_it_is_looked_for_and_are_no_longer_valid_after() -> None:
    stage = Stage()
    stage.identifying.begin("Ctrl+I")
    stage.show(4.0)
    assert stage.ticks == 4
    assert stage.speech.said[-1].still_valid()
    stage.identifying.give_up()
    assert not stage.speech.said[-1].still_valid()
    stage.show(2.0)
    assert stage.answers == []


def test_without_a_finder_it_says_that_it_cannot() -> None:
    stage = Stage()
    stage.identifying._finder = None
    stage.identifying.begin("Ctrl+I")
    assert stage.answers == ["This model knows no print, so currencies cannot be looked for."]
    assert stage.identifying.close()


@pytest.mark.parametrize("second", ["b.jpg", "a.jpg"])
def test_of_each_note_it_is_asked_once(second: str) -> None:
    stage = Stage([KES, KES, UGX, UGX])
    stage.identifying.of_each_note = True
    stage.show(2.0, item="a.jpg")
    assert stage.answers == ["This looks like Kenyan shillings. To hear its values, start with --currency KES."]
    stage.show(1.0, box=None, item="a.jpg")
    assert len(stage.answers) == 1, "that no note is in view is told to who asks by a key"
    stage.show(2.0, item=second)
    assert stage.answers[1:] == ["This looks like Ugandan shillings. To hear its values, start with --currency UGX."]


def test_another_picture_of_a_folder_is_another_note() -> None:
    stage = Stage([KES, KES, UGX, UGX])
    stage.identifying.of_each_note = True
    stage.show(1.5, item="a.jpg")
    stage.show(1.5, item="b.jpg")
    assert len(stage.answers) == 2


def test_closing_ends_the_thread_that_looks() -> None:
    stage = Stage()
    stage.identifying.begin("")
    assert stage.identifying.close()
    assert stage.watch.closed == 1


def test_an_offer_stands_for_its_very_minute() -> None:
    stage = Stage([KES, KES])
    stage.identifying.begin("Ctrl+I")
    stage.show(1.0)
    found_s = stage.presenter.now_s
    offer = stage.identifying._offer
    assert offer is not None
    assert found_s - 1.0 <= offer.until_s - _OFFERED_S <= found_s
    stage.presenter.now_s = offer.until_s
    assert stage.identifying.offered == "KES"
    stage.presenter.now_s = offer.until_s + 0.01
    assert stage.identifying.offered is None


@pytest.mark.parametrize(("after_s", "ticks"), [(_WORKING_EVERY_S - 0.01, 1), (_WORKING_EVERY_S, 2)])
def test_the_next_tick_comes_when_it_is_due(after_s: float, ticks: int) -> None:
    stage = Stage()
    stage.presenter.now_s = 0.0
    stage.identifying.begin("Ctrl+I")
    stage.presenter.now_s = after_s
    stage.identifying.follow(Frame(PICTURE, 0, after_s, None, after_s), observation(0, after_s, note_box=BOX))
    assert stage.ticks == ticks


@pytest.mark.parametrize("in_real_time", [True, False])
def test_a_tick_has_the_time_of_its_frame_where_time_is_not_the_clock_s(in_real_time: bool) -> None:
    stage = Stage()
    stage.teller.in_real_time = in_real_time
    stage.presenter.now_s = 7.5
    stage.identifying.begin("Ctrl+I")
    assert stage.speech.said_at_s == [None if in_real_time else 7.5]


def test_what_looks_forgets_what_it_saw_once_nobody_asks_any_more() -> None:
    stage = Stage([KES, KES])
    stage.identifying.begin("Ctrl+I")
    assert stage.watch.ended == 1, "what an earlier question left behind"
    stage.show(1.0)
    assert stage.watch.ended == 2
    stage.identifying.begin("Ctrl+I")
    stage.identifying.give_up()
    assert stage.watch.ended == 4


def test_an_offer_is_said_as_long_as_it_stands() -> None:
    stage = Stage([KES, KES])
    stage.identifying.begin("Ctrl+I")
    stage.show(1.0)
    asked = next(said for said in stage.speech.said if said.text == stage.answers[0])
    assert asked.still_valid()
    stage.identifying.give_up()
    assert not asked.still_valid()


@pytest.mark.parametrize(("away_s", "answers"), [(_AWAY_S - 0.01, 1), (_AWAY_S, 2)])
def test_a_note_that_was_away_for_a_while_is_another(away_s: float, answers: int) -> None:
    stage = Stage([KES, KES, UGX, UGX])
    stage.identifying.of_each_note = True
    stage.presenter.now_s = -1.0
    stage.show(1.0)
    stage.presenter.now_s = 0.0
    stage.identifying.follow(Frame(PICTURE, 0, 0.0, None, 0.0), observation(0, 0.0, note_box=BOX))
    stage.presenter.now_s = away_s
    stage.identifying.follow(Frame(PICTURE, 0, away_s, None, away_s), observation(0, away_s, note_box=BOX))
    stage.show(1.0)
    assert len(stage.answers) == answers

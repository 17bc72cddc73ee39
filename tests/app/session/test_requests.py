"""What a person can ask of a session: what is done at once, what waits for the session's thread, and what is said."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from app.camera.frame import Frame
from app.feedback.modes import GuidanceLevel, SpeakMode
from app.feedback.utterance import Priority, Utterance
from app.session.loop import Loop
from app.session.messages import Status
from app.session.parts import join_parts
from app.session.requests import Requests
from app.session.state import SourceState
from app.speech.protocols import Outcome, SoundChoice, SpokenRecord, VoiceInfo
from app.trouble import Trouble
from tests.app.fakes import PICTURE, FakeRecognizer, FakeSpeech, RecordingListener


class Desk:
    """Requests over parts whose commands the test has obeyed."""

    def __init__(self) -> None:
        self.heard = RecordingListener()
        self.recognizer = FakeRecognizer([{"20": 0.97}] * 60)
        self.parts = join_parts(
            recognizer=self.recognizer,
            make_speech=self._make_speech,
            open_source=lambda spec: pytest.fail(spec),
            currencies=("USD",),
            clock=lambda: self.now_s,
        )
        self.now_s = 100.0
        self.parts.teller.listeners.add(self.heard)
        self.asked = Requests(self.parts)

    def _make_speech(self, **told: Any) -> FakeSpeech:
        self.speech = FakeSpeech(**told)
        return self.speech

    def obey(self) -> None:
        self.parts.commands.obey(threading.Event())

    def look(self, first: int, count: int) -> None:
        for index in range(first, first + count):
            self.parts.looking.look_at(Frame(PICTURE, index, index / 15, None, 0.0))


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_pause_counts_at_once_and_is_told_in_its_turn(desk: Desk) -> None:
    desk.asked.pause()
    assert desk.parts.state.is_paused
    assert desk.heard.states[-1].is_paused
    assert desk.heard.kinds == []
    desk.obey()
    assert desk.heard.kinds == ["paused"]
    assert desk.speech.hushed == 1
    desk.asked.pause()
    desk.obey()
    assert desk.heard.kinds == ["paused"], "it was paused already"
    desk.asked.resume()
    desk.obey()
    assert desk.heard.kinds == ["paused", "running"]
    assert not desk.parts.state.is_paused


@pytest.mark.parametrize("ask", [Requests.what_do_you_see, Requests.what_is_on_the_table, Requests.identify_currency])
def test_who_asks_while_it_is_paused_hears_that_it_is(desk: Desk, ask: Callable[[Requests], None]) -> None:
    desk.asked.pause()
    desk.obey()
    paused = desk.speech.said[-1].text
    ask(desk.asked)
    desk.obey()
    assert desk.speech.said[-1].text == paused
    assert desk.speech.said[-1].priority is Priority.ANSWER


def test_who_asks_before_there_is_a_picture_hears_that_there_is_none(desk: Desk) -> None:
    desk.asked.what_do_you_see()
    desk.asked.identify_currency("Ctrl+I")
    desk.asked.what_is_on_the_table()
    desk.obey()
    assert len({utterance.text for utterance in desk.speech.said}) == 1
    assert "picture" in desk.speech.said[0].text


@pytest.mark.parametrize("state", SourceState)
def test_what_the_last_picture_shows_is_told_only_while_more_of_them_come(desk: Desk, state: SourceState) -> None:
    desk.look(0, 30)
    desk.parts.sources.control.state = state
    desk.asked.what_do_you_see()
    desk.obey()
    still_comes = state in (SourceState.WATCHING, SourceState.INTERRUPTED)
    assert desk.parts.sources.control.delivers is still_comes
    told = desk.speech.said[-1].text
    assert ("20 dollars" in told) is still_comes
    desk.asked.identify_currency("Ctrl+I")
    desk.asked.what_is_on_the_table()
    desk.obey()
    assert [utterance.text for utterance in desk.speech.said[-2:]].count(told) == (0 if still_comes else 2)


def test_a_value_is_repeated(desk: Desk) -> None:
    desk.look(0, 30)
    desk.asked.repeat()
    assert [utterance.text for utterance in desk.speech.said[-2:]] == ["20 dollars", "20 dollars"]


def test_modes_count_at_once(desk: Desk) -> None:
    desk.asked.set_mode(SpeakMode.COUNT)
    assert desk.parts.state.mode is SpeakMode.COUNT
    assert desk.heard.kinds == []
    desk.obey()
    assert desk.heard.kinds == ["mode"]


def test_counted_notes_are_read_taken_back_and_cleared_only_when_asked_twice(desk: Desk) -> None:
    desk.asked.set_mode(SpeakMode.COUNT)
    desk.look(0, 30)
    desk.asked.read_count()
    desk.obey()
    assert "20 dollars" in desk.speech.said[-1].text
    assert len(desk.parts.presenter.count) == 1
    desk.asked.clear_count()
    desk.obey()
    assert len(desk.parts.presenter.count) == 1, "it is asked for twice"
    desk.asked.clear_count()
    desk.obey()
    assert len(desk.parts.presenter.count) == 0
    desk.asked.undo_count()
    desk.obey()
    assert len(desk.parts.presenter.count) == 1, "a clearing is undone whole"


def test_currencies_are_checked_at_once_and_count_in_their_turn(desk: Desk) -> None:
    with pytest.raises(ValueError, match="GBP"):
        desk.asked.choose_currencies(["GBP"])
    assert set(desk.parts.state.currencies) == {"USD"}
    desk.asked.choose_currencies(["EUR", "USD"])
    assert list(desk.parts.state.currencies) == ["USD", "EUR"]
    assert desk.parts.choices.on == {"USD"}
    desk.obey()
    assert desk.parts.choices.on == {"USD", "EUR"}
    assert desk.heard.kinds == ["currencies"]


def test_sound_is_turned_off_and_on_and_told_only_where_it_can_be_heard(desk: Desk) -> None:
    desk.asked.set_muted(True)
    assert desk.parts.state.is_muted
    desk.asked.set_muted(True)
    desk.obey()
    assert desk.heard.kinds == ["muted"]
    assert desk.speech.said == []
    desk.asked.set_muted(False)
    desk.obey()
    assert desk.heard.kinds == ["muted", "unmuted"]
    assert len(desk.speech.said) == 1


def test_guidance_changes_in_its_turn(desk: Desk) -> None:
    levels = [desk.parts.announcer.guidance_level]
    desk.asked.set_guidance(GuidanceLevel.BRIEF)
    levels.append(desk.parts.announcer.guidance_level)
    desk.obey()
    levels.append(desk.parts.announcer.guidance_level)
    assert levels == [GuidanceLevel.FULL, GuidanceLevel.FULL, GuidanceLevel.BRIEF]
    assert desk.heard.kinds == ["guidance"]


def test_the_language_counts_for_the_next_words(desk: Desk) -> None:
    desk.asked.set_language("de")
    assert desk.parts.state.language == "de"
    desk.look(0, 30)
    assert desk.heard.texts == ["20 US-Dollar"]


def test_the_tone_that_follows_the_note_is_heard_when_it_is_turned_on(desk: Desk) -> None:
    desk.asked.set_place_tone(False)
    assert desk.speech.said == []
    desk.asked.set_place_tone(True)
    assert desk.speech.said[-1].tones
    assert desk.parts.looking.place_tone


def test_tones_of_a_rank_below_the_first_are_none(desk: Desk) -> None:
    desk.asked.play_tones(1)
    desk.asked.play_tones(None)
    assert all(utterance.tones for utterance in desk.speech.said)
    with pytest.raises(ValueError, match="rank"):
        desk.asked.play_tones(0)


def test_words_are_said_at_once_where_no_thread_of_its_own_looks(desk: Desk) -> None:
    heard: list[str] = []
    desk.asked.say("Hello", done=lambda record: heard.append(record.text))
    assert desk.speech.texts(Priority.ANSWER) == ["Hello"]
    assert heard == ["Hello"]


def test_amounts_hold_only_outside_private_mode(desk: Desk) -> None:
    desk.asked.say("20 dollars", has_amount=True)
    desk.asked.say("Welcome")
    amount, welcome = desk.speech.said
    assert amount.still_valid()
    desk.asked.set_mode(SpeakMode.PRIVATE)
    assert not amount.still_valid(), "what is not spoken yet never is"
    assert welcome.still_valid()


def test_who_goes_on_without_a_picture_is_told_that_there_is_none(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.asked.pause()
    monkeypatch.setattr(desk.parts.sources.control, "state", SourceState.LOST)
    desk.asked.resume()
    desk.obey()
    assert desk.heard.statuses[-1][1] == "Running. There is no picture from the camera."


class Hushable(FakeSpeech):
    """Says nothing before it is told to, and can be hushed."""

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        self.waiting: list[Utterance] = []

    def say(self, utterance: Utterance, at_s: float | None = None) -> None:
        self.said.append(utterance)
        self.waiting.append(utterance)

    def hush(self) -> None:
        super().hush()
        self.end("hushed")

    def end(self, outcome: Outcome = "spoken") -> None:
        """All that waits ends like this."""
        waiting, self.waiting = self.waiting, []
        for said in waiting:
            started_at_s = 0.0 if outcome == "spoken" else None
            self.on_spoken(
                SpokenRecord(said.text, said.priority, 0.0, started_at_s, None, outcome, said.topic, said.id)
            )


@pytest.fixture
def hushable(monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr("tests.app.session.test_requests.FakeSpeech", Hushable)
    return Desk()


def _texts(speech: Hushable) -> list[str]:
    return [utterance.text for utterance in speech.waiting]


def _speech(desk: Desk) -> Hushable:
    assert isinstance(desk.speech, Hushable)
    return desk.speech


LOSS = "Settings could not be stored."


def test_a_loss_and_a_question_that_were_hushed_are_said_again_by_the_key_that_repeats(hushable: Desk) -> None:
    speech = _speech(hushable)
    hushable.parts.presenter.count = hushable.parts.presenter.count.add("USD", "20")
    hushable.asked.say(LOSS, priority=Priority.STATUS, is_kept=True)
    hushable.asked.say("Text size: 120 percent.")
    hushable.asked.clear_count()
    hushable.obey()
    hushable.asked.hush()
    assert _texts(speech) == []
    hushable.asked.repeat()
    assert _texts(speech) == ["Nothing to repeat yet.", LOSS, "Clear 1 note? Press again to clear."]
    assert hushable.heard.kinds == ["answer"], "the log and the history have them once"
    speech.end()
    hushable.asked.repeat()
    assert _texts(speech) == ["Nothing to repeat yet."]


def test_after_a_pause_a_loss_and_a_question_come_by_themselves(hushable: Desk) -> None:
    speech = _speech(hushable)
    hushable.asked.say(LOSS, priority=Priority.STATUS, is_kept=True)
    hushable.asked.say("Text size: 120 percent.")
    hushable.asked.pause()
    hushable.obey()
    assert _texts(speech) == ["Paused."]
    speech.end()
    hushable.obey()
    assert _texts(speech) == [LOSS]


def test_what_went_wrong_is_kept_and_what_is_well_again_is_not(hushable: Desk) -> None:
    speech = _speech(hushable)
    hushable.asked.report_trouble(Trouble("events_stopped", path="log", errno=28))
    hushable.obey()
    (told,) = _texts(speech)
    hushable.asked.hush()
    hushable.asked.repeat()
    assert _texts(speech)[1:] == [told]
    hushable.asked.hush()
    hushable.parts.teller.status(Status.WELL, "Well.", topic="problem:events_stopped")
    hushable.asked.repeat()
    assert _texts(speech) == ["Well.", "Nothing to repeat yet."]


def test_what_a_key_asks_for_is_an_answer(hushable: Desk) -> None:
    asked = hushable.asked
    for key in (
        lambda: asked.set_mode(SpeakMode.COUNT),
        lambda: asked.set_guidance(GuidanceLevel.BRIEF),
        lambda: asked.set_muted(True),
        lambda: asked.set_muted(False),
        asked.read_count,
        asked.undo_count,
        asked.clear_count,
        asked.what_do_you_see,
        asked.repeat,
        asked.pause,
        asked.identify_currency,
        asked.resume,
        lambda: asked.set_place_tone(True),
        lambda: asked.play_tones(1),
        lambda: asked.say("Copied."),
    ):
        key()
        hushable.obey()
    said = [utterance for utterance in hushable.speech.said if utterance.priority is not Priority.ANSWER]
    assert said == []
    asked.learn_tones()
    hushable.obey()
    assert hushable.speech.said[-1].priority is Priority.READING


def test_the_lesson_of_tones_is_over_once_its_page_was_left(hushable: Desk) -> None:
    for _ in range(2):
        hushable.asked.learn_tones()
        hushable.obey()
        lesson = hushable.speech.said[-1]
        assert lesson.still_valid()
        hushable.asked.leave_tones()
        assert not lesson.still_valid()


def test_an_answer_in_words_of_the_language_before_is_told_in_those_of_now(hushable: Desk) -> None:
    speech = _speech(hushable)
    hushable.look(0, 30)
    hushable.asked.what_do_you_see()
    hushable.asked.pause()
    hushable.asked.resume()
    hushable.obey()
    assert {utterance.language for utterance in speech.said} == {"en"}
    hushable.asked.set_language("de")
    hushable.obey()
    speech.end("stale")
    assert {utterance.language for utterance in speech.waiting} == {"de"}


def test_words_that_were_made_before_the_language_changed_are_known_by_it(
    hushable: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Loop, "has_thread", True)
    hushable.asked.say("Copied.")
    hushable.asked.set_language("de")
    hushable.obey()
    assert [(said.text, said.language) for said in hushable.speech.said] == [("Copied.", "en")]


def test_hints_begin_anew_when_they_are_turned_on_again_and_only_then(desk: Desk) -> None:
    forgotten: list[bool] = []
    announcer: Any = SimpleNamespace(forget_hints=lambda: forgotten.append(True))
    desk.asked._announcer = announcer
    for on, times in ((True, 0), (False, 0), (False, 0), (True, 1), (True, 1)):
        desk.asked.set_hints(on)
        desk.obey()
        assert len(forgotten) == times


class AnsweringSpeech(FakeSpeech):
    """A speech whose sound can be changed, and that knows its voices."""

    def adjust(self, choice: SoundChoice) -> None:
        self.chosen = choice

    def ask_voices(self, answer: Callable[[tuple[VoiceInfo, ...]], None]) -> None:
        answer(())


def test_a_speech_is_adjusted_and_asked_for_its_voices_where_it_can_be(desk: Desk) -> None:
    choice, answers = SoundChoice("en"), list[object]()
    desk.asked.adjust_speech(choice)
    desk.asked.ask_voices(answers.append)
    assert answers == [], "a speech that has no voices answers nothing"
    speech = AnsweringSpeech(on_spoken=print, on_problem=print, on_notice=print)
    desk.parts.teller.speech = speech
    desk.asked.adjust_speech(choice)
    desk.asked.ask_voices(answers.append)
    assert (speech.chosen, answers) == (choice, [()])

"""What was decided becomes what is told: true words only, and none that tell in private."""

from dataclasses import replace

import pytest

from app.feedback.announcer import Announcer
from app.feedback.modes import SpeakMode
from app.feedback.place_tone import PlaceTone
from app.feedback.private import ERROR_CODE, Tone, tone_code
from app.feedback.utterance import Announcement, Priority
from app.session.count_answers import CountAnswers
from app.session.messages import Message, Status
from app.session.presenter import Presenter
from app.session.wording import Wording
from tests.app.observations import film, observation

NOTES = [("USD", "5"), ("USD", "10"), ("USD", "20")]


class Desk:
    """A presenter with an announcer that has really seen notes."""

    def __init__(self, mode: SpeakMode = SpeakMode.NORMAL) -> None:
        self.announcer = Announcer()
        self.presenter = Presenter(self.announcer, wording=Wording("en", ("USD",)), notes=NOTES, mode=mode)
        self.count_answers = CountAnswers(self.presenter, lambda: self.clock_s)
        self.now_s = self.clock_s = 0.0

    def show(self, value: str | None, seconds: float = 1.5) -> list[Message]:
        """What is told of a note held up for a while, or of nothing."""
        scores = None if value is None else {value: 0.95}
        told = []
        for frame in film([(scores, seconds)], start_s=self.now_s):
            announcement = self.announcer.observe(frame).announcement
            if announcement is not None:
                told.append(self.presenter.value(announcement, decided_ms=5.0))
        self.now_s += seconds
        return told

    def clear(self, now_s: float) -> Message:
        self.clock_s = now_s
        return self.count_answers.clear()

    def note(self, value: str) -> Message:
        (message,) = self.show(value)
        self.show(None, 1.0)
        return message


def test_a_value_is_repeated_as_it_was_said() -> None:
    desk = Desk(SpeakMode.COUNT)
    desk.note("20")
    said = desk.note("10")
    assert said.text == "10 dollars, total 30 dollars"

    again = desk.presenter.repeat()
    assert (again.text, again.priority, again.topic) == (said.text, Priority.ANSWER, "value")


def test_a_total_that_no_longer_holds_is_not_repeated() -> None:
    desk = Desk(SpeakMode.COUNT)
    desk.note("20")
    desk.note("10")
    desk.count_answers.undo()

    assert desk.presenter.repeat().text == "10 dollars"


def test_a_total_is_no_longer_true_once_another_note_is_counted() -> None:
    desk = Desk(SpeakMode.COUNT)
    desk.note("20")
    answer = desk.count_answers.read()
    assert answer.text.endswith("Total: 20 dollars.")
    assert answer.still_valid()
    desk.note("10")

    assert not answer.still_valid()


def test_what_is_seen_is_no_longer_true_once_another_note_was_named() -> None:
    desk = Desk()
    desk.show("20")
    answer = desk.presenter.what_is_seen(observation(1, desk.now_s, {"20": 0.95}))
    assert answer.text.startswith("I see 20 dollars.")
    desk.show(None, 1.0)
    assert answer.still_valid(), "who lowers the note while it is said hears it to the end"
    desk.show("10")

    assert not answer.still_valid()


def test_an_amount_is_not_said_once_private_mode_is_on() -> None:
    desk = Desk(SpeakMode.COUNT)
    (value,) = desk.show("20")
    told = [value, desk.presenter.repeat(), desk.count_answers.read()]
    told.append(desk.presenter.what_is_seen(observation(1, desk.now_s, {"20": 0.95})))
    assert all(message.has_amount and message.still_valid() for message in told)
    desk.presenter.mode = SpeakMode.PRIVATE_COUNT

    assert not any(message.still_valid() for message in told)


def test_in_private_a_value_is_its_tones() -> None:
    (value,) = Desk(SpeakMode.PRIVATE).show("10")

    assert (value.tones, value.has_amount) == (tone_code(2), False)
    assert "10" not in value.text


def test_clearing_is_asked_for_and_can_be_taken_back() -> None:
    desk = Desk(SpeakMode.COUNT)
    desk.note("20")
    desk.note("20")
    question = desk.clear(100.0)
    assert question.text == "Clear 2 notes? Press again to clear."
    assert question.still_valid()
    late = desk.clear(110.1)
    assert late.text == question.text, "a press ten seconds later is asked anew"
    assert not question.still_valid()
    assert desk.clear(115.0).text == "The count was cleared."
    assert len(desk.presenter.count) == 0
    assert desk.count_answers.undo().text == "The count is back: 2 notes. 20 dollars: 2 notes. Total: 40 dollars."
    assert desk.count_answers.undo().text == "20 dollars taken away. Total: 20 dollars."


def test_a_question_is_forgotten_when_something_else_was_done() -> None:
    desk = Desk(SpeakMode.COUNT)
    desk.note("20")
    desk.clear(100.0)
    desk.note("10")
    assert desk.clear(101.0).text == "Clear 2 notes? Press again to clear."
    desk.count_answers.undo()
    assert desk.clear(102.0).text == "Clear 1 note? Press again to clear."


def test_each_message_has_a_number_of_its_own() -> None:
    desk = Desk()
    told = [desk.note("20"), desk.note("10"), desk.presenter.repeat(), desk.count_answers.read()]

    assert [message.id for message in told] == [1, 2, 3, 4]


def test_a_value_whose_note_is_another_is_not_worth_saying() -> None:
    desk = Desk()
    first = desk.note("20")
    other: Announcement = replace(first.announcement, value="5") if first.announcement else None  # type: ignore[assignment]
    assert not desk.presenter.value(other, decided_ms=1.0).still_valid()


def test_each_value_is_told_with_its_tones() -> None:
    codes = Desk().presenter.tone_codes()

    assert codes == (("5 dollars: 1 tone.", 1), ("10 dollars: 2 tones.", 2), ("20 dollars: 3 tones.", 3))


def test_several_notes_of_a_value_are_told_as_such() -> None:
    note = Announcement("USD", "20", "front", 0.9, 1, 0.1, 0.1, None, are_several=True)
    assert Desk().presenter.value(note, decided_ms=5.0).text == "Several notes of 20 dollars."
    withdrawn = replace(note, is_withdrawn=True)
    assert Desk().presenter.value(withdrawn, decided_ms=5.0).text == "Several notes of 20 dollars, withdrawn."


def test_a_withdrawn_note_is_told_as_such_and_adds_nothing() -> None:
    note = Announcement("USD", "20", "front", 0.9, 1, 0.1, 0.1, None, is_withdrawn=True)
    desk = Desk(SpeakMode.COUNT)
    assert desk.presenter.value(note, decided_ms=5.0).text == "20 dollars, withdrawn."
    assert len(desk.presenter.count) == 0
    assert Desk(SpeakMode.PRIVATE).presenter.value(note, decided_ms=5.0).tones == ERROR_CODE


def test_an_invitation_is_over_once_a_note_was_named() -> None:
    desk = Desk()
    desk.note("10")
    ready = desk.presenter.invitation(Status.READY, "Ready.")
    desk.show(None)
    assert ready.still_valid()
    desk.note("10")
    assert not ready.still_valid()


def test_a_hint_is_not_said_by_the_voice_of_another_language() -> None:
    desk = Desk()
    hints = [desk.announcer.observe(frame).hint for frame in film([(None, 6.0)])]
    hint = next(hint for hint in hints if hint is not None)
    told = desk.presenter.hint(hint, decided_ms=5.0)
    assert told.still_valid()
    desk.presenter.wording = Wording("en", ("USD", "EUR"))
    assert told.still_valid()
    desk.presenter.wording = Wording("de", ("USD",))
    assert not told.still_valid()


def test_a_value_is_told_in_the_language_of_now_as_long_as_its_note_is_there() -> None:
    desk = Desk(SpeakMode.COUNT)
    (value,) = desk.show("20")
    assert value.language == "en"
    desk.presenter.wording = Wording("de", ("USD",))
    assert value.again is not None
    now = value.again()
    assert now is not None
    assert (now.text, now.language) == ("20 US-Dollar, zusammen 20 US-Dollar", "de")
    assert (now.topic, now.priority, now.name) == ("value", Priority.VALUE, Status.SAID.value)
    assert now.still_valid()
    desk.show(None, 8.0)
    assert not now.still_valid()
    assert value.again() is None


@pytest.mark.parametrize(
    ("mode", "gone_s", "holds"),
    [
        (SpeakMode.NORMAL, 2.0, True),
        (SpeakMode.NORMAL, 4.0, False),
        (SpeakMode.COUNT, 4.0, True),
        (SpeakMode.COUNT, 8.0, False),
    ],
)
def test_a_total_may_be_heard_to_its_end_after_its_note_has_gone(mode: SpeakMode, gone_s: float, holds: bool) -> None:
    desk = Desk(mode)
    (value,) = desk.show("20")
    desk.show(None, gone_s)
    assert value.still_valid() is holds


def test_a_total_that_was_undone_before_it_was_said_is_not_said() -> None:
    desk = Desk(SpeakMode.COUNT)
    (value,) = desk.show("20")
    assert value.still_valid()
    desk.count_answers.undo()
    assert not value.still_valid()
    assert value.again is not None
    assert value.again() is None


def test_what_is_repeated_is_the_newest_value_in_the_words_and_the_mode_of_now() -> None:
    desk = Desk()
    desk.show("20")
    repeat = desk.presenter.repeat()
    assert repeat.still_valid()
    desk.show(None, 1.0)
    desk.show("10")
    assert not repeat.still_valid()
    assert repeat.again is not None
    assert (newer := repeat.again()) is not None
    assert newer.text == "10 dollars"
    desk.presenter.wording = Wording("de", ("USD",))
    assert desk.presenter.repeat().text == "10 US-Dollar"
    desk.presenter.mode = SpeakMode.PRIVATE
    assert not newer.still_valid()
    assert newer.again is not None
    assert (secret := newer.again()) is not None
    assert secret.tones == tone_code(2)


def test_what_is_seen_is_over_a_while_after_its_note_has_gone() -> None:
    desk = Desk()
    desk.show("20")
    answer = desk.presenter.what_is_seen(observation(1, desk.now_s, {"20": 0.95}))
    desk.show(None, 1.0)
    assert answer.still_valid()
    desk.show(None, 4.0)
    assert not answer.still_valid()


def test_where_a_note_is_is_a_tone_that_may_be_no_longer_true() -> None:
    holds = True
    place = PlaceTone(Tone(440.0, 100, 0))
    message = Desk().presenter.place_tone(place, lambda: holds)
    assert (message.topic, message.priority, message.tones) == ("place", Priority.PLACE, (place.tone,))
    assert message.still_valid()
    holds = False
    assert not message.still_valid()


@pytest.mark.parametrize("mode", [SpeakMode.NORMAL, SpeakMode.PRIVATE])
@pytest.mark.parametrize("shown", [None, "20"])
def test_only_an_answer_that_names_a_value_has_an_amount(mode: SpeakMode, shown: str | None) -> None:
    desk = Desk(mode)
    desk.show(shown)
    seen = observation(1, desk.now_s, None if shown is None else {shown: 0.95})
    answers = desk.presenter.repeat(), desk.presenter.what_is_seen(seen)
    is_named = shown is not None and mode is SpeakMode.NORMAL
    assert [answer.has_amount for answer in answers] == [is_named, is_named]

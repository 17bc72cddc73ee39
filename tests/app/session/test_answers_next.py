"""What a person asks for by a key is said next, whatever values keep coming, and never a value that is outdated."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.camera.frame import Frame
from app.feedback.modes import GuidanceLevel, SpeakMode
from app.feedback.utterance import Priority, Utterance
from app.session.parts import join_parts
from app.session.presenter import VALUE_GRACE_S
from app.session.requests import Requests
from app.session.state import SourceState
from app.speech.clip import Clip
from app.speech.protocols import SpokenRecord
from app.speech.speaker import SyncSpeaker
from tests.app.fakes import PICTURE, FakeRecognizer, Scores
from tests.app.speech.fakes import FakeVoice, no_trouble

FPS = 15
_LETTER_S = 0.06


class Loudspeaker:
    """Sounds as long as reading the words takes, on the clock of the frames."""

    def __init__(self, voice: FakeVoice, on_play: Callable[[str], None]) -> None:
        self._voice, self._on_play = voice, on_play
        self.text, self.until_s = "", 0.0

    def open(self) -> None:
        pass

    def play(self, clip: Clip, at_s: float) -> None:
        self.text = self._voice.text_of(clip)
        self.until_s = at_s + len(self.text) * _LETTER_S
        self._on_play(self.text)

    def cut(self, at_s: float) -> None:
        self.until_s = at_s

    def is_playing(self, at_s: float) -> bool:
        return at_s < self.until_s

    def close(self) -> None:
        pass


class Desk:
    """A session over scripted notes, that speaks on the clock of its frames; every start of a sound is checked."""

    def __init__(self, notes: list[tuple[str, float]], mode: SpeakMode = SpeakMode.NORMAL) -> None:
        script: list[Scores | Exception] = []
        for value, seconds in notes:
            script += [{value: 0.97} if value else None] * round(seconds * FPS)
        self.frames = len(script)
        self.voice = FakeVoice()
        self.waiting: dict[int, Utterance] = {}
        self.begun: list[Utterance] = []
        self.ended: list[SpokenRecord] = []
        self.wrong: list[str] = []  # raised where it is found, it would be one more failed frame
        self.parts = join_parts(
            recognizer=FakeRecognizer(script),
            make_speech=self._make_speech,
            open_source=lambda spec: None,  # type: ignore[arg-type, return-value]
            currencies=("USD",),
            mode=mode,
            clock=lambda: self.now_s,
        )
        self.now_s = 0.0
        self.parts.sources.control.state = SourceState.WATCHING
        self.asked = Requests(self.parts)

    def _make_speech(self, **told: Any) -> SyncSpeaker:
        desk, player = self, Loudspeaker(self.voice, self._check)

        def on_spoken(record: SpokenRecord) -> None:
            desk.ended.append(record)
            desk.waiting.pop(record.id, None)
            told["on_spoken"](record)

        class Speech(SyncSpeaker):
            def say(self, utterance: Utterance, at_s: float | None = None) -> None:
                desk.waiting[utterance.id] = utterance
                super().say(utterance, at_s)

        self.player = player
        return Speech(self.voice, [player], on_spoken=on_spoken, on_problem=no_trouble)

    def _check(self, text: str) -> None:
        """Something begins to sound."""
        if text == "♪":
            return
        fitting = [utterance for utterance in self.waiting.values() if text in utterance.text]
        now = max(fitting, key=lambda utterance: utterance.priority)
        self.begun.append(now)
        if now.priority is not Priority.ANSWER:
            others = [other.text for other in self.waiting.values() if other.priority is Priority.ANSWER]
            self.wrong += [f"{text!r} goes before {other!r}" for other in others]
        announcer = self.parts.announcer
        if now.topic in ("value", "seen") and "dollar" in text:
            last = announcer.repeat()
            is_there = now.topic == "value" or (last is not None and announcer.is_there(last, grace_s=VALUE_GRACE_S))
            if last is None or f"{last.value} dollar" not in text or not is_there:
                self.wrong.append(f"{text!r} is outdated: {last}")
        if "otal" in text:
            total = sum(float(entry.value) for entry in self.parts.presenter.count.entries())
            if f"{total:g} dollar" not in text:
                self.wrong.append(f"{text!r} is outdated: {total:g}")

    def run(self, keys: dict[int, list[Callable[[Requests], None]]]) -> None:
        for index in range(self.frames + 25 * FPS):
            self.now_s = index / FPS
            for key in keys.get(index, []):
                key(self.asked)
            self.parts.commands.obey(threading.Event())
            self.parts.looking.look_at(Frame(PICTURE, index, self.now_s, None, self.now_s))
        assert self.wrong == []

    def check_answers(self) -> None:
        """Each answer was heard, or another of its topic after it."""
        answers = [record for record in self.ended if record.priority is Priority.ANSWER]
        assert not [left for left in self.waiting.values() if left.priority is Priority.ANSWER]
        for number, record in enumerate(answers):
            assert record.interruptions == 0
            if record.outcome != "spoken":
                assert record.outcome in ("stale", "superseded")
                later = [other.topic for other in answers[number + 1 :]]
                assert record.topic in later or record.started_at_s is not None, f"{record.text!r} was lost"


KEYS: list[Callable[[Requests], None]] = [
    Requests.what_do_you_see,
    Requests.repeat,
    Requests.read_count,
    Requests.undo_count,
    Requests.clear_count,
    Requests.what_is_on_the_table,
    Requests.identify_currency,
    Requests.learn_tones,
    lambda asked: asked.set_mode(SpeakMode.COUNT),
    lambda asked: asked.set_mode(SpeakMode.NORMAL),
    lambda asked: asked.set_guidance(GuidanceLevel.BRIEF),
    lambda asked: asked.say("Text size: 120 percent.", topic="text_size"),
]
NOTES = st.lists(
    st.tuples(st.sampled_from(["", "5", "10", "20"]), st.sampled_from([0.5, 0.7, 1.0, 1.6, 3.0])),
    min_size=4,
    max_size=12,
)


@given(
    NOTES,
    st.lists(st.tuples(st.integers(0, 200), st.sampled_from(KEYS)), min_size=1, max_size=5),
    st.sampled_from([SpeakMode.NORMAL, SpeakMode.COUNT]),
)
@settings(max_examples=20, deadline=None)
def test_an_answer_comes_before_all_news_and_no_outdated_value_is_said(
    notes: list[tuple[str, float]], pressed: list[tuple[int, Callable[[Requests], None]]], mode: SpeakMode
) -> None:
    desk = Desk(notes, mode)
    keys: dict[int, list[Callable[[Requests], None]]] = {}
    for index, key in pressed:
        keys.setdefault(index % max(1, desk.frames), []).append(key)
    desk.run(keys)
    desk.check_answers()


STREAM = [("20", 1.5), ("", 1.2), ("5", 1.5), ("", 1.2), ("10", 1.5), ("", 1.2)] * 2


def test_in_a_stream_of_values_each_key_is_answered_within_the_value_that_sounds() -> None:
    for number, key in enumerate(KEYS):
        desk = Desk(STREAM, SpeakMode.COUNT)
        at = 40 + 3 * number
        before: list[int] = []
        longest_s: list[float] = []

        def press(asked: Requests, key: Callable[[Requests], None] = key) -> None:
            before.append(len(desk.begun))  # noqa: B023
            longest_s.append(max(0.0, desk.player.until_s - desk.now_s))  # noqa: B023
            key(asked)

        desk.run({at: [press]})
        desk.check_answers()
        after = desk.begun[before[0] :]
        first = next(u for u in after if u.priority in (Priority.ANSWER, Priority.READING))
        record = next(record for record in desk.ended if record.id == first.id)
        assert record.started_at_s is not None
        # The table is read in three pictures first.
        slack_s = 1.0 if key is Requests.what_is_on_the_table else 2.2 if key is Requests.identify_currency else 0.2
        assert record.started_at_s <= at / FPS + longest_s[0] + slack_s, first.text
        values = [u for u in after if u.priority is Priority.VALUE]
        assert values, "values are said after it"


def test_a_value_that_is_still_true_is_said_after_the_answer() -> None:
    desk = Desk([("20", 8.0)])
    desk.run({3: [lambda asked: asked.say("A rather long answer to a key.")]})
    assert [u.text for u in desk.begun] == ["A rather long answer to a key.", "20 dollars"]


def test_a_value_that_is_no_longer_in_view_is_not_said_after_the_answer() -> None:
    desk = Desk([("20", 1.5), ("", 8.0)])
    desk.run({3: [lambda asked: asked.say("An answer that takes much longer than a note is held up. " * 3)]})
    assert not [u for u in desk.begun if u.priority is Priority.VALUE]


def test_what_is_seen_is_told_of_the_note_of_now_and_its_value_is_said_after_it() -> None:
    desk = Desk([("20", 3.0), ("", 1.0), ("5", 6.0)])
    desk.run(
        {
            FPS: [lambda asked: asked.say("Something that takes until the second note is named, and a bit longer.")],
            FPS + 2: [Requests.what_do_you_see],
        }
    )
    seen = [record.outcome for record in desk.ended if record.topic == "seen"]
    assert seen == ["stale", "spoken"]
    texts = [u.text for u in desk.begun]
    assert texts[-2].startswith("I see 5 dollars.")
    assert texts[-1] == "5 dollars"


def test_what_is_seen_is_said_to_its_end_while_notes_follow_each_other() -> None:
    desk = Desk([("20", 1.5), ("5", 1.5), ("10", 1.5), ("20", 1.5), ("5", 4.0)])
    desk.run({FPS: [Requests.what_do_you_see]})
    assert [record.outcome for record in desk.ended if record.topic == "seen"] == ["spoken"]
    assert [u.priority for u in desk.begun][-1] is Priority.VALUE, "the note that is there is told after it"

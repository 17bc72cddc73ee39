"""Teaching a note before the camera: what is said, what is not, and what is kept."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.camera.frame import Frame
from app.feedback.modes import SpeakMode
from app.feedback.utterance import Priority
from app.recognition.model import Model
from app.recognition.observation import Observation
from app.recognition.pack_shelf import PackShelf
from app.recognition.print_check import PrintReader
from app.recognition.taught import TaughtNotes, WithTaught
from app.recognition.taught_names import use_names
from app.recognition.teacher import Teacher
from app.session.jobs import Job
from app.session.messages import Message, Status
from app.session.readers import Readers
from app.session.teaching_state import TeachStep
from tests.app.fakes import FakeRecognizer, FilmSource
from tests.app.recognition.held import held, scan, seen, shown
from tests.app.recognition.shipped import shipped_model
from tests.app.session.test_session import Stage

Shot = tuple[NDArray[np.uint8], Observation]
SHELF = PackShelf("", folder=None)


@pytest.fixture(scope="module")
def model() -> Model:
    return Model(shipped_model(), threads=1)


@pytest.fixture(autouse=True)
def no_names() -> Iterator[None]:
    yield
    use_names({})


class Film(FilmSource):
    """Pictures of a note that is held up, three a second."""

    def __init__(self, shots: Sequence[Shot]) -> None:
        super().__init__(len(shots), fps=3.0)
        self._shots = shots

    def read(self) -> Frame | None:
        frame = super().read()
        return None if frame is None else replace(frame, image=self._shots[frame.index][0])


class Onlooker(FakeRecognizer):
    """Sees where the note lies, and would name it if it were asked."""

    def __init__(self, shots: Sequence[Shot], *, names: bool = False) -> None:
        super().__init__([{"20": 0.95}] * len(shots) if names else ())
        self._shots = shots
        self._names = names

    def observe(self, frame: Frame, currencies: frozenset[str]) -> Observation:
        given = super().observe(frame, currencies)
        where = self._shots[frame.index][1].note_box
        return replace(given, note_box=where, sharpness=300.0, brightness=0.5)


class Lesson:
    """A session that is taught, over a film."""

    def __init__(self, model: Model, shots: Sequence[Shot], *, folder: Path | None = None, **more: Any) -> None:
        bank, weights = model.templates, model.metadata.print_check
        assert bank is not None
        assert weights is not None
        self.notes = TaughtNotes(bank, folder)
        self.shots = shots
        names = more.pop("names", False)
        self.stage = Stage(
            Onlooker(shots, names=names),
            readers=Readers(
                teacher=Teacher(bank, PrintReader(bank, weights), SHELF, self.notes),
                print_reader=PrintReader(bank, weights, WithTaught(SHELF, self.notes))
                if more.pop("reads", False)
                else None,
            ),
            **more,
        )
        self.session = self.stage.session

    @property
    def told(self) -> list[Message]:
        """What was told of it, in words."""
        return [message for message in self.stage.heard.messages if message.name == "teaching"]

    def run(self) -> list[str]:
        """What was said of it."""
        self.session.run_to_end(Film(self.shots))
        return [text for name, text, _ in self.stage.heard.statuses if name == "teaching"]


def both(value: str = "20") -> list[Shot]:
    return [*shown(scan(value, "front"), 8), *shown(scan(value, "back"), 8, start_s=8 / 3)]


def test_a_note_is_taught_and_said_to_be_saved(model: Model, tmp_path: Path) -> None:
    lesson = Lesson(model, both(), folder=tmp_path, names=True)
    lesson.session.teaching.start("SEK", "", "20")

    said = lesson.run()

    assert said == [
        "Teaching 20 kronor. Show the front, and move it slowly.",
        "Now turn it over, and show the back.",
        "Checking.",
        "Saved: 20 kronor, both sides.",
    ]
    assert [message.has_amount for message in lesson.told] == [True, False, False, True]
    assert [note.key for note in TaughtNotes(lesson.notes.bank, tmp_path).notes] == ["SEK/20"]
    # Twelve frames and two sides were heard to be done, and that it is being checked.
    sounds = [utterance for utterance in lesson.stage.speech.said if utterance.tones]
    assert len(sounds) == 15
    assert not sounds[-1].still_valid(), "nothing ticks any more once it is saved"
    # Two tones that rise wait in line before the words that follow from them, and no value cuts or passes the last.
    order = [(u.priority, bool(u.tones)) for u in lesson.stage.speech.said if u.priority >= Priority.ANSWER]
    answer = Priority.ANSWER
    one_side = [(answer, False), (answer, True)]
    assert order == [*one_side, *one_side, (answer, False), (answer, False)]
    assert lesson.session.state.teaching is None


def test_no_value_is_named_meanwhile(model: Model) -> None:
    shots = shown(scan(), 5)
    lesson = Lesson(model, shots, names=True)
    lesson.session.teaching.start("SEK", "", "20")
    lesson.run()
    assert lesson.stage.heard.announced == []

    other = Lesson(model, shots, names=True)
    other.run()
    assert other.stage.heard.texts == ["20 dollars"]


def test_what_was_taught_is_named_counted_and_told_by_tones(model: Model) -> None:
    first = Lesson(model, both())
    first.session.teaching.start("", "Club chips", "20")
    first.run()
    (note,) = first.notes.notes

    for mode, told in (
        (SpeakMode.NORMAL, "20 Club chips"),
        (SpeakMode.COUNT, "20 Club chips, total 20 Club chips"),
        (SpeakMode.PRIVATE, "Told by tones."),
    ):
        picture, box = held(scan(), x=0.52)
        lesson = Lesson(model, [(picture, seen(0.0, box))] * 9, reads=True, mode=mode)
        lesson.notes.put(note)
        lesson.session._parts.take_taught()
        lesson.run()
        assert lesson.stage.heard.texts == [told], mode
    (last,) = [message for message in lesson.stage.heard.messages if message.announcement is not None]
    assert len(last.tones) == 1


def test_it_is_looked_everywhere_as_long_as_something_is_taught(model: Model) -> None:
    lesson = Lesson(model, both())
    announcer = lesson.session._parts.announcer
    assert not announcer.looks_everywhere
    lesson.session.teaching.start("", "Club chips", "20")
    lesson.run()
    assert announcer.looks_everywhere

    for _ in range(2):
        lesson.session.taught.delete(lesson.notes.notes[0].key)
        lesson.session._commands.obey(lesson.session._loop._stopping)

    assert lesson.notes.notes == ()
    assert not announcer.looks_everywhere


def test_hints_are_paced(model: Model) -> None:
    picture, box = held(scan())
    lesson = Lesson(model, [(picture, seen(0.0, box))] * 45)
    lesson.session.teaching.start("SEK", "", "20")
    lesson.run()

    hints = [message for message in lesson.stage.heard.messages if message.priority is Priority.HINT]

    assert {message.text for message in hints} == {"Tilt it a little."}
    times = [message.t_s for message in hints]
    assert 2 <= len(times) <= 4
    assert all(later - earlier >= 2.5 for earlier, later in itertools.pairwise(times))
    last = next(said for said in reversed(lesson.stage.speech.said) if said.priority is Priority.HINT)
    assert last.still_valid()
    lesson.session.teaching.stop()
    lesson.session._commands.obey(lesson.session._loop._stopping)
    assert not last.still_valid()


def test_repeat_says_what_to_do_and_stop_keeps_nothing(model: Model) -> None:
    lesson = Lesson(model, shown(scan(), 3))
    lesson.session.teaching.start("SEK", "", "20")
    lesson.session._commands.put(lesson.session.repeat)
    lesson.session._commands.put(lesson.session.teaching.stop)

    said = lesson.run()

    assert said == [
        "Teaching 20 kronor. Show the front, and move it slowly.",
        "Teaching 20 kronor. Show the front, and move it slowly.",
        "Teaching stopped. Nothing was saved.",
    ]
    assert lesson.notes.notes == ()


def test_enter_once_more_says_what_to_do_and_keeps_what_is_gathered(model: Model) -> None:
    lesson = Lesson(model, shown(scan(), 4))
    lesson.session.teaching.start("", "Club chips", "20")
    lesson.run()
    before = lesson.session.state.teaching
    lesson.session.teaching.start("", "club  chips", "20")
    lesson.session._commands.obey(lesson.session._loop._stopping)
    assert before is not None
    assert before.kept > 0
    assert lesson.session.state.teaching == before

    lesson.session.teaching.start("", "Club chips", "50")
    lesson.session._commands.obey(lesson.session._loop._stopping)
    after = lesson.session.state.teaching
    assert after is not None
    assert after.kept == 0


@pytest.mark.parametrize("ask", ["what_do_you_see", "what_is_on_the_table", "identify_currency"])
def test_what_is_asked_meanwhile_is_answered_by_what_to_do(model: Model, ask: str) -> None:
    lesson = Lesson(model, shown(scan(), 3), names=True)
    lesson.session.teaching.start("SEK", "", "20")
    getattr(lesson.session, ask)()

    assert lesson.run() == ["Teaching 20 kronor. Show the front, and move it slowly."] * 2
    assert not [text for text in lesson.stage.heard.texts if "dollars" in text]


def test_who_is_paused_hears_that_before_anything_is_taught(model: Model) -> None:
    lesson = Lesson(model, shown(scan(), 3))
    lesson.session._looking.is_paused = True
    lesson.session.teaching.start("SEK", "", "20")

    lesson.session._commands.obey(lesson.session._loop._stopping)

    assert [text for name, text, _ in lesson.stage.heard.statuses if name == "teaching"] == ["Paused."]
    assert lesson.session.state.teaching is None


def test_after_a_pause_it_is_said_what_to_do(model: Model) -> None:
    lesson = Lesson(model, shown(scan(), 3))
    lesson.session.teaching.start("SEK", "", "20")
    lesson.run()
    for ask in (lesson.session.pause, lesson.session.resume):
        ask()
        lesson.session._commands.obey(lesson.session._loop._stopping)

    told = [text for name, text, _ in lesson.stage.heard.statuses if name in ("paused", "running", "teaching")]
    assert told[-1] == "Teaching 20 kronor. Show the front, and move it slowly."


def test_one_side_can_be_saved(model: Model) -> None:
    lesson = Lesson(model, shown(scan(), 8))
    lesson.session.teaching.start("SEK", "", "20", "back")
    assert lesson.run()[-1] == "Saved: 20 kronor, back only."

    other = Lesson(model, shown(scan(), 8))
    other.session.teaching.start("SEK", "", "20")
    other.run()
    assert other.session.state.teaching is not None
    assert other.session.state.teaching.can_save
    other.session.teaching.save_now()
    other.session._commands.obey(other.session._loop._stopping)
    assert [note.faces for note in other.notes.notes] == [("front",)]


def test_private_mode_tells_no_amount(model: Model) -> None:
    lesson = Lesson(model, both(), mode=SpeakMode.PRIVATE)
    lesson.session.teaching.start("SEK", "", "20")

    said = lesson.run()

    assert said == [
        "Show the front, and move it slowly.",
        "Now turn it over, and show the back.",
        "Checking.",
        "The note was saved.",
    ]
    assert not any(message.has_amount for message in lesson.told)
    assert lesson.session.taught.notes == ()


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("", "20", "letter"),
        ("5", "20", "letter"),
        ("🎲", "20", "letter"),
        ("Club", "", "number"),
        ("Club", "x", "number"),
    ],
)
def test_what_cannot_be_taught_is_told(model: Model, name: str, value: str, told: str) -> None:
    lesson = Lesson(model, shown(scan(), 1))
    lesson.session.teaching.start("", name, value)

    (said,) = lesson.run()

    assert told in said
    assert lesson.session.state.teaching is None


def test_a_clash_is_told_and_nothing_kept(model: Model) -> None:
    lesson = Lesson(model, both(), currencies=("XTS",))
    lesson.session.teaching.start("", "Club chips", "20")

    said = lesson.run()

    assert said[-1] == "Not saved. It looks like 20 specimen units, which is known already."
    assert lesson.notes.notes == ()


def test_beside_a_camera_it_is_checked_in_a_thread_of_its_own(model: Model) -> None:
    lesson = Lesson(model, shown(scan(), 8))
    session = lesson.session
    session.teaching.start("SEK", "", "20")
    lesson.run()
    session._parts.jobs.has_thread = True

    session.teaching.save_now()
    session._commands.obey(session._loop._stopping)
    state = session.state.teaching
    assert state is None or state.step is TeachStep.CHECKING
    for _ in range(100):
        if session.state.teaching is None:
            break
        session._commands.obey(session._loop._stopping, wait_s=20.0)

    assert lesson.stage.heard.statuses[-1][1] == "Saved: 20 kronor, front only."
    assert [note.faces for note in lesson.notes.notes] == [("front",)]
    assert session._parts.jobs.close()


class Held:
    """A session that looks at a camera, in which a note is checked step by step, when the test lets it."""

    def __init__(self, model: Model, **more: Any) -> None:
        self.now_s = 0.0
        self.lesson = Lesson(model, shown(scan(), 8), clock=lambda: self.now_s, **more)
        self.session = self.lesson.session
        self.session.teaching.start("SEK", "", "20", "front")
        self.session.teaching._jobs = self  # type: ignore[assignment]

    def begin(self, steps: Any, *, done: Any, failed: Any, at: Any = None) -> Job:
        """In place of the session's jobs."""
        self.job, self._done, self._at, self._steps = Job(), done, at, steps
        return self.job

    def step(self, takes_s: float) -> None:
        """One step of the check is done, and has taken so long."""
        self.now_s += takes_s
        try:
            self._at(next(self._steps))
        except StopIteration as end:
            self._done(end.value)


def test_how_far_a_long_check_is_is_told(model: Model) -> None:
    held_up = Held(model)
    assert held_up.lesson.run()[-1] == "Checking."
    for takes_s in (1.0, 0.9, 0.3, 4.0):
        held_up.step(takes_s)
    state = held_up.session.state.teaching
    assert state is not None
    assert re.fullmatch("Still checking: [1-9][0-9] percent.", state.text)
    held_up.step(1.1)

    told = [text for name, text, _ in held_up.lesson.stage.heard.statuses if text.startswith("Still")]

    assert len(told) == 2, "after two seconds, and five seconds later"
    assert told[0] < told[1]
    while held_up.session.state.teaching is not None:
        held_up.step(0.1)
    assert held_up.lesson.stage.heard.statuses[-1][1] == "Saved: 20 kronor, front only."


def test_a_check_is_stopped_and_nothing_is_kept(model: Model) -> None:
    held_up = Held(model)
    held_up.lesson.run()
    held_up.step(0.1)
    ticks = held_up.lesson.stage.speech.said[-1]
    assert ticks.tones
    assert ticks.still_valid()

    held_up.session.teaching.stop()
    held_up.session._commands.obey(held_up.session._loop._stopping)

    assert not ticks.still_valid()

    assert held_up.job.is_stopped
    assert held_up.lesson.stage.heard.statuses[-1][1] == "Teaching stopped. Nothing was saved."
    assert held_up.session.state.teaching is None
    assert held_up.lesson.notes.notes == ()


def test_another_note_gives_the_check_of_the_first_up(model: Model) -> None:
    held_up = Held(model)
    held_up.lesson.run()

    held_up.session.teaching.start("NOK", "", "50")
    held_up.session._commands.obey(held_up.session._loop._stopping)

    assert held_up.job.is_stopped
    assert held_up.session.state.teaching is not None


def test_what_nobody_foresaw_ends_the_lesson_and_is_told_by_the_session(model: Model) -> None:
    held_up = Held(model)
    held_up.lesson.run()
    with pytest.raises(ZeroDivisionError):
        held_up.session.teaching._not_checked(ZeroDivisionError())
    assert held_up.session.state.teaching is None


def test_without_templates_nothing_can_be_taught() -> None:
    stage = Stage(FakeRecognizer())
    stage.session.teaching.start("SEK", "", "20")
    stage.session.run_to_end(FilmSource(2))

    assert "This model cannot be taught notes. Use the one that ships." in [text for _, text, _ in stage.heard.statuses]
    assert Status.TEACHING.value in stage.heard.kinds


def test_only_what_is_taught_can_be_said_again(model: Model) -> None:
    lesson = Lesson(model, [])
    teaching = lesson.session.teaching
    assert not teaching.repeat()
    teaching.start("SEK", "", "20")
    lesson.session._commands.obey(lesson.session._loop._stopping)
    assert teaching.repeat()


def test_while_what_was_gathered_is_checked_no_frame_is_for_anything_else(model: Model) -> None:
    teaching: Any = Lesson(model, []).session.teaching
    frame, observation = Frame(scan(), 0, 0.0, None, 0.0), seen(0.0, None)
    assert not teaching.look(frame, observation)
    teaching._lesson = SimpleNamespace(is_checking=True)
    assert teaching.look(frame, observation)


def test_only_sides_that_are_done_can_be_saved_and_once(model: Model) -> None:
    idle = Lesson(model, [])
    for is_taught in (False, True):
        if is_taught:
            idle.session.teaching.start("SEK", "", "20")
        idle.session.teaching.save_now()
        idle.session._commands.obey(idle.session._loop._stopping)
        state = idle.session.state.teaching
        assert (state is not None) is is_taught
        assert state is None or (state.step, state.can_save) == (TeachStep.FRONT, False)
    held_up = Held(model)
    held_up.lesson.run()
    state, job = held_up.session.state.teaching, held_up.job
    assert state is not None
    assert (state.step, state.can_save) == (TeachStep.CHECKING, False)
    held_up.session.teaching.save_now()
    held_up.session._commands.obey(held_up.session._loop._stopping)
    assert held_up.job is job, "it is being checked already"

"""Teaching a note before the camera: its front, its back, then it is kept. No Qt, and no decision about frames.

Which frames are good is `app.recognition.teaching_frames`', what they make `app.recognition.teacher`'s. What was
taught before is listed, renamed and given away in `teaching_list`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Final

from app.camera.frame import Frame
from app.feedback.announcer import Announcer
from app.feedback.phrases import Phrase
from app.feedback.private import Tone, ToneCode
from app.feedback.teaching_pace import ProgressPace, TeachPace
from app.feedback.teaching_words import TeachPhrase, teach_phrase
from app.feedback.utterance import Priority
from app.recognition.observation import Observation
from app.recognition.taught_names import TaughtError, clean_name, clean_value
from app.recognition.teacher import Teacher, Tried
from app.recognition.teaching import FACES, Shot
from app.recognition.teaching_frames import SideGatherer
from app.session import teaching_wording as words
from app.session.choices import Choices
from app.session.jobs import Job, Jobs
from app.session.presenter import Presenter
from app.session.teaching_state import TeachingState, TeachStep
from app.session.teaching_voice import TeachingVoice
from app.session.teller import Teller
from app.trouble import Trouble

# One short tone for each frame that is kept, two that rise when a side is done.
_KEPT: Final[ToneCode] = (Tone(880.0, 60, 0),)
_DONE: Final[ToneCode] = (Tone(660.0, 90, 30), Tone(990.0, 140, 0))
# Trying it on all other notes takes seconds, on a busy machine many: a soft tick each second tells that it goes on.
_CHECKING: Final[ToneCode] = (Tone(520.0, 30, 970),) * 60


@dataclass(slots=True)
class _Lesson:
    """A note that is being taught."""

    currency: str
    name: str
    value: str
    faces: tuple[str, ...]
    at: int
    gatherer: SideGatherer
    text: str
    shots: dict[str, list[Shot]] = field(default_factory=dict)
    check: Job | None = None
    checked: ProgressPace = field(default_factory=ProgressPace)

    @property
    def is_checking(self) -> bool:
        return self.check is not None

    @property
    def face(self) -> str:
        return self.faces[self.at]

    @property
    def key(self) -> str:
        return f"{self.currency}/{self.value}"


class Teaching:
    """One lesson at a time. What is asked for is done in the session's thread; `state` may be read from any."""

    def __init__(
        self,
        teacher: Teacher | None,
        *,
        announcer: Announcer,
        choices: Choices,
        presenter: Presenter,
        teller: Teller,
        later: Callable[[Callable[[], None]], None],
        jobs: Jobs,
        clock: Callable[[], float],
        changed: Callable[[], None],
        why_blind: Callable[[], Phrase | None] = lambda: None,
        today: Callable[[], date] = date.today,
    ) -> None:
        """Join the parts.

        Args:
            teacher: makes and keeps notes; None where the model has no templates.
            announcer, choices, presenter, teller: the session's.
            later: how to get into the session's thread.
            jobs: where a note is tried on all others.
            clock: monotonic seconds.
            changed: called there when taught notes have changed.
            why_blind: why no frames come; None while they do.
            today: the day.
        """
        self.teacher = teacher
        self._announcer = announcer
        self._choices = choices
        self._presenter = presenter
        self._teller = teller
        self._later = later
        self._jobs = jobs
        self._clock = clock
        self._changed = changed
        self._why_blind = why_blind
        self._today = today
        self._voice = TeachingVoice(presenter, teller)
        self._pace = TeachPace()
        self._lesson: _Lesson | None = None
        self._state: TeachingState | None = None

    @property
    def state(self) -> TeachingState | None:
        """Where it stands; None while nothing is taught."""
        return self._state

    # What a person asks for; from any thread

    def start(self, currency: str, name: str, value: str, face: str | None = None) -> None:
        """Begin to teach a note.

        Args:
            currency: ISO 4217 code; empty for a name of the person's own.
            name: that name, as it was typed.
            value: as it was typed.
            face: "front" or "back" for this side alone; None for both, one after the other.
        """
        self._later(lambda: self._start(currency, name, value, FACES if face is None else (face,)))

    def save_now(self) -> None:
        """Keep the sides that are done, without waiting for the other."""
        self._later(self._save_now)

    def stop(self) -> None:
        """Teach nothing more, and keep nothing of it."""
        self._later(self._stop)

    def repeat(self) -> bool:
        """Say again what to do; False when nothing is taught."""
        if self._state is None:
            return False
        self._later(self._repeat)
        return True

    # In the session's thread

    def look(self, frame: Frame, observation: Observation) -> bool:
        """Take a frame, if a note is being taught; then nothing else is to be made of it."""
        lesson = self._lesson
        if lesson is None:
            return False
        if lesson.is_checking:
            return True
        gathered = lesson.gatherer.look(frame.image, observation)
        hint = self._pace.observe(gathered.hint, observation.captured_at_s, is_kept=gathered.is_new)
        if gathered.is_new:
            self._voice.sound(_KEPT)
            self._show()
        elif hint is not None:
            text = words.hint_words(hint, self._presenter.wording, self._announcer.guidance_level)
            self._voice.hint(text, still_valid=lambda: self._lesson is lesson)
        if gathered.is_done:
            self._side_is_done(lesson)
        return True

    def _start(self, currency: str, name: str, value: str, faces: tuple[str, ...]) -> None:
        if self.teacher is None:
            self._voice.trouble(TaughtError("taught_not_here"))
            return
        try:
            value = clean_value(value)
            name = "" if currency else clean_name(name)
            code = currency or self.teacher.notes.code_for(name)
        except TaughtError as error:
            self._voice.trouble(error)
            return
        blind = self._why_blind()
        if blind is not None:
            # Who is told to show a note, and whom nothing answers, waits for ever.
            self._voice.tell(self._presenter.wording.phrase(blind))
            return
        lesson = _Lesson(code, name, value, faces, 0, SideGatherer(), "")
        if self._lesson is not None and (self._lesson.key, self._lesson.faces) == (lesson.key, faces):
            # Enter once more must not throw away what is gathered.
            self._repeat()
            return
        self._give_up()
        self._lesson = lesson
        self._changed()
        self._ask_for_side(self._lesson, names_note=True)

    def _ask_for_side(self, lesson: _Lesson, *, names_note: bool) -> None:
        is_private = self._presenter.mode.is_private
        self._pace.reset()
        lesson.text = words.begun(
            lesson.key if names_note else "", lesson.face, self._presenter.wording, is_private=is_private
        )
        self._show()
        self._voice.tell(lesson.text, has_amount=names_note and not is_private)

    def _side_is_done(self, lesson: _Lesson) -> None:
        lesson.shots[lesson.face] = lesson.gatherer.shots
        # Before the words that follow from it.
        self._voice.sound(_DONE, priority=Priority.ANSWER)
        if lesson.at + 1 == len(lesson.faces):
            self._check(lesson)
            return
        lesson.at += 1
        lesson.gatherer = SideGatherer(lesson.gatherer.shots)
        self._ask_for_side(lesson, names_note=False)

    def _check(self, lesson: _Lesson) -> None:
        assert self.teacher is not None
        lesson.checked.begin(self._clock())
        lesson.check = self._jobs.begin(
            self.teacher.make(
                lesson.shots,
                currency=lesson.currency,
                name=lesson.name,
                value=lesson.value,
                day=self._today(),
                on=self._choices.on,
            ),
            done=partial(self._checked, lesson),
            failed=self._not_checked,
            at=partial(self._check_goes_on, lesson),
        )
        lesson.text = teach_phrase(TeachPhrase.CHECKING, self._presenter.wording.language)
        self._show()
        self._voice.tell(lesson.text)
        self._voice.sound(_CHECKING, topic="checking", still_valid=lambda: self._lesson is lesson)

    def _check_goes_on(self, lesson: _Lesson, fraction: float) -> None:
        percent = lesson.checked.observe(fraction, self._clock())
        if percent is not None:
            language = self._presenter.wording.language
            lesson.text = teach_phrase(TeachPhrase.STILL_CHECKING, language, percent=str(percent))
            self._show()
            self._voice.tell(lesson.text)

    def _checked(self, lesson: _Lesson, tried: Tried) -> None:
        assert self.teacher is not None
        self._lesson = None
        try:
            note = self.teacher.keep(tried.note) if tried.clash is None else None
        except Trouble as error:
            self._not_checked(error)
            return
        self._end()
        is_private, wording = self._presenter.mode.is_private, self._presenter.wording
        if note is not None:
            text = words.saved(note, wording, is_private=is_private)
        else:
            text = words.clashes(tried.clash or "", wording, is_private=is_private)
        self._voice.tell(text, has_amount=not is_private)

    def _not_checked(self, error: Exception) -> None:
        self._lesson = None
        self._end()
        if not isinstance(error, Trouble):
            raise error
        self._voice.trouble(error)

    def _save_now(self) -> None:
        lesson = self._lesson
        if lesson is not None and lesson.shots and not lesson.is_checking:
            self._check(lesson)

    def _stop(self) -> None:
        if self._lesson is not None:
            self._give_up()
            self._end()
            self._voice.tell(teach_phrase(TeachPhrase.STOPPED, self._presenter.wording.language))

    def _give_up(self) -> None:
        if self._lesson is not None and self._lesson.check is not None:
            self._lesson.check.stop()
        self._lesson = None

    def _repeat(self) -> None:
        if self._lesson is not None:
            self._voice.tell(self._lesson.text, has_amount=not self._presenter.mode.is_private)

    def _end(self) -> None:
        self._show()
        self._changed()

    # What is told

    def _show(self) -> None:
        lesson = self._lesson
        self._state = None if lesson is None else _state_of(lesson)
        self._teller.state_changed()


def _state_of(lesson: _Lesson) -> TeachingState:
    step: Mapping[str, TeachStep] = {"front": TeachStep.FRONT, "back": TeachStep.BACK}
    return TeachingState(
        step=TeachStep.CHECKING if lesson.is_checking else step[lesson.face],
        text=lesson.text,
        kept=len(lesson.gatherer.shots),
        wanted=lesson.gatherer.rules.wanted,
        can_save=bool(lesson.shots) and not lesson.is_checking,
    )

"""What a person can ask of a session; it is done in the session's thread, in its turn. How it runs: `session.py`."""

from collections.abc import Callable, Iterable
from functools import partial

from app.feedback.modes import GuidanceLevel, SpeakMode
from app.feedback.phrases import Phrase
from app.feedback.place_tone import SAMPLE
from app.feedback.private import ERROR_CODE, tone_code
from app.feedback.utterance import Priority
from app.session.messages import Message, Status
from app.session.parts import Parts
from app.session.presenter import TONE_SIGN
from app.speech.protocols import Adjustable, AnswersVoices, SoundChoice, SpokenRecord, VoiceInfo
from app.trouble import Trouble


class CountRequests:
    """What is asked of the counted notes. Each returns at once and may be asked from any thread."""

    def __init__(self, parts: Parts) -> None:
        """Take the session's parts."""
        self._count = parts.count_answers
        self._commands = parts.commands
        self._teller = parts.teller

    def read_count(self) -> None:
        """Say which notes were counted, and the totals."""
        self._tell_later(self._count.read)

    def undo_count(self) -> None:
        """Take the note that was counted last away or, right after a clearing, bring all back; and say so."""
        self._tell_later(self._count.undo)

    def clear_count(self) -> None:
        """Ask whether all counted notes are to be forgotten; when asked a moment ago, forget them, and say so."""
        self._tell_later(self._count.clear)

    def _tell_later(self, message: Callable[[], Message]) -> None:
        self._commands.put(lambda: self._teller.tell(message()))


class ToneRequests(CountRequests):
    """What is asked of the tones of private mode, likewise."""

    def __init__(self, parts: Parts) -> None:
        """Take the session's parts."""
        super().__init__(parts)
        self._presenter = parts.presenter
        self._is_lesson_wanted = False

    def learn_tones(self) -> None:
        """Say how private mode's tones are to be understood."""
        # A long text: what the arrow keys find meanwhile is said first, and the lesson goes on after it.
        self._is_lesson_wanted = True
        self._status_later(
            Status.ANSWER,
            Phrase.PRIVATE_LESSON,
            topic="lesson",
            priority=Priority.READING,
            still_valid=lambda: self._is_lesson_wanted,
        )

    def leave_tones(self) -> None:
        """Whoever learnt them turned to something else: no more is said of them."""
        self._is_lesson_wanted = False

    def play_tones(self, rank: int | None) -> None:
        """Let the code of a rank be heard, 1 for a currency's smallest note; None for the one that means no value.

        Raises:
            ValueError: the rank is below 1.
        """
        self._teller.tell(self._presenter.tones(ERROR_CODE if rank is None else tone_code(rank), "tones"))

    def _status_later(
        self,
        status: Status,
        phrase: Phrase,
        *,
        topic: str,
        priority: Priority,
        spoken: bool = True,
        still_valid: Callable[[], bool] | None = None,
    ) -> None:
        self._commands.put(
            lambda: self._teller.status(
                status, phrase, topic=topic, spoken=spoken, priority=priority, still_valid=still_valid
            )
        )


class Requests(ToneRequests):
    """Each returns at once and may be asked from any thread."""

    def __init__(self, parts: Parts) -> None:
        """Take the session's parts."""
        super().__init__(parts)
        self._parts = parts
        self._announcer = parts.announcer
        self._choices = parts.choices
        self._table = parts.table
        self._looking = parts.looking
        self._sources = parts.sources
        self._identifying = parts.identifying
        self._loop = parts.loop

    # What the person asks for

    def pause(self) -> None:
        """Stop looking until `resume`; the camera stays open."""
        self._set_paused(True)

    def resume(self) -> None:
        """Look on; what is in view must earn its word anew."""
        self._set_paused(False)

    def repeat(self) -> None:
        """Say the last value again, in private mode by its tones; while a note is taught or a phone awaited, how.

        After it, what asks for something or reports a loss, and was hushed.
        """
        if not (self._parts.teaching.repeat() or self._parts.phone.repeat()):
            self._teller.tell(self._presenter.repeat())
        self._teller.tell_unheard()

    def hush(self) -> None:
        """Stop speaking, forget what waits to be spoken, and let no tone follow the note that is in view.

        What asks for something or reports a loss is said again by `repeat`.
        """
        self._looking.hush_tones()
        self._teller.speech.hush()
        self._commands.put(self._table.cancel)

    def what_do_you_see(self) -> None:
        """Say what the newest picture shows: value, how sure, where, light."""
        self._commands.put(self._describe)

    def identify_currency(self, key: str = "") -> None:
        """Say which currency's note is in view, among all that are known; no value is told.

        key: that is pressed to ask again and to turn the currency on, as people write it; "" for none.
        """
        self._commands.put(partial(self._identify, key))

    def identify_each_note(self) -> None:
        """The same of each note that comes into view. To be called before the session begins."""
        self._identifying.of_each_note = True

    def what_is_on_the_table(self) -> None:
        """Read all notes in view and say what they are; in count mode add those that are not counted yet."""
        self._commands.put(self._ask_table)

    def say(
        self,
        text: str,
        *,
        topic: str = "window",
        priority: Priority = Priority.ANSWER,
        has_amount: bool = False,
        still_valid: Callable[[], bool] | None = None,
        done: Callable[[SpokenRecord], None] | None = None,
        is_kept: bool = False,
    ) -> None:
        """Say these words; `done` hears what became of them, from another thread.

        is_kept: they report a loss: hushed, they are said again by `repeat`.
        has_amount: they tell what a note is worth, or a total, and are not said in private mode.
        still_valid: whether they are still to be said; asked before and while they are, from the speech thread.
        """
        say = partial(
            self._teller.words,
            text,
            topic=topic,
            priority=priority,
            has_amount=has_amount,
            still_valid=still_valid,
            done=done,
            is_kept=is_kept,
            language=self._presenter.wording.language,
        )
        if self._loop.has_thread:
            # In its turn, so that the words of what was asked for before come before these.
            self._commands.put(say)
        else:
            say()

    def report_trouble(self, trouble: Trouble) -> None:
        """Tell the person, aloud, on the screen and in the events, what is missing and what to do about it."""
        self._teller.report(trouble)

    # What the person chooses

    def set_mode(self, mode: SpeakMode) -> None:
        """Tell values in another way from now on; no value that waits to be spoken survives the step to private."""
        before, self._presenter.mode = self._presenter.mode, mode
        self._teller.state_changed()
        self._answer_later(Status.MODE, lambda: self._teller.wording.mode(mode, before=before), topic="mode")

    def set_guidance(self, level: GuidanceLevel) -> None:
        """Say more or less besides values."""
        self._commands.put(partial(self._set_guidance, level))

    def set_hints(self, on: bool) -> None:
        """Give hints and tones about the note, or none while the person is busy with something else than the camera."""
        was_on, self._presenter.gives_hints = self._presenter.gives_hints, on
        if on and not was_on:
            # What is wrong must show itself anew: nobody held a note up meanwhile, or knew where.
            self._commands.put(self._announcer.forget_hints)

    def set_place_tone(self, on: bool) -> None:
        """Let a tone follow the note, or not; it is heard once when it is turned on."""
        self._looking.place_tone = on
        if on:
            self._teller.tell(
                self._presenter.status(Status.SAID, TONE_SIGN, topic="tones", priority=Priority.ANSWER, tones=SAMPLE)
            )

    def adjust_speech(self, choice: SoundChoice) -> None:
        """Speak like this from now on."""
        if isinstance(self._teller.speech, Adjustable):
            self._teller.speech.adjust(choice)
        self._commands.put(self._parts.apply_choices)

    def ask_voices(self, answer: Callable[[tuple[VoiceInfo, ...]], None]) -> None:
        """Call `answer`, from the speech thread, with the voices that speak the chosen language."""
        if isinstance(self._teller.speech, AnswersVoices):
            self._teller.speech.ask_voices(answer)

    def set_muted(self, muted: bool) -> None:
        """Turn the sound off, or on again."""
        if self._teller.speech.muted == muted:
            return
        self._teller.speech.muted = muted
        self._teller.state_changed()
        status, phrase = (Status.MUTED, Phrase.MUTED) if muted else (Status.UNMUTED, Phrase.UNMUTED)
        self._status_later(status, phrase, topic="muted", spoken=not muted, priority=Priority.ANSWER)

    def set_language(self, language: str) -> None:
        """Make the words in the language of this tag from now on; the voice is a matter of `adjust_speech`."""
        self._choices.language = language
        self._presenter.wording = self._choices.wording()
        self._teller.state_changed()
        self._commands.put(self._parts.apply_choices)

    def choose_currencies(self, codes: Iterable[str]) -> None:
        """Name these currencies only.

        Raises:
            ValueError: none is given, or one that the model does not know.
        """
        self._choices.choose(codes)
        self._teller.state_changed()
        self._commands.put(self._currencies_chosen)

    def choose_source(self, spec: str) -> None:
        """Look at this source, as on the command line, in place of the one before."""
        self._commands.put(partial(self._sources.choose, spec))

    # In the session's thread

    def _answer_later(self, status: Status, text: Callable[[], str], *, topic: str) -> None:
        self._commands.put(lambda: self._teller.status(status, text(), topic=topic, priority=Priority.ANSWER))

    def _currencies_chosen(self) -> None:
        self._looking.forget()
        self._parts.apply_choices()
        self._parts.tell_currencies()

    def _set_guidance(self, level: GuidanceLevel) -> None:
        self._announcer.guidance_level = level
        self._parts.apply_choices()
        text = self._teller.wording.level(level)
        self._teller.status(Status.GUIDANCE, text, topic="guidance", priority=Priority.ANSWER)

    def _describe(self) -> None:
        if self._parts.teaching.repeat():
            # Its value is not told while a note is taught.
            return
        if self._looking.is_paused:
            self._teller.tell(self._presenter.answer(self._teller.wording.phrase(Phrase.PAUSED), topic="seen"))
            return
        self._teller.tell(self._what_is_seen())

    def _what_is_seen(self) -> Message:
        seen = self._looking.seen if self._sources.control.delivers else None
        return self._presenter.what_is_seen(seen, again=self._what_is_seen)

    def _identify(self, key: str) -> None:
        if self._parts.teaching.repeat():
            return
        if self._looking.is_paused:
            self._teller.tell(self._presenter.answer(self._teller.wording.phrase(Phrase.PAUSED), topic="identify"))
        elif not self._sources.control.delivers:
            text = self._teller.wording.phrase(Phrase.SEES_NO_PICTURE)
            self._teller.tell(self._presenter.answer(text, topic="identify"))
        else:
            self._identifying.begin(key)

    def _ask_table(self) -> None:
        is_taught = self._parts.teaching.state is not None
        if is_taught or self._looking.is_paused or not self._sources.control.delivers:
            self._describe()
        else:
            self._table.ask()

    def _set_paused(self, paused: bool) -> None:
        if self._looking.is_paused == paused:
            return
        self._looking.is_paused = paused
        self._teller.state_changed()
        self._commands.put(partial(self._paused, paused))

    def _paused(self, paused: bool) -> None:
        if paused:
            self._identifying.give_up()
            self._table.cancel()
            self._looking.end_tones()
            self._teller.speech.hush()
            # Who wants no more notes has not said that a loss or a question is to go unheard.
            self._teller.status(
                Status.PAUSED,
                Phrase.PAUSED,
                topic="pause",
                priority=Priority.ANSWER,
                done=lambda _: self._commands.put(self._teller.tell_unheard),
            )
        else:
            self._looking.forget()
            wording, blind = self._teller.wording, self._parts.why_blind
            # Without a picture it runs, and yet sees nothing.
            words = [wording.phrase(phrase) for phrase in (Phrase.RUNNING, blind) if phrase is not None]
            self._teller.status(Status.RUNNING, " ".join(words), topic="pause", priority=Priority.ANSWER)
            self._parts.teaching.repeat()

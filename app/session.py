"""The loop that joins camera, recognition, feedback and speech; the window, the headless run and tests all drive it.

No Qt here, and no decision that a room could make. One thread, the session's own or the caller's, owns the frames, the
recogniser and the announcer. What others ask for waits in a queue until that thread is between two frames.
"""

import logging
import math
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from app.camera.capture import CameraStatus
from app.camera.errors import CameraError, SourceUnavailable
from app.camera.frame import Frame
from app.camera.source import Source
from app.events import (
    Event,
    EventsError,
    EventWriter,
    announcement_event,
    frame_event,
    guidance_event,
    status_event,
    utterance_event,
)
from app.feed import Feed, LiveFeed, OrderedFeed
from app.feedback import words
from app.feedback.announcer import Announcer, Decision
from app.feedback.count import Count, added_words, list_words, undone_words
from app.feedback.describe import describe
from app.feedback.guidance import Hint, HintKind, hint_phrase
from app.feedback.history import EntryKind, History, HistoryEntry
from app.feedback.modes import GuidanceLevel, SpeakMode
from app.feedback.phrases import Phrase, counted_notes, phrase
from app.feedback.place_tone import SAMPLE, PlaceToneParameters, PlaceToner
from app.feedback.private import ERROR_CODE, ToneCode, rank_of, tone_code
from app.feedback.utterance import Announcement, Priority, Utterance
from app.recognition.labels import NoteLabel
from app.recognition.observation import Observation
from app.speech.protocols import Adjustable, AnswersVoices, SoundChoice, Speech, SpokenRecord, VoiceInfo

SPECIMEN_CURRENCY = "XTS"
SAME_FAILURES_ALLOWED = 30
# How long after a note has gone its value is still worth saying: words that began stay whole, late ones are dropped.
VALUE_GRACE_S = 2.5

_CURRENCIES_NAMED = 4
_TONE_SIGN = "♪"
_POLL_S = 0.1
_JOIN_S = 1.0
_LATENCIES_KEPT = 100_000

_log = logging.getLogger(__name__)

_MODES = {
    SpeakMode.NORMAL: Phrase.MODE_NORMAL,
    SpeakMode.PRIVATE: Phrase.MODE_PRIVATE,
    SpeakMode.COUNT: Phrase.MODE_COUNT,
    SpeakMode.PRIVATE_COUNT: Phrase.MODE_PRIVATE_COUNT,
}
_LEVELS = {
    GuidanceLevel.VALUES_ONLY: Phrase.GUIDANCE_VALUES_ONLY,
    GuidanceLevel.BRIEF: Phrase.GUIDANCE_BRIEF,
    GuidanceLevel.FULL: Phrase.GUIDANCE_FULL,
}


class SessionFailed(Exception):
    """The session cannot go on. The message is one clear sentence."""


class Recognizes(Protocol):
    """The part of the recogniser that the session uses, in one thread."""

    @property
    def labels(self) -> tuple[NoteLabel, ...]:
        """The model's classes."""

    @property
    def currencies(self) -> tuple[str, ...]:
        """ISO 4217 codes of the currencies that the model knows."""

    def warm_up(self) -> None:
        """Make the first frame as fast as the rest."""

    def observe(self, frame: Frame, currencies: frozenset[str]) -> Observation:
        """What the frame shows, in these currencies."""


class MakesSpeech(Protocol):
    """Makes the voice of a session, given whom to tell what was spoken and what is missing (from any thread)."""

    def __call__(self, *, on_spoken: Callable[[SpokenRecord], None], on_problem: Callable[[str], None]) -> Speech:
        """The voice."""


class Listener(Protocol):
    """Hears what happens, from the session's thread; must be quick."""

    def on_observation(self, frame: Frame, observation: Observation) -> None:
        """A frame was looked at."""

    def on_announcement(self, announcement: Announcement, text: str) -> None:
        """A value was announced, in these words; in private mode the words do not tell it."""

    def on_guidance(self, hint: Hint, text: str) -> None:
        """A hint was given, in these words."""

    def on_status(self, status: str, text: str, source: str | None) -> None:
        """The app's or the source's state changed; names of states as in docs/events.md."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to.

    Attributes:
        frames: how many were looked at.
        announcements: how many values were announced.
        p50_ms, p99_ms: median and 99th percentile of the time from a frame's capture to its decision, milliseconds;
            None without frames. Of the last 100 000 frames.
    """

    frames: int
    announcements: int
    p50_ms: float | None
    p99_ms: float | None


class Session:
    """One run of the app, with one voice, over one source after another.

    Either `start` (frames are looked at in a thread of its own) or `run_to_end` (in the caller's), once. What the
    person asks for (`pause` to `report_problem`) returns at once and may be asked from any thread.
    """

    def __init__(
        self,
        *,
        recognizer: Recognizes,
        make_speech: MakesSpeech,
        open_source: Callable[[str], Source],
        currencies: Iterable[str],
        language: str = "en",
        specimens_in_demo: bool = True,
        events: EventWriter | None = None,
        log_frames: bool = False,
        announcer: Announcer | None = None,
        guidance: GuidanceLevel = GuidanceLevel.FULL,
        mode: SpeakMode = SpeakMode.NORMAL,
        place_tone: bool = False,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        """Join the parts; nothing runs yet but the voice.

        Args:
            recognizer: used by the session's thread alone from now on.
            make_speech: called once, here.
            open_source: from a SPEC as on the command line to a source, closed; raises CameraError.
            currencies: ISO 4217 codes that are on.
            language: tag of the language of words.
            specimens_in_demo: name the specimen notes while the demo plays, even when their currency is off.
            events: where events are written; closed with the session.
            log_frames: write an event for every frame, too.
            announcer: decides what is told; None makes one with its defaults.
            guidance: how much is said besides values.
            mode: how values are told.
            place_tone: a tone follows the note.
            clock: monotonic seconds, on which `Frame.monotonic_s` was taken.

        Raises:
            ValueError: no currency is on, or one that the model does not know.
        """
        self._recognizer = recognizer
        self._chosen = self._checked(currencies)
        self._open_source = open_source
        self._language = language
        self._specimens_in_demo = specimens_in_demo
        self._events = events
        self._log_frames = log_frames
        self._announcer = announcer or Announcer()
        self._announcer.guidance_level = guidance
        self._mode = mode
        self._place_tone = place_tone
        self._toner = PlaceToner(PlaceToneParameters(camera_faces_person=self._announcer.guidance.camera_faces_person))
        self._count = Count()
        self._history = History()
        self._seen: Observation | None = None
        self._clock = clock
        self._listeners: list[Listener] = []
        self._broken_listeners: list[Listener] = []
        self._commands: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._has_begun = False
        self._source: Source | None = None
        self._feed: Feed | None = None
        self._in_real_time = True
        self._to_the_end = False
        self._no_camera = False
        self._is_ready = False
        self._is_lost = False
        self._is_paused = False
        self._offset_s = 0.0
        self._now_s = 0.0
        self._on = self._chosen
        self._full_names: frozenset[str] = frozenset()
        self._failures = 0
        self._last_failure: str | None = None
        self._frames = 0
        self._announcements = 0
        self._latencies_ms: deque[float] = deque(maxlen=_LATENCIES_KEPT)
        self._heard: dict[str, Callable[[SpokenRecord], None]] = {}
        self._speech = make_speech(on_spoken=self._was_spoken, on_problem=self.report_problem)
        self._use_currencies()

    # What is asked of it

    def add_listener(self, listener: Listener) -> None:
        """Tell this one what happens. To be called before the session begins."""
        self._listeners.append(listener)

    def start(self, spec: str) -> None:
        """Look at this source in a thread of the session's own, in real time, until `close`.

        A source that cannot be had is told as a status; another can be chosen then.
        """
        self._begin()
        self.choose_source(spec)
        self._thread = threading.Thread(target=self._run_in_thread, name="session", daemon=True)
        self._thread.start()

    def run_to_end(self, source: Source, *, no_camera: bool = False) -> Summary:
        """Look at this source in the caller's thread until it ends or `close` is called from another.

        A source that is not live is looked at frame by frame as fast as the machine can.

        Args:
            source: closed; nobody else uses it from now on.
            no_camera: the source stands in for a camera that was not found; the person is told.

        Raises:
            CameraError: the source cannot be had, or a file broke off.
            SessionFailed: the same failure with too many frames in a row.
        """
        self._begin()
        self._in_real_time = source.live
        self._to_the_end = True
        self._recognizer.warm_up()
        try:
            self._look_through(source, no_camera=no_camera)
            self._loop()
        finally:
            self._let_go()
        return self.summary()

    def summary(self) -> Summary:
        """What the run came to so far."""
        ranked = sorted(self._latencies_ms)
        return Summary(
            frames=self._frames,
            announcements=self._announcements,
            p50_ms=_percentile(ranked, 0.50),
            p99_ms=_percentile(ranked, 0.99),
        )

    @property
    def value_in_view(self) -> Announcement | None:
        """The announced note that is still in front of the camera, or None; may be asked from any thread."""
        return self._announcer.current_value

    @property
    def mode(self) -> SpeakMode:
        """How values are told; may be asked from any thread."""
        return self._mode

    @property
    def count(self) -> Count:
        """The notes counted so far, also those counted in private; may be asked from any thread."""
        return self._count

    @property
    def history(self) -> History:
        """What was told, newest first, in private mode without amounts; may be asked from any thread."""
        return self._history.discreet() if self._mode.is_private else self._history

    def set_mode(self, mode: SpeakMode) -> None:
        """Tell values in another way from now on; no value that waits to be spoken survives the step to private."""
        before, self._mode = self._mode, mode
        if mode.is_private:
            self._speech.hush()
        text = phrase(_MODES[mode], self._language)
        if before.is_private and mode is SpeakMode.COUNT:
            # Who turned private mode off must hear that it is off.
            text = f"{phrase(Phrase.MODE_NORMAL, self._language)} {text}"
        self._commands.put(partial(self._tell_status, "mode", text, speak=True))

    def set_guidance(self, level: GuidanceLevel) -> None:
        """Say more or less besides values."""
        self._commands.put(partial(self._set_guidance, level))

    def set_place_tone(self, on: bool) -> None:
        """Let a tone follow the note, or not; it is heard once when it is turned on."""
        self._place_tone = on
        if on:
            self._say(_TONE_SIGN, Priority.STATUS, tones=SAMPLE)

    def what_do_you_see(self) -> None:
        """Say what the newest picture shows: value, how sure, where, light."""
        self._commands.put(self._describe)

    def read_count(self) -> None:
        """Say which notes were counted, and the totals."""
        self._commands.put(self._read_count)

    def undo_count(self) -> None:
        """Take the note that was counted last away, and say so."""
        self._commands.put(self._undo_count)

    def clear_count(self) -> None:
        """Forget all notes that were counted, and say so."""
        self._commands.put(self._clear_count)

    def learn_tones(self) -> None:
        """Say how private mode's tones are to be understood."""
        lesson = phrase(Phrase.PRIVATE_LESSON, self._language)
        self._commands.put(partial(self._tell_status, "answer", lesson, speak=True))

    def play_tones(self, rank: int | None) -> None:
        """Let the code of a rank be heard, 1 for a currency's smallest note; None for the one that means no value.

        Raises:
            ValueError: the rank is below 1.
        """
        code = ERROR_CODE if rank is None else tone_code(rank)
        self._say(phrase(Phrase.PRIVATE_TOLD, self._language), Priority.STATUS, tones=code)

    def pause(self) -> None:
        """Stop looking until `resume`; the camera stays open."""
        self._commands.put(self._pause)

    def resume(self) -> None:
        """Look on; what is in view must earn its word anew."""
        self._commands.put(self._resume)

    def repeat(self) -> None:
        """Say the last value again, in private mode by its tones."""
        if self._mode.is_private:
            last = self._announcer.repeat()
            code = ERROR_CODE if last is None else self._code(last)
            self._say(phrase(Phrase.PRIVATE_TOLD, self._language), Priority.VALUE, tones=code)
        elif not self._speech.repeat():
            self._say(phrase(Phrase.NOTHING_TO_REPEAT, self._language), Priority.STATUS)

    def hush(self) -> None:
        """Stop speaking, forget what waits to be spoken, and let no tone follow the note that is in view."""
        self._toner.hush()
        self._speech.hush()

    def say(self, text: str, done: Callable[[SpokenRecord], None] | None = None) -> None:
        """Say these words, as a status; `done` hears what became of them, from the speech thread."""
        if self._thread is not None and self._thread.is_alive():
            # In its turn, so that the words of what was asked for before come before these.
            self._commands.put(partial(self._say_for_window, text, done))
        else:
            self._say_for_window(text, done)

    def adjust_speech(self, choice: SoundChoice) -> None:
        """Speak like this from now on."""
        if isinstance(self._speech, Adjustable):
            self._speech.adjust(choice)
        self._commands.put(self._use_currencies)

    def ask_voices(self, answer: Callable[[tuple[VoiceInfo, ...]], None]) -> None:
        """Call `answer`, from the speech thread, with the voices that speak the chosen language."""
        if isinstance(self._speech, AnswersVoices):
            self._speech.ask_voices(answer)

    def set_muted(self, muted: bool) -> None:
        """Turn the sound off, or on again."""
        if self._speech.muted != muted:
            self._speech.muted = muted
            self._commands.put(partial(self._told_muted, muted))

    def set_language(self, language: str) -> None:
        """Make the words in the language of this tag from now on; the voice is a matter of `adjust_speech`."""
        self._commands.put(partial(self._set_language, language))

    def choose_currencies(self, codes: Iterable[str]) -> None:
        """Name these currencies only.

        Raises:
            ValueError: none is given, or one that the model does not know.
        """
        chosen = self._checked(codes)
        self._commands.put(partial(self._choose_currencies, chosen))

    def choose_source(self, spec: str) -> None:
        """Look at this source, as on the command line, in place of the one before."""
        self._commands.put(partial(self._choose_source, spec))

    def report_problem(self, text: str) -> None:
        """Tell the person, aloud, on the screen and in the events, what is missing and what to do about it."""
        # Spoken, too: who sees nothing would never learn of it.
        self._commands.put(partial(self._tell_status, "problem", text, speak=True))

    def close(self) -> bool:
        """Stop every thread and wait for them, about a second at most; may be called again.

        Returns False when one did not end in time (a camera's driver that hangs); it ends with the process.
        """
        self._stopping.set()
        self._commands.put(_nothing)
        has_ended = True
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(_JOIN_S)
            has_ended = not self._thread.is_alive()
        has_ended = self._speech.close() and has_ended
        if self._events is not None:
            self._events.close()
        return has_ended

    # The loop

    def _begin(self) -> None:
        if self._has_begun or self._stopping.is_set():
            raise RuntimeError("A session runs once; make another.")
        self._has_begun = True

    def _run_in_thread(self) -> None:
        try:
            self._recognizer.warm_up()
            self._loop()
        except SessionFailed as failure:
            self._tell_status("failed", str(failure), speak=True)
        except Exception as error:
            # A dead thread would leave a blind person with silence.
            _log.exception("the session failed")
            self._tell_status("failed", f"Noteworthy stopped: {_one_line(error)}. Start it again.", speak=True)
        finally:
            self._let_go()

    def _loop(self) -> None:
        while not self._stopping.is_set():
            feed = self._feed
            if feed is None or self._is_paused:
                if feed is None and self._to_the_end:
                    return
                self._obey(wait_s=_POLL_S)
                continue
            frame: Frame | None = None
            trouble: CameraError | None = None
            try:
                frame = feed.next(_POLL_S)
            except CameraError as error:
                trouble = error
            self._obey()
            if feed is not self._feed:
                continue
            if trouble is not None:
                self._source_failed(trouble)
            elif frame is not None and not self._is_paused:
                self._look_at(frame)
            elif feed.ended:
                self._let_go()
                self._obey()

    def _obey(self, wait_s: float = 0.0) -> None:
        """Do what was asked for meanwhile, waiting up to wait_s seconds for the first of it."""
        try:
            command = self._commands.get(timeout=wait_s) if wait_s > 0 else self._commands.get_nowait()
            while not self._stopping.is_set():
                command()
                command = self._commands.get_nowait()
        except queue.Empty:
            return

    def _look_at(self, frame: Frame) -> None:
        self._now_s = self._offset_s + frame.captured_at_s
        try:
            self._speech.advance(self._now_s)
            observation = self._recognizer.observe(frame, self._on)
            decision = self._announcer.observe(observation)
            self._seen = observation
            decided_ms = (self._clock() - frame.monotonic_s) * 1000.0
            self._frames += 1
            self._latencies_ms.append(decided_ms)
            self._tell(frame, observation, decision, decided_ms)
        except Exception as error:
            self._frame_failed(frame, error)
        else:
            self._failures = 0
            self._last_failure = None

    def _frame_failed(self, frame: Frame, error: Exception) -> None:
        """Tell it once, and go on with the next frame, unless the same happens with every frame."""
        failure = f"{type(error).__name__}: {_one_line(error)}"
        self._failures = self._failures + 1 if failure == self._last_failure else 1
        if self._failures == 1:
            self._last_failure = failure
            _log.error("frame %d failed", frame.index, exc_info=error)
            self._tell_status("error", f"Frame {frame.index} was passed over ({failure}).")
        if self._failures >= SAME_FAILURES_ALLOWED:
            raise SessionFailed(
                f"Noteworthy stopped: {self._failures} frames in a row failed with the same error ({failure}). "
                "Start it again; if it happens again, please report it."
            ) from error

    # What is told

    def _tell(self, frame: Frame, observation: Observation, decision: Decision, decided_ms: float) -> None:
        announcement, hint = decision.announcement, decision.hint
        announced = hinted = ""
        # The voice comes first: what a file or a window costs must not delay it.
        if announcement is not None:
            self._announcements += 1
            utterance = self._value_utterance(announcement)
            announced = utterance.text
            self._speech.say(utterance, self._now_s)
            self._remember(EntryKind.VALUE, announced, has_amount=not utterance.tones)
        if hint is not None:
            hinted = phrase(hint_phrase(hint.kind, self._announcer.guidance_level), self._language)
            self._speech.say(Utterance(hinted, Priority.HINT, partial(self._announcer.hint_holds, hint)), self._now_s)
            self._remember(EntryKind.HINT, hinted)
        self._follow_note(observation, has_told=announcement is not None or hint is not None)
        if self._log_frames:
            self._log_event(frame_event(observation, decision, t_s=self._now_s, decided_ms=decided_ms))
        if announcement is not None:
            self._log_event(announcement_event(announcement, t_s=self._now_s, text=announced, decided_ms=decided_ms))
        if hint is not None:
            self._log_event(guidance_event(hint, t_s=self._now_s, text=hinted, decided_ms=decided_ms))
        self._notify(lambda listener: listener.on_observation(frame, observation))
        if announcement is not None:
            self._notify(lambda listener: listener.on_announcement(announcement, announced))
        if hint is not None:
            self._notify(lambda listener: listener.on_guidance(hint, hinted))

    def _follow_note(self, observation: Observation, *, has_told: bool) -> None:
        is_read = self._announcer.current_value is not None
        place = self._toner.observe(observation, is_read=is_read, has_told=has_told)
        if place is None or not self._tone_is_wanted():
            return
        toner = self._toner

        def still_valid() -> bool:
            return self._tone_is_wanted() and toner.holds(place)

        self._speech.say(Utterance(_TONE_SIGN, Priority.PLACE, still_valid, tones=(place.tone,)), self._now_s)

    def _tone_is_wanted(self) -> bool:
        return self._place_tone and not self._mode.is_private and not self._is_paused

    def _value_utterance(self, announcement: Announcement) -> Utterance:
        """A value as it is told in the mode of this moment; in count mode its note is added first."""
        # Asked once: the mode may change meanwhile, and then these words are no longer valid.
        mode = self._mode

        def still_valid() -> bool:
            is_secret_now = self._mode.is_private and not mode.is_private
            return not is_secret_now and self._announcer.is_there(announcement, grace_s=VALUE_GRACE_S)

        if mode.counts:
            self._count = self._count.add(announcement.currency, announcement.value)
        if mode.is_private:
            told = phrase(Phrase.PRIVATE_TOLD, self._language)
            return Utterance(told, Priority.VALUE, still_valid, tones=self._code(announcement))
        if mode.counts:
            return Utterance(added_words(self._count, self._language, self._full_names), Priority.VALUE, still_valid)
        return Utterance(self._money(announcement.value, announcement.currency), Priority.VALUE, still_valid)

    def _code(self, announcement: Announcement) -> ToneCode:
        known = [(label.currency, label.value) for label in self._recognizer.labels if not label.is_unknown]
        return tone_code(rank_of(announcement.currency, announcement.value, known))

    def _remember(self, kind: EntryKind, text: str, *, has_amount: bool = False) -> None:
        self._history = self._history.add(HistoryEntry(self._now_s, kind, text, has_amount))

    def _tell_status(
        self,
        status: str,
        text: str,
        *,
        speak: bool = False,
        spoken: str | None = None,
        still_valid: Callable[[], bool] | None = None,
        has_amount: bool = False,
    ) -> None:
        """Show and log a change of state or an answer; speak it, in other words if given, while it is valid."""
        if speak:
            self._say(spoken or text, Priority.STATUS, still_valid)
            self._remember(EntryKind.STATUS, spoken or text, has_amount=has_amount)
        name = self._source.name if self._source is not None else None
        self._log_event(status_event(t_s=self._now_s, status=status, text=text, source=name))
        self._notify(lambda listener: listener.on_status(status, text, name))

    def _notify(self, tell: Callable[[Listener], None]) -> None:
        """Tell every listener; one that fails must not silence the others, nor the voice."""
        for listener in self._listeners:
            try:
                tell(listener)
            except Exception:
                if listener not in self._broken_listeners:
                    self._broken_listeners.append(listener)
                    _log.exception("a listener failed; further failures of it are not logged")

    def _say(
        self, text: str, priority: Priority, still_valid: Callable[[], bool] | None = None, tones: ToneCode = ()
    ) -> None:
        utterance = Utterance(text, priority, still_valid or _always, tones)
        self._speech.say(utterance, None if self._in_real_time else self._now_s)

    def _log_event(self, event: Event) -> None:
        if self._events is None:
            return
        try:
            self._events.write(event)
        except EventsError as error:
            # Said once: after it the writer passes everything over.
            self.report_problem(f"{error}; events are no longer written.")

    def _say_for_window(self, text: str, done: Callable[[SpokenRecord], None] | None) -> None:
        if done is not None:
            self._heard[text] = done
        self._say(text, Priority.STATUS)

    def _told_muted(self, muted: bool) -> None:
        key = Phrase.MUTED if muted else Phrase.UNMUTED
        self._tell_status("muted" if muted else "unmuted", phrase(key, self._language), speak=not muted)

    def _set_language(self, language: str) -> None:
        self._language = language
        self._use_currencies()

    def _was_spoken(self, record: SpokenRecord) -> None:
        if record.priority is Priority.PLACE:
            # Three a second, and no words.
            return
        done = self._heard.pop(record.text, None)
        if done is not None:
            done(record)
        self._log_event(
            utterance_event(
                t_s=record.requested_at_s, text=record.text, outcome=record.outcome, latency_ms=record.latency_ms
            )
        )

    def _money(self, value: str, currency: str) -> str:
        return words.money(value, currency, self._language, full=currency in self._full_names)

    # Sources

    def _choose_source(self, spec: str) -> None:
        self._let_go()
        self._source = None
        self._offset_s = self._now_s
        self._announcer.reset()
        self._toner.reset()
        try:
            source = self._open_source(spec)
        except CameraError as error:
            self._tell_status("unavailable", str(error), speak=True)
            return
        self._look_through(source, no_camera=source.is_demo and spec.strip().lower() == "auto")

    def _look_through(self, source: Source, *, no_camera: bool) -> None:
        self._source = source
        self._seen = None
        self._no_camera = no_camera
        self._is_lost = False
        self._use_currencies()
        source.notice = self._notice
        if source.live:
            self._feed = LiveFeed(source, self._camera_status)
        else:
            self._feed = OrderedFeed(source, self._camera_status, paced=self._in_real_time)

    def _let_go(self) -> None:
        feed, self._feed = self._feed, None
        if feed is not None:
            feed.stop()

    def _camera_status(self, status: CameraStatus) -> None:
        """Called from the capture thread; a status of a source that was left meanwhile means nothing any more."""
        source = self._source
        self._commands.put(lambda: self._camera_said(status) if self._source is source else None)

    def _notice(self, line: str) -> None:
        self._commands.put(partial(self._tell_status, "notice", line))

    def _camera_said(self, status: CameraStatus) -> None:
        say = partial(phrase, language=self._language)
        self._is_lost = status.kind == "lost"
        if status.kind in ("opened", "demo"):
            self._source_opened(status)
        elif status.kind == "lost":
            self._announcer.reset()
            self._toner.reset()
            self._tell_status(
                "lost", status.text, speak=True, spoken=say(Phrase.CAMERA_LOST), still_valid=lambda: self._is_lost
            )
        elif status.kind == "back":
            self._tell_status("back", status.text, speak=True, spoken=say(Phrase.CAMERA_BACK))
        elif status.kind == "unavailable":
            if self._to_the_end:
                raise SourceUnavailable(status.text)
            self._tell_status("unavailable", status.text, speak=True)
        elif status.kind == "ended":
            self._tell_status("end", say(Phrase.SOURCE_ENDED), speak=self._in_real_time)
        else:
            self._tell_status(status.kind, status.text)

    def _source_opened(self, status: CameraStatus) -> None:
        is_demo = status.kind == "demo"
        if is_demo:
            demo = Phrase.NO_CAMERA_DEMO if self._no_camera else Phrase.DEMO_PLAYING
            self._tell_status("demo", phrase(demo, self._language), speak=True)
        else:
            self._tell_status("opened", status.text)
        if self._is_ready:
            return
        self._is_ready = True
        if self._in_real_time and not is_demo:
            key = Phrase.READY_FOR if len(self._on) <= _CURRENCIES_NAMED else Phrase.READY
            self._tell_status("ready", phrase(key, self._language, currencies=self._names_of_currencies()), speak=True)
        else:
            # Nobody is to hold anything up before the demo or a file.
            self._tell_status("currencies", self._names_of_currencies())

    def _source_failed(self, error: CameraError) -> None:
        """A file that cannot be opened, or broke off: nothing more will come from it."""
        self._let_go()
        if self._to_the_end:
            raise error
        self._tell_status("unavailable", str(error), speak=True)

    # Choices

    def _checked(self, codes: Iterable[str]) -> frozenset[str]:
        chosen = frozenset(codes)
        unknown = chosen - set(self._recognizer.currencies)
        if unknown or not chosen:
            known = ", ".join(self._recognizer.currencies)
            raise ValueError(f"currencies must be some of {known}, not {', '.join(sorted(unknown)) or 'none'}")
        return chosen

    def _choose_currencies(self, chosen: frozenset[str]) -> None:
        self._chosen = chosen
        self._announcer.reset()
        self._use_currencies()
        self._tell_status("currencies", self._names_of_currencies())

    def _names_of_currencies(self) -> str:
        on = (code for code in self._recognizer.currencies if code in self._on)
        return ", ".join(words.currency_name(code, self._language) for code in on)

    def _use_currencies(self) -> None:
        is_demo = self._source is not None and self._source.is_demo
        has_specimens = SPECIMEN_CURRENCY in self._recognizer.currencies
        add_specimens = is_demo and has_specimens and self._specimens_in_demo
        self._on = self._chosen | {SPECIMEN_CURRENCY} if add_specimens else self._chosen
        self._full_names = words.needing_full_names(self._on, self._language)
        known = [label for label in self._recognizer.labels if label.currency in self._on]
        texts = [self._money(label.value, label.currency) for label in known]
        level = self._announcer.guidance_level
        if level is not GuidanceLevel.VALUES_ONLY:
            texts += [phrase(hint_phrase(kind, level), self._language) for kind in HintKind]
        self._speech.prewarm(dict.fromkeys(texts))

    def _set_guidance(self, level: GuidanceLevel) -> None:
        self._announcer.guidance_level = level
        self._use_currencies()
        self._tell_status("guidance", phrase(_LEVELS[level], self._language), speak=True)

    # Answers

    def _describe(self) -> None:
        if self._is_paused:
            self._tell_status("answer", phrase(Phrase.PAUSED, self._language), speak=True)
            return
        announced = self._announcer.current_value
        is_secret = self._mode.is_private
        value = None if announced is None or is_secret else self._money(announced.value, announced.currency)
        text = describe(
            None if self._is_lost or self._feed is None else self._seen,
            announced,
            value_words=value,
            language=self._language,
            parameters=self._announcer.guidance,
        )
        self._answer(text, has_amount=value is not None)

    def _read_count(self) -> None:
        no_amounts = phrase(Phrase.PRIVATE_NO_AMOUNTS, self._language)
        self._answer_amount(
            list_words(self._count, self._language, self._full_names),
            discreet=f"{no_amounts} {counted_notes(len(self._count), self._language)}",
        )

    def _undo_count(self) -> None:
        before, self._count = self._count, self._count.undo()
        # The person must learn that it was done, in private, too.
        done = Phrase.COUNT_UNDONE_PRIVATE if len(before) else Phrase.COUNT_EMPTY
        self._answer_amount(
            undone_words(before, self._language, self._full_names), discreet=phrase(done, self._language)
        )

    def _clear_count(self) -> None:
        self._count = self._count.clear()
        self._answer(phrase(Phrase.COUNT_CLEARED, self._language), has_amount=False)

    def _answer_amount(self, text: str, *, discreet: str) -> None:
        """Say an amount, or in private mode the words that tell none."""
        if self._mode.is_private:
            self._answer(discreet, has_amount=False)
        else:
            self._answer(text, has_amount=True)

    def _answer(self, text: str, *, has_amount: bool) -> None:
        still_valid = self._is_not_private if has_amount else None
        self._tell_status("answer", text, speak=True, still_valid=still_valid, has_amount=has_amount)

    def _is_not_private(self) -> bool:
        return not self._mode.is_private

    def _pause(self) -> None:
        if not self._is_paused:
            self._is_paused = True
            self._toner.reset()
            self._speech.hush()
            self._tell_status("paused", phrase(Phrase.PAUSED, self._language), speak=True)

    def _resume(self) -> None:
        if self._is_paused:
            self._is_paused = False
            self._announcer.reset()
            self._tell_status("running", phrase(Phrase.RUNNING, self._language), speak=True)


def _always() -> bool:
    return True


def _nothing() -> None:
    """Wakes the session's thread."""


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or "no reason given"


def _percentile(ranked: list[float], share: float) -> float | None:
    """The smallest value that at least this share of the values does not exceed."""
    if not ranked:
        return None
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)]

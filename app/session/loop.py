"""The thread that looks at frames, its queue of commands, and what happens when frames fail.

No Qt here, and no decision that a room could make. One thread, the session's own or the caller's, owns the frames, the
recogniser and the announcer. What others ask for waits in a queue until that thread is between two frames; what can be
seen of it in `Session.state` is so at once.
"""

import logging
import math
import queue
import statistics
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from app.camera.capture import CameraStatus
from app.camera.errors import CameraError, SourceUnavailable
from app.camera.feed import Feed, LiveFeed
from app.camera.frame import Frame
from app.camera.source import Source
from app.camera.video_file import VideoFileSource
from app.feedback.announcer import Announcer, Decision
from app.feedback.count import Count
from app.feedback.guidance import HintKind
from app.feedback.history import History
from app.feedback.modes import GuidanceLevel, SpeakMode
from app.feedback.phrases import Phrase
from app.feedback.place_tone import SAMPLE, PlaceToneParameters, PlaceToner
from app.feedback.private import ERROR_CODE, tone_code
from app.feedback.utterance import Announcement, Priority
from app.recognition.labels import NoteLabel
from app.recognition.observation import Observation
from app.session.events import EventWriter, frame_event
from app.session.messages import Message, Status
from app.session.outlets import EventLog, HistoryKeeper, Listeners, Outlet, SpeechOutlet
from app.session.presenter import TONE_SIGN, Presenter
from app.session.source_control import SourceControl
from app.session.state import SessionState, SourceState
from app.session.watchdog import FAILURES_ALLOWED, Watchdog
from app.session.wording import Wording
from app.speech.protocols import Adjustable, AnswersVoices, SoundChoice, Speech, SpokenRecord, VoiceInfo
from app.trouble import Trouble

SPECIMEN_CURRENCY = "XTS"
SAME_FAILURES_ALLOWED = 30
LAST_WORDS_WITHIN_S = 2.5

_POLL_S = 0.1
_WATCH_EVERY_S = 0.5
_JOIN_S = 1.0
_LATENCIES_KEPT = 3_000  # minutes of a camera; a hundred thousand grew by 1.7 MB an hour, for two hours
# Pictures that come more seldom than this: three that agree on a note take longer than people hold one still.
_SLOW_S = 0.8
_SLOW_INTERVALS = 4

_log = logging.getLogger(__name__)


class SessionFailed(Trouble):
    """The session cannot go on."""


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
    """Makes the voice of a session, given whom to tell what was spoken, what is missing and what is well again."""

    def __call__(
        self,
        *,
        on_spoken: Callable[[SpokenRecord], None],
        on_problem: Callable[[Trouble], None],
        on_notice: Callable[[str], None],
    ) -> Speech:
        """The voice. All three are called from any thread."""


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
    person asks for (`pause` to `report_trouble`) returns at once and may be asked from any thread.
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
        live_feed: Callable[[Source, Callable[[CameraStatus], None]], Feed] = LiveFeed,
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
            live_feed: takes a live source's frames, given whom to tell, from any thread, how it stands.

        Raises:
            ValueError: no currency is on, or one that the model does not know.
        """
        self._recognizer = recognizer
        self._chosen = self._checked(currencies)
        self._language = language
        self._open_source = open_source
        self._specimens_in_demo = specimens_in_demo
        self._log_frames = log_frames
        self._announcer = announcer or Announcer()
        self._announcer.guidance_level = guidance
        self._place_tone = place_tone
        self._toner = PlaceToner(PlaceToneParameters(camera_faces_person=self._announcer.guidance.camera_faces_person))
        self._presenter = Presenter(
            self._announcer,
            wording=Wording(language, self._in_order(self._chosen)),
            notes=[(label.currency, label.value) for label in recognizer.labels if not label.is_unknown],
            mode=mode,
        )
        self._clock = clock
        self._watchdog = Watchdog()
        self._commands: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._source = SourceControl(in_session_thread=self._commands.put, tell=self._camera_said, live_feed=live_feed)
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self._has_begun = False
        self._in_real_time = True
        self._to_the_end = False
        self._is_ready = False
        self._is_paused = False
        self._seen: Observation | None = None
        self._offset_s = 0.0
        self._on = frozenset(self._chosen)
        self._intervals_s: deque[float] = deque(maxlen=_SLOW_INTERVALS)
        self._captured_at_s: float | None = None
        self._is_slow_told = False
        self._failures = 0
        self._last_failure: str | None = None
        self._frames = 0
        self._announcements = 0
        self._latencies_ms: deque[float] = deque(maxlen=_LATENCIES_KEPT)
        self._listeners = Listeners()
        self._history = HistoryKeeper()
        self._log = EventLog(events, self.report_trouble)
        self._voice = SpeechOutlet(self._log)
        self._speech = make_speech(
            on_spoken=self._voice.on_spoken, on_problem=self.report_trouble, on_notice=self._speech_notice
        )
        self._voice.connect(self._speech)
        self._use_currencies()

    # What is asked of it

    def add_listener(self, outlet: Outlet) -> None:
        """Tell this one what happens. To be called before the session begins."""
        self._listeners.add(outlet)

    def start(self, spec: str) -> None:
        """Look at this source in a thread of the session's own, in real time, until `close`.

        A source that cannot be had is told as a status; another can be chosen then.
        """
        self._begin()
        self.choose_source(spec)
        for name, run in (("session", self._run_in_thread), ("watchdog", self._watch)):
            thread = threading.Thread(target=run, name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def run_to_end(self, source: Source, *, spec: str = "") -> Summary:
        """Look at this source in the caller's thread until it ends or `stop` is called from another.

        A source that is not live is looked at frame by frame as fast as the machine can.

        Args:
            source: closed; nobody else uses it from now on.
            spec: what it was chosen by, as on the command line.

        Raises:
            CameraError: the source cannot be had, or a file broke off.
            SessionFailed: the same failure with too many frames in a row.
        """
        self._begin()
        self._in_real_time = source.live
        self._to_the_end = True
        self._recognizer.warm_up()
        try:
            self._look_through(source, spec)
            self._loop()
        finally:
            self._source.let_go()
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
    def state(self) -> SessionState:
        """How the session stands now; may be asked from any thread."""
        return SessionState(
            mode=self._presenter.mode,
            is_paused=self._is_paused,
            is_muted=self._speech.muted,
            source=self._source.state,
            source_name=self._source.name,
            spec=self._source.spec,
            is_demo=self._source.is_demo,
            currencies=self._in_order(self._chosen),
            language=self._language,
        )

    @property
    def wording(self) -> Wording:
        """The words of now; may be asked from any thread."""
        return self._presenter.wording

    @property
    def value_in_view(self) -> Announcement | None:
        """The announced note that is still in front of the camera, or None; may be asked from any thread."""
        return self._announcer.current_value if self._source.delivers and not self._is_paused else None

    @property
    def count(self) -> Count:
        """The notes counted so far, also those counted in private; may be asked from any thread."""
        return self._presenter.count

    @property
    def tone_codes(self) -> tuple[tuple[str, int], ...]:
        """What private mode's tones mean: each value that is on with its number of tones, in words and as its rank."""
        return self._presenter.tone_codes()

    @property
    def history(self) -> History:
        """What was told, newest first, in private mode without amounts; may be asked from any thread."""
        history = self._history.history
        return history.discreet() if self._presenter.mode.is_private else history

    def set_mode(self, mode: SpeakMode) -> None:
        """Tell values in another way from now on; no value that waits to be spoken survives the step to private."""
        before, self._presenter.mode = self._presenter.mode, mode
        self._state_changed()
        self._commands.put(lambda: self._tell_status(Status.MODE, self.wording.mode(mode, before=before), topic="mode"))

    def set_guidance(self, level: GuidanceLevel) -> None:
        """Say more or less besides values."""
        self._commands.put(partial(self._set_guidance, level))

    def set_place_tone(self, on: bool) -> None:
        """Let a tone follow the note, or not; it is heard once when it is turned on."""
        self._place_tone = on
        if on:
            self._tell(
                self._presenter.status(Status.SAID, TONE_SIGN, topic="tones", priority=Priority.ANSWER, tones=SAMPLE)
            )

    def what_do_you_see(self) -> None:
        """Say what the newest picture shows: value, how sure, where, light."""
        self._commands.put(self._describe)

    def read_count(self) -> None:
        """Say which notes were counted, and the totals."""
        self._commands.put(lambda: self._tell(self._presenter.read_count()))

    def undo_count(self) -> None:
        """Take the note that was counted last away or, right after a clearing, bring all back; and say so."""
        self._commands.put(lambda: self._tell(self._presenter.undo_count()))

    def clear_count(self) -> None:
        """Ask whether all counted notes are to be forgotten; when asked a moment ago, forget them, and say so."""
        self._commands.put(lambda: self._tell(self._presenter.clear_count(self._clock())))

    def learn_tones(self) -> None:
        """Say how private mode's tones are to be understood."""
        # A long text: what the arrow keys find meanwhile is said first, and the lesson goes on after it.
        self._commands.put(
            lambda: self._tell_status(Status.ANSWER, self.wording.phrase(Phrase.PRIVATE_LESSON), topic="lesson")
        )

    def play_tones(self, rank: int | None) -> None:
        """Let the code of a rank be heard, 1 for a currency's smallest note; None for the one that means no value.

        Raises:
            ValueError: the rank is below 1.
        """
        code = ERROR_CODE if rank is None else tone_code(rank)
        self._tell(self._presenter.tones(code, "tones"))

    def pause(self) -> None:
        """Stop looking until `resume`; the camera stays open."""
        self._set_paused(True)

    def resume(self) -> None:
        """Look on; what is in view must earn its word anew."""
        self._set_paused(False)

    def repeat(self) -> None:
        """Say the last value again, in private mode by its tones."""
        self._tell(self._presenter.repeat())

    def hush(self) -> None:
        """Stop speaking, forget what waits to be spoken, and let no tone follow the note that is in view."""
        self._toner.hush()
        self._speech.hush()

    def say(
        self,
        text: str,
        *,
        topic: str = "window",
        priority: Priority = Priority.STATUS,
        has_amount: bool = False,
        done: Callable[[SpokenRecord], None] | None = None,
    ) -> None:
        """Say these words; `done` hears what became of them, from another thread.

        has_amount: they tell what a note is worth, or a total, and are not said in private mode.
        """

        def holds() -> bool:
            return not (has_amount and self._presenter.mode.is_private)

        def say() -> None:
            self._tell(
                self._presenter.words(
                    text, topic=topic, priority=priority, still_valid=holds, has_amount=has_amount, done=done
                )
            )

        if any(thread.is_alive() for thread in self._threads):
            # In its turn, so that the words of what was asked for before come before these.
            self._commands.put(say)
        else:
            say()

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
            self._state_changed()
            self._commands.put(partial(self._told_muted, muted))

    def set_language(self, language: str) -> None:
        """Make the words in the language of this tag from now on; the voice is a matter of `adjust_speech`."""
        self._language = language
        self._presenter.wording = Wording(language, self._in_order(self._on))
        self._state_changed()
        self._commands.put(self._use_currencies)

    def choose_currencies(self, codes: Iterable[str]) -> None:
        """Name these currencies only.

        Raises:
            ValueError: none is given, or one that the model does not know.
        """
        self._chosen = self._checked(codes)
        self._state_changed()
        self._commands.put(self._choose_currencies)

    def choose_source(self, spec: str) -> None:
        """Look at this source, as on the command line, in place of the one before."""
        self._commands.put(partial(self._choose_source, spec))

    def report_trouble(self, trouble: Trouble) -> None:
        """Tell the person, aloud, on the screen and in the events, what is missing and what to do about it."""
        # Spoken, too: who sees nothing would never learn of it.
        self._commands.put(
            lambda: self._tell(self._presenter.trouble(Status.PROBLEM, trouble, topic=f"problem:{trouble.code}"))
        )

    def stop(self) -> None:
        """Let `run_to_end` or the thread come to its end; returns at once, also in a signal's handler."""
        self._stopping.set()
        self._commands.put(_nothing)

    def close(self, last_words: str | None = None) -> bool:
        """Stop every thread and wait for them, about a second at most; may be called again.

        last_words: said before the voice goes, in place of what is being said; "" lets what is being said come to its
            end; None cuts it. Takes up to 2.5 seconds more.

        Returns False when a thread did not end in time (a camera's driver that hangs); it ends with the process.
        """
        is_first = not self._stopping.is_set() or self._to_the_end
        self.stop()
        has_ended = True
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(_JOIN_S)
                has_ended = has_ended and not thread.is_alive()
        if is_first and last_words is not None:
            if last_words:
                self._speech.hush()
                self._tell_status(Status.GOODBYE, last_words, topic="goodbye")
            self._speech.finish(LAST_WORDS_WITHIN_S)
        has_ended = self._speech.close() and has_ended
        self._log.close()
        return has_ended

    # The loop

    def _begin(self) -> None:
        if self._has_begun or self._stopping.is_set():
            raise RuntimeError("A session runs once; make another.")
        self._has_begun = True

    def _run_in_thread(self) -> None:
        is_warm = False
        while not self._stopping.is_set():
            try:
                if not is_warm:
                    self._recognizer.warm_up()
                    is_warm = True
                self._loop()
            except SessionFailed as failure:
                self._give_up(failure)
            except Exception as error:
                # A dead thread would leave a blind person with silence.
                _log.exception("the session failed")
                self._watchdog.end()
                if self._watchdog.has_failed_too_often(self._clock()):
                    self._give_up(SessionFailed("session_failed", times=FAILURES_ALLOWED, error=_one_line(error)))
                else:
                    self._tell_status(Status.RECOVERED, self.wording.phrase(Phrase.RECOVERED), topic="recovered")
        self._source.let_go()

    def _give_up(self, failure: SessionFailed) -> None:
        """Tell it, look at nothing any more, and go on answering until the end."""
        self._source.let_go()
        self._seen = None
        self._tell(self._presenter.trouble(Status.FAILED, failure, topic="failed"))
        while not self._stopping.is_set():
            try:
                self._obey(wait_s=_POLL_S)
            except Exception:
                _log.exception("what was asked for after the end failed")

    def _watch(self) -> None:
        """In a thread of its own: a frame that hangs (a driver, a library) is told, since nothing else would be."""
        while not self._stopping.wait(_WATCH_EVERY_S):
            if self._watchdog.is_newly_stuck(self._clock()):
                self._tell_status(Status.STUCK, self.wording.phrase(Phrase.STUCK), topic="stuck")

    def _loop(self) -> None:
        while not self._stopping.is_set():
            feed = self._source.feed
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
            if feed is not self._source.feed:
                continue
            if trouble is not None:
                self._source_failed(trouble)
            elif frame is not None and not self._is_paused:
                self._look_at(frame)
            elif feed.ended:
                self._source.let_go()
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
        self._presenter.now_s = now_s = self._offset_s + frame.captured_at_s
        self._watchdog.begin(self._clock())
        try:
            self._speech.advance(now_s)
            self._follow_pace(frame)
            observation = self._recognizer.observe(frame, self._on)
            decision = self._announcer.observe(observation)
            self._seen = observation
            decided_ms = (self._clock() - frame.monotonic_s) * 1000.0
            self._frames += 1
            self._latencies_ms.append(decided_ms)
            self._tell_decision(frame, observation, decision, decided_ms)
        except Exception as error:
            self._frame_failed(frame, error)
        else:
            self._failures = 0
            self._last_failure = None
        finally:
            self._watchdog.end()

    def _frame_failed(self, frame: Frame, error: Exception) -> None:
        """Tell it once, and go on with the next frame, unless the same happens with every frame."""
        failure = f"{type(error).__name__}: {_one_line(error)}"
        self._failures = self._failures + 1 if failure == self._last_failure else 1
        if self._failures == 1:
            self._last_failure = failure
            _log.error("frame %d failed", frame.index, exc_info=error)
            text = f"{self.wording.phrase(Phrase.FRAME_PASSED_OVER)} ({frame.index}, {failure})"
            self._tell_status(Status.ERROR, text, topic="", spoken=False)
        if self._failures >= SAME_FAILURES_ALLOWED:
            raise SessionFailed("frames_failed", frames=self._failures, error=failure) from error

    # What is told

    def _tell(self, message: Message) -> None:
        """To every outlet. The voice comes first: what a file or a window costs must not delay it."""
        if message.spoken:
            self._voice.on_message(message, None if self._in_real_time else self._presenter.now_s)
        self._history.on_message(message)
        self._log.on_message(message)
        self._listeners.tell(lambda outlet: outlet.on_message(message))

    def _tell_status(
        self,
        status: Status,
        text: str,
        *,
        topic: str,
        spoken: bool = True,
        still_valid: Callable[[], bool] | None = None,
    ) -> None:
        self._tell(self._presenter.status(status, text, topic=topic, spoken=spoken, still_valid=still_valid))

    def _state_changed(self) -> None:
        state = self.state
        self._listeners.tell(lambda outlet: outlet.on_state(state))

    def _tell_decision(self, frame: Frame, observation: Observation, decision: Decision, decided_ms: float) -> None:
        told: list[Message] = []
        if decision.announcement is not None:
            self._announcements += 1
            told.append(self._presenter.value(decision.announcement, decided_ms=decided_ms))
        if decision.hint is not None:
            told.append(self._presenter.hint(decision.hint, decided_ms=decided_ms))
        for message in told:
            self._voice.on_message(message, self._presenter.now_s)
            self._history.on_message(message)
        self._follow_note(observation, has_told=bool(told))
        if self._log_frames:
            self._log.write(frame_event(observation, decision, t_s=self._presenter.now_s, decided_ms=decided_ms))
        for message in told:
            self._log.on_message(message)
        self._listeners.tell(lambda outlet: outlet.on_observation(frame, observation))
        for message in told:
            self._listeners.tell(lambda outlet: outlet.on_message(message))  # noqa: B023 (called at once)

    def _follow_note(self, observation: Observation, *, has_told: bool) -> None:
        is_read = self._announcer.current_value is not None
        place = self._toner.observe(observation, is_read=is_read, has_told=has_told)
        if place is None or not self._tone_is_wanted():
            return
        toner = self._toner

        def still_valid() -> bool:
            return self._tone_is_wanted() and toner.holds(place)

        self._voice.on_message(self._presenter.place_tone(place, still_valid), self._presenter.now_s)

    def _tone_is_wanted(self) -> bool:
        return self._place_tone and not self._presenter.mode.is_private and not self._is_paused

    def _speech_notice(self, name: str) -> None:
        """Something about the sound is well again; from the speech thread."""
        if name == Phrase.SOUND_BACK.value:
            self._commands.put(
                lambda: self._tell_status(Status.WELL, self.wording.phrase(Phrase.SOUND_BACK), topic="sound_lost")
            )

    def _told_muted(self, muted: bool) -> None:
        status, key = (Status.MUTED, Phrase.MUTED) if muted else (Status.UNMUTED, Phrase.UNMUTED)
        self._tell_status(status, self.wording.phrase(key), topic="muted", spoken=not muted)

    # Sources

    def _choose_source(self, spec: str) -> None:
        self._source.let_go()
        self._offset_s = self._presenter.now_s
        self._announcer.reset()
        self._toner.reset()
        try:
            source = self._open_source(spec)
        except CameraError as error:
            self._source.refuse(spec)
            self._presenter.source_name = None
            self._state_changed()
            self._tell(self._presenter.trouble(Status.UNAVAILABLE, error, topic="camera"))
            return
        self._look_through(source, spec)

    def _look_through(self, source: Source, spec: str) -> None:
        self._seen = None
        self._intervals_s.clear()
        self._captured_at_s = None
        self._is_slow_told = not (source.live or isinstance(source, VideoFileSource)) or source.is_demo
        source.notice = self._notice
        self._source.look_through(source, spec=spec, in_real_time=self._in_real_time)
        self._presenter.source_name = source.name
        self._use_currencies()
        self._state_changed()

    def _notice(self, trouble: Trouble) -> None:
        self._commands.put(lambda: self._tell(self._presenter.trouble(Status.NOTICE, trouble, topic="", spoken=False)))

    def _follow_pace(self, frame: Frame) -> None:
        """A camera that is too slow is named as such, before anybody looks for the fault elsewhere."""
        if self._captured_at_s is not None:
            self._intervals_s.append(frame.captured_at_s - self._captured_at_s)
        self._captured_at_s = frame.captured_at_s
        if self._is_slow_told or len(self._intervals_s) < _SLOW_INTERVALS:
            return
        interval_s = statistics.median(self._intervals_s)
        if interval_s > _SLOW_S:
            self._is_slow_told = True
            text = self.wording.phrase(Phrase.CAMERA_SLOW, pictures=str(round(10 / interval_s)))
            self._tell_status(Status.SLOW, text, topic="camera:slow")

    def _camera_said(self, status: CameraStatus) -> None:
        """In the session's thread; where the source stands has changed already."""
        self._state_changed()
        say = self.wording.phrase
        lost = SourceState.LOST
        if status.kind in ("opened", "demo"):
            self._source_opened(status)
        elif status.kind == "lost":
            self._toner.reset()
            self._tell_status(
                Status.LOST, say(Phrase.CAMERA_LOST), topic="camera", still_valid=lambda: self._source.state is lost
            )
        elif status.kind == "back":
            self._tell_status(
                Status.BACK, say(Phrase.CAMERA_BACK), topic="camera", still_valid=lambda: self._source.state is not lost
            )
        elif status.kind == "frozen" and status.trouble is not None:
            self._tell(self._presenter.trouble(Status.FROZEN, status.trouble, topic="camera"))
        elif status.kind == "moving":
            self._tell_status(Status.BACK, say(Phrase.CAMERA_BACK), topic="camera")
        elif status.kind == "unavailable" and status.trouble is not None:
            if self._to_the_end:
                raise SourceUnavailable(status.trouble.code, **status.trouble.parameters)
            self._tell(self._presenter.trouble(Status.UNAVAILABLE, status.trouble, topic="camera"))
        elif status.kind == "ended":
            key = Phrase.DEMO_OVER if self._source.is_demo else Phrase.SOURCE_ENDED
            self._tell_status(Status.END, say(key), topic="camera", spoken=self._in_real_time)

    def _source_opened(self, status: CameraStatus) -> None:
        is_demo = status.kind == "demo"
        if is_demo:
            self._tell_status(Status.DEMO, self.wording.phrase(Phrase.DEMO_PLAYING), topic="camera")
        else:
            text = self.wording.phrase(Phrase.CAMERA_OPENED, camera=status.source_name)
            self._tell_status(Status.OPENED, text, topic="camera", spoken=False)
        if self._is_ready:
            return
        self._is_ready = True
        if self._in_real_time and not is_demo:
            self._tell_status(Status.READY, self.wording.ready(), topic="camera")
        else:
            # Nobody is to hold anything up before the demo or a file.
            self._tell_currencies()

    def _tell_currencies(self) -> None:
        names = self.wording.currency_names(self._in_order(self._on))
        self._tell_status(Status.CURRENCIES, names, topic="", spoken=False)

    def _source_failed(self, error: CameraError) -> None:
        """A file that cannot be opened, or broke off: nothing more will come from it."""
        self._source.broke_off()
        if self._to_the_end:
            raise error
        self._state_changed()
        self._tell(self._presenter.trouble(Status.UNAVAILABLE, error, topic="camera"))

    # Choices

    def _checked(self, codes: Iterable[str]) -> frozenset[str]:
        chosen = frozenset(codes)
        unknown = chosen - set(self._recognizer.currencies)
        if unknown or not chosen:
            known = ", ".join(self._recognizer.currencies)
            raise ValueError(f"currencies must be some of {known}, not {', '.join(sorted(unknown)) or 'none'}")
        return chosen

    def _in_order(self, codes: frozenset[str]) -> tuple[str, ...]:
        return tuple(code for code in self._recognizer.currencies if code in codes)

    def _choose_currencies(self) -> None:
        self._announcer.reset()
        self._use_currencies()
        self._tell_currencies()

    def _use_currencies(self) -> None:
        has_specimens = SPECIMEN_CURRENCY in self._recognizer.currencies
        add_specimens = self._source.is_demo and has_specimens and self._specimens_in_demo
        self._on = self._chosen | {SPECIMEN_CURRENCY} if add_specimens else self._chosen
        wording = Wording(self._language, self._in_order(self._on))
        self._presenter.wording = wording
        known = [label for label in self._recognizer.labels if label.currency in self._on]
        texts = [wording.money(label.value, label.currency) for label in known]
        level = self._announcer.guidance_level
        if level is not GuidanceLevel.VALUES_ONLY:
            texts += [wording.hint(kind, level) for kind in HintKind]
        self._speech.prewarm(dict.fromkeys(texts))

    def _set_guidance(self, level: GuidanceLevel) -> None:
        self._announcer.guidance_level = level
        self._use_currencies()
        self._tell_status(Status.GUIDANCE, self.wording.level(level), topic="guidance")

    # Answers

    def _describe(self) -> None:
        if self._is_paused:
            self._tell(self._presenter.answer(self.wording.phrase(Phrase.PAUSED), topic="seen"))
            return
        self._tell(self._presenter.what_is_seen(self._seen if self._source.delivers else None))

    def _set_paused(self, paused: bool) -> None:
        if self._is_paused == paused:
            return
        self._is_paused = paused
        self._state_changed()
        self._commands.put(partial(self._paused, paused))

    def _paused(self, paused: bool) -> None:
        if paused:
            self._toner.reset()
            self._speech.hush()
            self._tell_status(Status.PAUSED, self.wording.phrase(Phrase.PAUSED), topic="pause")
        else:
            self._announcer.reset()
            self._tell_status(Status.RUNNING, self.wording.phrase(Phrase.RUNNING), topic="pause")


def _nothing() -> None:
    """Wakes the session's thread."""


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _percentile(ranked: list[float], share: float) -> float | None:
    """The smallest value that at least this share of the values does not exceed."""
    if not ranked:
        return None
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)]

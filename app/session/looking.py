"""One frame after another: looked at, decided upon, told. The thread is `loop.py`'s, the sources are `sources.py`'s."""

import logging
import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.camera.frame import Frame
from app.feedback.announcer import Announcer, Decision
from app.feedback.guidance import HintKind
from app.feedback.phrases import Phrase
from app.feedback.place_tone import PlaceToneParameters, PlaceToner
from app.feedback.print_evidence import proposal_of
from app.feedback.utterance import Announcement
from app.recognition.observation import Observation
from app.session.choices import Choices
from app.session.events import frame_event
from app.session.identifying import Identifying
from app.session.messages import Message, Status
from app.session.pace import Pace
from app.session.presenter import Presenter
from app.session.print_watch import NoPrint, PrintWatch
from app.session.protocols import Recognizes
from app.session.table import TableQuestions
from app.session.teaching import Teaching
from app.session.teller import Teller
from app.session.watchdog import Watchdog
from app.trouble import Trouble

SAME_FAILURES_ALLOWED = 30
_LATENCIES_KEPT = 3_000  # minutes of a camera; a hundred thousand grew by 1.7 MB an hour, for two hours

_log = logging.getLogger(__name__)


class SessionFailed(Trouble):
    """The session cannot go on."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to.

    Attributes:
        frames: how many were looked at.
        announcements: how many values were announced.
        p50_ms, p99_ms: median and 99th percentile of the time from a frame's capture to its decision, milliseconds;
            None without frames. Of the last 3 000 frames.
    """

    frames: int
    announcements: int
    p50_ms: float | None
    p99_ms: float | None


class Looking:
    """What becomes of a frame. Used by the session's thread, but for what the attributes say.

    Attributes:
        seen: what the newest frame showed; None before the first of a source.
        offset_s: seconds of source time before the source of now.
        is_paused: frames are not looked at; set from any thread.
        place_tone: a tone follows the note; set from any thread.
        print: looks for the print of notes beside the frames; to be set before the first frame.
        teaching: takes frames for itself while a note is taught; None where none can be.
        table: is asked what lies on the table; likewise.
    """

    def __init__(
        self,
        recognizer: Recognizes,
        announcer: Announcer,
        *,
        choices: Choices,
        presenter: Presenter,
        teller: Teller,
        identifying: Identifying,
        watchdog: Watchdog,
        clock: Callable[[], float],
        place_tone: bool,
        log_frames: bool,
    ) -> None:
        """Join the parts; see `Session` for what they are."""
        self.seen: Observation | None = None
        self.offset_s = 0.0
        self.is_paused = False
        self.place_tone = place_tone
        self.print: PrintWatch = NoPrint()
        self.teaching: Teaching | None = None
        self.table: TableQuestions | None = None
        self._recognizer = recognizer
        self._announcer = announcer
        self._toner = PlaceToner(PlaceToneParameters(camera_faces_person=announcer.guidance.camera_faces_person))
        self._choices = choices
        self._presenter = presenter
        self._teller = teller
        self._identifying = identifying
        self._watchdog = watchdog
        self._clock = clock
        self._log_frames = log_frames
        self._pace = Pace()
        self._is_held = True
        self._failures = 0
        self._last_failure: str | None = None
        self._frames = 0
        self._announcements = 0
        self._latencies_ms: deque[float] = deque(maxlen=_LATENCIES_KEPT)

    def warm_up(self) -> None:
        """Make the first frame as fast as the rest."""
        self._recognizer.warm_up()

    def begin(self, *, may_be_slow: bool, is_held: bool = True) -> None:
        """Another source: nothing was seen of it yet.

        may_be_slow: how slow it is, is worth telling.
        is_held: whether somebody holds the notes, and can hold them otherwise.
        """
        self.seen = None
        self._is_held = is_held
        self._pace.begin(may_be_slow=may_be_slow)

    def forget(self) -> None:
        """What is in view must earn its word anew."""
        self._announcer.reset()
        self.print.reset()
        self._identifying.give_up()
        if self.table is not None:
            self.table.cancel()

    def end_tones(self) -> None:
        """No tone follows what was seen."""
        self._toner.reset()

    def hush_tones(self) -> None:
        """No tone follows the note that is in view; from any thread."""
        self._toner.hush()

    def look_at(self, frame: Frame) -> None:
        """Say what the frame leads to. Raises SessionFailed: the same failure with too many frames in a row."""
        self._presenter.now_s = now_s = self.offset_s + frame.captured_at_s
        self._watchdog.begin(self._clock())
        try:
            self._teller.speech.advance(now_s)
            self._follow_pace(frame)
            observation = self._recognizer.observe(frame, self._choices.on)
            if self.teaching is not None and self.teaching.look(frame, observation):
                # What is taught is not named meanwhile.
                self.seen = observation
                self._teller.listeners.tell(lambda outlet: outlet.on_observation(frame, observation))
                return
            # A total and tones tell no number of notes.
            mode = self._presenter.mode
            self._announcer.name_alike(not mode.counts and not mode.is_private)
            for match in self.print.take(frame.captured_at_s):
                self._announcer.observe_print(match)
            self._announcer.print_looks = self.print.looks
            decision = self._announcer.observe(observation)
            if self._announcer.wants_print:
                self.print.offer(frame, observation.note_box, self._choices.on, proposal_of(observation))
            self.seen = observation
            decided_ms = (self._clock() - frame.monotonic_s) * 1000.0
            self._frames += 1
            self._latencies_ms.append(decided_ms)
            self._tell(frame, observation, decision, decided_ms)
            self._identifying.follow(frame, observation)
            if self.table is not None:
                self.table.follow(frame, observation)
        except Exception as error:
            self._failed(frame, error)
        else:
            self._failures = 0
            self._last_failure = None
        finally:
            self._watchdog.end()

    def summary(self) -> Summary:
        """What the run came to so far."""
        ranked = sorted(self._latencies_ms)
        return Summary(
            frames=self._frames,
            announcements=self._announcements,
            p50_ms=_percentile(ranked, 0.50),
            p99_ms=_percentile(ranked, 0.99),
        )

    def _failed(self, frame: Frame, error: Exception) -> None:
        """Tell it once, and go on with the next frame, unless the same happens with every frame."""
        failure = f"{type(error).__name__}: {one_line(error)}"
        self._failures = self._failures + 1 if failure == self._last_failure else 1
        if self._failures == 1:
            self._last_failure = failure
            _log.error("frame %d failed", frame.index, exc_info=error)
            text = f"{self._teller.wording.phrase(Phrase.FRAME_PASSED_OVER)} ({frame.index}, {failure})"
            self._teller.status(Status.ERROR, text, topic="", spoken=False)
        if self._failures >= SAME_FAILURES_ALLOWED:
            raise SessionFailed("frames_failed", frames=self._failures, error=failure) from error

    def _tell(self, frame: Frame, observation: Observation, decision: Decision, decided_ms: float) -> None:
        told: list[Message] = []
        if decision.announcement is not None and not self._lies_on_table(decision.announcement):
            self._announcements += 1
            told.append(self._presenter.value(decision.announcement, decided_ms=decided_ms))
        hint = decision.hint
        is_outdone = hint is not None and self.table is not None and self.table.outdoes(hint)
        if hint is not None and self._is_held and self._presenter.gives_hints and not is_outdone:
            if hint.kind is HintKind.SEVERAL and self._presenter.mode.counts and self.table is not None:
                # Notes laid out to be counted are counted without a key.
                self.table.ask_when_still(partial(self._announcer.hint_holds, hint))
            else:
                told.append(self._presenter.hint(hint, decided_ms=decided_ms))
        self._teller.decided(told)
        self._follow_note(observation, has_told=bool(told))
        if self._log_frames:
            self._teller.log.write(frame_event(observation, decision, t_s=self._presenter.now_s, decided_ms=decided_ms))
        self._teller.listeners.tell(lambda outlet: outlet.on_observation(frame, observation))
        self._teller.log_and_show(told)

    def _lies_on_table(self, announcement: Announcement) -> bool:
        return self.table is not None and self.table.keeps_quiet(announcement)

    def _follow_note(self, observation: Observation, *, has_told: bool) -> None:
        is_read = self._announcer.current_value is not None
        place = self._toner.observe(observation, is_read=is_read, has_told=has_told)
        if place is None or not self._tone_is_wanted():
            return
        toner = self._toner

        def still_valid() -> bool:
            return self._tone_is_wanted() and toner.holds(place)

        self._teller.sound(self._presenter.place_tone(place, still_valid), self._presenter.now_s)

    def _tone_is_wanted(self) -> bool:
        is_wanted = self.place_tone and self._presenter.gives_hints
        return is_wanted and not self._presenter.mode.is_private and not self.is_paused

    def _follow_pace(self, frame: Frame) -> None:
        slowness = self._pace.observe(frame.captured_at_s, frame.index)
        if slowness is not None:
            which = Phrase.CAMERA_SLOW if slowness.is_cameras else Phrase.COMPUTER_SLOW
            text = self._teller.wording.phrase(which, pictures=str(round(10 / slowness.interval_s)))
            self._teller.status(Status.SLOW, text, topic="camera:slow")


def one_line(error: Exception) -> str:
    """What an error says, without line breaks."""
    return " ".join(str(error).split()) or type(error).__name__


def _percentile(ranked: list[float], fraction: float) -> float | None:
    """The smallest value that at least this fraction of the values does not exceed."""
    if not ranked:
        return None
    return ranked[max(0, math.ceil(fraction * len(ranked)) - 1)]

"""A session: how it runs and how it stands. What a person can ask of it is in `requests.py`.

No Qt here, and no decision that a room could make. One thread, the session's own or the caller's, owns the frames, the
recogniser and the announcer (`loop.py`). What others ask for waits in a queue until that thread is between two frames;
what can be seen of it in `Session.state` is so at once.
"""

from collections.abc import Callable

from app.camera.source import Source
from app.feedback.count import Count
from app.feedback.history import History
from app.feedback.utterance import Announcement, Priority
from app.session.closing import Closing
from app.session.currency_watch import SteppedCurrencyWatch
from app.session.looking import Summary
from app.session.messages import Status
from app.session.outlets import Outlet
from app.session.phone import PhoneCamera
from app.session.print_watch import PrintWatch, ReadsPrint, SteppedPrintWatch, live_print_watch
from app.session.requests import Requests
from app.session.state import SessionState
from app.session.teaching import Teaching
from app.session.teaching_list import TeachingList
from app.session.wording import Wording

LAST_WORDS_WITHIN_S = 2.5
_ENDS_WITHIN_S = 1.0


class Session(Requests):
    """One run of the app, with one voice, over one source after another; made of what `join_parts` joined.

    Either `start` (frames are looked at in a thread of its own) or `run_to_end` (in the caller's), once.
    """

    def add_listener(self, outlet: Outlet) -> None:
        """Tell this one what happens. To be called before the session begins."""
        self._teller.listeners.add(outlet)

    def start(self, spec: str) -> None:
        """Look at this source in a thread of the session's own, in real time, until `close`.

        A source that cannot be had is told as a status; another can be chosen then.
        """
        self._loop.begin()
        self._watch_print(live_print_watch)
        self._parts.jobs.has_thread = True
        self.choose_source(spec)
        self._loop.start()

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
        self._loop.begin()
        self._teller.in_real_time = source.live
        self._sources.to_the_end = True
        self._watch_print(live_print_watch if source.live else SteppedPrintWatch)
        self._parts.jobs.has_thread = source.live
        if not source.live:
            self._identifying.make_watch = SteppedCurrencyWatch
        self._looking.warm_up()
        try:
            self._sources.look_through(source, spec)
            self._loop.run_to_end()
        finally:
            self._sources.control.let_go()
        return self.summary()

    def stop(self) -> None:
        """Let `run_to_end` or the thread come to its end; returns at once, also in a signal's handler."""
        self._loop.stop()

    def close(self, last_words: str | None = None) -> bool:
        """Stop every thread and wait for them, three seconds in all at most; may be called again.

        last_words: said before the voice goes, in place of what is being said; "" lets what is being said come to its
            end; None cuts it. Takes up to 2.5 seconds more.

        Returns False when a thread did not end in time (a camera's driver that hangs); it ends with the process.
        """
        speech = self._teller.speech
        is_first = not self._loop.is_stopping or self._sources.to_the_end
        self.stop()
        has_ended = self._loop.join()
        # Only now, as the session's thread uses them; while the last words sound, they have time to end.
        beside = Closing(
            {
                "phone": self._parts.phone.close,
                "print": self._looking.print.close,
                "currency": self._identifying.close,
                "table": self._parts.table.watch.close,
                "jobs": self._parts.jobs.close,
            }
        )
        if is_first and last_words is not None:
            if last_words:
                speech.hush()
                self._teller.status(Status.GOODBYE, last_words, topic="goodbye", priority=Priority.ANSWER)
            speech.finish(LAST_WORDS_WITHIN_S)
        has_ended = beside.wait(_ENDS_WITHIN_S) and has_ended
        has_ended = speech.close() and has_ended
        self._teller.log.close()
        return has_ended

    # How it stands; may be asked from any thread

    def summary(self) -> Summary:
        """What the run came to so far."""
        return self._looking.summary()

    @property
    def state(self) -> SessionState:
        """How the session stands now."""
        return self._parts.state

    @property
    def wording(self) -> Wording:
        """The words of now."""
        return self._teller.wording

    @property
    def value_in_view(self) -> Announcement | None:
        """The announced note that is still in front of the camera, or None."""
        is_looking = self._sources.control.delivers and not self._looking.is_paused
        return self._announcer.current_value if is_looking else None

    @property
    def offered_currency(self) -> str | None:
        """The currency that a note in view was found to be of a moment ago, and that is off; None for none."""
        return self._identifying.offered

    @property
    def count(self) -> Count:
        """The notes counted so far, also those counted in private."""
        return self._presenter.count

    @property
    def tone_codes(self) -> tuple[tuple[str, int], ...]:
        """What private mode's tones mean: each value that is on with its number of tones, in words and as its rank."""
        return self._presenter.tone_codes()

    @property
    def teaching(self) -> Teaching:
        """Teaches a note before the camera."""
        return self._parts.teaching

    @property
    def taught(self) -> TeachingList:
        """The notes that were taught."""
        return self._parts.taught

    @property
    def phone(self) -> PhoneCamera:
        """A phone as the camera."""
        return self._parts.phone

    @property
    def history(self) -> History:
        """What was told, newest first, in private mode without amounts."""
        history = self._teller.history
        return history.discreet() if self._presenter.mode.is_private else history

    def _watch_print(self, watch: Callable[[ReadsPrint], PrintWatch]) -> None:
        if self._parts.print_reader is not None:
            self._looking.print = watch(self._parts.print_reader)

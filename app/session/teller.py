"""Each message on its way to the outlets. What is told is decided elsewhere, its words are made in `wording.py`."""

from collections.abc import Callable, Sequence

from app.feedback.history import History
from app.feedback.phrases import Phrase
from app.feedback.utterance import Priority
from app.session.events import EventWriter
from app.session.messages import Message, Status
from app.session.outlets import EventLog, HistoryKeeper, Listeners, SpeechOutlet
from app.session.presenter import Presenter
from app.session.protocols import MakesSpeech
from app.session.state import SessionState
from app.session.unheard import Unheard
from app.session.wording import Wording
from app.speech.protocols import SpokenRecord
from app.trouble import Trouble


class Teller:
    """Tells every outlet: speech first, as what a file or a window costs must not delay it. For any threads."""

    def __init__(
        self,
        presenter: Presenter,
        *,
        make_speech: MakesSpeech,
        events: EventWriter | None,
        state: Callable[[], SessionState],
        in_session_thread: Callable[[Callable[[], None]], None],
    ) -> None:
        """Make the voice.

        Args:
            presenter: makes the messages.
            make_speech: called once, here.
            events: where events are written.
            state: how the session stands.
            in_session_thread: how to get into the session's thread; called from any.
        """
        self.in_real_time = True
        self.listeners = Listeners()
        self.log = EventLog(events, self.report)
        self._presenter = presenter
        self._state = state
        self._in_session_thread = in_session_thread
        self._history = HistoryKeeper()
        self._unheard = Unheard(self.tell, lambda: self.speech.muted)
        self._voice = SpeechOutlet(self.log, self._unheard.ended)
        self.speech = make_speech(on_spoken=self._voice.on_spoken, on_problem=self.report, on_notice=self._notice)
        self._voice.connect(self.speech)

    @property
    def wording(self) -> Wording:
        """The words of now."""
        return self._presenter.wording

    @property
    def history(self) -> History:
        """What was told, newest first."""
        return self._history.history

    def tell(self, message: Message) -> None:
        """To every outlet."""
        self._unheard.told(message)
        if message.spoken:
            self.sound(message, None if self.in_real_time else self._presenter.now_s)
        self._history.on_message(message)
        self.log.on_message(message)
        self.listeners.tell(lambda outlet: outlet.on_message(message))

    def tell_unheard(self) -> None:
        """What asks for something or reports a loss, and was hushed."""
        for message in self._unheard.take():
            self.tell(self._presenter.said_again(message))

    def sound(self, message: Message, at_s: float | None) -> None:
        """To the voice alone; `at_s` is the source time on a virtual clock, None for now."""
        self._voice.on_message(message, at_s)

    def decided(self, messages: Sequence[Message]) -> None:
        """What a frame led to: at its own time to voice and history; `logged` and shown when that is under way."""
        for message in messages:
            self.sound(message, self._presenter.now_s)
            self._history.on_message(message)

    def log_and_show(self, messages: Sequence[Message]) -> None:
        """The rest of `decided`."""
        for message in messages:
            self.log.on_message(message)
            self.listeners.tell(lambda outlet: outlet.on_message(message))  # noqa: B023 (called at once)

    def status(
        self,
        status: Status,
        text: str | Phrase,
        *,
        topic: str,
        spoken: bool = True,
        priority: Priority = Priority.STATUS,
        still_valid: Callable[[], bool] | None = None,
        done: Callable[[SpokenRecord], None] | None = None,
    ) -> None:
        """A status in these words, or in those of a phrase, which is told in any language that is chosen meanwhile."""

        def message() -> Message:
            return self._presenter.status(
                status,
                self.wording.phrase(text) if isinstance(text, Phrase) else text,
                topic=topic,
                spoken=spoken,
                priority=priority,
                still_valid=still_valid,
                done=done,
                again=again,
            )

        def again() -> Message | None:
            is_so = still_valid is None or still_valid()
            return message() if is_so and isinstance(text, Phrase) else None

        self.tell(message())

    def words(
        self,
        text: str,
        *,
        topic: str,
        priority: Priority,
        has_amount: bool,
        still_valid: Callable[[], bool] | None,
        done: Callable[[SpokenRecord], None] | None,
        is_kept: bool = False,
        language: str | None = None,
    ) -> None:
        """Words that somebody else made; with an amount in them they are not said in private mode."""

        def holds() -> bool:
            if has_amount and self._presenter.mode.is_private:
                return False
            return still_valid is None or still_valid()

        self.tell(
            self._presenter.status(
                Status.SAID,
                text,
                topic=topic,
                priority=priority,
                still_valid=holds,
                has_amount=has_amount,
                done=done,
                is_kept=is_kept,
                language=language,
            )
        )

    def report(self, trouble: Trouble) -> None:
        """What is missing and what to do about it, in the session's thread and its turn."""
        # Spoken, too: who sees nothing would never learn of it.
        self._in_session_thread(
            lambda: self.tell(self._presenter.trouble(Status.PROBLEM, trouble, topic=f"problem:{trouble.code}"))
        )

    def state_changed(self) -> None:
        """The session stands differently now."""
        state = self._state()
        self.listeners.tell(lambda outlet: outlet.on_state(state))

    def _notice(self, name: str) -> None:
        """Something about the sound is well again; from the speech thread."""
        if name == Phrase.SOUND_BACK.value:
            self._in_session_thread(lambda: self.status(Status.WELL, Phrase.SOUND_BACK, topic="sound_lost"))

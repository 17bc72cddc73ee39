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
        self._voice = SpeechOutlet(self.log)
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
        if message.spoken:
            self.sound(message, None if self.in_real_time else self._presenter.now_s)
        self._history.on_message(message)
        self.log.on_message(message)
        self.listeners.tell(lambda outlet: outlet.on_message(message))

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
        text: str,
        *,
        topic: str,
        spoken: bool = True,
        still_valid: Callable[[], bool] | None = None,
    ) -> None:
        """A status in these words."""
        self.tell(self._presenter.status(status, text, topic=topic, spoken=spoken, still_valid=still_valid))

    def words(
        self,
        text: str,
        *,
        topic: str,
        priority: Priority,
        has_amount: bool,
        still_valid: Callable[[], bool] | None,
        done: Callable[[SpokenRecord], None] | None,
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
            self._in_session_thread(
                lambda: self.status(Status.WELL, self.wording.phrase(Phrase.SOUND_BACK), topic="sound_lost")
            )

"""Which currency is this: asked for by a key or of each note of a run, looked for beside the frames, and answered.

When to answer, and what, is `identification.py`'s; the thread that looks is `currency_watch.py`'s. No value is ever
told here: the currency is named, and offered to be turned on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from app.camera.frame import Frame
from app.feedback.currency_phrases import CurrencyPhrase
from app.feedback.identification import Identification, Identified, Outcome
from app.feedback.private import Tone, ToneCode
from app.feedback.utterance import Priority
from app.recognition.observation import Observation
from app.session.choices import Choices
from app.session.currency_watch import CurrencyWatch, FindsCurrency, ThreadedCurrencyWatch
from app.session.messages import Status
from app.session.presenter import TONE_SIGN, Presenter
from app.session.teller import Teller

# Heard while it is looked for: two short ticks that rise, unlike the pulses of a value.
WORKING: Final[ToneCode] = (Tone(520.0, 40, 60), Tone(700.0, 40, 0))
_WORKING_EVERY_S = 1.2
# How long an offer to turn a currency on stands.
_OFFERED_S = 60.0
# Nothing like a note in view for this long ends it: the next one is another.
_AWAY_S = 0.75


@dataclass(frozen=True, slots=True)
class _Offer:
    currency: str
    until_s: float


class Identifying:
    """Asks, follows the frames, answers. Used by the session's thread, but for `offered`, which any thread may ask.

    Attributes:
        make_watch: how it is looked for, beside the frames or in step with a file; to be set before the first frame.
        of_each_note: it is asked of each note that comes into view, without a key.
    """

    def __init__(self, finder: FindsCurrency | None, *, choices: Choices, presenter: Presenter, teller: Teller) -> None:
        """Join the parts. finder: used by the watch's thread alone; None for a model that knows no print."""
        self.make_watch: Callable[[FindsCurrency], CurrencyWatch] = ThreadedCurrencyWatch
        self.of_each_note = False
        self._finder = finder
        self._choices = choices
        self._presenter = presenter
        self._teller = teller
        self._watch: CurrencyWatch | None = None
        self._asked: Identification | None = None
        self._offer: _Offer | None = None
        self._key = ""
        self._sounded_s = 0.0
        self._note_s: float | None = None
        self._item: str | None = None
        self._is_answered = False

    @property
    def offered(self) -> str | None:
        """The currency that was found a moment ago and is off; None for none."""
        offer = self._offer
        if offer is None or self._presenter.now_s > offer.until_s or offer.currency in self._choices.chosen:
            return None
        return offer.currency

    @property
    def is_working(self) -> bool:
        """Whether it is being looked for."""
        return self._asked is not None

    def begin(self, key: str) -> None:
        """Look for the currency of what is in view. key: that asks again, as people write it; "" for none."""
        self._key = key
        self._offer = None
        if self._finder is None:
            self._answer(self._say(CurrencyPhrase.CANNOT))
            return
        if self._watch is None:
            self._watch = self.make_watch(self._finder)
        self._watch.end()
        self._asked = Identification(self._presenter.now_s)
        self._sound()

    def follow(self, frame: Frame, observation: Observation) -> None:
        """Take a frame in that was looked at."""
        if self.of_each_note:
            self._follow_notes(observation)
        if self._asked is None or self._watch is None:
            return
        now_s = self._presenter.now_s
        self._asked.follow(now_s, shows_note=observation.note_box is not None)
        for found in self._watch.take():
            self._asked.add(None if found is None else found.currency)
        ended = self._asked.ended(now_s)
        if ended is not None:
            self._end()
            self._tell(ended)
        else:
            if observation.note_box is not None:
                self._watch.offer(frame, observation.note_box)
            if now_s - self._sounded_s >= _WORKING_EVERY_S:
                self._sound()

    def give_up(self) -> None:
        """Other frames follow, or none: nothing is answered any more."""
        self._offer = None
        if self._asked is not None:
            self._end()

    def close(self) -> bool:
        """Stop the thread that looks; False when it does not end in time."""
        self._asked = None
        return self._watch is None or self._watch.close()

    def _follow_notes(self, observation: Observation) -> None:
        """Ask of each note once."""
        now_s = self._presenter.now_s
        is_gone = self._note_s is None or now_s - self._note_s >= _AWAY_S or observation.source_item != self._item
        if observation.note_box is None:
            return
        if is_gone:
            self._is_answered = False
            self._item = observation.source_item
        self._note_s = now_s
        if not self._is_answered and self._asked is None:
            self._is_answered = True
            self.begin("")

    def _end(self) -> None:
        self._asked = None
        if self._watch is not None:
            self._watch.end()

    def _tell(self, ended: Identified) -> None:
        again = [self._say(CurrencyPhrase.TRY_AGAIN, key=self._key)] if self._key else []
        if ended.outcome is Outcome.NO_NOTE:
            self._answer(self._say(CurrencyPhrase.NO_NOTE), *again)
        elif ended.outcome is Outcome.NONE_FITS:
            self._answer(self._say(CurrencyPhrase.NONE_FITS, number=str(self._choices.number_known)), *again)
        else:
            self._tell_found(ended.currency)

    def _tell_found(self, currency: str) -> None:
        name = self._teller.wording.currency(currency)
        looks_like = self._say(CurrencyPhrase.LOOKS_LIKE, currency=name)
        if currency in self._choices.on:
            self._answer(looks_like, self._say(CurrencyPhrase.IS_ON))
            return
        self._offer = _Offer(currency, self._presenter.now_s + _OFFERED_S)
        if self._key:
            asked = f"{looks_like} {self._say(CurrencyPhrase.PRESS_AGAIN, key=self._key)}"
            offer = self._offer
            self._teller.tell(
                self._presenter.answer(asked, topic="identify", still_valid=lambda: self._offer is offer, is_kept=True)
            )
        else:
            self._answer(looks_like, self._say(CurrencyPhrase.START_WITH, code=currency))

    def _say(self, which: CurrencyPhrase, **fill: str) -> str:
        return self._teller.wording.of_currencies(which, **fill)

    def _answer(self, *sentences: str) -> None:
        self._teller.tell(self._presenter.answer(" ".join(sentences), topic="identify"))

    def _sound(self) -> None:
        self._sounded_s = self._presenter.now_s
        self._teller.sound(
            self._presenter.status(
                Status.SAID,
                TONE_SIGN,
                topic="identify",
                # Below all words: it only says that nothing hangs.
                priority=Priority.PLACE,
                tones=WORKING,
                still_valid=lambda: self.is_working,
            ),
            self._presenter.now_s if not self._teller.in_real_time else None,
        )

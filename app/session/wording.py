"""Every word that a person hears, made in one place: `Wording(language, currencies)`.

The sentences themselves stand in `app/feedback/translations`. What the window shows, and reads out as it stands there
(names of parts, help, tour), is translated in `app/ui`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from app.feedback import count as counting
from app.feedback import troubles, words
from app.feedback.count import Count
from app.feedback.currency_phrases import CurrencyPhrase, currency_phrase
from app.feedback.describe import describe
from app.feedback.guidance import GuidanceParameters, HintKind, hint_phrase
from app.feedback.modes import GuidanceLevel, SpeakMode
from app.feedback.phrases import FULL_STOPS, Phrase, counted_notes, phrase
from app.feedback.utterance import Announcement
from app.feedback.window_phrases import WindowPhrase, window_phrase
from app.recognition.observation import Observation
from app.recognition.pack_contents import Tier
from app.recognition.packs import Pack
from app.trouble import Trouble

MOST_USUALLY_ON = 5
"""With more currencies on than these a person is told what it costs."""
_CURRENCIES_NAMED = 4
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


@dataclass(frozen=True)
class Wording:
    """Makes words in one language, for one choice of currencies; another choice is another Wording.

    Attributes:
        language: BCP 47 tag; one without sentences is answered in English.
        currencies: ISO 4217 codes that are on, in the order in which they are to be named.
    """

    language: str = "en"
    currencies: tuple[str, ...] = ()

    @cached_property
    def full_names(self) -> frozenset[str]:
        """The currencies that are said with their country, since another one that is on has the same short name."""
        return words.needing_full_names(self.currencies, self.language)

    def phrase(self, key: Phrase, **fill: str) -> str:
        """A fixed sentence. Raises KeyError when a word in braces is not given."""
        return phrase(key, self.language, **fill)

    def money(self, value: str, currency: str) -> str:
        """An amount: "20 dollars"."""
        return words.money(value, currency, self.language, full=currency in self.full_names)

    def announced(self, announcement: Announcement) -> str:
        """A note that was recognised: "20 dollars", "10 pounds, withdrawn", or "Several notes of 20 dollars"."""
        money = self.money(announcement.value, announcement.currency)
        text = self.phrase(Phrase.WITHDRAWN, money=money) if announcement.is_withdrawn else money
        return self.phrase(Phrase.SEVERAL_OF, money=text.rstrip(FULL_STOPS)) if announcement.are_several else text

    def pack(self, pack: Pack) -> str:
        """What is not known of a pack's currency and what to do about it; empty where all of it is known."""
        currency = self.currency(pack.currency)
        if pack.tier is Tier.COMPLETE:
            return ""
        told = []
        if pack.tier is Tier.FEW:
            told.append(self.phrase(Phrase.PACK_FEW, currency=currency, values=", ".join(pack.values)))
        elif pack.missing:
            told.append(self.phrase(Phrase.PACK_MISSING, currency=currency, values=", ".join(pack.missing)))
        if pack.gaps:
            told.append(self.phrase(Phrase.PACK_DESIGN, currency=currency, values=", ".join(pack.gaps)))
        if pack.one_face_only:
            told.append(self.phrase(Phrase.PACK_ONE_SIDE, currency=currency))
        return " ".join(told)

    def currency(self, code: str) -> str:
        """What a currency's notes are called: "US dollars"."""
        return words.currency_name(code, self.language)

    def currency_names(self, codes: Iterable[str] | None = None) -> str:
        """The names of these currencies, or of those that are on: "US dollars, euros"."""
        return ", ".join(self.currency(code) for code in (self.currencies if codes is None else codes))

    def window(self, key: WindowPhrase, **fill: str) -> str:
        """What the window says of what was asked for in it. Raises KeyError when a word in braces is not given."""
        return window_phrase(key, self.language, **fill)

    def of_currencies(self, which: CurrencyPhrase, **fill: str) -> str:
        """What is said of currencies that were asked for. Raises KeyError when a word in braces is not given."""
        return currency_phrase(which, self.language, **fill)

    def many_on(self, number: int) -> str:
        """What so many currencies that are on cost; empty where it is nothing worth telling."""
        if number <= MOST_USUALLY_ON:
            return ""
        return self.of_currencies(CurrencyPhrase.MANY_ON, number=str(number))

    def trouble(self, trouble: Trouble, *, aloud: bool = False) -> str:
        """What went wrong, and what to do next; `aloud` without what nobody could follow by ear."""
        return troubles.trouble_sentence(trouble.code, trouble.parameters, self.language, aloud=aloud)

    def ready(self) -> str:
        """That notes can be held before the camera; which, unless they are too many to be told."""
        if len(self.currencies) > _CURRENCIES_NAMED:
            return self.phrase(Phrase.READY)
        return self.phrase(Phrase.READY_FOR, currencies=self.currency_names())

    def mode(self, mode: SpeakMode, *, before: SpeakMode | None = None) -> str:
        """How values are told from now on; who left private mode must hear that it is off."""
        text = self.phrase(_MODES[mode])
        if before is not None and before.is_private and mode is SpeakMode.COUNT:
            return f"{self.phrase(Phrase.MODE_NORMAL)} {text}"
        return text

    def level(self, level: GuidanceLevel) -> str:
        """How much is said besides values."""
        return self.phrase(_LEVELS[level])

    def hint(self, kind: HintKind, level: GuidanceLevel) -> str:
        """A hint, in a word or two or in a whole sentence."""
        return self.phrase(hint_phrase(kind, level))

    def described(
        self,
        observation: Observation | None,
        announced: Announcement | None,
        *,
        is_private: bool,
        parameters: GuidanceParameters,
    ) -> str:
        """What the newest picture shows; in private without the value."""
        value = None if announced is None or is_private else self.announced(announced)
        return describe(observation, announced, value_words=value, language=self.language, parameters=parameters)

    def tones(self, value: str, currency: str, rank: int) -> str:
        """How many tones stand for a value: "5 dollars: 3 tones."."""
        key = Phrase.TONES_ONE if rank == 1 else Phrase.TONES_MANY
        return self.phrase(key, value=self.money(value, currency), tones=str(rank))

    def notes(self, number: int) -> str:
        """A number of notes: "3 notes"."""
        return counted_notes(number, self.language)

    def added(self, count: Count) -> str:
        """The note that was counted last, and the total: "20 dollars, total 45 dollars"."""
        return counting.added_words(count, self.language, self.full_names)

    def undone(self, before: Count, now: Count | None = None) -> str:
        """What is said after the last note of `before` was taken away, and the total of now; None for that of then."""
        return counting.undone_words(before, self.language, self.full_names, now=now)

    def count_total(self, count: Count) -> str:
        """The total of each currency."""
        return counting.total_words(count, self.language, self.full_names)

    def listed(self, count: Count) -> str:
        """The counted notes, and the totals."""
        return counting.list_words(count, self.language, self.full_names)

    def restored(self, count: Count) -> str:
        """What is said after a clearing was undone; in private without amounts."""
        return self.phrase(Phrase.COUNT_RESTORED, notes=self.notes(len(count)))

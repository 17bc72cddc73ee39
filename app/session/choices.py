"""Which currencies are named, and in which language. Nothing is told here."""

from collections.abc import Iterable

from app.feedback.guidance import HintKind
from app.feedback.modes import GuidanceLevel
from app.feedback.words import SPECIMEN_CURRENCY
from app.recognition.labels import NoteLabel
from app.session.protocols import Recognizes
from app.session.wording import Wording


class Choices:
    """What the person chose, and what follows from it. What was chosen may be read from any thread.

    Attributes:
        chosen: ISO 4217 codes that the person turned on.
        on: those that are named now: the specimens' as well while the demo plays.
        language: tag of the language of words.
        taught: (currency, value) of notes that the person taught, which are on whatever was chosen.
    """

    def __init__(
        self, recognizer: Recognizes, currencies: Iterable[str], *, language: str, specimens_in_demo: bool
    ) -> None:
        """Raises ValueError: no currency is on, or one that the model does not know."""
        self._known = recognizer.currencies
        self._labels = recognizer.labels
        self._specimens_in_demo = specimens_in_demo
        self.chosen = self._checked(currencies)
        self.on = self.chosen
        self.language = language
        self.taught: tuple[tuple[str, str], ...] = ()
        self._told: frozenset[str] = frozenset()

    @property
    def number_known(self) -> int:
        """How many currencies can be turned on, but for the specimens."""
        return len(set(self._known) - {SPECIMEN_CURRENCY})

    def choose(self, currencies: Iterable[str]) -> None:
        """Raises ValueError as at the beginning; then all stays as it is."""
        self.chosen = self._checked(currencies)

    def apply(self, *, is_demo: bool) -> None:
        """Let what was chosen count from now on."""
        add_specimens = is_demo and SPECIMEN_CURRENCY in self._known and self._specimens_in_demo
        self.on = self.chosen | {SPECIMEN_CURRENCY} if add_specimens else self.chosen

    def newly_on(self) -> frozenset[str]:
        """Those that are on and were not when this was asked last."""
        new, self._told = self.on - self._told, self.on
        return new

    def in_order(self, codes: frozenset[str]) -> tuple[str, ...]:
        """These codes in the model's order."""
        return tuple(code for code in self._known if code in codes)

    @property
    def notes(self) -> list[tuple[str, str]]:
        """(currency, value) of each class of a note, whether it is on or not."""
        return [*((label.currency, label.value) for label in self._labels if not label.is_unknown), *self.taught]

    def wording(self) -> Wording:
        """The words for what is on."""
        more = (code for code, _ in self.taught)
        return Wording(self.language, tuple(dict.fromkeys((*self.in_order(self.on), *more))))

    def usual_texts(self, wording: Wording, level: GuidanceLevel) -> list[str]:
        """What is likely to be said, each once."""
        known: list[NoteLabel] = [label for label in self._labels if label.currency in self.on]
        texts = [wording.money(label.value, label.currency) for label in known]
        texts += [wording.money(value, currency) for currency, value in self.taught]
        if level is not GuidanceLevel.VALUES_ONLY:
            texts += [wording.hint(kind, level) for kind in HintKind]
        return list(dict.fromkeys(texts))

    def _checked(self, codes: Iterable[str]) -> frozenset[str]:
        chosen = frozenset(codes)
        unknown = chosen - set(self._known)
        if unknown or not chosen:
            known = ", ".join(self._known)
            raise ValueError(f"currencies must be some of {known}, not {', '.join(sorted(unknown)) or 'none'}")
        return chosen

"""What `/v1/recognize` answers, field by field, and how a reading becomes it. Words come from the feedback room."""

from enum import Enum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from app.feedback.currency_phrases import CurrencyPhrase, currency_phrase
from app.feedback.guidance import HintKind, hint_phrase
from app.feedback.modes import GuidanceLevel
from app.feedback.phrases import Phrase, phrase
from app.feedback.words import SPECIMEN_CURRENCY, currency_name, money, needing_full_names
from app.service.reading import Reading


class Reason(str, Enum):
    """Why no value is given."""

    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    BLURRED = "blurred"
    FRAMING = "framing"
    UNSURE = "unsure"
    SEVERAL = "several"
    NO_NOTE = "no_note"


_REASONS: dict[HintKind | None, Reason] = {
    HintKind.TOO_DARK: Reason.TOO_DARK,
    HintKind.TOO_BRIGHT: Reason.TOO_BRIGHT,
    HintKind.HOLD_STILL: Reason.BLURRED,
    HintKind.CLOSER: Reason.FRAMING,
    HintKind.FURTHER_AWAY: Reason.FRAMING,
    HintKind.LEFT: Reason.FRAMING,
    HintKind.RIGHT: Reason.FRAMING,
    HintKind.UP: Reason.FRAMING,
    HintKind.DOWN: Reason.FRAMING,
    HintKind.TURN_OVER: Reason.UNSURE,
    HintKind.FLATTEN: Reason.UNSURE,
    HintKind.UNCOVER: Reason.UNSURE,
    HintKind.STILL_LOOKING: Reason.UNSURE,
    HintKind.NOTHING_IN_VIEW: Reason.NO_NOTE,
    HintKind.SEVERAL: Reason.SEVERAL,
    None: Reason.NO_NOTE,
}


class NoteBox(BaseModel):
    """A rectangle in fractions of the picture's width and height, x to the right, y downwards."""

    left: float = Field(ge=0, le=1)
    top: float = Field(ge=0, le=1)
    right: float = Field(ge=0, le=1)
    bottom: float = Field(ge=0, le=1)


class Recognition(BaseModel):
    """The answer for one picture. A value is given only where the app would have spoken it; else it is null."""

    model_config = ConfigDict(protected_namespaces=())

    recognized: bool = Field(description="whether a value is given")
    currency: str | None = Field(description="ISO 4217 code", examples=["USD"])
    value: str | None = Field(description="face value", examples=["20"])
    several: bool = Field(description="whether several notes of this value are there, nobody knows how many")
    face: str | None = Field(description="front or back", examples=["front"])
    confidence: float | None = Field(description="calibrated score of the value", ge=0, le=1)
    text: str = Field(description="words for a person: the value, or why there is none", examples=["20 dollars"])
    reason: Reason | None = Field(description="why no value is given")
    advice: str | None = Field(description="what to do, for a person", examples=["It is too dark. Turn on a light."])
    looks_like: str | None = Field(
        default=None,
        description="where currency=detect was asked: the currency of the note, ISO 4217",
        examples=["KES"],
    )
    where: NoteBox | None = Field(description="where the note lies, if that is known")
    currencies: list[str] = Field(description="the currencies that were looked for")
    model_version: str
    kept: bool = Field(description="whether the picture was kept for training")
    decode_ms: float = Field(description="milliseconds for taking the picture apart", ge=0)
    recognize_ms: float = Field(description="milliseconds for reading it", ge=0)


class Problem(BaseModel):
    """What every refusal looks like."""

    error: str = Field(description="one line that says what is wrong and what to do")


def detection(reading: Reading, *, currencies: tuple[str, ...], language: str, **measured: Any) -> Recognition:
    """The answer to which currency a note is: no value, but words for a person and the currency, if one was found.

    measured: as `recognition` takes them.
    """
    answer = recognition(reading, currencies=currencies, language=language, **measured)
    if reading.looks_like is not None:
        name = currency_name(reading.looks_like, language)
        text = currency_phrase(CurrencyPhrase.LOOKS_LIKE, language, currency=name)
        return answer.model_copy(
            update={"looks_like": reading.looks_like, "text": text, "reason": None, "advice": None}
        )
    number = str(len(set(currencies) - {SPECIMEN_CURRENCY}))
    if answer.reason is Reason.NO_NOTE:
        text = currency_phrase(CurrencyPhrase.NO_NOTE, language)
    else:
        text = currency_phrase(CurrencyPhrase.NONE_FITS, language, number=number)
    return answer.model_copy(update={"text": text, "advice": text})


def recognition(
    reading: Reading,
    *,
    currencies: tuple[str, ...],
    language: str,
    model_version: str,
    decode_ms: float,
    recognize_ms: float,
) -> Recognition:
    """The answer for a reading, in the language of a BCP 47 tag."""
    named, box = reading.named, reading.note_box
    note_box = None if box is None else NoteBox(left=box.left, top=box.top, right=box.right, bottom=box.bottom)
    reason: Reason | None = None
    advice: str | None = None
    if named is None:
        reason = _REASONS[reading.hint]
        if reading.hint is None or reason is Reason.NO_NOTE:
            text = phrase(Phrase.UNKNOWN_NOTE, language)
        else:
            # The whole sentence about several notes speaks of what the window can be asked.
            level = GuidanceLevel.BRIEF if reason is Reason.SEVERAL else GuidanceLevel.FULL
            text = advice = phrase(hint_phrase(reading.hint, level), language)
    else:
        full = named.currency in needing_full_names(currencies, language)
        text = money(named.value, named.currency, language, full=full)
        if named.are_several:
            text = phrase(Phrase.SEVERAL_OF, language, money=text)
    return Recognition(
        recognized=named is not None,
        currency=None if named is None else named.currency,
        value=None if named is None else named.value,
        several=named is not None and named.are_several,
        face=None if named is None else named.face,
        confidence=None if named is None else round(min(1.0, named.confidence), 4),
        text=text,
        reason=reason,
        advice=advice,
        where=note_box,
        currencies=list(currencies),
        model_version=model_version,
        kept=False,
        decode_ms=round(decode_ms, 2),
        recognize_ms=round(recognize_ms, 2),
    )

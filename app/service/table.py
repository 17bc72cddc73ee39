"""The path for a picture of several notes, /v1/table: what it takes and answers."""

from collections.abc import Iterable
from decimal import Decimal
from functools import partial

from fastapi import FastAPI, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from app.feedback.table import FoundNote, TableFinding
from app.feedback.table_words import table_words
from app.feedback.words import needing_full_names
from app.service.errors import Refused
from app.service.form import KEEP, Wishes, wishes
from app.service.people import picture_request
from app.service.picture_path import PictureAsked, picture_handler, timed
from app.service.pool import Worker
from app.service.refusals import refusals
from app.service.service import Service
from app.service.shortcut import Handler

TABLE = "/v1/table"


class TableNote(BaseModel):
    """One note that was read."""

    currency: str = Field(description="ISO 4217 code", examples=["USD"])
    value: str = Field(description="face value", examples=["20"])
    face: str | None = Field(description="front or back, where that is known")
    withdrawn: bool = Field(description="whether it is no longer money, and in no total")
    confidence: float = Field(description="how surely", ge=0, le=1)
    outline: list[tuple[float, float]] = Field(description="four corners in fractions of the picture, in order")


class TableTotal(BaseModel):
    """What the notes of one currency are worth together."""

    currency: str = Field(description="ISO 4217 code")
    total: str = Field(description="a decimal number", examples=["95"])


class Table(BaseModel):
    """The answer for one picture of a table."""

    model_config = ConfigDict(protected_namespaces=())

    notes: list[TableNote] = Field(description="each note that was read, the surest first")
    unread: list[list[tuple[float, float]]] = Field(description="outlines of notes that could not be read")
    totals: list[TableTotal] = Field(description="for each currency; at least this, unless `complete`")
    complete: bool = Field(description="whether nothing else in the picture looks like a note")
    text: str = Field(description="words for a person")
    currencies: list[str] = Field(description="the currencies that were looked for")
    model_version: str
    decode_ms: float = Field(description="milliseconds for taking the picture apart", ge=0)
    read_ms: float = Field(description="milliseconds for reading it", ge=0)


def add_table(app: FastAPI, service: Service) -> dict[str, Handler]:
    """Add the path; what answers it."""
    handle = picture_handler(service, wishes=_asked, choose=service.choose, read=partial(_read, service))

    @app.post(
        TABLE,
        tags=["people"],
        summary="Which banknotes lie on a table",
        response_model=Table,
        responses=refusals(400, 401, 403, 408, 413, 415, 421, 422, 503),
        openapi_extra=picture_request(service, keeps=False),
    )
    async def table(request: Request) -> Response:
        return await handle(request)

    return {TABLE: table}


def _read(service: Service, worker: Worker, asked: PictureAsked) -> Table:
    finding, read_ms = timed(lambda: service.read_table(worker.reader, asked.image, asked.currencies))
    return answer(
        finding,
        currencies=asked.currencies,
        language=asked.wishes.language,
        model_version=service.metadata.version,
        decode_ms=asked.decode_ms,
        read_ms=read_ms,
    )


def answer(
    finding: TableFinding,
    *,
    currencies: tuple[str, ...],
    language: str,
    model_version: str,
    decode_ms: float,
    read_ms: float,
) -> Table:
    """The answer for a finding, in the language of a BCP 47 tag."""
    return Table(
        notes=[_note(note) for note in finding.notes],
        unread=[list(outline) for outline in finding.unread],
        totals=[TableTotal(currency=code, total=_spelled(total)) for code, total in finding.totals()],
        complete=finding.is_all or not (finding.notes or finding.unread),
        # As the picture has it: who sent it need not have been before the camera.
        text=table_words(finding, language, needing_full_names(currencies, language), camera_faces_person=False),
        currencies=list(currencies),
        model_version=model_version,
        decode_ms=round(decode_ms, 2),
        read_ms=round(read_ms, 2),
    )


def _note(note: FoundNote) -> TableNote:
    return TableNote(
        currency=note.currency,
        value=note.value,
        face=note.face,
        withdrawn=note.is_withdrawn,
        confidence=round(min(1.0, note.agreement), 4),
        outline=list(note.outline),
    )


def _asked(query: Iterable[tuple[str, str]], form: Iterable[tuple[str, str]] = ()) -> Wishes:
    asked = wishes(query, form)
    if asked.keep:
        raise Refused(422, f"{KEEP}: pictures of tables are never kept.")
    return asked


def _spelled(amount: Decimal) -> str:
    return format(amount.normalize(), "f")

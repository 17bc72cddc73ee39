"""What a request says besides its picture: in a query or in a multipart form alike. Kept in memory, never in a file."""

import asyncio
import re
from collections.abc import AsyncGenerator, Iterable
from dataclasses import dataclass
from typing import Any

from python_multipart.exceptions import MultipartParseError
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from app.service.errors import Refused

FIELD = "picture"
CURRENCY, LANGUAGE, KEEP = "currency", "language", "keep"
FIELDS = (CURRENCY, LANGUAGE, KEEP)
DETECT = "detect"
"""In the place of currencies: whichever currency the note is of, and no value."""
LANGUAGE_PATTERN = "^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$"
LONGEST_LANGUAGE = 35
_YES, _NO = ("true", "1", "yes", "on"), ("false", "0", "no", "off")


class _InMemory(MultiPartParser):
    """Starlette would write larger parts to a temporary file; a picture is never written anywhere."""

    spool_max_size = 1 << 62

    def close(self) -> None:
        """Let go of what was begun: Starlette closes the files of some damaged forms only."""
        for file in self._files_to_close_on_error:
            file.close()


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a picture is to be read.

    Attributes:
        currency: as it was sent, or None.
        language: of the words, a BCP 47 tag.
        keep: whether the sender agrees that the picture is kept.
    """

    currency: str | None = None
    language: str = "en"
    keep: bool = False


def wishes(query: Iterable[tuple[str, str]], form: Iterable[tuple[str, str]] = ()) -> Wishes:
    """What a query and a form say together.

    Raises:
        Refused: 400 for a name that is not known or stands twice, 422 for a value that cannot be.
    """
    said: dict[str, str] = {}
    for name, value in (*query, *form):
        if name not in FIELDS:
            known = ", ".join((FIELD, *FIELDS))
            raise Refused(400, f"There is no field {shown(name)}: there are {known}.")
        if name in said:
            raise Refused(400, f"The field {name} was sent twice: send it once.")
        said[name] = value
    language = said.get(LANGUAGE, "en")
    if len(language) > LONGEST_LANGUAGE or re.fullmatch(LANGUAGE_PATTERN[1:-1], language) is None:
        raise Refused(422, f"{LANGUAGE}: {shown(language)} is no tag of a language, such as en or pt-BR.")
    keep = said.get(KEEP, "false").lower()
    if keep not in _YES + _NO:
        raise Refused(422, f"{KEEP}: {shown(keep)} is neither true nor false.")
    return Wishes(said.get(CURRENCY), language, keep in _YES)


def shown(text: str) -> str:
    """What a sender wrote, as a message may give it back: short, in one line, and nothing that does not print."""
    cut = text if len(text) <= 40 else f"{text[:40]}…"
    return f"'{''.join(c if c.isprintable() else '?' for c in cut)}'"


def picture_of(content_type: str, body: bytes) -> tuple[dict[str, str], bytes]:
    """The other fields of a form, none where the body is no form, and the content of the picture's file.

    Raises:
        Refused: 400 for a form that is damaged, has no single picture, or a field that is not known or stands twice.
    """
    if not content_type.lower().startswith("multipart/form-data"):
        return {}, body
    return asyncio.run(_from_form(content_type, body))


async def _from_form(content_type: str, body: bytes) -> tuple[dict[str, str], bytes]:
    async def once() -> AsyncGenerator[bytes, None]:
        yield body

    parser = _InMemory(Headers({"content-type": content_type}), once(), max_files=1, max_fields=8, max_part_size=4096)
    try:
        form = await parser.parse()
        found: Any = form.get(FIELD)
        if not isinstance(found, UploadFile):
            raise Refused(400, f"The form has no file in the field {FIELD}.")
        others = [(name, value) for name, value in form.multi_items() if value is not found]
        fields = [(name, value if isinstance(value, str) else "") for name, value in others]
        wishes(fields)
        return dict(fields), await found.read()
    except (MultiPartException, MultipartParseError, KeyError, ValueError, AssertionError) as error:
        raise Refused(400, f"The form cannot be read: send one file, in the field {FIELD}.") from error
    finally:
        parser.close()

"""The picture inside a request: the body itself, or one part of a multipart form. Kept in memory, never in a file."""

from collections.abc import AsyncGenerator
from typing import Any

from python_multipart.exceptions import MultipartParseError
from starlette.datastructures import FormData, Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from app.service.errors import Refused

FIELD = "picture"


class _InMemory(MultiPartParser):
    """Starlette would write larger parts to a temporary file; a picture is never written anywhere."""

    spool_max_size = 1 << 62


async def picture_of(headers: Headers, body: bytes) -> bytes:
    """The content of the picture's file.

    Raises:
        Refused: 400 for a form that is damaged or has no single picture.
    """
    if not headers.get("content-type", "").lower().startswith("multipart/form-data"):
        return body

    async def once() -> AsyncGenerator[bytes, None]:
        yield body

    try:
        form: FormData = await _InMemory(headers, once(), max_files=1, max_fields=8, max_part_size=4096).parse()
    except (MultiPartException, MultipartParseError, KeyError, ValueError) as error:
        raise Refused(400, f"The form cannot be read: send one file, in the field {FIELD}.") from error
    try:
        found: Any = form.get(FIELD)
        if not isinstance(found, UploadFile):
            raise Refused(400, f"The form has no file in the field {FIELD}.")
        return await found.read()
    finally:
        await form.close()

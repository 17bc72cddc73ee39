"""The paths for people's pictures, /v1: what they take and answer, and how they are described."""

from functools import partial
from typing import Any

from fastapi import FastAPI, Request, Response

from app.service.answers import Recognition, detection, recognition
from app.service.form import CURRENCY, DETECT, FIELD, KEEP, LANGUAGE, LANGUAGE_PATTERN, LONGEST_LANGUAGE, wishes
from app.service.picture_path import PictureAsked, picture_handler, timed
from app.service.pool import Worker
from app.service.refusals import refusals
from app.service.service import Service
from app.service.shortcut import Handler

RECOGNIZE = "/v1/recognize"
_PICTURE_TYPES = ("image/jpeg", "image/png", "image/webp", "application/octet-stream")


def add_people(app: FastAPI, service: Service) -> dict[str, Handler]:
    """Add the paths; what answers those that are asked for most."""
    handle = picture_handler(
        service, wishes=wishes, choose=service.choose_or_detect, read=partial(_recognized, service)
    )

    @app.get("/v1/info", tags=["people"], summary="What can be recognised here", responses=refusals(401, 403, 421))
    async def info() -> dict[str, Any]:
        collection = service.options.collection
        return {
            "model_version": service.metadata.version,
            "currencies": list(service.known),
            "default_currencies": list(service.default),
            "packs": {code: tier.value for code, tier in service.packs.tiers.items()},
            "consent": None if collection is None else collection.consent,
        }

    @app.post(
        RECOGNIZE,
        tags=["people"],
        summary="Which banknote is in a picture",
        response_model=Recognition,
        responses=refusals(400, 401, 403, 408, 413, 415, 421, 422, 503),
        openapi_extra=picture_request(service),
    )
    async def recognize(request: Request) -> Response:
        return await handle(request)

    return {RECOGNIZE: recognize}


def _recognized(service: Service, worker: Worker, asked: PictureAsked) -> Recognition:
    is_detecting = asked.wishes.currency == DETECT
    reading, recognize_ms = timed(
        lambda: service.read(worker.reader, asked.image, asked.currencies, is_detecting=is_detecting)
    )
    answer = (detection if is_detecting else recognition)(
        reading,
        currencies=asked.currencies,
        language=asked.wishes.language,
        model_version=service.metadata.version,
        decode_ms=asked.decode_ms,
        recognize_ms=recognize_ms,
    )
    collection = service.options.collection
    if asked.wishes.keep and collection is not None:
        answer.kept = collection.keep(asked.image, answer.model_dump(mode="json", exclude={"kept"}))
    return answer


def picture_request(service: Service, *, keeps: bool = True) -> dict[str, Any]:
    """A request with a picture in OpenAPI's terms. keeps: whether the picture may be kept."""
    codes = "|".join("".join(f"[{letter}{letter.lower()}]" for letter in code) for code in service.known)
    file_schema = {"type": "string", "contentMediaType": "application/octet-stream"}
    # What they may be is told here and looked at in `wishes`, in words: a pattern is no message for anybody.
    described = {
        CURRENCY: {
            "description": "currencies to look for, with commas between, or all; or detect, to be told the note's",
            "schema": {"type": "string", "pattern": f"^(all|{DETECT}|({codes})(,({codes}))*)$"},
            "example": "USD",
        },
        LANGUAGE: {
            "description": "of the words, a BCP 47 tag",
            "schema": {
                "type": "string",
                "pattern": LANGUAGE_PATTERN,
                "maxLength": LONGEST_LANGUAGE,
                "default": "en",
            },
        },
        KEEP: {
            "description": "the sender agrees that the picture is kept for training (only where /v1/info asks)",
            "schema": {"type": "boolean", "default": False},
        },
    }
    if not keeps:
        del described[KEEP]
    form = {FIELD: file_schema, **{name: each["schema"] for name, each in described.items()}}
    body = {
        "required": True,
        "content": {
            **{kind: {"schema": {"type": "string", "format": "binary"}} for kind in _PICTURE_TYPES},
            "multipart/form-data": {
                "schema": {"type": "object", "required": [FIELD], "properties": form, "additionalProperties": False}
            },
        },
    }
    query = [{"name": name, "in": "query", "required": False, **each} for name, each in described.items()]
    return {"parameters": query, "requestBody": body}

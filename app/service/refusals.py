"""How a refusal is put on the wire: one line of JSON, its status, and what the description says of it."""

from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from app.service.answers import Problem
from app.service.errors import Refused
from app.service.guard import refusal_headers


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """These statuses as the description has them."""
    meaning = {
        400: "not a request that can be understood",
        401: "no key, or a wrong one",
        403: "from another site's page",
        404: "no such model or version",
        408: "the content came too slowly",
        413: "too large",
        415: "not a JPEG, PNG or WebP picture, or a content coding that is not taken",
        421: "asked under another name than the service's own",
        422: "understood, but it cannot be read",
        503: "too much at once, or stopping; Retry-After says when to try again",
    }
    return {status: {"model": Problem, "description": meaning[status]} for status in statuses}


def refusal(refused: Refused) -> Response:
    """The answer to a request that is refused."""
    return _problem(refused.status, refused.message, refusal_headers(refused))


def add_error_handlers(app: FastAPI) -> None:
    """Answer whatever goes wrong in the one form that refusals have."""

    @app.exception_handler(Refused)
    async def refused(_: Request, error: Refused) -> Response:
        return refusal(error)

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        return _problem(422, f"{first['loc'][-1]}: {first['msg']}")

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> Response:
        headers = dict(error.headers) if error.headers else None
        return _problem(error.status_code, f"{error.detail}.", headers)

    @app.exception_handler(Exception)
    async def unexpected(_: Request, __: Exception) -> Response:
        return _problem(500, "Something went wrong inside the service; its log says what.")


def _problem(status: int, message: str, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"error": message}, status, headers)

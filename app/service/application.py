"""The HTTP interface: which paths there are, what they take and answer. How pictures are read is not decided here."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import cv2
import numpy as np
from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse
from numpy.typing import NDArray
from starlette.exceptions import HTTPException

from app import __version__
from app.recognition.labels import ModelMetadata, read_metadata
from app.recognition.model import DEFAULT_MODEL
from app.recognition.scoring import Scorer
from app.service import inference, reference
from app.service.answers import Problem, Reason, Recognition, recognition
from app.service.collecting import Collection
from app.service.errors import Refused
from app.service.form import FIELD, picture_of
from app.service.guard import BODY, Guard, Limits, refusal_headers
from app.service.metrics import CONTENT_TYPE, Metrics
from app.service.picture import read_picture
from app.service.pool import ReaderPool
from app.service.reading import Reader, Reading

PAGE = Path(__file__).resolve().parent / "page"
_LANGUAGE = "^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$"
_PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob: data:"
_PICTURE_TYPES = ("image/jpeg", "image/png", "image/webp", "application/octet-stream")


@dataclass(frozen=True, slots=True)
class ServiceOptions:
    """How the service runs.

    Attributes:
        model: path of the model, None for the one that ships.
        workers: pictures read at the same time, at least 1.
        most_waiting: pictures that may wait, at least one request's worth.
        limits: how much is taken in.
        keys: digests of the tokens that open it, None for everybody.
        collection: where pictures are kept, None for nowhere.
    """

    model: Path | None = None
    workers: int = 1
    most_waiting: int = 64
    limits: Limits = field(default_factory=Limits)
    keys: frozenset[bytes] | None = None
    collection: Collection | None = None


class Service:
    """What the paths share while the application runs."""

    def __init__(self, options: ServiceOptions, load: Callable[[Path | None], Reader] = Reader.load) -> None:
        """Load the model once for each worker. Raises ModelError."""
        self.options = options
        self.metadata: ModelMetadata = read_metadata(options.model or DEFAULT_MODEL)
        self.known = Scorer(self.metadata).currencies
        self.default = tuple(code for code in self.known if code not in self.metadata.experimental)
        notes = {(label.currency, label.value) for label in self.metadata.labels if not label.is_unknown}
        self.values = tuple(sorted(notes, key=lambda note: (note[0], float(note[1]))))
        self.pool = ReaderPool([load(options.model) for _ in range(options.workers)], options.most_waiting)
        self.metrics = Metrics(pending=lambda: self.pool.pending, model_version=self.metadata.version)
        self.stopping = False

    def choose(self, asked: str | None) -> tuple[str, ...]:
        """The currencies that are on for a request, in the model's order.

        Raises:
            Refused: 422, one is not known.
        """
        if asked is None:
            return self.default
        if asked == "all":
            return self.known
        codes = asked.split(",")
        unknown = [code for code in codes if code not in self.known]
        if unknown:
            raise Refused(
                422, f"currency: this model knows {', '.join(self.known)}, not {', '.join(unknown)[:40]}; or say all."
            )
        return tuple(code for code in self.known if code in codes)

    def read(self, reader: Reader, image: NDArray[np.uint8], currencies: Sequence[str]) -> Reading:
        """Read one picture in a worker's thread, and count it."""
        start = time.perf_counter()
        reading = reader.read(image, currencies)
        self.metrics.inference_seconds.observe(time.perf_counter() - start)
        outcome = "named" if reading.named else reading.hint.value if reading.hint else Reason.NO_NOTE.value
        self.metrics.readings.labels(outcome).inc()
        return reading

    def decode(self, content: bytes) -> NDArray[np.uint8]:
        """Take a picture file apart in a worker's thread. Raises Refused."""
        start = time.perf_counter()
        image = read_picture(content)
        self.metrics.decode_seconds.observe(time.perf_counter() - start)
        return image


def _refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    meaning = {
        400: "not a request that can be understood",
        401: "no key, or a wrong one",
        404: "no such model or version",
        408: "the content came too slowly",
        413: "too large",
        415: "not a JPEG, PNG or WebP picture",
        422: "understood, but it cannot be read",
        503: "too much at once, or stopping; Retry-After says when to try again",
    }
    return {status: {"model": Problem, "description": meaning[status]} for status in statuses}


def create_app(service: Service) -> FastAPI:
    """The application around a service; it closes the service's threads at its end."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        service.pool.close()

    app = FastAPI(
        title="Noteworthy",
        version=__version__,
        summary="Which banknote is in a picture. It does not check whether a note is genuine.",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.add_middleware(Guard, limits=service.options.limits, metrics=service.metrics, keys=service.options.keys)
    _add_error_handlers(app)
    # Routes are tried in this order, so what is asked for most does not come last.
    _add_recognize(app, service)
    _add_protocol(app, service)
    _add_pages(app, service)
    return app


def _problem(status: int, message: str, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse({"error": message}, status, headers)


def _add_error_handlers(app: FastAPI) -> None:
    @app.exception_handler(Refused)
    async def refused(_: Request, error: Refused) -> Response:
        return _problem(error.status, error.message, refusal_headers(error))

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


def _add_pages(app: FastAPI, service: Service) -> None:
    headers = {"Content-Security-Policy": _PAGE_POLICY, "Cache-Control": "no-cache", "Referrer-Policy": "no-referrer"}

    @app.get("/", include_in_schema=False)
    async def page() -> Response:
        return FileResponse(PAGE / "page.html", headers=headers)

    @app.get("/page.js", include_in_schema=False)
    async def script() -> Response:
        return FileResponse(PAGE / "page.js", media_type="text/javascript", headers=headers)

    @app.get("/page.css", include_in_schema=False)
    async def style() -> Response:
        return FileResponse(PAGE / "page.css", headers=headers)

    @app.get("/docs", include_in_schema=False)
    async def docs() -> Response:
        return HTMLResponse(reference.page(app.openapi()), headers=headers)

    @app.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        return Response(service.metrics.text(), media_type=CONTENT_TYPE)


def _add_recognize(app: FastAPI, service: Service) -> None:
    codes = "|".join(service.known)
    pattern = f"^(all|({codes})(,({codes}))*)$"
    file_schema = {"type": "string", "contentMediaType": "application/octet-stream"}
    body = {
        "required": True,
        "content": {
            **{kind: {"schema": {"type": "string", "format": "binary"}} for kind in _PICTURE_TYPES},
            "multipart/form-data": {
                "schema": {"type": "object", "required": [FIELD], "properties": {FIELD: file_schema}}
            },
        },
    }

    @app.get("/v1/info", tags=["people"], summary="What can be recognised here", responses=_refusals(401))
    async def info() -> dict[str, Any]:
        collection = service.options.collection
        return {
            "model_version": service.metadata.version,
            "currencies": list(service.known),
            "default_currencies": list(service.default),
            "consent": None if collection is None else collection.consent,
        }

    @app.post(
        "/v1/recognize",
        tags=["people"],
        summary="Which banknote is in a picture",
        response_model=Recognition,
        responses=_refusals(400, 401, 408, 413, 415, 422, 503),
        openapi_extra={"requestBody": body},
    )
    async def recognize(
        request: Request,
        currency: Annotated[
            str | None,
            Query(pattern=pattern, description="currencies to look for, with commas between, or all", examples=["USD"]),
        ] = None,
        language: Annotated[
            str, Query(pattern=_LANGUAGE, max_length=35, description="of the words, a BCP 47 tag")
        ] = "en",
        keep: Annotated[
            bool,
            Query(description="the sender agrees that the picture is kept for training (only where /v1/info asks)"),
        ] = False,
    ) -> Response:
        content = await picture_of(request.headers, request.scope[BODY])
        currencies = service.choose(currency)
        collection = service.options.collection if keep else None

        def work(reader: Reader) -> Recognition:
            start = time.perf_counter()
            image = service.decode(content)
            decoded = time.perf_counter()
            reading = service.read(reader, image, currencies)
            done = time.perf_counter()
            answer = recognition(
                reading,
                currencies=currencies,
                language=language,
                model_version=service.metadata.version,
                decode_ms=(decoded - start) * 1000,
                recognize_ms=(done - decoded) * 1000,
            )
            if collection is not None:
                answer.kept = collection.keep(image, answer.model_dump(mode="json", exclude={"kept"}))
            return answer

        answer = await service.pool.run(work)
        return Response(answer.model_dump_json(), media_type="application/json")


def _add_protocol(app: FastAPI, service: Service) -> None:
    version = service.metadata.version
    size = service.metadata.input_size
    model_path = f"/v2/models/{inference.MODEL_NAME}"

    @app.get("/v2", tags=["Open Inference Protocol"], summary="The server", responses=_refusals(401))
    async def server() -> dict[str, Any]:
        return {"name": "noteworthy", "version": __version__, "extensions": ["binary_tensor_data"]}

    @app.get("/v2/health/live", tags=["Open Inference Protocol"], summary="Does it run?")
    async def live() -> dict[str, bool]:
        return {"live": True}

    @app.get(
        "/v2/health/ready", tags=["Open Inference Protocol"], summary="Will it take requests?", responses=_refusals(503)
    )
    async def ready() -> dict[str, bool]:
        if service.stopping:
            raise Refused(503, "The service is stopping.", 5)
        return {"ready": True}

    async def model_metadata() -> dict[str, Any]:
        return inference.describe(size, service.values, version)

    async def model_ready() -> dict[str, Any]:
        await ready()
        return {"name": inference.MODEL_NAME, "ready": True}

    async def infer(request: Request) -> Response:
        asked = inference.parse(request.scope[BODY], request.headers.get(inference.HEADER_LENGTH), size)
        currencies = service.choose(asked.currency)
        if service.pool.pending + len(asked.images) + len(asked.pictures) > service.pool.capacity:
            raise service.pool.overloaded()

        def job(index: int) -> Callable[[Reader], Reading]:
            def work(reader: Reader) -> Reading:
                if asked.images:
                    # The protocol's tensors are RGB as the network takes them; pictures inside the app are BGR.
                    image = np.asarray(cv2.cvtColor(asked.images[index], cv2.COLOR_RGB2BGR), np.uint8)
                    return service.read(reader, image, currencies)
                try:
                    image = service.decode(asked.pictures[index])
                except Refused as refused:
                    raise Refused(refused.status, f"Picture {index}: {refused.message}") from refused
                return service.read(reader, image, currencies)

            return work

        count = len(asked.images) or len(asked.pictures)
        readings = await asyncio.gather(*(service.pool.run(job(index)) for index in range(count)))
        content, json_length = inference.answer(asked, readings, service.values, version)
        if json_length is None:
            return Response(content, media_type="application/json")
        return Response(
            content,
            media_type="application/octet-stream",
            headers={inference.HEADER_LENGTH: str(json_length)},
        )

    for path in (model_path, f"{model_path}/versions/{version}"):
        tags: list[Any] = ["Open Inference Protocol"]
        app.get(path, tags=tags, summary="The model's inputs and outputs", responses=_refusals(401))(model_metadata)
        app.get(f"{path}/ready", tags=tags, summary="Is the model ready?", responses=_refusals(401, 503))(model_ready)
        app.post(
            f"{path}/infer",
            tags=tags,
            summary="Read pictures or tensors",
            responses={
                **_refusals(400, 401, 408, 413, 415, 422, 503),
                200: {"content": {"application/json": {"schema": {"type": "object"}}, "application/octet-stream": {}}},
            },
            openapi_extra={"requestBody": _infer_body(size)},
        )(infer)


def _infer_body(size: int) -> dict[str, Any]:
    """The protocol's request in OpenAPI's terms."""
    count = {"type": "integer", "minimum": 1, "maximum": inference.MOST_PICTURES}
    image = {
        "name": {"const": inference.IMAGE_INPUT},
        "datatype": {"const": "UINT8"},
        "shape": {
            "type": "array",
            "prefixItems": [count, {"const": size}, {"const": size}, {"const": 3}],
            "minItems": 4,
            "maxItems": 4,
        },
        "data": {"type": "array", "description": "whole numbers from 0 to 255, nested or in one row"},
        "parameters": {"type": "object", "properties": {"binary_data_size": {"type": "integer"}}},
    }
    picture = {
        **image,
        "name": {"const": inference.PICTURE_INPUT},
        "datatype": {"const": "BYTES"},
        "shape": {"type": "array", "prefixItems": [count], "minItems": 1, "maxItems": 1},
        "data": {"type": "array", "items": {"type": "string"}, "description": "picture files in base64"},
    }
    tensor = {
        "oneOf": [
            {"type": "object", "required": ["name", "datatype", "shape"], "properties": properties}
            for properties in (image, picture)
        ]
    }
    output = {
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": {"type": "string", "enum": list(inference.OUTPUTS)},
            "parameters": {"type": "object"},
        },
    }
    schema = {
        "type": "object",
        "required": ["inputs"],
        "properties": {
            "id": {"type": "string"},
            "parameters": {"type": "object", "properties": {"currency": {"type": "string"}}},
            "inputs": {"type": "array", "items": tensor, "minItems": 1, "maxItems": 1},
            "outputs": {"type": "array", "items": output},
        },
    }
    return {
        "required": True,
        "description": f"UINT8 tensor `image` of shape [n,{size},{size},3], RGB, letterboxed; or BYTES `picture`, [n].",
        "content": {"application/json": {"schema": schema}},
    }

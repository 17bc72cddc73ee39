"""The HTTP interface: which paths there are, what they take and answer. How pictures are read is not decided here."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse
from numpy.typing import NDArray
from starlette.exceptions import HTTPException

from app import __version__
from app.recognition.labels import ModelMetadata, read_landmarks, read_metadata
from app.recognition.model import DEFAULT_MODEL
from app.recognition.pack_shelf import PackShelf
from app.recognition.print_check import TemplateBank
from app.recognition.scoring import Scorer
from app.service import inference, reference
from app.service.answers import Problem, Reason, Recognition, recognition
from app.service.collecting import Collection
from app.service.errors import Refused
from app.service.form import CURRENCY, FIELD, KEEP, LANGUAGE, LANGUAGE_PATTERN, LONGEST_LANGUAGE, shown, wishes
from app.service.guard import BODY, Guard, Limits, refusal_headers
from app.service.metrics import CONTENT_TYPE, Metrics
from app.service.pool import ReaderPool, Worker
from app.service.reading import Reader, Reading
from app.service.unpacker import Unpacker, Unpacking

PAGE = Path(__file__).resolve().parent / "page"
_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob: data:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
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
        hosts: names under which it may be asked, in small letters, without keys; None for any.
        collection: where pictures are kept, None for nowhere.
    """

    model: Path | None = None
    workers: int = 1
    most_waiting: int = 64
    limits: Limits = field(default_factory=Limits)
    keys: frozenset[bytes] | None = None
    hosts: frozenset[str] | None = None
    collection: Collection | None = None


class Service:
    """What the paths share while the application runs."""

    def __init__(
        self,
        options: ServiceOptions,
        load: Callable[[Path | None], Reader] = Reader.load,
        unpack: Callable[[], Unpacking] = Unpacker,
    ) -> None:
        """Load the model, and start a process for strangers' bytes, once for each worker. Raises ModelError."""
        self.options = options
        self.metadata: ModelMetadata = read_metadata(options.model or DEFAULT_MODEL)
        self.own = Scorer(self.metadata).currencies
        self.default = tuple(code for code in self.own if code not in self.metadata.experimental)
        landmarks = read_landmarks(options.model or DEFAULT_MODEL)
        templates = None if landmarks is None else TemplateBank.from_bytes(landmarks)
        self.packs = PackShelf.of(templates, self.own)
        self.known = tuple(sorted((*self.own, *self.packs.currencies)))
        notes = {(label.currency, label.value) for label in self.metadata.labels if not label.is_unknown}
        self.values = tuple(sorted(notes, key=lambda note: (note[0], float(note[1]))))
        # All models first: one that cannot be loaded must leave no process behind.
        readers = [load(options.model) for _ in range(options.workers)]
        self.pool = ReaderPool([Worker(reader, unpack()) for reader in readers], options.most_waiting)
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
            return self.own
        codes = [code.upper() for code in asked.split(",")]
        if not set(codes) <= set(self.known):
            known = ", ".join(self.known)
            raise Refused(
                422, f"{CURRENCY}: {shown(asked)} is none of {known}, nor some of them with commas between; or say all."
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

    def decode(self, unpacking: Unpacking, content: bytes, kind: str = "") -> tuple[dict[str, str], NDArray[np.uint8]]:
        """Have a picture file, or a form with one, taken apart in a worker's thread, and count it. Raises Refused."""
        start = time.perf_counter()
        fields, image = unpacking.picture(kind, content)
        self.metrics.decode_seconds.observe(time.perf_counter() - start)
        return fields, image

    def close(self) -> None:
        """Finish what was begun; end threads and processes."""
        self.pool.close()
        if self.options.collection is not None:
            self.options.collection.close()


def _refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
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


def create_app(service: Service) -> FastAPI:
    """The application around a service; it closes the service's threads at its end."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if service.options.collection is not None:
            service.options.collection.start()
        yield
        service.close()

    app = FastAPI(
        title="Noteworthy",
        version=__version__,
        summary="Which banknote is in a picture. It does not check whether a note is genuine.",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    options = service.options
    app.add_middleware(Guard, limits=options.limits, metrics=service.metrics, keys=options.keys, hosts=options.hosts)
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
    codes = "|".join("".join(f"[{letter}{letter.lower()}]" for letter in code) for code in service.known)
    file_schema = {"type": "string", "contentMediaType": "application/octet-stream"}
    # What they may be is told here and looked at in `wishes`, in words: a pattern is no message for anybody.
    described = {
        CURRENCY: {
            "description": "currencies to look for, with commas between, or all",
            "schema": {"type": "string", "pattern": f"^(all|({codes})(,({codes}))*)$"},
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

    @app.get("/v1/info", tags=["people"], summary="What can be recognised here", responses=_refusals(401, 403, 421))
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
        "/v1/recognize",
        tags=["people"],
        summary="Which banknote is in a picture",
        response_model=Recognition,
        responses=_refusals(400, 401, 403, 408, 413, 415, 421, 422, 503),
        openapi_extra={"parameters": query, "requestBody": body},
    )
    async def recognize(request: Request) -> Response:
        content, kind = request.scope[BODY], request.headers.get("content-type", "")
        said = request.query_params.multi_items()
        # Before a worker is asked: what the query alone makes wrong costs nobody else time.
        service.choose(wishes(said).currency)

        def work(worker: Worker) -> Recognition:
            start = time.perf_counter()
            fields, image = service.decode(worker.unpacking, content, kind)
            asked = wishes(said, fields.items())
            currencies = service.choose(asked.currency)
            decoded = time.perf_counter()
            reading = service.read(worker.reader, image, currencies)
            done = time.perf_counter()
            answer = recognition(
                reading,
                currencies=currencies,
                language=asked.language,
                model_version=service.metadata.version,
                decode_ms=(decoded - start) * 1000,
                recognize_ms=(done - decoded) * 1000,
            )
            collection = service.options.collection
            if asked.keep and collection is not None:
                answer.kept = collection.keep(image, answer.model_dump(mode="json", exclude={"kept"}))
            return answer

        answer = await service.pool.run(work)
        return Response(answer.model_dump_json(), media_type="application/json")


def _add_protocol(app: FastAPI, service: Service) -> None:
    version = service.metadata.version
    size = service.metadata.input_size
    model_path = f"/v2/models/{inference.MODEL_NAME}"

    @app.get("/v2", tags=["Open Inference Protocol"], summary="The server", responses=_refusals(401, 403, 421))
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
        if not service.pool.has_free:
            raise Refused(503, "No worker is free: try again soon.", 1)
        return {"ready": True}

    async def model_metadata() -> dict[str, Any]:
        return inference.describe(size, service.values, version)

    async def model_ready() -> dict[str, Any]:
        await ready()
        return {"name": inference.MODEL_NAME, "ready": True}

    async def infer(request: Request) -> Response:
        body, header_length = request.scope[BODY], request.headers.get(inference.HEADER_LENGTH)
        if inference.is_long(body, header_length):
            asked = await service.pool.run(lambda worker: worker.unpacking.request(body, header_length, size))
        else:
            asked = inference.parse(body, header_length, size)
        currencies = service.choose(asked.currency)
        if service.pool.pending + len(asked.images) + len(asked.pictures) > service.pool.capacity:
            raise service.pool.overloaded()

        def job(index: int) -> Callable[[Worker], Reading]:
            def work(worker: Worker) -> Reading:
                if asked.images:
                    # The protocol's tensors are RGB as the network takes them; pictures inside the app are BGR.
                    image = np.asarray(cv2.cvtColor(asked.images[index], cv2.COLOR_RGB2BGR), np.uint8)
                    return service.read(worker.reader, image, currencies)
                try:
                    _, image = service.decode(worker.unpacking, asked.pictures[index])
                except Refused as refused:
                    raise Refused(refused.status, f"Picture {index}: {refused.message}") from refused
                return service.read(worker.reader, image, currencies)

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
        app.get(path, tags=tags, summary="The model's inputs and outputs", responses=_refusals(401, 403, 421))(
            model_metadata
        )
        app.get(f"{path}/ready", tags=tags, summary="Is the model ready?", responses=_refusals(401, 403, 421, 503))(
            model_ready
        )
        app.post(
            f"{path}/infer",
            tags=tags,
            summary="Read pictures or tensors",
            responses={
                **_refusals(400, 401, 403, 408, 413, 415, 421, 422, 503),
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
        "parameters": {"type": ["object", "null"], "properties": {"binary_data_size": {"type": ["integer", "null"]}}},
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
            "parameters": {
                "type": ["object", "null"],
                "properties": {"binary_data": {"type": ["boolean", "null"]}},
            },
        },
    }
    schema = {
        "type": "object",
        "required": ["inputs"],
        "properties": {
            "id": {"type": ["string", "null"]},
            "parameters": {
                "type": ["object", "null"],
                "properties": {
                    "currency": {"type": ["string", "null"]},
                    "binary_data_output": {"type": ["boolean", "null"]},
                },
            },
            "inputs": {"type": "array", "items": tensor, "minItems": 1, "maxItems": 1},
            "outputs": {"type": ["array", "null"], "items": output},
        },
    }
    return {
        "required": True,
        "description": f"UINT8 tensor `image` of shape [n,{size},{size},3], RGB, letterboxed; or BYTES `picture`, [n].",
        "content": {"application/json": {"schema": schema}},
    }

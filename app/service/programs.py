"""The paths of the Open Inference Protocol, /v2: what they take and answer. What is in a request: inference.py."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
from fastapi import FastAPI, Request, Response
from numpy.typing import NDArray

from app.service import inference
from app.service.errors import Refused
from app.service.guard import BODY
from app.service.inference import InferRequest
from app.service.pool import Worker
from app.service.reading import Reading
from app.service.refusals import refusals
from app.service.service import Service
from app.service.shortcut import Handler
from app.version import version as version_of_program

_TAGS: list[Any] = ["Open Inference Protocol"]


def add_programs(app: FastAPI, service: Service) -> dict[str, Handler]:
    """Add the paths; what answers those that are asked for most."""
    version = service.metadata.version
    size = service.metadata.input_size
    model_path = f"/v2/models/{inference.MODEL_NAME}"

    @app.get("/v2", tags=_TAGS, summary="The server", responses=refusals(401, 403, 421))
    async def server() -> dict[str, Any]:
        return {"name": "noteworthy", "version": version_of_program(), "extensions": ["binary_tensor_data"]}

    @app.get("/v2/health/live", tags=_TAGS, summary="Does it run?")
    async def live() -> dict[str, bool]:
        return {"live": True}

    @app.get("/v2/health/ready", tags=_TAGS, summary="Will it take requests?", responses=refusals(503))
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
        return await _infer(service, request.scope[BODY], request.headers.get(inference.HEADER_LENGTH))

    paths = (model_path, f"{model_path}/versions/{version}")
    for path in paths:
        app.get(path, tags=_TAGS, summary="The model's inputs and outputs", responses=refusals(401, 403, 421))(
            model_metadata
        )
        app.get(f"{path}/ready", tags=_TAGS, summary="Is the model ready?", responses=refusals(401, 403, 421, 503))(
            model_ready
        )
        app.post(
            f"{path}/infer",
            tags=_TAGS,
            summary="Read pictures or tensors",
            responses={
                **refusals(400, 401, 403, 408, 413, 415, 421, 422, 503),
                200: {"content": {"application/json": {"schema": {"type": "object"}}, "application/octet-stream": {}}},
            },
            openapi_extra={"requestBody": _infer_body(size)},
        )(infer)
    return {f"{path}/infer": infer for path in paths}


async def _infer(service: Service, body: bytes, header_length: str | None) -> Response:
    size = service.metadata.input_size
    if inference.is_long(body, header_length):
        asked = await service.pool.run(lambda worker: worker.unpacking.request(body, header_length, size))
    else:
        asked = inference.parse(body, header_length, size)
    currencies = service.choose(asked.currency)
    count = len(asked.images) or len(asked.pictures)
    if service.pool.pending + count > service.pool.capacity:
        raise service.pool.overloaded()
    readings = await asyncio.gather(
        *(service.pool.run(_job(service, asked, currencies, index)) for index in range(count))
    )
    content, json_length = inference.answer(asked, readings, service.values, service.metadata.version)
    if json_length is None:
        return Response(content, media_type="application/json")
    headers = {inference.HEADER_LENGTH: str(json_length)}
    return Response(content, media_type="application/octet-stream", headers=headers)


def _job(service: Service, asked: InferRequest, currencies: tuple[str, ...], index: int) -> Callable[[Worker], Reading]:
    """What a worker does for one picture of a request."""

    wants_table = any(name in inference.ON_REQUEST for name, _ in asked.outputs)

    def read(worker: Worker, image: NDArray[np.uint8]) -> Reading:
        reading = service.read(worker.reader, image, currencies)
        if not wants_table:
            return reading
        return replace(reading, table=service.read_table(worker.reader, image, currencies))

    def work(worker: Worker) -> Reading:
        if asked.images:
            # The protocol's tensors are RGB as the network takes them; pictures inside the app are BGR.
            image = np.asarray(cv2.cvtColor(asked.images[index], cv2.COLOR_RGB2BGR), np.uint8)
            return read(worker, image)
        try:
            _, image = service.decode(worker.unpacking, asked.pictures[index])
        except Refused as refused:
            raise Refused(refused.status, f"Picture {index}: {refused.message}") from refused
        return read(worker, image)

    return work


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

"""The Open Inference Protocol, version 2: its requests and answers as bytes, JSON and binary tensors alike.

No HTTP and no recognition here. https://github.com/kserve/open-inference-protocol
"""

import base64
import binascii
import json
import math
import mmap
import re
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.service.boxes import boxes
from app.service.errors import Refused

if TYPE_CHECKING:
    from app.service.reading import Reading

Content: TypeAlias = "bytes | bytearray | memoryview | mmap.mmap"
MODEL_NAME = "noteworthy"
HEADER_LENGTH = "Inference-Header-Content-Length"
IMAGE_INPUT = "image"
PICTURE_INPUT = "picture"
MOST_PICTURES = 16
# A list of numbers takes many times its text in memory.
MOST_JSON_BYTES = 8 * 1024 * 1024
# What is longer is not read where others wait for it: reading JSON lets nothing else run.
INLINE_JSON_BYTES = 64 * 1024
INLINE_TEXT_BYTES, INLINE_ITEMS = 1024 * 1024, 200
# The deepest that the protocol has is a tensor's number: object, inputs, tensor, data, and a list for each side.
MOST_DEPTH = 16
_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)', re.DOTALL)
_LONGEST_NUMBER = 18  # digits, of what counts bytes
OUTPUTS: Mapping[str, str] = {
    "label": "BYTES",
    "confidence": "FP32",
    "hint": "BYTES",
    "scores": "FP32",
    "unknown": "FP32",
    "where": "FP32",
    "table": "BYTES",
}
# What costs much more than the rest is given to those who ask for it by name.
ON_REQUEST = frozenset({"table"})
_NOWHERE = (-1.0, -1.0, -1.0, -1.0)


@dataclass(frozen=True, slots=True)
class InferRequest:
    """What is asked for.

    Attributes:
        id: given back as it came, or None.
        images: uint8 (size, size, 3), RGB, views of the body where it was binary; empty when pictures were sent.
        pictures: contents of picture files, views of the body where it was binary; empty when images were sent.
        currency: the request's parameter of that name, or None.
        outputs: names wanted, in their order, each with whether it is wanted in binary.
    """

    id: str | None
    images: tuple[NDArray[np.uint8], ...]
    pictures: tuple[Content, ...]
    currency: str | None
    outputs: tuple[tuple[str, bool], ...]


def is_long(body: bytes, header_length: str | None) -> bool:
    """Whether the JSON of a request is too long to be read where others wait for it. Raises Refused as `parse` does."""
    json_part, _ = _split(body, header_length)
    if len(json_part) <= INLINE_JSON_BYTES:
        return False
    # Long by a picture in base64, as it mostly is, it is read as quickly as a short one.
    text = bytes(json_part) if len(json_part) <= INLINE_TEXT_BYTES else b""
    return not text or sum(map(text.count, (b",", b"[", b"{", b"\\"))) > INLINE_ITEMS


def parse(body: bytes, header_length: str | None, size: int) -> InferRequest:
    """Read a request.

    Args:
        body: as it was sent.
        header_length: the header Inference-Header-Content-Length, None without binary tensors.
        size: side of the model's square input, pixels.

    Raises:
        Refused: 400 for what is not a request at all, 413 for too long JSON, 422 for too many pictures or a tensor of
            the wrong name, shape, datatype or content.
    """
    json_part, binary = _split(body, header_length)
    # Four for each number: itself and, in lists of three, its share of brackets.
    document = _json_object(bytes(json_part), most_items=1000 + MOST_PICTURES * size * size * 4)
    parameters = _parameters(document, "The request")
    request_id = document.get("id")
    if request_id is not None and not isinstance(request_id, str):
        _bad("id must be a string.")
    currency = parameters.get("currency")
    if currency is not None and not isinstance(currency, str):
        _bad("The parameter currency must be a string such as USD,EUR.")
    inputs = document.get("inputs")
    if not isinstance(inputs, list) or len(inputs) != 1 or not isinstance(inputs[0], dict):
        _bad(f"inputs must be a list of one tensor, named {IMAGE_INPUT} or {PICTURE_INPUT}.")
    images, pictures, used = _tensor(inputs[0], binary, size)
    if used != len(binary):
        _bad(f"{len(binary) - used} bytes follow the tensor: its binary_data_size does not fit.")
    return InferRequest(request_id, images, pictures, currency, _outputs(document, parameters))


def packed(request: InferRequest) -> tuple[dict[str, Any], list[Any]]:
    """A request as JSON's own kinds and plain bytes, to pass between processes."""
    head = {
        "id": request.id,
        "currency": request.currency,
        "outputs": request.outputs,
        "images": len(request.images),
    }
    return head, [np.ascontiguousarray(image) for image in request.images] or list(request.pictures)


def unpacked(head: Mapping[str, Any], blobs: Sequence[bytes | bytearray], size: int) -> InferRequest:
    """The request that was packed; `size` is the side of the model's input."""
    images: tuple[NDArray[np.uint8], ...] = ()
    if head["images"]:
        images = tuple(np.frombuffer(blob, np.uint8).reshape(size, size, 3) for blob in blobs)
    pictures = () if images else tuple(blobs)
    return InferRequest(
        head["id"], images, pictures, head["currency"], tuple((name, binary) for name, binary in head["outputs"])
    )


def whole_number(text: str) -> int | None:
    """A number of bytes as a header gives it; None for what is none, or longer than any there can be."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else None


def _bad(message: str, status: int = 400) -> NoReturn:
    raise Refused(status, message)


def _split(body: bytes, header_length: str | None) -> tuple[memoryview, memoryview]:
    # Views: tensors are large, and each copy of one costs as much as the rest of this file.
    binary = memoryview(body)
    if header_length is None:
        json_part, binary = binary, binary[:0]
    else:
        length = whole_number(header_length)
        if length is None or length > len(body):
            _bad(f"The header {HEADER_LENGTH} must be the length of the JSON before the binary data.")
        json_part, binary = binary[:length], binary[length:]
    if len(json_part) > MOST_JSON_BYTES:
        _bad(f"The JSON is longer than {MOST_JSON_BYTES // 1_048_576} MB: send the tensor as binary data.", 413)
    return json_part, binary


def _json_object(text: bytes, most_items: int) -> dict[str, Any]:
    """An object of bounded depth and size, in strict JSON: UTF-8, no NaN, and no name twice in one object."""
    opening = text.count(b"[") + text.count(b"{")
    if opening > MOST_DEPTH and _depth(text) > MOST_DEPTH:
        _bad(f"The JSON is nested deeper than {MOST_DEPTH} levels.")
    if opening + text.count(b",") > most_items:
        _bad("The JSON holds more than any request does: send the tensor as binary data.", 413)
    try:
        document = json.loads(text.decode("utf-8-sig"), parse_constant=_no_number, object_pairs_hook=_each_once)
        if b"\\ud" in text or b"\\uD" in text:
            json.dumps(document, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        _bad("The request is not a JSON object.")
    return document


def _depth(text: bytes) -> int:
    """The deepest level of lists and objects, brackets inside strings left out."""
    marks = np.frombuffer(_STRING.sub(b"", text), np.uint8)
    opens, closes = (marks == ord("[")) | (marks == ord("{")), (marks == ord("]")) | (marks == ord("}"))
    steps = np.subtract(opens, closes, dtype=np.int32)
    return int(np.cumsum(steps, out=steps).max(initial=0))


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        _bad("The JSON has a name twice in one object.")
    return found


def _parameters(holder: Mapping[str, Any], whose: str) -> Mapping[str, Any]:
    parameters = holder.get("parameters")
    if parameters is None:  # null is written for what is not there
        return {}
    if not isinstance(parameters, dict):
        _bad(f"{whose} has parameters that are not an object.")
    return parameters


def _is_set(parameters: Mapping[str, Any], name: str, otherwise: bool) -> bool:
    value = parameters.get(name)
    if value is None:
        return otherwise
    if not isinstance(value, bool):
        _bad(f"The parameter {name} must be true or false.")
    return value


def _tensor(
    tensor: Mapping[str, Any], binary: memoryview, size: int
) -> tuple[tuple[NDArray[np.uint8], ...], tuple[Content, ...], int]:
    """(images, pictures, bytes of binary data used) of the one input."""
    name, datatype, shape = tensor.get("name"), tensor.get("datatype"), tensor.get("shape")
    wanted = {IMAGE_INPUT: "UINT8", PICTURE_INPUT: "BYTES"}
    if not isinstance(name, str) or name not in wanted:
        _bad(f"There is no such input: it must be {IMAGE_INPUT} or {PICTURE_INPUT}.", 422)
    if datatype != wanted[name]:
        _bad(f"The input {name} must have the datatype {wanted[name]}.", 422)
    if not isinstance(shape, list) or not all(type(side) is int for side in shape):
        _bad("shape must be a list of whole numbers.", 422)
    fits = len(shape) == 4 and shape[1:] == [size, size, 3] if name == IMAGE_INPUT else len(shape) == 1
    if not fits or shape[0] < 1:
        needed = f"[n,{size},{size},3]" if name == IMAGE_INPUT else "[n]"
        _bad(f"The input {name} must have the shape {needed}.", 422)
    if shape[0] > MOST_PICTURES:
        _bad(f"At most {MOST_PICTURES} pictures are read at once.", 422)
    parameters = _parameters(tensor, f"The input {name}")
    count = parameters.get("binary_data_size")
    if count is None:
        data = tensor.get("data")
        if not isinstance(data, list):
            _bad(f"The input {name} has neither data nor binary_data_size.", 422)
        if name == IMAGE_INPUT:
            return _images(_numbers(data), shape), (), 0
        return (), _from_base64(data, shape[0]), 0
    if type(count) is not int or not 0 <= count <= len(binary):
        _bad(f"binary_data_size of {name} does not fit the binary data.")
    if name == IMAGE_INPUT:
        return _images(np.frombuffer(binary, np.uint8, count), shape), (), count
    return (), _elements(binary[:count], shape[0]), count


def _numbers(data: list[Any]) -> NDArray[np.uint8]:
    try:
        numbers = np.asarray(data)
    except (ValueError, OverflowError):
        numbers = np.empty(0)
    if numbers.dtype.kind not in "iu" or numbers.size == 0 or numbers.min() < 0 or numbers.max() > 255:
        _bad(f"The data of {IMAGE_INPUT} must be whole numbers from 0 to 255, in an even shape.", 422)
    return numbers.astype(np.uint8).ravel()


def _images(flat: NDArray[np.uint8], shape: list[int]) -> tuple[NDArray[np.uint8], ...]:
    if flat.size != math.prod(shape):
        _bad(f"The input {IMAGE_INPUT} holds {flat.size} numbers; its shape takes {math.prod(shape)}.", 422)
    return tuple(flat.reshape(shape))


def _from_base64(data: list[Any], count: int) -> tuple[bytes, ...]:
    if len(data) != count or not all(isinstance(item, str) for item in data):
        _bad(f"The data of {PICTURE_INPUT} must be {count} strings in base64.", 422)
    try:
        return tuple(base64.b64decode(item, validate=True) for item in data)
    except (binascii.Error, ValueError):
        _bad(f"The data of {PICTURE_INPUT} is not base64; or send it as binary data.", 422)


def _elements(data: memoryview, count: int) -> tuple[memoryview, ...]:
    """BYTES as the binary extension writes them: each with its length before it, four bytes, little end first."""
    found: list[memoryview] = []
    position = 0
    while position + 4 <= len(data) and len(found) < count:
        (length,) = struct.unpack_from("<I", data, position)
        position += 4
        if position + length > len(data):
            break
        found.append(data[position : position + length])
        position += length
    if position != len(data) or len(found) != count:
        _bad(f"The binary data of {PICTURE_INPUT} does not hold {count} elements with their lengths.", 422)
    return tuple(found)


def _outputs(document: Mapping[str, Any], parameters: Mapping[str, Any]) -> tuple[tuple[str, bool], ...]:
    all_binary = _is_set(parameters, "binary_data_output", False)
    wanted = document.get("outputs")
    if wanted is None or wanted == []:
        return tuple((name, all_binary) for name in OUTPUTS if name not in ON_REQUEST)
    if not isinstance(wanted, list) or not all(isinstance(item, dict) for item in wanted):
        _bad("outputs must be a list of objects.")
    found: dict[str, bool] = {}
    for item in wanted:
        name = item.get("name")
        if not isinstance(name, str) or name not in OUTPUTS:
            _bad(f"There is no such output: it must be one of {', '.join(OUTPUTS)}.", 422)
        if name in found:
            _bad(f"The output {name} is asked for twice.", 422)
        found[name] = _is_set(_parameters(item, f"The output {name}"), "binary_data", all_binary)
    return tuple(found.items())


def answer(
    request: InferRequest, readings: "Sequence[Reading]", values: Sequence[tuple[str, str]], version: str
) -> tuple[bytes, int | None]:
    """The answer's body, and the length of its JSON when binary data follows, else None.

    Args:
        request: what was asked for.
        readings: one for each picture.
        values: currency and value of each column of `scores`.
        version: of the model.
    """
    described = []
    blobs = []
    for name, binary in request.outputs:
        tensor = _column(name, readings, values)
        entry: dict[str, Any] = {
            "name": name,
            "datatype": OUTPUTS[name],
            "shape": [len(tensor)] if isinstance(tensor, list) else list(tensor.shape),
        }
        if binary:
            if isinstance(tensor, list):
                blob = b"".join(struct.pack("<I", len(text.encode())) + text.encode() for text in tensor)
            else:
                blob = tensor.astype("<f4").tobytes()
            entry["parameters"] = {"binary_data_size": len(blob)}
            blobs.append(blob)
        else:
            entry["data"] = tensor if isinstance(tensor, list) else [round(float(x), 6) for x in tensor.ravel()]
        described.append(entry)
    document = {"model_name": MODEL_NAME, "model_version": version, "outputs": described}
    if request.id is not None:
        document["id"] = request.id
    head = json.dumps(document).encode()
    return head + b"".join(blobs), len(head) if blobs else None


def _column(
    name: str, readings: "Sequence[Reading]", values: Sequence[tuple[str, str]]
) -> list[str] | NDArray[np.float32]:
    if name == "label":
        named = [reading.named for reading in readings]
        return ["" if n is None else f"{n.currency}/{n.value}/{n.face}" for n in named]
    if name == "table":
        return [boxes(reading.table) for reading in readings]
    if name == "hint":
        return ["" if reading.hint is None else reading.hint.value for reading in readings]
    if name == "confidence":
        numbers: list[Any] = [0.0 if r.named is None else r.named.confidence for r in readings]
    elif name == "unknown":
        numbers = [r.observation.unknown_score for r in readings]
    elif name == "where":
        boxes_of = [reading.note_box for reading in readings]
        numbers = [_NOWHERE if b is None else (b.left, b.top, b.right, b.bottom) for b in boxes_of]
    else:
        numbers = []
        for reading in readings:
            scores = {(s.currency, s.value): s.score for s in reading.observation.scores}
            numbers.append([scores.get(key, 0.0) for key in values])
    return np.asarray(numbers, np.float32)


def describe(size: int, values: Sequence[tuple[str, str]], version: str) -> dict[str, Any]:
    """The model's metadata as the protocol has it."""
    shapes = {"scores": [-1, len(values)], "where": [-1, 4]}
    return {
        "name": MODEL_NAME,
        "versions": [version],
        "platform": "litert",
        "inputs": [
            {"name": IMAGE_INPUT, "datatype": "UINT8", "shape": [-1, size, size, 3]},
            {"name": PICTURE_INPUT, "datatype": "BYTES", "shape": [-1]},
        ],
        "outputs": [
            {"name": name, "datatype": datatype, "shape": shapes.get(name, [-1])} for name, datatype in OUTPUTS.items()
        ],
        "parameters": {"scores": ",".join(f"{currency}/{value}" for currency, value in values)},
    }

"""The protocol's requests as bytes: what is read of them, what is refused and how, and what is answered."""

from __future__ import annotations

import base64
import json
import struct
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.service.errors import Refused
from app.service.inference import (
    INLINE_JSON_BYTES,
    MOST_DEPTH,
    MOST_JSON_BYTES,
    MOST_PICTURES,
    ON_REQUEST,
    OUTPUTS,
    InferRequest,
    answer,
    describe,
    is_long,
    packed,
    parse,
    unpacked,
    whole_number,
)
from app.service.reading import reading_of
from tests.app.observations import observation

SIZE = 2
IMAGE = np.arange(SIZE * SIZE * 3, dtype=np.uint8).reshape(SIZE, SIZE, 3)
USUAL = tuple((name, False) for name in OUTPUTS if name not in ON_REQUEST)


def image_tensor(**other: Any) -> dict[str, Any]:
    return {"name": "image", "datatype": "UINT8", "shape": [1, SIZE, SIZE, 3], "data": IMAGE.tolist(), **other}


def picture_tensor(**other: Any) -> dict[str, Any]:
    return {"name": "picture", "datatype": "BYTES", "shape": [1], "data": ["YWJj"], **other}


def request(tensor: Any = None, **other: Any) -> bytes:
    return json.dumps({"inputs": [image_tensor() if tensor is None else tensor], **other}).encode()


def status_of(body: bytes, header_length: str | None = None) -> int:
    with pytest.raises(Refused) as refused:
        parse(body, header_length, SIZE)
    return refused.value.status


def test_as_many_pictures_as_are_read_at_once_are_taken() -> None:
    read = parse(request(picture_tensor(shape=[MOST_PICTURES], data=["YWJj"] * MOST_PICTURES)), None, SIZE)
    assert read.pictures == (b"abc",) * MOST_PICTURES


def test_an_image_in_json() -> None:
    read = parse(request(id="a", parameters={"currency": "USD"}), None, SIZE)
    assert (read.id, read.currency, read.outputs, read.pictures) == ("a", "USD", USUAL, ())
    assert [image.tolist() for image in read.images] == [IMAGE.tolist()]


def test_pictures_in_base64_and_in_binary_are_the_same() -> None:
    contents = [b"abc", b"", b"\x00\xff"]
    in_json = picture_tensor(shape=[3], data=[base64.b64encode(each).decode() for each in contents])
    blob = b"".join(struct.pack("<I", len(each)) + each for each in contents)
    head = request(picture_tensor(shape=[3], parameters={"binary_data_size": len(blob)}))
    assert parse(request(in_json), None, SIZE).pictures == tuple(contents)
    in_binary = parse(head + blob, str(len(head)), SIZE).pictures
    assert in_binary == tuple(contents)
    # A body may be 20 MB: what lies in it is not held twice.
    assert all(isinstance(each, memoryview) for each in in_binary)


def test_an_image_in_binary() -> None:
    head = request(image_tensor(parameters={"binary_data_size": IMAGE.size}))
    (image,) = parse(head + IMAGE.tobytes(), str(len(head)), SIZE).images
    assert image.tolist() == IMAGE.tolist()


@pytest.mark.parametrize(
    ("tensor", "status"),
    [
        (image_tensor(name="other"), 422),
        (image_tensor(datatype="FP32"), 422),
        (image_tensor(shape=[1, SIZE, SIZE]), 422),
        (image_tensor(shape=[0, SIZE, SIZE, 3]), 422),
        (image_tensor(shape=[1, SIZE, SIZE, True]), 422),
        (image_tensor(shape=[MOST_PICTURES + 1, SIZE, SIZE, 3]), 422),
        (image_tensor(data=None), 422),
        (image_tensor(data=[256] * IMAGE.size), 422),
        (image_tensor(data=[-1] * IMAGE.size), 422),
        (image_tensor(data=[0.5] * IMAGE.size), 422),
        (image_tensor(data=[0] * (IMAGE.size - 1)), 422),
        (image_tensor(data=[[1], [1, 2]]), 422),
        (picture_tensor(data=["YWJj", "YWJj"]), 422),
        (picture_tensor(data=["no base64!"]), 422),
        (picture_tensor(data=[1]), 422),
        (image_tensor(parameters=[]), 400),
        (image_tensor(parameters={"binary_data_size": 1}), 400),
        (image_tensor(parameters={"binary_data_size": -1}), 400),
    ],
)
def test_a_tensor_that_does_not_fit_is_refused(tensor: dict[str, Any], status: int) -> None:
    assert status_of(request(tensor)) == status


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"inputs": NaN}',
        b'{"inputs": [], "inputs": []}',
        b'{"id": "\\ud800"}',
        b"[" * 5000,
        b'{"inputs": []}',
        request(id=5),
        request(parameters={"currency": 5}),
        request(outputs="label"),
        request(parameters={"binary_data_output": "yes"}),
    ],
)
def test_what_is_no_request_is_refused(body: bytes) -> None:
    assert status_of(body) == 400


def test_depth_is_counted_outside_of_strings() -> None:
    deep = b'{"id": "' + b"[" * 100 + b'"}'
    with pytest.raises(Refused, match="inputs"):
        parse(deep, None, SIZE)
    nested = b'{"inputs": ' + b"[" * MOST_DEPTH + b"]" * MOST_DEPTH + b"}"
    with pytest.raises(Refused, match="nested deeper"):
        parse(nested, None, SIZE)


def test_json_of_too_many_items_or_bytes_is_too_large() -> None:
    assert status_of(b'{"inputs": [' + b"0," * 5000 + b"0]}") == 413
    assert status_of(b" " * (MOST_JSON_BYTES + 1)) == 413


@pytest.mark.parametrize("length", ["", "-1", "x", "1000", "9" * 30])
def test_a_header_that_is_not_the_jsons_length_is_refused(length: str) -> None:
    assert status_of(request(), length) == 400


def test_bytes_that_belong_to_nothing_are_refused() -> None:
    body = request()
    assert status_of(body + b"more", str(len(body))) == 400
    head = request(picture_tensor(parameters={"binary_data_size": 6}))
    assert status_of(head + struct.pack("<I", 9) + b"ab", str(len(head))) == 422


def test_outputs_come_in_the_order_in_which_they_are_asked_for() -> None:
    wanted = [{"name": "where", "parameters": {"binary_data": True}}, {"name": "table"}, {"name": "label"}]
    assert parse(request(outputs=wanted), None, SIZE).outputs == (("where", True), ("table", False), ("label", False))
    all_binary = request(outputs=wanted, parameters={"binary_data_output": True})
    assert parse(all_binary, None, SIZE).outputs == (("where", True), ("table", True), ("label", True))
    assert status_of(request(outputs=[{"name": "other"}])) == 422
    assert status_of(request(outputs=[{"name": "label"}, {"name": "label"}])) == 422


def test_a_request_passes_between_processes() -> None:
    for read in (parse(request(id="a"), None, SIZE), parse(request(picture_tensor()), None, SIZE)):
        head, blobs = packed(read)
        again = unpacked(json.loads(json.dumps(head)), [bytes(blob) for blob in blobs], SIZE)
        assert (again.id, again.currency, again.outputs) == (read.id, read.currency, read.outputs)
        assert again.pictures == read.pictures
        assert [image.tolist() for image in again.images] == [image.tolist() for image in read.images]


def test_only_json_that_takes_long_is_read_elsewhere() -> None:
    assert not is_long(request(), None)
    picture = base64.b64encode(bytes(INLINE_JSON_BYTES)).decode()
    assert not is_long(request(picture_tensor(data=[picture])), None), "one long string is read at once"
    assert is_long(request(image_tensor(data=[0] * INLINE_JSON_BYTES)), None)


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("12", 12), ("", None), ("+1", None), ("٣", None), ("1" * 18, int("1" * 18)), ("1" * 19, None)],
)
def test_a_number_of_bytes_is_digits_alone(text: str, number: int | None) -> None:
    assert whole_number(text) == number


def asked(*outputs: tuple[str, bool], identity: str | None = None) -> InferRequest:
    return InferRequest(identity, (), (b"",), None, outputs)


READINGS = [reading_of(observation(0, 0.0, {"20": 0.97})), reading_of(observation(1, 0.0, None))]
VALUES = [("USD", "5"), ("USD", "20")]


def test_an_answer_in_json() -> None:
    names = ("label", "confidence", "unknown", "where", "scores")
    body, length = answer(asked(*((name, False) for name in names), identity="a"), READINGS, VALUES, "1")
    assert length is None
    document = json.loads(body)
    assert (document["id"], document["model_name"], document["model_version"]) == ("a", "noteworthy", "1")
    found = {each["name"]: each for each in document["outputs"]}
    assert list(found) == list(names)
    assert found["label"]["data"] == ["USD/20/front", ""]
    assert found["confidence"]["data"] == pytest.approx([0.97, 0.0])
    assert found["unknown"]["data"] == pytest.approx([0.03, 1.0])
    assert (found["where"]["shape"], found["where"]["data"]) == ([2, 4], [-1.0] * 8)
    assert (found["scores"]["shape"], found["scores"]["data"]) == ([2, 2], pytest.approx([0.0, 0.97, 0.0, 0.0]))


def test_an_answer_in_binary_says_where_its_json_ends() -> None:
    body, length = answer(asked(("label", True), ("confidence", True)), READINGS, VALUES, "1")
    assert length is not None
    label, confidence = json.loads(body[:length])["outputs"]
    sizes = [each["parameters"]["binary_data_size"] for each in (label, confidence)]
    assert len(body) == length + sum(sizes)
    assert body[length : length + sizes[0]] == struct.pack("<I", 12) + b"USD/20/front" + struct.pack("<I", 0)
    numbers: NDArray[np.float32] = np.frombuffer(body[length + sizes[0] :], "<f4")
    assert numbers.tolist() == pytest.approx([0.97, 0.0])


def test_the_model_is_described() -> None:
    told = describe(SIZE, VALUES, "1")
    assert told["versions"] == ["1"]
    assert [each["shape"] for each in told["inputs"]] == [[-1, SIZE, SIZE, 3], [-1]]
    assert {each["name"]: each["datatype"] for each in told["outputs"]} == dict(OUTPUTS)
    assert next(each["shape"] for each in told["outputs"] if each["name"] == "scores") == [-1, 2]
    assert told["parameters"] == {"scores": "USD/5,USD/20"}

"""The protocol's requests at the very numbers, and what each refusal says: who reads it is to know what to mend."""

from __future__ import annotations

import base64
import json
import struct
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from app.feedback.guidance import HintKind
from app.service import inference
from app.service.errors import Refused
from app.service.inference import Content, InferRequest, answer, describe, is_long, packed, parse, unpacked
from app.service.reading import Reading, reading_of
from tests.app.observations import observation
from tests.app.service.test_inference import IMAGE, SIZE, image_tensor, picture_tensor, request


def _refusal(body: bytes, header_length: str | None = None) -> tuple[int, str]:
    with pytest.raises(Refused) as refused:
        parse(body, header_length, SIZE)
    return refused.value.status, str(refused.value)


@pytest.mark.parametrize(
    ("tensor", "status", "said"),
    [
        (image_tensor(name="other"), 422, "image or picture"),
        (image_tensor(name=None), 422, "image or picture"),
        (image_tensor(name=["image"]), 422, "image or picture"),
        (image_tensor(datatype="BYTES"), 422, "datatype UINT8"),
        (picture_tensor(datatype="UINT8"), 422, "datatype BYTES"),
        (image_tensor(shape=None), 422, "whole numbers"),
        (image_tensor(shape="1"), 422, "whole numbers"),
        (image_tensor(shape=[1, SIZE, SIZE, 3.0]), 422, "whole numbers"),
        (image_tensor(shape=[1, SIZE, SIZE + 1, 3]), 422, r"[n,2,2,3]"),
        (image_tensor(shape=[SIZE, SIZE, 3]), 422, r"[n,2,2,3]"),
        (image_tensor(shape=[0, SIZE, SIZE, 3]), 422, r"[n,2,2,3]"),
        (picture_tensor(shape=[1, 1]), 422, "the shape [n]"),
        (picture_tensor(shape=[0]), 422, "the shape [n]"),
        (picture_tensor(shape=[17]), 422, "At most 16 pictures"),
        (image_tensor(data=None), 422, "neither data nor binary_data_size"),
        (image_tensor(data="abc"), 422, "neither data nor binary_data_size"),
        (image_tensor(data=[256] + [0] * 11), 422, "from 0 to 255"),
        (image_tensor(data=[-1] + [0] * 11), 422, "from 0 to 255"),
        (image_tensor(data=[]), 422, "from 0 to 255"),
        (image_tensor(data=["1"] * 12), 422, "from 0 to 255"),
        (image_tensor(data=[0] * 11), 422, "holds 11 numbers; its shape takes 12"),
        (image_tensor(data=[0] * 13), 422, "holds 13 numbers; its shape takes 12"),
        (picture_tensor(data=[]), 422, "1 strings in base64"),
        (picture_tensor(data=["YWJj", 1]), 422, "1 strings in base64"),
        (picture_tensor(data=["YWJ"]), 422, "is not base64"),
        (image_tensor(parameters="no"), 400, "The input image has parameters that are not an object"),
        (image_tensor(parameters={"binary_data_size": 0}), 422, "holds 0 numbers"),
        (image_tensor(parameters={"binary_data_size": 1}), 400, "does not fit the binary data"),
        (image_tensor(parameters={"binary_data_size": -1}), 400, "does not fit the binary data"),
        (image_tensor(parameters={"binary_data_size": True}), 400, "does not fit the binary data"),
        (image_tensor(parameters={"binary_data_size": 0.0}), 400, "does not fit the binary data"),
    ],
)
def test_a_tensor_that_does_not_fit_is_told_why(tensor: dict[str, Any], status: int, said: str) -> None:
    found, message = _refusal(request(tensor))
    assert found == status
    assert said in message


def test_numbers_at_both_ends_are_numbers() -> None:
    numbers = [0, 255] * 6
    (image,) = parse(request(image_tensor(data=numbers)), None, SIZE).images
    assert image.ravel().tolist() == numbers
    assert image.shape == (SIZE, SIZE, 3)
    two = parse(request(image_tensor(shape=[2, SIZE, SIZE, 3], data=numbers + numbers[::-1])), None, SIZE).images
    assert [each.ravel().tolist() for each in two] == [numbers, numbers[::-1]]


def test_a_tensor_s_parameters_may_be_null() -> None:
    read = parse(request(image_tensor(parameters=None), parameters=None), None, SIZE)
    assert len(read.images) == 1
    assert read.currency is None


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"[1]", "not a JSON object"),
        (b"{", "not a JSON object"),
        (b'{"inputs": NaN}', "not a JSON object"),
        (b'{"id": "\\uD800"}', "not a JSON object"),
        (b'{"inputs": [], "inputs": []}', "a name twice"),
        (b"{}", "inputs must be a list of one tensor"),
        (b'{"inputs": [1]}', "inputs must be a list of one tensor"),
        (b'{"inputs": [{}, {}]}', "inputs must be a list of one tensor"),
        (request(id=5), "id must be a string"),
        (request(parameters={"currency": ["USD"]}), "currency must be a string"),
        (request(parameters=5), "The request has parameters"),
        (request(outputs={"name": "label"}), "outputs must be a list of objects"),
        (request(outputs=["label"]), "outputs must be a list of objects"),
        (request(parameters={"binary_data_output": 1}), "binary_data_output must be true or false"),
        (request(outputs=[{"name": "label", "parameters": {"binary_data": 0}}]), "binary_data must be true or false"),
        (request(outputs=[{"name": "label", "parameters": 1}]), "The output label has parameters"),
    ],
)
def test_what_is_no_request_is_told_why(body: bytes, said: str) -> None:
    status, message = _refusal(body)
    assert status == 400
    assert said in message


def test_a_surrogate_pair_is_text() -> None:
    assert parse(request(id="\U0001f600"), None, SIZE).id == "\U0001f600"
    upper = json.dumps(json.loads(request(id="x"))).replace('"x"', '"\\uD83D\\uDE00"').encode()
    assert parse(upper, None, SIZE).id == "\U0001f600"


def test_an_output_that_there_is_not_or_twice_is_told() -> None:
    for outputs, said in (
        ([{"name": "other"}], "There is no such output"),
        ([{}], "There is no such output"),
        ([{"name": ["label"]}], "There is no such output"),
        ([{"name": "label"}, {"name": "label"}], "label is asked for twice"),
    ):
        status, message = _refusal(request(outputs=outputs))
        assert status == 422
        assert said in message


def test_no_outputs_are_the_usual_ones_and_one_may_be_binary_or_not_whatever_the_rest_is() -> None:
    usual = parse(request(), None, SIZE).outputs
    assert [name for name, _ in usual] == ["label", "confidence", "hint", "scores", "unknown", "where"]
    nothing: list[object | None] = [[], None]
    for outputs in nothing:
        assert parse(request(outputs=outputs), None, SIZE).outputs == usual
    all_binary = {"binary_data_output": True}
    assert parse(request(parameters=all_binary), None, SIZE).outputs == tuple((name, True) for name, _ in usual)
    one = [{"name": "label", "parameters": {"binary_data": False}}, {"name": "hint"}]
    assert parse(request(outputs=one, parameters=all_binary), None, SIZE).outputs == (("label", False), ("hint", True))


def test_the_json_may_be_nested_sixteen_deep_and_hold_so_many_items() -> None:
    def nested(levels: int) -> bytes:
        return b'{"more": ' + b"[" * (levels - 1) + b"]" * (levels - 1) + b', "id": "[[[["}'

    assert "nested" not in _refusal(nested(16))[1]
    assert "nested deeper than 16" in _refusal(nested(17))[1]
    # Many objects beside each other are not deep.
    assert "nested" not in _refusal(b'{"more": [' + b"{}," * 99 + b"{}]}")[1]
    most = 1000 + 16 * SIZE * SIZE * 4
    for commas, status in ((most - 2, 400), (most - 1, 413)):
        # Two brackets are open.
        assert _refusal(b'{"more": [' + b"0," * commas + b"0]}")[0] == status


@pytest.mark.parametrize(("more", "status"), [(0, 400), (1, 413)])
def test_json_of_so_many_bytes_is_read(more: int, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inference, "MOST_JSON_BYTES", 64)
    assert _refusal(b"{}" + b" " * (62 + more))[0] == status
    # Binary data beside it does not count.
    assert _refusal(b"{}" + b" " * 99, "2")[0] == 400


def test_depth_leaves_out_brackets_in_text_however_it_is_written() -> None:
    for text, depth in (
        (b"{}", 1),
        (b"[[], []]", 2),
        (b'{"a": "[[[", "b": [1]}', 2),
        (b'{"a": "\\"[[["}', 1),
        (b'{"a": "\\\\", "b": [[]]}', 3),
        (b'"[[[', 0),
        (b"", 0),
    ):
        assert inference._depth(text) == depth, text


def test_the_json_s_length_lies_in_the_body() -> None:
    body = request()
    assert len(parse(body, str(len(body)), SIZE).images) == 1
    for length in (len(body) + 1, ""):
        status, message = _refusal(body, str(length))
        assert status == 400
        assert "must be the length of the JSON" in message
    status, message = _refusal(body + b"more", str(len(body)))
    assert (status, message) == (400, "4 bytes follow the tensor: its binary_data_size does not fit.")


def _elements(blob: bytes, count: int) -> tuple[Content, ...]:
    head = request(picture_tensor(shape=[count], parameters={"binary_data_size": len(blob)}))
    return tuple(map(bytes, parse(head + blob, str(len(head)), SIZE).pictures))


def test_binary_pictures_come_each_with_its_length() -> None:
    one, two = struct.pack("<I", 3) + b"abc", struct.pack("<I", 0)
    assert _elements(one, 1) == (b"abc",)
    assert _elements(one + two, 2) == (b"abc", b"")
    assert _elements(two + one, 2) == (b"", b"abc")
    assert _elements(two, 1) == (b"",)
    for blob, count in ((one, 2), (one + two, 1), (one[:-1], 1), (one + b"\0\0\0", 1), (b"", 1), (b"\0\0\0", 1)):
        with pytest.raises(Refused, match=rf"does not hold {count} elements") as refused:
            _elements(blob, count)
        assert refused.value.status == 422


def test_a_picture_of_part_of_the_binary_data_leaves_bytes_over() -> None:
    blob = struct.pack("<I", 3) + b"abc"
    head = request(picture_tensor(parameters={"binary_data_size": len(blob)}))
    assert _refusal(head + blob + b"!", str(len(head)))[1].startswith("1 bytes follow")


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        (b" " * 64, False),
        (b"," * 64, False),
        (b" " * 65, False),
        (b" " * 55 + b"," * 10, False),
        (b" " * 54 + b"," * 11, True),
        (b" " * 54 + b"[" * 6 + b"{" * 4 + b"\\", True),
        (b" " * 100, False),
        (b" " * 101, True),
    ],
)
def test_json_takes_long_that_is_long_and_of_many_parts_or_longer_still(
    text: bytes, is_so: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inference, "INLINE_JSON_BYTES", 64)
    monkeypatch.setattr(inference, "INLINE_TEXT_BYTES", 100)
    monkeypatch.setattr(inference, "INLINE_ITEMS", 10)
    assert is_long(text, None) is is_so
    assert is_long(text + b"binary data" * 99, str(len(text))) is is_so


def test_a_packed_request_has_images_or_pictures() -> None:
    read = parse(request(image_tensor(shape=[2, SIZE, SIZE, 3], data=[*IMAGE.ravel().tolist()] * 2)), None, SIZE)
    head, blobs = packed(read)
    assert (head["images"], len(blobs)) == (2, 2)
    again = unpacked(head, blobs, SIZE)
    assert (len(again.images), again.pictures) == (2, ())
    head, blobs = packed(parse(request(picture_tensor()), None, SIZE))
    assert (head["images"], blobs) == (0, [b"abc"])
    assert unpacked(head, blobs, SIZE).images == ()


def _told(name: str, readings: list[Reading], *, binary: bool = False) -> tuple[dict[str, Any], bytes]:
    body, length = answer(
        InferRequest(None, (), (), None, ((name, binary),)), readings, [("USD", "5"), ("USD", "20")], "1"
    )
    assert (length is None) is not binary
    document = json.loads(body[:length])
    assert "id" not in document
    return document["outputs"][0], body[len(body) if length is None else length :]


def test_each_output_has_its_shape_and_kind() -> None:
    named = reading_of(observation(0, 0.0, {"20": 0.97}))
    nothing = reading_of(observation(1, 0.0, None))
    box = cast(Reading, SimpleNamespace(note_box=SimpleNamespace(left=0.1, top=0.2, right=0.3, bottom=0.4)))
    assert _told("where", [box])[0]["data"] == pytest.approx([0.1, 0.2, 0.3, 0.4])
    hinted = cast(Reading, SimpleNamespace(hint=HintKind.CLOSER))
    assert _told("hint", [named, hinted])[0]["data"] == ["", "closer"]
    assert _told("label", [named])[0] | {"data": 0} == {"name": "label", "datatype": "BYTES", "shape": [1], "data": 0}
    told, blob = _told("confidence", [named, nothing], binary=True)
    assert told == {"name": "confidence", "datatype": "FP32", "shape": [2], "parameters": {"binary_data_size": 8}}
    assert np.frombuffer(blob, "<f4").tolist() == pytest.approx([0.97, 0])
    told, blob = _told("label", [nothing, named], binary=True)
    assert blob == struct.pack("<I", 0) + struct.pack("<I", 12) + b"USD/20/front"
    assert told["parameters"] == {"binary_data_size": len(blob)}


def test_numbers_are_given_to_six_places() -> None:
    reading = cast(Reading, SimpleNamespace(observation=SimpleNamespace(unknown_score=1 / 3)))
    assert _told("unknown", [reading])[0]["data"] == [0.333333]


def test_the_description_names_each_output_with_its_shape() -> None:
    told = describe(224, [("USD", "5")], "7")
    shapes = {each["name"]: each["shape"] for each in told["outputs"]}
    assert (shapes.pop("scores"), shapes.pop("where")) == ([-1, 1], [-1, 4])
    assert shapes == {name: [-1] for name in ("label", "confidence", "hint", "unknown", "table")}
    assert (told["name"], told["platform"]) == ("noteworthy", "litert")


def test_base64_is_decoded_to_the_byte() -> None:
    content = bytes(range(256))
    read = parse(request(picture_tensor(data=[base64.b64encode(content).decode()])), None, SIZE)
    assert read.pictures == (content,)

"""The HTTP interface from outside: what each path answers, and what it refuses."""

import base64
import gzip
import json
import re
import struct
import threading
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from app.service.application import create_app
from app.service.collecting import MARKER, Collection
from app.service.guard import OPEN_PATHS, digest
from app.service.intake import Limits
from app.service.names import names_of
from app.service.pool import STUCK_S
from app.service.reading import Reader
from app.service.service import Service, ServiceOptions
from tests.app.service.fakes import (
    BLUE,
    GREEN,
    GREY,
    SIZE,
    ColourRecognizer,
    UnpackingHere,
    encoded,
    jpeg,
    make_service,
    rgb,
)

INFER = "/v2/models/noteworthy/infer"


@pytest.fixture
def seeing() -> ColourRecognizer:
    return ColourRecognizer()


@pytest.fixture
def client(tmp_path: Path, seeing: ColourRecognizer) -> Iterator[TestClient]:
    with TestClient(create_app(make_service(tmp_path, seeing))) as client:
        yield client


def _error(response: Any, status: int) -> str:
    assert response.status_code == status, response.text
    message: str = response.json()["error"]
    assert set(response.json()) == {"error"}
    assert message
    assert "\n" not in message
    return message


# ------------------------------------------------------------------------------------------------ for people


def test_a_picture_as_the_body_is_answered_with_its_value(client: TestClient) -> None:
    answer = client.post("/v1/recognize", content=jpeg(), headers={"Content-Type": "image/jpeg"}).json()
    assert answer["recognized"] is True
    assert (answer["currency"], answer["value"], answer["face"]) == ("USD", "20", "front")
    assert answer["confidence"] == 0.95
    assert answer["text"] == "20 dollars"
    assert answer["where"] == {"left": 0.25, "top": 0.25, "right": 0.75, "bottom": 0.5}
    assert answer["reason"] is None
    assert answer["advice"] is None
    assert answer["model_version"] == "1.0-fake"
    assert answer["currencies"] == ["EUR", "USD"], "experimental currencies are off by default"
    assert answer["kept"] is False


@pytest.mark.parametrize("path", ["/v1/recognize/", "/v1/info/", "/docs/", "/v2/health/live/"])
def test_a_path_that_is_none_leads_nowhere(client: TestClient, path: str) -> None:
    for method in ("GET", "POST"):
        answer = client.request(method, path, headers={"Host": "localhost:1"}, follow_redirects=False)
        _error(answer, 404)
        assert "location" not in answer.headers


def test_a_picture_in_a_form_is_answered_alike_and_never_written_to_a_file(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    noise = np.random.default_rng(1).integers(150, 256, (900, 900, 3), np.uint8)
    noise[..., 0] = 0
    noise[..., 2] = 0
    picture = encoded(Image.fromarray(noise), "PNG") + b"x" * 2_000_000

    def no_file(*_: object, **__: object) -> None:
        raise AssertionError("a picture was about to be written to a file")

    monkeypatch.setattr("tempfile.SpooledTemporaryFile.rollover", no_file)
    answer = client.post("/v1/recognize", files={"picture": ("n.png", picture)})
    assert answer.json()["value"] == "20"


def test_words_come_in_the_language_asked_for(client: TestClient) -> None:
    answer = client.post("/v1/recognize?language=de", content=jpeg(BLUE)).json()
    assert answer["text"] == "5 Euro"


def test_only_the_currencies_asked_for_are_looked_for(client: TestClient) -> None:
    assert client.post("/v1/recognize?currency=EUR", content=jpeg(GREEN)).json()["recognized"] is False
    assert client.post("/v1/recognize?currency=EUR,USD", content=jpeg(GREEN)).json()["value"] == "20"
    everything = client.post("/v1/recognize?currency=all", content=jpeg(GREEN)).json()
    assert everything["currencies"] == ["EUR", "USD", "XTS"]
    for wrong in ("GBP", "USD,", "", "USD;EUR", "USD, EUR", "All", "%ED%A0%80", "%00", "U" * 3000):
        _error(client.post(f"/v1/recognize?currency={wrong}", content=jpeg()), 422)
    for wrong in ("<b>", "", "en_", "x" * 36, "e%0An"):
        _error(client.post(f"/v1/recognize?language={wrong}", content=jpeg()), 422)
    _error(client.post("/v1/recognize?keep=perhaps", content=jpeg()), 422)


@pytest.mark.parametrize("wrong", ["currency=GBP", "currency=", "language=%3Cb%3E", "keep=perhaps", "colour=red"])
@pytest.mark.parametrize("in_form", [True, False])
def test_a_message_is_for_people_and_shows_no_pattern(client: TestClient, wrong: str, in_form: bool) -> None:
    if in_form:
        name, _, value = wrong.replace("%3C", "<").replace("%3E", ">").partition("=")
        response = client.post("/v1/recognize", files={"picture": jpeg()}, data={name: value})
    else:
        response = client.post(f"/v1/recognize?{wrong}", content=jpeg())
    message = _error(response, 400 if wrong.startswith("colour") else 422)
    assert not re.search(r"[\\^$*+{}|]|\[A-Z]|pattern", message)


def test_the_currency_of_a_note_is_told_without_its_value(client: TestClient) -> None:
    found = client.post("/v1/recognize?currency=detect", content=jpeg(GREEN)).json()
    assert (found["looks_like"], found["text"]) == ("USD", "This looks like US dollars.")
    assert (found["recognized"], found["currency"], found["value"], found["reason"]) == (False, None, None, None)
    assert "USD" in found["currencies"]
    none = client.post("/v1/recognize?currency=detect&language=de", content=jpeg(BLUE)).json()
    assert (none["looks_like"], none["reason"]) == (None, "unsure")
    assert none["advice"].startswith("Keine der 2 Währungen passt.")
    nothing = client.post("/v1/recognize?currency=detect", content=jpeg(GREY)).json()
    assert (nothing["looks_like"], nothing["reason"]) == (None, "no_note")
    assert nothing["text"] == "No note is in view. Hold one in front of the camera."
    assert client.post("/v1/recognize", content=jpeg(GREEN)).json()["looks_like"] is None
    tensor = {"name": "picture", "shape": [1], "datatype": "BYTES", "data": [base64.b64encode(jpeg()).decode()]}
    _error(client.post(INFER, json={"inputs": [tensor], "parameters": {"currency": "detect"}}), 422)


def test_small_letters_name_a_currency_too(client: TestClient) -> None:
    for asked in ("usd", "eur,Usd"):
        answer = client.post(f"/v1/recognize?currency={asked}", content=jpeg(GREEN)).json()
        assert (answer["value"], answer["currencies"][-1]) == ("20", "USD")


def test_a_field_of_a_form_counts_as_the_query_does(client: TestClient) -> None:
    files = {"picture": ("n.jpg", jpeg(GREEN))}
    assert client.post("/v1/recognize", files=files, data={"currency": "EUR"}).json()["recognized"] is False
    said = client.post("/v1/recognize", files=files, data={"currency": "usd", "language": "de", "keep": "true"}).json()
    assert (said["text"], said["currencies"], said["kept"]) == ("20 US-Dollar", ["USD"], False)
    first = b'--x\r\nContent-Disposition: form-data; name="currency"\r\n\r\nEUR\r\n--x\r\n'
    first += b'Content-Disposition: form-data; name="picture"; filename="n"\r\n\r\n' + jpeg(GREEN) + b"\r\n--x--\r\n"
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    assert client.post("/v1/recognize", content=first, headers=kind).json()["currencies"] == ["EUR"]


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("", {"curency": "EUR"}),
        ("?curency=EUR", {}),
        ("?currency=EUR", {"currency": "EUR"}),
        ("?currency=EUR&currency=USD", {}),
        ("", {"currency": ["EUR", "USD"]}),
        ("", {"picture": "text"}),
        ("?picture=x", {}),
    ],
)
def test_a_field_that_is_not_known_or_stands_twice_is_refused(
    client: TestClient, query: str, form: dict[str, Any]
) -> None:
    _error(client.post(f"/v1/recognize{query}", files={"picture": jpeg()}, data=form), 400)
    if not form:
        _error(client.post(f"/v1/recognize{query}", content=jpeg()), 400)


def test_no_value_comes_with_the_reason_and_advice(client: TestClient) -> None:
    grey = client.post("/v1/recognize", content=jpeg(GREY)).json()
    assert (grey["recognized"], grey["value"], grey["currency"], grey["confidence"]) == (False, None, None, None)
    assert (grey["reason"], grey["advice"]) == ("no_note", None)
    dark = client.post("/v1/recognize", content=jpeg((3, 3, 3))).json()
    assert (dark["reason"], dark["advice"]) == ("too_dark", "It is too dark. Turn on a light.")


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"hello", 415), (jpeg()[:-40], 422), (encoded(rgb(width=1, height=1), "PNG"), 422)],
)
def test_what_is_no_good_picture_is_refused_in_one_line(client: TestClient, body: bytes, status: int) -> None:
    _error(client.post("/v1/recognize", content=body), status)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"not a form"),
        ("multipart/form-data; boundary=x", b""),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="picture"\r\n\r\ntext\r\n--x--',
        ),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\ntext\r\n--x--"),
    ],
)
def test_a_form_without_a_picture_is_refused(client: TestClient, content_type: str, body: bytes) -> None:
    _error(client.post("/v1/recognize", content=body, headers={"Content-Type": content_type}), 400)


def test_what_is_not_there_is_said_in_json(client: TestClient) -> None:
    _error(client.get("/v1/nothing"), 404)
    response = client.get("/v1/recognize")
    _error(response, 405)
    assert response.headers["Allow"] == "POST"


def test_a_fault_inside_is_a_500_in_json(tmp_path: Path) -> None:
    class Broken(ColourRecognizer):
        def observe(self, frame: Any, currencies: Any) -> Any:
            raise RuntimeError("broken")

    with TestClient(create_app(make_service(tmp_path, Broken())), raise_server_exceptions=False) as client:
        _error(client.post("/v1/recognize", content=jpeg()), 500)
        assert client.get("/v2/health/ready").status_code == 200
        assert 'status="500"' in client.get("/metrics").text


# ------------------------------------------------------------------------------------------ the protocol


def _squares(*colours: tuple[int, int, int]) -> np.ndarray[Any, Any]:
    return np.stack([np.full((SIZE, SIZE, 3), colour, np.uint8) for colour in colours])


def _tensor(array: np.ndarray[Any, Any], **more: Any) -> dict[str, Any]:
    return {"name": "image", "datatype": "UINT8", "shape": list(array.shape), **more}


def _outputs(response: Any) -> dict[str, Any]:
    assert response.status_code == 200, response.text
    return {output["name"]: output["data"] for output in response.json()["outputs"]}


def _binary(client: TestClient, request: dict[str, Any], blob: bytes, length: str | None = None) -> Any:
    head = json.dumps(request).encode()
    headers = {"Inference-Header-Content-Length": length or str(len(head))}
    return client.post(INFER, content=head + blob, headers=headers)


def test_the_server_and_the_model_describe_themselves(client: TestClient) -> None:
    assert client.get("/v2").json()["extensions"] == ["binary_tensor_data"]
    assert client.get("/v2/health/live").status_code == 200
    assert client.get("/v2/health/ready").status_code == 200
    for path in ("/v2/models/noteworthy", "/v2/models/noteworthy/versions/1.0-fake"):
        described = client.get(path).json()
        assert described["versions"] == ["1.0-fake"]
        assert described["inputs"][0] == {"name": "image", "datatype": "UINT8", "shape": [-1, SIZE, SIZE, 3]}
        assert described["parameters"]["scores"] == "EUR/5,USD/20,XTS/100"
        assert client.get(path + "/ready").json()["ready"] is True
    _error(client.get("/v2/models/another"), 404)
    _error(client.get("/v2/models/noteworthy/versions/2/ready"), 404)


@pytest.mark.parametrize("flat", [True, False])
def test_tensors_in_json_are_read(client: TestClient, seeing: ColourRecognizer, flat: bool) -> None:
    squares = _squares(GREEN, GREY)
    data = squares.ravel().tolist() if flat else squares.tolist()
    response = client.post(INFER, json={"id": "7", "inputs": [_tensor(squares, data=data)]})
    assert response.json()["id"] == "7"
    found = _outputs(response)
    assert found["label"] == ["USD/20/front", ""]
    assert found["confidence"] == [0.95, 0.0]
    assert found["hint"] == ["", ""]
    assert found["scores"] == [0.0, 0.95, 0.0, 0.0, 0.0, 0.0]
    assert found["unknown"] == [pytest.approx(0.05), 1.0]
    assert found["where"] == [0.25, 0.25, 0.75, 0.5, -1.0, -1.0, -1.0, -1.0]
    first = next(image for image in seeing.seen if image[0, 0, 1] == 200)
    assert tuple(first[0, 0]) == GREEN[::-1], "RGB came in, BGR is what the app works on"


def test_binary_tensors_go_in_and_out(client: TestClient) -> None:
    squares = _squares(BLUE)
    request = {
        "inputs": [_tensor(squares, parameters={"binary_data_size": squares.nbytes})],
        "outputs": [
            {"name": "label", "parameters": {"binary_data": True}},
            {"name": "confidence", "parameters": {"binary_data": True}},
            {"name": "unknown"},
        ],
    }
    response = _binary(client, request, squares.tobytes())
    length = int(response.headers["Inference-Header-Content-Length"])
    document, blob = json.loads(response.content[:length]), response.content[length:]
    assert [output["name"] for output in document["outputs"]] == ["label", "confidence", "unknown"]
    assert blob == struct.pack("<I", 10) + b"EUR/5/back" + struct.pack("<f", 0.95)
    assert document["outputs"][2]["data"] == [pytest.approx(0.05)]


def test_pictures_come_as_bytes_or_base64(client: TestClient) -> None:
    pictures = [jpeg(GREEN), encoded(rgb(BLUE), "PNG"), encoded(rgb(GREY), "WEBP")]
    tensor = {"name": "picture", "datatype": "BYTES", "shape": [3]}
    wanted = ["USD/20/front", "EUR/5/back", ""]
    in_json = {**tensor, "data": [base64.b64encode(p).decode() for p in pictures]}
    assert _outputs(client.post(INFER, json={"inputs": [in_json]}))["label"] == wanted
    blob = b"".join(struct.pack("<I", len(p)) + p for p in pictures)
    request = {"inputs": [{**tensor, "parameters": {"binary_data_size": len(blob)}}], "outputs": [{"name": "label"}]}
    assert _outputs(_binary(client, request, blob))["label"] == wanted


def test_the_protocol_takes_currencies_too(client: TestClient) -> None:
    squares = _squares(GREEN)
    tensor = _tensor(squares, data=squares.ravel().tolist())
    only = {"inputs": [tensor], "parameters": {"currency": "EUR"}}
    assert _outputs(client.post(INFER, json=only))["label"] == [""]
    _error(client.post(INFER, json={"inputs": [tensor], "parameters": {"currency": "GBP"}}), 422)
    _error(client.post(INFER, json={"inputs": [tensor], "parameters": {"currency": 3}}), 400)


ONE = _squares(GREEN)
GOOD = _tensor(ONE, data=ONE.ravel().tolist())


@pytest.mark.parametrize(
    ("document", "status"),
    [
        ([], 400),
        ({}, 400),
        ({"inputs": []}, 400),
        ({"inputs": [GOOD, GOOD]}, 400),
        ({"inputs": [3]}, 400),
        ({"inputs": [GOOD], "id": 3}, 400),
        ({"inputs": [GOOD], "parameters": 3}, 400),
        ({"inputs": [GOOD], "outputs": 3}, 400),
        ({"inputs": [GOOD], "outputs": [{"name": "price"}]}, 422),
        ({"inputs": [{**GOOD, "name": "picture"}]}, 422),
        ({"inputs": [{**GOOD, "name": ["image"]}]}, 422),
        ({"inputs": [{**GOOD, "datatype": "FP32"}]}, 422),
        ({"inputs": [{**GOOD, "shape": [1, 3, SIZE, SIZE]}]}, 422),
        ({"inputs": [{**GOOD, "shape": [-1, SIZE, SIZE, 3]}]}, 422),
        ({"inputs": [{**GOOD, "shape": [True, SIZE, SIZE, 3]}]}, 422),
        ({"inputs": [{**GOOD, "shape": "1"}]}, 422),
        ({"inputs": [{**GOOD, "shape": [17, SIZE, SIZE, 3]}]}, 422),
        ({"inputs": [{**GOOD, "shape": [2, SIZE, SIZE, 3]}]}, 422),
        ({"inputs": [{**GOOD, "data": [256] * ONE.size}]}, 422),
        ({"inputs": [{**GOOD, "data": [-1] * ONE.size}]}, 422),
        ({"inputs": [{**GOOD, "data": [0.5] * ONE.size}]}, 422),
        ({"inputs": [{**GOOD, "data": ["1"] * ONE.size}]}, 422),
        ({"inputs": [{**GOOD, "data": [True] * ONE.size}]}, 422),
        ({"inputs": [{**GOOD, "data": [10**30] * ONE.size}]}, 422),
        ({"inputs": [{**GOOD, "data": [[1, 2], [3]]}]}, 422),
        ({"inputs": [{**GOOD, "data": None}]}, 422),
        ({"inputs": [{**GOOD, "parameters": {"binary_data_size": 10}}]}, 400),
        ({"inputs": [{"name": "picture", "datatype": "BYTES", "shape": [1], "data": ["?"]}]}, 422),
        ({"inputs": [{"name": "picture", "datatype": "BYTES", "shape": [1], "data": ["aGVsbG8="]}]}, 415),
        ({"inputs": [{"name": "picture", "datatype": "BYTES", "shape": [2], "data": [""]}]}, 422),
    ],
)
def test_a_wrong_request_of_the_protocol_is_refused_in_one_line(client: TestClient, document: Any, status: int) -> None:
    _error(client.post(INFER, json=document), status)


def test_a_body_that_is_no_json_is_refused(client: TestClient) -> None:
    for body in (b"", b"{", b"\xff\xfe", b"[" * 100_000, b"null"):
        _error(client.post(INFER, content=body), 400)


def test_binary_data_that_does_not_fit_is_refused(client: TestClient) -> None:
    blob = ONE.tobytes()
    fits = {"inputs": [_tensor(ONE, parameters={"binary_data_size": len(blob)})]}
    assert _binary(client, fits, blob).status_code == 200
    _error(_binary(client, fits, blob[:-1]), 400)
    _error(_binary(client, fits, blob + b"x"), 400)
    _error(_binary(client, fits, blob, length="99999999"), 400)
    _error(_binary(client, fits, blob, length="-1"), 400)
    _error(_binary(client, {"inputs": [_tensor(ONE, parameters={"binary_data_size": 5})]}, blob[:5]), 422)
    elements = {"name": "picture", "datatype": "BYTES", "shape": [1], "parameters": {"binary_data_size": 8}}
    _error(_binary(client, {"inputs": [elements]}, struct.pack("<I", 500) + b"abcd"), 422)


_values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 300) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*GOOD, "parameters", "x"]), inner),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(st.dictionaries(st.sampled_from(["id", "inputs", "outputs", "parameters"]), _values))
def test_any_json_is_answered_below_500(client: TestClient, document: dict[str, Any]) -> None:
    response = client.post(INFER, content=json.dumps(document).encode())
    assert 400 <= response.status_code < 500


CASES = ["id", "parameters", "outputs", "binary_data_output", "currency"]


@pytest.mark.parametrize("absent", CASES)
def test_null_means_that_it_is_not_there(client: TestClient, absent: str) -> None:
    holder = {absent: None} if absent in ("id", "parameters", "outputs") else {"parameters": {absent: None}}
    assert _outputs(client.post(INFER, json={"inputs": [GOOD], **holder}))["label"] == ["USD/20/front"]


def test_null_means_that_it_is_not_there_in_a_tensor_and_an_output(client: TestClient) -> None:
    tensor = {**GOOD, "parameters": None}
    for wanted in ({"name": "label", "parameters": None}, {"name": "label", "parameters": {"binary_data": None}}):
        assert _outputs(client.post(INFER, json={"inputs": [tensor], "outputs": [wanted]}))["label"] == ["USD/20/front"]
    tensor = {**GOOD, "parameters": {"binary_data_size": None}}
    assert _outputs(client.post(INFER, json={"inputs": [tensor]}))["label"] == ["USD/20/front"]
    picture = {"name": "picture", "shape": [1], "datatype": "BYTES", "parameters": None, "data": ["AAAA"]}
    request = {"id": None, "parameters": None, "outputs": None, "inputs": [picture]}
    _error(client.post(INFER, json=request), 415)


@pytest.mark.parametrize(
    "text",
    [
        '{"id": "\\ud800", "inputs": [%s]}',
        '{"parameters": {"currency": "\\uDFFF"}, "inputs": [%s]}',
        '{"\\uD800": 1, "inputs": [%s]}',
        '{"id": "a", "id": "b", "inputs": [%s]}',
        '{"x": NaN, "inputs": [%s]}',
        '{"x": [-Infinity], "inputs": [%s]}',
        '{"x": ' + "[" * 17 + "]" * 17 + ', "inputs": [%s]}',
        '{"x": ' + '{"a":' * 17 + "1" + "}" * 17 + ', "inputs": [%s]}',
        '{"x": ' + "9" * 5000 + ', "inputs": [%s]}',
        '{"outputs": [{"name": "label", "parameters": {"binary_data": "yes"}}], "inputs": [%s]}',
        '{"parameters": {"binary_data_output": 1}, "inputs": [%s]}',
    ],
)
def test_json_that_is_none_in_the_strict_sense_is_a_400(client: TestClient, text: str) -> None:
    _error(client.post(INFER, content=(text % json.dumps(GOOD)).encode()), 400)


def test_text_that_is_not_utf8_is_a_400_and_a_byte_order_mark_no_damage(client: TestClient) -> None:
    text = json.dumps({"id": "é", "inputs": [GOOD]}, ensure_ascii=False)
    assert client.post(INFER, content=text.encode("utf-8-sig")).json()["id"] == "é"
    for damaged in (
        text.encode("latin-1"),
        text.encode("utf-16"),
        text.replace("é", "\ud800").encode(errors="surrogatepass"),
    ):
        _error(client.post(INFER, content=damaged), 400)


def test_a_whole_surrogate_pair_and_brackets_in_text_are_text(client: TestClient) -> None:
    for name in ("\U0001f600", "[" * 100, '{"\\"[' * 50):
        assert client.post(INFER, json={"id": name, "inputs": [GOOD]}).json()["id"] == name


def test_an_output_that_is_asked_for_twice_is_refused(client: TestClient) -> None:
    _error(client.post(INFER, json={"inputs": [GOOD], "outputs": [{"name": "label"}] * 2}), 422)


@pytest.mark.parametrize("digits", ["9" * 5000, "9" * 19, "١٢", "+5", " 5", "5_0", "0x5", ""])
def test_a_header_length_that_is_no_number_is_a_400(client: TestClient, digits: str) -> None:
    headers = {b"Inference-Header-Content-Length": digits.encode()}
    _error(client.post(INFER, content=json.dumps({"inputs": [GOOD]}), headers=headers), 400)


def test_more_items_than_any_request_has_are_refused_before_they_are_read(client: TestClient) -> None:
    _error(client.post(INFER, content=b'{"inputs": [' + b"[]," * 100_000 + b"[]]}"), 413)


def test_many_elements_without_content_are_refused(client: TestClient) -> None:
    blob = b"\0" * 4_000_000
    elements = {"name": "picture", "datatype": "BYTES", "shape": [1], "parameters": {"binary_data_size": len(blob)}}
    _error(_binary(client, {"inputs": [elements]}, blob), 422)


# ---------------------------------------------------------------------------- what was compressed, and other methods


@pytest.mark.parametrize(
    ("coding", "coded"),
    [
        ("gzip", gzip.compress(jpeg())),
        ("x-gzip", gzip.compress(jpeg())),
        ("GZIP", gzip.compress(jpeg()[:99]) + gzip.compress(jpeg()[99:])),
        ("deflate", zlib.compress(jpeg())),
        ("deflate", zlib.compress(jpeg())[2:-4]),
        ("identity", jpeg()),
        ("identity, gzip", gzip.compress(jpeg())),
        ("", jpeg()),
    ],
)
def test_content_that_was_compressed_is_unpacked(client: TestClient, coding: str, coded: bytes) -> None:
    answer = client.post("/v1/recognize", content=coded, headers={"Content-Encoding": coding}).json()
    assert answer["value"] == "20"


@pytest.mark.parametrize("coding", ["br", "zstd", "compress", "gzip, gzip", "deflate, br", "\x1b[31m", "gzip;q=1"])
def test_another_coding_is_refused_by_name(client: TestClient, coding: str) -> None:
    response = client.post("/v1/recognize", content=jpeg(), headers={"Content-Encoding": coding})
    message = _error(response, 415)
    assert coding.replace("\x1b", "?") in message
    assert response.headers["Accept-Encoding"] == "gzip, deflate"


@pytest.mark.parametrize(
    ("coding", "coded"),
    [
        ("gzip", jpeg()),
        ("gzip", gzip.compress(jpeg())[:-9]),
        ("gzip", gzip.compress(jpeg()) + b"more"),
        ("gzip", gzip.compress(b"") * 1000),
        ("deflate", b"\xff" * 50),
        ("deflate", zlib.compress(jpeg()) + b"more"),
    ],
)
def test_what_is_not_so_coded_is_a_400(client: TestClient, coding: str, coded: bytes) -> None:
    _error(client.post("/v1/recognize", content=coded, headers={"Content-Encoding": coding}), 400)


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_bomb_is_unpacked_no_further_than_the_limit(tmp_path: Path, coding: str) -> None:
    bomb = (gzip.compress if coding == "gzip" else zlib.compress)(b"\0" * 60_000_000)
    with TestClient(create_app(make_service(tmp_path, limits=Limits(body_bytes=1_048_576)))) as client:
        _error(client.post("/v1/recognize", content=bomb, headers={"Content-Encoding": coding}), 413)
        assert "noteworthy_body_bytes 0.0" in client.get("/metrics").text
    with TestClient(create_app(make_service(tmp_path, limits=Limits(held_bytes=1_048_576)))) as client:
        _error(client.post("/v1/recognize", content=bomb, headers={"Content-Encoding": coding}), 503)


@pytest.mark.parametrize("path", [*sorted(OPEN_PATHS), "/v1/info", "/v2", "/metrics"])
def test_head_is_answered_as_get_without_the_content(client: TestClient, path: str) -> None:
    head, get = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == get.headers["content-type"]
    if path != "/metrics":
        assert head.headers["content-length"] == get.headers["content-length"]
    assert client.head("/v1/recognize").status_code == 405


# ---------------------------------------------------------------------------------- who may ask, and from what page

HOSTS = names_of("127.0.0.1")
HERE = {"Host": "127.0.0.1:8080"}


def test_another_name_or_page_is_refused_on_every_path_and_nothing_is_read(tmp_path: Path) -> None:
    seeing = ColourRecognizer()
    with TestClient(create_app(make_service(tmp_path, seeing, hosts=HOSTS))) as client:
        for path in ("/v1/info", "/", "/v2/health/live", "/metrics"):
            _error(client.get(path, headers={"Host": "evil.example:8080"}), 421)
            assert client.get(path, headers=HERE).status_code == 200
        for kind in ("image/jpeg", "text/plain"):
            headers = {**HERE, "Origin": "http://evil.example", "Content-Type": kind}
            _error(client.post("/v1/recognize?keep=true", content=jpeg(), headers=headers), 403)
        assert not seeing.seen
        own = {**HERE, "Origin": "http://127.0.0.1:8080", "Sec-Fetch-Site": "same-origin"}
        assert client.post("/v1/recognize", content=jpeg(), headers=own).status_code == 200


def test_another_page_may_lead_a_person_here_but_not_ask(tmp_path: Path) -> None:
    with TestClient(create_app(make_service(tmp_path, hosts=HOSTS))) as client:
        for site in ("cross-site", "same-site"):
            other = {**HERE, "Sec-Fetch-Site": site}
            assert client.get("/v1/info", headers=other).status_code == 403
            assert client.get("/", headers=other).status_code == 200
            assert client.get("/v1/info", headers={**other, "Sec-Fetch-Mode": "navigate"}).status_code == 200
            posted = client.post("/v1/recognize", content=jpeg(), headers={**other, "Sec-Fetch-Mode": "navigate"})
            assert posted.status_code == 403


def test_with_keys_any_name_will_do(tmp_path: Path) -> None:
    service = make_service(tmp_path, hosts=HOSTS, keys=frozenset({digest("sixteen letters!")}))
    key = {"Authorization": "Bearer sixteen letters!", "Host": "notes.example", "Origin": "https://other.example"}
    with TestClient(create_app(service)) as client:
        assert client.get("/v1/info", headers=key).status_code == 200
        assert client.get("/v1/info", headers={**key, "Authorization": "Bearer no"}).status_code == 401


def test_a_refused_page_is_no_help_to_another_site(tmp_path: Path) -> None:
    with TestClient(create_app(make_service(tmp_path, hosts=HOSTS))) as client:
        asked = {**HERE, "Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
        for response in (client.options("/v1/recognize", headers=asked), client.get("/", headers=HERE)):
            assert not [name for name in response.headers if name.lower().startswith("access-control")]


def test_every_answer_says_that_it_is_what_it_says(client: TestClient) -> None:
    for path in ("/", "/page.js", "/page.css", "/docs", "/v1/info", "/v1/nothing", "/metrics", "/openapi.json"):
        assert client.get(path).headers["X-Content-Type-Options"] == "nosniff"
    assert client.post("/v1/recognize", content=b"x" * 30).headers["X-Content-Type-Options"] == "nosniff"


# ------------------------------------------------------------------------------ keys, limits, keeping, counting


def test_with_keys_only_they_open_what_reads_pictures(tmp_path: Path) -> None:
    service = make_service(tmp_path, keys=frozenset({digest("sixteen letters!")}))
    with TestClient(create_app(service)) as client:
        for path in ("/", "/v2/health/live", "/v2/health/ready", "/docs", "/openapi.json"):
            assert client.get(path).status_code == 200
        for path in ("/metrics", "/v2", "/v1/info", "/v2/models/noteworthy"):
            assert client.get(path).status_code == 401
        for header in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic sixteen letters!"}):
            response = client.post("/v1/recognize", content=jpeg(), headers=header)
            _error(response, 401)
            assert response.headers["WWW-Authenticate"] == "Bearer"
        opened = client.post("/v1/recognize", content=jpeg(), headers={"Authorization": "Bearer sixteen letters!"})
        assert opened.json()["value"] == "20"


def test_more_than_the_limit_is_refused_with_and_without_a_declared_length(tmp_path: Path) -> None:
    with TestClient(create_app(make_service(tmp_path, limits=Limits(body_bytes=1_048_576)))) as client:
        _error(client.post("/v1/recognize", content=b"x" * 1_100_000), 413)
        _error(client.post("/v1/recognize", content=(b"x" * 100_000 for _ in range(12))), 413)
        assert client.post("/v1/recognize", content=iter([jpeg()])).json()["value"] == "20"
        assert "noteworthy_body_bytes 0.0" in client.get("/metrics").text, "nothing is held any more"


def test_too_much_together_is_refused_for_a_while(tmp_path: Path) -> None:
    with TestClient(create_app(make_service(tmp_path, limits=Limits(held_bytes=10_000)))) as client:
        for content in (b"x" * 20_000, iter([b"x" * 20_000])):
            response = client.post("/v1/recognize", content=content)
            _error(response, 503)
            assert response.headers["Retry-After"] == "1"


def test_overload_is_refused_at_once_and_says_when_to_return(tmp_path: Path) -> None:
    seeing = ColourRecognizer()
    seeing.go_on.clear()
    service = make_service(tmp_path, seeing, workers=1, most_waiting=1)
    answers: list[int] = []
    with TestClient(create_app(service)) as client:

        def send() -> None:
            answers.append(client.post("/v1/recognize", content=jpeg()).status_code)

        threads = [threading.Thread(target=send) for _ in range(2)]
        for thread in threads:
            thread.start()
        assert seeing.entered.acquire(timeout=30)
        while service.pool.pending < 2:
            assert client.get("/v2/health/live").status_code == 200
        response = client.post("/v1/recognize", content=jpeg())
        _error(response, 503)
        assert int(response.headers["Retry-After"]) >= 1
        several = np.repeat(ONE, 3, 0)
        _error(client.post(INFER, json={"inputs": [_tensor(several, data=several.ravel().tolist())]}), 503)
        seeing.go_on.set()
        for thread in threads:
            thread.join(30)
        assert answers == [200, 200], "what was taken in is answered"
        assert client.post("/v1/recognize", content=jpeg()).status_code == 200


def test_pictures_are_kept_only_where_the_operator_and_the_sender_agree(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    collection = Collection(folder, most_bytes=10_000_000, most_days=30)
    with TestClient(create_app(make_service(tmp_path, collection=collection))) as client:
        assert "30 days" in client.get("/v1/info").json()["consent"]
        assert client.post("/v1/recognize", content=jpeg()).json()["kept"] is False
        assert [path.name for path in folder.iterdir()] == [MARKER]
        assert client.post("/v1/recognize?keep=true", content=jpeg()).json()["kept"] is True
    kept = {path.suffix: path for path in folder.iterdir() if path.name != MARKER}
    assert set(kept) == {".jpg", ".json"}
    assert json.loads(kept[".json"].read_text())["answer"]["value"] == "20"
    with TestClient(create_app(make_service(tmp_path))) as client:
        assert client.get("/v1/info").json()["consent"] is None
        assert client.post("/v1/recognize?keep=true", content=jpeg()).json()["kept"] is False


def test_metrics_count_by_route_and_outcome(client: TestClient) -> None:
    client.post("/v1/recognize", content=jpeg())
    client.post("/v1/recognize", content=jpeg((2, 2, 2)))
    client.get("/some/path/that/is/not/there")
    text = client.get("/metrics").text
    assert 'noteworthy_requests_total{method="POST",route="/v1/recognize",status="200"} 2.0' in text
    assert 'noteworthy_requests_total{method="GET",route="none",status="404"} 1.0' in text
    assert 'noteworthy_readings_total{outcome="named"} 1.0' in text
    assert 'noteworthy_readings_total{outcome="too_dark"} 1.0' in text
    assert 'noteworthy_model{version="1.0-fake"} 1.0' in text
    assert "noteworthy_inference_seconds_count 2.0" in text


def test_a_service_that_stops_says_that_it_is_not_ready(tmp_path: Path) -> None:
    service = make_service(tmp_path)
    with TestClient(create_app(service)) as client:
        service.stopping = True
        assert client.get("/v2/health/ready").headers["Retry-After"] == "5"
        _error(client.get("/v2/models/noteworthy/ready"), 503)
        assert client.get("/v2/health/live").status_code == 200


def test_it_is_not_ready_while_no_worker_is_free(tmp_path: Path) -> None:
    now_s = [0.0]
    seeing = ColourRecognizer()
    seeing.go_on.clear()
    service = make_service(tmp_path, seeing)
    service.pool._clock = lambda: now_s[0]
    with TestClient(create_app(service)) as client, ThreadPoolExecutor(1) as senders:
        sent = senders.submit(client.post, "/v1/recognize", content=jpeg())
        assert seeing.entered.acquire(timeout=30)
        assert client.get("/v2/health/ready").status_code == 200, "it is at work, but not for long"
        now_s[0] += STUCK_S + 0.01
        for path in ("/v2/health/ready", "/v2/models/noteworthy/ready"):
            response = client.get(path)
            _error(response, 503)
            assert response.headers["Retry-After"] == "1"
        assert client.get("/v2/health/live").status_code == 200
        seeing.go_on.set()
        assert sent.result(30).status_code == 200
        assert client.get("/v2/health/ready").status_code == 200


def test_the_page_and_the_description_need_nothing_from_elsewhere(client: TestClient) -> None:
    for path in ("/", "/page.js", "/page.css", "/docs"):
        response = client.get(path)
        assert response.status_code == 200
        policy = response.headers["Content-Security-Policy"]
        for rule in ("default-src", "frame-ancestors", "base-uri", "form-action"):
            assert f"{rule} 'none'" in policy
        assert not re.search(r"(src|href)=.?(https?:)?//|fetch\(.?http", response.text)
    docs = client.get("/docs").text
    assert "POST /v1/recognize" in docs
    assert "curl --data-binary @note.jpg" in docs


def test_every_reader_is_used_by_one_thread_alone(tmp_path: Path) -> None:
    used: dict[int, set[int]] = {}

    class Counting(ColourRecognizer):
        def observe(self, frame: Any, currencies: Any) -> Any:
            used.setdefault(id(self), set()).add(threading.get_ident())
            return super().observe(frame, currencies)

    service = make_service(tmp_path)
    made = Service(
        ServiceOptions(model=service.options.model, workers=3),
        load=lambda _: Reader(Counting()),  # type: ignore[arg-type]
        unpack=UnpackingHere,
    )
    several = np.repeat(ONE, 8, 0)
    with TestClient(create_app(made)) as client:
        for _ in range(4):
            _outputs(client.post(INFER, json={"inputs": [_tensor(several, data=several.ravel().tolist())]}))
    service.pool.close()
    assert used
    assert all(len(threads) == 1 for threads in used.values())

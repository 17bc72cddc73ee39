"""The paths of the Open Inference Protocol: what each is, what it asks of the workers, and how it is described."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient

from app.service.application import create_app
from app.service.inference import MOST_PICTURES
from app.service.service import Service
from tests.app.service.fakes import BLUE, GREEN, GREY, SIZE, ColourRecognizer, UnpackingHere, jpeg, make_service

MODEL = "/v2/models/noteworthy"
INFER = f"{MODEL}/infer"


@pytest.fixture
def seeing() -> ColourRecognizer:
    return ColourRecognizer()


@pytest.fixture
def service(tmp_path: Path, seeing: ColourRecognizer) -> Service:
    return make_service(tmp_path, seeing, most_waiting=1)


@pytest.fixture
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service)) as client:
        yield client


def _pictures(*contents: bytes, outputs: tuple[str, ...] = ("label",)) -> dict[str, Any]:
    data = [base64.b64encode(content).decode() for content in contents]
    tensor = {"name": "picture", "datatype": "BYTES", "shape": [len(contents)], "data": data}
    return {"inputs": [tensor], "outputs": [{"name": name} for name in outputs]}


def _found(response: Any) -> dict[str, Any]:
    assert response.status_code == 200, response.text
    return {output["name"]: output["data"] for output in response.json()["outputs"]}


def test_the_server_names_itself_and_tells_that_it_lives(client: TestClient) -> None:
    told = client.get("/v2").json()
    assert (told["name"], told["extensions"]) == ("noteworthy", ["binary_tensor_data"])
    assert told["version"]
    assert client.get("/v2/health/live").json() == {"live": True}
    assert client.get("/v2/health/ready").json() == {"ready": True}


def test_a_model_is_found_with_its_version_and_without(client: TestClient) -> None:
    for path in (MODEL, f"{MODEL}/versions/1.0-fake"):
        assert client.get(path).json()["name"] == "noteworthy"
        assert client.get(f"{path}/ready").json() == {"name": "noteworthy", "ready": True}
        assert _found(client.post(f"{path}/infer", json=_pictures(jpeg(GREEN)))) == {"label": ["USD/20/front"]}
    assert client.get(f"{MODEL}/versions/2").status_code == 404


def test_as_many_pictures_as_there_is_room_for_are_read_and_one_more_is_refused_whole(
    client: TestClient, service: Service, seeing: ColourRecognizer
) -> None:
    assert service.pool.capacity == 2
    assert _found(client.post(INFER, json=_pictures(jpeg(GREEN), jpeg(BLUE))))["label"] == [
        "USD/20/front",
        "EUR/5/back",
    ]
    seen = len(seeing.seen)
    refused = client.post(INFER, json=_pictures(jpeg(), jpeg(), jpeg()))
    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) >= 1
    assert len(seeing.seen) == seen, "none of them was begun"


def test_tensors_are_read_as_they_are_and_turned_to_the_apps_colours(
    client: TestClient, seeing: ColourRecognizer
) -> None:
    green = np.full((1, SIZE, SIZE, 3), GREEN, np.uint8)
    tensor = {"name": "image", "datatype": "UINT8", "shape": list(green.shape), "data": green.ravel().tolist()}
    assert _found(client.post(INFER, json={"inputs": [tensor]}))["label"] == ["USD/20/front"]
    assert tuple(seeing.seen[0][0, 0]) == GREEN[::-1]


def test_a_picture_that_cannot_be_read_is_named_by_its_number(client: TestClient) -> None:
    refused = client.post(INFER, json=_pictures(jpeg(), b"hello"))
    assert refused.status_code == 415
    assert refused.json()["error"].startswith("Picture 1: ")


def test_a_table_is_read_only_where_it_is_asked_for(client: TestClient, service: Service) -> None:
    found = _found(client.post(INFER, json=_pictures(jpeg(GREEN))))
    assert set(found) == {"label"}
    assert 'noteworthy_readings_total{outcome="table"}' not in service.metrics.text().decode()
    found = _found(client.post(INFER, json=_pictures(jpeg(GREEN), jpeg(GREY), outputs=("label", "table"))))
    assert '"USD/20/front"' in found["table"][0]
    assert found["table"][1] == "[]"
    assert 'noteworthy_readings_total{outcome="table"} 2.0' in service.metrics.text().decode()


def test_binary_answers_say_how_long_their_text_is_and_others_are_json(client: TestClient) -> None:
    plain = client.post(INFER, json=_pictures(jpeg()))
    assert plain.headers["content-type"] == "application/json"
    assert "Inference-Header-Content-Length" not in plain.headers
    asked = _pictures(jpeg())
    asked["outputs"] = [{"name": "label", "parameters": {"binary_data": True}}]
    binary = client.post(INFER, json=asked)
    assert binary.headers["content-type"] == "application/octet-stream"
    length = int(binary.headers["Inference-Header-Content-Length"])
    assert binary.content[length + 4 :] == b"USD/20/front"


def test_a_long_request_is_taken_apart_by_a_worker_and_answered_alike(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bytes] = []
    taken_apart = UnpackingHere.request

    def request(self: UnpackingHere, body: bytes, header_length: str | None, size: int) -> Any:
        asked.append(body)
        return taken_apart(self, body, header_length, size)

    monkeypatch.setattr(UnpackingHere, "request", request)
    short = client.post(INFER, json=_pictures(jpeg(GREEN))).content
    assert asked == []
    monkeypatch.setattr("app.service.inference.is_long", lambda body, header_length: True)
    assert client.post(INFER, json=_pictures(jpeg(GREEN))).content == short
    assert len(asked) == 1
    assert client.post(INFER, content=b"{").status_code == 400


def test_the_description_says_what_a_request_holds(client: TestClient) -> None:
    post = client.get("/openapi.json").json()["paths"][INFER]["post"]
    assert f"[n,{SIZE},{SIZE},3]" in post["requestBody"]["description"]
    schema = post["requestBody"]["content"]["application/json"]["schema"]
    image, picture = schema["properties"]["inputs"]["items"]["oneOf"]
    sides = image["properties"]["shape"]["prefixItems"]
    assert sides[0] == {"type": "integer", "minimum": 1, "maximum": MOST_PICTURES}
    assert sides[1:] == [{"const": SIZE}, {"const": SIZE}, {"const": 3}]
    assert picture["properties"]["name"] == {"const": "picture"}
    assert picture["properties"]["datatype"] == {"const": "BYTES"}
    assert "application/octet-stream" in post["responses"]["200"]["content"]
    assert {"400", "413", "422", "503"} <= set(post["responses"])

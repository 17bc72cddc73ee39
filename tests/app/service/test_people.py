"""The paths for people's pictures, and how they are described."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.service.application import create_app
from app.service.collecting import Collection
from app.service.people import RECOGNIZE, picture_request
from tests.app.service.fakes import GREEN, ColourRecognizer, jpeg, make_service


@pytest.fixture
def seeing() -> ColourRecognizer:
    return ColourRecognizer()


@pytest.fixture
def client(tmp_path: Path, seeing: ColourRecognizer) -> Iterator[TestClient]:
    collection = Collection(tmp_path / "kept", most_bytes=10_000_000, most_days=30)
    with TestClient(create_app(make_service(tmp_path, seeing, collection=collection))) as client:
        yield client


def test_what_can_be_recognised_is_told(client: TestClient) -> None:
    told = client.get("/v1/info").json()
    assert told["model_version"] == "1.0-fake"
    assert told["currencies"] == ["EUR", "USD", "XTS"]
    assert told["default_currencies"] == ["EUR", "USD"]
    assert told["packs"] == {}
    assert "30 days" in told["consent"]


def test_what_the_query_alone_makes_wrong_costs_no_worker_anything(
    client: TestClient, seeing: ColourRecognizer
) -> None:
    assert client.post(f"{RECOGNIZE}?currency=GBP", content=b"not even a picture").status_code == 422
    assert client.post(f"{RECOGNIZE}?currency=USD", content=b"not even a picture").status_code == 415
    assert seeing.seen == []


def test_times_are_told_in_milliseconds_of_that_picture(client: TestClient) -> None:
    answer = client.post(RECOGNIZE, content=jpeg(GREEN)).json()
    assert 0 <= answer["decode_ms"] < 30_000
    assert 0 <= answer["recognize_ms"] < 30_000
    assert answer["decode_ms"] != answer["recognize_ms"]


def test_what_is_kept_is_kept_with_its_answer_but_for_that_itself(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    service = make_service(tmp_path, collection=Collection(folder, most_bytes=10_000_000, most_days=30))
    with TestClient(create_app(service)) as client:
        assert client.post(RECOGNIZE, content=jpeg(GREEN)).json()["kept"] is False
        assert client.post(f"{RECOGNIZE}?keep=true", content=jpeg(GREEN)).json()["kept"] is True
    (written,) = folder.glob("*.json")
    answer = json.loads(written.read_text())["answer"]
    assert answer["value"] == "20"
    assert "kept" not in answer


def test_a_detection_names_no_value(client: TestClient) -> None:
    answer = client.post(f"{RECOGNIZE}?currency=detect", content=jpeg(GREEN)).json()
    assert (answer["looks_like"], answer["recognized"]) == ("USD", False)


def test_the_request_is_described_as_it_is_taken(tmp_path: Path) -> None:
    service = make_service(tmp_path)
    described = picture_request(service)
    by_name = {each["name"]: each for each in described["parameters"]}
    assert list(by_name) == ["currency", "language", "keep"]
    assert {(each["in"], each["required"]) for each in by_name.values()} == {("query", False)}
    pattern = re.compile(by_name["currency"]["schema"]["pattern"])
    assert all(pattern.search(asked) for asked in ("all", "detect", "USD", "eur,Usd", "XTS"))
    assert not any(pattern.search(asked) for asked in ("GBP", "USD,", "", "USD EUR", "alll"))
    content = described["requestBody"]["content"]
    form = content.pop("multipart/form-data")["schema"]
    assert set(content) == {"image/jpeg", "image/png", "image/webp", "application/octet-stream"}
    assert form["required"] == ["picture"]
    assert list(form["properties"]) == ["picture", "currency", "language", "keep"]
    assert form["additionalProperties"] is False
    kept_out = picture_request(service, keeps=False)
    assert [each["name"] for each in kept_out["parameters"]] == ["currency", "language"]
    assert "keep" not in kept_out["requestBody"]["content"]["multipart/form-data"]["schema"]["properties"]
    service.close()

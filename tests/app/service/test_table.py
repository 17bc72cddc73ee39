"""A picture of several notes over HTTP: /v1/table, and the protocol's output of that name."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.service.application import create_app
from app.service.guard import digest
from tests.app.service.fakes import BLUE, GREEN, jpeg, make_service

INFER = "/v2/models/noteworthy/infer"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(make_service(tmp_path))) as client:
        yield client


def test_all_notes_are_answered_with_their_place_and_what_could_not_be_read(client: TestClient) -> None:
    answer = client.post("/v1/table?currency=USD", content=jpeg(GREEN)).json()
    assert [(note["currency"], note["value"], note["face"]) for note in answer["notes"]] == [("USD", "20", "front")]
    assert len(answer["notes"][0]["outline"]) == 4
    assert len(answer["unread"]) == 1
    assert (answer["complete"], answer["totals"]) == (False, [{"currency": "USD", "total": "20"}])
    assert answer["text"] == "1 note: 20 dollars. At least 20 dollars. Not read: 1 note, at the top right."


def test_an_empty_table_is_told_in_the_language_asked_for(client: TestClient) -> None:
    answer = client.post("/v1/table?language=de", files={"picture": jpeg(BLUE)}).json()
    assert (answer["notes"], answer["totals"], answer["complete"]) == ([], [], True)
    assert answer["text"].startswith("Ich kann keinen Schein lesen.")


def test_the_form_says_the_same_as_the_query(client: TestClient) -> None:
    files = {"picture": ("table.jpg", jpeg(GREEN))}
    assert client.post("/v1/table", files=files, data={"currency": "EUR"}).json()["notes"] == []


@pytest.mark.parametrize(
    ("query", "content", "status"),
    [
        ("?currency=ABC", jpeg(), 422),
        ("?keep=true", jpeg(), 422),
        ("?other=1", jpeg(), 400),
        ("", b"no picture", 415),
        ("", b"", 400),
    ],
)
def test_the_same_is_refused_as_for_one_note(client: TestClient, query: str, content: bytes, status: int) -> None:
    response = client.post(f"/v1/table{query}", content=content)
    assert response.status_code == status
    assert set(response.json()) == {"error"}


def test_a_key_is_asked_for_where_there_are_keys(tmp_path: Path) -> None:
    service = make_service(tmp_path, keys=frozenset({digest("sixteen letters!")}))
    with TestClient(create_app(service)) as client:
        assert client.post("/v1/table", content=jpeg()).status_code == 401


def _infer(client: TestClient, *outputs: str) -> dict[str, Any]:
    document = {
        "inputs": [
            {
                "name": "picture",
                "datatype": "BYTES",
                "shape": [2],
                "data": [base64.b64encode(jpeg(colour)).decode() for colour in (GREEN, BLUE)],
            }
        ],
        "outputs": [{"name": name} for name in outputs],
    }
    answer = client.post(INFER, json=document).json()
    return {output["name"]: output["data"] for output in answer["outputs"]}


def test_the_protocol_gives_all_boxes_of_each_picture_when_asked_by_name(client: TestClient) -> None:
    found = _infer(client, "table", "label")
    first, second = (json.loads(text) for text in found["table"])
    assert [box["label"] for box in first] == ["USD/20/front", ""]
    assert all(len(box["outline"]) == 4 for box in first)
    assert second == []
    assert found["label"] == ["USD/20/front", "EUR/5/back"]


def test_nobody_waits_for_a_table_who_did_not_ask_for_it(client: TestClient) -> None:
    assert "table" not in _infer(client)
    outputs = client.get("/v2/models/noteworthy").json()["outputs"]
    assert {"name": "table", "datatype": "BYTES", "shape": [-1]} in outputs

"""What is no recognition, as a browser asks for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.service.application import create_app
from app.service.metrics import CONTENT_TYPE
from app.service.pages import PAGE
from tests.app.service.fakes import make_service


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(create_app(make_service(tmp_path))) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "file", "kind"),
    [
        ("/", "page.html", "text/html"),
        ("/page.js", "page.js", "text/javascript"),
        ("/page.css", "page.css", "text/css"),
    ],
)
def test_the_page_comes_as_it_lies_there_and_is_asked_for_anew(
    client: TestClient, path: str, file: str, kind: str
) -> None:
    response = client.get(path)
    assert response.content == (PAGE / file).read_bytes()
    assert response.headers["content-type"].startswith(kind)
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_the_description_is_a_page_of_the_services_own_document(client: TestClient) -> None:
    response = client.get("/docs")
    assert response.headers["content-type"].startswith("text/html")
    assert "<h2>POST /v1/recognize</h2>" in response.text
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_the_counters_are_prometheus_own_text(client: TestClient) -> None:
    response = client.get("/metrics")
    assert response.headers["content-type"] == CONTENT_TYPE
    assert 'noteworthy_model{version="1.0-fake"} 1.0' in response.text


def test_none_of_them_is_in_the_description(client: TestClient) -> None:
    assert not {"/", "/docs", "/metrics"} & set(client.get("/openapi.json").json()["paths"])

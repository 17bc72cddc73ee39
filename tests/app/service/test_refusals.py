"""Refusals and failures on the wire: one form for all, and what the description says of each."""

import json

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.exceptions import HTTPException

from app.service.answers import Problem
from app.service.errors import Refused
from app.service.refusals import add_error_handlers, refusal, refusals


def test_a_status_is_described_by_what_it_means() -> None:
    described = refusals(401, 503)
    assert list(described) == [401, 503]
    assert described[401] == {"model": Problem, "description": "no key, or a wrong one"}
    with pytest.raises(KeyError):
        refusals(418)


def test_a_refusal_is_one_line_with_its_status_and_headers() -> None:
    response = refusal(Refused(503, "Too much.", 7))
    assert response.status_code == 503
    assert json.loads(bytes(response.body)) == {"error": "Too much."}
    assert response.headers["Retry-After"] == "7"
    assert response.headers["content-type"] == "application/json"


@pytest.fixture
def client() -> TestClient:
    app = FastAPI()
    add_error_handlers(app)

    @app.get("/refused")
    def refused() -> None:
        raise Refused(401, "A key, please.")

    @app.get("/number")
    def number(count: int) -> int:
        return count

    @app.get("/teapot")
    def teapot() -> None:
        raise HTTPException(418, "I am a teapot", {"X-Lid": "on"})

    @app.get("/broken")
    def broken() -> None:
        raise ZeroDivisionError("of no one's business")

    return TestClient(app, raise_server_exceptions=False)


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        ("/refused", 401, "A key, please."),
        ("/nowhere", 404, "Not Found."),
        ("/teapot", 418, "I am a teapot."),
        ("/broken", 500, "Something went wrong inside the service; its log says what."),
    ],
)
def test_whatever_goes_wrong_has_the_one_form(client: TestClient, path: str, status: int, message: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.json()) == (status, {"error": message})


def test_what_does_not_fit_is_named(client: TestClient) -> None:
    response = client.get("/number?count=x")
    assert response.status_code == 422
    assert response.json()["error"].startswith("count: ")


def test_headers_of_a_failure_are_kept(client: TestClient) -> None:
    assert client.get("/teapot").headers["X-Lid"] == "on"
    assert client.get("/refused").headers["WWW-Authenticate"] == "Bearer"
    assert "Allow" in client.post("/refused").headers

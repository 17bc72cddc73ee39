"""The deployments on Ray Serve, with a Ray written by hand: what the environment says, and who stands guard."""

from __future__ import annotations

import asyncio
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from starlette.requests import Request

from app.service.errors import ServiceError
from app.service.forwarding import Answered, Asked
from tests.app.service.fakes import make_service

KEY = "sixteen letters!"


class Deployed:
    """A class with what Ray was told of it."""

    def __init__(self, made: type, **told: Any) -> None:
        self.made, self.told = made, told
        self.bound: tuple[Any, ...] = ()

    def bind(self, *others: Any) -> Deployed:
        self.bound = others
        return self


class Died(Exception):
    """A replica is no more."""


class Full(Exception):
    """Too much waits."""


@pytest.fixture
def deployment(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    for name in ("MODEL", "WORKERS", "QUEUE", "API_KEY_FILE", "HOSTS"):
        monkeypatch.delenv(f"NOTEWORTHY_{name}", raising=False)
    ray, serve = ModuleType("ray"), ModuleType("ray.serve")
    holds: dict[ModuleType, dict[str, Any]] = {
        serve: {"deployment": Deployed},
        ray: {"serve": serve},
        ModuleType("ray.exceptions"): dict.fromkeys(("NodeDiedError", "RayActorError", "WorkerCrashedError"), Died),
        ModuleType("ray.serve.exceptions"): {
            "BackPressureError": Full,
            "DeploymentUnavailableError": Full,
            "ReplicaUnavailableError": Died,
        },
    }
    for module, names in holds.items():
        vars(module).update(names)
        monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.delitem(sys.modules, "app.service.deployment", raising=False)
    yield importlib.import_module("app.service.deployment")
    sys.modules.pop("app.service.deployment", None)


def _key_file(folder: Path) -> str:
    path = folder / "keys"
    path.write_text(f"{KEY}\n", encoding="utf-8")
    return str(path)


class Replicas:
    """Answers what it is told to, one after the other, and remembers what it was asked."""

    def __init__(self, *outcomes: Answered | Exception) -> None:
        self._outcomes = list(outcomes)
        self.asked: list[Asked] = []
        self.answer = SimpleNamespace(remote=self._answer)

    async def _answer(self, asked: Asked) -> Answered:
        self.asked.append(asked)
        outcome = self._outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


def _ask(ingress: Any, path: str = "/v1/info", **headers: str) -> Any:
    named = [
        (name.replace("_", "-").encode(), value.encode()) for name, value in {"host": "localhost", **headers}.items()
    ]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": named}

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    return asyncio.run(ingress(Request(scope, receive)))


def test_the_ingress_stands_before_the_replicas(deployment: Any) -> None:
    assert deployment.app is deployment.ingress
    assert deployment.app.bound == (deployment.replicas,)
    assert (deployment.ingress.made, deployment.replicas.made) == (deployment.Ingress, deployment.Replica)
    assert deployment.replicas.told["name"] == "noteworthy"


def test_a_request_is_handed_on_and_its_answer_comes_back_whole(deployment: Any) -> None:
    replicas = Replicas(Answered(203, ((b"x-own", b"1"),), b"read"))
    response = _ask(deployment.Ingress(replicas), "/v1/info")
    assert (response.status_code, response.body) == (203, b"read")
    assert dict(response.raw_headers)[b"x-own"] == b"1"
    assert (replicas.asked[0].method, replicas.asked[0].path) == ("GET", "/v1/info")


def test_a_replica_that_died_is_asked_again_and_a_full_one_is_not(deployment: Any) -> None:
    replicas = Replicas(Died(), Answered(200, (), b"read"))
    assert _ask(deployment.Ingress(replicas)).body == b"read"
    full = Replicas(Full())
    assert _ask(deployment.Ingress(full)).status_code == 503
    assert len(full.asked) == 1


def test_without_keys_it_is_asked_under_its_own_names_alone(deployment: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _ask(deployment.Ingress(Replicas()), host="notes.example").status_code == 421
    monkeypatch.setenv("NOTEWORTHY_HOSTS", "notes.example, other.example")
    for host in ("notes.example", "other.example", "localhost"):
        assert _ask(deployment.Ingress(Replicas(Answered(200, (), b""))), host=host).status_code == 200


def test_with_keys_it_asks_for_one(deployment: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NOTEWORTHY_API_KEY_FILE", _key_file(tmp_path))
    assert _ask(deployment.Ingress(Replicas())).status_code == 401
    opened = deployment.Ingress(Replicas(Answered(200, (), b"")))
    assert _ask(opened, host="notes.example", authorization=f"Bearer {KEY}").status_code == 200
    monkeypatch.setenv("NOTEWORTHY_API_KEY_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(ServiceError):
        deployment.Ingress(Replicas())


@pytest.mark.parametrize("is_named", [True, False])
def test_a_replica_is_the_application_with_what_the_environment_says(
    deployment: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, is_named: bool
) -> None:
    given: list[Any] = []
    service = make_service(tmp_path)

    def serving(options: Any) -> Any:
        given.append(options)
        return service

    monkeypatch.setattr(deployment, "Service", serving)
    if is_named:
        monkeypatch.setenv("NOTEWORTHY_MODEL", "other.tflite")
        monkeypatch.setenv("NOTEWORTHY_WORKERS", "3")
        monkeypatch.setenv("NOTEWORTHY_QUEUE", "5")
        monkeypatch.setenv("NOTEWORTHY_API_KEY_FILE", _key_file(tmp_path))
    replica = deployment.Replica()
    (options,) = given
    assert options.model == (Path("other.tflite") if is_named else None)
    assert (options.workers, options.most_waiting) == ((3, 5) if is_named else (1, 64))
    assert (options.keys is not None) is is_named
    answered = asyncio.run(replica.answer(Asked("GET", "/v2/health/live", b"", ((b"host", b"x"),), b"")))
    assert (answered.status, answered.body) == (200, b'{"live":true}')
    service.close()

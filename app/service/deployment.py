"""The same application on Ray Serve: `serve run app.service.deployment:app`. Nothing about pictures is decided here.

Two deployments. `noteworthy` holds the replicas, each the whole application with a model of its own. `ingress` stands
before them: it takes requests in, hands each to a replica, and to another one when that replica dies meanwhile, which
Ray's own proxy does not do. Ray (requirements-ray.txt) brings the proxies, autoscaling and the restart of what died.
Numbers come from configuration: deploy/ray-serve.yaml, or the environment: NOTEWORTHY_MODEL, NOTEWORTHY_WORKERS
(pictures that one replica reads at a time), NOTEWORTHY_QUEUE, and NOTEWORTHY_API_KEY_FILE. Without keys it is asked
under the names of this machine alone, and of NOTEWORTHY_HOSTS, with commas between.
"""

import os
from pathlib import Path
from typing import Any

from ray import serve
from ray.exceptions import NodeDiedError, RayActorError, WorkerCrashedError
from ray.serve.exceptions import BackPressureError, DeploymentUnavailableError, ReplicaUnavailableError
from starlette.requests import Request
from starlette.responses import Response

from app.commas import comma_list
from app.service.application import create_app
from app.service.forwarding import Answered, Asked, Collected, Forwarder, answer
from app.service.guard import Guard
from app.service.intake import Limits
from app.service.metrics import Metrics
from app.service.names import names_of
from app.service.server import read_keys
from app.service.service import Service, ServiceOptions

_LOST = (RayActorError, WorkerCrashedError, NodeDiedError, ReplicaUnavailableError)
_FULL = (BackPressureError, DeploymentUnavailableError)


def _keys() -> frozenset[bytes] | None:
    path = os.environ.get("NOTEWORTHY_API_KEY_FILE")
    return None if path is None else read_keys(Path(path))


def _hosts() -> frozenset[str]:
    named = os.environ.get("NOTEWORTHY_HOSTS", "")
    return names_of(*comma_list(named))


class Replica:
    """One process that reads pictures. Raises ModelError, ServiceError when it cannot begin."""

    def __init__(self) -> None:
        model = os.environ.get("NOTEWORTHY_MODEL")
        options = ServiceOptions(
            model=None if model is None else Path(model),
            workers=int(os.environ.get("NOTEWORTHY_WORKERS", "1")),
            most_waiting=int(os.environ.get("NOTEWORTHY_QUEUE", "64")),
            keys=_keys(),
        )
        self._app = create_app(Service(options))

    async def answer(self, asked: Asked) -> Answered:
        """What the application answers."""
        return await answer(self._app, asked)


class Ingress:
    """One process that takes requests in, within the same bounds and behind the same keys as a replica's."""

    def __init__(self, replicas: Any) -> None:
        async def ask(asked: Asked) -> Answered:
            answered: Answered = await replicas.answer.remote(asked)
            return answered

        metrics = Metrics(pending=lambda: 0, model_version="")
        self._app = Guard(
            Forwarder(ask, lost=_LOST, full=_FULL),
            Limits(held_bytes=256 * 1024 * 1024, crowded_bytes=230 * 1024 * 1024),
            metrics,
            _keys(),
            _hosts(),
        )

    async def __call__(self, request: Request) -> Response:
        """Answer one request."""
        collected = Collected()
        await self._app(request.scope, request.receive, collected.send)
        answered = collected.answered()
        response = Response(answered.body, answered.status)
        response.raw_headers = list(answered.headers)
        return response


replicas: Any = serve.deployment(
    Replica,
    name="noteworthy",
    max_ongoing_requests=16,
    health_check_period_s=2,
    ray_actor_options={"num_cpus": 1},
)
ingress: Any = serve.deployment(
    Ingress,
    name="ingress",
    num_replicas=2,
    max_ongoing_requests=256,
    health_check_period_s=2,
    ray_actor_options={"num_cpus": 0},
)
app = ingress.bind(replicas.bind())

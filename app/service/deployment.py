"""The same application as a Ray Serve deployment: `serve run app.service.deployment:app`. Nothing is decided here.

Ray (requirements-ray.txt) brings the HTTP proxies, replicas, autoscaling and the restart of a replica that died; each
replica has a service of its own. Numbers come from configuration: deploy/ray-serve.yaml, or the environment:
NOTEWORTHY_MODEL, NOTEWORTHY_WORKERS (pictures that one replica reads at a time), NOTEWORTHY_QUEUE, and
NOTEWORTHY_API_KEY_FILE.
"""

import os
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from ray import serve

from app.service.application import Service, ServiceOptions, create_app
from app.service.server import read_keys


def build() -> FastAPI:
    """The application, in the replica's own process. Raises ModelError, ServiceError."""
    model = os.environ.get("NOTEWORTHY_MODEL")
    keys = os.environ.get("NOTEWORTHY_API_KEY_FILE")
    return create_app(
        Service(
            ServiceOptions(
                model=None if model is None else Path(model),
                workers=int(os.environ.get("NOTEWORTHY_WORKERS", "1")),
                most_waiting=int(os.environ.get("NOTEWORTHY_QUEUE", "64")),
                keys=None if keys is None else read_keys(Path(keys)),
            )
        )
    )


class Replica:
    """One process that serves the application."""


deployment: Any = serve.deployment(
    serve.ingress(build)(Replica),
    name="noteworthy",
    max_ongoing_requests=16,
    health_check_period_s=2,
    ray_actor_options={"num_cpus": 1},
)
app = deployment.bind()

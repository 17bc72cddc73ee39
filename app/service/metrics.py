"""What the service counts of itself, for Prometheus. Never a picture, an address or a value that was read."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 15.0)


class Metrics:
    """The counters of one running service. Each may be used from any thread.

    Attributes:
        requests: answered requests by route ("none" where there is no such), method and status.
        request_seconds: from the first byte of the header to the last of the answer, by route.
        readings: pictures that were read, by outcome: "named" or the reason why not.
        decode_seconds: taking a sent picture apart.
        inference_seconds: preparing, running the network and scoring.
        body_bytes: sent content that is held in memory now.
    """

    def __init__(self, *, pending: Callable[[], float], model_version: str) -> None:
        """Begin at 0. `pending` tells how many pictures wait or are being read."""
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "noteworthy_requests", "Answered requests.", ("route", "method", "status"), registry=self._registry
        )
        self.request_seconds = Histogram(
            "noteworthy_request_seconds",
            "Time from header to answer.",
            ("route",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self.readings = Counter("noteworthy_readings", "Pictures read.", ("outcome",), registry=self._registry)
        self.decode_seconds = Histogram(
            "noteworthy_decode_seconds", "Decoding a picture.", buckets=_SECONDS, registry=self._registry
        )
        self.inference_seconds = Histogram(
            "noteworthy_inference_seconds", "Reading a decoded picture.", buckets=_SECONDS, registry=self._registry
        )
        self.body_bytes = Gauge("noteworthy_body_bytes", "Sent content held in memory.", registry=self._registry)
        waiting = Gauge("noteworthy_pending", "Pictures that wait or are being read.", registry=self._registry)
        waiting.set_function(pending)
        Gauge("noteworthy_model", "1 for the model in use.", ("version",), registry=self._registry).labels(
            model_version
        ).set(1)

    def text(self) -> bytes:
        """All of it in Prometheus's text format."""
        return generate_latest(self._registry)

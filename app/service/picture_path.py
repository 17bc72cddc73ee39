"""What every path for one picture does around its reading: the form, the currencies, a worker, the times.

What is read and answered is people.py's and table.py's.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from fastapi import Request, Response
from numpy.typing import NDArray
from pydantic import BaseModel

from app.service.form import Wishes
from app.service.guard import BODY
from app.service.pool import Worker
from app.service.service import Service
from app.service.shortcut import Handler

Pairs = Iterable[tuple[str, str]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PictureAsked:
    """A picture that was sent, and how it is to be read.

    Attributes:
        image: uint8 (height, width, 3), BGR.
        wishes: what the query and the form say.
        currencies: that are looked for.
        decode_ms: milliseconds that it took to take the form apart.
    """

    image: NDArray[np.uint8]
    wishes: Wishes
    currencies: tuple[str, ...]
    decode_ms: float


def picture_handler(
    service: Service,
    *,
    wishes: Callable[[Pairs, Pairs], Wishes],
    choose: Callable[[str | None], tuple[str, ...]],
    read: Callable[[Worker, PictureAsked], BaseModel],
) -> Handler:
    """What answers a path.

    Args:
        service: its workers read.
        wishes: what a query and a form say together. Raises Refused.
        choose: the currencies that are looked for. Raises Refused.
        read: the answer; called in a worker's thread.
    """

    async def handle(request: Request) -> Response:
        content, kind = request.scope[BODY], request.headers.get("content-type", "")
        said = request.query_params.multi_items()
        # Before a worker is asked: what the query alone makes wrong costs nobody else time.
        choose(wishes(said, ()).currency)

        def work(worker: Worker) -> BaseModel:
            start = time.perf_counter()
            fields, image = service.decode(worker.unpacking, content, kind)
            asked = wishes(said, fields.items())
            currencies = choose(asked.currency)
            return read(worker, PictureAsked(image, asked, currencies, (time.perf_counter() - start) * 1000))

        answer = await service.pool.run(work)
        return Response(answer.model_dump_json(), media_type="application/json")

    return handle


def timed(act: Callable[[], T]) -> tuple[T, float]:
    """What comes of it, and the milliseconds that it took."""
    start = time.perf_counter()
    result = act()
    return result, (time.perf_counter() - start) * 1000

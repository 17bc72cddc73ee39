"""The HTTP interface put together: its paths, what stands before them, what is answered when something goes wrong."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app.service.guard import Guard
from app.service.pages import add_pages
from app.service.people import add_people
from app.service.programs import add_programs
from app.service.refusals import add_error_handlers
from app.service.service import Service
from app.service.shortcut import Handler, Shortcut
from app.service.table import add_table
from app.version import version


def create_app(service: Service) -> FastAPI:
    """The application around a service; it closes the service's threads at its end."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if service.options.collection is not None:
            service.options.collection.start()
        yield
        service.close()

    app = FastAPI(
        title="Noteworthy",
        version=version(),
        summary="Which banknote is in a picture. It does not check whether a note is genuine.",
        docs_url=None,
        redoc_url=None,
        # It would lead to wherever the header Host says.
        redirect_slashes=False,
        lifespan=lifespan,
    )
    options = service.options
    shortcuts: dict[str, Handler] = {}
    app.add_middleware(Shortcut, handlers=shortcuts)
    app.add_middleware(Guard, limits=options.limits, metrics=service.metrics, keys=options.keys, hosts=options.hosts)
    add_error_handlers(app)
    shortcuts.update(add_people(app, service))
    shortcuts.update(add_table(app, service))
    shortcuts.update(add_programs(app, service))
    add_pages(app, service)
    return app

"""What is no recognition: the page, its script and style, the description, the counters for Prometheus."""

from fastapi import FastAPI, Response
from fastapi.responses import FileResponse, HTMLResponse

from app.page_policy import page_policy
from app.resources import PACKAGE
from app.service import reference
from app.service.metrics import CONTENT_TYPE
from app.service.service import Service

PAGE = PACKAGE / "service" / "page"
_PAGE_POLICY = page_policy("'self' blob: data:")


def add_pages(app: FastAPI, service: Service) -> None:
    """Add the paths."""
    headers = {"Content-Security-Policy": _PAGE_POLICY, "Cache-Control": "no-cache", "Referrer-Policy": "no-referrer"}

    @app.get("/", include_in_schema=False)
    async def page() -> Response:
        return FileResponse(PAGE / "page.html", headers=headers)

    @app.get("/page.js", include_in_schema=False)
    async def script() -> Response:
        return FileResponse(PAGE / "page.js", media_type="text/javascript", headers=headers)

    @app.get("/page.css", include_in_schema=False)
    async def style() -> Response:
        return FileResponse(PAGE / "page.css", headers=headers)

    @app.get("/docs", include_in_schema=False)
    async def docs() -> Response:
        return HTMLResponse(reference.page(app.openapi()), headers=headers)

    @app.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        return Response(service.metrics.text(), media_type=CONTENT_TYPE)

"""The description at /docs, made from the OpenAPI document: plain HTML that a screen reader reads in order.

No script and nothing from another server, unlike the usual pages for OpenAPI.
"""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

_CURL = {
    "/v1/recognize": (
        "curl --data-binary @note.jpg -H 'Content-Type: image/jpeg' '{base}/v1/recognize?currency=USD,EUR'",
        "curl -F picture=@note.jpg {base}/v1/recognize",
    ),
    "/v1/table": ("curl --data-binary @table.jpg -H 'Content-Type: image/jpeg' '{base}/v1/table?currency=USD'",),
    "/v1/info": ("curl {base}/v1/info",),
    "/v2/models/noteworthy": ("curl {base}/v2/models/noteworthy",),
    "/v2/models/noteworthy/infer": (
        'printf \'{{"inputs":[{{"name":"picture","datatype":"BYTES","shape":[1],"data":["%s"]}}]}}\' '
        '"$(base64 -w0 note.jpg)" '
        "| curl --data-binary @- -H 'Content-Type: application/json' {base}/v2/models/noteworthy/infer",
    ),
    "/v2/health/ready": ("curl {base}/v2/health/ready",),
}
_BASE = "http://127.0.0.1:8080"


def page(openapi: Mapping[str, Any]) -> str:
    """The page, in full."""
    title = f"{escape(openapi['info']['title'])} {escape(openapi['info']['version'])}"
    parts = [
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>',
        '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="page.css"></head><body><main>',
        f"<h1>{title}</h1><p>{escape(openapi['info'].get('summary', ''))}</p>",
        '<p>For programs: <a href="openapi.json">OpenAPI</a>. With a camera: <a href="./">the page</a>.</p>',
        *(part for path, methods in openapi["paths"].items() for part in _path(path, methods)),
        "<h2>Answers</h2>",
        *(part for name, schema in openapi["components"]["schemas"].items() for part in _schema(name, schema)),
        "</main></body></html>",
    ]
    return "\n".join(parts)


def _path(path: str, methods: Mapping[str, Any]) -> Iterator[str]:
    for method, operation in methods.items():
        yield f"<h2>{method.upper()} {escape(path)}</h2><p>{escape(operation.get('summary', ''))}.</p>"
        body = operation.get("requestBody")
        if body:
            kinds = ", ".join(body["content"])
            yield f"<p>Content: {escape(kinds)}. {escape(body.get('description', ''))}</p>"
        parameters = operation.get("parameters", [])
        if parameters:
            yield "<ul>"
            for parameter in parameters:
                yield f"<li><code>{escape(parameter['name'])}</code>: {escape(parameter.get('description', ''))}</li>"
            yield "</ul>"
        for line in _CURL.get(path, ()):
            yield f"<pre><code>{escape(line.format(base=_BASE))}</code></pre>"
        yield "<ul>"
        for status, response in operation["responses"].items():
            yield f"<li>{escape(status)}: {escape(response.get('description', ''))}</li>"
        yield "</ul>"


def _schema(name: str, schema: Mapping[str, Any]) -> Iterator[str]:
    if "properties" not in schema or name.startswith(("HTTPValidation", "Validation")):
        return
    yield f"<h3>{escape(name)}</h3><ul>"
    for field, described in schema["properties"].items():
        meaning = described.get("description", described.get("title", ""))
        yield f"<li><code>{escape(field)}</code>: {escape(meaning)}</li>"
    yield "</ul>"

"""The description made from an OpenAPI document."""

import re
from typing import Any

from app.service.reference import page


def _document(**operation: Any) -> dict[str, Any]:
    return {
        "info": {"title": "Notes <1>", "version": "3", "summary": "Which & why"},
        "paths": {"/v1/recognize": {"post": {"responses": {"200": {"description": "read"}}, **operation}}},
        "components": {"schemas": {}},
    }


def test_what_stands_in_the_document_is_shown_escaped() -> None:
    shown = page(_document(summary="Read a <note>"))
    assert "<h1>Notes &lt;1&gt; 3</h1><p>Which &amp; why</p>" in shown
    assert "<title>Notes &lt;1&gt; 3</title>" in shown
    assert "<h2>POST /v1/recognize</h2><p>Read a &lt;note&gt;.</p>" in shown
    assert "<li>200: read</li>" in shown


def test_an_example_stands_by_its_path_alone() -> None:
    shown = page(_document())
    assert shown.count("curl") == 2
    assert "http://127.0.0.1:8080/v1/recognize" in shown
    other = _document()
    other["paths"] = {"/v9/unknown": other["paths"]["/v1/recognize"]}
    assert "curl" not in page(other)


def test_content_and_parameters_are_listed_where_there_are_any() -> None:
    bare = page(_document())
    assert "Content:" not in bare
    assert bare.count("<ul>") == 1, "the answers'"
    full = page(
        _document(
            requestBody={"content": {"image/png": {}, "image/jpeg": {}}, "description": "a picture"},
            parameters=[{"name": "currency", "description": "which"}, {"name": "plain"}],
        )
    )
    assert "<p>Content: image/png, image/jpeg. a picture</p>" in full
    assert "<li><code>currency</code>: which</li>" in full
    assert "<li><code>plain</code>: </li>" in full


def test_answers_are_described_field_by_field_without_the_frameworks_own() -> None:
    document = _document()
    document["components"]["schemas"] = {
        "Recognition": {"properties": {"value": {"description": "face value"}, "kept": {"title": "Kept"}}},
        "Reason": {"enum": ["dark"]},
        "HTTPValidationError": {"properties": {"detail": {}}},
        "ValidationError": {"properties": {"loc": {}}},
    }
    shown = page(document)
    assert "<h3>Recognition</h3>" in shown
    assert "<li><code>value</code>: face value</li>" in shown
    assert "<li><code>kept</code>: Kept</li>" in shown
    assert re.findall(r"<h3>(\w+)</h3>", shown) == ["Recognition"]

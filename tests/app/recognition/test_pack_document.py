"""The beginning of a pack: what it says of the rest is believed only when every field is as it must be."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.recognition.pack_document import FIRST_LINE, FIRST_LINE_WITH_OWN, document_of, shapes_of
from tests.app.recognition.small_pack import small_pack

_TEMPLATE = {"value": "50", "series": "old", "face": "front", "least": 0.8, "keypoints": 12}


def _good() -> dict[str, Any]:
    document, _ = document_of(small_pack().to_bytes())
    return document


def _written(document: object, first_line: bytes = FIRST_LINE) -> bytes:
    head = json.dumps(document).encode()
    return first_line + len(head).to_bytes(4, "little") + head


def test_a_document_is_read_up_to_its_end_whatever_follows() -> None:
    content = _written(_good())
    assert document_of(content) == (_good(), len(content))
    assert document_of(content + b"arrays") == (_good(), len(content))
    assert [each["keypoints"] for each in _good()["templates"]] == [12, 20]


@pytest.mark.parametrize(("first_line", "own"), [(FIRST_LINE, 0), (FIRST_LINE_WITH_OWN, 1)])
def test_the_arrays_that_follow_are_told_by_their_parts_and_bytes(first_line: bytes, own: int) -> None:
    document = _good()
    content = _written(document, first_line)
    shapes = shapes_of(content, document)
    assert [shape.name for shape in shapes[::2]] == ["points", "descriptors", "angles", "octaves", "own"][: 4 + own]
    assert [shape.sides for shape in shapes[:4]] == [(12, 2), (20, 2), (12, 8), (20, 8)]
    # Two coordinates of two bytes, eight numbers, an angle and a size, and whether it is its own.
    assert sum(shape.size for shape in shapes) == (12 + 20) * (2 * 2 + 8 + 1 + 1 + own)


@pytest.mark.parametrize(
    ("field", "taken"),
    [
        ("currency", ["USD"]),
        ("version", ["", "x" * 200]),
        ("year", [1800, 3000]),
        ("everyday", [[], ["0.5"], ["5", "10", "20"]]),
        ("gaps", [["123456789012.123456"]]),
        ("projection", ["f" * 16]),
        ("thresholds", [{"above": 0, "margin": 1, "shown": 0.5}]),
        ("sources", [[], [{"repository": "a", "licence": "", "templates": 1}]]),
        ("length", [1, 128]),
        ("templates", [[_TEMPLATE], [{**_TEMPLATE, "face": "", "series": "withdrawn", "keypoints": 400}] * 200]),
    ],
)
def test_every_field_is_taken_up_to_its_bounds(field: str, taken: list[Any]) -> None:
    for value in taken:
        document, _ = document_of(_written({**_good(), field: value}))
        assert document[field] == value


@pytest.mark.parametrize(
    ("field", "refused"),
    [
        ("currency", ["usd", "US", "USDX", 5, None]),
        ("version", [1, "x" * 201, "a\nb"]),
        ("year", [1799, 3001, 2000.0, True, "2000"]),
        ("everyday", ["5", [5], ["five"], ["-5"], ["10", "5"], ["5", "5.0"], [str(n) for n in range(101)]]),
        ("gaps", [["1234567890123"], ["1.1234567"]]),
        ("rare", [["0"], ["020"], ["20.0"], ["0.50"], ["00.5"], ["0.0"], ["\u0662\u0660"]]),
        ("projection", ["f" * 15, "F" * 16, 7]),
        ("thresholds", [{"above": 0, "margin": 0}, {"above": -0.1, "margin": 0, "shown": 0}, [0, 0, 0]]),
        ("thresholds", [{"above": 1.1, "margin": 0, "shown": 0}, {"above": True, "margin": 0, "shown": 0}]),
        ("sources", [None, [{}], [{"repository": "a", "licence": "b", "templates": 0}], ["a"]]),
        ("length", [0, 129, 8.0, True]),
        ("templates", [[], [_TEMPLATE] * 201, [{**_TEMPLATE, "series": "new"}], [{**_TEMPLATE, "face": "side"}]]),
        ("templates", [[{**_TEMPLATE, "least": 1.01}], [{**_TEMPLATE, "least": -0.01}], [{**_TEMPLATE, "more": 1}]]),
        (
            "templates",
            [[{**_TEMPLATE, "keypoints": 0}], [{**_TEMPLATE, "keypoints": 401}], [{**_TEMPLATE, "face": 1}]],
        ),
    ],
)
def test_a_field_that_cannot_be_is_refused(field: str, refused: list[Any]) -> None:
    for value in refused:
        with pytest.raises(ValueError, match=field):
            document_of(_written({**_good(), field: value}))


def test_a_document_that_is_none_or_has_other_fields_is_refused() -> None:
    without = {name: value for name, value in _good().items() if name != "gaps"}
    documents: list[object] = [[], "text", {}, without, {**_good(), "more": 1}]
    for wrong in documents:
        with pytest.raises(ValueError, match="fields"):
            document_of(_written(wrong))
    for content in (b"", b"noteworthy notes 3\n", _written(_good())[:-1], FIRST_LINE + b"\x02\0\0\0\xff\xff"):
        with pytest.raises(ValueError):  # noqa: PT011
            document_of(content)


@pytest.mark.parametrize(("many", "is_taken"), [(100, True), (101, False)])
def test_a_pack_names_a_hundred_values_at_most(many: int, is_taken: bool) -> None:
    content = _written({**_good(), "rare": [str(value) for value in range(1, many + 1)]})
    if is_taken:
        assert len(document_of(content)[0]["rare"]) == many
    else:
        with pytest.raises(ValueError, match="rare"):
            document_of(content)

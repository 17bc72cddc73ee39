"""Do events follow their schema? For any test that has events at hand."""

from collections.abc import Mapping
from typing import Any

from app.session.events import SCHEMA, SCORE_FIELDS, TABLE_NOTE_FIELDS, Field

_TYPES: dict[str, tuple[type, ...]] = {
    "number": (int, float),
    "integer": (int,),
    "string": (str,),
    "boolean": (bool,),
    "list": (list,),
}


def violations(event: Mapping[str, Any]) -> list[str]:
    """What is wrong with an event as it was read back from JSON; nothing for one that follows the schema."""
    fields = SCHEMA.get(event.get("kind", ""))
    if fields is None:
        return [f"unknown kind in {event}"]
    found = _compare(event, fields)
    for entry in event.get("best", ()):
        found += _compare(entry, SCORE_FIELDS)
    for entry in event.get("notes", ()):
        found += _compare(entry, TABLE_NOTE_FIELDS)
    return found


def _compare(given: Mapping[str, Any], fields: tuple[Field, ...]) -> list[str]:
    names = [field.name for field in fields]
    found = [f"{name} is not in the schema" for name in given if name not in names]
    for field in fields:
        if field.name not in given:
            found.append(f"{field.name} is missing")
            continue
        value = given[field.name]
        if value is None and field.nullable:
            continue
        if isinstance(value, bool) is not (field.type == "boolean") or not isinstance(value, _TYPES[field.type]):
            found.append(f"{field.name} is {value!r}, not a {field.type}")
        elif field.unit == "0 to 1" and isinstance(value, (int, float)) and not 0 <= value <= 1:
            found.append(f"{field.name} is {value!r}, not from 0 to 1")
    return found

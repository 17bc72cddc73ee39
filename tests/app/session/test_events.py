"""Events: they follow one schema, which docs/dev/events.md tells in full, and reach the file line by line."""

import errno
import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

from app.feedback.announcer import Announcer
from app.feedback.guidance import Hint, HintKind
from app.feedback.utterance import Announcement, Priority
from app.session.events import (
    SCHEMA,
    SCORE_FIELDS,
    TABLE_NOTE_FIELDS,
    Event,
    EventsError,
    EventWriter,
    Field,
    frame_event,
    message_event,
    utterance_event,
)
from app.session.messages import Message, MessageKind, Status
from app.speech.protocols import Outcome, SpokenRecord
from tests.app.event_schema import violations
from tests.app.observations import observation
from tests.app.tables import finding, note

DOC = Path(__file__).resolve().parents[3] / "docs" / "dev" / "events.md"

ANNOUNCEMENT = Announcement("USD", "20", "front", 0.97123, 41, 2.7333, 10.0, "notes/a.jpg")
HINT = Hint(HintKind.TOO_DARK, 12, 0.8, 10.0, None)


VALUE = Message(
    MessageKind.VALUE,
    "value",
    "value",
    Priority.VALUE,
    "20 dollars",
    2.73333,
    announcement=ANNOUNCEMENT,
    decided_ms=9.416,
    id=1,
)


TABLE = Message(
    MessageKind.TABLE,
    "table",
    "table",
    Priority.ANSWER,
    "2 notes: 1 of 20 dollars, 1 of 5 dollars. At least 25 dollars. Not read: 1 note, at the top left.",
    3.0,
    table=finding([("USD", "5"), ("USD", "20")], unread=[(0.8, 0.1)]),
    decided_ms=812.4,
    id=4,
)


def status(text: str) -> Message:
    return Message(
        MessageKind.STATUS, "opened", "camera", Priority.STATUS, text, 0.0, source="camera 0", id=3, spoken=False
    )


def one_of_each_kind() -> dict[str, Event]:
    seen = observation(3, 0.2, {"20": 0.9, "10": 0.05})
    events = [
        message_event(VALUE),
        message_event(
            Message(
                MessageKind.HINT, "too_dark", "hint", Priority.HINT, "Too dark.", 0.8, hint=HINT, decided_ms=9.0, id=2
            )
        ),
        message_event(TABLE),
        message_event(status("Pictures are coming.")),
        utterance_event(
            SpokenRecord("20 dollars", Priority.VALUE, 2.73333, 2.77433, 41.0, "spoken", "value", 1, interruptions=1)
        ),
        frame_event(seen, Announcer().observe(seen), t_s=0.2, decided_ms=9.0),
    ]
    return {event["kind"]: event for event in events}


def read_back(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("kind", SCHEMA)
def test_every_kind_follows_its_schema(kind: str) -> None:
    event = json.loads(json.dumps(one_of_each_kind()[kind]))

    assert violations(event) == []
    assert list(event) == [field.name for field in SCHEMA[kind]]


def test_the_schema_finds_what_is_wrong() -> None:
    event = dict(one_of_each_kind()["announcement"])

    assert violations({**event, "frame": "41"}) == ["frame is '41', not a integer"]
    assert violations({**event, "confidence": 1.5}) == ["confidence is 1.5, not from 0 to 1"]
    assert violations({**event, "text": None}) == ["text is None, not a string"]
    assert violations({**event, "more": 1}) == ["more is not in the schema"]
    assert violations({"kind": "announcement"}) == [
        f"{field.name} is missing" for field in SCHEMA["announcement"][:1]
    ] + [f"{field.name} is missing" for field in SCHEMA["announcement"][2:]]


def test_an_announcement_reads_as_the_command_line_promises() -> None:
    assert one_of_each_kind()["announcement"] == {
        "t_s": 2.733,
        "kind": "announcement",
        "id": 1,
        "currency": "USD",
        "value": "20",
        "several": False,
        "face": "front",
        "confidence": 0.9712,
        "text": "20 dollars",
        "frame": 41,
        "source_item": "notes/a.jpg",
        "decided_ms": 9.42,
    }


def test_several_notes_of_a_value_are_told_from_one() -> None:
    event = message_event(replace(VALUE, announcement=replace(ANNOUNCEMENT, are_several=True)))
    assert (event["value"], event["several"]) == ("20", True)
    assert violations(event) == []
    assert violations({**event, "several": 1}) == ["several is 1, not a boolean"]


def test_a_frame_tells_its_best_three_values() -> None:
    best = one_of_each_kind()["frame"]["best"]

    assert [(entry["value"], entry["score"]) for entry in best] == [("20", 0.9), ("10", 0.05), ("5", 0.0)]


@pytest.mark.parametrize("kind", SCHEMA)
def test_the_document_tells_every_field(kind: str) -> None:
    sections = re.split(r"^## ", DOC.read_text(encoding="utf-8"), flags=re.MULTILINE)
    (section,) = (text for text in sections if text.startswith(f"{kind}\n"))

    def row(field: Field) -> str:
        return (
            f"| `{field.name}` | {field.type}{' or null' if field.nullable else ''} | {field.unit} | {field.meaning} |"
        )

    fields = SCHEMA[kind] + {"frame": SCORE_FIELDS, "table": TABLE_NOTE_FIELDS}.get(kind, ())
    assert [field.name for field in fields if row(field) not in section] == []
    in_tables = re.findall(r"^\| `(\w+)` \| (?:number|integer|string|boolean|list)", section, flags=re.MULTILINE)
    assert in_tables == [field.name for field in fields]


def test_a_line_is_in_the_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "e.jsonl"
    writer = EventWriter(path)
    for count, event in enumerate(one_of_each_kind().values(), start=1):
        writer.write(event)
        assert len(read_back(path)) == count
    writer.close()
    writer.close()

    assert [violations(event) for event in read_back(path)] == [[]] * len(SCHEMA)


def test_the_file_is_utf8_and_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "e.jsonl"
    path.write_text("old\n")
    writer = EventWriter(path)
    writer.write(message_event(status("5 złotych")))
    writer.close()

    assert "5 złotych" in path.read_text(encoding="utf-8")
    assert len(read_back(path)) == 1


@pytest.mark.parametrize("name", ["missing/e.jsonl", "", "with\0zero"])
def test_a_place_that_cannot_be_written_is_one_clear_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(EventsError, match=r"^events_not_written \(path=.*, errno=\d+\)$"):
        EventWriter(Path(f"{tmp_path}/{name}"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_once_and_then_passed_over() -> None:
    writer = EventWriter(Path("/dev/full"))
    event = one_of_each_kind()["status"]
    with pytest.raises(EventsError) as raised:
        writer.write(event)
    assert raised.value.parameters == {"path": str(Path("/dev/full")), "errno": errno.ENOSPC}
    writer.write(event)
    writer.close()


def test_nothing_is_written_after_closing(tmp_path: Path) -> None:
    path = tmp_path / "e.jsonl"
    writer = EventWriter(path)
    writer.close()
    writer.write(one_of_each_kind()["status"])

    assert path.read_text() == ""


def test_a_name_that_is_no_utf8_survives(tmp_path: Path) -> None:
    """A folder's files may be called anything; the event tells the name as Python has it."""
    path = tmp_path / "e.jsonl"
    writer = EventWriter(path)
    writer.write({**one_of_each_kind()["announcement"], "source_item": "gr\udcfcn.jpg"})
    writer.close()

    assert read_back(path)[0]["source_item"] == "gr\udcfcn.jpg"


def test_the_document_tells_every_status_and_outcome() -> None:
    text = DOC.read_text(encoding="utf-8")
    told = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", text.split("\nStates:\n")[1].split("\n## ")[0], re.MULTILINE)
    names = [name for row in told for name in re.findall(r"`(\w+)`", row)]

    assert sorted(names) == sorted(["status", *(status.value for status in Status if status is not Status.SAID)])
    outcomes = text.split("\nOutcomes:\n")[1].split("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)`", outcomes, re.MULTILINE)) - {"outcome"} == set(get_args(Outcome))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no pipes with a name")
def test_a_pipe_that_nobody_reads_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(EventsError) as raised:
        EventWriter(tmp_path / "pipe")
    assert raised.value.parameters["errno"] == errno.ENXIO


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no pipes with a name")
def test_a_pipe_that_somebody_reads_gets_the_events(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reading = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    writer = EventWriter(tmp_path / "pipe")
    writer.write(one_of_each_kind()["status"])
    assert json.loads(os.read(reading, 65536))["kind"] == "status"
    os.close(reading)
    with pytest.raises(EventsError, match="events_stopped"):
        writer.write(one_of_each_kind()["status"])


def test_a_table_tells_withdrawn_notes_from_money_and_whether_the_total_is_exact() -> None:
    whole = finding([("USD", "20")])
    both = replace(whole, notes=(*whole.notes, note("USD", "500", 0.7, is_withdrawn=True)), is_all=True)
    told = message_event(replace(TABLE, table=both))
    assert {each["value"]: each["standing"] for each in told["notes"]} == {"20": "money", "500": "withdrawn"}
    assert (told["total"], message_event(TABLE)["total"]) == ("exact", "at_least")

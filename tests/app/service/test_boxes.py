"""All notes of a picture as one text of the inference protocol."""

import json

from app.feedback.table import FoundNote, TableFinding
from app.service.boxes import boxes
from tests.app.tables import finding, note, outline


def test_without_a_table_there_are_none() -> None:
    assert boxes(None) == "[]"
    assert boxes(finding([])) == "[]"


def test_a_note_has_its_label_its_agreement_and_four_corners() -> None:
    read = note("USD", "20")
    told = json.loads(boxes(TableFinding((read,), (), 1, 0.0)))
    assert told == [{"label": "USD/20/front", "confidence": 0.95, "outline": [list(at) for at in read.outline]}]


def test_a_face_that_the_templates_do_not_say_is_left_out() -> None:
    faceless = FoundNote("USD", "20", None, False, 0.123456, outline(0.5, 0.5))
    told = json.loads(boxes(TableFinding((faceless,), (), 1, 0.0)))
    assert (told[0]["label"], told[0]["confidence"]) == ("USD/20/", 0.1235)


def test_what_was_not_read_comes_last_and_has_no_label() -> None:
    told = json.loads(boxes(finding([("USD", "20"), ("EUR", "5")], [(0.9, 0.1)])))
    assert [each["label"] for each in told] == ["USD/20/front", "EUR/5/front", ""]
    assert told[-1]["confidence"] == 0.0
    assert told[-1]["outline"] == [list(at) for at in outline(0.9, 0.1)]

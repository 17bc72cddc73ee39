"""Are a release's notes what CHANGELOG.md says of that version, and is it told where it says nothing?"""

import re

import changes
import pytest

TEXT = """# Changes

## Not yet released

- Something else.

## 1.2.3 (2026-12-01)

**For everyone**

- A note is read.

## 1.2

- The first.
"""


def test_the_notes_are_those_of_the_tag() -> None:
    assert changes.part_of(TEXT, "v1.2.3") == "**For everyone**\n\n- A note is read."
    assert changes.part_of(TEXT, "v1.2") == "- The first."


@pytest.mark.parametrize("tag", ["v1.2.4", "v1.2.3.1", "v2", "v1.2.30"])
def test_a_version_of_which_nothing_is_said_is_told(tag: str) -> None:
    with pytest.raises(ValueError, match=f'nothing under "## {tag[1:]}"'):
        changes.part_of(TEXT, tag)


def test_a_heading_alone_is_nothing() -> None:
    with pytest.raises(ValueError, match="before the tag is made"):
        changes.part_of("## 1.0\n\n## 0.9\n\n- Old.\n", "v1.0")


def test_each_part_of_the_file_itself_can_be_had() -> None:
    text = changes.CHANGES.read_text(encoding="utf-8")
    headings = re.findall(r"^## (Not yet released|\S+)", text, re.MULTILINE)
    assert headings
    assert all(changes.part_of(text, heading) for heading in headings)

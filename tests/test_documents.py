"""Documents lead somewhere: each link between them, and each page that code or a document names, is there."""

import re
import subprocess
from pathlib import Path

import pytest

from app.feedback.guidance import HintKind

ROOT = Path(__file__).resolve().parents[1]
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_NAMED = re.compile(r"\bdocs/[\w./-]+?\.(?:md|csv|svg|png|wav)\b")


def _tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, check=True)
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def _broken(page: Path, target: str) -> bool:
    path, _, anchor = target.partition("#")
    found = page if not path else page.parent / path
    if not found.exists():
        return True
    return bool(anchor) and found.suffix == ".md" and anchor not in _anchors(found)


# Pages whose sentences nobody has gone through yet.
_STILL_LONG = frozenset(
    {
        "docs/dev/model-log.md",
        "docs/dev/print.md",
        "docs/dev/table.md",
        "docs/dev/teach.md",
    }
)
_MOST_WORDS = 20
_BLOCK = re.compile(r"^(?:[-*] |\d+\. )")
_ENDS = re.compile(r"(?<=[.!?:;])[\"')*]*\s+(?=[A-Z0-9`\"\[(*<])")


def sentences(text: str) -> list[str]:
    """The sentences of a page: without code, tables, headings and the targets of links; code in a line is a word."""
    blocks, is_fenced = [""], False
    for line in text.splitlines():
        bare = line.strip()
        if bare.startswith("```"):
            is_fenced = not is_fenced
        is_prose = bool(bare) and not (is_fenced or bare.startswith(("```", "|", "#")) or line.startswith("    "))
        if not is_prose or _BLOCK.match(bare):
            blocks.append("")
        if is_prose:
            blocks[-1] += " " + _BLOCK.sub("", bare)
    prose = (re.sub(r"\]\([^)]*\)", "]", re.sub(r"`[^`]*`", "X", block)).strip() for block in blocks)
    return [sentence for block in prose if block for sentence in _ENDS.split(block)]


def _words(sentence: str) -> int:
    return len(re.findall(r"[\w'’]+(?:[-.,]\w+)*", sentence))


def test_sentences_are_told_apart_as_a_reader_does() -> None:
    page = """# A heading of many words

The first, with `code of many words` and a [link](to/some/page.md). The second:
it goes on. "A third."

- An item
  goes on, too.
- Another; Anew.

    code that is no sentence

| a | table |
|---|---|

```
more code. And more.
```
1. One
"""
    assert [_words(sentence) for sentence in sentences(page)] == [7, 5, 2, 5, 1, 1, 1]


def test_sentences_are_short() -> None:
    pages = [ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    named = {page.relative_to(ROOT).as_posix(): page for page in pages}
    assert set(named) >= _STILL_LONG, "a page that is gone need not be named"
    long = [
        f"{name}: {sentence}"
        for name, page in named.items()
        if name not in _STILL_LONG
        for sentence in sentences(page.read_text(encoding="utf-8"))
        if _words(sentence) > _MOST_WORDS
    ]
    assert long == []


def test_links_lead_to_what_is_there() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("no repository here, so nobody says which files belong to it")
    pages = _tracked("*.md")
    assert len(pages) > 20
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in _LINK.findall(page.read_text(encoding="utf-8"))
        if not re.match(r"[a-z]+:", target) and _broken(page, target)
    ]
    assert broken == []


def test_every_hint_is_in_the_page_of_events() -> None:
    page = (ROOT / "docs" / "dev" / "events.md").read_text(encoding="utf-8")
    assert [kind.value for kind in HintKind if f"`{kind.value}`" not in page] == []


def test_pages_that_are_named_are_there() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("no repository here, so nobody says which files belong to it")
    lost = [
        f"{file.relative_to(ROOT)}: {name}"
        for file in _tracked("*.md", "*.py", "*.toml", "*.yml", "Makefile")
        if file != Path(__file__)
        for name in _NAMED.findall(file.read_text(encoding="utf-8"))
        if not (ROOT / name).exists()
    ]
    assert lost == []

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

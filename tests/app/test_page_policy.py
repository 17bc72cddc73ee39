"""The policy of our pages: the same for both, but for the pictures that one of them shows."""

from __future__ import annotations

from app.page_policy import page_policy


def test_a_page_may_load_its_own_files_and_nothing_else() -> None:
    assert page_policy() == (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    )


def test_pictures_are_shown_from_where_it_is_said() -> None:
    rules = page_policy("'self' blob:").split("; ")
    assert "img-src 'self' blob:" in rules
    assert [rule for rule in rules if not rule.startswith("img-src")] == page_policy().split("; ")

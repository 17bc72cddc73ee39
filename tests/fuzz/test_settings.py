"""Settings: whatever lies in the file, there are settings, and saving them loses nothing and raises nothing."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import settings
from app.settings import Settings
from tests.fuzz.running import attempt, damaged, fuzzed, json_values, kept

PARSER = "settings"
NAMES = [each.name for each in fields(Settings)]
WHOLE = json.dumps(
    asdict(replace(Settings(), currencies=("USD", "EUR"), voice="Jürgen", keys=(("repeat", "F2"),), rate_wpm=200)),
    ensure_ascii=False,
    indent=2,
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("settings") / "settings.json"


def _check(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    loaded = settings.load(path, language="de")
    assert loaded.trouble is None or loaded.trouble.code.startswith("settings_")
    chosen = replace(loaded.settings, volume=11)
    settings.save(chosen, path, language="de")
    again = settings.load(path, language="de")
    assert again.settings == chosen
    assert again.trouble is None or again.trouble.code == "settings_unknown"


@fuzzed
@given(content=st.binary(max_size=300))
def test_any_bytes(path: Path, content: bytes) -> None:
    attempt(PARSER, lambda each: _check(path, each), content)


@fuzzed
@given(content=st.sampled_from(("utf-8", "utf-8-sig", "utf-16")).flatmap(lambda name: damaged(WHOLE.encode(name))))
def test_damaged_settings(path: Path, content: bytes) -> None:
    attempt(PARSER, lambda each: _check(path, each), content)


@fuzzed
@given(document=st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), json_values, max_size=8))
def test_settings_of_any_shape_are_kept(path: Path, document: dict[str, object]) -> None:
    def check(content: bytes) -> None:
        _check(path, content)
        before, after = json.loads(content), json.loads(path.read_text(encoding="utf-8"))
        # What a newer version wrote is still there, to the letter. (NaN is not equal to itself.)
        for name in before.keys() - set(NAMES):
            assert json.dumps(after[name]) == json.dumps(before[name])

    attempt(PARSER, check, json.dumps(document).encode())


@pytest.mark.parametrize("content", kept(PARSER))
def test_what_failed_once(path: Path, content: bytes) -> None:
    _check(path, content)

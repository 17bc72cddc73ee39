"""The service's file of keys: keys, or one line that says what is wrong with it."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.service.errors import ServiceError
from app.service.server import read_keys
from tests.fuzz.running import attempt, damaged, fuzzed, kept

PARSER = "keys"
WHOLE = "# of the office\r\n0123456789abcdef0123 \r\n\r\nfedcba98765432100000\r\n"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys") / "keys.txt"


def _check(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with contextlib.suppress(ServiceError):
        found = read_keys(path)
        assert found
        assert all(len(each) == 32 for each in found)


@fuzzed
@given(
    content=st.one_of(
        st.binary(max_size=200),
        st.sampled_from(("utf-8", "utf-8-sig", "utf-16")).flatmap(lambda name: damaged(WHOLE.encode(name))),
        st.text(max_size=80).map(str.encode),
    )
)
def test_keys_that_nobody_meant(path: Path, content: bytes) -> None:
    attempt(PARSER, lambda each: _check(path, each), content)


@pytest.mark.parametrize("content", kept(PARSER))
def test_what_failed_once(path: Path, content: bytes) -> None:
    _check(path, content)

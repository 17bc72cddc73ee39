"""How fuzz tests are run: for seconds or an hour, with what failed before, and with what fails now kept."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

CORPUS = Path(__file__).with_name("corpus")
PROFILE = "NOTEWORTHY_FUZZ"
EXAMPLES = "NOTEWORTHY_FUZZ_EXAMPLES"

settings.register_profile(
    "fuzz_seconds", deadline=None, derandomize=True, max_examples=100, suppress_health_check=list(HealthCheck)
)
settings.register_profile(
    "fuzz_hour",
    deadline=None,
    derandomize=False,
    max_examples=int(os.environ.get(EXAMPLES, "2000")),
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
_LONG = os.environ.get(PROFILE) == "hour"

fuzzed = settings(settings.get_profile("fuzz_hour" if _LONG else "fuzz_seconds"))
"""Decorator of every fuzz test, beside `given`: as many inputs as this run has time for."""


def kept(parser: str) -> list[bytes]:
    """The inputs that failed once in this parser's tests."""
    return [path.read_bytes() for path in sorted((CORPUS / parser).glob("*.bin"))]


def attempt(parser: str, parse: Callable[[bytes], object], content: bytes) -> None:
    """Let a parser have these bytes. What it raises fails the test, and in a long run the bytes are kept in `corpus/`.

    Args:
        parser: its name, that of a folder in `corpus/`.
        parse: takes the bytes, asserts what must hold of the outcome, and catches what the parser may raise.
        content: the bytes.
    """
    if not _LONG:
        parse(content)
        return
    # What ends the process cannot be caught: then this is left.
    died = CORPUS / parser / "died.bin"
    died.parent.mkdir(parents=True, exist_ok=True)
    died.write_bytes(content)
    try:
        parse(content)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        _keep(parser, error, content)
        raise
    finally:
        died.unlink()


def _keep(parser: str, error: BaseException, content: bytes) -> None:
    """Keep the bytes, the shortest for each kind of failure, as Hypothesis shortens what it found."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).stem}-{frames[-1].lineno}" if frames else "nowhere"
    path = CORPUS / parser / f"{type(error).__name__}-{place}.bin"
    if not path.exists() or len(content) < path.stat().st_size:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@st.composite
def damaged(draw: st.DrawFn, original: bytes) -> bytes:
    """These bytes with one to four things done to them, as a disk, a transfer or an editor may."""
    content = bytearray(original)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        length = draw(st.sampled_from((1, 1, 2, 4, 16, 256, 4096)))
        what = draw(st.sampled_from(("flip", "zero", "noise", "cut", "insert", "leave out", "repeat", "move")))
        part = bytes(content[start : start + length])
        if what == "flip" and part:
            content[start] ^= 1 << draw(st.integers(0, 7))
        elif what == "zero":
            content[start : start + length] = bytes(len(part))
        elif what == "noise":
            content[start : start + min(length, 16)] = draw(st.binary(min_size=1, max_size=16))
        elif what == "cut":
            del content[start:]
        elif what == "insert":
            content[start:start] = draw(st.binary(min_size=1, max_size=16))
        elif what == "leave out":
            del content[start : start + length]
        elif what == "repeat":
            content[start:start] = part * draw(st.integers(1, 8))
        else:
            content[:] = content[start:] + content[:start]
    return bytes(content)


_NUMBERS = st.one_of(
    st.integers(-2, 300),
    st.sampled_from((2**31, 2**63, 2**64, 10**400, -(10**30))),
    st.floats(),
    st.floats(0, 1),
)
_TEXTS = st.one_of(
    st.text(max_size=12),
    st.text(st.characters(categories=("Cs", "Cc", "Lo")), max_size=6),
    st.sampled_from(("", "USD", "front", "current", "auto", "x" * 5000, "\0", "\udcff", "NaN", "../../etc")),
)
json_values = st.recursive(
    st.none() | st.booleans() | _NUMBERS | _TEXTS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(_TEXTS, inner, max_size=5),
    max_leaves=12,
)
"""What a JSON document may hold anywhere: also numbers, letters and depths that few expect."""

"""Arrays of a file that may be damaged: what is not as it was asked for is refused before it is read."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import numpy as np
import pytest

from app.recognition import npz_parts
from app.recognition.npz_parts import Parts, read_shared, stored_shared


def _file(**arrays: Any) -> bytes:
    out = io.BytesIO()
    np.savez(out, **arrays)
    return out.getvalue()


def test_an_array_is_read_as_it_was_written() -> None:
    parts = Parts(_file(numbers=np.arange(6, dtype=np.uint16).reshape(2, 3)))
    assert "numbers" in parts
    assert "others" not in parts
    assert parts.array("numbers", "u2", None, 3).tolist() == [[0, 1, 2], [3, 4, 5]]


@pytest.mark.parametrize(
    ("kind", "shape"), [("u1", (2, 3)), ("u2", (6,)), ("u2", (3, 2)), ("u2", (2, 3, 1)), ("U", (2, 3))]
)
def test_what_is_of_another_kind_or_shape_is_refused(kind: str, shape: tuple[int, ...]) -> None:
    parts = Parts(_file(numbers=np.arange(6, dtype=np.uint16).reshape(2, 3)))
    with pytest.raises(ValueError, match=r"numbers (has another|is of another)"):
        parts.array("numbers", kind, *shape)


def test_columns_first_are_refused() -> None:
    parts = Parts(_file(numbers=np.asfortranarray(np.arange(6, dtype=np.uint16).reshape(2, 3))))
    with pytest.raises(ValueError, match="another kind"):
        parts.array("numbers", "u2", 2, 3)


def _with(header: str, body: bytes, version: bytes = b"\x01\x00") -> Parts:
    """A file whose one array says that of itself."""
    text = header.encode() + b"\n"
    made = b"\x93NUMPY" + version + len(text).to_bytes(2, "little") + text + body
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("numbers.npy", made)
    return Parts(out.getvalue())


def _header(shape: str, kind: str = "<u2") -> str:
    return f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}"


def test_an_array_has_the_length_that_it_says_of_itself() -> None:
    assert _with(_header("(3,)"), bytes(6)).array("numbers", "u2", None).tolist() == [0, 0, 0]
    assert _with(_header("(0,)"), b"").array("numbers", "u2", None).tolist() == []
    assert _with(_header("()"), bytes(2)).array("numbers", "u2").tolist() == 0
    for many in (0, 5, 7):
        with pytest.raises(ValueError, match="another length"):
            _with(_header("(3,)"), bytes(many)).array("numbers", "u2", None)
    for shape in ("(2, 3)", "(-1, -3)"):
        with pytest.raises(ValueError, match="another length"):
            _with(_header(shape), bytes(6)).array("numbers", "u2", None, None)


def test_another_format_of_arrays_is_refused() -> None:
    with pytest.raises(ValueError, match="another format"):
        _with(_header("(3,)"), bytes(6), b"\x02\x00").array("numbers", "u2", 3)


def test_text_of_any_length_is_text_and_nothing_else_is() -> None:
    parts = Parts(_file(names=np.array(["front", "back"]), numbers=np.arange(2, dtype=np.uint16)))
    assert parts.array("names", "U", 2).tolist() == ["front", "back"]
    for name, kind in (("numbers", "U"), ("names", "u2")):
        with pytest.raises(ValueError, match="another kind"):
            parts.array(name, kind, 2)


@pytest.mark.parametrize(("room", "is_read"), [(0, True), (-1, False)])
def test_what_is_too_large_is_not_even_read(room: int, is_read: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Parts(_file(numbers=np.arange(3, dtype=np.uint16)))
    monkeypatch.setattr(npz_parts, "_MOST_BYTES", 128 + 6 + room)
    if is_read:
        assert whole.array("numbers", "u2", 3).tolist() == [0, 1, 2]
    else:
        with pytest.raises(ValueError, match="too large"):
            whole.array("numbers", "u2", 3)


@pytest.mark.parametrize("lengths", [(), (5,), (3, 8, 1), (7, 0, 9)])
def test_what_others_show_comes_back_as_it_was_stored(lengths: tuple[int, ...]) -> None:
    rng = np.random.default_rng(1)
    shared = [rng.random((number % 3, length)) < 0.5 for number, length in enumerate(lengths, 1)]
    back = read_shared(Parts(_file(**stored_shared(shared))), lengths)
    assert [each.tolist() for each in back] == [each.tolist() for each in shared]
    assert all(each.dtype == np.bool_ and each.shape == rows.shape for each, rows in zip(back, shared, strict=True))

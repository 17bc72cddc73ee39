"""The checksum at the end of a model file, by which damage in any byte is noticed before anything is believed.

A network with a few damaged weights still runs, and names wrong values. The checksum is the comment of the archive
behind it. Its two halves are summed side by side, so that a file of ten megabytes takes some five milliseconds.
"""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor

from app.recognition.errors import ModelError

# The end of a file: this, and 128 bits of all before in hexadecimal digits; in older files BLAKE2b of all in one.
_SEAL, _OLDER_SEAL, _DIGITS = b"noteworthy blake2b halves ", b"noteworthy blake2b ", 32
# The record that ends an archive, without a comment.
_END, _END_LENGTH = b"PK\x05\x06", 22
# Of less it is not worth a thread.
_LARGE_BYTES = 1024 * 1024


def seal(model: bytes) -> bytes:
    """A model file's bytes with the checksum that belongs to them; whatever else is in it stays as it is.

    Raises:
        ModelError: there is no metadata at their end, or they have a checksum already that is damaged or no older one.
    """
    if _seal_of(model) == _OLDER_SEAL:
        check_seal(model)
        model = model[: -_DIGITS - len(_OLDER_SEAL) - 2] + b"\0\0"
    if not _ends_well(model):
        raise ModelError("model_damaged")
    sealed = model[:-2] + (len(_SEAL) + _DIGITS).to_bytes(2, "little") + _SEAL
    return sealed + _checksum(memoryview(sealed))


def check_seal(content: bytes, path: str = "") -> None:
    """See that a model file is as it was written.

    Raises:
        ModelError: it is not, or it has no checksum; `path` is where it lies.
    """
    found = _seal_of(content)
    if found is None:
        raise ModelError("model_without_checksum" if _ends_well(content) else "model_damaged", path=path)
    summed = memoryview(content)[:-_DIGITS]
    if content[-_DIGITS:] != (_checksum(summed) if found == _SEAL else _digits(summed)):
        raise ModelError("model_damaged", path=path)


def _seal_of(content: bytes) -> bytes | None:
    """Which checksum is at the end; None for none."""
    return next((each for each in (_SEAL, _OLDER_SEAL) if content[-_DIGITS - len(each) : -_DIGITS] == each), None)


def _ends_well(content: bytes) -> bool:
    return content[-_END_LENGTH : -_END_LENGTH + len(_END)] == _END and content[-2:] == b"\0\0"


def _checksum(content: memoryview) -> bytes:
    """BLAKE2b of what it gives for each half."""
    middle = len(content) // 2
    halves = content[:middle], content[middle:]
    if len(content) < _LARGE_BYTES:
        return _digits(b"".join(map(_digits, halves)))
    with ThreadPoolExecutor(2, "checksum") as pool:
        return _digits(b"".join(pool.map(_digits, halves)))


def _digits(content: bytes | memoryview) -> bytes:
    return hashlib.blake2b(content, digest_size=_DIGITS // 2).hexdigest().encode()

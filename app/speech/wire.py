"""What passes between the app and the processes of its voice and its player: packets of a JSON object and samples.

Each packet has a mark, its lengths and a checksum, so that anything else on the pipe is noticed at its first bytes.
"""

import json
import struct
import zlib
from dataclasses import dataclass
from typing import IO, Any

_START = struct.Struct(">4sIII")  # mark, bytes of JSON, bytes of sound, checksum of both
_MARK = b"NWV1"
_LONGEST = 64 << 20  # twenty minutes of sound


class Garbled(Exception):
    """What came is no packet."""


@dataclass(frozen=True, slots=True)
class Packet:
    """One message: `fields` as in `voice_worker.py` or `player_worker.py`; int16 samples in the machine's own order."""

    fields: dict[str, Any]
    samples: bytes = b""


def packed(packet: Packet) -> bytes:
    """A packet as it is sent."""
    fields = json.dumps(packet.fields).encode()
    checksum = zlib.crc32(packet.samples, zlib.crc32(fields))
    return _START.pack(_MARK, len(fields), len(packet.samples), checksum) + fields + packet.samples


def write(stream: IO[bytes], packet: Packet) -> None:
    """Sends a packet at once. Raises OSError when the other end has gone."""
    stream.write(packed(packet))
    stream.flush()


def read(stream: IO[bytes]) -> Packet | None:
    """Waits for a packet; None when the other end has gone. Raises Garbled."""
    start = stream.read(_START.size)
    if not start:
        return None
    if len(start) < _START.size or not start.startswith(_MARK):
        raise Garbled("no packet begins like this")
    _, fields_length, samples_length, checksum = _START.unpack(start)
    if fields_length + samples_length > _LONGEST:
        raise Garbled("longer than any packet")
    body = stream.read(fields_length + samples_length)
    if len(body) < fields_length + samples_length:
        raise Garbled("broken off")
    if zlib.crc32(body) != checksum:
        raise Garbled("not what was sent")
    try:
        fields = json.loads(body[:fields_length])
    except ValueError as error:
        raise Garbled("no JSON") from error
    if not isinstance(fields, dict):
        raise Garbled("no object")
    return Packet(fields, body[fields_length:])

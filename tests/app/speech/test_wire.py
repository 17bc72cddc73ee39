"""Packets over a pipe, and what is none."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.speech.wire import _LONGEST, _MARK, _START, Garbled, Packet, read, write


def sent(*packets: Packet) -> bytes:
    stream = io.BytesIO()
    for packet in packets:
        write(stream, packet)
    return stream.getvalue()


def test_packets_come_out_as_they_went_in_and_then_the_end() -> None:
    packets = [Packet({"serial": 1, "render": "20 €"}), Packet({"serial": 2}, bytes(range(256)) * 300)]
    stream = io.BytesIO(sent(*packets))
    assert [read(stream), read(stream), read(stream)] == [*packets, None]


def test_a_packet_takes_nothing_of_the_next() -> None:
    packets = [Packet({"serial": 1}, bytes(1000)), Packet({"serial": 2})]
    stream = io.BytesIO(sent(*packets))
    assert [read(stream), read(stream), read(stream)] == [*packets, None]


@pytest.mark.parametrize(
    ("fields", "samples", "fits"), [(2, _LONGEST - 2, True), (2, _LONGEST - 1, False), (3, _LONGEST, False)]
)
def test_what_claims_to_be_longer_than_any_packet_is_not_even_read(fields: int, samples: int, fits: bool) -> None:
    stream = io.BytesIO(_START.pack(_MARK, fields, samples, 0) + b"{}")
    with pytest.raises(Garbled, match="broken off" if fits else "longer"):
        read(stream)


@given(st.binary(min_size=1, max_size=100))
def test_garbage_is_noticed(garbage: bytes) -> None:
    with pytest.raises(Garbled):
        read(io.BytesIO(garbage))


@given(st.integers(0, 60), st.integers(1, 255))
def test_a_byte_that_was_changed_is_noticed(place: int, change: int) -> None:
    whole = bytearray(sent(Packet({"serial": 1}, b"sound" * 10)))
    whole[place] ^= change
    with pytest.raises(Garbled):
        read(io.BytesIO(bytes(whole)))


def test_a_packet_that_breaks_off_is_noticed() -> None:
    whole = sent(Packet({"serial": 1}, b"sound"))
    for length in range(1, len(whole)):
        with pytest.raises(Garbled):
            read(io.BytesIO(whole[:length]))

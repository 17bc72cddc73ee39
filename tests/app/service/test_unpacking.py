"""The process's own side: jobs written to it one after the other, and what it writes back."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from app.service import unpacking
from app.service.errors import Refused
from app.service.unpacking import HEAD, take_picture
from tests.app.service.fakes import GREEN, encoded, jpeg, rgb

PROCESSOR_S, MEMORY_BYTES = 60, 512 * 1024 * 1024
PICTURE, TENSOR = jpeg(), b'{"inputs": [{"name": "picture", "datatype": "BYTES", "shape": [2], "data": ["AAAA", ""]}]}'


def _job(content: bytes, **head: Any) -> bytes:
    text = json.dumps({**head, "length": len(content)}).encode()
    return HEAD.pack(len(text)) + text + content


def _answers(written: bytes) -> Iterator[tuple[dict[str, Any], list[bytes]]]:
    while written:
        size = HEAD.unpack(written[: HEAD.size])[0]
        head = json.loads(written[HEAD.size : HEAD.size + size])
        written = written[HEAD.size + size :]
        blobs = []
        for length in head["lengths"]:
            blobs.append(written[:length])
            written = written[length:]
        yield head, blobs


def _run(jobs: bytes, memory_bytes: int = MEMORY_BYTES) -> list[tuple[dict[str, Any], list[bytes]]]:
    """What the process answers to these jobs, before it ends by itself."""
    command = [sys.executable, "-m", "app.service.unpacking", str(PROCESSOR_S), str(memory_bytes), "-1", "0"]
    done = subprocess.run(command, input=jobs, capture_output=True, check=True, timeout=60)
    assert done.stderr == b""
    return list(_answers(done.stdout))


def _picture_job(content: bytes = PICTURE, content_type: str = "image/jpeg") -> bytes:
    return _job(content, job="picture", content_type=content_type)


def test_jobs_are_done_one_after_the_other_until_the_other_side_closes() -> None:
    form = b'--x\r\nContent-Disposition: form-data; name="currency"\r\n\r\nusd\r\n'
    form += b'--x\r\nContent-Disposition: form-data; name="picture"; filename="n"\r\n\r\n' + PICTURE + b"\r\n--x--\r\n"
    answers = _run(
        _picture_job()
        + _picture_job(b"hello")
        + _picture_job(form, "multipart/form-data; boundary=x")
        + _job(TENSOR, job="request", header_length=None, size=32)
        + _job(b"{}", job="request", header_length=None, size=32)
        + _job(b"{}", job="request", header_length=None)
        + _picture_job(bytes(1_100_000))
        + _picture_job()
    )
    first, refused, of_form, request, bad, faulty, large, last = answers
    fields, image = take_picture("image/jpeg", [PICTURE])
    assert fields == {}
    assert first == ({"fields": {}, "shape": [48, 64, 3], "lengths": [image.size]}, [image.tobytes()])
    assert refused[0]["refused"][0] == 415
    assert refused[1] == []
    assert of_form[0]["fields"] == {"currency": "usd"}
    assert of_form[1] == first[1]
    assert request[1] == [b"\0\0\0", b""]
    assert bad[0]["refused"][0] == 400
    assert faulty[0]["fault"].startswith("KeyError")
    assert large[0]["refused"][0] == 415, "a large body is let go, and the next is done"
    assert last == first


@pytest.mark.parametrize("broken", [HEAD.pack(9)[:3], _picture_job()[:-1], b""])
def test_half_a_job_ends_it_in_peace(broken: bytes) -> None:
    answers = _run(_picture_job() + broken)
    assert [head["shape"] for head, _ in answers] == [[48, 64, 3]]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a process's memory so")
def test_a_job_that_takes_more_memory_than_it_may_is_refused_and_the_next_is_done() -> None:
    wide = encoded(rgb(width=4000, height=4000), "PNG")
    refused, next_one = _run(_picture_job(wide) + _picture_job(), 24 * 1024 * 1024)
    assert refused[0]["refused"][0] in (413, 422)
    assert next_one[0]["shape"] == [48, 64, 3]


def test_a_picture_is_taken_out_of_its_list_so_that_it_need_not_stay() -> None:
    held = [PICTURE]
    fields, image = take_picture("", held)
    assert held == []
    assert fields == {}
    assert np.allclose(image.reshape(-1, 3).mean(0), GREEN[::-1], atol=4)
    with pytest.raises(Refused) as caught:
        take_picture("", [b"hello"])
    assert caught.value.status == 415


def test_what_takes_more_memory_than_there_is_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def take(content_type: str, held: list[bytes]) -> None:
        raise MemoryError

    monkeypatch.setattr(unpacking, "take_picture", take)
    head, blobs = unpacking._answered({"job": "picture", "content_type": "image/png"}, [b"large"], None)
    assert head == {"refused": [413, "This takes too much memory to read: make it smaller."]}
    assert blobs == []

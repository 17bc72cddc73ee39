"""A real process that takes bytes apart: what it gives, what ends it, and that another one takes its place."""

import io
import json
import mmap
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import cv2
import numpy as np
import pytest

from app import memory
from app.service import inference
from app.service import unpacker as module
from app.service.errors import Refused
from app.service.picture import read_picture
from app.service.unpacker import Unpacker
from tests.app.service.fakes import GREEN, WAIT_S, encoded, jpeg, rgb

# Decoding it takes some tenths of a second on any machine.
SLOW = cv2.imencode(".png", np.zeros((3600, 3600, 3), np.uint8))[1].tobytes()


@pytest.fixture(scope="module")
def unpacker() -> Iterator[Unpacker]:
    unpacker = Unpacker()
    yield unpacker
    unpacker.close()


def _refused(unpacker: Unpacker, body: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        unpacker.picture("", body)
    return caught.value


def test_the_pixels_are_those_that_would_be_read_here(unpacker: Unpacker) -> None:
    noise = np.random.default_rng(5).integers(0, 256, (900, 1700, 3), np.uint8)
    data = cv2.imencode(".jpg", noise)[1].tobytes()
    fields, image = unpacker.picture("image/jpeg", data)
    assert fields == {}
    assert np.array_equal(image, read_picture(data))


def test_what_takes_just_the_memory_that_there_is_is_read_and_a_byte_more_refused() -> None:
    data = jpeg()
    unpacker = Unpacker(memory_bytes=2 * len(data))
    try:
        assert _refused(unpacker, data + b"\0").status == 413
        assert unpacker.picture("", data)[1].shape == (48, 64, 3)
    finally:
        unpacker.close()


def test_what_is_free_here_is_given_back_before_something_large_is_taken_apart(
    unpacker: Unpacker, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_back: list[bool] = []
    monkeypatch.setattr(memory, "trim", lambda: given_back.append(True))
    for more, times in ((256 * 1024 - 1 - len(jpeg()), 0), (256 * 1024 - len(jpeg()), 1)):
        unpacker.picture("", jpeg() + bytes(more))
        assert len(given_back) == times


def test_a_large_body_does_not_lie_here_too_while_it_is_taken_apart(unpacker: Unpacker) -> None:
    data = jpeg()
    body = mmap.mmap(-1, len(data) + 1_000_000)
    body[: len(data)] = data
    assert unpacker.picture("", body)[1].shape == (48, 64, 3)
    assert body.closed


def test_a_form_gives_its_fields_and_its_picture(unpacker: Unpacker) -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="currency"\r\n\r\nusd\r\n'
        b'--x\r\nContent-Disposition: form-data; name="picture"; filename="n"\r\n\r\n' + jpeg(GREEN) + b"\r\n--x--\r\n"
    )
    fields, image = unpacker.picture("multipart/form-data; boundary=x", body)
    assert fields == {"currency": "usd"}
    assert image.shape == (48, 64, 3)


def test_a_long_request_comes_back_as_it_was_read_here(unpacker: Unpacker) -> None:
    square = np.arange(32 * 32 * 3, dtype=np.int64).reshape(1, 32, 32, 3) % 256
    tensor = f'{{"name": "image", "datatype": "UINT8", "shape": [1,32,32,3], "data": {square.tolist()}}}'
    body = f'{{"id": "é", "parameters": {{"currency": "USD"}}, "inputs": [{tensor}]}}'.encode()
    there, here = unpacker.request(body, None, 32), inference.parse(body, None, 32)
    assert (there.id, there.currency, there.outputs, there.pictures) == ("é", "USD", here.outputs, ())
    assert np.array_equal(there.images[0], here.images[0])
    body = b'{"inputs": [{"name": "picture", "datatype": "BYTES", "shape": [2], "data": ["AAAA", ""]}]}'
    assert unpacker.request(body, None, 32).pictures == (b"\0\0\0", b"")


def test_refusals_come_back_whole(unpacker: Unpacker) -> None:
    assert _refused(unpacker, b"hello").status == 415
    assert "at most 50 million" in _refused(unpacker, encoded(rgb(width=9000, height=6000), "PNG")).message
    with pytest.raises(Refused) as caught:
        unpacker.request(b"{}", None, 32)
    assert caught.value.status == 400


@pytest.mark.skipif(sys.platform == "win32", reason="Windows counts no process's time")
def test_what_takes_too_much_of_the_processor_is_ended_and_the_next_is_read() -> None:
    unpacker = Unpacker(processor_s=0.1)
    try:
        refused = _refused(unpacker, SLOW)
        assert refused.status == 422
        assert "more than 0.1 seconds" in refused.message
        assert unpacker.picture("", jpeg())[1].shape == (48, 64, 3)
    finally:
        unpacker.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a process's memory so")
def test_what_takes_too_much_memory_is_refused_and_the_next_is_read() -> None:
    unpacker = Unpacker(memory_bytes=30 * 1024 * 1024)
    try:
        assert _refused(unpacker, SLOW).status in (413, 422)
        assert _refused(unpacker, bytes(20_000_000)).status == 413
        assert unpacker.picture("", jpeg())[1].shape == (48, 64, 3)
    finally:
        unpacker.close()


def test_what_only_takes_time_is_ended_too() -> None:
    now_s = [0.0]
    unpacker = Unpacker(processor_s=60, clock=lambda: now_s[0])
    try:
        unpacker.picture("", jpeg())
        process = unpacker._process
        assert process is not None
        if sys.platform != "win32":
            os.kill(process.pid, signal.SIGSTOP)
        ended = threading.Event()

        def watch() -> None:
            while not ended.is_set():
                if unpacker._since_s is not None:
                    now_s[0] = 11.0
                    unpacker.watch(now_s[0])

        watching = threading.Thread(target=watch)
        watching.start()
        try:
            assert _refused(unpacker, SLOW).status == 422
        finally:
            ended.set()
            watching.join()
        assert unpacker.picture("", jpeg())[1].shape == (48, 64, 3)
    finally:
        unpacker.close()


def test_a_process_that_is_killed_is_replaced() -> None:
    unpacker = Unpacker()
    try:
        process = unpacker._process
        assert process is not None
        process.kill()
        process.wait(WAIT_S)
        assert _refused(unpacker, jpeg()).status == 422
        assert unpacker.picture("", jpeg())[1].shape == (48, 64, 3)
    finally:
        unpacker.close()


def test_closed_in_the_middle_of_a_job_it_refuses_and_starts_no_other() -> None:
    unpacker = Unpacker(processor_s=60)
    found: list[int] = []
    thread = threading.Thread(target=lambda: found.append(_refused(unpacker, SLOW).status))
    thread.start()
    while unpacker._since_s is None and thread.is_alive():
        pass
    unpacker.close()
    thread.join(WAIT_S)
    assert found == [503]
    assert _refused(unpacker, jpeg()).status == 503
    unpacker.close()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_the_signals_that_end_the_service_leave_its_processes_to_finish() -> None:
    unpacker = Unpacker()
    try:
        unpacker.picture("", jpeg())
        process = unpacker._process
        assert process is not None
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            process.send_signal(number)
        assert unpacker.picture("", jpeg())[1].shape == (48, 64, 3)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(WAIT_S) == 0, "it goes by itself when the service has gone"
    finally:
        unpacker.close()


def test_it_loads_neither_the_interpreter_nor_the_web_framework() -> None:
    code = (
        "import sys, app.service.unpacking; "
        "sys.exit(any(m.startswith(('ai_edge_litert', 'fastapi', 'pydantic', 'PySide6')) for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("since_s", [None, 100.0])
def test_a_job_is_ended_once_it_took_longer_than_the_longest(since_s: float | None) -> None:
    unpacker = Unpacker(longest_s=8.0)
    try:
        unpacker._since_s = since_s
        process = unpacker._process
        assert process is not None
        for now_s in (100.0, 107.9, 108.0):
            unpacker.watch(now_s)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0)
        unpacker.watch(108.125)
        if since_s is None:
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(0)
        else:
            assert process.wait(WAIT_S) == -signal.SIGKILL
    finally:
        unpacker._since_s = None
        unpacker.close()


def _answering(content: bytes) -> Any:
    """A process that has answered so, and says no more."""
    return SimpleNamespace(stdout=io.BytesIO(content))


def _answer(head: dict[str, Any], *bodies: bytes) -> bytes:
    text = json.dumps(head).encode()
    return module.HEAD.pack(len(text)) + text + b"".join(bodies)


@pytest.mark.parametrize(("room", "is_taken"), [(0, True), (-1, False)])
def test_what_a_process_answers_is_taken_to_its_bounds(
    room: int, is_taken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = _answer({"lengths": [3, 0, 2], "said": "yes"}, b"abc", b"de")
    (length,) = module.HEAD.unpack(content[: module.HEAD.size])
    for most_head, most_bytes in ((length + room, 99), (99, 5 + room)):
        monkeypatch.setattr(module, "_HEAD_BYTES", most_head)
        if is_taken:
            head, bodies = module._receive(_answering(content), most_bytes)
            assert head == {"lengths": [3, 0, 2], "said": "yes"}
            assert [bytes(body) for body in bodies] == [b"abc", b"", b"de"]
        else:
            with pytest.raises(module._Lost):
                module._receive(_answering(content), most_bytes)


def test_an_answer_that_is_cut_off_is_none() -> None:
    content = _answer({"lengths": [3]}, b"abc")
    for end in range(len(content)):
        with pytest.raises(module._Lost):
            module._receive(_answering(content[:end]), 99)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has memory that can be sealed")
def test_the_shared_memory_keeps_its_size_whatever_becomes_of_the_process() -> None:
    import fcntl

    shared = module._SharedMemory(4096)
    assert shared.files == (shared.file,)
    assert len(shared.memory) == 4096
    for size in (0, 4095, 4097):
        with pytest.raises(PermissionError):
            os.ftruncate(shared.file, size)
    with pytest.raises(PermissionError):
        fcntl.fcntl(shared.file, fcntl.F_ADD_SEALS, fcntl.F_SEAL_WRITE)
    with pytest.raises(TypeError):
        shared.memory[0] = 1


@pytest.mark.parametrize(("now_s", "kills"), [(108.0, 0), (108.0625, 1)])
def test_a_job_of_just_the_longest_time_is_not_ended(now_s: float, kills: int) -> None:
    killed: list[None] = []
    unpacker: Any = Unpacker.__new__(Unpacker)
    unpacker._lock, unpacker._longest_s, unpacker._since_s = threading.Lock(), 8.0, 100.0
    unpacker._process = SimpleNamespace(kill=lambda: killed.append(None))
    unpacker.watch(now_s)
    assert len(killed) == kills
    unpacker._process = None
    unpacker.watch(now_s)

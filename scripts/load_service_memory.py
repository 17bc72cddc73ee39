"""Measures what one worker of the service holds in memory over everything that may be sent to it, worst cases included.

    .venv/bin/python scripts/load_service_memory.py
    .venv/bin/python scripts/load_service_memory.py --beside "schemathesis … run http://127.0.0.1:8345/openapi.json"

The service is started with one worker and sent each case in turn, then many at once. All the while the memory of its
process and of the one that takes pictures apart is read from the kernel, pages that they share with each other or with
other programs counted by their share (PSS; Linux). Printed is the most that each held, and both at the same moment.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import contextlib
import gzip
import json
import os
import re
import shlex
import struct
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
PEOPLE = "/v1/recognize"
TABLES = "/v1/table"
PROGRAMS = "/v2/models/noteworthy/infer"
SIZE = 224
MOST = 20 * 1024 * 1024
_EVERY_S = 0.005
_SAME_MOMENT_KB = 8 * 1024


@dataclass
class Memory:
    """The most that was seen, in KB, since it was last asked: of the service, of what it started, and of both."""

    pid: int
    most: list[int] = field(default_factory=lambda: [0, 0, 0])
    ever: list[int] = field(default_factory=lambda: [0, 0, 0])
    ended: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        """Look, until `ended`. On a busy machine that may take so long that what is seen is of two moments."""
        while not self.ended.wait(_EVERY_S):
            before = _pss_kb(self.pid)
            children = [_pss_kb(child) for child in _children(self.pid)]
            own = _pss_kb(self.pid)
            is_one_moment = abs(own - before) <= _SAME_MOMENT_KB
            now = [own, sum(children), own + sum(children) if is_one_moment else 0]
            self.most = [max(pair) for pair in zip(self.most, now, strict=True)]
            self.ever = [max(pair) for pair in zip(self.ever, now, strict=True)]


def _pss_kb(pid: int) -> int:
    with contextlib.suppress(OSError):
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
        return int(found[1]) if found else 0
    return 0


def _children(pid: int) -> list[int]:
    found: list[int] = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            with contextlib.suppress(OSError):
                found += map(int, (task / "children").read_text().split())
    return found


@dataclass(frozen=True)
class Case:
    """One request."""

    name: str
    path: str
    body: bytes
    headers: str = ""

    def request(self) -> bytes:
        """As it goes over the line."""
        head = f"POST {self.path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: {len(self.body)}\r\n{self.headers}"
        return f"{head}connection: close\r\n\r\n".encode() + self.body


def _noise(width: int, height: int, *, channels: int = 3, deep: bool = False) -> np.ndarray:
    rng = np.random.default_rng(1)
    small = rng.integers(0, 65536 if deep else 256, (height // 8, width // 8, channels))
    small = small.astype(np.uint16 if deep else np.uint8)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)


def _encoded(suffix: str, image: np.ndarray, *options: int) -> bytes:
    return cv2.imencode(suffix, image, list(options))[1].tobytes()


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _pictures() -> Iterator[tuple[str, bytes]]:
    quality, progressive = cv2.IMWRITE_JPEG_QUALITY, (cv2.IMWRITE_JPEG_PROGRESSIVE, 1)
    for width, height in ((640, 480), (1280, 960), (4000, 3000), (8000, 6000), (8100, 6100)):
        name = f"JPEG {width * height / 1e6:.0f} million"
        yield name, _encoded(".jpg", _noise(width, height), quality, 80)
    for width, height in ((4000, 3000), (6000, 4000), (6400, 4800)):
        name = f"progressive JPEG {width * height / 1e6:.0f} million"
        yield name, _encoded(".jpg", _noise(width, height), quality, 80, *progressive)
    for width, height in ((1920, 1080), (4000, 3000), (5000, 4000), (6400, 4800)):
        million = f"{width * height / 1e6:.0f} million"
        plain = _noise(width, height)
        if width * height < 25_000_000:
            yield f"PNG {million}", _encoded(".png", plain, cv2.IMWRITE_PNG_COMPRESSION, 6)
        flat = np.full((height, width, 4), 90, np.uint16)
        yield f"PNG 16 bits, transparent, {million}", _encoded(".png", flat)
        yield f"WebP {million}", _encoded(".webp", plain, cv2.IMWRITE_WEBP_QUALITY, 60)
    whole = _encoded(".jpg", _noise(640, 480))
    scans = _encoded(".jpg", _noise(640, 480), *progressive)
    last = scans[scans.rfind(b"\xff\xda") : -2]
    yield "JPEG of 5000 scans", scans[:-2] + last * 5000 + scans[-2:]
    yield "JPEG of 100 scans", scans[:-2] + last * 80 + scans[-2:]
    large = _encoded(".jpg", _noise(4000, 3000), *progressive)
    end = large[large.rfind(b"\xff\xda") : -2]
    yield "JPEG of 12 million, 60 scans", (large[:-2] + end * 50 + large[-2:])[:MOST]
    yield "JPEG of 5 million markers", whole[:2] + b"\xff\xfe\x00\x02" * 5_000_000 + whole[2:]
    yield "JPEG with 19 MB of fill bytes", whole[:2] + b"\xff" * 19_000_000 + whole[2:]
    yield "JPEG with 19 MB behind it", whole + bytes(19_000_000)
    png = _encoded(".png", _noise(640, 480))
    yield "PNG of a million chunks", png[:33] + _chunk(b"tEXt", b"a") * 1_000_000 + png[33:]
    text = _chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(8_000_000), 9))
    yield "PNG of 2000 compressed texts", (png[:33] + text * 2000)[: MOST - len(png)] + png[33:]
    yield "PNG that claims 4 GB", png[:33] + struct.pack(">I", 0xFFFFFFF0) + b"IDAT"
    yield "noise", np.random.default_rng(2).bytes(19_000_000)
    yield "half a JPEG", whole[: len(whole) // 2]


def _json_cases() -> Iterator[Case]:
    def document(data: str, name: str, datatype: str, shape: list[int]) -> bytes:
        tensor = f'{{"name":"{name}","datatype":"{datatype}","shape":{json.dumps(shape)},"data":{data}}}'
        return f'{{"inputs":[{tensor}]}}'.encode()

    shape = [16, SIZE, SIZE, 3]
    numbers = SIZE * SIZE * 3
    eight = 8 * 1024 * 1024 - 200
    yield Case(
        "JSON of 2 million numbers", PROGRAMS, document(f"[{'1,' * (16 * numbers - 1)}1]", "image", "UINT8", shape)
    )
    nested = "[" + ",".join(["[1,2,3]"] * (eight // 8)) + "]"
    yield Case("JSON of a million lists", PROGRAMS, document(nested, "image", "UINT8", shape))
    empty = "[" + ",".join(["[]"] * (eight // 3)) + "]"
    yield Case("JSON of empty lists", PROGRAMS, document(empty, "image", "UINT8", shape))
    yield Case("JSON of 1.6 million levels", PROGRAMS, document("[" * 1_600_000, "image", "UINT8", shape))
    yield Case("JSON of names", PROGRAMS, b'{"x":{' + b",".join(b'"%d":0' % n for n in range(500_000)) + b"}}")
    yield Case("JSON of escapes", PROGRAMS, document('["' + "\\u0041" * (eight // 6) + '"]', "picture", "BYTES", [1]))
    jpeg = base64.b64encode(_encoded(".jpg", _noise(4000, 3000), cv2.IMWRITE_JPEG_QUALITY, 80))[: eight // 4 * 4]
    yield Case("a JPEG in base64", PROGRAMS, document(f'["{jpeg.decode()}"]', "picture", "BYTES", [1]))
    small = base64.b64encode(_encoded(".jpg", _noise(1280, 960))).decode()
    yield Case("16 JPEGs in base64", PROGRAMS, document(json.dumps([small] * 16), "picture", "BYTES", [16]))
    tensor = {"name": "image", "datatype": "UINT8", "shape": shape, "parameters": {"binary_data_size": 16 * numbers}}
    head = json.dumps({"inputs": [tensor]}).encode()
    extra = f"inference-header-content-length: {len(head)}\r\n"
    yield Case("16 tensors", PROGRAMS, head + bytes(16 * numbers), extra)
    picture = _encoded(".png", _noise(2400, 1800))
    element = struct.pack("<I", len(picture)) + picture
    count = min(16, MOST // (len(element) + 100))
    tensor = {
        "name": "picture",
        "datatype": "BYTES",
        "shape": [count],
        "parameters": {"binary_data_size": count * len(element)},
    }
    head = json.dumps({"inputs": [tensor]}).encode()
    yield Case(
        f"{count} PNGs in 20 MB", PROGRAMS, head + element * count, f"inference-header-content-length: {len(head)}\r\n"
    )


def _table(width: int, height: int, columns: int) -> np.ndarray:
    """Specimen notes in rows, so many beside each other, with noise between them."""
    scene = _noise(width, height)
    paths = sorted((ROOT / "assets" / "specimens").glob("*.png"))
    notes = [np.asarray(cv2.imread(str(path)), np.uint8) for path in paths]
    wide = int(width / columns * 0.9)
    tall = wide * notes[0].shape[0] // notes[0].shape[1]
    for number in range(columns * (height // (tall + 10))):
        row, column = divmod(number, columns)
        left, top = column * width // columns, row * (tall + 10)
        scene[top : top + tall, left : left + wide] = cv2.resize(notes[number % len(notes)], (wide, tall))
    return scene


def _table_cases() -> Iterator[Case]:
    for columns, width, height in ((2, 1280, 960), (5, 1280, 960), (6, 4000, 3000), (12, 4000, 3000)):
        picture = _encoded(".jpg", _table(width, height, columns), cv2.IMWRITE_JPEG_QUALITY, 85)
        for currency in ("XTS", "all"):
            yield Case(
                f"a table, {columns} notes wide, of {width} x {height}, {currency}",
                f"{TABLES}?currency={currency}",
                picture,
            )
    noise = _encoded(".jpg", _noise(4000, 3000), cv2.IMWRITE_JPEG_QUALITY, 80)
    yield Case("a table of noise", f"{TABLES}?currency=all", noise)
    yield Case("noise, whichever currency", f"{PEOPLE}?currency=detect", noise)
    small = base64.b64encode(_encoded(".jpg", _table(1280, 960, 4), cv2.IMWRITE_JPEG_QUALITY, 80)).decode()
    tensor = {"name": "picture", "datatype": "BYTES", "shape": [4], "data": [small] * 4}
    asked = {"inputs": [tensor], "outputs": [{"name": "table"}], "parameters": {"currency": "all"}}
    yield Case("four tables in base64", PROGRAMS, json.dumps(asked).encode())


def cases() -> Iterator[Case]:
    """Everything, one at a time."""
    yield from _table_cases()
    for name, body in _pictures():
        if len(body) <= MOST:
            yield Case(name, PEOPLE, body)
    yield from _json_cases()
    jpeg = _encoded(".jpg", _noise(4000, 3000))
    form = b'--x\r\nContent-Disposition: form-data; name="picture"; filename="n.jpg"\r\n\r\n'
    yield Case(
        "a form of 20 MB",
        PEOPLE,
        (form + jpeg + bytes(MOST - len(jpeg) - 200)) + b"\r\n--x--\r\n",
        "content-type: multipart/form-data; boundary=x\r\n",
    )
    parts = b"".join(b'--x\r\nContent-Disposition: form-data; name="a%d"\r\n\r\n1\r\n' % n for n in range(200_000))
    yield Case(
        "a form of 200,000 fields", PEOPLE, parts + b"--x--\r\n", "content-type: multipart/form-data; boundary=x\r\n"
    )
    yield Case("20 MB of nothing, compressed", PEOPLE, gzip.compress(bytes(MOST - 10)), "content-encoding: gzip\r\n")
    yield Case("a gzip bomb", PEOPLE, gzip.compress(bytes(1_000_000_000)), "content-encoding: gzip\r\n")
    yield Case("20 MB, refused unread", PEOPLE, bytes(MOST + 1))


async def _send(port: int, request: bytes) -> int:
    """The status of the answer; 0 for none."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(request)
            line = await asyncio.wait_for(reader.readline(), 60)
            await reader.read()
            return int(line.split()[1])
        finally:
            writer.close()
    except (OSError, IndexError, asyncio.TimeoutError):
        return 0


async def _at_once(port: int, requests: list[bytes], clients: int) -> dict[int, int]:
    statuses: dict[int, int] = {}
    waiting = list(requests)

    async def client() -> None:
        while waiting:
            status = await _send(port, waiting.pop())
            statuses[status] = statuses.get(status, 0) + 1

    await asyncio.gather(*(client() for _ in range(clients)))
    return statuses


def _same(body: bytes, times: int) -> list[bytes]:
    return [Case("", PEOPLE, body).request()] * times


def _padded() -> bytes:
    large = _encoded(".jpg", _noise(1280, 960))
    return large + bytes(MOST - len(large))


def _crowds() -> Iterator[tuple[str, Callable[[], list[bytes]], int]]:
    """Name, what makes the requests, and how many send them at once."""
    yield "16 connections, JPEGs of 1280 x 960", lambda: _same(_encoded(".jpg", _noise(1280, 960)), 200), 16
    phone = (cv2.IMWRITE_JPEG_QUALITY, 80)
    yield "64 connections, JPEGs of 12 million", lambda: _same(_encoded(".jpg", _noise(4000, 3000), *phone), 128), 64
    yield "4 connections, all cases", lambda: [case.request() for case in cases()], 4
    yield "12 connections, bodies of 20 MB", lambda: _same(_padded(), 24), 12


def main() -> int:
    """Read the command line, measure, print; returns 0 when it could be measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=ROOT, help="the checkout whose service is measured; default: this")
    parser.add_argument("--port", type=int, default=8345, help="default: %(default)s")
    parser.add_argument("--beside", help="a command to run against the service when the cases are through")
    parser.add_argument("--cases", default="", help="only those with this in their names")
    parser.add_argument("--only-beside", action="store_true", help="leave the cases out")
    given = parser.parse_args()
    command = [sys.executable, "main.py", "serve", "--workers", "1", "--port", str(given.port)]
    server = subprocess.Popen(command, cwd=given.root, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": ""})
    memory = Memory(server.pid)
    watcher = threading.Thread(target=memory.watch, daemon=True)
    try:
        assert server.stdout is not None
        if b"Listening" not in server.stdout.readline():
            raise SystemExit("The service did not start; it says why above.")
        watcher.start()
        print("| | answer | s | service, MB | decoding, MB | both, MB |\n|---|---|---|---|---|---|", flush=True)
        if not given.only_beside:
            _measure(given.port, memory, given.cases)
        if given.beside:
            memory.most = [0, 0, 0]
            start = time.monotonic()
            code = subprocess.run(shlex.split(given.beside), check=False, stdout=subprocess.DEVNULL).returncode
            _line(given.beside.split()[0], f"exit code {code}", time.monotonic() - start, memory.most)
        _line("**all**", "", 0, memory.ever)
    finally:
        memory.ended.set()
        server.terminate()
        server.wait(60)
    return 0


def _measure(port: int, memory: Memory, named: str) -> None:
    for case in cases():
        if named not in case.name:
            continue
        memory.most = [0, 0, 0]
        start = time.monotonic()
        status = asyncio.run(_send(port, case.request()))
        time.sleep(3 * _EVERY_S)
        _line(case.name, str(status), time.monotonic() - start, memory.most)
    for name, make, clients in _crowds():
        if named not in name:
            continue
        requests = make()
        memory.most = [0, 0, 0]
        start = time.monotonic()
        statuses = asyncio.run(_at_once(port, requests, clients))
        answers = ", ".join(f"{status}: {count}" for status, count in sorted(statuses.items()))
        _line(name, answers, time.monotonic() - start, memory.most)


def _line(name: str, answer: str, took_s: float, kb: list[int]) -> None:
    own, children, both = (each / 1024 for each in kb)
    print(f"| {name} | {answer} | {took_s:.1f} | {own:.0f} | {children:.0f} | {both:.0f} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())

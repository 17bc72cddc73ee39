"""Stops the service with SIGTERM in the midst of load, and tells what became of every request that it had taken in.

    .venv/bin/python scripts/load_service_stop.py --runs 3

So many clients send pictures without pause, half of them over connections that stay open, half over a new one each
time. After some seconds the signal comes. A request counts as lost when it was sent whole, on a connection that was
taken, and no answer came. One that was refused with 503 was answered. It ends with 1 where one was lost, or where the
service did not end by itself with 0 within its 30 seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parents[1]
_WITHIN_S = 30.0


@dataclass
class Run:
    """What came of one run's requests: how many were answered with which status, before the signal and after; lost."""

    is_stopping: bool = False
    before: Counter[int] = field(default_factory=Counter)
    after: Counter[int] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)

    def answered(self, status: int) -> None:
        """One answer more."""
        (self.after if self.is_stopping else self.before)[status] += 1


def _picture(width: int, height: int) -> bytes:
    note = np.asarray(cv2.imread(str(ROOT / "assets" / "specimens" / "XTS_100_front.png")), np.uint8)
    scene = np.full((height, width, 3), 90, np.uint8)
    wide = round(width * 0.8)
    tall = min(height, wide * note.shape[0] // note.shape[1])
    scene[(height - tall) // 2 :][:tall, (width - wide) // 2 :][:, :wide] = cv2.resize(note, (wide, tall))
    return bytes(cv2.imencode(".jpg", scene)[1])


async def _client(port: int, request: bytes, run: Run, *, keeps: bool) -> None:
    while True:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            return  # it takes no connection any more
        try:
            while True:
                try:
                    writer.write(request)
                    await writer.drain()
                except OSError:
                    break  # an open connection that was closed before the request was on its way
                status = await _answer(reader, run, is_first=not keeps)
                if status is None or not keeps:
                    break
        finally:
            writer.close()
        if run.is_stopping:
            return


async def _answer(reader: asyncio.StreamReader, run: Run, *, is_first: bool) -> int | None:
    """The status of one answer, read whole; None where there is no further one on this connection."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        status = int(head.split(None, 2)[1])
        lines = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:-2])
        await reader.readexactly(int(lines[b"content-length"]))
    except (OSError, asyncio.IncompleteReadError, KeyError, ValueError, IndexError) as error:
        run.lost.append(f"{'new' if is_first else 'open'} connection: {error!r}")
        return None
    run.answered(status)
    return None if lines.get(b"connection") == b"close" else status


async def _load(port: int, clients: int, request: bytes, seconds: float, server: subprocess.Popen[bytes]) -> Run:
    run = Run()
    keeping = request.replace(b"connection: close\r\n", b"")
    tasks = [
        asyncio.create_task(_client(port, keeping if n % 2 else request, run, keeps=bool(n % 2)))
        for n in range(clients)
    ]
    await asyncio.sleep(seconds)
    server.send_signal(signal.SIGTERM)
    run.is_stopping = True
    await asyncio.gather(*tasks)
    return run


def _one(given: argparse.Namespace, request: bytes) -> bool:
    command = [sys.executable, "main.py", "serve", "--workers", str(given.workers), "--port", str(given.port)]
    server = subprocess.Popen(command, cwd=given.root, stdout=subprocess.PIPE)
    try:
        assert server.stdout is not None
        if b"Listening" not in server.stdout.readline():
            raise SystemExit("The service did not start; it says why above.")
        start = time.monotonic()
        run = asyncio.run(_load(given.port, given.clients, request, given.seconds, server))
        code = server.wait(_WITHIN_S + 5)
    finally:
        server.kill()
    took_s = time.monotonic() - start - given.seconds
    print(
        f"answered {sum(run.before.values()) + sum(run.after.values())}: before {dict(run.before)}, after the signal "
        f"{dict(run.after)}; lost {len(run.lost)}; ended with {code} after {took_s:.1f} s",
        *run.lost[:10],
        sep="\n  ",
        flush=True,
    )
    return not run.lost and code == 0 and took_s <= _WITHIN_S


def main() -> int:
    """Read the command line, run, print; 0 when nothing was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=ROOT, help="the checkout whose service is stopped; default: this")
    parser.add_argument("--port", type=int, default=8347, help="default: %(default)s")
    parser.add_argument("--clients", type=int, default=24, help="default: %(default)s")
    parser.add_argument("--workers", type=int, default=1, help="default: %(default)s")
    parser.add_argument("--seconds", type=float, default=4.0, help="before the signal; default: %(default)s")
    parser.add_argument("--runs", type=int, default=3, help="default: %(default)s")
    parser.add_argument("--path", default="/v1/recognize", help="default: %(default)s")
    parser.add_argument("--size", default="640x480", help="of the pictures; default: %(default)s")
    given = parser.parse_args()
    width, height = map(int, given.size.split("x"))
    body = _picture(width, height)
    head = f"POST {given.path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"
    held = [_one(given, head.encode() + body) for _ in range(given.runs)]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())

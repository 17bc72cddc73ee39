"""Puts the service under load on loopback and sets it against the bare readers on the same cores, in the same run.

    .venv/bin/python scripts/load_service.py
    .venv/bin/python scripts/load_service.py --server-cores 0-3 --client-cores 4-7 --seconds 20

The server (or the two readers of a picture alone) has the first cores to itself and the clients the others, where the
system can pin processes. The requests are binary UINT8 tensors of the Open Inference Protocol: decoding JPEGs is
counted apart. They show a specimen note, as the readers' picture does: where no note is, the model looks but once.
Each round measures the readers, then the service at each number of connections, so that what else the machine does
falls on both alike; the median of the rounds' shares is what counts. Where other work competes for the cores (look at
the load average), the clock says little: then the share of processor time counts, the readers' for one picture
over all that the server spends on one, which is what the share of throughput would be with the cores to itself.
"""

import argparse
import asyncio
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
NOTE = ROOT / "assets" / "specimens" / "XTS_100_front.png"


@dataclass
class Load:
    """What one stretch of load gave: answered requests, refused ones, and how long each answer took, in seconds."""

    seconds: float
    taken_s: list[float] = field(default_factory=list)
    refused: int = 0
    without_retry_after: int = 0
    other: int = 0

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return len(self.taken_s) / self.seconds

    def percentile_ms(self, fraction: float) -> float:
        """Time within which that fraction of the answers came."""
        return 1000 * float(np.quantile(self.taken_s, fraction)) if self.taken_s else float("nan")


def main() -> int:
    """Read the command line, measure, print; returns 0 when it could be measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    half = max(1, (os.cpu_count() or 2) // 2)
    parser.add_argument("--model", type=Path, help="default: the model that ships")
    parser.add_argument("--server-cores", type=_cores, default=list(range(half)), help="default: the first half")
    parser.add_argument("--client-cores", type=_cores, default=list(range(half, 2 * half)), help="default: the others")
    parser.add_argument("--seconds", type=float, default=6.0, help="length of each stretch (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="default: %(default)s")
    parser.add_argument("--connections", type=_numbers, default=[1, 4, 16, 64], help="default: 1,4,16,64")
    parser.add_argument("--bare", type=float, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.bare is not None:
        print(*_bare(given.model, given.server_cores, given.bare))
        return 0
    # Stopped by another program too, the server that was started is stopped with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    _pin(given.client_cores)
    server, port = _start(given.model, given.server_cores)
    try:
        _measure(given, port, server.pid)
    finally:
        server.terminate()
        server.wait(60)
    print(f"stopped with exit code {server.returncode}")
    return 0


def _cores(text: str) -> list[int]:
    first, _, last = text.partition("-")
    return list(range(int(first), int(last or first) + 1))


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def _pin(cores: list[int]) -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, cores)


def _model_arguments(model: Path | None) -> list[str]:
    return [] if model is None else ["--model", str(model.resolve())]


def _bare(model: Path | None, cores: list[int], seconds: float) -> tuple[float, float]:
    """Readings a second, and seconds of processor time for one, of a reader a core with nothing around it."""
    _pin(cores)
    sys.path.insert(0, str(ROOT))
    import app  # noqa: F401 - before NumPy's threads are needed
    from app.recognition.recognizer import Recognizer
    from app.service.reading import Reader

    cv2.setNumThreads(1)
    counts = [0] * len(cores)
    # As the service has it: colours in the other order.
    picture = np.ascontiguousarray(_picture()[..., ::-1])
    recognizers = [Recognizer.load(model, 1) for _ in cores]
    readers = [Reader(each) for each in recognizers]
    on = recognizers[0].default_currencies
    for each in readers:
        each.read(picture, on)
    before = time.process_time()
    end = time.perf_counter() + seconds

    def work(index: int) -> None:
        while time.perf_counter() < end:
            readers[index].read(picture, on)
            counts[index] += 1

    threads = [threading.Thread(target=work, args=(index,)) for index in range(len(cores))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds, (time.process_time() - before) / sum(counts)


def _processor_s(pid: int) -> float:
    """Seconds of processor time that a process has used; nan where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except OSError:
        return float("nan")


def _scene() -> np.ndarray:
    """A specimen note on a table, uint8 (960, 1280, 3), BGR."""
    note = np.asarray(cv2.imread(str(NOTE)), np.uint8)
    width = 900
    height = round(note.shape[0] * width / note.shape[1])
    table = np.random.default_rng(1).integers(70, 110, (960, 1280, 3), np.uint8)
    top, left = (960 - height) // 2, (1280 - width) // 2
    table[top : top + height, left : left + width] = cv2.resize(note, (width, height), interpolation=cv2.INTER_AREA)
    return table


def _picture() -> np.ndarray:
    """The scene as the network takes it, uint8 (size, size, 3), RGB."""
    sys.path.insert(0, str(ROOT))
    from app.recognition.preprocess import letterbox

    return letterbox(_scene(), 224)


def _start(model: Path | None, cores: list[int]) -> tuple[subprocess.Popen[str], int]:
    command = [sys.executable, "main.py", "serve", "--port", "0", "--workers", str(len(cores)), "--queue", "64"]
    server = subprocess.Popen(
        [*command, *_model_arguments(model)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: _pin(cores),
    )
    assert server.stdout is not None
    line = server.stdout.readline()
    if "Listening" not in line:
        raise SystemExit("The service did not start; it says why above.")
    return server, int(line.split(" (")[0].rsplit(":", 1)[1])


def _request(path: str, body: bytes, extra: str = "") -> bytes:
    return f"POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: {len(body)}\r\n{extra}\r\n".encode() + body


def _tensor_request() -> bytes:
    picture = _picture()
    head = json.dumps(
        {
            "inputs": [
                {
                    "name": "image",
                    "datatype": "UINT8",
                    "shape": [1, *picture.shape],
                    "parameters": {"binary_data_size": picture.nbytes},
                }
            ],
            "outputs": [{"name": "label"}, {"name": "confidence"}],
        }
    ).encode()
    path = "/v2/models/noteworthy/infer"
    return _request(path, head + picture.tobytes(), f"inference-header-content-length: {len(head)}\r\n")


def _jpeg_request() -> bytes:
    jpeg = cv2.imencode(".jpg", _scene(), [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()
    return _request("/v1/recognize", jpeg)


async def _load(port: int, request: bytes, connections: int, seconds: float) -> Load:
    load = Load(seconds)
    end = time.perf_counter() + seconds

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (asked_at := time.perf_counter()) < end:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
            )
            await reader.readexactly(length)
            status = int(head.split()[1])
            if status == 200:
                load.taken_s.append(time.perf_counter() - asked_at)
            elif status == 503:
                load.refused += 1
                load.without_retry_after += b"retry-after" not in head.lower()
                await asyncio.sleep(0.05)
            else:
                load.other += 1
        writer.close()

    start = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(connections)))
    # Each connection's last answer comes after the end, and counts: so does the time until then.
    load.seconds = time.perf_counter() - start
    return load


def _ask(port: int, request: bytes) -> str:
    """The label that one request is answered with; without one both sides would look but once, and that is no test."""
    with socket.create_connection(("127.0.0.1", port)) as connection, connection.makefile("rb") as answer:
        connection.sendall(request)
        length = 0
        while (line := answer.readline().strip().lower()) != b"":
            if line.startswith(b"content-length"):
                length = int(line.split(b":")[1])
        label: str = json.loads(answer.read(length))["outputs"][0]["data"][0]
    if not label:
        raise SystemExit("The service does not read the note that it is measured with: choose another in NOTE.")
    return label


def _measure(given: argparse.Namespace, port: int, pid: int) -> None:
    tensor = _tensor_request()
    print(f"what is asked and answered: {_ask(port, tensor)}")
    asyncio.run(_load(port, tensor, 4, 1.0))
    by_clock: dict[int, list[float]] = {count: [] for count in given.connections}
    by_processor: dict[int, list[float]] = {count: [] for count in given.connections}
    for _ in range(given.rounds):
        bare, bare_s = _run_bare(given)
        print(f"bare readers on cores {given.server_cores}: {bare:.1f} a second, {1000 * bare_s:.2f} ms of processor")
        for count in given.connections:
            before = _processor_s(pid)
            load = asyncio.run(_load(port, tensor, count, given.seconds))
            spent_s = (_processor_s(pid) - before) / max(1, len(load.taken_s))
            by_clock[count].append(load.per_second / bare)
            by_processor[count].append(bare_s / spent_s)
            print(f"  {count:3} connections: {_line(load)}, {1000 * spent_s:.2f} ms of processor", flush=True)
    for count in given.connections:
        clock, processor = statistics.median(by_clock[count]), statistics.median(by_processor[count])
        print(
            f"median, {count} connections: {100 * clock:.0f} % by the clock, {100 * processor:.0f} % by processor time"
        )
    print(f"JPEGs of 1280 x 960, 16 connections: {_line(asyncio.run(_load(port, _jpeg_request(), 16, given.seconds)))}")
    load = asyncio.run(_load(port, tensor, 256, given.seconds))
    print(f"overload, 256 connections: {_line(load)}, {load.without_retry_after} of the refusals without Retry-After")


def _run_bare(given: argparse.Namespace) -> tuple[float, float]:
    cores = f"{given.server_cores[0]}-{given.server_cores[-1]}"
    command = [sys.executable, __file__, "--bare", str(given.seconds), "--server-cores", cores]
    command += _model_arguments(given.model)
    # One thread, as the service has: NumPy is loaded before the app can say so.
    alone = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    rate, processor_s = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=alone).stdout.split()
    return float(rate), float(processor_s)


def _line(load: Load) -> str:
    times = f"p50 {load.percentile_ms(0.5):.1f} ms, p99 {load.percentile_ms(0.99):.1f} ms"
    return f"{load.per_second:.1f} a second, {times}, {load.refused} refused (503), {load.other} other"


if __name__ == "__main__":
    sys.exit(main())

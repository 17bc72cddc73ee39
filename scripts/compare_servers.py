"""Sets the service beside MLServer and LitServe: the same recogniser, pictures and core, in the same run.

    python3 -m venv build/rivals
    build/rivals/bin/pip install mlserver "uvloop<0.22" litserve -r requirements.txt
    .venv/bin/python scripts/compare_servers.py --rivals build/rivals/bin/python

All three get the same JPEG of a specimen note, in base64 in a request of the Open Inference Protocol, and answer with
its label; the service gets it as the plain body too, as its users send it. Each server has one process (or thread) that
reads, on the first core; the clients have the second. What nothing but decoding and reading takes is measured on the
same core. Each round goes over everything, so that what else the machine does falls on all alike; medians count. Where
other work competes for the core, only the processor time says something: what one picture costs, and its share that is
decoding and reading, which is what the share of throughput would be with the core to itself.
"""

import argparse
import asyncio
import base64
import contextlib
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import load_service
from load_service import ROOT, Load

RIVALS = ROOT / "scripts" / "rivals"
MODEL_PATH = "/v2/models/noteworthy/infer"
_MLSERVER_SETTINGS = {"host": "127.0.0.1", "debug": False, "parallel_workers": 1, "metrics_endpoint": None}


@dataclass
class Server:
    """One of those that are compared, running."""

    name: str
    process: "subprocess.Popen[bytes]"
    port: int
    request: bytes
    rates: dict[int, list[float]] = field(default_factory=dict)
    p50_ms: dict[int, list[float]] = field(default_factory=dict)
    p99_ms: dict[int, list[float]] = field(default_factory=dict)
    processor_ms: dict[int, list[float]] = field(default_factory=dict)


def main() -> int:
    """Read the command line, measure, print a table; returns 0 when it could be measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rivals", type=Path, required=True, help="Python with MLServer, LitServe and the app's needs")
    parser.add_argument("--seconds", type=float, default=5.0, help="length of each stretch (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="default: %(default)s")
    parser.add_argument("--connections", default="1,4,16,64", help="default: %(default)s")
    parser.add_argument("--port", type=int, default=8331, help="the first of some free ones (default: %(default)s)")
    parser.add_argument("--bare", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.bare:
        print(*_bare(given.seconds))
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    load_service._pin([1])
    with ExitStack() as running, tempfile.TemporaryDirectory() as folder:
        servers = _start(given, Path(folder), running)
        _measure(given, servers)
    return 0


def _jpeg() -> bytes:
    scene = cv2.resize(load_service._scene(), (640, 480), interpolation=cv2.INTER_AREA)
    return bytes(cv2.imencode(".jpg", scene, [cv2.IMWRITE_JPEG_QUALITY, 85])[1])


def _bare(seconds: float) -> tuple[float, float]:
    """Pictures a second that are decoded and read with nothing around it, and milliseconds of processor for one."""
    load_service._pin([0])
    sys.path.insert(0, str(ROOT))
    import numpy as np

    from app.camera.pictures import decode_picture
    from app.service.reading import Reader

    reader, content, count = Reader.load(None), np.frombuffer(_jpeg(), np.uint8), 0
    before, end = time.process_time(), time.perf_counter() + seconds
    while time.perf_counter() < end:
        image = decode_picture(content)
        assert image is not None
        reader.read(image, ("XTS",))
        count += 1
    return count / seconds, 1000 * (time.process_time() - before) / count


def _start(given: argparse.Namespace, folder: Path, running: ExitStack) -> list[Server]:
    picture = _jpeg()
    tensor = {"name": "picture", "datatype": "BYTES", "shape": [1], "data": [base64.b64encode(picture).decode()]}
    document = {"inputs": [tensor], "parameters": {"currency": "XTS"}, "outputs": [{"name": "label"}]}
    body = json.dumps(document).encode()
    in_json = _request(MODEL_PATH, body, "content-type: application/json\r\n")
    (folder / "settings.json").write_text(
        json.dumps({**_MLSERVER_SETTINGS, "http_port": given.port + 1, "grpc_port": given.port + 2})
    )
    (folder / "model-settings.json").write_text(
        json.dumps({"name": "noteworthy", "implementation": "mlserver_model.Notes"})
    )
    python = str(given.rivals)

    def start(command: list[str], python_path: list[Path]) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, python_path))},
            stdout=subprocess.DEVNULL,
            stderr=(folder / "log").open("ab"),
            preexec_fn=lambda: load_service._pin([0]),
            start_new_session=True,
        )
        running.callback(_stop, process)
        return process

    ours = [sys.executable, str(ROOT / "main.py"), "serve", "--port", str(given.port), "--workers", "1"]
    served = start(ours, [ROOT])
    plain = _request("/v1/recognize?currency=XTS", picture, "content-type: image/jpeg\r\n")
    mlserver = start([str(given.rivals.parent / "mlserver"), "start", "."], [ROOT, RIVALS])
    litserve = start([python, str(RIVALS / "litserve_server.py"), str(given.port + 3)], [ROOT, RIVALS])
    servers = [
        Server("Noteworthy", served, given.port, in_json),
        Server("Noteworthy, plain body", served, given.port, plain),
        Server("MLServer", mlserver, given.port + 1, in_json),
        Server("LitServe", litserve, given.port + 3, _request("/predict", body, "content-type: application/json\r\n")),
    ]
    for server in servers:
        _await(server, folder / "log")
    return servers


def _request(path: str, body: bytes, more: str) -> bytes:
    head = f"POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: {len(body)}\r\n{more}\r\n"
    return head.encode() + body


def _await(server: Server, log: Path) -> None:
    """Wait until it answers with the label that the note has."""
    end = time.monotonic() + 120
    while time.monotonic() < end and server.process.poll() is None:
        try:
            load = asyncio.run(load_service._load(server.port, server.request, 1, 1.0))
        except (OSError, asyncio.IncompleteReadError):
            load = Load(1.0)
        if load.taken_s:
            return
        time.sleep(0.5)
    raise SystemExit(f"{server.name} does not answer:\n{log.read_text(errors='replace')[-3000:]}")


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(30)
    # Some leave processes of theirs behind.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(30)


def _measure(given: argparse.Namespace, servers: list[Server]) -> None:
    counts = [int(text) for text in given.connections.split(",")]
    bare: list[tuple[float, float]] = []
    for _ in range(given.rounds):
        command = [sys.executable, __file__, "--bare", "--rivals", "-", "--seconds", str(given.seconds)]
        rate, spent_ms = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
        bare.append((float(rate), float(spent_ms)))
        for count in counts:
            for server in servers:
                before_s = _processor_s(server.process.pid)
                load = asyncio.run(load_service._load(server.port, server.request, count, given.seconds))
                spent_s = _processor_s(server.process.pid) - before_s
                server.processor_ms.setdefault(count, []).append(1000 * spent_s / max(1, len(load.taken_s)))
                server.rates.setdefault(count, []).append(load.per_second)
                server.p50_ms.setdefault(count, []).append(load.percentile_ms(0.5))
                server.p99_ms.setdefault(count, []).append(load.percentile_ms(0.99))
                print(f"{server.name}, {count}: {load_service._line(load)}", file=sys.stderr, flush=True)
    bare_rate, bare_ms = (statistics.median(each) for each in zip(*bare, strict=True))
    print(f"decoding and reading alone: {bare_rate:.1f} a second, {bare_ms:.1f} ms of processor\n")
    print("| | connections | a second | processor, ms | of the bare processor time | p50, ms | p99, ms | memory, MB |")
    print("|---|---|---|---|---|---|---|---|")
    for server in servers:
        for count in counts:
            per_second, spent, p50_ms, p99_ms = (
                statistics.median(each[count])
                for each in (server.rates, server.processor_ms, server.p50_ms, server.p99_ms)
            )
            share = 100 * bare_ms / spent
            memory_mb = _memory_mb(server.process.pid)
            print(
                f"| {server.name} | {count} | {per_second:.1f} | {spent:.1f} | {share:.0f} % | {p50_ms:.0f} | "
                f"{p99_ms:.0f} | {memory_mb:.0f} |"
            )


def _tree(pid: int) -> list[int]:
    """A process and those that it started (Linux)."""
    found, left = [], [pid]
    while left:
        found.append(left.pop())
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{found[-1]}/task").iterdir():
                left += [int(child) for child in (task / "children").read_text().split()]
    return found


def _processor_s(pid: int) -> float:
    """Seconds of processor that a process and those that it started have used."""
    return sum(load_service._processor_s(each) for each in _tree(pid))


def _memory_mb(pid: int) -> float:
    """What a process and those that it started hold, pages that they share counted once (Linux)."""
    total_kb = 0
    for each in _tree(pid):
        with contextlib.suppress(OSError):
            found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{each}/smaps_rollup").read_text(), re.MULTILINE)
            total_kb += int(found[1]) if found else 0
    return total_kb / 1024


if __name__ == "__main__":
    sys.exit(main())

"""A web server on loopback for tests of network sources; the test says what it answers."""

import contextlib
import socket
import socketserver
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

Answer = Callable[[BaseHTTPRequestHandler, Event], None]
RawAnswer = Callable[[socket.socket, bytes], None]


@contextmanager
def serve(answer: Answer) -> Iterator[str]:
    """Serve on loopback; the event that `answer` gets is set when the test is over."""
    over = Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self, over)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/video"
    finally:
        over.set()
        server.shutdown()
        thread.join(30)
        server.server_close()


@contextmanager
def serve_raw(answer: RawAnswer, *, scheme: str = "http") -> Iterator[str]:
    """Serve on loopback whatever `answer` writes when it is given a connection and the head of the request."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            connection: socket.socket = self.request
            connection.settimeout(60)
            head = b""
            with contextlib.suppress(OSError):
                while b"\r\n\r\n" not in head and (data := connection.recv(65536)):
                    head += data
                answer(connection, head)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    server = Server(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"{scheme}://127.0.0.1:{server.server_address[1]}/video"
    finally:
        server.shutdown()
        thread.join(30)
        server.server_close()

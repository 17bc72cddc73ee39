"""What a process of the app's own does first, whatever it is for; `child.py` is the other end of its pipes.

Nothing of Qt, OpenCV or the interpreter may be loaded here, so that it starts fast.
"""

import os
import queue
import signal
import sys
import threading
from typing import IO

from app.memory import give_back
from app.speech.wire import Packet, read, write

Questions = queue.SimpleQueue[Packet]


def begin() -> "tuple[Questions, IO[bytes]]":
    """What is asked of this process, and where it answers; it ends as soon as nobody can ask any more."""
    give_back()  # what clips took
    # What ends the app is the app's business: its last words need a voice and a loudspeaker.
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    # What a library prints must not get among the packets.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    questions: Questions = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, questions), daemon=True).start()
    return questions, answers


def answer(stream: IO[bytes], packet: Packet) -> None:
    """Sends a packet to the app; the end when it has gone."""
    try:
        write(stream, packet)
    except OSError:
        os._exit(0)


def _listen(stream: IO[bytes], questions: Questions) -> None:
    # In a thread of its own, because an engine that hangs would never see that the parent has gone.
    try:
        while (packet := read(stream)) is not None:
            questions.put(packet)
    finally:
        os._exit(0)

"""A process of the app's own that is asked through pipes; neither asking nor taking answers ever waits for it.

How it is asked is in `pipe.py`; what is asked and answered is between `voice_process.py` and `voice_worker.py`, or
`player_process.py` and `player_worker.py`; what the process does first, in `worker.py`.
"""

import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress

from app.processes import module_command, module_environment
from app.resources import PROGRAM
from app.speech.pipe import Outgoing
from app.speech.wire import Garbled, Packet, read

_END_WITHIN_S = 0.3
_WINDOWS_FLAGS = 0x08000200  # CREATE_NO_WINDOW, CREATE_NEW_PROCESS_GROUP
_WINDOWS_URGENT = 0x00008000  # ABOVE_NORMAL_PRIORITY_CLASS


def worker_command(module: str) -> list[str]:
    """What starts a process that runs this module of the speech room."""
    return module_command(f"app.speech.{module}")


class Child:
    """One process, what it is asked on its pipe, and a thread that reads what it answers."""

    def __init__(
        self,
        command: Sequence[str],
        on_answer: Callable[[], None],
        *,
        name: str,
        is_urgent: bool = False,
        steps_back: bool = False,
    ) -> None:
        """Takes what starts it, what is called from another thread for each answer, and a name for the threads.

        `is_urgent`: it goes before other programs, where a system lets anybody ask for that.
        `steps_back`: it will go after the app's own threads. Linux weighs sessions first: in one of its own it would
        have as much as all of the app, and, with less weight there, next to nothing beside other programs.

        Raises OSError.
        """
        is_windows = sys.platform == "win32"
        flags = _WINDOWS_FLAGS | (_WINDOWS_URGENT if is_urgent else 0)
        # In a session of its own it is not reached by the terminal's Ctrl-C or end.
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=PROGRAM,
            env=module_environment(),
            start_new_session=not is_windows and not steps_back,
            creationflags=flags if is_windows else 0,
        )
        assert self._process.stdin is not None
        self._questions = Outgoing(self._process.stdin, name=f"{name} questions")
        self._answers: queue.SimpleQueue[Packet | str] = queue.SimpleQueue()
        self._on_answer = on_answer
        self._reader = threading.Thread(target=self._read, name=f"{name} answers", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def ask(self, question: Packet) -> None:
        """Sends it; a process that is no longer there is found by what it answers."""
        self._questions.put(question)

    def answers(self) -> "list[Packet | str]":
        """What came since it was asked last; a string is its end, and says why."""
        found: list[Packet | str] = []
        with suppress(queue.Empty):
            while True:
                found.append(self._answers.get_nowait())
        return found

    def next_answer(self, within_s: float) -> "Packet | str | None":
        """The next one; None when none came in time."""
        with suppress(queue.Empty):
            return self._answers.get(timeout=within_s)
        return None

    def end(self) -> None:
        """Asks it to end, and makes it end."""
        self._questions.end()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_END_WITHIN_S)
        self.kill()

    def kill(self) -> None:
        """Ends it at once, even one that is stopped, and lets go of all that belonged to it."""
        self._process.kill()
        self._process.wait()
        self._questions.end()
        self._questions.thread.join(1.0)
        self._reader.join(1.0)

    def _read(self) -> None:
        assert self._process.stdout is not None
        try:
            while (packet := read(self._process.stdout)) is not None:
                self._answers.put(packet)
                self._on_answer()
            why = "it ended"
        except (Garbled, OSError, ValueError) as error:
            why = f"what it says cannot be understood: {error}"
        finally:
            self._process.stdout.close()
        self._answers.put(why)
        self._on_answer()

"""A thread with a one-slot mailbox: it works on what is newest, as long as that takes, and keeps its answers.

What it works on, and what an answer is, say those that derive from it.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from typing import Generic, TypeVar

from app.session.priority import lower_priority

_JOIN_S = 1.0

Item = TypeVar("Item")
Answer = TypeVar("Answer")


class MailboxThread(ABC, Generic[Item, Answer]):
    """One thread, of lower priority than the frames'; all but what begins with `_work` is called from others."""

    def __init__(self, name: str) -> None:
        """Start nothing yet: that happens with `_start` or the first item."""
        self._name = name
        self._changed = threading.Condition()
        self._waiting: Item | None = None
        self._answers: list[Answer] = []
        self._is_busy = False
        self._is_to_release = False
        self._run = 0
        self._stopped = False
        self._thread: threading.Thread | None = None

    @property
    def is_free(self) -> bool:
        """Whether an item that comes now is worked on at once."""
        with self._changed:
            return self._waiting is None and not self._is_busy

    def close(self) -> bool:
        """Stop the thread and wait for it; False when it does not end in time."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
            thread = self._thread
        if thread is None:
            return True
        thread.join(_JOIN_S)
        return not thread.is_alive()

    # For those that derive from it

    def _start(self) -> None:
        self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
        self._thread.start()

    def _post(self, item: Item) -> None:
        """Work on this next, in place of what waits."""
        with self._changed:
            if self._stopped:
                return
            self._waiting = item
            if self._thread is None:
                self._start()
            self._changed.notify_all()

    def _taken(self) -> list[Answer]:
        """The answers since the last time."""
        with self._changed:
            answers, self._answers = self._answers, []
        return answers

    def _forget(self, *, release: bool = False) -> None:
        """Drop what waits, all answers, and the one to come; with `release`, let go of what can be had again."""
        with self._changed:
            self._waiting = None
            self._answers = []
            self._run += 1
            self._is_to_release = release
            self._changed.notify_all()

    def _work_begins(self) -> None:
        """Before all else."""
        lower_priority()

    @abstractmethod
    def _work_on(self, item: Item) -> list[Answer]:
        """The answer to an item, or none. Must not raise: the thread would end, and with it all answers."""

    def _work_answered(self) -> None:
        """An item was worked on that is still wanted."""

    def _work_released(self) -> None:
        """Nobody asks any more: what can be had again is to go."""

    def _work_ends(self) -> None:
        """After all else."""

    def _work(self) -> None:
        self._work_begins()
        try:
            while self._work_next():
                pass
        finally:
            self._work_ends()

    def _work_next(self) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or self._is_to_release or self._waiting is not None)
            if self._stopped:
                return False
            item, self._waiting, run = self._waiting, None, self._run
            self._is_to_release, self._is_busy = False, item is not None
        if item is None:
            self._work_released()
            return True
        answers = self._work_on(item)
        with self._changed:
            self._is_busy = False
            is_wanted = run == self._run
            if is_wanted:
                self._answers += answers
                self._changed.notify_all()
        if is_wanted:
            self._work_answered()
        return True

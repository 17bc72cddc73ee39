"""A slot for the newest of anything, between two threads. It knows nothing of frames."""

from threading import Condition
from typing import Generic, TypeVar

T = TypeVar("T")


class Mailbox(Generic[T]):
    """Holds at most one item: a new one takes the place of one that nobody fetched. Safe between threads."""

    def __init__(self) -> None:
        """Make an empty, open mailbox."""
        self._changed = Condition()
        self._item: T | None = None
        self._closed = False
        self._dropped = 0

    @property
    def dropped(self) -> int:
        """How many items were replaced, or came after closing, before anybody fetched them."""
        with self._changed:
            return self._dropped

    @property
    def closed(self) -> bool:
        """Whether nothing more will come. An item put before closing can still be fetched."""
        with self._changed:
            return self._closed

    def put(self, item: T) -> None:
        """Leave an item, replacing one that still lies there; after closing, the item is dropped."""
        with self._changed:
            if self._closed:
                self._dropped += 1
                return
            if self._item is not None:
                self._dropped += 1
            self._item = item
            self._changed.notify()

    def get(self, timeout_s: float) -> T | None:
        """Fetch the item, waiting up to `timeout_s` for one; None when none came or the mailbox is closed and empty."""
        with self._changed:
            self._changed.wait_for(lambda: self._item is not None or self._closed, timeout_s)
            item, self._item = self._item, None
            return item

    def close(self) -> None:
        """Say that nothing more will come, and wake everybody who waits."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

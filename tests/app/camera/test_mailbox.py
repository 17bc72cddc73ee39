"""The one-slot mailbox, within one thread and between threads."""

from threading import Thread

from app.camera.mailbox import Mailbox


def test_only_the_newest_item_is_kept_and_the_others_are_counted() -> None:
    box: Mailbox[int] = Mailbox()
    for item in (1, 2, 3):
        box.put(item)
    assert box.dropped == 2
    assert box.get(0) == 3
    assert box.get(0) is None
    box.put(4)
    assert box.dropped == 2


def test_an_item_put_before_closing_can_still_be_fetched_but_none_after() -> None:
    box: Mailbox[int] = Mailbox()
    box.put(1)
    box.close()
    box.put(2)
    assert box.closed
    assert box.get(60) == 1
    assert box.get(60) is None
    assert box.dropped == 1


def _get_in_thread(box: Mailbox[str], got: list[str | None]) -> Thread:
    thread = Thread(target=lambda: got.append(box.get(60)))
    thread.start()
    return thread


def test_putting_wakes_whoever_waits() -> None:
    box: Mailbox[str] = Mailbox()
    got: list[str | None] = []
    thread = _get_in_thread(box, got)
    box.put("here")
    thread.join(30)
    assert got == ["here"]


def test_closing_wakes_whoever_waits() -> None:
    box: Mailbox[str] = Mailbox()
    got: list[str | None] = []
    threads = [_get_in_thread(box, got), _get_in_thread(box, got)]
    box.close()
    for thread in threads:
        thread.join(30)
    assert got == [None, None]

"""Calls over D-Bus: read from a real bus where there is a daemon to start, and failing in order where there is none."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.ui.dbus import (
    _ARRAY,
    _BOOLEAN,
    _END,
    _INT32,
    _OBJECT_PATH,
    _STRING,
    _STRUCT,
    _UINT32,
    _VARIANT,
    Bus,
    BusError,
)

BUS = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A bus of our own."""
    if not sys.platform.startswith("linux") or shutil.which("dbus-daemon") is None:
        pytest.skip("no dbus-daemon is installed here")
    where = f"unix:path={tmp_path / 'bus'}"
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1", f"--address={where}"],
        stdout=subprocess.PIPE,
        text=True,
    )
    with daemon:
        assert daemon.stdout is not None
        assert daemon.stdout.readline().startswith(where)
        yield where
        daemon.terminate()


def test_lists_numbers_truths_and_variants_are_read(address: str) -> None:
    bus = Bus(address)
    (names,) = bus.call(*BUS, "ListNames")
    assert "org.freedesktop.DBus" in names
    assert bus.call(*BUS, "NameHasOwner", "org.freedesktop.DBus") == [True]
    (process,) = bus.call(*BUS, "GetConnectionUnixProcessID", "org.freedesktop.DBus")
    assert process > 1
    features = bus.call(*BUS[:2], "org.freedesktop.DBus.Properties", "Get", BUS[2], "Features")
    assert all(isinstance(name, str) for name in features[0])
    bus.close()
    bus.close()
    with pytest.raises(BusError):
        bus.call(*BUS, "ListNames")


def test_who_is_not_there_is_an_error_and_is_not_started(address: str) -> None:
    bus = Bus(address)
    with pytest.raises(BusError):
        bus.call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress")
    (names,) = bus.call(*BUS, "ListNames")
    assert "org.a11y.Bus" not in names
    bus.close()


def test_no_bus_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BusError):
        Bus(f"unix:path={tmp_path / 'nothing'}")


class FakeLib:
    """What libdbus gives of an answer, written down as (kind, value); the values of a list are such a list."""

    def __init__(self) -> None:
        self._left: dict[int, list[tuple[int, Any]]] = {}

    def of(self, values: list[tuple[int, Any]]) -> Any:
        iterator = object()
        self._left[id(iterator)] = values
        return iterator

    def dbus_message_iter_get_arg_type(self, iterator: Any) -> int:
        left = self._left[id(iterator)]
        return left[0][0] if left else _END

    def dbus_message_iter_next(self, iterator: Any) -> None:
        self._left[id(iterator)].pop(0)

    def dbus_message_iter_recurse(self, iterator: Any, inside: Any) -> None:
        self._left[id(inside)] = list(self._left[id(iterator)][0][1])

    def dbus_message_iter_get_basic(self, iterator: Any, place: Any) -> None:
        place._obj.value = self._left[id(iterator)][0][1]


def test_each_kind_of_value_is_read_as_what_it_is_wherever_there_is_no_bus() -> None:
    bus: Any = Bus.__new__(Bus)
    bus._connection = None
    bus._lib = FakeLib()
    answer = [
        (_STRING, "Größe".encode()),
        (_OBJECT_PATH, b"/org/a11y"),
        (_INT32, -5),
        (_UINT32, 2**32 - 5),
        (_BOOLEAN, 1),
        (_BOOLEAN, 0),
        (_VARIANT, [(_UINT32, 7)]),
        (_ARRAY, [(_STRING, b"one"), (_STRING, b"two")]),
        (_STRUCT, [(_STRING, b"alone")]),
        (_ARRAY, []),
    ]
    found = bus._values(bus._lib.of(answer))
    assert found == ["Größe", "/org/a11y", -5, 2**32 - 5, True, False, 7, ["one", "two"], ["alone"], []]
    assert [type(value) for value in found[4:6]] == [bool, bool]
    with pytest.raises(BusError, match="'y' cannot be read"):
        bus._values(bus._lib.of([(ord("y"), 1)]))

"""Calls over D-Bus: read from a real bus where there is a daemon to start, and failing in order where there is none."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.ui.dbus import Bus, BusError

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

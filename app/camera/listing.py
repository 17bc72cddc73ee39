"""Which cameras this machine has. None is kept open."""

import platform
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2

from app.camera.device import Capture, open_capture
from app.camera.shown import shown_text

_SYSFS = Path("/sys/class/video4linux")
_PROBED_INDEXES = 4


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """A camera to choose.

    Attributes:
        id: what `DeviceSource` and `--source` take.
        name: what a person knows it by; its number when it has no name.
    """

    id: int | str
    name: str


def list_cameras(
    *,
    root: Path = _SYSFS,
    system: str | None = None,
    capture_factory: Callable[[int | str], Capture] = open_capture,
) -> list[CameraInfo]:
    """List the cameras, the first being the one to take when nobody chose.

    On Linux the kernel names them and none is opened. Elsewhere OpenCV knows no names: the first four indexes are
    opened and closed again (a camera's light may blink); their name is their index, as for a camera without a name.

    Args:
        root: where Linux describes its video devices.
        system: as `platform.system()` says; None asks it.
        capture_factory: opens a camera.
    """
    if (system or platform.system()) == "Linux":
        return _list_from_kernel(root)
    return _list_by_probing(capture_factory)


def _list_from_kernel(root: Path) -> list[CameraInfo]:
    found: list[CameraInfo] = []
    for folder in root.glob("video*"):
        number = folder.name.removeprefix("video")
        try:
            # One camera has several nodes; the pictures come from its first, the others carry metadata.
            if not number.isdecimal() or (folder / "index").read_text().strip() != "0":
                continue
            name = (folder / "name").read_text(errors="replace").strip()
        except OSError:
            continue  # unplugged while we looked
        found.append(CameraInfo(int(number), shown_text(name) or number))
    return sorted(found, key=lambda camera: int(camera.id))


def _list_by_probing(capture_factory: Callable[[int | str], Capture]) -> list[CameraInfo]:
    found: list[CameraInfo] = []
    for index in range(_PROBED_INDEXES):
        try:
            capture = capture_factory(index)
            if capture.isOpened():
                found.append(CameraInfo(index, str(index)))
            capture.release()
        except cv2.error:
            continue
    return found

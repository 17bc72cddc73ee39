"""The one place where the room chooses: from what was asked for (SPEC) to a source. No source is implemented here."""

import os
import platform
import re
import stat
from collections.abc import Callable
from pathlib import Path

from app.camera import pictures, video_file
from app.camera.address import looks_like_address, parse_address, without_secrets
from app.camera.any_camera import AnyCamera
from app.camera.demo import DemoSource
from app.camera.device import DeviceSource
from app.camera.errors import SourceNotFound, SourceSpecError
from app.camera.http_source import HttpSource
from app.camera.listing import CameraInfo, list_cameras
from app.camera.phone_source import SPEC as PHONE
from app.camera.phone_source import PhoneLink, PhoneSource
from app.camera.pictures import PicturesSource
from app.camera.shown import shown_path
from app.camera.source import Source
from app.camera.stream import StreamSource
from app.camera.video_file import VideoFileSource
from app.longpath import reachable

DEMO_PASSES = 2
_VIDEO4LINUX = 81  # the major number of its devices
_CAMERA_PATH = re.compile(r"/dev/(?:video\d+|v4l/.+)", re.ASCII)


def open_spec(
    spec: str,
    *,
    fps: float,
    hold_s: float,
    live_demo: bool,
    cameras: Callable[[], list[CameraInfo]] = list_cameras,
    device_source: Callable[[int | str, str | None], Source] = DeviceSource,
    phone: PhoneLink | None = None,
) -> Source:
    """Choose the source that a SPEC means. It is returned closed.

    "auto" is the first of the listed cameras that delivers a picture, looked for when it is opened and again whenever
    it was lost.

    Args:
        spec: what was asked for.
        fps: frames a second for pictures and the demo reel, above 0.
        hold_s: seconds each picture is shown, above 0.
        live_demo: True for a demo reel that runs by the clock, DEMO_PASSES times; False for one pass as fast as it is
            read.
        cameras: lists the cameras.
        device_source: makes the source of a camera from its id and name.
        phone: where a phone's pictures come from; None where "phone" means nothing.

    Raises:
        SourceSpecError: nobody understands the SPEC, the path does not exist (SourceNotFound), or a number is out of
            range.
    """
    if not (0 < fps <= 240) or not (0 < hold_s <= 3600):
        raise SourceSpecError("source_numbers", fps=fps, hold_s=hold_s)
    wanted = spec.strip()
    if wanted.lower() == "demo":
        return DemoSource(fps, live=live_demo, passes=DEMO_PASSES if live_demo else 1)
    if wanted.lower() == "auto":
        return AnyCamera(cameras, device_source)
    if wanted.lower() == PHONE and phone is not None:
        return PhoneSource(phone)
    if wanted.isascii() and wanted.isdecimal():
        return device_source(int(wanted), None)
    if looks_like_address(wanted):
        address = parse_address(wanted)
        return StreamSource(address) if address.scheme in ("rtsp", "rtsps") else HttpSource(address)
    return _from_path(wanted, fps, hold_s, device_source)


def _from_path(
    wanted: str, fps: float, hold_s: float, device_source: Callable[[int | str, str | None], Source]
) -> Source:
    if not wanted:
        raise SourceNotFound("source_empty")
    try:
        path = reachable(Path(wanted).expanduser())
        status = os.stat(path)
    except (OSError, RuntimeError, ValueError):
        if _CAMERA_PATH.fullmatch(wanted):
            return device_source(wanted, None)  # it may be plugged in later
        raise SourceNotFound("source_not_found", source=without_secrets(wanted)) from None
    if _is_camera(status, wanted):
        return device_source(str(path), None)
    if stat.S_ISDIR(status.st_mode):
        return PicturesSource(path, fps=fps, hold_s=hold_s)
    if not stat.S_ISREG(status.st_mode):
        raise SourceSpecError("source_not_a_file", path=shown_path(path))
    if path.suffix.lower() in pictures.SUFFIXES:
        return PicturesSource(path, fps=fps, hold_s=hold_s)
    if path.suffix.lower() in video_file.SUFFIXES:
        return VideoFileSource(path)
    known = ", ".join(sorted(pictures.SUFFIXES | video_file.SUFFIXES))
    raise SourceSpecError("file_kind_unknown", path=shown_path(path), kinds=known)


def _is_camera(status: os.stat_result, wanted: str) -> bool:
    """Whether it is a device for video; other devices are not even opened, as that alone can do something."""
    if not stat.S_ISCHR(status.st_mode):
        return False
    if platform.system() == "Linux":
        return os.major(status.st_rdev) == _VIDEO4LINUX
    return _CAMERA_PATH.fullmatch(wanted) is not None

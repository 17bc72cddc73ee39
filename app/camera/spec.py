"""The one place where the room chooses: from what was asked for (SPEC) to a source. No source is implemented here."""

from collections.abc import Callable
from pathlib import Path

from app.camera import pictures, video_file
from app.camera.demo import DemoSource
from app.camera.device import DeviceSource
from app.camera.errors import CameraError, SourceNotFound, SourceSpecError
from app.camera.listing import CameraInfo, list_cameras
from app.camera.pictures import PicturesSource
from app.camera.source import Source
from app.camera.stream import SCHEMES, StreamSource
from app.camera.video_file import VideoFileSource

_ACCEPTED = (
    "Accepted are auto, demo, a camera's number such as 0, a camera's device path, a video file, a picture, a folder "
    "of pictures, or an address beginning with http://, https:// or rtsp://."
)


def open_spec(
    spec: str,
    *,
    fps: float,
    hold_s: float,
    live_demo: bool,
    cameras: Callable[[], list[CameraInfo]] = list_cameras,
    device_source: Callable[[int | str, str | None], Source] = DeviceSource,
) -> Source:
    """Choose the source that a SPEC means. It is returned closed.

    "auto" opens the listed cameras in turn, closes each again, and takes the first that delivered a picture, else the
    demo reel.

    Args:
        spec: what was asked for.
        fps: frames a second for pictures and the demo reel, above 0.
        hold_s: seconds each picture is shown, above 0.
        live_demo: True for a demo reel that runs by the clock for ever, False for one pass as fast as it is read.
        cameras: lists the cameras.
        device_source: makes the source of a camera from its id and name.

    Raises:
        SourceSpecError: nobody understands the SPEC, the path does not exist (SourceNotFound), or a number is out of
            range.
    """
    if not (0 < fps <= 240) or not (0 < hold_s <= 3600):
        raise SourceSpecError(
            f"Frames a second must lie above 0 and up to 240, the seconds a picture is held above 0 and up to 3600; "
            f"these were {fps:g} and {hold_s:g}."
        )
    wanted = spec.strip()
    demo = DemoSource(fps, live=live_demo, passes=None if live_demo else 1)
    if wanted.lower() == "demo":
        return demo
    if wanted.lower() == "auto":
        return _first_camera(cameras, device_source) or demo
    if wanted.isascii() and wanted.isdecimal():
        return device_source(int(wanted), None)
    if wanted.startswith("/dev/"):
        return device_source(wanted, None)
    scheme, found, address = wanted.partition("://")
    if found:
        if scheme.lower() not in SCHEMES or not address.strip("/"):
            raise SourceSpecError(f"The address {spec!r} cannot be used as a source. {_ACCEPTED}")
        return StreamSource(wanted)
    return _from_path(wanted, fps, hold_s)


def _first_camera(
    cameras: Callable[[], list[CameraInfo]], device_source: Callable[[int | str, str | None], Source]
) -> Source | None:
    for camera in cameras():
        source = device_source(camera.id, camera.name)
        try:
            source.open()
        except CameraError:
            continue
        finally:
            source.close()
        return source
    return None


def _from_path(wanted: str, fps: float, hold_s: float) -> Source:
    try:
        path = Path(wanted).expanduser()
        is_folder, is_file = path.is_dir(), path.is_file()
    except (OSError, RuntimeError, ValueError):
        is_folder = is_file = False
    if not wanted or not (is_folder or is_file):
        raise SourceNotFound(f"There is no source {wanted!r}: no such file or folder. {_ACCEPTED}")
    if is_folder or path.suffix.lower() in pictures.SUFFIXES:
        return PicturesSource(path, fps=fps, hold_s=hold_s)
    if path.suffix.lower() in video_file.SUFFIXES:
        return VideoFileSource(path)
    known = ", ".join(sorted(pictures.SUFFIXES | video_file.SUFFIXES))
    raise SourceSpecError(f"{path} is neither a picture nor a video of a known kind ({known}). {_ACCEPTED}")

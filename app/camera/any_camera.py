"""Whichever camera there is: the first that delivers pictures, looked for anew whenever it is opened."""

from collections.abc import Callable

from app.camera.errors import CameraError, SourceLost, SourceUnavailable
from app.camera.frame import Frame
from app.camera.listing import CameraInfo
from app.camera.source import Source


class AnyCamera(Source):
    """The first camera that works. Live.

    One that is plugged in later, or comes back under another number, is found when it is opened again. `name` is that
    of the camera in use, "auto" before the first was found.
    """

    def __init__(
        self, cameras: Callable[[], list[CameraInfo]], device_source: Callable[[int | str, str | None], Source]
    ) -> None:
        """Take what lists the cameras, and what makes the source of one from its id and name."""
        super().__init__(name="auto", live=True)
        self._cameras = cameras
        self._device_source = device_source
        self._last: int | str | None = None
        self._source: Source | None = None

    def open(self) -> None:
        """Open the first camera that delivers a picture, beginning with the one that was in use last.

        Raises:
            SourceUnavailable: `no_camera` there is none; or what is wrong with the only one that there is.
        """
        self.close()
        found = sorted(self._cameras(), key=lambda camera: camera.id != self._last)
        troubles: list[CameraError] = []
        for camera in found:
            source = self._device_source(camera.id, camera.name)
            try:
                source.open()
            except CameraError as error:
                source.close()
                troubles.append(error)
                continue
            self._source, self._last, self.name = source, camera.id, source.name
            return
        if len(troubles) == 1:
            raise troubles[0]
        raise SourceUnavailable("no_camera")

    def read(self) -> Frame | None:
        """Give the next frame of the camera in use.

        Raises:
            SourceLost: it stopped delivering, or none is open.
        """
        if self._source is None:
            raise SourceLost("source_not_open", source=self.name)
        return self._source.read()

    def close(self) -> None:
        """Let go of the camera."""
        source, self._source = self._source, None
        if source is not None:
            source.close()

    def interrupt(self) -> None:
        """Ask the camera in use to return from a `read()` that waits."""
        source = self._source
        if source is not None:
            source.interrupt()

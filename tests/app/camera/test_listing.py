"""Listing cameras, from a made-up kernel folder and by probing scripted captures."""

from pathlib import Path

import cv2

from app.camera.listing import CameraInfo, list_cameras
from tests.app.camera.fakes import FakeCapture


def _node(root: Path, number: str, name: str, index: str = "0") -> None:
    folder = root / f"video{number}"
    folder.mkdir()
    (folder / "name").write_text(name + "\n")
    (folder / "index").write_text(index + "\n")


def test_linux_names_the_cameras_by_number_and_leaves_their_metadata_nodes_out(tmp_path: Path) -> None:
    _node(tmp_path, "10", "Third")
    _node(tmp_path, "2", "Second: Cam")
    _node(tmp_path, "0", "First")
    _node(tmp_path, "1", "First", index="1")
    _node(tmp_path, "4", "")
    (tmp_path / "video3").mkdir()  # vanished while being read
    _node(tmp_path, "x", "no number")
    assert list_cameras(root=tmp_path, system="Linux") == [
        CameraInfo(0, "First"),
        CameraInfo(2, "Second: Cam"),
        CameraInfo(4, "4"),
        CameraInfo(10, "Third"),
    ]


def test_linux_without_video_devices_has_no_cameras(tmp_path: Path) -> None:
    assert list_cameras(root=tmp_path / "none", system="Linux") == []


def test_elsewhere_the_first_indexes_are_tried_and_let_go() -> None:
    captures: dict[int | str, FakeCapture] = {}

    def factory(device: int | str) -> FakeCapture:
        if device == 3:
            raise cv2.error("no backend")
        captures[device] = FakeCapture([], opens=device in (0, 2))
        return captures[device]

    found = list_cameras(system="Windows", capture_factory=factory)
    assert found == [CameraInfo(0, "0"), CameraInfo(2, "2")]
    assert all(capture.released == 1 for capture in captures.values())

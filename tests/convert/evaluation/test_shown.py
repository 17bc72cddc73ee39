"""The pictures by which packs are evaluated: each as it is, and of a scan a view besides."""

from pathlib import Path

import numpy as np

from convert.data.pack_pictures import PackPicture
from convert.evaluation.shown import LONGEST, shown_pictures

SPECIMENS = Path("assets/specimens")


def _picture(path: Path, *, is_scan: bool) -> PackPicture:
    return PackPicture(path, "XTS", "5", "current", "front", is_scan, "", "")


def test_a_scan_is_shown_twice_and_a_photo_once(tmp_path: Path) -> None:
    torn = tmp_path / "torn.png"
    torn.write_bytes(b"no picture")
    scan = _picture(SPECIMENS / "XTS_5_front.png", is_scan=True)
    photo = _picture(SPECIMENS / "XTS_5_back.png", is_scan=False)
    shown = list(shown_pictures([_picture(torn, is_scan=True), scan, photo]))
    assert [picture for picture, _ in shown] == [scan, scan, photo]
    assert all(max(image.shape) <= LONGEST for _, image in shown)
    assert shown[0][1].shape != shown[1][1].shape or not np.array_equal(shown[0][1], shown[1][1])


def test_the_view_of_a_scan_is_the_same_every_time() -> None:
    scan = _picture(SPECIMENS / "XTS_5_front.png", is_scan=True)
    one, other = (list(shown_pictures([scan]))[1][1] for _ in range(2))
    assert np.array_equal(one, other)

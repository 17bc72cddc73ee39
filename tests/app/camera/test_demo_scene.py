"""The drawing of the demo reel's frames."""

import cv2
import numpy as np
import pytest

from app.camera import demo_scene
from app.camera.demo_scene import Pose
from tests.app.camera.fakes import picture

FLAT = Pose(x_px=320, y_px=240, roll_rad=0, yaw_rad=0, pitch_rad=0, grip="bottom", skin=0)


@pytest.mark.parametrize(("width", "height"), [(1200, 510), (1200, 640), (600, 600)])
def test_every_shape_of_note_fills_a_third_to_half_of_the_frame_and_fits_in(width: int, height: int) -> None:
    shown = demo_scene.note_size_px(picture(width=width, height=height))
    assert shown[0] / shown[1] == pytest.approx(width / height)
    assert 0.3 <= shown[0] * shown[1] / (640 * 480) <= 0.5
    assert shown[0] < 640
    assert shown[1] < 480


def test_a_flat_note_is_projected_where_it_lies() -> None:
    points = np.array([[-100.0, -50.0], [100.0, 50.0]])
    assert demo_scene.project(FLAT, points) == pytest.approx(np.array([[220, 190], [420, 290]]))


def test_the_edge_tilted_away_becomes_shorter() -> None:
    pose = Pose(x_px=320, y_px=240, roll_rad=0, yaw_rad=0.3, pitch_rad=0, grip="left", skin=0)
    corners = demo_scene.project(pose, np.array([[-200.0, -80.0], [-200.0, 80.0], [200.0, -80.0], [200.0, 80.0]]))
    left, right = corners[1, 1] - corners[0, 1], corners[3, 1] - corners[2, 1]
    assert min(left, right) < 160 < max(left, right)


@pytest.mark.parametrize("kind", range(5))
def test_backgrounds_are_full_frames_that_their_seed_decides(kind: int) -> None:
    first, again, other = (demo_scene.draw_background(np.random.default_rng(seed), kind) for seed in (1, 1, 2))
    assert first.shape == (480, 640, 3)
    assert first.dtype == np.uint8
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


# Grey levels of patches, row by row: wood, cloth, tiles, stripes and wall, as they are drawn for the seed 1.
PATCHES = {
    0: [99, 105, 88, 107, 88, 101, 101, 92, 100, 88, 103, 90, 94, 98, 86, 100, 84, 95, 95, 87],
    1: [132, 122, 149, 121, 105, 95, 123, 95, 106, 95, 123, 95, 105, 95, 123, 95, 134, 123, 151, 123],
    2: [123, 122, 110, 119, 122, 123, 114, 126, 125, 124, 112, 120, 119, 121, 112, 124, 127, 126, 115, 123],
    3: [129, 137, 112, 109, 111, 115, 138, 133, 138, 124, 107, 119, 107, 130, 136, 119, 135, 111, 117, 134],
    4: [132, 145, 145, 132, 126, 140, 140, 127, 117, 130, 129, 116, 108, 122, 122, 109, 109, 123, 122, 110],
}


@pytest.mark.parametrize("kind", PATCHES)
def test_each_background_has_its_own_pattern(kind: int) -> None:
    grey = demo_scene.draw_background(np.random.default_rng(1), kind).mean(2)
    rows, columns = (0, 118, 236, 354, 470), (3, 215, 427, 630)
    patches = [grey[row : row + 8, column : column + 8].mean() for row in rows for column in columns]
    assert patches == pytest.approx(PATCHES[kind], abs=1.5)


@pytest.mark.parametrize("grip", ["left", "right", "bottom"])
def test_the_note_is_drawn_over_the_background_and_the_hand_reaches_the_frames_edge(grip: str) -> None:
    background = picture(100, width=640, height=480)
    before = background.copy()
    note = demo_scene.fit_note(picture(250, width=1200, height=510))
    pose = Pose(x_px=320, y_px=240, roll_rad=0, yaw_rad=0, pitch_rad=0, grip=grip, skin=1)
    image = demo_scene.draw_note(background, note, pose)
    assert np.array_equal(background, before)
    assert image[240, 320].tolist() == [250, 250, 250]
    assert image[20, 20].tolist() == [100, 100, 100]
    edge = {"left": image[:, 0], "right": image[:, -1], "bottom": image[-1]}[grip]
    assert (np.ptp(edge.astype(int), axis=1) > 40).any()  # skin is no grey


# Grey levels of 8 by 3 parts of a frame, row by row: a light note over grey, tilted, in each hand.
HELD = {
    ("left", 0): "100 135 127 115 103 100 100 100 178 249 250 250 249 240 228 155 100 114 133 151 169 188 206 118",
    ("right", 2): "100 135 127 115 103 100 100 100 153 250 250 250 249 240 228 155 100 114 133 151 169 188 206 115",
    ("bottom", 3): "100 135 127 115 103 100 100 100 153 250 250 250 249 240 228 155 100 114 133 151 155 182 206 118",
}


@pytest.mark.parametrize(("grip", "skin"), HELD)
def test_a_tilted_note_lies_with_its_shadow_and_its_hand_where_they_are_drawn(grip: str, skin: int) -> None:
    pose = Pose(x_px=300, y_px=260, roll_rad=0.2, yaw_rad=0.3, pitch_rad=-0.25, grip=grip, skin=skin)
    note = demo_scene.fit_note(picture(250, width=1200, height=510))
    image = demo_scene.draw_note(picture(100, width=640, height=480), note, pose)
    small = cv2.resize(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), (8, 3), interpolation=cv2.INTER_AREA)
    assert small.ravel().tolist() == pytest.approx([int(part) for part in HELD[grip, skin].split()], abs=1.5)


def test_light_comes_from_the_upper_left_and_fades_towards_the_corners() -> None:
    small = cv2.resize(demo_scene.draw_light()[..., 0], (4, 3), interpolation=cv2.INTER_AREA)
    assert small.ravel().tolist() == pytest.approx(
        [252, 255, 253, 241, 252, 255, 254, 242, 237, 243, 239, 226], abs=1.5
    )


def test_developing_changes_brightness_and_grain_but_not_the_shape() -> None:
    light = demo_scene.draw_light()
    noise = demo_scene.draw_noise(np.random.default_rng(0))
    plain = picture(120, width=640, height=480)
    dim, bright = (demo_scene.develop(plain, light, noise, gain, (3, 5)) for gain in (0.8, 1.1))
    elsewhere = demo_scene.develop(plain, light, noise, 0.8, (4, 5))
    assert dim.shape == (480, 640, 3)
    assert dim.dtype == np.uint8
    assert dim.mean() < bright.mean()
    assert not np.array_equal(dim, elsewhere)
    assert dim.mean() == pytest.approx(elsewhere.mean(), abs=0.5)

"""Several pictures of a side become one template, of what returns in them."""

from __future__ import annotations

import numpy as np

from app.recognition.observation import Box
from app.recognition.teaching import FEWEST, MOST_TEMPLATES, Shot, shot_of
from app.recognition.teaching_joined import joined_templates, templates_of_side
from tests.app.recognition.held import held, scan, table

WHOLE = Box(0.0, 0.0, 1.0, 1.0)


def shots(face: str) -> list[tuple[Shot, Box]]:
    """A specimen's side on four tables, all of each picture taken in; and where it lies."""
    found = []
    for number, x in enumerate((0.4, 0.48, 0.56, 0.6)):
        picture, box = held(scan("20", face), x=x, turn=12 * number - 18, width=0.5, behind=table(number))
        shot = shot_of(picture, WHOLE)
        assert shot is not None
        found.append((shot, box))
    return found


def share_within(shot: Shot, points: np.ndarray, box: Box) -> float:
    height, width = shot.grey.shape
    x, y = (points / [width, height]).T
    return float(((x > box.left) & (x < box.right) & (y > box.top) & (y < box.bottom)).mean())


def test_what_returns_is_the_note_s_and_not_the_table_s() -> None:
    taken = shots("front")

    [template] = templates_of_side([shot for shot, _ in taken])

    assert 50 <= len(template) <= 160
    # It lies as the picture does that most others find.
    within = max(share_within(shot, template.points, box) for shot, box in taken)
    before = max(share_within(shot, shot.keypoints.points, box) for shot, box in taken)
    assert within > 0.97
    assert before < 0.9


def test_each_keypoint_is_there_once() -> None:
    [template] = joined_templates([shot for shot, _ in shots("front")])

    apart = np.abs(template.points[:, None] - template.points[None]).max(2)
    turned = np.abs((template.angles[:, None] - template.angles[None] + np.pi) % (2 * np.pi) - np.pi)
    sizes = np.abs(template.octaves[:, None] - template.octaves[None])
    same = (apart < 1) & (turned < 0.2) & (sizes < 0.2)
    assert same.sum() == len(template)


def test_pictures_of_two_sides_make_two_templates() -> None:
    front, back = ([shot for shot, _ in shots(face)] for face in ("front", "back"))

    assert len(joined_templates([*front[:2], *back[2:]])) == 2


def test_what_no_other_picture_shows_makes_none() -> None:
    (front, _), (back, _) = shots("front")[0], shots("back")[1]

    assert joined_templates([front, back]) == []
    assert joined_templates([front]) == []
    assert joined_templates([]) == []


def test_parts_are_templates_only_where_it_is_known_what_other_values_share() -> None:
    front = [shot for shot, _ in shots("front")]
    other = shot_of(*held(scan("50", "front")))
    assert other is not None

    [everything] = joined_templates(front)
    [whole] = templates_of_side(front)
    with_parts = templates_of_side(front, [other])

    assert len(whole) == 160
    assert 3 <= len(with_parts) <= MOST_TEMPLATES
    assert all(2 * FEWEST <= len(template) <= 160 for template in with_parts)
    longest = float(np.ptp(everything.points, 0).max())
    axis = int(np.ptp(everything.points, 0).argmax())
    lengths = [float(np.ptp(template.points[:, axis])) for template in with_parts]
    assert lengths[0] > 0.6 * longest, "the whole note comes first"
    assert all(length <= 0.51 * longest for length in lengths[1:])


def test_a_picture_that_no_other_finds_is_a_template_by_itself() -> None:
    shot = shots("front")[0][0]

    [template] = templates_of_side([shot])

    assert len(template) == 160
    assert templates_of_side([]) == []

"""The answer to "what do you see?"."""

import pytest

from app.feedback.describe import describe
from app.feedback.guidance import GuidanceParameters
from app.feedback.phrases import LANGUAGES
from app.feedback.utterance import Announcement
from app.recognition.observation import Box
from tests.app.observations import observation

MIDDLE = Box(0.2, 0.3, 0.8, 0.7)


def announcement(confidence: float = 0.99) -> Announcement:
    return Announcement("USD", "20", "front", confidence, 3, 0.2, 0.2, None)


def test_a_note_that_was_read_is_told_with_how_sure_where_and_the_light() -> None:
    seen = observation(scores={"20": 0.9}, note_box=MIDDLE)

    assert describe(seen, announcement(), value_words="20 dollars") == (
        "I see 20 dollars. I am very sure. It is in the middle. The light is good."
    )
    assert "fairly sure" in describe(seen, announcement(0.85), value_words="20 dollars")


def test_in_private_the_value_is_left_out() -> None:
    seen = observation(scores={"20": 0.9}, note_box=MIDDLE)
    said = describe(seen, announcement(), value_words=None)

    assert said.startswith("I see a note that I have read.")
    assert "20" not in said


def test_a_value_that_did_not_earn_its_word_is_not_told() -> None:
    said = describe(observation(scores={"20": 0.99}, note_box=MIDDLE), None, value_words="20 dollars")

    assert said == "I see a note but have not read it yet. It is in the middle. The light is good."


@pytest.mark.parametrize(
    ("box", "where"),
    [
        (Box(0.0, 0.3, 0.4, 0.7), "It is to your right."),
        (Box(0.6, 0.3, 1.0, 0.7), "It is to your left."),
        (Box(0.3, 0.0, 0.7, 0.3), "It is high up."),
        (Box(0.3, 0.7, 0.7, 1.0), "It is low down."),
        (Box(0.0, 0.0, 0.4, 0.3), "It is to your right. It is high up."),
    ],
)
def test_places_are_the_persons_own(box: Box, where: str) -> None:
    said = describe(observation(scores={"20": 0.6}, note_box=box), None, value_words=None)

    assert said == f"I see a note but have not read it yet. {where} The light is good."


def test_a_camera_that_looks_where_the_person_looks_tells_the_pictures_places() -> None:
    seen = observation(scores={"20": 0.6}, note_box=Box(0.0, 0.3, 0.4, 0.7))

    parameters = GuidanceParameters(camera_faces_person=False)
    assert "your left" in describe(seen, None, value_words=None, parameters=parameters)


@pytest.mark.parametrize(
    ("brightness", "light"), [(0.02, "It is dark."), (0.5, "The light is good."), (0.99, "The light is too strong.")]
)
def test_an_empty_view_tells_the_light(brightness: float, light: str) -> None:
    assert describe(observation(brightness=brightness), None, value_words=None) == f"I see no note. {light}"


def test_without_a_picture_it_says_so() -> None:
    assert describe(None, None, value_words=None) == "There is no picture from the camera."


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_answers(language: str) -> None:
    said = describe(observation(note_box=MIDDLE), announcement(), value_words="<20>", language=language)

    assert "<20>" in said
    assert (said == describe(observation(note_box=MIDDLE), announcement(), value_words="<20>")) == (language == "en")


def test_of_a_note_whose_place_is_not_known_no_place_is_told() -> None:
    seen = observation(scores={"20": 0.9})
    assert describe(seen, None, value_words=None) == "I see a note but have not read it yet. The light is good."
    assert describe(seen, announcement(), value_words="20 dollars") == (
        "I see 20 dollars. I am very sure. The light is good."
    )


@pytest.mark.parametrize(("confidence", "sure"), [(0.97, "very"), (0.969, "fairly")])
def test_how_sure_it_is_is_told(confidence: float, sure: str) -> None:
    seen = observation(scores={"20": 0.9})
    assert f"I am {sure} sure." in describe(seen, announcement(confidence), value_words="20 dollars")


@pytest.mark.parametrize(("brightness", "light"), [(0.08, "good"), (0.95, "good"), (0.079, "dark"), (0.951, "strong")])
def test_light_that_just_suffices_is_good(brightness: float, light: str) -> None:
    assert light in describe(observation(brightness=brightness), None, value_words=None)


@pytest.mark.parametrize(
    ("middle", "where"),
    [
        ((0.5, 0.5), "in the middle"),
        ((0.64, 0.5), "in the middle"),
        ((0.66, 0.5), "to your left"),
        ((0.5, 0.36), "in the middle"),
        ((0.5, 0.34), "high up"),
    ],
)
def test_a_note_that_is_hardly_beside_the_middle_is_in_it(middle: tuple[float, float], where: str) -> None:
    x, y = middle
    box = Box(x - 0.125, y - 0.125, x + 0.125, y + 0.125)
    assert where in describe(observation(scores={"20": 0.6}, note_box=box), None, value_words=None)

"""The answer to "what do you see?": value, how sure, where, and the light. When it is asked is the session's business.

Only a value that earned being spoken is named: who asks while a note is still being read is told just that.
"""

from app.feedback.guidance import GuidanceParameters
from app.feedback.phrases import Phrase, phrase
from app.feedback.utterance import Announcement
from app.recognition.observation import Box, Observation

_VERY_SURE = 0.97
_OFF_CENTRE = 0.15


def describe(
    observation: Observation | None,
    announced: Announcement | None,
    *,
    value_words: str | None,
    language: str = "en",
    parameters: GuidanceParameters | None = None,
) -> str:
    """What the newest frame shows, in whole sentences.

    Args:
        observation: of the newest frame, or None when there is none.
        announced: the announced note that is still in view, or None.
        value_words: its value in words; None when it must not be said (private mode).
        language: BCP 47 tag.
        parameters: the limits of light, and which way the camera faces.
    """
    p = parameters or GuidanceParameters()
    if observation is None:
        return phrase(Phrase.SEES_NO_PICTURE, language)
    keys: list[Phrase] = []
    sentences: list[str] = []
    if announced is not None:
        if value_words is None:
            sentences.append(phrase(Phrase.SEES_READ_NOTE, language))
        else:
            sentences.append(phrase(Phrase.SEES_VALUE, language, value=value_words))
        keys.append(Phrase.VERY_SURE if announced.confidence >= _VERY_SURE else Phrase.FAIRLY_SURE)
    else:
        keys.append(Phrase.SEES_UNREAD_NOTE if observation.shows_note else Phrase.SEES_NOTHING)
    if observation.note_box is not None:
        keys += _place(observation.note_box, p)
    if observation.brightness < p.dark_below:
        keys.append(Phrase.LIGHT_DARK)
    elif observation.brightness > p.bright_above:
        keys.append(Phrase.LIGHT_BRIGHT)
    else:
        keys.append(Phrase.LIGHT_GOOD)
    return " ".join([*sentences, *(phrase(key, language) for key in keys)])


def _place(box: Box, parameters: GuidanceParameters) -> list[Phrase]:
    x, y = (box.left + box.right) / 2 - 0.5, (box.top + box.bottom) / 2 - 0.5
    found = []
    if abs(x) > _OFF_CENTRE:
        # What is on the picture's left is on the right of someone whom the camera faces.
        is_left = (x < 0) != parameters.camera_faces_person
        found.append(Phrase.PLACE_LEFT if is_left else Phrase.PLACE_RIGHT)
    if abs(y) > _OFF_CENTRE:
        found.append(Phrase.PLACE_HIGH if y < 0 else Phrase.PLACE_LOW)
    return found or [Phrase.PLACE_MIDDLE]

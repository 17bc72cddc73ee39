"""What is missing is told once."""

from app.speech.complaints import Complaints
from app.speech.errors import PlayerUnavailable, VoiceUnavailable


def test_each_trouble_of_each_part_is_told_once_until_it_works_again() -> None:
    told: list[str] = []
    complaints = Complaints(lambda trouble: told.append(trouble.code))
    for _ in range(3):
        complaints.tell("voice", VoiceUnavailable("voice_failed"))
        complaints.tell("card", PlayerUnavailable("no_sound_card"))
    assert told == ["voice_failed", "no_sound_card"]
    complaints.tell("card", PlayerUnavailable("sound_lost"))
    complaints.works("card")
    complaints.tell("card", PlayerUnavailable("sound_lost"))
    assert told[2:] == ["sound_lost", "sound_lost"]

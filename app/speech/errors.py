"""What can be missing for speech, as types of Trouble: a code and parameters, no words. No handling lives here."""

from app.trouble import Trouble


class VoiceUnavailable(Trouble):
    """No text-to-speech voice can be had, or it stopped answering."""


class VoiceRestarted(Trouble):
    """The voice stopped answering and is being replaced: what was asked of it has to be asked again."""


class PlayerUnavailable(Trouble):
    """Sound cannot be put out: no sound card, or a sound file that cannot be written."""


class SoundBrokenOff(Exception):
    """What sounded stopped before its end though the output is well: it can be said again at once. Nobody is told."""

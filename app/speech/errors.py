"""What can be missing for speech. Each message is one sentence or two that say what to do; no handling lives here."""


class VoiceUnavailable(Exception):
    """No text-to-speech voice can be had, or it stopped answering."""


class PlayerUnavailable(Exception):
    """Sound cannot be put out: no sound card, or a sound file that cannot be written."""

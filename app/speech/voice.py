"""The voice of the platform, in the best matching language, with a memory for what it has said before.

How each platform renders sound lives in `synths.py`; when something is said, in `queue.py`.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from app.speech.clip import Clip, ClipCache, trimmed
from app.speech.loudness import levelled
from app.speech.protocols import SoundChoice, VoiceInfo
from app.speech.synths import Synth, platform_synth
from app.trouble import Trouble

_SAME_LANGUAGE = {"zh": "cmn", "no": "nb", "nn": "nb"}  # eSpeak NG's names for what others ask for


class Pyttsx3Voice:
    """A voice of pyttsx3. The engine is made by the first call of `prepare` or `render` and belongs to that thread."""

    def __init__(self, language: str = "en", rate_wpm: int | None = None, *, keeps_clips: bool = True) -> None:
        """Takes a BCP 47 tag and words a minute (None: `USUAL_RATE_WPM`, on Windows and macOS the engine's own).

        `keeps_clips`: remember what was rendered; False where the one who asks does.
        """
        self._language = language
        self._rate_wpm = rate_wpm
        self._chosen_id: str | None = None
        self._pitch = 50
        self._synth: Synth | None = None
        self._note: Trouble | None = None
        self._clips = ClipCache() if keeps_clips else ClipCache(0, 0)

    @property
    def note(self) -> Trouble | None:
        """Says that the language has no voice and the default speaks instead; None when it has or is not known yet."""
        return self._note

    def prepare(self) -> None:
        """Makes the engine and chooses its voice. Raises VoiceUnavailable."""
        if self._synth is not None:
            return
        synth = platform_synth()
        self._choose(synth)
        self._synth = synth

    def expect(self, texts: Iterable[str]) -> None:
        """These words are said often from now on and are remembered before all others."""
        self._clips.expect(texts)

    def adjust(self, choice: SoundChoice) -> None:
        """Speaks like this from the next words on. Raises VoiceUnavailable."""
        asked = (choice.language, choice.voice, choice.rate_wpm, choice.pitch)
        if asked == (self._language, self._chosen_id, self._rate_wpm, self._pitch):
            return
        self._language, self._chosen_id, self._rate_wpm, self._pitch = asked
        self._clips.clear()
        if self._synth is not None:
            self._choose(self._synth)

    def voices(self) -> tuple[VoiceInfo, ...]:
        """The voices that speak the language, by name. Raises VoiceUnavailable."""
        self.prepare()
        assert self._synth is not None
        spoken = [voice for voice in _voices(self._synth.engine) if _nearness(_tags(voice), self._language) > 0]
        found = {str(voice.id): VoiceInfo(str(voice.id), str(voice.name or voice.id)) for voice in spoken}
        return tuple(sorted(found.values(), key=lambda voice: voice.name.casefold()))

    def _choose(self, synth: Synth) -> None:
        known = {str(voice.id) for voice in _voices(synth.engine)} if self._chosen_id is not None else set()
        voice_id = self._chosen_id if self._chosen_id in known else _matching_voice(synth.engine, self._language)
        self._note = None
        if voice_id is None:
            self._note = Trouble("no_voice_for_language", language=self._language)
        synth.pitch = self._pitch
        synth.select(voice_id, self._rate_wpm)

    def render(self, text: str) -> Clip:
        """The words as sound, as loud as any, without silence around them; the same words again cost nothing.

        Raises VoiceUnavailable.
        """
        clip = self._clips.get(text)
        if clip is None:
            self.prepare()
            assert self._synth is not None
            clip = levelled(trimmed(self._synth.render(text)))
            self._clips.put(text, clip)
        return clip

    def close(self) -> None:
        """Lets the engine go."""
        if self._synth is not None:
            self._synth.close()
            self._synth = None


def _matching_voice(engine: Any, language: str) -> str | None:
    """Identifier of the voice nearest to the language, the current one if none is nearer; None if none speaks it."""
    try:
        current = engine.getProperty("voice")
    except Exception:  # as in _voices
        return None
    ranked = [(_nearness(_tags(voice), language), voice.id == current, voice.id) for voice in _voices(engine)]
    nearness, _, voice_id = max(ranked, key=lambda entry: entry[:2], default=(0.0, False, None))
    return voice_id if nearness > 0 else None


def _voices(engine: Any) -> list[Any]:
    try:
        # The mb/ voices of eSpeak NG need a second synthesizer that is hardly ever there.
        return [voice for voice in engine.getProperty("voices") if not str(voice.id).startswith("mb/")]
    except Exception:  # one voice with broken attributes makes pyttsx3's whole list fail, in each driver differently
        return []


def _tags(voice: Any) -> Sequence[str]:
    tags = [str(tag) for tag in voice.languages or [] if tag]
    identifier = str(voice.id)
    if identifier.count("/") == 1:  # eSpeak NG: "gmw/en-us" is a family and a tag
        tags.append(identifier.split("/")[1])
    return tags


def _nearness(tags: Sequence[str], language: str) -> float:
    wanted = _normalized(language)
    best = 0.0
    for tag in map(_normalized, tags):
        if tag == wanted:
            best = max(best, 2.0)
        elif tag[0] == wanted[0]:
            best = max(best, 1.0 / len(tag))  # plain English is nearer to Australian than New York's is
    return best


def _normalized(tag: str) -> tuple[str, ...]:
    parts = tag.replace("_", "-").lower().split("-")
    return (_SAME_LANGUAGE.get(parts[0], parts[0]), *parts[1:])

"""The fixed sentences the app says, found by name and language; amounts of money are made in `words.py`.

The sentences themselves stand in `translations/`, one file a language, all with the same names. They are no Qt
translations, because a run without a window says them, too; what only the window shows is translated in `app/ui`.
"""

from collections.abc import Mapping
from enum import Enum
from types import ModuleType

from babel import Locale

from app.feedback.translations import ar, de, en, es, fr, hi, id_, pt, ru, tr

FULL_STOPS = ".।"
"""What ends a sentence in the languages of the app, to be taken off where it becomes a part of another one."""


class Phrase(Enum):
    """Names of the sentences. Words in braces in a sentence are filled in by `phrase`."""

    READY = "ready"
    READY_FOR = "ready_for"
    CAMERA_OPENED = "camera_opened"
    CAMERA_LOST = "camera_lost"
    CAMERA_BACK = "camera_back"
    DEMO_PLAYING = "demo_playing"
    SOURCE_ENDED = "source_ended"
    PAUSED = "paused"
    RUNNING = "running"
    MUTED = "muted"
    UNMUTED = "unmuted"
    NOTHING_TO_REPEAT = "nothing_to_repeat"
    UNKNOWN_NOTE = "unknown_note"

    HINT_CLOSER = "hint_closer"
    HINT_FURTHER_AWAY = "hint_further_away"
    HINT_LEFT = "hint_left"
    HINT_RIGHT = "hint_right"
    HINT_UP = "hint_up"
    HINT_DOWN = "hint_down"
    HINT_TOO_DARK = "hint_too_dark"
    HINT_TOO_BRIGHT = "hint_too_bright"
    HINT_HOLD_STILL = "hint_hold_still"
    HINT_TURN_OVER = "hint_turn_over"
    HINT_FLATTEN = "hint_flatten"
    HINT_UNCOVER = "hint_uncover"
    HINT_STILL_LOOKING = "hint_still_looking"
    HINT_NOTHING_IN_VIEW = "hint_nothing_in_view"
    HINT_SEVERAL = "hint_several"

    HINT_CLOSER_FULL = "hint_closer_full"
    HINT_FURTHER_AWAY_FULL = "hint_further_away_full"
    HINT_LEFT_FULL = "hint_left_full"
    HINT_RIGHT_FULL = "hint_right_full"
    HINT_UP_FULL = "hint_up_full"
    HINT_DOWN_FULL = "hint_down_full"
    HINT_TOO_DARK_FULL = "hint_too_dark_full"
    HINT_TOO_BRIGHT_FULL = "hint_too_bright_full"
    HINT_HOLD_STILL_FULL = "hint_hold_still_full"
    HINT_TURN_OVER_FULL = "hint_turn_over_full"
    HINT_FLATTEN_FULL = "hint_flatten_full"
    HINT_UNCOVER_FULL = "hint_uncover_full"
    HINT_STILL_LOOKING_FULL = "hint_still_looking_full"
    HINT_NOTHING_IN_VIEW_FULL = "hint_nothing_in_view_full"
    HINT_SEVERAL_FULL = "hint_several_full"

    GUIDANCE_VALUES_ONLY = "guidance_values_only"
    GUIDANCE_BRIEF = "guidance_brief"
    GUIDANCE_FULL = "guidance_full"

    SEES_VALUE = "sees_value"
    SEES_READ_NOTE = "sees_read_note"
    SEES_UNREAD_NOTE = "sees_unread_note"
    SEES_NOTHING = "sees_nothing"
    SEES_NO_PICTURE = "sees_no_picture"
    VERY_SURE = "very_sure"
    FAIRLY_SURE = "fairly_sure"
    PLACE_MIDDLE = "place_middle"
    PLACE_LEFT = "place_left"
    PLACE_RIGHT = "place_right"
    PLACE_HIGH = "place_high"
    PLACE_LOW = "place_low"
    LIGHT_GOOD = "light_good"
    LIGHT_DARK = "light_dark"
    LIGHT_BRIGHT = "light_bright"

    MODE_NORMAL = "mode_normal"
    MODE_PRIVATE = "mode_private"
    MODE_COUNT = "mode_count"
    MODE_PRIVATE_COUNT = "mode_private_count"
    PRIVATE_TOLD = "private_told"
    PRIVATE_NO_AMOUNTS = "private_no_amounts"
    PRIVATE_LESSON = "private_lesson"
    TONES_ONE = "tones_one"
    TONES_MANY = "tones_many"

    COUNT_ADDED = "count_added"
    COUNT_LINE = "count_line"
    COUNT_TOTAL = "count_total"
    COUNT_EMPTY = "count_empty"
    COUNT_UNDONE = "count_undone"
    COUNT_UNDONE_PRIVATE = "count_undone_private"
    COUNT_CLEARED = "count_cleared"

    CAMERA_SLOW = "camera_slow"
    COMPUTER_SLOW = "computer_slow"
    DEMO_OVER = "demo_over"
    SOUND_BACK = "sound_back"
    COUNT_CLEAR_ASKED = "count_clear_asked"
    COUNT_RESTORED = "count_restored"
    STUCK = "stuck"
    RECOVERED = "recovered"
    FRAME_PASSED_OVER = "frame_passed_over"

    WITHDRAWN = "withdrawn"
    SEVERAL_OF = "several_of"
    PACK_ONE_SIDE = "pack_one_side"
    PACK_MISSING = "pack_missing"
    TIER_PARTIAL = "tier_partial"
    TIER_FEW = "tier_few"
    PACK_DESIGN = "pack_design"
    PACK_FEW = "pack_few"


_MODULES: Mapping[str, ModuleType] = {
    "en": en,
    "es": es,
    "de": de,
    "fr": fr,
    "pt": pt,
    "hi": hi,
    "tr": tr,
    "ru": ru,
    "id": id_,
    "ar": ar,
}

LANGUAGES: tuple[str, ...] = tuple(_MODULES)
_SENTENCES: Mapping[str, Mapping[str, str]] = {code: module.SENTENCES for code, module in _MODULES.items()}
_NOTES: Mapping[str, Mapping[str, str]] = {code: module.NOTES for code, module in _MODULES.items()}


def spoken_language(language: str) -> str:
    """Which of `LANGUAGES` a BCP 47 tag is answered in: its own, or "en" when that has no sentences."""
    code = language.replace("_", "-").split("-")[0].lower()
    return code if code in _SENTENCES else "en"


def phrase(key: Phrase, language: str = "en", **fill: str) -> str:
    """The sentence in the language of a BCP 47 tag, or in English when there is none.

    Raises:
        KeyError: a word in braces was not given in `fill`.
    """
    return _SENTENCES[spoken_language(language)][key.value].format(**fill)


def counted_notes(count: int, language: str = "en") -> str:
    """A number of notes in the plural form that the language has for it: "1 note", "2 notes", "5 банкнот"."""
    code = spoken_language(language)
    forms = _NOTES[code]
    return forms.get(Locale(code).plural_form(count), forms["other"]).format(count=count)

"""The limits of the app, each as it is meant.

Memory, times and thresholds were chosen by measuring; whoever changes one is to see here that it is meant.
"""

from __future__ import annotations

import importlib

import pytest

from tests.limits import forgotten, modules_below

KIB, MIB = 1024, 1024 * 1024
VALUES: dict[str, dict[str, float]] = {
    "app.camera.address": {"LONGEST": 4096, "_LONGEST_HOST": 253},
    "app.camera.capture": {"KEEN_S": 4.0, "KEEN_DELAY_S": 0.2},
    "app.camera.chunks": {"MOST_LINE_BYTES": 4096},
    "app.camera.continuity": {"LONGEST_STEADY_S": 60.0, "FROZEN_AFTER_S": 10.0, "_STEADY_PICTURES": 3},
    "app.camera.demo": {"_ENTER_S": 0.5, "_NOTE_S": 3.6999999999999997},
    "app.camera.device": {"_FAILED_READS_ALLOWED": 5, "_SILENCE_ALLOWED_S": 2.0},
    "app.camera.feed": {"_LATE_S": 0.2},
    "app.camera.frame_check": {"LEAST_SIDE_PX": 16},
    "app.camera.http_access": {"_CHUNK": 64 * KIB, "_LONGEST_CHALLENGE": 16 * KIB},
    "app.camera.http_source": {"_BAD_PICTURES_ALLOWED": 30, "_LOOKED_AT": 4096},
    "app.camera.mjpeg": {"MOST_BYTES": 16 * MIB},
    "app.camera.phone_source": {"MOST_PIXELS": 16_000_000},
    "app.camera.picture_header": {
        "MOST_SEGMENTS": 20_000,
        "MOST_CHUNKS": 100_000,
        "MOST_FILL_BYTES": 1_000_000,
        "MOST_TAGS": 2000,
    },
    "app.camera.pictures": {
        "_LARGEST_FILE_BYTES": 256 * MIB,
        "MOST_PIXELS": 64_000_000,
        "MOST_SCANNED_PIXELS": 2_000_000_000,
        "MOST_SCANS": 100,
        "_MOST_DECODING_BYTES": 625000 * KIB,
        "_GREY": 128,
    },
    "app.camera.shown": {"LONGEST": 400},
    "app.camera.spec": {"_VIDEO4LINUX": 81},
    "app.feedback.announcer": {"LOOKS_EVERY_S": 0.4},
    "app.feedback.describe": {"_VERY_SURE": 0.97, "_OFF_CENTRE": 0.15},
    "app.feedback.smoothing": {"_NEGLIGIBLE": 0.001},
    "app.feedback.table": {"_SAME_NOTE": 0.6, "_THIRD": 1 / 3, "_FOLD_TOLERANCE": 0.15},
    "app.feedback.table_moved": {"SAME_PLACE": 0.4},
    "app.feedback.table_view": {"EMPTY_S": 0.75},
    "app.longpath": {"_LONGEST": 247},
    "app.phone.admission": {"MOST_TRIES": 20},
    "app.phone.connection": {"_TLS": 22, "_LARGE_BYTES": 64 * KIB, "MOST_LARGE": 3},
    "app.phone.desk": {"MOST_PICTURE_BYTES": 8 * MIB, "MOST_WORD_BYTES": 1024, "LONGEST_DELAY_S": 0.5},
    "app.phone.request": {"MOST_HEAD_BYTES": 8 * KIB, "MOST_HEADERS": 64, "_LONGEST_NUMBER": 9},
    "app.phone.sayings": {"STALE_S": 3.0},
    "app.phone.server": {"MOST_CONNECTIONS": 24, "MOST_OF_ONE": 12},
    "app.recognition.agreeing": {"LEAST_AGREEING": 5},
    "app.recognition.beside": {"_SHARED": 0.3},
    "app.recognition.closer": {
        "_CERTAIN": 0.999,
        "_LOOKED_THROUGH": 2,
        "_WEAK_BELOW": 12,
        "_FAINT_BELOW": 9,
        "_UNLIKELY": 0.0,
        "_FAINT_UNLIKELY": -0.5,
    },
    "app.recognition.closer_turns": {"_ANOTHER_S": 1.5},
    "app.recognition.comparison": {"_AVERAGED_BELOW": 0.5},
    "app.recognition.dense": {
        "_OVERLAPS": 0.5,
        "_REMEMBERED": 2000,
        "_SAME_SIDE": 10,
        "_DESCRIBED": 18,
        "_FEWEST": 20,
    },
    "app.recognition.dense_check": {
        "_ALIKE": 0.25,
        "_SPEAKS_AGAINST": 20,
        "_TELLS_FAMILY": 100,
        "_LEAST_OF_EITHER": 25,
        "_OWN_OF_SHARED": 0.5,
        "_KEPT": 2,
    },
    "app.recognition.instances": {"_MOSTLY_FREE": 0.5, "_HELD": 8, "_OVERLAP": 0.1},
    "app.recognition.labels": {"_MOST_BYTES": 256 * MIB, "FORMAT": 2},
    "app.recognition.mirror": {"_TELLING": 2},
    "app.recognition.network": {"EMBEDDING_LENGTH": 1280, "BOX_LENGTH": 5},
    "app.recognition.npz_parts": {"_MOST_BYTES": 128 * MIB},
    "app.recognition.packs": {"MOST_BYTES": 250_000},
    "app.recognition.placed": {
        "_SAME_NOTE": 0.7,
        "LIKE_TEMPLATE": 0.25,
        "LEAST_OWN_ALIKE": 7,
        "_EXPLAINED": 0.7,
    },
    "app.recognition.poses": {"LEAST_INLIERS": 5},
    "app.recognition.print_check": {"_STRONGEST": 350},
    "app.recognition.screening": {"_LARGEST_OCTAVE": 9.0},
    "app.recognition.seal": {"_LARGE_BYTES": 1 * MIB},
    "app.recognition.siblings": {"_DESCRIBED": 12, "_LEAST_ALIKE": 20},
    "app.recognition.taught": {"_MOST_TOLD": 3},
    "app.recognition.taught_dense": {
        "MOST_LAID": 24,
        "_OF_RIVAL": 0.5,
        "_OF_RIVAL_UNKNOWN": 0.75,
        "_DOUBTFUL": -2.0,
        "_ONE_LOOK": 20,
        "_OF_BUILT_IN": 40,
    },
    "app.recognition.taught_file": {"MOST_NOTES": 500, "_MOST_HEAD_BYTES": 512 * KIB, "_MOST_FILE_BYTES": 131584 * KIB},
    "app.recognition.taught_names": {"MOST_LETTERS": 40},
    "app.recognition.teaching": {"FEWEST": 25, "SAME": 15, "_LAID_FLAT": 10, "_MOVED": 0.03},
    "app.recognition.teaching_frames": {"_MOVED_LEVELS": 18},
    "app.recognition.teaching_joined": {"_ALIKE": 0.45},
    "app.service.command": {"_KEPT_BYTES": 8 * MIB},
    "app.service.form": {"LONGEST_LANGUAGE": 35},
    "app.service.guard": {"_LONGEST_NUMBER": 18},
    "app.service.inference": {
        "MOST_PICTURES": 16,
        "MOST_JSON_BYTES": 8 * MIB,
        "INLINE_JSON_BYTES": 64 * KIB,
        "INLINE_TEXT_BYTES": 1 * MIB,
        "INLINE_ITEMS": 200,
        "MOST_DEPTH": 16,
        "_LONGEST_NUMBER": 18,
    },
    "app.service.intake": {"LARGE_BYTES": 256 * KIB, "_READ_BYTES": 320 * KIB, "_GIVE_BACK_BYTES": 16 * MIB},
    "app.service.picture": {"MOST_PIXELS": 50_000_000, "LEAST_SIDE_PX": 16, "MOST_BYTES": 84 * MIB},
    "app.service.pool": {"STUCK_S": 0.5},
    "app.service.protocol": {
        "MOST_HEADER_BYTES": 64 * KIB,
        "MOST_FRAMING_BYTES": 64 * KIB,
        "FEW_CONNECTIONS": 32,
        "GATHERED_BYTES": 256 * KIB,
        "UNASKED_BYTES": 32 * KIB,
    },
    "app.service.server": {"_REFUSE_S": 25, "_CUT_OFF_S": 27, "_SHORTEST_KEY": 16},
    "app.service.unpacker": {
        "MEMORY_BYTES": 120 * MIB,
        "_LARGE_BYTES": 256 * KIB,
        "_PIPE_BYTES": 1 * MIB,
        "_HEAD_BYTES": 1 * MIB,
        "_PIXEL_BYTES": 4800 * KIB,
    },
    "app.service.unpacking": {"_JSON_BYTES": 64 * MIB, "_LARGE_BYTES": 1 * MIB},
    "app.session.count_answers": {"CONFIRM_WITHIN_S": 10.0},
    "app.session.identifying": {"_WORKING_EVERY_S": 1.2, "_AWAY_S": 0.75},
    "app.session.looking": {"SAME_FAILURES_ALLOWED": 30},
    "app.session.pace": {"SLOW_S": 0.8, "INTERVALS": 4},
    "app.session.table": {"LIMIT_S": 2.0, "STILL_EVERY_S": 4.0, "PICTURES": 3},
    "app.session.teaching_list": {"CONFIRM_WITHIN_S": 10.0},
    "app.session.unheard": {"MOST_RENEWALS": 20},
    "app.session.watchdog": {"STUCK_AFTER_S": 2.0, "FAILURES_ALLOWED": 5, "FAILURES_WITHIN_S": 60.0},
    "app.session.wording": {"MOST_USUALLY_ON": 5, "_CURRENCIES_NAMED": 4},
    "app.settings": {"_MOST_BYTES": 1 * MIB, "_MOST_DEPTH": 32, "_MOST_LETTERS": 4096},
    "app.speech.clip": {"LONGEST_KEPT_S": 5.0},
    "app.speech.floor": {"TORN_S": 0.05, "TEARS_ALLOWED": 2},
    "app.speech.measure": {"_QUIET": 7, "_LOUD": 300},
    "app.speech.playback": {
        "HELD_MS": 120,
        "FADE_FRAMES": 240,
        "HELD_FRAMES": 5760,
        "_FILL_VARIES_FRAMES": 1440,
        "_LEAST_HELD_FRAMES": 4800,
    },
    "app.speech.clip_streams": {"LEAD_MS": 60, "CHANNELS": 1, "_STALLED_LOOKS": 15},
    "app.speech.player": {"_SILENT_LOOKS": 15, "_SETTLES_LOOKS": 30},
    "app.speech.player_process": {"HUNG_S": 3.0},
    "app.speech.sentences": {"LONG_TEXT": 100},
    "app.speech.voice_process": {"FAILURES_ALLOWED": 5, "SAME_TEXT_ALLOWED": 3},
    "app.textfile": {"MOST_BYTES": 16 * MIB},
    "app.ui.display": {"TOO_LATE": 124},
    "app.ui.global_key_windows": {"_CTRL_ALT": 3, "_HOTKEY": 786},
    "app.ui.global_key_x11": {"_CTRL_ALT": 12},
    "app.ui.reader_page": {"_PICTURE_LEAST_PX": 150, "_CURRENCIES_NAMED": 12},
    "app.ui.single_instance": {"_LONGEST_PATH": 100},
    "app.ui.tour": {"DEMO_NOTES": 3},
}


@pytest.mark.parametrize("module", VALUES)
def test_a_limit_is_changed_on_purpose_only(module: str) -> None:
    found = importlib.import_module(module)
    assert {name: getattr(found, name) for name in VALUES[module]} == VALUES[module]


@pytest.mark.parametrize("module", modules_below("app"))
def test_no_limit_is_forgotten(module: str) -> None:
    assert forgotten(module, VALUES) == []

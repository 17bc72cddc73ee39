"""Clips in real time: what is measured is the clock's, by a clock that the test turns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from app.camera.frame import Frame
from app.feedback.announcer import Announcer
from app.recognition.observation import Box, Observation
from app.recognition.proposal import NOTHING, Proposal
from app.session.print_watch import NoPrint, PrintWatch
from convert.__main__ import main
from convert.data.dataset import specimen_references
from convert.evaluation import live
from convert.evaluation.clips import Clip, Recipe, Truth
from convert.evaluation.live import RealTime, Waited, watch_live
from convert.evaluation.recipes import make_recipe
from tests.app.observations import observation
from tests.convert.evaluation.test_presentations import SPECIMENS

CLIP = Clip("note", "", "USD", "20", is_flat=True, aim="", backgrounds=(), seed=1)
FPS = 20


class Clock:
    """Time that passes when it is waited for, and when a frame is looked at."""

    def __init__(self, look_s: float, sees: str = "20", score: float = 0.95) -> None:
        self.time_s = 100.0
        self.look_s = look_s
        self.sees = sees
        self.score = score
        self.seen: list[int] = []

    def now(self) -> float:
        return self.time_s

    def sleep(self, seconds: float) -> None:
        self.time_s += seconds + 1e-9

    def observe(self, frame: Frame, currencies: frozenset[str]) -> Observation:
        self.time_s += self.look_s
        self.seen.append(frame.index)
        is_good = frame.captured_at_s >= 1.0
        scores = {self.sees: self.score} if is_good else None
        return observation(frame.index, frame.captured_at_s, scores, note_box=Box(0.2, 0.2, 0.8, 0.8))


class AskedPrint(NoPrint):
    """Sees no print, and remembers what the network proposed."""

    def __init__(self) -> None:
        self.proposals: list[Proposal] = []

    def offer(
        self,
        frame: Frame,
        box: Box | None,
        currencies: frozenset[str],
        proposal: Proposal = NOTHING,
    ) -> None:
        self.proposals.append(proposal)


def shown(clock: Clock, seconds: float = 3.0, watch: PrintWatch | None = None) -> Waited:
    picture = np.zeros((4, 6, 3), np.uint8)
    frames = [(picture, Truth(i / FPS, True, i / FPS >= 1.0, None)) for i in range(round(seconds * FPS))]
    waited = Waited()
    watch_live(
        frames,
        CLIP,
        clock,
        watch or NoPrint(),
        Announcer(),
        on=frozenset({"USD"}),
        waited=waited,
        real_time=RealTime(clock.now, clock.sleep),
    )
    return waited


def test_the_word_is_timed_from_the_first_good_frame_to_its_decision() -> None:
    quick = shown(Clock(look_s=0.01))
    assert (quick.clips, quick.wrong, quick.missed) == (1, 0, 0)
    assert 0.4 < quick.delays_s[0] < 0.7
    assert quick.frames_ms == pytest.approx([10.0] * 3 * FPS, abs=0.01)


def test_frames_that_come_meanwhile_are_passed_over_and_the_delay_is_the_clocks() -> None:
    clock = Clock(look_s=0.12)
    slow = shown(clock)
    assert clock.seen[:4] == [0, 2, 4, 7]
    assert max(slow.frames_ms) < 120 + 1000 / FPS + 0.01
    assert slow.delays_s[0] > shown(Clock(look_s=0.01)).delays_s[0]


def test_the_print_reader_is_told_what_the_network_is_sure_of_as_in_the_app() -> None:
    for score, sure in ((0.95, None), (0.99, "USD/20")):
        print_watch = AskedPrint()
        shown(Clock(look_s=0.01, score=score), watch=print_watch)
        assert {one.sure_of for one in print_watch.proposals} - {None} == {sure} - {None}


def test_other_values_and_silence_are_counted() -> None:
    wrong = shown(Clock(look_s=0.01, sees="10"))
    assert (wrong.wrong, wrong.missed, wrong.delays_s) == (1, 1, [])
    assert shown(Clock(look_s=0.01), seconds=1.1).missed == 1


def test_the_step_shows_clips_by_the_shipped_model(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    specimens = specimen_references(SPECIMENS)
    recipe = make_recipe(specimens, specimens, (), count=1, aimed=0, blank_minutes=0, seed=5)
    (tmp_path / "presentations.json").write_text(recipe.to_json(), encoding="utf-8")
    assert main(["live", "--clips", str(tmp_path), "--large"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split()[:2] == ["trained", "1"]
    (tmp_path / "presentations.json").write_text(Recipe(15, ()).to_json(), encoding="utf-8")
    assert main(["live", "--clips", str(tmp_path)]) == 1
    assert "No clip" in capsys.readouterr().err


class Recognizer:
    """Knows two currencies by itself and one by a pack, and no print."""

    currencies = ("USD", "EUR", "KES")
    own_currencies = frozenset({"USD", "EUR"})
    default_currencies = ("EUR", "USD")
    is_warm = False

    def warm_up(self) -> None:
        self.is_warm = True

    def print_reader(self) -> None:
        assert self.is_warm


@pytest.mark.parametrize(
    ("on", "wanted"),
    [
        (1, [{"EUR"}, {"KES"}, {"USD"}]),
        (2, [{"EUR", "USD"}, {"KES", "EUR"}, {"USD", "EUR"}]),
        (3, [{"EUR", "USD"}, {"KES", "EUR", "USD"}, {"USD", "EUR"}]),
    ],
)
def test_beside_a_note_s_own_currency_those_that_are_on_by_default_are_on(
    on: int, wanted: list[set[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clips = [replace(CLIP, currency=currency) for currency in ("USD", "KES", "EUR", "GBP")]
    clips.append(replace(CLIP, kind="aimed"))
    seen: list[tuple[str, set[str]]] = []

    def watched(frames: object, clip: Clip, *_: object, on: frozenset[str], **__: object) -> None:
        seen.append((clip.currency, set(on)))

    monkeypatch.setattr(live.Recipe, "read", lambda path: SimpleNamespace(clips=clips, fps=FPS))
    monkeypatch.setattr(live.Recognizer, "load", lambda path, threads: Recognizer())
    monkeypatch.setattr(live, "Showing", lambda clip, fps: [])
    monkeypatch.setattr(live, "watch_live", watched)
    result = live.run(live.Options(tmp_path, on=on))
    assert seen == list(zip(("EUR", "KES", "USD"), wanted, strict=True))
    assert list(result.waited) == ["trained", "packs"]

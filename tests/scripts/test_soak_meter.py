"""Does the soak tell a leak from noise, and say so when a run is too short to tell."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soak_meter
from numpy.typing import NDArray
from soak import LONG_LIMIT_MB_PER_HOUR, SHORT_LIMIT_MB_PER_HOUR
from soak_meter import Sample, Trend


def _samples(
    minutes: float,
    memory_mb: Callable[[float], float],
    *,
    noise_mb: float = 0.3,
    threads: Callable[[float], int] = lambda at: 20,
    handles: Callable[[float], int] = lambda at: 40,
) -> list[Sample]:
    """One a second, with noise in which each second resembles the one before, as memory does."""
    rng = np.random.default_rng(3)
    drift, found = 0.0, []
    for at in range(round(minutes * 60)):
        drift = 0.8 * drift + float(rng.normal(0, noise_mb))
        found.append(Sample(float(at), threads(at), handles(at), {"main": 150 + drift + memory_mb(at)}))
    return found


def _alone(at: NDArray[np.float64], memory_mb: NDArray[np.float64]) -> list[Sample]:
    return [Sample(float(at_s), 1, 1, {"main": float(held_mb)}) for at_s, held_mb in zip(at, memory_mb, strict=True)]


def _short(samples: list[Sample]) -> bool:
    return soak_meter.judge(
        "test", samples, limit=SHORT_LIMIT_MB_PER_HOUR, per=3600, unit="an hour", warm_up=80
    )  # fmt: skip


def test_trend_finds_a_slope_within_its_uncertainty() -> None:
    at = np.arange(600.0)
    noise = np.random.default_rng(1).normal(0, 1, 600)
    found = soak_meter.trend(_alone(at, 0.01 * at + noise))
    assert found.slope == pytest.approx(0.01, abs=found.uncertainty)
    assert 0 < found.uncertainty < 0.002


def test_uncertainty_is_honest_about_noise_that_drifts() -> None:
    covered = 0
    for seed in range(100):
        rng = np.random.default_rng(seed)
        walk = np.zeros(600)
        for step in range(1, 600):
            walk[step] = 0.95 * walk[step - 1] + rng.normal()
        found = soak_meter.trend(_alone(np.arange(600.0), walk))
        covered += abs(found.slope) <= found.uncertainty
    assert covered >= 85


def test_trend_of_too_few_samples_is_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        soak_meter.trend(_alone(np.arange(2.0), np.arange(2.0)))


def test_four_minutes_find_a_leak_of_a_megabyte_a_minute() -> None:
    assert not _short(_samples(4, lambda at: at / 60))


def test_four_minutes_let_noise_and_a_warm_up_pass(capsys: pytest.CaptureFixture[str]) -> None:
    assert _short(_samples(4, lambda at: 30 * (1 - np.exp(-at / 12))))
    assert "20 in the last" in capsys.readouterr().out


def test_run_that_cannot_tell_says_how_long_it_would_take(capsys: pytest.CaptureFixture[str]) -> None:
    assert not soak_meter.judge(
        "test", _samples(4, lambda at: 0.0), limit=LONG_LIMIT_MB_PER_HOUR, per=3600, unit="an hour", warm_up=80
    )
    assert "times as long would be enough" in capsys.readouterr().out
    assert soak_meter.times_longer(Trend(0.0, 4.0), 1.0) == pytest.approx(4.0)


@pytest.mark.parametrize("leaks", ["threads", "handles"])
def test_thread_or_handle_that_stays_is_a_failure(leaks: str) -> None:
    assert not _short(_samples(4, lambda at: 0.0, **{leaks: lambda at: 20 + round(at // 60)}))  # type: ignore[arg-type]


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="memory is read as Linux shows it")
def test_sample_of_this_process_holds_what_it_holds() -> None:
    now = soak_meter.sample([os.getpid(), 0], 7.0)
    assert now.at == 7.0
    assert now.memory_mb > 10
    assert now.threads >= 1
    assert now.handles >= 3


@pytest.mark.parametrize("comes", ["threads", "handles"])
def test_thread_or_handle_of_a_moment_is_none(comes: str) -> None:
    assert _short(_samples(4, lambda at: 0.0, **{comes: lambda at: 41 if at in (200, 230) else 40}))  # type: ignore[arg-type]


def test_what_grows_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    samples = [Sample(float(at), 20, 40, {"main": 60 + at / 10, "voice_worker": 40.0}) for at in range(240)]
    assert not _short(samples)
    told = capsys.readouterr().out
    assert re.search(r"test: main 83\.9 MB at the end, slope \+36\d\.\d\d ± \d\.\d\d MB an hour", told)
    assert "test: voice_worker 40.0 MB at the end, slope +0.00 ± 0.00 MB an hour" in told


@pytest.mark.parametrize(
    ("program", "name"),
    [
        (["python", "main.py", "--source", "0"], "main"),
        (["python", "-m", "app.speech.voice_worker", ""], "voice_worker"),
        (["/usr/bin/python", ""], "/usr/bin/python"),
    ],
)
def test_a_process_is_named_by_what_it_runs(program: list[str], name: str) -> None:
    assert soak_meter._name(program) == name


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="there is no /proc here")
def test_a_sample_tells_the_parts_of_its_memory() -> None:
    found = soak_meter.sample([os.getpid()], 1.0)
    assert sum(found.parts_mb.values()) == pytest.approx(found.memory_mb)
    assert set().union(*found.processes.values()) == {os.getpid()}


def test_moments_above_the_floor_hide_no_leak_and_make_none() -> None:
    """A page that opens, a clip that is rendered: half of the time megabytes come and go."""
    rng = np.random.default_rng(5)
    at = np.arange(1200.0)
    moments = rng.exponential(4.0, 1200) * (rng.random(1200) < 0.5)

    flat = soak_meter.trend(_alone(at, 130 + moments))
    leak = soak_meter.trend(_alone(at, 130 + moments + at / 1800))

    assert abs(flat.slope) * 3600 + flat.uncertainty * 3600 < LONG_LIMIT_MB_PER_HOUR
    assert leak.slope * 3600 - leak.uncertainty * 3600 > LONG_LIMIT_MB_PER_HOUR


def test_what_goes_from_one_process_to_another_is_no_leak() -> None:
    samples = [Sample(float(at), 1, 1, {"main": 60 + at / 60, "voice": 40 - at / 60}) for at in range(600)]
    assert soak_meter.trend(samples).slope == pytest.approx(0.0, abs=1e-4)
    assert soak_meter.trend(samples, "main").slope == pytest.approx(1 / 60, rel=0.02)


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="this system does not count pages")
def test_memory_is_counted_to_the_page() -> None:
    # In a process of its own: here, what other tests left may be given back, or taken again, at any moment.
    program = "print(flush=True); input(); held = bytearray(b'x') * (32 << 20); print(flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdout.readline()
        before = soak_meter.sample([child.pid], 0.0).memory_mb
        print(file=child.stdin, flush=True)
        child.stdout.readline()
        after = soak_meter.sample([child.pid], 1.0).memory_mb
        print(file=child.stdin, flush=True)
    assert after - before == pytest.approx(32.0, abs=1.0)


def _half_an_hour(seed: int, *, leak: float = 0.0, steps: int = 0) -> list[Sample]:
    """The window's three processes after their warm-up, with the noise of a real run: 15 minutes, one sample a second.

    leak: of the app, in MB an hour. steps: how often the voice takes half a megabyte and keeps it.
    """
    rng = np.random.default_rng(seed)
    steps_at = sorted(rng.uniform(60, 840, steps))
    player, found = 0.0, []
    for at in range(900):
        player = 0.9 * player + rng.normal(0, 0.05)
        main = 119 + leak * at / 3600 + rng.exponential(2.0) * (rng.random() < 0.5)
        voice = 18 + 0.5 * sum(at >= step_at for step_at in steps_at) + abs(rng.normal(0, 0.3))
        found.append(Sample(float(at), 23, 40, {"main": main, "player_worker": 21.5 + player, "voice_worker": voice}))
    return found


def _long(samples: list[Sample]) -> bool:
    return soak_meter.judge("test", samples, limit=LONG_LIMIT_MB_PER_HOUR, per=3600, unit="an hour", warm_up=0)


@pytest.mark.parametrize("steps", [0, 1])
def test_one_step_is_no_leak_and_hides_none(steps: int) -> None:
    quiet = [soak_meter.trend(_half_an_hour(seed, steps=steps), largest_step_mb=1.0) for seed in range(12)]
    leaks = [soak_meter.trend(_half_an_hour(seed, steps=steps, leak=1.5), largest_step_mb=1.0) for seed in range(12)]
    limit = LONG_LIMIT_MB_PER_HOUR / 3600

    assert not any(found.slope - found.uncertainty > limit for found in quiet), "that would be called a leak"
    assert not any(found.slope + found.uncertainty < limit for found in leaks), "that would pass"
    assert np.mean([found.slope for found in quiet]) * 3600 == pytest.approx(0.0, abs=0.3)
    assert np.mean([found.slope for found in leaks]) * 3600 == pytest.approx(1.5, abs=0.3)


def test_a_step_is_told_and_a_run_with_one_passes(capsys: pytest.CaptureFixture[str]) -> None:
    samples = [
        Sample(float(at), 1, 1, {"main": 119 + 0.1 * (at % 7), "voice_worker": 18.0 + (0.5 if at >= 600 else 0.0)})
        for at in range(900)
    ]
    assert _long(samples)
    assert re.search(r"test: voice_worker steps once, by \+0\.5\d MB at 6\d\d, ", capsys.readouterr().out)


def test_a_leak_of_a_megabyte_and_a_half_an_hour_is_found_beside_a_step() -> None:
    samples = [
        Sample(float(at), 1, 1, {"main": 119 + 1.5 * at / 3600, "voice_worker": 18.0 + (0.5 if at >= 600 else 0.0)})
        for at in range(900)
    ]
    assert not _long(samples)
    found = soak_meter.trend(samples, largest_step_mb=LONG_LIMIT_MB_PER_HOUR)
    assert (found.slope - found.uncertainty) * 3600 > LONG_LIMIT_MB_PER_HOUR


@pytest.mark.parametrize("steps", [2, 3])
def test_what_steps_again_is_a_slope(steps: int) -> None:
    assert not any(_long(_half_an_hour(seed, steps=steps)) for seed in range(6))


def test_of_a_process_that_was_replaced_nothing_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    for newer, passes in ((7, True), (8, False)):
        samples = [
            Sample(float(at), 1, 1, {"voice_worker": 18.0}, {"voice_worker": frozenset({7 if at < 700 else newer})})
            for at in range(900)
        ]
        assert _long(samples) is passes
        assert ("voice_worker was replaced" in capsys.readouterr().out) is not passes


def test_a_step_larger_than_an_hour_may_bring_is_a_slope() -> None:
    samples = [Sample(float(at), 1, 1, {"main": 119.0 + (1.2 if at >= 450 else 0.0)}) for at in range(900)]
    assert not _long(samples)
    assert soak_meter.trend(samples, largest_step_mb=LONG_LIMIT_MB_PER_HOUR).steps == ()

"""Does the soak tell a leak from noise, and say so when a run is too short to tell."""

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soak
from soak import Sample, Trend


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
        found.append(Sample(float(at), 150 + drift + memory_mb(at), threads(at), handles(at)))
    return found


def _short(samples: list[Sample]) -> bool:
    return soak.judge(
        "test", samples, limit=soak.SHORT_LIMIT_MB_PER_HOUR, per=3600, unit="an hour", warm_up=80
    )  # fmt: skip


def test_trend_finds_a_slope_within_its_uncertainty() -> None:
    at = np.arange(600.0)
    noise = np.random.default_rng(1).normal(0, 1, 600)
    found = soak.trend(list(at), list(0.01 * at + noise))
    assert found.slope == pytest.approx(0.01, abs=found.uncertainty)
    assert 0 < found.uncertainty < 0.002


def test_uncertainty_is_honest_about_noise_that_drifts() -> None:
    covered = 0
    for seed in range(100):
        rng = np.random.default_rng(seed)
        walk = np.zeros(600)
        for step in range(1, 600):
            walk[step] = 0.95 * walk[step - 1] + rng.normal()
        found = soak.trend(list(range(600)), list(walk))
        covered += abs(found.slope) <= found.uncertainty
    assert covered >= 85


def test_trend_of_too_few_samples_is_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        soak.trend([0.0, 1.0], [0.0, 1.0])


def test_four_minutes_find_a_leak_of_a_megabyte_a_minute() -> None:
    assert not _short(_samples(4, lambda at: at / 60))


def test_four_minutes_let_noise_and_a_warm_up_pass(capsys: pytest.CaptureFixture[str]) -> None:
    assert _short(_samples(4, lambda at: 30 * (1 - np.exp(-at / 12))))
    assert "20 in the last" in capsys.readouterr().out


def test_run_that_cannot_tell_says_how_long_it_would_take(capsys: pytest.CaptureFixture[str]) -> None:
    assert not soak.judge(
        "test", _samples(4, lambda at: 0.0), limit=soak.LONG_LIMIT_MB_PER_HOUR, per=3600, unit="an hour", warm_up=80
    )
    assert "times as long would be enough" in capsys.readouterr().out
    assert soak.times_longer(Trend(0.0, 4.0), 1.0) == pytest.approx(4.0)


@pytest.mark.parametrize("leaks", ["threads", "handles"])
def test_thread_or_handle_that_stays_is_a_failure(leaks: str) -> None:
    assert not _short(_samples(4, lambda at: 0.0, **{leaks: lambda at: 20 + round(at // 60)}))  # type: ignore[arg-type]


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="memory is read as Linux shows it")
def test_sample_of_this_process_holds_what_it_holds() -> None:
    now = soak.sample([os.getpid(), 0], 7.0)
    assert now.at == 7.0
    assert now.memory_mb > 10
    assert now.threads >= 1
    assert now.handles >= 3


def test_what_grows_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    samples = [
        Sample(float(at), 100 + at / 10, 20, 40, {"main": 60 + at / 10, "voice_worker": 40.0}) for at in range(240)
    ]
    assert not _short(samples)
    told = capsys.readouterr().out
    assert "test: main 83.9 MB at the end, slope +360.00 MB an hour" in told
    assert "test: voice_worker 40.0 MB at the end, slope +0.00 MB an hour" in told


@pytest.mark.parametrize(
    ("program", "name"),
    [
        (["python", "main.py", "--source", "0"], "main"),
        (["python", "-m", "app.speech.voice_worker", ""], "voice_worker"),
        (["/usr/bin/python", ""], "/usr/bin/python"),
    ],
)
def test_a_process_is_named_by_what_it_runs(program: list[str], name: str) -> None:
    assert soak._name(program) == name


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="there is no /proc here")
def test_a_sample_tells_the_parts_of_its_memory() -> None:
    found = soak.sample([os.getpid()], 1.0)
    assert sum(found.parts_mb.values()) == pytest.approx(found.memory_mb)

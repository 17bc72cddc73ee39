"""Does memory grow? What processes hold over time, and what that shows. Who is watched, `soak.py` decides.

Memory is what a process holds for itself, counted page by page (Anonymous in /proc/PID/smaps_rollup; RssAnon lags
behind by some megabytes where there are many threads). Of each process the floor counts: the least but for a tenth of
each short block after a warm-up. What a clip or a picture takes for a moment comes and goes above it; a leak lifts it.
The slope is a line through the floors; the uncertainty is twice its standard error, widened for what one block tells of
the next. A run passes when slope and uncertainty together are under the limit, fails when the slope is over it beyond
doubt, and else says how long a run is needed to tell; until then it has not passed. Threads and handles must not be
more in the last third than in the first.

An allocator takes memory from the system in pieces: a process that holds for hours may grow by half a megabyte at one
moment, and never again. Least squares call that three megabytes an hour, and so do medians of slopes (Theil and Sen):
with a step in the middle more than half of all pairs of blocks lie on its two sides. So the line may have one step in
each process, where that halves what the line leaves unexplained, and the step is no larger than what an hour may bring.
It is fitted together with the slope, not taken out before: the slope is then what the two sides agree on, its
uncertainty is wider, and a leak beside a step is as large as without. What steps again has no second one, and is a
slope. What a step hides is a leak that shows only once in a run; a run twice as long shows it.

A process that was replaced begins anew, and grows for minutes: such a run tells nothing of memory, and has not passed.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BLOCKS = 24
_MOMENTS = 20  # one sample in so many may be one
_FLOOR_PERCENT = 10
_HALVED = 0.5
_SMALLEST = 0.1  # of the largest: taken out, a smaller one costs more certainty than it brings
_NOTHING_LEFT = 1e-6  # MB squared: a line that fits needs no step


@dataclass(frozen=True)
class Sample:
    """What the processes hold at one moment; `at` counts seconds, or frames."""

    at: float
    threads: int
    handles: int
    parts_mb: Mapping[str, float]  # the memory by what runs in each process
    processes: Mapping[str, frozenset[int]] = field(default_factory=dict)  # which these are

    @property
    def memory_mb(self) -> float:
        """What they hold together."""
        return sum(self.parts_mb.values())


@dataclass(frozen=True)
class Step:
    """By how much a process grew at one moment, or shrank; `at` counts as `Sample.at` does."""

    name: str
    at: float
    by_mb: float


@dataclass(frozen=True)
class Trend:
    """A slope and twice its standard error, both by the unit of `Sample.at`; the steps are not in it."""

    slope: float
    uncertainty: float
    steps: tuple[Step, ...] = ()


def trend(samples: Sequence[Sample], name: str | None = None, *, largest_step_mb: float = 0.0) -> Trend:
    """The line through the floors of blocks of samples, by least squares: of one process, or of all together.

    Args:
        samples: in order of time.
        name: of the process; None for all.
        largest_step_mb: a process may have one step of so much beside the line.

    Raises:
        ValueError: too few samples to tell an uncertainty.
    """
    if len(samples) < 2 * BLOCKS:
        raise ValueError(f"{len(samples)} samples are too few for a trend; {2 * BLOCKS} are needed")
    names = {part for one in samples for part in one.parts_mb} if name is None else {name}
    # Each process for itself: their moments do not fall together.
    floors = {part: _floors([one.parts_mb.get(part, 0.0) for one in samples]) for part in sorted(names)}
    at = np.array([block.mean() for block in np.array_split(np.array([one.at for one in samples]), BLOCKS)])
    x = at - at.mean()
    steps = {part: found for part, y in floors.items() if (found := _step(x, y, largest_step_mb)) is not None}
    line = _Line.through(x, sum(floors.values(), np.zeros(BLOCKS)), {block for block, _ in steps.values()})
    return Trend(
        line.slope,
        2 * line.error,
        tuple(Step(part, float(at[block]), by_mb) for part, (block, by_mb) in steps.items()),
    )


@dataclass(frozen=True)
class _Line:
    """A line with steps: its slope and standard error, the steps in order, and the sum of squares that it leaves."""

    slope: float
    error: float
    by_mb: tuple[float, ...]
    left: float

    @staticmethod
    def through(x: NDArray[np.float64], y: NDArray[np.float64], blocks: Iterable[int] = ()) -> "_Line":
        """By least squares; a step comes with each of these blocks, and stays."""
        sides = [np.arange(len(x)) >= block for block in sorted(blocks)]
        design = np.stack([np.ones_like(x), x, *sides], axis=1).astype(float)
        y = y - y.mean()  # or a slope of nothing is one of what rounding leaves
        found = np.linalg.lstsq(design, y, rcond=None)[0]
        left = y - design @ found
        spread = float(left @ left)
        error = math.sqrt(spread / (len(x) - design.shape[1]) * np.linalg.inv(design.T @ design)[1, 1])
        # Blocks that resemble their neighbours tell less than as many independent ones.
        correlation = min(0.95, max(0.0, float(left[1:] @ left[:-1]) / spread)) if spread else 0.0
        widened = error * math.sqrt((1 + correlation) / (1 - correlation))
        return _Line(float(found[1]), widened, tuple(map(float, found[2:])), spread)


def _step(x: NDArray[np.float64], y: NDArray[np.float64], largest_mb: float) -> tuple[int, float] | None:
    """With which block a process steps, and by how much; None where a line alone tells as much."""
    plain = _Line.through(x, y)
    lines = {block: _Line.through(x, y, [block]) for block in range(1, len(x))}
    block, line = min(lines.items(), key=lambda item: item[1].left)
    is_clear = plain.left > _NOTHING_LEFT and line.left < _HALVED * plain.left
    is_step = is_clear and _SMALLEST * largest_mb <= abs(line.by_mb[0]) <= largest_mb
    return (block, line.by_mb[0]) if is_step else None


def _floors(values: Sequence[float]) -> NDArray[np.float64]:
    blocks = np.array_split(np.asarray(values, float), BLOCKS)
    return np.array([np.percentile(block, _FLOOR_PERCENT) for block in blocks])


def times_longer(found: Trend, limit: float) -> float:
    """How many times as long a run must be for its uncertainty to be half of the limit: it falls with length to 1.5."""
    return max(1.0, (found.uncertainty / (limit / 2)) ** (2 / 3))


def sample(processes: Sequence[int], at: float) -> Sample:
    """What processes hold now, together. One that has ended counts nothing."""
    threads = handles = 0
    parts: dict[str, float] = {}
    those: dict[str, frozenset[int]] = {}
    for process in processes:
        place = Path(f"/proc/{process}")
        try:
            status = dict(line.split(":", 1) for line in (place / "status").read_text().splitlines())
            handles += len(list((place / "fd").iterdir()))
            program = (place / "cmdline").read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if "RssAnon" not in status:
            continue  # it has ended, and nobody has asked how
        threads += int(status["Threads"])
        name = _name(program)
        parts[name] = parts.get(name, 0.0) + (_counted_kb(place) or int(status["RssAnon"].split()[0])) / 1024
        those[name] = those.get(name, frozenset()) | {process}
    return Sample(at, threads, handles, parts, those)


def _counted_kb(place: Path) -> int | None:
    """What a process holds for itself, page by page; None where the system does not tell."""
    try:
        lines = (place / "smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) for line in lines if line.startswith("Anonymous:")), None)


def _name(program: Sequence[str]) -> str:
    """The last word of a module or file that a process runs, "voice_worker" or "main"."""
    run = next((word for word in program[1:] if word and not word.startswith("-")), program[0])
    return Path(run).stem.rpartition(".")[2] if run.endswith(".py") else run.rpartition(".")[2]


def judge(name: str, samples: Sequence[Sample], *, limit: float, per: float, unit: str, warm_up: float) -> bool:
    """Say what the samples after the warm-up show; whether memory, threads and handles stay as they are."""
    warm = [one for one in samples if one.at >= samples[0].at + warm_up]
    found = trend(warm, largest_step_mb=limit)
    found = Trend(found.slope * per, found.uncertainty * per, found.steps)
    print(
        f"{name}: {warm[-1].memory_mb:.1f} MB at the end, slope {found.slope:+.2f} ± {found.uncertainty:.2f} MB {unit} "
        f"(limit {limit:g})"
    )
    for step in found.steps:
        print(f"{name}: {step.name} steps once, by {step.by_mb:+.2f} MB at {step.at:.0f}, which is not in the slope")
    good = found.slope + found.uncertainty < limit
    if not good and found.slope - found.uncertainty < limit:
        print(
            f"{name}: that is too short to tell; a run {times_longer(found, limit):.1f} times as long would be enough"
        )
    for part in sorted({part for one in warm for part in one.parts_mb}):
        those = [one for one in warm if part in one.parts_mb]
        if len(those) >= 2 * BLOCKS:
            of_part = trend(those, part, largest_step_mb=limit)
            print(
                f"{name}: {part} {those[-1].parts_mb[part]:.1f} MB at the end, slope {of_part.slope * per:+.2f} "
                f"± {of_part.uncertainty * per:.2f} MB {unit}"
            )
            if len({one.processes.get(part) for one in those}) > 1:
                print(f"{name}: {part} was replaced meanwhile and began anew, so that this run tells nothing of memory")
                good = False
    third = len(warm) // 3
    for what, of in (("threads", lambda one: one.threads), ("handles", lambda one: one.handles)):
        # The most of each third, but for moments in which a file is written: what comes and goes with a page or a voice
        # is in both.
        first, last = (sorted(map(of, part))[-1 - len(part) // _MOMENTS] for part in (warm[:third], warm[-third:]))
        print(f"{name}: {what} at most {first} in the first third, {last} in the last")
        good = good and last <= first
    return good

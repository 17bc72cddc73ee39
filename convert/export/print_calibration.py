"""From when on print counts as seen: the comparison's weights and thresholds, fitted on photos whose value is known.

What must not happen is that a note is taken for another one that shares its print. So every value is left out in turn:
its photos are compared with the templates of all the others, as if it had never been seen, and the thresholds are the
lowest at which at most the allowed fraction of them is called another value. Some templates are taken for others more
than most: a portrait fills them that a family shares. What photos of other values reach with a template is taken off
what it reaches (`offset`), save what the value left out itself did.

Only photos/train are used. Templates are chosen from these, so each photo is compared with templates of the other half
of them: bursts of one note lie in one half. Photos are compared by weights that were fitted without them (five folds).
What is found is written beside the templates it was fitted for. The comparisons themselves are in `print_comparisons`.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.recognition.agreement import FEATURES, AgreementWeights, probability
from app.recognition.labels import write_metadata
from app.recognition.model import DEFAULT_MODEL, Model
from convert.data.dataset import DataError
from convert.export.landmarks import training_pictures
from convert.export.print_comparisons import FOLDS, Candidate, Looked, comparisons
from convert.step import SPECIMENS, Step, add_data, add_seed, at_least

_RIDGE, _STEPS = 1.0, 60
# How many times likelier than the next value, and the fewest keypoints of a template that decide anything.
_LEAD, _LEAST_KEYPOINTS = 2.0, 20
# Fractions of photos of a value left out that may be called another one: by one look, by two weak ones.
_CLEAR_WRONG, _WEAK_WRONG = 0.004, 0.04
# The least agreement that is asked for, by two looks and by one.
_LEAST_WEAK, _LEAST_CLEAR = 0.3, 0.5
# From which logit on what other values' photos reach is taken off, and how much at most.
_OFF_FROM, _OFF_AT_MOST = -2.0, 9.0


def untrained() -> AgreementWeights:
    """Weights that find nothing clear."""
    return AgreementWeights((0.0,) * len(FEATURES), 0.0, 1.0, 1.0, _LEAD, _LEAST_KEYPOINTS)


def fit(looked: Sequence[Looked]) -> AgreementWeights:
    """Weights by which a photo's own templates are told from others, without thresholds.

    Raises:
        DataError: there are no photos of both kinds.
    """
    rows = [(c.features, c.value == each.truth) for each in looked for c in (*each.known, *each.left_out)]
    if len({is_own for _, is_own in rows}) < 2:
        raise DataError("The comparison cannot be fitted: no photo shows its own print, or none shares another's.")
    x = np.array([features for features, _ in rows])
    y = np.array([is_own for _, is_own in rows], np.float64)
    mean, scale = x.mean(0), x.std(0) + 1e-6
    z = np.concatenate([(x - mean) / scale, np.ones((len(x), 1))], 1)
    w = np.zeros(z.shape[1])
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(z @ w, -30, 30)))
        slope = z.T @ (p - y) + _RIDGE * w
        curve = (z * (p * (1 - p) + 1e-6)[:, None]).T @ z + _RIDGE * np.eye(len(w))
        w -= np.linalg.solve(curve, slope)
    weights = w[:-1] / scale
    return replace(untrained(), weights=tuple(float(v) for v in weights), bias=float(w[-1] - mean @ weights))


def offset(rivals: Sequence[Candidate], weights: AgreementWeights, without: str | None = None) -> float:
    """What is taken off the logits of a template, which photos of other values reach as well; at least 0.

    Args:
        rivals: the template compared with photos of other values, each with that photo's.
        weights: of the comparison.
        without: a "CUR/value" whose photos are as if they had never been seen.
    """
    most = max((weights.logit(each.features) for each in rivals if each.value != without), default=_OFF_FROM)
    return min(_OFF_AT_MOST, max(0.0, most - _OFF_FROM))


def best(
    candidates: Sequence[Candidate], weights: AgreementWeights, without: str | None = None
) -> tuple[str, float] | None:
    """The value that a photo agrees with most, and its logit; None where two agree alike, or nothing was compared.

    Args:
        candidates: the templates it was compared with.
        weights: of the comparison.
        without: a "CUR/value" that is as if it had never been seen.
    """
    ranked = sorted((weights.logit(c.features) - offset(c.rivals, weights, without), c.value) for c in candidates)
    if not ranked:
        return None
    logit, value = ranked[-1]
    other = next((each for each, name in reversed(ranked) if name != value), -np.inf)
    return (value, logit) if logit - other >= np.log(weights.lead) else None


@dataclass(frozen=True, slots=True)
class CrossValidated:
    """What photos came to, each by weights that were fitted without it.

    Attributes:
        own: the logit by which each photo's own value was seen; -inf where it was not.
        other: the same of another value, all templates known.
        left_out: the same of another value, its own left out.
    """

    own: NDArray[np.float64]
    other: NDArray[np.float64]
    left_out: NDArray[np.float64]


def cross_validate(looked: Sequence[Looked]) -> CrossValidated:
    """Compare every photo by weights fitted on the other folds."""
    by_fold = [fit([each for each in looked if each.fold != fold]) for fold in range(FOLDS)]
    own, other, left_out = (np.full(len(looked), -np.inf) for _ in range(3))
    for i, each in enumerate(looked):
        weights = by_fold[each.fold]
        if (found := best(each.known, weights)) is not None:
            (own if found[0] == each.truth else other)[i] = found[1]
        if (found := best(each.left_out, weights, each.truth)) is not None and found[0] != each.truth:
            left_out[i] = found[1]
    return CrossValidated(own, other, left_out)


def threshold(logits: NDArray[np.float64], fraction: float) -> float:
    """The agreement, 0 to 1, that at most this fraction of the logits reaches."""
    allowed = int(fraction * len(logits))
    return min(0.999, round(probability(float(np.sort(logits)[::-1][allowed])) + 0.0005, 3))


def calibrate(looked: Sequence[Looked]) -> tuple[AgreementWeights, CrossValidated]:
    """The weights of all photos with thresholds by those left out, and what the photos came to."""
    validated = cross_validate(looked)
    clear = max(_LEAST_CLEAR, threshold(validated.left_out, _CLEAR_WRONG))
    weak = min(clear, max(_LEAST_WEAK, threshold(validated.left_out, _WEAK_WRONG)))
    return replace(fit(looked), clear=clear, weak=weak), validated


def table(looked: Sequence[Looked], validated: CrossValidated, weights: AgreementWeights) -> str:
    """What was found, by currency, as lines of text."""
    lines = [f"clear from {weights.clear:.3f}, weak from {weights.weak:.3f} (logistic, five folds, each photo unseen)"]
    lines.append(f"{'':10}{'photos':>7}{'clear':>8}{'weak':>8}{'wrong':>7}{'left out: clear':>17}{'weak':>7}")
    clear, weak = (np.log(t / (1 - t)) for t in (weights.clear, weights.weak))
    currencies = np.array([each.truth[:3] for each in looked])
    for currency in (*sorted(set(currencies)), "together"):
        mine = currencies == currency if currency != "together" else np.ones(len(looked), bool)
        own, other, out = validated.own[mine], validated.other[mine], validated.left_out[mine]
        lines.append(
            f"{currency:10}{len(own):>7}{(own >= clear).mean():>8.1%}{(own >= weak).mean():>8.1%}"
            f"{int((other >= clear).sum()):>7}{int((out >= clear).sum()):>17}{int((out >= weak).sum()):>7}"
        )
    return "\n".join(lines)


# --------------------------------------------------------------------------------------------------------------- step


@dataclass(frozen=True, slots=True)
class Options:
    """What to calibrate, and by what.

    Attributes:
        data: data folder; its reference and photos/train are used.
        specimens: folder with XTS notes.
        model: whose templates are used.
        out: where the model with the new thresholds is written, or None.
        each: photos of each value and half, at least 1.
        jobs: processes, at least 1.
        seed: as the templates were chosen with.
    """

    data: Path
    specimens: Path = SPECIMENS
    model: Path = DEFAULT_MODEL
    out: Path | None = None
    each: int = 6
    jobs: int = 2
    seed: int = 1

    def __post_init__(self) -> None:
        at_least("--each", self.each, 1)
        at_least("--jobs", self.jobs, 1)


@dataclass(frozen=True, slots=True)
class Result:
    """What the calibration came to.

    Attributes:
        looked: the photos.
        weights: fitted on all of them.
        validated: what each came to without itself.
        out: what was written, or None.
    """

    looked: list[Looked]
    weights: AgreementWeights
    validated: CrossValidated
    out: Path | None


def run(options: Options) -> Result:
    """Fit weights and thresholds, and write what was asked for.

    Raises:
        DataError: there are no photos of the model's notes, or it has no templates.
        ModelError: the model cannot be read.
    """
    model = Model(options.model, threads=1)
    if model.templates is None:
        raise DataError(f"{options.model} has no templates: make some with `python -m convert landmarks`.")
    pictures = training_pictures(options.data, options.specimens, model.metadata.labels)
    looked, rivals = comparisons(
        pictures, options.model, untrained(), each=options.each, jobs=options.jobs, seed=options.seed
    )
    weights, validated = calibrate(looked)
    if options.out is not None:
        bank = model.templates.with_offsets(
            {value: [offset(one, weights) for one in of_value] for value, of_value in rivals.items()}
        )
        metadata = replace(model.metadata, print_check=weights)
        options.out.write_bytes(write_metadata(options.model.read_bytes(), metadata, bank.to_bytes()))
    return Result(looked, weights, validated, options.out)


def _report(result: Result) -> str:
    lines = [table(result.looked, result.validated, result.weights)]
    if result.out is not None:
        lines.append(f"{result.out}: written")
    return "\n".join(lines)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    add_data(parser)
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="whose templates are used")
    parser.add_argument("--out", type=Path, help="write the model with the new thresholds there")
    parser.add_argument("--each", type=int, default=6, help="photos of each value and half (default: %(default)s)")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default: %(default)s)")
    add_seed(parser)


def _options(args: argparse.Namespace) -> Options:
    return Options(args.data, args.specimens, args.model, args.out, args.each, args.jobs, args.seed)


STEP = Step("calibrate-print", "fit when print counts as seen", __doc__, add_arguments, _options, run, _report)

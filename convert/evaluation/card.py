"""The model card: written from the figures of an evaluation, so that it cannot say other than what was measured."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.recognition.labels import ModelMetadata, read_landmarks, read_metadata
from app.recognition.model import DEFAULT_MODEL
from app.recognition.templates import TemplateBank
from app.textfile import read_text
from convert.data.currencies import read_table
from convert.data.dataset import DataError
from convert.data.tables import read_rows
from convert.evaluation.card_texts import INTRO, LIMITS, NETWORK
from convert.step import Step
from convert.synthesis.config import SynthesisConfig

CARD = DEFAULT_MODEL.with_name("MODEL_CARD.md")
# What is asked of a currency that is on by default: fractions, 0 to 1; more of those whose pictures are many.
_MAIN = ("USD", "EUR", "INR", "BRL", "IDR", "TRY")
_LEAST_MAIN, _LEAST, _MOST_WRONG = 0.92, 0.85, 0.02


def _table(tallies: dict[str, dict[str, int]], together: bool = True) -> list[str]:
    lines = ["| | photos | right | abstained | misclassified | top-1 |", "|---|---|---|---|---|---|"]
    total: Counter[str] = Counter()
    for currency, t in tallies.items():
        total.update(t)
        lines.append(_line(currency, t))
    if together:
        lines.append(_line("together", total))
    return lines


def _line(name: str, t: dict[str, int] | Counter[str]) -> str:
    fractions = " | ".join(f"{100 * t[k] / t['n']:.1f} %" for k in ("right", "abstained", "misclassified", "top1"))
    return f"| {name} | {t['n']} | {fractions} |"


def _sources(index: Path, currencies: set[str]) -> list[str]:
    """Where the note pictures came from, from a tab-separated index with source_repo, licence, split and currency."""
    try:
        table = read_rows(index, ("source_repo", "licence", "split", "currency"), "\t")
    except (OSError, ValueError) as error:
        raise DataError(f"{index}, the list of sources, cannot be read ({error}).") from error
    rows = [row for row in table if row["split"] in ("train", "reference", "other") and None not in row.values()]
    counts: Counter[tuple[str, str]] = Counter()
    kinds: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        source = (row["source_repo"], row["licence"])
        counts[source] += 1
        known = row["currency"] in currencies
        kinds.setdefault(source, set()).add(
            {"train": "photos", "reference": "scans"}.get(row["split"], "") if known else ""
        )
    lines = ["| source (repository) | pictures | used as | licence stated there |", "|---|---|---|---|"]
    for (repository, licence), count in sorted(counts.items()):
        used = sorted(k or "not to be named" for k in kinds[repository, licence])
        lines.append(f"| {repository} | {count} | {', '.join(used)} | {licence.replace('|', '/')} |")
    return lines


def _landmarks(bank: TemplateBank | None) -> str:
    if bank is None:
        return "none"
    return (
        f"{bank.keypoints} keypoints of print in {len(bank)} templates of {len(bank.values)} values (scans, and photos "
        "trained on): a value is spoken when its print is seen; numbers, no pictures"
    )


def _standing(tallies: dict[str, dict[str, int]], on: Sequence[str]) -> str:
    """Which currencies that are on reach what is asked of them, by an evaluation's tallies."""
    reached: list[str] = []
    short: list[str] = []
    for code in on:
        if code not in tallies:
            continue
        right, wrong = (tallies[code][name] / tallies[code]["n"] for name in ("right", "misclassified"))
        least = _LEAST_MAIN if code in _MAIN else _LEAST
        (reached if right >= least and wrong <= _MOST_WRONG else short).append(code)
    text = (
        f"Of a currency that is on, {100 * _LEAST:.0f} of 100 photos are to be named rightly ({', '.join(_MAIN)}: "
        f"{100 * _LEAST_MAIN:.0f}) and at most {100 * _MOST_WRONG:.0f} wrongly, with only that currency on. "
        f"{', '.join(reached) or 'None'} reach that."
    )
    if short:
        text += f" {', '.join(short)} do not: what is not sure stays unsaid."
    return text + " Experimental ones are off until the person turns them on."


def _currencies(names: Sequence[str], tallies: dict[str, dict[str, int]]) -> list[str]:
    """What the table of currencies says of those in the model."""
    lines = [
        "## Currencies",
        "",
        "| | state | values | series | faces | evaluated by | note |",
        "|---|---|---|---|---|---|---|",
    ]
    for c in read_table():
        if c.code in names:
            shown = (c.code, c.state, " ".join(c.values), ", ".join(c.series), c.faces, c.evidence, c.note)
            lines.append(f"| {' | '.join(shown)} |")
    on = [c.code for c in read_table() if c.code in names and c.state == "on"]
    lines += ["", _standing(tallies, on)]
    return lines


def _corruptions(by_name: dict[str, dict[str, dict[str, int]]]) -> list[str]:
    """The table of photos under corruptions; nothing where none was evaluated."""
    if not by_name:
        return []
    lines = [
        "",
        "The same photos taken again by the synthesiser's camera under one corruption "
        "(`convert/synthesis/corruptions.py` says how hard), only the photo's currency on:",
        "",
        "| | photos | right | abstained | misclassified | top-1 | least right | most misclassified |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, tallies in by_name.items():
        total: Counter[str] = Counter()
        for t in tallies.values():
            total.update(t)
        low = min(tallies, key=lambda c: tallies[c]["right"] / tallies[c]["n"])
        high = max(tallies, key=lambda c: tallies[c]["misclassified"] / tallies[c]["n"])
        scale = {c: 100 / tallies[c]["n"] for c in (low, high)}
        lines.append(
            f"{_line(name, total)} {low} {scale[low] * tallies[low]['right']:.0f} % | "
            f"{high} {scale[high] * tallies[high]['misclassified']:.0f} % |"
        )
    return lines


def card(
    metadata: ModelMetadata,
    evaluation: dict[str, Any],
    quantized: dict[str, Any],
    command: str,
    landmarks: TemplateBank | None,
) -> list[str]:
    """The card's lines but for the sources."""
    model = evaluation["model"]
    names = sorted({x.currency for x in metadata.labels if not x.is_unknown})
    listed = []
    for name in names:
        values = sorted({x.value for x in metadata.labels if x.currency == name}, key=float)
        mark = " (experimental, off by default)" if name in metadata.experimental else ""
        listed.append(f"{name} {' '.join(values)}{mark}")
    lines = INTRO.format(
        version=metadata.version,
        megabytes=model["bytes"] / 1e6,
        classes=len(metadata.labels),
        currencies="; ".join(listed),
        views=len(metadata.turns),
        landmarks=_landmarks(landmarks),
        temperature=metadata.temperature,
        path="models/noteworthy.tflite",
        sha256=model["sha256"],
        command=command,
    ).splitlines()
    at = lines.index("## How well it reads")
    lines[at:at] = [*_currencies(names, evaluation["modes"]["own"]), ""]
    for mode, title in (("own", "Only the photo's currency on"), ("all", "All currencies on")):
        lines += ["", f"{title}:", "", *_table(evaluation["modes"][mode])]
    for name, title in (("negative", "Pictures without a note"), ("other", "Notes of currencies it does not know")):
        counts = evaluation[name]
        if counts["n"]:
            percent = 100 * counts["named"] / counts["n"]
            lines += ["", f"{title}, kept aside from training: {counts['n']}, a value was said of {percent:.1f} %."]
    lines += _corruptions(evaluation.get("corruptions") or {})
    if evaluation.get("specimens"):
        lines += [
            "",
            "Fresh synthetic pictures of our own specimen notes (a sixth of the picture and more), only XTS on:",
        ]
        lines += ["", *_table(evaluation["specimens"], together=False)]
    lines += [
        "",
        f"int8 against float on the same {quantized['photos']} photos (`python -m convert quantize`): top-1 "
        f"{100 * quantized['int8_top1']:.1f} % against {100 * quantized['float_top1']:.1f} %, the same best value on "
        f"{100 * quantized['same_best']:.1f} %.",
    ]
    return lines


def _in_turn(evaluations: Sequence[dict[str, Any]]) -> list[str]:
    """What models said of kinds that they, each in turn, had left out, by their evaluations."""
    lines = [
        "",
        "Kinds left out in turn: other models, trained from ImageNet for a small part of this one's time, that learned "
        "nothing of some kinds and chose no threshold by them, evaluated on all pictures of those kinds. Their own "
        "fraction of right photos says how far they are from this one.",
        "",
        "| left out | photos right | misclassified | pictures without a note | a value said | unknown notes "
        "| a value said |",
        "|---|---|---|---|---|---|---|",
    ]
    sums: Counter[str] = Counter()
    for evaluation in evaluations:
        own: Counter[str] = Counter()
        for tally in evaluation["modes"]["own"].values():
            own.update(tally)
        counts = {f"{kind} {name}": evaluation[kind][name] for kind in ("negative", "other") for name in ("n", "named")}
        sums.update({**counts, "n": own["n"], "right": own["right"], "misclassified": own["misclassified"]})
        lines.append(_turn(", ".join(evaluation["left_out"]), {**counts, **own}))
    lines.append(_turn("together", sums))
    return lines


def _turn(name: str, counts: Mapping[str, int]) -> str:
    def percent(part: str, whole: str) -> str:
        return f"{100 * counts[part] / counts[whole]:.1f} %" if counts[whole] else "-"

    cells = [name, percent("right", "n"), percent("misclassified", "n")]
    for kind in ("negative", "other"):
        cells += [str(counts[f"{kind} n"]), f"{counts[f'{kind} named']} ({percent(f'{kind} named', f'{kind} n')})"]
    return f"| {' | '.join(cells)} |"


@dataclass(frozen=True, slots=True)
class Options:
    """Of which figures.

    Attributes:
        evaluation: JSON from `evaluate --json`.
        quantized: quantize.json of the training run.
        model: the model file.
        in_turn: JSON from `evaluate --left-out … --json` of models that left kinds out in turn.
        synthesis: synthesis.json of the training run, or None.
        index: index.tsv of the data folder, for the list of sources; or None.
        out: the card to write.
    """

    evaluation: Path
    quantized: Path
    model: Path = DEFAULT_MODEL
    in_turn: tuple[Path, ...] = ()
    synthesis: Path | None = None
    index: Path | None = None
    out: Path = CARD


@dataclass(frozen=True, slots=True)
class Result:
    """The card."""

    out: Path


def _synthesis(path: Path) -> list[str]:
    """Every number of the synthesiser, as a table that is folded away."""
    try:
        listed = SynthesisConfig.from_json(read_text(path)).listed()
    except (OSError, TypeError, ValueError) as error:
        raise DataError(f"{path}, the synthesiser's configuration, cannot be read ({error}).") from error
    rows = [f"| {name} | {value} |" for name, value in listed.items()]
    return [
        "",
        "## How its synthetic pictures were made",
        "",
        "`convert/synthesis/config*.py` says what each number means, in which unit, and why.",
        "",
        f"<details><summary>All {len(rows)} probabilities and ranges</summary>",
        "",
        "| setting | value |",
        "|---|---|",
        *rows,
        "",
        "</details>",
    ]


def run(options: Options) -> Result:
    """Write the card.

    Raises:
        DataError: figures are missing, damaged or of another model.
        ModelError: the model cannot be read.
    """
    metadata = read_metadata(options.model)
    try:
        evaluation = json.loads(options.evaluation.read_text(encoding="utf-8"))
        quantized = json.loads(options.quantized.read_text(encoding="utf-8"))
        in_turn = [json.loads(path.read_text(encoding="utf-8")) for path in options.in_turn]
    except (OSError, ValueError) as error:
        raise DataError(f"The figures cannot be read ({error}): run `quantize` and `evaluate --json` first.") from error
    if evaluation["model"]["sha256"] != hashlib.sha256(options.model.read_bytes()).hexdigest():
        raise DataError("The evaluation is of another model file: run `evaluate --json` again.")
    currencies = ",".join(evaluation["modes"]["own"])
    command = (
        f"python -m convert evaluate --photos DATA/photos/val --currency {currencies} "
        "--held-out-of DATA --specimens 60 --corruptions"
    )
    if not all(each.get("left_out") for each in in_turn):
        raise DataError("An evaluation given as --in-turn left nothing out: run `evaluate --left-out SET,… --json`.")
    landmarks = read_landmarks(options.model)
    bank = None if landmarks is None else TemplateBank.from_bytes(landmarks)
    lines = card(metadata, evaluation, quantized, command, bank)
    if in_turn:
        lines += _in_turn(in_turn)
    lines += [*NETWORK.splitlines(), *LIMITS.splitlines()]
    if options.synthesis is not None:
        lines += _synthesis(options.synthesis)
    if options.index is not None:
        lines += ["", *_sources(options.index, {x.currency for x in metadata.labels})]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Result(options.out)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="default: the shipped model")
    parser.add_argument("--evaluation", type=Path, required=True, help="JSON from `evaluate --json`")
    parser.add_argument("--quantized", type=Path, required=True, help="quantize.json of the training run")
    parser.add_argument(
        "--in-turn",
        type=Path,
        nargs="*",
        default=[],
        metavar="JSON",
        help="JSON from `evaluate --left-out … --json` of models that left kinds out in turn",
    )
    parser.add_argument("--synthesis", type=Path, help="synthesis.json of the training run, for the synthesiser")
    parser.add_argument("--index", type=Path, help="index.tsv of the data folder, for the list of sources")
    parser.add_argument("--out", type=Path, default=CARD, help="default: beside the model")


def _options(args: argparse.Namespace) -> Options:
    in_turn = tuple(args.in_turn)
    return Options(args.evaluation, args.quantized, args.model, in_turn, args.synthesis, args.index, args.out)


STEP = Step(
    "card",
    "write the model card from measured figures",
    __doc__,
    add_arguments,
    _options,
    run,
    lambda result: str(result.out),
)

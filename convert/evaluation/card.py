"""The model card: written from the figures of an evaluation, so that it cannot say other than what was measured."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.recognition.labels import ModelMetadata, read_landmarks, read_metadata
from app.recognition.model import DEFAULT_MODEL
from app.recognition.print_check import TemplateBank
from convert.data.currencies import read_table
from convert.data.dataset import DataError
from convert.data.tables import read_rows

_INTRO = """# Model card: noteworthy.tflite {version}

Reads the value of one banknote in a camera picture, for people who cannot see it. It names a value or is silent.

**It does not judge whether a note is genuine.** It was never trained or tested for that, and a printed copy is read
like a note.

| | |
|---|---|
| network | MobileNetV2 1.0, 224 x 224, per-channel int8 weights, uint8 input, float32 outputs |
| size | {megabytes:.2f} MB |
| classes | {classes}: (currency, value, series, face), and "not a note I know" |
| currencies | {currencies} |
| looks | {looks}: all of the picture, then the note's part turned by quarters, averaged; 1 where nothing is in view |
| landmarks | {landmarks} |
| temperature | {temperature} |
| inside the file | labels, normalisation, thresholds, version: `unzip -p {path} noteworthy.json`; landmarks |
| checksum | of all that comes before it, at the end of the file: `unzip -z {path}` |
| sha256 | `{sha256}` |

## How well it reads

Single photos, no smoothing over frames, at the shipped thresholds:

```
{command}
```
"""

_NETWORK = """
## Why this network

Of those compared on the same photos and machine (docs/compare.md) it reads best within 25 ms a frame, all the way from
camera to decision: its three looks take about half of that on one slow core. Looking for landmarks takes longer than
what is left, so that frames of which the network is in doubt are over that budget; README.md, "How fast it is", and
`python -m convert benchmark --photos DATA/photos/val` say how many they are and by how much. They are worth it: fewer
values are wrong, and more notes are named (docs/model-log.md).
"""

_LIMITS = """
## Limits

- The photos of this table chose the thresholds (not the weights), so it flatters a little. Photos by other people, of
  other notes and rooms, are the real test.
- The list of currencies says of each what judges it. Rupee, real and euro photos come from other sources than the
  training's photos, but 56 of the 101 dollars from a web collection that training had other photos of, and those of
  IDR, TRY, PKR, THB, JOD, BDT and VND are later photos by the same people, of the same rooms: weaker evidence, and
  figures that photos by others will not reach. No photo judges RUB.
- US dollar photos are mostly fronts; euro and real photos for training were few, so these are learned mostly from flat
  scans.
- Several notes at once: one value is named when all show the same, and nothing is promised otherwise.
- Notes of a value or series that is not in the list may be taken for one that is; the last lines above say how often.
- Demonetised notes (INR 500 and 1000 of the old series) are named as what they say, not as what they buy.

## What it was trained on

Real photos, flat scans (through the synthesiser) and pictures without known notes. None of them is part of this
repository. Beside the notes below: backgrounds from samples of ImageNet, COCO, BSDS500, DTD textures and produce
photos; hard negatives (playing cards, receipts of SROIE, coins, packages, documents); hands with masks. The start is
MobileNetV2 trained on ImageNet (Apache-2.0).
"""

# What is asked of a currency that is on by default: shares, 0 to 1; more of those whose pictures are many.
_MAIN = ("USD", "EUR", "INR", "BRL", "IDR", "TRY")
_BAR_MAIN, _BAR, _MOST_WRONG = 0.92, 0.85, 0.02


def _table(tallies: dict[str, dict[str, int]], together: bool = True) -> list[str]:
    lines = ["| | photos | right | silent | WRONG | top-1 |", "|---|---|---|---|---|---|"]
    total: Counter[str] = Counter()
    for currency, t in tallies.items():
        total.update(t)
        lines.append(_line(currency, t))
    if together:
        lines.append(_line("together", total))
    return lines


def _line(name: str, t: dict[str, int] | Counter[str]) -> str:
    shares = " | ".join(f"{100 * t[k] / t['n']:.1f} %" for k in ("right", "silent", "wrong", "top1"))
    return f"| {name} | {t['n']} | {shares} |"


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
        right, wrong = (tallies[code][name] / tallies[code]["n"] for name in ("right", "wrong"))
        bar = _BAR_MAIN if code in _MAIN else _BAR
        (reached if right >= bar and wrong <= _MOST_WRONG else short).append(code)
    text = (
        f"Of a currency that is on, {100 * _BAR:.0f} of 100 photos are to be named rightly ({', '.join(_MAIN)}: "
        f"{100 * _BAR_MAIN:.0f}) and at most {100 * _MOST_WRONG:.0f} wrongly, with only that currency on. "
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
        "| | state | values | series | faces | judged by | note |",
        "|---|---|---|---|---|---|---|",
    ]
    for c in read_table():
        if c.code in names:
            shown = (c.code, c.state, " ".join(c.values), ", ".join(c.series), c.faces, c.evidence, c.note)
            lines.append(f"| {' | '.join(shown)} |")
    on = [c.code for c in read_table() if c.code in names and c.state == "on"]
    lines += ["", _standing(tallies, on)]
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
    lines = _INTRO.format(
        version=metadata.version,
        megabytes=model["bytes"] / 1e6,
        classes=len(metadata.labels),
        currencies="; ".join(listed),
        looks=len(metadata.turns),
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
            share = 100 * counts["named"] / counts["n"]
            lines += ["", f"{title}, kept aside from training: {counts['n']}, a value was said of {share:.1f} %."]
    if evaluation.get("conditions"):
        lines += [
            "",
            "The same photos shot again by the synthesiser's camera under one hard condition "
            "(`convert/synthesis/corruptions.py` says how hard), only the photo's currency on:",
            "",
            "| | photos | right | silent | WRONG | top-1 | least right | most wrong |",
            "|---|---|---|---|---|---|---|---|",
        ]
        for name, tallies in evaluation["conditions"].items():
            total: Counter[str] = Counter()
            for t in tallies.values():
                total.update(t)
            low = min(tallies, key=lambda c: tallies[c]["right"] / tallies[c]["n"])
            high = max(tallies, key=lambda c: tallies[c]["wrong"] / tallies[c]["n"])
            share = {c: 100 / tallies[c]["n"] for c in (low, high)}
            lines.append(
                f"{_line(name, total)} {low} {share[low] * tallies[low]['right']:.0f} % | "
                f"{high} {share[high] * tallies[high]['wrong']:.0f} % |"
            )
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
        "nothing of some kinds and chose no threshold by them, judged by all pictures of those kinds. Their own share "
        "of right photos says how far they are from this one.",
        "",
        "| left out | photos right | WRONG | pictures without a note | a value said | unknown notes | a value said |",
        "|---|---|---|---|---|---|---|",
    ]
    sums: Counter[str] = Counter()
    for evaluation in evaluations:
        own: Counter[str] = Counter()
        for tally in evaluation["modes"]["own"].values():
            own.update(tally)
        counts = {f"{kind} {name}": evaluation[kind][name] for kind in ("negative", "other") for name in ("n", "named")}
        sums.update({**counts, "n": own["n"], "right": own["right"], "wrong": own["wrong"]})
        lines.append(_turn(", ".join(evaluation["left_out"]), {**counts, **own}))
    lines.append(_turn("together", sums))
    return lines


def _turn(name: str, counts: Mapping[str, int]) -> str:
    def share(part: str, whole: str) -> str:
        return f"{100 * counts[part] / counts[whole]:.1f} %" if counts[whole] else "-"

    cells = [name, share("right", "n"), share("wrong", "n")]
    for kind in ("negative", "other"):
        cells += [str(counts[f"{kind} n"]), f"{counts[f'{kind} named']} ({share(f'{kind} named', f'{kind} n')})"]
    return f"| {' | '.join(cells)} |"


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the step to `python -m convert`."""
    parser = subparsers.add_parser("card", help="write the model card from measured figures", description=__doc__)
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
    parser.add_argument("--index", type=Path, help="index.tsv of the data folder, for the list of sources")
    parser.add_argument(
        "--out", type=Path, default=DEFAULT_MODEL.with_name("MODEL_CARD.md"), help="default: beside the model"
    )
    parser.set_defaults(run=_run)


def _run(args: argparse.Namespace) -> int:
    metadata = read_metadata(args.model)
    try:
        evaluation = json.loads(args.evaluation.read_text(encoding="utf-8"))
        quantized = json.loads(args.quantized.read_text(encoding="utf-8"))
        in_turn = [json.loads(path.read_text(encoding="utf-8")) for path in args.in_turn]
    except (OSError, ValueError) as error:
        raise DataError(f"The figures cannot be read ({error}): run `quantize` and `evaluate --json` first.") from error
    if evaluation["model"]["sha256"] != hashlib.sha256(args.model.read_bytes()).hexdigest():
        raise DataError("The evaluation is of another model file: run `evaluate --json` again.")
    currencies = ",".join(evaluation["modes"]["own"])
    command = (
        f"python -m convert evaluate --photos DATA/photos/val --currency {currencies} "
        "--held-out-of DATA --specimens 60 --conditions"
    )
    if not all(each.get("left_out") for each in in_turn):
        raise DataError("An evaluation given as --in-turn left nothing out: run `evaluate --left-out SET,… --json`.")
    landmarks = read_landmarks(args.model)
    bank = None if landmarks is None else TemplateBank.from_bytes(landmarks)
    lines = card(metadata, evaluation, quantized, command, bank)
    if in_turn:
        lines += _in_turn(in_turn)
    lines += [*_NETWORK.splitlines(), *_LIMITS.splitlines()]
    if args.index is not None:
        lines += ["", *_sources(args.index, {x.currency for x in metadata.labels})]
    args.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(args.out)
    return 0

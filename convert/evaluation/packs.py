"""Evaluates packs as the app reads them: the network finds the note, the print names it, by single pictures.

A photo is *right* when its value is named, *silent* when none is, *wrong* when another is; photos that templates were
made of are left out. Where one value of a currency is left out altogether, a pack is made anew without it, and its own
pictures must stay silent. Foreign pictures show other currencies' notes, or none: what each pack names of them, alone
and with four others, is wrong. "Named" here is what two looks of a held note would say.
"""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from tqdm import tqdm

from app.commas import comma_list
from app.recognition.compared import best_by_limits
from app.recognition.keypoints import scaled_grey
from app.recognition.model import DEFAULT_MODEL, Model
from app.recognition.pack_shelf import prints_of
from app.recognition.packs import PACKS, Pack, packs_in, read_pack
from app.recognition.print_check import PrintReader
from app.recognition.templates import KnownPrint, TemplateBank
from convert.data.dataset import DataError, pictures_under
from convert.data.images import PictureError, load
from convert.data.pack_pictures import PackPicture, for_templates, judging, pictures_of
from convert.data.world import TABLE, WorldCurrency, read_world
from convert.evaluation.packs_left_out import LeftOut, compared_pictures, leave_designs_out, leave_values_out
from convert.evaluation.shown import LONGEST, shown_pictures
from convert.export.packs import TIERS, make, reader_of
from convert.inference import note_box_in
from convert.step import Step

_TOGETHER = 5
# With all packs on at once so many templates are compared place by place, those with most inliers.
_COMPARED = 60
NOT_MEASURED = "not measured"
_COLUMNS = (
    "currency",
    "tier",
    "values",
    "missing",
    "one_face_only",
    "gaps",
    "kilobytes",
    "photos",
    "right",
    "silent",
    "wrong",
    "left_out_pictures",
    "left_out_named",
    "without_pictures",
    "without_named",
    "without_highest",
    "foreign_pictures",
    "foreign_named",
)


@dataclass(frozen=True, slots=True)
class Options:
    """What is evaluated, on what.

    Attributes:
        data: folder of scans and photos that the packs were made from.
        packs: folder of packs.
        model: finds the notes.
        currencies: those that are evaluated; none for all packs.
        foreign: folders of pictures without notes, or of notes in a folder with their currency's code.
        foreign_pictures: how many of these, and how many of other currencies' notes, are drawn.
        leave_out: the currencies of which values are left out in turn, packs being made anew without them.
        without: those of which values are left out in turn, limits alone being set anew.
        world: the table that says which values there are.
        out: file for all counts, .csv; None for none.
        seed: of what is drawn.
    """

    data: Path
    packs: Path = PACKS
    model: Path = DEFAULT_MODEL
    currencies: tuple[str, ...] = ()
    foreign: tuple[Path, ...] = ()
    foreign_pictures: int = 100
    leave_out: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    world: Path = TABLE
    out: Path | None = None
    seed: int = 1


@dataclass(slots=True)
class PackEvaluation:
    """Counts of one pack.

    Attributes:
        pack: that was evaluated.
        kilobytes: of its file.
        right, silent, wrong: photos.
        left_out_pictures, left_out_named: pictures of values that a pack was made without; those named all the same.
        foreign_pictures, foreign_named: pictures of other notes or of none; those named by this pack alone.
        mistakes: what was named wrongly, as "path: value".
        without: each value that was left out with limits set anew.
        without_design: each design that was, of values that have another.
    """

    pack: Pack
    kilobytes: float
    right: int = 0
    silent: int = 0
    wrong: int = 0
    left_out_pictures: int = 0
    left_out_named: int = 0
    foreign_pictures: int = 0
    foreign_named: int = 0
    mistakes: list[str] = field(default_factory=list)
    without: list[LeftOut] = field(default_factory=list)
    without_design: list[LeftOut] = field(default_factory=list)

    @property
    def photos(self) -> int:
        """How many photos were shown."""
        return self.right + self.silent + self.wrong


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """What was found.

    Attributes:
        evaluations: by currency.
        together_pictures, together_named: foreign pictures that five packs looked at together; those named.
        nothing_pictures: how many of the foreign pictures show no note.
    """

    evaluations: Mapping[str, PackEvaluation]
    together_pictures: int
    together_named: int
    nothing_pictures: int


def run(options: Options) -> Result:
    """Evaluate the packs.

    Raises:
        DataError: there is no such pack, or the data cannot be used.
        ModelError: a pack or the model cannot be read.
    """
    cv2.setNumThreads(1)
    paths = packs_in(options.packs)
    codes = options.currencies or tuple(paths)
    missing = [code for code in (*codes, *options.leave_out, *options.without) if code not in paths]
    if missing or not codes:
        raise DataError(f"No pack of {', '.join(missing) or 'any currency'} in {options.packs}.")
    world, model = read_world(options.world), Model(options.model, threads=1)
    bank, reader = reader_of(options.model)
    evaluations = {code: PackEvaluation(read_pack(paths[code]), paths[code].stat().st_size / 1000) for code in codes}
    for code, evaluation in tqdm(evaluations.items(), desc="photos", leave=False):
        photos = judging(pictures_of(options.data, world[code]), evaluation.pack.version)
        _evaluate_photos(evaluation, photos, model, reader, bank)
        if code in options.leave_out:
            _leave_out(evaluation, pictures_of(options.data, world[code]), world[code], reader, bank)
        if code in options.without:
            pictures = pictures_of(options.data, world[code])
            seen = compared_pictures(evaluation.pack, pictures, reader, bank, partial(note_box_in, model))
            evaluation.without = leave_values_out(evaluation.pack, seen)
            evaluation.without_design = leave_designs_out(evaluation.pack, seen)
            left_out = (*evaluation.without, *evaluation.without_design)
            evaluation.mistakes += [mistake for each in left_out for mistake in each.mistakes]
    together, together_named, nothing = _evaluate_foreign(evaluations, options, world, reader, bank)
    result = Result(evaluations, together, together_named, nothing)
    if options.out is not None:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(table(result), encoding="utf-8")
    return result


def _evaluate_photos(
    evaluation: PackEvaluation, photos: Sequence[PackPicture], model: Model, reader: PrintReader, bank: TemplateBank
) -> None:
    reader.use(prints_of(evaluation.pack, bank))
    for photo in photos:
        try:
            picture = load(photo.path, LONGEST)
        except PictureError:
            continue
        match = reader.look(picture, note_box_in(model, picture))
        if match is None:
            evaluation.silent += 1
        elif match.value == photo.value:
            evaluation.right += 1
        else:
            evaluation.wrong += 1
            evaluation.mistakes.append(f"{photo.path}: {match.value}")


def _leave_out(
    evaluation: PackEvaluation,
    pictures: Sequence[PackPicture],
    currency: WorldCurrency,
    reader: PrintReader,
    bank: TemplateBank,
) -> None:
    """Make the pack without each of its values in turn, and look at that value's scans, a view of each, and photos."""
    for value in evaluation.pack.values:
        rest = [p for p in pictures if p.value != value and for_templates(p)]
        try:
            pack, _ = make(rest, currency, bank, reader, "without one")
        except DataError:
            continue  # Nothing is left that could be mistaken for it.
        reader.use(prints_of(pack, bank))
        for picture, shown in shown_pictures(p for p in pictures if p.value == value):
            evaluation.left_out_pictures += 1
            match = reader.look(shown, None)
            if match is not None:
                evaluation.left_out_named += 1
                evaluation.mistakes.append(f"{picture.path} (left out): {match.value}")


def _evaluate_foreign(
    evaluations: Mapping[str, PackEvaluation],
    options: Options,
    world: Mapping[str, WorldCurrency],
    reader: PrintReader,
    bank: TemplateBank,
) -> tuple[int, int, int]:
    """Look at foreign pictures with all packs at once; each answers for itself, and in fives."""
    rng = np.random.default_rng(options.seed)
    known: list[KnownPrint] = [each for j in evaluations.values() for each in prints_of(j.pack, bank)]
    reader.use(known)
    nothing = [
        (next((part for part in path.parts if part in world), None), path)
        for folder in options.foreign
        for path in pictures_under(folder)
    ]
    notes = [(code, path) for code in world for path in _notes_of(options.data, code)]
    drawn = [
        group[i]
        for group in (nothing, notes)
        for i in sorted(rng.permutation(len(group))[: options.foreign_pictures].tolist())
    ]
    together = together_named = shows_nothing = 0
    for code, path in tqdm(drawn, desc="foreign", leave=False):
        try:
            picture = load(path, LONGEST)
        except PictureError:
            continue
        shows_nothing += code is None
        compared = reader.compare_in_use(scaled_grey(picture), _COMPARED, thorough=True)
        others = [each for each in evaluations if each != code]
        for each in others:
            evaluations[each].foreign_pictures += 1
            said = best_by_limits([one for one in compared if one.value[:3] == each])
            if said is not None:
                evaluations[each].foreign_named += 1
                evaluations[each].mistakes.append(f"{path}: {said.value}")
        if len(others) >= _TOGETHER:
            on = {others[i] for i in rng.permutation(len(others))[:_TOGETHER]}
            together += 1
            together_named += best_by_limits([one for one in compared if one.value[:3] in on]) is not None
    return together, together_named, shows_nothing


def _notes_of(data: Path, code: str) -> list[Path]:
    return [path for part in ("reference", "photos") for path in pictures_under(data / part / code)]


def table(result: Result) -> str:
    """All counts as comma-separated values, a line for each pack."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for code, j in result.evaluations.items():
        writer.writerow(
            (
                code,
                TIERS[j.pack.tier],
                " ".join(j.pack.values),
                " ".join(j.pack.missing),
                " ".join(j.pack.one_face_only),
                " ".join(j.pack.gaps),
                f"{j.kilobytes:.0f}",
                j.photos,
                j.right,
                j.silent,
                j.wrong,
                *((j.left_out_pictures, j.left_out_named) if j.left_out_pictures else (NOT_MEASURED,) * 2),
                *_without(j),
                j.foreign_pictures,
                j.foreign_named,
            )
        )
    return out.getvalue()


def _without(evaluation: PackEvaluation) -> tuple[str, ...]:
    """Pictures of values that were left out with limits set anew, those named, and the most that one agrees."""
    left = evaluation.without
    if not left:
        return (NOT_MEASURED,) * 3
    pictures, named = sum(one.pictures for one in left), sum(one.named for one in left)
    return str(pictures), str(named), f"{max(one.highest for one in left):.2f}"


def summary(result: Result) -> str:
    """Counts by tier, as a table in Markdown."""
    lines = [
        "| tier | packs | photos | right | silent | wrong | value left out: named | foreign: named |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for tier, name in TIERS.items():
        own = [j for j in result.evaluations.values() if j.pack.tier is tier]
        photos, foreign = sum(j.photos for j in own), sum(j.foreign_pictures for j in own)
        left_out = sum(j.left_out_pictures for j in own)
        lines.append(
            f"| {name} | {len(own)} | {photos} | {_of(sum(j.right for j in own), photos)} "
            f"| {_of(sum(j.silent for j in own), photos)} | {_of(sum(j.wrong for j in own), photos)} "
            f"| {_of(sum(j.left_out_named for j in own), left_out)} "
            f"| {_of(sum(j.foreign_named for j in own), foreign)} |"
        )
    by_value = {code: j.without for code, j in result.evaluations.items() if j.without}
    by_design = {code: j.without_design for code, j in result.evaluations.items() if j.without_design}
    lines += ["", *_without_table("values", by_value), *_without_table("designs", by_design)]
    lines.append(
        f"Five packs on at once: {_of(result.together_named, result.together_pictures)} foreign pictures named. "
        f"{result.nothing_pictures} of the foreign pictures show no note."
    )
    return "\n".join(lines)


def _without_table(what: str, measured: Mapping[str, Sequence[LeftOut]]) -> list[str]:
    """What was found where values or designs were left out with limits set anew; no lines where none was."""
    if not measured:
        return []
    lines = [
        f"| | {what} left out | pictures | called another value | most that one agrees with another |",
        "|---|---|---|---|---|",
    ]
    for code, each in measured.items():
        highest = max(each, key=lambda one: one.highest)
        lines.append(_left_out_row(code, each, f"{highest.highest:.2f} ({highest.value})"))
    lines.append(_left_out_row("together", [one for each in measured.values() for one in each], ""))
    return [*lines, ""]


def _left_out_row(name: str, each: Sequence[LeftOut], highest: str) -> str:
    pictures, named = sum(one.pictures for one in each), sum(one.named for one in each)
    return f"| {name} | {len(each)} | {pictures} | {_of(named, pictures)} | {highest} |"


def _of(count: int, whole: int) -> str:
    return f"{100 * count / whole:.2f} % ({count} of {whole:,})" if whole else "-"


def _report(result: Result) -> str:
    mistakes = [mistake for evaluation in result.evaluations.values() for mistake in evaluation.mistakes]
    return "\n".join([*mistakes, summary(result)])


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of this step."""
    parser.add_argument("--data", type=Path, required=True, help="folder that the packs were made from")
    parser.add_argument("--packs", type=Path, default=PACKS, help="folder of packs (default: %(default)s)")
    parser.add_argument("--model", type=Path, default=DEFAULT_MODEL, help="finds the notes (default: %(default)s)")
    parser.add_argument("--currency", default="", help="ISO 4217 codes, with commas between (default: all packs)")
    parser.add_argument(
        "--foreign", type=Path, nargs="*", default=[], help="folders of pictures that show none of the notes"
    )
    parser.add_argument(
        "--foreign-pictures", type=int, default=100, help="of these, and of other notes, each (default: %(default)s)"
    )
    parser.add_argument("--leave-out", default="", help="currencies of which each value is left out in turn, or all")
    parser.add_argument("--without", default="", help="the same with limits alone set anew, a fraction of the work")
    parser.add_argument("--world", type=Path, default=TABLE, help="table of values in use (default: %(default)s)")
    parser.add_argument("--out", type=Path, help="file for all counts, .csv")
    parser.add_argument("--seed", type=int, default=1, help="default: %(default)s")


def _options(args: argparse.Namespace) -> Options:
    codes = comma_list(args.currency) if args.currency else tuple(packs_in(args.packs))
    leave_out, without = (codes if text == "all" else comma_list(text) for text in (args.leave_out, args.without))
    many = (codes, tuple(args.foreign), args.foreign_pictures, leave_out, without)
    return Options(args.data, args.packs, args.model, *many, args.world, args.out, args.seed)


STEP = Step("evaluate-packs", "evaluate the packs of currencies", __doc__, add_arguments, _options, run, _report)

"""The recipe's rules for a data folder, as functions from lists to counts and findings.

No picture is opened here: that is done in `check`. Rules about names are in `data_names`, words in `data_words`.

The recipe: some 250 photos for each class (a currency's value, in one design, from one side), five times as many
pictures without a note, a note on at least a sixth of the picture, and photos by other people to choose by. Where there
is a flat scan, synthetic pictures stand in for photos.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.recognition.observation import Box
from convert.data.dataset import LabelledPicture
from convert.data.finding import Finding
from convert.data_audit.near_duplicates import Pair

PER_CLASS = 250
BACKGROUND_TIMES = 5
# Photos of a class from which on it need not live from synthetic pictures alone, and of a value to evaluate it on.
FEW_TO_TRAIN, FEW_TO_EVALUATE = 25, 10
SMALLEST_SIDE = 96
SMALLEST_FRACTION = 1 / 6
NO_NOTE = "no note"


@dataclass(frozen=True, slots=True)
class ClassCount:
    """How many pictures there are of one class.

    Attributes:
        currency, value, series, face: the class.
        flat: flat scans of it.
        train, val: photos whose folder gives this face.
        train_unsorted, val_unsorted: photos of the value whose folder gives no face: they count for both faces.
    """

    currency: str
    value: str
    series: str
    face: str
    flat: int = 0
    train: int = 0
    val: int = 0
    train_unsorted: int = 0
    val_unsorted: int = 0

    @property
    def name(self) -> str:
        """The class without its currency, for example "20 old back"."""
        return f"{self.value}{' old' if self.series == 'old' else ''} {self.face}"

    @property
    def standing(self) -> str:
        """ "none", "few photos alone", "photos alone", "scans, few photos", "scans and photos" or "full"."""
        photos = self.train + self.train_unsorted
        if photos >= PER_CLASS:
            return "full"
        if self.flat:
            return "scans and photos" if photos >= FEW_TO_TRAIN else "scans, few photos"
        if not photos:
            return "none"
        return "photos alone" if photos >= FEW_TO_TRAIN else "few photos alone"


@dataclass(frozen=True, slots=True)
class Item:
    """A picture as the search for duplicates sees it.

    Attributes:
        path: of the picture.
        part: "reference", "photos/train", "photos/val", or the first folder's name.
        currency: of its note, or "".
        label: "USD 20", a currency that is not learned ("GBP"), or `NO_NOTE`.
    """

    path: Path
    part: str
    currency: str
    label: str


@dataclass(frozen=True, slots=True)
class Repeats:
    """What the search for duplicates found; each pair as two items, the most alike pair first.

    Attributes:
        conflicts: one picture under two labels.
        leaks: a photo of photos/val that is also in photos/train.
        scans: a photo of photos/val that is also a flat scan in reference.
        alike: a photo of photos/val, and a photo to train on or a flat scan of the same value that look alike.
        surplus: of each (part, label), how many of its pictures are the same as an earlier one of it.
    """

    conflicts: tuple[tuple[Item, Item], ...]
    leaks: tuple[tuple[Item, Item], ...]
    scans: tuple[tuple[Item, Item], ...]
    alike: tuple[tuple[Item, Item], ...]
    surplus: Mapping[tuple[str, str], int]


def class_counts(
    references: Iterable[LabelledPicture],
    train: Iterable[LabelledPicture],
    val: Iterable[LabelledPicture],
    table: Mapping[str, Sequence[str]],
) -> list[ClassCount]:
    """Counts of every class that the pictures show or the table of currencies lists, by currency, value and series.

    Args:
        references, train, val: pictures that can be read.
        table: face values by currency, of the currencies that are looked at.
    """
    tally: dict[tuple[str, str, str, str | None], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for part, pictures in (("flat", references), ("train", train), ("val", val)):
        for p in pictures:
            tally[p.currency, p.value, p.series or "current", p.face][part] += 1
    designs = {(currency, value, series) for currency, value, series, _ in tally}
    shown = {(currency, value) for currency, value, _ in designs}
    designs |= {(c, v, "current") for c, values in table.items() for v in values if (c, v) not in shown}
    rows = []
    for design in sorted(designs, key=lambda d: (d[0], float(d[1]), d[2])):
        either = tally.get((*design, None), {})
        for face in ("front", "back"):
            own = tally.get((*design, face), {})
            rows.append(
                ClassCount(
                    *design,
                    face,
                    flat=own.get("flat", 0) + either.get("flat", 0),
                    train=own.get("train", 0),
                    val=own.get("val", 0),
                    train_unsorted=either.get("train", 0),
                    val_unsorted=either.get("val", 0),
                )
            )
    return rows


def evaluated_by(counts: Sequence[ClassCount]) -> dict[tuple[str, str], int]:
    """Photos of photos/val for each (currency, value), whatever their design and face."""
    photos: dict[tuple[str, str], int] = defaultdict(int)
    for count in counts:
        photos[count.currency, count.value] += count.val + (count.val_unsorted if count.face == "front" else 0)
    return dict(photos)


def repeats(items: Sequence[Item], pairs: Iterable[Pair]) -> Repeats:
    """Sorts pairs of pictures that look alike by what they mean for training and evaluation.

    Args:
        items: the pictures, in the order in which they were compared.
        pairs: see `near_duplicates.pairs`.
    """
    kinds: dict[str, list[tuple[Item, Item]]] = {"conflicts": [], "leaks": [], "scans": [], "alike": []}
    copies: dict[tuple[str, str], set[int]] = defaultdict(set)
    for pair in pairs:
        two = items[pair.first], items[pair.second]
        parts = {item.part for item in two}
        if two[0].label != two[1].label:
            if pair.same:
                kinds["conflicts"].append(two)
        elif pair.same and len(parts) == 1:
            copies[two[0].part, two[0].label].add(pair.second)
        elif "photos/val" in parts and len(parts) == 2:
            kind = "alike" if not pair.same else "leaks" if "photos/train" in parts else "scans"
            kinds[kind].append(two)
    surplus = {key: len(found) for key, found in sorted(copies.items())}
    return Repeats(**{kind: tuple(found) for kind, found in kinds.items()}, surplus=surplus)


def box_fraction(box: Box) -> float:
    """The fraction of the picture, 0 to 1, that a box covers: for a note that lies askew, more than the note itself."""
    return (box.right - box.left) * (box.bottom - box.top)


def breaking(
    counts: Sequence[ClassCount], backgrounds: int, findings: Iterable[Finding], currencies: Sequence[str]
) -> list[str]:
    """What training or evaluation stops on, a sentence each; none when the folder can be used.

    Args:
        counts: of the pictures that can be read.
        backgrounds: readable pictures under backgrounds/ that training uses.
        findings: about files and folders.
        currencies: ISO codes that shall be learned.
    """
    found = [f"{f.path} {f.text}" for f in findings if f.breaks]
    if not any(c.flat for c in counts):
        found.append(f"No flat scan that can be read under reference/ for {', '.join(currencies) or 'any currency'}.")
    shown = {c.currency for c in counts if c.standing != "none"}
    found += [
        f"No picture of {c} to learn from: neither flat scans nor photos to train on."
        for c in currencies
        if c not in shown
    ]
    if not backgrounds:
        found.append("No picture to train on under backgrounds/: any photos without banknotes will do.")
    return found

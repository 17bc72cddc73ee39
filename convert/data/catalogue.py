"""All pictures of a data folder that a model of some currencies may learn from, by role."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from app.feedback.words import SPECIMEN_CURRENCY
from convert.data.dataset import Catalogue, DataError, labelled_pictures, pictures_under, specimen_references
from convert.data.split import HELD_OUT_OTHERS, HELD_OUT_PERCENT, held_out, of_sets


def catalogue(
    data: Path, specimens: Path | None, currencies: Sequence[str], leave_out: Iterable[str] = ()
) -> Catalogue:
    """Read a data folder for training a model of the given currencies.

    Notes of currencies that are not among `currencies` become `other_notes`. What `held_out` and `HELD_OUT_OTHERS`
    keep aside is left out, so that it can be used for evaluation.

    Args:
        data: the data folder.
        specimens: folder with XTS_<value>_<face>.png, or None.
        currencies: ISO codes the model shall know.
        leave_out: sets (see `of_sets`) to leave out too, so that they can be evaluated as things never seen.

    Raises:
        DataError: `leave_out` names no set, or a part without which nothing can be trained is missing.
    """
    if not data.is_dir():
        raise DataError(f"No data folder at {data}: give one with --data (its layout is in docs/dev/data.md).")
    references = labelled_pictures(data / "reference", currencies)
    if specimens is not None and SPECIMEN_CURRENCY in currencies:
        references += specimen_references(specimens)
    photos = labelled_pictures(data / "photos" / "train", currencies)
    backgrounds = [p for p in pictures_under(data / "backgrounds") if not held_out(p, HELD_OUT_PERCENT)]
    hard = [p for p in pictures_under(data / "hard_negatives") if not held_out(p, HELD_OUT_PERCENT)]
    others = [p for p in pictures_under(data / "other_notes") if not HELD_OUT_OTHERS & set(p.relative_to(data).parts)]
    left_out = {p for found in of_sets(data, leave_out) for p in found}
    backgrounds, hard, others = ([p for p in part if p not in left_out] for part in (backgrounds, hard, others))
    for part in ("reference", "photos/train"):
        others += [p.path for p in labelled_pictures(data / part) if p.currency not in {*currencies, *HELD_OUT_OTHERS}]
    hands = [
        (p, p.with_name(p.stem + ".mask.png"))
        for p in pictures_under(data / "hands")
        if p.with_name(p.stem + ".mask.png").exists()
    ]
    if not references:
        raise DataError(f"No flat notes under {data / 'reference'} for {', '.join(currencies)}.")
    if not backgrounds:
        raise DataError(f"No pictures under {data / 'backgrounds'}: any photos without banknotes will do.")
    return Catalogue(tuple(references), tuple(photos), tuple(backgrounds), tuple(hard), tuple(others), tuple(hands))

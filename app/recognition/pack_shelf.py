"""The packs of a folder: what can be turned on, and the print of those that are on. What a pack is, is in `packs`."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from pathlib import Path

import numpy as np

from app.recognition.errors import ModelError
from app.recognition.labels import NoteLabel
from app.recognition.pack_contents import PackContents, Tier
from app.recognition.packs import PACKS, Pack, PackThresholds, packs_in, read_contents, read_pack
from app.recognition.taught_names import is_own
from app.recognition.templates import KnownPrint, PrintLimits, StoredKeypoints, TemplateBank

_log = logging.getLogger(__name__)


class PackShelf:
    """The packs of a folder that fit a model. May be used by several threads.

    Args:
        projection: of the model's templates; packs made for another one are left on the shelf.
        known: currencies that the model knows itself; their packs are left, too.
        folder: of the packs; None for an empty shelf.
    """

    def __init__(self, projection: str, known: Collection[str] = (), folder: Path | None = PACKS) -> None:
        self._projection = projection
        found = {} if folder is None else packs_in(folder)
        # A code that stands for a name of the person's own is no currency's: its pack would be called by that name.
        self._paths = {code: path for code, path in found.items() if code not in known and not is_own(code)}

    @classmethod
    def of(cls, templates: TemplateBank | None, known: Collection[str], folder: Path | None = PACKS) -> PackShelf:
        """The packs that fit a model with these templates; none fits one without."""
        return cls("", known, None) if templates is None else cls(templates.projection, known, folder)

    @cached_property
    def _contents(self) -> Mapping[str, PackContents]:
        """What each says that it knows. A file that is no such pack is left out, and the log says why."""
        found = {}
        for code, path in self._paths.items():
            try:
                contents = read_contents(path)
                self._check_fit(contents, path)
            except ModelError as error:
                _log.warning("%s", error)
            else:
                found[code] = contents
        return found

    def _check_fit(self, pack: Pack | PackContents, path: Path) -> None:
        if pack.projection != self._projection:
            raise ModelError("pack_misfit", path=str(path))

    @property
    def currencies(self) -> tuple[str, ...]:
        """ISO codes of those that can be turned on, sorted."""
        return tuple(self._contents)

    @cached_property
    def labels(self) -> tuple[NoteLabel, ...]:
        """All that they can name."""
        return tuple(label for contents in self._contents.values() for label in contents.labels)

    @property
    def values(self) -> tuple[str, ...]:
        """The "CUR/value" that they can name, each once."""
        return tuple(dict.fromkeys(label.key for label in self.labels))

    @property
    def tiers(self) -> Mapping[str, Tier]:
        """How much of each currency is known."""
        return {code: contents.tier for code, contents in self._contents.items()}

    @property
    def edition(self) -> int:
        """The packs of a shelf never change."""
        return 0

    def pack(self, currency: str) -> Pack:
        """A currency's pack, read anew.

        Raises:
            ModelError: there is none, or it cannot be used.
        """
        path = self._paths.get(currency)
        if path is None:
            raise ModelError("pack_missing", path=currency)
        pack = read_pack(path)
        self._check_fit(pack, path)
        return pack

    def known(self, currencies: Collection[str], bank: TemplateBank) -> list[KnownPrint]:
        """The print of these currencies' packs; of those without one, or with one that is damaged, none.

        What is wrong with a pack the log says; a person is told when it is turned on, by what reads it for that.
        """
        found: list[KnownPrint] = []
        for code in self.currencies:
            if code not in currencies:
                continue
            try:
                pack = self.pack(code)
                if any(template.descriptors.shape[1] != bank.length for template in pack.templates):
                    raise ModelError("pack_misfit", path=str(self._paths[code]))
                found += prints_of(pack, bank)
            except ModelError as error:
                _log.warning("%s", error)
        return found


def prints_of(pack: Pack, bank: TemplateBank, without: Iterable[str] = ()) -> list[KnownPrint]:
    """A pack's templates as the reader compares them.

    Args:
        pack: made with this bank's projection.
        bank: of the model.
        without: values that are left out.
    """
    left_out = set(without)
    return [
        KnownPrint(
            f"{pack.currency}/{t.value}",
            bank.restored(StoredKeypoints(t.points, t.descriptors, t.angles, t.octaves)),
            limits_of(t.least, pack.thresholds),
            face=t.face or None,
            series=t.series,
            own=None if t.own is None else t.own.astype(np.bool_),
        )
        for t in pack.templates
        if t.value not in left_out
    ]


def limits_of(least: float, thresholds: PackThresholds) -> PrintLimits:
    """From when on the print of a template counts that must agree by at least so much, 0 to 1."""
    return PrintLimits(least, min(1.0, least + thresholds.above), thresholds.margin, thresholds.shown)

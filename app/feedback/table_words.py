"""The words for what lies on the table. What lies there is in `table.py`, the sentences are in `translations/table.py`.

Groups come in the order of the finding, then the total of each currency. It is told as "at least" unless the finding is
sure to be all: a total that hides a note would be a wrong total, and docs/dev/table.md tells how often one is hidden.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal
from enum import Enum

from app.feedback import words
from app.feedback.phrases import FULL_STOPS, Phrase, counted_notes, phrase, spoken_language
from app.feedback.table import Place, TableFinding
from app.feedback.translations.table import TABLE

_MIRRORED = {
    Place.TOP_LEFT: Place.TOP_RIGHT,
    Place.TOP_RIGHT: Place.TOP_LEFT,
    Place.LEFT: Place.RIGHT,
    Place.RIGHT: Place.LEFT,
    Place.BOTTOM_LEFT: Place.BOTTOM_RIGHT,
    Place.BOTTOM_RIGHT: Place.BOTTOM_LEFT,
}


class TablePhrase(Enum):
    """Names of the sentences. Words in braces in a sentence are filled in by `table_phrase`."""

    READ = "read"
    GROUP = "group"
    TOTAL = "total"
    AT_LEAST = "at_least"
    UNREAD = "unread"
    NOTHING = "nothing"
    NOTHING_READ = "nothing_read"
    SLOW = "slow"
    FAILED = "failed"
    PRIVATE = "private"
    ADDED = "added"
    ALREADY = "already"
    GROUP_UNDONE = "group_undone"


def table_phrase(key: TablePhrase, language: str = "en", **fill: str) -> str:
    """The sentence in the language of a BCP 47 tag, or in English when there is none.

    Raises:
        KeyError: a word in braces was not given in `fill`.
    """
    return TABLE[spoken_language(language)][key.value].format(**fill)


def table_words(
    finding: TableFinding,
    language: str = "en",
    full_names: Collection[str] = (),
    *,
    camera_faces_person: bool = True,
) -> str:
    """All that was found: "6 notes: 4 of 20 dollars, … 95 dollars in all.", and what could not be read, and where.

    Args:
        finding: what lies there.
        language: BCP 47 tag.
        full_names: codes of the currencies to be said in full, see `words.needing_full_names`.
        camera_faces_person: left and right are the person's own, who faces the camera.
    """
    if not finding.notes:
        return _nothing(finding, language, camera_faces_person=camera_faces_person)
    sentences = [
        table_phrase(
            TablePhrase.READ,
            language,
            notes=counted_notes(len(finding.notes), language),
            groups=groups_words(finding, language, full_names),
        )
    ]
    totals = finding.totals()
    if len(finding.notes) > 1 or finding.unread:
        key = TablePhrase.TOTAL if finding.is_all else TablePhrase.AT_LEAST
        sentences += [
            table_phrase(key, language, total=_money(_spelled(total), currency, language, full_names))
            for currency, total in totals
        ]
    if finding.unread:
        sentences.append(unread_words(finding, language, camera_faces_person=camera_faces_person))
    return " ".join(sentences)


def private_words(finding: TableFinding, language: str = "en", *, camera_faces_person: bool = True) -> str:
    """How many notes were read and where others lie; no value."""
    if not finding.notes:
        return _nothing(finding, language, camera_faces_person=camera_faces_person)
    sentences = [
        table_phrase(TablePhrase.PRIVATE, language, notes=counted_notes(len(finding.notes), language)),
        phrase(Phrase.PRIVATE_NO_AMOUNTS, language),
    ]
    if finding.unread:
        sentences.append(unread_words(finding, language, camera_faces_person=camera_faces_person))
    return " ".join(sentences)


def groups_words(finding: TableFinding, language: str = "en", full_names: Collection[str] = ()) -> str:
    """What was read, like values together: "4 of 20 dollars, 1 of 10 dollars"; of one note its value alone."""
    told = []
    for currency, value, is_withdrawn, count in finding.groups():
        money = _money(value, currency, language, full_names)
        if is_withdrawn:
            money = phrase(Phrase.WITHDRAWN, language, money=money).rstrip(FULL_STOPS)
        is_alone = len(finding.notes) == 1
        told.append(money if is_alone else table_phrase(TablePhrase.GROUP, language, count=str(count), value=money))
    return _listed(told, language)


def unread_words(finding: TableFinding, language: str = "en", *, camera_faces_person: bool = True) -> str:
    """How many notes could not be read, and where they lie."""
    return table_phrase(
        TablePhrase.UNREAD,
        language,
        notes=counted_notes(len(finding.unread), language),
        places=_places(finding.places, language, camera_faces_person=camera_faces_person),
    )


def _nothing(finding: TableFinding, language: str, *, camera_faces_person: bool) -> str:
    if not finding.unread:
        return table_phrase(TablePhrase.NOTHING, language)
    return table_phrase(
        TablePhrase.NOTHING_READ,
        language,
        notes=counted_notes(len(finding.unread), language),
        places=_places(finding.places, language, camera_faces_person=camera_faces_person),
    )


def _places(places: Sequence[Place], language: str, *, camera_faces_person: bool) -> str:
    own = [_MIRRORED.get(place, place) if camera_faces_person else place for place in places]
    sentences = TABLE[spoken_language(language)]
    return _listed([sentences[place.value] for place in dict.fromkeys(own)], language)


def _listed(parts: Sequence[str], language: str) -> str:
    return ("، " if spoken_language(language) == "ar" else ", ").join(parts)


def _money(value: str, currency: str, language: str, full_names: Collection[str]) -> str:
    return words.money(value, currency, language, full=currency in full_names)


def _spelled(amount: Decimal) -> str:
    return format(amount.normalize(), "f")

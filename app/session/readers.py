"""What a session may read pictures with besides its recogniser. Where they come from is in `startup.py`."""

from dataclasses import dataclass

from app.recognition.pack_shelf import PackShelf
from app.recognition.teacher import Teacher
from app.session.currency_watch import FindsCurrency
from app.session.print_watch import ReadsPrint
from app.session.table_watch import ReadsTable


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Readers:
    """Each reader is used by a thread of its own alone, from when the session has it.

    Attributes:
        print_reader: without one the network speaks alone.
        table_reader: of whole tables; without one no table can be read.
        packs: of the currencies that print alone names; what they lack is told.
        currency_finder: None where currencies cannot be looked for.
        teacher: makes and keeps taught notes, which the print reader must know; None where none can be taught.
    """

    print_reader: ReadsPrint | None = None
    table_reader: ReadsTable | None = None
    packs: PackShelf | None = None
    currency_finder: FindsCurrency | None = None
    teacher: Teacher | None = None

"""A contact sheet to print, as a PDF set by typst; what people wrote travels as data and is never read as markup."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import typst

from totalaudio.intel.exports.rows import ExportRow
from totalaudio.intel.exports.writers.cells import TooManyRows, facts_of

# It is set as a whole, and nobody reads more on paper.
MOST_ON_PAPER: Final = 2_000
_TEMPLATE: Final = Path(__file__).with_name("contact_sheet.typ").read_bytes()


def pdf_chunks(rows: Iterable[ExportRow]) -> Iterator[bytes]:
    """Yield the document in one piece; raises TooManyRows above MOST_ON_PAPER."""
    contacts: list[dict[str, object]] = []
    for row in rows:
        if len(contacts) == MOST_ON_PAPER:
            raise TooManyRows(
                f"A contact sheet holds {MOST_ON_PAPER:,} contacts at most. Export CSV instead."
            )
        contacts.append(_contact(row))
    made = typst.compile(_TEMPLATE, format="pdf", sys_inputs={"data": json.dumps(contacts)})
    if not isinstance(made, bytes):
        raise TypeError("typst gave no document")
    yield made


def _contact(row: ExportRow) -> dict[str, object]:
    checked = [
        f"{row.confidence * 100:.0f} % sure" if row.confidence is not None else "",
        f"checked {row.last_checked}" if row.last_checked else "",
    ]
    return {
        "name": row.name or row.outlet or row.email or "No name",
        "post": ", ".join(part for part in (row.role, row.outlet if row.name else "") if part),
        "emails": [address for address in (row.email, *row.other_emails) if address],
        "facts": [("Genres", ", ".join(row.genres)), *facts_of(row)]
        if row.genres
        else facts_of(row),
        "checked": ", ".join(part for part in checked if part),
    }

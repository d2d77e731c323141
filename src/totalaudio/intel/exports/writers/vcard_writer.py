"""vCard 3.0 (RFC 2426), which every address book reads: a card for each contact; what has no place in it is a note."""

from collections.abc import Iterable, Iterator

from totalaudio.core.lib.content_lines import as_file, text
from totalaudio.intel.exports.rows import ExportRow
from totalaudio.intel.exports.writers.cells import facts_of


def vcard_chunks(rows: Iterable[ExportRow]) -> Iterator[bytes]:
    """Yield the file card by card."""
    for row in rows:
        yield as_file(_card(row))


def _card(row: ExportRow) -> list[str]:
    shown = row.name or row.outlet or row.email or "No name"
    addresses = [address for address in (row.email, *row.other_emails) if address]
    note = "\n".join(f"{label}: {said}" for label, said in facts_of(row))
    return [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"FN:{text(shown)}",
        # Names come whole: which part is the family's, nobody said.
        f"N:;{text(row.name)};;;",
        *(f"EMAIL;TYPE=INTERNET:{text(address)}" for address in addresses),
        *_said("ORG", row.outlet),
        *_said("TITLE", row.role),
        *([f"CATEGORIES:{','.join(map(text, row.genres))}"] if row.genres else []),
        *_said("NOTE", note),
        *_said("REV", row.last_checked),
        "END:VCARD",
    ]


def _said(name: str, value: str) -> list[str]:
    return [f"{name}:{text(value)}"] if value else []

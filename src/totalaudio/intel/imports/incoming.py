"""Rows on their way from a list into the contacts: copied as they are read into a table of this transaction."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

import psycopg
from psycopg import Copy

from totalaudio.contacts.keys import match_key, outlet_key
from totalaudio.core.lib.ids import new_id
from totalaudio.intel.imports.rows import ListRow, RefusedRow

TEXTS: Final = (
    "name", "email", "email_key", "email_kind", "suggested_email", "outlet_name", "role", "format", "coverage",
    "country", "contact_method", "best_timing", "submission_guidelines", "notes", "phone", "website",
)  # fmt: skip
LISTS: Final = ("other_emails", "genres", "pitch_tips", "socials", "tags")
# The parts of an address belong together: one is not filled in without the other.
OF_ADDRESS: Final = frozenset({"email", "email_key", "email_kind", "suggested_email"})

CREATE: Final = f"""
CREATE TEMPORARY TABLE incoming (
    row integer NOT NULL, contact_id uuid, outlet_id uuid, affiliation_id uuid, record_id uuid NOT NULL,
    match_key text, outlet_key text,
    {", ".join(f"{name} text" for name in TEXTS)},
    {", ".join(f"{name} text[]" for name in LISTS)},
    fields text[], reason text, message text, cells text[]
) ON COMMIT DROP
"""

type Value = object


def copy_rows(
    connection: psycopg.Connection[tuple[object, ...]], rows: Iterable[ListRow | RefusedRow]
) -> None:
    """Make the table and copy the rows into it as they come, with memory for a few of them only."""
    with connection.cursor() as cursor:
        cursor.execute(CREATE)
        with cursor.copy("COPY incoming FROM STDIN") as copy:
            for row in rows:
                _write(copy, _accepted(row) if isinstance(row, ListRow) else _refused(row))
        cursor.execute("ANALYZE incoming")


def _write(copy: Copy, values: list[Value]) -> None:
    try:
        copy.write_row(values)
    except (UnicodeEncodeError, psycopg.DataError):
        copy.write_row([_storable(value) for value in values])


def _storable(value: Value) -> Value:
    """PostgreSQL keeps neither NUL nor half a surrogate pair."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_storable(part) for part in value]
    return value


def _accepted(row: ListRow) -> list[Value]:
    has_outlet = bool(row.outlet)
    texts = [
        row.name, row.email, row.email_key, row.email_kind or "", row.suggested_email, row.outlet, row.role,
        row.format, row.coverage, row.country, row.contact_method, row.best_timing, row.submission_guidelines,
        row.notes, row.phone, row.website,
    ]  # fmt: skip
    lists = (row.other_emails, row.genres, row.pitch_tips, row.socials, row.tags)
    return [
        row.row,
        new_id(),
        new_id() if has_outlet else None,
        new_id() if has_outlet else None,
        new_id(),
        match_key(row.email_key, row.name, row.outlet),
        outlet_key(row.outlet) if has_outlet else None,
        *texts,
        *map(_array, lists),
        _array(tuple(_filled(texts, lists))),
        None,
        None,
        None,
    ]


def _filled(texts: list[str], lists: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    yield from (name for name, value in zip(TEXTS, texts, strict=True) if value)
    yield from (name for name, value in zip(LISTS, lists, strict=True) if value)


@lru_cache(maxsize=4096)
def _array(parts: tuple[str, ...]) -> str:
    """The array as PostgreSQL writes it; most rows share a few, and the driver takes far longer over each."""
    quoted = (part.replace("\\", "\\\\").replace('"', '\\"') for part in parts)
    return "{" + ",".join(f'"{part}"' for part in quoted) + "}"


def _refused(row: RefusedRow) -> list[Value]:
    blank: list[Value] = [None] * (len(TEXTS) + len(LISTS) + 1)
    ids: list[Value] = [None, None, None, new_id(), None, None]
    return [row.row, *ids, *blank, row.reason.value, row.message, list(row.cells)]

"""A run's results in a few statements for any number of contacts: the rows travel as one JSON text."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from django.db import connection

from totalaudio.contacts.models import Contact, Evidence
from totalaudio.intel.enrichment.findings import Finding, Value
from totalaudio.intel.enrichment.known import CHECKED, COLUMN_OF

type Row = dict[str, object]

_LISTS: Final = frozenset({"genres", "pitch_tips", "socials"})
_FILLED: Final = tuple(COLUMN_OF.values())


def _type(column: str) -> str:
    return "text[]" if column in _LISTS else "text"


def _blank(column: str) -> str:
    return "'{}'" if column in _LISTS else "''"


def _filled(column: str) -> str:
    blank = _blank(column)
    return f"{column} = CASE WHEN c.{column} = {blank} THEN coalesce(v.{column}, {blank}) ELSE c.{column} END"


# The ids are given once more, so that rows are found by their key whatever the statistics say of a table that has
# just been filled. A check is of the address that was asked about, not of one that was written in meanwhile.
# A run that finds nothing new does not make an enriched contact look as if nothing were known of it.
_FILL: Final = f"""
UPDATE contacts_contact c SET
    {", ".join(map(_filled, _FILLED))},
    {
    ", ".join(
        f"{name} = CASE WHEN c.email = v.email THEN coalesce(v.{name}, c.{name}) ELSE c.{name} END"
        for name in CHECKED
    )
},
    status = CASE WHEN v.status = 'unchanged' AND c.status IN ('enriched', 'partial', 'cached')
        THEN c.status ELSE v.status END,
    confidence = v.confidence, source = v.source, last_checked_at = v.last_checked_at,
    updated_at = now()
FROM jsonb_to_recordset(%s::jsonb) AS v(
    id uuid, email text, {", ".join(f"{name} {_type(name)}" for name in (*_FILLED, *CHECKED))},
    status text, confidence float8, source text, last_checked_at timestamptz
)
WHERE c.workspace_id = %s AND c.id = ANY(%s) AND c.id = v.id
"""  # noqa: S608  the names are this module's own

_ADD: Final = """
INSERT INTO contacts_evidence
    (id, workspace_id, contact_id, field, value, step, source, url, quote, confidence, checked_at)
SELECT id, %s, contact_id, field, value, step, source, url, quote, confidence, checked_at
FROM jsonb_to_recordset(%s::jsonb) AS v(
    id uuid, contact_id uuid, field text, value jsonb, step text, source text, url text, quote text,
    confidence float8, checked_at timestamptz
)
"""

_CLOSE: Final = """
UPDATE intel_runitem i SET status = v.status, problems = v.problems
FROM jsonb_to_recordset(%s::jsonb) AS v(id uuid, status text, problems text[])
WHERE i.workspace_id = %s AND i.id = ANY(%s) AND i.id = v.id
"""

_READ: Final = """
SELECT id, contact_id, field, value, step, source, url, quote, checked_at, confidence
FROM contacts_evidence WHERE workspace_id = %s AND contact_id = ANY(%s)
"""


def lock_contacts(workspace_id: UUID, contact_ids: Sequence[UUID]) -> None:
    """Hold the contacts until the transaction ends, in one order for everybody."""
    held = Contact.objects.select_for_update().filter(workspace_id=workspace_id, id__in=contact_ids)
    list(held.order_by("id").values_list("id"))


def read_evidence(
    workspace_id: UUID, contact_ids: Sequence[UUID]
) -> Iterator[tuple[UUID, UUID, Finding]]:
    """All evidence for these contacts: its id, the contact's, and what it says."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, [workspace_id, list(contact_ids)])
        for evidence_id, contact_id, *parts in cursor:
            yield evidence_id, contact_id, finding_from(*parts)


def finding_from(
    field: str,
    value: str,
    step: str,
    source: str,
    url: str | None,
    quote: str | None,
    checked_at: datetime,
    confidence: float,
) -> Finding:
    """A row of evidence as a value; the driver gives JSON as its text."""
    read: Value = msgspec.json.decode(value, type=str | tuple[str, ...])
    return Finding(field, read, step, source, url, quote, checked_at, confidence)


def drop_evidence(workspace_id: UUID, ids: Sequence[UUID]) -> None:
    """Delete evidence."""
    if ids:
        Evidence.objects.filter(workspace_id=workspace_id, id__in=ids).delete()


def add_evidence(workspace_id: UUID, rows: Sequence[Row]) -> None:
    """Write evidence."""
    _execute(_ADD, [workspace_id, _json(rows)])


def fill_contacts(workspace_id: UUID, rows: Sequence[Row]) -> None:
    """Fill what is blank, and write what came of the enrichment."""
    _execute(_FILL, [_json(rows), workspace_id, _ids(rows)])


def close_items(workspace_id: UUID, rows: Sequence[Row]) -> None:
    """Write what came of each item of the run."""
    _execute(_CLOSE, [_json(rows), workspace_id, _ids(rows)])


def _ids(rows: Sequence[Row]) -> list[object]:
    return [row["id"] for row in rows]


def _execute(statement: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _json(rows: Sequence[Row]) -> str:
    return msgspec.json.encode(rows).decode()

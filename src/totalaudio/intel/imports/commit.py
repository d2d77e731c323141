"""From the incoming rows to contacts: one transaction, all or nothing.

A contact that exists keeps what it has; only its blanks are filled. Rows of one list that mean the same contact
become one, the first that says something served first. The same list a second time changes nothing.
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

import psycopg

from totalaudio.intel.imports.incoming import LISTS, OF_ADDRESS, TEXTS

_FIELDS: Final = (*TEXTS, *LISTS)


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the rows of a list; `new`, `updated` and `unchanged` count contacts."""

    new: int
    updated: int
    unchanged: int
    refused: int


def _blank(name: str) -> str:
    return "'{}'" if name in LISTS else "''"


def _first(name: str) -> str:
    """The first value that rows of one contact give."""
    return f"(array_agg({name} ORDER BY row) FILTER (WHERE {name} <> ''))[1]"


def _first_list(name: str) -> str:
    """Lists cannot be gathered into a list of lists of different lengths, so they travel as JSON."""
    gathered = f"(array_agg(to_jsonb({name}) ORDER BY row) FILTER (WHERE {name} <> '{{}}'))[1]"
    return f"ARRAY(SELECT jsonb_array_elements_text(coalesce({gathered}, '[]')))"


_MERGED = ", ".join(
    [
        *(f"coalesce({_first(name)}, '') AS {name}" for name in TEXTS),
        *(f"{_first_list(name)} AS {name}" for name in LISTS),
    ]
)

# Most rows stand alone; only those that share a contact are gathered.
_ONE_PER_CONTACT: Final = f"""
CREATE TEMPORARY TABLE arriving ON COMMIT DROP AS
WITH counted AS (SELECT *, count(*) OVER (PARTITION BY match_key) AS same FROM incoming WHERE reason IS NULL)
SELECT contact_id, match_key, {", ".join(_FIELDS)} FROM counted WHERE same = 1
UNION ALL
SELECT (array_agg(contact_id ORDER BY row))[1], match_key, {_MERGED}
FROM counted WHERE same > 1 GROUP BY match_key
"""

_OUTLETS: Final = """
INSERT INTO contacts_outlet (id, workspace_id, name, name_key, kind, domain, website, country, created_at)
SELECT DISTINCT ON (outlet_key) outlet_id, %(workspace)s, outlet_name, outlet_key, '', '', '', '', now()
FROM incoming WHERE outlet_key IS NOT NULL ORDER BY outlet_key, row
ON CONFLICT (workspace_id, name_key) DO NOTHING
"""


def _kept(name: str) -> str:
    blank = "c.email = ''" if name in OF_ADDRESS else f"c.{name} = {_blank(name)}"
    return f"{name} = CASE WHEN {blank} THEN excluded.{name} ELSE c.{name} END"


def _fills(name: str) -> str:
    return f"(c.{name} = {_blank(name)} AND excluded.{name} <> {_blank(name)})"


_CHANGES = " OR ".join(
    _fills(name) for name in _FIELDS if name not in OF_ADDRESS or name == "email"
)
_COLUMNS = ", ".join(_FIELDS)

_CONTACTS: Final = f"""
WITH written AS (
    INSERT INTO contacts_contact AS c (
        id, workspace_id, match_key, {_COLUMNS},
        email_status, outlet_kind, status, source, created_at, updated_at
    )
    SELECT contact_id, %(workspace)s, match_key, {_COLUMNS}, '', '', '', '', now(), now() FROM arriving
    ON CONFLICT (workspace_id, match_key) DO UPDATE SET updated_at = now(), {", ".join(map(_kept, _FIELDS))}
    WHERE {_CHANGES}
    RETURNING (xmax = 0) AS is_new
)
SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM written
"""

_AFFILIATIONS: Final = """
INSERT INTO contacts_affiliation (id, workspace_id, contact_id, outlet_id, role, created_at)
SELECT DISTINCT ON (c.id, o.id) i.affiliation_id, %(workspace)s, c.id, o.id, i.role, now()
FROM incoming i
JOIN contacts_contact c ON c.workspace_id = %(workspace)s AND c.match_key = i.match_key
JOIN contacts_outlet o ON o.workspace_id = %(workspace)s AND o.name_key = i.outlet_key
WHERE i.outlet_key IS NOT NULL
ORDER BY c.id, o.id, i.row
ON CONFLICT (workspace_id, contact_id, outlet_id) DO NOTHING
"""

_ORIGINS: Final = """
INSERT INTO intel_importedrow (id, workspace_id, of_id, row, contact_id, fields)
SELECT i.record_id, %(workspace)s, %(import)s, i.row, c.id, i.fields
FROM incoming i JOIN contacts_contact c ON c.workspace_id = %(workspace)s AND c.match_key = i.match_key
WHERE i.reason IS NULL
"""

_REFUSALS: Final = """
INSERT INTO intel_refusal (id, workspace_id, of_id, row, reason, message, cells)
SELECT record_id, %(workspace)s, %(import)s, row, reason, message, cells FROM incoming WHERE reason IS NOT NULL
"""


def commit_rows(
    connection: psycopg.Connection[tuple[object, ...]], *, workspace_id: UUID, import_id: UUID
) -> Counts:
    """Write the incoming rows; the caller's transaction makes them one with everything else."""
    names = {"workspace": workspace_id, "import": import_id}
    with connection.cursor() as cursor:
        cursor.execute(_ONE_PER_CONTACT)
        arriving = cursor.rowcount
        cursor.execute("ANALYZE arriving")
        cursor.execute(_OUTLETS, names)
        cursor.execute(_CONTACTS, names)
        new, updated = _pair(cursor.fetchone())
        cursor.execute(_AFFILIATIONS, names)
        cursor.execute(_ORIGINS, names)
        cursor.execute(_REFUSALS, names)
        return Counts(new, updated, arriving - new - updated, cursor.rowcount)


def _pair(found: tuple[object, ...] | None) -> tuple[int, int]:
    new, updated = found or (0, 0)
    return int(str(new)), int(str(updated))

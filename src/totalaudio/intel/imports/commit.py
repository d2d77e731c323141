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
_ARRIVING: Final = f"""
CREATE TEMPORARY TABLE arriving ON COMMIT DROP AS
WITH counted AS (SELECT *, count(*) OVER (PARTITION BY match_key) AS same FROM incoming WHERE reason IS NULL)
SELECT contact_id, false AS is_known, match_key, {", ".join(_FIELDS)} FROM counted WHERE same = 1
UNION ALL
SELECT (array_agg(contact_id ORDER BY row))[1], false, match_key, {_MERGED}
FROM counted WHERE same > 1 GROUP BY match_key
"""  # noqa: S608  the names are this module's own

_ARRIVING_OUTLETS: Final = """
CREATE TEMPORARY TABLE arriving_outlet ON COMMIT DROP AS
SELECT DISTINCT ON (outlet_key) outlet_key, outlet_id, outlet_name AS name, false AS is_known
FROM incoming WHERE outlet_key IS NOT NULL ORDER BY outlet_key, row
"""

# The planner knows nothing yet of a workspace that has just been filled, takes it for a single row, and would walk
# all of it once per row of the list. A hash join reads it once, whatever the statistics say.
_HASHED: Final = "SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off"
_AS_BEFORE: Final = "SET LOCAL enable_nestloop = on; SET LOCAL enable_mergejoin = on"

_FIND_OUTLETS: Final = """
UPDATE arriving_outlet a SET outlet_id = o.id, is_known = true
FROM contacts_outlet o WHERE o.workspace_id = %(workspace)s AND o.name_key = a.outlet_key
"""
_FIND_CONTACTS: Final = """
UPDATE arriving a SET contact_id = c.id, is_known = true
FROM contacts_contact c WHERE c.workspace_id = %(workspace)s AND c.match_key = a.match_key
"""

_NEW_OUTLETS: Final = """
INSERT INTO contacts_outlet (id, workspace_id, name, name_key, kind, domain, website, country, created_at)
SELECT outlet_id, %(workspace)s, name, outlet_key, '', '', '', '', now() FROM arriving_outlet WHERE NOT is_known
"""


def _kept(name: str) -> str:
    blank = "c.email = ''" if name in OF_ADDRESS else f"c.{name} = {_blank(name)}"
    return f"{name} = CASE WHEN {blank} THEN a.{name} ELSE c.{name} END"


def _fills(name: str) -> str:
    return f"(c.{name} = {_blank(name)} AND a.{name} <> {_blank(name)})"


_CHANGES = " OR ".join(
    _fills(name) for name in _FIELDS if name not in OF_ADDRESS or name == "email"
)
_COLUMNS = ", ".join(_FIELDS)

_KNOWN_CONTACTS: Final = f"""
UPDATE contacts_contact c SET updated_at = now(), {", ".join(map(_kept, _FIELDS))}
FROM arriving a
WHERE a.is_known AND c.workspace_id = %(workspace)s AND c.id = a.contact_id AND ({_CHANGES})
"""  # noqa: S608  the names are this module's own

_NEW_CONTACTS: Final = f"""
INSERT INTO contacts_contact (
    id, workspace_id, match_key, {_COLUMNS}, email_status, outlet_kind, status, source, created_at, updated_at
)
SELECT contact_id, %(workspace)s, match_key, {_COLUMNS}, '', '', '', '', now(), now()
FROM arriving WHERE NOT is_known
"""  # noqa: S608  the names are this module's own

_AFFILIATIONS: Final = """
INSERT INTO contacts_affiliation (id, workspace_id, contact_id, outlet_id, role, created_at)
SELECT DISTINCT ON (a.contact_id, o.outlet_id)
    i.affiliation_id, %(workspace)s, a.contact_id, o.outlet_id, i.role, now()
FROM incoming i
JOIN arriving a ON a.match_key = i.match_key
JOIN arriving_outlet o ON o.outlet_key = i.outlet_key
ORDER BY a.contact_id, o.outlet_id, i.row
ON CONFLICT (workspace_id, contact_id, outlet_id) DO NOTHING
"""

_ORIGINS: Final = """
INSERT INTO intel_importedrow (id, workspace_id, of_id, row, contact_id, fields)
SELECT i.record_id, %(workspace)s, %(import)s, i.row, a.contact_id, i.fields
FROM incoming i JOIN arriving a ON a.match_key = i.match_key
"""

_REFUSALS: Final = """
INSERT INTO intel_refusal (id, workspace_id, of_id, row, reason, message, cells)
SELECT record_id, %(workspace)s, %(import)s, row, reason, message, cells FROM incoming WHERE reason IS NOT NULL
"""


def commit_rows(
    connection: psycopg.Connection[tuple[object, ...]], *, workspace_id: UUID, import_id: UUID
) -> Counts:
    """Write the incoming rows; the caller's transaction makes them one with everything else.

    Lists of one workspace come in one after the other, so that none makes a contact that another is making.
    """
    names = {"workspace": workspace_id, "import": import_id}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"lists of {workspace_id}"]
        )
        cursor.execute(_ARRIVING)
        arriving = cursor.rowcount
        cursor.execute(_ARRIVING_OUTLETS)
        cursor.execute("ANALYZE arriving, arriving_outlet")
        cursor.execute(_HASHED)
        cursor.execute(_FIND_OUTLETS, names)
        cursor.execute(_FIND_CONTACTS, names)
        cursor.execute(_KNOWN_CONTACTS, names)
        updated = cursor.rowcount
        cursor.execute(_AS_BEFORE)
        cursor.execute(_NEW_OUTLETS, names)
        cursor.execute(_NEW_CONTACTS, names)
        new = cursor.rowcount
        cursor.execute(_AFFILIATIONS, names)
        cursor.execute(_ORIGINS, names)
        cursor.execute(_REFUSALS, names)
        return Counts(new, updated, arriving - new - updated, cursor.rowcount)

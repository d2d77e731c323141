"""Finds the contacts behind an address, however it is written, and all rows that are about them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Q

from totalaudio.campaigns.models import Target
from totalaudio.contacts.models import Contact
from totalaudio.contacts.suppression import hash_of
from totalaudio.contacts.suppression.hashing import mailbox_of
from totalaudio.core.tenancy.context import Actor

type Row = dict[str, object]

_GMAIL: Final = ("gmail.com", "googlemail.com")
# Asked of the catalogue, so that a table that is made tomorrow is looked into too.
_REFERRING: Final = """
SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c
JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) AND a.attname <> 'workspace_id'
WHERE c.contype = 'f' AND c.confrelid = %s::regclass AND c.connamespace = 'totalaudio'::regnamespace
ORDER BY 1, 2
"""
_WORKED_OUT: Final = frozenset(
    {"workspace_id", "search_text", "name_sort", "outlet_sort", "match_key", "email_key"}
)


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever is behind an address: the contacts that have it, and what these are targets of."""

    address: str
    contacts: tuple[Contact, ...]
    target_ids: tuple[UUID, ...]

    @property
    def ids(self) -> list[UUID]:
        """The ids of the contacts."""
        return [one.id for one in self.contacts]

    @property
    def addresses(self) -> list[str]:
        """All addresses that are known of them."""
        known = [a for one in self.contacts for a in (one.email, *one.other_emails) if a.strip()]
        return list(dict.fromkeys([self.address, *known]))


def find_person(by: Actor, address: str) -> Person:
    """The person behind an address; with no contacts when nobody here has it."""
    wanted = hash_of(by.workspace_id, address)
    near = Contact.objects.filter(_near(address), workspace_id=by.workspace_id)
    known = near.values_list("id", "email", "other_emails").iterator()
    ids = [
        its
        for its, email, others in known
        if wanted in {hash_of(by.workspace_id, one) for one in (email, *others)}
    ]
    contacts = Contact.objects.filter(workspace_id=by.workspace_id, id__in=ids).order_by("id")
    targets = Target.objects.filter(workspace_id=by.workspace_id, contact_id__in=ids)
    return Person(address.strip(), tuple(contacts), tuple(targets.values_list("id", flat=True)))


def _near(address: str) -> Q:
    """Contacts at the same domain: only their addresses can be other spellings of this one."""
    domain = mailbox_of(address).rpartition("@")[2]
    near = Q()
    for name in _GMAIL if domain in _GMAIL else (domain,):
        near |= Q(email__iendswith=f"@{name}") | Q(other_emails__icontains=name)
    return near


def rows_about(person: Person) -> Iterator[tuple[str, list[Row]]]:
    """All rows that refer to the person, by table, as plain values; the contacts themselves first."""
    yield "contacts_contact", _rows("contacts_contact", "id", person.ids)
    found: dict[str, dict[str, Row]] = {}
    wanted = (("contacts_contact", person.ids), ("campaigns_target", list(person.target_ids)))
    for referred, ids in wanted:
        for table, column in _referring(referred):
            rows = found.setdefault(table, {})
            rows |= {str(row["id"]): row for row in _rows(table, column, ids)}
    for table in sorted(found):
        if found[table]:
            yield table, list(found[table].values())


def _referring(table: str) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_REFERRING, [f"totalaudio.{table}"])
        return [(name.rpartition(".")[2], column) for name, column in cursor.fetchall()]


def _rows(table: str, column: str, ids: Sequence[UUID]) -> list[Row]:
    # Both names are the catalogue's own.
    query = f'SELECT to_jsonb(t)::text FROM "{table}" t WHERE t."{column}" = ANY (%s) ORDER BY t.id'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(query, [list(ids)])
        return [_plain(json.loads(text)) for (text,) in cursor.fetchall()]


def _plain(row: Row) -> Row:
    return {name: _text(value) for name, value in row.items() if name not in _WORKED_OUT}


def _text(value: object) -> object:
    """Bytes come as hexadecimal digits; what they hold here is the source of messages."""
    if isinstance(value, str) and value.startswith("\\x"):
        try:
            return bytes.fromhex(value[2:]).decode("utf-8", "replace")
        except ValueError:
            return value
    return value

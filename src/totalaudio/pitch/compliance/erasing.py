"""Erasing a person: everything that names them goes, what was counted stays, and they are never written to again."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from totalaudio.contacts import actions as contact_actions
from totalaudio.contacts.addresses.words import mailbox_kind
from totalaudio.contacts.fields import EmailKind
from totalaudio.contacts.models import Contact
from totalaudio.contacts.models.suppression import SuppressionReason
from totalaudio.contacts.suppression import hash_of
from totalaudio.contacts.suppression.actions import suppress
from totalaudio.core.tenancy.context import Actor
from totalaudio.pitch.replies.effects import cancel_waiting

from . import waiting
from .people import Person, rows_about
from .places import statements

ERASED: Final = "[erased]"


@dataclass(frozen=True, slots=True)
class Preview:
    """What erasing somebody takes away: rows by table, and what stays."""

    person: Person
    rows: tuple[tuple[str, int], ...]


def preview(person: Person) -> Preview:
    """Count what would go; nothing is changed."""
    counted = tuple((table, len(rows)) for table, rows in rows_about(person) if rows)
    return Preview(person, counted)


@transaction.atomic
def erase(*, by: Actor, person: Person) -> int:
    """Erase the person, and say how many contacts they were; the address is suppressed also when they were none."""
    known = person.addresses
    hashes = [hash_of(by.workspace_id, one) for one in known]
    theirs = Q(address_hash__in=hashes) | Q(contact_id__in=person.ids)
    cancel_waiting(by=by, of=theirs)
    suppress(workspace_id=by.workspace_id, addresses=known, reason=SuppressionReason.ERASED)
    gone = contact_actions.delete(by=by, contact_ids=person.ids)
    _forget(by, known, personal_names(person.contacts))
    return gone


def _forget(by: Actor, addresses: Sequence[str], names: Sequence[str]) -> None:
    """Take their name and addresses out of what is about others."""
    words: dict[str, UUID | str | list[Any]] = {
        "w": by.workspace_id,
        "l": likes_of(addresses, names),
        "p": pattern_of(addresses, names),
        "e": ERASED,
    }
    with connection.cursor() as cursor:
        for statement in statements():
            cursor.execute(statement, words)
        cursor.execute(_OUTLETS, words)
    waiting.forget(by, addresses)


def personal_names(contacts: Iterable[Contact]) -> list[str]:
    """The names that are a person's; what a desk or an outlet is called stands in many texts that are not about it."""
    return [
        one.name
        for one in contacts
        if mailbox_kind("".join(one.name.split())) is None and not _is_outlet(one)
    ]


def _is_outlet(contact: Contact) -> bool:
    """A station's desk bears its name; one person's blog bears that of the person."""
    is_desk = contact.email_kind in {EmailKind.DESK, EmailKind.ROLE}
    return is_desk and contact.name.casefold() == contact.outlet_name.casefold()


def pattern_of(addresses: Sequence[str], names: Sequence[str]) -> str:
    """A regular expression of PostgreSQL for the addresses, and for names of two words and more.

    A first name alone is many people's.
    """
    found = [rf"(?<![\w.+-]){_escaped(one)}(?![\w-])" for one in addresses if one.strip()]
    for name in names:
        words = name.split()
        if len(words) > 1:
            found.append(r"(?<!\w)" + r"\s+".join(_escaped(word) for word in words) + r"(?!\w)")
    return "|".join(found)


def likes_of(addresses: Sequence[str], names: Sequence[str]) -> list[str]:
    """Patterns of LIKE for all that the regular expression finds, and perhaps more: of a name, its longest word."""
    longest = [max(name.split(), key=len) for name in names if len(name.split()) > 1]
    wanted = [one for one in (*addresses, *longest) if one.strip()]
    return [f"%{re.sub(r'([%_\\])', r'\\\1', one)}%" for one in wanted]


def _escaped(text: str) -> str:
    return re.sub(r"([^\w\s])", r"\\\1", text)


# An outlet that is called like them, with nobody else at it, is theirs.
_OUTLETS: Final = """
DELETE FROM contacts_outlet o WHERE o.workspace_id = %(w)s AND o.name ILIKE ANY (%(l)s) AND o.name ~* %(p)s
AND NOT EXISTS (SELECT FROM contacts_affiliation a WHERE a.workspace_id = o.workspace_id AND a.outlet_id = o.id)
"""

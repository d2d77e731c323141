"""The contacts that a file names: those that the workspace has, and the others, made as an import makes them."""

from collections.abc import Sequence
from uuid import UUID

from totalaudio.contacts.addresses import check_address
from totalaudio.contacts.keys import outlet_key
from totalaudio.contacts.models import Affiliation, Contact, Outlet
from totalaudio.core.metrics.names import AppName, Counter
from totalaudio.core.metrics.recording import count
from totalaudio.core.tenancy.context import Actor
from totalaudio.core.tenancy.inserting import insert_all

from . import queries
from .lines import Line


def contacts_of(by: Actor, wanted: Sequence[tuple[str, Line]]) -> dict[str, UUID]:
    """The contact of each key; what a contact has already, no file changes here."""
    found = queries.contacts_among(by, [key for key, _ in wanted])
    new = [_contact(by, key, line) for key, line in wanted if key not in found]
    insert_all(new)
    _affiliate(by, new)
    if new and by.user_id is not None:
        count(Counter.CONTACTS, AppName.TRACKER, user_id=by.user_id, by=len(new))
    return found | {one.match_key: one.id for one in new}


def _contact(by: Actor, key: str, line: Line) -> Contact:
    checked = check_address(line.email) if line.email else None
    return Contact(
        workspace_id=by.workspace_id,
        match_key=key,
        name=line.name,
        email=checked.email if checked else "",
        email_key=checked.key if checked else "",
        email_kind=checked.kind if checked else "",
        suggested_email=checked.suggestion if checked else "",
        outlet_name=line.outlet,
        outlet_kind=line.kind,
        role=line.role,
        country=line.country,
    )


def _affiliate(by: Actor, contacts: Sequence[Contact]) -> None:
    """Note where they work, at outlets that are there or are made."""
    names = {outlet_key(one.outlet_name): one.outlet_name for one in contacts if one.outlet_name}
    insert_all(
        [
            Outlet(workspace_id=by.workspace_id, name=name, name_key=key)
            for key, name in names.items()
        ],
        conflicts="ON CONFLICT DO NOTHING",
    )
    there = Outlet.objects.filter(workspace_id=by.workspace_id, name_key__in=list(names))
    outlets = dict(there.values_list("name_key", "id"))
    insert_all(
        [
            Affiliation(
                workspace_id=by.workspace_id,
                contact=one,
                outlet_id=outlets[outlet_key(one.outlet_name)],
                role=one.role,
            )
            for one in contacts
            if one.outlet_name
        ]
    )

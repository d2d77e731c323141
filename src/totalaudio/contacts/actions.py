"""Changes that a person makes to contacts: an edit by hand becomes evidence; deleting takes all of it along."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from totalaudio.core.accounts.models import User
from totalaudio.core.tenancy.context import Actor

from .addresses import check_address
from .fields import COLUMN_OF, COLUMNS
from .keys import match_key, outlet_key
from .models import Affiliation, Contact, Evidence, Outlet
from .queries import BY_HAND, with_ids

type FieldValue = str | list[str]

# The fields that a person may write, in the order of the form; what we work out ourselves is not among them.
_WORKED_OUT: Final = frozenset({"confidence", "last_checked", "source"})
EDITABLE: Final = (
    *(column.key for column in COLUMNS if column.key not in _WORKED_OUT),
    "country",
    "phone",
    "website",
)


class SameContactError(Exception):
    """The change would make two contacts of one; `other_id` is the one that is there already."""

    def __init__(self, other_id: UUID) -> None:
        super().__init__(f"the contact {other_id} has this address, or this name at this outlet")
        self.other_id = other_id


def value_of(contact: Contact, field: str) -> FieldValue:
    """The value of an editable field."""
    found: FieldValue = getattr(contact, COLUMN_OF.get(field, field))
    return found


def edit(*, by: Actor, contact_id: UUID, values: Mapping[str, FieldValue]) -> Contact:
    """Write fields by hand, with evidence for each that changed; the given values are surer than any run's."""
    contact = Contact.objects.select_for_update().get(id=contact_id)
    changed = [
        field for field in EDITABLE if field in values and values[field] != value_of(contact, field)
    ]
    if not changed:
        return contact
    for field in changed:
        setattr(contact, COLUMN_OF.get(field, field), values[field])
    if "email" in changed:
        _classify(contact)
    _save(contact)
    if "outlet" in changed and contact.outlet_name:
        _affiliate(contact)
    _remember(by, contact, changed)
    return contact


def accept_suggestion(*, by: Actor, contact_id: UUID) -> Contact:
    """Take the address that was probably meant."""
    contact = Contact.objects.get(id=contact_id)
    if not contact.suggested_email:
        return contact
    return edit(by=by, contact_id=contact_id, values={"email": contact.suggested_email})


def dismiss_suggestion(*, by: Actor, contact_id: UUID) -> None:
    """Keep the address as it is, and say so."""
    contact = Contact.objects.select_for_update().get(id=contact_id)
    if contact.suggested_email:
        contact.suggested_email = ""
        contact.save(update_fields=["suggested_email", "updated_at"])
        _remember(by, contact, ["email"])


def delete(*, by: Actor, contact_ids: Sequence[UUID]) -> int:
    """Delete contacts of this workspace with all evidence, and say how many there were."""
    _, deleted = with_ids(list(contact_ids)).filter(workspace_id=by.workspace_id).delete()
    return deleted.get("contacts.Contact", 0)


def _classify(contact: Contact) -> None:
    checked = check_address(contact.email) if contact.email else None
    contact.email_key = checked.key if checked else ""
    contact.email_kind = checked.kind if checked else ""
    contact.suggested_email = checked.suggestion if checked else ""
    contact.email_status = ""


def _save(contact: Contact) -> None:
    """Two people may write the same address at the same moment; the database takes one of them."""
    _keep_apart(contact)
    try:
        with transaction.atomic():
            contact.save()
    except IntegrityError:
        _keep_apart(contact)
        raise


def _keep_apart(contact: Contact) -> None:
    contact.match_key = match_key(contact.email_key, contact.name, contact.outlet_name)
    same = Contact.objects.filter(match_key=contact.match_key).exclude(id=contact.id)
    other_id = same.values_list("id", flat=True).first()
    if other_id:
        raise SameContactError(other_id)


def _affiliate(contact: Contact) -> None:
    outlet, _ = Outlet.objects.get_or_create(
        workspace_id=contact.workspace_id,
        name_key=outlet_key(contact.outlet_name),
        defaults={"name": contact.outlet_name},
    )
    Affiliation.objects.get_or_create(
        workspace_id=contact.workspace_id,
        contact=contact,
        outlet=outlet,
        defaults={"role": contact.role},
    )


def _remember(by: Actor, contact: Contact, fields: Sequence[str]) -> None:
    who = str(User.objects.get(id=by.user_id)) if by.user_id else "a member"
    now = timezone.now()
    Evidence.objects.bulk_create(
        Evidence(
            workspace_id=contact.workspace_id,
            contact=contact,
            field=field,
            value=value_of(contact, field),
            step=BY_HAND,
            source=who,
            confidence=1.0,
            checked_at=now,
        )
        for field in fields
    )

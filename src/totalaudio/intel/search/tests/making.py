"""Contacts for tests, made as the system role."""

from typing import Any

from totalaudio.contacts.addresses import check_address
from totalaudio.contacts.keys import match_key, outlet_key
from totalaudio.contacts.models import Affiliation, Contact, Evidence, Outlet
from totalaudio.core.tenancy.models import Workspace


def make_contact(workspace: Workspace, name: str = "", email: str = "", **more: Any) -> Contact:
    """A contact as an import would make it."""
    address = check_address(email) if email else None
    key = address.key if address else ""
    contact = Contact(
        workspace=workspace,
        name=name,
        email=email,
        email_key=key,
        email_kind=address.kind if address else "",
        match_key=match_key(key, name, more.get("outlet_name", "")),
        **more,
    )
    contact.save(using="system")
    return contact


def make_outlet(workspace: Workspace, name: str, **more: Any) -> Outlet:
    """An outlet by its name."""
    outlet = Outlet(workspace=workspace, name=name, name_key=outlet_key(name), **more)
    outlet.save(using="system")
    return outlet


def make_evidence(contact: Contact, field: str, value: object, **more: Any) -> Evidence:
    """A piece of evidence for a field."""
    evidence = Evidence(
        workspace_id=contact.workspace_id, contact=contact, field=field, value=value, **more
    )
    evidence.save(using="system")
    return evidence


def make_affiliation(contact: Contact, outlet: Outlet, role: str = "") -> Affiliation:
    """A contact's role at an outlet."""
    made = Affiliation(workspace_id=contact.workspace_id, contact=contact, outlet=outlet, role=role)
    made.save(using="system")
    return made

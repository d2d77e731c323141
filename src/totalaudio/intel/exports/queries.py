"""Contacts as rows of an export, read by a cursor on the server: a million need no more memory than a thousand."""

from collections.abc import Iterator
from typing import cast

from django.db.models import QuerySet

from totalaudio.contacts.fields import EmailKind, Status
from totalaudio.contacts.models import Contact
from totalaudio.intel.enrichment.findings import Finding
from totalaudio.intel.exports.evidence import finding_of
from totalaudio.intel.exports.rows import ExportRow

_AT_ONCE = 500


def rows(contacts: QuerySet[Contact], *, with_evidence: bool) -> Iterator[ExportRow]:
    """One row for each contact, in their order; needs an open transaction."""
    wanted = contacts.prefetch_related("evidence") if with_evidence else contacts
    for contact in wanted.iterator(chunk_size=_AT_ONCE):
        evidence = _findings(contact) if with_evidence else ()
        yield _row(contact, evidence)


def _findings(contact: Contact) -> tuple[Finding, ...]:
    kept = sorted(contact.evidence.all(), key=lambda one: (one.field, one.checked_at, one.id))
    return tuple(finding_of(one) for one in kept)


def _row(contact: Contact, evidence: tuple[Finding, ...]) -> ExportRow:
    checked = contact.last_checked_at
    return ExportRow(
        row=None,
        name=contact.name,
        email=contact.email,
        outlet=contact.outlet_name,
        role=contact.role,
        format=contact.format,
        coverage=contact.coverage,
        genres=tuple(contact.genres),
        contact_method=contact.contact_method,
        best_timing=contact.best_timing,
        submission_guidelines=contact.submission_guidelines,
        pitch_tips=tuple(contact.pitch_tips),
        notes=contact.notes,
        confidence=contact.confidence,
        last_checked=checked.date().isoformat() if checked else "",
        source=contact.source,
        country=contact.country,
        email_kind=EmailKind(contact.email_kind) if contact.email_kind else None,
        suggested_email=contact.suggested_email,
        other_emails=tuple(contact.other_emails),
        status=cast(
            "Status", contact.status
        ),  # '' when never enriched, which is written as nothing
        evidence=evidence,
    )

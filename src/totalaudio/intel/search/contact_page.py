"""What the contact page shows: each field with its evidence, where values came from, what the last run said."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.urls import reverse

from totalaudio.campaigns.models import Target
from totalaudio.contacts import queries
from totalaudio.contacts.fields import COLUMN_OF
from totalaudio.contacts.lists.queries import lists_with
from totalaudio.contacts.models import Affiliation, Contact
from totalaudio.contacts.models import Evidence as EvidenceRow
from totalaudio.contacts.suppression.queries import suppression_of
from totalaudio.core.ui.pieces import Evidence
from totalaudio.intel.enrichment.confidence import reasons
from totalaudio.intel.exports.evidence import finding_of
from totalaudio.intel.models import ImportedRow, RunItem

from .words import label_of, step_of, text_of

_SHOWN: Final = (
    "outlet", "outlet_kind", "role", "country", "format", "coverage", "genres", "contact_method",
    "best_timing", "submission_guidelines", "pitch_tips", "phone", "website", "socials", "notes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """A field with its value as text."""

    field: str
    label: str
    text: str
    is_by_hand: bool


@dataclass(frozen=True, slots=True)
class Sourced:
    """The evidence for one field: the piece that is applied, and what else was found."""

    card: Evidence
    others: tuple[Evidence, ...]


def contact_page(contact: Contact) -> dict[str, object]:
    """Everything on the page, in a number of queries that does not grow."""
    evidence = sorted(queries.evidence_of(contact.id), key=_place)
    run_item = (
        RunItem.objects.filter(contact_id=contact.id)
        .exclude(status="")
        .select_related("run")
        .order_by("-run__created_at")
        .first()
    )
    rows = ImportedRow.objects.filter(contact_id=contact.id).select_related("of__created_by")
    places = Affiliation.objects.filter(contact_id=contact.id).select_related("outlet")
    targets = Target.objects.filter(contact_id=contact.id).select_related("campaign")
    known = _known(contact, {e.field for e in evidence if e.step == queries.BY_HAND})
    return {
        "contact": contact,
        "suppression": suppression_of(contact.workspace_id, contact.email)
        if contact.email
        else None,
        "known": [one for one in known if one.text],
        "unknown": [one.label for one in known if not one.text],
        "breadcrumbs": [("Contacts", reverse("contacts:table"))],
        "evidence": _sourced(contact, evidence),
        "reasons": _reasons(evidence),
        "rows": list(rows.order_by("-of__created_at", "row")[:20]),
        "places": list(places.order_by("-created_at", "id")[:20]),
        "run_item": run_item,
        "targets": list(targets.order_by("-added_at", "-id")[:20]),
        "lists": list(lists_with(contact.id)[:20]),
    }


def _place(row: EvidenceRow) -> int:
    """Evidence stands in the order of what is known; checks of the address come last."""
    return _SHOWN.index(row.field) if row.field in _SHOWN else len(_SHOWN)


def _known(contact: Contact, by_hand: set[str]) -> list[Known]:
    return [
        Known(field, label_of(field), text_of(field, _value(contact, field)), field in by_hand)
        for field in _SHOWN
    ]


def _value(contact: Contact, field: str) -> object:
    return getattr(contact, COLUMN_OF.get(field, field), "")


def _sourced(contact: Contact, evidence: Sequence[EvidenceRow]) -> list[Sourced]:
    found = []
    for field, group in groupby(evidence, key=lambda one: one.field):
        value = _value(contact, field)
        pieces = sorted(group, key=lambda one: one.value != value)
        card, *others = [_piece(one) for one in pieces]
        found.append(Sourced(card, tuple(others)))
    return found


def _piece(row: EvidenceRow) -> Evidence:
    return Evidence(
        field=label_of(row.field),
        value=text_of(row.field, row.value) or "left empty",
        source=row.source,
        step=step_of(row.step),
        confidence=row.confidence,
        url=row.url or "",
        quote=row.quote or "",
        checked_at=row.checked_at,
    )


def _reasons(evidence: Sequence[EvidenceRow]) -> list[str]:
    return list(reasons([finding_of(row) for row in evidence]))

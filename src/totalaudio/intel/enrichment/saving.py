"""Writing what a run found: values where the contact had none, and the evidence for each."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from totalaudio.contacts.models import Contact, Evidence
from totalaudio.intel.enrichment.confidence import confidence_of
from totalaudio.intel.enrichment.findings import Enrichment, Finding
from totalaudio.intel.enrichment.knowledge import finding_of
from totalaudio.intel.enrichment.known import CHECKED, COLUMN_OF, value_of
from totalaudio.intel.exports.rows import sources
from totalaudio.intel.models import RunItem

_WRITTEN = (
    *COLUMN_OF.values(),
    *CHECKED,
    "status",
    "confidence",
    "source",
    "last_checked_at",
    "updated_at",
)


def save(workspace_id: UUID, results: Sequence[tuple[RunItem, Enrichment]]) -> None:
    """Write a batch in the open transaction; what a person filled in meanwhile stays.

    Doing it again leaves the same rows: evidence of a step replaces that step's earlier evidence.
    """
    found = {item.contact_id: enrichment for item, enrichment in results}
    contacts = Contact.objects.select_for_update().filter(workspace_id=workspace_id, id__in=found)
    before = _evidence_of(workspace_id, list(found))
    changed, added = [], []
    for contact in contacts.order_by("id"):
        fresh = _fresh(found[contact.id].findings, before[contact.id])
        _apply(contact, found[contact.id], [*before[contact.id], *fresh])
        changed.append(contact)
        added += [_row(workspace_id, contact.id, finding) for finding in fresh]
    _drop_replaced(workspace_id, added)
    Evidence.objects.bulk_create(added)
    Contact.objects.bulk_update(changed, _WRITTEN)
    _close(results)


def _evidence_of(workspace_id: UUID, contact_ids: list[UUID]) -> dict[UUID, list[Finding]]:
    gathered: dict[UUID, list[Finding]] = defaultdict(list)
    for evidence in Evidence.objects.filter(workspace_id=workspace_id, contact__in=contact_ids):
        gathered[evidence.contact_id].append(finding_of(evidence))
    return gathered


def _fresh(findings: Sequence[Finding], before: Sequence[Finding]) -> list[Finding]:
    """A value that an earlier step gave is not the list's word, so the row step keeps silent on it."""
    evidenced = {finding.field for finding in before}
    return [one for one in findings if one.step != "row" or one.field not in evidenced]


def _apply(contact: Contact, found: Enrichment, findings: Sequence[Finding]) -> None:
    for field, column in COLUMN_OF.items():
        value = found.values.get(field)
        if value and not value_of(contact, field):
            setattr(contact, column, list(value) if isinstance(value, tuple) else value)
    for field in CHECKED:
        value = found.values.get(field)
        if value:
            setattr(contact, field, str(value))
    contact.status = found.status
    contact.confidence = confidence_of(findings)
    contact.source = sources(findings, origin=_origin(findings))
    checked = [finding.checked_at for finding in findings if finding.step != "row"]
    contact.last_checked_at = max(checked, default=None)
    contact.updated_at = timezone.now()


def _origin(findings: Sequence[Finding]) -> str:
    """The short name of the list: what the row step named, without the row's number."""
    given = next((finding.source for finding in findings if finding.step == "row"), "")
    return given.rpartition(", row ")[0] or given


def _row(workspace_id: UUID, contact_id: UUID, finding: Finding) -> Evidence:
    value = list(finding.value) if isinstance(finding.value, tuple) else finding.value
    return Evidence(
        workspace_id=workspace_id,
        contact_id=contact_id,
        field=finding.field,
        value=value,
        step=finding.step,
        source=finding.source,
        url=finding.url,
        quote=finding.quote,
        confidence=finding.confidence,
        checked_at=finding.checked_at,
    )


def _drop_replaced(workspace_id: UUID, added: Sequence[Evidence]) -> None:
    replaced: dict[tuple[str, str], set[UUID]] = defaultdict(set)
    for evidence in added:
        replaced[evidence.step, evidence.field].add(evidence.contact_id)
    for (step, field), contacts in replaced.items():
        Evidence.objects.filter(
            workspace_id=workspace_id, contact__in=contacts, step=step, field=field
        ).delete()


def _close(results: Sequence[tuple[RunItem, Enrichment]]) -> None:
    items = []
    for item, enrichment in results:
        item.status, item.problems = enrichment.status, list(enrichment.problems)
        items.append(item)
    RunItem.objects.bulk_update(items, ["status", "problems"])

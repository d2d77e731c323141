"""Writing what a run found: values where the contact had none, and the evidence for each."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from totalaudio.contacts.fields import Status
from totalaudio.contacts.queries import BY_HAND
from totalaudio.core.lib.ids import new_id
from totalaudio.intel.enrichment import statements
from totalaudio.intel.enrichment.confidence import confidence_of
from totalaudio.intel.enrichment.findings import Enrichment, Finding
from totalaudio.intel.enrichment.known import CHECKED, COLUMN_OF
from totalaudio.intel.enrichment.steps.fields import CHECKS
from totalaudio.intel.exports.rows import sources
from totalaudio.intel.models import RunItem

type Result = tuple[RunItem, Enrichment]

_SAYS_NEW = (Status.ENRICHED, Status.PARTIAL, Status.CACHED)


def save(workspace_id: UUID, results: Sequence[Result]) -> list[Status]:
    """Write a batch in the open transaction; what a person wrote stays, also what they took out.

    Returns what came of each contact. Doing it again leaves the same rows: evidence of a step replaces that step's
    earlier evidence.
    """
    contact_ids = sorted(item.contact_id for item, _ in results)
    statements.lock_contacts(workspace_id, contact_ids)
    before = _evidence_of(workspace_id, contact_ids)
    contacts: list[statements.Row] = []
    evidence: list[statements.Row] = []
    items: list[statements.Row] = []
    replaced: list[UUID] = []
    statuses: list[Status] = []
    for item, found in results:
        known = before[item.contact_id]
        told = _as_told(found, known.values())
        fresh = _fresh(told.findings, known.values())
        gone = _replaced(known, fresh)
        kept = [finding for key, finding in known.items() if key not in gone]
        contacts.append(_contact(item, told, [*kept, *fresh]))
        evidence += [_evidence(item.contact_id, finding) for finding in fresh]
        items.append({"id": item.id, "status": told.status, "problems": told.problems})
        replaced += gone
        statuses.append(told.status)
    statements.drop_evidence(workspace_id, replaced)
    statements.add_evidence(workspace_id, evidence)
    statements.fill_contacts(workspace_id, contacts)
    statements.close_items(workspace_id, items)
    return statuses


def _evidence_of(workspace_id: UUID, contact_ids: list[UUID]) -> dict[UUID, dict[UUID, Finding]]:
    gathered: dict[UUID, dict[UUID, Finding]] = defaultdict(dict)
    for evidence_id, contact_id, finding in statements.read_evidence(workspace_id, contact_ids):
        gathered[contact_id][evidence_id] = finding
    return gathered


def _as_told(found: Enrichment, before: Collection[Finding]) -> Enrichment:
    """What was found but for the fields that a person wrote: nothing about those is new."""
    by_hand = {finding.field for finding in before if finding.step == BY_HAND}
    if by_hand.isdisjoint(finding.field for finding in found.findings):
        return found
    findings = tuple(
        one for one in found.findings if one.field not in by_hand or one.field in CHECKS
    )
    values = {field: value for field, value in found.values.items() if field not in by_hand}
    is_new = any(one.step != "row" and one.field not in CHECKS for one in findings)
    status = Status.UNCHANGED if found.status in _SAYS_NEW and not is_new else found.status
    return replace(found, status=status, values=values, findings=findings)


def _fresh(findings: Sequence[Finding], before: Collection[Finding]) -> list[Finding]:
    """A value that an earlier step gave is not the list's word, so the row step keeps silent on it."""
    evidenced = {finding.field for finding in before}
    return [one for one in findings if one.step != "row" or one.field not in evidenced]


def _replaced(before: Mapping[UUID, Finding], fresh: Sequence[Finding]) -> set[UUID]:
    """What the same step said of the same field before."""
    written = {(finding.step, finding.field) for finding in fresh}
    return {key for key, one in before.items() if (one.step, one.field) in written}


def _contact(item: RunItem, found: Enrichment, findings: Sequence[Finding]) -> dict[str, object]:
    checked = [finding.checked_at for finding in findings if finding.step != "row"]
    return {
        "id": item.contact_id,
        "email": item.contact.email,
        **{COLUMN_OF[field]: found.values.get(field) for field in COLUMN_OF},
        **{field: found.values.get(field) for field in CHECKED},
        "status": found.status,
        "confidence": confidence_of(findings),
        "source": sources(findings, origin=_origin(findings)),
        "last_checked_at": max(checked, default=None),
    }


def _origin(findings: Sequence[Finding]) -> str:
    """The short name of the list: what the row step named, without the row's number."""
    given = next((finding.source for finding in findings if finding.step == "row"), "")
    return given.rpartition(", row ")[0] or given


def _evidence(contact_id: UUID, finding: Finding) -> dict[str, object]:
    return {
        "id": new_id(),
        "contact_id": contact_id,
        "field": finding.field,
        "value": finding.value,
        "step": finding.step,
        "source": finding.source,
        "url": finding.url,
        "quote": finding.quote,
        "confidence": finding.confidence,
        "checked_at": finding.checked_at,
    }

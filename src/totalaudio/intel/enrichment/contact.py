"""Runs the steps for one contact: each only for what is missing, every value with evidence.

The status of a contact, decided here and nowhere else. A finding is *new* when a step other than
the row found a value for a field that the contact had not, and the field is more than a check
(steps/fields.py).

- enriched: something new, and none of outlet, format, country and genres is missing afterwards
- cached: something new, and all of it was known to the workspace
- partial: something new, but one of the four is still missing, or a step failed
- skipped: nothing new, and nothing to start from: no outlet, no website, no address at a domain of
  its own
- failed: nothing new, and at least one step failed (time-out, refusal, error)
- unchanged: nothing new
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from totalaudio.contacts.fields import EmailKind, Status
from totalaudio.intel.enrichment.confidence import confidence_of
from totalaudio.intel.enrichment.findings import Enrichment, Finding, Subject, Value
from totalaudio.intel.enrichment.steps.domains import own_domain
from totalaudio.intel.enrichment.steps.fields import CHECKS, WANTED
from totalaudio.intel.enrichment.steps.step import Case, Found, Step

_NO_START = "nothing to start from: no outlet, no website and no address at an outlet's own domain"


def enrich_one(subject: Subject, steps: Sequence[Step]) -> Enrichment:
    """What the steps find for one contact; one that breaks is a problem, never a value."""
    values = {field: value for field, value in subject.known.items() if value}
    known = set(values)
    findings: list[Finding] = []
    problems: list[str] = []
    failed = False
    case = Case(subject, values, datetime.now(UTC))
    for step in steps:
        if step.name != "row" and step.fields <= values.keys():
            continue
        found = _ask(step, case)
        failed |= found.failed
        problems.extend(found.problems)
        findings.extend(_take(found, step, values, known))
    new = [one for one in findings if one.step != "row" and one.field not in CHECKS]
    status = _status(subject, values, new, failed=failed)
    if status is Status.SKIPPED:
        problems.append(_NO_START)
    return Enrichment(
        status, values, tuple(findings), confidence_of(findings), tuple(dict.fromkeys(problems))
    )


def _ask(step: Step, case: Case) -> Found:
    try:
        return step.find(case)
    except Exception as error:
        return Found(problems=(f"{step.name} failed: {type(error).__name__}",), failed=True)


def _take(found: Found, step: Step, values: dict[str, Value], known: set[str]) -> list[Finding]:
    """Keeps evidence for what was missing before this step; within it the surest value is shown."""
    if step.name == "row":
        return list(found.findings)
    missing = [one for one in found.findings if one.value and one.field not in known]
    here: dict[str, float] = {}
    for one in missing:
        if one.confidence > here.get(one.field, -1.0):
            here[one.field] = one.confidence
            values[one.field] = one.value
    known.update(here)
    return missing


def _status(
    subject: Subject, values: dict[str, Value], new: list[Finding], *, failed: bool
) -> Status:
    if not new:
        if not _has_start(subject):
            return Status.SKIPPED
        return Status.FAILED if failed else Status.UNCHANGED
    if all(one.step == "workspace" for one in new):
        return Status.CACHED
    complete = all(field in values for field in WANTED)
    return Status.ENRICHED if complete and not failed else Status.PARTIAL


def _has_start(subject: Subject) -> bool:
    if subject.known.get("outlet") or subject.known.get("website"):
        return True
    useless = {EmailKind.INVALID, EmailKind.DISPOSABLE, EmailKind.FREE}
    return subject.email_kind not in useless and bool(own_domain(subject.email))

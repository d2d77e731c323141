"""One contact as it is exported: the 15 columns, what else is known, and the evidence."""

from collections.abc import Iterable
from dataclasses import dataclass

from totalaudio.contacts.fields import COLUMNS, EmailKind, Status
from totalaudio.intel.enrichment.findings import Enrichment, Finding, Value
from totalaudio.intel.imports.rows import ListRow


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One exported contact; '' and () mean unknown.

    `row` is its number in the list it came from, None when it came from elsewhere. `confidence` is 0 to 1, or
    None when nothing was found. `last_checked` is an ISO date, '' when nothing was checked. `source` names
    what the values came from.
    """

    row: int | None
    name: str
    email: str
    outlet: str
    role: str
    format: str
    coverage: str
    genres: tuple[str, ...]
    contact_method: str
    best_timing: str
    submission_guidelines: str
    pitch_tips: tuple[str, ...]
    notes: str
    confidence: float | None
    last_checked: str
    source: str
    country: str
    email_kind: EmailKind | None
    suggested_email: str
    other_emails: tuple[str, ...]
    status: Status
    evidence: tuple[Finding, ...]


COLUMN_KEYS = tuple(column.key for column in COLUMNS)


def export_row(given: ListRow, found: Enrichment, *, origin: str) -> ExportRow:
    """Put together what the list said and what was found; `origin` is the short name of the list."""
    values = found.values
    return ExportRow(
        row=given.row,
        name=given.name,
        email=given.email,
        outlet=_text(values, "outlet") or given.outlet,
        role=_text(values, "role") or given.role,
        format=_text(values, "format") or given.format,
        coverage=_text(values, "coverage") or given.coverage,
        genres=_list(values, "genres") or given.genres,
        contact_method=_text(values, "contact_method") or given.contact_method,
        best_timing=_text(values, "best_timing") or given.best_timing,
        submission_guidelines=_text(values, "submission_guidelines") or given.submission_guidelines,
        pitch_tips=_list(values, "pitch_tips") or given.pitch_tips,
        notes=given.notes,
        confidence=found.confidence,
        last_checked=last_checked(found.findings),
        source=sources(found.findings, origin=origin),
        country=_text(values, "country") or given.country,
        email_kind=given.email_kind,
        suggested_email=given.suggested_email or _text(values, "suggested_email"),
        other_emails=given.other_emails,
        status=found.status,
        evidence=found.findings,
    )


def last_checked(findings: Iterable[Finding]) -> str:
    """Return the ISO date of the newest check; what a list says was not checked. '' without any."""
    checked = [finding.checked_at for finding in findings if finding.step != "row"]
    return max(checked).date().isoformat() if checked else ""


def sources(findings: Iterable[Finding], *, origin: str) -> str:
    """Return the short names of what the values came from, each once, in the order of the steps."""
    names = (
        origin if finding.step == "row" else finding.source.partition(": ")[0]
        for finding in findings
    )
    return "; ".join(dict.fromkeys(names)) or origin


def _text(values: dict[str, Value], field: str) -> str:
    value = values.get(field, "")
    return value if isinstance(value, str) else "; ".join(value)


def _list(values: dict[str, Value], field: str) -> tuple[str, ...]:
    value = values.get(field, ())
    if isinstance(value, str):
        return (value,) if value else ()
    return value

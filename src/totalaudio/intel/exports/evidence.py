"""Stored evidence as the value that exports and confidence work with."""

from totalaudio.contacts.models import Evidence
from totalaudio.intel.enrichment.findings import Finding


def finding_of(evidence: Evidence) -> Finding:
    """A row of evidence as a finding."""
    value = evidence.value
    return Finding(
        field=evidence.field,
        value=tuple(value) if isinstance(value, list) else str(value),
        step=evidence.step,
        source=evidence.source,
        url=evidence.url,
        quote=evidence.quote,
        checked_at=evidence.checked_at,
        confidence=evidence.confidence,
    )

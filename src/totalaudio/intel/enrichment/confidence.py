"""How sure a contact's evidence is: one number, and the reasons in words."""

from collections.abc import Iterable, Sequence

from totalaudio.intel.enrichment.findings import Finding


def surest(findings: Iterable[Finding]) -> dict[str, Finding]:
    """The surest finding per field; of two that are as sure, the one that was found first."""
    best: dict[str, Finding] = {}
    for finding in findings:
        known = best.get(finding.field)
        if known is None or finding.confidence > known.confidence:
            best[finding.field] = finding
    return best


def confidence_of(findings: Sequence[Finding]) -> float | None:
    """The mean confidence of what was found beyond the list itself, or None when nothing was."""
    found = surest(finding for finding in findings if finding.step != "row").values()
    if not found:
        return None
    return round(sum(finding.confidence for finding in found) / len(found), 2)


def reasons(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Why the confidence is what it is: one line per value found beyond the list."""
    found = surest(finding for finding in findings if finding.step != "row").values()
    return tuple(f"{one.field}: {one.confidence:.2f} from {one.source}" for one in found)

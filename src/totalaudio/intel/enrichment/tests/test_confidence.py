"""Confidence is one number; its reasons come from the same evidence."""

from datetime import UTC, datetime

from totalaudio.intel.enrichment.confidence import confidence_of, reasons
from totalaudio.intel.enrichment.findings import Finding

AT = datetime(2026, 11, 20, tzinfo=UTC)


def found(field: str, confidence: float, step: str = "site") -> Finding:
    return Finding(field, "a value", step, f"the {step}", None, None, AT, confidence)


def test_nothing_found_has_no_confidence() -> None:
    assert confidence_of([]) is None
    assert confidence_of([found("country", 0.7, "row")]) is None


def test_confidence_is_the_mean_of_the_surest_evidence_per_field() -> None:
    evidence = [found("country", 0.4), found("country", 0.8), found("genres", 0.6)]
    assert confidence_of(evidence) == 0.7


def test_reasons_name_each_value_and_its_source() -> None:
    evidence = [found("country", 0.8), found("genres", 0.6), found("role", 0.7, "row")]
    assert reasons(evidence) == ("country: 0.80 from the site", "genres: 0.60 from the site")

"""Facts and findings as a pitch keeps them, and back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from totalaudio.pitch.writers.facts import Fact
from totalaudio.pitch.writers.findings import Finding, Level, Part

type Stored = list[dict[str, Any]]


def facts_to_store(facts: Iterable[Fact]) -> Stored:
    """The facts that a text used, each with its evidence, as plain values."""
    return [
        asdict(fact)
        | {
            "evidence_id": str(fact.evidence_id) if fact.evidence_id else None,
            "checked_at": fact.checked_at.isoformat() if fact.checked_at else None,
        }
        for fact in facts
    ]


def stored_facts(rows: Sequence[Mapping[str, Any]]) -> list[Fact]:
    """The facts that were kept with a pitch."""
    return [
        Fact(
            key=row["key"],
            value=row["value"],
            source=row["source"],
            evidence_id=UUID(row["evidence_id"]) if row["evidence_id"] else None,
            quote=row["quote"],
            url=row["url"],
            checked_at=datetime.fromisoformat(row["checked_at"]) if row["checked_at"] else None,
        )
        for row in rows
    ]


def findings_to_store(findings: Iterable[Finding]) -> Stored:
    """What the rules found, as plain values."""
    return [asdict(finding) for finding in findings]


def stored_findings(rows: Sequence[Mapping[str, Any]]) -> list[Finding]:
    """What the rules found when the text was written or changed last."""
    return [
        Finding(
            rule=row["rule"],
            level=Level(row["level"]),
            message=row["message"],
            remedy=row["remedy"],
            start=row["start"],
            end=row["end"],
            part=Part(row["part"]),
        )
        for row in rows
    ]


def is_refused(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether one of the findings forbids to approve the text."""
    return any(row["level"] == Level.REFUSE for row in rows)

"""What every step of the waterfall looks like: a case goes in, findings and problems come out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from totalaudio.intel.enrichment.findings import Finding, Subject, Value


@dataclass(frozen=True, slots=True)
class Case:
    """One contact on its way through the steps: what it is, and what is known of it so far."""

    subject: Subject
    values: dict[str, Value]
    at: datetime

    def text(self, field: str) -> str:
        """The text known for a field, '' when it is unknown."""
        value = self.values.get(field, "")
        return value if isinstance(value, str) else ", ".join(value)


@dataclass(frozen=True, slots=True)
class Found:
    """What one step brought: findings, and in words what it could not do; `failed` if it broke."""

    findings: tuple[Finding, ...] = ()
    problems: tuple[str, ...] = ()
    failed: bool = False


NOTHING = Found()


class Step(Protocol):
    """A source of evidence; it is asked only while one of its `fields` is missing."""

    @property
    def name(self) -> str: ...

    @property
    def fields(self) -> frozenset[str]: ...

    def find(self, case: Case) -> Found:
        """Everything this source knows about the case; a source's faults are problems in it."""
        ...

"""What enrichment starts from, what a step finds, and what came of it."""

from dataclasses import dataclass, field
from datetime import datetime

from totalaudio.contacts.fields import EmailKind, Status

type Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A contact as it is known before a run; '' and () mean unknown.

    `origin` names where the known values come from (a file's name, or 'workspace') and `row` the
    row in it.
    `country` is ISO 3166 alpha-2.
    """

    name: str = ""
    email: str = ""
    email_kind: EmailKind | None = None
    known: dict[str, Value] = field(default_factory=dict)
    origin: str = "list"
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of evidence: a value for a field, and where, when and how surely it was found.

    `confidence` is 0 to 1; `quote` is the text on the page at `url` that says so, where there is
    one.
    """

    field: str
    value: Value
    step: str
    source: str
    url: str | None
    quote: str | None
    checked_at: datetime
    confidence: float


@dataclass(frozen=True, slots=True)
class Enrichment:
    """What came of one contact: the values to show, all evidence, and what could not be tried.

    `values` holds one value per field, the best evidence first served; `confidence` is 0 to 1, or
    None when nothing was found. `problems` says in words which step failed or was not tried, and
    why.
    """

    status: Status
    values: dict[str, Value]
    findings: tuple[Finding, ...]
    confidence: float | None
    problems: tuple[str, ...] = ()

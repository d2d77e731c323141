"""What a key may do; each route asks for one of these."""

from enum import StrEnum
from typing import Final


class Scope(StrEnum):
    """A noun of the API, to read or to change; `write` does not bring `read` along, but shows what it changed."""

    CONTACTS_READ = "contacts:read"
    CONTACTS_WRITE = "contacts:write"
    IMPORTS_READ = "imports:read"
    IMPORTS_WRITE = "imports:write"
    RUNS_READ = "runs:read"
    RUNS_WRITE = "runs:write"
    CAMPAIGNS_READ = "campaigns:read"
    CAMPAIGNS_WRITE = "campaigns:write"
    PITCHES_READ = "pitches:read"
    PITCHES_WRITE = "pitches:write"


LABELS: Final = {
    Scope.CONTACTS_READ: "Read contacts and lists",
    Scope.CONTACTS_WRITE: "Change contacts and lists",
    Scope.IMPORTS_READ: "Read imports",
    Scope.IMPORTS_WRITE: "Bring lists",
    Scope.RUNS_READ: "Read enrichment runs",
    Scope.RUNS_WRITE: "Start enrichment runs, which count against the plan",
    Scope.CAMPAIGNS_READ: "Read campaigns, targets and outcomes",
    Scope.CAMPAIGNS_WRITE: "Change campaigns, targets and outcomes",
    Scope.PITCHES_READ: "Read pitches and what became of them",
    Scope.PITCHES_WRITE: "Write and approve pitches, and send them",
}

"""What the linter reads, and what it says of it."""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """What a comment above a statement declares of it."""

    CONTRACT = "contract"
    EXPANDS = "expands"


@dataclass(frozen=True, slots=True)
class Declared:
    """A mark with the reason that its writer gives, as in `-- contract: nobody reads it since 2.3.0`."""

    mark: Mark
    reason: str


@dataclass(frozen=True, slots=True)
class Script:
    """SQL that a migration runs; `file` and `line` say where people find its first line.

    `unread` names a step that has no SQL (code that runs in the migration). `fixed_line` is for SQL that somebody else
    wrote out: all of it stands at one line, and `declared` is what stands above that line.
    """

    file: str
    text: str
    line: int = 1
    is_atomic: bool = True
    fixed_line: bool = False
    declared: Declared | None = None
    unread: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One statement that the release before could not live with: what it would do to it, how to write it instead."""

    file: str
    line: int
    rule: str
    harm: str
    instead: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What is refused, and what is declared to contract."""

    findings: tuple[Finding, ...] = ()
    contracts: tuple[Finding, ...] = ()

"""What is wrong in a file of objectives: where, what, and what to write instead."""

from collections.abc import Iterable
from dataclasses import dataclass

from totalaudio_ops.problems import Problem


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One mistake; `line` counts from 1."""

    file: str
    line: int
    said: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.said}"


class UnreadableObjectives(Problem):
    """Every mistake of every file, one a line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))

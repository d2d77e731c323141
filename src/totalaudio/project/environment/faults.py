"""What is wrong with a setting: its name, the cause and the next step, and never its value."""

from collections.abc import Iterable
from dataclasses import dataclass

from totalaudio_ops.problems import Problem


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with one variable."""

    name: str
    wrong: str
    fix: str

    def __str__(self) -> str:
        return f"{self.name}: {self.wrong}; {self.fix}"


class EnvironmentProblem(Problem):
    """The environment cannot be used; the message has a line for every fault, and no value."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))

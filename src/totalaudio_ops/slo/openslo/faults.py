"""What is wrong in files of objectives: where, what, and what to write instead."""

from collections.abc import Iterable

from totalaudio_ops.problems import Problem
from totalaudio_ops.strict_yaml import Fault


class UnreadableObjectives(Problem):
    """Every mistake of every file, one a line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))

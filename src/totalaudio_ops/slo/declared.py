"""The objectives of this release: what the files under slos/ declare, read once by each process."""

from functools import cache
from pathlib import Path
from typing import Final

from .objectives import Objective
from .openslo import read_objectives

FOLDER: Final = Path(__file__).resolve().parents[3] / "slos"


@cache
def declared() -> tuple[Objective, ...]:
    """In the order of the files; raises UnreadableObjectives, which names every mistake."""
    return tuple(read_objectives(FOLDER))

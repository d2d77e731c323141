"""How the targets of a campaign stand, as one bar of a hundred parts with a part for each stage."""

from collections.abc import Mapping
from dataclasses import dataclass

from totalaudio.campaigns.stages import LABELS, Stage
from totalaudio.core.ui.formats import number, plural


@dataclass(frozen=True, slots=True)
class Part:
    """One stage; it begins at `x` and is `width` of 100 wide."""

    stage: Stage
    label: str
    count: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class StageBar:
    """All stages that have targets, in the order of the board."""

    parts: tuple[Part, ...]
    total: int

    @property
    def text(self) -> str:
        """The bar in words: 12 targets: 9 to pitch, 3 pitched."""
        if not self.total:
            return "No targets yet"
        said = (f"{number(part.count)} {part.label.lower()}" for part in self.parts)
        return f"{plural(self.total, 'target')}: {', '.join(said)}"


def stage_bar(counts: Mapping[Stage, int]) -> StageBar:
    """Lay out the bar; stages without targets have no part."""
    total = sum(counts.values())
    parts, x = [], 0.0
    for stage in Stage:
        if count := counts.get(stage, 0):
            width = 100 * count / total
            parts.append(Part(stage, LABELS[stage], count, round(x, 3), round(width, 3)))
            x += width
    return StageBar(tuple(parts), total)

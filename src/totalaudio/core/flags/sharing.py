"""How people are shared out: each flag throws its own dice, and they always fall the same way for one person."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from mmh3 import mmh3_32_uintdigest

_SIDES = 2**32


def salt_of(name: str) -> int:
    """What makes the dice of one name independent of another's."""
    return mmh3_32_uintdigest(name.encode(), 0)


def share_of(name: str, user_id: UUID) -> float:
    """Where the person stands between 0 and 100; a rollout of more than that has them in it."""
    return mmh3_32_uintdigest(user_id.int.to_bytes(16), salt_of(name)) * 100 / _SIDES


def threshold_of(percent: float) -> int:
    """What a throw must be below; it rises with the percentage, so raising one never moves anybody out."""
    return round(percent * _SIDES / 100)


def ends_of(weights: Iterable[int]) -> Iterator[int]:
    """Where each share ends; the last one ends after every throw."""
    total = 0
    for weight in weights:
        total += weight
        yield threshold_of(total)

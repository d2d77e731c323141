"""Flags in the words of their pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from totalaudio.core.ui.formats import day
from totalaudio.core.ui.pieces import Entry

from .deciding import Decision, Place, Snapshot, compiled
from .declarations import EVERYWHERE, FLAGS, Flag
from .names import Reason
from .queries import ShownChange, ShownOverride


@dataclass(frozen=True, slots=True)
class ShownFlag:
    """A flag as it stands; `stale` says what about it is due."""

    flag: Flag
    state: str
    tone: str
    where: str
    rollout: str
    overrides: Sequence[ShownOverride]
    stale: Sequence[str]

    @property
    def standing(self) -> int:
        """How many overrides have not ended."""
        return sum(not override.has_ended for override in self.overrides)


def shown(
    flag: Flag,
    place: Place,
    snapshot: Snapshot,
    overrides: Sequence[ShownOverride],
    today: date,
) -> ShownFlag:
    """The flag with its state for everybody, from the overrides that the database has now."""
    decision = compiled(FLAGS, place, snapshot)[flag.name](None, None)
    state, tone = _state(flag, decision)
    return ShownFlag(
        flag,
        state,
        tone,
        where(flag),
        f"{flag.rollout:g} %",
        overrides,
        _stale(flag, overrides, today),
    )


def where(flag: Flag) -> str:
    """The environments for which it is declared."""
    if flag.environments == EVERYWHERE:
        return "everywhere"
    names = " and ".join(sorted(flag.environments))
    return f"{names}, or where {flag.or_when}" if flag.or_when else names


def facts(flag: Flag) -> list[tuple[str, str]]:
    """What was declared, as pairs of term and value."""
    found = [
        ("Declared for", where(flag)),
        ("Rolled out to", f"{flag.rollout:g} % of users"),
        ("Owner", flag.owner),
        ("Remove by", day(flag.remove_by)),
    ]
    if flag.variants:
        shares = ", ".join(f"{variant.name} {variant.weight} %" for variant in flag.variants)
        found.append(("Variants", shares))
    if flag.prerequisites:
        found.append(("Needs", ", ".join(flag.prerequisites)))
    return found


def entries(changes: Sequence[ShownChange]) -> list[Entry]:
    """The history as a timeline."""
    return [
        Entry(
            at=change.made_at,
            title=f"For {change.for_whom}: {change.before} → {change.after}",
            detail=change.reason,
            by=change.by,
        )
        for change in changes
    ]


def _state(flag: Flag, decision: Decision) -> tuple[str, str]:
    if decision.reason is Reason.NOT_BUILT:
        return "Not built", "skipped"
    if decision.reason is Reason.NOBODY:
        return f"On for {flag.rollout:g} %", "warning"
    return ("On", "good") if decision.value else ("Off", "neutral")


def _stale(flag: Flag, overrides: Sequence[ShownOverride], today: date) -> list[str]:
    found = []
    if flag.remove_by < today:
        found.append(f"It was to be removed by {day(flag.remove_by)}.")
    ended = sum(override.has_ended for override in overrides)
    if ended:
        words = "An override has" if ended == 1 else f"{ended} overrides have"
        found.append(f"{words} ended and can be taken back.")
    return found

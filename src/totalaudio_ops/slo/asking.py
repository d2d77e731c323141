"""How the objectives of every app stand: what is left of their budgets, how fast they burn, modes and alerts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from totalaudio_ops.happenings import Connection

from .budgets import Budget, budget, burn
from .modes import Mode
from .objective_modes import ObjectiveMode, objective_modes
from .objectives import Counts, Objective, Source
from .storing import Alert, ModeChange, last_changes, open_alerts
from .windows import spans, windows


@dataclass(frozen=True, slots=True)
class Standing:
    """How one objective stands: the counts of every window that was asked for, and what of it burns too fast."""

    objective: Objective
    counts: Mapping[timedelta, Counts]
    alerts: tuple[Alert, ...] = ()
    holds: Mode = Mode.DEVELOPMENT  # of its app's modes, by its own budget

    @property
    def budget(self) -> Budget:
        """The budget over its own window."""
        return budget(self.objective, self.counts[self.objective.window])

    def burn(self, window: timedelta) -> Fraction | None:
        """How many times faster than allowed it burned in a window; None without events."""
        return burn(self.objective, self.counts[window])


@dataclass(frozen=True, slots=True)
class AppStanding:
    """How an app stands: its mode is the one that was written down last, Development when none ever was."""

    app: str
    change: ModeChange | None
    standings: tuple[Standing, ...]
    moved_at: datetime | None = None  # when any of its objectives took the mode that it holds

    @property
    def mode(self) -> Mode:
        """The mode that is in force."""
        return Mode(self.change.to_mode) if self.change else Mode.DEVELOPMENT

    @property
    def worst(self) -> Standing | None:
        """The objective with the smallest share left, of those that decide and have events enough."""
        able = [one for one in self.standings if one.objective.decides and one.budget.can_judge]
        return min(able, key=lambda one: one.budget.left or Fraction(0), default=None)

    @property
    def holding(self) -> tuple[Standing, ...]:
        """Every objective that holds the app in Caution or Freeze, the one with the least left first."""
        if self.mode is Mode.DEVELOPMENT:
            return ()
        found = [one for one in self.standings if one.objective.decides and one.holds is self.mode]
        return tuple(sorted(found, key=lambda one: (one.budget.left is None, one.budget.left or 0)))

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """Everything that burns too fast."""
        return tuple(alert for one in self.standings for alert in one.alerts)


def status(
    connection: Connection, source: Source, objectives: Sequence[Objective], now: datetime
) -> list[AppStanding]:
    """How every app stands at the last whole minute, in the order in which the objectives name them."""
    counted = counts_until(source, objectives, now)
    changes, alerts, modes = (
        last_changes(connection),
        open_alerts(connection),
        objective_modes(connection),
    )
    standings = [
        Standing(
            one,
            counted[one.app, one.name],
            tuple(a for a in alerts if (a.app, a.objective) == (one.app, one.name)),
            _held(one, modes.get((one.app, one.name)), changes.get(one.app)),
        )
        for one in objectives
    ]
    apps = dict.fromkeys(one.app for one in objectives)
    return [
        AppStanding(
            app,
            changes.get(app),
            tuple(one for one in standings if one.objective.app == app),
            max((one.at for one in modes.values() if one.app == app), default=None),
        )
        for app in apps
    ]


def _held(one: Objective, kept: ObjectiveMode | None, change: ModeChange | None) -> Mode:
    """What an objective holds: what was kept of it, or what a later change of its app says that it brought.

    Such a change was written by a release that kept no modes of objectives.
    """
    if change and change.objective == one.name and (kept is None or change.at > kept.at):
        return Mode(change.to_mode)
    return Mode(kept.mode) if kept else Mode.DEVELOPMENT


def counts_until(
    source: Source, objectives: Sequence[Objective], now: datetime
) -> dict[tuple[str, str], dict[timedelta, Counts]]:
    """The counts of every window that ends now, in one call of the source."""
    lengths = windows(objectives)
    found = source.count(objectives, spans(lengths, now))
    return {
        (one.app, one.name): dict(zip(lengths, found[one.app, one.name], strict=True))
        for one in objectives
    }

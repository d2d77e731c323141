"""What `totalaudio slo` answers: tables for people, documented keys for programs."""

import sys
from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from totalaudio_ops.slo.asking import AppStanding, Standing
from totalaudio_ops.slo.evaluating import Evaluated
from totalaudio_ops.slo.modes import CAUTION_UP_TO, FREEZE_BELOW, Mode
from totalaudio_ops.slo.shorthand import shorthand
from totalaudio_ops.slo.storing import GateAnswer
from totalaudio_ops.slo.windows import STANDARD, whole_minute
from totalaudio_ops.slo.words import LETS_THROUGH, app_label, burn_words, held_words, left_words

_WIDTH = 110  # where nobody looks, nothing is cut off
_COLOURS = {Mode.DEVELOPMENT: "green", Mode.CAUTION: "yellow", Mode.FREEZE: "bold red"}


def as_json(apps: Sequence[AppStanding], now: datetime) -> dict[str, object]:
    """The documented keys of `slo status`."""
    return {
        "at": whole_minute(now).isoformat(),
        "apps": [
            {
                "app": app.app,
                "mode": app.mode,
                "since": app.change.at.isoformat() if app.change else None,
                "reason": app.change.reason if app.change else None,
                "objectives": [_objective(one) for one in app.standings],
            }
            for app in apps
        ],
    }


def _objective(one: Standing) -> dict[str, object]:
    return {
        "name": one.objective.name,
        "title": one.objective.title,
        "target": float(one.objective.target),
        "window": shorthand(one.objective.window),
        "decides": one.objective.decides,
        "source": one.objective.source,
        "total": one.budget.counts.total,
        "bad": one.budget.counts.bad,
        "left": _number(one.budget.left),
        "holds": one.holds,
        "burn": {shorthand(window): _number(one.burn(window)) for window in sorted(one.counts)},
        "alerts": [
            {
                "rule": alert.rule,
                "since": alert.started_at.isoformat(),
                "incident": alert.incident_ref,
            }
            for alert in one.alerts
        ],
    }


def _number(share: Fraction | None) -> float | None:
    return None if share is None else round(float(share), 6)


def show(apps: Sequence[AppStanding]) -> None:
    """Print a table for each app, with colours on a terminal."""
    from rich.console import Console
    from rich.table import Table

    console = Console() if sys.stdout.isatty() else Console(width=_WIDTH)
    for app in apps:
        colour = _COLOURS[app.mode]
        console.print(
            f"[bold]{app_label(app.app)}[/]: [{colour}]{app.mode.label}[/]. {LETS_THROUGH[app.mode]}",
            highlight=False,
        )
        if said := held_words([one.objective.title for one in app.holding]):
            console.print(said, highlight=False, markup=False)
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
        table.add_column("objective")
        table.add_column("of its budget", no_wrap=True)
        for window in STANDARD:
            table.add_column(shorthand(window), justify="right", no_wrap=True, min_width=4)
        for one in app.standings:
            burns = [burn_words(one.burn(window)) for window in STANDARD]
            left = left_words(one.budget.left)
            table.add_row(_title(one), f"[{_colour(one)}]{left}[/]", *burns)
        console.print(table, highlight=False)
        for alert in app.alerts:
            said = f"  burning over {alert.rule} since {alert.started_at:%d %b %H:%M} UTC: {alert.objective}"
            console.print(f"[bold red]{said}, {alert.incident_ref or 'no incident'}[/]")
        console.print()
    console.print("Burn: 1.0 spends exactly the whole budget in its window.", style="dim")


def _title(one: Standing) -> str:
    return one.objective.title if one.objective.decides else f"{one.objective.title} (moonshot)"


def _colour(one: Standing) -> str:
    left = one.budget.left
    if left is None or not one.objective.decides:
        return "dim"
    return "red" if left < FREEZE_BELOW else "yellow" if left <= CAUTION_UP_TO else "green"


def judged_as_json(found: Evaluated) -> dict[str, object]:
    """The documented keys of `slo evaluate`."""
    return {
        "changes": [
            {"app": one.app, "from": one.from_mode, "to": one.to_mode, "reason": one.reason}
            for one in found.changes
        ],
        "alerts_begun": list(found.alarms.begun),
        "alerts_ended": list(found.alarms.ended),
        "incidents": list(found.alarms.incidents),
    }


def judged_as_text(found: Evaluated) -> str:
    """What changed, a line each."""
    lines = [
        *(
            f"{app_label(one.app)} went into {Mode(one.to_mode).label}: {one.reason}"
            for one in found.changes
        ),
        *(f"Burns too fast: {name}." for name in found.alarms.begun),
        *(f"Burns too fast no longer: {name}." for name in found.alarms.ended),
        *(f"Told to incident {ref}." for ref in found.alarms.incidents),
    ]
    return "".join(f"{line}\n" for line in lines) or "Nothing changed.\n"


def gate_as_json(found: GateAnswer) -> dict[str, object]:
    """The documented keys of `slo gate`."""
    return {
        "app": found.app,
        "change": found.change,
        "mode": found.mode,
        "let_through": found.is_let_through,
        "said": found.said,
        "incident": found.incident_ref,
        "override": found.override_reason,
        "asked_by": found.asked_by,
        "at": found.at.isoformat(),
    }

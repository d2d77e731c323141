"""The tables of SLOS.md, from what slos/ and the code declare."""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

from totalaudio.project.cli.tables import table
from totalaudio_ops.slo.alerts import detection_time, spent_when_fired
from totalaudio_ops.slo.declared import declared
from totalaudio_ops.slo.gate import Change, decide
from totalaudio_ops.slo.judging import PROBE, counts
from totalaudio_ops.slo.modes import (
    CAUTION_LEFT_ABOVE,
    CAUTION_UP_TO,
    FREEZE_BELOW,
    FREEZE_LEFT_ABOVE,
    Mode,
)
from totalaudio_ops.slo.objectives import Indicator, Measure, Objective, Rule
from totalaudio_ops.slo.words import app_label

_FAILING = (Fraction(1), Fraction(1, 10), Fraction(1, 100))


def objectives() -> list[str]:
    """Every objective: its target, window, what is bad and what it counts."""
    head = ("app", "objective", "target", "window", "bad is", "counts")
    rows = (
        (
            app_label(one.app),
            one.title if one.decides else f"{one.title} (moonshot)",
            f"{(one.target * 100).normalize():f} %",
            f"{one.window.days} days",
            _bad(one),
            _counted(one.indicator),
        )
        for one in declared()
    )
    return table(head, *rows)


def _bad(one: Objective) -> str:
    indicator = one.indicator
    if indicator.measure is Measure.FAILED:
        return "failed"
    single = "".join(f", {name} {_seconds(limit)}" for name, limit in indicator.slower.items())
    return f"over {_seconds(indicator.threshold or 0)}{single}"


def _counted(indicator: Indicator) -> str:
    if indicator.classes:
        return ", ".join(indicator.classes)
    return "every request and probe" if counts(indicator, PROBE) else "every request"


def _seconds(milliseconds: int) -> str:
    return f"{milliseconds} ms" if milliseconds < 1000 else f"{milliseconds / 1000:g} s"


def modes() -> list[str]:
    """The modes: when they begin and end, and what the gate lets through."""
    caution, freeze = _percent(CAUTION_UP_TO), _percent(FREEZE_BELOW)
    entered = {
        Mode.DEVELOPMENT: f"more than {caution} is left",
        Mode.CAUTION: f"{caution} or less is left",
        Mode.FREEZE: f"less than {freeze} is left",
    }
    left = {
        Mode.DEVELOPMENT: "",
        Mode.CAUTION: f"above {_percent(CAUTION_LEFT_ABOVE)}",
        Mode.FREEZE: f"above {_percent(FREEZE_LEFT_ABOVE)}, post-mortems closed",
    }
    head = ("mode", "begins when", "ends when", *(str(change) for change in Change))
    rows = ((one.label, entered[one], left[one], *map(str, _gate(one))) for one in Mode)
    return table(head, *rows)


def _gate(mode: Mode) -> list[str]:
    return [_through(mode, change) for change in Change]


def _through(mode: Mode, change: Change) -> str:
    if decide(mode, change).is_let_through:
        return "goes through"
    named = decide(mode, change, has_open_incident=True).is_let_through
    return "with an open incident" if named else "waits"


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):g} %"


def burn_alerts() -> list[str]:
    """The pairs of windows: burn, levels, what is gone by then, and detection times of Audio Intel's availability."""
    sample, slow = _objective("availability"), _objective("latency")
    head = (
        *("windows", "burn", "failing is", "slow is", "gone of 30 days"),
        *("all fail", "a tenth fails", "a hundredth fails"),
    )
    rows = (
        (
            rule.name,
            f"{rule.burn.normalize():f}",
            rule.level,
            _level(slow.rules, rule),
            _percent(Fraction(round(spent_when_fired(sample, rule) * 1000), 1000)),
            *(_time(detection_time(sample, rule, failing)) for failing in _FAILING),
        )
        for rule in sample.rules
    )
    return table(head, *rows)


def _objective(name: str) -> Objective:
    return next(one for one in declared() if (one.app, one.name) == ("audio-intel", name))


def _level(rules: Sequence[Rule], wanted: Rule) -> str:
    same = [one.level for one in rules if (one.long, one.short) == (wanted.long, wanted.short)]
    return same[0] if same else "no alert"


def _time(length: timedelta | None) -> str:
    """Rounded up to whole minutes, for each minute is judged when it is over."""
    if length is None:
        return "never"
    minutes = -(-length // timedelta(minutes=1))
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"

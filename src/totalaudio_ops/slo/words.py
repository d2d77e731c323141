"""How budgets and burn are said: the same on pages, on the command line, in timelines and in incidents."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from totalaudio_ops.apps import Deployable

from .modes import Mode, percent

NO_DATA: Final = "no data"
LETS_THROUGH: Final = {
    Mode.DEVELOPMENT: "Everything may be deployed.",
    Mode.CAUTION: "Fixes and security may be deployed; features wait.",
    Mode.FREEZE: "Only security may be deployed, and fixes that name an open incident.",
}


def app_label(app: str) -> str:
    """The name of an app on pages; one that is not ours is called as it is declared."""
    return Deployable(app).label if app in set(Deployable) else app


def left_words(left: Fraction | None) -> str:
    """What is left of a budget: 62.4 % left, overspent by 12.0 %, no data."""
    if left is None:
        return NO_DATA
    return f"overspent by {percent(-left)}" if left < 0 else f"{percent(left)} left"


def burn_words(burn: Fraction | None) -> str:
    """How many times too fast a budget burns: 14.4, and a dash without data."""
    if burn is None:
        return "\u2013"
    if burn >= 100:
        return f"{round(burn):,}"
    return f"{float(burn):.1f}" if burn == 0 or burn >= Fraction(1, 20) else "<0.1"


def held_words(titles: Sequence[str]) -> str:
    """Which objectives hold an app in its mode: Held by “Available” and “Fast enough”. Empty for none."""
    quoted = [f"“{title}”" for title in titles]
    return (
        f"Held by {', '.join(quoted[:-1])}{' and ' if quoted[1:] else ''}{quoted[-1]}."
        if quoted
        else ""
    )

"""The funnel of campaigns: from target to outcome."""

from totalaudio.core.ui.funnels import Funnel, Step, funnel

_TITLE = "From target to outcome"


def outcome_funnel(*, targets: int, pitched: int, replied: int, won: int, what: str) -> Funnel:
    """Targets, pitched, replied, with an outcome; `what` says which targets they are.

    The last two are shares of the pitched: a play can come without a reply.
    """
    steps = funnel(
        _TITLE,
        [
            ("Targets", targets, what),
            ("Pitched", pitched, "pitched"),
            ("With an outcome", won, "pitched had an outcome"),
        ],
    ).steps
    answers = Step("Replied", replied, "pitched replied", pitched, _width(replied, pitched))
    return Funnel(_TITLE, (*steps[:2], answers, steps[2]))


def _width(n: int, before: int) -> float:
    return min(100.0, round(100 * n / before, 2)) if before else 0.0

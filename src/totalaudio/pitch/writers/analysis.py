"""What the page says of a text: findings with remedies, a score and a grade."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from .facts import Brief
from .findings import GRADES, Analysis, Finding, Grade, Level
from .rules import check
from .rules.shape import count_words

_REFUSED: Final = 41
# What each finding costs, and what all of one rule cost at most.
_COSTS: Final = {"hype": (8, 24), "spelling": (4, 12), "exclamation": (5, 5), "subject": (8, 16)}
_COST: Final = (15, 20)


def analyse(body: str, brief: Brief, *, subject: str | None = None, step: int = 1) -> Analysis:
    """What the rules say of a text, whoever wrote it."""
    return graded(check(body, brief, subject=subject, step=step), body)


def graded(findings: Sequence[Finding], body: str) -> Analysis:
    """These findings with their score; a text that is refused is never better than poor."""
    score = max(0, 100 - _cost(findings))
    return Analysis(tuple(findings), score, grade_of(score), count_words(body))


def grade_of(score: int) -> Grade:
    """The word for a score of 0 to 100."""
    return next(grade for least, grade in GRADES if score >= least)


def _cost(findings: Sequence[Finding]) -> int:
    refused = any(finding.level is Level.REFUSE for finding in findings)
    warned = Counter(finding.rule for finding in findings if finding.level is Level.WARN)
    costs = {rule: _COSTS.get(rule, _COST) for rule in warned}
    return _REFUSED * refused + sum(
        min(each * warned[rule], most) for rule, (each, most) in costs.items()
    )

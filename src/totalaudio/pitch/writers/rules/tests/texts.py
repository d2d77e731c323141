"""A text that keeps every rule, and what a rule finds in another."""

from totalaudio.pitch.writers.facts import Brief
from totalaudio.pitch.writers.rules import check
from totalaudio.pitch.writers.tests.briefs import LINK, brief

GOOD = f"""Hello Ann,

Northern Light is by The Examples, recorded live in one take with a choir of neighbours.

Would you consider it for Example FM?

Listen: {LINK}

Kind regards,
Alex Sender"""


def found(body: str, rule: str, one: Brief | None = None, *, step: int = 1) -> list[str]:
    """What the findings of one rule point at, and say."""
    findings = [each for each in check(body, one or brief(), step=step) if each.rule == rule]
    return [f"{body[each.start : each.end]}: {each.message}" for each in findings]


def with_sentence(sentence: str) -> str:
    return GOOD.replace("Would you", f"{sentence} Would you")

"""The gate in front of a deploy: every check is asked, so that all that stands in the way is said at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from totalaudio_ops.deploys.steps import Order
from totalaudio_ops.problems import Problem


@dataclass(frozen=True, slots=True)
class Answer:
    """What one check says; `check` is its name in a word or two."""

    check: str
    is_let_through: bool
    said: str


@dataclass(frozen=True, slots=True)
class Check:
    """One check by its name; `ask` raises Problem when it cannot tell, which lets nothing through."""

    name: str
    ask: Callable[[Order], Answer]


type Gate = Callable[[Order], list[Answer]]


def gate_of(checks: Iterable[Check]) -> Gate:
    """Asks all of them in their order."""
    known = tuple(checks)

    def ask(order: Order) -> list[Answer]:
        return [_asked(check, order) for check in known]

    return ask


def refusals(answers: Iterable[Answer]) -> list[Answer]:
    """Those that stop the deploy."""
    return [one for one in answers if not one.is_let_through]


def _asked(check: Check, order: Order) -> Answer:
    try:
        return check.ask(order)
    except Problem as problem:
        return Answer(check.name, is_let_through=False, said=str(problem))

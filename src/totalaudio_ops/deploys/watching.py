"""Watches a new version while people meet it, and sends requests of its own, so that there is something to see."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import cycle
from typing import Final

from totalaudio_ops.deploys.judging import Decision, Judgement, Rules, judge, of_people
from totalaudio_ops.deploys.knocking import READY, Knocker, knocking
from totalaudio_ops.deploys.steps import Order
from totalaudio_ops.deploys.targets import Observed, Seen, Target
from totalaudio_ops.problems import Problem

_BETWEEN_SECONDS: Final = 0.25
_ANSWER_SECONDS: Final = 3.0
# A proxy that was killed is back within moments.
_BLIND_SECONDS: Final = 5.0
# With a front that is there: people met nothing else in this time either.
_IN_A_ROW: Final = 5


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as the watch knows it; tests have their own."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


def watch(target: Target, order: Order, rules: Rules, clock: Clock | None = None) -> str:
    """Watch as long as the rules say; returns what was seen, raises Problem as soon as it must be rolled back."""
    clock = clock or Clock()
    with knocking(target.public(order), _ANSWER_SECONDS) as knocker:
        return _watch(target, order, rules, clock, knocker)


def _watch(
    target: Target, order: Order, rules: Rules, clock: Clock, knocker: Knocker | None
) -> str:
    paths = cycle((READY, *order.smoke))
    began_at = seen_at = clock.now()
    own, problem, in_a_row = Seen(0, 0, None), "", 0
    # Also at the end of the watch: what is blind for a moment tells nothing against the version.
    patience = _BLIND_SECONDS if rules.seconds else 0.0
    while True:
        asked_at, failed = clock.now(), ""
        if knocker:
            failed = knocker.problem(next(paths))
        took_ms = (clock.now() - asked_at) * 1000
        elapsed = clock.now() - began_at
        try:
            observed = target.observe(order)
        except Problem:
            if clock.now() - seen_at >= patience:
                raise
            # Our own request met no version either, and counts as little.
            in_a_row = 0
            clock.sleep(_BETWEEN_SECONDS)
            continue
        seen_at = clock.now()
        if knocker:
            problem, in_a_row = failed or problem, in_a_row + 1 if failed else 0
            own = _with_one(own, took_ms, failed=bool(failed))
        if in_a_row >= _IN_A_ROW:
            raise Problem(f"{in_a_row} requests of our own failed one after the other ({problem})")
        judged = _judge(observed, own, rules, elapsed)
        # What failed last may be the first of many: one that answers again is kept, or they come to be too many.
        if judged.decision is Decision.KEEP and not (in_a_row and rules.seconds):
            return _kept(judged, observed.new, own, rules)
        if judged.decision is Decision.ROLL_BACK:
            raise Problem(f"{judged.said}{f' ({problem})' if problem else ''}")
        clock.sleep(_BETWEEN_SECONDS)


def _with_one(own: Seen, took_ms: float, *, failed: bool) -> Seen:
    spent = (own.mean_ms or 0.0) * own.requests + took_ms
    return Seen(own.requests + 1, own.errors + failed, spent / (own.requests + 1))


def _judge(observed: Observed, own: Seen, rules: Rules, elapsed: float) -> Judgement:
    """What people met decides, and what we met ourselves: a place may not count, or count too late."""
    met = judge(observed, rules, elapsed)
    people = of_people(observed.new, own)
    theirs = judge(replace(observed, new=people), rules, elapsed)
    ours = judge(Observed(own, None), rules, elapsed)
    if met.decision is Decision.ROLL_BACK:
        return met
    # Where few people come, most of what was met is ours, and all that fails may be theirs.
    if theirs.decision is Decision.ROLL_BACK and people.requests >= rules.enough:
        return theirs
    if ours.decision is Decision.ROLL_BACK:
        return Judgement(Decision.ROLL_BACK, f"{ours.said}, all of them our own")
    return met if observed.new.requests else Judgement(met.decision, ours.said)


def _kept(judged: Judgement, new: Seen, own: Seen, rules: Rules) -> str:
    """What was seen, and what is not known where it was too little."""
    if not (new.requests or own.requests):
        return f"Nothing was asked of it in {rules.seconds:g} s, so nothing is known of errors."
    said = f"{judged.said[0].upper()}{judged.said[1:]} in {rules.seconds:g} s"
    people = of_people(new, own).requests
    if people >= rules.enough:
        return f"{said}."
    came = f"only {people} of them came" if people else "none of them came"
    return f"{said}; {came} from people, so what people meet is not known."

"""Does the steps of a deploy at its place, and says what came of each."""

from totalaudio_ops.deploys.folding import State
from totalaudio_ops.deploys.gating import refusals
from totalaudio_ops.deploys.knocking import check
from totalaudio_ops.deploys.means import Means
from totalaudio_ops.deploys.steps import Kind, Order, Step
from totalaudio_ops.deploys.targets import Place
from totalaudio_ops.deploys.watching import watch
from totalaudio_ops.problems import Problem


class Doing:
    """What one process does of a deploy; it trusts only a new version that it has started and seen itself."""

    def __init__(self, order: Order, means: Means) -> None:
        self._order, self._means = order, means
        self._place: Place | None = None
        self._is_seen = False

    def next(self, state: State) -> Step:
        """The step that comes now; what a process before us has started may not run any more, so we start again."""
        assert state.step is not None  # noqa: S101 - there is one on the way on
        if self._place is None and state.step in (Step.CHECK, Step.SWITCH):
            return Step.START
        if state.step is Step.SWITCH and not self._is_seen:
            return Step.CHECK
        return state.step

    def do(self, step: Step) -> str:
        """Do a step; raises Problem when it fails."""
        target, order = self._means.target, self._order
        match step:
            case Step.GATE:
                return self._ask_gate()
            case Step.BUILD:
                return target.build(order)
            case Step.MIGRATE:
                return target.migrate(order)
            case Step.START:
                self._place = target.start(order)
                return f"It runs beside what serves{f', at {self._place.url}' if self._place.url else ''}."
            case Step.CHECK:
                return self._check()
            case Step.SWITCH:
                target.switch(order)
                self._see_serving()
                return "All new requests go to it."
            case Step.WATCH:
                self._see_serving()
                return watch(target, order, self._means.rules)
            case _:
                self._see_serving()
                return target.keep(order) or "What served before has ended."

    def _ask_gate(self) -> str:
        answers = self._means.gate(self._order)
        if stopped := refusals(answers):
            raise Problem(" ".join(f"{one.check}: {sentence(one.said)}" for one in stopped))
        return " ".join(f"{one.check}: {sentence(one.said)}" for one in answers)

    def _check(self) -> str:
        assert self._place is not None  # noqa: S101 - `next` has started it
        order, target = self._order, self._means.target
        back_from = target.public(order) if order.kind is Kind.ROLLBACK else None
        said = check(self._place, order.smoke, self._means.check_seconds, back_from=back_from)
        self._is_seen = True
        return said

    def _see_serving(self) -> None:
        found = self._means.target.serving(self._order.app, self._order.environment).release
        if found != self._order.release:
            raise Problem(f"people reach {found or 'nothing'}, not {self._order.release}")


def sentence(said: str) -> str:
    """What was said, as a sentence."""
    said = said.strip()
    return f"{said[0].upper()}{said[1:]}{'' if said.endswith('.') else '.'}" if said else ""

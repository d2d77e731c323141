"""The state machine of deploys: each step is written down before and after it, and any of them may be the last.

Whoever calls holds the lock of the app and its environment (`ordering` does).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from totalaudio_ops.deploys.folding import State, Way, is_undone, state_of
from totalaudio_ops.deploys.gating import Gate, refusals
from totalaudio_ops.deploys.interrupting import Interrupted, Interrupts
from totalaudio_ops.deploys.journal import Deploy, Journal
from totalaudio_ops.deploys.judging import Rules
from totalaudio_ops.deploys.knocking import CHECK_SECONDS, check
from totalaudio_ops.deploys.steps import Done, Entry, Kind, Step
from totalaudio_ops.deploys.targets import Place, Target
from totalaudio_ops.deploys.watching import watch
from totalaudio_ops.problems import Problem

type Say = Callable[[Deploy, Entry], None]
type Record = Callable[[Deploy], None]

_ENDS: Final = {
    Done.KEPT: "It serves.",
    Done.ROLLED_BACK: "What served before serves.",
    Done.REFUSED: "Nothing was changed.",
    Done.FAILED: "Nothing was started.",
}


def _now() -> datetime:
    return datetime.now(UTC)


def _quiet(_deploy: Deploy, _entry: Entry) -> None:
    """Nobody listens."""


def _unrecorded(_deploy: Deploy) -> None:
    """There is no copy."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a deploy works with: place, journal, gate, how long to watch; who hears, and who keeps a copy."""

    target: Target
    journal: Journal
    gate: Gate
    rules: Rules = field(default_factory=Rules)
    check_seconds: float = CHECK_SECONDS
    say: Say = _quiet
    record: Record = _unrecorded
    now: Callable[[], datetime] = _now


def run(deploy: Deploy, means: Means) -> Deploy:
    """Go on from where the journal ends, to the end; returns the journal as it is then.

    It is not over only when it was interrupted after the switch, and when going back or tidying up failed: the same
    call goes on. Raises Problem when the journal cannot be written.
    """
    run_of = _Run(deploy, means)
    with run_of.interrupts.heeded():
        run_of.go()
    return run_of.deploy


def give_up(deploy: Deploy, means: Means, reason: str) -> Deploy:
    """Bring an unfinished deploy to an end without going on with it: what began to run is taken back.

    One that was found good is kept, for what served before it may be gone.
    """
    run_of = _Run(deploy, means)
    with run_of.interrupts.held_back():
        run_of.give_up(reason)
    return run_of.deploy


class _Run:
    """One process's part of a deploy."""

    def __init__(self, deploy: Deploy, means: Means) -> None:
        self.deploy, self._means = deploy, means
        self.interrupts = Interrupts()
        self._order = deploy.order
        self._place: Place | None = None
        self._is_seen = False

    @property
    def state(self) -> State:
        return state_of(self.deploy.entries, self._order.kind)

    def go(self) -> None:
        """Go on until it is over; an interrupt ends it, as far as it can be ended."""
        self._means.record(self.deploy)
        try:
            self._go()
        except Interrupted as interrupted:
            with self.interrupts.held_back():
                self._stop(f"interrupted by {interrupted.signal_name}")
            self.interrupts.forget()

    def _go(self) -> None:
        while (state := self.state).way is Way.ON and self._is_done(self._next(state)):
            pass
        with self.interrupts.held_back():
            self._finish()

    def _next(self, state: State) -> Step:
        """The step that comes now; what a process before us has started may not run any more, so we start again."""
        assert state.step is not None  # noqa: S101 - there is one on the way on
        if self._place is None and state.step in (Step.CHECK, Step.SWITCH):
            return Step.START
        if state.step is Step.SWITCH and not self._is_seen:
            return Step.CHECK
        return state.step

    def _is_done(self, step: Step) -> bool:
        """Do one step; False when it failed, which is written down."""
        self._write(step, Done.BEGAN, "")
        if step is Step.SWITCH:
            self._means.record(self.deploy)
        try:
            said = self._do(step)
        except Problem as problem:
            return self._failed(step, str(problem))
        except Exception as error:  # whatever it is, people must not meet it
            return self._failed(step, f"unexpected, {type(error).__name__}: {error}")
        self._write(step, Done.DONE, said)
        return True

    def _do(self, step: Step) -> str:
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
                target.keep(order)
                return "What served before has ended."

    def _ask_gate(self) -> str:
        answers = self._means.gate(self._order)
        if stopped := refusals(answers):
            raise Problem(" ".join(f"{one.check}: {_sentence(one.said)}" for one in stopped))
        return " ".join(f"{one.check}: {_sentence(one.said)}" for one in answers)

    def _check(self) -> str:
        assert self._place is not None  # noqa: S101 - `_next` has started it
        order, seconds = self._order, self._means.check_seconds
        is_back = order.kind is Kind.ROLLBACK
        said = check(self._place, order.smoke, seconds, is_back=is_back)
        self._is_seen = True
        return said

    def _see_serving(self) -> None:
        found = self._means.target.serving(self._order.app, self._order.environment).release
        if found != self._order.release:
            raise Problem(f"people reach {found or 'nothing'}, not {self._order.release}")

    def _failed(self, step: Step, reason: str) -> bool:
        """Always False. A version that must be taken back is taken back also when that cannot be written down."""
        with self.interrupts.held_back():
            try:
                self._write(step, Done.FAILED, reason)
            except Problem:
                if is_undone(step):
                    self._means.target.undo(self._order)
                raise
        return False

    def _finish(self) -> None:
        state = self.state
        if state.way is Way.UNDO:
            self._undo(state.reason)
            state = self.state
        if state.way is Way.END and state.outcome:
            said = f"{_sentence(state.reason)} {_ENDS[state.outcome]}".strip()
            self._write(None, state.outcome, said)
        self._means.record(self.deploy)

    def _stop(self, reason: str) -> None:
        """End it where it is; after the switch it is left, to go on when the same is asked for again."""
        state = self.state
        if state.is_over:
            return
        if state.is_switched:
            self._write(state.step, Done.INTERRUPTED, f"{reason}; the same command goes on with it")
            self._means.record(self.deploy)
        else:
            self.give_up(reason)

    def give_up(self, reason: str) -> None:
        """See the function of that name."""
        state = self.state
        if state.way is Way.ON and not state.has_started:
            self._write(None, Done.ABANDONED, _sentence(reason))
        elif state.way is Way.ON and not state.can_be_undone:
            if not self._is_done(Step.KEEP):
                self._write(Step.KEEP, Done.DONE, f"Left as it is: {self.state.reason}")
        elif state.way is Way.ON:
            self._undo(reason)
        self._finish()

    def _undo(self, reason: str) -> None:
        """Take the new version back, whether or not that can be written down; a full disk is told afterwards."""
        unwritten = self._try_to_write(Step.UNDO, Done.BEGAN, reason)
        try:
            self._means.target.undo(self._order)
        except Exception as error:
            said = str(error) if isinstance(error, Problem) else f"{type(error).__name__}: {error}"
            self._write(Step.UNDO, Done.FAILED, said)
            again = f"{_sentence(reason)} Going back failed: {_sentence(said)} Run the same command again to go on."
            self._write(None, Done.FAILED, again)
            return
        if unwritten:
            raise unwritten
        self._write(Step.UNDO, Done.DONE, _ENDS[Done.ROLLED_BACK])

    def _try_to_write(self, step: Step, done: Done, said: str) -> Problem | None:
        try:
            self._write(step, done, said)
        except Problem as problem:
            return problem
        return None

    def _write(self, step: Step | None, done: Done, said: str) -> None:
        entries = self.deploy.entries
        entry = Entry(len(entries) + 1, self._means.now(), step, done, said)
        with self.interrupts.held_back():
            self._means.journal.append(self._order, entry)
            self.deploy = Deploy(self.deploy.opened, (*entries, entry))
            self._means.say(self.deploy, entry)
        self.interrupts.check()


def _sentence(said: str) -> str:
    said = said.strip()
    return f"{said[0].upper()}{said[1:]}{'' if said.endswith('.') else '.'}" if said else ""

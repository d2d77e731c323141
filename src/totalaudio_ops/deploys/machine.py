"""The state machine of deploys: each step is written down before and after it, and any of them may be the last.

Whoever calls holds the lock of the app and its environment (`ordering` does).
"""

from typing import Final

from totalaudio_ops.deploys.doing import Doing, sentence
from totalaudio_ops.deploys.folding import State, Way, is_undone, state_of
from totalaudio_ops.deploys.interrupting import Interrupted, Interrupts
from totalaudio_ops.deploys.journal import Deploy
from totalaudio_ops.deploys.means import Means
from totalaudio_ops.deploys.steps import Done, Entry, Step
from totalaudio_ops.problems import Problem

_ENDS: Final = {
    Done.KEPT: "It serves.",
    Done.ROLLED_BACK: "What served before serves.",
    Done.REFUSED: "Nothing was changed.",
    Done.FAILED: "Nothing was started.",
}


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
        self._doing = Doing(self._order, means)

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
        while (state := self.state).way is Way.ON and self._is_done(self._doing.next(state)):
            pass
        with self.interrupts.held_back():
            self._finish()

    def _is_done(self, step: Step) -> bool:
        """Do one step; False when it failed, which is written down."""
        self._write(step, Done.BEGAN, "")
        if step is Step.SWITCH:
            self._means.record(self.deploy)
        try:
            said = self._doing.do(step)
        except Problem as problem:
            return self._failed(step, str(problem))
        except Exception as error:  # whatever it is, people must not meet it
            return self._failed(step, f"unexpected, {type(error).__name__}: {error}")
        self._write(step, Done.DONE, said)
        return True

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
            said = f"{sentence(state.reason)} {_ENDS[state.outcome]}".strip()
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
            self._write(None, Done.ABANDONED, sentence(reason))
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
            again = f"{sentence(reason)} Going back failed: {sentence(said)} Run the same command again to go on."
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

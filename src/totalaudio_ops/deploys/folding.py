"""Where a deploy stands, by its journal alone, and which way it goes on from there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from totalaudio_ops.deploys.steps import Done, Entry, Kind, Step

_WHOLE: Final = (
    Step.GATE,
    Step.BUILD,
    Step.MIGRATE,
    Step.START,
    Step.CHECK,
    Step.SWITCH,
    Step.WATCH,
    Step.KEEP,
)
# Back to what was kept before: it is built, the database goes with it, and nobody has time to watch it.
_BACK: Final = (Step.START, Step.CHECK, Step.SWITCH, Step.KEEP)
# Between these a failure is undone: before nothing runs, and after it the new version was found good.
_UNDONE_FROM, _UNDONE_TO = Step.START, Step.WATCH


class Way(StrEnum):
    """How a deploy goes on: with a step, back, only with its last line, or not at all."""

    ON = "on"
    UNDO = "undo"
    END = "end"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class State:
    """What the lines come to; `step` is the one to go on with, `outcome` how it ended or is to end, with `reason`."""

    way: Way
    step: Step | None
    outcome: Done | None
    reason: str
    done: frozenset[Step]
    began: frozenset[Step]
    finished_at: datetime | None

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do."""
        return self.way is Way.OVER

    @property
    def told(self) -> Done | None:
        """How it ended, as far as that is written; None while it is under way or was interrupted."""
        return self.outcome if self.finished_at else None

    @property
    def has_started(self) -> bool:
        """Whether something of the new version may run."""
        return Step.START in self.began

    @property
    def is_switched(self) -> bool:
        """Whether people meet the new version, nothing has spoken against it, and steps are left."""
        return Step.SWITCH in self.done and self.way is Way.ON

    @property
    def can_be_undone(self) -> bool:
        """Whether going back is still the way out: something runs, and it was not found good yet."""
        return self.has_started and Step.KEEP not in self.began and Step.WATCH not in self.done


def steps_of(kind: Kind) -> tuple[Step, ...]:
    """The steps of what was asked for, in their order."""
    return _BACK if kind is Kind.ROLLBACK else _WHOLE


def state_of(entries: Sequence[Entry], kind: Kind = Kind.DEPLOY) -> State:
    """Folds the lines of a journal; any beginning of a journal has a state, so that a kill at any line is no matter."""
    began = frozenset(_steps(entries, Done.BEGAN))
    done = frozenset(_steps(entries, Done.DONE))
    failure = _failure(entries)
    ended = next((one for one in reversed(entries) if one.step is None), None)
    way, step, outcome = _way(began, done, failure, ended, steps_of(kind))
    last = ended if way is Way.OVER else None
    if ended and outcome is None:
        outcome = ended.done
    reason = last.said if last else _reason(entries, failure)
    at = ended.at if ended else None
    return State(way, step, outcome, reason, done, began, at)


def _way(
    began: frozenset[Step],
    done: frozenset[Step],
    failure: Entry | None,
    ended: Entry | None,
    steps: Sequence[Step],
) -> tuple[Way, Step | None, Done | None]:
    if ended and (Step.START not in began or Step.KEEP in done or Step.UNDO in done):
        is_told = Step.UNDO not in done or ended.done is Done.ROLLED_BACK
        return (Way.OVER, None, ended.done) if is_told else (Way.END, None, Done.ROLLED_BACK)
    if Step.UNDO in done:
        return Way.END, None, Done.ROLLED_BACK
    if Step.KEEP in done:
        return Way.END, None, Done.KEPT
    if Step.UNDO in began:
        return Way.UNDO, Step.UNDO, None
    if failure and failure.step is not Step.KEEP:
        return (Way.UNDO, Step.UNDO, None) if Step.START in began else _ended_by(failure)
    return Way.ON, next((step for step in steps if step not in done), None), None


def _ended_by(failure: Entry) -> tuple[Way, Step | None, Done | None]:
    """How a failure ends what had not started."""
    return Way.END, None, Done.REFUSED if failure.step is Step.GATE else Done.FAILED


def is_undone(step: Step) -> bool:
    """Whether a failure of this step is undone."""
    return _WHOLE.index(_UNDONE_FROM) <= _WHOLE.index(step) <= _WHOLE.index(_UNDONE_TO)


def _steps(entries: Iterable[Entry], done: Done) -> Iterable[Step]:
    return (one.step for one in entries if one.step is not None and one.done is done)


def _failure(entries: Iterable[Entry]) -> Entry | None:
    """The first failure of a step that was not done after all; not of going back, which is tried again."""
    failed: dict[Step, Entry] = {}
    for one in entries:
        if one.step in (None, Step.UNDO):
            continue
        if one.done is Done.FAILED:
            failed.setdefault(one.step, one)
        elif one.done is Done.DONE:
            failed.pop(one.step, None)
    return next(iter(failed.values()), None)


def _reason(entries: Sequence[Entry], failure: Entry | None) -> str:
    """Why it is undone or ends: what failed, else what was said when going back began."""
    if failure:
        return failure.said
    undoing = (one for one in entries if one.step is Step.UNDO and one.done is Done.BEGAN)
    return next((one.said for one in undoing), "")

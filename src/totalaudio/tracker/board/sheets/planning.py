"""What bringing a file would do to a campaign: a pure plan, shown first and then carried out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from uuid import UUID

from totalaudio.campaigns.stages import LABELS, FollowUpState, Stage
from totalaudio.contacts.addresses import check_address
from totalaudio.contacts.keys import match_key

from .lines import Came, Line, Refused, Task


@dataclass(frozen=True, slots=True)
class Known:
    """A target that the campaign has, as far as a file can change it."""

    target_id: UUID
    stage: Stage
    outcomes: tuple[Came, ...] = ()
    follow_ups: tuple[Task, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one row; without a `target_id` it is a new target."""

    row: int
    key: str
    line: Line
    target_id: UUID | None = None
    stage: Stage | None = None
    outcomes: tuple[Came, ...] = ()
    follow_ups: tuple[Task, ...] = ()

    @property
    def words(self) -> str:
        """What would happen, in words."""
        said = [] if self.target_id else ["new target"]
        if self.stage:
            said.append(f"to {LABELS[self.stage]}")
        if self.outcomes:
            said.append(_some(len(self.outcomes), "outcome"))
        if self.follow_ups:
            said.append(_some(len(self.follow_ups), "follow-up"))
        return ", ".join(said)


def _some(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a file would do."""

    new: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    unchanged: int = 0
    refused: tuple[Refused, ...] = field(default=())

    @property
    def changes(self) -> tuple[Change, ...]:
        """Everything that would be written, in the order of the file."""
        return tuple(sorted((*self.new, *self.changed), key=lambda one: one.row))


def key_of(line: Line) -> str:
    """The key of the contact that a line means."""
    key = check_address(line.email).key if line.email else ""
    return match_key(key, line.name, line.outlet)


def plan(
    lines: Iterable[tuple[int, Line]],
    *,
    here: Mapping[str, Known],
    barred: Set[str],
    refused: Iterable[Refused] = (),
) -> Plan:
    """Compare the lines with the targets that are `here`, by their contacts' keys; `barred` may not become one."""
    new: list[Change] = []
    changed: list[Change] = []
    left_out = list(refused)
    rows: dict[str, int] = {}
    unchanged = 0
    for row, line in lines:
        key = key_of(line)
        known = here.get(key)
        if key in rows:
            left_out.append(Refused(row, f"The same contact as in row {rows[key]}."))
        elif known is None and key in barred:
            left_out.append(Refused(row, "This address asked not to be written to."))
        elif known is None:
            new.append(_new(row, key, line))
        elif change := _change(row, key, line, known):
            changed.append(change)
        else:
            unchanged += 1
        rows.setdefault(key, row)
    return Plan(
        tuple(new), tuple(changed), unchanged, tuple(sorted(left_out, key=lambda one: one.row))
    )


def _new(row: int, key: str, line: Line) -> Change:
    stage = None if line.stage == Stage.TO_PITCH else line.stage
    return Change(row, key, line, None, stage, line.outcomes, _tasks(line, line.stage))


def _tasks(line: Line, stage: Stage | None) -> tuple[Task, ...]:
    """The follow-ups of a line; whoever has answered or is given up is not to be asked again."""
    if stage in {None, Stage.TO_PITCH, Stage.PITCHED}:
        return line.follow_ups
    ended = {FollowUpState.OPEN: FollowUpState.STOPPED}
    return tuple(replace(one, state=ended.get(one.state, one.state)) for one in line.follow_ups)


def _change(row: int, key: str, line: Line, known: Known) -> Change | None:
    stage = line.stage if line.stage not in (None, known.stage) else None
    missing = Counter(line.outcomes) - Counter(known.outcomes)
    there = {task.number: task for task in known.follow_ups}
    said = zip(line.follow_ups, _tasks(line, line.stage or known.stage), strict=True)
    tasks = tuple(task for raw, task in said if there.get(task.number) not in (raw, task))
    if not (stage or missing or tasks):
        return None
    outcomes = tuple(missing.elements())
    return Change(row, key, line, known.target_id, stage, outcomes, tasks)

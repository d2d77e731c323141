"""Targets as CSV: a row each, formula-safe, with a mark so that every spreadsheet reads accents right."""

import codecs
from collections.abc import Iterable, Iterator

from totalaudio.campaigns.stages import LABELS
from totalaudio.core.lib.csv_writing import table_chunks

from .columns import FOLLOW_UP, OUTCOME, headings
from .lines import Came, Counted, Line, Task


def chunks(lines: Iterable[tuple[Line, Counted]], outcomes: int) -> Iterator[bytes]:
    """Yield the file in pieces; `outcomes` is the most that one of the targets has."""
    yield codecs.BOM_UTF8
    yield from table_chunks(
        headings(outcomes), (cells(line, counted, outcomes) for line, counted in lines)
    )


def cells(line: Line, counted: Counted, outcomes: int) -> list[str]:
    """The cells of one target."""
    stage = LABELS[line.stage] if line.stage else ""
    fit = "" if counted.fit is None else str(counted.fit)
    last = counted.last_touch.isoformat() if counted.last_touch else ""
    found = [line.name, line.email, line.outlet, line.role, line.kind, line.country, stage]
    found += [fit, str(counted.touches), str(counted.replies), last]
    for number in range(outcomes):
        found += _came(line.outcomes[number] if number < len(line.outcomes) else None)
    tasks = {task.number: task for task in line.follow_ups}
    for number in (1, 2):
        found += _task(tasks.get(number))
    return found


def _came(came: Came | None) -> list[str]:
    if came is None:
        return [""] * len(OUTCOME)
    return [LABELS[came.kind], came.date.isoformat(), came.outlet, came.evidence, came.url]


def _task(task: Task | None) -> list[str]:
    if task is None:
        return [""] * len(FOLLOW_UP)
    return [task.due_date.isoformat(), LABELS[task.state], task.note]

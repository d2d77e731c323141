"""What is done for incidents every minute, whether or not somebody looks: doing it twice writes nothing twice."""

from dataclasses import dataclass
from datetime import datetime

from .clocks import record_breaches
from .entries import write
from .incident import Connection
from .post_mortems import overdue, post_mortem
from .timelines import copy_happenings


@dataclass(frozen=True, slots=True)
class Followed:
    """How much was written: entries copied, late responses, post-mortems found overdue."""

    copied: int
    breaches: int
    overdue: int


def follow(connection: Connection, now: datetime) -> Followed:
    """Copy what happened into timelines, record late responses, and say which post-mortems are overdue."""
    copied = copy_happenings(connection, now)
    late = record_breaches(connection, now)
    return Followed(copied, len(late), _tell_overdue(connection, now))


def _tell_overdue(connection: Connection, now: datetime) -> int:
    told = 0
    for there in overdue(connection, now):
        if found := post_mortem(connection, there.id):
            due = found.due_date
            said = f"The post-mortem was due on {due.day} {due:%b %Y} and is not closed."
            told += write(
                connection, there.id, "overdue", said, actor="platform", at=now, key="overdue"
            )
    return told

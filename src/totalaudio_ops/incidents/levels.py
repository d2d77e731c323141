"""How bad an incident is, and how soon somebody must respond."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from totalaudio_ops.bank_holidays import working_days_after

LONDON = ZoneInfo("Europe/London")
ENDS_AT = time(17, 30)  # a working day, which begins at 09:00


class Level(StrEnum):
    """The four levels, the worst first; they sort by their names."""

    P0 = "P0"
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"

    def is_worse_than(self, other: "Level") -> bool:
        """Whether this one is more urgent."""
        return self.value < other.value

    @property
    def needs_post_mortem(self) -> bool:
        """Whether an incident of this level is closed only by a post-mortem."""
        return self in {Level.P0, Level.P1}


@dataclass(frozen=True, slots=True)
class About:
    """What a level means; `respond_within` is None where the clock runs in working hours."""

    meaning: str
    example: str
    respond_within: timedelta | None
    response: str
    update_within: timedelta | None
    updates: str


ABOUT = {
    Level.P0: About(
        "Complete outage",
        "Nobody can sign in; an app answers nothing.",
        timedelta(minutes=15),
        "15 minutes",
        timedelta(minutes=30),
        "every 30 minutes",
    ),
    Level.P1: About(
        "Core feature down",
        "Enrichment, sending or payments fail for everybody; no verified backup.",
        timedelta(hours=1),
        "1 hour",
        timedelta(hours=1),
        "every hour",
    ),
    Level.P2: About(
        "Degraded",
        "Pages are slow; some requests fail and work when tried again.",
        timedelta(hours=4),
        "4 hours",
        timedelta(hours=4),
        "every 4 hours",
    ),
    Level.P3: About(
        "Minor",
        "Something looks wrong, and everybody can do their work.",
        None,
        "next business day",
        None,
        "every business day",
    ),
}


def respond_by(level: Level, since: datetime) -> datetime:
    """By when somebody must have acknowledged it.

    P3: 17:30 in London on the first working day after the day of `since`.
    """
    within = ABOUT[level].respond_within
    return since + within if within else end_of_working_day(since, 1)


def next_update_by(level: Level, since: datetime) -> datetime:
    """By when people hear of it again."""
    within = ABOUT[level].update_within
    return since + within if within else end_of_working_day(since, 1)


def end_of_working_day(since: datetime, days: int) -> datetime:
    """When work ends on the working day that is so many after the one of `since`, as London counts days."""
    return datetime.combine(working_day(since, days), ENDS_AT, LONDON).astimezone(since.tzinfo)


def working_day(since: datetime, days: int) -> date:
    """The working day that is so many after the day of `since`, as London counts days."""
    return working_days_after(since.astimezone(LONDON).date(), days)

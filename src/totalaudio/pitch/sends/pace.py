"""When mail goes out: a random gap, so many a day, in the hours of whoever receives it."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_SATURDAY: Final = 5
_DAY: Final = timedelta(days=1)
_WEEK: Final = 7
# Long enough for any week and any cap; a plan that goes further is a mistake.
_MOST_DAYS: Final = 3_660
_UTC: Final = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Pace:
    """The pace of a mailbox. Gaps are in seconds; a cap of 0 is none; without hours, any hour will do.

    `ramp` are the daily caps of the first weeks, counted from `first_sent_on`; after them `daily_cap` holds.
    `zone` is the sender's: in it a day begins and ends.
    """

    gap_min: int = 0
    gap_max: int = 0
    daily_cap: int = 0
    ramp: Sequence[int] = ()
    first_sent_on: date | None = None
    hours_from: time | None = None
    hours_to: time | None = None
    weekdays_only: bool = False
    zone: ZoneInfo = _UTC

    def cap_on(self, day: date) -> int:
        """How many may go out on a day; 0 is no limit."""
        week = max((day - (self.first_sent_on or day)).days, 0) // _WEEK
        if week >= len(self.ramp):
            return self.daily_cap
        return min(self.ramp[week], self.daily_cap or self.ramp[week])

    def gap(self, chance: random.Random) -> timedelta:
        """The time until the next one."""
        return timedelta(seconds=chance.uniform(self.gap_min, self.gap_max))

    def day_of(self, moment: datetime) -> date:
        """The sender's day in which a moment lies."""
        return moment.astimezone(self.zone).date()

    def day_begins(self, moment: datetime) -> datetime:
        """When the sender's day in which a moment lies began."""
        return _utc(datetime.combine(self.day_of(moment), time(), self.zone))

    def day_after(self, moment: datetime) -> datetime:
        """When the sender's next day begins."""
        tomorrow = self.day_of(moment) + _DAY
        return _utc(datetime.combine(tomorrow, time(), self.zone))

    def next_open(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """The first moment from this one on at which mail may reach somebody in `zone`."""
        here = moment.astimezone(zone)
        for ahead in range(_WEEK + 1):
            day = here.date() + ahead * _DAY
            if self.weekdays_only and day.weekday() >= _SATURDAY:
                continue
            opens, closes = self._hours(day, zone)
            # Compared in UTC: within one zone Python compares what the clocks show.
            if moment < closes:
                return max(moment, opens)
        return moment  # closed for ever cannot be: a day always has an hour that is open

    def is_open(self, moment: datetime, zone: ZoneInfo) -> bool:
        """Whether mail may reach somebody in `zone` at this moment."""
        return self.next_open(moment, zone) == moment

    def _hours(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """When a day opens and closes there; hours that end before they begin are none."""
        begin, end = self.hours_from or time(), self.hours_to
        is_whole = end is None or end <= begin
        opens = datetime.combine(day, time() if is_whole else begin, zone)
        closes = (
            datetime.combine(day + _DAY, time(), zone)
            if is_whole
            else datetime.combine(day, end or time(), zone)
        )
        return _utc(opens), _utc(closes)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(_UTC)


def plan(
    zones: Sequence[ZoneInfo],
    pace: Pace,
    *,
    start: datetime,
    sent: Mapping[date, int],
    chance: random.Random,
) -> list[datetime]:
    """When each of these goes out, from `start` on, in the order given as far as the recipients' hours allow.

    `sent` says how many went or will go out on each day of the sender.
    """
    waiting = _by_zone(zones)
    used = dict(sent)
    due: list[datetime] = [start] * len(zones)
    at, last = _utc(start), _utc(start) + _MOST_DAYS * _DAY
    while waiting and at < last:
        day = pace.day_of(at)
        cap = pace.cap_on(day)
        if cap and used.get(day, 0) >= cap:
            at = _utc(pace.day_after(at))
            continue
        opens = {zone: pace.next_open(at, zone) for zone in waiting}
        ready = [zone for zone in waiting if opens[zone] == at]
        if not ready:
            at = min(opens.values())
            continue
        place = _take(waiting, min(ready, key=lambda zone: waiting[zone][-1]))
        due[place] = at
        used[day] = used.get(day, 0) + 1
        at += pace.gap(chance)
    for place in (one for left in waiting.values() for one in left):
        due[place] = last
    return due


def _by_zone(zones: Sequence[ZoneInfo]) -> dict[ZoneInfo, list[int]]:
    """The places of those in each zone, the first of them last, so that it is taken off quickly."""
    found: dict[ZoneInfo, list[int]] = {}
    for place in reversed(range(len(zones))):
        found.setdefault(zones[place], []).append(place)
    return found


def _take(waiting: dict[ZoneInfo, list[int]], zone: ZoneInfo) -> int:
    place = waiting[zone].pop()
    if not waiting[zone]:
        del waiting[zone]
    return place

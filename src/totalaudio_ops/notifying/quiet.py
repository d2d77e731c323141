"""Quiet hours: when nobody is woken for what can wait."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from totalaudio_ops.incidents.levels import LONDON, Level
from totalaudio_ops.problems import Problem

HELD_BACK = frozenset({Level.P2, Level.P3})
_WRITTEN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Quiet:
    """From one time of the day to another in a zone, over midnight when the second is the earlier one."""

    begins: time
    ends: time
    zone: ZoneInfo = LONDON

    @classmethod
    def read(cls, written: str) -> "Quiet":
        """Hours as in 22:00-07:00; raises Problem when they are written otherwise or have no length."""
        found = _WRITTEN.fullmatch(written.strip())
        if found is None or found[1] + found[2] == found[3] + found[4]:
            raise Problem("QUIET_HOURS cannot be read: write two times as in 22:00-07:00.")
        hours = [int(number) for number in found.groups()]
        return cls(time(hours[0], hours[1]), time(hours[2], hours[3]))

    def end_of(self, at: datetime) -> datetime | None:
        """When the quiet hours end in which a moment lies; None when it lies in none."""
        local = at.astimezone(self.zone)
        if not self._holds(local.time()):
            return None
        day = local.date() + timedelta(days=self.begins > self.ends and local.time() >= self.begins)
        return datetime.combine(day, self.ends, self.zone).astimezone(at.tzinfo)

    def _holds(self, clock: time) -> bool:
        if self.begins < self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends


def told_at(level: Level, now: datetime, quiet: Quiet | None) -> datetime:
    """When people are told of an incident of this level: at once, or when the quiet hours end."""
    held = quiet.end_of(now) if quiet and level in HELD_BACK else None
    return held or now

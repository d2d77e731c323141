"""How dates, times, numbers and money are written on screen: British, short, the same everywhere."""

from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone

from totalaudio.core.ui.numbers import is_rate, percent, wilson

NBSP: Final = "\u00a0"
MONTHS: Final = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
RELATIVE_UNTIL: Final = timedelta(days=30)
UNITS: Final = (("day", 86_400), ("hour", 3_600), ("minute", 60))


def day(value: date | datetime | None) -> str:
    """Write a date as 22 Nov 2026, a datetime in the zone of the person; nothing when there is none."""
    if value is None:
        return ""
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}"


def moment(value: datetime | None) -> str:
    """Write a datetime as 22 Nov 2026, 21:14 in the zone of the person."""
    if value is None:
        return ""
    return f"{day(value)}, {timezone.localtime(value):%H:%M}"


def moment_with_zone(value: datetime | None) -> str:
    """Write a datetime as 22 Nov 2026, 21:14 GMT, for where the zone must be beyond doubt."""
    return "" if value is None else f"{moment(value)} {timezone.localtime(value):%Z}"


def relative(value: datetime | None, now: datetime | None = None) -> str:
    """Write how long ago or how far ahead a datetime is; beyond 30 days the date itself."""
    if value is None:
        return ""
    distance = value - (now or timezone.now())
    if abs(distance) > RELATIVE_UNTIL:
        return day(value)
    seconds = abs(distance.total_seconds())
    if seconds < 60:
        return "just now" if distance <= timedelta() else "in a moment"
    name, size = next(unit for unit in UNITS if seconds >= unit[1])
    length = plural(int(seconds // size), name)
    return f"in {length}" if distance > timedelta() else f"{length} ago"


def duration(seconds: float | None) -> str:
    """Write a stretch of time as a person would say it: 40 seconds, 4 minutes, 2 hours 5 minutes."""
    if seconds is None:
        return ""
    whole = max(0, round(seconds))
    if whole < 60:
        return plural(whole, "second")
    minutes = round(whole / 60)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return plural(minutes, "minute")
    return plural(hours, "hour") + (f" {plural(rest, 'minute')}" if rest else "")


def milliseconds(value: float | None) -> str:
    """Write a measured time with two figures, which is what it is good for: 75 ms, 2.5 s, 4 minutes."""
    if value is None:
        return ""
    rounded = float(f"{value:.2g}")
    if rounded < 1_000:
        return f"{rounded:g} ms"
    return f"{rounded / 1_000:g} s" if rounded < 60_000 else duration(value / 1_000)


def number(value: float | None) -> str:
    """Write a number with thousands separators: 12,345 or 12,345.6; nothing when there is none."""
    if value is None:
        return ""
    text = f"{value:,}"
    return text.replace("-", "\u2212", 1)


def money(pence: int | None) -> str:
    """Write an amount in pence as pounds: £19, £19.50, -£3.20 with a true minus; nothing for None."""
    if pence is None:
        return ""
    pounds, rest = divmod(abs(pence), 100)
    amount = f"£{pounds:,}" + (f".{rest:02d}" if rest else "")
    return f"\u2212{amount}" if pence < 0 else amount


def plural(count: int, one: str, many: str = "") -> str:
    """Write a count with its noun: 1 contact, 3 contacts, 2 people when `many` is given."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def rate(hits: int, n: int, what: str = "") -> str:
    """Write `7 of 31 replied (23 %, 11 to 40)`; under five only the counts, for none nothing yet."""
    if n <= 0:
        return "nothing yet"
    counts = f"{number(hits)} of {number(n)}" + (f" {what}" if what else "")
    if not is_rate(n):
        return counts
    interval = wilson(hits, n)
    shares = (percent(share) for share in (hits / n, interval.low, interval.high))
    share, low, high = shares
    return f"{counts} ({share}{NBSP}%, {low} to {high})"

"""How times are written in timelines and notices."""

from datetime import datetime, timedelta

from .levels import LONDON


def moment(at: datetime) -> str:
    """A moment in London's time, as 22 Nov 2026, 21:14 GMT."""
    local = at.astimezone(LONDON)
    return f"{local.day} {local:%b %Y, %H:%M %Z}"


def minutes(span: timedelta) -> str:
    """A span in the words of people: 24 minutes, 3 hours 5 minutes, 2 days 1 hour."""
    total = max(int(span.total_seconds() // 60), 0)
    days, rest = divmod(total, 24 * 60)
    hours, left = divmod(rest, 60)
    parts = [(days, "day"), (hours, "hour"), (left, "minute")]
    shown = [f"{number} {word}{'' if number == 1 else 's'}" for number, word in parts if number]
    return " ".join(shown[:2]) or "less than a minute"

"""When a site last published something, by the dates in its feed."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

# Searched as text: a feed is not worth an XML parser that strangers feed.
_DATE: Final = re.compile(
    r"<(pubDate|lastBuildDate|updated|published|dc:date)>([^<]{8,80})</", re.IGNORECASE
)
_MOST: Final = 500


def latest_date(feed: str, now: datetime) -> str:
    """The latest date in a feed that is not in the future, as YYYY-MM-DD; '' when there is none."""
    dates = [date for date in _dates(feed) if date <= now]
    return max(dates).date().isoformat() if dates else ""


def _dates(feed: str) -> Iterator[datetime]:
    for number, match in enumerate(_DATE.finditer(feed)):
        if number >= _MOST:
            return
        parsed = _parsed(match.group(2).strip())
        if parsed:
            yield parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def _parsed(text: str) -> datetime | None:
    for parse in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            return parse(text)
        except (ValueError, TypeError, OverflowError):
            continue
    return None

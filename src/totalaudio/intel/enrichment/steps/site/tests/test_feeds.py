"""The last sign of life is the latest date in a feed, and never one to come."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.intel.enrichment.steps.site.feeds import latest_date

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("feed", "date"),
    [
        ("<pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate>", "2026-11-20"),
        ("<pubDate>Mon, 2 Nov 2026 23:30:00 +0100</pubDate><updated>2026-11-01</updated>", "2026-11-02"),
        ("<updated>2026-10-01T09:00:00Z</updated>", "2026-10-01"),
        ("<published>2026-10-01</published>", "2026-10-01"),
        ("<updated>2031-01-01T09:00:00Z</updated><updated>2025-01-01T09:00:00Z</updated>", "2025-01-01"),
        ("<updated>yesterday at noon</updated>", ""),
        ("<title>2026-10-01</title>", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_the_latest_date_that_is_past(feed: str, date: str) -> None:
    assert latest_date(feed, NOW) == date


@pytest.mark.parametrize(
    "feed", ["<updated>" + " " * 1_000_000, "<updated>" * 150_000, "<updated>2026-10-01</" * 70_000]
)
def test_a_feed_made_to_be_slow_is_read_in_time(feed: str) -> None:
    began = time.monotonic()
    latest_date(feed, NOW)
    assert time.monotonic() - began < 2.0


@given(st.text(max_size=60))
def test_any_text_in_a_date_is_survived(text: str) -> None:
    assert latest_date(f"<updated>{text}</updated>", NOW) <= "2026-11-22"

"""Thirty days of counted requests: three apps, ten classes each, in every minute of them."""

from datetime import datetime

import psycopg

APPS = ("audio-intel", "tracker", "pitch-generator")
CLASSES = (
    "home", "sign-in", "enrichment", "contacts", "imports", "exports", "account", "public", "api", "probe",
)  # fmt: skip
REQUESTS = 5_000_000  # of each app
DAYS = 30

# As many as make the sum; most are fast, one in 500 failed.
_FILL = """
INSERT INTO ops.request_minutes (app, minute, route_class, total, bad, left_out, histogram)
SELECT app, minute, name, number, CASE WHEN hashtext(name || minute) %% 500 = 0 THEN 1 ELSE 0 END, number / 20,
    array_fill(0::bigint, ARRAY[5]) || ARRAY[number - number / 4 - number / 10, number / 4, number / 10]
        || array_fill(0::bigint, ARRAY[13])
FROM generate_series(date_trunc('minute', %(now)s - make_interval(days => %(days)s)) + interval '1 minute',
                     %(now)s, interval '1 minute') AS minute
CROSS JOIN unnest(%(apps)s::text[]) AS app CROSS JOIN unnest(%(classes)s::text[]) AS name
CROSS JOIN LATERAL (
    SELECT (%(each)s::numeric + (hashtext(app || name || minute) %% 100) / 100.0)::bigint AS number) AS n
"""


def fill(admin_url: str, now: datetime) -> None:
    """Write them, as if they had been counted."""
    with psycopg.connect(admin_url, autocommit=True) as connection:
        values = {
            "now": now,
            "days": DAYS,
            "apps": list(APPS),
            "classes": list(CLASSES),
            "each": REQUESTS / (DAYS * 24 * 60) / len(CLASSES),
        }
        connection.execute(_FILL, values)
        connection.execute("VACUUM ANALYZE ops.request_minutes")

"""A year of events as an installation has them, made by the database: 10 million, of people and of visitors."""

from datetime import datetime
from typing import LiteralString
from uuid import UUID

import psycopg

DAYS = 365
PEOPLE = 20_000  # a fifth of them signed up before the year
BUSY = 4_000  # more events of one person, whose own page is measured
BUSY_PERSON = UUID("00000000-0000-7000-8000-000000000001")
SOMEBODY = "00000000-0000-7000-8000-{:012x}"  # of 1 to PEOPLE
_AT_ONCE = 5  # days in one statement

# 2,000 people a day do 9 things each, the newest the most; 5,000 visitors look at pages; two things in a hundred fail.
# Durations are log-normal by Box and Muller, for servers without random_normal().
_FILL: LiteralString = """
INSERT INTO events (id, user_id, workspace_id, created_at, event_name, event_category, app_name, source, session_id,
    properties, duration_ms, status, error_message, ip_address, user_agent, referrer)
SELECT id, user_id, workspace_id, uuid_time_v1(id), name, category, app, source, left(id::text, 13),
    CASE name WHEN 'feature-used' THEN jsonb_build_object('feature', feature)
        WHEN 'page-view' THEN jsonb_build_object('path', '/' || feature) ELSE '{}' END,
    CASE WHEN name IN ('sign-up', 'sign-in', 'flag-exposure') THEN NULL ELSE
        exp(CASE category WHEN 'enrichment' THEN 7.5 ELSE 4 END
            + 0.8 * sqrt(-2 * ln(1 - u)) * cos(2 * pi() * v))::integer END,
    CASE WHEN category = 'error' OR name LIKE '%%-failed' THEN 'error' ELSE 'success' END,
    CASE WHEN category = 'error' OR name LIKE '%%-failed' THEN 'The other side did not answer.' END,
    '192.0.2.1', 'Mozilla/5.0 (X11; Linux x86_64) Example/1.0', NULL
FROM (
    SELECT (substr(t, 1, 8) || '-' || substr(t, 9, 4) || '-7' || substr(gen_random_uuid()::text, 16))::uuid AS id,
        (CASE WHEN is_visitor THEN '00000000-0000-8000-8000-' ELSE '00000000-0000-7000-8000-' END
            || lpad(to_hex(who), 12, '0'))::uuid AS user_id,
        ('00000000-0000-7000-9000-' || lpad(to_hex(CASE WHEN is_visitor THEN 0 ELSE who / 3 END), 12, '0'))::uuid
            AS workspace_id,
        name, u, v, feature,
        CASE WHEN name LIKE 'enrichment-%%' THEN 'enrichment' WHEN name LIKE 'payment-%%' THEN 'payment'
            WHEN name IN ('page-view', 'sign-up', 'demo-call-booked') THEN 'acquisition'
            WHEN name = 'sign-in' THEN 'session' WHEN name = 'flag-exposure' THEN 'experiment'
            WHEN name = 'request-failed' THEN 'error' ELSE 'feature' END AS category,
        CASE WHEN name LIKE 'enrichment-%%' OR name = 'feature-used' THEN 'audio-intel' ELSE 'core' END AS app,
        CASE WHEN name = 'campaign-opened' THEN 'key' ELSE 'platform' END AS source
    FROM (
        SELECT false AS is_visitor, who, luck, random() AS u, random() AS v, day + random() AS at,
            CASE WHEN luck < 0.28 THEN 'page-view' WHEN luck < 0.60 THEN 'feature-used'
                WHEN luck < 0.84 THEN 'enrichment-success' WHEN luck < 0.86 THEN 'enrichment-failed'
                WHEN luck < 0.94 THEN 'sign-in' WHEN luck < 0.97 THEN 'flag-exposure'
                WHEN luck < 0.98 THEN 'request-failed' ELSE 'campaign-opened' END AS name,
            CASE WHEN u2 < 0.4 THEN 'search' WHEN u2 < 0.7 THEN 'enrichment' WHEN u2 < 0.85 THEN 'import'
                WHEN u2 < 0.99 OR who %% 5 > 0 THEN 'export' ELSE 'invitation' END AS feature
        FROM (
            SELECT day, who, random() AS luck, random() AS u2 FROM (
                SELECT day, 1 + floor(sqrt(random())
                    * (%(people)s::int / 5 + %(people)s::int * 0.8 * day / %(days)s::int))::bigint AS who
                FROM generate_series(%(first)s::int, %(last)s::int) AS day, generate_series(1, 2000) OFFSET 0
            ) AS active, generate_series(1, 9) OFFSET 0
        ) AS drawn
        UNION ALL
        SELECT true, day * 5000 + n %% 5000, 0, random(), random(), day + random(), 'page-view', 'pricing'
        FROM generate_series(%(first)s::int, %(last)s::int) AS day, generate_series(1, 9400) AS n
        UNION ALL
        SELECT false, %(people)s::int / 5 + day * %(people)s::int * 4 / 5 / %(days)s::int + n, 0, 0.5, 0.5,
            day + random(), name, ''
        FROM generate_series(%(first)s::int, %(last)s::int) AS day,
            generate_series(1, %(people)s::int * 4 / 5 / %(days)s::int) AS n,
            LATERAL (VALUES ('sign-up'), ('payment-completed'), ('payment-failed'), ('demo-call-booked')) AS rare (name)
        WHERE name = 'sign-up' OR (name = 'payment-completed' AND n %% 9 = 0)
            OR (name = 'payment-failed' AND n = 7) OR (name = 'demo-call-booked' AND n %% 15 = 0)
        UNION ALL
        SELECT false, 1, 0, random(), random(), day + random(), 'enrichment-success', ''
        FROM generate_series(%(first)s::int, %(last)s::int) AS day, generate_series(1, %(busy)s::int / %(days)s::int)
    ) AS happened,
    LATERAL (SELECT lpad(to_hex((extract(epoch FROM %(start)s::timestamptz + at * interval '1 day') * 1000)::bigint),
        12, '0') AS t) AS made
) AS rows
"""
_INDEXES: LiteralString = """
SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = 'events'::regclass AND NOT i.indisprimary
"""
_COUNTERS: LiteralString = """
INSERT INTO usage_counters (user_id, date, app_name, workspace_id, enrichments_count, searches_count, sessions_count)
SELECT user_id, (created_at AT TIME ZONE 'UTC')::date, app_name, workspace_id,
    count(*) FILTER (WHERE event_name = 'enrichment-success'), count(*) FILTER (WHERE event_name = 'feature-used'),
    count(*) FILTER (WHERE event_name = 'sign-in')
FROM events WHERE source = 'platform' AND substr(user_id::text, 15, 1) = '7' GROUP BY 1, 2, 3, 4
"""

type Admin = psycopg.Connection[tuple[object, ...]]


def fill(admin: Admin, start: datetime) -> None:
    """Store a year that begins then; the indexes are made after the rows, which is quicker and gives the same."""
    indexes = admin.execute(_INDEXES).fetchall()
    for name, _ in indexes:
        admin.execute(f'DROP INDEX "{name}"'.encode())
    for first in range(0, DAYS, _AT_ONCE):
        last = min(first + _AT_ONCE, DAYS) - 1
        told = {"first": first, "last": last, "days": DAYS, "people": PEOPLE, "busy": BUSY}
        admin.execute(_FILL, told | {"start": start})
    for _, definition in indexes:
        admin.execute(str(definition).replace(" ON ONLY ", " ON ").encode())
    admin.execute(_COUNTERS)

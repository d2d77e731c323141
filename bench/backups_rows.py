"""A database of a wanted size in the product's own tables: contacts with notes, and events of the last months."""

from typing import Final, LiteralString

import psycopg

type Admin = psycopg.Connection[tuple[object, ...]]

_MEGABYTE: Final = 1024 * 1024
_SPACE: Final = "00000000-0000-7000-9000-000000000001"
_START: LiteralString = """
INSERT INTO tenancy_workspace (id, name, plan, created_at) VALUES (%s, 'Bench', 'self_hosted', now());
"""
_PARTITIONS: LiteralString = """
SELECT make_event_partition_v1((date_trunc('month', now()) - n * interval '1 month')::date) FROM generate_series(0, 3) n
"""
_CONTACTS: LiteralString = """
INSERT INTO contacts_contact (id, workspace_id, match_key, name, email, email_key, email_kind, email_status,
    suggested_email, other_emails, outlet_name, outlet_kind, role, format, coverage, country, genres, contact_method,
    best_timing, submission_guidelines, pitch_tips, notes, phone, website, socials, tags, status, source, confidence,
    created_at, updated_at)
SELECT gen_random_uuid(), %(space)s, 'key-' || n, 'Person ' || n, 'person' || n || '@station.example',
    'person' || n || '@station.example', 'person', '', '', '{}', 'Example FM ' || n %% 500, 'station', 'Presenter', '',
    '', 'GB', ARRAY['indie', 'house'], '', '', '', '{}',
    (SELECT string_agg(md5(n::text || m), ' ') FROM generate_series(1, 20) m), '', '', '{}', '{}', '', 'bench',
    random(), now(), now()
FROM generate_series(%(first)s::int, %(first)s::int + 3999) n
"""
_EVENTS: LiteralString = """
INSERT INTO events (id, user_id, workspace_id, created_at, event_name, event_category, app_name, properties,
    duration_ms, user_agent)
SELECT id, gen_random_uuid(), %(space)s, uuid_time_v1(id), 'feature-used', 'feature', 'core',
    jsonb_build_object('feature', 'search', 'number', n), n %% 1000, 'Mozilla/5.0 (X11; Linux x86_64) Example/1.0'
FROM (SELECT n, (substr(t, 1, 8) || '-' || substr(t, 9, 4) || '-7' || substr(gen_random_uuid()::text, 16))::uuid AS id
    FROM generate_series(1, 60000) n, LATERAL (SELECT lpad(to_hex(
        (extract(epoch FROM now() - random() * interval '60 days') * 1000)::bigint), 12, '0') AS t) AS made) AS rows
"""


def fill(admin: Admin, megabytes: int) -> float:
    """Add rows until the database has this size; returns its size in MB."""
    if size_of(admin) < megabytes and not _has_begun(admin):
        admin.execute(_START, [_SPACE])
        admin.execute("SET ROLE totalaudio_owner")  # whose partitions the others may read
        admin.execute(_PARTITIONS)
        admin.execute("RESET ROLE")
    first = 1
    while size_of(admin) < megabytes:
        row = admin.execute("SELECT count(*) + 1 FROM contacts_contact").fetchone()
        first = int(str(row[0])) if row else 1
        admin.execute(_CONTACTS, {"space": _SPACE, "first": first})
        admin.execute(_EVENTS, {"space": _SPACE})
    return size_of(admin)


def size_of(admin: Admin) -> float:
    """The size of the database with its indexes, in MB."""
    row = admin.execute("SELECT pg_database_size(current_database())").fetchone()
    return int(str(row[0])) / _MEGABYTE if row else 0


def _has_begun(admin: Admin) -> bool:
    found = admin.execute("SELECT 1 FROM tenancy_workspace WHERE id = %s", [_SPACE])
    return found.fetchone() is not None

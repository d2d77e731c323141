"""Contacts as a promoter's list has them, made by the database: skewed outlets, gaps, frequent and rare words."""

from uuid import UUID

import psycopg

# Every tenth contact is a desk, every ninth has no address, two in five were never enriched; one outlet in a
# hundred has a tenth of all contacts. Names are made of syllables and mean nobody.
_FILL = """
INSERT INTO contacts_contact (
    id, workspace_id, match_key, name, email, email_key, email_kind, email_status, suggested_email, other_emails,
    outlet_name, outlet_kind, role, format, coverage, country, genres, contact_method, best_timing,
    submission_guidelines, pitch_tips, notes, phone, website, socials, tags, status, confidence, source,
    last_checked_at, created_at, updated_at)
SELECT gen_random_uuid(), %(workspace)s, 'e:' || n, name, email, email, kind, '', '', '{}',
    outlet, 'station', role, '', '', country, genres, '', '', '', '{}', 'Met in Example Town.', '', '', '{}', '{}',
    status, confidence, 'list.csv', checked, now() - n * interval '1 minute', now()
FROM (
    SELECT n, kind, status, country,
        CASE WHEN kind = 'desk' THEN '' ELSE initcap(a || b) || ' ' || initcap(c || d || a) END AS name,
        CASE WHEN n %% 9 = 0 AND kind <> 'desk' THEN '' ELSE
            CASE kind WHEN 'desk' THEN 'music' WHEN 'role' THEN 'info' ELSE a || b || '.' || c || d || a END
            || n || '@' || CASE kind WHEN 'free' THEN 'mail.example' ELSE 'fm' || station || '.example' END
        END AS email,
        CASE WHEN n %% 20 = 0 THEN '' ELSE
            (ARRAY['Radio', 'FM', 'The', 'Magazine', 'Blog'])[1 + station %% 5] || ' ' || initcap(b || c)
            || ' ' || station END AS outlet,
        (ARRAY['Presenter', 'Producer', 'Head of Music', 'Editor', ''])[1 + n %% 5] AS role,
        ARRAY[(ARRAY['rock', 'house', 'jazz', 'folk', 'hip hop', 'pop', 'techno'])[1 + (n * 7 + station) %% 7]]
            AS genres,
        CASE WHEN status IN ('enriched', 'partial') THEN round((0.3 + 0.7 * luck)::numeric, 2)::float8 END
            AS confidence,
        CASE WHEN status <> '' THEN now() - luck * interval '400 days' END AS checked
    FROM (
        SELECT n, luck,
            CASE WHEN n %% 10 = 0 THEN 'desk' WHEN n %% 13 = 0 THEN 'role' WHEN n %% 3 = 0 THEN 'free'
                ELSE 'person' END AS kind,
            CASE WHEN luck < 0.4 THEN '' WHEN luck < 0.7 THEN 'enriched' WHEN luck < 0.85 THEN 'partial'
                WHEN luck < 0.95 THEN 'unchanged' ELSE 'failed' END AS status,
            CASE WHEN luck < 0.5 THEN 'GB' WHEN luck < 0.7 THEN 'US' WHEN luck < 0.8 THEN 'DE'
                WHEN luck < 0.801 THEN 'IS' WHEN luck < 0.9 THEN '' ELSE 'FR' END AS country,
            CASE WHEN n %% 10 = 1 THEN 7 ELSE (n * 31) %% greatest(%(count)s / 8, 1) END AS station,
            s[1 + (n * 7919) %% 20] AS a, s[1 + (n / 20) %% 20] AS b, s[1 + (n / 400) %% 20] AS c,
            s[1 + (n / 8000) %% 20] AS d
        FROM generate_series(1, %(count)s) AS n,
            LATERAL (SELECT ((n::bigint * 2654435761) %% 100003)::float8 / 100003 AS luck) l,
            (VALUES ('{ba,lo,mi,ter,sun,ka,ro,vel,ny,dor,eli,fo,gra,hul,ix,jo,pem,qua,ost,uz}'::text[])) AS y (s)
    ) AS drawn
) AS rows
"""


def fill(admin: psycopg.Connection[tuple[object, ...]], workspace: UUID, count: int) -> None:
    """Give the workspace so many contacts, and the planner its statistics, as autovacuum does in time."""
    admin.execute("SET search_path = totalaudio")
    admin.execute(_FILL, {"workspace": workspace, "count": count})
    admin.execute("VACUUM (ANALYZE) contacts_contact")

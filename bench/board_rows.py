"""A campaign as a large agency has one, made by the database: most pitched, some answered, follow-ups on many."""

from uuid import UUID

import psycopg

from totalaudio.core.lib.ids import new_id

_CAMPAIGN = """
INSERT INTO campaigns_campaign (id, workspace_id, artist, title, release_type, genres, countries, impact_date, budget,
    spend, goal, notes, hook, link, status, sends_unreviewed, created_at, updated_at)
VALUES (%(campaign)s, %(workspace)s, 'The Examples', 'Night Bus', 'single', '{house}', '{GB}',
    current_date + 30, 0, 0, '', '', '', '', 'active', false, now(), now())
"""
_TARGETS = """
INSERT INTO campaigns_target (id, workspace_id, campaign_id, contact_id, stage, stage_at, fit, fit_reasons, added_at)
SELECT gen_random_uuid(), workspace_id, %(campaign)s, id,
    (ARRAY['to-pitch', 'to-pitch', 'pitched', 'pitched', 'pitched', 'pitched', 'replied', 'added', 'declined',
        'no-response'])[1 + n %% 10],
    now() - n * interval '1 minute', CASE WHEN n %% 13 > 0 THEN (n * 37) %% 101 END, '{}', now()
FROM (SELECT id, workspace_id, row_number() OVER (ORDER BY id) AS n FROM contacts_contact
    WHERE workspace_id = %(workspace)s) AS c
"""
_TOUCHES = """
INSERT INTO campaigns_touch (id, workspace_id, target_id, channel, at, note, created_at)
SELECT gen_random_uuid(), workspace_id, id, 'email', now() - n * interval '1 day', '', now()
FROM campaigns_target, generate_series(1, 2) AS n WHERE campaign_id = %(campaign)s AND stage <> 'to-pitch'
"""
_REPLIES = """
INSERT INTO campaigns_reply (id, workspace_id, target_id, kind, at, text, created_at)
SELECT gen_random_uuid(), workspace_id, id, CASE stage WHEN 'added' THEN 'adding' ELSE 'human' END, now(), 'Thanks.',
    now()
FROM campaigns_target WHERE campaign_id = %(campaign)s AND stage IN ('replied', 'added', 'declined')
"""
_FOLLOW_UPS = """
INSERT INTO campaigns_followup (id, workspace_id, target_id, number, due_date, state, note, created_at)
SELECT gen_random_uuid(), workspace_id, id, n, current_date + 7 * n - 9, 'open', '', now()
FROM campaigns_target, generate_series(1, 2) AS n WHERE campaign_id = %(campaign)s AND stage = 'pitched'
"""
_TABLES = ("campaigns_target", "campaigns_touch", "campaigns_reply", "campaigns_followup")


def fill_campaign(admin: psycopg.Connection[tuple[object, ...]], workspace: UUID) -> UUID:
    """Make every contact of the workspace a target of one campaign; its id."""
    names = {"workspace": workspace, "campaign": new_id()}
    for statement in (_CAMPAIGN, _TARGETS, _TOUCHES, _REPLIES, _FOLLOW_UPS):
        admin.execute(statement, names)
    for table in _TABLES:
        admin.execute(f"VACUUM (ANALYZE) {table}")
    return names["campaign"]

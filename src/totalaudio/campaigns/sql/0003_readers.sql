-- What a campaign's numbers and reports are made of, and which campaigns a client may look at.

-- One row for each target; who has an outcome was reached in some way. A reply counts as one only when a person wrote it. Row-level security holds as everywhere.
CREATE FUNCTION target_facts_v1(of_workspace uuid, of_campaign uuid DEFAULT NULL)
RETURNS TABLE (target_id uuid, campaign_id uuid, contact_id uuid, name text, outlet text, kind text, country text,
               genres text[], stage text, is_pitched boolean, is_mailed boolean, mails bigint, is_bounced boolean,
               is_human boolean, is_automatic boolean, is_opt_out boolean, outcomes bigint, first_at timestamptz,
               last_at timestamptz)
LANGUAGE sql STABLE SECURITY INVOKER
BEGIN ATOMIC
    WITH wanted AS (
        SELECT t.id, t.campaign_id, t.contact_id, t.stage FROM totalaudio.campaigns_target t
        WHERE t.workspace_id = of_workspace AND (of_campaign IS NULL OR t.campaign_id = of_campaign)),
    touched AS (
        SELECT x.target_id, count(*) FILTER (WHERE x.channel = 'email') AS mails, min(x.at) AS first_at,
               max(x.at) AS last_at
        FROM totalaudio.campaigns_touch x WHERE x.workspace_id = of_workspace
        AND (of_campaign IS NULL OR x.target_id IN (SELECT w.id FROM wanted w)) GROUP BY x.target_id),
    answered AS (
        SELECT x.target_id, bool_or(x.kind IN ('human', 'adding')) AS is_human,
               bool_or(x.kind IN ('out-of-office', 'left')) AS is_automatic, bool_or(x.kind = 'bounce') AS is_bounced,
               bool_or(x.kind = 'opt-out') AS is_opt_out, max(x.at) AS last_at
        FROM totalaudio.campaigns_reply x WHERE x.workspace_id = of_workspace
        AND (of_campaign IS NULL OR x.target_id IN (SELECT w.id FROM wanted w)) GROUP BY x.target_id),
    came AS (
        SELECT x.target_id, count(*) AS number, max(x.date) AS last_date
        FROM totalaudio.campaigns_outcome x WHERE x.workspace_id = of_workspace
        AND (of_campaign IS NULL OR x.target_id IN (SELECT w.id FROM wanted w)) GROUP BY x.target_id)
    SELECT w.id, w.campaign_id, w.contact_id, coalesce(c.name, ''), coalesce(c.outlet_name, ''),
           coalesce(c.outlet_kind, ''), coalesce(c.country, ''), coalesce(c.genres, '{}'), w.stage::text,
           w.stage <> 'to-pitch' OR t.target_id IS NOT NULL OR o.target_id IS NOT NULL, coalesce(t.mails > 0, false),
           coalesce(t.mails, 0), coalesce(a.is_bounced AND NOT a.is_human, false), coalesce(a.is_human, false),
           coalesce(a.is_automatic, false), coalesce(a.is_opt_out, false), coalesce(o.number, 0), t.first_at,
           greatest(t.last_at, a.last_at, o.last_date::timestamptz)
    FROM wanted w
    LEFT JOIN totalaudio.contacts_contact c ON c.workspace_id = of_workspace AND c.id = w.contact_id
    LEFT JOIN touched t ON t.target_id = w.id
    LEFT JOIN answered a ON a.target_id = w.id
    LEFT JOIN came o ON o.target_id = w.id;
END;
COMMENT ON FUNCTION target_facts_v1 IS 'What happened to each target of a workspace, or of one of its campaigns.';

GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;

-- Clients read no table of a campaign: budgets, notes, addresses and texts of replies are none of theirs.
CREATE FUNCTION client_campaigns_v1()
RETURNS TABLE (id uuid, artist text, title text, release_type text, status text, impact_date date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
    SELECT c.id, c.artist, c.title, c.release_type, c.status, c.impact_date
    FROM campaigns_reader r JOIN campaigns_campaign c ON c.workspace_id = r.workspace_id AND c.id = r.campaign_id
    WHERE r.workspace_id = current_workspace_id_v1() AND r.user_id = current_user_id_v1()
      AND current_role_v1() = 'client'
    ORDER BY c.impact_date DESC NULLS LAST, c.id
$$;
COMMENT ON FUNCTION client_campaigns_v1 IS 'The campaigns that were chosen for the current user, who is a client.';

-- For other functions only: they decide who may see it.
CREATE FUNCTION report_of_v1(of_workspace uuid, of_campaign uuid, with_names boolean) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
    WITH facts AS MATERIALIZED (SELECT * FROM target_facts_v1(of_workspace, of_campaign))
    SELECT jsonb_build_object(
        'campaign', jsonb_build_object(
            'id', c.id, 'artist', c.artist, 'title', c.title, 'release_type', c.release_type, 'status', c.status,
            'impact_date', c.impact_date, 'genres', c.genres, 'goal_outcomes', c.goal_outcomes),
        'workspace', jsonb_build_object('id', w.id, 'name', w.name, 'plan', w.plan),
        'counts', (SELECT jsonb_build_object(
            'targets', count(*), 'pitched', count(*) FILTER (WHERE is_pitched),
            'mails', coalesce(sum(mails), 0), 'mailed', count(*) FILTER (WHERE is_mailed),
            'bounced', count(*) FILTER (WHERE is_mailed AND is_bounced),
            'human', count(*) FILTER (WHERE is_human AND is_pitched),
            'automatic', count(*) FILTER (WHERE is_automatic), 'opt_outs', count(*) FILTER (WHERE is_opt_out),
            'with_outcome', count(*) FILTER (WHERE outcomes > 0)) FROM facts),
        'period', (SELECT jsonb_build_object(
            'first', min(first_at)::date, 'last', max(last_at)::date) FROM facts),
        'targets', coalesce((SELECT jsonb_agg(jsonb_build_object(
            'outlet', outlet, 'kind', kind, 'stage', stage, 'name', CASE WHEN with_names THEN name ELSE '' END,
            'is_pitched', is_pitched, 'is_human', is_human, 'outcomes', outcomes)
            ORDER BY outcomes DESC, is_human DESC, lower(outlet), target_id) FROM facts), '[]'),
        'outcomes', coalesce((SELECT jsonb_agg(jsonb_build_object(
            'kind', o.kind, 'date', o.date, 'outlet', o.outlet, 'evidence', o.evidence, 'url', o.url)
            ORDER BY o.date DESC, o.id)
            FROM campaigns_outcome o JOIN campaigns_target t ON t.workspace_id = o.workspace_id AND t.id = o.target_id
            WHERE o.workspace_id = of_workspace AND t.campaign_id = of_campaign), '[]'))
    FROM campaigns_campaign c JOIN tenancy_workspace w ON w.id = c.workspace_id
    WHERE c.workspace_id = of_workspace AND c.id = of_campaign
$$;
COMMENT ON FUNCTION report_of_v1 IS 'What a report says of a campaign: no address, no text of a reply, no money.';

REVOKE EXECUTE ON FUNCTION
    target_facts_v1(uuid, uuid), client_campaigns_v1(), report_of_v1(uuid, uuid, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION target_facts_v1(uuid, uuid) TO totalaudio_app, totalaudio_system;
GRANT EXECUTE ON FUNCTION client_campaigns_v1() TO totalaudio_app;
ALTER FUNCTION client_campaigns_v1() OWNER TO totalaudio_system;
ALTER FUNCTION report_of_v1(uuid, uuid, boolean) OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;

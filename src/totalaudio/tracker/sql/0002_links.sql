-- Looking at a campaign or a calendar from outside: each function names its workspace, and tells nothing without a right.
GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;

CREATE FUNCTION dressed_report_v1(of_workspace uuid, of_campaign uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
    SELECT report_of_v1(of_workspace, of_campaign, coalesce(bool_or(b.names_contacts), false)) || jsonb_build_object(
        'names_contacts', coalesce(bool_or(b.names_contacts), false),
        'brand', jsonb_build_object('name', coalesce(min(b.name), ''), 'line', coalesce(min(b.line), ''),
                                    'logo_type', coalesce(min(b.logo_type), '')))
    FROM tracker_brand b WHERE b.workspace_id = of_workspace
$$;
COMMENT ON FUNCTION dressed_report_v1 IS 'A report with the name, line and picture that it carries; for other functions only.';

CREATE FUNCTION campaign_report_v1(wanted uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
    SELECT dressed_report_v1(current_workspace_id_v1(), wanted)
    WHERE current_role_v1() IN ('owner', 'admin', 'member')
       OR (current_role_v1() = 'client' AND EXISTS (
            SELECT 1 FROM campaigns_reader r WHERE r.workspace_id = current_workspace_id_v1()
            AND r.campaign_id = wanted AND r.user_id = current_user_id_v1()))
$$;
COMMENT ON FUNCTION campaign_report_v1 IS
    'The report of a campaign of the current workspace, for those who work there and for clients for whom it was chosen.';

CREATE FUNCTION linked_report_v1(wanted_hash text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
DECLARE
    link tracker_reportlink;
BEGIN
    UPDATE tracker_reportlink SET opened_at = now()
        WHERE key_hash = wanted_hash AND revoked_at IS NULL AND expires_at > now() RETURNING * INTO link;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    RETURN dressed_report_v1(link.workspace_id, link.campaign_id) || jsonb_build_object('expires_at', link.expires_at);
END $$;
COMMENT ON FUNCTION linked_report_v1 IS
    'The report behind a live link, by the hash of its key, and that it was opened; NULL when it is revoked, expired or unknown.';

CREATE FUNCTION linked_logo_v1(wanted_hash text) RETURNS TABLE (logo bytea, logo_type text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
    SELECT b.logo, b.logo_type FROM tracker_reportlink l JOIN tracker_brand b ON b.workspace_id = l.workspace_id
    WHERE l.key_hash = wanted_hash AND l.revoked_at IS NULL AND l.expires_at > now() AND b.logo IS NOT NULL
$$;
COMMENT ON FUNCTION linked_logo_v1 IS 'The picture on the report behind a live link; no row when there is none.';

CREATE FUNCTION calendar_by_key_v1(wanted_hash text, since date) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
    SELECT jsonb_build_object('workspace', w.name, 'entries', (
        SELECT coalesce(jsonb_agg(e ORDER BY e.day, e.id), '[]') FROM (
            SELECT u.id, 'follow-up' AS what, u.due_date AS day, u.number, u.note, u.created_at AS at, t.id AS target_id,
                   c.id AS campaign_id, c.artist || ': ' || c.title AS campaign,
                   coalesce(nullif(p.name, ''), p.outlet_name, '') AS contact, coalesce(p.outlet_name, '') AS outlet
            FROM campaigns_followup u
            JOIN campaigns_target t ON t.workspace_id = u.workspace_id AND t.id = u.target_id
            JOIN campaigns_campaign c ON c.workspace_id = u.workspace_id AND c.id = t.campaign_id
            LEFT JOIN contacts_contact p ON p.workspace_id = u.workspace_id AND p.id = t.contact_id
            WHERE u.workspace_id = f.workspace_id AND u.state = 'open' AND u.due_date >= since
              AND c.status IN ('planning', 'active')
            UNION ALL
            SELECT c.id, 'impact', c.impact_date, 0, '', c.updated_at, NULL, c.id, c.artist || ': ' || c.title, '', ''
            FROM campaigns_campaign c WHERE c.workspace_id = f.workspace_id AND c.impact_date >= since
              AND c.status IN ('planning', 'active')) e))
    FROM tracker_feed f JOIN tenancy_workspace w ON w.id = f.workspace_id
    JOIN accounts_member m ON m.workspace_id = f.workspace_id AND m.user_id = f.user_id AND m.role <> 'client'
    JOIN accounts_user a ON a.id = f.user_id AND a.is_active
    WHERE f.key_hash = wanted_hash
$$;
COMMENT ON FUNCTION calendar_by_key_v1 IS
    'What is due in the workspace of a private calendar, by the hash of its key; NULL when nobody of it holds that key.';

REVOKE EXECUTE ON FUNCTION
    dressed_report_v1(uuid, uuid), campaign_report_v1(uuid), linked_report_v1(text), linked_logo_v1(text),
    calendar_by_key_v1(text, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    campaign_report_v1(uuid), linked_report_v1(text), linked_logo_v1(text), calendar_by_key_v1(text, date)
    TO totalaudio_app;
ALTER FUNCTION dressed_report_v1(uuid, uuid) OWNER TO totalaudio_system;
ALTER FUNCTION campaign_report_v1(uuid) OWNER TO totalaudio_system;
ALTER FUNCTION linked_report_v1(text) OWNER TO totalaudio_system;
ALTER FUNCTION linked_logo_v1(text) OWNER TO totalaudio_system;
ALTER FUNCTION calendar_by_key_v1(text, date) OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;

-- Overrides are read by operators; processes get what evaluation needs from functions, and one function writes all.
DO $$ DECLARE found text; BEGIN
    FOREACH found IN ARRAY ARRAY['flags_override', 'flags_change', 'flags_version'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', found);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', found);
        EXECUTE format('CREATE POLICY system ON %I TO totalaudio_system USING (true) WITH CHECK (true)', found);
        EXECUTE format('CREATE POLICY migrations ON %I TO totalaudio_owner USING (true) WITH CHECK (true)', found);
        EXECUTE format('CREATE POLICY operators ON %I FOR SELECT TO totalaudio_app USING ((SELECT is_operator_v1()))', found);
    END LOOP;
END $$;
GRANT SELECT ON flags_override, flags_change, flags_version TO totalaudio_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON flags_override TO totalaudio_system;
GRANT SELECT, INSERT ON flags_change TO totalaudio_system;
GRANT SELECT, INSERT, UPDATE ON flags_version TO totalaudio_system;
COMMENT ON TABLE flags_override IS 'What somebody set for a user, a workspace or all, against what code declares.';
COMMENT ON TABLE flags_change IS 'Every change of an override; append-only.';
COMMENT ON TABLE flags_version IS 'How often overrides were changed; processes compare it with what they know.';
COMMENT ON COLUMN flags_override.id IS 'The change that made it.';
COMMENT ON COLUMN flags_override.flag IS 'The flag; it may be gone from the code by now, and then this changes nothing.';
COMMENT ON COLUMN flags_override.scope IS 'For whom: user, workspace or all; the narrower beats the wider.';
COMMENT ON COLUMN flags_override.subject IS 'The user or the workspace, which may be gone by now; null for all.';
COMMENT ON COLUMN flags_override.is_on IS 'On or off.';
COMMENT ON COLUMN flags_override.variant IS 'The variant for whom it is on; null leaves it to their share.';
COMMENT ON COLUMN flags_override.reason IS 'Why, in the words of who set it.';
COMMENT ON COLUMN flags_override.expires_at IS 'When it ends by itself; null for never.';
COMMENT ON COLUMN flags_override.made_by IS 'The operator; null for the command line.';
COMMENT ON COLUMN flags_override.made_at IS 'When it was set.';
COMMENT ON COLUMN flags_change.id IS 'The change; a uuidv7, so that it sorts by time.';
COMMENT ON COLUMN flags_change.flag IS 'The flag.';
COMMENT ON COLUMN flags_change.scope IS 'For whom: user, workspace or all.';
COMMENT ON COLUMN flags_change.subject IS 'The user or the workspace; null for all.';
COMMENT ON COLUMN flags_change.before IS 'What stood: is_on, variant and expires_at; null where nothing did.';
COMMENT ON COLUMN flags_change.after IS 'What stands then, in the same form; null when it was taken back.';
COMMENT ON COLUMN flags_change.reason IS 'Why, in the words of who changed it.';
COMMENT ON COLUMN flags_change.made_by IS 'The operator; null for the command line.';
COMMENT ON COLUMN flags_change.made_at IS 'When.';
COMMENT ON COLUMN flags_version.id IS 'Always 1: there is one row.';
COMMENT ON COLUMN flags_version.version IS 'One more with each change.';

GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;

CREATE FUNCTION flags_version_v1() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = totalaudio, pg_temp
AS $$ SELECT coalesce((SELECT version FROM flags_version WHERE id = 1), 0) $$;
COMMENT ON FUNCTION flags_version_v1 IS 'The version of the overrides; 0 before the first change.';

CREATE FUNCTION flags_snapshot_v1() RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
    SELECT jsonb_build_object(
        'version', coalesce((SELECT version FROM flags_version WHERE id = 1), 0),
        'overrides', coalesce(
            (SELECT jsonb_agg(jsonb_build_object(
                 'flag', flag, 'scope', scope, 'subject', subject, 'is_on', is_on, 'variant', variant,
                 'expires_at', expires_at))
             FROM flags_override WHERE expires_at IS NULL OR expires_at > now()),
            '[]'))
$$;
COMMENT ON FUNCTION flags_snapshot_v1 IS 'What evaluation needs: the version and the overrides that have not ended, without who and why.';

-- Change, audit, version and notification are one transaction; changes stand in line at the version.
CREATE FUNCTION change_flag_v1(
    change_id uuid, wanted_flag text, wanted_scope text, wanted_subject uuid, wanted_on boolean, wanted_variant text,
    wanted_end timestamptz, why text
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
DECLARE
    who uuid := current_user_id_v1();
    old jsonb;
    made bigint;
BEGIN
    IF NOT (is_operator_v1() OR is_system_v1()) THEN
        RAISE EXCEPTION 'only operators change flags' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF coalesce(btrim(why), '') = '' THEN
        RAISE EXCEPTION 'a change of a flag needs a reason' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF wanted_end <= now() THEN
        RAISE EXCEPTION 'the override would have ended already' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    INSERT INTO flags_version (id, version) VALUES (1, 0) ON CONFLICT DO NOTHING;
    PERFORM 1 FROM flags_version WHERE id = 1 FOR UPDATE;
    SELECT jsonb_build_object('is_on', is_on, 'variant', variant, 'expires_at', expires_at) INTO old
        FROM flags_override
        WHERE flag = wanted_flag AND scope = wanted_scope AND subject IS NOT DISTINCT FROM wanted_subject;
    DELETE FROM flags_override
        WHERE flag = wanted_flag AND scope = wanted_scope AND subject IS NOT DISTINCT FROM wanted_subject;
    IF NOT FOUND AND wanted_on IS NULL THEN
        RETURN NULL;
    END IF;
    IF wanted_on IS NOT NULL THEN
        INSERT INTO flags_override (id, flag, scope, subject, is_on, variant, reason, expires_at, made_by)
        VALUES (change_id, wanted_flag, wanted_scope, wanted_subject, wanted_on, wanted_variant, btrim(why), wanted_end, who);
    END IF;
    INSERT INTO flags_change (id, flag, scope, subject, before, after, reason, made_by)
    VALUES (
        change_id, wanted_flag, wanted_scope, wanted_subject, old,
        CASE WHEN wanted_on IS NOT NULL THEN
            jsonb_build_object('is_on', wanted_on, 'variant', wanted_variant, 'expires_at', wanted_end) END,
        btrim(why), who);
    UPDATE flags_version SET version = version + 1 WHERE id = 1 RETURNING version INTO made;
    PERFORM pg_notify('flags_v1', made::text);
    RETURN made;
END $$;
COMMENT ON FUNCTION change_flag_v1 IS
    'Sets an override, or clears it when wanted_on is null, for operators and the system; returns the new version, null when there was nothing to clear.';

-- The person or workspaces that an operator means, by address, by id or by name.
CREATE FUNCTION find_flag_subject_v1(wanted_scope text, sought text) RETURNS TABLE (id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
    SELECT u.id, u.email::text FROM accounts_user u
    WHERE wanted_scope = 'user' AND (lower(u.email) = lower(btrim(sought)) OR u.id::text = lower(btrim(sought)))
      AND (is_operator_v1() OR is_system_v1())
    UNION ALL
    SELECT w.id, w.name::text FROM tenancy_workspace w
    WHERE wanted_scope = 'workspace' AND (lower(w.name) = lower(btrim(sought)) OR w.id::text = lower(btrim(sought)))
      AND (is_operator_v1() OR is_system_v1())
$$;
COMMENT ON FUNCTION find_flag_subject_v1 IS
    'The user with an address or id, or the workspaces with a name or id, for operators and the system; no row for anybody else.';

CREATE FUNCTION flag_subjects_v1(ids uuid[]) RETURNS TABLE (id uuid, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
    SELECT u.id, u.email::text FROM accounts_user u
    WHERE u.id = ANY (ids) AND (is_operator_v1() OR is_system_v1())
    UNION ALL
    SELECT w.id, w.name::text FROM tenancy_workspace w
    WHERE w.id = ANY (ids) AND (is_operator_v1() OR is_system_v1())
$$;
COMMENT ON FUNCTION flag_subjects_v1 IS
    'What these users and workspaces are called, for operators and the system; no row for anybody else.';

REVOKE EXECUTE ON FUNCTION
    flags_version_v1(), flags_snapshot_v1(),
    change_flag_v1(uuid, text, text, uuid, boolean, text, timestamptz, text),
    find_flag_subject_v1(text, text), flag_subjects_v1(uuid[])
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    flags_version_v1(), flags_snapshot_v1(),
    change_flag_v1(uuid, text, text, uuid, boolean, text, timestamptz, text),
    find_flag_subject_v1(text, text), flag_subjects_v1(uuid[])
    TO totalaudio_app, totalaudio_system;
ALTER FUNCTION flags_version_v1() OWNER TO totalaudio_system;
ALTER FUNCTION flags_snapshot_v1() OWNER TO totalaudio_system;
ALTER FUNCTION change_flag_v1(uuid, text, text, uuid, boolean, text, timestamptz, text) OWNER TO totalaudio_system;
ALTER FUNCTION find_flag_subject_v1(text, text) OWNER TO totalaudio_system;
ALTER FUNCTION flag_subjects_v1(uuid[]) OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;

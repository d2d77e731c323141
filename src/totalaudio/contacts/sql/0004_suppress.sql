-- People may add suppressions and never change one. This adds them, and lets somebody's own word replace what
-- was only presumed of them, so that it cannot be taken back as easily.

GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;
CREATE FUNCTION suppress_v1(hashes text[], why text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
DECLARE
    added integer;
BEGIN
    IF current_workspace_id_v1() IS NULL OR current_role_v1() NOT IN ('owner', 'admin', 'member') THEN
        RAISE EXCEPTION 'only who works in a workspace suppresses addresses there'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    WITH written AS (
        INSERT INTO contacts_suppression AS known (id, workspace_id, address_hash, reason, created_by_id, created_at)
            SELECT gen_random_uuid(), current_workspace_id_v1(), h, why, current_user_id_v1(), now()
            FROM (SELECT DISTINCT unnest(hashes) AS h) wanted ORDER BY h
            ON CONFLICT (workspace_id, address_hash) DO UPDATE
                SET reason = excluded.reason, created_by_id = excluded.created_by_id, created_at = excluded.created_at
                WHERE known.reason IN ('bounced', 'by-hand') AND excluded.reason NOT IN ('bounced', 'by-hand')
            RETURNING (xmax = 0) AS is_new
    ) SELECT count(*) FILTER (WHERE is_new) INTO added FROM written;
    RETURN added;
END $$;
COMMENT ON FUNCTION suppress_v1 IS
    'Suppresses addresses in the current workspace by their hashes, and says how many were not suppressed before.';
REVOKE EXECUTE ON FUNCTION suppress_v1(text[], text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION suppress_v1(text[], text) TO totalaudio_app, totalaudio_system;
ALTER FUNCTION suppress_v1(text[], text) OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;

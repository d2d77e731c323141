-- A key acts for whoever makes it and for nobody else, and nothing of it changes but that it ends.
CREATE POLICY mine ON accounts_apikey AS RESTRICTIVE FOR INSERT TO totalaudio_app
    WITH CHECK (user_id = (SELECT current_user_id_v1()));
REVOKE UPDATE ON accounts_apikey FROM totalaudio_app;
GRANT UPDATE (revoked_at) ON accounts_apikey TO totalaudio_app;

-- A key is looked up before anybody is known, so a definer function does it; it finds the maker's role as it is now.
-- How often each key is used is counted beside; losing that in a crash does no harm, so it is not logged.
CREATE UNLOGGED TABLE accounts_apiturn (
    key_id uuid PRIMARY KEY,
    began_at timestamptz NOT NULL,
    turns integer NOT NULL
);
COMMENT ON TABLE accounts_apiturn IS 'How often each key of the API was used in the minute that began then.';
REVOKE ALL ON accounts_apiturn FROM totalaudio_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON accounts_apiturn TO totalaudio_system;

GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;
CREATE FUNCTION open_api_key_v1(sent_hash text)
RETURNS TABLE (key_id uuid, workspace_id uuid, user_id uuid, role text, scopes text[], turns integer, began_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
#variable_conflict use_column
DECLARE
    opened record;
    turn accounts_apiturn;
BEGIN
    SELECT k.id, k.workspace_id, k.user_id, m.role, k.scopes, k.used_at INTO opened
        FROM accounts_apikey k
        JOIN accounts_member m ON m.workspace_id = k.workspace_id AND m.user_id = k.user_id AND m.role <> 'client'
        JOIN accounts_user u ON u.id = k.user_id AND u.is_active
        WHERE k.key_hash = sent_hash AND k.revoked_at IS NULL AND k.expires_at > now();
    IF NOT FOUND THEN
        RETURN;
    END IF;
    INSERT INTO accounts_apiturn AS t (key_id, began_at, turns) VALUES (opened.id, now(), 1)
        ON CONFLICT (key_id) DO UPDATE SET
            turns = CASE WHEN t.began_at > now() - interval '1 minute' THEN t.turns + 1 ELSE 1 END,
            began_at = CASE WHEN t.began_at > now() - interval '1 minute' THEN t.began_at ELSE now() END
        RETURNING t.* INTO turn;
    IF opened.used_at IS NULL OR opened.used_at < now() - interval '1 minute' THEN
        UPDATE accounts_apikey SET used_at = now() WHERE id = opened.id;
    END IF;
    RETURN QUERY SELECT opened.id, opened.workspace_id, opened.user_id, opened.role::text, opened.scopes, turn.turns, turn.began_at;
END $$;
COMMENT ON FUNCTION open_api_key_v1 IS
    'Whose a key of the API is, what it may do, and how often it was used in this minute; no row when it opens nothing.';
REVOKE EXECUTE ON FUNCTION open_api_key_v1(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_api_key_v1(text) TO totalaudio_app, totalaudio_system;
ALTER FUNCTION open_api_key_v1(text) OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;

-- The context of a transaction: who acts, in which workspace, in which role.
-- SET LOCAL inside plpgsql, because set_config does not reach the workers of a cluster.

CREATE FUNCTION set_context_v1(user_id uuid, workspace_id uuid, role text) RETURNS void
LANGUAGE plpgsql SET search_path = totalaudio, pg_temp AS $$
BEGIN
    EXECUTE format('SET LOCAL app.user_id = %L', coalesce(user_id::text, ''));
    EXECUTE format('SET LOCAL app.workspace_id = %L', coalesce(workspace_id::text, ''));
    EXECUTE format('SET LOCAL app.role = %L', coalesce(role, ''));
END $$;
COMMENT ON FUNCTION set_context_v1 IS 'Sets who acts, where and in which role, until the transaction ends.';

-- A setting that was once set reads as '' after its transaction, not as NULL.
CREATE FUNCTION current_user_id_v1() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = totalaudio, pg_temp
AS $$ SELECT nullif(current_setting('app.user_id', true), '')::uuid $$;

CREATE FUNCTION current_workspace_id_v1() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = totalaudio, pg_temp
AS $$ SELECT nullif(current_setting('app.workspace_id', true), '')::uuid $$;

CREATE FUNCTION current_role_v1() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = totalaudio, pg_temp
AS $$ SELECT coalesce(current_setting('app.role', true), '') $$;

REVOKE EXECUTE ON FUNCTION set_context_v1, current_user_id_v1, current_workspace_id_v1, current_role_v1 FROM PUBLIC;
GRANT EXECUTE ON FUNCTION set_context_v1, current_user_id_v1, current_workspace_id_v1, current_role_v1
    TO totalaudio_app, totalaudio_system;

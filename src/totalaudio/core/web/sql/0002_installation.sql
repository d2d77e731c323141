-- Numbers of the whole installation, for its staff and nobody else.
CREATE FUNCTION installation_v1()
RETURNS TABLE (workspaces bigint, people bigint, letters_waiting bigint, tasks_waiting bigint, tasks_failed bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
    SELECT (SELECT count(*) FROM tenancy_workspace),
           (SELECT count(*) FROM accounts_user WHERE is_active),
           (SELECT count(*) FROM web_letter WHERE NOT is_held),
           (SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')),
           (SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed')
    WHERE EXISTS (SELECT 1 FROM accounts_operator WHERE user_id = current_user_id_v1())
$$;
COMMENT ON FUNCTION installation_v1 IS 'Counts over all workspaces; no row unless the current user is an operator.';
REVOKE EXECUTE ON FUNCTION installation_v1() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION installation_v1() TO totalaudio_app, totalaudio_system;
GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;
ALTER FUNCTION installation_v1() OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;

-- Policies of other tables ask this; as an expression of its own it is evaluated once per statement.
CREATE FUNCTION is_operator_v1() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = totalaudio, pg_temp
AS $$ SELECT EXISTS (SELECT 1 FROM accounts_operator WHERE user_id = current_user_id_v1()) $$;
COMMENT ON FUNCTION is_operator_v1 IS 'Whether the current user is staff of the installation.';
REVOKE EXECUTE ON FUNCTION is_operator_v1() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION is_operator_v1() TO totalaudio_app, totalaudio_system;
GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;
ALTER FUNCTION is_operator_v1() OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;

-- Inside a definer function current_user is its owner for everybody; these two say who really asks.
CREATE FUNCTION is_system_v1() RETURNS boolean
LANGUAGE sql STABLE SET search_path = totalaudio, pg_temp
AS $$ SELECT 'totalaudio_system' = CASE current_setting('role') WHEN 'none' THEN session_user ELSE current_setting('role') END $$;
COMMENT ON FUNCTION is_system_v1 IS 'Whether the system role asks, also from inside a definer function.';
REVOKE EXECUTE ON FUNCTION is_system_v1() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION is_system_v1() TO totalaudio_app, totalaudio_system;

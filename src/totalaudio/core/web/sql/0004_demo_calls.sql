-- Calls that visitors booked: everybody may book one, operators read and cancel them, and who holds the link sees theirs.
COMMENT ON TABLE web_democall IS 'Demo calls that visitors booked.';
ALTER TABLE web_democall ENABLE ROW LEVEL SECURITY;
ALTER TABLE web_democall FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON web_democall TO totalaudio_system USING (true) WITH CHECK (true);
CREATE POLICY migrations ON web_democall TO totalaudio_owner USING (true) WITH CHECK (true);
CREATE POLICY booking ON web_democall FOR INSERT TO totalaudio_app WITH CHECK (cancelled_at IS NULL);
CREATE POLICY operators ON web_democall FOR SELECT TO totalaudio_app USING ((SELECT is_operator_v1()));
CREATE POLICY cancelling ON web_democall FOR UPDATE TO totalaudio_app
    USING ((SELECT is_operator_v1())) WITH CHECK ((SELECT is_operator_v1()));
GRANT SELECT, INSERT, UPDATE (cancelled_at) ON web_democall TO totalaudio_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON web_democall TO totalaudio_system;

GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;

CREATE FUNCTION taken_demo_call_times_v1() RETURNS SETOF timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
    SELECT starts_at FROM web_democall WHERE cancelled_at IS NULL AND starts_at > now() ORDER BY starts_at
$$;
COMMENT ON FUNCTION taken_demo_call_times_v1 IS 'The times to come that are booked, and nothing about who booked them.';

CREATE FUNCTION demo_call_by_key_v1(wanted text)
RETURNS TABLE (id uuid, starts_at timestamptz, email text, booked_at timestamptz, cancelled_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
    SELECT c.id, c.starts_at, c.email::text, c.booked_at, c.cancelled_at FROM web_democall c WHERE c.key_hash = wanted
$$;
COMMENT ON FUNCTION demo_call_by_key_v1 IS 'The call whose link has the key with this hash.';

CREATE FUNCTION cancel_demo_call_v1(wanted text) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
    WITH ended AS (
        UPDATE web_democall c SET cancelled_at = now()
        WHERE c.key_hash = wanted AND c.cancelled_at IS NULL AND c.starts_at > now()
        RETURNING 1
    )
    SELECT EXISTS (SELECT FROM ended)
$$;
COMMENT ON FUNCTION cancel_demo_call_v1 IS
    'Cancels the call to come whose link has the key with this hash; false when there is none, or it was cancelled before.';

REVOKE EXECUTE ON FUNCTION taken_demo_call_times_v1(), demo_call_by_key_v1(text), cancel_demo_call_v1(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION taken_demo_call_times_v1(), demo_call_by_key_v1(text), cancel_demo_call_v1(text)
    TO totalaudio_app, totalaudio_system;
ALTER FUNCTION taken_demo_call_times_v1() OWNER TO totalaudio_system;
ALTER FUNCTION demo_call_by_key_v1(text) OWNER TO totalaudio_system;
ALTER FUNCTION cancel_demo_call_v1(text) OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;

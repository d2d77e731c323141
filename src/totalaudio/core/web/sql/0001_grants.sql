-- Tables of the libraries: what each role may do with them. What is not granted here is refused.

-- Sessions are found by a secret key; migrations are read by /health/ready.
GRANT SELECT, INSERT, UPDATE, DELETE ON django_session TO totalaudio_app;
GRANT SELECT ON django_migrations TO totalaudio_app, totalaudio_system;
GRANT SELECT, INSERT, UPDATE, DELETE ON django_session TO totalaudio_system;

-- What belongs to a person: themselves, and the sign-in pages, which look people up before they are known.
DO $$
DECLARE
    owned record;
BEGIN
    FOR owned IN SELECT * FROM (VALUES
        ('account_emailaddress', 'user_id = (SELECT current_user_id_v1())'),
        ('mfa_authenticator', 'user_id = (SELECT current_user_id_v1())'),
        ('socialaccount_socialaccount', 'user_id = (SELECT current_user_id_v1())'),
        ('account_emailconfirmation', 'false'),
        ('socialaccount_socialtoken', 'false')
    ) AS t (name, is_mine) LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', owned.name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', owned.name);
        EXECUTE format('CREATE POLICY system ON %I TO totalaudio_system USING (true) WITH CHECK (true)', owned.name);
        EXECUTE format('CREATE POLICY migrations ON %I TO totalaudio_owner USING (true) WITH CHECK (true)', owned.name);
        EXECUTE format('CREATE POLICY self ON %I FOR SELECT TO totalaudio_app USING (%s)', owned.name, owned.is_mine);
        EXECUTE format(
            $policy$CREATE POLICY signin ON %I TO totalaudio_app
                USING ((SELECT current_role_v1()) = 'signin') WITH CHECK ((SELECT current_role_v1()) = 'signin')$policy$,
            owned.name);
        EXECUTE format(
            'GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO totalaudio_app, totalaudio_system', owned.name);
    END LOOP;
END $$;
GRANT SELECT ON socialaccount_socialapp TO totalaudio_app;

-- The installation's own.
GRANT SELECT, INSERT, UPDATE, DELETE ON web_cache TO totalaudio_app, totalaudio_system;
-- The outbox page of a development machine shows held letters; others hold secrets that only the worker reads.
ALTER TABLE web_letter ENABLE ROW LEVEL SECURITY;
ALTER TABLE web_letter FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON web_letter TO totalaudio_system USING (true) WITH CHECK (true);
CREATE POLICY migrations ON web_letter TO totalaudio_owner USING (true) WITH CHECK (true);
CREATE POLICY writing ON web_letter FOR INSERT TO totalaudio_app WITH CHECK (true);
CREATE POLICY outbox ON web_letter FOR SELECT TO totalaudio_app USING (is_held);
CREATE POLICY emptying ON web_letter FOR DELETE TO totalaudio_app USING (is_held);
GRANT SELECT, INSERT, DELETE ON web_letter TO totalaudio_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON web_letter TO totalaudio_system;
GRANT SELECT ON web_heartbeat TO totalaudio_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON web_heartbeat TO totalaudio_system;

-- The queue belongs to the worker; the app may add a task and do nothing else with it.
GRANT SELECT, INSERT, UPDATE, DELETE ON
    procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers, procrastinate_workers
    TO totalaudio_system;
DO $$
DECLARE
    part record;
BEGIN
    FOR part IN SELECT p.oid::regprocedure AS signature FROM pg_proc p
        WHERE p.pronamespace = 'totalaudio'::regnamespace AND p.proname LIKE 'procrastinate%' LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', part.signature);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO totalaudio_system', part.signature);
    END LOOP;
    FOR part IN SELECT c.oid::regclass AS name FROM pg_class c
        WHERE c.relnamespace = 'totalaudio'::regnamespace AND c.relkind = 'S' AND c.relname LIKE 'procrastinate%' LOOP
        EXECUTE format('GRANT USAGE, SELECT ON SEQUENCE %s TO totalaudio_system', part.name);
    END LOOP;
    FOR part IN SELECT c.oid::regclass AS name FROM pg_class c
        WHERE c.relnamespace = 'totalaudio'::regnamespace AND c.relkind = 'S' AND c.relname NOT LIKE 'procrastinate%' LOOP
        EXECUTE format('GRANT USAGE, SELECT ON SEQUENCE %s TO totalaudio_app, totalaudio_system', part.name);
    END LOOP;
END $$;

CREATE FUNCTION enqueue_task_v1(queue text, task text, arguments jsonb, one_at_a_time text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
    INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, args)
    VALUES (queue, task, 0, one_at_a_time, arguments)
$$;
COMMENT ON FUNCTION enqueue_task_v1 IS
    'Adds a task for the worker in the same transaction; tasks with the same lock run one after the other.';
REVOKE EXECUTE ON FUNCTION enqueue_task_v1(text, text, jsonb, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enqueue_task_v1(text, text, jsonb, text) TO totalaudio_app, totalaudio_system;
GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;
ALTER FUNCTION enqueue_task_v1(text, text, jsonb, text) OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;

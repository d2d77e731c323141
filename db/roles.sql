-- The three roles, the schema and the extensions. Run by an administrator: a superuser, or a role that may create
-- roles and owns the database (managed servers have no more). It can be run again at any time.
-- By hand: psql "$ADMINISTRATOR_URL" --single-transaction -v ON_ERROR_STOP=1 -f db/roles.sql, then give each role a
-- password with \password.

SELECT pg_advisory_xact_lock(7201125);

DO $$
DECLARE
    attributes CONSTANT text := 'LOGIN NOCREATEDB NOCREATEROLE';
    is_superuser CONSTANT boolean := (SELECT rolsuper FROM pg_roles WHERE rolname = current_user);
    wanted text;
    paths text;
    setting record;
BEGIN
    -- Roles: the owner migrates, the app serves people, the system works without a person.
    FOREACH wanted IN ARRAY ARRAY['totalaudio_owner', 'totalaudio_app', 'totalaudio_system'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I %s %s', wanted, attributes,
                           CASE wanted WHEN 'totalaudio_owner' THEN 'NOINHERIT' ELSE 'INHERIT' END);
        END IF;
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = wanted AND (rolsuper OR rolbypassrls)) THEN
            RAISE EXCEPTION 'the role % is a superuser or passes by row-level security', wanted
                USING HINT = format('ALTER ROLE %I NOSUPERUSER NOBYPASSRLS', wanted);
        END IF;
    END LOOP;

    -- An administrator who is not a superuser acts for the owner as its member.
    IF NOT is_superuser AND NOT pg_has_role(current_user, 'totalaudio_owner', 'USAGE') THEN
        EXECUTE format('GRANT totalaudio_owner TO %I', current_user);
    END IF;
    -- The owner gives functions to the system role, so it must be able to act as it.
    IF NOT EXISTS (SELECT FROM pg_auth_members
                   WHERE roleid = 'totalaudio_system'::regrole AND member = 'totalaudio_owner'::regrole) THEN
        GRANT totalaudio_system TO totalaudio_owner;
    END IF;

    IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'totalaudio') THEN
        CREATE SCHEMA totalaudio AUTHORIZATION totalaudio_owner;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'ops') THEN
        CREATE SCHEMA ops AUTHORIZATION totalaudio_owner;
    END IF;

    -- Both are trusted: they need no superuser. A server may already have them in a schema of its own.
    CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA totalaudio;
    CREATE EXTENSION IF NOT EXISTS btree_gin SCHEMA totalaudio;
    SELECT string_agg(DISTINCT format(', %I', n.nspname), '') INTO paths
        FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
        WHERE e.extname IN ('pg_trgm', 'btree_gin') AND n.nspname <> 'totalaudio';
    FOREACH wanted IN ARRAY ARRAY['totalaudio_owner', 'totalaudio_app', 'totalaudio_system'] LOOP
        EXECUTE format('ALTER ROLE %I IN DATABASE %I SET search_path = totalaudio%s',
                       wanted, current_database(), coalesce(paths, ''));
        -- A machine that lost its power or its network holds its locks for half a minute, not for two hours.
        FOR setting IN SELECT * FROM (VALUES ('tcp_keepalives_idle', '15s'), ('tcp_keepalives_interval', '5s'),
                                             ('tcp_keepalives_count', '3'), ('tcp_user_timeout', '30s')) AS known (name, value)
        LOOP
            EXECUTE format('ALTER ROLE %I IN DATABASE %I SET %I = %L',
                           wanted, current_database(), setting.name, setting.value);
        END LOOP;
    END LOOP;

    -- Nobody else connects, unless the database is shared with others (a managed server's own schemas).
    IF pg_has_role(current_user, (SELECT datdba FROM pg_database WHERE datname = current_database()), 'USAGE') THEN
        EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO totalaudio_owner, totalaudio_app, totalaudio_system',
                       current_database());
        IF NOT EXISTS (SELECT FROM pg_namespace
                       WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public', 'totalaudio', 'ops'))
        THEN
            EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
        END IF;
    END IF;
END $$;

GRANT USAGE ON SCHEMA totalaudio TO totalaudio_app, totalaudio_system;
ALTER DEFAULT PRIVILEGES FOR ROLE totalaudio_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

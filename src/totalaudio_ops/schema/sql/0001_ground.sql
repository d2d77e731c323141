-- What operations know of themselves. db/roles.sql makes the schema; the tables of the product are in another.
CREATE TABLE ops.migrations (
    name text PRIMARY KEY,
    applied_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE ops.migrations IS 'The SQL files of operations that this database has had.';
COMMENT ON COLUMN ops.migrations.name IS 'The file, without its ending.';
COMMENT ON COLUMN ops.migrations.applied_at IS 'When it was run.';

-- One way to protect a table: the system does what is named, operators see all rows and do what is named, others nothing.
CREATE PROCEDURE ops.protect(wanted regclass, system_verbs text, operator_verbs text)
LANGUAGE plpgsql SET search_path = ops, pg_temp AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', wanted);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', wanted);
    EXECUTE format('CREATE POLICY system ON %s TO totalaudio_system USING (true) WITH CHECK (true)', wanted);
    EXECUTE format('CREATE POLICY migrations ON %s TO totalaudio_owner USING (true) WITH CHECK (true)', wanted);
    EXECUTE format('CREATE POLICY operators ON %s TO totalaudio_app USING ((SELECT totalaudio.is_operator_v1()))'
                   ' WITH CHECK ((SELECT totalaudio.is_operator_v1()))', wanted);
    EXECUTE format('GRANT %s ON %s TO totalaudio_system', system_verbs, wanted);
    EXECUTE format('GRANT %s ON %s TO totalaudio_app', operator_verbs, wanted);
END $$;
REVOKE EXECUTE ON PROCEDURE ops.protect(regclass, text, text) FROM PUBLIC;
COMMENT ON PROCEDURE ops.protect IS 'Row-level security and grants of a table of operations; for the owner, in these files.';

GRANT USAGE ON SCHEMA ops TO totalaudio_app, totalaudio_system;
-- Health asks whether all files were run, before anybody is signed in.
GRANT SELECT ON ops.migrations TO totalaudio_app, totalaudio_system;

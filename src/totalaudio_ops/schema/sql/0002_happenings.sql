-- What happened to the installation; incidents take their timelines from here.
CREATE TABLE ops.happenings (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    kind text NOT NULL CHECK (kind IN ('flag', 'mode', 'alert', 'backup', 'restore', 'deploy', 'maintenance', 'gate')),
    app text,
    text text NOT NULL CHECK (text <> ''),
    source_key text NOT NULL UNIQUE
);
CREATE INDEX happenings_at ON ops.happenings (at);
COMMENT ON TABLE ops.happenings IS 'Everything that may explain an incident: changed flags, budget modes, alerts, backups, deploys; append-only.';
COMMENT ON COLUMN ops.happenings.at IS 'When it happened.';
COMMENT ON COLUMN ops.happenings.kind IS 'What kind of thing it was.';
COMMENT ON COLUMN ops.happenings.app IS 'The app that it concerns; null for all.';
COMMENT ON COLUMN ops.happenings.text IS 'What happened, as one sentence.';
COMMENT ON COLUMN ops.happenings.source_key IS 'Names the thing itself, so that telling it twice writes it once.';
CALL ops.protect('ops.happenings', 'SELECT, INSERT', 'SELECT');

-- A changed flag is told in the transaction that changes it, whatever process does so.
GRANT CREATE ON SCHEMA ops TO totalaudio_system;
CREATE FUNCTION ops.tell_flag_v1() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ops, pg_temp AS $$
BEGIN
    INSERT INTO ops.happenings (at, kind, text, source_key) VALUES (
        NEW.made_at, 'flag',
        format('The flag %s was %s for %s: %s', NEW.flag,
               CASE WHEN NEW.after IS NULL THEN 'left as declared'
                    WHEN (NEW.after ->> 'is_on')::boolean THEN 'switched on' ELSE 'switched off' END,
               CASE NEW.scope WHEN 'all' THEN 'all' ELSE 'one ' || NEW.scope END, NEW.reason),
        'flag ' || NEW.id)
    ON CONFLICT (source_key) DO NOTHING;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION ops.tell_flag_v1() FROM PUBLIC;
COMMENT ON FUNCTION ops.tell_flag_v1 IS 'Writes a change of a flag down as a happening.';
CREATE TRIGGER tell_flag AFTER INSERT ON totalaudio.flags_change FOR EACH ROW EXECUTE FUNCTION ops.tell_flag_v1();
ALTER FUNCTION ops.tell_flag_v1() OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA ops FROM totalaudio_system;

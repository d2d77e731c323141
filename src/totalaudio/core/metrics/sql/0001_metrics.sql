-- Events and usage counters. Ready to be distributed by user_id: no foreign keys, no triggers, user_id in every unique key.

CREATE FUNCTION uuid_time_v1(id uuid) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_timestamp(('x' || translate(left(id::text, 13), '-', ''))::bit(48)::bigint / 1000.0);
COMMENT ON FUNCTION uuid_time_v1 IS 'The time inside a uuidv7, to the millisecond (RFC 9562).';

CREATE TABLE events (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    workspace_id uuid NOT NULL,
    created_at timestamptz NOT NULL,
    event_name text NOT NULL CHECK (length(event_name) BETWEEN 1 AND 100),
    event_category text NOT NULL CHECK (length(event_category) BETWEEN 1 AND 50),
    app_name text NOT NULL CHECK (length(app_name) BETWEEN 1 AND 50),
    source text NOT NULL DEFAULT 'platform' CHECK (source IN ('platform', 'key')),
    session_id text CHECK (length(session_id) <= 100),
    properties jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(properties) = 'object'),
    duration_ms integer CHECK (duration_ms >= 0),
    status text NOT NULL DEFAULT 'success' CHECK (status IN ('success', 'error', 'pending')),
    error_message text,
    ip_address inet,
    user_agent text,
    referrer text,
    PRIMARY KEY (user_id, created_at, id, workspace_id)
) PARTITION BY RANGE (created_at);
COMMENT ON TABLE events IS 'What happened, once each; append-only, a partition per month.';
COMMENT ON COLUMN events.id IS 'A uuidv7 made where the event happened; sent twice it is stored once in a workspace.';
COMMENT ON COLUMN events.user_id IS 'The person; for a visitor of public pages a hash of the day as a uuid of version 8.';
COMMENT ON COLUMN events.workspace_id IS 'The workspace; all zeros for what belongs to the installation.';
COMMENT ON COLUMN events.created_at IS 'The time inside the id.';
COMMENT ON COLUMN events.event_name IS 'What happened, as feature-used.';
COMMENT ON COLUMN events.event_category IS 'What kind of thing happened, as acquisition.';
COMMENT ON COLUMN events.app_name IS 'Where: core, audio-intel, tracker or pitch-generator.';
COMMENT ON COLUMN events.source IS 'platform: recorded by the platform itself; key: sent with a key of the workspace.';
COMMENT ON COLUMN events.session_id IS 'Whatever tells one visit from another.';
COMMENT ON COLUMN events.properties IS 'More about it: an object.';
COMMENT ON COLUMN events.duration_ms IS 'How long it took, in milliseconds.';
COMMENT ON COLUMN events.status IS 'How it ended: success, error or pending.';
COMMENT ON COLUMN events.error_message IS 'What went wrong.';
COMMENT ON COLUMN events.ip_address IS 'Where it came from.';
COMMENT ON COLUMN events.user_agent IS 'The browser or program, in its own words.';
COMMENT ON COLUMN events.referrer IS 'The page before.';

-- What arrives before its month's partition is made waits here; make_event_partitions_v1 moves it.
CREATE TABLE events_default PARTITION OF events DEFAULT;
COMMENT ON TABLE events_default IS 'Events of months that have no partition yet.';

-- Six questions: per user (the key), by date, by name, by category and app, errors only, properties.
CREATE INDEX events_by_date ON events (created_at);
CREATE INDEX events_by_name ON events (event_name, created_at);
CREATE INDEX events_by_category ON events (event_category, app_name, created_at);
CREATE INDEX events_errors ON events (created_at) WHERE status = 'error';
-- Whoever fills the list of what is not yet in its place puts all of it there while others wait: at most 1 MB, not 4.
CREATE INDEX events_properties ON events USING gin (properties jsonb_path_ops) WITH (gin_pending_list_limit = 1024);

CREATE TABLE usage_counters (
    user_id uuid NOT NULL,
    date date NOT NULL,
    app_name text NOT NULL,
    workspace_id uuid NOT NULL,
    enrichments_count bigint NOT NULL DEFAULT 0 CHECK (enrichments_count >= 0),
    searches_count bigint NOT NULL DEFAULT 0 CHECK (searches_count >= 0),
    exports_count bigint NOT NULL DEFAULT 0 CHECK (exports_count >= 0),
    pitches_generated bigint NOT NULL DEFAULT 0 CHECK (pitches_generated >= 0),
    emails_sent bigint NOT NULL DEFAULT 0 CHECK (emails_sent >= 0),
    campaigns_created bigint NOT NULL DEFAULT 0 CHECK (campaigns_created >= 0),
    contacts_added bigint NOT NULL DEFAULT 0 CHECK (contacts_added >= 0),
    sessions_count bigint NOT NULL DEFAULT 0 CHECK (sessions_count >= 0),
    total_session_duration_ms bigint NOT NULL DEFAULT 0 CHECK (total_session_duration_ms >= 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, date, app_name, workspace_id)
);
CREATE INDEX usage_counters_by_date ON usage_counters (date);
COMMENT ON TABLE usage_counters IS 'How much a person did on a day (UTC), by app and workspace.';
COMMENT ON COLUMN usage_counters.user_id IS 'The person.';
COMMENT ON COLUMN usage_counters.date IS 'The day, in UTC.';
COMMENT ON COLUMN usage_counters.app_name IS 'Where: core, audio-intel, tracker or pitch-generator.';
COMMENT ON COLUMN usage_counters.workspace_id IS 'The workspace; all zeros outside of any.';
COMMENT ON COLUMN usage_counters.enrichments_count IS 'Contacts enriched.';
COMMENT ON COLUMN usage_counters.searches_count IS 'Searches made.';
COMMENT ON COLUMN usage_counters.exports_count IS 'Files exported.';
COMMENT ON COLUMN usage_counters.pitches_generated IS 'Pitches written.';
COMMENT ON COLUMN usage_counters.emails_sent IS 'Pitches sent.';
COMMENT ON COLUMN usage_counters.campaigns_created IS 'Campaigns made.';
COMMENT ON COLUMN usage_counters.contacts_added IS 'Contacts that imports or people added.';
COMMENT ON COLUMN usage_counters.sessions_count IS 'Times signed in.';
COMMENT ON COLUMN usage_counters.total_session_duration_ms IS 'Time spent, in milliseconds.';
COMMENT ON COLUMN usage_counters.created_at IS 'When the row was made.';
COMMENT ON COLUMN usage_counters.updated_at IS 'When it was last raised.';

-- A person sees their own rows, an operator all; only the system role writes.
DO $$
DECLARE
    found text;
BEGIN
    FOREACH found IN ARRAY ARRAY['events', 'events_default', 'usage_counters'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', found);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', found);
        EXECUTE format('CREATE POLICY system ON %I TO totalaudio_system USING (true) WITH CHECK (true)', found);
        EXECUTE format('CREATE POLICY migrations ON %I TO totalaudio_owner USING (true) WITH CHECK (true)', found);
        EXECUTE format('CREATE POLICY own ON %I FOR SELECT TO totalaudio_app USING (user_id = (SELECT current_user_id_v1()))', found);
        EXECUTE format('CREATE POLICY operators ON %I FOR SELECT TO totalaudio_app USING ((SELECT is_operator_v1()))', found);
    END LOOP;
END $$;
-- Partitions are reached through events only: nobody gets a right on one.
GRANT SELECT ON events, usage_counters TO totalaudio_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON events, usage_counters TO totalaudio_system;

GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;

-- The app records for whom it serves and nobody else: person and workspace come from the context. Without a person
-- `visitor` counts, which must be a uuid of version 8, so that nobody can be imitated.
CREATE FUNCTION record_event_v1(
    id uuid, event_name text, event_category text, app_name text, visitor uuid, session_id text, properties jsonb,
    duration_ms integer, status text, error_message text, ip_address inet, user_agent text, referrer text
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
BEGIN
    IF current_user_id_v1() IS NULL AND (visitor IS NULL OR substr(visitor::text, 15, 1) <> '8') THEN
        RAISE EXCEPTION 'an event needs a person, or a visitor of the day'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- Other ids hold no time at all, and one event of the year 10889 stops every page that reads times.
    IF substr(id::text, 15, 1) <> '7' OR uuid_time_v1(id) > now() + interval '1 day' THEN
        RAISE EXCEPTION 'the id % is no uuid of version 7 of today or before', id
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    INSERT INTO events VALUES (
        id, coalesce(current_user_id_v1(), visitor),
        coalesce(current_workspace_id_v1(), '00000000-0000-0000-0000-000000000000'), uuid_time_v1(id),
        event_name, event_category, app_name, 'platform', session_id, properties, duration_ms, status, error_message,
        ip_address, user_agent, referrer)
    ON CONFLICT DO NOTHING;
END $$;
COMMENT ON FUNCTION record_event_v1 IS 'Stores one event of the current person and workspace, or of a visitor; the same id twice is stored once.';

CREATE FUNCTION increment_usage_counter(counted_user uuid, app text, counter text, by bigint DEFAULT 1) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
DECLARE
    workspace uuid := coalesce(current_workspace_id_v1(), '00000000-0000-0000-0000-000000000000');
    moment timestamptz := now();
    total bigint;
BEGIN
    IF counted_user IS NULL OR (counted_user IS DISTINCT FROM current_user_id_v1() AND NOT is_system_v1()) THEN
        RAISE EXCEPTION 'one counts for oneself only' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF counter IS NULL OR counter <> ALL (ARRAY[
        'enrichments_count', 'searches_count', 'exports_count', 'pitches_generated', 'emails_sent',
        'campaigns_created', 'contacts_added', 'sessions_count', 'total_session_duration_ms']) THEN
        RAISE EXCEPTION 'there is no usage counter %', counter USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF by IS NULL OR by < 0 THEN
        RAISE EXCEPTION 'a usage counter only rises, not by %', by USING ERRCODE = 'invalid_parameter_value';
    END IF;
    -- Times come in by value: on a cluster the functions of ON CONFLICT must be immutable.
    EXECUTE format(
        'INSERT INTO usage_counters AS u (user_id, date, app_name, workspace_id, %1$I, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6)
         ON CONFLICT (user_id, date, app_name, workspace_id)
         DO UPDATE SET %1$I = u.%1$I + excluded.%1$I, updated_at = excluded.updated_at
         RETURNING %1$I', counter)
        INTO total USING counted_user, (moment AT TIME ZONE 'UTC')::date, app, workspace, by, moment;
    RETURN total;
END $$;
COMMENT ON FUNCTION increment_usage_counter IS
    'Raises a counter of a person for today (UTC) in the current workspace, and returns the day''s total.';

-- Without SECURITY DEFINER: the policies say whose events the caller may see.
CREATE FUNCTION get_user_event_summary(wanted_user uuid, days integer)
RETURNS TABLE (event_category text, event_count bigint, success_rate double precision, mean_duration_ms double precision)
LANGUAGE sql STABLE SET search_path = totalaudio, pg_temp AS $$
    SELECT e.event_category, count(*),
           count(*) FILTER (WHERE e.status = 'success')::double precision
               / nullif(count(*) FILTER (WHERE e.status <> 'pending'), 0),
           avg(e.duration_ms)::double precision
    FROM events e
    WHERE e.user_id = wanted_user AND e.created_at > now() - make_interval(days => days)
    GROUP BY e.event_category
    ORDER BY count(*) DESC, e.event_category
$$;
COMMENT ON FUNCTION get_user_event_summary IS
    'Per category of a person''s last days: events, share of success among those that ended, mean duration in milliseconds.';

REVOKE EXECUTE ON FUNCTION
    uuid_time_v1(uuid),
    record_event_v1(uuid, text, text, text, uuid, text, jsonb, integer, text, text, inet, text, text),
    increment_usage_counter(uuid, text, text, bigint),
    get_user_event_summary(uuid, integer)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    uuid_time_v1(uuid),
    record_event_v1(uuid, text, text, text, uuid, text, jsonb, integer, text, text, inet, text, text),
    increment_usage_counter(uuid, text, text, bigint),
    get_user_event_summary(uuid, integer)
    TO totalaudio_app, totalaudio_system;
ALTER FUNCTION record_event_v1(uuid, text, text, text, uuid, text, jsonb, integer, text, text, inet, text, text)
    OWNER TO totalaudio_system;
ALTER FUNCTION increment_usage_counter(uuid, text, text, bigint) OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;

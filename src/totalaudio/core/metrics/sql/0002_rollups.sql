-- What dashboards ask: sums by hour and day of the whole installation, and which person did what in which week.
-- On a cluster the first two stay on the coordinator; the other two are distributed by user_id like the events.

CREATE TABLE event_hours (
    hour timestamptz NOT NULL,
    app_name text NOT NULL,
    event_category text NOT NULL,
    event_name text NOT NULL,
    source text NOT NULL,
    status text NOT NULL,
    events bigint NOT NULL,
    timed bigint NOT NULL,
    duration_total_ms bigint NOT NULL,
    histogram integer[] NOT NULL,
    PRIMARY KEY (hour, app_name, event_category, event_name, source, status)
);
CREATE INDEX event_hours_by_name ON event_hours (event_name, hour);
COMMENT ON TABLE event_hours IS 'Events of the installation, summed by hour.';
COMMENT ON COLUMN event_hours.hour IS 'The beginning of the hour.';
COMMENT ON COLUMN event_hours.app_name IS 'As in events.';
COMMENT ON COLUMN event_hours.event_category IS 'As in events.';
COMMENT ON COLUMN event_hours.event_name IS 'As in events.';
COMMENT ON COLUMN event_hours.source IS 'As in events.';
COMMENT ON COLUMN event_hours.status IS 'As in events.';
COMMENT ON COLUMN event_hours.events IS 'How many there were.';
COMMENT ON COLUMN event_hours.timed IS 'How many of them have a duration.';
COMMENT ON COLUMN event_hours.duration_total_ms IS 'Their durations together, in milliseconds.';
COMMENT ON COLUMN event_hours.histogram IS
    'How many of them last how long, as event_bucket_v1 tells; empty places at the end are left out.';

CREATE TABLE event_days (
    date date NOT NULL,
    event_name text NOT NULL,
    app_name text NOT NULL,
    source text NOT NULL,
    people bigint NOT NULL,
    events bigint NOT NULL,
    timed bigint NOT NULL,
    histogram integer[] NOT NULL,
    PRIMARY KEY (date, event_name, app_name, source)
);
CREATE INDEX event_days_by_name ON event_days (event_name, date);
COMMENT ON TABLE event_days IS 'Events of the installation, and how many people are behind them, by day (UTC).';
COMMENT ON COLUMN event_days.date IS 'The day, in UTC.';
COMMENT ON COLUMN event_days.event_name IS 'As in events.';
COMMENT ON COLUMN event_days.app_name IS 'As in events.';
COMMENT ON COLUMN event_days.source IS 'As in events.';
COMMENT ON COLUMN event_days.people IS
    'Different user_ids. Days may be added up for visitors, whose id lasts a day, and not for people.';
COMMENT ON COLUMN event_days.events IS 'How many events there were.';
COMMENT ON COLUMN event_days.timed IS 'How many of them have a duration.';
COMMENT ON COLUMN event_days.histogram IS 'As in event_hours, of the whole day.';

CREATE TABLE event_weeks (
    user_id uuid NOT NULL,
    week date NOT NULL,
    event_name text NOT NULL,
    feature text NOT NULL DEFAULT '',
    PRIMARY KEY (user_id, week, event_name, feature)
);
CREATE INDEX event_weeks_by_week ON event_weeks (week, event_name, feature);
COMMENT ON TABLE event_weeks IS 'Which person did what in which week, as the platform itself recorded it.';
COMMENT ON COLUMN event_weeks.user_id IS 'The person; visitors are left out.';
COMMENT ON COLUMN event_weeks.week IS 'The Monday with which the week begins, in UTC.';
COMMENT ON COLUMN event_weeks.event_name IS 'As in events.';
COMMENT ON COLUMN event_weeks.feature IS 'The property feature of feature-used, else empty.';

CREATE TABLE event_firsts (
    user_id uuid NOT NULL,
    event_name text NOT NULL,
    feature text NOT NULL DEFAULT '',
    first_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, event_name, feature)
);
CREATE INDEX event_firsts_by_name ON event_firsts (event_name, first_at);
CREATE INDEX event_firsts_by_last ON event_firsts (event_name, last_at, feature, user_id);
COMMENT ON TABLE event_firsts IS
    'When a person did something for the first and for the last time, as the platform itself recorded it.';
COMMENT ON COLUMN event_firsts.user_id IS 'The person; visitors are left out.';
COMMENT ON COLUMN event_firsts.event_name IS 'As in events.';
COMMENT ON COLUMN event_firsts.feature IS 'The property feature of feature-used, else empty.';
COMMENT ON COLUMN event_firsts.first_at IS 'The time of the first.';
COMMENT ON COLUMN event_firsts.last_at IS 'The time of the last: who did it since then is told without adding up weeks.';

-- An operator sees all, a person their own rows where rows are somebody's; only the system role writes.
DO $$
DECLARE
    found text;
BEGIN
    FOREACH found IN ARRAY ARRAY['event_hours', 'event_days', 'event_weeks', 'event_firsts'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', found);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', found);
        EXECUTE format('CREATE POLICY system ON %I TO totalaudio_system USING (true) WITH CHECK (true)', found);
        EXECUTE format('CREATE POLICY migrations ON %I TO totalaudio_owner USING (true) WITH CHECK (true)', found);
        EXECUTE format('CREATE POLICY operators ON %I FOR SELECT TO totalaudio_app USING ((SELECT is_operator_v1()))', found);
        EXECUTE format('GRANT SELECT ON %I TO totalaudio_app', found);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO totalaudio_system', found);
    END LOOP;
    FOREACH found IN ARRAY ARRAY['event_weeks', 'event_firsts'] LOOP
        EXECUTE format('CREATE POLICY own ON %I FOR SELECT TO totalaudio_app USING (user_id = (SELECT current_user_id_v1()))', found);
    END LOOP;
END $$;

CREATE FUNCTION event_bucket_v1(duration_ms integer) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN duration_ms IS NOT NULL THEN
    least(95, floor(ln(greatest(duration_ms, 1)::double precision) / ln(1.2::double precision)))::integer END;
COMMENT ON FUNCTION event_bucket_v1 IS
    'The place, from 0 to 95, of a duration in a histogram whose places grow by a factor of 1.2.';

CREATE FUNCTION event_histogram_v1(buckets integer[], counts bigint[]) RETURNS integer[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = totalaudio, pg_temp AS $$
DECLARE
    made integer[] := '{}';
    place integer;
BEGIN
    FOR i IN 1 .. coalesce(cardinality(buckets), 0) LOOP
        place := buckets[i] + 1;
        CONTINUE WHEN place IS NULL;
        IF place > cardinality(made) THEN
            made := made || array_fill(0, ARRAY[place - cardinality(made)]);
        END IF;
        made[place] := made[place] + counts[i];
    END LOOP;
    RETURN made;
END $$;
COMMENT ON FUNCTION event_histogram_v1 IS 'Counts at their places, from pairs of place and count; without a place a count is left out.';

-- Events only ever arrive, so a sum is replaced by a larger one alone: what a forgotten person counted for stays, and
-- so do sums of months whose events are gone.
CREATE FUNCTION roll_up_v1(since timestamptz) RETURNS void
LANGUAGE plpgsql SET search_path = totalaudio, pg_temp AS $$
DECLARE
    first_hour timestamptz := date_trunc('hour', since, 'UTC');
    first_day timestamptz := date_trunc('day', since, 'UTC');
BEGIN
    PERFORM pg_advisory_xact_lock(7201130);

    WITH counted AS (
        SELECT date_trunc('hour', e.created_at, 'UTC') AS hour, e.app_name, e.event_category, e.event_name, e.source,
               e.status, event_bucket_v1(e.duration_ms) AS bucket, count(*) AS events, sum(e.duration_ms) AS total
        FROM events e WHERE e.created_at >= first_hour
        GROUP BY 1, 2, 3, 4, 5, 6, 7
    )
    INSERT INTO event_hours AS h
    SELECT c.hour, c.app_name, c.event_category, c.event_name, c.source, c.status, sum(c.events),
           coalesce(sum(c.events) FILTER (WHERE c.bucket IS NOT NULL), 0), coalesce(sum(c.total), 0),
           event_histogram_v1(array_agg(c.bucket), array_agg(c.events))
    FROM counted c GROUP BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (hour, app_name, event_category, event_name, source, status) DO UPDATE
    SET events = excluded.events, timed = excluded.timed, duration_total_ms = excluded.duration_total_ms,
        histogram = excluded.histogram
    WHERE excluded.events > h.events;

    WITH counted AS (
        SELECT (e.created_at AT TIME ZONE 'UTC')::date AS date, e.event_name, e.app_name, e.source,
               event_bucket_v1(e.duration_ms) AS bucket, count(*) AS events
        FROM events e WHERE e.created_at >= first_day
        GROUP BY 1, 2, 3, 4, 5
    ), summed AS (
        SELECT c.date, c.event_name, c.app_name, c.source, sum(c.events) AS events,
               coalesce(sum(c.events) FILTER (WHERE c.bucket IS NOT NULL), 0) AS timed,
               event_histogram_v1(array_agg(c.bucket), array_agg(c.events)) AS histogram
        FROM counted c GROUP BY 1, 2, 3, 4
    ), met AS (
        SELECT (e.created_at AT TIME ZONE 'UTC')::date AS date, e.event_name, e.app_name, e.source,
               count(DISTINCT e.user_id) AS people
        FROM events e WHERE e.created_at >= first_day
        GROUP BY 1, 2, 3, 4
    )
    INSERT INTO event_days AS d
    SELECT s.date, s.event_name, s.app_name, s.source, m.people, s.events, s.timed, s.histogram
    FROM summed s JOIN met m USING (date, event_name, app_name, source)
    ON CONFLICT (date, event_name, app_name, source) DO UPDATE
    SET people = greatest(d.people, excluded.people), events = excluded.events, timed = excluded.timed,
        histogram = excluded.histogram
    WHERE excluded.events > d.events;

    INSERT INTO event_weeks (user_id, week, event_name, feature)
    SELECT DISTINCT e.user_id, date_trunc('week', e.created_at AT TIME ZONE 'UTC')::date, e.event_name,
           CASE e.event_name WHEN 'feature-used' THEN coalesce(e.properties ->> 'feature', '') ELSE '' END
    FROM events e
    WHERE e.created_at >= since AND e.source = 'platform' AND substr(e.user_id::text, 15, 1) <> '8'
    ON CONFLICT DO NOTHING;

    INSERT INTO event_firsts AS f (user_id, event_name, feature, first_at, last_at)
    SELECT e.user_id, e.event_name,
           CASE e.event_name WHEN 'feature-used' THEN coalesce(e.properties ->> 'feature', '') ELSE '' END,
           min(e.created_at), max(e.created_at)
    FROM events e
    WHERE e.created_at >= since AND e.source = 'platform' AND substr(e.user_id::text, 15, 1) <> '8'
    GROUP BY 1, 2, 3
    ON CONFLICT (user_id, event_name, feature) DO UPDATE
    SET first_at = least(f.first_at, excluded.first_at), last_at = greatest(f.last_at, excluded.last_at)
    WHERE excluded.first_at < f.first_at OR excluded.last_at > f.last_at;
END $$;
COMMENT ON FUNCTION roll_up_v1 IS
    'Brings the sums of all hours, days and weeks since then up to date; it can be repeated at will.';

REVOKE EXECUTE ON FUNCTION
    event_bucket_v1(integer), event_histogram_v1(integer[], bigint[]), roll_up_v1(timestamptz)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    event_bucket_v1(integer), event_histogram_v1(integer[], bigint[]), roll_up_v1(timestamptz)
    TO totalaudio_system;

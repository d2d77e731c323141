-- How requests come into the minutes, and minutes into hours.
CREATE TABLE ops.request_sources (
    id uuid PRIMARY KEY,
    number bigint NOT NULL,
    seen_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE ops.request_sources IS 'The processes that count requests: what one of them sends twice is counted once.';
COMMENT ON COLUMN ops.request_sources.id IS 'The process.';
COMMENT ON COLUMN ops.request_sources.number IS 'The number of the last parcel of counts that was taken from it.';
COMMENT ON COLUMN ops.request_sources.seen_at IS 'When that was.';

CREATE TABLE ops.rolled_until (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    until timestamptz NOT NULL
);
COMMENT ON TABLE ops.rolled_until IS 'Up to when the hours hold what the minutes hold.';
COMMENT ON COLUMN ops.rolled_until.only_row IS 'There is one row.';
COMMENT ON COLUMN ops.rolled_until.until IS 'The end of the last hour that was summed up.';

CREATE TABLE ops.stale_hours (
    hour timestamptz PRIMARY KEY
);
COMMENT ON TABLE ops.stale_hours IS 'Hours that were summed up and whose minutes, or whose maintenance, changed after that.';
COMMENT ON COLUMN ops.stale_hours.hour IS 'The beginning of the hour.';

CALL ops.protect('ops.request_sources', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT');
CALL ops.protect('ops.rolled_until', 'SELECT, INSERT, UPDATE', 'SELECT');
CALL ops.protect('ops.stale_hours', 'SELECT, INSERT, DELETE', 'SELECT');
CREATE INDEX request_minutes_minute ON ops.request_minutes (minute);
CREATE INDEX request_hours_hour ON ops.request_hours (hour);

GRANT CREATE ON SCHEMA ops TO totalaudio_system;

CREATE FUNCTION ops.added_v1(one bigint[], other bigint[]) RETURNS bigint[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = ops, pg_temp AS $$
    SELECT array_agg(a + b ORDER BY place) FROM unnest(one, other) WITH ORDINALITY AS pairs (a, b, place)
$$;
REVOKE EXECUTE ON FUNCTION ops.added_v1(bigint[], bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ops.added_v1(bigint[], bigint[]) TO totalaudio_system;
COMMENT ON FUNCTION ops.added_v1 IS 'Two histograms, place by place.';

-- Those who count share this; who sums up has it alone, so that no count slips in behind an hour that is being summed up.
CREATE FUNCTION ops.mark_stale_v1(minutes timestamptz[]) RETURNS void
LANGUAGE plpgsql SET search_path = ops, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(7201128);
    INSERT INTO stale_hours (hour)
        SELECT DISTINCT date_bin('1 hour', minute, '2000-01-01 00:00Z') FROM unnest(minutes) AS minute
        WHERE minute < (SELECT until FROM rolled_until) AND minute > now() - interval '39 days'
        ON CONFLICT DO NOTHING;
END $$;
REVOKE EXECUTE ON FUNCTION ops.mark_stale_v1(timestamptz[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ops.mark_stale_v1(timestamptz[]) TO totalaudio_system;
COMMENT ON FUNCTION ops.mark_stale_v1 IS 'Remembers which hours have to be summed up again, because something changed in them.';

-- Each row is one app, minute and class; the histograms stand one after the other. A parcel is taken whole, and once.
CREATE FUNCTION ops.count_requests_v1(
    source uuid, parcel bigint, apps text[], minutes timestamptz[], classes text[],
    bads bigint[], left_outs bigint[], histograms bigint[]
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ops, pg_temp AS $$
DECLARE
    places CONSTANT integer := 21;
    size CONSTANT integer := cardinality(apps);
BEGIN
    IF source IS NULL OR parcel IS NULL OR size IS NULL OR size NOT BETWEEN 1 AND 5000
        OR (cardinality(minutes), cardinality(classes), cardinality(bads), cardinality(left_outs),
            cardinality(histograms)) IS DISTINCT FROM (size, size, size, size, size * places) THEN
        RAISE EXCEPTION 'counts of requests do not fit together: send one value for each row, and % places', places
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF EXISTS (
        SELECT FROM unnest(bads) WITH ORDINALITY AS told (bad, place)
        WHERE bad > (SELECT sum(number) FROM unnest(histograms[(place - 1) * places + 1 : place * places]) AS number)
    ) THEN
        RAISE EXCEPTION 'counts of requests name more bad ones than there were: count a bad one among all'
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF EXISTS (
        SELECT FROM unnest(apps, minutes, classes, bads, left_outs) AS told (app, minute, class, bad, left_out)
        WHERE (app IN ('audio-intel', 'tracker', 'pitch-generator', 'worker')
            AND class ~ '^[a-z][a-z0-9:-]{0,39}$' AND class <> 'probe' -- which are counted from outside alone
            AND minute = date_bin('1 minute', minute, '2000-01-01 00:00Z')
            AND minute BETWEEN now() - interval '7 days' AND now() + interval '5 minutes'
            AND bad >= 0 AND left_out BETWEEN 0 AND 1000000000) IS NOT TRUE
    ) OR EXISTS (SELECT FROM unnest(histograms) AS number WHERE (number BETWEEN 0 AND 1000000000) IS NOT TRUE) THEN
        RAISE EXCEPTION 'counts of requests name what cannot be: set the clock, and send apps, classes and numbers as declared'
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    INSERT INTO request_sources AS known (id, number) VALUES (source, parcel)
        ON CONFLICT (id) DO UPDATE SET number = excluded.number, seen_at = now()
        WHERE known.number < excluded.number;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM mark_stale_v1(minutes);
    -- In one order, so that two processes never wait for each other.
    INSERT INTO request_minutes AS known (app, minute, route_class, total, bad, left_out, histogram)
        SELECT app, minute, class, (SELECT sum(number) FROM unnest(histogram) AS number), bad, left_out, histogram
        FROM (SELECT app, minute, class, bad, left_out, histograms[(place - 1) * places + 1 : place * places] AS histogram
              FROM unnest(apps, minutes, classes, bads, left_outs)
                  WITH ORDINALITY AS told (app, minute, class, bad, left_out, place)) AS told
        ORDER BY app, minute, class
        ON CONFLICT (app, minute, route_class) DO UPDATE SET
            total = known.total + excluded.total, bad = known.bad + excluded.bad,
            left_out = known.left_out + excluded.left_out, histogram = added_v1(known.histogram, excluded.histogram);
    RETURN true;
END $$;
REVOKE EXECUTE ON FUNCTION ops.count_requests_v1(
    uuid, bigint, text[], timestamptz[], text[], bigint[], bigint[], bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ops.count_requests_v1(
    uuid, bigint, text[], timestamptz[], text[], bigint[], bigint[], bigint[]) TO totalaudio_app, totalaudio_system;
COMMENT ON FUNCTION ops.count_requests_v1 IS
    'Adds what a process counted to the minutes; false when this parcel was taken before. It can only add.';

-- Maintenance that is called off, or ends at another time, changes hours that were summed up.
CREATE FUNCTION ops.mark_maintenance_v1() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ops, pg_temp AS $$
BEGIN
    PERFORM mark_stale_v1(ARRAY(SELECT generate_series(
        date_bin('1 hour', least(NEW.starts_at, OLD.starts_at), '2000-01-01 00:00Z'),
        least(now(), greatest(NEW.ends_at, OLD.ends_at)), interval '1 hour')));
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION ops.mark_maintenance_v1() FROM PUBLIC;
COMMENT ON FUNCTION ops.mark_maintenance_v1 IS 'Lets the hours of a maintenance that changed be summed up again.';
CREATE TRIGGER mark_maintenance AFTER INSERT OR UPDATE ON ops.maintenance
    FOR EACH ROW EXECUTE FUNCTION ops.mark_maintenance_v1();

ALTER FUNCTION ops.added_v1(bigint[], bigint[]) OWNER TO totalaudio_system;
ALTER FUNCTION ops.mark_stale_v1(timestamptz[]) OWNER TO totalaudio_system;
ALTER FUNCTION ops.count_requests_v1(
    uuid, bigint, text[], timestamptz[], text[], bigint[], bigint[], bigint[]) OWNER TO totalaudio_system;
ALTER FUNCTION ops.mark_maintenance_v1() OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA ops FROM totalaudio_system;

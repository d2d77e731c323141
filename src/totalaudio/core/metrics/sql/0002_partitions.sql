-- A partition of the events per month, made ahead and dropped when it is too old. Both functions change the schema, so
-- they are the owner's; only the worker may call them. Names tell the month: events_2026_11.

CREATE FUNCTION make_event_partition_v1(month date) RETURNS boolean
LANGUAGE plpgsql SET search_path = totalaudio, pg_temp AS $$
DECLARE
    made text := 'events_' || to_char(month, 'YYYY_MM');
    begins timestamptz := month::timestamp AT TIME ZONE 'UTC';
    ends timestamptz := (month + interval '1 month') AT TIME ZONE 'UTC';
    found record;
BEGIN
    IF to_regclass(made) IS NOT NULL THEN
        RETURN false;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE events INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS)', made);
    EXECUTE format('COMMENT ON TABLE %I IS %L', made, 'Events of ' || to_char(month, 'YYYY-MM') || ' (UTC).');
    -- Nothing of this month may arrive in the default partition between the move and ATTACH, which would refuse it.
    LOCK TABLE events_default IN ACCESS EXCLUSIVE MODE;
    EXECUTE format(
        'WITH moved AS (DELETE FROM events_default WHERE created_at >= %L AND created_at < %L RETURNING *)
         INSERT INTO %I SELECT * FROM moved', begins, ends, made);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', made);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', made);
    FOR found IN SELECT * FROM pg_policies WHERE schemaname = 'totalaudio' AND tablename = 'events' LOOP
        EXECUTE format('CREATE POLICY %I ON %I AS %s FOR %s TO %s%s%s', found.policyname, made, found.permissive,
                       found.cmd, array_to_string(found.roles, ', '), ' USING (' || found.qual || ')',
                       ' WITH CHECK (' || found.with_check || ')');
    END LOOP;
    EXECUTE format('ALTER TABLE events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', made, begins, ends);
    RETURN true;
END $$;
COMMENT ON FUNCTION make_event_partition_v1 IS
    'Makes the partition of the month that begins on this day, if it is missing, with the rows that wait for it; of the owner alone.';

CREATE FUNCTION make_event_partitions_v1(months_ahead integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
DECLARE
    this_month date := date_trunc('month', now() AT TIME ZONE 'UTC');
    wanted date;
    made integer := 0;
BEGIN
    IF months_ahead IS NULL OR months_ahead NOT BETWEEN 0 AND 24 THEN
        RAISE EXCEPTION 'partitions are made for 0 to 24 months ahead, not for %', months_ahead
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM pg_advisory_xact_lock(7201131);
    FOR wanted IN
        SELECT (this_month + make_interval(months => n))::date FROM generate_series(0, months_ahead) n
        UNION
        SELECT date_trunc('month', e.created_at AT TIME ZONE 'UTC')::date FROM events_default e
        WHERE e.created_at < this_month + interval '24 months' -- a clock that is years ahead makes no partition
        ORDER BY 1
    LOOP
        made := made + make_event_partition_v1(wanted)::integer;
    END LOOP;
    RETURN made;
END $$;
COMMENT ON FUNCTION make_event_partitions_v1 IS
    'Makes the missing partitions of this month, of so many after it, and of every month whose events wait; returns how many.';

CREATE FUNCTION drop_event_partitions_v1(keep_months integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
DECLARE
    oldest date;
    found text;
    dropped integer := 0;
BEGIN
    -- Before the year 1 the names of months would no longer stand in their order, and all would be dropped.
    IF keep_months IS NULL OR keep_months NOT BETWEEN 1 AND 1200 THEN
        RAISE EXCEPTION 'events are kept for 1 to 1200 months, not for %', keep_months
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    oldest := date_trunc('month', now() AT TIME ZONE 'UTC') - make_interval(months => keep_months);
    PERFORM pg_advisory_xact_lock(7201131);
    FOR found IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'events'::regclass AND c.relname ~ '^events_\d{4}_\d{2}$'
          AND c.relname < 'events_' || to_char(oldest, 'YYYY_MM')
        ORDER BY 1
    LOOP
        EXECUTE format('DROP TABLE %I', found);
        dropped := dropped + 1;
    END LOOP;
    DELETE FROM events_default WHERE created_at < oldest::timestamp AT TIME ZONE 'UTC';
    RETURN dropped;
END $$;
COMMENT ON FUNCTION drop_event_partitions_v1 IS
    'Drops the partitions, and the events that wait for one, older than so many months before this; returns how many partitions.';

REVOKE EXECUTE ON FUNCTION
    make_event_partition_v1(date), make_event_partitions_v1(integer), drop_event_partitions_v1(integer)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_event_partitions_v1(integer), drop_event_partitions_v1(integer) TO totalaudio_system;

-- Partitions do not take over comments by themselves.
DO $$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT a.attname AS name, col_description(a.attrelid, a.attnum) AS words FROM pg_attribute a
        WHERE a.attrelid = 'events'::regclass AND a.attnum > 0 AND NOT a.attisdropped
    LOOP
        EXECUTE format('COMMENT ON COLUMN events_default.%I IS %L', found.name, found.words);
    END LOOP;
END $$;

-- What is seen from outside. A dead app counts nothing itself, so a failed probe weighs what people could not do meanwhile:
-- the app's mean number of counted requests in the fifteen seconds between two probes, over the day before.
GRANT CREATE ON SCHEMA ops TO totalaudio_system;
CREATE FUNCTION ops.count_probe_v1(probed text, is_good boolean, place integer, places integer, at timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = ops, pg_temp AS $$
DECLARE
    weight bigint := 1;
    wanted integer := CASE WHEN is_good THEN place ELSE places - 1 END;
    counted bigint[] := array_fill(0::bigint, ARRAY[places]);
BEGIN
    IF NOT is_good THEN
        SELECT greatest(1, ceil(coalesce(sum(total), 0) / 5760.0)) INTO weight FROM request_minutes
            WHERE app = probed AND minute >= at - interval '1 day' AND minute < at
              AND route_class <> 'probe' AND route_class NOT LIKE '%:%';
    END IF;
    counted[wanted + 1] := weight;
    PERFORM mark_stale_v1(ARRAY[at]);
    INSERT INTO request_minutes AS m (app, minute, route_class, total, bad, left_out, histogram)
        VALUES (probed, date_trunc('minute', at, 'UTC'), 'probe', weight, CASE WHEN is_good THEN 0 ELSE weight END, 0, counted)
        ON CONFLICT (app, minute, route_class) DO UPDATE SET
            total = m.total + excluded.total,
            bad = m.bad + excluded.bad,
            histogram = added_v1(m.histogram, excluded.histogram);
END $$;
REVOKE EXECUTE ON FUNCTION ops.count_probe_v1(text, boolean, integer, integer, timestamptz) FROM PUBLIC;
COMMENT ON FUNCTION ops.count_probe_v1 IS
    'Counts the answer to a probe in its minute, by its place in the histogram; a failed one weighs what people could not do, and was slower than every bound.';

-- Maintenance tells itself, whoever announces it or calls it off.
CREATE FUNCTION ops.tell_maintenance_v1() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ops, pg_temp AS $$
DECLARE
    about CONSTANT text := 'Maintenance of ' || coalesce(NEW.app, 'all apps');
    said text; what text; moment timestamptz := now();
BEGIN
    IF TG_OP = 'INSERT' THEN
        what := 'announced';
        moment := NEW.declared_at;
        said := format('announced for %s to %s UTC: %s', to_char(NEW.starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'),
                       to_char(NEW.ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'), rtrim(NEW.reason, '.'));
    ELSIF NEW.cancelled_at IS DISTINCT FROM OLD.cancelled_at THEN
        what := 'cancelled';
        moment := NEW.cancelled_at;
        said := 'called off by ' || coalesce(NEW.changed_by, 'somebody');
    ELSE
        what := 'ended';
        moment := NEW.ends_at;
        said := 'ended early by ' || coalesce(NEW.changed_by, 'somebody');
    END IF;
    INSERT INTO happenings (at, kind, app, text, source_key)
        VALUES (coalesce(moment, now()), 'maintenance', NEW.app, format('%s %s.', about, said),
                format('maintenance %s %s', what, NEW.id))
        ON CONFLICT (source_key) DO NOTHING;
    RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION ops.tell_maintenance_v1() FROM PUBLIC;
COMMENT ON FUNCTION ops.tell_maintenance_v1 IS 'Writes announced, ended and cancelled maintenance down as a happening.';
CREATE TRIGGER tell_maintenance AFTER INSERT OR UPDATE ON ops.maintenance
    FOR EACH ROW EXECUTE FUNCTION ops.tell_maintenance_v1();

-- Longer, or announced again after it was called off, it would hide an outage that nobody announced.
CREATE FUNCTION ops.keep_maintenance_v1() RETURNS trigger
LANGUAGE plpgsql SET search_path = ops, pg_temp AS $$
BEGIN
    IF NEW.ends_at > OLD.ends_at OR (OLD.cancelled_at IS NOT NULL AND NEW.cancelled_at IS DISTINCT FROM OLD.cancelled_at) THEN
        RAISE EXCEPTION 'maintenance % can be called off or end earlier, and nothing else: announce another', OLD.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
REVOKE EXECUTE ON FUNCTION ops.keep_maintenance_v1() FROM PUBLIC;
COMMENT ON FUNCTION ops.keep_maintenance_v1 IS 'Lets announced maintenance be called off or end earlier, and nothing else.';
CREATE TRIGGER keep_maintenance BEFORE UPDATE ON ops.maintenance
    FOR EACH ROW EXECUTE FUNCTION ops.keep_maintenance_v1();
ALTER FUNCTION ops.keep_maintenance_v1() OWNER TO totalaudio_system;
ALTER FUNCTION ops.tell_maintenance_v1() OWNER TO totalaudio_system;
ALTER FUNCTION ops.count_probe_v1(text, boolean, integer, integer, timestamptz) OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA ops FROM totalaudio_system;

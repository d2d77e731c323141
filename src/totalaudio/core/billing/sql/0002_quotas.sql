-- Quotas. Nobody but these functions writes usage and reservations. Whoever changes what counts holds the row of the
-- month first, so that two who ask at one moment ask one after the other; a plan without a limit asks nobody to wait.
GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;

CREATE FUNCTION check_quota_workspace_v1(wanted_workspace uuid) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = totalaudio, pg_temp AS $$
BEGIN
    IF is_system_v1() THEN
        RETURN;
    END IF;
    IF wanted_workspace IS DISTINCT FROM current_workspace_id_v1()
            OR current_role_v1() NOT IN ('owner', 'admin', 'member') THEN
        RAISE EXCEPTION 'quotas are used by those who work in the workspace'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;
COMMENT ON FUNCTION check_quota_workspace_v1 IS
    'Refuses any workspace but that of the context, for everybody but the system role.';

CREATE FUNCTION held_by_others_v1(month uuid, but_not uuid, moment timestamptz) RETURNS bigint
LANGUAGE sql STABLE SET search_path = totalaudio, pg_temp AS $$
    SELECT coalesce(sum(r.amount), 0) FROM billing_reservation r
    WHERE r.usage_id = month AND r.id <> but_not AND r.expires_at > moment
$$;
COMMENT ON FUNCTION held_by_others_v1 IS 'What reservations that have not expired hold of a month, but for one.';

-- One that is there keeps its month, also when another month has begun. The clock is read once the row is held.
CREATE FUNCTION hold_quota_v1(
    wanted_workspace uuid, reservation uuid, new_usage uuid, limit_name text, month_begins timestamptz,
    month_ends timestamptz, plan_allows integer, wanted integer, lasts interval
) RETURNS TABLE (is_held boolean, left_over bigint, ends_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
#variable_conflict use_column
DECLARE
    month billing_usage;
    free bigint;
BEGIN
    PERFORM check_quota_workspace_v1(wanted_workspace);
    IF wanted IS NULL OR wanted < 0 THEN
        RAISE EXCEPTION 'nobody can reserve %', wanted USING ERRCODE = 'invalid_parameter_value';
    END IF;
    SELECT u.* INTO month FROM billing_reservation r JOIN billing_usage u ON u.id = r.usage_id
        WHERE r.workspace_id = wanted_workspace AND r.id = reservation AND u."limit" = limit_name;
    IF NOT FOUND THEN
        INSERT INTO billing_usage (id, workspace_id, "limit", begins_at, ends_at, used)
            VALUES (new_usage, wanted_workspace, limit_name, month_begins, month_ends, 0)
            ON CONFLICT (workspace_id, "limit", begins_at) DO NOTHING;
        SELECT u.* INTO month FROM billing_usage u
            WHERE u.workspace_id = wanted_workspace AND u."limit" = limit_name AND u.begins_at = month_begins;
    END IF;
    IF plan_allows IS NOT NULL THEN
        SELECT u.* INTO month FROM billing_usage u WHERE u.id = month.id FOR NO KEY UPDATE;
        free := greatest(plan_allows - month.used - held_by_others_v1(month.id, reservation, clock_timestamp()), 0);
        IF wanted > free THEN
            RETURN QUERY SELECT false, free, month.ends_at;
            RETURN;
        END IF;
    END IF;
    INSERT INTO billing_reservation (id, workspace_id, usage_id, amount, allowed, made_at, expires_at)
        VALUES (reservation, wanted_workspace, month.id, wanted, plan_allows, now(), clock_timestamp() + lasts)
        ON CONFLICT (id) DO UPDATE
            SET amount = excluded.amount, allowed = excluded.allowed, expires_at = excluded.expires_at
            WHERE billing_reservation.workspace_id = excluded.workspace_id
              AND billing_reservation.usage_id = excluded.usage_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the reservation % is another one', reservation USING ERRCODE = 'unique_violation';
    END IF;
    RETURN QUERY SELECT true, free - wanted, month.ends_at;
END $$;
COMMENT ON FUNCTION hold_quota_v1 IS
    'Reserves an amount of a limit, or renews a reservation with this amount; says what is left of it and until when.';

-- What a reservation that has expired used is counted as far as there is room: the limit holds before all else.
CREATE FUNCTION settle_quota_v1(wanted_workspace uuid, reservation uuid, used_now integer, lasts interval)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
#variable_conflict use_column
DECLARE
    held billing_reservation;
    month billing_usage;
    moment timestamptz;
    counted integer := used_now;
BEGIN
    PERFORM check_quota_workspace_v1(wanted_workspace);
    SELECT r.* INTO held FROM billing_reservation r
        WHERE r.workspace_id = wanted_workspace AND r.id = reservation;
    IF NOT FOUND OR (used_now = 0 AND held.allowed IS NULL) THEN
        RETURN 0;
    END IF;
    SELECT u.* INTO month FROM billing_usage u WHERE u.id = held.usage_id FOR NO KEY UPDATE;
    SELECT r.* INTO held FROM billing_reservation r WHERE r.id = reservation FOR UPDATE;
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    IF used_now IS NULL OR used_now < 0 OR used_now > held.amount THEN
        RAISE EXCEPTION 'the reservation % holds %, not %', reservation, held.amount, used_now
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    moment := clock_timestamp();
    IF held.allowed IS NOT NULL AND held.expires_at <= moment THEN
        counted := least(used_now,
            greatest(held.allowed - month.used - held_by_others_v1(month.id, reservation, moment), 0));
    ELSE
        held.expires_at := moment + lasts;
    END IF;
    UPDATE billing_usage SET used = used + counted WHERE id = month.id;
    UPDATE billing_reservation SET amount = amount - used_now, expires_at = held.expires_at WHERE id = reservation;
    RETURN counted;
END $$;
COMMENT ON FUNCTION settle_quota_v1 IS
    'Counts a part of a reservation as used and renews the rest; returns what was counted.';

CREATE FUNCTION release_quota_v1(wanted_workspace uuid, reservation uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
BEGIN
    PERFORM check_quota_workspace_v1(wanted_workspace);
    DELETE FROM billing_reservation r WHERE r.workspace_id = wanted_workspace AND r.id = reservation;
END $$;
COMMENT ON FUNCTION release_quota_v1 IS 'Gives back what a reservation still holds; harmless when it is gone.';

REVOKE EXECUTE ON FUNCTION
    check_quota_workspace_v1(uuid),
    held_by_others_v1(uuid, uuid, timestamptz),
    hold_quota_v1(uuid, uuid, uuid, text, timestamptz, timestamptz, integer, integer, interval),
    settle_quota_v1(uuid, uuid, integer, interval),
    release_quota_v1(uuid, uuid)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    check_quota_workspace_v1(uuid),
    held_by_others_v1(uuid, uuid, timestamptz)
    TO totalaudio_system;
GRANT EXECUTE ON FUNCTION
    hold_quota_v1(uuid, uuid, uuid, text, timestamptz, timestamptz, integer, integer, interval),
    settle_quota_v1(uuid, uuid, integer, interval),
    release_quota_v1(uuid, uuid)
    TO totalaudio_app, totalaudio_system;
ALTER FUNCTION hold_quota_v1(uuid, uuid, uuid, text, timestamptz, timestamptz, integer, integer, interval)
    OWNER TO totalaudio_system;
ALTER FUNCTION settle_quota_v1(uuid, uuid, integer, interval) OWNER TO totalaudio_system;
ALTER FUNCTION release_quota_v1(uuid, uuid) OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;

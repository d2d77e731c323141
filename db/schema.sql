-- The schema that the migrations make. Written by ./totalaudio schema; do not edit.

CREATE SCHEMA ops;

ALTER SCHEMA ops OWNER TO totalaudio_owner;

CREATE SCHEMA totalaudio;

ALTER SCHEMA totalaudio OWNER TO totalaudio_owner;

CREATE TYPE totalaudio.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);

ALTER TYPE totalaudio.procrastinate_job_event_type OWNER TO totalaudio_owner;

CREATE TYPE totalaudio.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);

ALTER TYPE totalaudio.procrastinate_job_status OWNER TO totalaudio_owner;

CREATE TYPE totalaudio.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);

ALTER TYPE totalaudio.procrastinate_job_to_defer_v1 OWNER TO totalaudio_owner;

CREATE FUNCTION ops.added_v1(one bigint[], other bigint[]) RETURNS bigint[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'ops', 'pg_temp'
    AS $$
    SELECT array_agg(a + b ORDER BY place) FROM unnest(one, other) WITH ORDINALITY AS pairs (a, b, place)
$$;

ALTER FUNCTION ops.added_v1(one bigint[], other bigint[]) OWNER TO totalaudio_system;

COMMENT ON FUNCTION ops.added_v1(one bigint[], other bigint[]) IS 'Two histograms, place by place.';

CREATE FUNCTION ops.count_probe_v1(probed text, is_good boolean, place integer, places integer, at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'ops', 'pg_temp'
    AS $$
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

ALTER FUNCTION ops.count_probe_v1(probed text, is_good boolean, place integer, places integer, at timestamp with time zone) OWNER TO totalaudio_system;

COMMENT ON FUNCTION ops.count_probe_v1(probed text, is_good boolean, place integer, places integer, at timestamp with time zone) IS 'Counts the answer to a probe in its minute, by its place in the histogram; a failed one weighs what people could not do, and was slower than every bound.';

CREATE FUNCTION ops.count_requests_v1(source uuid, parcel bigint, apps text[], minutes timestamp with time zone[], classes text[], bads bigint[], left_outs bigint[], histograms bigint[]) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'ops', 'pg_temp'
    AS $_$
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
END $_$;

ALTER FUNCTION ops.count_requests_v1(source uuid, parcel bigint, apps text[], minutes timestamp with time zone[], classes text[], bads bigint[], left_outs bigint[], histograms bigint[]) OWNER TO totalaudio_system;

COMMENT ON FUNCTION ops.count_requests_v1(source uuid, parcel bigint, apps text[], minutes timestamp with time zone[], classes text[], bads bigint[], left_outs bigint[], histograms bigint[]) IS 'Adds what a process counted to the minutes; false when this parcel was taken before. It can only add.';

CREATE FUNCTION ops.keep_maintenance_v1() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'ops', 'pg_temp'
    AS $$
BEGIN
    IF NEW.ends_at > OLD.ends_at OR (OLD.cancelled_at IS NOT NULL AND NEW.cancelled_at IS DISTINCT FROM OLD.cancelled_at) THEN
        RAISE EXCEPTION 'maintenance % can be called off or end earlier, and nothing else: announce another', OLD.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

ALTER FUNCTION ops.keep_maintenance_v1() OWNER TO totalaudio_system;

COMMENT ON FUNCTION ops.keep_maintenance_v1() IS 'Lets announced maintenance be called off or end earlier, and nothing else.';

CREATE FUNCTION ops.keep_unsent_v1() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'ops', 'pg_temp'
    AS $$
BEGIN
    IF OLD.sent_at IS NULL AND current_user = 'totalaudio_system' THEN
        RAISE EXCEPTION 'notification % was not sent: only what was sent can be deleted', OLD.id
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN OLD;
END $$;

ALTER FUNCTION ops.keep_unsent_v1() OWNER TO totalaudio_system;

COMMENT ON FUNCTION ops.keep_unsent_v1() IS 'Lets the system delete notifications that were sent, and no others.';

CREATE FUNCTION ops.mark_maintenance_v1() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'ops', 'pg_temp'
    AS $$
BEGIN
    PERFORM mark_stale_v1(ARRAY(SELECT generate_series(
        date_bin('1 hour', least(NEW.starts_at, OLD.starts_at), '2000-01-01 00:00Z'),
        least(now(), greatest(NEW.ends_at, OLD.ends_at)), interval '1 hour')));
    RETURN NULL;
END $$;

ALTER FUNCTION ops.mark_maintenance_v1() OWNER TO totalaudio_system;

COMMENT ON FUNCTION ops.mark_maintenance_v1() IS 'Lets the hours of a maintenance that changed be summed up again.';

CREATE FUNCTION ops.mark_stale_v1(minutes timestamp with time zone[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'ops', 'pg_temp'
    AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(7201128);
    INSERT INTO stale_hours (hour)
        SELECT DISTINCT date_bin('1 hour', minute, '2000-01-01 00:00Z') FROM unnest(minutes) AS minute
        WHERE minute < (SELECT until FROM rolled_until) AND minute > now() - interval '39 days'
        ON CONFLICT DO NOTHING;
END $$;

ALTER FUNCTION ops.mark_stale_v1(minutes timestamp with time zone[]) OWNER TO totalaudio_system;

COMMENT ON FUNCTION ops.mark_stale_v1(minutes timestamp with time zone[]) IS 'Remembers which hours have to be summed up again, because something changed in them.';

CREATE PROCEDURE ops.protect(IN wanted regclass, IN system_verbs text, IN operator_verbs text)
    LANGUAGE plpgsql
    SET search_path TO 'ops', 'pg_temp'
    AS $$
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

ALTER PROCEDURE ops.protect(IN wanted regclass, IN system_verbs text, IN operator_verbs text) OWNER TO totalaudio_owner;

COMMENT ON PROCEDURE ops.protect(IN wanted regclass, IN system_verbs text, IN operator_verbs text) IS 'Row-level security and grants of a table of operations; for the owner, in these files.';

CREATE FUNCTION ops.tell_flag_v1() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'ops', 'pg_temp'
    AS $$
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

ALTER FUNCTION ops.tell_flag_v1() OWNER TO totalaudio_system;

COMMENT ON FUNCTION ops.tell_flag_v1() IS 'Writes a change of a flag down as a happening.';

CREATE FUNCTION ops.tell_maintenance_v1() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'ops', 'pg_temp'
    AS $$
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

ALTER FUNCTION ops.tell_maintenance_v1() OWNER TO totalaudio_system;

COMMENT ON FUNCTION ops.tell_maintenance_v1() IS 'Writes announced, ended and cancelled maintenance down as a happening.';

CREATE FUNCTION totalaudio.accept_invitation_v1(wanted_hash text, member_id uuid) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
DECLARE
    invitation accounts_invitation;
BEGIN
    IF current_user_id_v1() IS NULL THEN
        RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT * INTO invitation FROM accounts_invitation
        WHERE key_hash = wanted_hash AND accepted_at IS NULL AND expires_at > now() FOR UPDATE;
    -- A link that was passed on does not open the door for somebody else.
    IF NOT FOUND OR NOT EXISTS (SELECT 1 FROM accounts_user u
            WHERE u.id = current_user_id_v1() AND lower(u.email) = lower(invitation.email)) THEN
        RETURN NULL;
    END IF;
    INSERT INTO accounts_member (id, workspace_id, user_id, role, joined_at)
        VALUES (member_id, invitation.workspace_id, current_user_id_v1(), invitation.role, now())
        ON CONFLICT (workspace_id, user_id) DO NOTHING;
    UPDATE accounts_invitation SET accepted_at = now() WHERE id = invitation.id;
    RETURN invitation.workspace_id;
END $$;

ALTER FUNCTION totalaudio.accept_invitation_v1(wanted_hash text, member_id uuid) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.accept_invitation_v1(wanted_hash text, member_id uuid) IS 'Makes the current user a member by an open invitation; NULL when it is not open.';

CREATE FUNCTION totalaudio.calendar_by_key_v1(wanted_hash text, since date) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
    SELECT jsonb_build_object('workspace', w.name, 'entries', (
        SELECT coalesce(jsonb_agg(e ORDER BY e.day, e.id), '[]') FROM (
            SELECT u.id, 'follow-up' AS what, u.due_date AS day, u.number, u.note, u.created_at AS at, t.id AS target_id,
                   c.id AS campaign_id, c.artist || ': ' || c.title AS campaign,
                   coalesce(nullif(p.name, ''), p.outlet_name, '') AS contact, coalesce(p.outlet_name, '') AS outlet
            FROM campaigns_followup u
            JOIN campaigns_target t ON t.workspace_id = u.workspace_id AND t.id = u.target_id
            JOIN campaigns_campaign c ON c.workspace_id = u.workspace_id AND c.id = t.campaign_id
            LEFT JOIN contacts_contact p ON p.workspace_id = u.workspace_id AND p.id = t.contact_id
            WHERE u.workspace_id = f.workspace_id AND u.state = 'open' AND u.due_date >= since
              AND c.status IN ('planning', 'active')
            UNION ALL
            SELECT c.id, 'impact', c.impact_date, 0, '', c.updated_at, NULL, c.id, c.artist || ': ' || c.title, '', ''
            FROM campaigns_campaign c WHERE c.workspace_id = f.workspace_id AND c.impact_date >= since
              AND c.status IN ('planning', 'active')) e))
    FROM tracker_feed f JOIN tenancy_workspace w ON w.id = f.workspace_id
    JOIN accounts_member m ON m.workspace_id = f.workspace_id AND m.user_id = f.user_id AND m.role <> 'client'
    JOIN accounts_user a ON a.id = f.user_id AND a.is_active
    WHERE f.key_hash = wanted_hash
$$;

ALTER FUNCTION totalaudio.calendar_by_key_v1(wanted_hash text, since date) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.calendar_by_key_v1(wanted_hash text, since date) IS 'What is due in the workspace of a private calendar, by the hash of its key; NULL when nobody of it holds that key.';

CREATE FUNCTION totalaudio.campaign_report_v1(wanted uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
    SELECT dressed_report_v1(current_workspace_id_v1(), wanted)
    WHERE current_role_v1() IN ('owner', 'admin', 'member')
       OR (current_role_v1() = 'client' AND EXISTS (
            SELECT 1 FROM campaigns_reader r WHERE r.workspace_id = current_workspace_id_v1()
            AND r.campaign_id = wanted AND r.user_id = current_user_id_v1()))
$$;

ALTER FUNCTION totalaudio.campaign_report_v1(wanted uuid) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.campaign_report_v1(wanted uuid) IS 'The report of a campaign of the current workspace, for those who work there and for clients for whom it was chosen.';

CREATE FUNCTION totalaudio.cancel_demo_call_v1(wanted text) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
    WITH ended AS (
        UPDATE web_democall c SET cancelled_at = now()
        WHERE c.key_hash = wanted AND c.cancelled_at IS NULL AND c.starts_at > now()
        RETURNING 1
    )
    SELECT EXISTS (SELECT FROM ended)
$$;

ALTER FUNCTION totalaudio.cancel_demo_call_v1(wanted text) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.cancel_demo_call_v1(wanted text) IS 'Cancels the call to come whose link has the key with this hash; false when there is none, or it was cancelled before.';

CREATE FUNCTION totalaudio.change_flag_v1(change_id uuid, wanted_flag text, wanted_scope text, wanted_subject uuid, wanted_on boolean, wanted_variant text, wanted_end timestamp with time zone, why text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
DECLARE
    who uuid := current_user_id_v1();
    old jsonb;
    made bigint;
BEGIN
    IF NOT (is_operator_v1() OR is_system_v1()) THEN
        RAISE EXCEPTION 'only operators change flags' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF coalesce(btrim(why), '') = '' THEN
        RAISE EXCEPTION 'a change of a flag needs a reason' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    IF wanted_end <= now() THEN
        RAISE EXCEPTION 'the override would have ended already' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    INSERT INTO flags_version (id, version) VALUES (1, 0) ON CONFLICT DO NOTHING;
    PERFORM 1 FROM flags_version WHERE id = 1 FOR UPDATE;
    SELECT jsonb_build_object('is_on', is_on, 'variant', variant, 'expires_at', expires_at) INTO old
        FROM flags_override
        WHERE flag = wanted_flag AND scope = wanted_scope AND subject IS NOT DISTINCT FROM wanted_subject;
    DELETE FROM flags_override
        WHERE flag = wanted_flag AND scope = wanted_scope AND subject IS NOT DISTINCT FROM wanted_subject;
    IF NOT FOUND AND wanted_on IS NULL THEN
        RETURN NULL;
    END IF;
    IF wanted_on IS NOT NULL THEN
        INSERT INTO flags_override (id, flag, scope, subject, is_on, variant, reason, expires_at, made_by)
        VALUES (change_id, wanted_flag, wanted_scope, wanted_subject, wanted_on, wanted_variant, btrim(why), wanted_end, who);
    END IF;
    INSERT INTO flags_change (id, flag, scope, subject, before, after, reason, made_by)
    VALUES (
        change_id, wanted_flag, wanted_scope, wanted_subject, old,
        CASE WHEN wanted_on IS NOT NULL THEN
            jsonb_build_object('is_on', wanted_on, 'variant', wanted_variant, 'expires_at', wanted_end) END,
        btrim(why), who);
    UPDATE flags_version SET version = version + 1 WHERE id = 1 RETURNING version INTO made;
    PERFORM pg_notify('flags_v1', made::text);
    RETURN made;
END $$;

ALTER FUNCTION totalaudio.change_flag_v1(change_id uuid, wanted_flag text, wanted_scope text, wanted_subject uuid, wanted_on boolean, wanted_variant text, wanted_end timestamp with time zone, why text) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.change_flag_v1(change_id uuid, wanted_flag text, wanted_scope text, wanted_subject uuid, wanted_on boolean, wanted_variant text, wanted_end timestamp with time zone, why text) IS 'Sets an override, or clears it when wanted_on is null, for operators and the system; returns the new version, null when there was nothing to clear.';

CREATE FUNCTION totalaudio.check_quota_workspace_v1(wanted_workspace uuid) RETURNS void
    LANGUAGE plpgsql STABLE
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
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

ALTER FUNCTION totalaudio.check_quota_workspace_v1(wanted_workspace uuid) OWNER TO totalaudio_owner;

COMMENT ON FUNCTION totalaudio.check_quota_workspace_v1(wanted_workspace uuid) IS 'Refuses any workspace but that of the context, for everybody but the system role.';

CREATE FUNCTION totalaudio.client_campaigns_v1() RETURNS TABLE(id uuid, artist text, title text, release_type text, status text, impact_date date)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
    SELECT c.id, c.artist, c.title, c.release_type, c.status, c.impact_date
    FROM campaigns_reader r JOIN campaigns_campaign c ON c.workspace_id = r.workspace_id AND c.id = r.campaign_id
    WHERE r.workspace_id = current_workspace_id_v1() AND r.user_id = current_user_id_v1()
      AND current_role_v1() = 'client'
    ORDER BY c.impact_date DESC NULLS LAST, c.id
$$;

ALTER FUNCTION totalaudio.client_campaigns_v1() OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.client_campaigns_v1() IS 'The campaigns that were chosen for the current user, who is a client.';

CREATE FUNCTION totalaudio.continue_on_free_v1() RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
DECLARE
    here uuid := current_workspace_id_v1();
BEGIN
    IF here IS NULL OR current_role_v1() <> 'owner' THEN
        RAISE EXCEPTION 'only an owner gives a plan up' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM 1 FROM tenancy_workspace WHERE id = here AND plan IN ('pro', 'agency') FOR UPDATE;
    IF NOT FOUND OR EXISTS (
        SELECT 1 FROM billing_subscription
        WHERE workspace_id = here AND left_at IS NULL AND status NOT IN ('canceled', 'incomplete_expired')
    ) THEN
        RETURN false;
    END IF;
    UPDATE billing_subscription SET left_at = now() WHERE workspace_id = here AND left_at IS NULL;
    UPDATE tenancy_workspace SET plan = 'free' WHERE id = here;
    RETURN true;
END $$;

ALTER FUNCTION totalaudio.continue_on_free_v1() OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.continue_on_free_v1() IS 'Puts the current workspace on Free after its subscriptions have ended; false when one still stands, or none was paid.';

CREATE FUNCTION totalaudio.count_contacts_v1() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO contacts_tally (id, workspace_id, contacts)
            SELECT gen_random_uuid(), workspace_id, count(*) FROM changed GROUP BY workspace_id
            ON CONFLICT (workspace_id) DO UPDATE SET contacts = contacts_tally.contacts + excluded.contacts;
    ELSE
        UPDATE contacts_tally t SET contacts = t.contacts - gone.number
            FROM (SELECT workspace_id, count(*) AS number FROM changed GROUP BY workspace_id) gone
            WHERE t.workspace_id = gone.workspace_id;
    END IF;
    RETURN NULL;
END $$;

ALTER FUNCTION totalaudio.count_contacts_v1() OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.count_contacts_v1() IS 'Keeps contacts_tally equal to the number of contacts.';

CREATE FUNCTION totalaudio.create_workspace_v1(new_id uuid, new_name text, new_plan text, member_id uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
BEGIN
    IF current_user_id_v1() IS NULL THEN
        RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF new_plan NOT IN ('free', 'self_hosted') THEN
        RAISE EXCEPTION 'a workspace starts on Free or Self-hosted' USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO tenancy_workspace (id, name, plan, created_at) VALUES (new_id, new_name, new_plan, now());
    INSERT INTO accounts_member (id, workspace_id, user_id, role, joined_at)
        VALUES (member_id, new_id, current_user_id_v1(), 'owner', now());
END $$;

ALTER FUNCTION totalaudio.create_workspace_v1(new_id uuid, new_name text, new_plan text, member_id uuid) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.create_workspace_v1(new_id uuid, new_name text, new_plan text, member_id uuid) IS 'Makes a workspace whose owner is the current user.';

CREATE FUNCTION totalaudio.current_role_v1() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$ SELECT coalesce(current_setting('app.role', true), '') $$;

ALTER FUNCTION totalaudio.current_role_v1() OWNER TO totalaudio_owner;

CREATE FUNCTION totalaudio.current_user_id_v1() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$ SELECT nullif(current_setting('app.user_id', true), '')::uuid $$;

ALTER FUNCTION totalaudio.current_user_id_v1() OWNER TO totalaudio_owner;

CREATE FUNCTION totalaudio.current_workspace_id_v1() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$ SELECT nullif(current_setting('app.workspace_id', true), '')::uuid $$;

ALTER FUNCTION totalaudio.current_workspace_id_v1() OWNER TO totalaudio_owner;

CREATE FUNCTION totalaudio.demo_call_by_key_v1(wanted text) RETURNS TABLE(id uuid, starts_at timestamp with time zone, email text, booked_at timestamp with time zone, cancelled_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
    SELECT c.id, c.starts_at, c.email::text, c.booked_at, c.cancelled_at FROM web_democall c WHERE c.key_hash = wanted
$$;

ALTER FUNCTION totalaudio.demo_call_by_key_v1(wanted text) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.demo_call_by_key_v1(wanted text) IS 'The call whose link has the key with this hash.';

CREATE FUNCTION totalaudio.dressed_report_v1(of_workspace uuid, of_campaign uuid) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
    SELECT report_of_v1(of_workspace, of_campaign, coalesce(bool_or(b.names_contacts), false)) || jsonb_build_object(
        'names_contacts', coalesce(bool_or(b.names_contacts), false),
        'brand', jsonb_build_object('name', coalesce(min(b.name), ''), 'line', coalesce(min(b.line), ''),
                                    'logo_type', coalesce(min(b.logo_type), '')))
    FROM tracker_brand b WHERE b.workspace_id = of_workspace
$$;

ALTER FUNCTION totalaudio.dressed_report_v1(of_workspace uuid, of_campaign uuid) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.dressed_report_v1(of_workspace uuid, of_campaign uuid) IS 'A report with the name, line and picture that it carries; for other functions only.';

CREATE FUNCTION totalaudio.drop_event_partitions_v1(keep_months integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $_$
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
END $_$;

ALTER FUNCTION totalaudio.drop_event_partitions_v1(keep_months integer) OWNER TO totalaudio_owner;

COMMENT ON FUNCTION totalaudio.drop_event_partitions_v1(keep_months integer) IS 'Drops the partitions, and the events that wait for one, older than so many months before this; returns how many partitions.';

CREATE FUNCTION totalaudio.enqueue_task_v1(queue text, task text, arguments jsonb, one_at_a_time text) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
    INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, args)
    VALUES (queue, task, 0, one_at_a_time, arguments)
$$;

ALTER FUNCTION totalaudio.enqueue_task_v1(queue text, task text, arguments jsonb, one_at_a_time text) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.enqueue_task_v1(queue text, task text, arguments jsonb, one_at_a_time text) IS 'Adds a task for the worker in the same transaction; tasks with the same lock run one after the other.';

CREATE FUNCTION totalaudio.enter_workspace_v1(entering_user uuid, preferred uuid) RETURNS TABLE(workspace_id uuid, role text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
DECLARE
    found accounts_member;
BEGIN
    SELECT m.* INTO found FROM accounts_member m WHERE m.user_id = entering_user
        ORDER BY m.workspace_id = preferred DESC NULLS LAST, m.joined_at, m.id LIMIT 1;
    PERFORM set_context_v1(entering_user, found.workspace_id, found.role);
    RETURN QUERY SELECT found.workspace_id, found.role::text WHERE found.id IS NOT NULL;
END $$;

ALTER FUNCTION totalaudio.enter_workspace_v1(entering_user uuid, preferred uuid) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.enter_workspace_v1(entering_user uuid, preferred uuid) IS 'Sets the context of a person in the workspace they prefer, else in their first, and returns it; no row when they have none.';

CREATE FUNCTION totalaudio.event_bucket_v1(duration_ms integer) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN (duration_ms IS NOT NULL) THEN (LEAST((95)::double precision, floor((ln((GREATEST(duration_ms, 1))::double precision) / ln((1.2)::double precision)))))::integer ELSE NULL::integer END;

ALTER FUNCTION totalaudio.event_bucket_v1(duration_ms integer) OWNER TO totalaudio_owner;

COMMENT ON FUNCTION totalaudio.event_bucket_v1(duration_ms integer) IS 'The place, from 0 to 95, of a duration in a histogram whose places grow by a factor of 1.2.';

CREATE FUNCTION totalaudio.event_histogram_v1(buckets integer[], counts bigint[]) RETURNS integer[]
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
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

ALTER FUNCTION totalaudio.event_histogram_v1(buckets integer[], counts bigint[]) OWNER TO totalaudio_owner;

COMMENT ON FUNCTION totalaudio.event_histogram_v1(buckets integer[], counts bigint[]) IS 'Counts at their places, from pairs of place and count; without a place a count is left out.';

CREATE FUNCTION totalaudio.event_key_v1(sent_key text) RETURNS TABLE(workspace_id uuid, app_name text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
    SELECT k.workspace_id, k.app_name FROM metrics_eventkey k WHERE k.key = sent_key AND k.revoked_at IS NULL
$$;

ALTER FUNCTION totalaudio.event_key_v1(sent_key text) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.event_key_v1(sent_key text) IS 'The workspace and app of a public key; no row when it is unknown or revoked.';

CREATE FUNCTION totalaudio.facets_v1(email text, email_kind text, status text, country text, outlet text, genres text[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT array_remove(ARRAY[
        'kind:' || nullif(email_kind, ''),
        'status:' || nullif(status, ''),
        'country:' || nullif(country, ''),
        CASE WHEN status = '' THEN 'no:status' END,
        CASE WHEN email = '' THEN 'no:email' END,
        CASE WHEN outlet = '' THEN 'no:outlet' END,
        CASE WHEN country = '' THEN 'no:country' END,
        CASE WHEN genres = '{}' THEN 'no:genres' END
    ], NULL)
$$;

ALTER FUNCTION totalaudio.facets_v1(email text, email_kind text, status text, country text, outlet text, genres text[]) OWNER TO totalaudio_owner;

COMMENT ON FUNCTION totalaudio.facets_v1(email text, email_kind text, status text, country text, outlet text, genres text[]) IS 'What a contact can be filtered by, beside its genres.';

CREATE FUNCTION totalaudio.find_flag_subject_v1(wanted_scope text, sought text) RETURNS TABLE(id uuid, name text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
    SELECT u.id, u.email::text FROM accounts_user u
    WHERE wanted_scope = 'user' AND (lower(u.email) = lower(btrim(sought)) OR u.id::text = lower(btrim(sought)))
      AND (is_operator_v1() OR is_system_v1())
    UNION ALL
    SELECT w.id, w.name::text FROM tenancy_workspace w
    WHERE wanted_scope = 'workspace' AND (lower(w.name) = lower(btrim(sought)) OR w.id::text = lower(btrim(sought)))
      AND (is_operator_v1() OR is_system_v1())
$$;

ALTER FUNCTION totalaudio.find_flag_subject_v1(wanted_scope text, sought text) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.find_flag_subject_v1(wanted_scope text, sought text) IS 'The user with an address or id, or the workspaces with a name or id, for operators and the system; no row for anybody else.';

CREATE FUNCTION totalaudio.flag_subjects_v1(ids uuid[]) RETURNS TABLE(id uuid, name text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
    SELECT u.id, u.email::text FROM accounts_user u
    WHERE u.id = ANY (ids) AND (is_operator_v1() OR is_system_v1())
    UNION ALL
    SELECT w.id, w.name::text FROM tenancy_workspace w
    WHERE w.id = ANY (ids) AND (is_operator_v1() OR is_system_v1())
$$;

ALTER FUNCTION totalaudio.flag_subjects_v1(ids uuid[]) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.flag_subjects_v1(ids uuid[]) IS 'What these users and workspaces are called, for operators and the system; no row for anybody else.';

CREATE FUNCTION totalaudio.flags_snapshot_v1() RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
    SELECT jsonb_build_object(
        'version', coalesce((SELECT version FROM flags_version WHERE id = 1), 0),
        'overrides', coalesce(
            (SELECT jsonb_agg(jsonb_build_object(
                 'flag', flag, 'scope', scope, 'subject', subject, 'is_on', is_on, 'variant', variant,
                 'expires_at', expires_at))
             FROM flags_override WHERE expires_at IS NULL OR expires_at > now()),
            '[]'))
$$;

ALTER FUNCTION totalaudio.flags_snapshot_v1() OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.flags_snapshot_v1() IS 'What evaluation needs: the version and the overrides that have not ended, without who and why.';

CREATE FUNCTION totalaudio.flags_version_v1() RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$ SELECT coalesce((SELECT version FROM flags_version WHERE id = 1), 0) $$;

ALTER FUNCTION totalaudio.flags_version_v1() OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.flags_version_v1() IS 'The version of the overrides; 0 before the first change.';

CREATE FUNCTION totalaudio.forget_api_answers_v1(instead bytea) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
DECLARE
    forgotten integer;
BEGIN
    IF current_workspace_id_v1() IS NULL OR current_role_v1() NOT IN ('owner', 'admin') THEN
        RAISE EXCEPTION 'only owners and admins take away what the API answered'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE accounts_apianswer SET status = 410, content_type = 'application/problem+json', body = instead
        WHERE workspace_id = current_workspace_id_v1();
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    RETURN forgotten;
END $$;

ALTER FUNCTION totalaudio.forget_api_answers_v1(instead bytea) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.forget_api_answers_v1(instead bytea) IS 'Puts a problem in the place of all that the API answered in the current workspace, so that nothing is done twice.';

CREATE FUNCTION totalaudio.forget_files_v1() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
BEGIN
    DELETE FROM tracker_campaignfile WHERE workspace_id IN (SELECT DISTINCT workspace_id FROM gone);
    RETURN NULL;
END $$;

ALTER FUNCTION totalaudio.forget_files_v1() OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.forget_files_v1() IS 'Deletes the waiting files of a workspace whose contacts go.';

CREATE FUNCTION totalaudio.forget_target_v1() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
BEGIN
    UPDATE campaigns_touch SET note = '' WHERE workspace_id = NEW.workspace_id AND target_id = NEW.id;
    UPDATE campaigns_reply SET text = '' WHERE workspace_id = NEW.workspace_id AND target_id = NEW.id;
    UPDATE campaigns_followup SET note = '', state = CASE state WHEN 'open' THEN 'stopped' ELSE state END
        WHERE workspace_id = NEW.workspace_id AND target_id = NEW.id;
    RETURN NULL;
END $$;

ALTER FUNCTION totalaudio.forget_target_v1() OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.forget_target_v1() IS 'Empties the texts about a target whose contact is gone, and ends its follow-ups.';

CREATE FUNCTION totalaudio.get_user_event_summary(wanted_user uuid, days integer) RETURNS TABLE(event_category text, event_count bigint, success_rate double precision, mean_duration_ms double precision)
    LANGUAGE sql STABLE
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
    SELECT e.event_category, count(*),
           count(*) FILTER (WHERE e.status = 'success')::double precision
               / nullif(count(*) FILTER (WHERE e.status <> 'pending'), 0),
           avg(e.duration_ms)::double precision
    FROM events e
    WHERE e.user_id = wanted_user AND e.created_at > now() - make_interval(days => days)
    GROUP BY e.event_category
    ORDER BY count(*) DESC, e.event_category
$$;

ALTER FUNCTION totalaudio.get_user_event_summary(wanted_user uuid, days integer) OWNER TO totalaudio_owner;

COMMENT ON FUNCTION totalaudio.get_user_event_summary(wanted_user uuid, days integer) IS 'Per category of a person''s last days: events, share of success among those that ended, mean duration in milliseconds.';

CREATE FUNCTION totalaudio.held_by_others_v1(month uuid, but_not uuid, moment timestamp with time zone) RETURNS bigint
    LANGUAGE sql STABLE
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
    SELECT coalesce(sum(r.amount), 0) FROM billing_reservation r
    WHERE r.usage_id = month AND r.id <> but_not AND r.expires_at > moment
$$;

ALTER FUNCTION totalaudio.held_by_others_v1(month uuid, but_not uuid, moment timestamp with time zone) OWNER TO totalaudio_owner;

COMMENT ON FUNCTION totalaudio.held_by_others_v1(month uuid, but_not uuid, moment timestamp with time zone) IS 'What reservations that have not expired hold of a month, but for one.';

CREATE FUNCTION totalaudio.hold_quota_v1(wanted_workspace uuid, reservation uuid, new_usage uuid, limit_name text, month_begins timestamp with time zone, month_ends timestamp with time zone, plan_allows integer, wanted integer, lasts interval) RETURNS TABLE(is_held boolean, left_over bigint, ends_at timestamp with time zone)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
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

ALTER FUNCTION totalaudio.hold_quota_v1(wanted_workspace uuid, reservation uuid, new_usage uuid, limit_name text, month_begins timestamp with time zone, month_ends timestamp with time zone, plan_allows integer, wanted integer, lasts interval) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.hold_quota_v1(wanted_workspace uuid, reservation uuid, new_usage uuid, limit_name text, month_begins timestamp with time zone, month_ends timestamp with time zone, plan_allows integer, wanted integer, lasts interval) IS 'Reserves an amount of a limit, or renews a reservation with this amount; says what is left of it and until when.';

CREATE FUNCTION totalaudio.increment_usage_counter(counted_user uuid, app text, counter text, by bigint DEFAULT 1) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $_$
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
END $_$;

ALTER FUNCTION totalaudio.increment_usage_counter(counted_user uuid, app text, counter text, by bigint) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.increment_usage_counter(counted_user uuid, app text, counter text, by bigint) IS 'Raises a counter of a person for today (UTC) in the current workspace, and returns the day''s total.';

CREATE FUNCTION totalaudio.installation_v1() RETURNS TABLE(workspaces bigint, people bigint, letters_waiting bigint, tasks_waiting bigint, tasks_failed bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
    SELECT (SELECT count(*) FROM tenancy_workspace),
           (SELECT count(*) FROM accounts_user WHERE is_active),
           (SELECT count(*) FROM web_letter WHERE NOT is_held),
           (SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')),
           (SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed')
    WHERE EXISTS (SELECT 1 FROM accounts_operator WHERE user_id = current_user_id_v1())
$$;

ALTER FUNCTION totalaudio.installation_v1() OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.installation_v1() IS 'Counts over all workspaces; no row unless the current user is an operator.';

CREATE FUNCTION totalaudio.invitation_by_key_v1(wanted_hash text) RETURNS TABLE(workspace_name text, email text, role text, is_open boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
    SELECT w.name, i.email, i.role, i.accepted_at IS NULL AND i.expires_at > now()
    FROM accounts_invitation i JOIN tenancy_workspace w ON w.id = i.workspace_id
    WHERE i.key_hash = wanted_hash
$$;

ALTER FUNCTION totalaudio.invitation_by_key_v1(wanted_hash text) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.invitation_by_key_v1(wanted_hash text) IS 'What an invitation offers, to whoever holds its key.';

CREATE FUNCTION totalaudio.is_operator_v1() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$ SELECT EXISTS (SELECT 1 FROM accounts_operator WHERE user_id = current_user_id_v1()) $$;

ALTER FUNCTION totalaudio.is_operator_v1() OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.is_operator_v1() IS 'Whether the current user is staff of the installation.';

CREATE FUNCTION totalaudio.is_system_v1() RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$ SELECT 'totalaudio_system' = CASE current_setting('role') WHEN 'none' THEN session_user ELSE current_setting('role') END $$;

ALTER FUNCTION totalaudio.is_system_v1() OWNER TO totalaudio_owner;

COMMENT ON FUNCTION totalaudio.is_system_v1() IS 'Whether the system role asks, also from inside a definer function.';

CREATE FUNCTION totalaudio.keep_an_owner_v1() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
BEGIN
    IF OLD.role <> 'owner' OR (TG_OP = 'UPDATE' AND NEW.role = 'owner') THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM tenancy_workspace WHERE id = OLD.workspace_id FOR UPDATE;
    IF FOUND AND NOT EXISTS (
        SELECT 1 FROM accounts_member WHERE workspace_id = OLD.workspace_id AND role = 'owner'
    ) THEN
        RAISE EXCEPTION 'workspace % would have no owner', OLD.workspace_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'accounts_member_keeps_owner',
                  HINT = 'Make somebody else an owner first; to delete the workspace, defer the constraint.';
    END IF;
    RETURN NULL;
END $$;

ALTER FUNCTION totalaudio.keep_an_owner_v1() OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.keep_an_owner_v1() IS 'Refuses to take the last owner away from a workspace that stays.';

CREATE FUNCTION totalaudio.keep_stripe_customer_v1(new_id uuid, new_stripe_id text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
DECLARE
    kept text;
BEGIN
    IF current_workspace_id_v1() IS NULL OR current_role_v1() NOT IN ('owner', 'admin') THEN
        RAISE EXCEPTION 'only owners and admins buy for a workspace' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO billing_customer (id, workspace_id, stripe_id, created_at)
        VALUES (new_id, current_workspace_id_v1(), new_stripe_id, now())
        ON CONFLICT (workspace_id) DO NOTHING;
    SELECT stripe_id INTO kept FROM billing_customer WHERE workspace_id = current_workspace_id_v1();
    RETURN kept;
END $$;

ALTER FUNCTION totalaudio.keep_stripe_customer_v1(new_id uuid, new_stripe_id text) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.keep_stripe_customer_v1(new_id uuid, new_stripe_id text) IS 'Keeps the customer that the current workspace is at Stripe, and returns the one that is kept: the first.';

CREATE FUNCTION totalaudio.keep_target_v1() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
BEGIN
    IF EXISTS (SELECT FROM campaigns_campaign WHERE id = OLD.campaign_id)
        AND EXISTS (SELECT FROM targets_with_sends_v1(ARRAY[OLD.id]))
    THEN
        RAISE EXCEPTION 'target % was written to, or waits to be', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;

ALTER FUNCTION totalaudio.keep_target_v1() OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.keep_target_v1() IS 'Refuses to delete a target that was written to, unless its campaign goes.';

CREATE FUNCTION totalaudio.leave_queueing_lock_v1() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
BEGIN
    NEW.queueing_lock := NULL;
    RETURN NEW;
END $$;

ALTER FUNCTION totalaudio.leave_queueing_lock_v1() OWNER TO totalaudio_owner;

COMMENT ON FUNCTION totalaudio.leave_queueing_lock_v1() IS 'Lets a task be tried again whichever others wait by now.';

CREATE FUNCTION totalaudio.leave_workspace_v1() RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
BEGIN
    DELETE FROM accounts_member
        WHERE user_id = current_user_id_v1() AND workspace_id = current_workspace_id_v1();
    RETURN FOUND;
END $$;

ALTER FUNCTION totalaudio.leave_workspace_v1() OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.leave_workspace_v1() IS 'Ends the current user''s membership in the current workspace; false when there was none.';

CREATE FUNCTION totalaudio.letters_failed_v1() RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
    SELECT count(*) FROM web_letter l
    WHERE is_operator_v1() AND NOT l.is_held AND EXISTS (
        SELECT FROM procrastinate_jobs j
        WHERE j.task_name = 'mail.deliver' AND j.status = 'failed' AND j.args ->> 'letter_id' = l.id::text)
$$;

ALTER FUNCTION totalaudio.letters_failed_v1() OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.letters_failed_v1() IS 'How many letters could not be delivered after all tries; 0 for everybody but operators.';

CREATE FUNCTION totalaudio.linked_logo_v1(wanted_hash text) RETURNS TABLE(logo bytea, logo_type text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
    SELECT b.logo, b.logo_type FROM tracker_reportlink l JOIN tracker_brand b ON b.workspace_id = l.workspace_id
    WHERE l.key_hash = wanted_hash AND l.revoked_at IS NULL AND l.expires_at > now() AND b.logo IS NOT NULL
$$;

ALTER FUNCTION totalaudio.linked_logo_v1(wanted_hash text) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.linked_logo_v1(wanted_hash text) IS 'The picture on the report behind a live link; no row when there is none.';

CREATE FUNCTION totalaudio.linked_report_v1(wanted_hash text) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
DECLARE
    link tracker_reportlink;
BEGIN
    UPDATE tracker_reportlink SET opened_at = now()
        WHERE key_hash = wanted_hash AND revoked_at IS NULL AND expires_at > now() RETURNING * INTO link;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    RETURN dressed_report_v1(link.workspace_id, link.campaign_id) || jsonb_build_object('expires_at', link.expires_at);
END $$;

ALTER FUNCTION totalaudio.linked_report_v1(wanted_hash text) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.linked_report_v1(wanted_hash text) IS 'The report behind a live link, by the hash of its key, and that it was opened; NULL when it is revoked, expired or unknown.';

CREATE FUNCTION totalaudio.make_event_partition_v1(month date) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
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

ALTER FUNCTION totalaudio.make_event_partition_v1(month date) OWNER TO totalaudio_owner;

COMMENT ON FUNCTION totalaudio.make_event_partition_v1(month date) IS 'Makes the partition of the month that begins on this day, if it is missing, with the rows that wait for it; of the owner alone.';

CREATE FUNCTION totalaudio.make_event_partitions_v1(months_ahead integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
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

ALTER FUNCTION totalaudio.make_event_partitions_v1(months_ahead integer) OWNER TO totalaudio_owner;

COMMENT ON FUNCTION totalaudio.make_event_partitions_v1(months_ahead integer) IS 'Makes the missing partitions of this month, of so many after it, and of every month whose events wait; returns how many.';

CREATE FUNCTION totalaudio.notice_by_key_v1(wanted_key text) RETURNS TABLE(organisation text, postal_address text, source text, updated_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
    SELECT i.organisation, i.postal_address, i.source, i.updated_at
    FROM pitch_senderidentity i WHERE i.notice_key = wanted_key
$$;

ALTER FUNCTION totalaudio.notice_by_key_v1(wanted_key text) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.notice_by_key_v1(wanted_key text) IS 'What the privacy notice with this key says of who writes.';

CREATE FUNCTION totalaudio.open_api_key_v1(sent_hash text) RETURNS TABLE(key_id uuid, workspace_id uuid, user_id uuid, role text, scopes text[], turns integer, began_at timestamp with time zone)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
#variable_conflict use_column
DECLARE
    opened record;
    turn accounts_apiturn;
BEGIN
    SELECT k.id, k.workspace_id, k.user_id, m.role, k.scopes, k.used_at INTO opened
        FROM accounts_apikey k
        JOIN accounts_member m ON m.workspace_id = k.workspace_id AND m.user_id = k.user_id AND m.role <> 'client'
        JOIN accounts_user u ON u.id = k.user_id AND u.is_active
        WHERE k.key_hash = sent_hash AND k.revoked_at IS NULL AND k.expires_at > now();
    IF NOT FOUND THEN
        RETURN;
    END IF;
    INSERT INTO accounts_apiturn AS t (key_id, began_at, turns) VALUES (opened.id, now(), 1)
        ON CONFLICT (key_id) DO UPDATE SET
            turns = CASE WHEN t.began_at > now() - interval '1 minute' THEN t.turns + 1 ELSE 1 END,
            began_at = CASE WHEN t.began_at > now() - interval '1 minute' THEN t.began_at ELSE now() END
        RETURNING t.* INTO turn;
    IF opened.used_at IS NULL OR opened.used_at < now() - interval '1 minute' THEN
        UPDATE accounts_apikey SET used_at = now() WHERE id = opened.id;
    END IF;
    RETURN QUERY SELECT opened.id, opened.workspace_id, opened.user_id, opened.role::text, opened.scopes, turn.turns, turn.began_at;
END $$;

ALTER FUNCTION totalaudio.open_api_key_v1(sent_hash text) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.open_api_key_v1(sent_hash text) IS 'Whose a key of the API is, what it may do, and how often it was used in this minute; no row when it opens nothing.';

CREATE FUNCTION totalaudio.people_of_workspace_v1() RETURNS TABLE(id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
    SELECT m.user_id FROM accounts_member m
    WHERE m.workspace_id = current_workspace_id_v1()
      AND EXISTS (SELECT 1 FROM accounts_member me
                  WHERE me.workspace_id = m.workspace_id AND me.user_id = current_user_id_v1()
                    AND me.role <> 'client')
$$;

ALTER FUNCTION totalaudio.people_of_workspace_v1() OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.people_of_workspace_v1() IS 'The users of the current workspace, for its members except clients.';

CREATE FUNCTION totalaudio.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;

ALTER FUNCTION totalaudio.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) OWNER TO totalaudio_owner;

CREATE FUNCTION totalaudio.procrastinate_defer_jobs_v1(jobs totalaudio.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;

    RETURN job_ids;
END;
$$;

ALTER FUNCTION totalaudio.procrastinate_defer_jobs_v1(jobs totalaudio.procrastinate_job_to_defer_v1[]) OWNER TO totalaudio_owner;

CREATE FUNCTION totalaudio.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;

ALTER FUNCTION totalaudio.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) OWNER TO totalaudio_owner;

SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE totalaudio.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status totalaudio.procrastinate_job_status DEFAULT 'todo'::totalaudio.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::totalaudio.procrastinate_job_status) AND (abort_requested = true))))
);

ALTER TABLE totalaudio.procrastinate_jobs OWNER TO totalaudio_owner;

CREATE FUNCTION totalaudio.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS totalaudio.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

 RETURN found_jobs;
END;
$$;

ALTER FUNCTION totalaudio.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) OWNER TO totalaudio_owner;

CREATE FUNCTION totalaudio.procrastinate_finish_job_v1(job_id bigint, end_status totalaudio.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;

ALTER FUNCTION totalaudio.procrastinate_finish_job_v1(job_id bigint, end_status totalaudio.procrastinate_job_status, delete_job boolean) OWNER TO totalaudio_owner;

CREATE FUNCTION totalaudio.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;

ALTER FUNCTION totalaudio.procrastinate_notify_queue_abort_job_v1() OWNER TO totalaudio_owner;

CREATE FUNCTION totalaudio.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;

ALTER FUNCTION totalaudio.procrastinate_notify_queue_job_inserted_v1() OWNER TO totalaudio_owner;

CREATE FUNCTION totalaudio.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;

ALTER FUNCTION totalaudio.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) OWNER TO totalaudio_owner;

CREATE FUNCTION totalaudio.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;

ALTER FUNCTION totalaudio.procrastinate_register_worker_v1() OWNER TO totalaudio_owner;

CREATE FUNCTION totalaudio.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;

ALTER FUNCTION totalaudio.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) OWNER TO totalaudio_owner;

CREATE FUNCTION totalaudio.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;

END;
$$;

ALTER FUNCTION totalaudio.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) OWNER TO totalaudio_owner;

CREATE FUNCTION totalaudio.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;

ALTER FUNCTION totalaudio.procrastinate_trigger_abort_requested_events_procedure_v1() OWNER TO totalaudio_owner;

CREATE FUNCTION totalaudio.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);

	RETURN NEW;
END;
$$;

ALTER FUNCTION totalaudio.procrastinate_trigger_function_scheduled_events_v1() OWNER TO totalaudio_owner;

CREATE FUNCTION totalaudio.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;

ALTER FUNCTION totalaudio.procrastinate_trigger_function_status_events_insert_v1() OWNER TO totalaudio_owner;

CREATE FUNCTION totalaudio.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;

ALTER FUNCTION totalaudio.procrastinate_trigger_function_status_events_update_v1() OWNER TO totalaudio_owner;

CREATE FUNCTION totalaudio.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;

ALTER FUNCTION totalaudio.procrastinate_unlink_periodic_defers_v1() OWNER TO totalaudio_owner;

CREATE FUNCTION totalaudio.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;

ALTER FUNCTION totalaudio.procrastinate_unregister_worker_v1(worker_id bigint) OWNER TO totalaudio_owner;

CREATE FUNCTION totalaudio.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;

ALTER FUNCTION totalaudio.procrastinate_update_heartbeat_v1(worker_id bigint) OWNER TO totalaudio_owner;

CREATE FUNCTION totalaudio.read_mailbox_soon_v1(wanted uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
DECLARE
    its_lock text := 'pitch.poll ' || wanted;
BEGIN
    IF NOT EXISTS (SELECT FROM pitch_mailbox m WHERE m.workspace_id = current_workspace_id_v1() AND m.id = wanted) THEN
        RETURN false;
    END IF;
    INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args)
        VALUES ('pitch', 'pitch.poll', 0, its_lock, its_lock,
            jsonb_build_object('workspace_id', current_workspace_id_v1(), 'mailbox_id', wanted))
        ON CONFLICT (queueing_lock) WHERE status = 'todo' DO NOTHING;
    RETURN FOUND;
END $$;

ALTER FUNCTION totalaudio.read_mailbox_soon_v1(wanted uuid) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.read_mailbox_soon_v1(wanted uuid) IS 'Lets the worker read a mailbox of the current workspace; false when that waits already, or it is none of its own.';

CREATE FUNCTION totalaudio.record_event_v1(id uuid, event_name text, event_category text, app_name text, visitor uuid, session_id text, properties jsonb, duration_ms integer, status text, error_message text, ip_address inet, user_agent text, referrer text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
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

ALTER FUNCTION totalaudio.record_event_v1(id uuid, event_name text, event_category text, app_name text, visitor uuid, session_id text, properties jsonb, duration_ms integer, status text, error_message text, ip_address inet, user_agent text, referrer text) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.record_event_v1(id uuid, event_name text, event_category text, app_name text, visitor uuid, session_id text, properties jsonb, duration_ms integer, status text, error_message text, ip_address inet, user_agent text, referrer text) IS 'Stores one event of the current person and workspace, or of a visitor; the same id twice is stored once.';

CREATE FUNCTION totalaudio.release_quota_v1(wanted_workspace uuid, reservation uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
BEGIN
    PERFORM check_quota_workspace_v1(wanted_workspace);
    DELETE FROM billing_reservation r WHERE r.workspace_id = wanted_workspace AND r.id = reservation;
END $$;

ALTER FUNCTION totalaudio.release_quota_v1(wanted_workspace uuid, reservation uuid) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.release_quota_v1(wanted_workspace uuid, reservation uuid) IS 'Gives back what a reservation still holds; harmless when it is gone.';

CREATE FUNCTION totalaudio.replace_stripe_customer_v1(gone text, new_stripe_id text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
DECLARE
    kept text;
BEGIN
    IF current_workspace_id_v1() IS NULL OR current_role_v1() NOT IN ('owner', 'admin') THEN
        RAISE EXCEPTION 'only owners and admins buy for a workspace' USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE billing_customer SET stripe_id = new_stripe_id
        WHERE workspace_id = current_workspace_id_v1() AND stripe_id = gone;
    SELECT stripe_id INTO kept FROM billing_customer WHERE workspace_id = current_workspace_id_v1();
    RETURN kept;
END $$;

ALTER FUNCTION totalaudio.replace_stripe_customer_v1(gone text, new_stripe_id text) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.replace_stripe_customer_v1(gone text, new_stripe_id text) IS 'Puts a new customer in the place of one that is gone at Stripe, for the current workspace, and returns the one that is kept.';

CREATE FUNCTION totalaudio.report_of_v1(of_workspace uuid, of_campaign uuid, with_names boolean) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
    WITH facts AS MATERIALIZED (SELECT * FROM target_facts_v1(of_workspace, of_campaign))
    SELECT jsonb_build_object(
        'campaign', jsonb_build_object(
            'id', c.id, 'artist', c.artist, 'title', c.title, 'release_type', c.release_type, 'status', c.status,
            'impact_date', c.impact_date, 'genres', c.genres, 'goal_outcomes', c.goal_outcomes),
        'workspace', jsonb_build_object('id', w.id, 'name', w.name, 'plan', w.plan),
        'counts', (SELECT jsonb_build_object(
            'targets', count(*), 'pitched', count(*) FILTER (WHERE is_pitched),
            'mails', coalesce(sum(mails), 0), 'mailed', count(*) FILTER (WHERE is_mailed),
            'bounced', count(*) FILTER (WHERE is_mailed AND is_bounced),
            'human', count(*) FILTER (WHERE is_human AND is_pitched),
            'automatic', count(*) FILTER (WHERE is_automatic), 'opt_outs', count(*) FILTER (WHERE is_opt_out),
            'with_outcome', count(*) FILTER (WHERE outcomes > 0)) FROM facts),
        'period', (SELECT jsonb_build_object(
            'first', min(first_at)::date, 'last', max(last_at)::date) FROM facts),
        'targets', coalesce((SELECT jsonb_agg(jsonb_build_object(
            'outlet', outlet, 'kind', kind, 'stage', stage, 'name', CASE WHEN with_names THEN name ELSE '' END,
            'is_pitched', is_pitched, 'is_human', is_human, 'outcomes', outcomes)
            ORDER BY outcomes DESC, is_human DESC, lower(outlet), target_id) FROM facts), '[]'),
        'outcomes', coalesce((SELECT jsonb_agg(jsonb_build_object(
            'kind', o.kind, 'date', o.date, 'outlet', o.outlet, 'evidence', o.evidence, 'url', o.url)
            ORDER BY o.date DESC, o.id)
            FROM campaigns_outcome o JOIN campaigns_target t ON t.workspace_id = o.workspace_id AND t.id = o.target_id
            WHERE o.workspace_id = of_workspace AND t.campaign_id = of_campaign), '[]'))
    FROM campaigns_campaign c JOIN tenancy_workspace w ON w.id = c.workspace_id
    WHERE c.workspace_id = of_workspace AND c.id = of_campaign
$$;

ALTER FUNCTION totalaudio.report_of_v1(of_workspace uuid, of_campaign uuid, with_names boolean) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.report_of_v1(of_workspace uuid, of_campaign uuid, with_names boolean) IS 'What a report says of a campaign: no address, no text of a reply, no money.';

CREATE FUNCTION totalaudio.retry_stripe_event_v1(wanted uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
BEGIN
    IF NOT (is_operator_v1() OR is_system_v1()) THEN
        RAISE EXCEPTION 'only for operators' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM 1 FROM billing_stripeevent WHERE id = wanted AND handled_at IS NULL;
    IF FOUND THEN
        PERFORM enqueue_task_v1('billing', 'billing.handle', jsonb_build_object('event_id', wanted), NULL);
    END IF;
    RETURN FOUND;
END $$;

ALTER FUNCTION totalaudio.retry_stripe_event_v1(wanted uuid) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.retry_stripe_event_v1(wanted uuid) IS 'Hands an event to the worker again, for operators; false when it is handled already.';

CREATE FUNCTION totalaudio.roll_up_v1(since timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
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

ALTER FUNCTION totalaudio.roll_up_v1(since timestamp with time zone) OWNER TO totalaudio_owner;

COMMENT ON FUNCTION totalaudio.roll_up_v1(since timestamp with time zone) IS 'Brings the sums of all hours, days and weeks since then up to date; it can be repeated at will.';

CREATE FUNCTION totalaudio.sort_text_v1(given text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN translate(lower("left"(given, 600)), 'àáâãäåāăąçćčďđèéêëēėęěğìíîïīįıķĺļľłñńņňòóôõöøōőŕřśşšșţťțùúûüūůűųýÿźżž'::text, 'aaaaaaaaacccddeeeeeeeegiiiiiiikllllnnnnoooooooorrsssstttuuuuuuuuyyzzz'::text);

ALTER FUNCTION totalaudio.sort_text_v1(given text) OWNER TO totalaudio_owner;

COMMENT ON FUNCTION totalaudio.sort_text_v1(given text) IS 'The text without capitals and accents, for sorting.';

CREATE FUNCTION totalaudio.search_text_v1(name text, email text, outlet text, role text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (' '::text || totalaudio.sort_text_v1(((((((name || ' '::text) || email) || ' '::text) || outlet) || ' '::text) || role)));

ALTER FUNCTION totalaudio.search_text_v1(name text, email text, outlet text, role text) OWNER TO totalaudio_owner;

COMMENT ON FUNCTION totalaudio.search_text_v1(name text, email text, outlet text, role text) IS 'What a search for a contact looks through.';

CREATE TABLE totalaudio.contacts_contact (
    id uuid NOT NULL,
    match_key text NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL,
    email_kind text NOT NULL,
    email_status text NOT NULL,
    suggested_email text NOT NULL,
    other_emails text[] NOT NULL,
    outlet_name text NOT NULL,
    outlet_kind text NOT NULL,
    role text NOT NULL,
    format text NOT NULL,
    coverage text NOT NULL,
    country text NOT NULL,
    genres text[] NOT NULL,
    contact_method text NOT NULL,
    best_timing text NOT NULL,
    submission_guidelines text NOT NULL,
    pitch_tips text[] NOT NULL,
    notes text NOT NULL,
    phone text NOT NULL,
    website text NOT NULL,
    socials text[] NOT NULL,
    tags text[] NOT NULL,
    status text NOT NULL,
    confidence double precision,
    source text NOT NULL,
    last_checked_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    name_sort text GENERATED ALWAYS AS (totalaudio.sort_text_v1(COALESCE(NULLIF(name, ''::text), email))) STORED,
    outlet_sort text GENERATED ALWAYS AS (totalaudio.sort_text_v1(outlet_name)) STORED,
    search_text text GENERATED ALWAYS AS (totalaudio.search_text_v1(name, email, outlet_name, role)) STORED,
    workspace_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.contacts_contact FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.contacts_contact OWNER TO totalaudio_owner;

CREATE FUNCTION totalaudio.search_contacts_v1(patterns text[], facets text[], wanted_genres text[], at_most integer) RETURNS SETOF totalaudio.contacts_contact
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $_$
DECLARE
    query text := 'SELECT * FROM contacts_contact WHERE workspace_id = $1';
BEGIN
    IF current_workspace_id_v1() IS NULL OR current_role_v1() NOT IN ('owner', 'admin', 'member') THEN
        RETURN;
    END IF;
    FOR i IN 1 .. cardinality(patterns) LOOP
        query := query || format(' AND search_text LIKE sort_text_v1($2[%s])', i);
    END LOOP;
    IF facets <> '{}' THEN
        query := query || ' AND facets_v1(email, email_kind, status, country, outlet_name, genres) @> $3';
    END IF;
    IF wanted_genres <> '{}' THEN
        query := query || ' AND genres @> $4';
    END IF;
    RETURN QUERY EXECUTE query || ' LIMIT $5'
        USING current_workspace_id_v1(), patterns, facets, wanted_genres, at_most;
END $_$;

ALTER FUNCTION totalaudio.search_contacts_v1(patterns text[], facets text[], wanted_genres text[], at_most integer) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.search_contacts_v1(patterns text[], facets text[], wanted_genres text[], at_most integer) IS 'The contacts of the current workspace whose text is like all patterns and that have all facets, in no order.';

CREATE TABLE totalaudio.contacts_outlet (
    id uuid NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    kind text NOT NULL,
    domain text NOT NULL,
    website text NOT NULL,
    country text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    workspace_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.contacts_outlet FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.contacts_outlet OWNER TO totalaudio_owner;

CREATE FUNCTION totalaudio.search_outlets_v1(patterns text[], at_most integer) RETURNS SETOF totalaudio.contacts_outlet
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $_$
DECLARE
    query text := 'SELECT * FROM contacts_outlet WHERE workspace_id = $1';
BEGIN
    IF current_workspace_id_v1() IS NULL OR current_role_v1() NOT IN ('owner', 'admin', 'member') THEN
        RETURN;
    END IF;
    FOR i IN 1 .. cardinality(patterns) LOOP
        query := query || format(' AND '' '' || sort_text_v1(name) LIKE sort_text_v1($2[%s])', i);
    END LOOP;
    RETURN QUERY EXECUTE query || ' LIMIT $3' USING current_workspace_id_v1(), patterns, at_most;
END $_$;

ALTER FUNCTION totalaudio.search_outlets_v1(patterns text[], at_most integer) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.search_outlets_v1(patterns text[], at_most integer) IS 'The outlets of the current workspace whose name is like all patterns, in no order.';

CREATE FUNCTION totalaudio.set_context_v1(user_id uuid, workspace_id uuid, role text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
BEGIN
    EXECUTE format('SET LOCAL app.user_id = %L', coalesce(user_id::text, ''));
    EXECUTE format('SET LOCAL app.workspace_id = %L', coalesce(workspace_id::text, ''));
    EXECUTE format('SET LOCAL app.role = %L', coalesce(role, ''));
END $$;

ALTER FUNCTION totalaudio.set_context_v1(user_id uuid, workspace_id uuid, role text) OWNER TO totalaudio_owner;

COMMENT ON FUNCTION totalaudio.set_context_v1(user_id uuid, workspace_id uuid, role text) IS 'Sets who acts, where and in which role, until the transaction ends.';

CREATE FUNCTION totalaudio.settle_quota_v1(wanted_workspace uuid, reservation uuid, used_now integer, lasts interval) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
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

ALTER FUNCTION totalaudio.settle_quota_v1(wanted_workspace uuid, reservation uuid, used_now integer, lasts interval) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.settle_quota_v1(wanted_workspace uuid, reservation uuid, used_now integer, lasts interval) IS 'Counts a part of a reservation as used and renews the rest; returns what was counted.';

CREATE FUNCTION totalaudio.store_events_v1(keys text[], people uuid[], addresses inet[], agents text[], ids uuid[], senders integer[], names text[], categories text[], sessions text[], properties text, durations integer[], statuses text[], errors text[], referrers text[]) RETURNS integer[]
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $$
#variable_conflict use_column
DECLARE
    workspaces uuid[];
    apps text[];
    known_in uuid[];
    known uuid[];
    moments timestamptz[] := ARRAY(SELECT uuid_time_v1(i) FROM unnest(ids) WITH ORDINALITY AS given (i, place) ORDER BY place);
BEGIN
    SELECT array_agg(k.workspace_id ORDER BY s.number), array_agg(k.app_name ORDER BY s.number) INTO workspaces, apps
        FROM unnest(keys, people) WITH ORDINALITY AS s (key, person, number)
        LEFT JOIN metrics_eventkey k ON k.key = s.key AND k.revoked_at IS NULL
            AND (substr(s.person::text, 15, 1) = '8' OR EXISTS (
                SELECT FROM accounts_member m WHERE m.workspace_id = k.workspace_id AND m.user_id = s.person));
    -- The key of the table holds the person, so it does not see the same id from another one: that is looked for, and
    -- two processes that bring it at the same moment take turns, always in the same order, so that none waits in a ring.
    PERFORM pg_advisory_xact_lock(turn) FROM (
        SELECT DISTINCT hashtextextended('metrics.ingest ' || w, 0) AS turn FROM unnest(workspaces) AS w ORDER BY turn
    ) AS turns;
    SELECT array_agg(e.workspace_id), array_agg(e.id) INTO known_in, known FROM events e
        WHERE e.created_at = ANY (moments) AND e.id = ANY (ids);
    INSERT INTO events
        SELECT r.id, people[r.sender], workspaces[r.sender], r.moment, r.name, r.category, apps[r.sender], 'key',
            nullif(r.session, ''), r.property, r.duration, r.status, nullif(r.error, ''), addresses[r.sender],
            agents[r.sender], nullif(r.referrer, '')
        FROM unnest(ids, moments, senders, names, categories, sessions, string_to_array(properties, chr(10))::jsonb[],
            durations, statuses, errors, referrers)
            AS r (id, moment, sender, name, category, session, property, duration, status, error, referrer)
        WHERE workspaces[r.sender] IS NOT NULL AND (known IS NULL
            OR (workspaces[r.sender], r.id) NOT IN (SELECT w, i FROM unnest(known_in, known) AS seen (w, i)))
    ON CONFLICT DO NOTHING;
    RETURN array_positions(workspaces, NULL);
END $$;

ALTER FUNCTION totalaudio.store_events_v1(keys text[], people uuid[], addresses inet[], agents text[], ids uuid[], senders integer[], names text[], categories text[], sessions text[], properties text, durations integer[], statuses text[], errors text[], referrers text[]) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.store_events_v1(keys text[], people uuid[], addresses inet[], agents text[], ids uuid[], senders integer[], names text[], categories text[], sessions text[], properties text, durations integer[], statuses text[], errors text[], referrers text[]) IS 'Stores events of senders that hold a key, each id once in a workspace; returns the numbers of the senders that may not.';

CREATE FUNCTION totalaudio.store_stripe_event_v1(new_id uuid, new_stripe_id text, new_kind text, new_payload jsonb, made_at timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
BEGIN
    INSERT INTO billing_stripeevent (id, stripe_id, kind, payload, created_at, received_at)
        VALUES (new_id, new_stripe_id, new_kind, new_payload, made_at, now())
        ON CONFLICT (stripe_id) DO NOTHING;
    IF FOUND THEN
        PERFORM enqueue_task_v1('billing', 'billing.handle', jsonb_build_object('event_id', new_id), NULL);
    END IF;
    RETURN FOUND;
END $$;

ALTER FUNCTION totalaudio.store_stripe_event_v1(new_id uuid, new_stripe_id text, new_kind text, new_payload jsonb, made_at timestamp with time zone) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.store_stripe_event_v1(new_id uuid, new_stripe_id text, new_kind text, new_payload jsonb, made_at timestamp with time zone) IS 'Stores an event of Stripe and hands it to the worker; false, and nothing done, when it was stored before.';

CREATE FUNCTION totalaudio.suppress_v1(hashes text[], why text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
DECLARE
    added integer;
BEGIN
    IF current_workspace_id_v1() IS NULL OR current_role_v1() NOT IN ('owner', 'admin', 'member') THEN
        RAISE EXCEPTION 'only who works in a workspace suppresses addresses there'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    WITH written AS (
        INSERT INTO contacts_suppression AS known (id, workspace_id, address_hash, reason, created_by_id, created_at)
            SELECT gen_random_uuid(), current_workspace_id_v1(), h, why, current_user_id_v1(), now()
            FROM (SELECT DISTINCT unnest(hashes) AS h) wanted ORDER BY h
            ON CONFLICT (workspace_id, address_hash) DO UPDATE
                SET reason = excluded.reason, created_by_id = excluded.created_by_id, created_at = excluded.created_at
                WHERE known.reason IN ('bounced', 'by-hand') AND excluded.reason NOT IN ('bounced', 'by-hand')
            RETURNING (xmax = 0) AS is_new
    ) SELECT count(*) FILTER (WHERE is_new) INTO added FROM written;
    RETURN added;
END $$;

ALTER FUNCTION totalaudio.suppress_v1(hashes text[], why text) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.suppress_v1(hashes text[], why text) IS 'Suppresses addresses in the current workspace by their hashes, and says how many were not suppressed before.';

CREATE FUNCTION totalaudio.taken_demo_call_times_v1() RETURNS SETOF timestamp with time zone
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
    SELECT starts_at FROM web_democall WHERE cancelled_at IS NULL AND starts_at > now() ORDER BY starts_at
$$;

ALTER FUNCTION totalaudio.taken_demo_call_times_v1() OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.taken_demo_call_times_v1() IS 'The times to come that are booked, and nothing about who booked them.';

CREATE TABLE totalaudio.campaigns_outcome (
    id uuid NOT NULL,
    kind character varying(14) NOT NULL,
    date date NOT NULL,
    outlet text NOT NULL,
    evidence text NOT NULL,
    url text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    by_id uuid,
    workspace_id uuid NOT NULL,
    target_id uuid NOT NULL,
    CONSTRAINT campaigns_outcome_kind CHECK (((kind)::text = ANY ((ARRAY['play'::character varying, 'playlist-add'::character varying, 'coverage'::character varying, 'interview'::character varying, 'session'::character varying])::text[])))
);

ALTER TABLE ONLY totalaudio.campaigns_outcome FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.campaigns_outcome OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.campaigns_reply (
    id uuid NOT NULL,
    kind character varying(14) NOT NULL,
    at timestamp with time zone NOT NULL,
    text text NOT NULL,
    ref uuid,
    created_at timestamp with time zone NOT NULL,
    by_id uuid,
    workspace_id uuid NOT NULL,
    target_id uuid NOT NULL,
    CONSTRAINT campaigns_reply_kind CHECK (((kind)::text = ANY ((ARRAY['human'::character varying, 'adding'::character varying, 'out-of-office'::character varying, 'left'::character varying, 'bounce'::character varying, 'opt-out'::character varying])::text[])))
);

ALTER TABLE ONLY totalaudio.campaigns_reply FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.campaigns_reply OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.campaigns_target (
    id uuid NOT NULL,
    stage character varying(12) NOT NULL,
    stage_at timestamp with time zone NOT NULL,
    fit smallint,
    fit_reasons text[] NOT NULL,
    added_at timestamp with time zone NOT NULL,
    campaign_id uuid NOT NULL,
    contact_id uuid,
    workspace_id uuid NOT NULL,
    CONSTRAINT campaigns_target_fit_check CHECK ((fit >= 0)),
    CONSTRAINT campaigns_target_stage CHECK (((stage)::text = ANY ((ARRAY['to-pitch'::character varying, 'pitched'::character varying, 'replied'::character varying, 'added'::character varying, 'declined'::character varying, 'no-response'::character varying])::text[])))
);

ALTER TABLE ONLY totalaudio.campaigns_target FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.campaigns_target OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.campaigns_touch (
    id uuid NOT NULL,
    channel character varying(14) NOT NULL,
    at timestamp with time zone NOT NULL,
    note text NOT NULL,
    ref uuid,
    created_at timestamp with time zone NOT NULL,
    by_id uuid,
    target_id uuid NOT NULL,
    workspace_id uuid NOT NULL,
    CONSTRAINT campaigns_touch_channel CHECK (((channel)::text = ANY ((ARRAY['email'::character varying, 'call'::character varying, 'direct-message'::character varying, 'portal'::character varying, 'in-person'::character varying])::text[])))
);

ALTER TABLE ONLY totalaudio.campaigns_touch FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.campaigns_touch OWNER TO totalaudio_owner;

CREATE FUNCTION totalaudio.target_facts_v1(of_workspace uuid, of_campaign uuid DEFAULT NULL::uuid) RETURNS TABLE(target_id uuid, campaign_id uuid, contact_id uuid, name text, outlet text, kind text, country text, genres text[], stage text, is_pitched boolean, is_mailed boolean, mails bigint, is_bounced boolean, is_human boolean, is_automatic boolean, is_opt_out boolean, outcomes bigint, first_at timestamp with time zone, last_at timestamp with time zone)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 WITH wanted AS (
          SELECT t_1.id,
             t_1.campaign_id,
             t_1.contact_id,
             t_1.stage
            FROM totalaudio.campaigns_target t_1
           WHERE ((t_1.workspace_id = target_facts_v1.of_workspace) AND ((target_facts_v1.of_campaign IS NULL) OR (t_1.campaign_id = target_facts_v1.of_campaign)))
         ), touched AS (
          SELECT x.target_id,
             count(*) FILTER (WHERE ((x.channel)::text = 'email'::text)) AS mails,
             min(x.at) AS first_at,
             max(x.at) AS last_at
            FROM totalaudio.campaigns_touch x
           WHERE ((x.workspace_id = target_facts_v1.of_workspace) AND ((target_facts_v1.of_campaign IS NULL) OR (x.target_id IN ( SELECT w_1.id
                    FROM wanted w_1))))
           GROUP BY x.target_id
         ), answered AS (
          SELECT x.target_id,
             bool_or(((x.kind)::text = ANY ((ARRAY['human'::character varying, 'adding'::character varying])::text[]))) AS is_human,
             bool_or(((x.kind)::text = ANY ((ARRAY['out-of-office'::character varying, 'left'::character varying])::text[]))) AS is_automatic,
             bool_or(((x.kind)::text = 'bounce'::text)) AS is_bounced,
             bool_or(((x.kind)::text = 'opt-out'::text)) AS is_opt_out,
             max(x.at) AS last_at
            FROM totalaudio.campaigns_reply x
           WHERE ((x.workspace_id = target_facts_v1.of_workspace) AND ((target_facts_v1.of_campaign IS NULL) OR (x.target_id IN ( SELECT w_1.id
                    FROM wanted w_1))))
           GROUP BY x.target_id
         ), came AS (
          SELECT x.target_id,
             count(*) AS number,
             max(x.date) AS last_date
            FROM totalaudio.campaigns_outcome x
           WHERE ((x.workspace_id = target_facts_v1.of_workspace) AND ((target_facts_v1.of_campaign IS NULL) OR (x.target_id IN ( SELECT w_1.id
                    FROM wanted w_1))))
           GROUP BY x.target_id
         )
  SELECT w.id,
     w.campaign_id,
     w.contact_id,
     COALESCE(c.name, ''::text) AS "coalesce",
     COALESCE(c.outlet_name, ''::text) AS "coalesce",
     COALESCE(c.outlet_kind, ''::text) AS "coalesce",
     COALESCE(c.country, ''::text) AS "coalesce",
     COALESCE(c.genres, '{}'::text[]) AS "coalesce",
     (w.stage)::text AS stage,
     (((w.stage)::text <> 'to-pitch'::text) OR (t.target_id IS NOT NULL) OR (o.target_id IS NOT NULL)),
     COALESCE((t.mails > 0), false) AS "coalesce",
     COALESCE(t.mails, (0)::bigint) AS "coalesce",
     COALESCE((a.is_bounced AND (NOT a.is_human)), false) AS "coalesce",
     COALESCE(a.is_human, false) AS "coalesce",
     COALESCE(a.is_automatic, false) AS "coalesce",
     COALESCE(a.is_opt_out, false) AS "coalesce",
     COALESCE(o.number, (0)::bigint) AS "coalesce",
     t.first_at,
     GREATEST(t.last_at, a.last_at, (o.last_date)::timestamp with time zone) AS "greatest"
    FROM ((((wanted w
      LEFT JOIN totalaudio.contacts_contact c ON (((c.workspace_id = target_facts_v1.of_workspace) AND (c.id = w.contact_id))))
      LEFT JOIN touched t ON ((t.target_id = w.id)))
      LEFT JOIN answered a ON ((a.target_id = w.id)))
      LEFT JOIN came o ON ((o.target_id = w.id)));
END;

ALTER FUNCTION totalaudio.target_facts_v1(of_workspace uuid, of_campaign uuid) OWNER TO totalaudio_owner;

COMMENT ON FUNCTION totalaudio.target_facts_v1(of_workspace uuid, of_campaign uuid) IS 'What happened to each target of a workspace, or of one of its campaigns.';

CREATE FUNCTION totalaudio.targets_with_sends_v1(wanted uuid[]) RETURNS SETOF uuid
    LANGUAGE sql STABLE
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
    SELECT DISTINCT target_id FROM pitch_send
    WHERE target_id = ANY (wanted) AND state IN ('queued', 'sending', 'sent', 'unknown')
$$;

ALTER FUNCTION totalaudio.targets_with_sends_v1(wanted uuid[]) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.targets_with_sends_v1(wanted uuid[]) IS 'Those of these targets that were written to, may have been, or will be.';

CREATE FUNCTION totalaudio.unsubscribe_offer_v1(wanted_hash text) RETURNS TABLE(organisation text, is_done boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
    SELECT coalesce(i.organisation, w.name), k.used_at IS NOT NULL
    FROM pitch_unsubscribekey k
    JOIN tenancy_workspace w ON w.id = k.workspace_id
    LEFT JOIN pitch_senderidentity i ON i.workspace_id = k.workspace_id
    WHERE k.key_hash = wanted_hash
$$;

ALTER FUNCTION totalaudio.unsubscribe_offer_v1(wanted_hash text) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.unsubscribe_offer_v1(wanted_hash text) IS 'Who sent the message with this key, and whether it was used; no row for a key that is none.';

CREATE FUNCTION totalaudio.unsubscribe_offer_v2(wanted_hash text) RETURNS TABLE(organisation text, is_done boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
    SELECT coalesce(i.organisation, w.name), EXISTS (
        SELECT FROM contacts_suppression s
        WHERE s.workspace_id = k.workspace_id AND s.address_hash = k.address_hash
          AND s.reason NOT IN ('bounced', 'by-hand'))
    FROM pitch_unsubscribekey k
    JOIN tenancy_workspace w ON w.id = k.workspace_id
    LEFT JOIN pitch_senderidentity i ON i.workspace_id = k.workspace_id
    WHERE k.key_hash = wanted_hash
$$;

ALTER FUNCTION totalaudio.unsubscribe_offer_v2(wanted_hash text) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.unsubscribe_offer_v2(wanted_hash text) IS 'Who sent the message with this key, and whether its reader has said already that they want no more; no row for a key that is none.';

CREATE FUNCTION totalaudio.unsubscribe_v1(wanted_hash text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$
DECLARE
    key pitch_unsubscribekey;
BEGIN
    SELECT * INTO key FROM pitch_unsubscribekey WHERE key_hash = wanted_hash FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    INSERT INTO contacts_suppression AS known (id, workspace_id, address_hash, reason, created_at)
        VALUES (gen_random_uuid(), key.workspace_id, key.address_hash, 'unsubscribed', now())
        ON CONFLICT (workspace_id, address_hash) DO UPDATE
            SET reason = excluded.reason, created_by_id = NULL, created_at = excluded.created_at
            WHERE known.reason IN ('bounced', 'by-hand');
    UPDATE pitch_unsubscribekey SET used_at = coalesce(used_at, now()) WHERE id = key.id;
    -- Each time: the link must also end what was queued after it was used first.
    PERFORM enqueue_task_v1('pitch', 'pitch.unsubscribed',
        jsonb_build_object('workspace_id', key.workspace_id, 'key_id', key.id), NULL);
    RETURN true;
END $$;

ALTER FUNCTION totalaudio.unsubscribe_v1(wanted_hash text) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.unsubscribe_v1(wanted_hash text) IS 'Suppresses the address that the message with this key went to; false for a key that is none.';

CREATE FUNCTION totalaudio.uuid_time_v1(id uuid) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN to_timestamp((((((('x'::text || translate("left"((id)::text, 13), '-'::text, ''::text)))::bit(48))::bigint)::numeric / 1000.0))::double precision);

ALTER FUNCTION totalaudio.uuid_time_v1(id uuid) OWNER TO totalaudio_owner;

COMMENT ON FUNCTION totalaudio.uuid_time_v1(id uuid) IS 'The time inside a uuidv7, to the millisecond (RFC 9562).';

CREATE FUNCTION totalaudio.workspaces_of_user_v1() RETURNS TABLE(id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $$ SELECT workspace_id FROM accounts_member WHERE user_id = current_user_id_v1() $$;

ALTER FUNCTION totalaudio.workspaces_of_user_v1() OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.workspaces_of_user_v1() IS 'The workspaces that the current user is a member of.';

CREATE FUNCTION totalaudio.write_to_operators_v1(id uuid, sender text, subject text, body text, is_held boolean) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'totalaudio', 'pg_temp'
    AS $_$
    WITH staff AS (
        SELECT array_agg(u.email::text ORDER BY u.email) AS addresses
        FROM accounts_operator o JOIN accounts_user u ON u.id = o.user_id WHERE u.is_active
    ), written AS (
        INSERT INTO web_letter (id, sender, recipients, subject, body, is_held, written_at)
        SELECT $1, $2, addresses, $3, $4, $5, now() FROM staff WHERE addresses IS NOT NULL
        RETURNING 1
    )
    SELECT EXISTS (SELECT FROM written)
$_$;

ALTER FUNCTION totalaudio.write_to_operators_v1(id uuid, sender text, subject text, body text, is_held boolean) OWNER TO totalaudio_system;

COMMENT ON FUNCTION totalaudio.write_to_operators_v1(id uuid, sender text, subject text, body text, is_held boolean) IS 'Keeps a letter to all operators; false when there is none to write to.';

CREATE TABLE ops.alerts (
    id uuid NOT NULL,
    app text NOT NULL,
    objective text NOT NULL,
    rule text NOT NULL,
    level text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    burn_long numeric NOT NULL,
    burn_short numeric NOT NULL,
    incident_id uuid,
    CONSTRAINT alerts_check CHECK ((ended_at >= started_at)),
    CONSTRAINT alerts_level_check CHECK ((level = ANY (ARRAY['P0'::text, 'P1'::text, 'P2'::text, 'P3'::text])))
);

ALTER TABLE ONLY ops.alerts FORCE ROW LEVEL SECURITY;

ALTER TABLE ops.alerts OWNER TO totalaudio_owner;

COMMENT ON TABLE ops.alerts IS 'Burn-rate alerts: an objective, a pair of windows, and from when to when both burned too fast.';

COMMENT ON COLUMN ops.alerts.app IS 'The app.';

COMMENT ON COLUMN ops.alerts.objective IS 'The objective.';

COMMENT ON COLUMN ops.alerts.rule IS 'The pair of windows, as in 1h and 5m.';

COMMENT ON COLUMN ops.alerts.level IS 'The worst level of incident that it called for so far.';

COMMENT ON COLUMN ops.alerts.started_at IS 'When both windows were over the rate.';

COMMENT ON COLUMN ops.alerts.ended_at IS 'When they no longer were; null while they are.';

COMMENT ON COLUMN ops.alerts.burn_long IS 'The burn rate of the long window when it started.';

COMMENT ON COLUMN ops.alerts.burn_short IS 'The burn rate of the short window when it started.';

COMMENT ON COLUMN ops.alerts.incident_id IS 'The incident that it opened or belongs to.';

CREATE TABLE ops.backups (
    id uuid NOT NULL,
    name text NOT NULL,
    trigger text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    snapshot_at timestamp with time zone,
    finished_at timestamp with time zone,
    archive text,
    store text DEFAULT ''::text NOT NULL,
    bytes bigint,
    sha256 text,
    digest text,
    is_encrypted boolean DEFAULT false NOT NULL,
    git_revision text DEFAULT ''::text NOT NULL,
    server_version text DEFAULT ''::text NOT NULL,
    table_count integer,
    row_count bigint,
    state text NOT NULL,
    problems text[] DEFAULT '{}'::text[] NOT NULL,
    verified_at timestamp with time zone,
    restore_seconds numeric,
    pruned_at timestamp with time zone,
    CONSTRAINT backups_state_check CHECK ((state = ANY (ARRAY['running'::text, 'made'::text, 'verified'::text, 'failed'::text, 'pruned'::text]))),
    CONSTRAINT backups_trigger_check CHECK ((trigger = ANY (ARRAY['daily'::text, 'hand'::text, 'workflow'::text])))
);

ALTER TABLE ONLY ops.backups FORCE ROW LEVEL SECURITY;

ALTER TABLE ops.backups OWNER TO totalaudio_owner;

COMMENT ON TABLE ops.backups IS 'Every backup that was begun: what became of it, and whether it was proved by restoring it.';

COMMENT ON COLUMN ops.backups.name IS 'The name that it was given, or the day.';

COMMENT ON COLUMN ops.backups.trigger IS 'What asked for it.';

COMMENT ON COLUMN ops.backups.started_at IS 'When it was begun.';

COMMENT ON COLUMN ops.backups.snapshot_at IS 'The moment that it shows; what came later is not in it.';

COMMENT ON COLUMN ops.backups.finished_at IS 'When the archive lay in its store, or it failed.';

COMMENT ON COLUMN ops.backups.archive IS 'The archive, by the name that verify and restore take.';

COMMENT ON COLUMN ops.backups.store IS 'Where it lies, without secrets.';

COMMENT ON COLUMN ops.backups.bytes IS 'The size of the archive.';

COMMENT ON COLUMN ops.backups.sha256 IS 'The checksum of the archive as it was stored.';

COMMENT ON COLUMN ops.backups.digest IS 'The checksum of what the archive says of itself, however it is packed.';

COMMENT ON COLUMN ops.backups.is_encrypted IS 'Whether only the holders of a key can read it.';

COMMENT ON COLUMN ops.backups.git_revision IS 'The release that made it.';

COMMENT ON COLUMN ops.backups.server_version IS 'The server that it came from.';

COMMENT ON COLUMN ops.backups.table_count IS 'How many tables are in it.';

COMMENT ON COLUMN ops.backups.row_count IS 'How many rows.';

COMMENT ON COLUMN ops.backups.state IS 'What is known of it; verified only after it was restored and compared.';

COMMENT ON COLUMN ops.backups.problems IS 'What was wrong, one sentence each.';

COMMENT ON COLUMN ops.backups.verified_at IS 'When it was last proved.';

COMMENT ON COLUMN ops.backups.restore_seconds IS 'The measured recovery time: from the store to an answering database.';

COMMENT ON COLUMN ops.backups.pruned_at IS 'When the archive was thrown away by rule.';

CREATE TABLE ops.deployment_steps (
    deployment_id text NOT NULL,
    number integer NOT NULL,
    at timestamp with time zone NOT NULL,
    step text,
    done text NOT NULL,
    said text NOT NULL
);

ALTER TABLE ONLY ops.deployment_steps FORCE ROW LEVEL SECURITY;

ALTER TABLE ops.deployment_steps OWNER TO totalaudio_owner;

COMMENT ON TABLE ops.deployment_steps IS 'The journal of each deploy, line by line; append-only.';

COMMENT ON COLUMN ops.deployment_steps.deployment_id IS 'The deploy.';

COMMENT ON COLUMN ops.deployment_steps.number IS 'The place of the line in the journal.';

COMMENT ON COLUMN ops.deployment_steps.at IS 'When it was written.';

COMMENT ON COLUMN ops.deployment_steps.step IS 'The step; null for how the whole ended.';

COMMENT ON COLUMN ops.deployment_steps.done IS 'What is known of it.';

COMMENT ON COLUMN ops.deployment_steps.said IS 'One sentence, without secrets.';

CREATE TABLE ops.deployments (
    id text NOT NULL,
    kind text NOT NULL,
    app text NOT NULL,
    environment text NOT NULL,
    target text NOT NULL,
    commit text NOT NULL,
    version text NOT NULL,
    change text NOT NULL,
    asked_by text NOT NULL,
    incident_ref text,
    override_reason text,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    outcome text,
    said text DEFAULT ''::text NOT NULL,
    CONSTRAINT deployments_change_check CHECK ((change = ANY (ARRAY['feature'::text, 'fix'::text, 'security'::text]))),
    CONSTRAINT deployments_commit_check CHECK ((commit ~ '^[0-9a-f]{40}$'::text)),
    CONSTRAINT deployments_environment_check CHECK ((environment = ANY (ARRAY['production'::text, 'preview'::text]))),
    CONSTRAINT deployments_kind_check CHECK ((kind = ANY (ARRAY['deploy'::text, 'rollback'::text, 'promote'::text]))),
    CONSTRAINT deployments_outcome_check CHECK ((outcome = ANY (ARRAY['kept'::text, 'rolled back'::text, 'refused'::text, 'failed'::text, 'abandoned'::text])))
);

ALTER TABLE ONLY ops.deployments FORCE ROW LEVEL SECURITY;

ALTER TABLE ops.deployments OWNER TO totalaudio_owner;

COMMENT ON TABLE ops.deployments IS 'Every deploy and rollback that was asked for, and how it ended.';

COMMENT ON COLUMN ops.deployments.id IS 'The moment, the app and the environment, as the journal names it.';

COMMENT ON COLUMN ops.deployments.kind IS 'What was asked for.';

COMMENT ON COLUMN ops.deployments.app IS 'The deployable.';

COMMENT ON COLUMN ops.deployments.environment IS 'Where it was deployed to.';

COMMENT ON COLUMN ops.deployments.target IS 'What kind of place that is.';

COMMENT ON COLUMN ops.deployments.commit IS 'The revision that was deployed.';

COMMENT ON COLUMN ops.deployments.version IS 'The version that it declares.';

COMMENT ON COLUMN ops.deployments.change IS 'What kind of change the gate was told.';

COMMENT ON COLUMN ops.deployments.asked_by IS 'Who asked for it.';

COMMENT ON COLUMN ops.deployments.incident_ref IS 'The incident that a fix named.';

COMMENT ON COLUMN ops.deployments.override_reason IS 'Why the gate was passed by.';

COMMENT ON COLUMN ops.deployments.started_at IS 'When it was asked for.';

COMMENT ON COLUMN ops.deployments.finished_at IS 'When it ended; null while it is under way or was interrupted.';

COMMENT ON COLUMN ops.deployments.outcome IS 'How it ended.';

COMMENT ON COLUMN ops.deployments.said IS 'How it ended, as one sentence.';

CREATE TABLE ops.gate_answers (
    id uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    app text NOT NULL,
    change text NOT NULL,
    mode text NOT NULL,
    is_let_through boolean NOT NULL,
    incident_ref text,
    override_reason text,
    asked_by text NOT NULL,
    said text NOT NULL,
    CONSTRAINT gate_answers_change_check CHECK ((change = ANY (ARRAY['feature'::text, 'fix'::text, 'security'::text]))),
    CONSTRAINT gate_answers_override_reason_check CHECK ((btrim(override_reason) <> ''::text))
);

ALTER TABLE ONLY ops.gate_answers FORCE ROW LEVEL SECURITY;

ALTER TABLE ops.gate_answers OWNER TO totalaudio_owner;

COMMENT ON TABLE ops.gate_answers IS 'Every time a deploy was asked for: what the gate answered, and who passed it by and why; append-only.';

COMMENT ON COLUMN ops.gate_answers.at IS 'When.';

COMMENT ON COLUMN ops.gate_answers.app IS 'The app to be deployed.';

COMMENT ON COLUMN ops.gate_answers.change IS 'What kind of change it is.';

COMMENT ON COLUMN ops.gate_answers.mode IS 'The budget mode of the app at that moment.';

COMMENT ON COLUMN ops.gate_answers.is_let_through IS 'Whether the deploy may go on.';

COMMENT ON COLUMN ops.gate_answers.incident_ref IS 'The open incident that a fix names.';

COMMENT ON COLUMN ops.gate_answers.override_reason IS 'Why somebody passed the gate by; null when nobody did.';

COMMENT ON COLUMN ops.gate_answers.asked_by IS 'Who asked.';

COMMENT ON COLUMN ops.gate_answers.said IS 'The answer, as it was given.';

CREATE TABLE ops.happenings (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    kind text NOT NULL,
    app text,
    text text NOT NULL,
    source_key text NOT NULL,
    CONSTRAINT happenings_kind_check CHECK ((kind = ANY (ARRAY['flag'::text, 'mode'::text, 'alert'::text, 'backup'::text, 'restore'::text, 'deploy'::text, 'maintenance'::text, 'gate'::text]))),
    CONSTRAINT happenings_text_check CHECK ((text <> ''::text))
);

ALTER TABLE ONLY ops.happenings FORCE ROW LEVEL SECURITY;

ALTER TABLE ops.happenings OWNER TO totalaudio_owner;

COMMENT ON TABLE ops.happenings IS 'Everything that may explain an incident: changed flags, budget modes, alerts, backups, deploys; append-only.';

COMMENT ON COLUMN ops.happenings.at IS 'When it happened.';

COMMENT ON COLUMN ops.happenings.kind IS 'What kind of thing it was.';

COMMENT ON COLUMN ops.happenings.app IS 'The app that it concerns; null for all.';

COMMENT ON COLUMN ops.happenings.text IS 'What happened, as one sentence.';

COMMENT ON COLUMN ops.happenings.source_key IS 'Names the thing itself, so that telling it twice writes it once.';

ALTER TABLE ops.happenings ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ops.happenings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE ops.incident_entries (
    id bigint NOT NULL,
    incident_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    written_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    kind text NOT NULL,
    text text NOT NULL,
    actor text NOT NULL,
    is_public boolean DEFAULT false NOT NULL,
    source_key text,
    CONSTRAINT incident_entries_text_check CHECK ((text <> ''::text))
);

ALTER TABLE ONLY ops.incident_entries FORCE ROW LEVEL SECURITY;

ALTER TABLE ops.incident_entries OWNER TO totalaudio_owner;

COMMENT ON TABLE ops.incident_entries IS 'The timeline of an incident; append-only: nobody has the right to change or delete a row.';

COMMENT ON COLUMN ops.incident_entries.incident_id IS 'The incident.';

COMMENT ON COLUMN ops.incident_entries.at IS 'When it happened.';

COMMENT ON COLUMN ops.incident_entries.written_at IS 'When it was written down.';

COMMENT ON COLUMN ops.incident_entries.kind IS 'What kind of entry it is: opened, note, update, acknowledged, breach, flag, mode and so on.';

COMMENT ON COLUMN ops.incident_entries.text IS 'What happened, as it is shown.';

COMMENT ON COLUMN ops.incident_entries.actor IS 'Who or what wrote it.';

COMMENT ON COLUMN ops.incident_entries.is_public IS 'Whether the status page shows it, if the incident is public.';

COMMENT ON COLUMN ops.incident_entries.source_key IS 'Names the thing told, so that telling it twice writes it once.';

ALTER TABLE ops.incident_entries ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ops.incident_entries_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE ops.incidents (
    id uuid NOT NULL,
    ref text NOT NULL,
    app text,
    level text NOT NULL,
    title text NOT NULL,
    source text NOT NULL,
    source_key text,
    status text DEFAULT 'open'::text NOT NULL,
    is_public boolean DEFAULT false NOT NULL,
    lead text DEFAULT ''::text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    detected_at timestamp with time zone NOT NULL,
    respond_by timestamp with time zone NOT NULL,
    acknowledged_at timestamp with time zone,
    mitigated_at timestamp with time zone,
    resolved_at timestamp with time zone,
    breached_at timestamp with time zone,
    CONSTRAINT incidents_level_check CHECK ((level = ANY (ARRAY['P0'::text, 'P1'::text, 'P2'::text, 'P3'::text]))),
    CONSTRAINT incidents_ref_check CHECK ((ref ~ '^INC-\d{4}-\d{2}-\d{2}-\d{3,}$'::text)),
    CONSTRAINT incidents_source_check CHECK ((source = ANY (ARRAY['alert'::text, 'backup'::text, 'hand'::text]))),
    CONSTRAINT incidents_status_check CHECK ((status = ANY (ARRAY['open'::text, 'acknowledged'::text, 'mitigated'::text, 'resolved'::text]))),
    CONSTRAINT incidents_title_check CHECK ((btrim(title) <> ''::text))
);

ALTER TABLE ONLY ops.incidents FORCE ROW LEVEL SECURITY;

ALTER TABLE ops.incidents OWNER TO totalaudio_owner;

COMMENT ON TABLE ops.incidents IS 'What went wrong, how bad it is, and how far it is dealt with.';

COMMENT ON COLUMN ops.incidents.ref IS 'INC-, the day in UTC, and a number within the day.';

COMMENT ON COLUMN ops.incidents.app IS 'The app; null for all.';

COMMENT ON COLUMN ops.incidents.level IS 'P0 complete outage, P1 core feature down, P2 degraded, P3 minor.';

COMMENT ON COLUMN ops.incidents.title IS 'What is wrong, in a few words.';

COMMENT ON COLUMN ops.incidents.source IS 'What opened it.';

COMMENT ON COLUMN ops.incidents.source_key IS 'What it is about, as in slo tracker availability: while one is open, no second is opened.';

COMMENT ON COLUMN ops.incidents.status IS 'How far it is dealt with.';

COMMENT ON COLUMN ops.incidents.is_public IS 'Whether the status page shows it.';

COMMENT ON COLUMN ops.incidents.lead IS 'Who leads the response; empty while nobody does.';

COMMENT ON COLUMN ops.incidents.started_at IS 'When the trouble began, as far as known.';

COMMENT ON COLUMN ops.incidents.detected_at IS 'When it was opened.';

COMMENT ON COLUMN ops.incidents.respond_by IS 'By when somebody must have acknowledged it.';

COMMENT ON COLUMN ops.incidents.acknowledged_at IS 'When somebody did.';

COMMENT ON COLUMN ops.incidents.mitigated_at IS 'When people no longer felt it.';

COMMENT ON COLUMN ops.incidents.resolved_at IS 'When its cause was dealt with.';

COMMENT ON COLUMN ops.incidents.breached_at IS 'When the response was found to be late; null when it was not.';

CREATE TABLE ops.maintenance (
    id uuid NOT NULL,
    app text,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    reason text NOT NULL,
    declared_by text NOT NULL,
    declared_at timestamp with time zone DEFAULT now() NOT NULL,
    cancelled_at timestamp with time zone,
    changed_by text,
    CONSTRAINT maintenance_changed_by_check CHECK ((btrim(changed_by) <> ''::text)),
    CONSTRAINT maintenance_check CHECK ((ends_at > starts_at)),
    CONSTRAINT maintenance_check1 CHECK ((starts_at >= declared_at)),
    CONSTRAINT maintenance_check2 CHECK ((ends_at <= (starts_at + '24:00:00'::interval))),
    CONSTRAINT maintenance_reason_check CHECK ((btrim(reason) <> ''::text))
);

ALTER TABLE ONLY ops.maintenance FORCE ROW LEVEL SECURITY;

ALTER TABLE ops.maintenance OWNER TO totalaudio_owner;

COMMENT ON TABLE ops.maintenance IS 'Announced maintenance: its minutes are left out of every objective, and stay on record.';

COMMENT ON COLUMN ops.maintenance.app IS 'The app; null for all.';

COMMENT ON COLUMN ops.maintenance.starts_at IS 'When it begins; never before it was declared.';

COMMENT ON COLUMN ops.maintenance.ends_at IS 'When it ends.';

COMMENT ON COLUMN ops.maintenance.reason IS 'What is done, in words for customers.';

COMMENT ON COLUMN ops.maintenance.declared_by IS 'Who declared it: an address, or the command line.';

COMMENT ON COLUMN ops.maintenance.declared_at IS 'When it was declared.';

COMMENT ON COLUMN ops.maintenance.cancelled_at IS 'When it was called off; then it counts for nothing.';

COMMENT ON COLUMN ops.maintenance.changed_by IS 'Who called it off or ended it early.';

CREATE TABLE ops.migrations (
    name text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ops.migrations OWNER TO totalaudio_owner;

COMMENT ON TABLE ops.migrations IS 'The SQL files of operations that this database has had.';

COMMENT ON COLUMN ops.migrations.name IS 'The file, without its ending.';

COMMENT ON COLUMN ops.migrations.applied_at IS 'When it was run.';

CREATE TABLE ops.mode_changes (
    id uuid NOT NULL,
    app text NOT NULL,
    at timestamp with time zone NOT NULL,
    from_mode text NOT NULL,
    to_mode text NOT NULL,
    objective text NOT NULL,
    budget_left numeric,
    reason text NOT NULL,
    CONSTRAINT mode_changes_check CHECK (((to_mode = ANY (ARRAY['development'::text, 'caution'::text, 'freeze'::text])) AND (to_mode <> from_mode))),
    CONSTRAINT mode_changes_from_mode_check CHECK ((from_mode = ANY (ARRAY['development'::text, 'caution'::text, 'freeze'::text])))
);

ALTER TABLE ONLY ops.mode_changes FORCE ROW LEVEL SECURITY;

ALTER TABLE ops.mode_changes OWNER TO totalaudio_owner;

COMMENT ON TABLE ops.mode_changes IS 'When an app went from one budget mode into another; append-only. The last one says the mode.';

COMMENT ON COLUMN ops.mode_changes.app IS 'The app.';

COMMENT ON COLUMN ops.mode_changes.at IS 'The moment that was judged.';

COMMENT ON COLUMN ops.mode_changes.from_mode IS 'The mode before; development before the first.';

COMMENT ON COLUMN ops.mode_changes.to_mode IS 'The mode from then on.';

COMMENT ON COLUMN ops.mode_changes.objective IS 'The objective with the least left of those that hold the mode.';

COMMENT ON COLUMN ops.mode_changes.budget_left IS 'The share of its budget that was left; below 0 when overspent, null when it had too few events.';

COMMENT ON COLUMN ops.mode_changes.reason IS 'Why, as one sentence.';

CREATE TABLE ops.notifications (
    id uuid NOT NULL,
    incident_id uuid NOT NULL,
    channel text NOT NULL,
    recipient text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    first_at timestamp with time zone NOT NULL,
    not_before timestamp with time zone NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    sent_at timestamp with time zone,
    given_up_at timestamp with time zone,
    problem text DEFAULT ''::text NOT NULL,
    source_key text NOT NULL,
    is_repeat boolean DEFAULT false NOT NULL,
    overtaken_at timestamp with time zone,
    CONSTRAINT notifications_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'webhook'::text])))
);

ALTER TABLE ONLY ops.notifications FORCE ROW LEVEL SECURITY;

ALTER TABLE ops.notifications OWNER TO totalaudio_owner;

COMMENT ON TABLE ops.notifications IS 'Who is told of an incident, and whether it reached them.';

COMMENT ON COLUMN ops.notifications.incident_id IS 'The incident.';

COMMENT ON COLUMN ops.notifications.channel IS 'How: mail or webhook.';

COMMENT ON COLUMN ops.notifications.recipient IS 'The address, or the name of the webhook.';

COMMENT ON COLUMN ops.notifications.subject IS 'What it is about.';

COMMENT ON COLUMN ops.notifications.body IS 'The text, or the JSON that is signed.';

COMMENT ON COLUMN ops.notifications.first_at IS 'When it is first tried: at once, or when the quiet hours end; a day later it is given up.';

COMMENT ON COLUMN ops.notifications.not_before IS 'When it is tried next.';

COMMENT ON COLUMN ops.notifications.attempts IS 'How often it was tried.';

COMMENT ON COLUMN ops.notifications.sent_at IS 'When it was taken.';

COMMENT ON COLUMN ops.notifications.given_up_at IS 'When it was given up after all tries.';

COMMENT ON COLUMN ops.notifications.problem IS 'What went wrong at the last try.';

COMMENT ON COLUMN ops.notifications.source_key IS 'Names what is told, so that it is told once.';

COMMENT ON COLUMN ops.notifications.is_repeat IS 'The same was told a short while before: it waits, and what is newer takes its place.';

COMMENT ON COLUMN ops.notifications.overtaken_at IS 'When something newer took its place; then it is not sent.';

CREATE TABLE ops.objective_modes (
    app text NOT NULL,
    objective text NOT NULL,
    mode text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT objective_modes_mode_check CHECK ((mode = ANY (ARRAY['development'::text, 'caution'::text, 'freeze'::text])))
);

ALTER TABLE ONLY ops.objective_modes FORCE ROW LEVEL SECURITY;

ALTER TABLE ops.objective_modes OWNER TO totalaudio_owner;

COMMENT ON TABLE ops.objective_modes IS 'Which mode each objective holds by its own budget; one that never left Development has no row.';

COMMENT ON COLUMN ops.objective_modes.app IS 'The app.';

COMMENT ON COLUMN ops.objective_modes.objective IS 'The objective.';

COMMENT ON COLUMN ops.objective_modes.mode IS 'The mode that it holds.';

COMMENT ON COLUMN ops.objective_modes.at IS 'The moment that was judged when it took it.';

CREATE TABLE ops.post_mortem_actions (
    id uuid NOT NULL,
    incident_id uuid NOT NULL,
    text text NOT NULL,
    owner text NOT NULL,
    due_date date NOT NULL,
    done_at timestamp with time zone,
    CONSTRAINT post_mortem_actions_owner_check CHECK ((btrim(owner) <> ''::text)),
    CONSTRAINT post_mortem_actions_text_check CHECK ((btrim(text) <> ''::text))
);

ALTER TABLE ONLY ops.post_mortem_actions FORCE ROW LEVEL SECURITY;

ALTER TABLE ops.post_mortem_actions OWNER TO totalaudio_owner;

COMMENT ON TABLE ops.post_mortem_actions IS 'What somebody will do about it, and by when.';

COMMENT ON COLUMN ops.post_mortem_actions.incident_id IS 'The incident.';

COMMENT ON COLUMN ops.post_mortem_actions.text IS 'What is to be done.';

COMMENT ON COLUMN ops.post_mortem_actions.owner IS 'Who does it.';

COMMENT ON COLUMN ops.post_mortem_actions.due_date IS 'By when.';

COMMENT ON COLUMN ops.post_mortem_actions.done_at IS 'When it was done.';

CREATE TABLE ops.post_mortems (
    incident_id uuid NOT NULL,
    due_date date NOT NULL,
    summary text DEFAULT ''::text NOT NULL,
    root_cause text DEFAULT ''::text NOT NULL,
    impact text DEFAULT ''::text NOT NULL,
    went_well text DEFAULT ''::text NOT NULL,
    went_poorly text DEFAULT ''::text NOT NULL,
    prevention text DEFAULT ''::text NOT NULL,
    closed_at timestamp with time zone,
    closed_by text
);

ALTER TABLE ONLY ops.post_mortems FORCE ROW LEVEL SECURITY;

ALTER TABLE ops.post_mortems OWNER TO totalaudio_owner;

COMMENT ON TABLE ops.post_mortems IS 'What was learnt from an incident; the timeline is its own.';

COMMENT ON COLUMN ops.post_mortems.incident_id IS 'The incident.';

COMMENT ON COLUMN ops.post_mortems.due_date IS 'By when it must be closed.';

COMMENT ON COLUMN ops.post_mortems.summary IS 'What happened, in a paragraph.';

COMMENT ON COLUMN ops.post_mortems.root_cause IS 'Why.';

COMMENT ON COLUMN ops.post_mortems.impact IS 'Who felt it, how long, and how much.';

COMMENT ON COLUMN ops.post_mortems.went_well IS 'What helped.';

COMMENT ON COLUMN ops.post_mortems.went_poorly IS 'What did not.';

COMMENT ON COLUMN ops.post_mortems.prevention IS 'What keeps it from happening again.';

COMMENT ON COLUMN ops.post_mortems.closed_at IS 'When it was closed; null while it is open.';

COMMENT ON COLUMN ops.post_mortems.closed_by IS 'Who closed it.';

CREATE TABLE ops.request_hours (
    app text NOT NULL,
    hour timestamp with time zone NOT NULL,
    route_class text NOT NULL,
    total bigint NOT NULL,
    bad bigint NOT NULL,
    left_out bigint NOT NULL,
    histogram bigint[] NOT NULL
);

ALTER TABLE ONLY ops.request_hours FORCE ROW LEVEL SECURITY;

ALTER TABLE ops.request_hours OWNER TO totalaudio_owner;

COMMENT ON TABLE ops.request_hours IS 'The minutes of whole hours summed up, without declared maintenance.';

COMMENT ON COLUMN ops.request_hours.app IS 'The app.';

COMMENT ON COLUMN ops.request_hours.hour IS 'The beginning of the hour.';

COMMENT ON COLUMN ops.request_hours.route_class IS 'The class of route.';

COMMENT ON COLUMN ops.request_hours.total IS 'Requests that count.';

COMMENT ON COLUMN ops.request_hours.bad IS 'Those of them that failed by our fault.';

COMMENT ON COLUMN ops.request_hours.left_out IS 'Requests that count for nothing.';

COMMENT ON COLUMN ops.request_hours.histogram IS 'Those that count by duration.';

CREATE TABLE ops.request_minutes (
    app text NOT NULL,
    minute timestamp with time zone NOT NULL,
    route_class text NOT NULL,
    total bigint NOT NULL,
    bad bigint NOT NULL,
    left_out bigint NOT NULL,
    histogram bigint[] NOT NULL
);

ALTER TABLE ONLY ops.request_minutes FORCE ROW LEVEL SECURITY;

ALTER TABLE ops.request_minutes OWNER TO totalaudio_owner;

COMMENT ON TABLE ops.request_minutes IS 'How many requests each app answered in a minute, by class of route.';

COMMENT ON COLUMN ops.request_minutes.app IS 'The app, as in deployables: audio-intel, tracker, pitch-generator, worker.';

COMMENT ON COLUMN ops.request_minutes.minute IS 'The beginning of the minute in which the request ended.';

COMMENT ON COLUMN ops.request_minutes.route_class IS 'The class of route; probe for answers to probes.';

COMMENT ON COLUMN ops.request_minutes.total IS 'Requests that count: all but those left out.';

COMMENT ON COLUMN ops.request_minutes.bad IS 'Those of them that failed by our fault: answers from 500 on.';

COMMENT ON COLUMN ops.request_minutes.left_out IS 'Requests that count for nothing: the client was wrong (400 to 499).';

COMMENT ON COLUMN ops.request_minutes.histogram IS 'Those that count by duration: one place per bound, the last for all beyond.';

CREATE TABLE ops.request_sources (
    id uuid NOT NULL,
    number bigint NOT NULL,
    seen_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY ops.request_sources FORCE ROW LEVEL SECURITY;

ALTER TABLE ops.request_sources OWNER TO totalaudio_owner;

COMMENT ON TABLE ops.request_sources IS 'The processes that count requests: what one of them sends twice is counted once.';

COMMENT ON COLUMN ops.request_sources.id IS 'The process.';

COMMENT ON COLUMN ops.request_sources.number IS 'The number of the last parcel of counts that was taken from it.';

COMMENT ON COLUMN ops.request_sources.seen_at IS 'When that was.';

CREATE TABLE ops.restores (
    id uuid NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    archive text NOT NULL,
    what text NOT NULL,
    target text NOT NULL,
    asked_by text NOT NULL,
    is_ok boolean,
    problems text[] DEFAULT '{}'::text[] NOT NULL
);

ALTER TABLE ONLY ops.restores FORCE ROW LEVEL SECURITY;

ALTER TABLE ops.restores OWNER TO totalaudio_owner;

COMMENT ON TABLE ops.restores IS 'Every restore and drill, by whom and how it ended; append-only but for its end.';

COMMENT ON COLUMN ops.restores.started_at IS 'When it was begun.';

COMMENT ON COLUMN ops.restores.finished_at IS 'When it ended; null while it runs or when it was killed.';

COMMENT ON COLUMN ops.restores.archive IS 'The archive.';

COMMENT ON COLUMN ops.restores.what IS 'The whole, one table, or a drill.';

COMMENT ON COLUMN ops.restores.target IS 'Where to, without secrets.';

COMMENT ON COLUMN ops.restores.asked_by IS 'Who asked for it.';

COMMENT ON COLUMN ops.restores.is_ok IS 'Whether all of it came back; null while unknown.';

COMMENT ON COLUMN ops.restores.problems IS 'What was wrong, one sentence each.';

CREATE TABLE ops.rolled_until (
    only_row boolean DEFAULT true NOT NULL,
    until timestamp with time zone NOT NULL,
    CONSTRAINT rolled_until_only_row_check CHECK (only_row)
);

ALTER TABLE ONLY ops.rolled_until FORCE ROW LEVEL SECURITY;

ALTER TABLE ops.rolled_until OWNER TO totalaudio_owner;

COMMENT ON TABLE ops.rolled_until IS 'Up to when the hours hold what the minutes hold.';

COMMENT ON COLUMN ops.rolled_until.only_row IS 'There is one row.';

COMMENT ON COLUMN ops.rolled_until.until IS 'The end of the last hour that was summed up.';

CREATE TABLE ops.stale_hours (
    hour timestamp with time zone NOT NULL
);

ALTER TABLE ONLY ops.stale_hours FORCE ROW LEVEL SECURITY;

ALTER TABLE ops.stale_hours OWNER TO totalaudio_owner;

COMMENT ON TABLE ops.stale_hours IS 'Hours that were summed up and whose minutes, or whose maintenance, changed after that.';

COMMENT ON COLUMN ops.stale_hours.hour IS 'The beginning of the hour.';

CREATE TABLE totalaudio.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.account_emailaddress FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.account_emailaddress OWNER TO totalaudio_owner;

ALTER TABLE totalaudio.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME totalaudio.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE totalaudio.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);

ALTER TABLE ONLY totalaudio.account_emailconfirmation FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.account_emailconfirmation OWNER TO totalaudio_owner;

ALTER TABLE totalaudio.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME totalaudio.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE totalaudio.accounts_apianswer (
    id uuid NOT NULL,
    api_key_id uuid NOT NULL,
    key character varying(200) NOT NULL,
    fingerprint character varying(64) NOT NULL,
    status smallint NOT NULL,
    content_type character varying(100) NOT NULL,
    body bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    workspace_id uuid NOT NULL,
    CONSTRAINT accounts_apianswer_status_check CHECK ((status >= 0))
);

ALTER TABLE ONLY totalaudio.accounts_apianswer FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.accounts_apianswer OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.accounts_apikey (
    id uuid NOT NULL,
    name character varying(80) NOT NULL,
    start character varying(16) NOT NULL,
    key_hash character varying(64) NOT NULL,
    scopes text[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    used_at timestamp with time zone,
    user_id uuid NOT NULL,
    workspace_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.accounts_apikey FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.accounts_apikey OWNER TO totalaudio_owner;

CREATE UNLOGGED TABLE totalaudio.accounts_apiturn (
    key_id uuid NOT NULL,
    began_at timestamp with time zone NOT NULL,
    turns integer NOT NULL
);

ALTER TABLE totalaudio.accounts_apiturn OWNER TO totalaudio_owner;

COMMENT ON TABLE totalaudio.accounts_apiturn IS 'How often each key of the API was used in the minute that began then.';

CREATE TABLE totalaudio.accounts_invitation (
    id uuid NOT NULL,
    email character varying(254) NOT NULL,
    role character varying(10) NOT NULL,
    key_hash character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    invited_by_id uuid,
    workspace_id uuid NOT NULL,
    CONSTRAINT accounts_invitation_role CHECK (((role)::text = ANY ((ARRAY['admin'::character varying, 'member'::character varying, 'client'::character varying])::text[])))
);

ALTER TABLE ONLY totalaudio.accounts_invitation FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.accounts_invitation OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.accounts_member (
    id uuid NOT NULL,
    role character varying(10) NOT NULL,
    joined_at timestamp with time zone NOT NULL,
    user_id uuid NOT NULL,
    workspace_id uuid NOT NULL,
    CONSTRAINT accounts_member_role CHECK (((role)::text = ANY ((ARRAY['owner'::character varying, 'admin'::character varying, 'member'::character varying, 'client'::character varying])::text[])))
);

ALTER TABLE ONLY totalaudio.accounts_member FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.accounts_member OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.accounts_operator (
    user_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY totalaudio.accounts_operator FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.accounts_operator OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.accounts_user (
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    id uuid NOT NULL,
    email character varying(254) NOT NULL,
    name character varying(80) NOT NULL,
    zone character varying(40) NOT NULL,
    is_active boolean NOT NULL,
    joined_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY totalaudio.accounts_user FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.accounts_user OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);

ALTER TABLE totalaudio.auth_group OWNER TO totalaudio_owner;

ALTER TABLE totalaudio.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME totalaudio.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE totalaudio.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);

ALTER TABLE totalaudio.auth_group_permissions OWNER TO totalaudio_owner;

ALTER TABLE totalaudio.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME totalaudio.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE totalaudio.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);

ALTER TABLE totalaudio.auth_permission OWNER TO totalaudio_owner;

ALTER TABLE totalaudio.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME totalaudio.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE totalaudio.billing_customer (
    id uuid NOT NULL,
    stripe_id character varying(255) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    workspace_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.billing_customer FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.billing_customer OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.billing_reservation (
    id uuid NOT NULL,
    amount integer NOT NULL,
    allowed integer,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    workspace_id uuid NOT NULL,
    usage_id uuid NOT NULL,
    CONSTRAINT billing_reservation_allowed_check CHECK ((allowed >= 0)),
    CONSTRAINT billing_reservation_amount_check CHECK ((amount >= 0))
);

ALTER TABLE ONLY totalaudio.billing_reservation FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.billing_reservation OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.billing_stripeevent (
    id uuid NOT NULL,
    stripe_id character varying(255) NOT NULL,
    kind character varying(100) NOT NULL,
    payload jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    handled_at timestamp with time zone,
    problem text
);

ALTER TABLE ONLY totalaudio.billing_stripeevent FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.billing_stripeevent OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.billing_subscription (
    id uuid NOT NULL,
    stripe_id character varying(255) NOT NULL,
    plan character varying(20) NOT NULL,
    period character varying(10) NOT NULL,
    status character varying(30) NOT NULL,
    amount integer NOT NULL,
    currency character varying(3) NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    period_ends_at timestamp with time zone,
    cancels_at timestamp with time zone,
    ended_at timestamp with time zone,
    past_due_since timestamp with time zone,
    fetched_at timestamp with time zone NOT NULL,
    workspace_id uuid NOT NULL,
    left_at timestamp with time zone,
    CONSTRAINT billing_subscription_amount_check CHECK ((amount >= 0))
);

ALTER TABLE ONLY totalaudio.billing_subscription FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.billing_subscription OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.billing_usage (
    id uuid NOT NULL,
    "limit" character varying(30) NOT NULL,
    begins_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    used integer NOT NULL,
    workspace_id uuid NOT NULL,
    CONSTRAINT billing_usage_used_check CHECK ((used >= 0))
);

ALTER TABLE ONLY totalaudio.billing_usage FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.billing_usage OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.campaigns_campaign (
    id uuid NOT NULL,
    artist character varying(120) NOT NULL,
    title character varying(200) NOT NULL,
    release_type character varying(10) NOT NULL,
    genres text[] NOT NULL,
    impact_date date,
    budget bigint NOT NULL,
    spend bigint NOT NULL,
    goal text NOT NULL,
    goal_outcomes integer,
    notes text NOT NULL,
    hook text NOT NULL,
    link text NOT NULL,
    status character varying(10) NOT NULL,
    sends_unreviewed boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    created_by_id uuid,
    workspace_id uuid NOT NULL,
    countries text[] NOT NULL,
    CONSTRAINT campaigns_campaign_goal_outcomes_check CHECK ((goal_outcomes >= 0)),
    CONSTRAINT campaigns_campaign_money CHECK (((budget >= 0) AND (spend >= 0))),
    CONSTRAINT campaigns_campaign_release CHECK (((release_type)::text = ANY ((ARRAY['single'::character varying, 'ep'::character varying, 'album'::character varying])::text[]))),
    CONSTRAINT campaigns_campaign_status CHECK (((status)::text = ANY ((ARRAY['planning'::character varying, 'active'::character varying, 'completed'::character varying, 'archived'::character varying])::text[])))
);

ALTER TABLE ONLY totalaudio.campaigns_campaign FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.campaigns_campaign OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.campaigns_entry (
    id uuid NOT NULL,
    kind character varying(16) NOT NULL,
    facts jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id uuid,
    campaign_id uuid NOT NULL,
    workspace_id uuid NOT NULL,
    target_id uuid
);

ALTER TABLE ONLY totalaudio.campaigns_entry FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.campaigns_entry OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.campaigns_followup (
    id uuid NOT NULL,
    number smallint NOT NULL,
    due_date date NOT NULL,
    state character varying(8) NOT NULL,
    note text NOT NULL,
    done_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    workspace_id uuid NOT NULL,
    target_id uuid NOT NULL,
    CONSTRAINT campaigns_followup_number_check CHECK ((number >= 0)),
    CONSTRAINT campaigns_followup_state CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'done'::character varying, 'skipped'::character varying, 'stopped'::character varying])::text[]))),
    CONSTRAINT campaigns_followup_two CHECK (((number >= 1) AND (number <= 2)))
);

ALTER TABLE ONLY totalaudio.campaigns_followup FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.campaigns_followup OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.campaigns_reader (
    id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    campaign_id uuid NOT NULL,
    user_id uuid NOT NULL,
    workspace_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.campaigns_reader FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.campaigns_reader OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.contacts_affiliation (
    id uuid NOT NULL,
    role text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    workspace_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    outlet_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.contacts_affiliation FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.contacts_affiliation OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.contacts_contactlist (
    id uuid NOT NULL,
    name character varying(120) NOT NULL,
    query text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    created_by_id uuid,
    workspace_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.contacts_contactlist FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.contacts_contactlist OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.contacts_evidence (
    id uuid NOT NULL,
    field text NOT NULL,
    value jsonb NOT NULL,
    step text NOT NULL,
    source text NOT NULL,
    url text,
    quote text,
    confidence double precision NOT NULL,
    checked_at timestamp with time zone NOT NULL,
    contact_id uuid NOT NULL,
    workspace_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.contacts_evidence FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.contacts_evidence OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.contacts_listentry (
    id uuid NOT NULL,
    added_at timestamp with time zone NOT NULL,
    contact_id uuid NOT NULL,
    of_id uuid NOT NULL,
    workspace_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.contacts_listentry FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.contacts_listentry OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.contacts_suppression (
    id uuid NOT NULL,
    address_hash character varying(64) NOT NULL,
    reason character varying(12) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by_id uuid,
    workspace_id uuid NOT NULL,
    CONSTRAINT contacts_suppression_hash CHECK (((address_hash)::text ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT contacts_suppression_reason CHECK (((reason)::text = ANY ((ARRAY['unsubscribed'::character varying, 'asked'::character varying, 'complained'::character varying, 'erased'::character varying, 'bounced'::character varying, 'by-hand'::character varying])::text[])))
);

ALTER TABLE ONLY totalaudio.contacts_suppression FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.contacts_suppression OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.contacts_tally (
    id uuid NOT NULL,
    contacts bigint NOT NULL,
    workspace_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.contacts_tally FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.contacts_tally OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);

ALTER TABLE totalaudio.django_content_type OWNER TO totalaudio_owner;

ALTER TABLE totalaudio.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME totalaudio.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE totalaudio.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);

ALTER TABLE totalaudio.django_migrations OWNER TO totalaudio_owner;

ALTER TABLE totalaudio.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME totalaudio.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE totalaudio.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);

ALTER TABLE totalaudio.django_session OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.event_days (
    date date NOT NULL,
    event_name text NOT NULL,
    app_name text NOT NULL,
    source text NOT NULL,
    people bigint NOT NULL,
    events bigint NOT NULL,
    timed bigint NOT NULL,
    histogram integer[] NOT NULL
);

ALTER TABLE ONLY totalaudio.event_days FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.event_days OWNER TO totalaudio_owner;

COMMENT ON TABLE totalaudio.event_days IS 'Events of the installation, and how many people are behind them, by day (UTC).';

COMMENT ON COLUMN totalaudio.event_days.date IS 'The day, in UTC.';

COMMENT ON COLUMN totalaudio.event_days.event_name IS 'As in events.';

COMMENT ON COLUMN totalaudio.event_days.app_name IS 'As in events.';

COMMENT ON COLUMN totalaudio.event_days.source IS 'As in events.';

COMMENT ON COLUMN totalaudio.event_days.people IS 'Different user_ids. Days may be added up for visitors, whose id lasts a day, and not for people.';

COMMENT ON COLUMN totalaudio.event_days.events IS 'How many events there were.';

COMMENT ON COLUMN totalaudio.event_days.timed IS 'How many of them have a duration.';

COMMENT ON COLUMN totalaudio.event_days.histogram IS 'As in event_hours, of the whole day.';

CREATE TABLE totalaudio.event_firsts (
    user_id uuid NOT NULL,
    event_name text NOT NULL,
    feature text DEFAULT ''::text NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY totalaudio.event_firsts FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.event_firsts OWNER TO totalaudio_owner;

COMMENT ON TABLE totalaudio.event_firsts IS 'When a person did something for the first and for the last time, as the platform itself recorded it.';

COMMENT ON COLUMN totalaudio.event_firsts.user_id IS 'The person; visitors are left out.';

COMMENT ON COLUMN totalaudio.event_firsts.event_name IS 'As in events.';

COMMENT ON COLUMN totalaudio.event_firsts.feature IS 'The property feature of feature-used, else empty.';

COMMENT ON COLUMN totalaudio.event_firsts.first_at IS 'The time of the first.';

COMMENT ON COLUMN totalaudio.event_firsts.last_at IS 'The time of the last: who did it since then is told without adding up weeks.';

CREATE TABLE totalaudio.event_hours (
    hour timestamp with time zone NOT NULL,
    app_name text NOT NULL,
    event_category text NOT NULL,
    event_name text NOT NULL,
    source text NOT NULL,
    status text NOT NULL,
    events bigint NOT NULL,
    timed bigint NOT NULL,
    duration_total_ms bigint NOT NULL,
    histogram integer[] NOT NULL
);

ALTER TABLE ONLY totalaudio.event_hours FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.event_hours OWNER TO totalaudio_owner;

COMMENT ON TABLE totalaudio.event_hours IS 'Events of the installation, summed by hour.';

COMMENT ON COLUMN totalaudio.event_hours.hour IS 'The beginning of the hour.';

COMMENT ON COLUMN totalaudio.event_hours.app_name IS 'As in events.';

COMMENT ON COLUMN totalaudio.event_hours.event_category IS 'As in events.';

COMMENT ON COLUMN totalaudio.event_hours.event_name IS 'As in events.';

COMMENT ON COLUMN totalaudio.event_hours.source IS 'As in events.';

COMMENT ON COLUMN totalaudio.event_hours.status IS 'As in events.';

COMMENT ON COLUMN totalaudio.event_hours.events IS 'How many there were.';

COMMENT ON COLUMN totalaudio.event_hours.timed IS 'How many of them have a duration.';

COMMENT ON COLUMN totalaudio.event_hours.duration_total_ms IS 'Their durations together, in milliseconds.';

COMMENT ON COLUMN totalaudio.event_hours.histogram IS 'How many of them last how long, as event_bucket_v1 tells; empty places at the end are left out.';

CREATE TABLE totalaudio.event_weeks (
    user_id uuid NOT NULL,
    week date NOT NULL,
    event_name text NOT NULL,
    feature text DEFAULT ''::text NOT NULL
);

ALTER TABLE ONLY totalaudio.event_weeks FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.event_weeks OWNER TO totalaudio_owner;

COMMENT ON TABLE totalaudio.event_weeks IS 'Which person did what in which week, as the platform itself recorded it.';

COMMENT ON COLUMN totalaudio.event_weeks.user_id IS 'The person; visitors are left out.';

COMMENT ON COLUMN totalaudio.event_weeks.week IS 'The Monday with which the week begins, in UTC.';

COMMENT ON COLUMN totalaudio.event_weeks.event_name IS 'As in events.';

COMMENT ON COLUMN totalaudio.event_weeks.feature IS 'The property feature of feature-used, else empty.';

CREATE TABLE totalaudio.events (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    workspace_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    event_name text NOT NULL,
    event_category text NOT NULL,
    app_name text NOT NULL,
    source text DEFAULT 'platform'::text NOT NULL,
    session_id text,
    properties jsonb DEFAULT '{}'::jsonb NOT NULL,
    duration_ms integer,
    status text DEFAULT 'success'::text NOT NULL,
    error_message text,
    ip_address inet,
    user_agent text,
    referrer text,
    CONSTRAINT events_app_name_check CHECK (((length(app_name) >= 1) AND (length(app_name) <= 50))),
    CONSTRAINT events_duration_ms_check CHECK ((duration_ms >= 0)),
    CONSTRAINT events_event_category_check CHECK (((length(event_category) >= 1) AND (length(event_category) <= 50))),
    CONSTRAINT events_event_name_check CHECK (((length(event_name) >= 1) AND (length(event_name) <= 100))),
    CONSTRAINT events_properties_check CHECK ((jsonb_typeof(properties) = 'object'::text)),
    CONSTRAINT events_session_id_check CHECK ((length(session_id) <= 100)),
    CONSTRAINT events_source_check CHECK ((source = ANY (ARRAY['platform'::text, 'key'::text]))),
    CONSTRAINT events_status_check CHECK ((status = ANY (ARRAY['success'::text, 'error'::text, 'pending'::text])))
)
PARTITION BY RANGE (created_at);

ALTER TABLE ONLY totalaudio.events FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.events OWNER TO totalaudio_owner;

COMMENT ON TABLE totalaudio.events IS 'What happened, once each; append-only, a partition per month.';

COMMENT ON COLUMN totalaudio.events.id IS 'A uuidv7 made where the event happened; sent twice it is stored once in a workspace.';

COMMENT ON COLUMN totalaudio.events.user_id IS 'The person; for a visitor of public pages a hash of the day as a uuid of version 8.';

COMMENT ON COLUMN totalaudio.events.workspace_id IS 'The workspace; all zeros for what belongs to the installation.';

COMMENT ON COLUMN totalaudio.events.created_at IS 'The time inside the id.';

COMMENT ON COLUMN totalaudio.events.event_name IS 'What happened, as feature-used.';

COMMENT ON COLUMN totalaudio.events.event_category IS 'What kind of thing happened, as acquisition.';

COMMENT ON COLUMN totalaudio.events.app_name IS 'Where: core, audio-intel, tracker or pitch-generator.';

COMMENT ON COLUMN totalaudio.events.source IS 'platform: recorded by the platform itself; key: sent with a key of the workspace.';

COMMENT ON COLUMN totalaudio.events.session_id IS 'Whatever tells one visit from another.';

COMMENT ON COLUMN totalaudio.events.properties IS 'More about it: an object.';

COMMENT ON COLUMN totalaudio.events.duration_ms IS 'How long it took, in milliseconds.';

COMMENT ON COLUMN totalaudio.events.status IS 'How it ended: success, error or pending.';

COMMENT ON COLUMN totalaudio.events.error_message IS 'What went wrong.';

COMMENT ON COLUMN totalaudio.events.ip_address IS 'Where it came from.';

COMMENT ON COLUMN totalaudio.events.user_agent IS 'The browser or program, in its own words.';

COMMENT ON COLUMN totalaudio.events.referrer IS 'The page before.';

CREATE TABLE totalaudio.events_default (
    id uuid CONSTRAINT events_id_not_null NOT NULL,
    user_id uuid CONSTRAINT events_user_id_not_null NOT NULL,
    workspace_id uuid CONSTRAINT events_workspace_id_not_null NOT NULL,
    created_at timestamp with time zone CONSTRAINT events_created_at_not_null NOT NULL,
    event_name text CONSTRAINT events_event_name_not_null NOT NULL,
    event_category text CONSTRAINT events_event_category_not_null NOT NULL,
    app_name text CONSTRAINT events_app_name_not_null NOT NULL,
    source text DEFAULT 'platform'::text CONSTRAINT events_source_not_null NOT NULL,
    session_id text,
    properties jsonb DEFAULT '{}'::jsonb CONSTRAINT events_properties_not_null NOT NULL,
    duration_ms integer,
    status text DEFAULT 'success'::text CONSTRAINT events_status_not_null NOT NULL,
    error_message text,
    ip_address inet,
    user_agent text,
    referrer text,
    CONSTRAINT events_app_name_check CHECK (((length(app_name) >= 1) AND (length(app_name) <= 50))),
    CONSTRAINT events_duration_ms_check CHECK ((duration_ms >= 0)),
    CONSTRAINT events_event_category_check CHECK (((length(event_category) >= 1) AND (length(event_category) <= 50))),
    CONSTRAINT events_event_name_check CHECK (((length(event_name) >= 1) AND (length(event_name) <= 100))),
    CONSTRAINT events_properties_check CHECK ((jsonb_typeof(properties) = 'object'::text)),
    CONSTRAINT events_session_id_check CHECK ((length(session_id) <= 100)),
    CONSTRAINT events_source_check CHECK ((source = ANY (ARRAY['platform'::text, 'key'::text]))),
    CONSTRAINT events_status_check CHECK ((status = ANY (ARRAY['success'::text, 'error'::text, 'pending'::text])))
);

ALTER TABLE ONLY totalaudio.events_default FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.events_default OWNER TO totalaudio_owner;

COMMENT ON TABLE totalaudio.events_default IS 'Events of months that have no partition yet.';

COMMENT ON COLUMN totalaudio.events_default.id IS 'A uuidv7 made where the event happened; sent twice it is stored once in a workspace.';

COMMENT ON COLUMN totalaudio.events_default.user_id IS 'The person; for a visitor of public pages a hash of the day as a uuid of version 8.';

COMMENT ON COLUMN totalaudio.events_default.workspace_id IS 'The workspace; all zeros for what belongs to the installation.';

COMMENT ON COLUMN totalaudio.events_default.created_at IS 'The time inside the id.';

COMMENT ON COLUMN totalaudio.events_default.event_name IS 'What happened, as feature-used.';

COMMENT ON COLUMN totalaudio.events_default.event_category IS 'What kind of thing happened, as acquisition.';

COMMENT ON COLUMN totalaudio.events_default.app_name IS 'Where: core, audio-intel, tracker or pitch-generator.';

COMMENT ON COLUMN totalaudio.events_default.source IS 'platform: recorded by the platform itself; key: sent with a key of the workspace.';

COMMENT ON COLUMN totalaudio.events_default.session_id IS 'Whatever tells one visit from another.';

COMMENT ON COLUMN totalaudio.events_default.properties IS 'More about it: an object.';

COMMENT ON COLUMN totalaudio.events_default.duration_ms IS 'How long it took, in milliseconds.';

COMMENT ON COLUMN totalaudio.events_default.status IS 'How it ended: success, error or pending.';

COMMENT ON COLUMN totalaudio.events_default.error_message IS 'What went wrong.';

COMMENT ON COLUMN totalaudio.events_default.ip_address IS 'Where it came from.';

COMMENT ON COLUMN totalaudio.events_default.user_agent IS 'The browser or program, in its own words.';

COMMENT ON COLUMN totalaudio.events_default.referrer IS 'The page before.';

CREATE TABLE totalaudio.flags_change (
    id uuid NOT NULL,
    flag character varying(100) NOT NULL,
    scope character varying(10) NOT NULL,
    subject uuid,
    before jsonb,
    after jsonb,
    reason character varying(500) NOT NULL,
    made_by uuid,
    made_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL
);

ALTER TABLE ONLY totalaudio.flags_change FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.flags_change OWNER TO totalaudio_owner;

COMMENT ON TABLE totalaudio.flags_change IS 'Every change of an override; append-only.';

COMMENT ON COLUMN totalaudio.flags_change.id IS 'The change; a uuidv7, so that it sorts by time.';

COMMENT ON COLUMN totalaudio.flags_change.flag IS 'The flag.';

COMMENT ON COLUMN totalaudio.flags_change.scope IS 'For whom: user, workspace or all.';

COMMENT ON COLUMN totalaudio.flags_change.subject IS 'The user or the workspace; null for all.';

COMMENT ON COLUMN totalaudio.flags_change.before IS 'What stood: is_on, variant and expires_at; null where nothing did.';

COMMENT ON COLUMN totalaudio.flags_change.after IS 'What stands then, in the same form; null when it was taken back.';

COMMENT ON COLUMN totalaudio.flags_change.reason IS 'Why, in the words of who changed it.';

COMMENT ON COLUMN totalaudio.flags_change.made_by IS 'The operator; null for the command line.';

COMMENT ON COLUMN totalaudio.flags_change.made_at IS 'When.';

CREATE TABLE totalaudio.flags_override (
    id uuid NOT NULL,
    flag character varying(100) NOT NULL,
    scope character varying(10) NOT NULL,
    subject uuid,
    is_on boolean NOT NULL,
    variant character varying(50),
    reason character varying(500) NOT NULL,
    expires_at timestamp with time zone,
    made_by uuid,
    made_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CONSTRAINT flags_override_reason CHECK ((NOT ((reason)::text = ''::text))),
    CONSTRAINT flags_override_subject CHECK (((((scope)::text = 'all'::text) AND (subject IS NULL)) OR (((scope)::text = ANY ((ARRAY['user'::character varying, 'workspace'::character varying])::text[])) AND (subject IS NOT NULL)))),
    CONSTRAINT flags_override_variant CHECK (((variant IS NULL) OR is_on))
);

ALTER TABLE ONLY totalaudio.flags_override FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.flags_override OWNER TO totalaudio_owner;

COMMENT ON TABLE totalaudio.flags_override IS 'What somebody set for a user, a workspace or all, against what code declares.';

COMMENT ON COLUMN totalaudio.flags_override.id IS 'The change that made it.';

COMMENT ON COLUMN totalaudio.flags_override.flag IS 'The flag; it may be gone from the code by now, and then this changes nothing.';

COMMENT ON COLUMN totalaudio.flags_override.scope IS 'For whom: user, workspace or all; the narrower beats the wider.';

COMMENT ON COLUMN totalaudio.flags_override.subject IS 'The user or the workspace, which may be gone by now; null for all.';

COMMENT ON COLUMN totalaudio.flags_override.is_on IS 'On or off.';

COMMENT ON COLUMN totalaudio.flags_override.variant IS 'The variant for whom it is on; null leaves it to their share.';

COMMENT ON COLUMN totalaudio.flags_override.reason IS 'Why, in the words of who set it.';

COMMENT ON COLUMN totalaudio.flags_override.expires_at IS 'When it ends by itself; null for never.';

COMMENT ON COLUMN totalaudio.flags_override.made_by IS 'The operator; null for the command line.';

COMMENT ON COLUMN totalaudio.flags_override.made_at IS 'When it was set.';

CREATE TABLE totalaudio.flags_version (
    id smallint NOT NULL,
    version bigint NOT NULL
);

ALTER TABLE ONLY totalaudio.flags_version FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.flags_version OWNER TO totalaudio_owner;

COMMENT ON TABLE totalaudio.flags_version IS 'How often overrides were changed; processes compare it with what they know.';

COMMENT ON COLUMN totalaudio.flags_version.id IS 'Always 1: there is one row.';

COMMENT ON COLUMN totalaudio.flags_version.version IS 'One more with each change.';

CREATE TABLE totalaudio.intel_import (
    id uuid NOT NULL,
    name text NOT NULL,
    bytes bigint NOT NULL,
    state character varying(10) NOT NULL,
    kind text NOT NULL,
    encoding text NOT NULL,
    delimiter text NOT NULL,
    header text[],
    sample jsonb NOT NULL,
    remarks text[] NOT NULL,
    mapping jsonb NOT NULL,
    rows_done integer NOT NULL,
    bytes_done bigint NOT NULL,
    rows_new integer NOT NULL,
    rows_updated integer NOT NULL,
    rows_unchanged integer NOT NULL,
    rows_refused integer NOT NULL,
    problem text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    created_by_id uuid,
    workspace_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.intel_import FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.intel_import OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.intel_importedrow (
    id uuid NOT NULL,
    "row" integer NOT NULL,
    fields text[] NOT NULL,
    contact_id uuid NOT NULL,
    of_id uuid NOT NULL,
    workspace_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.intel_importedrow FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.intel_importedrow OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.intel_importpiece (
    id uuid NOT NULL,
    number integer NOT NULL,
    body bytea NOT NULL,
    of_id uuid NOT NULL,
    workspace_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.intel_importpiece FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.intel_importpiece OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.intel_refusal (
    id uuid NOT NULL,
    "row" integer NOT NULL,
    reason text NOT NULL,
    message text NOT NULL,
    cells text[] NOT NULL,
    of_id uuid NOT NULL,
    workspace_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.intel_refusal FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.intel_refusal OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.intel_run (
    id uuid NOT NULL,
    state character varying(10) NOT NULL,
    total integer NOT NULL,
    done integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    created_by_id uuid,
    workspace_id uuid NOT NULL,
    problem text DEFAULT ''::text NOT NULL
);

ALTER TABLE ONLY totalaudio.intel_run FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.intel_run OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.intel_runitem (
    id uuid NOT NULL,
    "position" integer NOT NULL,
    status text NOT NULL,
    problems text[] NOT NULL,
    contact_id uuid NOT NULL,
    run_id uuid NOT NULL,
    workspace_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.intel_runitem FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.intel_runitem OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.intel_savedmapping (
    id uuid NOT NULL,
    fingerprint character varying(64) NOT NULL,
    mapping jsonb NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    workspace_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.intel_savedmapping FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.intel_savedmapping OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.metrics_eventkey (
    id uuid NOT NULL,
    app_name character varying(50) NOT NULL,
    key character varying(60) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    workspace_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.metrics_eventkey FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.metrics_eventkey OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);

ALTER TABLE ONLY totalaudio.mfa_authenticator FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.mfa_authenticator OWNER TO totalaudio_owner;

ALTER TABLE totalaudio.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME totalaudio.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE totalaudio.payments (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    stripe_payment_id character varying(255) NOT NULL,
    stripe_subscription_id character varying(255),
    stripe_invoice_id character varying(255),
    stripe_customer_id character varying(255),
    amount bigint NOT NULL,
    currency character varying(3) NOT NULL,
    status character varying(10) NOT NULL,
    payment_method character varying(50),
    plan_name character varying(20),
    billing_period character varying(10),
    metadata jsonb NOT NULL,
    failure_reason text,
    failure_code character varying(100),
    refunded_at timestamp with time zone,
    refund_amount bigint,
    refund_reason text,
    disputed_at timestamp with time zone,
    dispute_status character varying(30),
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    workspace_id uuid NOT NULL,
    CONSTRAINT payments_status CHECK (((status)::text = ANY ((ARRAY['pending'::character varying, 'succeeded'::character varying, 'failed'::character varying, 'refunded'::character varying, 'cancelled'::character varying])::text[])))
);

ALTER TABLE ONLY totalaudio.payments FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.payments OWNER TO totalaudio_owner;

COMMENT ON TABLE totalaudio.payments IS 'Payments, one row each, however many events of Stripe speak of them.';

COMMENT ON COLUMN totalaudio.payments.id IS 'Our id, a uuidv7.';

COMMENT ON COLUMN totalaudio.payments.user_id IS 'The person who bought.';

COMMENT ON COLUMN totalaudio.payments.stripe_payment_id IS 'The payment intent at Stripe; unique, so that a payment is recorded once.';

COMMENT ON COLUMN totalaudio.payments.stripe_subscription_id IS 'The subscription at Stripe that it pays for.';

COMMENT ON COLUMN totalaudio.payments.stripe_invoice_id IS 'The invoice at Stripe that it pays.';

COMMENT ON COLUMN totalaudio.payments.stripe_customer_id IS 'The customer at Stripe.';

COMMENT ON COLUMN totalaudio.payments.amount IS 'In minor units, as pence.';

COMMENT ON COLUMN totalaudio.payments.currency IS 'ISO 4217, in small letters as Stripe writes it.';

COMMENT ON COLUMN totalaudio.payments.status IS 'pending, succeeded, failed, refunded or cancelled.';

COMMENT ON COLUMN totalaudio.payments.payment_method IS 'The kind of payment method, as card.';

COMMENT ON COLUMN totalaudio.payments.plan_name IS 'The plan that was bought.';

COMMENT ON COLUMN totalaudio.payments.billing_period IS 'month or year.';

COMMENT ON COLUMN totalaudio.payments.metadata IS 'More about it: an object.';

COMMENT ON COLUMN totalaudio.payments.failure_reason IS 'Why it failed, in Stripe''s words.';

COMMENT ON COLUMN totalaudio.payments.failure_code IS 'Why it failed, as Stripe''s code.';

COMMENT ON COLUMN totalaudio.payments.refunded_at IS 'When it was last refunded.';

COMMENT ON COLUMN totalaudio.payments.refund_amount IS 'How much was refunded so far, in minor units.';

COMMENT ON COLUMN totalaudio.payments.refund_reason IS 'Why it was refunded.';

COMMENT ON COLUMN totalaudio.payments.disputed_at IS 'When the cardholder disputed it.';

COMMENT ON COLUMN totalaudio.payments.dispute_status IS 'How the dispute stands, in Stripe''s words.';

COMMENT ON COLUMN totalaudio.payments.created_at IS 'When it was made at Stripe.';

COMMENT ON COLUMN totalaudio.payments.updated_at IS 'When the row was last changed.';

COMMENT ON COLUMN totalaudio.payments.workspace_id IS 'The workspace that paid; without a foreign key, because payments stay for the books when it is deleted.';

CREATE TABLE totalaudio.pitch_batch (
    id uuid NOT NULL,
    writer character varying(8) NOT NULL,
    template text NOT NULL,
    targets uuid[] NOT NULL,
    state character varying(9) NOT NULL,
    total integer NOT NULL,
    done integer NOT NULL,
    written integer NOT NULL,
    problem text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    campaign_id uuid NOT NULL,
    created_by_id uuid,
    workspace_id uuid NOT NULL,
    failures jsonb NOT NULL,
    started_at timestamp with time zone,
    step smallint NOT NULL,
    tokens_in bigint NOT NULL,
    tokens_out bigint NOT NULL,
    CONSTRAINT pitch_batch_step_check CHECK ((step >= 0))
);

ALTER TABLE ONLY totalaudio.pitch_batch FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.pitch_batch OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.pitch_incoming (
    id uuid NOT NULL,
    key text NOT NULL,
    kind character varying(14) NOT NULL,
    subject text NOT NULL,
    text text NOT NULL,
    facts jsonb NOT NULL,
    signals text[] NOT NULL,
    received_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    contact_id uuid NOT NULL,
    workspace_id uuid NOT NULL,
    mailbox_id uuid NOT NULL,
    send_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.pitch_incoming FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.pitch_incoming OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.pitch_localmessage (
    id uuid NOT NULL,
    is_incoming boolean NOT NULL,
    raw bytea NOT NULL,
    at timestamp with time zone NOT NULL,
    contact_id uuid,
    workspace_id uuid NOT NULL,
    mailbox_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.pitch_localmessage FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.pitch_localmessage OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.pitch_mailbox (
    id uuid NOT NULL,
    kind character varying(5) NOT NULL,
    address character varying(254) NOT NULL,
    sender_name character varying(120) NOT NULL,
    state character varying(12) NOT NULL,
    problem text NOT NULL,
    servers jsonb NOT NULL,
    scopes text[] NOT NULL,
    reads_replies boolean NOT NULL,
    gap_min integer NOT NULL,
    gap_max integer NOT NULL,
    daily_cap integer NOT NULL,
    ramp integer[] NOT NULL,
    hours_from time without time zone,
    hours_to time without time zone,
    weekdays_only boolean NOT NULL,
    next_send_at timestamp with time zone,
    cursor jsonb NOT NULL,
    polled_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    owner_id uuid,
    workspace_id uuid NOT NULL,
    tripped_at timestamp with time zone,
    CONSTRAINT pitch_mailbox_daily_cap_check CHECK ((daily_cap >= 0)),
    CONSTRAINT pitch_mailbox_gap CHECK ((gap_max >= gap_min)),
    CONSTRAINT pitch_mailbox_gap_max_check CHECK ((gap_max >= 0)),
    CONSTRAINT pitch_mailbox_gap_min_check CHECK ((gap_min >= 0))
);

ALTER TABLE ONLY totalaudio.pitch_mailbox FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.pitch_mailbox OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.pitch_mailboxsecret (
    id uuid NOT NULL,
    sealed bytea NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    mailbox_id uuid NOT NULL,
    workspace_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.pitch_mailboxsecret FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.pitch_mailboxsecret OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.pitch_pitch (
    id uuid NOT NULL,
    step smallint NOT NULL,
    state character varying(8) NOT NULL,
    writer character varying(8) NOT NULL,
    template text NOT NULL,
    subjects text[] NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    facts jsonb NOT NULL,
    problems jsonb NOT NULL,
    approved_at timestamp with time zone,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    approved_by_id uuid,
    batch_id uuid,
    campaign_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    target_id uuid NOT NULL,
    workspace_id uuid NOT NULL,
    CONSTRAINT pitch_pitch_step_check CHECK ((step >= 0))
);

ALTER TABLE ONLY totalaudio.pitch_pitch FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.pitch_pitch OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.pitch_recipient (
    id uuid NOT NULL,
    subscriber character varying(10) NOT NULL,
    basis character varying(20) NOT NULL,
    basis_note text NOT NULL,
    basis_at timestamp with time zone,
    notice_at timestamp with time zone,
    basis_by_id uuid,
    contact_id uuid NOT NULL,
    workspace_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.pitch_recipient FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.pitch_recipient OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.pitch_send (
    id uuid NOT NULL,
    step smallint NOT NULL,
    address_hash character varying(64) NOT NULL,
    state character varying(9) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    attempts smallint NOT NULL,
    claimed_at timestamp with time zone,
    sent_at timestamp with time zone,
    message_id text NOT NULL,
    thread_id text NOT NULL,
    basis character varying(20) NOT NULL,
    gave_notice boolean NOT NULL,
    problem text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    campaign_id uuid NOT NULL,
    contact_id uuid,
    mailbox_id uuid,
    pitch_id uuid,
    target_id uuid NOT NULL,
    workspace_id uuid NOT NULL,
    created_by_id uuid,
    CONSTRAINT pitch_send_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT pitch_send_state CHECK (((state)::text = ANY ((ARRAY['queued'::character varying, 'sending'::character varying, 'sent'::character varying, 'failed'::character varying, 'unknown'::character varying, 'refused'::character varying, 'cancelled'::character varying])::text[]))),
    CONSTRAINT pitch_send_step_check CHECK ((step >= 0))
);

ALTER TABLE ONLY totalaudio.pitch_send FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.pitch_send OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.pitch_senderidentity (
    id uuid NOT NULL,
    organisation character varying(120) NOT NULL,
    postal_address character varying(300) NOT NULL,
    source text NOT NULL,
    notice_key character varying(40) NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    workspace_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.pitch_senderidentity FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.pitch_senderidentity OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.pitch_template (
    id uuid NOT NULL,
    name character varying(80) NOT NULL,
    kind character varying(10) NOT NULL,
    subjects text[] NOT NULL,
    body text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    workspace_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.pitch_template FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.pitch_template OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.pitch_unsubscribekey (
    id uuid NOT NULL,
    key_hash character varying(64) NOT NULL,
    address_hash character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    send_id uuid NOT NULL,
    workspace_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.pitch_unsubscribekey FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.pitch_unsubscribekey OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.pitch_voice (
    id uuid NOT NULL,
    background text NOT NULL,
    style text NOT NULL,
    achievements text NOT NULL,
    approach text NOT NULL,
    differentiator text NOT NULL,
    opener text NOT NULL,
    notes text NOT NULL,
    tone character varying(12) NOT NULL,
    workspace_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.pitch_voice FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.pitch_voice OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type totalaudio.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);

ALTER TABLE totalaudio.procrastinate_events OWNER TO totalaudio_owner;

CREATE SEQUENCE totalaudio.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE totalaudio.procrastinate_events_id_seq OWNER TO totalaudio_owner;

ALTER SEQUENCE totalaudio.procrastinate_events_id_seq OWNED BY totalaudio.procrastinate_events.id;

CREATE SEQUENCE totalaudio.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE totalaudio.procrastinate_jobs_id_seq OWNER TO totalaudio_owner;

ALTER SEQUENCE totalaudio.procrastinate_jobs_id_seq OWNED BY totalaudio.procrastinate_jobs.id;

CREATE TABLE totalaudio.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);

ALTER TABLE totalaudio.procrastinate_periodic_defers OWNER TO totalaudio_owner;

CREATE SEQUENCE totalaudio.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE totalaudio.procrastinate_periodic_defers_id_seq OWNER TO totalaudio_owner;

ALTER SEQUENCE totalaudio.procrastinate_periodic_defers_id_seq OWNED BY totalaudio.procrastinate_periodic_defers.id;

CREATE TABLE totalaudio.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE totalaudio.procrastinate_workers OWNER TO totalaudio_owner;

ALTER TABLE totalaudio.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME totalaudio.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE totalaudio.socialaccount_socialaccount (
    id integer NOT NULL,
    provider character varying(200) NOT NULL,
    uid character varying(191) NOT NULL,
    last_login timestamp with time zone NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    extra_data jsonb NOT NULL,
    user_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.socialaccount_socialaccount FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.socialaccount_socialaccount OWNER TO totalaudio_owner;

ALTER TABLE totalaudio.socialaccount_socialaccount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME totalaudio.socialaccount_socialaccount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE totalaudio.socialaccount_socialapp (
    id integer NOT NULL,
    provider character varying(30) NOT NULL,
    name character varying(40) NOT NULL,
    client_id character varying(191) NOT NULL,
    secret character varying(191) NOT NULL,
    key character varying(191) NOT NULL,
    provider_id character varying(200) NOT NULL,
    settings jsonb NOT NULL
);

ALTER TABLE totalaudio.socialaccount_socialapp OWNER TO totalaudio_owner;

ALTER TABLE totalaudio.socialaccount_socialapp ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME totalaudio.socialaccount_socialapp_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE totalaudio.socialaccount_socialtoken (
    id integer NOT NULL,
    token text NOT NULL,
    token_secret text NOT NULL,
    expires_at timestamp with time zone,
    account_id integer NOT NULL,
    app_id integer
);

ALTER TABLE ONLY totalaudio.socialaccount_socialtoken FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.socialaccount_socialtoken OWNER TO totalaudio_owner;

ALTER TABLE totalaudio.socialaccount_socialtoken ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME totalaudio.socialaccount_socialtoken_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE totalaudio.tenancy_workspace (
    id uuid NOT NULL,
    name character varying(80) NOT NULL,
    plan character varying(20) NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY totalaudio.tenancy_workspace FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.tenancy_workspace OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.tracker_brand (
    id uuid NOT NULL,
    name character varying(120) NOT NULL,
    line character varying(200) NOT NULL,
    logo bytea,
    logo_type character varying(20) NOT NULL,
    workspace_id uuid NOT NULL,
    names_contacts boolean NOT NULL
);

ALTER TABLE ONLY totalaudio.tracker_brand FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.tracker_brand OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.tracker_campaignfile (
    id uuid NOT NULL,
    name character varying(120) NOT NULL,
    content bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    campaign_id uuid NOT NULL,
    created_by_id uuid,
    workspace_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.tracker_campaignfile FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.tracker_campaignfile OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.tracker_feed (
    id uuid NOT NULL,
    key_hash character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    user_id uuid NOT NULL,
    workspace_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.tracker_feed FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.tracker_feed OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.tracker_reportlink (
    id uuid NOT NULL,
    name character varying(120) NOT NULL,
    key_hash character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    opened_at timestamp with time zone,
    campaign_id uuid NOT NULL,
    created_by_id uuid,
    workspace_id uuid NOT NULL
);

ALTER TABLE ONLY totalaudio.tracker_reportlink FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.tracker_reportlink OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.usage_counters (
    user_id uuid NOT NULL,
    date date NOT NULL,
    app_name text NOT NULL,
    workspace_id uuid NOT NULL,
    enrichments_count bigint DEFAULT 0 NOT NULL,
    searches_count bigint DEFAULT 0 NOT NULL,
    exports_count bigint DEFAULT 0 NOT NULL,
    pitches_generated bigint DEFAULT 0 NOT NULL,
    emails_sent bigint DEFAULT 0 NOT NULL,
    campaigns_created bigint DEFAULT 0 NOT NULL,
    contacts_added bigint DEFAULT 0 NOT NULL,
    sessions_count bigint DEFAULT 0 NOT NULL,
    total_session_duration_ms bigint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT usage_counters_campaigns_created_check CHECK ((campaigns_created >= 0)),
    CONSTRAINT usage_counters_contacts_added_check CHECK ((contacts_added >= 0)),
    CONSTRAINT usage_counters_emails_sent_check CHECK ((emails_sent >= 0)),
    CONSTRAINT usage_counters_enrichments_count_check CHECK ((enrichments_count >= 0)),
    CONSTRAINT usage_counters_exports_count_check CHECK ((exports_count >= 0)),
    CONSTRAINT usage_counters_pitches_generated_check CHECK ((pitches_generated >= 0)),
    CONSTRAINT usage_counters_searches_count_check CHECK ((searches_count >= 0)),
    CONSTRAINT usage_counters_sessions_count_check CHECK ((sessions_count >= 0)),
    CONSTRAINT usage_counters_total_session_duration_ms_check CHECK ((total_session_duration_ms >= 0))
);

ALTER TABLE ONLY totalaudio.usage_counters FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.usage_counters OWNER TO totalaudio_owner;

COMMENT ON TABLE totalaudio.usage_counters IS 'How much a person did on a day (UTC), by app and workspace.';

COMMENT ON COLUMN totalaudio.usage_counters.user_id IS 'The person.';

COMMENT ON COLUMN totalaudio.usage_counters.date IS 'The day, in UTC.';

COMMENT ON COLUMN totalaudio.usage_counters.app_name IS 'Where: core, audio-intel, tracker or pitch-generator.';

COMMENT ON COLUMN totalaudio.usage_counters.workspace_id IS 'The workspace; all zeros outside of any.';

COMMENT ON COLUMN totalaudio.usage_counters.enrichments_count IS 'Contacts enriched.';

COMMENT ON COLUMN totalaudio.usage_counters.searches_count IS 'Searches made.';

COMMENT ON COLUMN totalaudio.usage_counters.exports_count IS 'Files exported.';

COMMENT ON COLUMN totalaudio.usage_counters.pitches_generated IS 'Pitches written.';

COMMENT ON COLUMN totalaudio.usage_counters.emails_sent IS 'Pitches sent.';

COMMENT ON COLUMN totalaudio.usage_counters.campaigns_created IS 'Campaigns made.';

COMMENT ON COLUMN totalaudio.usage_counters.contacts_added IS 'Contacts that imports or people added.';

COMMENT ON COLUMN totalaudio.usage_counters.sessions_count IS 'Times signed in.';

COMMENT ON COLUMN totalaudio.usage_counters.total_session_duration_ms IS 'Time spent, in milliseconds.';

COMMENT ON COLUMN totalaudio.usage_counters.created_at IS 'When the row was made.';

COMMENT ON COLUMN totalaudio.usage_counters.updated_at IS 'When it was last raised.';

CREATE UNLOGGED TABLE totalaudio.web_cache (
    cache_key text NOT NULL,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);

ALTER TABLE totalaudio.web_cache OWNER TO totalaudio_owner;

COMMENT ON TABLE totalaudio.web_cache IS 'Short-lived counters of rate limits.';

CREATE TABLE totalaudio.web_democall (
    id uuid NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    name character varying(80) NOT NULL,
    email character varying(254) NOT NULL,
    company character varying(120) NOT NULL,
    promotes text NOT NULL,
    key_hash character varying(64) NOT NULL,
    booked_at timestamp with time zone NOT NULL,
    cancelled_at timestamp with time zone
);

ALTER TABLE ONLY totalaudio.web_democall FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.web_democall OWNER TO totalaudio_owner;

COMMENT ON TABLE totalaudio.web_democall IS 'Demo calls that visitors booked.';

CREATE TABLE totalaudio.web_heartbeat (
    name character varying(40) NOT NULL,
    version character varying(40) NOT NULL,
    seen_at timestamp with time zone NOT NULL
);

ALTER TABLE totalaudio.web_heartbeat OWNER TO totalaudio_owner;

CREATE TABLE totalaudio.web_letter (
    id uuid NOT NULL,
    sender text NOT NULL,
    recipients text[] NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    is_held boolean NOT NULL,
    written_at timestamp with time zone NOT NULL,
    attachments jsonb DEFAULT '[]'::jsonb NOT NULL
);

ALTER TABLE ONLY totalaudio.web_letter FORCE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.web_letter OWNER TO totalaudio_owner;

COMMENT ON COLUMN totalaudio.web_letter.attachments IS 'Files: objects of name, kind (a media type) and content (base64).';

ALTER TABLE ONLY totalaudio.events ATTACH PARTITION totalaudio.events_default DEFAULT;

ALTER TABLE ONLY totalaudio.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('totalaudio.procrastinate_events_id_seq'::regclass);

ALTER TABLE ONLY totalaudio.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('totalaudio.procrastinate_jobs_id_seq'::regclass);

ALTER TABLE ONLY totalaudio.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('totalaudio.procrastinate_periodic_defers_id_seq'::regclass);

ALTER TABLE ONLY ops.alerts
    ADD CONSTRAINT alerts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY ops.backups
    ADD CONSTRAINT backups_pkey PRIMARY KEY (id);

ALTER TABLE ONLY ops.deployment_steps
    ADD CONSTRAINT deployment_steps_pkey PRIMARY KEY (deployment_id, number);

ALTER TABLE ONLY ops.deployments
    ADD CONSTRAINT deployments_pkey PRIMARY KEY (id);

ALTER TABLE ONLY ops.gate_answers
    ADD CONSTRAINT gate_answers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY ops.happenings
    ADD CONSTRAINT happenings_pkey PRIMARY KEY (id);

ALTER TABLE ONLY ops.happenings
    ADD CONSTRAINT happenings_source_key_key UNIQUE (source_key);

ALTER TABLE ONLY ops.incident_entries
    ADD CONSTRAINT incident_entries_incident_id_source_key_key UNIQUE (incident_id, source_key);

ALTER TABLE ONLY ops.incident_entries
    ADD CONSTRAINT incident_entries_pkey PRIMARY KEY (id);

ALTER TABLE ONLY ops.incidents
    ADD CONSTRAINT incidents_pkey PRIMARY KEY (id);

ALTER TABLE ONLY ops.incidents
    ADD CONSTRAINT incidents_ref_key UNIQUE (ref);

ALTER TABLE ONLY ops.maintenance
    ADD CONSTRAINT maintenance_pkey PRIMARY KEY (id);

ALTER TABLE ONLY ops.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (name);

ALTER TABLE ONLY ops.mode_changes
    ADD CONSTRAINT mode_changes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY ops.notifications
    ADD CONSTRAINT notifications_pkey PRIMARY KEY (id);

ALTER TABLE ONLY ops.notifications
    ADD CONSTRAINT notifications_source_key_channel_recipient_key UNIQUE (source_key, channel, recipient);

ALTER TABLE ONLY ops.objective_modes
    ADD CONSTRAINT objective_modes_pkey PRIMARY KEY (app, objective);

ALTER TABLE ONLY ops.post_mortem_actions
    ADD CONSTRAINT post_mortem_actions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY ops.post_mortems
    ADD CONSTRAINT post_mortems_pkey PRIMARY KEY (incident_id);

ALTER TABLE ONLY ops.request_hours
    ADD CONSTRAINT request_hours_pkey PRIMARY KEY (app, hour, route_class);

ALTER TABLE ONLY ops.request_minutes
    ADD CONSTRAINT request_minutes_pkey PRIMARY KEY (app, minute, route_class);

ALTER TABLE ONLY ops.request_sources
    ADD CONSTRAINT request_sources_pkey PRIMARY KEY (id);

ALTER TABLE ONLY ops.restores
    ADD CONSTRAINT restores_pkey PRIMARY KEY (id);

ALTER TABLE ONLY ops.rolled_until
    ADD CONSTRAINT rolled_until_pkey PRIMARY KEY (only_row);

ALTER TABLE ONLY ops.stale_hours
    ADD CONSTRAINT stale_hours_pkey PRIMARY KEY (hour);

ALTER TABLE ONLY totalaudio.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);

ALTER TABLE ONLY totalaudio.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);

ALTER TABLE ONLY totalaudio.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.accounts_apianswer
    ADD CONSTRAINT accounts_apianswer_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.accounts_apianswer
    ADD CONSTRAINT accounts_apianswer_once UNIQUE (workspace_id, api_key_id, key);

ALTER TABLE ONLY totalaudio.accounts_apianswer
    ADD CONSTRAINT accounts_apianswer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.accounts_apikey
    ADD CONSTRAINT accounts_apikey_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.accounts_apikey
    ADD CONSTRAINT accounts_apikey_key_hash_key UNIQUE (key_hash);

ALTER TABLE ONLY totalaudio.accounts_apikey
    ADD CONSTRAINT accounts_apikey_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.accounts_apiturn
    ADD CONSTRAINT accounts_apiturn_pkey PRIMARY KEY (key_id);

ALTER TABLE ONLY totalaudio.accounts_invitation
    ADD CONSTRAINT accounts_invitation_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.accounts_invitation
    ADD CONSTRAINT accounts_invitation_key_hash_key UNIQUE (key_hash);

ALTER TABLE ONLY totalaudio.accounts_invitation
    ADD CONSTRAINT accounts_invitation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.accounts_member
    ADD CONSTRAINT accounts_member_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.accounts_member
    ADD CONSTRAINT accounts_member_once UNIQUE (workspace_id, user_id);

ALTER TABLE ONLY totalaudio.accounts_member
    ADD CONSTRAINT accounts_member_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.accounts_operator
    ADD CONSTRAINT accounts_operator_pkey PRIMARY KEY (user_id);

ALTER TABLE ONLY totalaudio.accounts_user
    ADD CONSTRAINT accounts_user_email_key UNIQUE (email);

ALTER TABLE ONLY totalaudio.accounts_user
    ADD CONSTRAINT accounts_user_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);

ALTER TABLE ONLY totalaudio.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);

ALTER TABLE ONLY totalaudio.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);

ALTER TABLE ONLY totalaudio.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.billing_customer
    ADD CONSTRAINT billing_customer_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.billing_customer
    ADD CONSTRAINT billing_customer_once UNIQUE (workspace_id);

ALTER TABLE ONLY totalaudio.billing_customer
    ADD CONSTRAINT billing_customer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.billing_customer
    ADD CONSTRAINT billing_customer_stripe_id_key UNIQUE (stripe_id);

ALTER TABLE ONLY totalaudio.billing_reservation
    ADD CONSTRAINT billing_reservation_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.billing_reservation
    ADD CONSTRAINT billing_reservation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.billing_stripeevent
    ADD CONSTRAINT billing_stripeevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.billing_stripeevent
    ADD CONSTRAINT billing_stripeevent_stripe_id_key UNIQUE (stripe_id);

ALTER TABLE ONLY totalaudio.billing_subscription
    ADD CONSTRAINT billing_subscription_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.billing_subscription
    ADD CONSTRAINT billing_subscription_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.billing_subscription
    ADD CONSTRAINT billing_subscription_stripe_id_key UNIQUE (stripe_id);

ALTER TABLE ONLY totalaudio.billing_usage
    ADD CONSTRAINT billing_usage_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.billing_usage
    ADD CONSTRAINT billing_usage_once UNIQUE (workspace_id, "limit", begins_at);

ALTER TABLE ONLY totalaudio.billing_usage
    ADD CONSTRAINT billing_usage_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.campaigns_campaign
    ADD CONSTRAINT campaigns_campaign_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.campaigns_campaign
    ADD CONSTRAINT campaigns_campaign_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.campaigns_entry
    ADD CONSTRAINT campaigns_entry_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.campaigns_entry
    ADD CONSTRAINT campaigns_entry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.campaigns_followup
    ADD CONSTRAINT campaigns_followup_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.campaigns_followup
    ADD CONSTRAINT campaigns_followup_once UNIQUE (workspace_id, target_id, number);

ALTER TABLE ONLY totalaudio.campaigns_followup
    ADD CONSTRAINT campaigns_followup_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.campaigns_outcome
    ADD CONSTRAINT campaigns_outcome_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.campaigns_outcome
    ADD CONSTRAINT campaigns_outcome_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.campaigns_reader
    ADD CONSTRAINT campaigns_reader_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.campaigns_reader
    ADD CONSTRAINT campaigns_reader_once UNIQUE (workspace_id, campaign_id, user_id);

ALTER TABLE ONLY totalaudio.campaigns_reader
    ADD CONSTRAINT campaigns_reader_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.campaigns_reply
    ADD CONSTRAINT campaigns_reply_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.campaigns_reply
    ADD CONSTRAINT campaigns_reply_once UNIQUE (workspace_id, ref);

ALTER TABLE ONLY totalaudio.campaigns_reply
    ADD CONSTRAINT campaigns_reply_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.campaigns_target
    ADD CONSTRAINT campaigns_target_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.campaigns_target
    ADD CONSTRAINT campaigns_target_once UNIQUE (workspace_id, campaign_id, contact_id);

ALTER TABLE ONLY totalaudio.campaigns_target
    ADD CONSTRAINT campaigns_target_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.campaigns_touch
    ADD CONSTRAINT campaigns_touch_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.campaigns_touch
    ADD CONSTRAINT campaigns_touch_once UNIQUE (workspace_id, ref);

ALTER TABLE ONLY totalaudio.campaigns_touch
    ADD CONSTRAINT campaigns_touch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.contacts_affiliation
    ADD CONSTRAINT contacts_affiliation_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.contacts_affiliation
    ADD CONSTRAINT contacts_affiliation_once UNIQUE (workspace_id, contact_id, outlet_id);

ALTER TABLE ONLY totalaudio.contacts_affiliation
    ADD CONSTRAINT contacts_affiliation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.contacts_contact
    ADD CONSTRAINT contacts_contact_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.contacts_contact
    ADD CONSTRAINT contacts_contact_once UNIQUE (workspace_id, match_key);

ALTER TABLE ONLY totalaudio.contacts_contact
    ADD CONSTRAINT contacts_contact_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.contacts_contactlist
    ADD CONSTRAINT contacts_contactlist_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.contacts_contactlist
    ADD CONSTRAINT contacts_contactlist_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.contacts_evidence
    ADD CONSTRAINT contacts_evidence_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.contacts_evidence
    ADD CONSTRAINT contacts_evidence_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.contacts_listentry
    ADD CONSTRAINT contacts_listentry_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.contacts_listentry
    ADD CONSTRAINT contacts_listentry_once UNIQUE (workspace_id, of_id, contact_id);

ALTER TABLE ONLY totalaudio.contacts_listentry
    ADD CONSTRAINT contacts_listentry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.contacts_outlet
    ADD CONSTRAINT contacts_outlet_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.contacts_outlet
    ADD CONSTRAINT contacts_outlet_once UNIQUE (workspace_id, name_key);

ALTER TABLE ONLY totalaudio.contacts_outlet
    ADD CONSTRAINT contacts_outlet_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.contacts_suppression
    ADD CONSTRAINT contacts_suppression_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.contacts_suppression
    ADD CONSTRAINT contacts_suppression_once UNIQUE (workspace_id, address_hash);

ALTER TABLE ONLY totalaudio.contacts_suppression
    ADD CONSTRAINT contacts_suppression_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.contacts_tally
    ADD CONSTRAINT contacts_tally_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.contacts_tally
    ADD CONSTRAINT contacts_tally_once UNIQUE (workspace_id);

ALTER TABLE ONLY totalaudio.contacts_tally
    ADD CONSTRAINT contacts_tally_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);

ALTER TABLE ONLY totalaudio.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);

ALTER TABLE ONLY totalaudio.event_days
    ADD CONSTRAINT event_days_pkey PRIMARY KEY (date, event_name, app_name, source);

ALTER TABLE ONLY totalaudio.event_firsts
    ADD CONSTRAINT event_firsts_pkey PRIMARY KEY (user_id, event_name, feature);

ALTER TABLE ONLY totalaudio.event_hours
    ADD CONSTRAINT event_hours_pkey PRIMARY KEY (hour, app_name, event_category, event_name, source, status);

ALTER TABLE ONLY totalaudio.event_weeks
    ADD CONSTRAINT event_weeks_pkey PRIMARY KEY (user_id, week, event_name, feature);

ALTER TABLE ONLY totalaudio.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (user_id, created_at, id, workspace_id);

ALTER TABLE ONLY totalaudio.events_default
    ADD CONSTRAINT events_default_pkey PRIMARY KEY (user_id, created_at, id, workspace_id);

ALTER TABLE ONLY totalaudio.flags_change
    ADD CONSTRAINT flags_change_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.flags_override
    ADD CONSTRAINT flags_override_once UNIQUE NULLS NOT DISTINCT (flag, scope, subject);

ALTER TABLE ONLY totalaudio.flags_override
    ADD CONSTRAINT flags_override_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.flags_version
    ADD CONSTRAINT flags_version_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.intel_import
    ADD CONSTRAINT intel_import_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.intel_import
    ADD CONSTRAINT intel_import_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.intel_importedrow
    ADD CONSTRAINT intel_importedrow_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.intel_importedrow
    ADD CONSTRAINT intel_importedrow_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.intel_importpiece
    ADD CONSTRAINT intel_importpiece_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.intel_importpiece
    ADD CONSTRAINT intel_importpiece_once UNIQUE (workspace_id, of_id, number);

ALTER TABLE ONLY totalaudio.intel_importpiece
    ADD CONSTRAINT intel_importpiece_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.intel_refusal
    ADD CONSTRAINT intel_refusal_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.intel_refusal
    ADD CONSTRAINT intel_refusal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.intel_run
    ADD CONSTRAINT intel_run_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.intel_run
    ADD CONSTRAINT intel_run_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.intel_runitem
    ADD CONSTRAINT intel_runitem_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.intel_runitem
    ADD CONSTRAINT intel_runitem_once UNIQUE (workspace_id, run_id, "position");

ALTER TABLE ONLY totalaudio.intel_runitem
    ADD CONSTRAINT intel_runitem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.intel_savedmapping
    ADD CONSTRAINT intel_savedmapping_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.intel_savedmapping
    ADD CONSTRAINT intel_savedmapping_once UNIQUE (workspace_id, fingerprint);

ALTER TABLE ONLY totalaudio.intel_savedmapping
    ADD CONSTRAINT intel_savedmapping_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.metrics_eventkey
    ADD CONSTRAINT metrics_eventkey_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.metrics_eventkey
    ADD CONSTRAINT metrics_eventkey_key_key UNIQUE (key);

ALTER TABLE ONLY totalaudio.metrics_eventkey
    ADD CONSTRAINT metrics_eventkey_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.payments
    ADD CONSTRAINT payments_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.payments
    ADD CONSTRAINT payments_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.payments
    ADD CONSTRAINT payments_stripe_payment_id_key UNIQUE (stripe_payment_id);

ALTER TABLE ONLY totalaudio.pitch_batch
    ADD CONSTRAINT pitch_batch_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.pitch_batch
    ADD CONSTRAINT pitch_batch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.pitch_incoming
    ADD CONSTRAINT pitch_incoming_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.pitch_incoming
    ADD CONSTRAINT pitch_incoming_once UNIQUE (workspace_id, mailbox_id, key);

ALTER TABLE ONLY totalaudio.pitch_incoming
    ADD CONSTRAINT pitch_incoming_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.pitch_localmessage
    ADD CONSTRAINT pitch_localmessage_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.pitch_localmessage
    ADD CONSTRAINT pitch_localmessage_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.pitch_mailbox
    ADD CONSTRAINT pitch_mailbox_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.pitch_mailbox
    ADD CONSTRAINT pitch_mailbox_once UNIQUE (workspace_id, address, kind);

ALTER TABLE ONLY totalaudio.pitch_mailbox
    ADD CONSTRAINT pitch_mailbox_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.pitch_mailboxsecret
    ADD CONSTRAINT pitch_mailboxsecret_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.pitch_mailboxsecret
    ADD CONSTRAINT pitch_mailboxsecret_once UNIQUE (workspace_id, mailbox_id);

ALTER TABLE ONLY totalaudio.pitch_mailboxsecret
    ADD CONSTRAINT pitch_mailboxsecret_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.pitch_pitch
    ADD CONSTRAINT pitch_pitch_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.pitch_pitch
    ADD CONSTRAINT pitch_pitch_once UNIQUE (workspace_id, target_id, step);

ALTER TABLE ONLY totalaudio.pitch_pitch
    ADD CONSTRAINT pitch_pitch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.pitch_recipient
    ADD CONSTRAINT pitch_recipient_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.pitch_recipient
    ADD CONSTRAINT pitch_recipient_once UNIQUE (workspace_id, contact_id);

ALTER TABLE ONLY totalaudio.pitch_recipient
    ADD CONSTRAINT pitch_recipient_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.pitch_send
    ADD CONSTRAINT pitch_send_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.pitch_send
    ADD CONSTRAINT pitch_send_once UNIQUE (workspace_id, campaign_id, contact_id, step);

ALTER TABLE ONLY totalaudio.pitch_send
    ADD CONSTRAINT pitch_send_once_per_address UNIQUE (workspace_id, campaign_id, address_hash, step);

ALTER TABLE ONLY totalaudio.pitch_send
    ADD CONSTRAINT pitch_send_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.pitch_senderidentity
    ADD CONSTRAINT pitch_senderidentity_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.pitch_senderidentity
    ADD CONSTRAINT pitch_senderidentity_notice_key_key UNIQUE (notice_key);

ALTER TABLE ONLY totalaudio.pitch_senderidentity
    ADD CONSTRAINT pitch_senderidentity_once UNIQUE (workspace_id);

ALTER TABLE ONLY totalaudio.pitch_senderidentity
    ADD CONSTRAINT pitch_senderidentity_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.pitch_template
    ADD CONSTRAINT pitch_template_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.pitch_template
    ADD CONSTRAINT pitch_template_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.pitch_unsubscribekey
    ADD CONSTRAINT pitch_unsubscribekey_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.pitch_unsubscribekey
    ADD CONSTRAINT pitch_unsubscribekey_key_hash_key UNIQUE (key_hash);

ALTER TABLE ONLY totalaudio.pitch_unsubscribekey
    ADD CONSTRAINT pitch_unsubscribekey_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.pitch_voice
    ADD CONSTRAINT pitch_voice_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.pitch_voice
    ADD CONSTRAINT pitch_voice_once UNIQUE (workspace_id);

ALTER TABLE ONLY totalaudio.pitch_voice
    ADD CONSTRAINT pitch_voice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);

ALTER TABLE ONLY totalaudio.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_socialaccount_provider_uid_fc810c6e_uniq UNIQUE (provider, uid);

ALTER TABLE ONLY totalaudio.socialaccount_socialapp
    ADD CONSTRAINT socialaccount_socialapp_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_app_id_account_id_fca4e0ac_uniq UNIQUE (app_id, account_id);

ALTER TABLE ONLY totalaudio.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_socialtoken_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.tenancy_workspace
    ADD CONSTRAINT tenancy_workspace_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.tracker_brand
    ADD CONSTRAINT tracker_brand_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.tracker_brand
    ADD CONSTRAINT tracker_brand_once UNIQUE (workspace_id);

ALTER TABLE ONLY totalaudio.tracker_brand
    ADD CONSTRAINT tracker_brand_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.tracker_campaignfile
    ADD CONSTRAINT tracker_campaignfile_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.tracker_campaignfile
    ADD CONSTRAINT tracker_campaignfile_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.tracker_feed
    ADD CONSTRAINT tracker_feed_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.tracker_feed
    ADD CONSTRAINT tracker_feed_key_hash_key UNIQUE (key_hash);

ALTER TABLE ONLY totalaudio.tracker_feed
    ADD CONSTRAINT tracker_feed_once UNIQUE (workspace_id, user_id);

ALTER TABLE ONLY totalaudio.tracker_feed
    ADD CONSTRAINT tracker_feed_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.tracker_reportlink
    ADD CONSTRAINT tracker_reportlink_in_workspace UNIQUE (workspace_id, id);

ALTER TABLE ONLY totalaudio.tracker_reportlink
    ADD CONSTRAINT tracker_reportlink_key_hash_key UNIQUE (key_hash);

ALTER TABLE ONLY totalaudio.tracker_reportlink
    ADD CONSTRAINT tracker_reportlink_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.usage_counters
    ADD CONSTRAINT usage_counters_pkey PRIMARY KEY (user_id, date, app_name, workspace_id);

ALTER TABLE ONLY totalaudio.web_cache
    ADD CONSTRAINT web_cache_pkey PRIMARY KEY (cache_key);

ALTER TABLE ONLY totalaudio.web_democall
    ADD CONSTRAINT web_democall_key_hash_key UNIQUE (key_hash);

ALTER TABLE ONLY totalaudio.web_democall
    ADD CONSTRAINT web_democall_pkey PRIMARY KEY (id);

ALTER TABLE ONLY totalaudio.web_heartbeat
    ADD CONSTRAINT web_heartbeat_pkey PRIMARY KEY (name);

ALTER TABLE ONLY totalaudio.web_letter
    ADD CONSTRAINT web_letter_pkey PRIMARY KEY (id);

CREATE INDEX alerts_app ON ops.alerts USING btree (app, started_at);

CREATE UNIQUE INDEX alerts_open ON ops.alerts USING btree (app, objective, rule) WHERE (ended_at IS NULL);

CREATE INDEX backups_started ON ops.backups USING btree (started_at);

CREATE INDEX deployments_app ON ops.deployments USING btree (app, environment, started_at);

CREATE INDEX deployments_started ON ops.deployments USING btree (started_at);

CREATE INDEX gate_answers_app ON ops.gate_answers USING btree (app, at);

CREATE INDEX happenings_at ON ops.happenings USING btree (at);

CREATE INDEX incident_entries_at ON ops.incident_entries USING btree (incident_id, at);

CREATE UNIQUE INDEX incidents_source ON ops.incidents USING btree (source_key) WHERE (status <> 'resolved'::text);

CREATE INDEX incidents_started ON ops.incidents USING btree (started_at);

CREATE INDEX mode_changes_app ON ops.mode_changes USING btree (app, at);

CREATE INDEX notifications_waiting ON ops.notifications USING btree (not_before) WHERE ((sent_at IS NULL) AND (given_up_at IS NULL));

CREATE INDEX request_hours_hour ON ops.request_hours USING btree (hour);

CREATE INDEX request_minutes_minute ON ops.request_minutes USING btree (minute);

CREATE INDEX account_emailaddress_email_03be32b2 ON totalaudio.account_emailaddress USING btree (email);

CREATE INDEX account_emailaddress_email_03be32b2_like ON totalaudio.account_emailaddress USING btree (email varchar_pattern_ops);

CREATE INDEX account_emailaddress_user_id_2c513194 ON totalaudio.account_emailaddress USING btree (user_id);

CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON totalaudio.account_emailconfirmation USING btree (email_address_id);

CREATE INDEX account_emailconfirmation_key_f43612bd_like ON totalaudio.account_emailconfirmation USING btree (key varchar_pattern_ops);

CREATE INDEX accounts_apianswer_by_age ON totalaudio.accounts_apianswer USING btree (created_at);

CREATE INDEX accounts_apikey_key_hash_da55e15b_like ON totalaudio.accounts_apikey USING btree (key_hash varchar_pattern_ops);

CREATE INDEX accounts_apikey_user_id_bd902026 ON totalaudio.accounts_apikey USING btree (user_id);

CREATE INDEX accounts_invitation_invited_by_id_94a21efc ON totalaudio.accounts_invitation USING btree (invited_by_id);

CREATE INDEX accounts_invitation_key_hash_57fb4ae4_like ON totalaudio.accounts_invitation USING btree (key_hash varchar_pattern_ops);

CREATE UNIQUE INDEX accounts_invitation_once ON totalaudio.accounts_invitation USING btree (workspace_id, lower((email)::text)) WHERE (accepted_at IS NULL);

CREATE INDEX accounts_member_user_id_b994c8b6 ON totalaudio.accounts_member USING btree (user_id);

CREATE INDEX accounts_user_email_b2644a56_like ON totalaudio.accounts_user USING btree (email varchar_pattern_ops);

CREATE UNIQUE INDEX accounts_user_email_lower ON totalaudio.accounts_user USING btree (lower((email)::text));

CREATE INDEX auth_group_name_a6ea08ec_like ON totalaudio.auth_group USING btree (name varchar_pattern_ops);

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON totalaudio.auth_group_permissions USING btree (group_id);

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON totalaudio.auth_group_permissions USING btree (permission_id);

CREATE INDEX auth_permission_content_type_id_2f476e4b ON totalaudio.auth_permission USING btree (content_type_id);

CREATE INDEX billing_customer_stripe_id_fe5d197d_like ON totalaudio.billing_customer USING btree (stripe_id varchar_pattern_ops);

CREATE INDEX billing_reservation_usage_id_1d7312fd ON totalaudio.billing_reservation USING btree (usage_id);

CREATE INDEX billing_stripeevent_newest ON totalaudio.billing_stripeevent USING btree (received_at DESC);

CREATE INDEX billing_stripeevent_open ON totalaudio.billing_stripeevent USING btree (received_at) WHERE (handled_at IS NULL);

CREATE INDEX billing_stripeevent_stripe_id_980dd6f2_like ON totalaudio.billing_stripeevent USING btree (stripe_id varchar_pattern_ops);

CREATE INDEX billing_subscription_stripe_id_82fe94cb_like ON totalaudio.billing_subscription USING btree (stripe_id varchar_pattern_ops);

CREATE INDEX campaigns_campaign_by_status ON totalaudio.campaigns_campaign USING btree (workspace_id, status);

CREATE INDEX campaigns_campaign_created_by_id_11fada74 ON totalaudio.campaigns_campaign USING btree (created_by_id);

CREATE INDEX campaigns_entry_by_id_89af29da ON totalaudio.campaigns_entry USING btree (by_id);

CREATE INDEX campaigns_entry_of ON totalaudio.campaigns_entry USING btree (workspace_id, campaign_id, id);

CREATE INDEX campaigns_entry_target ON totalaudio.campaigns_entry USING btree (workspace_id, target_id, id);

CREATE INDEX campaigns_followup_due ON totalaudio.campaigns_followup USING btree (workspace_id, due_date) WHERE ((state)::text = 'open'::text);

CREATE INDEX campaigns_outcome_by_id_b89a6a3a ON totalaudio.campaigns_outcome USING btree (by_id);

CREATE INDEX campaigns_outcome_of ON totalaudio.campaigns_outcome USING btree (workspace_id, target_id, date);

CREATE INDEX campaigns_reader_user_id_3fbe9dd8 ON totalaudio.campaigns_reader USING btree (user_id);

CREATE INDEX campaigns_reply_by_id_f8c236aa ON totalaudio.campaigns_reply USING btree (by_id);

CREATE INDEX campaigns_reply_of ON totalaudio.campaigns_reply USING btree (workspace_id, target_id, at);

CREATE INDEX campaigns_target_board ON totalaudio.campaigns_target USING btree (workspace_id, campaign_id, stage, id);

CREATE INDEX campaigns_target_contact ON totalaudio.campaigns_target USING btree (workspace_id, contact_id);

CREATE INDEX campaigns_touch_by_id_f16908d5 ON totalaudio.campaigns_touch USING btree (by_id);

CREATE INDEX campaigns_touch_of ON totalaudio.campaigns_touch USING btree (workspace_id, target_id, at);

CREATE INDEX contacts_affiliation_at ON totalaudio.contacts_affiliation USING btree (workspace_id, outlet_id);

CREATE INDEX contacts_contact_by_age ON totalaudio.contacts_contact USING btree (workspace_id, created_at, id);

CREATE INDEX contacts_contact_by_check ON totalaudio.contacts_contact USING btree (workspace_id, last_checked_at, id);

CREATE INDEX contacts_contact_by_conf ON totalaudio.contacts_contact USING btree (workspace_id, confidence, id);

CREATE INDEX contacts_contact_by_name ON totalaudio.contacts_contact USING btree (workspace_id, name_sort, id);

CREATE INDEX contacts_contact_by_outlet ON totalaudio.contacts_contact USING btree (workspace_id, outlet_sort, id);

CREATE INDEX contacts_contact_facets ON totalaudio.contacts_contact USING gin (workspace_id, totalaudio.facets_v1(email, email_kind, status, country, outlet_name, genres), genres) WITH (gin_pending_list_limit='256');

CREATE INDEX contacts_contact_search ON totalaudio.contacts_contact USING gin (workspace_id, search_text totalaudio.gin_trgm_ops) WITH (fastupdate='on', gin_pending_list_limit='256');

CREATE INDEX contacts_contactlist_created_by_id_d9fc817e ON totalaudio.contacts_contactlist USING btree (created_by_id);

CREATE INDEX contacts_evidence_of ON totalaudio.contacts_evidence USING btree (workspace_id, contact_id, field);

CREATE UNIQUE INDEX contacts_list_name_once ON totalaudio.contacts_contactlist USING btree (workspace_id, lower((name)::text));

CREATE INDEX contacts_listentry_by ON totalaudio.contacts_listentry USING btree (workspace_id, contact_id);

CREATE INDEX contacts_outlet_domain ON totalaudio.contacts_outlet USING btree (workspace_id, domain);

CREATE INDEX contacts_outlet_search ON totalaudio.contacts_outlet USING gin (workspace_id, ((' '::text || totalaudio.sort_text_v1(name))) totalaudio.gin_trgm_ops) WITH (gin_pending_list_limit='256');

CREATE INDEX contacts_suppression_created_by_id_f1dcc4a2 ON totalaudio.contacts_suppression USING btree (created_by_id);

CREATE INDEX django_session_expire_date_a5c62663 ON totalaudio.django_session USING btree (expire_date);

CREATE INDEX django_session_session_key_c0390e0f_like ON totalaudio.django_session USING btree (session_key varchar_pattern_ops);

CREATE INDEX event_days_by_name ON totalaudio.event_days USING btree (event_name, date);

CREATE INDEX event_firsts_by_last ON totalaudio.event_firsts USING btree (event_name, last_at, feature, user_id);

CREATE INDEX event_firsts_by_name ON totalaudio.event_firsts USING btree (event_name, first_at);

CREATE INDEX event_hours_by_name ON totalaudio.event_hours USING btree (event_name, hour);

CREATE INDEX event_weeks_by_week ON totalaudio.event_weeks USING btree (week, event_name, feature);

CREATE INDEX events_by_category ON ONLY totalaudio.events USING btree (event_category, app_name, created_at);

CREATE INDEX events_by_date ON ONLY totalaudio.events USING btree (created_at);

CREATE INDEX events_by_name ON ONLY totalaudio.events USING btree (event_name, created_at);

CREATE INDEX events_default_created_at_idx ON totalaudio.events_default USING btree (created_at);

CREATE INDEX events_errors ON ONLY totalaudio.events USING btree (created_at) WHERE (status = 'error'::text);

CREATE INDEX events_default_created_at_idx1 ON totalaudio.events_default USING btree (created_at) WHERE (status = 'error'::text);

CREATE INDEX events_default_event_category_app_name_created_at_idx ON totalaudio.events_default USING btree (event_category, app_name, created_at);

CREATE INDEX events_default_event_name_created_at_idx ON totalaudio.events_default USING btree (event_name, created_at);

CREATE INDEX events_properties ON ONLY totalaudio.events USING gin (properties jsonb_path_ops) WITH (gin_pending_list_limit='1024');

CREATE INDEX events_default_properties_idx ON totalaudio.events_default USING gin (properties jsonb_path_ops) WITH (gin_pending_list_limit='1024');

CREATE INDEX flags_change_flag_b9759892 ON totalaudio.flags_change USING btree (flag);

CREATE INDEX flags_change_flag_b9759892_like ON totalaudio.flags_change USING btree (flag varchar_pattern_ops);

CREATE INDEX idx_procrastinate_jobs_worker_not_null ON totalaudio.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::totalaudio.procrastinate_job_status));

CREATE INDEX idx_procrastinate_workers_last_heartbeat ON totalaudio.procrastinate_workers USING btree (last_heartbeat);

CREATE INDEX intel_import_by_age ON totalaudio.intel_import USING btree (workspace_id, created_at);

CREATE INDEX intel_import_created_by_id_02c557f3 ON totalaudio.intel_import USING btree (created_by_id);

CREATE INDEX intel_importedrow_contact ON totalaudio.intel_importedrow USING btree (workspace_id, contact_id);

CREATE INDEX intel_importedrow_of ON totalaudio.intel_importedrow USING btree (workspace_id, of_id, "row");

CREATE INDEX intel_refusal_of ON totalaudio.intel_refusal USING btree (workspace_id, of_id, "row");

CREATE INDEX intel_run_by_age ON totalaudio.intel_run USING btree (workspace_id, created_at);

CREATE INDEX intel_run_created_by_id_d5be2df4 ON totalaudio.intel_run USING btree (created_by_id);

CREATE INDEX intel_runitem_contact ON totalaudio.intel_runitem USING btree (workspace_id, contact_id);

CREATE INDEX intel_runitem_open ON totalaudio.intel_runitem USING btree (workspace_id, run_id, "position") WHERE (status = ''::text);

CREATE INDEX metrics_eventkey_key_ef1a9f74_like ON totalaudio.metrics_eventkey USING btree (key varchar_pattern_ops);

CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON totalaudio.mfa_authenticator USING btree (user_id);

CREATE INDEX payments_by_date ON totalaudio.payments USING btree (created_at);

CREATE INDEX payments_by_workspace ON totalaudio.payments USING btree (workspace_id, created_at);

CREATE INDEX payments_stripe_payment_id_7f551314_like ON totalaudio.payments USING btree (stripe_payment_id varchar_pattern_ops);

CREATE INDEX pitch_batch_created_by_id_e6cb0b2d ON totalaudio.pitch_batch USING btree (created_by_id);

CREATE INDEX pitch_batch_of ON totalaudio.pitch_batch USING btree (workspace_id, campaign_id);

CREATE INDEX pitch_incoming_contact ON totalaudio.pitch_incoming USING btree (workspace_id, contact_id);

CREATE INDEX pitch_incoming_of ON totalaudio.pitch_incoming USING btree (workspace_id, send_id);

CREATE INDEX pitch_localmessage_of ON totalaudio.pitch_localmessage USING btree (workspace_id, mailbox_id, id);

CREATE INDEX pitch_mailbox_owner_id_64a858c0 ON totalaudio.pitch_mailbox USING btree (owner_id);

CREATE INDEX pitch_pitch_approved_by_id_3764e38b ON totalaudio.pitch_pitch USING btree (approved_by_id);

CREATE INDEX pitch_pitch_batch ON totalaudio.pitch_pitch USING btree (workspace_id, batch_id);

CREATE INDEX pitch_pitch_contact ON totalaudio.pitch_pitch USING btree (workspace_id, contact_id);

CREATE INDEX pitch_pitch_review ON totalaudio.pitch_pitch USING btree (workspace_id, campaign_id, state, id);

CREATE INDEX pitch_recipient_basis_by_id_21c1570b ON totalaudio.pitch_recipient USING btree (basis_by_id);

CREATE INDEX pitch_send_address ON totalaudio.pitch_send USING btree (workspace_id, address_hash);

CREATE INDEX pitch_send_by_day ON totalaudio.pitch_send USING btree (workspace_id, mailbox_id, sent_at);

CREATE INDEX pitch_send_by_message ON totalaudio.pitch_send USING btree (workspace_id, message_id);

CREATE INDEX pitch_send_by_state ON totalaudio.pitch_send USING btree (workspace_id, state, due_at);

CREATE INDEX pitch_send_claimed ON totalaudio.pitch_send USING btree (claimed_at) WHERE ((state)::text = 'sending'::text);

CREATE INDEX pitch_send_contact ON totalaudio.pitch_send USING btree (workspace_id, contact_id);

CREATE INDEX pitch_send_created_by_id_264a5b9b ON totalaudio.pitch_send USING btree (created_by_id);

CREATE INDEX pitch_send_due ON totalaudio.pitch_send USING btree (workspace_id, mailbox_id, due_at) WHERE ((state)::text = 'queued'::text);

CREATE INDEX pitch_send_target ON totalaudio.pitch_send USING btree (workspace_id, target_id);

CREATE INDEX pitch_senderidentity_notice_key_617d4f24_like ON totalaudio.pitch_senderidentity USING btree (notice_key varchar_pattern_ops);

CREATE UNIQUE INDEX pitch_template_name_once ON totalaudio.pitch_template USING btree (workspace_id, lower((name)::text));

CREATE INDEX pitch_unsubscribekey_key_hash_6f9257f4_like ON totalaudio.pitch_unsubscribekey USING btree (key_hash varchar_pattern_ops);

CREATE INDEX pitch_unsubscribekey_of ON totalaudio.pitch_unsubscribekey USING btree (workspace_id, send_id);

CREATE INDEX procrastinate_events_job_id_fkey_v1 ON totalaudio.procrastinate_events USING btree (job_id);

CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON totalaudio.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::totalaudio.procrastinate_job_status, 'doing'::totalaudio.procrastinate_job_status]));

CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON totalaudio.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::totalaudio.procrastinate_job_status);

CREATE INDEX procrastinate_jobs_priority_idx_v1 ON totalaudio.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::totalaudio.procrastinate_job_status);

CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON totalaudio.procrastinate_jobs USING btree (queue_name);

CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON totalaudio.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::totalaudio.procrastinate_job_status);

CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON totalaudio.procrastinate_periodic_defers USING btree (job_id);

CREATE INDEX socialaccount_socialaccount_user_id_8146e70c ON totalaudio.socialaccount_socialaccount USING btree (user_id);

CREATE INDEX socialaccount_socialtoken_account_id_951f210e ON totalaudio.socialaccount_socialtoken USING btree (account_id);

CREATE INDEX socialaccount_socialtoken_app_id_636a42d7 ON totalaudio.socialaccount_socialtoken USING btree (app_id);

CREATE INDEX tracker_campaignfile_created_by_id_8f0fd217 ON totalaudio.tracker_campaignfile USING btree (created_by_id);

CREATE INDEX tracker_campaignfile_of ON totalaudio.tracker_campaignfile USING btree (workspace_id, campaign_id);

CREATE INDEX tracker_feed_key_hash_3c85c6b6_like ON totalaudio.tracker_feed USING btree (key_hash varchar_pattern_ops);

CREATE INDEX tracker_feed_user_id_4ff8f2ee ON totalaudio.tracker_feed USING btree (user_id);

CREATE INDEX tracker_reportlink_created_by_id_b03c0ef0 ON totalaudio.tracker_reportlink USING btree (created_by_id);

CREATE INDEX tracker_reportlink_key_hash_f7b6a7a3_like ON totalaudio.tracker_reportlink USING btree (key_hash varchar_pattern_ops);

CREATE INDEX tracker_reportlink_of ON totalaudio.tracker_reportlink USING btree (workspace_id, campaign_id);

CREATE UNIQUE INDEX unique_authenticator_type ON totalaudio.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));

CREATE UNIQUE INDEX unique_primary_email ON totalaudio.account_emailaddress USING btree (user_id, "primary") WHERE "primary";

CREATE UNIQUE INDEX unique_verified_email ON totalaudio.account_emailaddress USING btree (email) WHERE verified;

CREATE INDEX usage_counters_by_date ON totalaudio.usage_counters USING btree (date);

CREATE INDEX web_cache_expires ON totalaudio.web_cache USING btree (expires);

CREATE INDEX web_democall_key_hash_0d3e04cc_like ON totalaudio.web_democall USING btree (key_hash varchar_pattern_ops);

CREATE UNIQUE INDEX web_democall_one_at_a_time ON totalaudio.web_democall USING btree (starts_at) WHERE (cancelled_at IS NULL);

CREATE INDEX web_heartbeat_name_0bfe718f_like ON totalaudio.web_heartbeat USING btree (name varchar_pattern_ops);

ALTER INDEX totalaudio.events_by_date ATTACH PARTITION totalaudio.events_default_created_at_idx;

ALTER INDEX totalaudio.events_errors ATTACH PARTITION totalaudio.events_default_created_at_idx1;

ALTER INDEX totalaudio.events_by_category ATTACH PARTITION totalaudio.events_default_event_category_app_name_created_at_idx;

ALTER INDEX totalaudio.events_by_name ATTACH PARTITION totalaudio.events_default_event_name_created_at_idx;

ALTER INDEX totalaudio.events_pkey ATTACH PARTITION totalaudio.events_default_pkey;

ALTER INDEX totalaudio.events_properties ATTACH PARTITION totalaudio.events_default_properties_idx;

CREATE TRIGGER keep_maintenance BEFORE UPDATE ON ops.maintenance FOR EACH ROW EXECUTE FUNCTION ops.keep_maintenance_v1();

CREATE TRIGGER keep_unsent BEFORE DELETE ON ops.notifications FOR EACH ROW EXECUTE FUNCTION ops.keep_unsent_v1();

CREATE TRIGGER mark_maintenance AFTER INSERT OR UPDATE ON ops.maintenance FOR EACH ROW EXECUTE FUNCTION ops.mark_maintenance_v1();

CREATE TRIGGER tell_maintenance AFTER INSERT OR UPDATE ON ops.maintenance FOR EACH ROW EXECUTE FUNCTION ops.tell_maintenance_v1();

CREATE CONSTRAINT TRIGGER accounts_member_keeps_owner AFTER DELETE OR UPDATE ON totalaudio.accounts_member DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION totalaudio.keep_an_owner_v1();

CREATE TRIGGER campaigns_target_forgets AFTER UPDATE OF contact_id ON totalaudio.campaigns_target FOR EACH ROW WHEN (((old.contact_id IS NOT NULL) AND (new.contact_id IS NULL))) EXECUTE FUNCTION totalaudio.forget_target_v1();

CREATE TRIGGER campaigns_target_is_kept BEFORE DELETE ON totalaudio.campaigns_target FOR EACH ROW EXECUTE FUNCTION totalaudio.keep_target_v1();

CREATE TRIGGER contacts_counted_in AFTER INSERT ON totalaudio.contacts_contact REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION totalaudio.count_contacts_v1();

CREATE TRIGGER contacts_counted_out AFTER DELETE ON totalaudio.contacts_contact REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION totalaudio.count_contacts_v1();

CREATE TRIGGER procrastinate_jobs_leave_queueing_lock BEFORE UPDATE OF status ON totalaudio.procrastinate_jobs FOR EACH ROW WHEN (((old.status <> 'todo'::totalaudio.procrastinate_job_status) AND (new.status = 'todo'::totalaudio.procrastinate_job_status))) EXECUTE FUNCTION totalaudio.leave_queueing_lock_v1();

CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON totalaudio.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::totalaudio.procrastinate_job_status))) EXECUTE FUNCTION totalaudio.procrastinate_notify_queue_abort_job_v1();

CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON totalaudio.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::totalaudio.procrastinate_job_status)) EXECUTE FUNCTION totalaudio.procrastinate_notify_queue_job_inserted_v1();

CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON totalaudio.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION totalaudio.procrastinate_trigger_abort_requested_events_procedure_v1();

CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON totalaudio.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION totalaudio.procrastinate_unlink_periodic_defers_v1();

CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON totalaudio.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::totalaudio.procrastinate_job_status))) EXECUTE FUNCTION totalaudio.procrastinate_trigger_function_scheduled_events_v1();

CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON totalaudio.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::totalaudio.procrastinate_job_status)) EXECUTE FUNCTION totalaudio.procrastinate_trigger_function_status_events_insert_v1();

CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON totalaudio.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION totalaudio.procrastinate_trigger_function_status_events_update_v1();

CREATE TRIGGER tell_flag AFTER INSERT ON totalaudio.flags_change FOR EACH ROW EXECUTE FUNCTION ops.tell_flag_v1();

CREATE TRIGGER tracker_files_forgotten AFTER DELETE ON totalaudio.contacts_contact REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION totalaudio.forget_files_v1();

ALTER TABLE ONLY ops.deployment_steps
    ADD CONSTRAINT deployment_steps_deployment_id_fkey FOREIGN KEY (deployment_id) REFERENCES ops.deployments(id);

ALTER TABLE ONLY ops.incident_entries
    ADD CONSTRAINT incident_entries_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES ops.incidents(id);

ALTER TABLE ONLY ops.notifications
    ADD CONSTRAINT notifications_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES ops.incidents(id);

ALTER TABLE ONLY ops.post_mortem_actions
    ADD CONSTRAINT post_mortem_actions_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES ops.post_mortems(incident_id);

ALTER TABLE ONLY ops.post_mortems
    ADD CONSTRAINT post_mortems_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES ops.incidents(id);

ALTER TABLE ONLY totalaudio.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES totalaudio.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES totalaudio.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.accounts_apianswer
    ADD CONSTRAINT accounts_apianswer_key FOREIGN KEY (workspace_id, api_key_id) REFERENCES totalaudio.accounts_apikey(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.accounts_apianswer
    ADD CONSTRAINT accounts_apianswer_workspace_id_cf82a7cc_fk_tenancy_w FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.accounts_apikey
    ADD CONSTRAINT accounts_apikey_user_id_bd902026_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES totalaudio.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.accounts_apikey
    ADD CONSTRAINT accounts_apikey_workspace_id_29bdbd99_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.accounts_invitation
    ADD CONSTRAINT accounts_invitation_invited_by_id_94a21efc_fk_accounts_user_id FOREIGN KEY (invited_by_id) REFERENCES totalaudio.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.accounts_invitation
    ADD CONSTRAINT accounts_invitation_workspace_id_7dc693ca_fk_tenancy_w FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.accounts_member
    ADD CONSTRAINT accounts_member_user_id_b994c8b6_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES totalaudio.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.accounts_member
    ADD CONSTRAINT accounts_member_workspace_id_d53d5763_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.accounts_operator
    ADD CONSTRAINT accounts_operator_user_id_fa7a2dae_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES totalaudio.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES totalaudio.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES totalaudio.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES totalaudio.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.billing_customer
    ADD CONSTRAINT billing_customer_workspace_id_40b42621_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.billing_reservation
    ADD CONSTRAINT billing_reservation_usage FOREIGN KEY (workspace_id, usage_id) REFERENCES totalaudio.billing_usage(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.billing_reservation
    ADD CONSTRAINT billing_reservation_workspace_id_824f234b_fk_tenancy_w FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.billing_subscription
    ADD CONSTRAINT billing_subscription_workspace_id_8d0fc29f_fk_tenancy_w FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.billing_usage
    ADD CONSTRAINT billing_usage_workspace_id_0c1a214e_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.campaigns_campaign
    ADD CONSTRAINT campaigns_campaign_created_by_id_11fada74_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES totalaudio.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.campaigns_campaign
    ADD CONSTRAINT campaigns_campaign_workspace_id_6c59c44a_fk_tenancy_w FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.campaigns_entry
    ADD CONSTRAINT campaigns_entry_by_id_89af29da_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES totalaudio.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.campaigns_entry
    ADD CONSTRAINT campaigns_entry_campaign FOREIGN KEY (workspace_id, campaign_id) REFERENCES totalaudio.campaigns_campaign(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.campaigns_entry
    ADD CONSTRAINT campaigns_entry_target FOREIGN KEY (workspace_id, target_id) REFERENCES totalaudio.campaigns_target(workspace_id, id) ON DELETE SET NULL (target_id);

ALTER TABLE ONLY totalaudio.campaigns_entry
    ADD CONSTRAINT campaigns_entry_workspace_id_51fbf22b_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.campaigns_followup
    ADD CONSTRAINT campaigns_followup_target FOREIGN KEY (workspace_id, target_id) REFERENCES totalaudio.campaigns_target(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.campaigns_followup
    ADD CONSTRAINT campaigns_followup_workspace_id_f397dc4e_fk_tenancy_w FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.campaigns_outcome
    ADD CONSTRAINT campaigns_outcome_by_id_b89a6a3a_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES totalaudio.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.campaigns_outcome
    ADD CONSTRAINT campaigns_outcome_target FOREIGN KEY (workspace_id, target_id) REFERENCES totalaudio.campaigns_target(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.campaigns_outcome
    ADD CONSTRAINT campaigns_outcome_workspace_id_92326fb5_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.campaigns_reader
    ADD CONSTRAINT campaigns_reader_campaign FOREIGN KEY (workspace_id, campaign_id) REFERENCES totalaudio.campaigns_campaign(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.campaigns_reader
    ADD CONSTRAINT campaigns_reader_user_id_3fbe9dd8_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES totalaudio.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.campaigns_reader
    ADD CONSTRAINT campaigns_reader_workspace_id_db137870_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.campaigns_reply
    ADD CONSTRAINT campaigns_reply_by_id_f8c236aa_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES totalaudio.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.campaigns_reply
    ADD CONSTRAINT campaigns_reply_target FOREIGN KEY (workspace_id, target_id) REFERENCES totalaudio.campaigns_target(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.campaigns_reply
    ADD CONSTRAINT campaigns_reply_workspace_id_c16b5fe3_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.campaigns_target
    ADD CONSTRAINT campaigns_target_campaign FOREIGN KEY (workspace_id, campaign_id) REFERENCES totalaudio.campaigns_campaign(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.campaigns_target
    ADD CONSTRAINT campaigns_target_contact FOREIGN KEY (workspace_id, contact_id) REFERENCES totalaudio.contacts_contact(workspace_id, id) ON DELETE SET NULL (contact_id);

ALTER TABLE ONLY totalaudio.campaigns_target
    ADD CONSTRAINT campaigns_target_workspace_id_55c0ca5f_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.campaigns_touch
    ADD CONSTRAINT campaigns_touch_by_id_f16908d5_fk_accounts_user_id FOREIGN KEY (by_id) REFERENCES totalaudio.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.campaigns_touch
    ADD CONSTRAINT campaigns_touch_target FOREIGN KEY (workspace_id, target_id) REFERENCES totalaudio.campaigns_target(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.campaigns_touch
    ADD CONSTRAINT campaigns_touch_workspace_id_d00cb120_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.contacts_affiliation
    ADD CONSTRAINT contacts_affiliation_contact FOREIGN KEY (workspace_id, contact_id) REFERENCES totalaudio.contacts_contact(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.contacts_affiliation
    ADD CONSTRAINT contacts_affiliation_outlet FOREIGN KEY (workspace_id, outlet_id) REFERENCES totalaudio.contacts_outlet(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.contacts_affiliation
    ADD CONSTRAINT contacts_affiliation_workspace_id_96089b38_fk_tenancy_w FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.contacts_contact
    ADD CONSTRAINT contacts_contact_workspace_id_c425fb7f_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.contacts_contactlist
    ADD CONSTRAINT contacts_contactlist_created_by_id_d9fc817e_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES totalaudio.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.contacts_contactlist
    ADD CONSTRAINT contacts_contactlist_workspace_id_8f794325_fk_tenancy_w FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.contacts_evidence
    ADD CONSTRAINT contacts_evidence_contact FOREIGN KEY (workspace_id, contact_id) REFERENCES totalaudio.contacts_contact(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.contacts_evidence
    ADD CONSTRAINT contacts_evidence_workspace_id_de27ab9e_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.contacts_listentry
    ADD CONSTRAINT contacts_listentry_contact FOREIGN KEY (workspace_id, contact_id) REFERENCES totalaudio.contacts_contact(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.contacts_listentry
    ADD CONSTRAINT contacts_listentry_of FOREIGN KEY (workspace_id, of_id) REFERENCES totalaudio.contacts_contactlist(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.contacts_listentry
    ADD CONSTRAINT contacts_listentry_workspace_id_6ec584d5_fk_tenancy_w FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.contacts_outlet
    ADD CONSTRAINT contacts_outlet_workspace_id_3a783b02_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.contacts_suppression
    ADD CONSTRAINT contacts_suppression_created_by_id_f1dcc4a2_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES totalaudio.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.contacts_suppression
    ADD CONSTRAINT contacts_suppression_workspace_id_5c21882f_fk_tenancy_w FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.contacts_tally
    ADD CONSTRAINT contacts_tally_workspace_id_293d9bcb_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.intel_import
    ADD CONSTRAINT intel_import_created_by_id_02c557f3_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES totalaudio.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.intel_import
    ADD CONSTRAINT intel_import_workspace_id_a9151439_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.intel_importedrow
    ADD CONSTRAINT intel_importedrow_contact FOREIGN KEY (workspace_id, contact_id) REFERENCES totalaudio.contacts_contact(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.intel_importedrow
    ADD CONSTRAINT intel_importedrow_of FOREIGN KEY (workspace_id, of_id) REFERENCES totalaudio.intel_import(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.intel_importedrow
    ADD CONSTRAINT intel_importedrow_workspace_id_72dc6721_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.intel_importpiece
    ADD CONSTRAINT intel_importpiece_of FOREIGN KEY (workspace_id, of_id) REFERENCES totalaudio.intel_import(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.intel_importpiece
    ADD CONSTRAINT intel_importpiece_workspace_id_2d4c66cb_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.intel_refusal
    ADD CONSTRAINT intel_refusal_of FOREIGN KEY (workspace_id, of_id) REFERENCES totalaudio.intel_import(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.intel_refusal
    ADD CONSTRAINT intel_refusal_workspace_id_4f59ef3e_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.intel_run
    ADD CONSTRAINT intel_run_created_by_id_d5be2df4_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES totalaudio.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.intel_run
    ADD CONSTRAINT intel_run_workspace_id_f9238434_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.intel_runitem
    ADD CONSTRAINT intel_runitem_contact FOREIGN KEY (workspace_id, contact_id) REFERENCES totalaudio.contacts_contact(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.intel_runitem
    ADD CONSTRAINT intel_runitem_run FOREIGN KEY (workspace_id, run_id) REFERENCES totalaudio.intel_run(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.intel_runitem
    ADD CONSTRAINT intel_runitem_workspace_id_7ebec8c9_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.intel_savedmapping
    ADD CONSTRAINT intel_savedmapping_workspace_id_9478a38a_fk_tenancy_w FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.metrics_eventkey
    ADD CONSTRAINT metrics_eventkey_workspace_id_1ab53c65_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES totalaudio.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.pitch_batch
    ADD CONSTRAINT pitch_batch_campaign FOREIGN KEY (workspace_id, campaign_id) REFERENCES totalaudio.campaigns_campaign(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.pitch_batch
    ADD CONSTRAINT pitch_batch_created_by_id_e6cb0b2d_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES totalaudio.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.pitch_batch
    ADD CONSTRAINT pitch_batch_workspace_id_9eec98d4_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.pitch_incoming
    ADD CONSTRAINT pitch_incoming_contact FOREIGN KEY (workspace_id, contact_id) REFERENCES totalaudio.contacts_contact(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.pitch_incoming
    ADD CONSTRAINT pitch_incoming_mailbox FOREIGN KEY (workspace_id, mailbox_id) REFERENCES totalaudio.pitch_mailbox(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.pitch_incoming
    ADD CONSTRAINT pitch_incoming_send FOREIGN KEY (workspace_id, send_id) REFERENCES totalaudio.pitch_send(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.pitch_incoming
    ADD CONSTRAINT pitch_incoming_workspace_id_59fab641_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.pitch_localmessage
    ADD CONSTRAINT pitch_localmessage_contact FOREIGN KEY (workspace_id, contact_id) REFERENCES totalaudio.contacts_contact(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.pitch_localmessage
    ADD CONSTRAINT pitch_localmessage_mailbox FOREIGN KEY (workspace_id, mailbox_id) REFERENCES totalaudio.pitch_mailbox(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.pitch_localmessage
    ADD CONSTRAINT pitch_localmessage_workspace_id_e496da7e_fk_tenancy_w FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.pitch_mailbox
    ADD CONSTRAINT pitch_mailbox_owner_id_64a858c0_fk_accounts_user_id FOREIGN KEY (owner_id) REFERENCES totalaudio.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.pitch_mailbox
    ADD CONSTRAINT pitch_mailbox_workspace_id_e4c1cfe4_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.pitch_mailboxsecret
    ADD CONSTRAINT pitch_mailboxsecret_mailbox FOREIGN KEY (workspace_id, mailbox_id) REFERENCES totalaudio.pitch_mailbox(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.pitch_mailboxsecret
    ADD CONSTRAINT pitch_mailboxsecret_workspace_id_3e6db0a4_fk_tenancy_w FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.pitch_pitch
    ADD CONSTRAINT pitch_pitch_approved_by_id_3764e38b_fk_accounts_user_id FOREIGN KEY (approved_by_id) REFERENCES totalaudio.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.pitch_pitch
    ADD CONSTRAINT pitch_pitch_batch FOREIGN KEY (workspace_id, batch_id) REFERENCES totalaudio.pitch_batch(workspace_id, id) ON DELETE SET NULL (batch_id);

ALTER TABLE ONLY totalaudio.pitch_pitch
    ADD CONSTRAINT pitch_pitch_campaign FOREIGN KEY (workspace_id, campaign_id) REFERENCES totalaudio.campaigns_campaign(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.pitch_pitch
    ADD CONSTRAINT pitch_pitch_contact FOREIGN KEY (workspace_id, contact_id) REFERENCES totalaudio.contacts_contact(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.pitch_pitch
    ADD CONSTRAINT pitch_pitch_target FOREIGN KEY (workspace_id, target_id) REFERENCES totalaudio.campaigns_target(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.pitch_pitch
    ADD CONSTRAINT pitch_pitch_workspace_id_ec093c5e_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.pitch_recipient
    ADD CONSTRAINT pitch_recipient_basis_by_id_21c1570b_fk_accounts_user_id FOREIGN KEY (basis_by_id) REFERENCES totalaudio.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.pitch_recipient
    ADD CONSTRAINT pitch_recipient_contact FOREIGN KEY (workspace_id, contact_id) REFERENCES totalaudio.contacts_contact(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.pitch_recipient
    ADD CONSTRAINT pitch_recipient_workspace_id_2f43f105_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.pitch_send
    ADD CONSTRAINT pitch_send_campaign FOREIGN KEY (workspace_id, campaign_id) REFERENCES totalaudio.campaigns_campaign(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.pitch_send
    ADD CONSTRAINT pitch_send_contact FOREIGN KEY (workspace_id, contact_id) REFERENCES totalaudio.contacts_contact(workspace_id, id) ON DELETE SET NULL (contact_id);

ALTER TABLE ONLY totalaudio.pitch_send
    ADD CONSTRAINT pitch_send_created_by_id_264a5b9b_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES totalaudio.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.pitch_send
    ADD CONSTRAINT pitch_send_mailbox FOREIGN KEY (workspace_id, mailbox_id) REFERENCES totalaudio.pitch_mailbox(workspace_id, id) ON DELETE SET NULL (mailbox_id);

ALTER TABLE ONLY totalaudio.pitch_send
    ADD CONSTRAINT pitch_send_pitch FOREIGN KEY (workspace_id, pitch_id) REFERENCES totalaudio.pitch_pitch(workspace_id, id) ON DELETE SET NULL (pitch_id);

ALTER TABLE ONLY totalaudio.pitch_send
    ADD CONSTRAINT pitch_send_target FOREIGN KEY (workspace_id, target_id) REFERENCES totalaudio.campaigns_target(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.pitch_send
    ADD CONSTRAINT pitch_send_workspace_id_296c4c5e_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.pitch_senderidentity
    ADD CONSTRAINT pitch_senderidentity_workspace_id_413be54b_fk_tenancy_w FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.pitch_template
    ADD CONSTRAINT pitch_template_workspace_id_9e43a1e1_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.pitch_unsubscribekey
    ADD CONSTRAINT pitch_unsubscribekey_send FOREIGN KEY (workspace_id, send_id) REFERENCES totalaudio.pitch_send(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.pitch_unsubscribekey
    ADD CONSTRAINT pitch_unsubscribekey_workspace_id_3e9f5a45_fk_tenancy_w FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.pitch_voice
    ADD CONSTRAINT pitch_voice_workspace_id_65d82b8a_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES totalaudio.procrastinate_jobs(id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES totalaudio.procrastinate_workers(id) ON DELETE SET NULL;

ALTER TABLE ONLY totalaudio.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES totalaudio.procrastinate_jobs(id);

ALTER TABLE ONLY totalaudio.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_account_id_951f210e_fk_socialacc FOREIGN KEY (account_id) REFERENCES totalaudio.socialaccount_socialaccount(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.socialaccount_socialtoken
    ADD CONSTRAINT socialaccount_social_app_id_636a42d7_fk_socialacc FOREIGN KEY (app_id) REFERENCES totalaudio.socialaccount_socialapp(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.socialaccount_socialaccount
    ADD CONSTRAINT socialaccount_social_user_id_8146e70c_fk_accounts_ FOREIGN KEY (user_id) REFERENCES totalaudio.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.tracker_brand
    ADD CONSTRAINT tracker_brand_workspace_id_b4f0ced1_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.tracker_campaignfile
    ADD CONSTRAINT tracker_campaignfile_campaign FOREIGN KEY (workspace_id, campaign_id) REFERENCES totalaudio.campaigns_campaign(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.tracker_campaignfile
    ADD CONSTRAINT tracker_campaignfile_created_by_id_8f0fd217_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES totalaudio.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.tracker_campaignfile
    ADD CONSTRAINT tracker_campaignfile_workspace_id_6d37da08_fk_tenancy_w FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.tracker_feed
    ADD CONSTRAINT tracker_feed_user_id_4ff8f2ee_fk_accounts_user_id FOREIGN KEY (user_id) REFERENCES totalaudio.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.tracker_feed
    ADD CONSTRAINT tracker_feed_workspace_id_6d0fde32_fk_tenancy_workspace_id FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.tracker_reportlink
    ADD CONSTRAINT tracker_reportlink_campaign FOREIGN KEY (workspace_id, campaign_id) REFERENCES totalaudio.campaigns_campaign(workspace_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY totalaudio.tracker_reportlink
    ADD CONSTRAINT tracker_reportlink_created_by_id_b03c0ef0_fk_accounts_user_id FOREIGN KEY (created_by_id) REFERENCES totalaudio.accounts_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY totalaudio.tracker_reportlink
    ADD CONSTRAINT tracker_reportlink_workspace_id_619bbdca_fk_tenancy_w FOREIGN KEY (workspace_id) REFERENCES totalaudio.tenancy_workspace(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ops.alerts ENABLE ROW LEVEL SECURITY;

ALTER TABLE ops.backups ENABLE ROW LEVEL SECURITY;

ALTER TABLE ops.deployment_steps ENABLE ROW LEVEL SECURITY;

ALTER TABLE ops.deployments ENABLE ROW LEVEL SECURITY;

ALTER TABLE ops.gate_answers ENABLE ROW LEVEL SECURITY;

ALTER TABLE ops.happenings ENABLE ROW LEVEL SECURITY;

ALTER TABLE ops.incident_entries ENABLE ROW LEVEL SECURITY;

ALTER TABLE ops.incidents ENABLE ROW LEVEL SECURITY;

ALTER TABLE ops.maintenance ENABLE ROW LEVEL SECURITY;

CREATE POLICY migrations ON ops.alerts TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON ops.backups TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON ops.deployment_steps TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON ops.deployments TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON ops.gate_answers TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON ops.happenings TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON ops.incident_entries TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON ops.incidents TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON ops.maintenance TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON ops.mode_changes TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON ops.notifications TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON ops.objective_modes TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON ops.post_mortem_actions TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON ops.post_mortems TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON ops.request_hours TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON ops.request_minutes TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON ops.request_sources TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON ops.restores TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON ops.rolled_until TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON ops.stale_hours TO totalaudio_owner USING (true) WITH CHECK (true);

ALTER TABLE ops.mode_changes ENABLE ROW LEVEL SECURITY;

ALTER TABLE ops.notifications ENABLE ROW LEVEL SECURITY;

ALTER TABLE ops.objective_modes ENABLE ROW LEVEL SECURITY;

CREATE POLICY operators ON ops.alerts TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1)) WITH CHECK (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON ops.backups TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1)) WITH CHECK (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON ops.deployment_steps TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1)) WITH CHECK (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON ops.deployments TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1)) WITH CHECK (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON ops.gate_answers TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1)) WITH CHECK (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON ops.happenings TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1)) WITH CHECK (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON ops.incident_entries TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1)) WITH CHECK (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON ops.incidents TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1)) WITH CHECK (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON ops.maintenance TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1)) WITH CHECK (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON ops.mode_changes TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1)) WITH CHECK (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON ops.notifications TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1)) WITH CHECK (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON ops.objective_modes TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1)) WITH CHECK (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON ops.post_mortem_actions TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1)) WITH CHECK (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON ops.post_mortems TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1)) WITH CHECK (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON ops.request_hours TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1)) WITH CHECK (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON ops.request_minutes TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1)) WITH CHECK (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON ops.request_sources TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1)) WITH CHECK (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON ops.restores TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1)) WITH CHECK (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON ops.rolled_until TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1)) WITH CHECK (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON ops.stale_hours TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1)) WITH CHECK (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

ALTER TABLE ops.post_mortem_actions ENABLE ROW LEVEL SECURITY;

ALTER TABLE ops.post_mortems ENABLE ROW LEVEL SECURITY;

ALTER TABLE ops.request_hours ENABLE ROW LEVEL SECURITY;

ALTER TABLE ops.request_minutes ENABLE ROW LEVEL SECURITY;

ALTER TABLE ops.request_sources ENABLE ROW LEVEL SECURITY;

ALTER TABLE ops.restores ENABLE ROW LEVEL SECURITY;

ALTER TABLE ops.rolled_until ENABLE ROW LEVEL SECURITY;

ALTER TABLE ops.stale_hours ENABLE ROW LEVEL SECURITY;

CREATE POLICY system ON ops.alerts TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON ops.backups TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON ops.deployment_steps TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON ops.deployments TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON ops.gate_answers TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON ops.happenings TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON ops.incident_entries TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON ops.incidents TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON ops.maintenance TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON ops.mode_changes TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON ops.notifications TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON ops.objective_modes TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON ops.post_mortem_actions TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON ops.post_mortems TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON ops.request_hours TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON ops.request_minutes TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON ops.request_sources TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON ops.restores TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON ops.rolled_until TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON ops.stale_hours TO totalaudio_system USING (true) WITH CHECK (true);

ALTER TABLE totalaudio.account_emailaddress ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.account_emailconfirmation ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.accounts_apianswer ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.accounts_apikey ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.accounts_invitation ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.accounts_member ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.accounts_operator ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.accounts_user ENABLE ROW LEVEL SECURITY;

CREATE POLICY app ON totalaudio.billing_stripeevent TO totalaudio_app USING (false) WITH CHECK (false);

ALTER TABLE totalaudio.billing_customer ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.billing_reservation ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.billing_stripeevent ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.billing_subscription ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.billing_usage ENABLE ROW LEVEL SECURITY;

CREATE POLICY booking ON totalaudio.web_democall FOR INSERT TO totalaudio_app WITH CHECK ((cancelled_at IS NULL));

ALTER TABLE totalaudio.campaigns_campaign ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.campaigns_entry ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.campaigns_followup ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.campaigns_outcome ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.campaigns_reader ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.campaigns_reply ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.campaigns_target ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.campaigns_touch ENABLE ROW LEVEL SECURITY;

CREATE POLICY cancelling ON totalaudio.web_democall FOR UPDATE TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1)) WITH CHECK (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

ALTER TABLE totalaudio.contacts_affiliation ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.contacts_contact ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.contacts_contactlist ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.contacts_evidence ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.contacts_listentry ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.contacts_outlet ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.contacts_suppression ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.contacts_tally ENABLE ROW LEVEL SECURITY;

CREATE POLICY emptying ON totalaudio.web_letter FOR DELETE TO totalaudio_app USING (is_held);

CREATE POLICY ended ON totalaudio.accounts_apikey AS RESTRICTIVE FOR UPDATE TO totalaudio_app USING ((revoked_at IS NULL)) WITH CHECK (true);

ALTER TABLE totalaudio.event_days ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.event_firsts ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.event_hours ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.event_weeks ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.events ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.events_default ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.flags_change ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.flags_override ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.flags_version ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.intel_import ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.intel_importedrow ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.intel_importpiece ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.intel_refusal ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.intel_run ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.intel_runitem ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.intel_savedmapping ENABLE ROW LEVEL SECURITY;

CREATE POLICY joining ON totalaudio.accounts_user FOR INSERT TO totalaudio_app WITH CHECK ((( SELECT totalaudio.current_role_v1() AS current_role_v1) = 'signin'::text));

CREATE POLICY known ON totalaudio.accounts_user FOR SELECT TO totalaudio_app USING (((id = ( SELECT totalaudio.current_user_id_v1() AS current_user_id_v1)) OR (( SELECT totalaudio.current_role_v1() AS current_role_v1) = 'signin'::text) OR (id IN ( SELECT p.id
   FROM totalaudio.people_of_workspace_v1() p(id)))));

CREATE POLICY lasting ON totalaudio.accounts_apikey AS RESTRICTIVE FOR INSERT TO totalaudio_app WITH CHECK ((expires_at < (now() + '366 days'::interval)));

CREATE POLICY managed ON totalaudio.tenancy_workspace FOR UPDATE TO totalaudio_app USING (((id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text])))) WITH CHECK (((id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

ALTER TABLE totalaudio.metrics_eventkey ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.mfa_authenticator ENABLE ROW LEVEL SECURITY;

CREATE POLICY migrations ON totalaudio.account_emailaddress TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.account_emailconfirmation TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.accounts_apianswer TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.accounts_apikey TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.accounts_invitation TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.accounts_member TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.accounts_operator TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.accounts_user TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.billing_customer TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.billing_reservation TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.billing_stripeevent TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.billing_subscription TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.billing_usage TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.campaigns_campaign TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.campaigns_entry TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.campaigns_followup TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.campaigns_outcome TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.campaigns_reader TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.campaigns_reply TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.campaigns_target TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.campaigns_touch TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.contacts_affiliation TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.contacts_contact TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.contacts_contactlist TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.contacts_evidence TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.contacts_listentry TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.contacts_outlet TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.contacts_suppression TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.contacts_tally TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.event_days TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.event_firsts TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.event_hours TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.event_weeks TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.events TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.events_default TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.flags_change TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.flags_override TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.flags_version TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.intel_import TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.intel_importedrow TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.intel_importpiece TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.intel_refusal TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.intel_run TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.intel_runitem TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.intel_savedmapping TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.metrics_eventkey TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.mfa_authenticator TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.payments TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.pitch_batch TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.pitch_incoming TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.pitch_localmessage TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.pitch_mailbox TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.pitch_mailboxsecret TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.pitch_pitch TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.pitch_recipient TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.pitch_send TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.pitch_senderidentity TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.pitch_template TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.pitch_unsubscribekey TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.pitch_voice TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.socialaccount_socialaccount TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.socialaccount_socialtoken TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.tenancy_workspace TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.tracker_brand TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.tracker_campaignfile TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.tracker_feed TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.tracker_reportlink TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.usage_counters TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.web_democall TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY migrations ON totalaudio.web_letter TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE POLICY mine ON totalaudio.accounts_apikey AS RESTRICTIVE FOR INSERT TO totalaudio_app WITH CHECK ((user_id = ( SELECT totalaudio.current_user_id_v1() AS current_user_id_v1)));

CREATE POLICY mine ON totalaudio.accounts_member FOR SELECT TO totalaudio_app USING ((user_id = ( SELECT totalaudio.current_user_id_v1() AS current_user_id_v1)));

CREATE POLICY mine ON totalaudio.tenancy_workspace FOR SELECT TO totalaudio_app USING (((id IN ( SELECT w.id
   FROM totalaudio.workspaces_of_user_v1() w(id))) OR ((id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) <> ''::text))));

CREATE POLICY operators ON totalaudio.billing_stripeevent FOR SELECT TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON totalaudio.billing_subscription FOR SELECT TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON totalaudio.event_days FOR SELECT TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON totalaudio.event_firsts FOR SELECT TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON totalaudio.event_hours FOR SELECT TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON totalaudio.event_weeks FOR SELECT TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON totalaudio.events FOR SELECT TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON totalaudio.events_default FOR SELECT TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON totalaudio.flags_change FOR SELECT TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON totalaudio.flags_override FOR SELECT TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON totalaudio.flags_version FOR SELECT TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON totalaudio.payments FOR SELECT TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON totalaudio.usage_counters FOR SELECT TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY operators ON totalaudio.web_democall FOR SELECT TO totalaudio_app USING (( SELECT totalaudio.is_operator_v1() AS is_operator_v1));

CREATE POLICY outbox ON totalaudio.web_letter FOR SELECT TO totalaudio_app USING (is_held);

CREATE POLICY own ON totalaudio.event_firsts FOR SELECT TO totalaudio_app USING ((user_id = ( SELECT totalaudio.current_user_id_v1() AS current_user_id_v1)));

CREATE POLICY own ON totalaudio.event_weeks FOR SELECT TO totalaudio_app USING ((user_id = ( SELECT totalaudio.current_user_id_v1() AS current_user_id_v1)));

CREATE POLICY own ON totalaudio.events FOR SELECT TO totalaudio_app USING ((user_id = ( SELECT totalaudio.current_user_id_v1() AS current_user_id_v1)));

CREATE POLICY own ON totalaudio.events_default FOR SELECT TO totalaudio_app USING ((user_id = ( SELECT totalaudio.current_user_id_v1() AS current_user_id_v1)));

CREATE POLICY own ON totalaudio.payments FOR SELECT TO totalaudio_app USING ((user_id = ( SELECT totalaudio.current_user_id_v1() AS current_user_id_v1)));

CREATE POLICY own ON totalaudio.usage_counters FOR SELECT TO totalaudio_app USING ((user_id = ( SELECT totalaudio.current_user_id_v1() AS current_user_id_v1)));

CREATE POLICY owners_delete ON totalaudio.accounts_member AS RESTRICTIVE FOR DELETE TO totalaudio_app USING ((((role)::text <> 'owner'::text) OR (( SELECT totalaudio.current_role_v1() AS current_role_v1) = 'owner'::text)));

CREATE POLICY owners_update ON totalaudio.accounts_member AS RESTRICTIVE FOR UPDATE TO totalaudio_app USING ((((role)::text <> 'owner'::text) OR (( SELECT totalaudio.current_role_v1() AS current_role_v1) = 'owner'::text))) WITH CHECK ((((role)::text <> 'owner'::text) OR (( SELECT totalaudio.current_role_v1() AS current_role_v1) = 'owner'::text)));

ALTER TABLE totalaudio.payments ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.pitch_batch ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.pitch_incoming ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.pitch_localmessage ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.pitch_mailbox ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.pitch_mailboxsecret ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.pitch_pitch ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.pitch_recipient ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.pitch_send ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.pitch_senderidentity ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.pitch_template ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.pitch_unsubscribekey ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.pitch_voice ENABLE ROW LEVEL SECURITY;

CREATE POLICY self ON totalaudio.account_emailaddress FOR SELECT TO totalaudio_app USING ((user_id = ( SELECT totalaudio.current_user_id_v1() AS current_user_id_v1)));

CREATE POLICY self ON totalaudio.account_emailconfirmation FOR SELECT TO totalaudio_app USING (false);

CREATE POLICY self ON totalaudio.accounts_operator FOR SELECT TO totalaudio_app USING ((user_id = ( SELECT totalaudio.current_user_id_v1() AS current_user_id_v1)));

CREATE POLICY self ON totalaudio.accounts_user FOR UPDATE TO totalaudio_app USING (((id = ( SELECT totalaudio.current_user_id_v1() AS current_user_id_v1)) OR (( SELECT totalaudio.current_role_v1() AS current_role_v1) = 'signin'::text))) WITH CHECK (((id = ( SELECT totalaudio.current_user_id_v1() AS current_user_id_v1)) OR (( SELECT totalaudio.current_role_v1() AS current_role_v1) = 'signin'::text)));

CREATE POLICY self ON totalaudio.mfa_authenticator FOR SELECT TO totalaudio_app USING ((user_id = ( SELECT totalaudio.current_user_id_v1() AS current_user_id_v1)));

CREATE POLICY self ON totalaudio.socialaccount_socialaccount FOR SELECT TO totalaudio_app USING ((user_id = ( SELECT totalaudio.current_user_id_v1() AS current_user_id_v1)));

CREATE POLICY self ON totalaudio.socialaccount_socialtoken FOR SELECT TO totalaudio_app USING (false);

CREATE POLICY signin ON totalaudio.account_emailaddress TO totalaudio_app USING ((( SELECT totalaudio.current_role_v1() AS current_role_v1) = 'signin'::text)) WITH CHECK ((( SELECT totalaudio.current_role_v1() AS current_role_v1) = 'signin'::text));

CREATE POLICY signin ON totalaudio.account_emailconfirmation TO totalaudio_app USING ((( SELECT totalaudio.current_role_v1() AS current_role_v1) = 'signin'::text)) WITH CHECK ((( SELECT totalaudio.current_role_v1() AS current_role_v1) = 'signin'::text));

CREATE POLICY signin ON totalaudio.mfa_authenticator TO totalaudio_app USING ((( SELECT totalaudio.current_role_v1() AS current_role_v1) = 'signin'::text)) WITH CHECK ((( SELECT totalaudio.current_role_v1() AS current_role_v1) = 'signin'::text));

CREATE POLICY signin ON totalaudio.socialaccount_socialaccount TO totalaudio_app USING ((( SELECT totalaudio.current_role_v1() AS current_role_v1) = 'signin'::text)) WITH CHECK ((( SELECT totalaudio.current_role_v1() AS current_role_v1) = 'signin'::text));

CREATE POLICY signin ON totalaudio.socialaccount_socialtoken TO totalaudio_app USING ((( SELECT totalaudio.current_role_v1() AS current_role_v1) = 'signin'::text)) WITH CHECK ((( SELECT totalaudio.current_role_v1() AS current_role_v1) = 'signin'::text));

ALTER TABLE totalaudio.socialaccount_socialaccount ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.socialaccount_socialtoken ENABLE ROW LEVEL SECURITY;

CREATE POLICY system ON totalaudio.account_emailaddress TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.account_emailconfirmation TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.accounts_apianswer TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.accounts_apikey TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.accounts_invitation TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.accounts_member TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.accounts_operator TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.accounts_user TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.billing_customer TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.billing_reservation TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.billing_stripeevent TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.billing_subscription TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.billing_usage TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.campaigns_campaign TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.campaigns_entry TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.campaigns_followup TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.campaigns_outcome TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.campaigns_reader TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.campaigns_reply TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.campaigns_target TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.campaigns_touch TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.contacts_affiliation TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.contacts_contact TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.contacts_contactlist TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.contacts_evidence TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.contacts_listentry TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.contacts_outlet TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.contacts_suppression TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.contacts_tally TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.event_days TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.event_firsts TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.event_hours TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.event_weeks TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.events TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.events_default TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.flags_change TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.flags_override TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.flags_version TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.intel_import TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.intel_importedrow TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.intel_importpiece TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.intel_refusal TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.intel_run TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.intel_runitem TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.intel_savedmapping TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.metrics_eventkey TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.mfa_authenticator TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.payments TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.pitch_batch TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.pitch_incoming TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.pitch_localmessage TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.pitch_mailbox TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.pitch_mailboxsecret TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.pitch_pitch TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.pitch_recipient TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.pitch_send TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.pitch_senderidentity TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.pitch_template TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.pitch_unsubscribekey TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.pitch_voice TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.socialaccount_socialaccount TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.socialaccount_socialtoken TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.tenancy_workspace TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.tracker_brand TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.tracker_campaignfile TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.tracker_feed TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.tracker_reportlink TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.usage_counters TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.web_democall TO totalaudio_system USING (true) WITH CHECK (true);

CREATE POLICY system ON totalaudio.web_letter TO totalaudio_system USING (true) WITH CHECK (true);

ALTER TABLE totalaudio.tenancy_workspace ENABLE ROW LEVEL SECURITY;

CREATE POLICY tenant_delete ON totalaudio.accounts_apikey FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_delete ON totalaudio.accounts_invitation FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_delete ON totalaudio.accounts_member FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_delete ON totalaudio.campaigns_campaign FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.campaigns_followup FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.campaigns_outcome FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.campaigns_reader FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_delete ON totalaudio.campaigns_reply FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.campaigns_target FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.campaigns_touch FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.contacts_affiliation FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.contacts_contact FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.contacts_contactlist FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.contacts_evidence FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.contacts_listentry FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.contacts_outlet FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.contacts_suppression FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_delete ON totalaudio.intel_import FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.intel_importedrow FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.intel_importpiece FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.intel_refusal FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.intel_run FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.intel_runitem FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.intel_savedmapping FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.metrics_eventkey FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_delete ON totalaudio.pitch_batch FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.pitch_incoming FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.pitch_localmessage FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.pitch_mailbox FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.pitch_mailboxsecret FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.pitch_pitch FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.pitch_recipient FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.pitch_send FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.pitch_senderidentity FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_delete ON totalaudio.pitch_template FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.pitch_unsubscribekey FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.pitch_voice FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.tracker_brand FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_delete ON totalaudio.tracker_campaignfile FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.tracker_feed FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_delete ON totalaudio.tracker_reportlink FOR DELETE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.accounts_apianswer FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.accounts_apikey FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_insert ON totalaudio.accounts_invitation FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_insert ON totalaudio.campaigns_campaign FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.campaigns_entry FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.campaigns_followup FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.campaigns_outcome FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.campaigns_reader FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_insert ON totalaudio.campaigns_reply FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.campaigns_target FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.campaigns_touch FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.contacts_affiliation FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.contacts_contact FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.contacts_contactlist FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.contacts_evidence FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.contacts_listentry FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.contacts_outlet FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.contacts_suppression FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.intel_import FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.intel_importedrow FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.intel_importpiece FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.intel_refusal FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.intel_run FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.intel_runitem FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.intel_savedmapping FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.metrics_eventkey FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_insert ON totalaudio.pitch_batch FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.pitch_incoming FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.pitch_localmessage FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.pitch_mailbox FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.pitch_mailboxsecret FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.pitch_pitch FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.pitch_recipient FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.pitch_send FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.pitch_senderidentity FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_insert ON totalaudio.pitch_template FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.pitch_unsubscribekey FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.pitch_voice FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.tracker_brand FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_insert ON totalaudio.tracker_campaignfile FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.tracker_feed FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_insert ON totalaudio.tracker_reportlink FOR INSERT TO totalaudio_app WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.accounts_apianswer FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.accounts_apikey FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_select ON totalaudio.accounts_invitation FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_select ON totalaudio.accounts_member FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text, 'client'::text]))));

CREATE POLICY tenant_select ON totalaudio.billing_customer FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_select ON totalaudio.billing_reservation FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text, 'client'::text]))));

CREATE POLICY tenant_select ON totalaudio.billing_subscription FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text, 'client'::text]))));

CREATE POLICY tenant_select ON totalaudio.billing_usage FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text, 'client'::text]))));

CREATE POLICY tenant_select ON totalaudio.campaigns_campaign FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.campaigns_entry FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.campaigns_followup FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.campaigns_outcome FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.campaigns_reader FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.campaigns_reply FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.campaigns_target FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.campaigns_touch FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.contacts_affiliation FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.contacts_contact FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.contacts_contactlist FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.contacts_evidence FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.contacts_listentry FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.contacts_outlet FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.contacts_suppression FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.contacts_tally FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.intel_import FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.intel_importedrow FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.intel_importpiece FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.intel_refusal FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.intel_run FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.intel_runitem FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.intel_savedmapping FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.metrics_eventkey FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_select ON totalaudio.payments FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_select ON totalaudio.pitch_batch FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.pitch_incoming FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.pitch_localmessage FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.pitch_mailbox FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.pitch_mailboxsecret FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.pitch_pitch FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.pitch_recipient FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.pitch_send FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.pitch_senderidentity FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.pitch_template FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.pitch_unsubscribekey FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.pitch_voice FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.tracker_brand FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text, 'client'::text]))));

CREATE POLICY tenant_select ON totalaudio.tracker_campaignfile FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.tracker_feed FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_select ON totalaudio.tracker_reportlink FOR SELECT TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.accounts_apikey FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_update ON totalaudio.accounts_invitation FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_update ON totalaudio.accounts_member FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_update ON totalaudio.campaigns_campaign FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.campaigns_followup FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.campaigns_outcome FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.campaigns_reader FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_update ON totalaudio.campaigns_reply FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.campaigns_target FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.campaigns_touch FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.contacts_affiliation FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.contacts_contact FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.contacts_contactlist FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.contacts_evidence FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.contacts_listentry FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.contacts_outlet FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.intel_import FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.intel_importedrow FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.intel_importpiece FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.intel_refusal FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.intel_run FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.intel_runitem FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.intel_savedmapping FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.metrics_eventkey FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_update ON totalaudio.pitch_batch FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.pitch_incoming FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.pitch_localmessage FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.pitch_mailbox FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.pitch_mailboxsecret FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.pitch_pitch FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.pitch_recipient FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.pitch_send FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.pitch_senderidentity FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_update ON totalaudio.pitch_template FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.pitch_unsubscribekey FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.pitch_voice FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.tracker_brand FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text]))));

CREATE POLICY tenant_update ON totalaudio.tracker_campaignfile FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.tracker_feed FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

CREATE POLICY tenant_update ON totalaudio.tracker_reportlink FOR UPDATE TO totalaudio_app USING (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text])))) WITH CHECK (((workspace_id = ( SELECT totalaudio.current_workspace_id_v1() AS current_workspace_id_v1)) AND (( SELECT totalaudio.current_role_v1() AS current_role_v1) = ANY (ARRAY['owner'::text, 'admin'::text, 'member'::text]))));

ALTER TABLE totalaudio.tracker_brand ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.tracker_campaignfile ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.tracker_feed ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.tracker_reportlink ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.usage_counters ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.web_democall ENABLE ROW LEVEL SECURITY;

ALTER TABLE totalaudio.web_letter ENABLE ROW LEVEL SECURITY;

CREATE POLICY writing ON totalaudio.web_letter FOR INSERT TO totalaudio_app WITH CHECK (true);

GRANT USAGE ON SCHEMA ops TO totalaudio_app;
GRANT USAGE ON SCHEMA ops TO totalaudio_system;

GRANT USAGE ON SCHEMA totalaudio TO totalaudio_app;
GRANT USAGE ON SCHEMA totalaudio TO totalaudio_system;

REVOKE ALL ON FUNCTION ops.added_v1(one bigint[], other bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION ops.count_probe_v1(probed text, is_good boolean, place integer, places integer, at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION ops.count_requests_v1(source uuid, parcel bigint, apps text[], minutes timestamp with time zone[], classes text[], bads bigint[], left_outs bigint[], histograms bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION ops.count_requests_v1(source uuid, parcel bigint, apps text[], minutes timestamp with time zone[], classes text[], bads bigint[], left_outs bigint[], histograms bigint[]) TO totalaudio_app;

REVOKE ALL ON FUNCTION ops.keep_maintenance_v1() FROM PUBLIC;

REVOKE ALL ON FUNCTION ops.keep_unsent_v1() FROM PUBLIC;

REVOKE ALL ON FUNCTION ops.mark_maintenance_v1() FROM PUBLIC;

REVOKE ALL ON FUNCTION ops.mark_stale_v1(minutes timestamp with time zone[]) FROM PUBLIC;

REVOKE ALL ON PROCEDURE ops.protect(IN wanted regclass, IN system_verbs text, IN operator_verbs text) FROM PUBLIC;

REVOKE ALL ON FUNCTION ops.tell_flag_v1() FROM PUBLIC;

REVOKE ALL ON FUNCTION ops.tell_maintenance_v1() FROM PUBLIC;

REVOKE ALL ON FUNCTION totalaudio.accept_invitation_v1(wanted_hash text, member_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.accept_invitation_v1(wanted_hash text, member_id uuid) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.calendar_by_key_v1(wanted_hash text, since date) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.calendar_by_key_v1(wanted_hash text, since date) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.campaign_report_v1(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.campaign_report_v1(wanted uuid) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.cancel_demo_call_v1(wanted text) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.cancel_demo_call_v1(wanted text) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.change_flag_v1(change_id uuid, wanted_flag text, wanted_scope text, wanted_subject uuid, wanted_on boolean, wanted_variant text, wanted_end timestamp with time zone, why text) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.change_flag_v1(change_id uuid, wanted_flag text, wanted_scope text, wanted_subject uuid, wanted_on boolean, wanted_variant text, wanted_end timestamp with time zone, why text) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.check_quota_workspace_v1(wanted_workspace uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.check_quota_workspace_v1(wanted_workspace uuid) TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.client_campaigns_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.client_campaigns_v1() TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.continue_on_free_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.continue_on_free_v1() TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.count_contacts_v1() FROM PUBLIC;

REVOKE ALL ON FUNCTION totalaudio.create_workspace_v1(new_id uuid, new_name text, new_plan text, member_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.create_workspace_v1(new_id uuid, new_name text, new_plan text, member_id uuid) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.current_role_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.current_role_v1() TO totalaudio_app;
GRANT ALL ON FUNCTION totalaudio.current_role_v1() TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.current_user_id_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.current_user_id_v1() TO totalaudio_app;
GRANT ALL ON FUNCTION totalaudio.current_user_id_v1() TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.current_workspace_id_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.current_workspace_id_v1() TO totalaudio_app;
GRANT ALL ON FUNCTION totalaudio.current_workspace_id_v1() TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.demo_call_by_key_v1(wanted text) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.demo_call_by_key_v1(wanted text) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.dressed_report_v1(of_workspace uuid, of_campaign uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION totalaudio.drop_event_partitions_v1(keep_months integer) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.drop_event_partitions_v1(keep_months integer) TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.enqueue_task_v1(queue text, task text, arguments jsonb, one_at_a_time text) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.enqueue_task_v1(queue text, task text, arguments jsonb, one_at_a_time text) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.enter_workspace_v1(entering_user uuid, preferred uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.enter_workspace_v1(entering_user uuid, preferred uuid) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.event_bucket_v1(duration_ms integer) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.event_bucket_v1(duration_ms integer) TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.event_histogram_v1(buckets integer[], counts bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.event_histogram_v1(buckets integer[], counts bigint[]) TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.event_key_v1(sent_key text) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.event_key_v1(sent_key text) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.facets_v1(email text, email_kind text, status text, country text, outlet text, genres text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.facets_v1(email text, email_kind text, status text, country text, outlet text, genres text[]) TO totalaudio_app;
GRANT ALL ON FUNCTION totalaudio.facets_v1(email text, email_kind text, status text, country text, outlet text, genres text[]) TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.find_flag_subject_v1(wanted_scope text, sought text) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.find_flag_subject_v1(wanted_scope text, sought text) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.flag_subjects_v1(ids uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.flag_subjects_v1(ids uuid[]) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.flags_snapshot_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.flags_snapshot_v1() TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.flags_version_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.flags_version_v1() TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.forget_api_answers_v1(instead bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.forget_api_answers_v1(instead bytea) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.forget_files_v1() FROM PUBLIC;

REVOKE ALL ON FUNCTION totalaudio.forget_target_v1() FROM PUBLIC;

REVOKE ALL ON FUNCTION totalaudio.get_user_event_summary(wanted_user uuid, days integer) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.get_user_event_summary(wanted_user uuid, days integer) TO totalaudio_app;
GRANT ALL ON FUNCTION totalaudio.get_user_event_summary(wanted_user uuid, days integer) TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.held_by_others_v1(month uuid, but_not uuid, moment timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.held_by_others_v1(month uuid, but_not uuid, moment timestamp with time zone) TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.hold_quota_v1(wanted_workspace uuid, reservation uuid, new_usage uuid, limit_name text, month_begins timestamp with time zone, month_ends timestamp with time zone, plan_allows integer, wanted integer, lasts interval) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.hold_quota_v1(wanted_workspace uuid, reservation uuid, new_usage uuid, limit_name text, month_begins timestamp with time zone, month_ends timestamp with time zone, plan_allows integer, wanted integer, lasts interval) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.increment_usage_counter(counted_user uuid, app text, counter text, by bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.increment_usage_counter(counted_user uuid, app text, counter text, by bigint) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.installation_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.installation_v1() TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.invitation_by_key_v1(wanted_hash text) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.invitation_by_key_v1(wanted_hash text) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.is_operator_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.is_operator_v1() TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.is_system_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.is_system_v1() TO totalaudio_app;
GRANT ALL ON FUNCTION totalaudio.is_system_v1() TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.keep_an_owner_v1() FROM PUBLIC;

REVOKE ALL ON FUNCTION totalaudio.keep_stripe_customer_v1(new_id uuid, new_stripe_id text) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.keep_stripe_customer_v1(new_id uuid, new_stripe_id text) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.keep_target_v1() FROM PUBLIC;

REVOKE ALL ON FUNCTION totalaudio.leave_queueing_lock_v1() FROM PUBLIC;

REVOKE ALL ON FUNCTION totalaudio.leave_workspace_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.leave_workspace_v1() TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.letters_failed_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.letters_failed_v1() TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.linked_logo_v1(wanted_hash text) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.linked_logo_v1(wanted_hash text) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.linked_report_v1(wanted_hash text) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.linked_report_v1(wanted_hash text) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.make_event_partition_v1(month date) FROM PUBLIC;

REVOKE ALL ON FUNCTION totalaudio.make_event_partitions_v1(months_ahead integer) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.make_event_partitions_v1(months_ahead integer) TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.notice_by_key_v1(wanted_key text) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.notice_by_key_v1(wanted_key text) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.open_api_key_v1(sent_hash text) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.open_api_key_v1(sent_hash text) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.people_of_workspace_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.people_of_workspace_v1() TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.procrastinate_defer_jobs_v1(jobs totalaudio.procrastinate_job_to_defer_v1[]) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.procrastinate_defer_jobs_v1(jobs totalaudio.procrastinate_job_to_defer_v1[]) TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) TO totalaudio_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.procrastinate_jobs TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.procrastinate_finish_job_v1(job_id bigint, end_status totalaudio.procrastinate_job_status, delete_job boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.procrastinate_finish_job_v1(job_id bigint, end_status totalaudio.procrastinate_job_status, delete_job boolean) TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.procrastinate_notify_queue_abort_job_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.procrastinate_notify_queue_abort_job_v1() TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.procrastinate_notify_queue_job_inserted_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.procrastinate_notify_queue_job_inserted_v1() TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.procrastinate_register_worker_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.procrastinate_register_worker_v1() TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.procrastinate_trigger_abort_requested_events_procedure_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.procrastinate_trigger_abort_requested_events_procedure_v1() TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.procrastinate_trigger_function_scheduled_events_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.procrastinate_trigger_function_scheduled_events_v1() TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.procrastinate_trigger_function_status_events_insert_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.procrastinate_trigger_function_status_events_insert_v1() TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.procrastinate_trigger_function_status_events_update_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.procrastinate_trigger_function_status_events_update_v1() TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.procrastinate_unlink_periodic_defers_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.procrastinate_unlink_periodic_defers_v1() TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.procrastinate_unregister_worker_v1(worker_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.procrastinate_unregister_worker_v1(worker_id bigint) TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.procrastinate_update_heartbeat_v1(worker_id bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.procrastinate_update_heartbeat_v1(worker_id bigint) TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.read_mailbox_soon_v1(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.read_mailbox_soon_v1(wanted uuid) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.record_event_v1(id uuid, event_name text, event_category text, app_name text, visitor uuid, session_id text, properties jsonb, duration_ms integer, status text, error_message text, ip_address inet, user_agent text, referrer text) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.record_event_v1(id uuid, event_name text, event_category text, app_name text, visitor uuid, session_id text, properties jsonb, duration_ms integer, status text, error_message text, ip_address inet, user_agent text, referrer text) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.release_quota_v1(wanted_workspace uuid, reservation uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.release_quota_v1(wanted_workspace uuid, reservation uuid) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.replace_stripe_customer_v1(gone text, new_stripe_id text) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.replace_stripe_customer_v1(gone text, new_stripe_id text) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.report_of_v1(of_workspace uuid, of_campaign uuid, with_names boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION totalaudio.retry_stripe_event_v1(wanted uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.retry_stripe_event_v1(wanted uuid) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.roll_up_v1(since timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.roll_up_v1(since timestamp with time zone) TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.sort_text_v1(given text) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.sort_text_v1(given text) TO totalaudio_app;
GRANT ALL ON FUNCTION totalaudio.sort_text_v1(given text) TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.search_text_v1(name text, email text, outlet text, role text) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.search_text_v1(name text, email text, outlet text, role text) TO totalaudio_app;
GRANT ALL ON FUNCTION totalaudio.search_text_v1(name text, email text, outlet text, role text) TO totalaudio_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.contacts_contact TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.contacts_contact TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.search_contacts_v1(patterns text[], facets text[], wanted_genres text[], at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.search_contacts_v1(patterns text[], facets text[], wanted_genres text[], at_most integer) TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.contacts_outlet TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.contacts_outlet TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.search_outlets_v1(patterns text[], at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.search_outlets_v1(patterns text[], at_most integer) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.set_context_v1(user_id uuid, workspace_id uuid, role text) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.set_context_v1(user_id uuid, workspace_id uuid, role text) TO totalaudio_app;
GRANT ALL ON FUNCTION totalaudio.set_context_v1(user_id uuid, workspace_id uuid, role text) TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.settle_quota_v1(wanted_workspace uuid, reservation uuid, used_now integer, lasts interval) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.settle_quota_v1(wanted_workspace uuid, reservation uuid, used_now integer, lasts interval) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.store_events_v1(keys text[], people uuid[], addresses inet[], agents text[], ids uuid[], senders integer[], names text[], categories text[], sessions text[], properties text, durations integer[], statuses text[], errors text[], referrers text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.store_events_v1(keys text[], people uuid[], addresses inet[], agents text[], ids uuid[], senders integer[], names text[], categories text[], sessions text[], properties text, durations integer[], statuses text[], errors text[], referrers text[]) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.store_stripe_event_v1(new_id uuid, new_stripe_id text, new_kind text, new_payload jsonb, made_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.store_stripe_event_v1(new_id uuid, new_stripe_id text, new_kind text, new_payload jsonb, made_at timestamp with time zone) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.suppress_v1(hashes text[], why text) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.suppress_v1(hashes text[], why text) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.taken_demo_call_times_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.taken_demo_call_times_v1() TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.campaigns_outcome TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.campaigns_outcome TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.campaigns_reply TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.campaigns_reply TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.campaigns_target TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.campaigns_target TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.campaigns_touch TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.campaigns_touch TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.target_facts_v1(of_workspace uuid, of_campaign uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.target_facts_v1(of_workspace uuid, of_campaign uuid) TO totalaudio_app;
GRANT ALL ON FUNCTION totalaudio.target_facts_v1(of_workspace uuid, of_campaign uuid) TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.targets_with_sends_v1(wanted uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.targets_with_sends_v1(wanted uuid[]) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.unsubscribe_offer_v1(wanted_hash text) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.unsubscribe_offer_v1(wanted_hash text) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.unsubscribe_offer_v2(wanted_hash text) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.unsubscribe_offer_v2(wanted_hash text) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.unsubscribe_v1(wanted_hash text) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.unsubscribe_v1(wanted_hash text) TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.uuid_time_v1(id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.uuid_time_v1(id uuid) TO totalaudio_app;
GRANT ALL ON FUNCTION totalaudio.uuid_time_v1(id uuid) TO totalaudio_system;

REVOKE ALL ON FUNCTION totalaudio.workspaces_of_user_v1() FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.workspaces_of_user_v1() TO totalaudio_app;

REVOKE ALL ON FUNCTION totalaudio.write_to_operators_v1(id uuid, sender text, subject text, body text, is_held boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION totalaudio.write_to_operators_v1(id uuid, sender text, subject text, body text, is_held boolean) TO totalaudio_app;

GRANT SELECT,INSERT,UPDATE ON TABLE ops.alerts TO totalaudio_system;
GRANT SELECT ON TABLE ops.alerts TO totalaudio_app;

GRANT SELECT,INSERT,UPDATE ON TABLE ops.backups TO totalaudio_system;
GRANT SELECT ON TABLE ops.backups TO totalaudio_app;

GRANT SELECT,INSERT ON TABLE ops.deployment_steps TO totalaudio_system;
GRANT SELECT ON TABLE ops.deployment_steps TO totalaudio_app;

GRANT SELECT,INSERT,UPDATE ON TABLE ops.deployments TO totalaudio_system;
GRANT SELECT ON TABLE ops.deployments TO totalaudio_app;

GRANT SELECT,INSERT ON TABLE ops.gate_answers TO totalaudio_system;
GRANT SELECT ON TABLE ops.gate_answers TO totalaudio_app;

GRANT SELECT,INSERT ON TABLE ops.happenings TO totalaudio_system;
GRANT SELECT ON TABLE ops.happenings TO totalaudio_app;

GRANT SELECT ON SEQUENCE ops.happenings_id_seq TO totalaudio_system;

GRANT SELECT,INSERT ON TABLE ops.incident_entries TO totalaudio_system;
GRANT SELECT,INSERT ON TABLE ops.incident_entries TO totalaudio_app;

GRANT SELECT ON SEQUENCE ops.incident_entries_id_seq TO totalaudio_system;

GRANT SELECT,INSERT,UPDATE ON TABLE ops.incidents TO totalaudio_system;
GRANT SELECT,INSERT,UPDATE ON TABLE ops.incidents TO totalaudio_app;

GRANT SELECT,INSERT ON TABLE ops.maintenance TO totalaudio_system;
GRANT SELECT,INSERT ON TABLE ops.maintenance TO totalaudio_app;

GRANT UPDATE(ends_at) ON TABLE ops.maintenance TO totalaudio_system;
GRANT UPDATE(ends_at) ON TABLE ops.maintenance TO totalaudio_app;

GRANT UPDATE(cancelled_at) ON TABLE ops.maintenance TO totalaudio_system;
GRANT UPDATE(cancelled_at) ON TABLE ops.maintenance TO totalaudio_app;

GRANT UPDATE(changed_by) ON TABLE ops.maintenance TO totalaudio_system;
GRANT UPDATE(changed_by) ON TABLE ops.maintenance TO totalaudio_app;

GRANT SELECT ON TABLE ops.migrations TO totalaudio_system;
GRANT SELECT ON TABLE ops.migrations TO totalaudio_app;

GRANT SELECT,INSERT ON TABLE ops.mode_changes TO totalaudio_system;
GRANT SELECT ON TABLE ops.mode_changes TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ops.notifications TO totalaudio_system;
GRANT SELECT ON TABLE ops.notifications TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ops.objective_modes TO totalaudio_system;
GRANT SELECT ON TABLE ops.objective_modes TO totalaudio_app;

GRANT SELECT,INSERT,UPDATE ON TABLE ops.post_mortem_actions TO totalaudio_system;
GRANT SELECT,INSERT,UPDATE ON TABLE ops.post_mortem_actions TO totalaudio_app;

GRANT SELECT,INSERT,UPDATE ON TABLE ops.post_mortems TO totalaudio_system;
GRANT SELECT,INSERT,UPDATE ON TABLE ops.post_mortems TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ops.request_hours TO totalaudio_system;
GRANT SELECT ON TABLE ops.request_hours TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ops.request_minutes TO totalaudio_system;
GRANT SELECT ON TABLE ops.request_minutes TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE ops.request_sources TO totalaudio_system;
GRANT SELECT ON TABLE ops.request_sources TO totalaudio_app;

GRANT SELECT,INSERT,UPDATE ON TABLE ops.restores TO totalaudio_system;
GRANT SELECT ON TABLE ops.restores TO totalaudio_app;

GRANT SELECT,INSERT,UPDATE ON TABLE ops.rolled_until TO totalaudio_system;
GRANT SELECT ON TABLE ops.rolled_until TO totalaudio_app;

GRANT SELECT,INSERT,DELETE ON TABLE ops.stale_hours TO totalaudio_system;
GRANT SELECT ON TABLE ops.stale_hours TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.account_emailaddress TO totalaudio_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.account_emailaddress TO totalaudio_system;

GRANT SELECT,USAGE ON SEQUENCE totalaudio.account_emailaddress_id_seq TO totalaudio_app;
GRANT SELECT,USAGE ON SEQUENCE totalaudio.account_emailaddress_id_seq TO totalaudio_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.account_emailconfirmation TO totalaudio_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.account_emailconfirmation TO totalaudio_system;

GRANT SELECT,USAGE ON SEQUENCE totalaudio.account_emailconfirmation_id_seq TO totalaudio_app;
GRANT SELECT,USAGE ON SEQUENCE totalaudio.account_emailconfirmation_id_seq TO totalaudio_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.accounts_apianswer TO totalaudio_system;
GRANT SELECT,INSERT ON TABLE totalaudio.accounts_apianswer TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.accounts_apikey TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.accounts_apikey TO totalaudio_app;

GRANT UPDATE(revoked_at) ON TABLE totalaudio.accounts_apikey TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.accounts_apiturn TO totalaudio_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.accounts_invitation TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.accounts_invitation TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.accounts_member TO totalaudio_system;
GRANT SELECT,DELETE ON TABLE totalaudio.accounts_member TO totalaudio_app;

GRANT UPDATE(role) ON TABLE totalaudio.accounts_member TO totalaudio_app;

GRANT SELECT ON TABLE totalaudio.accounts_operator TO totalaudio_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.accounts_operator TO totalaudio_system;

GRANT SELECT,INSERT,UPDATE ON TABLE totalaudio.accounts_user TO totalaudio_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.accounts_user TO totalaudio_system;

GRANT SELECT ON TABLE totalaudio.auth_group TO totalaudio_system;

GRANT SELECT,USAGE ON SEQUENCE totalaudio.auth_group_id_seq TO totalaudio_app;
GRANT SELECT,USAGE ON SEQUENCE totalaudio.auth_group_id_seq TO totalaudio_system;

GRANT SELECT ON TABLE totalaudio.auth_group_permissions TO totalaudio_system;

GRANT SELECT,USAGE ON SEQUENCE totalaudio.auth_group_permissions_id_seq TO totalaudio_app;
GRANT SELECT,USAGE ON SEQUENCE totalaudio.auth_group_permissions_id_seq TO totalaudio_system;

GRANT SELECT ON TABLE totalaudio.auth_permission TO totalaudio_system;

GRANT SELECT,USAGE ON SEQUENCE totalaudio.auth_permission_id_seq TO totalaudio_app;
GRANT SELECT,USAGE ON SEQUENCE totalaudio.auth_permission_id_seq TO totalaudio_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.billing_customer TO totalaudio_system;
GRANT SELECT ON TABLE totalaudio.billing_customer TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.billing_reservation TO totalaudio_system;
GRANT SELECT ON TABLE totalaudio.billing_reservation TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.billing_stripeevent TO totalaudio_system;
GRANT SELECT ON TABLE totalaudio.billing_stripeevent TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.billing_subscription TO totalaudio_system;
GRANT SELECT ON TABLE totalaudio.billing_subscription TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.billing_usage TO totalaudio_system;
GRANT SELECT ON TABLE totalaudio.billing_usage TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.campaigns_campaign TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.campaigns_campaign TO totalaudio_app;

GRANT SELECT,INSERT ON TABLE totalaudio.campaigns_entry TO totalaudio_system;
GRANT SELECT,INSERT ON TABLE totalaudio.campaigns_entry TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.campaigns_followup TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.campaigns_followup TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.campaigns_reader TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.campaigns_reader TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.contacts_affiliation TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.contacts_affiliation TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.contacts_contactlist TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.contacts_contactlist TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.contacts_evidence TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.contacts_evidence TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.contacts_listentry TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.contacts_listentry TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.contacts_suppression TO totalaudio_system;
GRANT SELECT,INSERT,DELETE ON TABLE totalaudio.contacts_suppression TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.contacts_tally TO totalaudio_system;
GRANT SELECT ON TABLE totalaudio.contacts_tally TO totalaudio_app;

GRANT SELECT ON TABLE totalaudio.django_content_type TO totalaudio_system;

GRANT SELECT,USAGE ON SEQUENCE totalaudio.django_content_type_id_seq TO totalaudio_app;
GRANT SELECT,USAGE ON SEQUENCE totalaudio.django_content_type_id_seq TO totalaudio_system;

GRANT SELECT ON TABLE totalaudio.django_migrations TO totalaudio_app;
GRANT SELECT ON TABLE totalaudio.django_migrations TO totalaudio_system;

GRANT SELECT,USAGE ON SEQUENCE totalaudio.django_migrations_id_seq TO totalaudio_app;
GRANT SELECT,USAGE ON SEQUENCE totalaudio.django_migrations_id_seq TO totalaudio_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.django_session TO totalaudio_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.django_session TO totalaudio_system;

GRANT SELECT ON TABLE totalaudio.event_days TO totalaudio_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.event_days TO totalaudio_system;

GRANT SELECT ON TABLE totalaudio.event_firsts TO totalaudio_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.event_firsts TO totalaudio_system;

GRANT SELECT ON TABLE totalaudio.event_hours TO totalaudio_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.event_hours TO totalaudio_system;

GRANT SELECT ON TABLE totalaudio.event_weeks TO totalaudio_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.event_weeks TO totalaudio_system;

GRANT SELECT ON TABLE totalaudio.events TO totalaudio_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.events TO totalaudio_system;

GRANT SELECT ON TABLE totalaudio.events_default TO totalaudio_system;

GRANT SELECT ON TABLE totalaudio.flags_change TO totalaudio_app;
GRANT SELECT,INSERT ON TABLE totalaudio.flags_change TO totalaudio_system;

GRANT SELECT ON TABLE totalaudio.flags_override TO totalaudio_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.flags_override TO totalaudio_system;

GRANT SELECT ON TABLE totalaudio.flags_version TO totalaudio_app;
GRANT SELECT,INSERT,UPDATE ON TABLE totalaudio.flags_version TO totalaudio_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.intel_import TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.intel_import TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.intel_importedrow TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.intel_importedrow TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.intel_importpiece TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.intel_importpiece TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.intel_refusal TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.intel_refusal TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.intel_run TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.intel_run TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.intel_runitem TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.intel_runitem TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.intel_savedmapping TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.intel_savedmapping TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.metrics_eventkey TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.metrics_eventkey TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.mfa_authenticator TO totalaudio_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.mfa_authenticator TO totalaudio_system;

GRANT SELECT,USAGE ON SEQUENCE totalaudio.mfa_authenticator_id_seq TO totalaudio_app;
GRANT SELECT,USAGE ON SEQUENCE totalaudio.mfa_authenticator_id_seq TO totalaudio_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.payments TO totalaudio_system;
GRANT SELECT ON TABLE totalaudio.payments TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.pitch_batch TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.pitch_batch TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.pitch_incoming TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.pitch_incoming TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.pitch_localmessage TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.pitch_localmessage TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.pitch_mailbox TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.pitch_mailbox TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.pitch_mailboxsecret TO totalaudio_system;
GRANT INSERT,DELETE,UPDATE ON TABLE totalaudio.pitch_mailboxsecret TO totalaudio_app;

GRANT SELECT(id) ON TABLE totalaudio.pitch_mailboxsecret TO totalaudio_app;

GRANT SELECT(updated_at) ON TABLE totalaudio.pitch_mailboxsecret TO totalaudio_app;

GRANT SELECT(mailbox_id) ON TABLE totalaudio.pitch_mailboxsecret TO totalaudio_app;

GRANT SELECT(workspace_id) ON TABLE totalaudio.pitch_mailboxsecret TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.pitch_pitch TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.pitch_pitch TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.pitch_recipient TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.pitch_recipient TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.pitch_send TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.pitch_send TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.pitch_senderidentity TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.pitch_senderidentity TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.pitch_template TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.pitch_template TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.pitch_unsubscribekey TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.pitch_unsubscribekey TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.pitch_voice TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.pitch_voice TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.procrastinate_events TO totalaudio_system;

GRANT SELECT,USAGE ON SEQUENCE totalaudio.procrastinate_events_id_seq TO totalaudio_system;

GRANT SELECT,USAGE ON SEQUENCE totalaudio.procrastinate_jobs_id_seq TO totalaudio_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.procrastinate_periodic_defers TO totalaudio_system;

GRANT SELECT,USAGE ON SEQUENCE totalaudio.procrastinate_periodic_defers_id_seq TO totalaudio_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.procrastinate_workers TO totalaudio_system;

GRANT SELECT,USAGE ON SEQUENCE totalaudio.procrastinate_workers_id_seq TO totalaudio_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.socialaccount_socialaccount TO totalaudio_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.socialaccount_socialaccount TO totalaudio_system;

GRANT SELECT,USAGE ON SEQUENCE totalaudio.socialaccount_socialaccount_id_seq TO totalaudio_app;
GRANT SELECT,USAGE ON SEQUENCE totalaudio.socialaccount_socialaccount_id_seq TO totalaudio_system;

GRANT SELECT ON TABLE totalaudio.socialaccount_socialapp TO totalaudio_app;
GRANT SELECT ON TABLE totalaudio.socialaccount_socialapp TO totalaudio_system;

GRANT SELECT,USAGE ON SEQUENCE totalaudio.socialaccount_socialapp_id_seq TO totalaudio_app;
GRANT SELECT,USAGE ON SEQUENCE totalaudio.socialaccount_socialapp_id_seq TO totalaudio_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.socialaccount_socialtoken TO totalaudio_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.socialaccount_socialtoken TO totalaudio_system;

GRANT SELECT,USAGE ON SEQUENCE totalaudio.socialaccount_socialtoken_id_seq TO totalaudio_app;
GRANT SELECT,USAGE ON SEQUENCE totalaudio.socialaccount_socialtoken_id_seq TO totalaudio_system;

GRANT SELECT ON TABLE totalaudio.tenancy_workspace TO totalaudio_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.tenancy_workspace TO totalaudio_system;

GRANT UPDATE(name) ON TABLE totalaudio.tenancy_workspace TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.tracker_brand TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.tracker_brand TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.tracker_campaignfile TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.tracker_campaignfile TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.tracker_feed TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.tracker_feed TO totalaudio_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.tracker_reportlink TO totalaudio_system;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.tracker_reportlink TO totalaudio_app;

GRANT SELECT ON TABLE totalaudio.usage_counters TO totalaudio_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.usage_counters TO totalaudio_system;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.web_cache TO totalaudio_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.web_cache TO totalaudio_system;

GRANT SELECT,INSERT ON TABLE totalaudio.web_democall TO totalaudio_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.web_democall TO totalaudio_system;

GRANT UPDATE(cancelled_at) ON TABLE totalaudio.web_democall TO totalaudio_app;

GRANT SELECT ON TABLE totalaudio.web_heartbeat TO totalaudio_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.web_heartbeat TO totalaudio_system;

GRANT SELECT,INSERT,DELETE ON TABLE totalaudio.web_letter TO totalaudio_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE totalaudio.web_letter TO totalaudio_system;


-- Events that come in with a public key. The web process holds the app role alone, so what decides is decided here:
-- which key is whose, whether it still holds, who may be named, and when it happened.

GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;

CREATE FUNCTION event_key_v1(sent_key text) RETURNS TABLE (workspace_id uuid, app_name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
    SELECT k.workspace_id, k.app_name FROM metrics_eventkey k WHERE k.key = sent_key AND k.revoked_at IS NULL
$$;
COMMENT ON FUNCTION event_key_v1 IS 'The workspace and app of a public key; no row when it is unknown or revoked.';

-- Senders are parallel arrays: a key, the person (a member of the key's workspace, or a visitor: a uuid of version 8), an
-- address, a browser. Events are parallel too; their properties stand one on a line, and an empty text is none.
-- Arrays, because of all that the app role may hand over they cost the least; JSON takes a fifth more time.
-- Without seqscan: a plan that was made while the tables were empty is kept, and would read all of them later.
CREATE FUNCTION store_events_v1(
    keys text[], people uuid[], addresses inet[], agents text[],
    ids uuid[], senders integer[], names text[], categories text[], sessions text[], properties text, durations integer[],
    statuses text[], errors text[], referrers text[]
) RETURNS integer[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp SET enable_seqscan = off AS $$
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
COMMENT ON FUNCTION store_events_v1 IS
    'Stores events of senders that hold a key, each id once in a workspace; returns the numbers of the senders that may not.';

REVOKE EXECUTE ON FUNCTION
    event_key_v1(text),
    store_events_v1(text[], uuid[], inet[], text[], uuid[], integer[], text[], text[], text[], text, integer[], text[], text[], text[])
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    event_key_v1(text),
    store_events_v1(text[], uuid[], inet[], text[], uuid[], integer[], text[], text[], text[], text, integer[], text[], text[], text[])
    TO totalaudio_app, totalaudio_system;
ALTER FUNCTION event_key_v1(text) OWNER TO totalaudio_system;
ALTER FUNCTION store_events_v1(text[], uuid[], inet[], text[], uuid[], integer[], text[], text[], text[], text, integer[], text[], text[], text[])
    OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;

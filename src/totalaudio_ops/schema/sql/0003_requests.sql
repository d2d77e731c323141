-- Requests by minute. Latency is a histogram over fixed bounds (requests/bounds.py), so that minutes and apps add up.
CREATE TABLE ops.request_minutes (
    app text NOT NULL,
    minute timestamptz NOT NULL,
    route_class text NOT NULL,
    total bigint NOT NULL,
    bad bigint NOT NULL,
    left_out bigint NOT NULL,
    histogram bigint[] NOT NULL,
    PRIMARY KEY (app, minute, route_class)
);
COMMENT ON TABLE ops.request_minutes IS 'How many requests each app answered in a minute, by class of route.';
COMMENT ON COLUMN ops.request_minutes.app IS 'The app, as in deployables: audio-intel, tracker, pitch-generator, worker.';
COMMENT ON COLUMN ops.request_minutes.minute IS 'The beginning of the minute in which the request ended.';
COMMENT ON COLUMN ops.request_minutes.route_class IS 'The class of route; probe for answers to probes.';
COMMENT ON COLUMN ops.request_minutes.total IS 'Requests that count: all but those left out.';
COMMENT ON COLUMN ops.request_minutes.bad IS 'Those of them that failed by our fault: answers from 500 on.';
COMMENT ON COLUMN ops.request_minutes.left_out IS 'Requests that count for nothing: the client was wrong (400 to 499).';
COMMENT ON COLUMN ops.request_minutes.histogram IS 'Those that count by duration: one place per bound, the last for all beyond.';

CREATE TABLE ops.request_hours (
    app text NOT NULL,
    hour timestamptz NOT NULL,
    route_class text NOT NULL,
    total bigint NOT NULL,
    bad bigint NOT NULL,
    left_out bigint NOT NULL,
    histogram bigint[] NOT NULL,
    PRIMARY KEY (app, hour, route_class)
);
COMMENT ON TABLE ops.request_hours IS 'The minutes of whole hours summed up, without declared maintenance.';
COMMENT ON COLUMN ops.request_hours.app IS 'The app.';
COMMENT ON COLUMN ops.request_hours.hour IS 'The beginning of the hour.';
COMMENT ON COLUMN ops.request_hours.route_class IS 'The class of route.';
COMMENT ON COLUMN ops.request_hours.total IS 'Requests that count.';
COMMENT ON COLUMN ops.request_hours.bad IS 'Those of them that failed by our fault.';
COMMENT ON COLUMN ops.request_hours.left_out IS 'Requests that count for nothing.';
COMMENT ON COLUMN ops.request_hours.histogram IS 'Those that count by duration.';

CREATE TABLE ops.maintenance (
    id uuid PRIMARY KEY,
    app text,
    starts_at timestamptz NOT NULL,
    ends_at timestamptz NOT NULL CHECK (ends_at > starts_at),
    reason text NOT NULL CHECK (btrim(reason) <> ''),
    declared_by text NOT NULL,
    declared_at timestamptz NOT NULL DEFAULT now(),
    cancelled_at timestamptz,
    changed_by text CHECK (btrim(changed_by) <> ''),
    -- One that began before it was announced would hide an outage.
    CHECK (starts_at >= declared_at),
    CHECK (ends_at <= starts_at + interval '24 hours')
);
COMMENT ON TABLE ops.maintenance IS 'Announced maintenance: its minutes are left out of every objective, and stay on record.';
COMMENT ON COLUMN ops.maintenance.app IS 'The app; null for all.';
COMMENT ON COLUMN ops.maintenance.starts_at IS 'When it begins; never before it was declared.';
COMMENT ON COLUMN ops.maintenance.ends_at IS 'When it ends.';
COMMENT ON COLUMN ops.maintenance.reason IS 'What is done, in words for customers.';
COMMENT ON COLUMN ops.maintenance.declared_by IS 'Who declared it: an address, or the command line.';
COMMENT ON COLUMN ops.maintenance.declared_at IS 'When it was declared.';
COMMENT ON COLUMN ops.maintenance.cancelled_at IS 'When it was called off; then it counts for nothing.';
COMMENT ON COLUMN ops.maintenance.changed_by IS 'Who called it off or ended it early.';

CALL ops.protect('ops.request_minutes', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT');
CALL ops.protect('ops.request_hours', 'SELECT, INSERT, UPDATE, DELETE', 'SELECT');
CALL ops.protect('ops.maintenance', 'SELECT, INSERT, UPDATE (ends_at, cancelled_at, changed_by)',
                 'SELECT, INSERT, UPDATE (ends_at, cancelled_at, changed_by)');

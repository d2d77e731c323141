-- Incidents and the record that they keep of themselves.
CREATE TABLE ops.incidents (
    id uuid PRIMARY KEY,
    ref text NOT NULL UNIQUE CHECK (ref ~ '^INC-\d{4}-\d{2}-\d{2}-\d{3,}$'),
    app text,
    level text NOT NULL CHECK (level IN ('P0', 'P1', 'P2', 'P3')),
    title text NOT NULL CHECK (btrim(title) <> ''),
    source text NOT NULL CHECK (source IN ('alert', 'backup', 'hand')),
    source_key text,
    status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'acknowledged', 'mitigated', 'resolved')),
    is_public boolean NOT NULL DEFAULT false,
    lead text NOT NULL DEFAULT '',
    started_at timestamptz NOT NULL,
    detected_at timestamptz NOT NULL,
    respond_by timestamptz NOT NULL,
    acknowledged_at timestamptz,
    mitigated_at timestamptz,
    resolved_at timestamptz,
    breached_at timestamptz
);
CREATE UNIQUE INDEX incidents_source ON ops.incidents (source_key) WHERE status <> 'resolved';
CREATE INDEX incidents_started ON ops.incidents (started_at);
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

CREATE TABLE ops.incident_entries (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    incident_id uuid NOT NULL REFERENCES ops.incidents (id),
    at timestamptz NOT NULL,
    written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    kind text NOT NULL,
    text text NOT NULL CHECK (text <> ''),
    actor text NOT NULL,
    is_public boolean NOT NULL DEFAULT false,
    source_key text,
    UNIQUE (incident_id, source_key)
);
CREATE INDEX incident_entries_at ON ops.incident_entries (incident_id, at);
COMMENT ON TABLE ops.incident_entries IS 'The timeline of an incident; append-only: nobody has the right to change or delete a row.';
COMMENT ON COLUMN ops.incident_entries.incident_id IS 'The incident.';
COMMENT ON COLUMN ops.incident_entries.at IS 'When it happened.';
COMMENT ON COLUMN ops.incident_entries.written_at IS 'When it was written down.';
COMMENT ON COLUMN ops.incident_entries.kind IS 'What kind of entry it is: opened, note, update, acknowledged, breach, flag, mode and so on.';
COMMENT ON COLUMN ops.incident_entries.text IS 'What happened, as it is shown.';
COMMENT ON COLUMN ops.incident_entries.actor IS 'Who or what wrote it.';
COMMENT ON COLUMN ops.incident_entries.is_public IS 'Whether the status page shows it, if the incident is public.';
COMMENT ON COLUMN ops.incident_entries.source_key IS 'Names the thing told, so that telling it twice writes it once.';

CREATE TABLE ops.post_mortems (
    incident_id uuid PRIMARY KEY REFERENCES ops.incidents (id),
    due_date date NOT NULL,
    summary text NOT NULL DEFAULT '',
    root_cause text NOT NULL DEFAULT '',
    impact text NOT NULL DEFAULT '',
    went_well text NOT NULL DEFAULT '',
    went_poorly text NOT NULL DEFAULT '',
    prevention text NOT NULL DEFAULT '',
    closed_at timestamptz,
    closed_by text
);
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

CREATE TABLE ops.post_mortem_actions (
    id uuid PRIMARY KEY,
    incident_id uuid NOT NULL REFERENCES ops.post_mortems (incident_id),
    text text NOT NULL CHECK (btrim(text) <> ''),
    owner text NOT NULL CHECK (btrim(owner) <> ''),
    due_date date NOT NULL,
    done_at timestamptz
);
COMMENT ON TABLE ops.post_mortem_actions IS 'What somebody will do about it, and by when.';
COMMENT ON COLUMN ops.post_mortem_actions.incident_id IS 'The incident.';
COMMENT ON COLUMN ops.post_mortem_actions.text IS 'What is to be done.';
COMMENT ON COLUMN ops.post_mortem_actions.owner IS 'Who does it.';
COMMENT ON COLUMN ops.post_mortem_actions.due_date IS 'By when.';
COMMENT ON COLUMN ops.post_mortem_actions.done_at IS 'When it was done.';

CREATE TABLE ops.notifications (
    id uuid PRIMARY KEY,
    incident_id uuid NOT NULL REFERENCES ops.incidents (id),
    channel text NOT NULL CHECK (channel IN ('mail', 'webhook')),
    recipient text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    first_at timestamptz NOT NULL,
    not_before timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    sent_at timestamptz,
    given_up_at timestamptz,
    problem text NOT NULL DEFAULT '',
    source_key text NOT NULL,
    UNIQUE (source_key, channel, recipient)
);
CREATE INDEX notifications_waiting ON ops.notifications (not_before) WHERE sent_at IS NULL AND given_up_at IS NULL;
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

CALL ops.protect('ops.incidents', 'SELECT, INSERT, UPDATE', 'SELECT, INSERT, UPDATE');
CALL ops.protect('ops.incident_entries', 'SELECT, INSERT', 'SELECT, INSERT');
CALL ops.protect('ops.post_mortems', 'SELECT, INSERT, UPDATE', 'SELECT, INSERT, UPDATE');
CALL ops.protect('ops.post_mortem_actions', 'SELECT, INSERT, UPDATE', 'SELECT, INSERT, UPDATE');
CALL ops.protect('ops.notifications', 'SELECT, INSERT, UPDATE', 'SELECT');

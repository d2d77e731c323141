-- What the budget decided: modes, alerts, and every answer of the gate.
CREATE TABLE ops.mode_changes (
    id uuid PRIMARY KEY,
    app text NOT NULL,
    at timestamptz NOT NULL,
    from_mode text NOT NULL CHECK (from_mode IN ('development', 'caution', 'freeze')),
    to_mode text NOT NULL CHECK (to_mode IN ('development', 'caution', 'freeze') AND to_mode <> from_mode),
    objective text NOT NULL,
    budget_left numeric NOT NULL,
    reason text NOT NULL
);
CREATE INDEX mode_changes_app ON ops.mode_changes (app, at);
COMMENT ON TABLE ops.mode_changes IS 'When an app went from one budget mode into another; append-only. The last one says the mode.';
COMMENT ON COLUMN ops.mode_changes.app IS 'The app.';
COMMENT ON COLUMN ops.mode_changes.at IS 'The moment that was judged.';
COMMENT ON COLUMN ops.mode_changes.from_mode IS 'The mode before; development before the first.';
COMMENT ON COLUMN ops.mode_changes.to_mode IS 'The mode from then on.';
COMMENT ON COLUMN ops.mode_changes.objective IS 'The worst objective, which decided.';
COMMENT ON COLUMN ops.mode_changes.budget_left IS 'The share of its budget that was left; below 0 when overspent.';
COMMENT ON COLUMN ops.mode_changes.reason IS 'Why, as one sentence.';

CREATE TABLE ops.alerts (
    id uuid PRIMARY KEY,
    app text NOT NULL,
    objective text NOT NULL,
    rule text NOT NULL,
    level text NOT NULL CHECK (level IN ('P0', 'P1', 'P2', 'P3')),
    started_at timestamptz NOT NULL,
    ended_at timestamptz CHECK (ended_at >= started_at),
    burn_long numeric NOT NULL,
    burn_short numeric NOT NULL,
    incident_id uuid
);
CREATE INDEX alerts_app ON ops.alerts (app, started_at);
CREATE UNIQUE INDEX alerts_open ON ops.alerts (app, objective, rule) WHERE ended_at IS NULL;
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

CREATE TABLE ops.gate_answers (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    app text NOT NULL,
    change text NOT NULL CHECK (change IN ('feature', 'fix', 'security')),
    mode text NOT NULL,
    is_let_through boolean NOT NULL,
    incident_ref text,
    override_reason text CHECK (btrim(override_reason) <> ''),
    asked_by text NOT NULL,
    said text NOT NULL
);
CREATE INDEX gate_answers_app ON ops.gate_answers (app, at);
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

CALL ops.protect('ops.mode_changes', 'SELECT, INSERT', 'SELECT');
CALL ops.protect('ops.alerts', 'SELECT, INSERT, UPDATE', 'SELECT');
CALL ops.protect('ops.gate_answers', 'SELECT, INSERT', 'SELECT');

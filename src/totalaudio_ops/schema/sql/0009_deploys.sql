-- Deploys. The journal in the deployer's own folder is the truth, so that a deploy goes on while the database is away;
-- these rows are its copy, for pages and incidents, caught up by the next command.
CREATE TABLE ops.deployments (
    id text PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('deploy', 'rollback', 'promote')),
    app text NOT NULL,
    environment text NOT NULL CHECK (environment IN ('production', 'preview')),
    target text NOT NULL,
    "commit" text NOT NULL CHECK ("commit" ~ '^[0-9a-f]{40}$'),
    version text NOT NULL,
    change text NOT NULL CHECK (change IN ('feature', 'fix', 'security')),
    asked_by text NOT NULL,
    incident_ref text,
    override_reason text,
    started_at timestamptz NOT NULL,
    finished_at timestamptz,
    outcome text CHECK (outcome IN ('kept', 'rolled back', 'refused', 'failed', 'abandoned')),
    said text NOT NULL DEFAULT ''
);
CREATE INDEX deployments_started ON ops.deployments (started_at);
CREATE INDEX deployments_app ON ops.deployments (app, environment, started_at);
COMMENT ON TABLE ops.deployments IS 'Every deploy and rollback that was asked for, and how it ended.';
COMMENT ON COLUMN ops.deployments.id IS 'The moment, the app and the environment, as the journal names it.';
COMMENT ON COLUMN ops.deployments.kind IS 'What was asked for.';
COMMENT ON COLUMN ops.deployments.app IS 'The deployable.';
COMMENT ON COLUMN ops.deployments.environment IS 'Where it was deployed to.';
COMMENT ON COLUMN ops.deployments.target IS 'What kind of place that is.';
COMMENT ON COLUMN ops.deployments."commit" IS 'The revision that was deployed.';
COMMENT ON COLUMN ops.deployments.version IS 'The version that it declares.';
COMMENT ON COLUMN ops.deployments.change IS 'What kind of change the gate was told.';
COMMENT ON COLUMN ops.deployments.asked_by IS 'Who asked for it.';
COMMENT ON COLUMN ops.deployments.incident_ref IS 'The incident that a fix named.';
COMMENT ON COLUMN ops.deployments.override_reason IS 'Why the gate was passed by.';
COMMENT ON COLUMN ops.deployments.started_at IS 'When it was asked for.';
COMMENT ON COLUMN ops.deployments.finished_at IS 'When it ended; null while it is under way or was interrupted.';
COMMENT ON COLUMN ops.deployments.outcome IS 'How it ended.';
COMMENT ON COLUMN ops.deployments.said IS 'How it ended, as one sentence.';

CREATE TABLE ops.deployment_steps (
    deployment_id text NOT NULL REFERENCES ops.deployments (id),
    number integer NOT NULL,
    at timestamptz NOT NULL,
    step text,
    done text NOT NULL,
    said text NOT NULL,
    PRIMARY KEY (deployment_id, number)
);
COMMENT ON TABLE ops.deployment_steps IS 'The journal of each deploy, line by line; append-only.';
COMMENT ON COLUMN ops.deployment_steps.deployment_id IS 'The deploy.';
COMMENT ON COLUMN ops.deployment_steps.number IS 'The place of the line in the journal.';
COMMENT ON COLUMN ops.deployment_steps.at IS 'When it was written.';
COMMENT ON COLUMN ops.deployment_steps.step IS 'The step; null for how the whole ended.';
COMMENT ON COLUMN ops.deployment_steps.done IS 'What is known of it.';
COMMENT ON COLUMN ops.deployment_steps.said IS 'One sentence, without secrets.';

CALL ops.protect('ops.deployments', 'SELECT, INSERT, UPDATE', 'SELECT');
CALL ops.protect('ops.deployment_steps', 'SELECT, INSERT', 'SELECT');

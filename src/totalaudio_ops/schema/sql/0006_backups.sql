-- Backups and restores. The archive is the truth; a row says what is known of it.
CREATE TABLE ops.backups (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    trigger text NOT NULL CHECK (trigger IN ('daily', 'hand', 'workflow')),
    started_at timestamptz NOT NULL,
    snapshot_at timestamptz,
    finished_at timestamptz,
    archive text,
    store text NOT NULL DEFAULT '',
    bytes bigint,
    sha256 text,
    digest text,
    is_encrypted boolean NOT NULL DEFAULT false,
    git_revision text NOT NULL DEFAULT '',
    server_version text NOT NULL DEFAULT '',
    table_count integer,
    row_count bigint,
    state text NOT NULL CHECK (state IN ('running', 'made', 'verified', 'failed', 'pruned')),
    problems text[] NOT NULL DEFAULT '{}',
    verified_at timestamptz,
    restore_seconds numeric,
    pruned_at timestamptz
);
CREATE INDEX backups_started ON ops.backups (started_at);
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

CREATE TABLE ops.restores (
    id uuid PRIMARY KEY,
    started_at timestamptz NOT NULL,
    finished_at timestamptz,
    archive text NOT NULL,
    what text NOT NULL,
    target text NOT NULL,
    asked_by text NOT NULL,
    is_ok boolean,
    problems text[] NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE ops.restores IS 'Every restore and drill, by whom and how it ended; append-only but for its end.';
COMMENT ON COLUMN ops.restores.started_at IS 'When it was begun.';
COMMENT ON COLUMN ops.restores.finished_at IS 'When it ended; null while it runs or when it was killed.';
COMMENT ON COLUMN ops.restores.archive IS 'The archive.';
COMMENT ON COLUMN ops.restores.what IS 'The whole, one table, or a drill.';
COMMENT ON COLUMN ops.restores.target IS 'Where to, without secrets.';
COMMENT ON COLUMN ops.restores.asked_by IS 'Who asked for it.';
COMMENT ON COLUMN ops.restores.is_ok IS 'Whether all of it came back; null while unknown.';
COMMENT ON COLUMN ops.restores.problems IS 'What was wrong, one sentence each.';

CALL ops.protect('ops.backups', 'SELECT, INSERT, UPDATE', 'SELECT');
CALL ops.protect('ops.restores', 'SELECT, INSERT, UPDATE', 'SELECT');

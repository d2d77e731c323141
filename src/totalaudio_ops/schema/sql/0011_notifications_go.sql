-- Who was told what is thrown away by age; what was not sent stays, whoever asks.
ALTER TABLE ops.notifications
    ADD COLUMN is_repeat boolean NOT NULL DEFAULT false,
    ADD COLUMN overtaken_at timestamptz;
COMMENT ON COLUMN ops.notifications.is_repeat IS 'The same was told a short while before: it waits, and what is newer takes its place.';
COMMENT ON COLUMN ops.notifications.overtaken_at IS 'When something newer took its place; then it is not sent.';

CREATE INDEX notifications_sent ON ops.notifications (sent_at) WHERE sent_at IS NOT NULL;
CREATE POLICY sent_ones_go ON ops.notifications AS RESTRICTIVE FOR DELETE TO totalaudio_system
    USING (sent_at IS NOT NULL);
GRANT DELETE ON ops.notifications TO totalaudio_system;

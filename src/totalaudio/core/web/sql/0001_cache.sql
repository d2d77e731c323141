-- Counters of rate limits, shared by every web process; losing them in a crash does no harm, so they are not logged.
CREATE UNLOGGED TABLE web_cache (
    cache_key text PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX web_cache_expires ON web_cache (expires);
COMMENT ON TABLE web_cache IS 'Short-lived counters of rate limits.';

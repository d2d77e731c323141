-- A key that has ended stays ended, and none is made that lasts longer than a year.
CREATE POLICY ended ON accounts_apikey AS RESTRICTIVE FOR UPDATE TO totalaudio_app
    USING (revoked_at IS NULL) WITH CHECK (true);
CREATE POLICY lasting ON accounts_apikey AS RESTRICTIVE FOR INSERT TO totalaudio_app
    WITH CHECK (expires_at < now() + interval '366 days');

COMMENT ON COLUMN payments.workspace_id IS
    'The workspace that paid; without a foreign key, because payments stay for the books when it is deleted.';

-- A customer that was deleted at Stripe can buy nothing any more.
GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;

CREATE FUNCTION replace_stripe_customer_v1(gone text, new_stripe_id text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
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
COMMENT ON FUNCTION replace_stripe_customer_v1 IS
    'Puts a new customer in the place of one that is gone at Stripe, for the current workspace, and returns the one that is kept.';

REVOKE EXECUTE ON FUNCTION replace_stripe_customer_v1(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION replace_stripe_customer_v1(text, text) TO totalaudio_app, totalaudio_system;
ALTER FUNCTION replace_stripe_customer_v1(text, text) OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;

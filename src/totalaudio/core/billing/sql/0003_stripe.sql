-- What Stripe says comes in here: stored once, and handed to the worker in the same transaction.
GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;

CREATE FUNCTION store_stripe_event_v1(
    new_id uuid, new_stripe_id text, new_kind text, new_payload jsonb, made_at timestamptz
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
BEGIN
    INSERT INTO billing_stripeevent (id, stripe_id, kind, payload, created_at, received_at)
        VALUES (new_id, new_stripe_id, new_kind, new_payload, made_at, now())
        ON CONFLICT (stripe_id) DO NOTHING;
    IF FOUND THEN
        PERFORM enqueue_task_v1('billing', 'billing.handle', jsonb_build_object('event_id', new_id), NULL);
    END IF;
    RETURN FOUND;
END $$;
COMMENT ON FUNCTION store_stripe_event_v1 IS
    'Stores an event of Stripe and hands it to the worker; false, and nothing done, when it was stored before.';

CREATE FUNCTION retry_stripe_event_v1(wanted uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
BEGIN
    IF NOT (is_operator_v1() OR is_system_v1()) THEN
        RAISE EXCEPTION 'only for operators' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM 1 FROM billing_stripeevent WHERE id = wanted AND handled_at IS NULL;
    IF FOUND THEN
        PERFORM enqueue_task_v1('billing', 'billing.handle', jsonb_build_object('event_id', wanted), NULL);
    END IF;
    RETURN FOUND;
END $$;
COMMENT ON FUNCTION retry_stripe_event_v1 IS
    'Hands an event to the worker again, for operators; false when it is handled already.';

-- A workspace is one customer, kept before anything is bought in its name.
CREATE FUNCTION keep_stripe_customer_v1(new_id uuid, new_stripe_id text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
DECLARE
    kept text;
BEGIN
    IF current_workspace_id_v1() IS NULL OR current_role_v1() NOT IN ('owner', 'admin') THEN
        RAISE EXCEPTION 'only owners and admins buy for a workspace' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO billing_customer (id, workspace_id, stripe_id, created_at)
        VALUES (new_id, current_workspace_id_v1(), new_stripe_id, now())
        ON CONFLICT (workspace_id) DO NOTHING;
    SELECT stripe_id INTO kept FROM billing_customer WHERE workspace_id = current_workspace_id_v1();
    RETURN kept;
END $$;
COMMENT ON FUNCTION keep_stripe_customer_v1 IS
    'Keeps the customer that the current workspace is at Stripe, and returns the one that is kept: the first.';

-- After a subscription has ended its workspace is read-only, until it buys again or its owner goes on without.
CREATE FUNCTION continue_on_free_v1() RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
DECLARE
    here uuid := current_workspace_id_v1();
BEGIN
    IF here IS NULL OR current_role_v1() <> 'owner' THEN
        RAISE EXCEPTION 'only an owner gives a plan up' USING ERRCODE = 'insufficient_privilege';
    END IF;
    PERFORM 1 FROM tenancy_workspace WHERE id = here AND plan IN ('pro', 'agency') FOR UPDATE;
    IF NOT FOUND OR EXISTS (
        SELECT 1 FROM billing_subscription
        WHERE workspace_id = here AND left_at IS NULL AND status NOT IN ('canceled', 'incomplete_expired')
    ) THEN
        RETURN false;
    END IF;
    UPDATE billing_subscription SET left_at = now() WHERE workspace_id = here AND left_at IS NULL;
    UPDATE tenancy_workspace SET plan = 'free' WHERE id = here;
    RETURN true;
END $$;
COMMENT ON FUNCTION continue_on_free_v1 IS
    'Puts the current workspace on Free after its subscriptions have ended; false when one still stands, or none was paid.';

REVOKE EXECUTE ON FUNCTION
    store_stripe_event_v1(uuid, text, text, jsonb, timestamptz), retry_stripe_event_v1(uuid),
    keep_stripe_customer_v1(uuid, text), continue_on_free_v1()
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    store_stripe_event_v1(uuid, text, text, jsonb, timestamptz), retry_stripe_event_v1(uuid),
    keep_stripe_customer_v1(uuid, text), continue_on_free_v1()
    TO totalaudio_app, totalaudio_system;
ALTER FUNCTION store_stripe_event_v1(uuid, text, text, jsonb, timestamptz) OWNER TO totalaudio_system;
ALTER FUNCTION retry_stripe_event_v1(uuid) OWNER TO totalaudio_system;
ALTER FUNCTION keep_stripe_customer_v1(uuid, text) OWNER TO totalaudio_system;
ALTER FUNCTION continue_on_free_v1() OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;

-- Operators watch over the money of the installation.
CREATE POLICY operators ON billing_subscription FOR SELECT TO totalaudio_app USING ((SELECT is_operator_v1()));
CREATE POLICY operators ON billing_stripeevent FOR SELECT TO totalaudio_app USING ((SELECT is_operator_v1()));
GRANT SELECT ON billing_stripeevent TO totalaudio_app;

CREATE INDEX billing_stripeevent_open ON billing_stripeevent (received_at) WHERE handled_at IS NULL;
CREATE INDEX billing_stripeevent_newest ON billing_stripeevent (received_at DESC);

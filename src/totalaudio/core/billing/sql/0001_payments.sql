-- Beside owners and admins of its workspace, a payment is seen by the person who made it and by operators.
CREATE POLICY own ON payments FOR SELECT TO totalaudio_app USING (user_id = (SELECT current_user_id_v1()));
CREATE POLICY operators ON payments FOR SELECT TO totalaudio_app USING ((SELECT is_operator_v1()));
COMMENT ON TABLE payments IS 'Payments, one row each, however many events of Stripe speak of them.';
COMMENT ON COLUMN payments.id IS 'Our id, a uuidv7.';
COMMENT ON COLUMN payments.workspace_id IS 'The workspace that paid.';
COMMENT ON COLUMN payments.user_id IS 'The person who bought.';
COMMENT ON COLUMN payments.stripe_payment_id IS 'The payment intent at Stripe; unique, so that a payment is recorded once.';
COMMENT ON COLUMN payments.stripe_subscription_id IS 'The subscription at Stripe that it pays for.';
COMMENT ON COLUMN payments.stripe_invoice_id IS 'The invoice at Stripe that it pays.';
COMMENT ON COLUMN payments.stripe_customer_id IS 'The customer at Stripe.';
COMMENT ON COLUMN payments.amount IS 'In minor units, as pence.';
COMMENT ON COLUMN payments.currency IS 'ISO 4217, in small letters as Stripe writes it.';
COMMENT ON COLUMN payments.status IS 'pending, succeeded, failed, refunded or cancelled.';
COMMENT ON COLUMN payments.payment_method IS 'The kind of payment method, as card.';
COMMENT ON COLUMN payments.plan_name IS 'The plan that was bought.';
COMMENT ON COLUMN payments.billing_period IS 'month or year.';
COMMENT ON COLUMN payments.metadata IS 'More about it: an object.';
COMMENT ON COLUMN payments.failure_reason IS 'Why it failed, in Stripe''s words.';
COMMENT ON COLUMN payments.failure_code IS 'Why it failed, as Stripe''s code.';
COMMENT ON COLUMN payments.refunded_at IS 'When it was last refunded.';
COMMENT ON COLUMN payments.refund_amount IS 'How much was refunded so far, in minor units.';
COMMENT ON COLUMN payments.refund_reason IS 'Why it was refunded.';
COMMENT ON COLUMN payments.disputed_at IS 'When the cardholder disputed it.';
COMMENT ON COLUMN payments.dispute_status IS 'How the dispute stands, in Stripe''s words.';
COMMENT ON COLUMN payments.created_at IS 'When it was made at Stripe.';
COMMENT ON COLUMN payments.updated_at IS 'When the row was last changed.';

-- What Stripe delivers is the system role's alone.
ALTER TABLE billing_stripeevent ENABLE ROW LEVEL SECURITY;
ALTER TABLE billing_stripeevent FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON billing_stripeevent TO totalaudio_system USING (true) WITH CHECK (true);
CREATE POLICY migrations ON billing_stripeevent TO totalaudio_owner USING (true) WITH CHECK (true);
CREATE POLICY app ON billing_stripeevent TO totalaudio_app USING (false) WITH CHECK (false);
GRANT SELECT, INSERT, UPDATE, DELETE ON billing_stripeevent TO totalaudio_system;

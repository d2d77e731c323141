-- A membership is made with its workspace or by an invitation, and its person never changes: only its role does.
REVOKE UPDATE ON accounts_member FROM totalaudio_app;
GRANT UPDATE (role) ON accounts_member TO totalaudio_app;

-- Owners: only an owner makes, changes or removes one, and a workspace that has members keeps one.
CREATE POLICY owners_update ON accounts_member AS RESTRICTIVE FOR UPDATE TO totalaudio_app
    USING (role <> 'owner' OR (SELECT current_role_v1()) = 'owner')
    WITH CHECK (role <> 'owner' OR (SELECT current_role_v1()) = 'owner');
CREATE POLICY owners_delete ON accounts_member AS RESTRICTIVE FOR DELETE TO totalaudio_app
    USING (role <> 'owner' OR (SELECT current_role_v1()) = 'owner');

GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;

-- Two owners who leave at the same moment each still see the other; the lock makes the second one wait and count again.
CREATE FUNCTION keep_an_owner_v1() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
BEGIN
    IF OLD.role <> 'owner' OR (TG_OP = 'UPDATE' AND NEW.role = 'owner') THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM tenancy_workspace WHERE id = OLD.workspace_id FOR UPDATE;
    IF FOUND AND NOT EXISTS (
        SELECT 1 FROM accounts_member WHERE workspace_id = OLD.workspace_id AND role = 'owner'
    ) THEN
        RAISE EXCEPTION 'workspace % would have no owner', OLD.workspace_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'accounts_member_keeps_owner',
                  HINT = 'Make somebody else an owner first; to delete the workspace, defer the constraint.';
    END IF;
    RETURN NULL;
END $$;
COMMENT ON FUNCTION keep_an_owner_v1 IS 'Refuses to take the last owner away from a workspace that stays.';

-- Deferrable, so that deleting a whole workspace can take its members first.
CREATE CONSTRAINT TRIGGER accounts_member_keeps_owner AFTER UPDATE OR DELETE ON accounts_member
    DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION keep_an_owner_v1();

-- Members may not delete memberships; this takes away one's own.
CREATE FUNCTION leave_workspace_v1() RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
BEGIN
    DELETE FROM accounts_member
        WHERE user_id = current_user_id_v1() AND workspace_id = current_workspace_id_v1();
    RETURN FOUND;
END $$;
COMMENT ON FUNCTION leave_workspace_v1 IS 'Ends the current user''s membership in the current workspace; false when there was none.';

REVOKE EXECUTE ON FUNCTION keep_an_owner_v1(), leave_workspace_v1() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION leave_workspace_v1() TO totalaudio_app, totalaudio_system;
ALTER FUNCTION keep_an_owner_v1() OWNER TO totalaudio_system;
ALTER FUNCTION leave_workspace_v1() OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;

-- Who may see and change people, workspaces and memberships.
-- Functions that must look past the policies belong to totalaudio_system, which has a policy of its own on every table.

GRANT CREATE ON SCHEMA totalaudio TO totalaudio_system;

-- Workspaces: their members see them; owners and admins rename them; they are made by create_workspace_v1 only.
ALTER TABLE tenancy_workspace ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenancy_workspace FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON tenancy_workspace TO totalaudio_system USING (true) WITH CHECK (true);
CREATE POLICY migrations ON tenancy_workspace TO totalaudio_owner USING (true) WITH CHECK (true);

CREATE FUNCTION workspaces_of_user_v1() RETURNS TABLE (id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = totalaudio, pg_temp
AS $$ SELECT workspace_id FROM accounts_member WHERE user_id = current_user_id_v1() $$;
COMMENT ON FUNCTION workspaces_of_user_v1 IS 'The workspaces that the current user is a member of.';

CREATE POLICY mine ON tenancy_workspace FOR SELECT TO totalaudio_app
    USING (id IN (SELECT w.id FROM workspaces_of_user_v1() w)
           OR (id = (SELECT current_workspace_id_v1()) AND (SELECT current_role_v1()) <> ''));
CREATE POLICY managed ON tenancy_workspace FOR UPDATE TO totalaudio_app
    USING (id = (SELECT current_workspace_id_v1()) AND (SELECT current_role_v1()) IN ('owner', 'admin'))
    WITH CHECK (id = (SELECT current_workspace_id_v1()) AND (SELECT current_role_v1()) IN ('owner', 'admin'));
GRANT SELECT, UPDATE (name) ON tenancy_workspace TO totalaudio_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON tenancy_workspace TO totalaudio_system;

-- Memberships: beside those of the current workspace, everybody sees their own.
CREATE POLICY mine ON accounts_member FOR SELECT TO totalaudio_app
    USING (user_id = (SELECT current_user_id_v1()));

-- People: oneself, the people of the current workspace, and everybody while signing in.
CREATE FUNCTION people_of_workspace_v1() RETURNS TABLE (id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = totalaudio, pg_temp
AS $$
    SELECT m.user_id FROM accounts_member m
    WHERE m.workspace_id = current_workspace_id_v1()
      AND EXISTS (SELECT 1 FROM accounts_member me
                  WHERE me.workspace_id = m.workspace_id AND me.user_id = current_user_id_v1()
                    AND me.role <> 'client')
$$;
COMMENT ON FUNCTION people_of_workspace_v1 IS 'The users of the current workspace, for its members except clients.';

ALTER TABLE accounts_user ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts_user FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON accounts_user TO totalaudio_system USING (true) WITH CHECK (true);
CREATE POLICY migrations ON accounts_user TO totalaudio_owner USING (true) WITH CHECK (true);
CREATE POLICY known ON accounts_user FOR SELECT TO totalaudio_app
    USING (id = (SELECT current_user_id_v1())
           OR (SELECT current_role_v1()) = 'signin'
           OR id IN (SELECT p.id FROM people_of_workspace_v1() p));
CREATE POLICY joining ON accounts_user FOR INSERT TO totalaudio_app
    WITH CHECK ((SELECT current_role_v1()) = 'signin');
CREATE POLICY self ON accounts_user FOR UPDATE TO totalaudio_app
    USING (id = (SELECT current_user_id_v1()) OR (SELECT current_role_v1()) = 'signin')
    WITH CHECK (id = (SELECT current_user_id_v1()) OR (SELECT current_role_v1()) = 'signin');
GRANT SELECT, INSERT, UPDATE ON accounts_user TO totalaudio_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON accounts_user TO totalaudio_system;

-- Operators: the app only learns whether the current user is one.
ALTER TABLE accounts_operator ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts_operator FORCE ROW LEVEL SECURITY;
CREATE POLICY system ON accounts_operator TO totalaudio_system USING (true) WITH CHECK (true);
CREATE POLICY migrations ON accounts_operator TO totalaudio_owner USING (true) WITH CHECK (true);
CREATE POLICY self ON accounts_operator FOR SELECT TO totalaudio_app
    USING (user_id = (SELECT current_user_id_v1()));
GRANT SELECT ON accounts_operator TO totalaudio_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON accounts_operator TO totalaudio_system;

-- Enter a workspace: the database itself finds the role, so that no caller can claim one.
CREATE FUNCTION enter_workspace_v1(entering_user uuid, preferred uuid) RETURNS TABLE (workspace_id uuid, role text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
DECLARE
    found accounts_member;
BEGIN
    SELECT m.* INTO found FROM accounts_member m WHERE m.user_id = entering_user
        ORDER BY m.workspace_id = preferred DESC NULLS LAST, m.joined_at, m.id LIMIT 1;
    PERFORM set_context_v1(entering_user, found.workspace_id, found.role);
    RETURN QUERY SELECT found.workspace_id, found.role::text WHERE found.id IS NOT NULL;
END $$;
COMMENT ON FUNCTION enter_workspace_v1 IS
    'Sets the context of a person in the workspace they prefer, else in their first, and returns it; no row when they have none.';

CREATE FUNCTION create_workspace_v1(new_id uuid, new_name text, new_plan text, member_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
BEGIN
    IF current_user_id_v1() IS NULL THEN
        RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF new_plan NOT IN ('free', 'self_hosted') THEN
        RAISE EXCEPTION 'a workspace starts on Free or Self-hosted' USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO tenancy_workspace (id, name, plan, created_at) VALUES (new_id, new_name, new_plan, now());
    INSERT INTO accounts_member (id, workspace_id, user_id, role, joined_at)
        VALUES (member_id, new_id, current_user_id_v1(), 'owner', now());
END $$;
COMMENT ON FUNCTION create_workspace_v1 IS 'Makes a workspace whose owner is the current user.';

-- An invited person is not yet a member and may not read the invitation: these two look for them.
CREATE FUNCTION invitation_by_key_v1(wanted_hash text)
RETURNS TABLE (workspace_name text, email text, role text, is_open boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
    SELECT w.name, i.email, i.role, i.accepted_at IS NULL AND i.expires_at > now()
    FROM accounts_invitation i JOIN tenancy_workspace w ON w.id = i.workspace_id
    WHERE i.key_hash = wanted_hash
$$;
COMMENT ON FUNCTION invitation_by_key_v1 IS 'What an invitation offers, to whoever holds its key.';

CREATE FUNCTION accept_invitation_v1(wanted_hash text, member_id uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = totalaudio, pg_temp AS $$
DECLARE
    invitation accounts_invitation;
BEGIN
    IF current_user_id_v1() IS NULL THEN
        RAISE EXCEPTION 'nobody is signed in' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT * INTO invitation FROM accounts_invitation
        WHERE key_hash = wanted_hash AND accepted_at IS NULL AND expires_at > now() FOR UPDATE;
    -- A link that was passed on does not open the door for somebody else.
    IF NOT FOUND OR NOT EXISTS (SELECT 1 FROM accounts_user u
            WHERE u.id = current_user_id_v1() AND lower(u.email) = lower(invitation.email)) THEN
        RETURN NULL;
    END IF;
    INSERT INTO accounts_member (id, workspace_id, user_id, role, joined_at)
        VALUES (member_id, invitation.workspace_id, current_user_id_v1(), invitation.role, now())
        ON CONFLICT (workspace_id, user_id) DO NOTHING;
    UPDATE accounts_invitation SET accepted_at = now() WHERE id = invitation.id;
    RETURN invitation.workspace_id;
END $$;
COMMENT ON FUNCTION accept_invitation_v1 IS 'Makes the current user a member by an open invitation; NULL when it is not open.';

REVOKE EXECUTE ON FUNCTION
    workspaces_of_user_v1(),
    people_of_workspace_v1(),
    enter_workspace_v1(uuid, uuid),
    create_workspace_v1(uuid, text, text, uuid),
    invitation_by_key_v1(text),
    accept_invitation_v1(text, uuid)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    workspaces_of_user_v1(),
    people_of_workspace_v1(),
    enter_workspace_v1(uuid, uuid),
    create_workspace_v1(uuid, text, text, uuid),
    invitation_by_key_v1(text),
    accept_invitation_v1(text, uuid)
    TO totalaudio_app, totalaudio_system;

ALTER FUNCTION workspaces_of_user_v1() OWNER TO totalaudio_system;
ALTER FUNCTION people_of_workspace_v1() OWNER TO totalaudio_system;
ALTER FUNCTION enter_workspace_v1(uuid, uuid) OWNER TO totalaudio_system;
ALTER FUNCTION create_workspace_v1(uuid, text, text, uuid) OWNER TO totalaudio_system;
ALTER FUNCTION invitation_by_key_v1(text) OWNER TO totalaudio_system;
ALTER FUNCTION accept_invitation_v1(text, uuid) OWNER TO totalaudio_system;
REVOKE CREATE ON SCHEMA totalaudio FROM totalaudio_system;

SELECT g.rolname::text, m.rolname::text, a.admin_option,
    coalesce((to_jsonb(a) ->> 'inherit_option')::boolean, m.rolinherit), coalesce((to_jsonb(a) ->> 'set_option')::boolean, true)
FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member JOIN pg_roles g ON g.oid = a.roleid
WHERE m.rolname = ANY (%(roles)s) AND g.rolname = ANY (%(roles)s) ORDER BY 1, 2

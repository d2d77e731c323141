SELECT 'role ' || quote_ident(r.rolname), concat_ws(', ',
    CASE WHEN r.rolsuper THEN 'superuser' END, CASE WHEN r.rolinherit THEN 'inherits' ELSE 'inherits nothing' END,
    CASE WHEN r.rolcreaterole THEN 'creates roles' END, CASE WHEN r.rolcreatedb THEN 'creates databases' END,
    CASE WHEN r.rolcanlogin THEN 'signs in' END, CASE WHEN r.rolreplication THEN 'replicates' END,
    CASE WHEN r.rolbypassrls THEN 'passes by row security' END,
    CASE WHEN r.rolconnlimit >= 0 THEN 'connections ' || r.rolconnlimit END, 'until ' || r.rolvaliduntil)
FROM pg_roles r WHERE r.rolname = ANY (%(roles)s)
UNION ALL
SELECT 'membership of ' || quote_ident(m.rolname) || ' in ' || quote_ident(g.rolname), concat_ws(', ',
    CASE WHEN a.admin_option THEN 'with admin option' END,
    -- Before PostgreSQL 16 the member's own attribute decides.
    CASE WHEN coalesce((to_jsonb(a) ->> 'inherit_option')::boolean, m.rolinherit) THEN 'inherits' ELSE 'inherits nothing' END,
    CASE WHEN NOT coalesce((to_jsonb(a) ->> 'set_option')::boolean, true) THEN 'may not become it' END)
FROM pg_auth_members a JOIN pg_roles m ON m.oid = a.member JOIN pg_roles g ON g.oid = a.roleid
WHERE m.rolname = ANY (%(roles)s) AND g.rolname = ANY (%(roles)s)
UNION ALL
SELECT 'setting ' || split_part(s.line, '=', 1) || ' of ' || coalesce(quote_ident(r.rolname), 'everybody')
        || CASE WHEN d.setdatabase = 0 THEN '' ELSE ' in this database' END,
    substr(s.line, strpos(s.line, '=') + 1)
FROM pg_db_role_setting d LEFT JOIN pg_roles r ON r.oid = d.setrole CROSS JOIN unnest(d.setconfig) AS s (line)
WHERE (d.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database()) OR d.setdatabase = 0)
    AND (r.rolname = ANY (%(roles)s) OR (d.setrole = 0 AND d.setdatabase <> 0))

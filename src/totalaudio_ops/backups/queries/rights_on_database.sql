SELECT CASE WHEN g.grantee = 0 THEN NULL ELSE pg_get_userbyid(g.grantee)::text END, g.privilege_type, g.is_grantable
FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) g
WHERE d.datname = current_database() AND g.grantee <> d.datdba
    AND (g.grantee = 0 OR pg_get_userbyid(g.grantee) = ANY (%(roles)s)) ORDER BY 1 NULLS FIRST, 2

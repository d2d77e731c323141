SELECT r.rolname::text, d.setdatabase <> 0, split_part(s.line, '=', 1), substr(s.line, strpos(s.line, '=') + 1)
FROM pg_db_role_setting d LEFT JOIN pg_roles r ON r.oid = d.setrole CROSS JOIN unnest(d.setconfig) AS s (line)
WHERE (d.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database()) OR d.setdatabase = 0)
    AND (r.rolname = ANY (%(roles)s) OR (d.setrole = 0 AND d.setdatabase <> 0)) ORDER BY 1, 3

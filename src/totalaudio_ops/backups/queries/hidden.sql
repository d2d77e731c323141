-- Row security applies to this role, and no policy lets it see all rows or one takes some away again.
WITH mine AS (
    SELECT p.polrelid, p.polpermissive, pg_get_expr(p.polqual, p.polrelid) = 'true' AS is_all
    FROM pg_policy p WHERE p.polcmd IN ('*', 'r')
        AND EXISTS (SELECT FROM unnest(p.polroles) r WHERE r = 0 OR pg_has_role(r, 'USAGE'))
)
SELECT c.relnamespace::regnamespace::text || '.' || quote_ident(c.relname) FROM pg_class c
WHERE c.relnamespace = ANY (%(schemas)s) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND row_security_active(c.oid)
    AND (NOT EXISTS (SELECT FROM mine m WHERE m.polrelid = c.oid AND m.polpermissive AND m.is_all)
        OR EXISTS (SELECT FROM mine m WHERE m.polrelid = c.oid AND NOT m.polpermissive AND m.is_all IS NOT TRUE))
ORDER BY 1

SELECT 'schema ' || quote_ident(n.nspname), 'exists'
FROM pg_namespace n WHERE n.oid = ANY (%(schemas)s)
UNION ALL
SELECT 'owner of schema ' || quote_ident(n.nspname), pg_get_userbyid(n.nspowner)
FROM pg_namespace n WHERE n.oid = ANY (%(schemas)s)

SELECT nspname::text, pg_get_userbyid(nspowner)::text FROM pg_namespace WHERE oid = ANY (%(schemas)s) ORDER BY 1

SELECT c.oid::regclass::text FROM pg_class c
WHERE c.relnamespace = ANY (%(schemas)s) AND c.relkind = 'm' AND c.relispopulated ORDER BY c.oid

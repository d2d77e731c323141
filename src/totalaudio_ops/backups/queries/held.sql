SELECT n.nspname::text, count(c.oid) FROM pg_namespace n LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p')
WHERE n.nspname = ANY (%s) GROUP BY 1 ORDER BY 1

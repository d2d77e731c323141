SELECT c.relnamespace::regnamespace::text || '.' || quote_ident(c.relname) FROM pg_class c
WHERE c.relnamespace = ANY (%(schemas)s) AND c.relkind IN ('r', 'p', 'S', 'm')
    AND NOT (has_schema_privilege(c.relnamespace, 'USAGE') AND CASE c.relkind WHEN 'S'
        THEN has_sequence_privilege(c.oid, 'SELECT') ELSE has_table_privilege(c.oid, 'SELECT') END)
ORDER BY 1

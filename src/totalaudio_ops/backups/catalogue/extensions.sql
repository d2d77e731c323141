SELECT 'extension ' || quote_ident(e.extname), 'in schema ' || n.nspname
FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
WHERE e.extname = ANY (%(extensions)s)
UNION ALL
SELECT 'publication ' || quote_ident(p.pubname), concat_ws('; ',
    CASE WHEN p.puballtables THEN 'all tables' END,
    CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
    CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END,
    (SELECT string_agg(t.schemaname || '.' || t.tablename, ', ' ORDER BY t.schemaname, t.tablename)
        FROM pg_publication_tables t WHERE t.pubname = p.pubname), 'of ' || pg_get_userbyid(p.pubowner))
FROM pg_publication p
WHERE pg_get_userbyid(p.pubowner) = ANY (%(roles)s)
    OR EXISTS (SELECT FROM pg_publication_rel r JOIN pg_class c ON c.oid = r.prrelid
        WHERE r.prpubid = p.oid AND c.relnamespace = ANY (%(schemas)s))

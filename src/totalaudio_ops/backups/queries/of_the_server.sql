SELECT oid::text FROM pg_publication p WHERE NOT (pg_get_userbyid(p.pubowner) = ANY (%(roles)s)
    OR EXISTS (SELECT FROM pg_publication_rel r JOIN pg_class c ON c.oid = r.prrelid
        WHERE r.prpubid = p.oid AND c.relnamespace = ANY (%(schemas)s)))
UNION ALL
SELECT e.oid::text FROM pg_event_trigger e JOIN pg_proc p ON p.oid = e.evtfoid
WHERE p.pronamespace <> ALL (%(schemas)s)

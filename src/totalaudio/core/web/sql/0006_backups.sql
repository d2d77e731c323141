-- A backup is made by the system role: it reads every table and sequence that there is, and those that come.
-- Where row security is on, its policy decides, as before; a backup refuses a table without one.
GRANT SELECT ON ALL TABLES IN SCHEMA totalaudio, ops TO totalaudio_system;
GRANT SELECT ON ALL SEQUENCES IN SCHEMA totalaudio, ops TO totalaudio_system;
ALTER DEFAULT PRIVILEGES FOR ROLE totalaudio_owner GRANT SELECT ON TABLES TO totalaudio_system;
ALTER DEFAULT PRIVILEGES FOR ROLE totalaudio_owner GRANT SELECT ON SEQUENCES TO totalaudio_system;

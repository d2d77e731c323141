-- Lays events and counters over several servers with Citus (13 for PostgreSQL 15, 14 for 16 to 18), when one server is too
-- small. Everything else stays on the coordinator, which is the only server that the platform connects to.
-- By hand, once, as an administrator of the coordinator, after the migrations and while nothing runs:
--     psql "$ADMINISTRATOR_URL" -v ON_ERROR_STOP=1 -f db/citus.sql
--
-- No test runs this file: Citus is not among the extensions that the platform brings along. The suite checks the rules
-- that it relies on (core/metrics/tests/test_distributable.py): no foreign key, no trigger, user_id in every unique index.

CREATE EXTENSION IF NOT EXISTS citus;

-- The context of a transaction (set_context_v1) reaches the other servers; rows of mixed people go one server at a time.
ALTER ROLE totalaudio_app SET citus.propagate_set_commands = 'local';
ALTER ROLE totalaudio_system SET citus.propagate_set_commands = 'local';
ALTER ROLE totalaudio_system SET citus.multi_shard_modify_mode = 'sequential';

SET search_path = totalaudio;

-- The policies of the distributed tables ask these on every server, so what they read must be on every server.
SELECT create_reference_table('accounts_operator');
SELECT create_distributed_function('current_user_id_v1()');
SELECT create_distributed_function('is_operator_v1()');

-- Summing asks these where the rows lie.
SELECT create_distributed_function('uuid_time_v1(uuid)');
SELECT create_distributed_function('event_bucket_v1(integer)');

SELECT create_distributed_table('events', 'user_id', shard_count => 32);
SELECT create_distributed_table('usage_counters', 'user_id', colocate_with => 'events');
SELECT create_distributed_table('event_weeks', 'user_id', colocate_with => 'events');
SELECT create_distributed_table('event_firsts', 'user_id', colocate_with => 'events');

"""Every table, every verb, every role: the database answers what tables.toml declares, and nothing else."""

import pytest
from psycopg import sql

from tests.isolation.declared import CONDITIONS, TABLES, VERBS, answers
from tests.isolation.people import ACTORS, ALICES, CHARLIES, acting
from tests.isolation.trying import REFUSED, try_verb
from tests.isolation.world import Key, World
from tests.support.database import Urls


def test_every_table_has_a_declared_answer_and_every_answer_its_table(world: World) -> None:
    assert set(world.catalogue.tables) - set(TABLES) == set(), "add a line to tables.toml"
    assert set(TABLES) - set(world.catalogue.tables) == set(), "take the line out of tables.toml"


def test_every_shape_answers_for_every_verb_and_everybody() -> None:
    for table in TABLES:
        declared = answers(table)
        assert tuple(declared) == VERBS
        assert {tuple(words) for words in declared.values()} == {tuple(ACTORS)}, table


def test_every_table_has_rows_that_could_leak(world: World) -> None:
    assert {table for table, rows in world.rows.items() if not rows} == set()
    for table in world.catalogue.tenant_tables:
        assert {row.workspace for row in world.rows[table]} == {ALICES, CHARLIES}, table


@pytest.mark.parametrize("table", TABLES)
def test_the_table_answers_everybody_as_declared(table: str, world: World, walled: Urls) -> None:
    declared = answers(table)
    for actor in ACTORS:
        with acting(walled, actor) as connection:
            for verb in VERBS:
                reached = try_verb(connection, world, table, verb)
                expected = _expected(world, table, actor, declared[verb][actor])
                assert reached == expected, f"{actor} {verb}s {table}: {declared[verb][actor]}"


def _expected(world: World, table: str, actor: str, answer: str) -> set[Key] | str:
    if answer == REFUSED:
        return REFUSED
    return _keys(world, table, actor, answer)


def _keys(world: World, table: str, actor: str, answer: str) -> set[Key]:
    insider = ACTORS[actor]
    rows = world.rows[table]
    match answer:
        case "none":
            return set()
        case "all":
            return _all(world, table, "true")
        case "workspace":
            assert insider is not None
            return {
                row.key
                for row in rows
                if (row.workspace or row.whose.workspace) == insider.workspace
            }
        case "self":
            assert insider is not None
            return {row.key for row in rows if row.person == insider.id}
        case _:
            return _all(world, table, CONDITIONS[answer]) & _keys(
                world,
                table,
                actor,
                "workspace" if table in world.catalogue.tenant_tables else "all",
            )


def _all(world: World, table: str, condition: str) -> set[Key]:
    names = sql.SQL(", ").join(map(sql.Identifier, world.catalogue.key(table)))
    query = sql.SQL("SELECT {} FROM {} WHERE ").format(names, sql.Identifier(table))
    return set(world.admin.execute(query + sql.SQL(condition)).fetchall())

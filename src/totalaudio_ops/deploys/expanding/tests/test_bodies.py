"""What stands in the body of a function or a DO block is read like what stands outside of one."""

import pytest

from totalaudio_ops.deploys.expanding import Script, lint

STOOD = Script("0001.sql", "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a'")


def found(text: str, *, fixed_line: bool = False) -> list[tuple[int, str]]:
    report = lint([Script("0002.sql", text, fixed_line=fixed_line)], [STOOD])
    return [(one.line, one.rule) for one in report.findings]


def replaced(body: str, language: str = "plpgsql") -> str:
    return f"CREATE OR REPLACE FUNCTION f(a int)\nRETURNS int LANGUAGE {language} AS $$\n{body}\n$$"


def test_a_finding_stands_at_the_line_of_its_statement() -> None:
    block = "SELECT 1;\nDO $$\nBEGIN\n    NULL;\n    DROP TABLE kind;\nEND $$;"
    assert found(block) == [(5, "drop")]
    assert found(replaced("SELECT 1;\nDROP TABLE kind", "sql")) == [(4, "drop")]
    assert found(replaced("BEGIN\nDROP TABLE kind; RETURN 1;\nEND")) == [(4, "drop")]


def test_sql_that_was_written_out_stands_at_the_line_of_its_step() -> None:
    assert found(replaced("BEGIN\nDROP TABLE kind;\nEND"), fixed_line=True) == [(1, "drop")]


def test_what_is_declared_above_the_whole_holds_inside() -> None:
    block = "DO $$ BEGIN EXECUTE 'DROP TABLE ' || 'kind'; END $$"
    assert found(block) == [(1, "built")]
    assert found(f"-- expands: it was made a moment ago\n{block}") == []
    plain = "-- expands: it says so\nDO $$ BEGIN DROP TABLE kind; END $$"
    assert found(plain) == [(2, "drop")]


@pytest.mark.parametrize(
    "statement",
    [
        "EXECUTE format('DROP TABLE %I', 'kind')",
        "RETURN QUERY EXECUTE 'SELECT 1' || a",
        "FOR r IN EXECUTE 'SELECT ' || a LOOP NULL; END LOOP",
        "OPEN c FOR EXECUTE 'SELECT ' || a",
    ],
)
def test_what_is_put_together_when_it_runs_is_said_to_be_so(statement: str) -> None:
    body = f"DECLARE r record; c refcursor; BEGIN {statement}; END"
    text = replaced(body).replace("RETURNS int", "RETURNS SETOF int")
    assert found(text) == [(3, "built")]


def test_a_loop_over_statements_that_are_written_out_is_read() -> None:
    body = "BEGIN FOR a IN SELECT 1 LOOP EXECUTE 'ALTER TABLE kind RENAME TO kinds'; END LOOP; END"
    assert found(replaced(body)) == [(3, "rename")]


def test_a_block_in_a_block_is_opened_too() -> None:
    assert found("DO $$ BEGIN DO $b$ BEGIN DROP TABLE kind; END $b$; END $$") == [(1, "drop")]


def test_what_a_block_makes_may_not_have_been_made() -> None:
    block = "DO $$ BEGIN IF false THEN CREATE TABLE kind (id int); END IF; END $$"
    assert found(f"{block};\nDROP TABLE kind") == [(2, "drop")]


@pytest.mark.parametrize("text", [replaced("anything", "c"), replaced("BEGIN BEGIN")])
def test_a_body_that_nobody_can_read_needs_a_word(text: str) -> None:
    assert [rule for _, rule in found(text)] == ["unread"]
    assert found(f"-- expands: it answers the same\n{text}") == []


def test_how_a_function_reads_and_locks_rows_is_its_own_affair() -> None:
    body = "BEGIN LOCK TABLE kind; UPDATE kind SET label = ''; SET LOCAL lock_timeout = '1s'; END"
    assert found(replaced(body)) == []

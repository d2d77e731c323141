"""Findings name the file and the line, marks are believed as far as they may be, and nothing hides a statement."""

import pytest

from totalaudio_ops.deploys.expanding import Finding, Report, Script, lint
from totalaudio_ops.deploys.expanding.rules import RULES
from totalaudio_ops.deploys.expanding.scripts import Declared, Mark

DROP = "DROP TABLE thing"


def rules(text: str, *, is_atomic: bool = True) -> list[tuple[int, str]]:
    return [
        (one.line, one.rule) for one in lint([Script("a.sql", text, is_atomic=is_atomic)]).findings
    ]


def test_a_finding_says_where_what_it_would_do_and_how_to_write_it() -> None:
    text = "-- Ümlaute\nCREATE TABLE a (id int);\n\n/* of\n the past */ DROP TABLE thing;\n"
    assert lint([Script("db/0002.sql", text)]) == Report(
        findings=(
            Finding(
                "db/0002.sql",
                5,
                "drop",
                "This takes away what the release before uses.",
                RULES["drop"].instead,
            ),
        )
    )


def test_sql_that_was_written_out_stands_at_the_line_of_its_step() -> None:
    script = Script("m.py", f"SELECT 1;\n{DROP};\n", line=17, fixed_line=True)
    assert [(one.file, one.line) for one in lint([script]).findings] == [("m.py", 17)]


@pytest.mark.parametrize(
    "text",
    [
        f"-- contract: nobody reads it since 2.3.0\n{DROP};",
        f"SELECT 1;\n/* contract: nobody reads it since 2.3.0 */ {DROP};",
        f"-- What it was.\n--contract:  nobody reads it since 2.3.0\n-- It had rows.\n{DROP};",
    ],
)
def test_what_declares_that_it_contracts_is_told_apart_with_its_reason(text: str) -> None:
    report = lint([Script("a.sql", text)])
    assert report.findings == ()
    assert [(one.rule, one.reason) for one in report.contracts] == [
        ("drop", "nobody reads it since 2.3.0")
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"-- contract:\n{DROP};",
        f"-- contract: of the one before\nSELECT 1; {DROP};",
        f"{DROP}; -- contract: behind it",
        f"SELECT '-- contract: in a string'; {DROP};",
        f"-- expands: it does not\n{DROP};",
        f"-- squawk-ignore ban-drop-table\n{DROP};",
        f"-- squawk-ignore-file\n{DROP};",
    ],
)
def test_what_declares_nothing_of_the_statement_changes_nothing(text: str) -> None:
    assert [rule for _, rule in rules(text)] == ["drop"]


@pytest.mark.parametrize(
    "comment",
    ["-- squawk-ignore ban-drop-column", "-- squawk-ignore-file", "/* squawk-ignore-file */"],
)
def test_no_comment_tells_the_other_linter_to_look_away(comment: str) -> None:
    assert rules(f"ALTER TABLE thing {comment}\n DROP COLUMN name;") == [(1, "drop-column")]


@pytest.mark.parametrize(
    "statement",
    [
        "DO $$ BEGIN PERFORM anything(1); END $$",
        "DO LANGUAGE plperl $$ anything $$",
        "CALL anything(1)",
        "SELECT anything(1)",
        "ALTER TABLE thing ALTER COLUMN name TYPE varchar(200)",
        "ALTER TABLE thing DROP CONSTRAINT few",
        "SET search_path = other",
        "SET ROLE totalaudio_app",
        "ALTER EXTENSION pg_trgm UPDATE",
        "CREATE CAST (text AS integer) WITH INOUT AS IMPLICIT",
        "INSERT INTO thing SELECT set_config('lock_timeout', '0', false)",
        "CREATE TABLE fresh AS SELECT set_config('lock_timeout', '0', false)",
        "CREATE OR REPLACE TRIGGER shouts BEFORE INSERT ON said FOR EACH ROW EXECUTE FUNCTION shout()",
        "UPDATE thing SET amount = 2 WHERE id IN (SELECT id FROM thing)",
        "UPDATE thing SET amount = 2 FROM kind WHERE thing.kind_id = kind.id",
    ],
)
def test_what_cannot_be_read_needs_a_word_that_it_expands(statement: str) -> None:
    assert len(rules(statement)) == 1
    assert rules(f"-- expands: it only adds rows\n{statement}") == []


def test_code_needs_a_reason_too() -> None:
    code = Script("m.py", "", line=9, unread="The code of fill")
    finding = lint([code]).findings[0]
    assert (finding.line, finding.rule) == (9, "unread")
    assert finding.harm == "The code of fill does what cannot be read from it."
    declared = Declared(Mark.EXPANDS, "fills the new column in batches")
    assert lint([Script("m.py", "", declared=declared, unread="The code of fill")]) == Report()


def test_what_postgresql_would_not_read_is_not_let_through() -> None:
    assert rules("CREATE TABEL a (id int)") == [(1, "unread")]


@pytest.mark.parametrize(
    "statement",
    [
        "SET lock_timeout = 0",
        'SET "Lock_Timeout" = 0',
        "SET LOCAL lock_timeout = '1h'",
        "RESET ALL",
        "RESET lock_timeout",
    ],
)
def test_the_migrators_time_for_locks_stays(statement: str) -> None:
    assert rules(statement) == [(1, "lock-timeout")]


def test_the_migrators_transaction_stays() -> None:
    assert rules("COMMIT; BEGIN") == [(1, "transaction"), (1, "transaction")]


def test_an_index_is_built_beside_the_work_outside_of_a_transaction() -> None:
    text = "CREATE INDEX CONCURRENTLY i ON thing (name)"
    assert rules(text) == [(1, "concurrently")]
    assert rules(text, is_atomic=False) == []


def test_a_migration_that_is_not_atomic_has_one_step() -> None:
    one = "CREATE INDEX CONCURRENTLY i ON thing (name)"
    other = "ALTER TABLE thing ADD COLUMN extra text"
    assert rules(f"{one};\n{other}", is_atomic=False) == [(2, "half")]
    apart = [Script("1.py", one, is_atomic=False), Script("1.py", other, line=9, is_atomic=False)]
    assert [(found.line, found.rule) for found in lint(apart).findings] == [(9, "half")]
    code = Script("1.py", "", line=9, is_atomic=False, unread="The code of fill")
    assert [found.rule for found in lint([apart[0], code]).findings] == ["unread", "half"]
    alone = [Script("1.py", one, is_atomic=False), Script("2.py", other, is_atomic=False)]
    assert lint(alone) == Report()
    assert rules(f"{one};\n-- expands: it may be run again\nSELECT 1", is_atomic=False) == []


def test_what_an_earlier_migration_of_the_release_makes_a_later_one_may_change() -> None:
    first = Script("1.sql", "CREATE TABLE totalaudio.fresh (id int, name text)")
    second = Script("2.sql", 'ALTER TABLE "fresh" DROP COLUMN name; DROP TABLE fresh')
    assert lint([first, second]) == Report()
    assert len(lint([second, first]).findings) == 2


@pytest.mark.parametrize(
    "text",
    [
        "CREATE TABLE IF NOT EXISTS thing (id int); DROP TABLE thing",
        "CREATE OR REPLACE VIEW thing AS SELECT 1; DROP VIEW thing",
        "CREATE TABLE other.thing (id int); DROP TABLE thing",
        "CREATE TABLE fresh (id int); DROP TABLE fresh, thing",
        "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; DROP FUNCTION f()",
    ],
)
def test_what_may_have_stood_before_is_not_taken_for_new(text: str) -> None:
    assert [rule for _, rule in rules(text)] == ["drop"]


def test_a_right_that_is_lent_for_a_migration_may_be_taken_back_and_no_other() -> None:
    lent = "GRANT CREATE ON SCHEMA ops TO totalaudio_system;"
    assert rules(f"{lent} REVOKE CREATE ON SCHEMA ops FROM totalaudio_system") == []
    assert rules("REVOKE CREATE ON SCHEMA ops FROM totalaudio_system") == [(1, "rights")]
    assert rules(f"{lent} REVOKE USAGE ON SCHEMA ops FROM totalaudio_system") == [(1, "rights")]
    assert rules("REVOKE totalaudio_system FROM totalaudio_owner") == [(1, "rights")]
    by_default = "ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM totalaudio_app"
    assert rules(by_default) == [(1, "rights")]


def test_a_key_over_a_column_that_stays_empty_in_the_release_before_refuses_nothing() -> None:
    first = (
        "ALTER TABLE thing ADD COLUMN code text; ALTER TABLE thing ADD COLUMN tag text DEFAULT 'a'"
    )
    build = "CREATE UNIQUE INDEX CONCURRENTLY codes ON thing ({})"

    def found(index: str) -> list[str]:
        later = Script("2.sql", index, is_atomic=False)
        return [one.rule for one in lint([Script("1.sql", first), later]).findings]

    assert found(build.format("code")) == found(build.format("name, code")) == []
    assert found(build.format("tag")) == found(build.format("name")) == ["narrows"]
    assert found(f"{build.format('code')} NULLS NOT DISTINCT") == ["narrows"]


def test_a_function_of_ours_is_not_called_on_the_way_without_a_word() -> None:
    ours = Script("house.sql", "CREATE FUNCTION wipe() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    hidden = Script("1.sql", "INSERT INTO thing SELECT totalaudio.wipe(), lower('A')")
    assert [one.rule for one in lint([hidden], [ours]).findings] == ["unread"]
    assert lint([hidden]).findings == ()


def test_a_new_table_of_operations_gets_its_rights() -> None:
    call = "CALL ops.protect('ops.fresh', 'SELECT', 'SELECT')"
    assert rules(f"CREATE TABLE ops.fresh (id int); {call}") == []
    assert rules(call) == [(1, "unread")]

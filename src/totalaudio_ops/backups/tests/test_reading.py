"""A dump that would lack rows is refused; it is never written with fewer."""

from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.support.database import Urls

from totalaudio_ops.backups import dumping
from totalaudio_ops.backups.dumping import dump
from totalaudio_ops.backups.reading import hindrances
from totalaudio_ops.backups.scope import read_scope
from totalaudio_ops.backups.tables import Table, tables
from totalaudio_ops.problems import Problem

TABLE = "CREATE TABLE totalaudio.note (n int); INSERT INTO totalaudio.note VALUES (1), (2); "
WALLED = f"{TABLE} ALTER TABLE totalaudio.note ENABLE ROW LEVEL SECURITY; "
OPEN = f"{WALLED} CREATE POLICY p ON totalaudio.note FOR SELECT TO PUBLIC USING (true)"
TAKEN = f"{TABLE} REVOKE SELECT ON totalaudio.note FROM totalaudio_system"
HIDDEN = "row security hides rows of totalaudio.note from totalaudio_system"


def told(urls: Urls, statements: str) -> str:
    """What the system role is told after these statements of the owner, which are taken back."""
    with psycopg.connect(urls.admin) as admin:
        admin.execute(f"SET LOCAL ROLE totalaudio_owner; {statements}".encode())
        admin.execute("SET LOCAL ROLE totalaudio_system")
        said = "; ".join(hindrances(admin, read_scope(admin)))
        admin.rollback()
    return said


def test_the_product_as_it_is_can_be_read_whole(db: Urls) -> None:
    assert told(db, "SELECT 1") == ""


def test_a_new_table_of_the_owner_can_be_read_without_anybodys_doing(db: Urls) -> None:
    assert told(db, TABLE) == ""


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (WALLED, HIDDEN),
        (f"{WALLED} CREATE POLICY p ON totalaudio.note TO totalaudio_app USING (true)", HIDDEN),
        (f"{WALLED} CREATE POLICY p ON totalaudio.note FOR INSERT TO PUBLIC WITH CHECK (true)", HIDDEN),
        (f"{WALLED} CREATE POLICY p ON totalaudio.note TO totalaudio_system USING (n > 1)", HIDDEN),
        (
            f"{OPEN}; CREATE POLICY q ON totalaudio.note AS RESTRICTIVE TO PUBLIC USING (n > 1)",
            HIDDEN,
        ),
        (OPEN, ""),
        (
            f"{OPEN}; CREATE POLICY q ON totalaudio.note AS RESTRICTIVE TO totalaudio_app USING (n > 1)",
            "",
        ),
        (
            TAKEN,
            "totalaudio_system may not read totalaudio.note: GRANT SELECT there",
        ),
        (
            f"{TAKEN}; GRANT SELECT (n) ON totalaudio.note TO totalaudio_system",
            "totalaudio_system may not read totalaudio.note",
        ),
        (
            "CREATE SEQUENCE ops.counter; REVOKE SELECT ON ops.counter FROM totalaudio_system",
            "totalaudio_system may not read ops.counter",
        ),
        ("SELECT lo_create(4711)", "large objects are not backed up, and the database has some (the first: 4711)"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_whole_is_named(db: Urls, statements: str, expected: str) -> None:
    said = told(db, statements)
    assert said.startswith(expected)
    assert bool(said) == bool(expected)


def test_a_table_that_an_administrator_made_is_named(fresh_database: Urls, tmp_path: Path) -> None:
    with psycopg.connect(fresh_database.admin, autocommit=True) as admin:
        admin.execute("CREATE TABLE totalaudio.aside (n int)")
    with pytest.raises(
        Problem, match=r"cannot be backed up whole: .* may not read totalaudio.aside"
    ):
        dump(fresh_database.system, tmp_path)
    assert [*tmp_path.iterdir()] == []


def test_a_policy_that_went_stops_the_dump(fresh_database: Urls, tmp_path: Path) -> None:
    with psycopg.connect(fresh_database.owner, autocommit=True) as owner:
        owner.execute("DROP POLICY system ON totalaudio.contacts_contact")
    with pytest.raises(Problem, match=r"hides rows of totalaudio\.contacts_contact from"):
        dump(fresh_database.system, tmp_path)


def test_other_schemas_are_named_and_not_read(fresh_database: Urls, tmp_path: Path) -> None:
    with psycopg.connect(fresh_database.admin, autocommit=True) as admin:
        admin.execute('CREATE SCHEMA "theirs ""x"""; CREATE TABLE "theirs ""x""".note (n int)')
        admin.execute("CREATE SCHEMA nothing_in_it")
    dumped = dump(fresh_database.system, tmp_path)
    assert dumped.other_schemas == ('theirs "x"',)
    assert "theirs" not in (tmp_path / "schema.sql").read_text()


def test_a_table_that_goes_at_that_moment_is_one_line(
    fresh_database: Urls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drop_meanwhile(*given: Any) -> list[Table]:
        with psycopg.connect(fresh_database.admin) as admin:
            admin.execute("DROP TABLE totalaudio.web_heartbeat")
        return tables(*given)

    monkeypatch.setattr(dumping, "tables", drop_meanwhile)
    with pytest.raises(Problem, match=r"could not be dumped: relation .* does not exist; run it"):
        dump(fresh_database.system, tmp_path)

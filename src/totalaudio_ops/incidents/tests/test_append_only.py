"""Nobody who works with the database can change what a timeline says."""

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from tests.support.cast import Person
from tests.support.database import Urls

from totalaudio_ops.incidents.entries import timeline
from totalaudio_ops.incidents.incident import Connection
from totalaudio_ops.incidents.tests.making import made

CHANGES = (
    "UPDATE ops.incident_entries SET text = 'never happened'",
    "DELETE FROM ops.incident_entries",
    "TRUNCATE ops.incident_entries",
    "ALTER TABLE ops.incident_entries DISABLE ROW LEVEL SECURITY",
    "DELETE FROM ops.incidents",
)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("role", ["system", "app"])
def test_the_system_and_the_app_are_refused(
    connection: Connection, db: Urls, role: str, change: str
) -> None:
    one = made(connection)
    with psycopg.connect(getattr(db, role)) as own, pytest.raises(InsufficientPrivilege):
        own.execute(change.encode())
    assert [entry.kind for entry in timeline(connection, one.id)] == ["opened"]


@pytest.mark.parametrize("change", CHANGES[:3])
def test_an_operator_is_refused_as_well(
    connection: Connection, db: Urls, operator: Person, change: str
) -> None:
    one = made(connection)
    with psycopg.connect(db.app) as own:
        own.execute("SELECT totalaudio.set_context_v1(%s, NULL, '')", [operator.id])
        assert own.execute("SELECT count(*) FROM ops.incident_entries").fetchone() == (1,)
        with pytest.raises(InsufficientPrivilege):
            own.execute(change.encode())
    assert [entry.kind for entry in timeline(connection, one.id)] == ["opened"]

"""Who may do what with Una's event, usage counter and payment, asked of the database as each of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import psycopg
import pytest
from psycopg import sql
from tests.support.cast import Person, make_person
from tests.support.database import Urls

from totalaudio.core.lib.ids import new_id
from totalaudio.core.tenancy.models import Workspace
from totalaudio.core.tenancy.roles import Role

from .inserting import Connection, insert_event

# yes: it happens · none: no such row · refused: no such right.
# user: Una herself, a member · other: signed in, member of nothing · member, client, admin, owner: of Una's workspace ·
# tenant: owner of another workspace, who asks for Una's · operator: staff · system: the worker.
ANSWERS = """
                       nobody  user    other   member  client  admin   owner   tenant  operator system
events.select          none    yes     none    none    none    none    none    none    yes      yes
events.insert          refused refused refused refused refused refused refused refused refused  yes
events.update          refused refused refused refused refused refused refused refused refused  yes
events.delete          refused refused refused refused refused refused refused refused refused  yes
usage_counters.select  none    yes     none    none    none    none    none    none    yes      yes
usage_counters.insert  refused refused refused refused refused refused refused refused refused  yes
usage_counters.update  refused refused refused refused refused refused refused refused refused  yes
usage_counters.delete  refused refused refused refused refused refused refused refused refused  yes
payments.select        none    yes     none    none    none    yes     yes     none    yes      yes
payments.insert        refused refused refused refused refused refused refused refused refused  yes
payments.update        refused refused refused refused refused refused refused refused refused  yes
payments.delete        refused refused refused refused refused refused refused refused refused  yes
"""
HEAD, *LINES = (line.split() for line in ANSWERS.strip().splitlines())
CELLS = [
    (line[0], who, answer) for line in LINES for who, answer in zip(HEAD, line[1:], strict=True)
]

_NAMES = ("user", "other", "member", "client", "admin", "owner", "tenant", "operator")
_KEYS = {"events": "id", "usage_counters": "date", "payments": "id"}


@dataclass(frozen=True)
class Scene:
    """Una's rows, and everybody who tries to reach them."""

    urls: Urls
    una: Person
    people: dict[str, Person | None]


@pytest.fixture
def scene(
    db: Urls,
    workspace: Workspace,
    bob: Person,
    clara: Person,
    adam: Person,
    alice: Person,
    charlie: Person,
    stranger: Person,
    operator: Person,
) -> Scene:
    """Each table holds one row, and it is Una's."""
    una = make_person("Una", workspace, Role.MEMBER)
    with psycopg.connect(db.system) as system:
        insert_event(system, una.id, workspace_id=workspace.id)
        for table in ("usage_counters", "payments"):
            _insert(system, table, una)
    people: dict[str, Person | None] = {"nobody": None, "system": None, "user": una}
    people |= {"other": stranger, "member": bob, "client": clara, "admin": adam, "owner": alice}
    people |= {"tenant": charlie, "operator": operator}
    return Scene(db, una, people)


@pytest.mark.parametrize(("cell", "who", "answer"), CELLS)
def test_the_database_answers_as_the_table_says(
    cell: str, who: str, answer: str, scene: Scene
) -> None:
    table, verb = cell.split(".")
    with _as(scene, who) as connection:
        assert _try(connection, table, verb, scene.una) == answer


def test_the_table_asks_everybody_for_everything() -> None:
    assert sorted(HEAD) == sorted([*_NAMES, "nobody", "system"])
    verbs = {
        f"{table}.{verb}" for table in _KEYS for verb in ("select", "insert", "update", "delete")
    }
    assert [cell for cell, who, _ in CELLS if who == "nobody"] == sorted(
        verbs, key=[line[0] for line in LINES].index
    )


@contextmanager
def _as(scene: Scene, who: str) -> Iterator[Connection]:
    with psycopg.connect(scene.urls.system if who == "system" else scene.urls.app) as connection:
        if person := scene.people[who]:
            wanted = scene.una.workspace_id
            connection.execute("SELECT enter_workspace_v1(%s, %s)", [person.id, wanted])
        yield connection
        connection.rollback()


def _try(connection: Connection, table: str, verb: str, una: Person) -> str:
    name, key = sql.Identifier(table), sql.Identifier(_KEYS[table])
    try:
        match verb:
            case "insert":
                reached = _insert(connection, table, una)
            case "select":
                found = connection.execute(sql.SQL("SELECT {} FROM {}").format(key, name))
                reached = len(found.fetchall())
            case "update":
                change = sql.SQL("UPDATE {} SET {} = {}").format(name, key, key)
                reached = connection.execute(change).rowcount
            case _:
                reached = connection.execute(sql.SQL("DELETE FROM {}").format(name)).rowcount
    except psycopg.errors.InsufficientPrivilege:
        return "refused"
    return "yes" if reached else "none"


def _insert(connection: Connection, table: str, una: Person) -> int:
    values: dict[str, object] = {"user_id": una.id, "workspace_id": una.workspace_id}
    match table:
        case "events":
            values |= {"id": new_id(), "created_at": "2026-11-04T10:20Z", "event_name": "sign-in"}
            values |= {"event_category": "session", "app_name": "core"}
        case "usage_counters":
            values |= {"date": f"2026-11-{1 + _rows(connection)}", "app_name": "core"}
        case _:
            made: UUID = new_id()
            values |= {"id": made, "stripe_payment_id": f"pi_{made}", "amount": 1900}
            values |= {"currency": "gbp", "status": "succeeded", "metadata": "{}"}
            values |= {"created_at": "2026-11-04T10:20Z", "updated_at": "2026-11-04T10:20Z"}
    statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, values)),
        sql.SQL(", ").join([sql.Placeholder()] * len(values)),
    )
    return connection.execute(statement, list(values.values())).rowcount


def _rows(connection: Connection) -> int:
    row = connection.execute("SELECT count(*) FROM usage_counters").fetchone()
    assert row is not None
    return int(str(row[0]))

"""Each way to hurt the old release is found, and does hurt it on a PostgreSQL; what only expands does not."""

from collections.abc import Iterator

import psycopg
import pytest
from tests.support import provision
from tests.support.database import make_urls

from totalaudio_ops.deploys.expanding import Script, lint
from totalaudio_ops.deploys.expanding.tests.harmless import EXPANDING
from totalaudio_ops.deploys.expanding.tests.hurting_others import HURTING_OTHERS
from totalaudio_ops.deploys.expanding.tests.hurting_tables import HURTING_TABLES
from totalaudio_ops.deploys.expanding.tests.old_release import HOUSE, Case, Hurt

BREAKING = HURTING_TABLES + HURTING_OTHERS

type Connection = psycopg.Connection[tuple[object, ...]]
type Rows = list[tuple[object, ...]]


@pytest.fixture(scope="module")
def place(server: str) -> Iterator[str]:
    """A database in which the house of the old release stands."""
    name = provision.unique("expanding")
    url = provision.create(server, name)
    try:
        make_urls(url)
        with psycopg.connect(url, autocommit=True) as admin:
            admin.execute("CREATE SCHEMA old")
            admin.execute(f'ALTER DATABASE "{name}" SET search_path = old')
        with psycopg.connect(url, autocommit=True) as admin:
            admin.execute("SET search_path = old")
            admin.execute(HOUSE)
        yield url
    finally:
        provision.drop(server, name)


@pytest.fixture
def deploying(place: str) -> Iterator[Connection]:
    """A transaction of a migration, which is taken back."""
    with psycopg.connect(place) as connection:
        connection.execute("SET LOCAL search_path = old, totalaudio")
        yield connection
        connection.rollback()


def standing() -> list[Script]:
    return [Script("house.sql", HOUSE)]


@pytest.mark.parametrize("case", BREAKING, ids=str)
def test_what_hurts_the_old_release_is_found_and_does_hurt_it(
    case: Case, place: str, deploying: Connection
) -> None:
    report = lint([Script("0002.sql", case.change)], standing())
    assert case.rule in {finding.rule for finding in report.findings}
    assert {finding.line for finding in report.findings} == {1}
    assert HURTS[case.hurt](case, place, deploying)


@pytest.mark.parametrize("change", EXPANDING)
def test_what_only_expands_is_let_through_and_the_old_release_goes_on(
    change: str, deploying: Connection
) -> None:
    assert lint([Script("0002.sql", change)], standing()).findings == ()
    deploying.execute(change)
    for case in BREAKING:
        if case.hurt is Hurt.FAILS:
            with deploying.transaction(force_rollback=True):
                answered(deploying, case.old)


def fails(case: Case, _: str, deploying: Connection) -> bool:
    with deploying.transaction(force_rollback=True):
        answered(deploying, case.old)
    deploying.execute(case.change)
    try:
        answered(deploying, case.old)
    except psycopg.Error:
        return True
    return False


def differs(case: Case, _: str, deploying: Connection) -> bool:
    with deploying.transaction(force_rollback=True):
        before = answered(deploying, case.old)
    deploying.execute(case.change)
    return answered(deploying, case.old) != before


def waits(case: Case, place: str, deploying: Connection) -> bool:
    deploying.execute(case.change)
    with psycopg.connect(place) as other:
        other.execute("SET LOCAL lock_timeout = '20ms'")
        try:
            answered(other, case.old)
        except psycopg.errors.LockNotAvailable:
            return True
        finally:
            other.rollback()
    return False


def refused(case: Case, _: str, deploying: Connection) -> bool:
    try:
        deploying.execute(case.change)
    except psycopg.Error:
        return True
    return False


HURTS = {Hurt.FAILS: fails, Hurt.DIFFERS: differs, Hurt.WAITS: waits, Hurt.REFUSED: refused}


def answered(connection: Connection, query: str) -> Rows:
    connection.execute("SET LOCAL search_path = old")
    connection.execute("SET LOCAL ROLE totalaudio_app")
    cursor = connection.execute(query)
    rows = cursor.fetchall() if cursor.description else []
    connection.execute("RESET ROLE")
    connection.execute("SET LOCAL search_path = old, totalaudio")
    return rows

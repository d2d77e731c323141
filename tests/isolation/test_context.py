"""The context of a person lasts for one transaction, and nobody enters where they are no member."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import errors

from tests.isolation.catalogue import Connection
from tests.isolation.people import ALICE, ALICES, BOB, CHARLIE, CHARLIES, STRANGER, fixed_id
from tests.isolation.world import World
from tests.support.database import Urls

ENTER = "SELECT workspace_id, role FROM enter_workspace_v1(%s, %s)"
CONTEXT = "SELECT current_user_id_v1(), current_workspace_id_v1(), current_role_v1()"
SEEN = "SELECT workspace_id FROM contacts_contact"
NOBODY = (None, None, "")


@pytest.fixture
def app(walled: Urls, world: World) -> Iterator[Connection]:
    """The connection of a web process, on which transactions begin and end."""
    with psycopg.connect(walled.app, autocommit=True) as connection:
        yield connection


def test_a_member_enters_with_the_role_that_the_database_knows(app: Connection) -> None:
    with app.transaction():
        assert app.execute(ENTER, [BOB.id, ALICES]).fetchall() == [(ALICES, "member")]
        assert app.execute(CONTEXT).fetchone() == (BOB.id, ALICES, "member")
        assert app.execute(SEEN).fetchall() == [(ALICES,)]


def test_another_tenant_who_asks_for_alices_workspace_gets_their_own(app: Connection) -> None:
    with app.transaction():
        assert app.execute(ENTER, [CHARLIE.id, ALICES]).fetchall() == [(CHARLIES, "owner")]
        assert app.execute(SEEN).fetchall() == [(CHARLIES,)]


@pytest.mark.parametrize("user", [STRANGER.id, fixed_id("nobody at all"), None])
def test_whoever_is_a_member_of_nothing_enters_nowhere(user: object, app: Connection) -> None:
    with app.transaction():
        assert app.execute(ENTER, [user, ALICES]).fetchall() == []
        assert app.execute(CONTEXT).fetchone() == (user, None, "")
        assert app.execute(SEEN).fetchall() == []


def test_a_forged_table_of_the_session_lets_nobody_in(app: Connection) -> None:
    """Definer functions look their tables up in the schema first, whatever the caller made."""
    with app.transaction(force_rollback=True):
        app.execute("CREATE TEMPORARY TABLE accounts_member (LIKE totalaudio.accounts_member)")
        app.execute("SET LOCAL search_path = pg_temp, totalaudio")
        app.execute(
            "INSERT INTO pg_temp.accounts_member VALUES (gen_random_uuid(), 'owner', now(), %s, %s)",
            [STRANGER.id, ALICES],
        )
        assert app.execute(ENTER, [STRANGER.id, ALICES]).fetchall() == []


@pytest.mark.parametrize("is_kept", [True, False])
def test_the_context_ends_with_its_transaction(is_kept: bool, app: Connection) -> None:
    with app.transaction(force_rollback=not is_kept):
        app.execute(ENTER, [ALICE.id, ALICES])
        assert app.execute(SEEN).fetchall() == [(ALICES,)]
    assert app.execute(CONTEXT).fetchone() == NOBODY
    assert app.execute(SEEN).fetchall() == []


def test_the_context_ends_with_a_transaction_that_failed(app: Connection) -> None:
    app.execute("BEGIN")
    app.execute(ENTER, [ALICE.id, ALICES])
    with pytest.raises(errors.DivisionByZero):
        app.execute("SELECT 1 / 0")
    app.execute("ROLLBACK")
    assert app.execute(CONTEXT).fetchone() == NOBODY


def test_a_context_that_was_set_in_a_savepoint_goes_back_with_it(app: Connection) -> None:
    with app.transaction():
        app.execute(ENTER, [BOB.id, ALICES])
        with app.transaction(force_rollback=True):
            app.execute(ENTER, [CHARLIE.id, CHARLIES])
            assert app.execute(SEEN).fetchall() == [(CHARLIES,)]
        assert app.execute(CONTEXT).fetchone() == (BOB.id, ALICES, "member")
        assert app.execute(SEEN).fetchall() == [(ALICES,)]


def test_a_context_outside_a_transaction_is_gone_at_once(app: Connection) -> None:
    app.execute(ENTER, [ALICE.id, ALICES])
    assert app.execute(CONTEXT).fetchone() == NOBODY
    assert app.execute(SEEN).fetchall() == []


def test_a_context_of_a_connection_would_not_count_as_somebody_elses(app: Connection) -> None:
    """The next transaction on the same connection sets its own, whatever was set before."""
    app.execute("SELECT set_config('app.workspace_id', %s, false)", [str(ALICES)])
    app.execute("SELECT set_config('app.role', 'owner', false)")
    with app.transaction():
        app.execute(ENTER, [STRANGER.id, ALICES])
        assert app.execute(SEEN).fetchall() == []

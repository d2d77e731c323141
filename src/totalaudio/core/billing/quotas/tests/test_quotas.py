"""Quotas: what is held, what is counted, what is given back, and what is refused in words."""

from datetime import UTC, datetime, timedelta
from threading import Thread
from uuid import UUID

import psycopg
import pytest
from django.db import connections, transaction
from django.utils import timezone
from psycopg import errors
from tests.support.cast import Person
from tests.support.database import Urls

from totalaudio.core.billing import quotas
from totalaudio.core.billing.models import Reservation, Usage
from totalaudio.core.billing.plans import Limit
from totalaudio.core.billing.quotas.tests.using import (
    expire,
    held,
    put_on,
    subscribe,
    used,
    working_in,
)
from totalaudio.core.lib.ids import new_id
from totalaudio.core.tenancy.models import Plan, Workspace
from totalaudio.core.tenancy.roles import Role

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def free(alice: Person) -> UUID:
    """Alice's workspace, on Free since 14 November 2026."""
    put_on(alice.workspace_id, Plan.FREE)
    made_at = datetime(2026, 11, 14, 8, tzinfo=UTC)
    Workspace.objects.using("system").filter(id=alice.workspace_id).update(created_at=made_at)
    return alice.workspace_id


def reserve(workspace_id: UUID, amount: int, key: UUID | None = None) -> UUID:
    """Reserve enrichments in a transaction of their own."""
    key = key or new_id()
    with working_in(workspace_id):
        quotas.reserve(workspace_id, Limit.ENRICHMENTS, amount, reservation_id=key)
    return key


def settle(workspace_id: UUID, key: UUID, number: int) -> int:
    with working_in(workspace_id):
        return quotas.settle(workspace_id, reservation_id=key, used=number)


def release(workspace_id: UUID, key: UUID) -> None:
    with working_in(workspace_id):
        quotas.release(workspace_id, reservation_id=key)


def left(workspace_id: UUID) -> int | None:
    with working_in(workspace_id):
        found = Workspace.objects.get(id=workspace_id)
        return quotas.left_of(found, Limit.ENRICHMENTS).left


def test_what_was_used_is_counted_and_the_rest_is_given_back(free: UUID) -> None:
    key = reserve(free, 8)
    assert (used(free), held(free), left(free)) == (0, 8, 2)
    assert settle(free, key, 3) == 3
    assert settle(free, key, 2) == 2
    assert (used(free), held(free), left(free)) == (5, 3, 2)
    release(free, key)
    assert (used(free), held(free), left(free)) == (5, 0, 5)
    release(free, key)
    assert settle(free, key, 0) == 0


def test_more_than_is_left_is_refused_in_words_and_holds_nothing(
    free: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 23, 12, tzinfo=UTC))
    reserve(free, 7)
    with pytest.raises(quotas.LimitReachedError) as refused:
        reserve(free, 200)
    assert str(refused.value) == (
        "You have 3 of 10 enrichments left until 14 Dec 2026; this takes 200. Take less, or upgrade."
    )
    assert (refused.value.left, refused.value.allowed, refused.value.wanted) == (3, 10, 200)
    assert Reservation.objects.using("system").get().amount == 7


def test_the_transaction_of_a_refusal_stays_usable(free: UUID) -> None:
    with working_in(free):
        with pytest.raises(quotas.LimitReachedError):
            quotas.reserve(free, Limit.ENRICHMENTS, 11, reservation_id=new_id())
        quotas.reserve(free, Limit.ENRICHMENTS, 10, reservation_id=new_id())
    assert held(free) == 10


def test_what_is_taken_back_was_never_used(free: UUID) -> None:
    key = reserve(free, 10)
    with working_in(free):
        quotas.settle(free, reservation_id=key, used=10)
        transaction.set_rollback(True)
    assert (used(free), held(free)) == (0, 10)


def test_a_new_month_begins_with_everything(free: UUID) -> None:
    settle(free, reserve(free, 10), 10)
    assert left(free) == 0
    last = timezone.now() - timedelta(days=40)
    Usage.objects.using("system").update(begins_at=last, ends_at=last + timedelta(days=30))
    assert left(free) == 10
    reserve(free, 10)


def test_work_that_began_in_one_month_is_counted_there(free: UUID) -> None:
    key = reserve(free, 4)
    last = timezone.now() - timedelta(days=40)
    Usage.objects.using("system").update(begins_at=last, ends_at=last + timedelta(days=30))
    with working_in(free):
        quotas.reserve(free, Limit.ENRICHMENTS, 4, reservation_id=key)
    settle(free, key, 4)
    assert Usage.objects.using("system").get().used == 4
    assert left(free) == 10


def test_the_hold_of_a_dead_worker_expires_by_itself(free: UUID) -> None:
    expire(reserve(free, 10))
    assert (held(free), left(free)) == (0, 10)
    reserve(free, 10)


def test_a_sign_of_life_keeps_the_hold(free: UUID) -> None:
    key = reserve(free, 10)
    soon = timezone.now() + timedelta(seconds=30)
    Reservation.objects.using("system").update(expires_at=soon)
    settle(free, key, 1)
    assert Reservation.objects.using("system").get().expires_at > soon + timedelta(minutes=50)


def test_after_its_hold_has_expired_work_is_counted_as_far_as_there_is_room(free: UUID) -> None:
    """The limit holds before all else; what is beyond it was done and is kept, and is not charged."""
    late = reserve(free, 6)
    expire(late)
    reserve(free, 7)
    assert settle(free, late, 5) == 3
    assert (used(free), held(free)) == (3, 7)


def test_after_its_hold_has_expired_work_is_counted_in_full_where_nobody_took_its_place(
    free: UUID,
) -> None:
    late = reserve(free, 6)
    expire(late)
    assert settle(free, late, 6) == 6
    assert used(free) == 6


def test_work_whose_place_was_taken_has_to_stop(free: UUID) -> None:
    late = reserve(free, 6)
    expire(late)
    reserve(free, 7)
    with pytest.raises(quotas.LimitReachedError), working_in(free):
        quotas.reserve(free, Limit.ENRICHMENTS, 6, reservation_id=late)
    with working_in(free):
        quotas.reserve(free, Limit.ENRICHMENTS, 3, reservation_id=late)
    assert held(free) == 10


def test_more_than_was_reserved_cannot_be_settled(free: UUID) -> None:
    key = reserve(free, 2)
    with pytest.raises(Exception, match="holds 2, not 3"):
        settle(free, key, 3)
    with pytest.raises(Exception, match="holds 2, not -1"):
        settle(free, key, -1)
    assert (used(free), held(free)) == (0, 2)


def test_an_unlimited_plan_counts_for_the_bar_and_asks_nobody_to_wait(
    db: Urls, alice: Person
) -> None:
    mine = alice.workspace_id
    key = reserve(mine, 100_000)
    with psycopg.connect(db.system) as other:
        other.execute("SELECT 1 FROM billing_usage FOR NO KEY UPDATE")
        reserve(mine, 5)
    assert settle(mine, key, 70_000) == 70_000
    assert (used(mine), left(mine)) == (70_000, None)


def test_an_upgrade_is_in_force_at_once(free: UUID) -> None:
    settle(free, reserve(free, 10), 10)
    put_on(free, Plan.PRO)
    reserve(free, 500)
    put_on(free, Plan.FREE)
    with pytest.raises(quotas.LimitReachedError):
        reserve(free, 1)


def test_a_read_only_workspace_reserves_nothing(free: UUID) -> None:
    subscribe(free, "canceled")
    with pytest.raises(quotas.ReadOnlyError, match="read-only"):
        reserve(free, 1)
    with pytest.raises(quotas.ReadOnlyError), working_in(free):
        quotas.check_level(free, Limit.ACTIVE_CAMPAIGNS, lambda: 0)
    assert held(free) == 0


def test_nobody_uses_the_quota_of_another_workspace(db: Urls, free: UUID, charlie: Person) -> None:
    key = reserve(free, 2)
    theirs = charlie.workspace_id
    for statement in (
        f"SELECT settle_quota_v1('{free}', '{key}', 1, '1h')",
        f"SELECT release_quota_v1('{free}', '{key}')",
        f"SELECT hold_quota_v1('{free}', '{key}', '{key}', 'sends', now(), now(), 5, 1, '1h')",
    ):
        for role in Role:
            with psycopg.connect(db.app) as app:
                app.execute("SELECT set_context_v1(NULL, %s, %s)", [theirs, role])
                with pytest.raises(errors.InsufficientPrivilege):
                    app.execute(statement)
    release(theirs, key)
    assert settle(theirs, key, 1) == 0
    with pytest.raises(Exception, match="is another one"):
        reserve(theirs, 1, key)
    assert (used(free), held(free), held(theirs)) == (0, 2, 0)


def test_a_client_uses_nothing_and_the_system_role_names_the_workspace(
    db: Urls, free: UUID
) -> None:
    key = reserve(free, 2)
    with pytest.raises(Exception, match="those who work"), working_in(free, Role.CLIENT):
        quotas.settle(free, reservation_id=key, used=1)
    with psycopg.connect(db.system) as system:
        system.execute("SELECT settle_quota_v1(%s, %s, 1, '1h')", [free, key])
    assert used(free) == 1


def test_active_campaigns_are_a_level(free: UUID) -> None:
    with working_in(free):
        quotas.check_level(free, Limit.ACTIVE_CAMPAIGNS, lambda: 2)
        with pytest.raises(quotas.LimitReachedError) as refused:
            quotas.check_level(free, Limit.ACTIVE_CAMPAIGNS, lambda: 3)
    assert str(refused.value) == (
        "Your plan allows 3 active campaigns at one time. End one, or upgrade."
    )
    put_on(free, Plan.PRO)
    with working_in(free):
        quotas.check_level(free, Limit.ACTIVE_CAMPAIGNS, lambda: 3_000)


def test_two_who_add_the_last_one_at_one_moment_are_not_both_let_through(free: UUID) -> None:
    rows: list[int] = [1, 1]
    refused: list[quotas.LimitReachedError] = []

    def add() -> None:
        try:
            with working_in(free):
                quotas.check_level(free, Limit.ACTIVE_CAMPAIGNS, lambda: len(rows))
                rows.append(1)
        except quotas.LimitReachedError as error:
            refused.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=add) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(rows), len(refused)) == (3, 7)


def test_sends_are_another_account_than_enrichments(free: UUID) -> None:
    reserve(free, 10)
    with working_in(free):
        quotas.reserve(free, Limit.SENDS, 25, reservation_id=new_id())
        with pytest.raises(quotas.LimitReachedError, match="0 of 25 sends left"):
            quotas.reserve(free, Limit.SENDS, 1, reservation_id=new_id())

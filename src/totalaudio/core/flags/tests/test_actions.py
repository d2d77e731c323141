from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import connection, connections, transaction
from django.utils import timezone
from psycopg import errors
from tests.support.cast import Person
from tests.support.database import Urls

from totalaudio.core.accounts.workspaces.refusals import RefusedError
from totalaudio.core.flags import queries
from totalaudio.core.flags.actions import clear_override, set_override
from totalaudio.core.flags.listening import read_snapshot
from totalaudio.core.flags.models import Change, StoredOverride
from totalaudio.core.flags.names import FlagName, Scope
from totalaudio.core.tenancy.context import context

FLAG = FlagName.EXPORT_FORMATS


@contextmanager
def acting(person: Person) -> Iterator[None]:
    workspace = person.workspace.id if person.workspace else None
    with context(user_id=person.id, workspace_id=workspace, role=person.role or ""):
        yield


def switch(
    value: str, *, using: str = "system", scope: Scope = Scope.ALL, subject: UUID | None = None
) -> int:
    return set_override(
        using=using, flag=FLAG, scope=scope, subject=subject, value=value, reason="A try"
    )


def test_an_operator_sets_an_override_with_its_audit_and_its_version(
    db: Urls, operator: Person, alice: Person
) -> None:
    with acting(operator):
        first = switch("off", using="default", scope=Scope.USER, subject=alice.id)
        second = set_override(
            using="default",
            flag=FLAG,
            scope=Scope.USER,
            subject=alice.id,
            value="on",
            reason="  She asked\0 for it\udcff ",
        )
        shown = queries.overrides()
        history = [(c.for_whom, c.before, c.after, c.reason, c.by) for c in queries.changes()]
    assert (first, second) == (1, 2)
    assert [(o.for_whom, o.value, o.reason, o.by) for o in shown] == [
        ("alice@example.com", "on", "She asked for it?", "olive@example.com")
    ]
    assert history == [
        ("alice@example.com", "off", "on", "She asked for it?", "olive@example.com"),
        ("alice@example.com", "as declared", "off", "A try", "olive@example.com"),
    ]
    with psycopg.connect(db.app) as app:
        found = read_snapshot(app)
    assert (found.version, [(o.subject, o.is_on) for o in found.overrides]) == (
        2,
        [(alice.id, True)],
    )


@pytest.mark.parametrize("name", ["alice", "charlie", "stranger"])
def test_nobody_else_changes_or_reads(name: str, request: pytest.FixtureRequest, db: Urls) -> None:
    switch("off")
    person: Person = request.getfixturevalue(name)
    with acting(person):
        with pytest.raises(RefusedError, match="Only operators change flags"):
            switch("on", using="default")
        with pytest.raises(RefusedError, match="Only operators"):
            clear_override(using="default", flag=FLAG, scope=Scope.ALL, subject=None, reason="No")
        assert (queries.overrides(), queries.changes()) == ([], [])
        with pytest.raises(RefusedError, match="There is no user"):
            queries.subject(Scope.USER, "alice@example.com")
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM flag_subjects_v1(%s::uuid[])", [[person.id]])
            assert cursor.fetchall() == []
    assert [o.value for o in queries.overrides(using="system")] == ["off"]


def test_clearing_leaves_a_trace_and_nothing_to_clear_leaves_none(db: Urls) -> None:
    switch("off")
    cleared = clear_override(using="system", flag=FLAG, scope=Scope.ALL, subject=None, reason="Ok")
    again = clear_override(using="system", flag=FLAG, scope=Scope.ALL, subject=None, reason="Ok")
    assert (cleared, again) == (2, None)
    found = [(c.before, c.after, c.by) for c in queries.changes(FLAG, using="system")]
    assert found == [
        ("off", "as declared", "the command line"),
        ("as declared", "off", "the command line"),
    ]


@pytest.mark.parametrize(
    "verb", ["UPDATE flags_change SET reason = ''", "DELETE FROM flags_change"]
)
@pytest.mark.parametrize("role", ["app", "system"])
def test_history_cannot_be_rewritten(db: Urls, role: str, verb: str) -> None:
    switch("off")
    with psycopg.connect(getattr(db, role)) as walled, pytest.raises(errors.InsufficientPrivilege):
        walled.execute(verb)


def test_a_change_that_is_taken_back_leaves_nothing(db: Urls) -> None:
    with transaction.atomic(using="system"):
        switch("off")
        transaction.set_rollback(True, using="system")
    assert StoredOverride.objects.using("system").count() == 0
    assert Change.objects.using("system").count() == 0
    assert switch("off") == 1


@pytest.mark.parametrize(
    ("flag", "value", "reason", "said"),
    [
        (FLAG, "on", "  ", "Say why"),
        (FLAG, "short", "Why", "export-formats cannot be short: choose on, off."),
        (
            FlagName.NEWSLETTER_AUTOMATION,
            "on",
            "Why",
            "newsletter-automation is declared as not built, so nothing switches it on.",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(
    db: Urls, flag: FlagName, value: str, reason: str, said: str
) -> None:
    with pytest.raises(RefusedError, match=said):
        set_override(
            using="system", flag=flag, scope=Scope.ALL, subject=None, value=value, reason=reason
        )


def test_what_is_asked_without_a_person_is_not_set_for_one(alice: Person) -> None:
    with pytest.raises(RefusedError, match="metrics-tracking is on or off for all"):
        set_override(
            using="system",
            flag=FlagName.METRICS_TRACKING,
            scope=Scope.USER,
            subject=alice.id,
            value="off",
            reason="Not me",
        )


def test_an_end_in_the_past_is_refused_by_the_database_too(db: Urls) -> None:
    with pytest.raises(RefusedError, match="The override would have ended already"):
        set_override(
            using="system",
            flag=FLAG,
            scope=Scope.ALL,
            subject=None,
            value="on",
            reason="Late",
            expires_at=timezone.now() - timedelta(seconds=1),
        )


def test_the_snapshot_leaves_out_what_has_ended(db: Urls) -> None:
    ends_at = timezone.now() + timedelta(hours=1)
    set_override(
        using="system",
        flag=FLAG,
        scope=Scope.ALL,
        subject=None,
        value="off",
        reason="Short",
        expires_at=ends_at,
    )
    with psycopg.connect(db.app, autocommit=True) as app:
        assert [o.expires_at for o in read_snapshot(app).overrides] == [ends_at]
        StoredOverride.objects.using("system").update(expires_at=timezone.now())
        assert read_snapshot(app).overrides == ()
    assert [o.has_ended for o in queries.overrides(using="system")] == [True]


def test_people_and_workspaces_are_found_by_what_they_are_called(
    operator: Person, alice: Person
) -> None:
    with acting(operator):
        assert queries.subject(Scope.USER, " ALICE@example.com").id == alice.id
        assert queries.subject(Scope.WORKSPACE, "alice plugs").id == alice.workspace_id
        assert queries.subject(Scope.WORKSPACE, str(alice.workspace_id)).name == "Alice Plugs"
        with pytest.raises(RefusedError, match=r"There is no user nobody@example\.com: give the"):
            queries.subject(Scope.USER, "nobody@example.com")


def test_a_name_that_two_workspaces_have_is_not_guessed(alice: Person) -> None:
    from tests.support.cast import make_workspace

    make_workspace("Alice Plugs")
    with pytest.raises(RefusedError, match="2 workspaces are called Alice Plugs: name one by its"):
        queries.subject(Scope.WORKSPACE, "Alice Plugs", using="system")


def test_an_override_outlives_its_subject_and_says_so(db: Urls) -> None:
    switch("off", scope=Scope.USER, subject=uuid4())
    assert [o.for_whom for o in queries.overrides(using="system")] == ["a user that is gone"]


def test_changes_at_the_same_time_stand_in_line(db: Urls) -> None:
    """The second waits for the first, so that versions are in the order in which they become visible."""
    with psycopg.connect(db.system) as one, psycopg.connect(db.system) as other:
        statement = (
            "SELECT change_flag_v1(gen_random_uuid(), %s, 'all', NULL, %s, NULL, NULL, 'Try')"
        )
        one.execute(statement, [FLAG, True])
        other.execute("SET lock_timeout = '100ms'")
        with pytest.raises(errors.LockNotAvailable):
            other.execute(statement, [FlagName.BATCH_ENRICHMENT, False])
        other.rollback()
        one.commit()
        assert other.execute(statement, [FlagName.BATCH_ENRICHMENT, False]).fetchone() == (2,)
    connections["system"].close()

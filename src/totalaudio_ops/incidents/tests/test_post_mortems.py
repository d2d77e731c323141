from datetime import date, timedelta
from uuid import uuid4

import pytest

from totalaudio_ops.incidents import has_open_post_mortems
from totalaudio_ops.incidents.changing import resolve
from totalaudio_ops.incidents.incident import Connection, Incident, find
from totalaudio_ops.incidents.post_mortems import (
    SECTIONS,
    actions,
    add_action,
    begin,
    close,
    finish_action,
    overdue,
    post_mortem,
    write_sections,
)
from totalaudio_ops.incidents.tests.making import ALICE, BOB, NOON, after, kinds, made
from totalaudio_ops.problems import Problem

ALL = {name: f"All about {name}." for name in SECTIONS}


def ended(connection: Connection, level: str = "P1", app: str | None = "tracker") -> Incident:
    """A resolved incident."""
    return resolve(connection, made(connection, level, app=app).ref, by=BOB, now=after(30))


def act(connection: Connection, ref: str, text: str = "Watch the disk") -> None:
    add_action(connection, ref, text, owner=BOB, due_date=date(2026, 12, 4), by=ALICE, now=NOON)


def test_it_is_due_five_working_days_after_it_was_resolved(connection: Connection) -> None:
    found = post_mortem(connection, ended(connection).id)
    assert found is not None
    assert (found.due_date, found.closed_at) == (date(2026, 11, 30), None)


def test_closing_needs_every_section_and_an_action(connection: Connection) -> None:
    ref = ended(connection).ref
    write_sections(connection, ref, ALL | {"prevention": " \n"}, by=ALICE, now=after(40))
    with pytest.raises(Problem) as problem:
        close(connection, ref, by=ALICE, now=after(41))
    assert str(problem.value) == (
        f"the post-mortem of {ref} cannot be closed: write prevention, at least one action."
    )
    write_sections(connection, ref, {"prevention": "An alarm."}, by=ALICE, now=after(42))
    act(connection, ref)
    close(connection, ref, by=ALICE, now=after(43))
    found = post_mortem(connection, find(connection, ref).id)
    assert found is not None
    assert (found.closed_at, found.closed_by) == (after(43), ALICE)
    assert found.sections == ALL | {"prevention": "An alarm."}


def test_what_is_closed_stays_as_it_is_but_its_actions_are_finished(connection: Connection) -> None:
    one = ended(connection)
    write_sections(connection, one.ref, ALL, by=ALICE, now=after(40))
    act(connection, one.ref)
    close(connection, one.ref, by=ALICE, now=after(41))
    closed = f"the post-mortem of {one.ref} is closed and stays as it is: write a note."
    with pytest.raises(Problem, match=closed):
        write_sections(connection, one.ref, ALL, by=ALICE, now=NOON)
    with pytest.raises(Problem, match=closed):
        act(connection, one.ref)
    with pytest.raises(Problem, match=closed):
        close(connection, one.ref, by=ALICE, now=NOON)
    [action] = actions(connection, one.id)
    for _ in range(2):
        finish_action(connection, one.ref, action.id, by=BOB, now=after(50))
    assert actions(connection, one.id)[0].done_at == after(50)
    assert kinds(connection, one)[-2:] == ["post-mortem", "action"]


def test_what_is_not_there_is_said(connection: Connection) -> None:
    ref = made(connection).ref
    with pytest.raises(Problem, match="has no post-mortem: it begins when"):
        close(connection, ref, by=ALICE, now=NOON)
    with pytest.raises(Problem, match="is not resolved: its post-mortem begins when it is"):
        begin(connection, ref, by=ALICE, now=NOON)
    resolve(connection, ref, by=BOB, now=after(1))
    with pytest.raises(Problem, match="has no section 'blame': it has summary, root_cause"):
        write_sections(connection, ref, {"blame": "x"}, by=ALICE, now=NOON)
    with pytest.raises(Problem, match="has no such action"):
        finish_action(connection, ref, uuid4(), by=ALICE, now=NOON)


def test_a_milder_incident_may_have_one(connection: Connection) -> None:
    one = ended(connection, "P2")
    assert post_mortem(connection, one.id) is None
    for _ in range(2):
        begin(connection, one.ref, by=ALICE, now=after(40))
    assert kinds(connection, one)[-1] == "post-mortem"
    assert kinds(connection, one).count("post-mortem") == 1
    assert not has_open_post_mortems(connection, "tracker")


@pytest.mark.parametrize(
    ("level", "app", "keeps"),
    [("P0", "tracker", True), ("P1", None, True), ("P1", "worker", False), ("P2", None, False)],
)
def test_freeze_is_kept_by_p0_and_p1_of_the_app_or_of_all(
    connection: Connection, level: str, app: str | None, keeps: bool
) -> None:
    one = made(connection, level, app=app)
    assert has_open_post_mortems(connection, "tracker") is keeps
    resolve(connection, one.ref, by=BOB, now=after(5))
    assert has_open_post_mortems(connection, "tracker") is keeps
    if keeps:
        write_sections(connection, one.ref, ALL, by=ALICE, now=after(6))
        act(connection, one.ref)
        close(connection, one.ref, by=ALICE, now=after(7))
    assert not has_open_post_mortems(connection, "tracker")


def test_the_overdue_are_listed_from_the_day_after(connection: Connection) -> None:
    one = ended(connection)
    days = [overdue(connection, NOON + timedelta(days=number)) for number in (7, 8)]
    assert [[found.ref for found in day] for day in days] == [[], [one.ref]]

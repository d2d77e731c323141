import pytest

from totalaudio_ops.incidents.changing import (
    acknowledge,
    change_level,
    mitigate,
    note,
    resolve,
    set_lead,
    set_public,
    set_title,
    update,
)
from totalaudio_ops.incidents.entries import timeline
from totalaudio_ops.incidents.incident import Connection, find, is_open
from totalaudio_ops.incidents.levels import Level
from totalaudio_ops.incidents.post_mortems import post_mortem
from totalaudio_ops.incidents.tests.making import ALICE, BOB, NOON, after, kinds, made, told
from totalaudio_ops.problems import Problem


def test_from_opened_to_resolved_each_step_leaves_its_moment_and_its_entry(
    connection: Connection,
) -> None:
    ref = made(connection, started_at=after(-5)).ref
    acknowledge(connection, ref, by=BOB, now=after(12))
    note(connection, ref, "The queue is full.\n\nLooking why.", by=BOB, now=after(13))
    update(connection, ref, "We know of it.", by=ALICE, now=after(14))
    mitigate(connection, ref, by=BOB, now=after(40), text="Restarted.")
    one = resolve(connection, ref, by=BOB, now=after(100))
    assert (one.status, one.lead, one.is_public) == ("resolved", BOB, True)
    moments = (one.acknowledged_at, one.mitigated_at, one.resolved_at, one.breached_at)
    assert moments == (after(12), after(40), after(100), None)
    assert told(connection, one)[1:] == [
        (
            "acknowledged",
            "Acknowledged by bob@example.com, 12 minutes after it was opened.",
            BOB,
        ),
        ("note", "The queue is full.\n\nLooking why.", BOB),
        ("update", "We know of it.", ALICE),
        ("public", "Shown on the status page.", ALICE),
        ("mitigated", "Mitigated: people no longer feel it.\nRestarted.", BOB),
        ("resolved", "Resolved, 1 hour 45 minutes after it began.", BOB),
        ("post-mortem", "A post-mortem is due on 30 Nov 2026.", BOB),
    ]


def test_only_public_updates_are_public(connection: Connection) -> None:
    ref = made(connection).ref
    note(connection, ref, "Not for outside.", by=BOB, now=after(1))
    update(connection, ref, "For the team.", by=BOB, now=after(2), is_public=False)
    assert find(connection, ref).is_public is False
    update(connection, ref, "For all.", by=BOB, now=after(3))
    shown = [one.text for one in timeline(connection, find(connection, ref).id) if one.is_public]
    assert shown == ["For all."]


@pytest.mark.parametrize("step", [mitigate, resolve])
def test_what_is_dealt_with_is_acknowledged_as_well(connection: Connection, step: object) -> None:
    assert callable(step)
    one = step(connection, made(connection).ref, by=BOB, now=after(30))
    assert (one.acknowledged_at, one.mitigated_at, one.lead) == (after(30), after(30), BOB)
    assert kinds(connection, one)[:2] == ["opened", "acknowledged"]


def test_a_late_response_is_a_breach_with_its_minutes(connection: Connection) -> None:
    one = acknowledge(connection, made(connection).ref, by=BOB, now=after(84))
    assert one.breached_at == after(84)
    assert told(connection, one)[-1] == (
        "breach",
        (
            "The response was late: P1 promises 1 hour, which ended at 23 Nov 2026, 13:00 GMT,"
            " 24 minutes before."
        ),
        "platform",
    )


def test_in_time_is_up_to_the_last_moment(connection: Connection) -> None:
    one = acknowledge(connection, made(connection).ref, by=BOB, now=after(60))
    assert one.breached_at is None


def test_a_title_for_customers_replaces_that_of_an_alert_which_stays_on_record(
    connection: Connection,
) -> None:
    before, title = "Tracker: the budget burns too fast", "Boards do not open"
    ref = made(connection, title=before).ref
    assert set_title(connection, ref, title, by=BOB, now=after(1)).title == title
    one = set_title(connection, ref, " Boards  do not open\n", by=BOB, now=after(2))
    assert told(connection, one)[1:] == [("title", f"Titled “{title}”, before “{before}”.", BOB)]
    with pytest.raises(Problem, match="the title is empty"):
        set_title(connection, ref, " ", by=BOB, now=after(3))


def test_who_led_before_goes_on_leading(connection: Connection) -> None:
    ref = made(connection).ref
    set_lead(connection, ref, ALICE, by=ALICE, now=after(1))
    assert acknowledge(connection, ref, by=BOB, now=after(2)).lead == ALICE
    set_lead(connection, ref, BOB, by=ALICE, now=after(3))
    one = set_lead(connection, ref, BOB, by=ALICE, now=after(4))
    assert [text for kind, text, _ in told(connection, one) if kind == "lead"] == [
        "alice@example.com leads.",
        "bob@example.com leads, after alice@example.com.",
    ]


def test_a_worse_level_starts_its_clock_anew_but_never_later(connection: Connection) -> None:
    ref = made(connection, Level.P2).ref
    one = change_level(connection, ref, "p1", reason="No run works", by=BOB, now=after(10))
    assert (one.level, one.respond_by) == (Level.P1, after(70))
    late = made(connection, Level.P2)
    soon = change_level(connection, late.ref, "P1", reason="Worse", by=BOB, now=after(230))
    assert soon.respond_by == late.respond_by


def test_a_milder_level_counts_from_the_opening(connection: Connection) -> None:
    ref = made(connection, Level.P0).ref
    one = change_level(connection, ref, Level.P2, reason="One page", by=BOB, now=after(10))
    assert (one.level, one.respond_by) == (Level.P2, after(240))
    assert told(connection, one)[-1][:2] == (
        "lowered",
        (
            "Lowered from P0 to P2: One page. Response by 23 Nov 2026, 16:00 GMT,"
            " before by 23 Nov 2026, 12:15 GMT."
        ),
    )


def test_a_clock_that_was_stopped_stays_stopped(connection: Connection) -> None:
    opened = made(connection, Level.P2)
    acknowledge(connection, opened.ref, by=BOB, now=after(1))
    one = change_level(connection, opened.ref, "P0", reason="All down", by=BOB, now=after(2))
    assert one.respond_by == opened.respond_by
    assert told(connection, one)[-1][1].endswith("It was acknowledged before.")


def test_what_makes_no_sense_is_refused_and_writes_nothing(connection: Connection) -> None:
    ref = made(connection).ref
    acknowledge(connection, ref, by=BOB, now=after(1))
    mitigate(connection, ref, by=BOB, now=after(2))
    before = kinds(connection, find(connection, ref))
    said = [
        refusal(lambda: acknowledge(connection, ref, by=BOB, now=after(3))),
        refusal(lambda: mitigate(connection, ref, by=BOB, now=after(3))),
        refusal(lambda: change_level(connection, ref, "P1", reason="x", by=BOB, now=after(3))),
        refusal(lambda: change_level(connection, ref, "P3", reason="x", by=BOB, now=after(3))),
        refusal(lambda: change_level(connection, ref, "P9", reason="x", by=BOB, now=after(3))),
        refusal(lambda: change_level(connection, ref, "P0", reason=" ", by=BOB, now=after(3))),
        refusal(lambda: note(connection, ref, "\n", by=BOB, now=after(3))),
        refusal(lambda: note(connection, ref, "x", by="", now=after(3))),
        refusal(lambda: note(connection, "INC-1", "x", by=BOB, now=after(3))),
    ]
    assert said == [
        f"{ref} was acknowledged at 23 Nov 2026, 12:01 GMT already.",
        f"{ref} was mitigated at 23 Nov 2026, 12:02 GMT already.",
        f"{ref} is P1 already.",
        f"{ref} is mitigated, so it keeps the level of its worst time, P1.",
        "'P9' is no level: P0, P1, P2 and P3 are.",
        "the reason is empty: write what is to be kept.",
        "the text is empty: write what is to be kept.",
        "who does it is empty: write what is to be kept.",
        "there is no incident 'INC-1': see totalaudio incident list.",
    ]
    assert kinds(connection, find(connection, ref)) == before


def test_what_is_resolved_takes_notes_and_nothing_else(connection: Connection) -> None:
    ref = made(connection).ref
    assert is_open(connection, f" {ref.lower()} ")
    resolve(connection, ref, by=BOB, now=after(5))
    assert not is_open(connection, ref)
    advice = "write a note, or open a new incident."
    assert [
        refusal(lambda: acknowledge(connection, ref, by=BOB, now=after(6))),
        refusal(lambda: mitigate(connection, ref, by=BOB, now=after(6))),
        refusal(lambda: resolve(connection, ref, by=BOB, now=after(6))),
        refusal(lambda: change_level(connection, ref, "P0", reason="x", by=BOB, now=after(6))),
    ] == [
        f"{ref} is resolved and cannot be acknowledged: {advice}",
        f"{ref} is resolved and cannot be mitigated: {advice}",
        f"{ref} is resolved and cannot be resolved again: {advice}",
        f"{ref} is resolved and keeps its level: {advice}",
    ]
    note(connection, ref, "It was the disk.", by=BOB, now=after(7))
    assert kinds(connection, find(connection, ref))[-1] == "note"


@pytest.mark.parametrize(("level", "has_one"), [("P0", True), ("P1", True), ("P2", False)])
def test_a_post_mortem_is_owed_for_p0_and_p1(
    connection: Connection, level: str, has_one: bool
) -> None:
    one = resolve(connection, made(connection, level).ref, by=BOB, now=after(5))
    assert (post_mortem(connection, one.id) is not None) is has_one


def test_hiding_it_again_is_written_down(connection: Connection) -> None:
    ref = made(connection).ref
    set_public(connection, ref, is_public=True, by=BOB, now=NOON)
    set_public(connection, ref, is_public=True, by=BOB, now=NOON)
    one = set_public(connection, ref, is_public=False, by=BOB, now=NOON)
    assert kinds(connection, one) == ["opened", "public", "public"]


def refusal(attempt: object) -> str:
    """What somebody is told who tries it."""
    assert callable(attempt)
    with pytest.raises(Problem) as problem:
        attempt()
    return str(problem.value)

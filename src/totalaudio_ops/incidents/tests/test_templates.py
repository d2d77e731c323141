import re

import pytest

from totalaudio_ops.incidents.changing import acknowledge, resolve
from totalaudio_ops.incidents.incident import Connection
from totalaudio_ops.incidents.templates import TEMPLATES, notices, render
from totalaudio_ops.incidents.tests.making import ALICE, BOB, after, made
from totalaudio_ops.problems import Problem


def test_people_read_what_is_wrong_since_when_and_when_they_hear_more(
    connection: Connection,
) -> None:
    one = made(connection, title="Pages do not load", started_at=after(-5))
    found = render("investigating", one, after(10))
    assert found.subject == "Audio Intel: we are looking into a problem"
    assert found.body == (
        "Since 23 Nov 2026, 11:55 GMT there is a problem in Audio Intel: Pages do not load."
        " We are looking for its cause.\n\n"
        "The next update comes by 23 Nov 2026, 13:10 GMT.\n\n"
        "Reference: INC-2026-11-23-001"
    )


def test_the_team_reads_who_leads_and_what_is_promised(connection: Connection) -> None:
    one = made(connection, "P0", app=None)
    assert render("internal", one, after(5)).body == (
        "Complete outage in Total Audio Platform since 23 Nov 2026, 12:00 GMT: Enrichment fails.\n\n"
        "Somebody must acknowledge it by 23 Nov 2026, 12:15 GMT.\n\n"
        "Nobody leads yet: whoever acknowledges it does.\n\n"
        "Updates every 30 minutes; the next by 23 Nov 2026, 12:35 GMT."
    )
    taken = acknowledge(connection, one.ref, by=BOB, now=after(6))
    assert "bob@example.com leads." in render("internal", taken, after(7)).body


def test_the_last_notice_says_how_long_it_took(connection: Connection) -> None:
    one = resolve(connection, made(connection).ref, by=BOB, now=after(95))
    assert "12:00 GMT to 23 Nov 2026, 13:35 GMT, 1 hour 35 minutes." in (
        render("resolved", one, after(600)).body
    )


@pytest.mark.parametrize("level", ["P0", "P1", "P2", "P3"])
@pytest.mark.parametrize("app", [None, "pitch-generator"])
def test_no_notice_has_a_gap(connection: Connection, level: str, app: str | None) -> None:
    one = made(connection, level, app=app, title="Mail is late")
    for found in notices(one, after(1)):
        text = f"{found.subject}\n{found.body}"
        assert not re.search(r"[{}<>\[\]]|None|  |\(\)|: *$| ,|\.\.", text), text
        assert not text.endswith(" ")
        assert "Mail is late" in text
        assert "!" not in text


def test_customers_are_told_no_names(connection: Connection) -> None:
    one = acknowledge(connection, made(connection).ref, by=BOB, now=after(1))
    for name in ("investigating", "identified", "monitoring", "resolved"):
        text = render(name, one, after(2)).body
        assert BOB not in text
        assert ALICE not in text


def test_an_unknown_template_is_said(connection: Connection) -> None:
    with pytest.raises(Problem) as problem:
        render("sorry", made(connection), after(1))
    assert str(problem.value) == f"'sorry' is no template: {', '.join(TEMPLATES)} are."

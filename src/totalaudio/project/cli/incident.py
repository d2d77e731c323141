"""`totalaudio incident`: what went wrong, how far it is dealt with, and what it taught."""

import sys
from datetime import timedelta
from typing import Annotated

import typer

from totalaudio.project.cli.incident_reach import Ref, now, reached
from totalaudio.project.cli.options import DATA, Data, Json, answer

FewOrMany = Annotated[bool, typer.Option("--all", help="Also those that are resolved.")]


def list_incidents(*, everything: FewOrMany = False, json: Json = False, data: Data = DATA) -> None:
    """List the incidents that are not resolved, the worst first.

    In JSON: for each incident ref, level, title, app (null for all), status (open, acknowledged, mitigated, resolved),
    source, lead, public, started_at, detected_at, respond_by, seconds_left (null once acknowledged; below 0 when late),
    acknowledged_at, mitigated_at, resolved_at, breached_at.

    Example: ./totalaudio incident list --all
    """
    from totalaudio.project.cli import incident_rows, incident_show
    from totalaudio_ops.incidents.incident import resolved, unresolved

    with reached(data) as connection:
        found = unresolved(connection) + (resolved(connection) if everything else [])
    if json:
        answer([incident_rows.row(one, now()) for one in found])
    else:
        incident_show.show_list(found, now())


def show(ref: Ref, *, json: Json = False, data: Data = DATA) -> None:
    """Show one incident with its timeline, its post-mortem, and who was told.

    In JSON: the keys of `incident list`, timeline (at, kind, text, by, public), post_mortem (null, or due_date,
    closed_at, closed_by, summary, root_cause, impact, went_well, went_poorly, prevention, actions, missing) and
    notifications (channel, recipient, subject, attempts, next_try_at, sent_at, given_up_at, overtaken_at, problem).

    Example: ./totalaudio incident show INC-2026-11-23-001
    """
    from totalaudio.project.cli import incident_rows, incident_show
    from totalaudio_ops.incidents.incident import find

    with reached(data) as connection:
        found = incident_rows.full_row(connection, find(connection, ref), now())
    if json:
        answer(found)
    else:
        incident_show.show_one(found)


def export(ref: Ref, *, data: Data = DATA) -> None:
    """Write the whole record of an incident as Markdown to standard output.

    Example: ./totalaudio incident export INC-2026-11-23-001 > INC-2026-11-23-001.md
    """
    from totalaudio_ops.incidents.exporting import markdown
    from totalaudio_ops.incidents.incident import find

    with reached(data) as connection:
        sys.stdout.write(markdown(connection, find(connection, ref)))


def template(
    ref: Ref,
    name: Annotated[
        str,
        typer.Argument(
            help="internal, investigating, identified, monitoring, resolved or reminder."
        ),
    ],
    *,
    json: Json = False,
    data: Data = DATA,
) -> None:
    """Write a notice with the facts of an incident, ready to be sent.

    In JSON: name, subject, body.

    Example: ./totalaudio incident template INC-2026-11-23-001 investigating
    """
    from totalaudio_ops.incidents.incident import find
    from totalaudio_ops.incidents.templates import render

    with reached(data) as connection:
        notice = render(name, find(connection, ref), now())
    if json:
        answer({"name": notice.name, "subject": notice.subject, "body": notice.body})
    else:
        sys.stdout.write(f"{notice.subject}\n\n{notice.body}\n")


def metrics(
    *,
    days: Annotated[int, typer.Option(min=1, max=3650, help="Of how many days back.")] = 90,
    json: Json = False,
    data: Data = DATA,
) -> None:
    """Say how fast trouble is detected, acknowledged and resolved: mean, median and 90th percentile, with n.

    In JSON: for each measure measure (mttd, mtta, mttr), definition, level (null for all), n, mean_s, median_s, p90_s.
    What no incident has is left out.

    Example: ./totalaudio incident metrics --days 365
    """
    from totalaudio.project.cli import incident_rows, incident_show
    from totalaudio_ops.incidents.measuring import measured

    with reached(data) as connection:
        found = measured(connection, now() - timedelta(days=days), now())
    if json:
        answer(incident_rows.measures(found))
    else:
        incident_show.show_measures(found, days)


def deliver(*, json: Json = False, data: Data = DATA) -> None:
    """Do now what the worker does every minute: fill timelines, find late responses, and tell who is to be told.

    Who is told, and how, is in ALERT_EMAILS, ALERT_WEBHOOK_URL, ALERT_WEBHOOK_SECRET, QUIET_HOURS and EMAIL_URL. In
    JSON: queued, sent, waiting, given_up. Exit status 1 says that something was not taken.

    Example: ./totalaudio incident deliver
    """
    from totalaudio.project import alerting
    from totalaudio_ops.incidents.following import follow
    from totalaudio_ops.notifying.delivering import deliver as hand_out
    from totalaudio_ops.notifying.queueing import queue

    audience, ways = alerting.audience(), alerting.ways()
    with reached(data) as connection:
        follow(connection, now())
        queued = queue(connection, audience, now())
        connection.commit()
        connection.autocommit = True
        done = hand_out(connection, ways, now())
    found = {
        "queued": queued,
        "sent": done.sent,
        "waiting": done.waiting,
        "given_up": done.given_up,
    }
    if json:
        answer(found)
    else:
        sys.stdout.write(
            ", ".join(f"{key.replace('_', ' ')} {n}" for key, n in found.items()) + "\n"
        )
    if done.waiting or done.given_up:
        raise typer.Exit(1)

"""`totalaudio incident`: what people do with an incident, from opening it to resolving it."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from totalaudio.project.cli.incident_reach import By, Ref, actor, moment_of, now, reached
from totalaudio.project.cli.options import DATA, Data, Json, answer
from totalaudio_ops.incidents.incident import Connection, Incident

Text = Annotated[str, typer.Argument(help="What is to be kept.")]
MoreText = Annotated[str, typer.Argument(help="What was done.", show_default=False)]


def open_one(
    title: Annotated[str, typer.Argument(help="What is wrong, in a few words.")],
    *,
    level: Annotated[str, typer.Option(help="P0, P1, P2 or P3; INCIDENTS.md says which.")],
    app: Annotated[
        str,
        typer.Option(help="audio-intel, tracker, pitch-generator or worker; all when left out."),
    ] = "",
    since: Annotated[
        str, typer.Option(help="When it began: 15m, 2h, 3d ago, or 2026-11-23T12:00+00:00.")
    ] = "",
    detail: Annotated[str, typer.Option(help="What is known so far.")] = "",
    by: By = "",
    json: Json = False,
    data: Data = DATA,
) -> None:
    """Open an incident by hand.

    In JSON: the keys of `incident list`.

    Example: ./totalaudio incident open "Enrichment fails" --level P1 --app audio-intel --since 15m
    """
    from totalaudio_ops.incidents.opening import open_incident

    began = moment_of(since)
    _done(
        data,
        json=json,
        change=lambda connection: open_incident(
            connection,
            level=level,
            title=title,
            app=app or None,
            started_at=began,
            by=actor(by),
            now=now(),
            detail=detail,
        ),
    )


def note(ref: Ref, text: Text, *, by: By = "", json: Json = False, data: Data = DATA) -> None:
    """Write something down for those who respond. In JSON: the keys of `incident list`.

    Example: ./totalaudio incident note INC-2026-11-23-001 "The queue is full since the deploy"
    """
    from totalaudio_ops.incidents import changing

    _done(data, json=json, change=lambda c: changing.note(c, ref, text, by=actor(by), now=now()))


def update(
    ref: Ref,
    text: Text,
    *,
    internal: Annotated[bool, typer.Option("--internal", help="Not on the status page.")] = False,
    by: By = "",
    json: Json = False,
    data: Data = DATA,
) -> None:
    """Say how it stands, on the status page too. In JSON: the keys of `incident list`.

    Example: ./totalaudio incident update INC-2026-11-23-001 "We have found the cause"
    """
    from totalaudio_ops.incidents import changing

    _done(
        data,
        json=json,
        change=lambda c: changing.update(
            c, ref, text, by=actor(by), now=now(), is_public=not internal
        ),
    )


def acknowledge(ref: Ref, *, by: By = "", json: Json = False, data: Data = DATA) -> None:
    """Respond: the clock stops, and you lead unless somebody does already. In JSON: the keys of `incident list`.

    Example: ./totalaudio incident acknowledge INC-2026-11-23-001 --by duty@example.com
    """
    from totalaudio_ops.incidents import changing

    _done(data, json=json, change=lambda c: changing.acknowledge(c, ref, by=actor(by), now=now()))


def mitigate(
    ref: Ref, text: MoreText = "", *, by: By = "", json: Json = False, data: Data = DATA
) -> None:
    """Say that people no longer feel it. In JSON: the keys of `incident list`.

    Example: ./totalaudio incident mitigate INC-2026-11-23-001 "Rolled back"
    """
    from totalaudio_ops.incidents import changing

    _done(
        data,
        json=json,
        change=lambda c: changing.mitigate(c, ref, by=actor(by), now=now(), text=text),
    )


def resolve(
    ref: Ref, text: MoreText = "", *, by: By = "", json: Json = False, data: Data = DATA
) -> None:
    """Say that its cause is dealt with. In JSON: the keys of `incident list`.

    Example: ./totalaudio incident resolve INC-2026-11-23-001 "The disk was changed"
    """
    from totalaudio_ops.incidents import changing

    _done(
        data,
        json=json,
        change=lambda c: changing.resolve(c, ref, by=actor(by), now=now(), text=text),
    )


def change_level(
    ref: Ref,
    level: Annotated[str, typer.Argument(help="P0, P1, P2 or P3.")],
    *,
    reason: Annotated[str, typer.Option(help="Why; it is kept in the timeline.")],
    by: By = "",
    json: Json = False,
    data: Data = DATA,
) -> None:
    """Make it worse or less bad; the clock is computed anew. In JSON: the keys of `incident list`.

    Example: ./totalaudio incident level INC-2026-11-23-001 P0 --reason "Nobody can sign in"
    """
    from totalaudio_ops.incidents import changing

    _done(
        data,
        json=json,
        change=lambda c: changing.change_level(
            c, ref, level, reason=reason, by=actor(by), now=now()
        ),
    )


def lead(
    ref: Ref,
    name: Annotated[str, typer.Argument(help="Who leads the response.")],
    *,
    by: By = "",
    json: Json = False,
    data: Data = DATA,
) -> None:
    """Name who leads the response. In JSON: the keys of `incident list`.

    Example: ./totalaudio incident lead INC-2026-11-23-001 duty@example.com
    """
    from totalaudio_ops.incidents import changing

    _done(
        data, json=json, change=lambda c: changing.set_lead(c, ref, name, by=actor(by), now=now())
    )


def title(
    ref: Ref,
    words: Annotated[str, typer.Argument(help="What is wrong, in a few words for customers.")],
    *,
    by: By = "",
    json: Json = False,
    data: Data = DATA,
) -> None:
    """Say in other words what is wrong; everybody reads the title of a public one.

    In JSON: the keys of `incident list`.

    Example: ./totalaudio incident title INC-2026-11-23-001 "Boards do not open"
    """
    from totalaudio_ops.incidents import changing

    _done(
        data, json=json, change=lambda c: changing.set_title(c, ref, words, by=actor(by), now=now())
    )


def _done(data: Path, *, json: bool, change: Callable[[Connection], Incident]) -> None:
    from totalaudio.project.cli import incident_rows
    from totalaudio.project.cli.incident_show import status_line

    with reached(data) as connection:
        changed = change(connection)
    if json:
        answer(incident_rows.row(changed, now()))
    else:
        sys.stdout.write(f"{status_line(changed, now())}\n")

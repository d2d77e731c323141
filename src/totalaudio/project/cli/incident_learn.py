"""`totalaudio incident`: the post-mortem, its actions, and closing it."""

import sys
from datetime import date
from typing import Annotated
from uuid import UUID

import typer

from totalaudio.project.cli.incident_reach import By, Ref, actor, now, reached
from totalaudio.project.cli.options import DATA, Data
from totalaudio_ops.problems import Problem


def post_mortem(
    ref: Ref,
    *,
    summary: Annotated[str, typer.Option(help="What happened, in a paragraph.")] = "",
    root_cause: Annotated[str, typer.Option(help="Why.")] = "",
    impact: Annotated[str, typer.Option(help="Who felt it, how long, how much.")] = "",
    went_well: Annotated[str, typer.Option(help="What helped.")] = "",
    went_poorly: Annotated[str, typer.Option(help="What did not.")] = "",
    prevention: Annotated[str, typer.Option(help="What keeps it from happening again.")] = "",
    by: By = "",
    data: Data = DATA,
) -> None:
    """Write sections of the post-mortem; what is not given stays as it is. Begins one for a resolved P2 or P3.

    Example: ./totalaudio incident post-mortem INC-2026-11-23-001 --root-cause "The disk was full"
    """
    from totalaudio_ops.incidents.incident import find
    from totalaudio_ops.incidents.post_mortems import begin, missing_parts, write_sections

    given = {
        "summary": summary,
        "root_cause": root_cause,
        "impact": impact,
        "went_well": went_well,
        "went_poorly": went_poorly,
        "prevention": prevention,
    }
    with reached(data) as connection:
        begin(connection, ref, by=actor(by), now=now())
        told = {name: text for name, text in given.items() if text.strip()}
        write_sections(connection, ref, told, by=actor(by), now=now())
        missing = missing_parts(connection, find(connection, ref))
    left = f"still missing: {', '.join(missing)}" if missing else "nothing is missing: close it"
    sys.stdout.write(f"The post-mortem of {ref.upper()}: {left}.\n")


def action(
    ref: Ref,
    text: Annotated[str, typer.Argument(help="What will be done.")],
    *,
    owner: Annotated[str, typer.Option(help="Who does it.")],
    due: Annotated[str, typer.Option(help="By when, as 2026-12-04.")],
    by: By = "",
    data: Data = DATA,
) -> None:
    """Add an action to the post-mortem; prints its id.

    Example: ./totalaudio incident action INC-2026-11-23-001 "Alarm at 80 %" --owner Duty --due 2026-12-04
    """
    from totalaudio_ops.incidents.post_mortems import add_action

    with reached(data) as connection:
        made = add_action(
            connection, ref, text, owner=owner, due_date=_day(due), by=actor(by), now=now()
        )
    sys.stdout.write(f"{made.id}\n")


def done(
    ref: Ref,
    action_id: Annotated[str, typer.Argument(help="The action's id; incident show has it.")],
    *,
    by: By = "",
    data: Data = DATA,
) -> None:
    """Say that an action is done.

    Example: ./totalaudio incident done INC-2026-11-23-001 01938f7e-0000-7000-8000-000000000001
    """
    from totalaudio_ops.incidents.post_mortems import finish_action

    try:
        wanted = UUID(action_id)
    except ValueError:
        raise Problem(
            f"{action_id[:40]!r} is no id of an action: incident show has them."
        ) from None
    with reached(data) as connection:
        finish_action(connection, ref, wanted, by=actor(by), now=now())
    sys.stdout.write("The action is done.\n")


def close(ref: Ref, *, by: By = "", data: Data = DATA) -> None:
    """Close the post-mortem, once every section is written and it has an action. P0 and P1 keep Freeze until then.

    Exit status 2 says that something is missing, and what.

    Example: ./totalaudio incident close INC-2026-11-23-001
    """
    from totalaudio_ops.incidents import post_mortems

    with reached(data) as connection:
        post_mortems.close(connection, ref, by=actor(by), now=now())
    sys.stdout.write(f"The post-mortem of {ref.upper()} is closed.\n")


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        raise Problem(f"{written[:40]!r} is no day: write it as 2026-12-04.") from None

"""`totalaudio flags`: which features are on, for whom, and why."""

import sys
from typing import Annotated

import typer

from totalaudio.project.cli.on_platform import join_platform
from totalaudio.project.cli.options import DATA, Data, Json, answer

Name = Annotated[str, typer.Argument(help="The flag, as export-formats.")]
ForUser = Annotated[str, typer.Option("--user", help="The person with this address.")]
ForWorkspace = Annotated[
    str, typer.Option("--workspace", help="The workspace with this id or name.")
]
ForAll = Annotated[bool, typer.Option("--all", help="Everybody.")]
Why = Annotated[str, typer.Option("--reason", help="Why; it is kept with the change.")]


def list_flags(*, json: Json = False, data: Data = DATA) -> None:
    """List all flags: how each is declared, how it stands for everybody, and its overrides.

    In JSON: for each flag name, description, owner, on, reason, rollout, environments, built, remove_by, overrides
    (each with scope, for, subject, value, reason, by, made_at, expires_at, ended). The platform must be running.

    Example: ./totalaudio flags list
    """
    join_platform(data)
    from totalaudio.project.cli import flags_list

    rows = flags_list.rows()
    if json:
        answer(rows)
    else:
        flags_list.show(rows)
    for name in flags_list.gone():
        sys.stderr.write(
            f"{name} is no longer declared; take its overrides back by ./totalaudio flags clear.\n"
        )


def set_flag(
    flag: Name,
    value: Annotated[str, typer.Argument(help="on, off, or the name of a variant.")],
    *,
    reason: Why,
    everybody: ForAll = False,
    user: ForUser = "",
    workspace: ForWorkspace = "",
    expires: Annotated[
        str, typer.Option(help="When it ends: 12h, 7d, 2w, or a day as 2026-12-31.")
    ] = "",
    data: Data = DATA,
) -> None:
    """Override a flag for everybody, a person or a workspace. Every process sees it at once.

    Example: ./totalaudio flags set export-formats off --all --reason "The workbooks are broken" --expires 7d
    """
    join_platform(data)
    from totalaudio.core.flags import actions
    from totalaudio.project.cli import flags_arguments as given

    name, target = given.flag(flag), given.target(user, workspace, everybody=everybody)
    ends_at = given.end(expires)
    with given.refusals():
        actions.set_override(
            using=given.SYSTEM,
            flag=name,
            scope=target.scope,
            subject=target.id,
            value=value,
            reason=reason,
            expires_at=ends_at,
        )
    until = f" until {ends_at:%d %b %Y, %H:%M} UTC" if ends_at else ""
    sys.stderr.write(f"{name} is set to {value} for {target.name}{until}.\n")
    if (value != actions.OFF) is not given.decision(name, target).value:
        sys.stderr.write(f"It has no effect here; see ./totalaudio flags explain {name}.\n")


def clear_flag(
    flag: Name,
    *,
    reason: Why,
    everybody: ForAll = False,
    user: ForUser = "",
    workspace: ForWorkspace = "",
    data: Data = DATA,
) -> None:
    """Take an override back, so that the flag is as declared.

    Exit status 1 says that there was none. Also for a flag that is no longer declared, and with --user ID or
    --workspace ID (see flags list --json) for somebody who is gone.

    Example: ./totalaudio flags clear export-formats --all --reason "The workbooks are repaired"
    """
    join_platform(data)
    from totalaudio.core.flags import actions
    from totalaudio.project.cli import flags_arguments as given

    name = given.known_flag(flag)
    target = given.known_target(name, user, workspace, everybody=everybody)
    with given.refusals():
        made = actions.clear_override(
            using=given.SYSTEM, flag=name, scope=target.scope, subject=target.id, reason=reason
        )
    if made is None:
        sys.stderr.write(f"There was no override of {name} for {target.name}.\n")
        raise typer.Exit(1)
    sys.stderr.write(f"The override of {name} for {target.name} is taken back.\n")


def explain_flag(
    flag: Name,
    *,
    user: ForUser = "",
    workspace: ForWorkspace = "",
    json: Json = False,
    data: Data = DATA,
) -> None:
    """Say why a flag is on or off, step by step, for everybody or for somebody.

    Overrides are those of the running platform; the environment is that of the settings here, which it names.
    In JSON: flag, on, variant, reason, version, environment, conditions, steps. The platform must be running.

    Example: ./totalaudio flags explain export-formats --user olive@example.com
    """
    join_platform(data)
    from totalaudio.core.flags import current
    from totalaudio.core.flags.explaining import explain
    from totalaudio.project.cli import flags_arguments as given

    name = given.flag(flag)
    user_id, workspace_id = given.user(user), given.workspace(workspace)
    place = current.place()
    found = explain(name, place, given.snapshot(), user_id, workspace_id)
    if json:
        answer(
            {
                "flag": name,
                "on": found.decision.value,
                "variant": found.decision.variant,
                "reason": found.decision.reason,
                "version": found.decision.version,
                "environment": place.environment,
                "conditions": sorted(place.conditions),
                "steps": found.steps,
            }
        )
    else:
        sys.stdout.write("".join(f"{n}. {step}\n" for n, step in enumerate(found.steps, start=1)))
        here = " and ".join([f"ENVIRONMENT is {place.environment}", *sorted(place.conditions)])
        sys.stderr.write(
            f"By the settings here: {here}. A platform that was told otherwise may decide otherwise.\n"
        )

"""`totalaudio deploy`, `rollback`, `promote` and `deployments`: what serves, and how it came there."""

from typing import Annotated

import typer

from totalaudio.project.cli.deploy_options import (
    App,
    Contract,
    Env,
    Incident,
    Kind,
    Override,
    Plan,
    Site,
    To,
    Watch,
    Where,
)
from totalaudio.project.cli.options import DATA, Data, Json, answer
from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.slo.gate import Change


def deploy(
    app: App,
    *,
    env: Env,
    commit: Annotated[
        str,
        typer.Option(
            "--commit", help="What to deploy, as git names it; it need not be checked out."
        ),
    ] = "HEAD",
    change: Kind = Change.FEATURE,
    incident: Incident = "",
    override: Override = "",
    contract: Contract = False,
    target: To = Where.SERVER,
    site: Site = None,
    watch: Watch = None,
    plan: Plan = False,
    json: Json = False,
    data: Data = DATA,
) -> None:
    """Deploy an app: gate, build, migrate, start, check, switch, watch, and keep it or go back.

    The new version is started beside the one that serves, asked for its health and its pages, and only then given to
    people; while it is watched, more errors or twice the time of the version before take it back. The gate asks the
    budget, the settings, the pending migrations, the checkout and its checks. What was interrupted or killed goes on
    with the same command; another commit takes it back first. Exit status 0 says that it is kept (with --plan: that
    the gate would let it through), 1 that it is not.

    In JSON: id, kind, app, environment, target, commit, version, change, by, incident_ref, override_reason, started_at,
    finished_at, seconds, outcome (kept, rolled back, refused, failed, abandoned; null when it was interrupted), said,
    steps (each with step, at, seconds, done, said). With --plan: plan, gate (each with check, let_through, said).

    Example: ./totalaudio deploy tracker --env preview --plan
    """
    from totalaudio.project.cli import deploying

    wish = deploying.wish_of(app, env, commit, change, incident, override)
    with deploying.at(target, site, env, data) as place:
        if plan:
            deploying.show_plan(place, wish, contract=contract, json=json)
            return
        found = deploying.deploy(
            place, wish, contract=contract, watch=deploying.seconds(target, watch)
        )
    deploying.end(found, json=json)


def rollback(
    app: App,
    *,
    env: Env,
    target: To = Where.SERVER,
    site: Site = None,
    plan: Plan = False,
    json: Json = False,
    data: Data = DATA,
) -> None:
    """Go back to the version that was kept before, at once: it is started, asked, and given to people.

    There is no gate, no build and no migration, and the database may be away. A deploy that was not finished is taken
    back, and that is all. Going back twice goes two versions back. Exit status 0 says that it serves.

    In JSON: the keys of `deploy`.

    Example: ./totalaudio rollback tracker --env production --plan
    """
    from totalaudio.project.cli import deploying

    with deploying.at(target, site, env, data) as place:
        if plan:
            deploying.show_way_back(place, app, env, json=json)
            return
        found = deploying.rollback(place, app, env)
    deploying.end(found, json=json, is_back=True)


def promote(
    app: App,
    *,
    change: Kind = Change.FEATURE,
    incident: Incident = "",
    override: Override = "",
    contract: Contract = False,
    target: To = Where.SERVER,
    site: Site = None,
    watch: Watch = None,
    plan: Plan = False,
    json: Json = False,
    data: Data = DATA,
) -> None:
    """Give to production what the preview serves: the same commit, through the same gate and steps.

    Exit status 0 says that it is kept. In JSON: the keys of `deploy`.

    Example: ./totalaudio promote tracker --plan
    """
    from totalaudio.project.cli import deploying

    with deploying.at(target, site, Environment.PRODUCTION, data) as place:
        wish = deploying.promotion(place, app, change, incident, override)
        if plan:
            deploying.show_plan(place, wish, contract=contract, json=json)
            return
        found = deploying.deploy(
            place, wish, contract=contract, watch=deploying.seconds(target, watch)
        )
    deploying.end(found, json=json)


def deployments(
    which: Annotated[
        str, typer.Argument(metavar="[ID]", help="One of them, with its steps.", show_default=False)
    ] = "",
    *,
    app: Annotated[Deployable | None, typer.Option("--app", help="Only this app.")] = None,
    env: Annotated[Environment | None, typer.Option("--env", help="Only this environment.")] = None,
    number: Annotated[int, typer.Option("--number", min=1, max=1000, help="How many.")] = 20,
    site: Site = None,
    json: Json = False,
    data: Data = DATA,
) -> None:
    """List deploys and rollbacks, the newest first: from the journal of a site, else as the database knows them.

    In JSON: the keys of `deploy` for each, with steps for one of them.

    Example: ./totalaudio deployments --app tracker --env production
    """
    from totalaudio.project.cli import deploy_looking, deploy_show

    if which:
        row, lines = deploy_looking.one(site, data, which)
        if json:
            answer(deploy_show.as_json(row, lines))
        else:
            deploy_show.show_one(row, lines)
        return
    rows = deploy_looking.newest(site, data, app, env, number)
    if json:
        answer([deploy_show.as_json(row) for row in rows])
    else:
        deploy_show.show_list(rows)

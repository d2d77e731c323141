"""`totalaudio site`: a server machine that apps are deployed to."""

import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from totalaudio.project.cli.options import Json, answer
from totalaudio.project.cli.site_showing import shown, told
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.deploys.server import checking, initial, operating
from totalaudio_ops.deploys.server.databases import make_database
from totalaudio_ops.deploys.server.initial import Wanted
from totalaudio_ops.deploys.server.keeping_certified import EVERY_SECONDS, renew
from totalaudio_ops.deploys.server.site import read_site
from totalaudio_ops.deploys.server.target import Server, server
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.postgres.roles import DATABASE
from totalaudio_ops.problems import Problem

Site = Annotated[
    Path,
    typer.Option("--site", envvar="DEPLOY_SITE", help="The folder of the site.", file_okay=False),
]


def init(
    folder: Annotated[Path, typer.Argument(help="The folder that the site is to be.")],
    domain: Annotated[str, typer.Option(help="The host of production.")],
    preview_domain: Annotated[
        str, typer.Option(help="The host of the preview.", show_default="preview.DOMAIN")
    ] = "",
    user: Annotated[
        str, typer.Option(help="Whom production runs as, when root starts the site.")
    ] = "",
    preview_user: Annotated[
        str, typer.Option(help="Whom the preview runs as.", show_default="USER-preview")
    ] = "",
    certificate: Annotated[
        str, typer.Option(help="A file with chain and key, acme, self-signed or elsewhere.")
    ] = "self-signed",
    email: Annotated[str, typer.Option(help="For acme: who is told of certificates.")] = "",
    ports: Annotated[int, typer.Option(help="The first of thirty loopback ports.")] = 9100,
    http: Annotated[int, typer.Option(help="Where people come in, to be sent on to https.")] = 80,
    https: Annotated[int, typer.Option(help="Where people come in.")] = 443,
) -> None:
    """Make the folder of a site: its file, settings of production and preview with secrets of their own.

    What is there stays as it is, so it can be run again. Afterwards fill in what settings.env of each environment
    asks for; site check says what is missing.

    Example: ./totalaudio site init /srv/totalaudio --domain promotion.example.com --user totalaudio
    """
    wanted = Wanted(
        folder.expanduser().absolute(),
        domain,
        preview_domain,
        user,
        preview_user,
        certificate,
        email,
        ports,
        http,
        https,
    )
    site = initial.init(wanted)
    files = [str(site.settings(environment)) for environment in site.environments]
    sys.stdout.write(
        f"The site is in {site.path}. Fill in {' and '.join(files)}, then ./totalaudio site check "
        f"--site {site.path}\n"
    )


def database(
    environment: Annotated[Environment, typer.Argument(help="production or preview.")],
    site: Site,
    administrator: Annotated[
        str,
        typer.Option(
            envvar="ADMINISTRATOR_URL",
            help="A superuser's address, or of a role that may make roles and owns the database.",
        ),
    ],
    name: Annotated[str, typer.Option(help="The database, made where it is missing.")] = DATABASE,
) -> None:
    """Make an environment's database and roles, and write their addresses into its settings.

    Example: ADMINISTRATOR_URL=postgresql://… ./totalaudio site database production --site /srv/totalaudio
    """
    sys.stdout.write(make_database(read_site(site), environment, administrator, name) + "\n")


def check(site: Site, *, json: Json = False) -> None:
    """Say everything that keeps the site from serving people; exit status 1 when there is anything.

    In JSON: ok, problems (sentences).

    Example: ./totalaudio site check --site /srv/totalaudio
    """
    problems = list(checking.faults_of_machine(_server(site)))
    if json:
        answer({"ok": not problems, "problems": problems})
    else:
        sys.stdout.write("".join(f"{problem}\n" for problem in problems) or "ok\n")
    if problems:
        raise typer.Exit(1)


def start(site: Site, *, json: Json = False) -> None:
    """Start the front and every version that serves, as after a reboot; a changed site.toml counts from now on.

    In JSON as status. Exit status 1 when an app that was deployed does not serve.

    Example: ./totalaudio site start --site /srv/totalaudio
    """
    _show(operating.start(_server(site)), json=json)


def stop(site: Site) -> None:
    """Stop everything of the site, the front first; site start brings it back as it was.

    Example: ./totalaudio site stop --site /srv/totalaudio
    """
    stopped = operating.stop(_server(site))
    sys.stdout.write(f"Stopped: {', '.join(stopped)}.\n" if stopped else "Nothing was running.\n")


def status(site: Site, *, json: Json = False) -> None:
    """Show what serves in each environment; exit status 1 when an app that was deployed does not.

    In JSON: ok, apps (environment, app, release, previous, place, url, problem).

    Example: ./totalaudio site status --site /srv/totalaudio
    """
    _show(operating.standing(_server(site)), json=json)


def certificate(
    site: Site,
    *,
    keep: Annotated[bool, typer.Option("--keep", help="Go on, and look twice a day.")] = False,
) -> None:
    """Use the certificate of site.toml as it is now: asked for by ACME when it ends soon, live without a restart.

    Example: ./totalaudio site certificate --site /srv/totalaudio
    """
    made = _server(site)
    while True:
        try:
            sys.stdout.write(renew(made.site, made.deployables) + "\n")
        except Problem as problem:
            if not keep:
                raise
            sys.stdout.write(f"{problem}\n")
        sys.stdout.flush()
        if not keep:
            return
        time.sleep(EVERY_SECONDS)


def _server(folder: Path) -> Server:
    return server(read_site(folder), ROOT)


def _show(found: list[operating.Standing], *, json: bool) -> None:
    if json:
        answer(told(found))
    else:
        sys.stdout.write(shown(found))
    if any(one.problem for one in found):
        raise typer.Exit(1)

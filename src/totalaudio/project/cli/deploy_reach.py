"""What a deploy works with, put together: the place, its journal, its database, its settings."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from totalaudio.project.cli.deploy_options import Where
from totalaudio.project.cli.operating import urls_of
from totalaudio.project.environment.reading import given, given_by
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.deploys.checks import Program, check_checkout, check_green, check_settings
from totalaudio_ops.deploys.checks.git import ask as ask_git
from totalaudio_ops.deploys.journal import Journal
from totalaudio_ops.deploys.steps import Environment, Order
from totalaudio_ops.deploys.targets import Target
from totalaudio_ops.happenings import Connection
from totalaudio_ops.postgres.connecting import connect
from totalaudio_ops.postgres.roles import Urls
from totalaudio_ops.problems import Problem
from totalaudio_ops.slo.gate import Verdict


@dataclass(frozen=True, slots=True)
class Reached:
    """A place with everything that belongs to it.

    `settings` says whether a release can start there; `owner` is a file with DATABASE_OWNER_URL, None without one.
    """

    target: Target
    journal: Journal
    connect: Callable[[], AbstractContextManager[Connection]]
    settings: Callable[[Order], Verdict]
    owner: Path | None
    program: Callable[[Order], Program]


def reached(
    where: Where, site: Path | None, environment: Environment, data: Path, holding: ExitStack
) -> Reached:
    """The place that was named; what it opens is closed with the stack. Raises Problem that says what is missing."""
    if where is Where.VERCEL:
        return _vercel(data, holding)
    return _server(_named(site), environment)


def journal_of(site: Path | None, data: Path) -> Journal:
    """Where the journal lies: in the site, else in the data folder."""
    return Journal((site or data / "deploys") / "journal")


def _named(site: Path | None) -> Path:
    if site is None:
        raise Problem(
            "no site is named: give its folder with --site or DEPLOY_SITE, or make one with "
            "./totalaudio site init."
        )
    return site


def _server(folder: Path, environment: Environment) -> Reached:
    from totalaudio_ops.deploys.server.colours import Colour
    from totalaudio_ops.deploys.server.owning import identity_of, is_handed_over
    from totalaudio_ops.deploys.server.releases import build, find_release
    from totalaudio_ops.deploys.server.site import read_site
    from totalaudio_ops.deploys.server.target import server

    site = read_site(folder)
    target, settings = server(site, ROOT), site.settings(environment)

    def program(order: Order) -> Program:
        release = find_release(site.releases, order.release)
        if release is None and _is_here(order):
            return Program(ROOT)
        if release is None:
            release, _ = build(site.releases, ROOT, _trusted(order))
        # It has no more rights before the gate than it will have behind it.
        is_theirs = is_handed_over(site, environment)
        who = identity_of(site.user(environment)) if is_theirs else None
        return Program(release.path, release.python, who, site.data(environment) if who else None)

    def can_start(order: Order) -> Verdict:
        words = target.slots(order.app, order.environment).words(Colour.BLUE)
        return check_settings(program(order), order.app, words)

    return Reached(
        target,
        journal_of(site.path, folder),
        lambda: _transaction(url_in(settings)),
        can_start,
        settings,
        program,
    )


def _vercel(data: Path, holding: ExitStack) -> Reached:
    from totalaudio.project.cli.deploy_vercel import vercel

    def opened() -> AbstractContextManager[Connection]:
        return _transaction(_own(data).system)

    def kept_there(_order: Order) -> Verdict:
        return Verdict(is_let_through=True, said="Vercel keeps them, and its build needs them.")

    owner = _own(data).owner
    target = vercel(holding, opened, owner)
    file = _owner_file(owner, holding) if owner else None
    return Reached(target, journal_of(None, data), opened, kept_there, file, _here)


def _owner_file(owner: str, holding: ExitStack) -> Path:
    """Where a program of the release reads the address, and nobody else."""
    folder = Path(holding.enter_context(TemporaryDirectory(prefix="totalaudio-deploy-")))
    file = folder / "settings.env"
    file.write_text(f"DATABASE_OWNER_URL={owner}\n", encoding="utf-8")
    return file


def url_in(settings: Path) -> str:
    """The address of an environment's database, for the system role."""
    try:
        found, _ = given_by(settings)
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(f"{settings} cannot be read: {error}.") from None
    if not found.get("database_system_url"):
        raise Problem(f"{settings} has no DATABASE_SYSTEM_URL, which operations need: add it.")
    return found["database_system_url"]


def _own(data: Path) -> Urls:
    """The database of this command's own settings, else of the platform that runs here."""
    told = given()
    if told.get("database_system_url"):
        return Urls(
            app=told.get("database_url", ""),
            system=told["database_system_url"],
            owner=told.get("database_owner_url", ""),
        )
    return urls_of(data)


def copied_from(data: Path) -> AbstractContextManager[Connection]:
    """The database in which deploys were copied, as this command's settings or the running platform name it."""
    return _transaction(_own(data).system)


def _here(order: Order) -> Program:
    """This checkout, when it is the very commit."""
    if not _is_here(order):
        raise Problem(
            f"Nobody can ask {order.release}, which is not checked out here: check it out"
        )
    return Program(ROOT)


def _is_here(order: Order) -> bool:
    return ask_git(ROOT, "rev-parse", "HEAD") == order.commit


def _trusted(order: Order) -> str:
    """Its commit, if everybody can find it and its checks passed: nothing else is run to be asked. Raises Problem.

    An override answers for missing checks here as it does at the gate.
    """
    verdict = check_checkout(ROOT, order.commit)
    if verdict.is_let_through and not order.override:
        verdict = check_green(ROOT, order.commit)
    if not verdict.is_let_through:
        raise Problem(f"Nobody can ask {order.release} before it is built: {verdict.said}")
    return order.commit


@contextmanager
def _transaction(url: str) -> Iterator[Connection]:
    try:
        with connect(url, "DATABASE_SYSTEM_URL") as connection, connection.transaction():
            yield connection
    except (psycopg.errors.InvalidSchemaName, psycopg.errors.UndefinedTable):
        raise Problem("the database has no tables of operations yet") from None
    except psycopg.errors.InsufficientPrivilege:
        # Before the first migration the schema is there, and nobody may use it.
        raise Problem(
            "the database has no tables of operations yet, or its role may not use them"
        ) from None
    except psycopg.errors.UndefinedColumn:
        raise Problem("the tables of operations are older than this release") from None
    except psycopg.Error as error:
        # What the server says of the statement itself, with its text, is nothing for people.
        said = error.diag.message_primary or " ".join(str(error).split()) or type(error).__name__
        raise Problem(f"the database did not answer: {said[:300]}") from None

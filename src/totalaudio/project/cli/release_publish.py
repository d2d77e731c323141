"""`totalaudio release publish`: tags, and releases on GitHub."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from totalaudio.project.cli.github import Address, Name, Token
from totalaudio.project.cli.options import Json, answer
from totalaudio.project.cli.release_options import CHECKOUT, Root
from totalaudio_ops.github.client import API, Repository
from totalaudio_ops.problems import Problem
from totalaudio_ops.releases.history import github_repository
from totalaudio_ops.releases.publishing import Publication
from totalaudio_ops.releases.publishing import publish as publish_versions


def publish(
    *,
    push: Annotated[bool, typer.Option("--push", help="Push the tags to origin.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be done.")
    ] = False,
    token: Token = "",
    repository: Name = "",
    api: Address = API,
    root: Root = CHECKOUT,
    json: Json = False,
) -> None:
    """Tag each version that has no tag, such as audio-intel@2.4.0; a second run does nothing.

    With GITHUB_TOKEN each pushed tag gets its release on GitHub, with what the changelog says; GITHUB_REPOSITORY and
    GITHUB_API_URL say where.
    In JSON: tags (made), pushed, releases (made on GitHub), waiting (tags that GitHub does not have yet).

    Example: ./totalaudio release publish --dry-run
    """
    done = publish_versions(
        root, push=push, repository=_github(root, token, repository, api), only_plan=dry_run
    )
    if json:
        keys = ("tags", "pushed", "releases", "waiting")
        answer({key: list(getattr(done, key)) for key in keys})
    else:
        _say(done, dry_run=dry_run)


def _github(root: Path, token: str, repository: str, api: str) -> Repository | None:
    name = repository or github_repository(root)
    if token and not name:
        raise Problem(
            "GITHUB_TOKEN is set, but not for which repository: set GITHUB_REPOSITORY too."
        )
    return Repository(name, token, api or API) if token else None


def _say(done: Publication, *, dry_run: bool) -> None:
    verb = "would be " if dry_run else ""
    for tag in done.tags:
        sys.stdout.write(f"{tag} {verb}tagged\n")
    for tag in done.pushed:
        sys.stdout.write(f"{tag} {verb}pushed\n")
    for tag in done.releases:
        sys.stdout.write(f"{tag} {verb}released on GitHub\n")
    for tag in done.waiting:
        sys.stdout.write(
            f"{tag} is not pushed, so GitHub has no release of it: run this with --push\n"
        )
    if done.is_nothing:
        sys.stdout.write("Every version has its tag.\n")

"""`totalaudio github`: what workflows ask of GitHub and tell there."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from totalaudio.project.platform.places import ROOT
from totalaudio_ops.apps import Deployable
from totalaudio_ops.deployables import read_deployables
from totalaudio_ops.deploys.checks import green
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.github.client import API, Repository
from totalaudio_ops.github.comments import keep_comment
from totalaudio_ops.github.telling import Told, markdown
from totalaudio_ops.github.waiting import wait_for
from totalaudio_ops.problems import Problem

Token = Annotated[str, typer.Option(envvar="GITHUB_TOKEN", show_envvar=True, hidden=True)]
Name = Annotated[str, typer.Option("--repository", envvar="GITHUB_REPOSITORY", hidden=True)]
Address = Annotated[str, typer.Option("--api", envvar="GITHUB_API_URL", hidden=True)]
Commit = Annotated[str, typer.Option(envvar="GITHUB_SHA", help="The commit, in full.")]


def wait(
    workflow: Annotated[str, typer.Argument(help="The file of the workflow, such as ci.yml.")],
    *,
    commit: Commit,
    minutes: Annotated[int, typer.Option(min=1, help="How long to wait at most.")] = 45,
    token: Token = "",
    repository: Name = "",
    api: Address = API,
) -> None:
    """Wait until a workflow has judged a commit, and record in this checkout that it passed.

    Exit status 1 says that it did not pass, or never ran. Reads GITHUB_REPOSITORY, GITHUB_TOKEN and GITHUB_API_URL.

    Example: ./totalaudio github wait ci.yml --commit "$GITHUB_SHA"
    """
    forge = reached(repository, token, api)
    found = wait_for(forge, workflow, commit, timedelta(minutes=minutes))
    sys.stdout.write(f"{found.said}\n")
    if not found.is_let_through:
        raise typer.Exit(1)
    green.record(ROOT, datetime.now(UTC))


def deployment(
    app: Annotated[Deployable, typer.Argument(help="What was deployed.")],
    *,
    env: Annotated[Environment, typer.Option("--env", help="Where to.")],
    commit: Commit,
    outcome: Annotated[str, typer.Option(help="How it ended: success, failure, cancelled.")],
    domain: Annotated[
        str,
        typer.Option(help="The domain of the environment's hosts, or the address that apps share."),
    ] = "",
    pull_request: Annotated[
        str, typer.Option(help="The number of the pull request, if it is for one.")
    ] = "",
    run: Annotated[str, typer.Option(envvar="GITHUB_RUN_ID", hidden=True)] = "",
    server: Annotated[str, typer.Option(envvar="GITHUB_SERVER_URL", hidden=True)] = "",
    summary: Annotated[Path | None, typer.Option(envvar="GITHUB_STEP_SUMMARY", hidden=True)] = None,
    token: Token = "",
    repository: Name = "",
    api: Address = API,
) -> None:
    """Say how a deploy went: in the run's summary, and in one comment on its pull request.

    The comment is brought up to date by the next deploy of that app to that environment.

    Example: ./totalaudio github deployment tracker --env preview --outcome success --domain preview.example.com
    """
    log = f"{server}/{repository}/actions/runs/{run}" if run and server else ""
    declared = read_deployables(ROOT).of(app)
    url = _address(declared.host, domain) if domain and declared.host else ""
    text = markdown(Told(app, declared.version, env, commit, outcome, url, log))
    if summary is None:
        sys.stdout.write(text)
    else:
        with summary.open("a", encoding="utf-8") as file:
            file.write(text)
    if pull_request:
        number = _number(pull_request)
        keep_comment(reached(repository, token, api), number, f"deployment of {app} to {env}", text)


def _address(host: str, domain: str) -> str:
    """An app's own, or the one that is given whole because its apps share it."""
    return (
        f"{domain.rstrip('/')}/" if domain.startswith("https://") else f"https://{host}.{domain}/"
    )


def reached(repository: str, token: str, api: str) -> Repository:
    """The way to GitHub; raises Problem for what is not set."""
    if "/" not in repository:
        raise Problem("GITHUB_REPOSITORY is not set: give the repository as owner/name.")
    if not token:
        raise Problem("GITHUB_TOKEN is not set: give the workflow's step its token.")
    return Repository(repository, token, api or API)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise Problem(f"{text} is no number of a pull request: give it in digits.")
    return int(text)

"""`totalaudio site run`: what stands behind its own options is another command, whatever that is told."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup

from totalaudio.project.cli import site_run
from totalaudio.project.cli.app import build
from totalaudio_ops.deploys.steps import Environment

RUN = ("site", "run", "--env", "production")


def left(*words: str) -> list[str]:
    """What the command that was typed passes on."""
    command = typer.main.get_command(build(words))
    context = command.make_context("totalaudio", list(words))
    while isinstance(command, TyperGroup):
        name, found, more = command.resolve_command(
            context, [*context._protected_args, *context.args]
        )
        assert found is not None
        command, context = found, found.make_context(name, list(more))
    return list(context.args)


@pytest.mark.parametrize("between", [(), ("--",)])
def test_options_of_the_other_command_are_its_own(
    between: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEPLOY_SITE", "/srv/site")
    inner = ("env", "check", "tracker", "--env", "production", "--json")
    assert left(*RUN, *between, *inner) == list(inner)


def test_nothing_of_the_terminal_reaches_the_other_command_but_how_it_looks_and_who_asks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[Mapping[str, str]] = []
    monkeypatch.setattr(site_run, "read_site", lambda _folder: None)
    monkeypatch.setattr(site_run, "server", lambda *_: None)
    monkeypatch.setattr(site_run, "command_of", lambda *given: told.append(given[3]))
    monkeypatch.setattr(site_run, "become", lambda _command: None)
    ours = {"PATH": "/bin", "LC_ALL": "C.UTF-8", "TERM": "dumb", "SUDO_USER": "olive"}
    theirs = dict.fromkeys(
        ("SECRET_KEY", "ADMINISTRATOR_URL", "PGOPTIONS", "AWS_SECRET_ACCESS_KEY", "PYTHONHOME"), "x"
    )
    monkeypatch.setattr(os, "environ", ours | theirs)
    context = typer.Context(typer.main.get_command(build(RUN)))
    context.args = ["slo", "status"]
    site_run.run(context, env=Environment.PRODUCTION, site=tmp_path)
    assert told == [ours]


def test_it_goes_through_to_a_server() -> None:
    there = left("on", "ssh://deploy@example.com/srv/site", *RUN, "--", "slo", "status", "--json")
    assert there == [*RUN, "slo", "status", "--json"]

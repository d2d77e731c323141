"""`totalaudio site run`: what stands behind its own options is another command, whatever that is told."""

import pytest
import typer
from typer.core import TyperGroup

from totalaudio.project.cli.app import build

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


def test_it_goes_through_to_a_server() -> None:
    there = left("on", "ssh://deploy@example.com/srv/site", *RUN, "--", "slo", "status", "--json")
    assert there == [*RUN, "slo", "status", "--json"]

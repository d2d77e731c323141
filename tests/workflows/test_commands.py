"""A workflow cannot name a command, an option or a value that is not there."""

import re
import shlex

import click
import pytest
import typer

from tests.workflows.files import commands
from totalaudio.project.cli.app import build

# What a workflow's variables may hold, where the command takes only certain words.
VALUES = {
    "ENVIRONMENT_NAME": "preview",
    "APP_NAME": "worker",
    "CHANGE": "fix",
    "OUTCOME": "success",
    "SHARD": "2/5",
    "SITE": "ssh://deploy@server.example.com/srv/site",
}


@pytest.mark.parametrize("command", sorted(set(commands())))
def test_every_command_of_a_workflow_is_one_that_is_there(command: str) -> None:
    filled = re.sub(r"\$([A-Z_]+)", lambda found: VALUES.get(found[1], "x"), command)
    words = shlex.split(filled)[1:]
    understood(words)
    if words[0] == "on":
        understood(words[2:])


@pytest.mark.parametrize(
    "words",
    [
        ["deploy", "tracker", "--env", "moon"],
        ["deploy", "tracker", "--environment", "preview"],
        ["deploy", "nothing", "--env", "preview"],
        ["github", "shout"],
        ["backup", "sealed", "--no", "x"],
    ],
)
def test_one_that_is_not_there_is_noticed(words: list[str]) -> None:
    with pytest.raises(Exception, match=r"(?i)no such|invalid|is not one of"):
        understood(words)


def understood(words: list[str]) -> None:
    """Parses the words as the command line would, without running anything."""
    app = build(words)
    command: object = typer.main.get_command(app)
    rest = words
    while hasattr(command, "commands"):
        name = rest[0]
        if name not in command.commands:
            raise click.UsageError(f"no such command: {name}")
        command, rest = command.commands[name], rest[1:]
    command.make_context(words[0], list(rest))  # type: ignore[attr-defined]  # it is a command

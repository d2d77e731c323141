"""Builds the Typer app with the one command that was typed; the others are only their line of help."""

import importlib
import inspect
import os
import re
from collections.abc import Callable, Sequence

import typer
from typer.core import TyperCommand
from typer.exceptions import TyperException

from totalaudio.project.cli.catalogue import COMMANDS, GROUPS
from totalaudio.project.cli.entry import Entry
from totalaudio_ops.problems import Problem

HELP = "Total Audio Platform: contacts, campaigns and pitches for people who promote music."
# A docstring is broken into lines for those who read code; a terminal breaks it anew, but for these.
WITHIN_A_PARAGRAPH = re.compile(r"(?<=\S)\n(?=\S)(?!In JSON|Example:|[-*] )")
PASSED_ON = {"allow_extra_args": True, "ignore_unknown_options": True}
COMMAND = {"allow_extra_args": True, "allow_interspersed_args": False}


class WithCommand(TyperCommand):
    """What is typed behind it is a command as well, and its line of usage says so."""

    def collect_usage_pieces(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]  # typer hides the wider one
        """The options and arguments, and the command."""
        return [*super().collect_usage_pieces(ctx), "COMMAND [ARGS]..."]


def run(arguments: Sequence[str]) -> int:
    """Runs the command that was typed and returns its exit status; raises Problem for wrong use."""
    app = build(arguments)
    try:
        status = app(args=arguments, prog_name="totalaudio", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except TyperException as error:
        said = " ".join(error.format_message().split()).replace("Value error, ", "").rstrip(".")
        if not said:  # only a group was typed, and its help was shown
            return error.exit_code
        command = getattr(getattr(error, "ctx", None), "command_path", "totalaudio")
        joined = f"{said} See" if said.endswith("?") else f"{said}; see"
        raise Problem(f"{joined[0].lower()}{joined[1:]} ./{command} --help.") from None
    return status if isinstance(status, int) else 0


def build(arguments: Sequence[str]) -> typer.Typer:
    """Returns the app, ready for these arguments."""
    words = tuple(word for word in _typed(arguments) if not word.startswith("-"))
    root = _typer(HELP)
    root.callback()(_root)
    groups = {group.name: _typer(group.says) for group in GROUPS}
    for entry in COMMANDS:
        _add(groups.get(entry.group, root), entry, words)
    for group in GROUPS:
        root.add_typer(groups[group.name], name=group.name, rich_help_panel=group.panel)
    return root


def _typed(arguments: Sequence[str]) -> Sequence[str]:
    """While the shell completes a line, what was typed is in that line."""
    line = os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS")
    return line.split()[1:] if line else arguments


def _typer(says: str) -> typer.Typer:
    return typer.Typer(
        help=says,
        no_args_is_help=True,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )


def _root(
    version: bool = typer.Option(False, "--version", "-V", help="Print the version."),  # noqa: FBT001, FBT003 - an option
) -> None:
    """Total Audio Platform: contacts, campaigns and pitches for people who promote music."""


def _add(app: typer.Typer, entry: Entry, words: tuple[str, ...]) -> None:
    path = tuple(filter(None, (entry.group, entry.name)))
    is_typed = words[: len(path)] == path
    function = _load(entry) if is_typed else _placeholder
    app.command(
        name=entry.name,
        cls=WithCommand if entry.takes_command else None,
        help=flowing(inspect.getdoc(function) or ""),
        short_help=entry.says,
        rich_help_panel=None if entry.group else entry.panel,
        hidden=entry.hidden,
        context_settings=_settings(entry),
    )(function)


def _settings(entry: Entry) -> dict[str, bool] | None:
    if entry.takes_command:
        return COMMAND
    return PASSED_ON if entry.passes_options else None


def flowing(text: str) -> str:
    """A docstring whose paragraphs fit any width."""
    return WITHIN_A_PARAGRAPH.sub(" ", text)


def _load(entry: Entry) -> Callable[..., object]:
    function = getattr(importlib.import_module(entry.module), entry.function)
    if not callable(function):
        raise TypeError(f"{entry.module}.{entry.function} is not a command")
    return function  # type: ignore[no-any-return]  # callable, and no more is known


def _placeholder() -> None:
    """Stands for a command that was not typed."""

"""`totalaudio changeset`: what a change means for the versions, written beside it."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer

from totalaudio.project.cli.changeset_asking import ask
from totalaudio.project.cli.options import Json, answer
from totalaudio.project.cli.release_options import CHECKOUT, Root, plan_in_json, say_plan
from totalaudio_ops.problems import Problem
from totalaudio_ops.releases.applying import Checkout, begin_pre, end_pre, read
from totalaudio_ops.releases.changesets import write_changeset, written
from totalaudio_ops.releases.pre import TAGS
from totalaudio_ops.releases.status import Status
from totalaudio_ops.releases.status import status as status_since
from totalaudio_ops.releases.versions import Bump


class Move(StrEnum):
    """What is done with a pre-release."""

    ENTER = "enter"
    EXIT = "exit"


def add(
    *,
    package: Annotated[
        list[str] | None,
        typer.Option(help="A package and its bump, as in tracker:minor; may be given again."),
    ] = None,
    message: Annotated[
        str, typer.Option("--message", "-m", help="What the changelog says, in Markdown.")
    ] = "",
    empty: Annotated[
        bool, typer.Option("--empty", help="Say that the change releases nothing.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would be written.")
    ] = False,
    root: Root = CHECKOUT,
    json: Json = False,
) -> None:
    """Write a changeset; on a terminal it asks for what is not given.

    In JSON: file (null with --dry-run), releases (by package: major, minor, patch or none).

    Example: ./totalaudio changeset add --package tracker:minor -m "Boards can be sorted."
    """
    names = [one.name for one in read(root).packages]
    if empty and package:
        raise Problem("--empty says that nothing is released: leave --package out, or --empty.")
    releases = _moves(package or (), names)
    if not empty and (not releases or not message.strip()):
        if not sys.stdin.isatty():
            raise Problem(
                "a changeset needs packages and words: give --package NAME:BUMP and -m TEXT, or --empty."
            )
        releases, message = ask(names, releases, message)
    file = None if dry_run else write_changeset(root, releases, message).relative_to(root)
    if json:
        said = {name: bump.word for name, bump in releases.items()}
        answer({"file": str(file) if file else None, "releases": said})
    elif file:
        sys.stdout.write(f"{file} is written: commit it with the change.\n")
    else:
        sys.stdout.write(written(releases, message))


def status(
    *,
    since: Annotated[
        str, typer.Option(help="A revision, such as origin/main: what changed since it was left.")
    ] = "",
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Name the changesets and the files that changed.")
    ] = False,
    root: Root = CHECKOUT,
    json: Json = False,
) -> None:
    """Show what the changesets would release; with --since whether each changed package has one.

    Exit status 1 with --since says that a package changed without a changeset.
    In JSON: plan (the keys of `release plan`); with --since also changed (files by package), new (the changesets
    since then) and uncovered (the packages without one).

    Example: ./totalaudio changeset status --since origin/main
    """
    checkout = read(root)
    found = status_since(root, checkout, since) if since else None
    if json:
        answer(_in_json(checkout, found))
    else:
        say_plan(checkout.plan(), verbose=verbose)
        if found:
            _say(found, since, verbose=verbose)
    if found and found.uncovered:
        raise typer.Exit(1)


def pre(
    move: Annotated[Move, typer.Argument(help="enter, or exit.")],
    tag: Annotated[str, typer.Argument(help=f"With enter: {', '.join(TAGS)}.")] = "",
    *,
    root: Root = CHECKOUT,
) -> None:
    """Begin a pre-release, or let the next `release version` end it.

    Example: ./totalaudio changeset pre enter rc
    """
    if move is Move.ENTER:
        begun = begin_pre(root, tag)
        said = f"Versions are now numbered as in 1.0.0-{begun.tag}.0"
    else:
        if tag:
            raise Problem(f"exit takes no tag: leave {tag[:40]!r} out.")
        ended = end_pre(root)
        said = f"The next ./totalaudio release version ends pre-release {ended.tag}"
    sys.stdout.write(f"{said}: commit .changeset/pre.json.\n")


def _moves(given: Sequence[str], names: list[str]) -> dict[str, Bump]:
    moves: dict[str, Bump] = {}
    for words in given:
        name, bump = _move(words, names)
        if name in moves:
            raise Problem(f"--package names {name} twice: give it once, with the higher bump.")
        moves[name] = bump
    return moves


def _move(words: str, names: list[str]) -> tuple[str, Bump]:
    name, _, word = words.rpartition(":")
    bump = Bump.of(word)
    if name not in names or bump is None:
        known = ", ".join(names)
        said = f"{words[:100]!r} is no package with its bump: write it as {names[0]}:minor"
        raise Problem(f"{said}; there are {known}, and major, minor, patch and none.")
    return name, bump


def _in_json(checkout: Checkout, found: Status | None) -> dict[str, object]:
    said: dict[str, object] = {"plan": plan_in_json(checkout.plan())}
    if found:
        said["changed"] = {name: sorted(files) for name, files in sorted(found.changed.items())}
        said |= {"new": list(found.new), "uncovered": list(found.uncovered)}
    return said


def _say(found: Status, since: str, *, verbose: bool) -> None:
    for name, files in sorted(found.changed.items()):
        is_covered = name not in found.uncovered
        sys.stdout.write(
            f"{name} changed since {since}{'' if is_covered else ', without a changeset'}.\n"
        )
        if verbose:
            sys.stdout.writelines(f"    {file}\n" for file in sorted(files))
    if found.uncovered:
        moves = " ".join(f"--package {name}:patch" for name in found.uncovered)
        sys.stdout.write(
            f'Write one: ./totalaudio changeset add {moves} -m "…", or ./totalaudio changeset add --empty.\n'
        )

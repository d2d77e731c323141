"""The questions of `changeset add` on a terminal: which packages, how far each moves, and what is said."""

from collections.abc import Iterator, Mapping, Sequence

import typer

from totalaudio_ops.problems import Problem
from totalaudio_ops.releases.versions import Bump


def ask(
    names: Sequence[str], releases: Mapping[str, Bump], message: str
) -> tuple[dict[str, Bump], str]:
    """Asks for what is missing; raises Problem when nothing is chosen."""
    found = dict(releases) or dict(_bumps(_packages(names)))
    said = message.strip() or typer.prompt("What does the changelog say", err=True)
    return found, str(said)


def _packages(names: Sequence[str]) -> list[str]:
    for number, name in enumerate(names, 1):
        typer.echo(f"{number}  {name}", err=True)
    typed = str(typer.prompt("Which packages (numbers or names, with spaces)", err=True))
    return [_package(word, names) for word in typed.replace(",", " ").split()]


def _package(word: str, names: Sequence[str]) -> str:
    if word in names:
        return word
    if word.isascii() and word.isdigit() and 1 <= int(word) <= len(names):
        return names[int(word) - 1]
    raise Problem(f"{word[:40]!r} is no package: choose from 1 to {len(names)}, or a name.")


def _bumps(chosen: Sequence[str]) -> Iterator[tuple[str, Bump]]:
    if not chosen:
        raise Problem("no package was chosen: for a change that releases nothing, give --empty.")
    for name in dict.fromkeys(chosen):
        word = str(typer.prompt(f"{name}: major, minor or patch", default="patch", err=True))
        bump = Bump.of(word)
        if bump is None:
            raise Problem(f"{word[:40]!r} is no bump: write major, minor, patch or none.")
        yield name, bump

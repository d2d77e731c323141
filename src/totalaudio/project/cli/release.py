"""`totalaudio release`: what the next one does, the versions that it makes, and what changelogs say of them."""

import sys
from typing import Annotated

import typer

from totalaudio.project.cli.options import Json, answer
from totalaudio.project.cli.release_options import (
    CHECKOUT,
    Root,
    plan_in_json,
    say_plan,
    written_with_it,
)
from totalaudio_ops.problems import Problem
from totalaudio_ops.releases import changelog
from totalaudio_ops.releases.applying import has_work, read
from totalaudio_ops.releases.applying import release as apply


def plan(*, root: Root = CHECKOUT, json: Json = False) -> None:
    """Show what the next release would do; nothing is changed.

    In JSON: changesets (id, releases, summary), releases (package, bump, old_version, new_version, changesets,
    because) and pre (the tag of the pre-release that goes on, or null).

    Example: ./totalaudio release plan --json
    """
    made = read(root).plan()
    if json:
        answer(plan_in_json(made))
    else:
        say_plan(made, verbose=True)


def version(
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show the plan.")] = False,
    root: Root = CHECKOUT,
    json: Json = False,
) -> None:
    """Move the versions, write the changelogs, and use the changesets up: all of it, or nothing.

    Exit status 1 says that there is nothing to release.
    In JSON: the keys of `release plan`.

    Example: ./totalaudio release version --dry-run
    """
    checkout = read(root)
    if not has_work(checkout, checkout.plan()):
        if json:
            answer(plan_in_json(checkout.plan()))
        sys.stderr.write("There is nothing to release: no changeset is left.\n")
        raise typer.Exit(1)
    made = checkout.plan() if dry_run else apply(root, written_with_it(root))
    if json:
        answer(plan_in_json(made))
    else:
        say_plan(made)


def notes(
    app: Annotated[str, typer.Argument(help="A package, such as tracker or core.")],
    version: Annotated[str, typer.Argument(help="One of its versions, such as 0.2.0.")],
    *,
    root: Root = CHECKOUT,
    json: Json = False,
) -> None:
    """Print what a version's changelog says.

    In JSON: package, version, notes (Markdown).

    Example: ./totalaudio release notes tracker 0.2.0
    """
    names = [one.name for one in read(root).packages]
    if app not in names:
        raise Problem(f"{app[:40]!r} is no package: there are {', '.join(names)}.")
    file = root / changelog.FOLDER / f"{app}.md"
    found = changelog.notes(file.read_text(encoding="utf-8")) if file.exists() else {}
    if version not in found:
        known = f"released were {', '.join(found)}" if found else "none was released so far"
        raise Problem(f"{app} {version[:40]} is in no changelog: {known}.")
    if json:
        answer({"package": app, "version": version, "notes": found[version]})
    else:
        sys.stdout.write(f"{found[version]}\n")

"""What the commands of changesets and releases share: the checkout, and a plan in words and in JSON."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from totalaudio.project.platform.places import ROOT
from totalaudio_ops.releases.values import Plan, Release

Root = Annotated[
    Path,
    typer.Option(
        help="The checkout.",
        show_default="this one",
        exists=True,
        file_okay=False,
        resolve_path=True,
    ),
]
CHECKOUT = ROOT


def written_with_it(root: Path) -> dict[str, bytes]:
    """The migrations of this checkout: those that are released now are what the next release has to expand."""
    if root != CHECKOUT:
        return {}
    from totalaudio.project.expanding import reading, released

    path = released.FILE.relative_to(root).as_posix()
    return {path: released.written(reading.all_names()).encode()}


def plan_in_json(plan: Plan) -> dict[str, object]:
    """A plan for programs."""
    return {
        "changesets": [
            {
                "id": one.id,
                "releases": {name: bump.word for name, bump in one.releases.items()},
                "summary": one.summary,
            }
            for one in plan.changesets
        ],
        "releases": [_release(one) for one in plan.releases],
        "pre": plan.pre.tag if plan.pre else None,
    }


def _release(one: Release) -> dict[str, object]:
    return {
        "package": one.name,
        "bump": one.bump.word,
        "old_version": str(one.old),
        "new_version": str(one.new),
        "changesets": list(one.changesets),
        "because": list(one.because),
    }


def say_plan(plan: Plan, *, verbose: bool = False) -> None:
    """A plan for people: a line for each package, and with `verbose` the changesets of each."""
    width = max((len(one.name) for one in plan.releases), default=0)
    for one in plan.releases:
        because = ", ".join(one.because)
        line = f"{one.name:<{width}}  {one.bump.word:5}  {one.old} → {one.new}  ({because})"
        sys.stdout.write(f"{line}\n")
        if verbose:
            sys.stdout.writelines(_changesets(plan, one))
    if not plan.releases:
        sys.stdout.write("No package would be released.\n")


def _changesets(plan: Plan, release: Release) -> Iterator[str]:
    for one in plan.changesets:
        if one.id in release.changesets:
            first = one.summary.partition("\n")[0]
            yield f"    {one.id}: {first}\n"

"""The tables of DEPLOYMENT.md, from deployables.toml and the steps of a deploy."""

from typing import Final

from totalaudio.project.cli.tables import table
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.deployables import read_deployables
from totalaudio_ops.deploys.steps import Step

_STEPS: Final = {
    Step.GATE: (
        "asks the error budget, the settings, pending migrations, the checkout and its checks",
        "refused; nothing was touched",
    ),
    Step.BUILD: (
        "makes the release: the source of the commit, and its own packages, with hashes",
        "failed; nothing serves it",
    ),
    Step.MIGRATE: (
        "brings the schema up to date; migrations only expand, so both versions work on it",
        "failed; the old version serves, on the schema as far as it came",
    ),
    Step.START: ("starts the new version beside the old one", "undone: it is stopped"),
    Step.CHECK: ("asks its health and its smoke addresses", "undone: it is stopped"),
    Step.SWITCH: ("gives all new requests to it; the old one still runs", "undone: switched back"),
    Step.WATCH: ("compares its errors and times with the old one's", "undone: switched back"),
    Step.KEEP: ("ends the old one; a rollback starts it again", "the same command does it again"),
    Step.UNDO: (
        "comes when a step from `start` to `watch` failed: the old one serves, the new one ends",
        "the same command does it again",
    ),
}


def deployables() -> list[str]:
    """Every deployable: version, processes, host, what it cannot start without, what gates it."""
    found = read_deployables(ROOT).deployables
    rows = (
        (
            app.value,
            one.version,
            ", ".join(one.processes),
            f"{one.host}." if one.host else "",
            ", ".join(f"`{name}`" for name in one.settings),
            f"[{one.objectives}]({one.objectives})",
        )
        for app, one in found.items()
    )
    head = ("deployable", "version", "processes", "host before the domain", "cannot start without")
    return table((*head, "objectives"), *rows)


def steps() -> list[str]:
    """Every step of a deploy, in order: what it does, and what follows when it fails."""
    rows = ((f"`{step.value}`", *_STEPS[step]) for step in Step)
    return table(("step", "does", "when it fails"), *rows)

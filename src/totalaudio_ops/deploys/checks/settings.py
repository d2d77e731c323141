"""Whether the release can start with the settings of the environment; the release itself is asked."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.checks.asking import Program
from totalaudio_ops.problems import Problem
from totalaudio_ops.slo.gate import Verdict

# Preview runs under the rules of production: it is on the internet, too.
STAGE = "production"


class _Wrong(msgspec.Struct, frozen=True):
    name: str
    wrong: str
    fix: str


class _Answer(msgspec.Struct, frozen=True):
    ok: bool
    problems: tuple[_Wrong, ...]


def check_settings(program: Program, app: Deployable, file: Path) -> Verdict:
    """Lets through when `env check` of the release finds nothing wrong in the file; no value is ever said."""
    try:
        found = program.answer(
            _Answer, "env", "check", app.value, "--env", STAGE, "--file", str(file)
        )
    except Problem as problem:
        return Verdict(is_let_through=False, said=f"The settings could not be checked: {problem}")
    if found.ok:
        return Verdict(is_let_through=True, said=f"The settings of {app} are complete.")
    wrong = "; ".join(f"{one.name} {one.wrong} ({one.fix})" for one in found.problems)
    return Verdict(is_let_through=False, said=f"Settings of {app} in {file}: {wrong}.")


def check_shared_settings(program: Program, app: Deployable, words: Sequence[str]) -> Verdict:
    """The same of a file that all apps of a site share; `words` are what the site tells the release beside it."""
    try:
        done = program.run("serve", "check", *words)
    except Problem as problem:
        return Verdict(is_let_through=False, said=f"The settings could not be checked: {problem}")
    if done.returncode == 0:
        return Verdict(is_let_through=True, said=f"The settings of {app} are complete.")
    lines = done.stdout.strip().splitlines() or done.stderr.strip().splitlines()[-1:]
    wrong = "; ".join(line.rstrip(".") for line in lines) or "it said nothing"
    return Verdict(is_let_through=False, said=f"Settings of {app}: {wrong}.")

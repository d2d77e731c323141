"""Whether the release can start with the settings of the environment; the release itself is asked."""

from collections.abc import Sequence

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.checks.asking import Program
from totalaudio_ops.problems import Problem
from totalaudio_ops.slo.gate import Verdict


def check_settings(program: Program, app: Deployable, words: Sequence[str]) -> Verdict:
    """Lets through when the release finds nothing wrong; `words` are what the site tells it of its settings."""
    try:
        done = program.run("serve", "check", *words)
    except Problem as problem:
        return Verdict(is_let_through=False, said=f"The settings could not be checked: {problem}")
    if done.returncode == 0:
        return Verdict(is_let_through=True, said=f"The settings of {app} are complete.")
    lines = done.stdout.strip().splitlines() or done.stderr.strip().splitlines()[-1:]
    wrong = "; ".join(line.rstrip(".") for line in lines) or "it said nothing"
    return Verdict(is_let_through=False, said=f"Settings of {app}: {wrong}.")

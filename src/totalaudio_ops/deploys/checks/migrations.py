"""Whether the release would change the environment's database in a way that the running release can live with."""

from pathlib import Path

import msgspec

from totalaudio_ops.deploys.checks.asking import Program
from totalaudio_ops.problems import Problem
from totalaudio_ops.slo.gate import Verdict

NAMED = 5


class _Finding(msgspec.Struct, frozen=True):
    file: str
    line: int
    rule: str
    harm: str
    instead: str


class _Answer(msgspec.Struct, frozen=True):
    pending: tuple[str, ...]
    findings: tuple[_Finding, ...]
    contracts: tuple[_Finding, ...]


def check_migrations(program: Program, settings: Path, *, contract: bool = False) -> Verdict:
    """Lets through when everything that is pending only expands.

    What declares that it contracts goes through with `contract` alone: when no release that needs it runs any more.
    """
    try:
        found = program.answer(_Answer, "db", "lint", "--pending", "--file", str(settings))
    except Problem as problem:
        return _stop(f"Pending migrations could not be read: {problem}")
    if found.findings:
        return _stop(
            f"Pending migrations would break the running release: {_listed(found.findings)}"
        )
    if found.contracts and not contract:
        return _stop(
            f"Pending migrations take away what the release before may need: {_listed(found.contracts)} "
            "Deploy with --contract once that release is gone."
        )
    return Verdict(is_let_through=True, said=_fine(found))


def _fine(found: _Answer) -> str:
    if not found.pending:
        return "No migration is pending."
    named = ", ".join(found.pending[:NAMED])
    more = f" and {len(found.pending) - NAMED} more" if len(found.pending) > NAMED else ""
    how = "contract as declared" if found.contracts else "only expand"
    return f"Pending migrations {how}: {named}{more}."


def _listed(findings: tuple[_Finding, ...]) -> str:
    told = [f"{one.file}:{one.line}: {one.harm} {one.instead}" for one in findings[:NAMED]]
    more = [f"And {len(findings) - NAMED} more."] if len(findings) > NAMED else []
    return " ".join([*told, *more])


def _stop(said: str) -> Verdict:
    return Verdict(is_let_through=False, said=said)

"""A process that could pass the walls between workspaces does not start."""

from collections.abc import Iterable

from django.conf import settings
from django.db import OperationalError, connections

from totalaudio.core.tenancy.policies import APP_ROLE, SYSTEM_ROLE
from totalaudio.core.tenancy.startup import faults_of, rights_of
from totalaudio.project.environment import environment

# The connections that a process may hold, the role of each, and where each is set.
_ROLES = {"default": APP_ROLE, "system": SYSTEM_ROLE}
_VARIABLES = {"default": "DATABASE_URL", "system": "DATABASE_SYSTEM_URL"}
WEB, WORKER = ("default",), ("default", "system")


def refuse_weak_walls(may_hold: Iterable[str]) -> None:
    """End the process with a line for each connection that is too mighty for it, or that it must not hold."""
    if problems := "; ".join(problems_of(may_hold)):
        raise SystemExit(f"totalaudio: {problems}")


def problems_of(may_hold: Iterable[str]) -> list[str]:
    """What is wrong with the connections of this process; each names its variable and what to do."""
    allowed = set(may_hold)
    surplus = [alias for alias in settings.DATABASES if alias not in allowed]
    owner = environment().database_owner_url
    return [
        *(f"{_variable(alias)}: only the worker may hold this, unset it here" for alias in surplus),
        *(["DATABASE_OWNER_URL: only migrations may hold this, unset it here"] if owner else []),
        *(problem for alias in sorted(allowed) for problem in _problems_of(alias)),
    ]


def _problems_of(alias: str) -> list[str]:
    variable, role = _variable(alias), _ROLES[alias]
    if alias not in settings.DATABASES:
        return [f"{variable}: is missing, set it to the address of {role}"]
    try:
        faults = faults_of(rights_of(connections[alias]), wanted=role)
    except OperationalError as error:
        cause = str(error).strip().splitlines()[-1]
        return [f"{variable}: the database cannot be asked who we are there ({cause})"]
    return [f"{variable}: {fault}; connect as {role}" for fault in faults]


def _variable(alias: str) -> str:
    return _VARIABLES.get(alias, alias)

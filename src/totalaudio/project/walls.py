"""A process that could pass the walls between workspaces does not start."""

import re
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db import OperationalError, connections

from totalaudio.core.tenancy.away import is_database_away
from totalaudio.core.tenancy.policies import APP_ROLE, SYSTEM_ROLE
from totalaudio.core.tenancy.startup import faults_of, rights_of
from totalaudio.project.databases import TIMES
from totalaudio.project.environment import Fault, environment
from totalaudio.project.environment.hiding import HIDDEN
from totalaudio_ops.postgres.connecting import reason_of

# The connections that a process may hold, the role of each, and where each is set.
_ROLES = {"default": APP_ROLE, "system": SYSTEM_ROLE}
_VARIABLES = {"default": "DATABASE_URL", "system": "DATABASE_SYSTEM_URL"}
_PARTS = ("HOST", "PORT", "NAME", "USER", "PASSWORD")
WEB, WORKER = ("default",), ("default", "system")


class Away(Fault):
    """The database cannot be reached now, which says nothing against the address."""


def refuse_weak_walls(may_hold: Iterable[str]) -> None:
    """End the process with a line that names each connection that is too mighty for it, or that it must not hold."""
    if problems := problems_of(may_hold):
        raise SystemExit(line_of(problems))


def line_of(problems: Iterable[Fault]) -> str:
    """What a process says that ends."""
    return f"totalaudio: {'. '.join(map(str, problems))}"


def is_all_away(problems: Iterable[Fault]) -> bool:
    """Whether waiting may be all that is needed; who holds what it must not hold is not waited for."""
    return all(isinstance(problem, Away) for problem in problems)


def problems_of(may_hold: Iterable[str]) -> list[Fault]:
    """What is wrong with the connections of this process; each names its variable and what to do."""
    allowed = set(may_hold)
    surplus = [_variable(alias) for alias in settings.DATABASES if alias not in allowed]
    owner = ["DATABASE_OWNER_URL"] if environment().database_owner_url else []
    return [
        *(Fault(name, "only the worker may hold this", "unset it here") for name in surplus),
        *(Fault(name, "only migrations may hold this", "unset it here") for name in owner),
        *(problem for alias in sorted(allowed) for problem in _problems_of(alias)),
    ]


def _problems_of(alias: str) -> list[Fault]:
    variable, role = _variable(alias), _ROLES[alias]
    if alias not in settings.DATABASES:
        return [Fault(variable, "is missing", f"set it to the address of {role}")]
    # A connection of our own: it is never asked of one that was open before.
    asked = connections[alias].copy()
    try:
        faults = faults_of(rights_of(asked), wanted=role)
    except OperationalError as error:
        cause = f"the database cannot be asked who we are there ({_reason(alias, error)})"
        kind = Away if is_database_away(error) else Fault
        return [kind(variable, cause, "check the server and the address")]
    finally:
        asked.close()
    return [Fault(variable, fault, f"connect as {role}") for fault in faults]


def _reason(alias: str, error: OperationalError) -> str:
    """What libpq said, without what the address holds: a password may stand in any part of it by mistake."""
    address = connections[alias].settings_dict
    parts = [*(address[name] for name in _PARTS), *_untold(address["OPTIONS"])]
    reason = reason_of(str(error))
    for value in sorted({one for part in parts for one in str(part).split(",") if one}, key=len)[
        ::-1
    ]:
        reason = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", HIDDEN, reason)
    return reason


def _untold(options: Mapping[str, object]) -> list[object]:
    """What else the address says, without lengths of time: hiding a 5 would hide it in every address and date."""
    return [one for name, one in options.items() if name not in TIMES or not str(one).isdecimal()]


def _variable(alias: str) -> str:
    return _VARIABLES.get(alias, alias)

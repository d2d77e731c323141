"""What must be set before people outside this machine may reach the platform."""

import ipaddress
from collections.abc import Mapping

from totalaudio_ops.problems import Problem


def is_loopback(host: str) -> bool:
    """Tells whether only this machine can reach an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def refuse_unready(host: str, environ: Mapping[str, str], *, demo: bool | None) -> None:
    """Names everything that is missing at once, when the platform is to be reached from outside."""
    is_production = environ.get("ENVIRONMENT") == "production"
    if is_loopback(host) and not is_production:
        return
    problems = list(_missing())
    if not is_production:
        problems.insert(0, "ENVIRONMENT: set it to production")
    if demo:
        problems.append("--demo: leave it out, the demo sign-in is known to everybody")
    if problems:
        reason = (
            "ENVIRONMENT is production"
            if is_loopback(host)
            else f"{host} can be reached from outside"
        )
        raise Problem(f"{reason}, so these must be right: {'; '.join(problems)}.")


def _missing() -> list[str]:
    from pydantic import ValidationError

    from totalaudio.project.environment import Environment, Stage

    try:
        Environment(environment=Stage.PRODUCTION)
    except ValidationError as error:
        return [
            found["msg"].removeprefix("Value error, ") for found in error.errors(include_url=False)
        ]
    return []

"""What must be set before people outside this machine may reach the platform."""

from collections.abc import Mapping

from totalaudio.project.environment.reading import faults_of_platform
from totalaudio.project.environment.texts import is_loopback
from totalaudio_ops.problems import Problem


def refuse_unready(host: str, environ: Mapping[str, str], *, demo: bool | None) -> None:
    """Names everything that is missing at once, when the platform is to be reached from outside."""
    is_production = environ.get("ENVIRONMENT") == "production"
    if is_loopback(host) and not is_production:
        return
    problems = [str(fault) for fault in faults_of_platform(environment="production")]
    if not is_production:
        problems.insert(0, "ENVIRONMENT: is not production; set it to production")
    if demo:
        problems.append("--demo: leave it out, the demo sign-in is known to everybody")
    if problems:
        reason = (
            "ENVIRONMENT is production"
            if is_loopback(host)
            else f"{host} can be reached from outside"
        )
        raise Problem(f"{reason}, so these must be right. {'. '.join(problems)}.")


def refuse_wrong() -> None:
    """Names every setting that is wrong, before anything is started."""
    if faults := faults_of_platform():
        said = ". ".join(map(str, faults))
        raise Problem(f"{said}. Set that right and run this again.")

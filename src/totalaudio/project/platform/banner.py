"""What is said when the platform is ready."""

from collections.abc import Mapping
from dataclasses import replace

from totalaudio.project.platform.children import Told


def banner(
    told: Told, seconds: float, demo_sign_in: tuple[str, str] | None, environ: Mapping[str, str]
) -> str:
    """Names the address, the demo sign-in, the status page, where the data lies and how to stop."""
    own_status = replace(told.address, port=told.status_port).url
    rows = [("Open", environ.get("PUBLIC_URL") or told.address.url)]
    if demo_sign_in:
        rows.append(("Sign in", f"{demo_sign_in[0]} with the password {demo_sign_in[1]}"))
    rows += [
        ("Status", environ.get("STATUS_URL") or own_status),
        ("Data", str(told.data)),
        ("Logs", str(told.data / "logs")),
        ("Stop", "Ctrl-C"),
    ]
    lines = [f"  {name:<8} {value}" for name, value in rows]
    return "\n".join(["", f"Total Audio Platform is ready after {seconds:.1f} s.", "", *lines, ""])

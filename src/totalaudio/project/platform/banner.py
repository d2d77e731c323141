"""What is said when the platform is ready."""

from totalaudio.project.platform.children import Told


def banner(
    told: Told, seconds: float, demo_sign_in: tuple[str, str] | None, public_url: str | None
) -> str:
    """Names the address, the demo sign-in, where the data lies and how to stop."""
    rows = [("Open", public_url or told.address.url)]
    if demo_sign_in:
        rows.append(("Sign in", f"{demo_sign_in[0]} with the password {demo_sign_in[1]}"))
    rows += [("Data", str(told.data)), ("Logs", str(told.data / "logs")), ("Stop", "Ctrl-C")]
    lines = [f"  {name:<8} {value}" for name, value in rows]
    return "\n".join(["", f"Total Audio Platform is ready after {seconds:.1f} s.", "", *lines, ""])

"""The demo: who signs in, and the making of its workspace. Importing this needs no Django."""

from typing import Final

EMAIL: Final = "demo@example.com"
PASSWORD: Final = "unsigned-advantage"  # noqa: S105  known to everybody, and refused outside this machine


def make_demo() -> None:
    """Make the demo's person, workspace, contacts and first run; harmless when they are there."""
    from totalaudio.project.demo.making import make

    make()

"""The programs of tests/node: `npm` installs them as the lock pins them when a test that imports this runs."""

from pathlib import Path

NODE = Path(__file__).resolve().parents[1] / "node"
MODULES = NODE / "node_modules"


def is_here() -> bool:
    """Whether they are installed; tests that need them are left out where not."""
    return (MODULES / ".bin" / "changeset").exists()

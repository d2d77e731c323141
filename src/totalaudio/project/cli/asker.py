"""Who asks for something on the command line."""

import getpass
import os


def who() -> str:
    """As far as the machine knows: what a workflow says, else the user's name."""
    told = os.environ.get("GITHUB_ACTOR") or os.environ.get("SUDO_USER")
    try:
        return (told or getpass.getuser())[:120]
    except (OSError, KeyError):
        return "the command line"

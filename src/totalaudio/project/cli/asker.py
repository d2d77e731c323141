"""Who asks for something on the command line."""

import getpass
import os


def who() -> str:
    """As far as the machine knows: what a workflow says, else the user's name."""
    told = os.environ.get("GITHUB_ACTOR") or os.environ.get("SUDO_USER")
    try:
        name = told or getpass.getuser()
    except (OSError, KeyError):
        return "the command line"
    return " ".join("".join(one if one.isprintable() else " " for one in name).split())[:120]

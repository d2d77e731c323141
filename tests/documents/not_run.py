"""Why a block is not run here: the only reasons that there are, and what a block must hold to use one."""

import re
from typing import Final

# A block that is marked with a reason must hold something that fits it, so that none hides behind another's.
REASONS: Final = {
    "it installs packages as root": re.compile(r"\bapt-get\b"),
    "it needs an account at Vercel": re.compile(r"\bvercel\b", re.IGNORECASE),
    "it needs a program that builds images": re.compile(r"\b(docker|podman|buildah)\b"),
    "it needs Citus": re.compile(r"citus"),
    "it opens a browser": re.compile(r"\btests\.(screens|pictures)\b"),
}

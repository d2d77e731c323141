"""A real HAProxy of Debian; a test that imports this gets it installed where that can be done."""

from typing import Final

from totalaudio_ops.deploys.server.programs import found_program

PACKAGES: Final = ("haproxy",)
WANTED: Final = "needs HAProxy: apt-get install -y --no-install-recommends " + " ".join(PACKAGES)
IS_THERE: Final = found_program("haproxy") is not None

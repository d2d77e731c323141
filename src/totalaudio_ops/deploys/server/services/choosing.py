"""Which way of running services a machine has."""

import os
from pathlib import Path
from typing import Final

from totalaudio_ops.deploys.server.services.own import OwnServices
from totalaudio_ops.deploys.server.services.service import Services
from totalaudio_ops.deploys.server.services.systemd import SystemdServices
from totalaudio_ops.deploys.server.site import Site

_BOOTED: Final = Path("/run/systemd/system")  # as sd_booted(3) asks


def services_of(site: Site) -> Services:
    """systemd where it is the init and we may use it, or the site asks for it; else our own."""
    usual = "systemd" if _BOOTED.is_dir() and os.geteuid() == 0 else "own"
    if (site.file.services or usual) == "systemd":
        return SystemdServices(site.path.name, site.path)
    return OwnServices(site.services, site.logs)

"""Keeps a site's certificate: asked for before it ends, and live without a restart."""

import os
import sys
from pathlib import Path
from typing import Final

from totalaudio_ops.deployables import Deployables
from totalaudio_ops.deploys.server import acme
from totalaudio_ops.deploys.server.certificates import read_certificate
from totalaudio_ops.deploys.server.certified import go_live, hosts_of, live_file
from totalaudio_ops.deploys.server.services.service import Service
from totalaudio_ops.deploys.server.site import Site
from totalaudio_ops.deploys.server.written import ACME, ELSEWHERE, SELF_SIGNED
from totalaudio_ops.problems import Problem

KEEPER: Final = "certificates"
EVERY_SECONDS: Final = 12 * 3600
_SOURCE: Final = Path(__file__).resolve().parents[3]


def renew(site: Site, deployables: Deployables, *options: str) -> str:
    """Bring the front the certificate that it should use; returns a sentence. `options` are certbot's."""
    wanted = site.file.front.certificate
    if wanted in {ELSEWHERE, SELF_SIGNED}:
        return "This site keeps no certificate that could be renewed."
    by_acme = wanted == ACME
    pem = acme.ask(site, hosts_of(site, deployables), *options) if by_acme else _given(Path(wanted))
    file = live_file(site)
    if file.exists() and file.read_bytes() == pem:
        return f"The certificate is the newest; it ends on {_end(file)}."
    go_live(site, pem)
    return f"Another certificate is used from now on; it ends on {_end(file)}."


def keeper(site: Site) -> Service:
    """The service that looks twice a day."""
    command = ("-m", "totalaudio", "site", "certificate", "--keep", "--site", str(site.path))
    return Service(
        name=KEEPER,
        argv=(sys.executable, "-P", *command),
        cwd=str(site.path),
        env={"PYTHONPATH": str(_SOURCE), "PATH": os.environ.get("PATH", os.defpath)},
        writes=(str(site.path),),
    )


def _given(file: Path) -> bytes:
    if not read_certificate(file).has_its_key:
        raise Problem(
            f"the key in {file} is not the one of its certificate: put the right one there."
        )
    return file.read_bytes()


def _end(file: Path) -> str:
    return f"{read_certificate(file).ends_at:%d %B %Y}"

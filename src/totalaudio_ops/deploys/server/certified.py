"""Which certificate a site's front uses, and how a new one goes live without a restart."""

import re
import shutil
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from totalaudio_ops.deployables import Deployables
from totalaudio_ops.deploys.server.certificates import make_self_signed, read_certificate
from totalaudio_ops.deploys.server.routes import routes
from totalaudio_ops.deploys.server.runtime import Runtime
from totalaudio_ops.deploys.server.site import Site
from totalaudio_ops.deploys.server.state import write_whole
from totalaudio_ops.deploys.server.written import ACME, ELSEWHERE, SELF_SIGNED
from totalaudio_ops.problems import Problem

_NAME: Final = "site.pem"


def live_file(site: Site) -> Path:
    """The file that the front reads."""
    return site.haproxy / "certificates" / _NAME


def public_file(site: Site) -> Path:
    """The site's own certificate without its key: who believes it is named this file."""
    return site.path / "certificate.pem"


def hosts_of(site: Site, deployables: Deployables) -> tuple[str, ...]:
    """Every host of the site, that of production first."""
    return tuple(dict.fromkeys(route.host for route in routes(site, deployables)))


def ensure_certificate(site: Site, deployables: Deployables) -> None:
    """Have a certificate where the front reads it: the site's own, or one to begin with until ACME gave one."""
    wanted, file = site.file.front.certificate, live_file(site)
    if wanted == ELSEWHERE:
        return
    if wanted in {SELF_SIGNED, ACME}:
        if not file.exists():
            make_self_signed(file, hosts_of(site, deployables))
        if wanted == SELF_SIGNED:
            write_whole(public_file(site), _without_key(file.read_bytes()), 0o644)
        return
    found = read_certificate(Path(wanted))
    if not found.has_its_key:
        raise Problem(
            f"the key in {wanted} is not the one of its certificate: put the right one there."
        )
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(file, Path(wanted).read_bytes())


def _without_key(pem: bytes) -> bytes:
    return x509.load_pem_x509_certificate(pem).public_bytes(serialization.Encoding.PEM)


def go_live(site: Site, pem: bytes) -> None:
    """Use another certificate from now on: for the front that runs, and for the next start."""
    file = live_file(site)
    new = file.with_name(f".{_NAME}.checked")
    new.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_whole(new, pem)
    if not read_certificate(new).has_its_key:
        raise Problem("the key is not the one of the certificate: nothing was changed.")
    shutil.move(new, file)
    if not site.socket.exists():
        return
    # An empty line would end it.
    runtime, text = Runtime(site.socket), re.sub(r"\s*\n+", "\n", pem.decode().strip())
    said = runtime.ask(f"set ssl cert {file} <<\n{text}\n")
    if "transaction created" not in said.lower() and "transaction updated" not in said.lower():
        raise Problem(f"HAProxy does not take the certificate: {' '.join(said.split())}.")
    said = runtime.ask(f"commit ssl cert {file}")
    if "success" not in said.lower():
        raise Problem(f"HAProxy does not use the certificate: {' '.join(said.split())}.")

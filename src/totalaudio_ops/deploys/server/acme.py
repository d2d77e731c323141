"""Certificates by ACME: certbot of Debian asks, the front passes the challenges on to it (http-01)."""

import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Final

from totalaudio_ops.deploys.server.programs import found_program
from totalaudio_ops.deploys.server.site import Site
from totalaudio_ops.deploys.server.written import Acme
from totalaudio_ops.problems import Problem

_NAME: Final = "site"
_SECONDS: Final = 300
_ADVICE: Final = ("Ask for help", "See the logfile", "Saving debug log")


def ask(site: Site, hosts: tuple[str, ...], *options: str) -> bytes:
    """Gets or renews the certificate for these hosts; returns chain and key, raises Problem with certbot's reason."""
    acme = site.file.acme
    if acme is None:
        raise Problem("site.toml has no [acme]: add it with an email.")
    program = found_program("certbot")
    if program is None:
        raise Problem("certbot is not installed: apt-get install certbot.")
    folder = site.path / "acme"
    folder.mkdir(mode=0o700, exist_ok=True)
    command = [program, *_words(site, acme, folder, hosts), *options]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise Problem(f"certbot took longer than {_SECONDS} s: see {folder}/logs.") from None
    if done.returncode:
        raise Problem(
            f"no certificate came by ACME: {_reason(done.stdout + done.stderr)}; see {folder}/logs. The names must "
            f"lead to this machine, port {site.file.front.http}."
        )
    live = folder / "config" / "live" / _NAME
    return (live / "fullchain.pem").read_bytes() + (live / "privkey.pem").read_bytes()


def _words(site: Site, acme: Acme, folder: Path, hosts: tuple[str, ...]) -> list[str]:
    names = [word for host in hosts for word in ("-d", host)]
    return [
        "certonly",
        "--non-interactive",
        "--agree-tos",
        "--keep-until-expiring",
        "--expand",
        "--standalone",
        "--preferred-challenges=http",
        "--http-01-address=127.0.0.1",
        f"--http-01-port={site.acme_port}",
        f"--cert-name={_NAME}",
        f"--email={acme.email}",
        f"--server={acme.directory}",
        f"--config-dir={folder / 'config'}",
        f"--work-dir={folder / 'work'}",
        f"--logs-dir={folder / 'logs'}",
        *names,
    ]


def _reason(said: str) -> str:
    """What certbot says went wrong, in one line; a reason that it announces stands in the line after."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    lines = [line for line in lines if not line.startswith(_ADVICE)]
    for line, following in pairwise([*lines, ""]):
        if line.startswith("Detail:"):
            return line.removeprefix("Detail:").strip().rstrip(".")
        if line.startswith("An unexpected error occurred") and following:
            return following.rstrip(".")
    return (lines or ["it said nothing"])[-1].rstrip(".")

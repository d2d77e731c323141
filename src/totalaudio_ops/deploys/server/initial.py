"""A new site: its file, its folders, and settings with secrets of their own."""

import os
import pwd
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from totalaudio_ops.deploys.server.owning import hand_over
from totalaudio_ops.deploys.server.site import FILE, Site, read_site
from totalaudio_ops.deploys.server.state import write_whole
from totalaudio_ops.deploys.server.written import SELF_SIGNED
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.problems import Problem

_OF_HAPROXY: Final = "haproxy"
_SITE: Final = """\
# A site of Total Audio Platform. After a change: ./totalaudio site check, then ./totalaudio site start.

# The first of thirty ports of this machine that the processes listen on, behind the front.
ports = {ports}
# How many releases are kept; those that are needed always are.
keep_releases = 5

[front]
# A file with the chain and its key, "acme", "self-signed" to try things out, or "elsewhere".
certificate = "{certificate}"
http = {http}
https = {https}
# "*" is every address of this machine; "::" adds IPv6.
addresses = ["*"]
# Whom the front runs as, when root starts it.
user = "{front_user}"
{acme}
[production]
# Whom its processes run as, when root starts them: a user of its own, who cannot read what is the preview's.
user = "{user}"
domain = "{domain}"
# All apps share this host, so that one sign-in is for all of them. Without it each has its own, as
# tracker.{domain}; [production.hosts] names others.
host = "{domain}"
status = "status.{domain}"
# How long the version before may take to finish what it has.
drain_seconds = 120

[preview]
user = "{preview_user}"
domain = "{preview}"
host = "{preview}"
status = "status.{preview}"
drain_seconds = 30
"""
_ACME: Final = """
[acme]
email = "{email}"
"""
_SETTINGS: Final = """\
# Settings of {environment}. Every app reads this file and is given only what it may hold; docs/settings.md explains
# each. The site itself tells ENVIRONMENT, APP, HOST, PORT, PUBLIC_URL, DATA_DIR and STATUS_PORT. A process reads it
# when it is started: changes come with the next deploy.
# Check it: ./totalaudio site check

# Made for this environment alone. Keep a copy where you keep passwords.
SECRET_KEY={secret_key}
TOKEN_KEYS={token_keys}
METRICS_TOKEN={metrics_token}

# To be filled in: a database of its own, as three roles. ./totalaudio site database {environment} does it.
DATABASE_URL=
DATABASE_SYSTEM_URL=
DATABASE_OWNER_URL=

# To be filled in: the mail server, as smtps://user:password@mail.example.com:465
EMAIL_URL=
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a new site is to be."""

    path: Path
    domain: str
    preview: str = ""
    user: str = ""
    preview_user: str = ""
    certificate: str = SELF_SIGNED
    email: str = ""
    ports: int = 9100
    http: int = 80
    https: int = 443


def init(wanted: Wanted) -> Site:
    """Make what is missing of a site; what is there stays as it is. Raises Problem before anything half made counts."""
    try:
        file = wanted.path / FILE
        if not file.exists():
            _refuse_nobody(wanted)
            _make(wanted.path, 0o711)
            write_whole(file, _text(wanted).encode(), 0o644)
            _refuse_faulty(wanted.path)
        site = read_site(wanted.path)
        _folders(site)
        for environment in site.environments:
            _settings(site, environment)
            hand_over(site, environment)
    except OSError as error:
        raise Problem(
            f"the site cannot be made in {wanted.path}: {error.strerror}; name a folder that you may write in."
        ) from None
    return site


def _refuse_nobody(wanted: Wanted) -> None:
    """Root names users who are there; all that are missing are said at once."""
    named = (wanted.user, _preview_user(wanted)) if os.geteuid() == 0 else ()
    there = {one.pw_name for one in pwd.getpwall()}
    if missing := [name for name in named if name and name not in there]:
        commands = " && ".join(f"adduser --system --group {name}" for name in missing)
        raise Problem(f"there is no user {' and no user '.join(missing)}: {commands}.")


def _preview_user(wanted: Wanted) -> str:
    return wanted.preview_user or (wanted.user and f"{wanted.user}-preview")


def _refuse_faulty(path: Path) -> None:
    try:
        read_site(path)
    except Problem:
        (path / FILE).unlink()
        raise


def _text(wanted: Wanted) -> str:
    email = wanted.email.replace("\\", "").replace('"', "")
    return _SITE.format(
        ports=wanted.ports,
        user=wanted.user,
        preview_user=_preview_user(wanted),
        front_user=_front_user(wanted.user),
        certificate=wanted.certificate,
        http=wanted.http,
        https=wanted.https,
        acme=_ACME.format(email=email) if email else "",
        domain=wanted.domain,
        preview=wanted.preview or f"preview.{wanted.domain}",
    )


def _front_user(user: str) -> str:
    """The one that comes with HAProxy, where it did."""
    if not user:
        return ""
    try:
        return pwd.getpwnam(_OF_HAPROXY).pw_name
    except KeyError:
        return user


def _folders(site: Site) -> None:
    for folder, mode in (
        (site.releases, 0o755),
        (site.logs, 0o700),
        (site.haproxy, 0o700),
        (site.services, 0o700),
        (site.journal, 0o700),
    ):
        _make(folder, mode)
    for environment in site.environments:
        _make(site.folder(environment), 0o711)
        _make(site.data(environment), 0o700)


def _make(folder: Path, mode: int) -> None:
    """With exactly this mode, whatever the umask; one that is there stays as it is."""
    if not folder.exists():
        folder.mkdir(mode=mode, parents=True)
        folder.chmod(mode)


def _settings(site: Site, environment: Environment) -> None:
    file = site.settings(environment)
    if not file.exists():
        text = _SETTINGS.format(
            environment=environment,
            secret_key=secrets.token_urlsafe(48),
            token_keys=urlsafe_b64encode(secrets.token_bytes(32)).decode(),
            metrics_token=secrets.token_urlsafe(32),
        )
        write_whole(file, text.encode())
    file.chmod(0o600)

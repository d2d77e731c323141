"""The real product on a site of tests: its releases are links to this checkout, so that nothing has to be installed."""

import asyncio
import secrets
import shutil
import tempfile
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol, override

import msgspec

from tests.deploys.deploying import Deployed
from tests.deploys.load import Counts
from tests.deploys.talking import Place, connected
from tests.support.sites import ROOT, Repository, Tried, write_site
from totalaudio_ops.deploys.judging import Rules
from totalaudio_ops.deploys.server.releases import MANIFEST, Manifest
from totalaudio_ops.deploys.server.settings_file import fill
from totalaudio_ops.deploys.server.site import read_site
from totalaudio_ops.deploys.server.target import server
from totalaudio_ops.deploys.steps import Environment


@dataclass(frozen=True, slots=True)
class Linked(Repository):
    """Commits that nobody made: each is a release of a site that leads here."""

    releases: Path = Path()

    @override
    def commit(self, version: str, *faults: str) -> str:
        commit = secrets.token_hex(20)
        release = self.releases / commit[:12]
        release.mkdir(parents=True)
        for name in ("src", ".totalaudio", "slos", "deployables.toml", "db"):
            (release / name).symlink_to(ROOT / name)
        manifest = Manifest(commit, "", datetime.now(UTC))
        (release / MANIFEST).write_bytes(msgspec.json.encode(manifest))
        return commit


class Addresses(Protocol):
    """How each role reaches the database."""

    @property
    def app(self) -> str: ...
    @property
    def system(self) -> str: ...
    @property
    def owner(self) -> str: ...


@contextmanager
def product_site(urls: Addresses, repository: Repository | None = None) -> Iterator[Deployed]:
    """A site with the product's own settings on a database; nothing of it runs afterwards.

    Releases are built from the repository; without one they are links.
    """
    folder = Path(tempfile.mkdtemp(prefix="site-", dir="/tmp"))
    write_site(folder / "s")
    site = read_site(folder / "s")
    fill(site.settings(Environment.PRODUCTION), _settings(urls))
    commits = repository or Linked(ROOT, site.releases)
    made = server(site, commits.path)
    try:
        found = Deployed(Tried(made, commits))
        found.rules, found.ready_seconds = Rules(seconds=2.0), 60.0
        yield found
    finally:
        for name in made.services.names():
            made.services.remove(name)
        shutil.rmtree(folder, ignore_errors=True)


def _settings(urls: Addresses) -> dict[str, str]:
    return {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "TOKEN_KEYS": urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "DATABASE_URL": urls.app,
        "DATABASE_SYSTEM_URL": urls.system,
        "DATABASE_OWNER_URL": urls.owner,
        "EMAIL_URL": "smtp://127.0.0.1:9",  # nobody listens there: letters wait
        "LOOK_OUTSIDE": "false",
    }


async def reading(place: Place, counts: Counts) -> None:
    """Opens pages, again and again, over a connection that is kept."""
    async with connected(place) as line:
        while not counts.is_over:
            counts.asked["reading"] += 1
            await line.ask("GET", "/accounts/login/")
            await asyncio.sleep(0.02)


async def opening(place: Place, counts: Counts) -> None:
    """Opens a page over a new connection."""
    counts.asked["opening"] += 1
    async with connected(place) as line:
        await line.ask("GET", "/accounts/login/")
    await asyncio.sleep(0.05)


async def posting(place: Place, counts: Counts) -> None:
    """Sends a form in eight parts over half a second; the app itself refuses it, for it has no token."""
    counts.asked["posting"] += 1
    async with connected(place) as line:
        await line.ask("POST", "/accounts/login/", b"x" * 40_000, parts=8, wanted=403)


PRODUCT_CROWD = (reading, opening, opening, posting, posting)

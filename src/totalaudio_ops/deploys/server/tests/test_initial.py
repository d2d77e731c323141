"""A new site, and making it again."""

import os
import pwd
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import override

import pytest
from tests.support.sites import ROOT

from totalaudio_ops.apps import WEB_APPS
from totalaudio_ops.deployables import read_deployables
from totalaudio_ops.deploys.server.colours import Colour
from totalaudio_ops.deploys.server.initial import Wanted, init
from totalaudio_ops.deploys.server.releases import Manifest, Release
from totalaudio_ops.deploys.server.services.own import OwnServices
from totalaudio_ops.deploys.server.services.service import Service
from totalaudio_ops.deploys.server.settings_file import fill, read_settings
from totalaudio_ops.deploys.server.site import read_site
from totalaudio_ops.deploys.server.slots import Slots
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.problems import Problem


class Unserviced(OwnServices):
    """Runs nothing."""

    def __init__(self) -> None:
        """There are no folders."""
        super().__init__(Path(), Path())

    @override
    def install(self, service: Service) -> None:
        """Nothing is remembered."""

    @override
    def start(self, name: str) -> None:
        """Nothing runs."""


def modes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): stat.filemode(path.stat().st_mode)
        for path in sorted(folder.rglob("*"))
    }


def test_a_new_site_has_its_file_folders_and_secrets(tmp_path: Path) -> None:
    site = init(Wanted(tmp_path / "s", "example.com"))
    assert modes(site.path) == {
        "haproxy": "drwx------",
        "journal": "drwx------",
        "logs": "drwx------",
        "preview": "drwx--x--x",
        "preview/data": "drwx------",
        "preview/settings.env": "-rw-------",
        "production": "drwx--x--x",
        "production/data": "drwx------",
        "production/settings.env": "-rw-------",
        "releases": "drwxr-xr-x",
        "services": "drwx------",
        "site.toml": "-rw-r--r--",
    }
    assert (site.file.production.host, site.file.preview and site.file.preview.host) == (
        "example.com", "preview.example.com",
    )  # fmt: skip
    both = [read_settings(site.settings(environment)) for environment in Environment]
    for name in ("SECRET_KEY", "TOKEN_KEYS", "METRICS_TOKEN"):
        assert len({settings[name] for settings in both}) == 2
        assert all(len(settings[name]) > 30 for settings in both)
    assert "DATABASE_URL" not in both[0]


def test_whoever_keeps_all_that_they_make_to_themselves_makes_a_site_that_others_can_pass(
    tmp_path: Path,
) -> None:
    before = os.umask(0o077)
    try:
        site = init(Wanted(tmp_path / "s", "example.com"))
    finally:
        os.umask(before)
    passed = (site.path, site.folder(Environment.PRODUCTION), site.releases)
    assert [one.stat().st_mode & 0o777 for one in passed] == [0o711, 0o711, 0o755]
    assert site.data(Environment.PRODUCTION).stat().st_mode & 0o777 == 0o700


def test_made_again_nothing_changes(tmp_path: Path) -> None:
    wanted = Wanted(tmp_path / "s", "example.com", certificate="acme", email="ops@example.com")
    site = init(wanted)
    before = {path: path.read_bytes() for path in site.path.rglob("*") if path.is_file()}
    assert init(Wanted(tmp_path / "s", "other.example.org")) == site
    assert {path: path.read_bytes() for path in site.path.rglob("*") if path.is_file()} == before
    assert site.file.acme is not None


def test_what_is_missing_is_made_and_rights_are_put_right(tmp_path: Path) -> None:
    site = init(Wanted(tmp_path / "s", "example.com"))
    file = site.settings(Environment.PREVIEW)
    kept = site.settings(Environment.PRODUCTION).read_text()
    file.unlink()
    site.settings(Environment.PRODUCTION).chmod(0o644)
    init(Wanted(tmp_path / "s", "example.com"))
    assert file.exists()
    assert site.settings(Environment.PRODUCTION).read_text() == kept
    assert site.settings(Environment.PRODUCTION).stat().st_mode & 0o777 == 0o600


def test_a_domain_that_is_none_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="is not the name of a host"):
        init(Wanted(tmp_path / "s", "Not a domain"))
    assert not (tmp_path / "s" / "site.toml").exists()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Problem, match="the site cannot be made in"):
        init(Wanted(tmp_path / "file" / "s", "example.com"))


def test_settings_are_filled_where_they_are_empty(tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    file.write_text("# words = kept\nA=\nB=there\n")
    fill(file, {"A": "it's $5 and \\", "C": "new"})
    assert read_settings(file) == {"A": "it's $5 and \\", "B": "there", "C": "new"}
    assert file.read_text().startswith("# words = kept\nA='")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_a_user_that_was_written_into_the_file_afterwards_is_given_settings_and_data(
    tmp_path: Path,
) -> None:
    made = init(Wanted(tmp_path / "s", "example.com"))
    file = made.path / "site.toml"
    file.write_text(file.read_text().replace('user = ""', 'user = "daemon"'))
    site = read_site(made.path)
    app = next(iter(WEB_APPS))
    slots = Slots(site, read_deployables(ROOT), Unserviced(), Environment.PREVIEW, app)
    slots.start(Release(tmp_path, Manifest("", "", datetime.now(UTC))), Colour.BLUE)
    given = (site.settings(Environment.PREVIEW), site.data(Environment.PREVIEW))
    assert {path.owner() for path in given} == {"daemon"}


def test_each_environment_has_a_user_of_its_own(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        with pytest.raises(
            Problem, match="there is no user no-such-user and no user no-such-user-preview: "
        ):
            init(Wanted(tmp_path / "r", "example.com", user="no-such-user"))
        assert not (tmp_path / "r").exists()
        named = ("daemon", "nobody")
    else:
        named = ("any", "other")
    site = init(Wanted(tmp_path / "s", "example.com", user=named[0], preview_user=named[1]))
    assert tuple(site.user(environment) for environment in Environment) == named
    assert site.front_user not in named or "haproxy" not in {one.pw_name for one in pwd.getpwall()}

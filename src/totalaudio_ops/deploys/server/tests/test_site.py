"""The file of a site, and everything that can be wrong with it."""

from pathlib import Path

import pytest

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deployables import read_deployables
from totalaudio_ops.deploys.server.routes import host_of, routes, url_of
from totalaudio_ops.deploys.server.site import Site, read_site
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.problems import Problem

DEPLOYABLES = read_deployables(Path(__file__).resolve().parents[5])
PRODUCTION = Environment.PRODUCTION
LEAST = '[production]\ndomain = "example.com"\n'


def site(folder: Path, text: str) -> Site:
    (folder / "site.toml").write_text(text)
    return read_site(folder)


def test_a_domain_is_enough(tmp_path: Path) -> None:
    found = site(tmp_path, LEAST)
    assert found.environments == (PRODUCTION,)
    hosts = [host_of(found, DEPLOYABLES, PRODUCTION, app) for app in Deployable]
    assert hosts == [
        "audio-intel.example.com", "tracker.example.com", "pitch-generator.example.com", "",
    ]  # fmt: skip
    assert (
        url_of(found, DEPLOYABLES, PRODUCTION, Deployable.TRACKER) == "https://tracker.example.com"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "missing required field `production`"),
        ("[production]\ndomain = 1\n", "Expected `str`, got `int`"),
        (f"colour = 1\n{LEAST}", "unknown field `colour`"),
        ("[production\n", "is not as it should be"),
        ('[production]\ndomain = "Example.com"\n', "'Example.com' is not the name of a host"),
        ('[production]\ndomain = ""\n', "has no domain"),
        ('[production]\ndomain = "a b\\nc"\n', "is not the name of a host"),
        (f'user = "Root!"\n{LEAST}', "is not the name of a user"),
        (f"ports = 80\n{LEAST}", "leaves no room: write a number from 1024 to 65505"),
        (f"ports = 8000\n{LEAST}[front]\nhttp = 8010\n", "lies among the 30 ports from 8000"),
        (f"{LEAST}[front]\nhttp = 443\n", "http and https are the same port"),
        (f"{LEAST}[front]\nhttp = 0\n", "http = 0 is not a port"),
        (f'{LEAST}[front]\ncertificate = "acme"\n', 'certificate is "acme" without [acme]'),
        (f'{LEAST}[front]\ncertificate = "a.pem"\n', "nor the whole path of a file"),
        (f'{LEAST}[front]\naddresses = ["all"]\n', "the address 'all' is not one of this machine"),
        (f"{LEAST}[front]\naddresses = []\n", "addresses is empty"),
        (f"keep_releases = 1\n{LEAST}", "a rollback needs the release before"),
        (f'services = "runit"\n{LEAST}', "is neither systemd nor own"),
        (f"{LEAST}drain_seconds = -1\n", "is not from 0 to 3600"),
    ],
)
def test_what_is_wrong_is_named_with_what_to_do(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(Problem) as raised:
        site(tmp_path, text)
    assert said in str(raised.value)
    assert str(tmp_path / "site.toml") in str(raised.value)


def test_everything_that_is_wrong_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(Problem) as raised:
        site(tmp_path, f'user = "Root!"\nkeep_releases = 1\n{LEAST}')
    assert "the name of a user" in str(raised.value)
    assert "keep_releases" in str(raised.value)


def test_a_folder_that_is_no_site_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"make the site with \./totalaudio site init"):
        read_site(tmp_path)


def test_an_environment_that_the_site_has_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"has no \[preview\]: add it"):
        site(tmp_path, LEAST).written(Environment.PREVIEW)


def test_production_and_preview_share_no_host(tmp_path: Path) -> None:
    both = site(tmp_path, f'{LEAST}[preview]\ndomain = "example.com"\n')
    with pytest.raises(Problem, match="production and preview share the host"):
        routes(both, DEPLOYABLES)


def test_the_status_page_has_a_host_of_its_own(tmp_path: Path) -> None:
    text = f'{LEAST}host = "a.example.com"\nstatus = "a.example.com"\n'
    with pytest.raises(Problem, match="needs a host of its own"):
        routes(site(tmp_path, text), DEPLOYABLES)

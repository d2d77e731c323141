"""Somebody goes back while the database is away: the version before serves, and serves pages when it is back."""

import sys
import time
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from tests.deploys.deploying import Deployed, deployed
from tests.deploys.product import product_site
from tests.support import proxy
from tests.support.database import Urls, copied
from tests.support.wire import Wire, wire_to
from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.journal import Deploy
from totalaudio_ops.deploys.server import operating
from totalaudio_ops.deploys.steps import Done, Step

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not proxy.IS_THERE, reason=proxy.WANTED),
    pytest.mark.timeout(600),
]

LOGIN = "/accounts/login/"
IS_BACK_WITHIN = 15.0


def ends(found: Deploy) -> tuple[Done, str]:
    return found.entries[-1].done, found.entries[-1].said


def said_at(found: Deploy, step: Step) -> str:
    return next(one.said for one in reversed(found.entries) if one.step is step)


def test_the_version_before_is_gone_back_to_when_no_version_has_its_database(
    *, proofs: bool
) -> None:
    if not proofs:
        pytest.skip("only with --proofs")
    with deployed("one") as site:
        site.deploy("two")
        away = [site.tried.site.releases / one[:12] / "away" for one in site.commits.values()]
        away[0].touch()
        found = site.rollback()
        assert ends(found)[0] is Done.ROLLED_BACK  # what serves has its database
        assert "/health/ready answered 503" in ends(found)[1]
        assert site.tried.get("/").text == "two"
        away[1].touch()
        found = site.rollback()
        assert ends(found)[0] is Done.KEPT, ends(found)
        assert said_at(found, Step.CHECK).startswith("It runs, and waits for the database")
        assert site.serving().release == site.commits["one"][:12]
        assert site.tried.get("/").text == "one"


@pytest.fixture
def wire(server: str, original: str, proofs: bool) -> Iterator[tuple[Wire, Urls]]:
    """To a database with every table, for the product."""
    if not proofs:
        pytest.skip("only with --proofs")
    with copied(server, original) as urls, wire_to(urls.admin) as made:
        yield made, urls


def page(site: Deployed) -> httpx.Response:
    return site.tried.get(LOGIN)


def test_the_product_goes_back_without_its_database_and_serves_when_it_is_there_again(
    wire: tuple[Wire, Urls],
) -> None:
    way, urls = wire
    by_wire = Urls(*(way.through(one) for one in (urls.app, urls.system, urls.owner, urls.admin)))
    with product_site(by_wire) as site:
        apps = (Deployable.INTEL, Deployable.WORKER)
        for name in ("one", "two"):
            for app in apps:
                assert ends(site.deploy(name, app=app))[0] is Done.KEPT
        way.cut()
        refused = site.deploy("three")
        assert (refused.entries[-1].step, refused.entries[-1].done) == (None, Done.FAILED)
        assert "the database at 127.0.0.1" in ends(refused)[1]
        for app in apps:
            began_at = time.monotonic()
            found = site.rollback(app)
            sys.stdout.write(f"{app}: {time.monotonic() - began_at:.1f} s, {ends(found)}\n")
            assert ends(found)[0] is Done.KEPT, ends(found)
            assert site.serving(app).release == site.commits["one"][:12]
        assert_waits(site)
        seconds = mended(site, way)
        sys.stdout.write(f"pages again {seconds:.1f} s after the database\n")
        assert len(site.running()) == 1
        way.cut()
        operating.stop(site.server)
        booted = operating.start(replace(site.server, ready_seconds=8.0))  # as after a reboot
        told = {one.app: one.problem for one in booted if one.release}
        assert ["database" in told[app] for app in apps] == [True, True], told
        assert_waits(site)
        mended(site, way)


def assert_waits(site: Deployed) -> None:
    """People meet the page of the product, and not the front's own."""
    answer = page(site)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
    assert "We cannot reach our own database" in answer.text


def mended(site: Deployed, way: Wire) -> float:
    """The database is back; the seconds until people see a page, without anybody doing anything."""
    way.mend()
    mended_at = time.monotonic()
    while (answer := page(site)).status_code != 200:
        assert answer.status_code == 503
        assert time.monotonic() - mended_at < IS_BACK_WITHIN
        time.sleep(0.1)
    return time.monotonic() - mended_at

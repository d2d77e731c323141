"""The database goes away at a step of a deploy of the product itself: one version serves when it is back."""

import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import psycopg
import pytest

from tests.deploys.deploying import Deployed
from tests.deploys.hooks import disturbed
from tests.deploys.product import product_site
from tests.support import proxy
from tests.support.database import Urls, copied
from tests.support.wire import Wire, wire_to
from totalaudio_ops.deploys import ordering
from totalaudio_ops.deploys.copying import Copier
from totalaudio_ops.deploys.journal import Deploy
from totalaudio_ops.deploys.judging import Rules
from totalaudio_ops.deploys.steps import Done
from totalaudio_ops.postgres.connecting import connect

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(not proxy.IS_THERE, reason=proxy.WANTED),
    pytest.mark.timeout(1200),
]

LOGIN = "/accounts/login/"
# A database that is back is noticed within moments.
IS_BACK_WITHIN = 20.0


@pytest.fixture(scope="module")
def urls(server: str, original: str, request: pytest.FixtureRequest) -> Iterator[Urls]:
    if not request.config.getoption("--proofs"):
        pytest.skip("only with --proofs")
    with copied(server, original) as found:
        yield found


@pytest.fixture(scope="module")
def wire(urls: Urls) -> Iterator[Wire]:
    with wire_to(urls.admin) as found:
        yield found


@pytest.fixture(scope="module")
def site(urls: Urls, wire: Wire) -> Iterator[Deployed]:
    """The product, which reaches its database by the wire, and whose first version serves."""
    by_wire = Urls(*(wire.through(one) for one in (urls.app, urls.system, urls.owner, urls.admin)))
    with product_site(by_wire) as found:
        found.rules, found.ready_seconds = Rules(seconds=3.0), 20.0
        assert found.deploy("first").entries[-1].done is Done.KEPT
        yield found


def deploy(site: Deployed, urls: Urls, name: str, **happenings: object) -> tuple[Deploy, str]:
    """Deploy, with a copy in the database as far as it can be had; why the copy is not whole."""
    copier = Copier(lambda: connect(urls.system, "DATABASE_SYSTEM_URL"), site.journal)
    target = disturbed(site.server, **happenings)  # type: ignore[arg-type]  # of hooks
    means = replace(site.means, target=target, record=copier.heard, check_seconds=5.0)
    found = ordering.deploy(site.wish(name), means)
    return found, copier.finish(5.0)


def answers(site: Deployed) -> int:
    with suppress(Exception):
        return site.tried.get(LOGIN).status_code
    return 0


def seconds_until_it_answers(site: Deployed) -> float:
    began_at = time.monotonic()
    while answers(site) != 200:
        assert time.monotonic() - began_at < IS_BACK_WITHIN, "nobody answers"
        time.sleep(0.1)
    return time.monotonic() - began_at


@pytest.mark.parametrize("how", ["cut", "silence"])
@pytest.mark.parametrize(
    ("moment", "ended"),
    [
        ("migrate", Done.FAILED),
        ("start", Done.ROLLED_BACK),
        ("start_", Done.ROLLED_BACK),
        ("switch_", Done.ROLLED_BACK),
        ("observe_", Done.ROLLED_BACK),
        ("keep", Done.KEPT),
        ("keep_", Done.KEPT),
    ],
)
def test_one_version_serves_when_it_is_back_and_the_same_command_goes_on(
    site: Deployed, wire: Wire, urls: Urls, moment: str, ended: Done, how: str
) -> None:
    old, new = site.serving().release, f"{how}-{moment}"
    through = replace_system(urls, wire)
    began_at = time.monotonic()
    found, _ = deploy(site, through, new, **{moment: getattr(wire, how)})
    took = time.monotonic() - began_at
    wire.mend()
    back = seconds_until_it_answers(site)
    said = found.entries[-1].said
    sys.stdout.write(
        f"{how} {moment}: {found.entries[-1].done} {took:.1f} s, back {back:.1f} s: {said}\n"
    )
    assert found.entries[-1].done is ended, found.entries
    serves = site.commits[new][:12] if ended is Done.KEPT else old
    assert site.serving().release == serves
    assert len(site.running()) == 1
    again, missing = deploy(site, through, new)
    assert (again.entries[-1].done, missing) == (Done.KEPT, "")
    assert site.serving().release == site.commits[new][:12]
    assert answers(site) == 200
    with psycopg.connect(urls.system) as connection:
        copied_rows = connection.execute(
            "SELECT d.id, d.outcome, count(s.*) FROM ops.deployments d"
            " JOIN ops.deployment_steps s ON s.deployment_id = d.id WHERE d.id = ANY(%s)"
            " GROUP BY d.id ORDER BY d.id",
            [[found.order.id, again.order.id]],
        ).fetchall()
    assert copied_rows == [
        (one.order.id, str(one.entries[-1].done), len(one.entries)) for one in (found, again)
    ]


def replace_system(urls: Urls, wire: Wire) -> Urls:
    return replace(urls, system=wire.through(urls.system))

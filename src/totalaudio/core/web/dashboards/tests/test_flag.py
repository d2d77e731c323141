"""The flag `analytics-dashboard` closes both pages and takes the ways to them away."""

from collections.abc import Iterator

import pytest
from tests.support.cast import Person

from totalaudio.core.flags import current
from totalaudio.core.flags.deciding import Override, Snapshot
from totalaudio.core.flags.names import FlagName, Scope

pytestmark = pytest.mark.usefixtures("db")

WAYS = (("/operator/", "/operator/metrics/"), ("/people/", "/people/usage/"))


@pytest.fixture
def off() -> Iterator[None]:
    override = Override(FlagName.ANALYTICS_DASHBOARD, Scope.ALL, None, is_on=False)
    current.publish(Snapshot(1, [override]))
    yield
    current.publish(Snapshot())


@pytest.mark.parametrize(("before", "page"), WAYS)
def test_a_page_is_open_while_it_is_on(operator: Person, before: str, page: str) -> None:
    client = operator.client()
    assert f'href="{page}"' in client.get(before).content.decode()
    assert client.get(page).status_code == 200


@pytest.mark.usefixtures("off")
@pytest.mark.parametrize(("before", "page"), WAYS)
def test_it_is_gone_while_it_is_off(operator: Person, before: str, page: str) -> None:
    client = operator.client()
    assert f'href="{page}"' not in client.get(before).content.decode()
    assert client.get(page).status_code == 404


@pytest.mark.usefixtures("off")
def test_who_may_not_see_it_is_refused_and_not_told_of_the_flag(alice: Person) -> None:
    assert alice.client().get("/operator/metrics/").status_code == 403

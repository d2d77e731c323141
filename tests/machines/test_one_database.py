"""Whatever one host did, the others know: sessions, flags, quotas, rates."""

import json
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from tests.api.calling import program_of
from tests.machines.installation import Machines
from tests.machines.work import found_contacts
from tests.platform.launch import until
from tests.support.cast import PASSWORD, Person, make_person, make_workspace
from totalaudio.core.accounts.keys.opening import TURNS
from totalaudio.core.accounts.models import Operator
from totalaudio.core.billing.quotas.tests.using import held, put_on, used
from totalaudio.core.lib.ids import new_id
from totalaudio.core.tenancy.models import Plan
from totalaudio.core.tenancy.roles import Role
from totalaudio.intel.enrichment.charging import CHARGED
from totalaudio.intel.models import RunItem
from totalaudio.intel.search.tests.making import make_contact

pytestmark = [pytest.mark.proof, pytest.mark.timeout(300)]

WEBS = ("web1", "web2")
# As a notification through the database takes some milliseconds; a lost one is made good within 30 s.
SEEN_WITHIN = 5.0
_TURNS = (
    "UPDATE totalaudio.accounts_apiturn t SET turns = %s FROM totalaudio.accounts_apikey k"
    " WHERE k.id = t.key_id AND k.user_id = %s RETURNING turns"
)


@pytest.fixture
def owner(there: Machines) -> Person:
    """Owns a workspace of their own, so that no test meets what another one left."""
    name = f"owner{new_id().hex}"
    return make_person(name, make_workspace(name), Role.OWNER)


def at_once(there: Machines, calls: int, call: Callable[[str, int], int]) -> Counter[int]:
    """The statuses of so many calls, made from both hosts at the same time."""
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(call, WEBS[n % 2], n) for n in range(calls)]
        return Counter(one.result() for one in asked)


def test_every_host_reaches_the_database_from_its_own_address(there: Machines) -> None:
    for name in WEBS:
        there.web(name).ask("GET", "/health/ready")
    if not there.network.is_apart:
        pytest.skip("hosts without a network of their own share its address")
    found = there.ask(
        "SELECT DISTINCT host(client_addr) FROM pg_stat_activity WHERE datname = current_database()"
        " AND client_addr <> %s::inet",
        there.network.database,
    )
    assert {address for (address,) in found} == {host.address for host in there.network.hosts}


def test_whoever_signs_in_at_one_host_is_known_at_the_other_until_they_sign_out(
    there: Machines, owner: Person
) -> None:
    first, second, kept = there.web("web1"), there.web("web2"), there.web("web1")
    assert first.sign_in(owner.user.email, PASSWORD).status == 302
    for web in (second, kept):
        web.cookies.load(first.cookies.output(header="", sep=";"))
    assert [web.ask("GET", "/intel/contacts/").status for web in (second, kept)] == [200, 200]
    assert second.submit("/accounts/logout/").status == 302
    assert kept.ask("GET", "/intel/contacts/").status == 302


def test_a_flag_that_is_switched_at_one_host_is_switched_at_the_other(
    there: Machines, owner: Person
) -> None:
    assert owner.workspace
    make_contact(owner.workspace, "Abel", "abel@fm.example")
    Operator.objects.using("system").create(user=owner.user)
    switching, seeing = there.web("web1"), there.web("web2")
    switching.sign_in(owner.user.email, PASSWORD)
    seeing.sign_in(owner.user.email, PASSWORD)

    def sees(wanted: bool) -> bool:
        return (b"Enrich all" in seeing.ask("GET", "/intel/contacts/").body) is wanted

    assert sees(True)
    told = {"scope": "workspace", "subject": str(owner.workspace_id), "reason": "A try"}
    for value, wanted in (("off", False), ("on", True)):
        answer = switching.submit("/operator/flags/batch-enrichment/", value=value, **told)
        assert answer.status == 302
        until(partial(sees, wanted), SEEN_WITHIN)


def test_both_hosts_count_the_failed_tries_of_one_address_together(
    there: Machines, owner: Person
) -> None:
    tries = [
        there.web(WEBS[n % 2]).sign_in(owner.user.email, "not the password").status
        for n in range(7)
    ]
    assert tries == [200] * 5 + [429] * 2


def test_both_hosts_count_the_turns_of_one_key_together(there: Machines, owner: Person) -> None:
    key = {"Authorization": f"Bearer {program_of(owner, key=new_id().hex).key}"}

    def call(name: str, _: int) -> int:
        return there.web(name).ask("GET", "/api/v1/contacts", **key).status

    assert call("web1", 0) == 200
    # A minute is short for 240 calls on a busy machine, so most of them were made already.
    assert there.ask(_TURNS, TURNS - 20, owner.id) == [(TURNS - 20,)]
    assert at_once(there, 32, call) == {200: 20, 429: 12}


def test_two_hosts_that_spend_at_once_never_spend_more_than_the_plan_has(
    there: Machines, owner: Person
) -> None:
    put_on(owner.workspace_id, Plan.FREE)
    assert owner.workspace
    contacts = found_contacts(owner.workspace, 24)
    key = {"Authorization": f"Bearer {program_of(owner, key=new_id().hex).key}"}

    def start(name: str, n: int) -> int:
        body = json.dumps({"contact_ids": [contacts[n]]})
        kind = {"Content_Type": "application/json"}
        return there.web(name).ask("POST", "/api/v1/runs", body, **kind, **key).status

    with there.paused("work1", "work2"):  # or what is known already would be given back meanwhile
        assert at_once(there, 24, start) == {201: 10, 403: 14}
        assert (used(owner.workspace_id), held(owner.workspace_id)) == (0, 10)
    until(lambda: held(owner.workspace_id) == 0, 60)
    items = RunItem.objects.using("system").filter(workspace_id=owner.workspace_id)
    assert used(owner.workspace_id) == items.filter(status__in=CHARGED).count() > 0

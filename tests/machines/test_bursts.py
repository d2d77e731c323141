"""Bursts at both hosts at once: what is switched is seen the same everywhere, and limits hold to the last one."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.api.calling import program_of
from tests.machines.installation import Machines
from tests.machines.test_one_database import SEEN_WITHIN, WEBS, at_once
from tests.machines.work import found_contacts
from tests.platform.launch import until
from tests.support.cast import PASSWORD, Person, make_person, make_workspace
from totalaudio.core.accounts.models import Operator
from totalaudio.core.billing.quotas.tests.using import held, put_on, used
from totalaudio.core.lib.ids import new_id
from totalaudio.core.tenancy.models import Plan
from totalaudio.core.tenancy.roles import Role
from totalaudio.intel.search.tests.making import make_contact

pytestmark = [pytest.mark.proof, pytest.mark.timeout(300)]


@pytest.fixture
def owner(there: Machines, proofs: bool) -> Person:
    if not proofs:
        pytest.skip("only with --proofs")
    name = f"owner{new_id().hex}"
    return make_person(name, make_workspace(name), Role.OWNER)


def test_a_flag_that_both_hosts_switch_at_once_ends_the_same_at_both(
    there: Machines, owner: Person
) -> None:
    assert owner.workspace
    make_contact(owner.workspace, "Abel", "abel@fm.example")
    Operator.objects.using("system").create(user=owner.user)
    webs = {name: there.web(name) for name in WEBS}
    for web in webs.values():
        assert web.sign_in(owner.user.email, PASSWORD).status == 302
    told = {"scope": "workspace", "subject": str(owner.workspace_id), "reason": "A burst"}

    def switch(name: str, value: str) -> int:
        return webs[name].submit("/operator/flags/batch-enrichment/", value=value, **told).status

    def switch_often(name: str) -> set[int]:
        return {switch(name, ("off", "on")[n % 2]) for n in range(10)}

    def all_see(wanted: bool) -> Callable[[], bool]:
        def seen() -> bool:
            pages = [webs[name].ask("GET", "/intel/contacts/").body for name in WEBS]
            return {b"Enrich all" in page for page in pages} == {wanted}

        return seen

    with ThreadPoolExecutor(2) as pool:
        assert set.union(*pool.map(switch_often, WEBS)) == {302}
    for name, value in (("web1", "off"), ("web2", "on"), ("web2", "off"), ("web1", "on")):
        assert switch(name, value) == 302
        until(all_see(value == "on"), SEEN_WITHIN)


def test_a_hundred_that_spend_at_once_get_what_the_plan_has_and_not_one_more(
    there: Machines, owner: Person
) -> None:
    put_on(owner.workspace_id, Plan.FREE)
    assert owner.workspace
    contacts = found_contacts(owner.workspace, 100)
    key = {"Authorization": f"Bearer {program_of(owner, key=new_id().hex).key}"}

    def start(name: str, n: int) -> int:
        body = json.dumps({"contact_ids": [contacts[n]]})
        kind = {"Content_Type": "application/json"}
        return there.web(name).ask("POST", "/api/v1/runs", body, **kind, **key).status

    with there.paused("work1", "work2"):
        assert at_once(there, 100, start) == {201: 10, 403: 90}
        assert (used(owner.workspace_id), held(owner.workspace_id)) == (0, 10)
    until(lambda: held(owner.workspace_id) == 0, 60)
    assert used(owner.workspace_id) <= 10

"""Whom a plan lets in beside the owner, and the plan that a new workspace has."""

import pytest
from django.conf import settings
from tests.support.cast import Person, make_person

from totalaudio.core.accounts.models import Invitation, Member
from totalaudio.core.accounts.workspaces.tests.test_invitations import invite, link_to
from totalaudio.core.billing.quotas.tests.using import put_on
from totalaudio.core.tenancy.models import Plan, Workspace

pytestmark = pytest.mark.usefixtures("db")

FORM = {"email": "gina@example.com", "role": "member"}


@pytest.mark.parametrize("plan", [Plan.FREE, Plan.PRO])
def test_a_plan_for_one_person_invites_nobody(alice: Person, plan: Plan) -> None:
    put_on(alice.workspace_id, plan)
    page = alice.client().post("/workspaces/members/", FORM).content.decode()
    assert f"The plan {plan.label} is for one person. Upgrade to Agency to invite others." in page
    assert Invitation.objects.using("system").count() == 0


@pytest.mark.parametrize("plan", [Plan.AGENCY, Plan.SELF_HOSTED])
def test_a_plan_for_teams_invites(alice: Person, plan: Plan) -> None:
    put_on(alice.workspace_id, plan)
    invite(alice)
    assert Invitation.objects.using("system").count() == 1


def test_after_a_downgrade_an_open_invitation_is_not_sent_again(alice: Person) -> None:
    invite(alice)
    before = Invitation.objects.using("system").get().key_hash
    put_on(alice.workspace_id, Plan.PRO)
    invitation = Invitation.objects.using("system").get()
    path = f"/workspaces/invitations/{invitation.id}/resend/"
    page = alice.client().post(path, follow=True).content.decode()
    assert "The plan Pro is for one person." in page
    assert Invitation.objects.using("system").get().key_hash == before


def test_after_a_downgrade_an_open_invitation_lets_nobody_in_until_there_is_room(
    alice: Person,
) -> None:
    gina = make_person("Gina")
    invite(alice)
    put_on(alice.workspace_id, Plan.PRO)
    client = gina.client()
    answer = client.post(link_to())
    assert "The plan of Alice Plugs is for one person now." in answer.content.decode()
    assert Member.objects.using("system").filter(user=gina.user).count() == 0
    put_on(alice.workspace_id, Plan.AGENCY)
    assert client.post(link_to())["Location"] == "/"
    assert Member.objects.using("system").get(user=gina.user).role == "member"


@pytest.mark.parametrize(("is_sold", "plan"), [(False, Plan.SELF_HOSTED), (True, Plan.FREE)])
def test_a_new_workspace_is_free_where_plans_are_sold_and_has_everything_elsewhere(
    stranger: Person, monkeypatch: pytest.MonkeyPatch, is_sold: bool, plan: Plan
) -> None:
    monkeypatch.setattr(settings, "PAYMENTS_CONFIGURED", is_sold)
    stranger.client().post("/workspaces/new/", {"name": "Sidney Plugs"})
    assert Workspace.objects.using("system").get(name="Sidney Plugs").plan == plan

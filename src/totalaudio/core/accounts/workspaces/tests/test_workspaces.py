import re

import pytest
from django.test import Client
from tests.support.cast import Person, make_workspace

from totalaudio.core.accounts.models import Member
from totalaudio.core.tenancy.models import Plan, Workspace
from totalaudio.core.tenancy.roles import Role

pytestmark = pytest.mark.usefixtures("db")


def test_a_person_without_a_workspace_names_one_and_owns_it(stranger: Person) -> None:
    client = stranger.client()
    assert "Name your workspace" in client.get("/workspaces/new/").content.decode()
    answer = client.post("/workspaces/new/", {"name": "  Sidney \n Sounds "})
    assert answer["Location"] == "/"
    workspace = Workspace.objects.using("system").get()
    assert (workspace.name, workspace.plan) == ("Sidney Sounds", Plan.SELF_HOSTED)
    member = Member.objects.using("system").get()
    assert (member.user_id, member.workspace_id, member.role) == (
        stranger.id,
        workspace.id,
        "owner",
    )


@pytest.mark.parametrize("name", ["", "   ", "\u202e", "x" * 81])
def test_a_name_is_needed_and_short(stranger: Person, name: str) -> None:
    answer = stranger.client().post("/workspaces/new/", {"name": name})
    assert list(answer.context["form"].errors) == ["name"]
    assert not Workspace.objects.using("system").exists()


@pytest.mark.parametrize(
    ("name", "expected"),
    [("alice", "New"), ("adam", "New"), ("bob", "Alice Plugs"), ("clara", "Alice Plugs")],
)
def test_owners_and_admins_rename(
    name: str, expected: str, workspace: Workspace, request: pytest.FixtureRequest
) -> None:
    person: Person = request.getfixturevalue(name)
    status = person.client().post("/workspaces/settings/", {"name": "New"}).status_code
    assert status == (302 if expected == "New" else 403)
    assert Workspace.objects.using("system").get(id=workspace.id).name == expected


def test_a_new_workspace_is_the_current_one_and_switching_goes_back(
    alice: Person, workspace: Workspace
) -> None:
    client = alice.client()
    client.post("/workspaces/new/", {"name": "Second"})
    assert client.get("/workspaces/settings/").context["workspace"].name == "Second"
    path = f"/workspaces/{workspace.id}/switch/"
    assert "Work in Alice Plugs?" in client.get(path).content.decode()
    assert client.get("/workspaces/settings/").context["workspace"].name == "Second"
    assert client.post(path)["Location"] == "/"
    assert client.get("/workspaces/settings/").context["workspace"].name == "Alice Plugs"


def test_switching_to_a_workspace_of_others_is_impossible(alice: Person, charlie: Person) -> None:
    client = alice.client()
    assert client.post(f"/workspaces/{charlie.workspace_id}/switch/").status_code == 404
    session = client.session
    session["workspace_id"] = str(charlie.workspace_id)
    session.save()
    assert client.get("/workspaces/settings/").context["workspace"].name == "Alice Plugs"


def test_the_role_is_that_of_the_current_workspace(alice: Person) -> None:
    other = make_workspace("Elsewhere")
    Member.objects.using("system").create(workspace=other, user=alice.user, role=Role.CLIENT)
    client = alice.client()
    client.post(f"/workspaces/{other.id}/switch/")
    assert client.get("/workspaces/members/").status_code == 403


def token_of(client: Client, path: str) -> str:
    """The secret of the form on a page."""
    found = re.search(
        r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(path).content.decode()
    )
    assert found
    return found[1]


def test_a_form_of_another_tab_does_not_act_in_the_workspace_one_went_to(
    alice: Person, workspace: Workspace
) -> None:
    other = make_workspace("Elsewhere")
    Member.objects.using("system").create(workspace=other, user=alice.user, role=Role.OWNER)
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    old = token_of(client, "/workspaces/settings/")
    client.post(f"/workspaces/{other.id}/switch/", {"csrfmiddlewaretoken": old})
    rename = {"name": "Renamed", "csrfmiddlewaretoken": old}
    answer = client.post("/workspaces/settings/", rename)
    assert answer.status_code == 403
    assert "This form is out of date" in answer.content.decode()
    rename["csrfmiddlewaretoken"] = token_of(client, "/workspaces/settings/")
    assert client.post("/workspaces/settings/", rename).status_code == 302
    names = Workspace.objects.using("system").values_list("name", flat=True)
    assert sorted(names) == ["Alice Plugs", "Renamed"]


def test_a_form_of_a_removed_member_does_not_act_in_another_workspace_of_theirs(
    bob: Person, workspace: Workspace
) -> None:
    client = bob.client()
    client.post("/workspaces/new/", {"name": "Bob's Own"})
    client.post(f"/workspaces/{workspace.id}/switch/")
    assert client.get("/intel/imports/new").status_code == 200
    Member.objects.using("system").get(workspace=workspace, user=bob.user).delete()
    answer = client.post("/intel/imports/new", {"text": "name\nZoë Example"})
    assert (answer.status_code, "This form is out of date" in answer.content.decode()) == (
        403,
        True,
    )
    assert client.get("/workspaces/settings/").context["workspace"].name == "Bob's Own"
    answer = client.post("/intel/imports/new", {"text": "name\nZoë Example"})
    assert answer.status_code == 302

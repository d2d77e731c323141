from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.support.cast import Person, make_person

from totalaudio.core.accounts.models import Member
from totalaudio.core.tenancy.context import context
from totalaudio.core.tenancy.models import Workspace
from totalaudio.core.tenancy.roles import Role

pytestmark = pytest.mark.usefixtures("db")

LIST = "/workspaces/members/"


def membership(person: Person) -> Member:
    return Member.objects.using("system").get(user=person.user, workspace_id=person.workspace_id)


def roles(workspace: Workspace) -> dict[str, str]:
    found = Member.objects.using("system").filter(workspace=workspace).select_related("user")
    return {member.user.name: member.role for member in found}


def set_role(by: Person, member: Member, role: Role) -> str:
    answer = by.client().post(f"{LIST}{member.id}/role/", {"role": role}, follow=True)
    return str(answer.content.decode())


def test_members_see_each_other_and_nobody_else(
    alice: Person, bob: Person, charlie: Person
) -> None:
    answer = bob.client().get(LIST)
    assert [str(m.user) for m in answer.context["people"]] == ["Alice", "Bob"]
    assert "Invite somebody" not in answer.content.decode()


def test_the_list_asks_as_many_questions_for_three_members_as_for_one(alice: Person) -> None:
    def count() -> int:
        client = alice.client()
        with CaptureQueriesContext(connections["default"]) as queries:
            assert client.get(LIST).status_code == 200
        return len(queries)

    one = count()
    workspace = Workspace.objects.using("system").get(id=alice.workspace_id)
    for name in ("Dora", "Emil"):
        make_person(name, workspace, Role.MEMBER)
    assert count() == one


@pytest.mark.parametrize("path", ["members/", "settings/", "leave/"])
def test_without_a_workspace_a_person_is_asked_to_make_one(stranger: Person, path: str) -> None:
    assert stranger.client().get(f"/workspaces/{path}")["Location"] == "/workspaces/new/"


def test_a_client_sees_no_list_of_members(clara: Person) -> None:
    assert clara.client().get(LIST).status_code == 403
    assert clara.client().get("/workspaces/settings/").status_code == 200


def test_an_owner_changes_roles(alice: Person, bob: Person, workspace: Workspace) -> None:
    set_role(alice, membership(bob), Role.OWNER)
    assert roles(workspace) == {"Alice": "owner", "Bob": "owner"}


def test_an_admin_changes_roles_below_owner(
    alice: Person, adam: Person, bob: Person, workspace: Workspace
) -> None:
    set_role(adam, membership(bob), Role.ADMIN)
    assert roles(workspace) == {"Alice": "owner", "Adam": "admin", "Bob": "admin"}


def test_an_admin_neither_makes_nor_unmakes_an_owner(
    alice: Person, adam: Person, bob: Person, workspace: Workspace
) -> None:
    before = roles(workspace)
    assert "Only an owner" in set_role(adam, membership(bob), Role.OWNER)
    assert "Only an owner" in set_role(adam, membership(alice), Role.MEMBER)
    page = adam.client().post(f"{LIST}{membership(alice).id}/remove/", follow=True)
    assert "Only an owner removes an owner." in page.content.decode()
    assert roles(workspace) == before


def test_the_database_refuses_what_an_admin_may_not_do(
    alice: Person, adam: Person, bob: Person, workspace: Workspace
) -> None:
    member = Member.objects.filter(id=membership(alice).id)
    with context(user_id=adam.id, workspace_id=workspace.id, role=Role.ADMIN):
        assert member.update(role=Role.MEMBER) == 0
        assert member.delete()[0] == 0
    with pytest.raises(Exception, match="row-level security"):  # noqa: SIM117  the error must leave the inner block
        with context(user_id=adam.id, workspace_id=workspace.id, role=Role.ADMIN):
            Member.objects.filter(id=membership(bob).id).update(role=Role.OWNER)
    assert roles(workspace) == {"Alice": "owner", "Adam": "admin", "Bob": "member"}


def test_a_member_changes_nothing(alice: Person, bob: Person, workspace: Workspace) -> None:
    client = bob.client()
    for path in ("role/", "remove/"):
        answer = client.post(f"{LIST}{membership(alice).id}/{path}", {"role": "client"})
        assert answer.status_code == 403
    assert roles(workspace) == {"Alice": "owner", "Bob": "member"}


def test_a_member_of_another_workspace_cannot_be_reached(alice: Person, charlie: Person) -> None:
    client = alice.client()
    for path in ("role/", "remove/"):
        answer = client.post(f"{LIST}{membership(charlie).id}/{path}", {"role": "client"})
        assert answer.status_code == 404
    assert membership(charlie).role == "owner"


def test_the_last_owner_stays(alice: Person, bob: Person, workspace: Workspace) -> None:
    client = alice.client()
    refusal = "A workspace keeps at least one owner. Make somebody else an owner first."
    assert refusal in set_role(alice, membership(alice), Role.MEMBER)
    for path in (f"{LIST}{membership(alice).id}/remove/", "/workspaces/leave/"):
        assert refusal in client.post(path, follow=True).content.decode()
    assert roles(workspace) == {"Alice": "owner", "Bob": "member"}


def test_two_owners_who_leave_at_the_same_moment_do_not_both_go(
    alice: Person, workspace: Workspace
) -> None:
    other = make_person("Olga", workspace, Role.OWNER)
    start = Barrier(2)

    def leave(person: Person) -> bool:
        try:
            with context(user_id=person.id, workspace_id=workspace.id, role=Role.OWNER):
                start.wait(10)
                Member.objects.filter(user=person.user).update(role=Role.MEMBER)
        except IntegrityError:
            return False
        else:
            return True
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(leave, [alice, other])) == [False, True]
    assert sorted(roles(workspace).values()) == ["member", "owner"]


def test_a_removed_member_sees_the_workspace_no_more(
    alice: Person, bob: Person, workspace: Workspace
) -> None:
    member = membership(bob)
    assert "Remove Bob?" in alice.client().get(f"{LIST}{member.id}/remove/").content.decode()
    browser = bob.client()
    assert browser.get(LIST).status_code == 200
    alice.client().post(f"{LIST}{member.id}/remove/")
    assert browser.get(LIST)["Location"] == "/workspaces/new/"
    assert roles(workspace) == {"Alice": "owner"}


@pytest.mark.parametrize("name", ["adam", "bob", "clara"])
def test_members_may_leave(
    name: str, alice: Person, workspace: Workspace, request: pytest.FixtureRequest
) -> None:
    person: Person = request.getfixturevalue(name)
    client = person.client()
    assert "Leave Alice Plugs?" in client.get("/workspaces/leave/").content.decode()
    assert client.post("/workspaces/leave/")["Location"] == "/"
    assert roles(workspace) == {"Alice": "owner"}


def test_a_whole_workspace_can_still_be_deleted(alice: Person, workspace: Workspace) -> None:
    from django.db import transaction

    with transaction.atomic(using="system"):
        with connections["system"].cursor() as cursor:
            cursor.execute("SET CONSTRAINTS accounts_member_keeps_owner DEFERRED")
        workspace.delete(using="system")
    assert not Member.objects.using("system").exists()


def test_a_removed_person_elsewhere_is_a_page_of_ours(alice: Person) -> None:
    answer = alice.client().get(f"{LIST}01890000-0000-7000-8000-000000000000/remove/")
    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()


def test_nobody_is_sent_to_sign_in(db: None) -> None:
    assert Client().get(LIST)["Location"] == f"/accounts/login/?next={LIST}"

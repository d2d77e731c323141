from datetime import timedelta
from hashlib import sha256

import pytest
from django.db.models import F
from django.test import Client
from tests.support.cast import PASSWORD, Person, make_person

from totalaudio.core.accounts.models import Invitation, Member, User
from totalaudio.core.accounts.tests.letters import letters_to, link_in
from totalaudio.core.accounts.workspaces import invitations
from totalaudio.core.lib.ids import new_id
from totalaudio.core.tenancy.models import Workspace

pytestmark = pytest.mark.usefixtures("db")

LIST = "/workspaces/members/"
GUEST = "gina@example.com"


def invite(by: Person, email: str = GUEST, role: str = "member") -> None:
    answer = by.client().post(LIST, {"email": email, "role": role})
    assert (answer.status_code, answer["Location"]) == (302, LIST)


def link_to(email: str = GUEST) -> str:
    return link_in(letters_to(email)[-1], "workspaces/invitation/")


def stored() -> Invitation:
    return Invitation.objects.using("system").get()


def test_an_invitation_is_mailed_and_only_the_hash_of_its_key_is_kept(alice: Person) -> None:
    invite(alice, " Gina@Example.com ")
    [letter] = letters_to(GUEST)
    assert letter.subject == "Alice invites you to Alice Plugs"
    link = link_to()
    assert letter.body == (
        "Hello,\n\n"
        "Alice (alice@example.com) invites you to work in Alice Plugs at Total Audio Platform, with the role Member. "
        "Open this link to join:\n\n"
        f"http://127.0.0.1:8000{link}\n\n"
        "It works for 14 days, for this address only. If you know nothing of this, do nothing.\n\n"
        "-- \nTotal Audio Platform\nhttp://127.0.0.1:8000\n"
    )
    key = link.split("/")[-2]
    assert stored().key_hash == sha256(key.encode()).hexdigest()
    assert stored().expires_at - stored().created_at > timedelta(days=13, hours=23)


def test_a_person_with_an_account_joins(alice: Person, workspace: Workspace) -> None:
    gina = make_person("Gina")
    invite(alice, role="admin")
    client = gina.client()
    assert "Join Alice Plugs" in client.get(link_to()).content.decode()
    answer = client.post(link_to())
    assert answer["Location"] == "/"
    member = Member.objects.using("system").get(user=gina.user)
    assert (member.workspace_id, member.role) == (workspace.id, "admin")
    assert client.get("/workspaces/settings/").context["workspace"].name == "Alice Plugs"


def test_a_person_without_an_account_signs_up_and_comes_back(alice: Person) -> None:
    invite(alice)
    client = Client()
    page = client.get(link_to())
    signup = page.context["signup_url"]
    assert client.get(signup).context["form"].initial["email"] == GUEST
    client.post(signup, {"name": "Gina", "email": GUEST, "password1": "seven green lamps"})
    confirm = link_in(letters_to(GUEST)[-1], "confirm-email")
    answer = client.post(confirm)
    assert answer["Location"] == link_to_invitation()
    assert client.post(answer["Location"])["Location"] == "/"
    assert Member.objects.using("system").get(user__email=GUEST).role == "member"


def link_to_invitation() -> str:
    return link_in(letters_to(GUEST)[0], "workspaces/invitation/")


def test_signing_in_leads_back_to_the_invitation(alice: Person) -> None:
    make_person("Gina")
    invite(alice)
    client = Client()
    login = client.get(link_to()).context["login_url"]
    answer = client.post(login, {"login": GUEST, "password": PASSWORD})
    assert answer["Location"] == link_to()


def test_another_person_who_holds_the_link_is_told_and_does_not_join(
    alice: Person, charlie: Person
) -> None:
    invite(alice)
    client = charlie.client()
    for answer in (client.get(link_to()), client.post(link_to())):
        page = answer.content.decode()
        assert "This invitation is for another address" in page
        assert "You are signed in as charlie@example.com." in page
    assert Member.objects.using("system").filter(user=charlie.user).count() == 1
    assert stored().accepted_at is None


def test_posting_without_signing_in_joins_nobody(alice: Person) -> None:
    invite(alice)
    assert Client().post(link_to()).status_code == 200
    assert Member.objects.using("system").count() == 1


def test_an_invitation_works_once(alice: Person) -> None:
    gina = make_person("Gina")
    invite(alice)
    assert gina.client().post(link_to()).status_code == 302
    assert gina.client().post(link_to()).status_code == 404
    assert "This invitation is not open" in Client().get(link_to()).content.decode()


def test_an_expired_invitation_is_closed(alice: Person) -> None:
    gina = make_person("Gina")
    invite(alice)
    Invitation.objects.using("system").update(expires_at=F("expires_at") - timedelta(days=15))
    assert gina.client().post(link_to()).status_code == 404
    assert not Member.objects.using("system").filter(user=gina.user).exists()
    assert "expired" in alice.client().get(LIST).content.decode()


def test_a_wrong_key_is_not_found() -> None:
    assert Client().get("/workspaces/invitation/nonsense/").status_code == 404


def test_writing_again_makes_a_new_link_and_closes_the_old_one(alice: Person) -> None:
    invite(alice)
    old = link_to()
    alice.client().post(f"/workspaces/invitations/{stored().id}/resend/")
    assert len(letters_to(GUEST)) == 2
    assert [Client().get(link).status_code for link in (old, link_to())] == [404, 200]


def test_inviting_the_same_address_twice_keeps_one_invitation(alice: Person) -> None:
    invite(alice)
    invite(alice, role="client")
    assert stored().role == "client"
    assert len(letters_to(GUEST)) == 2


def test_a_revoked_invitation_is_closed(alice: Person) -> None:
    invite(alice)
    alice.client().post(f"/workspaces/invitations/{stored().id}/revoke/")
    assert Client().get(link_to()).status_code == 404
    assert not Invitation.objects.using("system").exists()


def test_members_are_not_invited_again(alice: Person, bob: Person) -> None:
    answer = alice.client().post(LIST, {"email": bob.user.email, "role": "member"})
    assert answer.context["form"].errors == {"email": ["bob@example.com is a member already."]}


def test_whether_strangers_have_an_account_is_not_betrayed(alice: Person, charlie: Person) -> None:
    invite(alice, charlie.user.email)
    invite(alice, "nobody@example.com")


@pytest.mark.parametrize("role", ["owner", "king", ""])
def test_a_role_that_cannot_be_invited_is_refused(alice: Person, role: str) -> None:
    answer = alice.client().post(LIST, {"email": GUEST, "role": role})
    assert list(answer.context["form"].errors) == ["role"]
    assert letters_to(GUEST) == []


@pytest.mark.parametrize("name", ["bob", "clara", "charlie", "stranger"])
def test_only_owners_and_admins_invite_write_again_and_revoke(
    name: str, alice: Person, request: pytest.FixtureRequest
) -> None:
    invite(alice, "known@example.com")
    person: Person = request.getfixturevalue(name)
    client = person.client()
    for path in ("resend/", "revoke/"):
        answer = client.post(f"/workspaces/invitations/{stored().id}/{path}")
        assert answer.status_code == (
            302 if name == "stranger" else 404 if name == "charlie" else 403
        )
    if name == "bob":
        client.post(LIST, {"email": GUEST, "role": "member"})
    assert Invitation.objects.using("system").filter(email="known@example.com").count() == 1
    assert (letters_to(GUEST), len(letters_to("known@example.com"))) == ([], 1)


def test_nobody_makes_the_platform_write_to_strangers_without_end(alice: Person) -> None:
    client = alice.client()
    statuses = [
        client.post(LIST, {"email": f"{n}@example.com", "role": "member"}).status_code
        for n in range(31)
    ]
    assert statuses == [302] * 30 + [200]


def test_fifty_open_invitations_are_the_most(alice: Person, workspace: Workspace) -> None:
    Invitation.objects.using("system").bulk_create(
        Invitation(
            workspace=workspace, email=f"{n}@example.com", role="member", key_hash=str(new_id()),
            expires_at=User.objects.using("system").get(id=alice.id).joined_at,
        )
        for n in range(invitations.MOST_OPEN)
    )  # fmt: skip
    answer = alice.client().post(LIST, {"email": GUEST, "role": "member"})
    assert answer.context["form"].errors == {
        "email": ["50 invitations are open. Revoke some, then go on."]
    }

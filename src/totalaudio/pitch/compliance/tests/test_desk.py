"""The desk: suppress, check, lift, say who writes and why somebody may be written to."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support.cast import Person

from totalaudio.campaigns.models import Target
from totalaudio.contacts.models import Contact
from totalaudio.contacts.models.suppression import Suppression
from totalaudio.intel.search.tests.making import make_contact
from totalaudio.pitch.models import Recipient, SenderIdentity
from totalaudio.pitch.replies.tests.making import make_campaign

DESK = "/pitch/compliance/"


def page(person: Person) -> str:
    answer = person.client().get(DESK)
    assert answer.status_code == 200
    return answer.content.decode()


def reasons() -> list[str]:
    return list(Suppression.objects.using("system").order_by("id").values_list("reason", flat=True))


def make_listed(person: Person, number: int) -> list[Contact]:
    """Contacts of every card on the desk: overdue, and without a basis."""
    assert person.workspace
    campaign = make_campaign(person.workspace)
    made = []
    for n in range(number):
        contact = make_contact(person.workspace, f"Person {n}", f"person{n}@gmail.com")
        Contact.objects.using("system").filter(id=contact.id).update(
            created_at=timezone.now() - timedelta(days=31)
        )
        Target.objects.using("system").create(
            workspace=person.workspace, campaign=campaign, contact=contact
        )
        made.append(contact)
    return made


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_asks_the_same_number_of_questions_for_one_and_for_three(
    number: int, alice: Person
) -> None:
    make_listed(alice, number)
    client = alice.client()
    client.get(DESK)
    with CaptureQueriesContext(connection) as captured:
        text = client.get(DESK).content.decode()
    assert text.count("/pitch/compliance/contacts/") == number * 2
    assert len(captured) <= 24


def test_addresses_are_suppressed_however_they_are_pasted(bob: Person) -> None:
    client = bob.client()
    pasted = "Sam <sam@example.com>; PAT+x@example.com\nnot an address, sam@example.com"
    answer = client.post(
        f"{DESK}addresses", {"addresses": pasted, "reason": "asked", "do": "suppress"}
    )
    assert answer.status_code == 302
    assert reasons() == ["asked", "asked"]
    checked = client.post(
        f"{DESK}addresses",
        {"addresses": "pat@example.com, free@example.com", "do": "check", "reason": "asked"},
    ).content.decode()
    assert checked.count("Do not write") == 1
    assert checked.count("Not suppressed") == 1


def test_a_text_without_an_address_is_answered_with_how_to_type_one(bob: Person) -> None:
    answer = bob.client().post(
        f"{DESK}addresses", {"addresses": "somebody", "do": "suppress", "reason": "asked"}
    )
    assert answer.status_code == 422
    assert "No address was found" in answer.content.decode()
    assert reasons() == []


def test_a_suppression_by_hand_is_lifted_by_managers_and_an_own_word_by_consent(
    alice: Person, bob: Person
) -> None:
    assert alice.workspace
    contact = make_contact(alice.workspace, "Sam", "sam@example.com")
    client = alice.client()
    for reason in ("by-hand", "asked"):
        given = {"addresses": "sam@example.com", "reason": reason, "do": "suppress"}
        client.post(f"{DESK}addresses", given)
        assert bob.client().post(f"{DESK}lift", {"address": "sam@example.com"}).status_code == 403
        client.post(f"{DESK}lift", {"address": "sam@example.com"})
    assert reasons() == ["asked"]
    consent = {"basis": "consent", "note": "On the phone, 23 November.", "subscriber": ""}
    client.post(f"{DESK}contacts/{contact.id}", consent)
    client.post(f"{DESK}lift", {"address": "sam@example.com"})
    assert reasons() == []


def test_managers_say_who_writes_and_the_notice_keeps_its_address(
    alice: Person, bob: Person
) -> None:
    assert bob.client().get(f"{DESK}identity").status_code == 403
    given = {
        "organisation": "Made-up Plugging",
        "postal_address": "1 Example Street",
        "source": "Sites.",
    }
    client = alice.client()
    assert client.post(f"{DESK}identity", given).status_code == 302
    key = SenderIdentity.objects.using("system").get().notice_key
    client.post(f"{DESK}identity", given | {"organisation": "Another Name"})
    again = SenderIdentity.objects.using("system").get()
    assert (again.notice_key, again.organisation) == (key, "Another Name")
    assert client.get(f"/pitch/compliance/notice/{key}").status_code == 200
    assert client.post(f"{DESK}identity", given | {"postal_address": ""}).status_code == 422


def test_a_basis_is_kept_with_its_reason_the_name_and_the_day(bob: Person) -> None:
    assert bob.workspace
    contact = make_contact(bob.workspace, "Sam", "sam@gmail.com")
    where = f"{DESK}contacts/{contact.id}"
    client = bob.client()
    assert "May not be written to" in client.get(where).content.decode()
    bare = client.post(where, {"basis": "consent", "note": " ", "subscriber": ""})
    assert bare.status_code == 422
    client.post(where, {"basis": "soft-opt-in", "note": "Bought a mix in May.", "subscriber": ""})
    row = Recipient.objects.using("system").get()
    assert (row.basis, row.basis_note, row.basis_by_id) == (
        "soft-opt-in",
        "Bought a mix in May.",
        bob.id,
    )
    text = client.get(where).content.decode()
    assert "May be written to" in text
    assert "Bob" in text
    client.post(where, {"basis": "", "note": "", "subscriber": "corporate"})
    row = Recipient.objects.using("system").get()
    assert (row.basis, row.basis_note, row.basis_by_id, row.subscriber) == (
        "",
        "",
        None,
        "corporate",
    )


def test_who_needs_a_basis_is_listed_until_it_is_written_down(bob: Person) -> None:
    [contact] = make_listed(bob, 1)
    assert "About to be pitched" in page(bob)
    assert "1 contact in open campaigns has a personal address" in page(bob)
    Recipient.objects.using("system").create(
        workspace_id=bob.workspace_id, contact=contact, basis="consent", notice_at=timezone.now()
    )
    text = page(bob)
    assert "personal address" not in text.replace("one person’s", "")
    assert "Everybody who is here for more than a month was told." in text


def test_another_workspace_sees_none_of_it(charlie: Person, bob: Person) -> None:
    [contact] = make_listed(bob, 1)
    assert "person0" not in page(charlie)
    assert charlie.client().get(f"{DESK}contacts/{contact.id}").status_code == 404

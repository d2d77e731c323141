"""The pages of lists: a filter is saved, contacts are added and taken off, names are kept apart; and nobody else's."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support.cast import Person

from totalaudio.campaigns.tests.making import acting, make_campaign, make_target
from totalaudio.campaigns.tests.reading import text_of
from totalaudio.contacts.lists import actions
from totalaudio.contacts.models import Contact, ContactList, ListEntry
from totalaudio.contacts.searching import read_search
from totalaudio.intel.search.tests.making import make_contact

URL = "/intel/lists/"


@pytest.fixture
def ada(alice: Person) -> Contact:
    assert alice.workspace
    return make_contact(alice.workspace, "Ada Test", "ada@fm.example", country="GB")


@pytest.fixture
def bo(alice: Person) -> Contact:
    assert alice.workspace
    return make_contact(alice.workspace, "Bo Test", "bo@fm.example", country="IE")


@pytest.fixture
def friends(alice: Person, ada: Contact) -> ContactList:
    with acting(alice) as by:
        return actions.create(by=by, name="Friends", contact_ids=[ada.id])


def only() -> ContactList:
    return ContactList.objects.using("system").get()


def on(found: ContactList) -> set[str]:
    entries = ListEntry.objects.using("system").filter(of=found).select_related("contact")
    return {entry.contact.name for entry in entries}


def test_the_filter_of_the_table_becomes_a_list(alice: Person, ada: Contact, bo: Contact) -> None:
    client = alice.client()
    assert URL + "save" in client.get("/intel/contacts/?country=GB").content.decode()
    assert URL + "save" not in client.get("/intel/contacts/").content.decode()
    answer = client.post(URL + "save", {"country": "uk", "sort": "name", "name": " Britain "})
    made = only()
    assert (answer.status_code, answer["Location"]) == (302, f"{URL}{made.id}/")
    assert (made.name, made.query) == ("Britain", "country=GB")
    shown = text_of(client.get(f"{URL}{made.id}/"))
    assert "1 contact: whoever matches United Kingdom" in shown
    assert "Ada Test" in shown
    assert "Bo Test" not in shown


@pytest.mark.parametrize(
    ("posted", "why"),
    [
        ({"country": "GB", "name": " "}, "This field is required"),
        ({"country": "GB", "name": "friends"}, "Another list is called “friends”."),
        ({"name": "Everybody"}, "Nothing is filtered"),
        ({"country": "GB", "name": "x" * 121}, "at most 120 characters"),
        ({"country": "GB", "name": "\u202e"}, "Write a name."),
    ],
)
def test_a_list_that_cannot_be_saved_says_why_and_keeps_the_filter(
    alice: Person, friends: ContactList, posted: dict[str, str], why: str
) -> None:
    answer = alice.client().post(URL + "save", posted)
    assert answer.status_code == 422
    assert why in text_of(answer)
    kept = '<input type="hidden" name="country" value="GB">' in answer.content.decode()
    assert kept == ("country" in posted)
    assert only() == friends


def test_ticked_contacts_are_asked_which_list_and_put_on_it(
    alice: Person, friends: ContactList, bo: Contact
) -> None:
    client = alice.client()
    asked = client.post(URL + "add", {"contact": str(bo.id)})
    assert asked.status_code == 200
    assert "Add 1 contact to a list" in text_of(asked)
    assert on(friends) == {"Ada Test"}
    answer = client.post(URL + "add", {"contact": str(bo.id), "list": str(friends.id), "name": ""})
    assert answer["Location"] == f"{URL}{friends.id}/"
    assert on(friends) == {"Ada Test", "Bo Test"}


def test_ticked_contacts_can_begin_a_new_list(alice: Person, ada: Contact, bo: Contact) -> None:
    ids = [str(ada.id), str(bo.id)]
    alice.client().post(URL + "add", {"contact": ids, "list": "", "name": "New ones"})
    assert (only().name, on(only())) == ("New ones", {"Ada Test", "Bo Test"})


@pytest.mark.parametrize(
    ("posted", "why"),
    [
        ({"name": "", "list": ""}, "Choose a list, or name a new one."),
        ({"name": "FRIENDS"}, "Another list is called “FRIENDS”."),
        ({"name": "", "list": "nonsense"}, "Select a valid choice"),
    ],
)
def test_without_a_list_nobody_is_added(
    alice: Person, friends: ContactList, bo: Contact, posted: dict[str, str], why: str
) -> None:
    answer = alice.client().post(URL + "add", {"contact": str(bo.id)} | posted)
    assert answer.status_code == 422
    assert why in text_of(answer)
    assert on(friends) == {"Ada Test"}


def test_adding_nobody_leads_back_to_the_table(alice: Person) -> None:
    answer = alice.client().post(URL + "add", {"contact": "nonsense"})
    assert (answer.status_code, answer["Location"]) == (302, "/intel/contacts/")


def test_a_list_with_a_filter_is_not_offered_for_adding(
    alice: Person, ada: Contact, friends: ContactList
) -> None:
    with acting(alice) as by:
        britain = actions.create_by_filter(
            by=by, name="Britain", search=read_search({"country": ["GB"]})
        )
    client = alice.client()
    page = client.post(URL + "add", {"contact": str(ada.id)}).content.decode()
    assert str(friends.id) in page
    assert str(britain.id) not in page
    answer = client.post(f"{URL}{britain.id}/remove", {"contact": str(ada.id)}, follow=True)
    assert "has whoever its filter finds" in answer.content.decode()


def test_contacts_are_taken_off_and_stay_in_the_workspace(
    alice: Person, friends: ContactList, ada: Contact
) -> None:
    alice.client().post(f"{URL}{friends.id}/remove", {"contact": str(ada.id)})
    assert on(friends) == set()
    assert Contact.objects.using("system").filter(id=ada.id).exists()
    assert "Nobody is on it" in text_of(alice.client().get(f"{URL}{friends.id}/"))


def test_a_list_is_renamed_unless_the_name_is_taken(alice: Person, friends: ContactList) -> None:
    with acting(alice) as by:
        actions.create(by=by, name="Press")
    client = alice.client()
    assert client.post(f"{URL}{friends.id}/rename", {"name": "Radio"}).status_code == 302
    refused = client.post(f"{URL}{friends.id}/rename", {"name": "PRESS"})
    assert refused.status_code == 422
    assert "Another list is called “PRESS”." in text_of(refused)
    assert ContactList.objects.using("system").get(id=friends.id).name == "Radio"


def test_a_list_is_deleted_and_its_contacts_stay(
    alice: Person, friends: ContactList, ada: Contact
) -> None:
    alice.client().post(f"{URL}{friends.id}/delete")
    assert not ContactList.objects.using("system").exists()
    assert Contact.objects.using("system").filter(id=ada.id).exists()


def test_a_list_says_who_should_be_checked_again(
    alice: Person, friends: ContactList, ada: Contact
) -> None:
    assert "1 contact never checked." in text_of(alice.client().get(f"{URL}{friends.id}/"))
    before = timezone.now() - timedelta(days=91)
    Contact.objects.using("system").filter(id=ada.id).update(last_checked_at=before)
    shown = text_of(alice.client().get(f"{URL}{friends.id}/"))
    assert "1 contact last checked more than 90 days ago." in shown
    Contact.objects.using("system").filter(id=ada.id).update(last_checked_at=timezone.now())
    assert "out of date" not in text_of(alice.client().get(f"{URL}{friends.id}/"))


@pytest.mark.parametrize("is_by_hand", [True, False])
def test_all_lists_ask_the_same_number_of_questions_for_one_and_for_three(
    alice: Person, ada: Contact, is_by_hand: bool
) -> None:
    asked = []
    client = alice.client()
    client.get(URL)  # what is remembered from the first request on
    for number in range(3):
        with acting(alice) as by:
            if is_by_hand:
                actions.create(by=by, name=f"Set {number}", contact_ids=[ada.id])
            else:
                search = read_search({"q": ["ada"], "country": ["GB"]})
                actions.create_by_filter(by=by, name=f"Set {number}", search=search)
        if number == 1:
            continue
        with CaptureQueriesContext(connection) as queries:
            shown = text_of(client.get(URL))
        assert shown.count("Set ") == number + 1
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_without_lists_the_page_says_how_to_make_one(alice: Person) -> None:
    assert "No lists yet" in text_of(alice.client().get(URL))


def test_a_contact_says_which_lists_and_campaigns_it_is_in(
    alice: Person, friends: ContactList, ada: Contact
) -> None:
    assert alice.workspace
    target = make_target(make_campaign(alice.workspace), ada, stage="pitched")
    page = alice.client().get(f"/intel/contacts/{ada.id}")
    assert f'href="{URL}{friends.id}/"' in page.content.decode()
    assert f'href="/tracker/board/targets/{target.id}/"' in page.content.decode()
    assert "The Examples: Example Song Pitched" in text_of(page)


def test_the_palette_finds_lists_and_campaigns_of_ones_own_workspace(
    alice: Person, charlie: Person, friends: ContactList
) -> None:
    assert alice.workspace
    campaign = make_campaign(alice.workspace, "Friendly Fire")
    url = "/intel/contacts/palette?q=friend"
    found = alice.client().get(url).json()["results"]
    assert [(one["kind"], one["title"], one["url"]) for one in found] == [
        ("Campaign", "The Examples: Friendly Fire", f"/tracker/campaigns/{campaign.id}/"),
        ("List", "Friends", f"{URL}{friends.id}/"),
    ]
    assert charlie.client().get(url).json() == {"results": []}


@pytest.mark.parametrize("verb", ["rename", "remove", "delete"])
def test_a_client_and_another_tenant_see_and_change_nothing(
    alice: Person,
    clara: Person,
    charlie: Person,
    friends: ContactList,
    ada: Contact,
    verb: str,
) -> None:
    posted = {"name": "Mine", "contact": str(ada.id)}
    for person, status in ((clara, 403), (charlie, 404)):
        client = person.client()
        assert client.get(f"{URL}{friends.id}/").status_code == status
        assert client.post(f"{URL}{friends.id}/{verb}", posted).status_code == status
    assert "Friends" not in text_of(charlie.client().get(URL))
    charlie.client().post(
        URL + "add", {"contact": str(ada.id), "list": str(friends.id), "name": ""}
    )
    assert (only().name, on(friends)) == ("Friends", {"Ada Test"})

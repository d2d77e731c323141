"""Choosing targets: of everybody or a list, narrowed, looked at first, and added."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support.cast import Person

from totalaudio.campaigns.models import Campaign, Target, Touch
from totalaudio.campaigns.tests.making import acting, make_campaign, make_target
from totalaudio.campaigns.tests.reading import text_of
from totalaudio.contacts.lists import actions as lists
from totalaudio.contacts.models import Contact, Suppression
from totalaudio.contacts.searching import read_search
from totalaudio.contacts.suppression.hashing import hash_of
from totalaudio.intel.search.tests.making import make_contact
from totalaudio.tracker.campaigns import choosing


@pytest.fixture
def campaign(alice: Person) -> Campaign:
    assert alice.workspace
    return make_campaign(alice.workspace, genres=["house"])


@pytest.fixture
def three(alice: Person) -> dict[str, Contact]:
    assert alice.workspace
    made = [
        make_contact(alice.workspace, "Ada Test", "ada@fm.example", genres=["house"], country="GB"),
        make_contact(alice.workspace, "Bo Test", "bo@fm.example", genres=["opera"], country="GB"),
        make_contact(alice.workspace, "Cy Test", country="IE"),
    ]
    return {one.name[:3].strip(): one for one in made}


def url(campaign: Campaign) -> str:
    return f"/tracker/campaigns/{campaign.id}/targets"


def offered(person: Person, campaign: Campaign, query: str = "") -> list[str]:
    page = person.client().get(url(campaign) + query).content.decode()
    return re.findall(r'aria-label="Select ([^"]+ Test)"', page)


def chosen(campaign: Campaign) -> set[str]:
    found = Target.objects.using("system").filter(campaign=campaign).select_related("contact")
    return {str(one.contact) for one in found}


def test_everybody_is_offered_the_best_fit_first_with_the_reasons(
    alice: Person, campaign: Campaign, three: dict[str, Contact]
) -> None:
    assert offered(alice, campaign) == ["Ada Test", "Cy Test", "Bo Test"]
    shown = text_of(alice.client().get(url(campaign)))
    assert "Plays house (50 of 50)" in shown
    assert "Plays opera, far from house (0 of 50)" in shown
    assert "1 without an address" in shown
    assert chosen(campaign) == set()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?country=GB", ["Ada Test", "Bo Test"]),
        ("?q=cy", ["Cy Test"]),
        ("?genre=house", ["Ada Test"]),
        ("?fit=70", ["Ada Test"]),
        ("?fit=nonsense", ["Ada Test", "Cy Test", "Bo Test"]),
        ("?list=nonsense", ["Ada Test", "Cy Test", "Bo Test"]),
        ("?q=nobody", []),
    ],
)
def test_what_is_offered_can_be_narrowed(
    alice: Person, campaign: Campaign, three: dict[str, Contact], query: str, names: list[str]
) -> None:
    assert offered(alice, campaign, query) == names


def test_a_list_is_a_source_and_can_be_narrowed_too(
    alice: Person, campaign: Campaign, three: dict[str, Contact]
) -> None:
    with acting(alice) as by:
        ids = [three["Ada"].id, three["Cy"].id]
        hand = lists.create(by=by, name="Hand", contact_ids=ids)
        britain = lists.create_by_filter(
            by=by, name="Britain", search=read_search({"country": ["GB"]})
        )
    assert offered(alice, campaign, f"?list={hand.id}") == ["Ada Test", "Cy Test"]
    assert offered(alice, campaign, f"?list={britain.id}") == ["Ada Test", "Bo Test"]
    assert offered(alice, campaign, f"?list={hand.id}&country=IE") == ["Cy Test"]
    alice.client().post(url(campaign), {"list": str(hand.id), "all": "1"})
    assert chosen(campaign) == {"Ada Test", "Cy Test"}


def test_all_that_match_are_added_or_only_those_that_were_ticked(
    alice: Person, campaign: Campaign, three: dict[str, Contact]
) -> None:
    client = alice.client()
    answer = client.post(
        url(campaign), {"country": "GB", "contact": [str(three["Bo"].id), "nonsense"]}, follow=True
    )
    assert chosen(campaign) == {"Bo Test"}
    assert "1 target added." in answer.content.decode()
    answer = client.post(url(campaign), {"country": "GB", "all": "1"}, follow=True)
    assert chosen(campaign) == {"Ada Test", "Bo Test"}
    assert "1 target added; 1 there already." in answer.content.decode()


def test_the_button_for_all_adds_all_even_when_some_are_ticked(
    alice: Person, campaign: Campaign, three: dict[str, Contact]
) -> None:
    alice.client().post(url(campaign), {"all": "1", "contact": str(three["Bo"].id)})
    assert chosen(campaign) == {"Ada Test", "Bo Test", "Cy Test"}


def test_who_must_not_be_written_to_is_not_offered_and_that_is_said(
    alice: Person, campaign: Campaign, three: dict[str, Contact]
) -> None:
    Suppression(
        workspace=alice.workspace,
        address_hash=hash_of(alice.workspace_id, "ada@fm.example"),
        reason="unsubscribed",
    ).save(using="system")
    assert offered(alice, campaign) == ["Cy Test", "Bo Test"]
    assert "1 left out: not to be written to." in text_of(alice.client().get(url(campaign)))
    alice.client().post(url(campaign), {"contact": str(three["Ada"].id)})
    assert chosen(campaign) == set()


def test_who_was_pitched_for_another_campaign_lately_is_marked_and_can_be_left_out(
    alice: Person, campaign: Campaign, three: dict[str, Contact]
) -> None:
    assert alice.workspace
    earlier = make_campaign(alice.workspace, "Earlier Song")
    Touch(
        workspace=alice.workspace,
        target=make_target(earlier, three["Ada"]),
        channel="email",
        at=timezone.now() - timedelta(days=3),
    ).save(using="system")
    shown = text_of(alice.client().get(url(campaign)))
    assert "1 of these heard from you for another campaign" in shown
    assert "for The Examples: Earlier Song" in shown
    assert offered(alice, campaign, "?apart=1") == ["Cy Test", "Bo Test"]
    alice.client().post(url(campaign), {"all": "1"})
    shown = text_of(alice.client().get(f"/tracker/campaigns/{campaign.id}/"))
    assert "1 contact still to pitch here heard from you within the last 14 days" in shown


def test_too_many_are_asked_to_be_narrowed_down_and_none_are_added(
    alice: Person, campaign: Campaign, three: dict[str, Contact], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "MOST", 2)
    assert "Narrow it down" in text_of(alice.client().get(url(campaign)))
    alice.client().post(url(campaign), {"all": "1"})
    assert chosen(campaign) == set()


def test_contacts_and_lists_of_another_workspace_are_nobody(
    alice: Person, charlie: Person, campaign: Campaign, three: dict[str, Contact]
) -> None:
    assert charlie.workspace
    other = make_contact(charlie.workspace, "Charlie's Own", "own@fm.example")
    with acting(charlie) as by:
        theirs = lists.create(by=by, name="Theirs", contact_ids=[other.id])
    alice.client().post(url(campaign), {"contact": str(other.id)})
    assert chosen(campaign) == set()
    assert len(offered(alice, campaign, f"?list={theirs.id}")) == 3
    assert charlie.client().post(url(campaign), {"all": "1"}).status_code == 404


def test_without_contacts_the_way_leads_to_bringing_a_list(
    alice: Person, campaign: Campaign
) -> None:
    page = alice.client().get(url(campaign)).content.decode()
    assert 'href="/intel/imports/new"' in page


def test_looking_asks_the_same_number_of_questions_for_one_and_for_three(
    alice: Person, campaign: Campaign, three: dict[str, Contact]
) -> None:
    client = alice.client()
    client.get(url(campaign))  # what is remembered from the first request on
    asked = []
    for query in ("?q=ada", ""):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(campaign) + query).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]

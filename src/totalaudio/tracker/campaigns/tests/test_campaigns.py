"""The pages of campaigns: made with an artist and a title, listed, changed, shown; and nobody else's."""

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.cast import Person

from totalaudio.campaigns.actions import targets
from totalaudio.campaigns.models import Campaign, FollowUp, Outcome
from totalaudio.campaigns.stages import Stage
from totalaudio.campaigns.tests.making import acting, make_campaign, make_target, timeline_of
from totalaudio.campaigns.tests.reading import text_of
from totalaudio.core.tenancy.models import Workspace
from totalaudio.intel.search.tests.making import make_contact

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

URL = "/tracker/campaigns/"
SAID = {"artist": "The Examples", "title": "Example Song"}


def make(person: Person, **said: str) -> "Answer":
    return person.client().post(URL + "new", SAID | said)


def only() -> Campaign:
    return Campaign.objects.using("system").get()


def test_artist_and_title_are_enough_and_it_begins_at_once(alice: Person) -> None:
    answer = make(alice)
    campaign = only()
    assert (answer.status_code, answer["Location"]) == (302, f"{URL}{campaign.id}/targets")
    assert (campaign.artist, campaign.title, campaign.release_type, campaign.status) == (
        "The Examples",
        "Example Song",
        "single",
        "active",
    )
    assert not campaign.sends_unreviewed


def test_everything_else_is_read_as_it_was_meant(alice: Person) -> None:
    make(
        alice,
        release_type="ep",
        genres="D&B, indie rock",
        countries="UK, Ireland",
        impact_date="2026-12-04",
        budget="1,000",
        spend="£49.50",
        goal="A specialist play",
        goal_outcomes="5",
        hook="Recorded in one night with a borrowed drum machine and no second take.",
        link="https://music.example/song",
        status="planning",
        sends_unreviewed="on",
    )
    campaign = only()
    assert (campaign.release_type, campaign.genres) == ("ep", ["drum and bass", "indie rock"])
    assert (campaign.countries, campaign.status) == (["GB", "IE"], "planning")
    assert (campaign.budget, campaign.spend) == (100_000, 4_950)
    assert (campaign.goal_outcomes, campaign.sends_unreviewed) == (5, True)
    assert campaign.impact_date is not None
    assert campaign.impact_date.isoformat() == "2026-12-04"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"title": " "}, "This field is required"),
        ({"artist": "x" * 121}, "at most 120 characters"),
        ({"budget": "1,00"}, "“1,00” is no amount in pounds. Write it as 1,000 or 49.50."),
        ({"spend": "-5"}, "“-5” is no amount in pounds."),
        ({"genres": "house, xyzzy"}, "“xyzzy” is no genre that we know."),
        ({"countries": "GB, Narnia"}, "“Narnia” is no country that we know."),
        ({"hook": "Too short"}, "That is 9 characters. Say a little more: at least 50."),
        ({"hook": "x" * 501}, "at most 500 characters"),
        ({"link": "javascript:alert(1)"}, "That is no whole address."),
        ({"impact_date": "soon"}, "Enter a valid date"),
        ({"goal_outcomes": "0"}, "greater than or equal to 1"),
        ({"release_type": "cassette"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_made(
    alice: Person, said: dict[str, str], why: str
) -> None:
    answer = make(alice, **said)
    assert answer.status_code == 422
    assert why in text_of(answer)
    assert not Campaign.objects.using("system").exists()


def test_a_fourth_active_campaign_on_free_is_refused_with_the_way_out(alice: Person) -> None:
    assert alice.workspace
    Workspace.objects.using("system").filter(id=alice.workspace_id).update(plan="free")
    for number in range(3):
        make_campaign(alice.workspace, f"Song {number}", status="active")
    answer = make(alice)
    assert answer.status_code == 402
    assert "Your plan allows 3 active campaigns at one time" in text_of(answer)
    assert make(alice, status="planning").status_code == 302
    planned = Campaign.objects.using("system").get(title="Example Song")
    answer = alice.client().post(f"{URL}{planned.id}/status", {"status": "active"})
    assert answer.status_code == 402
    assert "The status did not change" in text_of(answer)
    planned.refresh_from_db(using="system")
    assert planned.status == "planning"


def test_an_edit_opens_with_what_is_there_and_keeps_what_was_not_changed(alice: Person) -> None:
    make(alice, genres="house", budget="1,234.50", countries="GB")
    campaign = only()
    page = alice.client().get(f"{URL}{campaign.id}/edit").content.decode()
    for value in ("The Examples", "Example Song", "house", "1,234.50", "United Kingdom"):
        assert f'value="{value}"' in page
    fields = {"genres": "house", "budget": "1,234.50", "countries": "United Kingdom"}
    answer = alice.client().post(f"{URL}{campaign.id}/edit", SAID | fields | {"title": "Renamed"})
    assert answer.status_code == 302
    changed = only()
    assert (changed.title, changed.budget, changed.countries) == ("Renamed", 123_450, ["GB"])
    assert timeline_of(changed)[-1] == ("edited", {"fields": ["title"]})


def test_the_status_is_changed_and_nonsense_changes_nothing(alice: Person) -> None:
    make(alice)
    campaign = only()
    client = alice.client()
    assert client.post(f"{URL}{campaign.id}/status", {"status": "nonsense"}).status_code == 302
    assert only().status == "active"
    client.post(f"{URL}{campaign.id}/status", {"status": "completed"})
    assert only().status == "completed"


def test_the_page_of_a_campaign_says_where_it_stands(alice: Person) -> None:
    assert alice.workspace
    campaign = make_campaign(
        alice.workspace, status="active", budget=100_000, spend=25_000, goal_outcomes=4
    )
    two = [make_target(campaign, make_contact(alice.workspace, name)) for name in ("Ada", "Bo")]
    Outcome(
        workspace=alice.workspace,
        target=two[0],
        kind="play",
        date="2026-11-20",
        outlet="Radio Example",
    ).save(using="system")
    with acting(alice) as by:
        targets.move(by=by, target_ids=[one.id for one in two], stage=Stage.PITCHED)
    shown = text_of(alice.client().get(f"{URL}{campaign.id}/"))
    assert "Pitched 2" in shown
    assert "Play Radio Example 20 Nov 2026" in shown
    assert "To pitch to Pitched 2 targets" in shown
    assert "£250 of £1,000 spent" in shown
    assert "1 of 4 outcomes wanted" in shown


def test_a_campaign_without_targets_leads_to_them(alice: Person) -> None:
    assert alice.workspace
    campaign = make_campaign(alice.workspace)
    page = alice.client().get(f"{URL}{campaign.id}/").content.decode()
    assert f'href="{URL}{campaign.id}/targets"' in page
    assert "Whom is it for?" in page


def test_the_list_shows_each_tab_its_own(alice: Person, charlie: Person) -> None:
    assert alice.workspace
    assert charlie.workspace
    for status in ("active", "planning", "completed", "archived"):
        make_campaign(alice.workspace, f"{status} song", status=status)
    make_campaign(charlie.workspace, "hidden song", status="active")
    client = alice.client()
    current = text_of(client.get(URL))
    assert "active song" in current
    assert "planning song" in current
    assert "completed song" not in current
    assert "hidden song" not in current
    assert "completed song" in text_of(client.get(URL + "?tab=completed"))
    assert "archived song" in text_of(client.get(URL + "?tab=archived"))
    assert "active song" in text_of(client.get(URL + "?tab=nonsense"))


def test_an_empty_list_leads_to_a_first_campaign(alice: Person) -> None:
    page = alice.client().get(URL).content.decode()
    assert f'href="{URL}new"' in page
    assert "/intel/imports/new" in page


def test_the_list_asks_the_same_number_of_questions_for_one_and_for_three(alice: Person) -> None:
    assert alice.workspace
    contact = make_contact(alice.workspace, "Ada Test")
    client = alice.client()
    client.get(URL)  # what is remembered from the first request on
    asked = []
    for number in range(3):
        campaign = make_campaign(alice.workspace, f"Song {number}", impact_date="2026-12-04")
        target = make_target(campaign, contact)
        FollowUp(workspace=alice.workspace, target=target, number=1, due_date="2026-12-01").save(
            using="system"
        )
        if number == 1:
            continue
        with CaptureQueriesContext(connection) as queries:
            shown = text_of(client.get(URL))
        assert shown.count("1 target: 1 to pitch") == number + 1
        assert shown.count("1 Dec 2026") == number + 1
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.parametrize("path", ["", "edit", "targets"])
def test_a_client_and_another_tenant_see_nothing(
    alice: Person, clara: Person, charlie: Person, path: str
) -> None:
    assert alice.workspace
    campaign = make_campaign(alice.workspace)
    assert clara.client().get(f"{URL}{campaign.id}/{path}").status_code == 403
    assert charlie.client().get(f"{URL}{campaign.id}/{path}").status_code == 404
    assert (
        charlie.client().post(f"{URL}{campaign.id}/status", {"status": "archived"}).status_code
        == 404
    )
    assert only().status == "planning"


def test_the_page_leads_to_the_board_the_table_the_report_and_the_edit(alice: Person) -> None:
    assert alice.workspace
    campaign = make_campaign(alice.workspace, status="active")
    make_target(campaign, make_contact(alice.workspace, "Ada Test"))
    page = alice.client().get(f"{URL}{campaign.id}/").content.decode()
    for address in (
        f"{URL}{campaign.id}/edit",
        f"/tracker/board/{campaign.id}/",
        f"/tracker/board/{campaign.id}/table",
        f"/tracker/reports/{campaign.id}/",
        f"/pitch/campaigns/{campaign.id}/write/",
    ):
        assert f'href="{address}"' in page, address
        assert alice.client().get(address).status_code == 200, address

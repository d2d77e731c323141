"""The board shows who stands where in a campaign of the workspace, and moves them; nobody else sees or moves any."""

import re
from datetime import date, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support.cast import Person

from totalaudio.campaigns.models import Campaign, Entry, FollowUp, Reply, Target, Touch
from totalaudio.campaigns.stages import Stage

from .making import make_campaign, make_target, of


def lanes(page: str) -> dict[str, list[str]]:
    """The names of the cards by stage."""
    parts = re.split(r'<section class="lane" data-stage="([a-z-]+)"', page)[1:]
    return {
        stage: [unescape(name) for name in re.findall(r'class="target-name"[^>]*>(.*?)</a>', text)]
        for stage, text in zip(parts[::2], parts[1::2], strict=True)
    }


def url(campaign: Campaign, rest: str = "") -> str:
    return f"/tracker/board/{campaign.id}/{rest}"


def stage_of(target: Target) -> str:
    return Target.objects.using("system").get(id=target.id).stage


@pytest.fixture
def campaign(alice: Person) -> Campaign:
    assert alice.workspace
    return make_campaign(alice.workspace)


def test_each_card_stands_in_its_stage_lately_moved_first_then_by_fit(
    alice: Person, bob: Person, campaign: Campaign
) -> None:
    for name, stage, fit in [
        ("Ann Example", "to-pitch", 40), ("Ben Example", "to-pitch", 90), ("Cyd Example", "to-pitch", None),
        ("Dot Example", "added", 10),
    ]:  # fmt: skip
        make_target(campaign, name, stage=stage, fit=fit)
    now = timezone.now()
    Target.objects.using("system").update(stage_at=now)
    moved = make_target(campaign, "Eve Example", stage="to-pitch", fit=1)
    Target.objects.using("system").filter(id=moved.id).update(stage_at=now + timedelta(minutes=1))
    expected = {
        "to-pitch": ["Eve Example", "Ben Example", "Ann Example", "Cyd Example"],
        "pitched": [], "replied": [], "added": ["Dot Example"], "declined": [], "no-response": [],
    }  # fmt: skip
    for person in (alice, bob):
        assert lanes(person.client().get(url(campaign)).content.decode()) == expected


def test_a_card_says_outlet_kind_fit_follow_up_touch_and_the_newest_reply(
    alice: Person, campaign: Campaign
) -> None:
    target = make_target(
        campaign, "Zoë <b>Example", outlet_name="Radio Éxample", outlet_kind="station", fit=86,
        stage="pitched",
    )  # fmt: skip
    now = timezone.now()
    of(target, Touch(channel="email", at=now - timedelta(days=3)))
    of(target, Reply(kind="out-of-office", at=now - timedelta(days=2)))
    of(target, Reply(kind="adding", at=now - timedelta(days=1)))
    of(target, FollowUp(number=1, due_date=date(2020, 1, 2)))
    page = alice.client().get(url(campaign)).content.decode()
    card = re.search(r'<li class="target".*?</li>', page, re.DOTALL)
    assert card
    words = " ".join(re.sub(r"<[^>]+>", " ", card[0]).split())
    assert (
        words
        == "Zoë &lt;b&gt;Example Radio Éxample station fit 86 late, 2 Jan 3 days ago Adding it ⋯"
    )


def test_an_erased_contact_keeps_its_card_without_a_name(alice: Person, campaign: Campaign) -> None:
    make_target(campaign, contact=None, stage="replied")
    assert lanes(alice.client().get(url(campaign)).content.decode())["replied"] == [
        "Erased contact"
    ]


def test_a_stage_shows_its_first_twenty_and_leads_on_to_the_rest_once_each(
    alice: Person, campaign: Campaign
) -> None:
    names = {make_target(campaign, f"Number {n}", fit=n % 7).contact.name for n in range(60)}  # type: ignore[union-attr]  # each has one
    client = alice.client()
    page = client.get(url(campaign)).content.decode()
    found = lanes(page)["to-pitch"]
    assert re.findall(r"data-count>(\d+)<", page) == ["60", "0", "0", "0", "0", "0"]
    assert len(found) == 20
    while further := re.search(r'hx-get="([^"]+)"', page):
        page = client.get(unescape(further[1]), headers={"HX-Request": "true"}).content.decode()
        found += [unescape(n) for n in re.findall(r'class="target-name"[^>]*>(.*?)</a>', page)]
    assert len(found) == 60
    assert set(found) == names


def test_a_place_that_is_none_starts_the_stage_anew(alice: Person, campaign: Campaign) -> None:
    make_target(campaign, "Ann Example")
    client = alice.client()
    for place in ("nonsense", "W10", "WyIyMDI2LTAxLTAxVDAwOjAwOjAwIiwxLCJ4Il0", "x" * 500):
        answer = client.get(
            url(campaign, f"cards?stage=to-pitch&after={place}"), headers={"HX-Request": "true"}
        )
        assert answer.status_code == 200
        assert "Ann Example" in answer.content.decode()
    plain = client.get(url(campaign, "cards?stage=to-pitch"))
    assert (plain.status_code, plain["Location"]) == (302, url(campaign))


@pytest.mark.parametrize("number", [1, 3])
def test_the_board_asks_as_often_for_three_cards_as_for_one(
    alice: Person, campaign: Campaign, number: int
) -> None:
    for n in range(number):
        target = make_target(campaign, f"Number {n}", stage=list(Stage)[n])
        of(target, Touch(channel="email", at=timezone.now()))
    client = alice.client()
    client.get(url(campaign))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(url(campaign)).status_code == 200
    ours = [q["sql"] for q in asked if "campaigns_" in q["sql"]]
    assert len(ours) == 3


def test_a_move_is_kept_told_and_written_into_the_timeline(
    alice: Person, campaign: Campaign
) -> None:
    target = make_target(campaign)
    answer = alice.client().post(
        url(campaign, "move"), {"target": target.id, "stage": "pitched", "seen": "to-pitch"},
        headers={"Accept": "application/json"},
    )  # fmt: skip
    assert answer.json() == {
        "stage": "pitched", "words": "1 target moved to Pitched.",
        "counts": {"to-pitch": 0, "pitched": 1, "replied": 0, "added": 0, "declined": 0, "no-response": 0},
    }  # fmt: skip
    assert stage_of(target) == "pitched"
    entry = Entry.objects.using("system").get(kind="stage")
    assert (entry.facts, entry.by_id, entry.target_id) == (
        {"before": "to-pitch", "after": "pitched"}, alice.id, target.id,
    )  # fmt: skip


def test_of_two_people_who_move_one_card_the_second_is_told_where_it_is(
    alice: Person, bob: Person, campaign: Campaign
) -> None:
    target = make_target(campaign)
    sent = {"target": target.id, "seen": "to-pitch"}
    alice.client().post(url(campaign, "move"), sent | {"stage": "replied"})
    answer = bob.client().post(
        url(campaign, "move"), sent | {"stage": "declined"}, headers={"Accept": "application/json"}
    )
    told = answer.json()
    assert (told["stage"], told["words"]) == (
        "replied",
        "0 of 1 moved to Declined; 1 had been moved to Replied in the meantime.",
    )
    assert stage_of(target) == "replied"


def test_a_form_without_the_script_leads_back_to_where_it_was(
    alice: Person, campaign: Campaign
) -> None:
    target, client = make_target(campaign), alice.client()
    back = url(campaign, "table?stage=pitched")
    answer = client.post(
        url(campaign, "move"), {"target": target.id, "stage": "pitched", "next": back}
    )
    assert (answer.status_code, answer["Location"]) == (302, back)
    for evil in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        answer = client.post(
            url(campaign, "move"), {"target": target.id, "stage": "pitched", "next": evil}
        )
        assert answer["Location"] == url(campaign)


def test_a_bulk_move_says_rows_really_changed(alice: Person, campaign: Campaign) -> None:
    there = [make_target(campaign, f"There {n}", stage="pitched") for n in range(2)]
    going = [make_target(campaign, f"Going {n}") for n in range(12)]
    ids = [one.id for one in (*there, *going)]
    client = alice.client()
    client.post(url(campaign, "move"), {"target": [*ids, ids[0]], "stage": "pitched"})
    assert (
        "12 of 14 moved to Pitched; 2 were already there."
        in client.get(url(campaign)).content.decode()
    )
    client.post(url(campaign, "move"), {"target": ["nonsense", str(uuid4())], "stage": "added"})
    page = client.get(url(campaign)).content.decode()
    assert "0 of 1 moved to Added; 1 was no longer in this campaign." in page


def test_no_target_of_another_campaign_or_workspace_moves(
    alice: Person, charlie: Person, campaign: Campaign
) -> None:
    assert charlie.workspace
    assert alice.workspace
    theirs = make_target(make_campaign(charlie.workspace))
    other = make_target(make_campaign(alice.workspace, "Another"), "Other Example")
    mine = make_target(campaign)
    client = alice.client()
    client.post(url(campaign, "move"), {"target": [theirs.id, other.id, mine.id], "stage": "added"})
    assert [stage_of(one) for one in (theirs, other, mine)] == ["to-pitch", "to-pitch", "added"]


def test_a_stage_that_is_none_moves_nothing(alice: Person, campaign: Campaign) -> None:
    target, client = make_target(campaign), alice.client()
    sent = {"target": target.id, "stage": "won"}
    answer = client.post(url(campaign, "move"), sent, headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert client.post(url(campaign, "move"), sent).status_code == 302
    assert stage_of(target) == "to-pitch"


def test_another_tenant_finds_no_board_and_a_client_none_of_it(
    alice: Person, charlie: Person, clara: Person, campaign: Campaign
) -> None:
    target = make_target(campaign)
    sent = {"target": target.id, "stage": "added"}
    for person, status in ((charlie, 404), (clara, 403)):
        client = person.client()
        for rest in ("", "cards?stage=to-pitch", "table"):
            assert client.get(url(campaign, rest)).status_code == status
        for rest in ("move", "plan", "remove"):
            assert client.post(url(campaign, rest), sent).status_code == status
    assert stage_of(target) == "to-pitch"


def test_an_empty_board_says_what_to_do_next(alice: Person, campaign: Campaign) -> None:
    page = alice.client().get(url(campaign)).content.decode()
    assert "Nobody to pitch to yet" in page
    assert lanes(page) == {}

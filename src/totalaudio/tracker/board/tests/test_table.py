"""The table of targets: filtered, in every order, page by page; and what is done with many at once."""

import re
from datetime import date, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support.cast import Person

from totalaudio.campaigns.models import Campaign, FollowUp, Target, Touch
from totalaudio.contacts.paging import read_cursor
from totalaudio.core.tenancy.context import Actor, context
from totalaudio.core.tenancy.roles import Role
from totalaudio.tracker.board.filtering import Wanted
from totalaudio.tracker.board.rows import page, sort_of

from .making import make_campaign, make_target, of

KEYS = ("name", "outlet", "stage", "fit", "due", "touched", "added")


def shown(person: Person, campaign: Campaign, query: str = "") -> list[str]:
    answer = person.client().get(f"/tracker/board/{campaign.id}/table{query}")
    assert answer.status_code == 200
    links = re.findall(
        r'data-slot="title"[^>]*><a href="[^"]*" dir="auto">(.*?)</a>', answer.content.decode()
    )
    return [unescape(link) for link in links]


@pytest.fixture
def campaign(alice: Person) -> Campaign:
    assert alice.workspace
    return make_campaign(alice.workspace)


@pytest.fixture
def four(campaign: Campaign) -> list[Target]:
    now = timezone.now()
    zoe = make_target(
        campaign, "Zoë Example", email="zoe@fm.example", outlet_name="Radio Éxample", outlet_kind="station",
        country="GB", fit=90, stage="pitched",
    )  # fmt: skip
    abel = make_target(
        campaign, "abel Example", outlet_name="Blog 50%_", outlet_kind="blog", fit=30, stage="added"
    )
    cyd = make_target(campaign, "Cyd Example", country="IE")
    gone = make_target(campaign, contact=None, stage="declined", fit=50)
    of(zoe, FollowUp(number=1, due_date=date(2020, 1, 1)))
    of(zoe, Touch(channel="email", at=now - timedelta(days=2)))
    of(cyd, FollowUp(number=1, due_date=timezone.localdate() + timedelta(days=30)))
    of(abel, FollowUp(number=1, due_date=date(2020, 1, 1), state="done"))
    of(abel, Touch(channel="call", at=now - timedelta(days=1)))
    return [zoe, abel, cyd, gone]


ALL = ["Erased contact", "abel Example", "Cyd Example", "Zoë Example"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ALL),
        ("?q=ZOE", ["Zoë Example"]),
        ("?q=50%25_", ["abel Example"]),
        ("?q=%25", []),
        ("?q=%00zoe", ["Zoë Example"]),
        ("?stage=added", ["abel Example"]),
        ("?stage=won", ALL),
        ("?kind=station", ["Zoë Example"]),
        ("?kind=nonsense", []),
        ("?country=IE", ["Cyd Example"]),
        ("?country=nonsense", ALL),
        ("?fit=50", ["Erased contact", "Zoë Example"]),
        ("?fit=1%3B", ALL),
        ("?due=late", ["Zoë Example"]),
        ("?due=open", ["Cyd Example", "Zoë Example"]),
        ("?due=none", ["Erased contact", "abel Example"]),
        ("?sort=-name", ["Zoë Example", "Cyd Example", "abel Example", "Erased contact"]),
        ("?sort=stage", ["Cyd Example", "Zoë Example", "abel Example", "Erased contact"]),
        ("?sort=fit", ["abel Example", "Erased contact", "Zoë Example", "Cyd Example"]),
        ("?sort=-fit", ["Zoë Example", "Erased contact", "abel Example", "Cyd Example"]),
        ("?sort=nonsense", ALL),
        ("?after=nonsense", ALL),
        (
            "?sort=fit&after=WyJ4IiwieCJd",
            ["abel Example", "Erased contact", "Zoë Example", "Cyd Example"],
        ),
    ],
)
def test_filters_and_orders_show_what_was_asked(
    alice: Person, campaign: Campaign, four: list[Target], query: str, expected: list[str]
) -> None:
    assert shown(alice, campaign, query) == expected


def test_what_has_no_value_comes_last_either_way(
    alice: Person, campaign: Campaign, four: list[Target]
) -> None:
    assert shown(alice, campaign, "?sort=due")[:2] == ["Zoë Example", "Cyd Example"]
    assert shown(alice, campaign, "?sort=-due")[:2] == ["Cyd Example", "Zoë Example"]
    assert shown(alice, campaign, "?sort=touched")[:2] == ["Zoë Example", "abel Example"]
    assert shown(alice, campaign, "?sort=-touched")[:2] == ["abel Example", "Zoë Example"]


@pytest.mark.parametrize("key", [*KEYS, *(f"-{key}" for key in KEYS)])
def test_pages_lead_through_all_targets_and_back(
    alice: Person, campaign: Campaign, key: str
) -> None:
    for n in range(8):
        fit = None if n % 3 == 0 else n % 2
        target = make_target(campaign, f"Same {n % 4}", email=f"p{n}@fm.example", fit=fit)
        if n % 2:
            of(target, FollowUp(number=1, due_date=date(2026, 3, 1 + n % 3)))
            of(target, Touch(channel="email", at=timezone.now()))
    by, sort = Actor(alice.id, alice.workspace_id, Role.OWNER), sort_of(key)
    with context(user_id=alice.id, workspace_id=alice.workspace_id, role="owner"):
        whole = [row.id for row in page(by, campaign.id, Wanted(), sort, None).rows]
        pages = [page(by, campaign.id, Wanted(), sort, None, size=3)]
        while pages[-1].after:
            cursor = read_cursor(pages[-1].after, sort)
            pages.append(page(by, campaign.id, Wanted(), sort, cursor, size=3))
        assert [row.id for one in pages for row in one.rows] == whole
        back = pages[-1]
        for before in reversed(pages[:-1]):
            cursor = read_cursor(back.before, sort, is_back=True)
            back = page(by, campaign.id, Wanted(), sort, cursor, size=3)
            assert back.rows == before.rows
        assert back.before == ""
    assert len(whole) == 8


@pytest.mark.parametrize("number", [1, 3])
def test_the_table_asks_as_often_for_three_rows_as_for_one(
    alice: Person, campaign: Campaign, number: int
) -> None:
    for n in range(number):
        of(make_target(campaign, f"Number {n}"), Touch(channel="email", at=timezone.now()))
    client, address = alice.client(), f"/tracker/board/{campaign.id}/table"
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    assert len([q for q in asked if "campaigns_" in q["sql"]]) == 4


def test_all_that_match_are_moved_also_those_on_other_pages(
    alice: Person, campaign: Campaign, four: list[Target]
) -> None:
    alice.client().post(
        f"/tracker/board/{campaign.id}/move",
        {"stage": "no-response", "all": "1", "query": "fit=50"},
    )
    stages = Target.objects.using("system").order_by("id").values_list("stage", flat=True)
    assert list(stages) == ["no-response", "added", "to-pitch", "no-response"]


def test_planning_says_how_many_follow_ups_there_are_now(
    alice: Person, campaign: Campaign, four: list[Target]
) -> None:
    zoe, abel, _, _ = four
    client, address = alice.client(), f"/tracker/board/{campaign.id}/plan"
    client.post(address, {"target": [zoe.id, abel.id]})
    assert (
        "1 follow-up planned for 2 targets."
        in client.get(f"/tracker/board/{campaign.id}/table").content.decode()
    )
    client.post(address, {"target": [zoe.id, abel.id]})
    assert (
        "No follow-up planned" in client.get(f"/tracker/board/{campaign.id}/table").content.decode()
    )
    assert FollowUp.objects.using("system").filter(target=zoe).count() == 2


def test_taking_out_asks_first_and_says_how_many_really_went(
    alice: Person, charlie: Person, campaign: Campaign, four: list[Target]
) -> None:
    assert charlie.workspace
    theirs = make_target(make_campaign(charlie.workspace))
    client, address = alice.client(), f"/tracker/board/{campaign.id}/remove"
    chosen = [str(four[0].id), str(four[2].id), str(theirs.id), str(uuid4())]
    asked = client.post(address, {"target": chosen})
    assert "Take out 4 targets" in asked.content.decode()
    assert Target.objects.using("system").count() == 5
    done = client.post(address, {"target": chosen, "confirmed": "yes"})
    assert (done.status_code, done["Location"]) == (302, f"/tracker/board/{campaign.id}/table")
    assert (
        "1 of 4 taken out; what was done to the others stays in the numbers."
        in client.get(f"/tracker/board/{campaign.id}/table").content.decode()
    )
    left = set(Target.objects.using("system").values_list("id", flat=True))
    assert left == {four[0].id, four[1].id, four[3].id, theirs.id}


def test_nobody_sees_the_targets_of_another_campaign(
    alice: Person, campaign: Campaign, four: list[Target]
) -> None:
    assert alice.workspace
    other = make_campaign(alice.workspace, "Another")
    assert shown(alice, other) == []

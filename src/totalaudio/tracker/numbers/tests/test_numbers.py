"""The numbers: what is counted, what is not, and that every figure has its sample."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.cast import Person

from totalaudio.campaigns.models import Campaign, Target
from totalaudio.campaigns.stages import ReplyKind, Stage
from totalaudio.contacts.models import Contact
from totalaudio.core.tenancy.models import Workspace
from totalaudio.tracker.numbers.queries import By, Row, costs, numbers
from totalaudio.tracker.tests.making import (
    acting,
    make_campaign,
    make_outcome,
    make_reply,
    make_target,
    make_touch,
)

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def campaign(workspace: Workspace) -> Campaign:
    return make_campaign(workspace)


def pitched(campaign: Campaign, name: str, *kinds: ReplyKind, **about: Any) -> Target:
    target = make_target(campaign, name, Stage.PITCHED, **about)
    make_touch(target)
    for kind in kinds:
        make_reply(target, kind)
    return target


def rows(person: Person, by: By) -> list[tuple[str, int, int, int, int]]:
    with acting(person):
        found = numbers(person.workspace_id, by).groups
    return [(one.label, one.targets, one.pitched, one.replied, one.won) for one in found]


def total(person: Person) -> Row:
    with acting(person):
        return numbers(person.workspace_id, By.CAMPAIGN).all


def page(person: Person, query: str = "") -> str:
    answer = person.client().get(f"/tracker/numbers/{query}")
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_only_what_a_person_wrote_is_a_reply(alice: Person, campaign: Campaign) -> None:
    for kind in ReplyKind:
        pitched(campaign, f"Case {kind}", kind)
    assert total(alice) == Row("", "", targets=6, pitched=6, replied=2, won=0)


def test_several_replies_of_one_target_count_once(alice: Person, campaign: Campaign) -> None:
    pitched(campaign, "Ada", ReplyKind.HUMAN, ReplyKind.HUMAN, ReplyKind.ADDING)
    assert total(alice).replied == 1


def test_a_stage_without_a_reply_is_none_and_nobody_unpitched_counts_in_a_rate(
    alice: Person, campaign: Campaign
) -> None:
    make_target(campaign, "Waiting")
    make_reply(make_target(campaign, "Wrote first"), ReplyKind.HUMAN)
    make_target(campaign, "Moved by hand", Stage.REPLIED)
    assert total(alice) == Row("", "", targets=3, pitched=1, replied=0, won=0)


def test_targets_are_counted_by_each_of_six(
    alice: Person, campaign: Campaign, workspace: Workspace
) -> None:
    about = {"outlet_name": "Example FM", "outlet_kind": "Station", "country": "GB"}
    ada = pitched(campaign, "Ada", ReplyKind.HUMAN, genres=["house", "techno"], **about)
    make_outcome(ada)
    pitched(campaign, "Bo", genres=["house"], outlet_name="EXAMPLE FM", outlet_kind="Blog")
    other = make_campaign(workspace, "Day Train")
    contact = Contact.objects.using("system").get(name="Ada")
    make_touch(make_target(other, stage=Stage.PITCHED, contact=contact))
    assert {by: rows(alice, by) for by in By} == {
        By.CAMPAIGN: [
            ("The Made Ups: Night Bus", 2, 2, 1, 1),
            ("The Made Ups: Day Train", 1, 1, 0, 0),
        ],
        By.OUTLET: [("EXAMPLE FM", 3, 3, 1, 1)],
        By.KIND: [("Station", 2, 2, 1, 1), ("Blog", 1, 1, 0, 0)],
        By.GENRE: [("house", 3, 3, 1, 1), ("techno", 2, 2, 1, 1)],
        By.COUNTRY: [("GB", 2, 2, 1, 1)],
        By.CONTACT: [("Ada", 2, 2, 1, 1), ("Bo", 1, 1, 0, 0)],
    }


def test_a_rate_needs_five_and_carries_its_interval(alice: Person, campaign: Campaign) -> None:
    for number in range(4):
        pitched(campaign, f"Ada {number}", *([ReplyKind.HUMAN] if number < 2 else []))
    assert "2 of 4 pitched replied" in page(alice)
    assert "%" not in page(alice).split("A reply is one")[1].split("What an outcome")[0]
    pitched(campaign, "Ada 4")
    assert "2 of 5 pitched replied (40\xa0%, 12 to 77)".replace("\xa0", " ") in page(alice)


def test_an_outcome_has_its_price_beside_the_own_median(
    alice: Person, workspace: Workspace
) -> None:
    for title, spend, outcomes in [("A", 10_000, 4), ("B", 9_000, 1), ("C", 5_000, 0), ("D", 0, 2)]:
        target = pitched(make_campaign(workspace, title, spend=spend), f"Ada {title}")
        for _ in range(outcomes):
            make_outcome(target)
    with acting(alice):
        found = costs(alice.workspace_id)
    assert (found.median, found.n) == (5750, 2)
    assert [(one.name[-1], one.each) for one in found.campaigns] == [
        ("C", None), ("B", 9_000), ("A", 2_500),
    ]  # fmt: skip
    said = page(alice)
    assert "Your own median: £57.50 for an outcome, over 2 campaigns; too few to lean on." in said
    assert "£25 below the median" in said
    assert "£90 above the median" in said


def test_nothing_is_compared_when_nothing_is_known(alice: Person, campaign: Campaign) -> None:
    assert "Nothing to count yet" in page(alice)
    pitched(campaign, "Ada")
    assert "Write down on a campaign what was spent" in page(alice)


def test_nobody_elses_targets_count(charlie: Person, campaign: Campaign) -> None:
    pitched(campaign, "Secret", ReplyKind.HUMAN)
    assert total(charlie) == Row("", "", 0, 0, 0, 0)
    with acting(charlie):
        assert numbers(campaign.workspace_id, By.CONTACT).groups == ()
        assert numbers(campaign.workspace_id, By.CONTACT).all.targets == 0
    assert "Secret" not in page(charlie, "?by=contact")


def test_what_nobody_can_group_by_is_the_first_way(alice: Person, campaign: Campaign) -> None:
    pitched(campaign, "Ada")
    assert page(alice, "?by=1;drop") == page(alice)


@pytest.mark.parametrize("by", list(By))
def test_more_rows_need_no_more_queries(alice: Person, workspace: Workspace, by: By) -> None:
    def counted() -> int:
        client = alice.client()
        client.get(f"/tracker/numbers/?by={by}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/tracker/numbers/?by={by}")
        return len(queries)

    def add(number: int) -> None:
        target = pitched(
            make_campaign(workspace, f"Campaign {number}", spend=100),
            f"Ada {number}",
            outlet_name=f"Outlet {number}",
            outlet_kind=f"Kind {number}",
            country=f"C{number}",
            genres=[f"genre {number}"],
        )
        make_outcome(target)

    add(1)
    first = counted()
    add(2)
    add(3)
    assert counted() == first
    assert len(rows(alice, by)) == 3

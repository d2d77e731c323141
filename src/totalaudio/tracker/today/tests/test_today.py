"""The page: what stands on it, in which order, for whom; and what its buttons do."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support.cast import Person

from totalaudio.campaigns.models import Campaign, FollowUp, Target
from totalaudio.campaigns.stages import CampaignStatus, FollowUpState, ReplyKind, Stage
from totalaudio.core.lib.bank_holidays import working_days_after
from totalaudio.core.tenancy.models import Workspace
from totalaudio.tracker.tests.making import (
    follow_ups,
    make_campaign,
    make_follow_up,
    make_outcome,
    make_reply,
    make_target,
    make_touch,
)
from totalaudio.tracker.today import queries

pytestmark = pytest.mark.usefixtures("db")


def today() -> date:
    return timezone.localdate()


@pytest.fixture
def campaign(workspace: Workspace) -> Campaign:
    return make_campaign(workspace)


def pitched(campaign: Campaign, name: str, **more: str) -> Target:
    return make_target(campaign, name, Stage.PITCHED, None, **more)


def page(person: Person) -> str:
    answer = person.client().get("/tracker/today/")
    assert answer.status_code == 200
    return answer.content.decode()


def sections(body: str) -> list[tuple[str, list[str]]]:
    """The headings with the names below each."""
    found = []
    for part in re.findall(r"<section aria-labelledby.*?</section>", body, re.DOTALL):
        [head] = re.findall(r'<h2 class="due-head"[^>]*>(.*?) <span', part)
        titles = re.findall(r'<p class="due-title">(.*?)</p>', part)
        found.append((head, [re.sub(r"<[^>]+>", "", title).strip() for title in titles]))
    return found


def test_what_is_due_stands_in_three_groups_and_what_is_far_away_does_not(
    alice: Person, campaign: Campaign
) -> None:
    for name, days in [("Late", -3), ("Now", 0), ("Soon", 7), ("Far", 8)]:
        make_follow_up(pitched(campaign, name, outlet_name=""), today() + timedelta(days=days))
    assert sections(page(alice)) == [
        ("Overdue", ["Late"]),
        ("Today", ["Now"]),
        ("The next 7 days", ["Soon"]),
    ]


def test_only_what_is_open_and_of_a_live_campaign_is_due(
    alice: Person, campaign: Campaign, workspace: Workspace
) -> None:
    for number, state in enumerate(FollowUpState):
        make_follow_up(pitched(campaign, f"Case {number}", outlet_name=""), today(), state=state)
    for status in (CampaignStatus.COMPLETED, CampaignStatus.ARCHIVED):
        over = make_campaign(workspace, f"Over {status}", status=status)
        make_follow_up(pitched(over, f"Over {status}"), today())
    assert sections(page(alice)) == [("Today", ["Case 0"])]


def test_the_most_overdue_comes_first_and_a_group_says_how_many_it_leaves_out(
    alice: Person, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST", 2)
    for days in (1, 5, 3):
        target = pitched(campaign, f"Late {days}", outlet_name="")
        make_follow_up(target, today() - timedelta(days=days))
    body = page(alice)
    assert sections(body) == [("Overdue", ["Late 5", "Late 3"])]
    assert "And 1 other." in body


def test_answers_wait_until_they_are_touched(alice: Person, campaign: Campaign) -> None:
    now = timezone.now()
    waiting = make_target(campaign, "Waiting", Stage.REPLIED, outlet_name="")
    answered = make_target(campaign, "Answered", Stage.REPLIED, outlet_name="")
    for target in (waiting, answered):
        make_touch(target, now - timedelta(days=2))
        make_reply(target, text="Which version?", at=now - timedelta(days=1))
    make_touch(answered, now)
    away = make_target(campaign, "Away", Stage.REPLIED, outlet_name="")
    make_reply(away, ReplyKind.OUT_OF_OFFICE)
    body = page(alice)
    assert sections(body) == [("Answers that wait", ["Waiting"])]
    assert body.count("Which version?") == 1


def test_who_is_adding_it_stands_here_until_the_outcome_is_written_down(
    alice: Person, campaign: Campaign
) -> None:
    promised = make_target(campaign, "Promised", Stage.REPLIED, outlet_name="")
    kept = make_target(campaign, "Kept", Stage.REPLIED, outlet_name="")
    for target in (promised, kept):
        make_reply(target, ReplyKind.ADDING, "Adding it on Friday.")
    make_outcome(kept)
    assert sections(page(alice)) == [("Adding it, and not written down", ["Promised"])]


def test_impact_dates_of_the_week_and_who_is_still_to_be_pitched_stand_beside(
    alice: Person, workspace: Workspace
) -> None:
    make_campaign(workspace, "This Week", impact_date=today() + timedelta(days=3))
    make_campaign(workspace, "Next Month", impact_date=today() + timedelta(days=30))
    waiting = make_campaign(workspace, "Waiting")
    make_target(waiting, "One")
    body = page(alice)
    coming = re.findall(r'<ul class="coming".*?</ul>', body, re.DOTALL)[0]
    names = re.findall(r"The Made Ups: [\w ]+", coming)
    assert names == ["The Made Ups: This Week", "The Made Ups: Waiting"]
    assert "1 target still to pitch" in coming
    assert coming.count("<strong>Impact date") == 1


def test_an_empty_page_says_what_to_do_next(alice: Person, workspace: Workspace) -> None:
    assert "No campaigns yet" in page(alice)
    make_campaign(workspace)
    assert "Follow-ups stand here by themselves" in page(alice)


def test_nobody_sees_what_is_due_elsewhere(charlie: Person, campaign: Campaign) -> None:
    target = pitched(campaign, "Secret")
    follow_up = make_follow_up(target, today())
    make_reply(make_target(campaign, "Hidden", Stage.REPLIED), text="Private words")
    body = page(charlie)
    assert [
        word for word in ("Secret", "Hidden", "Private words", "Night Bus") if word in body
    ] == []
    for verb in ("done", "skip", "postpone", "reopen"):
        assert charlie.client().post(f"/tracker/today/{follow_up.id}/{verb}").status_code == 404
    assert follow_ups(target) == [(1, today(), "open")]


def test_more_rows_need_no_more_queries(alice: Person, campaign: Campaign) -> None:
    def counted() -> int:
        client = alice.client()
        client.get("/tracker/today/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/tracker/today/")
        return len(queries)

    make_follow_up(pitched(campaign, "One"), today())
    make_reply(make_target(campaign, "Reply 1", Stage.REPLIED))
    make_reply(make_target(campaign, "Adding 1", Stage.REPLIED), ReplyKind.ADDING)
    first = counted()
    for number in (2, 3):
        make_follow_up(pitched(campaign, f"More {number}"), today())
        make_reply(make_target(campaign, f"Reply {number}", Stage.REPLIED))
        make_reply(make_target(campaign, f"Adding {number}", Stage.REPLIED), ReplyKind.ADDING)
    assert counted() == first


def press(person: Person, follow_up: FollowUp, verb: str, **more: str) -> str:
    address = f"/tracker/today/{follow_up.id}/{verb}"
    answer = person.client().post(address, more, follow=True)
    return answer.content.decode()


def test_done_and_skipped_can_be_taken_back(bob: Person, campaign: Campaign) -> None:
    target = pitched(campaign, "Ada")
    follow_up = make_follow_up(target, today())
    for verb, state in [("done", "done"), ("skip", "skipped")]:
        body = press(bob, follow_up, verb)
        assert f"/tracker/today/{follow_up.id}/reopen" in body
        assert follow_ups(target) == [(1, today(), state)]
        assert "It was not due any more." in press(bob, follow_up, verb)
        assert "It is due again." in press(bob, follow_up, "reopen")
        assert follow_ups(target) == [(1, today(), "open")]


def test_what_an_answer_ended_is_not_due_again(bob: Person, campaign: Campaign) -> None:
    target = make_target(campaign, stage=Stage.REPLIED)
    follow_up = make_follow_up(target, today(), state=FollowUpState.DONE)
    assert "It stays as it is" in press(bob, follow_up, "reopen")
    assert follow_ups(target) == [(1, today(), "done")]


def test_it_is_put_off_by_two_working_days_or_to_a_day(bob: Person, campaign: Campaign) -> None:
    target = pitched(campaign, "Ada")
    follow_up = make_follow_up(target, today() - timedelta(days=10))
    press(bob, follow_up, "postpone")
    assert follow_ups(target) == [(1, working_days_after(today(), 2), "open")]
    saturday = today() + timedelta(days=(5 - today().weekday()) % 7 + 14)
    press(bob, follow_up, "postpone", to=saturday.isoformat())
    assert follow_ups(target) == [(1, working_days_after(saturday, 1), "open")]
    for wrong in ("yesterday", "2026-99-99"):
        assert "is not a day" in press(bob, follow_up, "postpone", to=wrong)
    past = (today() - timedelta(days=7)).isoformat()
    assert "Choose a day after today." in press(bob, follow_up, "postpone", to=past)
    assert follow_ups(target) == [(1, working_days_after(saturday, 1), "open")]


def test_it_is_never_put_off_to_the_impact_date(bob: Person, workspace: Workspace) -> None:
    soon = make_campaign(workspace, impact_date=today() + timedelta(days=1))
    target = pitched(soon, "Ada")
    body = press(bob, make_follow_up(target, today()), "postpone")
    assert "the impact date is" in body
    assert follow_ups(target) == [(1, today(), "open")]


def test_one_returns_to_where_the_button_was_and_nowhere_else(
    bob: Person, campaign: Campaign
) -> None:
    follow_up = make_follow_up(pitched(campaign, "Ada"), today())
    address = f"/tracker/today/{follow_up.id}/done"
    for wanted, expected in [
        ("/tracker/numbers/", "/tracker/numbers/"),
        ("//evil.example/", "/tracker/today/"),
        ("https://evil.example/", "/tracker/today/"),
        ("", "/tracker/today/"),
    ]:
        assert bob.client().post(address, {"next": wanted}).headers["Location"] == expected


def test_tracker_begins_with_today_for_those_who_work(alice: Person, clara: Person) -> None:
    assert alice.client().get("/tracker/").headers["Location"] == "/tracker/today/"
    assert clara.client().get("/tracker/").headers["Location"] == "/tracker/reports/"
    assert clara.client().get("/tracker/today/").status_code == 403

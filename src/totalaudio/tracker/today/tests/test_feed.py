"""The private calendar: what stands in it, who gets it, and when its address stops working."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.support.cast import Person

from totalaudio.campaigns.models import Campaign, FollowUp
from totalaudio.campaigns.stages import CampaignStatus, FollowUpState, Stage
from totalaudio.core.accounts.models import Member
from totalaudio.core.tenancy.models import Workspace
from totalaudio.tracker.models import Feed
from totalaudio.tracker.tests.making import make_campaign, make_follow_up, make_target
from totalaudio.tracker.today.icalendar import Day, calendar_file

STAMP = datetime(2026, 11, 23, 9, tzinfo=UTC)


def opened(person: Person) -> str:
    """Make the person's calendar and read its address from the page."""
    body = person.client().post("/tracker/today/calendar/renew").content.decode()
    [path] = re.findall(r"https?://[^/\s]+(/tracker/today/calendar/[\w-]{43}\.ics)", body)
    return str(path)


def unfolded(body: bytes) -> list[str]:
    return body.decode().replace("\r\n ", "").split("\r\n")[:-1]


def summaries(path: str) -> list[str]:
    answer = Client().get(path)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    lines = unfolded(answer.content)
    return [one.removeprefix("SUMMARY:") for one in lines if one.startswith("SUMMARY:")]


def test_the_file_says_all_that_a_calendar_needs() -> None:
    day = Day(
        "follow-up-1@x.example",
        date(2026, 12, 31),
        STAMP,
        "Follow up; now",
        "A\nB",
        "https://x.example/t/1",
    )
    assert calendar_file("Alice Plugs: due", [day]).decode() == (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Total Audio Platform//Today//EN\r\n"
        "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\nX-WR-CALNAME:Alice Plugs: due\r\n"
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n"
        "BEGIN:VEVENT\r\nUID:follow-up-1@x.example\r\nDTSTAMP:20261123T090000Z\r\n"
        "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\nTRANSP:TRANSPARENT\r\n"
        "SUMMARY:Follow up\\; now\r\nDESCRIPTION:A\\nB\r\nURL:https://x.example/t/1\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_no_text_breaks_a_line_of_it(text: str) -> None:
    body = calendar_file(text, [Day("1@x", date(2026, 1, 1), STAMP, text, text, "https://x")])
    for line in body.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    names = [line.split(":")[0].split(";")[0] for line in unfolded(body)]
    assert names.count("SUMMARY") == names.count("BEGIN") - 1 == 1


@pytest.mark.usefixtures("db")
class TestFeed:
    @pytest.fixture
    def campaign(self, workspace: Workspace) -> Campaign:
        return make_campaign(workspace, impact_date=timezone.localdate() + timedelta(days=20))

    @pytest.fixture
    def follow_up(self, campaign: Campaign) -> FollowUp:
        target = make_target(campaign, "Ada Example", Stage.PITCHED)
        return make_follow_up(target, timezone.localdate())

    def test_it_holds_what_is_open_and_impact_dates_for_whoever_has_the_address(
        self, bob: Person, follow_up: FollowUp
    ) -> None:
        assert summaries(opened(bob)) == [
            "Follow up with Ada Example (Example FM)",
            "Impact date: The Made Ups: Night Bus",
        ]

    def test_the_same_thing_keeps_its_name_when_it_moves(
        self, bob: Person, follow_up: FollowUp
    ) -> None:
        path = opened(bob)

        def entries() -> dict[str, str]:
            lines = unfolded(Client().get(path).content)
            uids = [one for one in lines if one.startswith("UID:follow-up")]
            days = [one for one in lines if one.startswith("DTSTART")]
            return dict(zip(uids, days, strict=False))

        before = entries()
        bob.client().post(f"/tracker/today/{follow_up.id}/postpone")
        after = entries()
        assert before.keys() == after.keys()
        assert before != after

    @pytest.mark.parametrize("state", [s for s in FollowUpState if s != FollowUpState.OPEN])
    def test_what_is_done_is_not_there_any_more(
        self, bob: Person, follow_up: FollowUp, state: FollowUpState
    ) -> None:
        FollowUp.objects.using("system").update(state=state)
        assert summaries(opened(bob)) == ["Impact date: The Made Ups: Night Bus"]

    def test_campaigns_that_are_over_are_not_in_it(
        self, bob: Person, follow_up: FollowUp, campaign: Campaign
    ) -> None:
        Campaign.objects.using("system").update(status=CampaignStatus.COMPLETED)
        assert summaries(opened(bob)) == []

    def test_a_new_address_makes_the_old_one_worthless(self, bob: Person) -> None:
        old = opened(bob)
        new = opened(bob)
        assert [Client().get(path).status_code for path in (old, new)] == [404, 200]

    def test_it_is_switched_off_at_once(self, bob: Person) -> None:
        path = opened(bob)
        bob.client().post("/tracker/today/calendar/revoke")
        assert Client().get(path).status_code == 404
        assert (
            "There is no calendar yet."
            in bob.client().get("/tracker/today/calendar/").content.decode()
        )

    def test_the_address_is_shown_once_and_kept_nowhere(self, bob: Person) -> None:
        key = opened(bob).split("/")[-1].removesuffix(".ics")
        assert key not in bob.client().get("/tracker/today/calendar/").content.decode()
        assert key not in str(Feed.objects.using("system").values().get())

    def test_who_left_or_became_a_client_gets_nothing_more(
        self, bob: Person, follow_up: FollowUp
    ) -> None:
        path = opened(bob)
        membership = Member.objects.using("system").filter(user_id=bob.id)
        membership.update(role="client")
        assert Client().get(path).status_code == 404
        membership.update(role="member")
        assert Client().get(path).status_code == 200
        membership.delete()
        assert Client().get(path).status_code == 404

    def test_each_has_only_what_is_due_in_their_own_workspace(
        self, alice: Person, charlie: Person, follow_up: FollowUp
    ) -> None:
        assert summaries(opened(charlie)) == []
        assert len(summaries(opened(alice))) == 2

    def test_an_unknown_key_opens_nothing(self) -> None:
        answer = Client().get("/tracker/today/calendar/no-such-key.ics")
        assert (answer.status_code, b"VCALENDAR" in answer.content) == (404, False)

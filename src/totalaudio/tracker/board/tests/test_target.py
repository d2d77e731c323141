"""The page of one target: everything about it, and each thing that can be written down."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support.cast import Person

from totalaudio.campaigns.models import Campaign, FollowUp, Outcome, Reply, Target, Touch

from .making import make_campaign, make_target, of

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def campaign(alice: Person) -> Campaign:
    assert alice.workspace
    return make_campaign(alice.workspace)


def url(target: Target, rest: str = "") -> str:
    return f"/tracker/board/targets/{target.id}/{rest}"


def page(person: Person, target: Target, rest: str = "") -> str:
    answer = person.client().get(url(target, rest))
    assert answer.status_code == 200
    return answer.content.decode()


def fresh(target: Target) -> Target:
    return Target.objects.using("system").get(id=target.id)


def test_the_page_shows_contact_fit_and_what_was_done_and_came(
    alice: Person, bob: Person, campaign: Campaign
) -> None:
    target = make_target(
        campaign, "Zoë <Example>", email="zoe@fm.example", outlet_name="Radio Éxample", role="Presenter",
        fit=86, fit_reasons=["plays house"], stage="replied", country="GB",
    )  # fmt: skip
    now = timezone.now()
    of(target, Touch(channel="portal", at=now, note="Sent the <WAV>"))
    of(target, Reply(kind="human", at=now, text="Sounds <good>"))
    of(
        target,
        Outcome(
            kind="play", date=date(2026, 3, 1), outlet="Late <Show>", url="javascript:alert(1)"
        ),
    )
    of(target, FollowUp(number=1, due_date=date(2026, 3, 9), state="stopped"))
    for person in (alice, bob):
        shown = page(person, target)
        for words in (
            "Zoë &lt;Example&gt;", "zoe@fm.example", "Presenter at Radio Éxample", "plays house", "United Kingdom",
            "Portal upload", "Sent the &lt;WAV&gt;", "Sounds &lt;good&gt;", "Late &lt;Show&gt;", "9 Mar 2026",
            "No longer needed",
        ):  # fmt: skip
            assert words in shown
        assert 'href="javascript' not in shown


def test_an_erased_contact_has_its_counts_and_no_name(alice: Person, campaign: Campaign) -> None:
    target = make_target(campaign, contact=None, stage="added")
    of(target, Outcome(kind="play", date=date(2026, 3, 1), outlet="Radio Éxample"))
    shown = page(alice, target)
    assert "Erased contact" in shown
    assert "1 Mar 2026" in shown


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_often_for_three_of_each_as_for_one(
    alice: Person, campaign: Campaign, number: int
) -> None:
    target, client = make_target(campaign), alice.client()
    for n in range(number):
        of(target, Touch(channel="email", at=timezone.now(), by_id=alice.id))
        of(target, Reply(kind="human", at=timezone.now(), by_id=alice.id))
        of(target, Outcome(kind="play", date=date(2026, 3, 1 + n)))
    client.get(url(target))
    with CaptureQueriesContext(connection) as asked:
        client.get(url(target))
    assert len([q for q in asked if '"campaigns_' in q["sql"]]) == 6


def test_the_first_touch_moves_to_pitched_and_plans_follow_ups(
    alice: Person, campaign: Campaign
) -> None:
    target = make_target(campaign)
    at = timezone.now().astimezone(LONDON).replace(second=0, microsecond=0) - timedelta(hours=1)
    sent = {
        "channel": "call",
        "at": f"{at:%Y-%m-%dT%H:%M}",
        "note": "Left a message",
        "moves": "on",
    }
    answer = alice.client().post(url(target, "touch"), sent)
    assert (answer.status_code, answer["Location"]) == (302, url(target))
    touch = Touch.objects.using("system").get()
    assert (touch.channel, touch.at, touch.note, touch.by_id) == (
        "call",
        at,
        "Left a message",
        alice.id,
    )
    assert fresh(target).stage == "pitched"
    assert FollowUp.objects.using("system").filter(target=target).count() == 2


def test_a_touch_may_leave_the_stage_alone(alice: Person, campaign: Campaign) -> None:
    target = make_target(campaign)
    alice.client().post(url(target, "touch"), {"channel": "call", "at": "2026-03-01T10:00"})
    assert fresh(target).stage == "to-pitch"
    assert Touch.objects.using("system").get().at == datetime(2026, 3, 1, 10, tzinfo=LONDON)


def test_a_reply_entered_by_hand_is_kept_as_one_from_the_mailbox(
    alice: Person, campaign: Campaign
) -> None:
    target = make_target(campaign, stage="pitched")
    alice.client().post(
        url(target, "reply"), {"kind": "adding", "at": "2026-03-01T10:00", "text": "Adding it"}
    )
    reply = Reply.objects.using("system").get()
    assert (reply.kind, reply.text, reply.ref, reply.by_id) == (
        "adding",
        "Adding it",
        None,
        alice.id,
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert "They said they are adding it" in page(alice, target)


def test_an_outcome_can_be_logged_and_taken_back(alice: Person, campaign: Campaign) -> None:
    target = make_target(campaign, outlet_name="Radio Éxample", stage="replied")
    assert 'value="Radio Éxample"' in page(alice, target)
    client = alice.client()
    client.post(
        url(target, "outcome"),
        {"kind": "play", "date": "2026-03-01", "outlet": "Late Show", "evidence": "Heard it", "moves": "on",
         "url": "example.com/show"},
    )  # fmt: skip
    outcome = Outcome.objects.using("system").get()
    assert (outcome.kind, outcome.date, outcome.outlet, outcome.evidence, outcome.url) == (
        "play", date(2026, 3, 1), "Late Show", "Heard it", "https://example.com/show",
    )  # fmt: skip
    assert fresh(target).stage == "added"
    client.post(f"/tracker/board/outcomes/{outcome.id}/remove")
    assert Outcome.objects.using("system").count() == 0
    assert "Taken back: Play, 1 Mar 2026" in page(alice, target)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"date": "2999-01-01"}, "That day is still to come"),
        ({"date": "1066-10-14"}, "Choose a day after 1999"),
        ({"date": "soon"}, "Enter a valid date"),
        ({"kind": "fame"}, "Select a valid choice"),
        ({"url": "javascript:alert(1)"}, "Write the whole address"),
        ({"url": "ftp://example.com/a"}, "Write the whole address"),
        ({"url": "https://example"}, "Write the whole address"),
        ({"url": "https://example.com/a b"}, "Write the whole address"),
        ({"outlet": "x" * 201}, "at most 200 characters"),
    ],
)
def test_an_outcome_that_cannot_be_is_refused_beside_its_field_and_nothing_is_kept(
    alice: Person, campaign: Campaign, changed: dict[str, str], words: str
) -> None:
    target = make_target(campaign)
    sent = {"kind": "play", "date": "2026-03-01", "moves": "on"} | changed
    answer = alice.client().post(url(target, "outcome"), sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Outcome.objects.using("system").count() == 0
    assert fresh(target).stage == "to-pitch"


def test_tomorrow_is_a_day_for_an_outcome_because_somewhere_it_is_today(
    alice: Person, campaign: Campaign
) -> None:
    target = make_target(campaign)
    tomorrow = timezone.localdate(timezone=LONDON) + timedelta(days=1)
    alice.client().post(url(target, "outcome"), {"kind": "play", "date": tomorrow.isoformat()})
    assert Outcome.objects.using("system").get().date == tomorrow


def test_a_touch_to_come_is_refused(alice: Person, campaign: Campaign) -> None:
    target = make_target(campaign)
    answer = alice.client().post(
        url(target, "touch"), {"channel": "call", "at": "2999-01-01T10:00"}
    )
    assert answer.status_code == 422
    assert "still to come" in answer.content.decode()
    assert Touch.objects.using("system").count() == 0


def test_the_stage_moves_only_from_where_it_was_seen(
    alice: Person, bob: Person, campaign: Campaign
) -> None:
    target = make_target(campaign)
    alice.client().post(url(target, "stage"), {"stage": "declined", "seen": "to-pitch"})
    client = bob.client()
    client.post(url(target, "stage"), {"stage": "added", "seen": "to-pitch"})
    assert fresh(target).stage == "declined"
    assert "had been moved to Declined in the meantime" in client.get(url(target)).content.decode()


def test_follow_ups_are_planned_done_skipped_opened_again_and_put_off(
    alice: Person, campaign: Campaign
) -> None:
    target, client = make_target(campaign, stage="pitched"), alice.client()
    client.post(url(target, "plan"))
    first, second = FollowUp.objects.using("system").filter(target=target).order_by("number")

    def act(one: FollowUp, **sent: str) -> FollowUp:
        client.post(f"/tracker/board/follow-ups/{one.id}", sent)
        return FollowUp.objects.using("system").get(id=one.id)

    assert act(first, do="done").state == "done"
    assert act(first, do="reopen").state == "open"
    assert act(second, do="skip").state == "skipped"
    later = act(first, do="postpone", to=(first.due_date + timedelta(days=7)).isoformat())
    assert later.due_date >= first.due_date + timedelta(days=7)
    assert act(first, do="postpone", to="soon").due_date == later.due_date
    assert act(first, do="dance").state == "open"
    assert "Choose what to do" in client.get(url(target)).content.decode()


def test_nobody_else_sees_or_writes(
    alice: Person, charlie: Person, clara: Person, campaign: Campaign
) -> None:
    target = make_target(campaign, stage="pitched")
    outcome = of(target, Outcome(kind="play", date=date(2026, 3, 1)))
    task = of(target, FollowUp(number=1, due_date=date(2026, 3, 9)))
    posts = [
        (url(target, "stage"), {"stage": "added"}),
        (url(target, "touch"), {"channel": "call", "at": "2026-03-01T10:00"}),
        (url(target, "reply"), {"kind": "human", "at": "2026-03-01T10:00"}),
        (url(target, "outcome"), {"kind": "play", "date": "2026-03-01"}),
        (url(target, "plan"), {}),
        (f"/tracker/board/outcomes/{outcome.id}/remove", {}),
        (f"/tracker/board/follow-ups/{task.id}", {"do": "done"}),
    ]
    for person, status in ((charlie, 404), (clara, 403)):
        client = person.client()
        assert client.get(url(target)).status_code == status
        for address, sent in posts:
            assert client.post(address, sent).status_code == status
    for model, number in ((Touch, 0), (Reply, 0), (Outcome, 1), (FollowUp, 1)):
        assert model.objects.using("system").count() == number
    assert fresh(target).stage == "pitched"
    assert FollowUp.objects.using("system").get().state == "open"

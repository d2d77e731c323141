"""The report: what it counts, and who may see it, asked of the database and over HTTP."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader
from tests.support.cast import Person, make_person

from totalaudio.campaigns.models import Campaign, Reader, Target
from totalaudio.campaigns.stages import Channel, ReplyKind, Stage
from totalaudio.core.tenancy.context import context
from totalaudio.core.tenancy.models import Workspace
from totalaudio.core.tenancy.roles import Role
from totalaudio.tracker.models import Brand
from totalaudio.tracker.reports.reading import chosen_campaigns, report_of
from totalaudio.tracker.reports.report import Counts, KindLine, Report
from totalaudio.tracker.tests.making import (
    NOON,
    acting,
    make_campaign,
    make_outcome,
    make_reply,
    make_target,
    make_touch,
)

pytestmark = pytest.mark.usefixtures("db")
SECRETS = ("£", "ada.example@example.com", "Private words", "Between us", "Ada Example")


@pytest.fixture
def campaign(workspace: Workspace) -> Campaign:
    return make_campaign(workspace, budget=50_000, spend=12_345, notes="Between us")


@pytest.fixture
def told(campaign: Campaign) -> Campaign:
    """A campaign with a target that replied and added it, beside things that are nobody else's."""
    target = make_target(campaign, stage=Stage.ADDED, outlet_kind="Station")
    make_touch(target)
    make_reply(target, ReplyKind.ADDING, "Private words")
    make_outcome(target)
    return campaign


def choose(campaign: Campaign, person: Person) -> None:
    Reader(workspace_id=campaign.workspace_id, campaign=campaign, user=person.user).save(
        using="system"
    )


def read(person: Person, campaign: Campaign) -> Report | None:
    with acting(person):
        return report_of(campaign.id)


def asked(person: Person, campaign: Campaign, end: str = "") -> Any:
    return person.client().get(f"/tracker/reports/{campaign.id}/{end}")


def test_what_was_sent_what_arrived_and_what_came_back_is_told_apart(
    alice: Person, campaign: Campaign
) -> None:
    def target(name: str, *kinds: ReplyKind, channel: Channel = Channel.EMAIL) -> Target:
        made = make_target(campaign, name, Stage.PITCHED, outlet_kind="Station")
        make_touch(made, channel=channel)
        for kind in kinds:
            make_reply(made, kind)
        return made

    make_touch(target("Silent"), NOON + timedelta(days=3))
    target("Answered", ReplyKind.OUT_OF_OFFICE, ReplyKind.HUMAN)
    target("Bounced", ReplyKind.BOUNCE)
    target("Bounced once", ReplyKind.BOUNCE, ReplyKind.HUMAN)
    target("Stopped", ReplyKind.OPT_OUT)
    target("Called", channel=Channel.CALL)
    make_target(campaign, "Waiting", outlet_kind="Blog")
    found = read(alice, campaign)
    assert found is not None
    assert found.counts == Counts(
        targets=7, pitched=6, mails=6, mailed=5, bounced=1, human=2, automatic=1, opt_outs=1,
        with_outcome=0,
    )  # fmt: skip
    assert (found.counts.delivered, found.counts.otherwise) == (4, 1)
    assert found.kinds == [KindLine("Station", 6, 2, 0), KindLine("Blog", 0, 0, 0)]
    assert str(found.period.first) == "2026-11-23"


def test_the_page_shows_its_samples_and_nothing_that_is_not_the_clients(
    alice: Person, told: Campaign
) -> None:
    body = asked(alice, told).content.decode()
    main = body.split("<main")[1]
    for word in ("1 of 1 pitched targets replied", "Example FM", "https://fm.example/tracklist"):
        assert word in main, word
    assert [word for word in SECRETS if word in main] == []


def test_what_has_no_evidence_is_counted_apart(alice: Person, told: Campaign) -> None:
    target = Target.objects.using("system").get()
    make_outcome(target, url="", evidence="", outlet="Hearsay FM")
    body = asked(alice, told).content.decode()
    assert "1 more outcome without a link or a note of evidence" in body
    assert "Hearsay FM" not in body


def test_an_outcome_cannot_smuggle_a_script(alice: Person, told: Campaign) -> None:
    target = Target.objects.using("system").get()
    make_outcome(target, url="javascript:alert(1)", evidence="<script>x</script>")
    body = asked(alice, told).content.decode()
    assert "javascript:" not in body
    assert "<script>x" not in body


def test_the_pdf_says_the_same(alice: Person, told: Campaign) -> None:
    answer = asked(alice, told, "report.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert 'filename="the-made-ups-night-bus-report.pdf"' in answer.headers["Content-Disposition"]
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert "1 of 1 pitched targets" in " ".join(text.split())
    assert [word for word in SECRETS if word in text] == []


def test_a_client_sees_what_was_chosen_and_nothing_else(
    clara: Person, told: Campaign, workspace: Workspace
) -> None:
    other = make_campaign(workspace, "Not Chosen")
    assert asked(clara, told).status_code == 404
    choose(told, clara)
    assert asked(clara, told).status_code == 200
    assert asked(clara, told, "report.pdf").status_code == 200
    assert asked(clara, other).status_code == 404
    home = clara.client().get("/tracker/", follow=True).content.decode()
    assert re.findall(r"The Made Ups: [\w ]+", home) == ["The Made Ups: Night Bus"]
    for closed in ("today/", "numbers/", f"reports/{told.id}/share", f"board/{told.id}/"):
        assert clara.client().get(f"/tracker/{closed}").status_code == 403, closed


def test_a_client_lands_at_their_campaigns_and_is_shown_no_closed_door(
    clara: Person, told: Campaign
) -> None:
    choose(told, clara)
    answer = clara.client().get("/", follow=True)
    assert answer.redirect_chain[-1][0] == "/tracker/reports/"
    frame = answer.context["frame"]
    assert [app.name for app in frame.apps] == ["Tracker"]
    assert [place.name for place in frame.places] == ["Campaigns"]
    assert (frame.palette_url, frame.actions) == ("", ())


def test_what_is_taken_back_is_closed_at_once(clara: Person, told: Campaign) -> None:
    choose(told, clara)
    assert asked(clara, told).status_code == 200
    Reader.objects.using("system").all().delete()
    assert asked(clara, told).status_code == 404
    assert clara.client().get("/tracker/reports/").content.count(b"Night Bus") == 0


def test_the_database_gives_a_report_to_nobody_else(
    alice: Person, bob: Person, clara: Person, charlie: Person, told: Campaign, workspace: Workspace
) -> None:
    cora = make_person("Cora", workspace, Role.CLIENT)
    choose(told, clara)
    seen = {p.user.name: read(p, told) is not None for p in (alice, bob, clara, cora, charlie)}
    assert seen == {"Alice": True, "Bob": True, "Clara": True, "Cora": False, "Charlie": False}
    with context():
        assert report_of(told.id) is None
    with context(user_id=clara.id, workspace_id=charlie.workspace_id, role="client"):
        assert report_of(told.id) is None


@pytest.mark.parametrize(
    "table",
    ["campaign", "target", "touch", "reply", "outcome", "followup", "entry", "reader"],
)
def test_a_client_reads_no_table_of_a_campaign(clara: Person, told: Campaign, table: str) -> None:
    choose(told, clara)
    with acting(clara), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM campaigns_{table}")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM target_facts_v1(%s)", [told.workspace_id])
        assert cursor.fetchone() == (0,)


def test_the_list_of_a_client_is_for_clients(bob: Person, clara: Person, told: Campaign) -> None:
    choose(told, clara)
    with acting(clara):
        assert [one.name for one in chosen_campaigns()] == ["The Made Ups: Night Bus"]
    choose(told, bob)
    with acting(bob):
        assert chosen_campaigns() == []


def test_contacts_are_named_only_where_the_workspace_wants_it(
    clara: Person, told: Campaign
) -> None:
    choose(told, clara)
    assert "Ada Example" not in asked(clara, told).content.decode()
    Brand(workspace_id=told.workspace_id, names_contacts=True).save(using="system")
    assert "Ada Example" in asked(clara, told).content.decode()


def test_more_targets_need_no_more_queries(alice: Person, told: Campaign) -> None:
    def counted() -> int:
        client = alice.client()
        client.get(f"/tracker/reports/{told.id}/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/tracker/reports/{told.id}/")
        return len(queries)

    first = counted()
    for number in (2, 3):
        make_outcome(make_target(told, f"Ada {number}", Stage.ADDED))
    assert counted() == first


def test_nobody_who_is_not_signed_in_sees_it(told: Campaign) -> None:
    answer = Client().get(f"/tracker/reports/{told.id}/")
    assert answer.headers["Location"].startswith("/accounts/login/")

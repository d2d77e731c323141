"""A campaign leaves as a file and comes back as it was; a file is looked at before anything changes."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.support.cast import Person

from totalaudio.campaigns.models import Campaign, Entry, FollowUp, Outcome, Reply, Target, Touch
from totalaudio.contacts.models import Affiliation, Contact, Suppression
from totalaudio.contacts.suppression.hashing import hash_of
from totalaudio.tracker.board.sheets.keeping import forget_old
from totalaudio.tracker.board.tests.making import make_campaign, make_contact, make_target, of
from totalaudio.tracker.models import CampaignFile


@pytest.fixture
def campaign(alice: Person) -> Campaign:
    assert alice.workspace
    return make_campaign(alice.workspace)


@pytest.fixture
def full(campaign: Campaign) -> Campaign:
    """A campaign with all that a file can say, and what a spreadsheet would run."""
    now = timezone.now()
    zoe = make_target(
        campaign, '=Zoë, "Example"', email="zoe@fm.example", outlet_name="'=Radio\tÉxample", stage="added",
        outlet_kind="station", role="Presenter", country="GB", fit=86,
    )  # fmt: skip
    of(
        zoe,
        Outcome(kind="play", date=date(2026, 3, 1), outlet="+Late, Show", evidence='\'-\n"yes"'),
    )
    of(
        zoe,
        Outcome(kind="play", date=date(2026, 3, 1), outlet="+Late, Show", evidence='\'-\n"yes"'),
    )
    of(zoe, Outcome(kind="coverage", date=date(2026, 3, 2), url="https://example.com/a?b=1,2"))
    of(zoe, FollowUp(number=1, due_date=date(2026, 3, 9), state="done", note="Said\nhello"))
    of(zoe, FollowUp(number=2, due_date=date(2026, 3, 16), state="stopped"))
    of(zoe, Touch(channel="email", at=now))
    of(zoe, Reply(kind="human", at=now))
    abel = make_target(campaign, "Abel Example", outlet_name="Example Blog", stage="pitched")
    of(abel, FollowUp(number=2, due_date=date(2026, 3, 16)))
    make_target(campaign, "", email="music@100percent.example")
    return campaign


def export(person: Person, campaign: Campaign) -> bytes:
    answer = person.client().get(f"/tracker/board/{campaign.id}/export.csv")
    assert answer.status_code == 200
    return answer.getvalue()


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def upload(person: Person, campaign: Campaign, data: bytes, name: str = "list.csv") -> str:
    """Bring a file; the address of its preview."""
    answer = person.client().post(
        f"/tracker/board/{campaign.id}/import", {"file": SimpleUploadedFile(name, data)}
    )
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def bring(person: Person, campaign: Campaign, data: bytes) -> str:
    """Bring a file in; what was said of it."""
    client = person.client()
    answer = client.post(upload(person, campaign, data) + "confirm")
    assert (answer.status_code, answer["Location"]) == (302, f"/tracker/board/{campaign.id}/")
    return client.get(answer["Location"]).content.decode()


def state(campaign: Campaign) -> list[tuple[object, ...]]:
    """Targets with stage, outcomes and follow-ups, by their contact."""
    return sorted(
        (
            one.contact_id,
            one.stage,
            sorted(
                one.outcomes.using("system").values_list(
                    "kind", "date", "outlet", "evidence", "url"
                )
            ),
            sorted(
                one.follow_ups.using("system").values_list("number", "due_date", "state", "note")
            ),
        )
        for one in Target.objects.using("system").filter(campaign_id=campaign.id)
    )


def test_an_export_has_a_row_for_each_target_and_no_formula(alice: Person, full: Campaign) -> None:
    data = export(alice, full)
    found = rows(data)
    assert data.startswith(b"\xef\xbb\xbfContact,Email,Outlet,")
    assert [row["Contact"] for row in found] == ['\'=Zoë, "Example"', "Abel Example", ""]
    zoe = found[0]
    assert (zoe["Stage"], zoe["Fit"], zoe["Touches"], zoe["Replies"]) == ("Added", "86", "1", "1")
    assert (zoe["Outcome 3"], zoe["Outcome 3 link"]) == ("Coverage", "https://example.com/a?b=1,2")
    assert zoe["Follow-up 1 note"] == "Said\nhello"
    assert not [
        cell for row in found for cell in row.values() if cell[:1] in set("=+-@\t\r\n") and cell
    ]


def test_an_exported_campaign_comes_back_into_an_empty_one_as_it_was(
    alice: Person, full: Campaign
) -> None:
    assert alice.workspace
    empty = make_campaign(alice.workspace, "Another")
    assert "3 targets added." in bring(alice, empty, export(alice, full))
    assert state(empty) == state(full)
    assert Contact.objects.using("system").count() == 3


def test_a_campaign_comes_back_into_another_workspace_with_its_contacts(
    alice: Person, charlie: Person, full: Campaign
) -> None:
    assert charlie.workspace
    theirs = make_campaign(charlie.workspace)
    bring(charlie, theirs, export(alice, full))
    assert [one[1:] for one in state(theirs)] == [one[1:] for one in state(full)]
    made = Contact.objects.using("system").filter(workspace=charlie.workspace).order_by("email")
    assert [
        (c.name, c.email, c.email_kind, c.outlet_name, c.outlet_kind, c.country) for c in made
    ] == [
        ("Abel Example", "", "", "Example Blog", "", ""),
        ("", "music@100percent.example", "desk", "", "", ""),
        ('=Zoë, "Example"', "zoe@fm.example", "person", "'=Radio Éxample", "station", "GB"),
    ]
    at = Affiliation.objects.using("system").filter(workspace=charlie.workspace)
    assert set(at.values_list("outlet__name", flat=True)) == {"Example Blog", "'=Radio Éxample"}


def test_the_same_file_twice_changes_nothing(alice: Person, full: Campaign) -> None:
    before, entries = state(full), Entry.objects.using("system").count()
    preview = alice.client().get(upload(alice, full, export(alice, full))).content.decode()
    assert "Nothing new in this file" in preview
    assert "Nothing was new." in bring(alice, full, export(alice, full))
    assert (state(full), Entry.objects.using("system").count()) == (before, entries)


def test_a_preview_says_what_would_happen_and_changes_nothing(
    alice: Person, full: Campaign
) -> None:
    before = state(full)
    data = (
        "Contact,Email,Stage,Shoe size,Outcome 1,Outcome 1 date,Follow-up 1\n"
        "Zoë,zoe@fm.example,Declined,,,,2026-03-09\n"
        "New <b>Example,new@fm.example,,,Play,2026-03-01,2026-12-01\n"
        "Again,NEW@fm.example,,,,,\n"
        "Odd,odd@fm.example,won,,,,\n"
        ",music@100percent.example,,,,,\n"
    ).encode()
    address = upload(alice, full, data, "../x/a list.csv")
    page = alice.client().get(address).content.decode()
    for words in (
        "a list.csv", "<dt>New targets</dt><dd>1</dd>", "<dt>Changed</dt><dd>1</dd>", "<dt>As they are</dt><dd>1</dd>",
        "<dt>Left out</dt><dd>2</dd>", "To Declined, 1 follow-up", "New target, 1 outcome, 1 follow-up",
        "Row 4: The same contact as in row 3.", "Row 5: “won” is no stage.", "Not read: Shoe size.",
        "New &lt;b&gt;Example",
    ):  # fmt: skip
        assert words in page
    left_out = rows(alice.client().get(address + "refused.csv").content)
    assert [(row["Row"], row["Contact"], row["Stage"]) for row in left_out] == [
        ("4", "Again", ""), ("5", "Odd", "won"),
    ]  # fmt: skip
    assert state(full) == before


def test_what_was_brought_stands_in_the_timeline(alice: Person, campaign: Campaign) -> None:
    data = b"Contact,Stage,Outcome 1,Outcome 1 date,Follow-up 1\nZoe,Added,Play,2026-03-01,2026-03-09\n"
    assert "1 target added." in bring(alice, campaign, data)
    kinds = Entry.objects.using("system").order_by("id").values_list("kind", "by_id")
    assert list(kinds) == [
        (kind, alice.id) for kind in ("targets-added", "stage", "outcome", "follow-up")
    ]
    follow_up = FollowUp.objects.using("system").get()
    assert (follow_up.state, follow_up.due_date) == ("stopped", date(2026, 3, 9))


def test_who_must_not_be_written_to_does_not_come_back_by_a_file(
    alice: Person, campaign: Campaign
) -> None:
    assert alice.workspace
    kept = make_target(campaign, "Old Example", email="old@fm.example")
    for email in ("old@fm.example", "new@fm.example"):
        Suppression.objects.using("system").create(
            workspace=alice.workspace,
            address_hash=hash_of(alice.workspace_id, email),
            reason="unsubscribed",
        )
    make_contact(alice.workspace, "New Example", "new@fm.example")
    data = b"Email,Stage\nold@fm.example,Declined\nNEW+tag@fm.example,Pitched\n"
    assert "1 target changed, 1 row left out." in bring(alice, campaign, data)
    targets = Target.objects.using("system").values_list("id", "stage")
    assert list(targets) == [(kept.id, "declined")]


def test_an_erased_contact_is_exported_without_a_name_and_not_brought_back(
    alice: Person, campaign: Campaign
) -> None:
    of(
        make_target(campaign, contact=None, stage="added"),
        Outcome(kind="play", date=date(2026, 3, 1)),
    )
    data = export(alice, campaign)
    assert [(row["Contact"], row["Stage"]) for row in rows(data)] == [("Erased contact", "Added")]
    assert "1 row left out." in bring(alice, campaign, data)
    assert Contact.objects.using("system").count() == 0


def test_a_file_can_be_left_and_is_forgotten(alice: Person, campaign: Campaign) -> None:
    address = upload(alice, campaign, b"Contact\nZoe\n")
    client = alice.client()
    client.post(address + "confirm", {"leave": "1"})
    assert client.get(address).status_code == 404
    assert (
        CampaignFile.objects.using("system").count(),
        Target.objects.using("system").count(),
    ) == (0, 0)


def test_a_second_file_takes_the_place_of_the_first_and_an_old_one_goes_by_itself(
    alice: Person, bob: Person, campaign: Campaign
) -> None:
    first = upload(alice, campaign, b"Contact\nZoe\n")
    second = upload(alice, campaign, b"Contact\nAbel\n")
    other = upload(bob, campaign, b"Contact\nCyd\n")
    assert [alice.client().get(one).status_code for one in (first, second, other)] == [
        404,
        200,
        200,
    ]
    files = CampaignFile.objects.using("system")
    files.filter(created_by_id=bob.id).update(created_at=timezone.now() - timedelta(days=2))
    assert forget_old() == 1
    assert [one.created_by_id for one in files.all()] == [alice.id]


def test_a_file_that_waits_goes_with_a_contact_that_may_stand_in_it(
    alice: Person, charlie: Person, campaign: Campaign
) -> None:
    assert charlie.workspace
    zoe = make_contact(campaign.workspace, "Zoe Example", "zoe@fm.example")
    elsewhere = make_campaign(charlie.workspace)
    mine = upload(alice, campaign, b"Email\nzoe@fm.example\n")
    theirs = upload(charlie, elsewhere, b"Email\nzoe@fm.example\n")
    Contact.objects.using("system").filter(id=zoe.id).delete()
    assert alice.client().get(mine).status_code == 404
    assert charlie.client().get(theirs).status_code == 200


@pytest.mark.parametrize(
    "data", [b"", b"Radio\nZoe\n", b'Contact\n"Zoe\n', b"Contact\n" + b"x" * (5 * 1024**2)]
)
def test_a_file_that_is_no_table_is_refused_on_the_page(
    alice: Person, campaign: Campaign, data: bytes
) -> None:
    answer = alice.client().post(
        f"/tracker/board/{campaign.id}/import", {"file": SimpleUploadedFile("a.csv", data)}
    )
    assert answer.status_code == 422
    assert 'class="error"' in answer.content.decode()
    assert CampaignFile.objects.using("system").count() == 0


def test_nobody_else_takes_or_brings(
    alice: Person, charlie: Person, clara: Person, full: Campaign
) -> None:
    address, before = upload(alice, full, b"Contact\nNew Example\n"), state(full)
    for person, status in ((charlie, 404), (clara, 403)):
        client = person.client()
        for page in (
            f"/tracker/board/{full.id}/export.csv", f"/tracker/board/{full.id}/import", address,
            address + "refused.csv",
        ):  # fmt: skip
            assert client.get(page).status_code == status
        assert client.post(address + "confirm").status_code == status
    assert state(full) == before


def test_all_campaigns_leave_with_money_and_stages(
    alice: Person, charlie: Person, full: Campaign
) -> None:
    assert alice.workspace
    make_campaign(
        alice.workspace, "=Day Train", budget=125_050, spend=1, genres=["house", "folk"], status="planning",
        impact_date=date(2026, 12, 4),
    )  # fmt: skip
    data = alice.client().get("/tracker/board/campaigns.csv").getvalue()
    found = rows(data)
    assert [row["Title"] for row in found] == ["'=Day Train", "Night Bus"]
    first, second = found
    assert (first["Budget"], first["Spend"], first["Impact date"], first["Genres"], first["Status"]) == (
        "1250.50", "0.01", "2026-12-04", "house; folk", "Planning",
    )  # fmt: skip
    assert (second["Targets"], second["Added"], second["Pitched"], second["To pitch"], second["Outcomes"]) == (
        "3", "1", "1", "1", "3",
    )  # fmt: skip
    assert rows(charlie.client().get("/tracker/board/campaigns.csv").getvalue()) == []

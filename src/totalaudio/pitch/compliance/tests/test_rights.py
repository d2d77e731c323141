"""Somebody asks what is held on them, and to be erased: nothing that names them is left anywhere, and counts stay."""

import json
import zipfile
from io import BytesIO
from uuid import UUID

import pytest
from django.db import connections
from tests.support.cast import Person

from totalaudio.campaigns.models import Campaign, Entry, FollowUp, Outcome, Reply, Target, Touch
from totalaudio.contacts.models import Contact, ContactList, ListEntry, Outlet
from totalaudio.contacts.models.suppression import Suppression
from totalaudio.contacts.suppression import hash_of
from totalaudio.core.accounts.models import ApiAnswer, ApiKey
from totalaudio.core.tenancy.context import task_context
from totalaudio.intel.imports.tests.bringing import bring, figures, upload
from totalaudio.intel.models import Import, Refusal, Run, RunItem
from totalaudio.intel.search.tests.making import (
    make_affiliation,
    make_contact,
    make_evidence,
    make_outlet,
)
from totalaudio.pitch.models import (
    Incoming,
    LocalMessage,
    Mailbox,
    Pitch,
    Recipient,
    Send,
    Template,
)
from totalaudio.pitch.replies.tests.making import (
    NOW,
    SENT_AT,
    make_campaign,
    make_mailbox,
    make_send,
)
from totalaudio.pitch.sends.loading import load
from totalaudio.pitch.states import SendState
from totalaudio.tracker.models import CampaignFile

ADDRESS = "zelda.unmistakable@radio.example.org"
OTHER = "zelda@private.example.net"
NAME = "Zelda Unmistakable"
DESK = "/pitch/compliance/"
COUNTED = (Campaign, Target, Touch, Reply, Outcome, Send, FollowUp, Entry, Mailbox, Run, Import)
NAMES_HER = f"Zelda  Unmistakable said to write to {ADDRESS.upper()}, not to Zelda Another."


@pytest.fixture
def zelda(alice: Person) -> Contact:
    """Somebody of whom every table knows something."""
    assert alice.workspace
    workspace = alice.workspace
    zelda = make_contact(
        workspace,
        NAME,
        ADDRESS,
        outlet_name="Radio Example",
        other_emails=[OTHER],
        notes="Met in May.",
    )
    make_evidence(
        zelda, "role", "Producer", step="site", source=ADDRESS, quote=NAME, confidence=0.9,
        checked_at=NOW,
    )  # fmt: skip
    make_affiliation(zelda, make_outlet(workspace, "Radio Example"), "Producer")
    make_affiliation(zelda, make_outlet(workspace, f"The {NAME} Show"), "Presenter")
    _lists(alice, zelda)
    _campaign(alice, zelda)
    _others(alice)
    return zelda


def _lists(alice: Person, zelda: Contact) -> None:
    add = {"workspace": alice.workspace}
    by_hand = ContactList.objects.using("system").create(name="Producers", **add)
    ListEntry.objects.using("system").create(of=by_hand, contact=zelda, **add)
    bring(alice, f"Name,Email\n{NAME},{ADDRESS}\n{NAME},{ADDRESS} and nothing\nNobody,no address\n")
    run = Run.objects.using("system").create(total=1, done=1, **add)
    RunItem.objects.using("system").create(
        run=run, position=0, contact=zelda, status="partial", **add
    )


def _campaign(alice: Person, zelda: Contact) -> None:
    assert alice.workspace
    add = {"workspace": alice.workspace}
    mailbox = make_mailbox(alice.workspace, owner=alice.user)
    campaign = make_campaign(alice.workspace)
    send = make_send(mailbox, zelda, campaign, problem=f"550 {ADDRESS} is not here")
    make_send(mailbox, zelda, campaign, step=2, state=SendState.QUEUED)
    Pitch.objects.using("system").update(body=f"Hello {NAME}", approved_by=alice.user)
    target = Target.objects.using("system").get(campaign=campaign)
    Touch.objects.using("system").create(
        target=target, channel="call", at=SENT_AT, note=NAMES_HER, **add
    )
    Reply.objects.using("system").create(target=target, kind="human", at=NOW, text=NAMES_HER, **add)
    Outcome.objects.using("system").create(
        target=target, kind="play", date=NOW.date(), outlet="Radio Example", evidence=NAMES_HER, **add
    )  # fmt: skip
    FollowUp.objects.using("system").create(
        target=target, number=1, due_date=NOW.date(), note=NAME, **add
    )
    Entry.objects.using("system").create(campaign=campaign, target=target, kind="reply", **add)
    Recipient.objects.using("system").create(
        contact=zelda, basis="consent", basis_note=NAMES_HER, **add
    )
    Incoming.objects.using("system").create(
        mailbox=mailbox, send=send, contact=zelda, key="uid:1", kind="human", text=NAMES_HER,
        received_at=NOW, **add,
    )  # fmt: skip
    for contact in (zelda, None):
        LocalMessage.objects.using("system").create(
            mailbox=mailbox, contact=contact, raw=f"To: {ADDRESS}\r\n\r\nHello".encode(), **add
        )


def _others(alice: Person) -> None:
    """Rows about somebody else that name her."""
    assert alice.workspace
    sam = make_contact(alice.workspace, "Sam Example", "sam@radio.example.org", notes=NAMES_HER)
    mailbox = Mailbox.objects.using("system").get()
    send = make_send(mailbox, sam)
    campaign = Campaign.objects.using("system").get(id=send.campaign_id)
    campaign.notes, campaign.hook = NAMES_HER, NAMES_HER
    campaign.save(using="system")
    Incoming.objects.using("system").create(
        workspace=alice.workspace, mailbox=mailbox, send=send, contact=sam, key="uid:2",
        kind="left", text=NAMES_HER, facts={"other_address": ADDRESS}, received_at=NOW,
    )  # fmt: skip
    brought_in = Import.objects.using("system").order_by("created_at")[0]
    Refusal.objects.using("system").create(
        workspace=alice.workspace, of=brought_in, row=7, reason="x", message=f"{ADDRESS} twice",
        cells=[NAME, ADDRESS, "kept"],
    )  # fmt: skip
    upload(alice.client(), f"Name,Email\n{NAME},{ADDRESS}\n", "waiting.csv")
    _waits(alice, campaign)


def _waits(alice: Person, campaign: Campaign) -> None:
    """What was answered to a program, what lies ready, and names that people gave to things."""
    add = {"workspace": alice.workspace}
    CampaignFile.objects.using("system").create(
        campaign=campaign, name="sheet.csv", content=f"Email\n{ADDRESS}\n".encode("utf-16"), **add
    )
    key = ApiKey.objects.using("system").create(
        name="program",
        start="tap_",
        key_hash="0" * 64,
        scopes=[],
        user=alice.user,
        expires_at=NOW,
        **add,
    )
    ApiAnswer.objects.using("system").create(
        api_key_id=key.id, key="1", fingerprint="0" * 64, status=201,
        content_type="application/json", body=f'{{"name": "{NAME}"}}'.encode(), **add,
    )  # fmt: skip
    for name in (f"For {NAME}", f"For {ADDRESS}"):
        ContactList.objects.using("system").create(name=name, **add)
    Template.objects.using("system").create(
        name="Mine", kind="radio", subjects=[f"For {NAME}", "B", "C"], body="Hello", **add
    )


def everything(workspace_id: UUID) -> dict[str, str]:
    """Every row of the workspace in every table, as the catalogue lists them, with bytes as text."""
    found = {}
    with connections["system"].cursor() as cursor:
        cursor.execute(
            """SELECT table_name FROM information_schema.columns
            WHERE table_schema = 'totalaudio' AND column_name = 'workspace_id' ORDER BY 1"""
        )
        for (table,) in cursor.fetchall():
            if not table.startswith(("events_", "event_")):
                cursor.execute(
                    f'SELECT t.* FROM "{table}" t WHERE workspace_id = %s', [workspace_id]
                )
                found[table] = "\n".join(_readable(row) for row in cursor.fetchall())
    return found


def _readable(row: tuple[object, ...]) -> str:
    bare = [
        bytes(one).decode("utf-8", "replace") if isinstance(one, bytes | memoryview) else one
        for one in row
    ]
    return repr(bare).lower()


def naming_her(workspace_id: UUID) -> list[str]:
    words = (ADDRESS, OTHER, NAME.lower(), NAMES_HER[:19].lower(), "zelda.unmist")
    held = everything(workspace_id)
    return sorted(table for table, rows in held.items() if any(word in rows for word in words))


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.using("system").count() for model in COUNTED}


def test_after_erasing_no_row_of_any_table_names_them_and_no_count_has_changed(
    alice: Person, zelda: Contact
) -> None:
    assert len(naming_her(alice.workspace_id)) >= 15
    before = counts()
    given = {"address": f"  {ADDRESS.upper()} "}
    shown = alice.client().post(f"{DESK}person/erase", given).content.decode()
    assert "Erase this person" in shown
    assert counts() == before
    assert Contact.objects.using("system").filter(id=zelda.id).exists()
    answer = alice.client().post(f"{DESK}person/erase", given | {"confirmed": "yes"})
    assert answer.status_code == 302
    assert naming_her(alice.workspace_id) == []
    assert counts() == before
    suppressed = Suppression.objects.using("system").values_list("address_hash", "reason")
    wanted = {(hash_of(alice.workspace_id, one), "erased") for one in (ADDRESS, OTHER)}
    assert set(suppressed) == wanted
    assert Outlet.objects.using("system").filter(name="Radio Example").exists()
    kept = Contact.objects.using("system").get(name="Sam Example")
    assert kept.notes == "[erased] said to write to [erased], not to Zelda Another."
    assert list(Send.objects.using("system").filter(step=2).values_list("state", flat=True)) == [
        "cancelled"
    ]


def test_who_comes_back_in_a_list_is_marked_and_cannot_be_sent_to(
    alice: Person, zelda: Contact
) -> None:
    client = alice.client()
    client.post(f"{DESK}person/erase", {"address": ADDRESS, "confirmed": "yes"})
    again = bring(
        alice, f"Name,Email\n{NAME},Zelda.Unmistakable+new@radio.example.org\n", "again.csv"
    )
    assert figures(again) == ("done", 1, 0, 0, 0)
    assert alice.workspace
    back = Contact.objects.using("system").get(name=NAME)
    assert "Do not write" in client.get("/intel/contacts/").content.decode()
    assert "Do not write" in client.get(f"/intel/contacts/{back.id}").content.decode()
    send = make_send(Mailbox.objects.using("system").get(), back, state=SendState.CANCELLED)
    with task_context(alice.workspace_id):
        [loaded] = load(alice.workspace_id, [send.pitch_id] if send.pitch_id else [])
    assert loaded.candidate.suppressed == "Was erased"


def test_the_copy_holds_everything_that_refers_to_them_and_nobody_else(
    alice: Person, zelda: Contact
) -> None:
    client = alice.client()
    client.post(f"{DESK}addresses", {"addresses": OTHER, "reason": "asked", "do": "suppress"})
    answer = client.post(f"{DESK}person/export", {"address": ADDRESS})
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        held = json.loads(archive.read("data.json"))
        page = archive.read("held.html").decode()
    assert held["addresses"] == [ADDRESS, OTHER]
    assert held["suppressed"] == {OTHER: "Asked not to be written to"}
    assert [source["list"] for source in held["sources"]] == ["list.csv"]
    assert {table: len(rows) for table, rows in held["data"].items()} == {
        "campaigns_entry": 1,
        "campaigns_followup": 1,
        "campaigns_outcome": 1,
        "campaigns_reply": 1,
        "campaigns_target": 1,
        "campaigns_touch": 1,
        "contacts_affiliation": 2,
        "contacts_contact": 1,
        "contacts_evidence": 1,
        "contacts_listentry": 1,
        "intel_importedrow": len(held["data"]["intel_importedrow"]),
        "intel_runitem": 1,
        "pitch_incoming": 1,
        "pitch_localmessage": 1,
        "pitch_pitch": 2,
        "pitch_recipient": 1,
        "pitch_send": 2,
    }
    assert "Sam Example" not in json.dumps(held)
    assert "Met in May." in page
    assert "To: zelda" in page


def test_they_are_found_by_any_of_their_addresses_however_it_is_written(
    alice: Person, zelda: Contact
) -> None:
    for address in (
        OTHER,
        "Zelda+list@Private.example.net",
        "zelda.unmistakable+x@radio.example.org",
    ):
        answer = alice.client().post(f"{DESK}person", {"address": address})
        assert "No contact here" not in answer.content.decode(), address
    nobody = alice.client().post(f"{DESK}person", {"address": "zeldas@private.example.net"})
    assert "No contact here" in nobody.content.decode()


def test_only_managers_see_copy_or_erase_a_person(
    alice: Person, bob: Person, zelda: Contact
) -> None:
    for part in ("person", "person/export", "person/erase"):
        answer = bob.client().post(DESK + part, {"address": ADDRESS, "confirmed": "yes"})
        assert answer.status_code == 403
    assert Contact.objects.using("system").filter(id=zelda.id).exists()


def test_another_workspace_neither_sees_nor_erases_them(charlie: Person, zelda: Contact) -> None:
    client = charlie.client()
    shown = client.post(f"{DESK}person", {"address": ADDRESS}).content.decode()
    assert "No contact here has this address" in shown
    client.post(f"{DESK}person/erase", {"address": ADDRESS, "confirmed": "yes"})
    assert Contact.objects.using("system").filter(id=zelda.id).exists()


def test_who_is_unknown_here_can_be_erased_all_the_same(alice: Person) -> None:
    client = alice.client()
    client.post(f"{DESK}person/erase", {"address": ADDRESS, "confirmed": "yes"})
    assert Suppression.objects.using("system").get().reason == "erased"
    assert client.post(f"{DESK}person", {"address": "nobody"}).status_code == 302


def test_what_a_desk_is_called_stays_in_the_words_of_others(alice: Person) -> None:
    assert alice.workspace
    make_contact(alice.workspace, "New Music", "a@radio.example.org")
    make_contact(
        alice.workspace, "Radio Example", "music@radio.example.org", outlet_name="Radio example"
    )
    Template.objects.using("system").create(
        workspace=alice.workspace, name="Mine", kind="radio", subjects=["A", "B", "C"],
        body="I have new music for Radio Example, sent to a@radio.example.org.",
    )  # fmt: skip
    client = alice.client()
    for local in ("a", "music"):
        client.post(
            f"{DESK}person/erase", {"address": f"{local}@radio.example.org", "confirmed": "yes"}
        )
    kept = Template.objects.using("system").get().body
    assert kept == "I have new music for Radio Example, sent to [erased]."


def test_one_persons_blog_bears_their_name_and_it_goes(alice: Person) -> None:
    assert alice.workspace
    make_contact(alice.workspace, NAME, ADDRESS, outlet_name=NAME)
    other = make_contact(alice.workspace, "Sam", "sam@example.org", notes=f"Knows {NAME}.")
    alice.client().post(f"{DESK}person/erase", {"address": ADDRESS, "confirmed": "yes"})
    assert Contact.objects.using("system").get(id=other.id).notes == "Knows [erased]."


def test_a_program_that_asks_again_learns_that_it_was_done(alice: Person, zelda: Contact) -> None:
    alice.client().post(f"{DESK}person/erase", {"address": ADDRESS, "confirmed": "yes"})
    kept = ApiAnswer.objects.using("system").get()
    assert (kept.status, json.loads(bytes(kept.body))["status"]) == (410, 410)

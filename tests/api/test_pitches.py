"""Pitches over the API: by the rules of the pages, and nothing of another workspace by its ids."""

from uuid import uuid4

import pytest
from django.test import override_settings

from tests.support.cast import Person
from totalaudio.campaigns.models import Target
from totalaudio.campaigns.tests.making import make_target
from totalaudio.core.api.scopes import Scope
from totalaudio.pitch.drafts import writing
from totalaudio.pitch.drafts.tests.making import (
    campaign_of,
    contact_of,
    mailbox_of,
    pitches,
    targets_of,
    write,
)
from totalaudio.pitch.models import Batch, Pitch, Send, Template

from .calling import Answer, Program, program_of


@pytest.fixture
def program(alice: Person) -> Program:
    return program_of(alice)


@pytest.fixture
def target(alice: Person) -> Target:
    return targets_of(alice, campaign_of(alice), 1)[0]


@pytest.fixture
def pitch(alice: Person, target: Target) -> Pitch:
    write(alice, target.campaign, [target])
    return pitches(target.campaign)[0]


def _kind(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.body["type"].rpartition(":")[2]


def _batch(target: Target, **more: object) -> dict[str, object]:
    return {"campaign_id": str(target.campaign_id), "target_ids": [str(target.id)]} | more


def test_from_a_batch_to_a_queued_send(alice: Person, program: Program, target: Target) -> None:
    made = program.post("pitches/batches", _batch(target))
    assert (made.status, made.body["state"], made.body["total"]) == (201, "queued", 1)
    batch = Batch.objects.using("system").get()
    writing.run(batch.workspace_id, batch.id)
    assert program.get(f"pitches/batches/{batch.id}").body["written"] == 1
    (listed,) = program.get(f"pitches?campaign_id={target.campaign_id}&state=draft").body["items"]
    approved = program.post(f"pitches/{listed['id']}/approve", {"updated_at": listed["updated_at"]})
    assert (approved.status, approved.body["state"]) == (200, "approved")
    mailbox = mailbox_of(alice)
    body = {"pitch_ids": [listed["id"]], "mailbox_id": str(mailbox.id)}
    assert program.post("pitches/queue", body).body == {"queued": [listed["id"]], "refused": []}
    (send,) = program.get("pitches/sends?state=queued").body["items"]
    assert send["pitch_id"] == listed["id"]


def test_a_pitch_that_changed_since_it_was_read_is_not_approved(
    program: Program, pitch: Pitch
) -> None:
    place = f"pitches/{pitch.id}"
    read = program.get(place).body
    assert program.call("PATCH", place, {"body": f"{pitch.body} More."}).status == 200
    stale = {"updated_at": read["updated_at"]}
    assert _kind(program.post(f"{place}/approve", stale)) == (409, "changed")
    assert _kind(program.call("PATCH", place, stale | {"body": "Mine."})) == (409, "changed")
    assert program.get(place).body["state"] == "draft"
    assert program.call("POST", f"{place}/approve").status == 200  # nothing said of what was read


def test_words_by_hand_are_words_of_a_mail(program: Program, pitch: Pitch) -> None:
    words = {"subject": "A\x0bBcc:\u2028x\u202e y", "body": "One.\r\nTwo.\rThree.\n\n"}
    kept = program.call("PATCH", f"pitches/{pitch.id}", words).body
    assert (kept["subject"], kept["body"]) == ("A Bcc: x y", "One.\nTwo.\nThree.")


def test_nothing_is_sent_unreviewed_by_a_key_that_may_send_nothing(
    alice: Person, pitch: Pitch
) -> None:
    program = program_of(alice, [Scope.CAMPAIGNS_WRITE])
    place = f"campaigns/{pitch.campaign_id}"
    assert _kind(program.call("PATCH", place, {"sends_unreviewed": True})) == (403, "scope-missing")
    body = {"artist": "A", "title": "T", "sends_unreviewed": True}
    assert _kind(program.post("campaigns", body)) == (403, "scope-missing")
    assert program.call("PATCH", place, {"sends_unreviewed": False, "goal": "Play"}).status == 200


def test_the_language_model_is_asked_for_only_by_whom_the_flag_lets(
    program: Program, target: Target
) -> None:
    with override_settings(ANTHROPIC_API_KEY="sk-made-up"):
        asked = program.post("pitches/batches", _batch(target, writer="model"))
    assert _kind(asked) == (403, "model-off")
    assert _kind(program.post("pitches/batches", _batch(target, writer="hand"))) == (422, "invalid")
    assert Batch.objects.using("system").count() == 0


def test_ids_of_another_workspace_name_nothing(
    alice: Person, charlie: Person, pitch: Pitch
) -> None:
    stranger, theirs = program_of(charlie), campaign_of(charlie)
    own = make_target(theirs, contact_of(charlie))
    template = Template(
        workspace_id=alice.workspace_id, name="A", kind="radio", subjects=["a", "b", "c"], body="x"
    )
    template.save(using="system")
    place = f"pitches/{pitch.id}"
    answers = [
        stranger.get(place),
        stranger.call("PATCH", place, {"body": "Theirs."}),
        stranger.post(f"{place}/approve"),
        stranger.post(f"{place}/skip"),
    ]
    assert [answer.status for answer in answers] == [404] * 4
    assert stranger.get(f"pitches/batches/{pitch.batch_id}").status == 404
    assert stranger.get(f"pitches?campaign_id={pitch.campaign_id}").body["items"] == []
    wrong = [
        {"campaign_id": str(pitch.campaign_id), "target_ids": [str(pitch.target_id)]},
        {"campaign_id": str(theirs.id), "target_ids": [str(pitch.target_id)]},
        {"campaign_id": str(theirs.id), "target_ids": [str(own.id)], "template": str(template.id)},
    ]
    assert [stranger.post("pitches/batches", body).status for body in wrong] == [404, 422, 422]
    assert program_of(alice).get(f"pitches/{pitch.id}").body["body"] == pitch.body


def test_nothing_is_queued_for_or_of_another_workspace(
    alice: Person, charlie: Person, pitch: Pitch
) -> None:
    mine, theirs = program_of(alice), program_of(charlie)
    mine.post(f"pitches/{pitch.id}/approve")
    box, other = mailbox_of(alice), mailbox_of(charlie, "theirs@mine.example")
    for program, mailbox_id in (
        (mine, other.id),
        (theirs, other.id),
        (theirs, box.id),
        (mine, uuid4()),
    ):
        body = {"pitch_ids": [str(pitch.id)], "mailbox_id": str(mailbox_id)}
        answer = program.post("pitches/queue", body)
        assert (answer.status, answer.body["queued"]) == (200, [])
        assert [one["pitch_id"] for one in answer.body["refused"]] == [str(pitch.id)]
    assert Send.objects.using("system").count() == 0


@pytest.mark.parametrize("number", [0, 10_001])
def test_a_list_of_ids_has_an_end(program: Program, target: Target, number: int) -> None:
    ids = [str(uuid4()) for _ in range(number)]
    answer = program.post("pitches/batches", _batch(target, target_ids=ids))
    assert (answer.status, answer.body["errors"][0]["field"]) == (422, "target_ids")

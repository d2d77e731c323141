"""Each rule of the gate, alone: its code, its reason and its remedy in plain words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from totalaudio.campaigns.stages import CampaignStatus, ReplyKind, Stage
from totalaudio.pitch.sends.candidates import Candidate, Earlier, Outbox
from totalaudio.pitch.sends.gate import decide
from totalaudio.pitch.sends.verdicts import Code
from totalaudio.pitch.states import Basis, MailboxState, PitchState, SendState, Subscriber

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
BOX = Outbox(address="alice@label.example")
ONE = Candidate(
    pitch_id=UUID(int=1),
    state=PitchState.APPROVED,
    step=1,
    subject="A record",
    body="Hello.",
    address="music@radio.example",
    key="music@radio.example",
)


def refused(one: Candidate, box: Outbox = BOX) -> list[str]:
    return [str(reason.code) for reason in decide(one, box, NOW).refusals]


def test_an_approved_pitch_to_a_desk_may_go() -> None:
    verdict = decide(ONE, BOX, NOW)
    assert verdict.is_open
    assert verdict.warnings == ()
    assert (verdict.basis, verdict.subscriber) == (
        Basis.LEGITIMATE_INTERESTS,
        Subscriber.CORPORATE,
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"state": PitchState.DRAFT}, Code.NOT_APPROVED),
        ({"state": PitchState.SKIPPED}, Code.NOT_APPROVED),
        ({"suppressed": "Unsubscribed"}, Code.SUPPRESSED),
        ({"is_twice": True}, Code.DUPLICATE),
        ({"earlier": [Earlier(SendState.SENT, is_own=False)]}, Code.DUPLICATE),
        ({"earlier": [Earlier(SendState.QUEUED)]}, Code.ALREADY_PITCHED),
        ({"earlier": [Earlier(SendState.SENDING)]}, Code.ALREADY_PITCHED),
        ({"earlier": [Earlier(SendState.SENT)]}, Code.ALREADY_PITCHED),
        ({"earlier": [Earlier(SendState.UNKNOWN)]}, Code.NOT_KNOWN),
        ({"stage": Stage.DECLINED}, Code.ANSWERED),
        ({"stage": Stage.ADDED}, Code.ANSWERED),
        ({"replies": frozenset({ReplyKind.HUMAN})}, Code.ANSWERED),
        ({"replies": frozenset({ReplyKind.OPT_OUT})}, Code.ANSWERED),
        ({"replies": frozenset({ReplyKind.BOUNCE})}, Code.ANSWERED),
        ({"replies": frozenset({ReplyKind.LEFT})}, Code.ANSWERED),
        ({"step": 2}, Code.NO_FIRST),
        ({"subject": " "}, Code.TEXT),
        ({"body": ""}, Code.TEXT),
        ({"body": "Hello {outlet},"}, Code.TEXT),
        ({"body": "Hello {{ outlet }},"}, Code.TEXT),
        ({"subject": "For [add the outlet]"}, Code.TEXT),
        ({"findings": ["The text has 400 words."]}, Code.TEXT),
        ({"campaign": CampaignStatus.ARCHIVED}, Code.CAMPAIGN),
        ({"campaign": CampaignStatus.PLANNING}, Code.CAMPAIGN),
    ],
)
def test_each_rule_refuses_for_its_own_reason_and_says_what_to_do(
    change: dict[str, object], code: Code
) -> None:
    one = replace(ONE, **change)  # type: ignore[arg-type]  # fields of it
    assert refused(one) == [code]
    [reason] = decide(one, BOX, NOW).refusals
    assert reason.message.endswith(".")
    assert reason.remedy.endswith(".")


@pytest.mark.parametrize(
    ("address", "words"),
    [("", "The contact has no address."), ("nobody", "nobody is not an address.")],
)
def test_without_an_address_nothing_goes(address: str, words: str) -> None:
    [reason] = decide(replace(ONE, address=address, key=""), BOX, NOW).refusals
    assert (reason.code, reason.message) == (Code.ADDRESS, words)


def test_one_persons_own_address_needs_a_recorded_reason() -> None:
    own = replace(ONE, address="someone@gmail.com", key="someone@gmail.com")
    assert refused(own) == [Code.BASIS]
    assert refused(replace(own, basis=Basis.LEGITIMATE_INTERESTS)) == [Code.BASIS]
    for basis in (Basis.CONSENT, Basis.SOFT_OPT_IN, Basis.RECORDED):
        verdict = decide(replace(own, basis=basis), BOX, NOW)
        assert (verdict.is_open, verdict.basis) == (True, basis)


def test_what_a_person_said_of_an_address_counts_more_than_how_it_looks() -> None:
    own = replace(ONE, address="someone@gmail.com", key="someone@gmail.com")
    assert refused(replace(own, subscriber=Subscriber.CORPORATE)) == []
    assert refused(replace(ONE, subscriber=Subscriber.INDIVIDUAL)) == [Code.BASIS]


def test_where_nothing_says_whose_it_is_there_is_a_warning() -> None:
    one = replace(ONE, address="jo@jo-anybody.org", key="jo@jo-anybody.org")
    verdict = decide(one, BOX, NOW)
    assert verdict.is_open
    assert [reason.code for reason in verdict.warnings] == [Code.BASIS]


def test_closed_attempts_do_not_stand_in_the_way() -> None:
    closed = [Earlier(s) for s in (SendState.CANCELLED, SendState.REFUSED, SendState.FAILED)]
    assert refused(replace(ONE, earlier=closed)) == []


def test_an_out_of_office_answer_does_not_end_it() -> None:
    one = replace(ONE, step=2, first_is_sent=True, replies=frozenset({ReplyKind.OUT_OF_OFFICE}))
    assert refused(one) == []


def test_a_campaign_that_sends_unreviewed_sends_drafts() -> None:
    assert refused(replace(ONE, state=PitchState.DRAFT, sends_unreviewed=True)) == []


@pytest.mark.parametrize(
    "state", [MailboxState.PAUSED, MailboxState.RECONNECT, MailboxState.DISCONNECTED]
)
def test_a_mailbox_that_does_not_send_takes_nothing_new_and_keeps_what_waits(
    state: MailboxState,
) -> None:
    box = replace(BOX, state=state, problem="It was blocked.")
    assert refused(ONE, box) == [Code.MAILBOX]
    assert refused(replace(ONE, state=PitchState.QUEUED, is_queued=True), box) == []


def test_nobody_is_written_to_without_saying_who_writes() -> None:
    assert refused(ONE, replace(BOX, has_identity=False)) == [Code.IDENTITY]


def test_another_campaigns_mail_of_the_last_days_is_a_warning() -> None:
    recent = replace(ONE, pitched_elsewhere_at=NOW - timedelta(days=3))
    [warning] = decide(recent, BOX, NOW).warnings
    assert str(warning) == (
        "Another of your campaigns wrote to them 3 days ago. Wait a little, if you can."
    )
    long_ago = replace(ONE, pitched_elsewhere_at=NOW - timedelta(days=14))
    assert decide(long_ago, BOX, NOW).warnings == ()


def test_a_full_mailbox_is_a_warning_with_its_day() -> None:
    full = replace(BOX, full_until=NOW + timedelta(days=1))
    [warning] = decide(ONE, full, NOW).warnings
    assert warning.remedy == "It goes on from 24 November."


def test_a_record_that_hardly_fits_is_a_warning_with_the_reasons() -> None:
    [warning] = decide(replace(ONE, fit=20, fit_reasons=["Plays jazz"]), BOX, NOW).warnings
    assert warning.message == "The record hardly fits them (20 of 100). Plays jazz."


def test_all_reasons_are_named_at_once() -> None:
    one = replace(ONE, state=PitchState.DRAFT, suppressed="Complained", body="")
    assert refused(one) == [Code.NOT_APPROVED, Code.SUPPRESSED, Code.TEXT]

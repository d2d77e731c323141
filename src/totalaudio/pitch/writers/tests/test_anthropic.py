"""The client of the Messages API: what it sends, what each fault means, and how often it asks."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from totalaudio.pitch.writers import answers, model_errors
from totalaudio.pitch.writers.anthropic import Client, Turn
from totalaudio.pitch.writers.findings import Usage
from totalaudio.pitch.writers.model_errors import ModelProblem
from totalaudio.pitch.writers.tests.fake_anthropic import (
    KEY,
    MODEL,
    FakeAnthropic,
    error,
    fake_anthropic,
    message,
)

SCHEMA = {"type": "object"}


@pytest.fixture
def fake() -> Iterator[FakeAnthropic]:
    with fake_anthropic() as server:
        yield server


def _client(fake: FakeAnthropic, waits: list[float] | None = None, **told: float) -> Client:
    slept: list[float] = [] if waits is None else waits
    return Client(
        key=KEY,
        base_url=fake.address,
        model=MODEL,
        sleep=slept.append,
        seconds=told.get("seconds", 5.0),
    )


def _ask(client: Client) -> answers.Answer:
    return client.ask(system="Rules.", turns=[Turn("user", "Facts.")], schema=SCHEMA)


def _problem(client: Client) -> ModelProblem:
    with pytest.raises(ModelProblem) as caught:
        _ask(client)
    return caught.value


def test_it_asks_as_the_contract_says(fake: FakeAnthropic) -> None:
    fake.texts.append("{}")
    assert _ask(_client(fake)) == answers.Answer("{}", Usage(1, 300, 50))
    assert json.loads(fake.asked[0]) == {
        "model": MODEL,
        "max_tokens": 4_000,
        "system": "Rules.",
        "messages": [{"role": "user", "content": "Facts."}],
        "output_config": {"format": {"type": "json_schema", "schema": SCHEMA}},
    }
    sent = fake.headers[0]
    assert (sent["x-api-key"], sent["anthropic-version"], sent["content-type"]) == (
        KEY,
        "2023-06-01",
        "application/json",
    )


@pytest.mark.parametrize(
    ("status", "kind", "stops_all"),
    [
        (400, model_errors.RequestRefusedError, False),
        (401, model_errors.KeyRefusedError, True),
        (402, model_errors.NothingLeftError, True),
        (403, model_errors.NotAllowedError, True),
        (404, model_errors.NoSuchModelError, True),
        (413, model_errors.RequestRefusedError, False),
    ],
)
def test_what_asking_again_cannot_mend_is_asked_once(
    fake: FakeAnthropic, status: int, kind: type[ModelProblem], *, stops_all: bool
) -> None:
    fake.break_(status)
    problem = _problem(_client(fake))
    assert (type(problem), problem.stops_all, len(fake.asked)) == (kind, stops_all, 1)
    assert KEY not in str(problem)
    assert problem.remedy.endswith(".")


@pytest.mark.parametrize("kind", [429, 500, 529, "cut", "half"])
def test_what_passes_is_asked_again(fake: FakeAnthropic, kind: int | str) -> None:
    waits: list[float] = []
    fake.break_(kind, times=2)
    fake.texts.append("{}")
    assert _ask(_client(fake, waits)).text == "{}"
    assert len(fake.asked) == 3
    assert 0.5 <= waits[0] <= 1.0 <= waits[1] <= 2.0


@pytest.mark.parametrize("kind", [429, 500, 529, "cut"])
def test_what_does_not_pass_is_given_up_after_three_times(
    fake: FakeAnthropic, kind: int | str
) -> None:
    fake.break_(kind, times=9)
    problem = _problem(_client(fake))
    assert (type(problem), problem.stops_all, len(fake.asked)) == (
        model_errors.BusyError,
        False,
        3,
    )


def test_it_waits_as_long_as_the_service_asks(fake: FakeAnthropic) -> None:
    waits: list[float] = []
    fake.break_(429, retry_after="2")
    fake.texts.append("{}")
    _ask(_client(fake, waits))
    assert waits == [2.0]


def test_a_wait_beyond_the_time_limit_is_left_to_the_caller(fake: FakeAnthropic) -> None:
    fake.break_(429, retry_after="600")
    problem = _problem(_client(fake))
    assert (type(problem), problem.wait, len(fake.asked)) == (model_errors.BusyError, 600.0, 1)


def test_a_wait_may_be_a_date() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    wait = answers.wait_of({"retry-after": later})
    assert wait is not None
    assert 80 < wait <= 90


@pytest.mark.parametrize("text", ["", "soon", "-1", "1e9", "½", "Mon, 99 Foo 2026"])
def test_a_wait_that_is_none_is_not_one(text: str) -> None:
    assert answers.wait_of({"retry-after": text}) is None


def test_a_spending_limit_is_not_asked_again_although_it_is_a_429(fake: FakeAnthropic) -> None:
    fake.break_(429, body=error(429, "enforced_spend_limit_reached"))
    problem = _problem(_client(fake))
    assert (type(problem), len(fake.asked)) == (model_errors.NothingLeftError, 1)


def test_a_question_without_an_answer_in_time_is_not_asked_again(fake: FakeAnthropic) -> None:
    fake.break_("hang")
    problem = _problem(_client(fake, seconds=0.3))
    assert (type(problem), len(fake.asked)) == (model_errors.UnreachableError, 1)


def test_a_service_that_is_not_there_is_said_to_be_out_of_reach() -> None:
    with fake_anthropic() as gone:
        client = _client(gone)
    assert str(_problem(client)) == "The model's service could not be reached, or broke off."


def test_it_does_not_follow_to_another_address(fake: FakeAnthropic) -> None:
    fake.break_(307, body="{}", location="https://elsewhere.example/v1/messages")
    problem = _problem(_client(fake))
    assert (type(problem), len(fake.asked)) == (model_errors.UnreachableError, 1)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "not JSON",
        "[]",
        '{"content": "text"}',
        '{"content": [], "usage": {"input_tokens": "1"}}',
    ],
)
def test_an_answer_that_is_none_was_paid_all_the_same(fake: FakeAnthropic, body: str) -> None:
    fake.break_(200, body=body or " ")
    problem = _problem(_client(fake))
    assert (type(problem), problem.usage.calls) == (model_errors.UnreadableError, 1)


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("refusal", model_errors.DeclinedError),
        ("max_tokens", model_errors.CutOffError),
        ("model_context_window_exceeded", model_errors.CutOffError),
        ("pause_turn", model_errors.UnreadableError),
    ],
)
def test_an_answer_without_its_end_is_no_text_but_has_a_cost(
    fake: FakeAnthropic, reason: str, kind: type[ModelProblem]
) -> None:
    fake.texts.append("{}")
    fake.stop_reason = reason
    problem = _problem(_client(fake))
    assert (type(problem), problem.usage) == (kind, Usage(1, 300, 50))


def test_an_answer_without_end_is_cut_at_a_megabyte(fake: FakeAnthropic) -> None:
    fake.break_(200, body=message("x" * 1_100_000))
    assert str(_problem(_client(fake))) == "The model's service sent more than an answer."


@pytest.mark.parametrize("key", ["schlüssel", "key\n"])
def test_a_key_that_no_header_can_hold_is_refused_before_asking(
    fake: FakeAnthropic, key: str
) -> None:
    problem = _problem(Client(key=key, base_url=fake.address, model=MODEL))
    assert (type(problem), fake.asked) == (model_errors.KeyRefusedError, [])


def test_an_answer_that_is_packed_wrongly_is_asked_again(fake: FakeAnthropic) -> None:
    fake.break_(200, body="not packed", content_encoding="gzip")
    fake.texts.append("{}")
    assert _ask(_client(fake)).text == "{}"


def test_thinking_before_the_text_is_no_part_of_it() -> None:
    body = json.loads(message("{}"))
    body["content"].insert(0, {"type": "thinking", "thinking": "hm", "signature": "s"})
    assert answers.read(json.dumps(body).encode()).text == "{}"

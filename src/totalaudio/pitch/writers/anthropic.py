"""Asks a language model through the Messages API: with a time limit, few retries, and errors without the key."""

import json
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import httpx

from .answers import Answer, problem_of, read
from .model_errors import BusyError, KeyRefusedError, ModelProblem, UnreachableError

VERSION: Final = "2023-06-01"
MOST_TOKENS: Final = 4_000
_LARGEST_ANSWER: Final = 1_000_000  # bytes
_CONNECT_SECONDS: Final = 5.0

type Schema = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Turn:
    """Something said: by the `user`, which is this product, or by the `assistant`, which is the model."""

    role: str
    text: str


class Client:
    """One account of a service that speaks the Messages API.

    `seconds` are for one question, all its `attempts` included. What is busy, broken or cut is asked again; a
    question without an answer in time is not, because it may have been paid.
    """

    def __init__(
        self,
        *,
        key: str,
        base_url: str,
        model: str,
        seconds: float = 60.0,
        attempts: int = 3,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._key = key
        self._url = f"{base_url.rstrip('/')}/v1/messages"
        self._model = model
        self._seconds = seconds
        self._attempts = attempts
        self._sleep = sleep

    def ask(self, *, system: str, turns: Sequence[Turn], schema: Schema) -> Answer:
        """The model's answer as JSON of this schema; raises ModelProblem."""
        question = {
            "model": self._model,
            "max_tokens": MOST_TOKENS,
            "system": system,
            "messages": [{"role": turn.role, "content": turn.text} for turn in turns],
            "output_config": {"format": {"type": "json_schema", "schema": schema}},
        }
        if not (self._key.isascii() and self._key.isprintable()):
            raise KeyRefusedError("The key of the model's service has letters that no key has.")
        body = json.dumps(question).encode()
        deadline = time.monotonic() + self._seconds
        attempt = 1
        while True:
            try:
                return self._try(body, deadline)
            except BusyError as problem:
                wait = _backoff(attempt) if problem.wait is None else problem.wait
                if attempt >= self._attempts or time.monotonic() + wait >= deadline:
                    raise
            attempt += 1
            self._sleep(wait)

    def _try(self, body: bytes, deadline: float) -> Answer:
        left = max(deadline - time.monotonic(), 0.1)
        timeout = httpx.Timeout(left, connect=min(left, _CONNECT_SECONDS))
        try:
            with (
                httpx.Client(timeout=timeout, trust_env=False) as client,
                client.stream("POST", self._url, content=body, headers=self._headers()) as answer,
            ):
                content = _content(answer, deadline)
        except (httpx.ReadTimeout, httpx.WriteTimeout) as error:
            raise UnreachableError("The model's service did not answer in time.") from error
        except httpx.RequestError as error:
            raise BusyError("The model's service could not be reached, or broke off.") from error
        if answer.is_success:
            return read(content)
        raise problem_of(answer.status_code, answer.headers, content)

    def _headers(self) -> dict[str, str]:
        return {
            "x-api-key": self._key,
            "anthropic-version": VERSION,
            "content-type": "application/json",
        }


def _content(answer: httpx.Response, deadline: float) -> bytes:
    found = bytearray()
    for chunk in answer.iter_bytes():
        found += chunk
        if len(found) > _LARGEST_ANSWER:
            raise UnreachableError("The model's service sent more than an answer.")
        if time.monotonic() > deadline:
            raise UnreachableError("The model's service did not answer in time.")
    return bytes(found)


def _backoff(attempt: int) -> float:
    """Half a second, a second, two: each more or less, so that many do not come back at once."""
    return random.uniform(0.5, 1.0) * 2.0 ** (attempt - 1)  # noqa: S311 - no secret


__all__ = ["Answer", "Client", "ModelProblem", "Turn"]

"""One request to Vercel: sent again when that can do no harm, and told in words when it is refused."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import httpx
import msgspec

from totalaudio_ops.problems import Problem

from .access import Access
from .answers import Fault, Refused

TRIES: Final = 5
LONGEST_PAUSE: Final = 60.0
TIMEOUT: Final = httpx.Timeout(30.0, connect=10.0)

TOO_MANY: Final = 429
_JSON: Final = {"Content-Type": "application/json"}

type Values = Mapping[str, str | int]


class LostError(Exception):
    """Nobody knows whether the request was done."""


class RefusedError(Problem):
    """Vercel refused; `fault` is its reason."""

    def __init__(self, said: str, status: int, fault: Fault) -> None:
        super().__init__(said)
        self.status, self.fault = status, fault


@dataclass(frozen=True, slots=True)
class _Call:
    """One request, as it is sent each time."""

    what: str
    method: str
    path: str
    content: bytes | None
    headers: Mapping[str, str]
    query: Values


class Http:
    """A line to Vercel; close it when done."""

    def __init__(
        self,
        access: Access,
        *,
        timeout: httpx.Timeout = TIMEOUT,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._access, self._pause = access, pause
        self._client = httpx.Client(
            base_url=access.base,
            headers={"Authorization": f"Bearer {access.token}", "User-Agent": "totalaudio-deploy"},
            timeout=timeout,
        )

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def ask[T](
        self, what: str, method: str, path: str, kind: type[T], *, query: Values | None = None
    ) -> T:
        """Do what can be repeated, again when it was lost; raises Problem when that does not help."""
        content = None if method == "GET" else b"{}"
        call = _Call(what, method, path, content, _JSON, self._of_team(query))
        return _read(what, self._sent(call, may_repeat=True), kind)

    def send(self, what: str, path: str, content: bytes, headers: Mapping[str, str]) -> None:
        """Hand in bytes; the same ones may come twice."""
        self._sent(
            _Call(what, "POST", path, content, headers, self._of_team(None)), may_repeat=True
        )

    def make[T](self, what: str, path: str, kind: type[T], body: object, query: Values) -> T:
        """Do what must not be done twice; raises LostError when nobody knows whether it was done."""
        content = msgspec.json.encode(body)
        call = _Call(what, "POST", path, content, _JSON, self._of_team(query))
        return _read(what, self._sent(call, may_repeat=False), kind)

    def _of_team(self, query: Values | None) -> Values:
        team = {"teamId": self._access.team} if self._access.team else {}
        return {**(query or {}), **team}

    def _sent(self, call: _Call, *, may_repeat: bool) -> httpx.Response:
        for number in range(1, TRIES + 1):
            try:
                answer = self._once(call)
            except httpx.HTTPError as error:
                if not may_repeat and not isinstance(error, httpx.ConnectError):
                    raise LostError from None
                if number == TRIES:
                    raise Problem(_unreachable(self._access.base, error)) from None
                self._pause(_pause(number, ""))
                continue
            if answer.is_success:
                return answer
            if answer.is_server_error and not may_repeat:
                raise LostError
            is_passing = answer.is_server_error or answer.status_code == TOO_MANY
            if number == TRIES or not is_passing:
                raise _refused(call.what, answer)
            self._pause(_pause(number, answer.headers.get("Retry-After", "")))
        raise AssertionError("the last try returns or raises")

    def _once(self, call: _Call) -> httpx.Response:
        return self._client.request(
            call.method,
            call.path,
            content=call.content,
            headers=call.headers,
            params=call.query,
        )


def _pause(number: int, told: str) -> float:
    """How long before the next try: as long as was told, else twice as long each time."""
    seconds = float(told) if told.isascii() and told.isdecimal() else 0.5 * 2**number
    return min(seconds, LONGEST_PAUSE)


def _read[T](what: str, answer: httpx.Response, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(answer.content or b"{}", type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Problem(
            f"Vercel answered {what} in a way that is not in its contract ({error}): look at its own"
            " pages before this is tried again."
        ) from None


def _unreachable(base: str, error: httpx.HTTPError) -> str:
    why = str(error) or type(error).__name__
    return f"Vercel does not answer at {base} ({why}): run the same command again later."


def _refused(what: str, answer: httpx.Response) -> RefusedError:
    try:
        fault = msgspec.json.decode(answer.content, type=Refused).error
    except (msgspec.DecodeError, UnicodeDecodeError):
        fault = Fault()
    said = fault.message or fault.code or answer.reason_phrase
    status = answer.status_code
    next_step = {
        401: "make a new token and set VERCEL_TOKEN",
        403: "give the token's owner access to the project, and set VERCEL_TEAM_ID to its team",
        404: "set VERCEL_PROJECTS to the ids of projects that exist, and VERCEL_TEAM_ID to their team",
        409: "wait for what is under way, and run the same command again",
        429: "run the same command again later",
    }.get(status, "look at the project in Vercel, and run the same command again")
    return RefusedError(f"Vercel refused {what} ({status}: {said}): {next_step}.", status, fault)

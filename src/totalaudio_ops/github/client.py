"""GitHub's REST API (https://docs.github.com/en/rest) behind a few functions; tried again where that does no harm."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final
from urllib.parse import quote

import httpx
import msgspec

from totalaudio_ops.problems import Problem

API: Final = "https://api.github.com"
SECONDS: Final = 20
TRIES: Final = 5
LONGEST_WAIT: Final = 60
PAGE: Final = 100
MOST_PAGES: Final = 30
_HINTS: Final = {
    401: "the token is not known there; give a valid GITHUB_TOKEN",
    403: "the token may not do this; give the job the permission, as the comments in the workflow name them",
    404: "check GITHUB_REPOSITORY, and that the token may see it",
}


class UnsureError(Problem):
    """Nobody knows whether what was asked for has been done: the answer was lost, not the request."""


class ConflictError(Problem):
    """What was to be made is there already, or not as it was expected to be."""


@dataclass(frozen=True, slots=True)
class Repository:
    """One repository at GitHub, by its name (`owner/name`) and a token; `pause` is how long to wait between tries."""

    name: str
    token: str = field(repr=False)
    api: str = API
    pause: float = 1.0

    def get[Answer](self, path: str, kind: type[Answer], **query: str | int) -> Answer:
        """Asks for one thing; raises Problem that says why there is no answer."""
        return _decoded(self._ask("GET", path, None, query, is_repeatable=True), kind)

    def pages[Item](self, path: str, kind: type[Item], **query: str | int) -> Iterator[Item]:
        """Everything of a list, page by page."""
        for page in range(1, MOST_PAGES + 1):
            found = self.get(path, tuple[kind, ...], per_page=PAGE, page=page, **query)  # type: ignore[valid-type]  # of a type that is given
            yield from found
            if len(found) < PAGE:
                return

    def make[Answer](
        self, path: str, body: object, kind: type[Answer], *, is_repeatable: bool = False
    ) -> Answer:
        """Makes something; raises UnsureError when the answer was lost, unless making it twice does no harm."""
        return _decoded(self._ask("POST", path, body, {}, is_repeatable=is_repeatable), kind)

    def change(self, path: str, body: object) -> None:
        """Changes something."""
        self._ask("PATCH", path, body, {}, is_repeatable=True)

    def remove(self, path: str) -> None:
        """Removes something."""
        self._ask("DELETE", path, None, {}, is_repeatable=True)

    def _ask(
        self,
        method: str,
        path: str,
        body: object,
        query: Mapping[str, str | int],
        *,
        is_repeatable: bool,
    ) -> bytes:
        for last in (*(False,) * (TRIES - 1), True):
            try:
                answer = self._once(method, path, body, query)
            except httpx.InvalidURL:
                raise Problem(f"{self.api} is no address: check GITHUB_API_URL.") from None
            except httpx.HTTPError as error:
                lost, wait = f"{type(error).__name__} at {httpx.URL(self.api).host}", self.pause
                was_heard = not isinstance(error, httpx.ConnectError | httpx.ConnectTimeout)
            else:
                if answer.is_success:
                    return answer.content
                if not _may_be_asked_again(answer):
                    raise _refusal(answer, method, path)
                lost, wait = f"GitHub answered {answer.status_code}", _wait(answer, self.pause)
                was_heard = answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR
            if was_heard and not is_repeatable:
                raise UnsureError(f"{method} {path}: {lost}; it may have been done all the same.")
            if last:
                raise Problem(f"{method} {path}: {lost}, {TRIES} times; try again later.")
            time.sleep(wait)
        raise AssertionError("the last try ends it")

    def _once(
        self, method: str, path: str, body: object, query: Mapping[str, str | int]
    ) -> httpx.Response:
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        address = f"{self.api.rstrip('/')}/repos/{quote(self.name)}/{path}"
        content = None if body is None else msgspec.json.encode(body)
        return _client().request(
            method, address, params=dict(query), content=content, headers=headers, timeout=SECONDS
        )


@cache
def _client() -> httpx.Client:
    """One for all requests: reading the certificates takes longer than asking."""
    return httpx.Client()


def _may_be_asked_again(answer: httpx.Response) -> bool:
    if answer.status_code == httpx.codes.FORBIDDEN:  # so it says that it was asked too often
        return "retry-after" in answer.headers or answer.headers.get("x-ratelimit-remaining") == "0"
    return answer.status_code == httpx.codes.TOO_MANY_REQUESTS or answer.is_server_error


def _wait(answer: httpx.Response, pause: float) -> float:
    told = answer.headers.get("retry-after", "")
    return min(float(told), LONGEST_WAIT) if told.isdigit() else pause


class _Said(msgspec.Struct, frozen=True):
    message: str = ""


def _refusal(answer: httpx.Response, method: str, path: str) -> Problem:
    try:
        message = msgspec.json.decode(answer.content, type=_Said).message
    except msgspec.DecodeError:
        message = ""
    said = (
        f"{method} {path}: GitHub answered {answer.status_code}{f' ({message})' if message else ''}"
    )
    if answer.status_code in {httpx.codes.CONFLICT, httpx.codes.UNPROCESSABLE_ENTITY}:
        return ConflictError(f"{said}: what is there is not what was expected; look at it there.")
    return Problem(f"{said}: {_HINTS.get(answer.status_code, 'see what it says')}.")


def _decoded[Answer](content: bytes, kind: type[Answer]) -> Answer:
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.DecodeError:
        raise Problem(
            "GitHub's answer is not what its documents say: try again, and look whether something stands between."
        ) from None

"""What the forge's check runs say of a commit (GitHub's REST API: `GET /repos/{repo}/commits/{ref}/check-runs`)."""

from collections.abc import Mapping
from typing import Final

import httpx
import msgspec

from totalaudio_ops.slo.gate import Verdict

SECONDS: Final = 10
PAGE: Final = 100
MOST_PAGES: Final = 20
# https://docs.github.com/en/rest/checks/runs: what else a run can end with is not a pass.
PASSED: Final = frozenset({"success", "neutral", "skipped"})


class _Run(msgspec.Struct, frozen=True):
    name: str
    status: str
    conclusion: str | None = None


class _Runs(msgspec.Struct, frozen=True):
    total_count: int
    check_runs: tuple[_Run, ...]


class _Unanswered(Exception):  # noqa: N818 - it is an answer, too
    """Why the forge gave no answer that can be used."""


def check(commit: str, environ: Mapping[str, str]) -> Verdict:
    """Lets through when the commit has check runs and every one of them has passed."""
    try:
        runs = _runs(commit, environ)
    except _Unanswered as reason:
        said = f"The checks of {commit[:12]} could not be asked for: {reason}."
        return Verdict(is_let_through=False, said=said)
    return _judged(commit, runs)


def _judged(commit: str, runs: list[_Run]) -> Verdict:
    failed = sorted({run.name for run in runs if run.status == "completed" and not _passed(run)})
    waiting = sorted({run.name for run in runs if run.status != "completed"})
    if failed:
        said = f"Checks of {commit[:12]} failed: {', '.join(failed)}. Mend them and deploy that."
    elif waiting:
        said = f"Checks of {commit[:12]} still run: {', '.join(waiting)}. Wait for them."
    elif not runs:
        said = f"{commit[:12]} has no checks: push it to a branch where they run."
    else:
        return Verdict(is_let_through=True, said=f"All {len(runs)} checks of {commit[:12]} passed.")
    return Verdict(is_let_through=False, said=said)


def _passed(run: _Run) -> bool:
    return run.conclusion in PASSED


def _runs(commit: str, environ: Mapping[str, str]) -> list[_Run]:
    base = (environ.get("GITHUB_API_URL") or "https://api.github.com").rstrip("/")
    address = f"{base}/repos/{environ['GITHUB_REPOSITORY']}/commits/{commit}/check-runs"
    headers = {
        "Authorization": f"Bearer {environ['GITHUB_TOKEN']}",
        "Accept": "application/vnd.github+json",
        "X-GitHub-Api-Version": "2022-11-28",
    }
    runs: list[_Run] = []
    with httpx.Client(headers=headers, timeout=SECONDS) as client:
        for page in range(1, MOST_PAGES + 1):
            found = _page(client, address, page)
            runs += found.check_runs
            if len(runs) >= found.total_count or not found.check_runs:
                break
    if len(runs) < found.total_count:
        raise _Unanswered(f"it has {found.total_count} of them, of which {len(runs)} were told")
    return runs


def _page(client: httpx.Client, address: str, page: int) -> _Runs:
    try:
        answer = client.get(address, params={"per_page": PAGE, "page": page, "filter": "latest"})
    except httpx.HTTPError as error:
        raise _Unanswered(
            f"{type(error).__name__} at {httpx.URL(address).host}; try again"
        ) from None
    if answer.status_code != httpx.codes.OK:
        hint = _HINTS.get(answer.status_code, "try again later")
        raise _Unanswered(f"the forge answered {answer.status_code}; {hint}")
    try:
        return msgspec.json.decode(answer.content, type=_Runs)
    except msgspec.DecodeError:
        raise _Unanswered("the forge's answer is not what its documents say; try again") from None


_HINTS: Final = {
    401: "check GITHUB_TOKEN",
    403: "the token needs the right to read checks, or has asked too often",
    404: "check GITHUB_REPOSITORY and that the commit was pushed",
    429: "it was asked too often; wait a minute",
}

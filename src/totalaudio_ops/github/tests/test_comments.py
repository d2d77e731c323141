"""One comment for each app and environment, whatever GitHub and the network do."""

import pytest

from totalaudio_ops.github.comments import keep_comment
from totalaudio_ops.github.tests.forge import BOT, PERSON, Fault, Forge
from totalaudio_ops.problems import Problem

ABOUT = "deployment of tracker to preview"
MARKER = f"<!-- totalaudio: {ABOUT} -->"


def said(forge: Forge) -> list[str]:
    return [comment["body"] for comment in forge.comments.get(7, [])]


def test_the_first_deploy_writes_a_comment_and_the_second_changes_it(forge: Forge) -> None:
    keep_comment(forge.repository, 7, ABOUT, "first")
    keep_comment(forge.repository, 7, ABOUT, "second")
    assert said(forge) == [f"{MARKER}\nsecond"]


def test_what_is_said_already_is_not_said_again(forge: Forge) -> None:
    keep_comment(forge.repository, 7, ABOUT, "same")
    keep_comment(forge.repository, 7, ABOUT, "same")
    assert [method for method, _ in forge.asked] == ["GET", "POST", "GET"]


def test_other_comments_and_those_of_other_apps_stay_as_they_are(forge: Forge) -> None:
    keep_comment(forge.repository, 7, "deployment of audio-intel to preview", "intel")
    forge.comments[7].append({"id": forge.next_id(), "body": f"{MARKER}\nmine", "user": PERSON})
    keep_comment(forge.repository, 7, ABOUT, "tracker")
    assert [text.partition("\n")[2] for text in said(forge)] == ["intel", "mine", "tracker"]


def test_it_is_found_behind_many_others(forge: Forge) -> None:
    forge.comments[7] = [
        {"id": forge.next_id(), "body": f"{n}", "user": PERSON} for n in range(230)
    ]
    keep_comment(forge.repository, 7, ABOUT, "first")
    keep_comment(forge.repository, 7, ABOUT, "second")
    assert said(forge)[230:] == [f"{MARKER}\nsecond"]


def test_two_that_were_written_at_the_same_moment_become_one(forge: Forge) -> None:
    forge.comments[7] = [
        {"id": forge.next_id(), "body": f"{MARKER}\nold", "user": BOT} for _ in (1, 2)
    ]
    keep_comment(forge.repository, 7, ABOUT, "new")
    assert said(forge) == [f"{MARKER}\nnew"]


@pytest.mark.parametrize("how", ["cut", "lost", 500, 502, "garbage"])
def test_an_answer_that_is_lost_leaves_one_comment(forge: Forge, how: int | str) -> None:
    forge.faults = [Fault(how, "POST")]
    if how == "garbage":
        with pytest.raises(Problem, match="not what its documents say"):
            keep_comment(forge.repository, 7, ABOUT, "text")
    else:
        keep_comment(forge.repository, 7, ABOUT, "text")
    assert said(forge) == [f"{MARKER}\ntext"]


@pytest.mark.parametrize(
    "fault",
    [
        Fault(429, headers={"Retry-After": "0"}),
        Fault(429),
        Fault(403, headers={"Retry-After": "0"}),
        Fault(403, headers={"x-ratelimit-remaining": "0"}),
        Fault(503, times=4),
        Fault("lost", times=4),
    ],
)
def test_it_is_asked_again_when_github_is_busy_or_away(forge: Forge, fault: Fault) -> None:
    fault.method = "GET"
    forge.faults = [fault]
    keep_comment(forge.repository, 7, ABOUT, "text")
    assert said(forge) == [f"{MARKER}\ntext"]


@pytest.mark.parametrize(
    ("status", "hint"),
    [
        (401, "give a valid GITHUB_TOKEN"),
        (403, "give the job the permission"),
        (404, "check GITHUB_REPOSITORY"),
        (503, "5 times; try again later"),
    ],
)
def test_a_refusal_says_what_to_do(forge: Forge, status: int, hint: str) -> None:
    forge.faults = [Fault(status, times=9)]
    with pytest.raises(Problem) as raised:
        keep_comment(forge.repository, 7, ABOUT, "text")
    assert hint in str(raised.value)
    assert said(forge) == []

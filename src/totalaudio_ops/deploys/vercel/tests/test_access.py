"""What the deployer is told of Vercel, and what is said when it is wrong."""

import pytest

from totalaudio_ops.apps import Deployable
from totalaudio_ops.deploys.steps import Environment
from totalaudio_ops.deploys.vercel import read_access
from totalaudio_ops.problems import Problem

TOKEN = {"VERCEL_TOKEN": "token-of-a-test"}


def test_everything_is_read_and_no_secret_is_shown() -> None:
    access = read_access(
        TOKEN
        | {
            "VERCEL_TEAM_ID": "team_1",
            "VERCEL_AUTOMATION_BYPASS_SECRET": "let-me-in",
            "VERCEL_PROJECTS": "production/tracker=prj_1 preview/tracker=prj_2",
        }
    )
    assert access.project_of(Deployable.TRACKER, Environment.PRODUCTION) == "prj_1"
    assert access.project_of(Deployable.TRACKER, Environment.PREVIEW) == "prj_2"
    assert (access.team, access.base) == ("team_1", "https://api.vercel.com")
    assert "token-of-a-test" not in repr(access)
    assert "let-me-in" not in repr(access)


def test_without_a_token_nothing_is_begun() -> None:
    with pytest.raises(Problem, match="VERCEL_TOKEN is missing"):
        read_access({"VERCEL_TOKEN": " "})


@pytest.mark.parametrize("name", ["VERCEL_TOKEN", "VERCEL_AUTOMATION_BYPASS_SECRET"])
@pytest.mark.parametrize("secret", ["…", "one two", "one\ntwo", "kéy"])
def test_a_secret_that_no_header_can_hold_is_told_without_it(name: str, secret: str) -> None:
    with pytest.raises(Problem, match=f"^{name} has characters") as told:
        read_access(TOKEN | {name: secret})
    assert secret not in str(told.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tracker=prj_1", "says 'tracker=prj_1': write it as in production/audio-intel=prj_1"),
        ("staging/tracker=prj_1", "write it as in"),
        ("production/shop=prj_1", "write it as in"),
        ("production/tracker=", "production/tracker without a project, or twice"),
        ("production/tracker=a production/tracker=b", "without a project, or twice"),
        ("production/tracker=a preview/tracker=a", "says a twice: each app has one of its own"),
    ],
)
def test_projects_that_cannot_be_read_are_told(text: str, said: str) -> None:
    with pytest.raises(Problem, match=said):
        read_access(TOKEN | {"VERCEL_PROJECTS": text})


def test_an_app_without_a_project_is_told() -> None:
    with pytest.raises(Problem, match="no project for preview/audio-intel"):
        read_access(TOKEN).project_of(Deployable.INTEL, Environment.PREVIEW)

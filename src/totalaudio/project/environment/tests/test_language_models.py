"""The key of the language model is never sent where it could be read."""

import pytest

from totalaudio.project.environment import App, Stage
from totalaudio.project.environment.reading import faults_for

READ = "ANTHROPIC_BASE_URL: could be read on the way; begin it with https://"


def _said(stage: Stage, address: str) -> list[str]:
    found = faults_for(App.PITCH, stage, {"anthropic_base_url": address})
    return [str(fault) for fault in found if fault.name == "ANTHROPIC_BASE_URL"]


@pytest.mark.parametrize("stage", Stage)
def test_https_is_accepted_everywhere(stage: Stage) -> None:
    assert _said(stage, "https://models.example.com/anthropic") == []


def test_a_stand_in_on_this_machine_is_for_tests_alone() -> None:
    assert _said(Stage.TEST, "http://127.0.0.1:9000") == []
    assert _said(Stage.PRODUCTION, "http://127.0.0.1:9000") == [READ]


def test_http_to_another_machine_is_refused() -> None:
    assert _said(Stage.DEVELOPMENT, "http://models.example.com") == [READ]


def test_what_is_no_address_is_refused() -> None:
    assert _said(Stage.TEST, "models.example.com") == [
        (
            "ANTHROPIC_BASE_URL: is not the address of a site;"
            " set it to https://api.anthropic.com, or unset it"
        )
    ]

"""The frame leads operators to every page of theirs, and nobody else to any."""

import pytest
from django.test import Client
from tests.support.cast import Person

from totalaudio.core.ui.frame import Frame

pytestmark = pytest.mark.usefixtures("db")

OPERATIONS = ("Operations", "/operator/")
PAGES = {
    "Overview": "/operator/",
    "Metrics": "/operator/metrics/",
    "Revenue": "/operator/revenue/",
    "Flags": "/operator/flags/",
    "Budgets": "/operator/budgets/",
    "Incidents": "/operator/incidents/",
    "Deploys": "/operator/deployments/",
    "Backups": "/operator/backups/",
    "Maintenance": "/operator/maintenance/",
    "Demo calls": "/operator/demo-calls/",
}


def frame_of(client: Client, path: str) -> Frame:
    answer = client.get(path)
    assert answer.status_code == 200
    found = answer.context["frame"]
    assert isinstance(found, Frame)
    return found


def test_an_operator_without_a_workspace_is_led_to_operations(operator: Person) -> None:
    frame = frame_of(operator.client(), "/people/usage/")
    assert [(app.name, app.url) for app in frame.apps][3:] == [OPERATIONS]
    assert frame.places == ()


@pytest.mark.parametrize("name", PAGES)
def test_each_page_of_operators_leads_to_the_others(operator: Person, name: str) -> None:
    frame = frame_of(operator.client(), PAGES[name])
    assert {place.name: place.url for place in frame.places} == PAGES
    assert [place.name for place in frame.places if place.is_current] == [name]
    assert frame.app is not None
    assert frame.app.name == "Operations"


@pytest.mark.parametrize("name", ["alice", "bob", "charlie"])
def test_nobody_else_is_led_there(name: str, request: pytest.FixtureRequest) -> None:
    person: Person = request.getfixturevalue(name)
    answer = person.client().get("/intel/contacts/")
    assert [app.name for app in answer.context["frame"].apps] == [
        "Audio Intel",
        "Tracker",
        "Pitch Generator",
    ]
    assert "/operator/" not in answer.content.decode()

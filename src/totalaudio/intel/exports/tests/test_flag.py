"""Without the flag export-formats only CSV leaves."""

import pytest
from django.http import StreamingHttpResponse
from tests.support.cast import Person
from tests.support.flags import switched

from totalaudio.core.tenancy.models import Workspace
from totalaudio.intel.search.tests.making import make_contact

TABLE, URL = "/intel/contacts/", "/intel/exports/contacts"


@pytest.mark.parametrize("form", ["json", "xlsx", "vcf", "pdf"])
def test_other_formats_are_offered_and_given_only_when_switched_on(
    alice: Person, workspace: Workspace, form: str
) -> None:
    contact = make_contact(workspace, "Zoë", "zoe@fm.example")
    client = alice.client()
    chosen = {"format": form, "contact": str(contact.id)}
    assert f"format={form}" in client.get(TABLE).content.decode()
    assert isinstance(client.get(f"{URL}?format={form}"), StreamingHttpResponse)
    with switched(export_formats=False):
        shown = client.get(TABLE).content.decode()
        assert f"format={form}" not in shown
        assert f'value="{form}"' not in shown
        for answer in (client.get(f"{URL}?format={form}"), client.post(URL, chosen)):
            assert answer["Location"] == TABLE
        assert "Other formats are switched off here." in client.get(TABLE).content.decode()


def test_csv_always_leaves(alice: Person, workspace: Workspace) -> None:
    make_contact(workspace, "Zoë", "zoe@fm.example")
    with switched(export_formats=False):
        assert "format=csv" in alice.client().get(TABLE).content.decode()
        assert isinstance(alice.client().get(f"{URL}?format=csv"), StreamingHttpResponse)

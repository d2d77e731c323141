"""What lies ready unread when somebody is erased: lists in pieces, files in any coding, what the API answered."""

import pytest
from django.db import ProgrammingError
from django.db.transaction import atomic
from tests.support.cast import Person

from totalaudio.core.tenancy.context import Actor, task_context
from totalaudio.core.tenancy.roles import Role
from totalaudio.intel.imports.tests.bringing import brought, upload
from totalaudio.intel.models import Import, ImportPiece
from totalaudio.pitch.compliance import waiting
from totalaudio.pitch.replies.tests.making import make_campaign
from totalaudio.tracker.models import CampaignFile

ADDRESS = "zelda.unmistakable@radio.example.org"
NAME = "Zelda Unmistakable"
DESK = "/pitch/compliance/"


def test_a_list_that_waits_with_them_in_it_is_cancelled(alice: Person) -> None:
    waiting = brought(upload(alice.client(), f"Name,Email\n{NAME},{ADDRESS}\n"))
    alice.client().post(f"{DESK}person/erase", {"address": ADDRESS, "confirmed": "yes"})
    again = Import.objects.using("system").get(id=waiting.id)
    assert (again.state, "was erased" in again.problem) == ("cancelled", True)


def test_an_address_that_lies_across_two_pieces_of_a_list_is_found(alice: Person) -> None:
    client = alice.client()
    for name, begin in (("theirs.csv", f"Name,Email\nX,{ADDRESS[:9]}"), ("other.csv", "a,b\nX,q")):
        brought(upload(client, begin, name))
    lists = {one.name: one for one in Import.objects.using("system").all()}
    assert alice.workspace
    for one in lists.values():
        ImportPiece.objects.using("system").create(
            workspace=alice.workspace, of=one, number=1, body=f"{ADDRESS[9:]}\n".encode()
        )
    client.post(f"{DESK}person/erase", {"address": ADDRESS, "confirmed": "yes"})
    states = Import.objects.using("system").values_list("name", "state")
    assert dict(states) == {"theirs.csv": "cancelled", "other.csv": "mapping"}


@pytest.mark.parametrize(
    ("content", "is_kept"),
    [
        (f"Email\n{ADDRESS.title()}\n".encode(), False),
        (f"Email\n{ADDRESS}\n".encode("utf-16"), False),
        (b"PK\x03\x04 packed", False),
        (b"Email\nsam@radio.example.org\n", True),
    ],
)
def test_a_file_that_names_them_in_any_coding_or_may_do_so_goes(
    alice: Person, content: bytes, is_kept: bool
) -> None:
    assert alice.workspace
    CampaignFile.objects.using("system").create(
        workspace=alice.workspace,
        campaign=make_campaign(alice.workspace),
        name="x",
        content=content,
    )
    alice.client().post(f"{DESK}person/erase", {"address": ADDRESS, "confirmed": "yes"})
    assert CampaignFile.objects.using("system").exists() is is_kept


def test_only_managers_take_away_what_the_api_answered(bob: Person) -> None:
    by = Actor(bob.id, bob.workspace_id, Role.MEMBER)
    with (
        task_context(bob.workspace_id, bob.id),
        pytest.raises(ProgrammingError, match="only owners and admins"),
        atomic(),
    ):
        waiting.forget(by, [ADDRESS])

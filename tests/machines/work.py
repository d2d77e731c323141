"""Contacts of which something is found out without looking outside, so that enriching them is charged."""

from totalaudio.core.tenancy.models import Workspace
from totalaudio.intel.search.tests.making import make_contact

KNOWN = "BBC Radio 6 Music"


def found_contacts(workspace: Workspace, number: int) -> tuple[str, ...]:
    """So many new contacts; their ids."""
    made = (
        make_contact(workspace, f"Ada {n}", f"ada{n}@example.com", outlet_name=KNOWN)
        for n in range(number)
    )
    return tuple(str(one.id) for one in made)

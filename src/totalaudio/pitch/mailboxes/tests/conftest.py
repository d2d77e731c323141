"""A mailbox of Alice's workspace."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.cast import Person

    from totalaudio.pitch.models import Mailbox


@pytest.fixture
def mailbox(alice: "Person") -> "Mailbox":
    """The outbox of this machine."""
    from .boxes import make_mailbox

    return make_mailbox(alice)

"""A campaign of Alice's with two approved pitches, and its mailbox."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.cast import Person

    from .sending import Outboxed


@pytest.fixture
def out(alice: "Person") -> "Outboxed":
    """Everything that a send needs; the mailbox sends at once."""
    from .sending import make_outbox

    return make_outbox(alice)

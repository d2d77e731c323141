"""Forgetting a person from the command line; needs Django on the running platform."""

from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import transaction

from totalaudio.core.accounts.models import User
from totalaudio.core.metrics.forgetting import Forgotten, forget_person
from totalaudio.core.ui.formats import plural
from totalaudio_ops.problems import Problem


@dataclass(frozen=True, slots=True)
class Done:
    """What was deleted, or would be."""

    user_id: UUID
    name: str
    is_rehearsal: bool
    deleted: Forgotten

    def as_json(self) -> dict[str, object]:
        """The documented keys."""
        told = {"user_id": str(self.user_id), "dry_run": self.is_rehearsal}
        return told | asdict(self.deleted)

    def as_text(self) -> str:
        """One line for people."""
        found = self.deleted
        rows = (
            plural(found.events, "event"),
            plural(found.counters, "usage counter"),
            plural(found.weeks + found.firsts, "row", "rows") + " of the sums that name them",
        )
        verb = "would be deleted" if self.is_rehearsal else "deleted"
        return f"{self.name}: {rows[0]}, {rows[1]} and {rows[2]} {verb}.\n"


def forget(person: str, using: str, *, is_rehearsal: bool) -> Done:
    """Delete what was recorded of a person; a rehearsal deletes, counts, and takes it back."""
    user_id = _user_id(person, using)
    with transaction.atomic(using=using, durable=True):
        deleted = forget_person(user_id)
        transaction.set_rollback(is_rehearsal, using=using)
    return Done(user_id, person, is_rehearsal, deleted)


def _user_id(person: str, using: str) -> UUID:
    try:
        return UUID(person)
    except ValueError:
        user = User.objects.using(using).filter(email__iexact=person.strip()).first()
    if user is None:
        raise Problem(
            f"nobody here has the address {person}: correct it, or give the id of a person who has left."
        )
    return user.id

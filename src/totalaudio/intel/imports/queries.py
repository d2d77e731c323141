"""Reading imports: the preview of a mapping, progress, and what was refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from totalaudio.contacts.keys import match_key
from totalaudio.contacts.models import Contact
from totalaudio.core.ui.pieces import RunState, Stat
from totalaudio.intel.imports.mapping import Mapping, Target
from totalaudio.intel.imports.parsing import row_parser
from totalaudio.intel.imports.reading import Record
from totalaudio.intel.imports.rows import ListRow, RefusedRow
from totalaudio.intel.models import Import, ImportState, Refusal

_STATES: dict[str, RunState] = {
    ImportState.QUEUED: "waiting",
    ImportState.RUNNING: "running",
    ImportState.DONE: "done",
    ImportState.FAILED: "failed",
    ImportState.CANCELLED: "cancelled",
}

_SHOWN = 15
_SHOWN_REFUSED = 5
_IDENTITY = {Target.NAME, Target.FIRST_NAME, Target.LAST_NAME, Target.EMAIL, Target.OTHER_EMAILS}


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One of the first rows as it would be imported; `fate` is new, known or refused."""

    number: int
    fate: str
    row: ListRow | None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What the first rows would become under a mapping."""

    rows: tuple[PreviewRow, ...]
    has_identity: bool = True

    @property
    def new(self) -> int:
        return sum(row.fate == "new" for row in self.rows)

    @property
    def known(self) -> int:
        return sum(row.fate == "known" for row in self.rows)

    @property
    def refused(self) -> int:
        return sum(row.fate == "refused" for row in self.rows)

    @property
    def shown(self) -> list[PreviewRow]:
        """A page of them, with some of the refused ones first."""
        refused = [row for row in self.rows if row.fate == "refused"][:_SHOWN_REFUSED]
        others = [row for row in self.rows if row.fate != "refused"]
        return [*refused, *others[:_SHOWN]]


@dataclass(frozen=True, slots=True)
class Reading:
    """How far an import is: true counts of the worker; `seconds_left` and `per_minute` only once measured."""

    state: RunState
    label: str
    rows: int
    bytes: int
    bytes_done: int
    per_minute: float | None
    seconds_left: float | None
    poll_url: str
    cancel_url: str

    @property
    def is_live(self) -> bool:
        return self.state in {"waiting", "running"}

    @property
    def is_read(self) -> bool:
        return self.bytes_done >= self.bytes

    @property
    def share(self) -> float:
        return min(1.0, self.bytes_done / self.bytes) if self.bytes else 0.0


def recent_imports(workspace_id: UUID) -> QuerySet[Import]:
    """The imports of a workspace, newest first."""
    return (
        Import.objects.filter(workspace_id=workspace_id)
        .select_related("created_by")
        .defer("sample", "mapping", "header")
        .order_by("-created_at")
    )


def preview(imported: Import, mapping: Mapping) -> Preview:
    """What the first rows would become: the same parser as the commit, and a look at who is known."""
    parse = row_parser(mapping)
    parsed = [
        parse(Record(number, tuple(cells), problem)) for number, problem, *cells in imported.sample
    ]
    keys = {row.row: _key(row) for row in parsed if isinstance(row, ListRow)}
    known = set(
        Contact.objects.filter(
            workspace_id=imported.workspace_id, match_key__in=set(keys.values())
        ).values_list("match_key", flat=True)
    )
    rows = tuple(_previewed(parsed, keys, known))
    return Preview(rows, has_identity=not _IDENTITY.isdisjoint(mapping.targets()))


def _previewed(
    parsed: list[ListRow | RefusedRow], keys: dict[int, str], known: set[str]
) -> Iterator[PreviewRow]:
    seen = set(known)
    for row in parsed:
        if isinstance(row, RefusedRow):
            yield PreviewRow(row.row, "refused", None, row.message)
        else:
            yield PreviewRow(row.row, "known" if keys[row.row] in seen else "new", row)
            seen.add(keys[row.row])


def _key(row: ListRow) -> str:
    return match_key(row.email_key, row.name, row.outlet)


def reading(imported: Import) -> Reading:
    """How far the worker is."""
    elapsed = (timezone.now() - imported.started_at).total_seconds() if imported.started_at else 0.0
    share = imported.bytes_done / imported.bytes if imported.bytes else 0.0
    is_paced = imported.state == ImportState.RUNNING and 0 < share < 1 and elapsed > 1
    return Reading(
        state=_STATES.get(imported.state, "waiting"),
        label=ImportState(imported.state).label,
        rows=imported.rows_done,
        bytes=imported.bytes,
        bytes_done=imported.bytes_done,
        per_minute=imported.rows_done / elapsed * 60 if is_paced else None,
        seconds_left=elapsed * (1 - share) / share if is_paced else None,
        poll_url=reverse("imports:progress", args=[imported.id]),
        cancel_url=reverse("imports:cancel", args=[imported.id]),
    )


def refusals(imported: Import) -> QuerySet[Refusal]:
    """The refused rows in the order of the list."""
    return Refusal.objects.filter(workspace_id=imported.workspace_id, of=imported).order_by("row")


def stats(imported: Import) -> tuple[Stat, ...]:
    """What came of a list, in figures."""
    return (
        Stat("New contacts", f"{imported.rows_new:,}"),
        Stat("Updated", f"{imported.rows_updated:,}", "blanks filled"),
        Stat("Unchanged", f"{imported.rows_unchanged:,}", "nothing new in the list"),
        Stat("Rows refused", f"{imported.rows_refused:,}"),
    )

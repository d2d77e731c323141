"""Rows that could leak: at least one of every table for Alice's workspace and for Charlie's, made from the catalogue.

A new table gets its rows by itself; only values that a constraint demands are named here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID, uuid4

from psycopg import sql
from psycopg.types.json import Jsonb

from tests.isolation.catalogue import Catalogue, Column, Connection, Reference
from tests.isolation.people import ALICE, CHARLIE, EVERYBODY, OPERATOR, Insider

type Key = tuple[object, ...]
type Values = dict[str, object]

PEOPLE = "accounts_user"
WORKSPACES = "tenancy_workspace"
# What a constraint demands and the catalogue does not say.
DEMANDED: dict[tuple[str, str], object] = {
    ("accounts_invitation", "role"): "member",
    ("tenancy_workspace", "plan"): "free",
    ("flags_override", "scope"): "all",
    ("flags_change", "scope"): "all",
    ("contacts_contact", "email_kind"): "person",
    ("contacts_contact", "status"): "",
    ("intel_runitem", "status"): "",
    ("intel_import", "state"): "done",
    ("intel_run", "state"): "done",
    ("mfa_authenticator", "type"): "totp",
    ("mfa_authenticator", "data"): Jsonb({"secret": "JBSWY3DPEHPK3PXP"}),
    ("accounts_user", "zone"): "Europe/London",
    ("accounts_user", "is_active"): True,
    ("billing_subscription", "currency"): "gbp",
    ("billing_subscription", "period"): "month",
    ("billing_subscription", "plan"): "pro",
    ("billing_subscription", "status"): "active",
    ("payments", "currency"): "gbp",
    ("payments", "status"): "failed",
    ("contacts_suppression", "reason"): "by-hand",
    ("contacts_suppression", "address_hash"): "0" * 64,
    ("campaigns_campaign", "release_type"): "single",
    ("campaigns_campaign", "status"): "active",
    ("campaigns_target", "stage"): "to-pitch",
    ("campaigns_touch", "channel"): "email",
    ("campaigns_entry", "kind"): "created",
    ("campaigns_reply", "kind"): "human",
    ("campaigns_outcome", "kind"): "play",
    ("campaigns_followup", "number"): 1,
    ("tracker_campaignfile", "content"): b"Contact\nZoe Example\n",
    ("campaigns_followup", "state"): "open",
    ("pitch_send", "state"): "failed",
    ("pitch_send", "basis"): "",
    ("pitch_pitch", "state"): "draft",
    ("pitch_pitch", "writer"): "template",
    ("pitch_batch", "writer"): "template",
    ("pitch_batch", "state"): "done",
    ("pitch_batch", "failures"): Jsonb([]),
    ("pitch_template", "kind"): "radio",
    ("pitch_template", "subjects"): ["One", "Two", "Three"],
    ("pitch_voice", "tone"): "casual",
    ("pitch_incoming", "kind"): "human",
    ("pitch_recipient", "subscriber"): "",
    ("pitch_recipient", "basis"): "",
    ("pitch_mailbox", "kind"): "local",
    ("pitch_mailbox", "state"): "active",
    ("pitch_mailbox", "daily_cap"): 50,
}
_BY_KIND: dict[str, object] = {
    "boolean": False,
    "jsonb": Jsonb({}),
    "json": Jsonb({}),
    "bytea": b"",
    "double precision": 0.5,
    "date": "2026-11-23",
    "inet": "192.0.2.1",
}


_NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    """A row and to whom it belongs: a workspace, a person, or neither."""

    key: Key
    values: Values
    whose: Insider
    workspace: UUID | None
    person: UUID | None


@dataclass
class World:
    """All rows by table; `new_values` makes one more like a row, for the same corner of the world."""

    catalogue: Catalogue
    admin: Connection
    rows: dict[str, list[Row]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def build(self) -> None:
        """Fill every table, those that are referred to first, without the triggers that fill one from another."""
        self.admin.execute("SET LOCAL session_replication_role = replica")
        for table in _in_order(self.catalogue):
            parent = self.catalogue.partition_of(table)
            self.rows[table] = (
                self.rows[parent]
                if parent
                else [self._add(table, whose) for whose in self._corners(table)]
            )
        self.admin.commit()

    def new_values(self, table: str, whose: Insider) -> Values:
        """What a new row says: everything that is demanded, and all that it refers to in this corner."""
        values: Values = {}
        for column in self.catalogue.tables[table]:
            if not (column.is_generated or column.has_default) and column.is_required:
                values[column.name] = self._value(column, whose)
        for reference in self.catalogue.references_of(table):
            values |= self._referred(reference, whose)
        return values | _given(table, whose)

    def _add(self, table: str, whose: Insider) -> Row:
        values = self.new_values(table, whose)
        key = self.catalogue.key(table)
        made = self.admin.execute(
            insertion(table, values, returning=key), list(values.values())
        ).fetchone()
        assert made is not None
        workspace = values.get("workspace_id", made[0] if table == WORKSPACES else None)
        assert workspace is None or isinstance(workspace, UUID)
        return Row(made, values, whose, workspace, whose.id if self._is_personal(table) else None)

    def _corners(self, table: str) -> Iterable[Insider]:
        if table == "accounts_operator":
            return [OPERATOR]
        if not self._is_personal(table):
            return [ALICE, CHARLIE]
        if table in self.catalogue.tenant_tables:
            return [person for person in EVERYBODY if person.workspace]
        return EVERYBODY

    def _is_personal(self, table: str) -> bool:
        """Whether its rows cannot be without a person, directly or by what they refer to."""
        if table == PEOPLE:
            return True
        required = {c.name for c in self.catalogue.tables[table] if c.is_required}
        return "user_id" in required or any(
            self._is_personal(reference.target)
            for reference in self.catalogue.references_of(table)
            if required.issuperset(reference.columns) and reference.target != table
        )

    def _referred(self, reference: Reference, whose: Insider) -> Values:
        if reference.target == reference.table:
            return {}
        row = self._in_corner(reference.target, whose)
        named = dict(zip(self.catalogue.key(reference.target), row.key, strict=True)) | row.values
        return {c: named[k] for c, k in zip(reference.columns, reference.keys, strict=True)}

    def _in_corner(self, table: str, whose: Insider) -> Row:
        """The person's own row, else one of their workspace, else one that belongs to nobody."""
        rows = self.rows[table]
        for row in rows:
            if row.whose == whose:
                return row
        return next(row for row in rows if row.workspace in {whose.workspace, None})

    def _value(self, column: Column, whose: Insider) -> object:
        number = next(self._numbers)
        if (column.table, column.name) in DEMANDED:
            return DEMANDED[column.table, column.name]
        if column.is_enum:
            found = self.admin.execute(f"SELECT enum_first(NULL::{column.kind})::text").fetchone()
            return found[0] if found else None
        if column.kind in {"integer", "bigint", "smallint"}:
            return number
        if column.kind == "uuid":
            return {"user_id": whose.id, "workspace_id": whose.workspace}.get(column.name, uuid4())
        if column.kind == "timestamp with time zone":
            return _NOON + timedelta(minutes=number)
        if column.kind.endswith("[]"):
            return []
        return _BY_KIND.get(column.kind, f"{whose.name}-{number}")


def insertion(table: str, values: Values, returning: Iterable[str] = ()) -> sql.Composed:
    """INSERT with a placeholder for every value."""
    names = sql.SQL(", ").join(map(sql.Identifier, values))
    places = sql.SQL(", ").join([sql.Placeholder()] * len(values))
    made = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(sql.Identifier(table), names, places)
    if not values:
        made = sql.SQL("INSERT INTO {} DEFAULT VALUES").format(sql.Identifier(table))
    back = [sql.Identifier(name) for name in returning]
    return made + sql.SQL(" RETURNING ") + sql.SQL(", ").join(back) if back else made


def _given(table: str, whose: Insider) -> Values:
    if table == PEOPLE:
        return {"id": whose.id, "email": whose.email}
    if table == WORKSPACES:
        return {"id": whose.workspace}
    if table == "accounts_member":
        return {"workspace_id": whose.workspace, "role": whose.role}
    if table == "web_letter":
        return {"is_held": whose == ALICE, "sender": "", "subject": "Held", "body": "Shown to all."}
    if table == "web_democall":
        # Bookings are nobody's: staff reads all of them, and no two are at the same time.
        hour = 10 if whose == ALICE else 11
        return {"starts_at": f"2027-03-01T{hour}:00:00Z", "name": "A visitor", "email": "v@example.com",
                "company": "Made-up Plugging", "promotes": ""}  # fmt: skip
    return {}


def _in_order(catalogue: Catalogue) -> list[str]:
    ordered: list[str] = []
    left = set(catalogue.tables)
    while left:
        ready = {
            table
            for table in left
            if not any(r.target in left - {table} for r in catalogue.references_of(table))
            and catalogue.partition_of(table) not in left
        }
        assert ready, f"tables refer to each other in a circle: {sorted(left)}"
        ordered += sorted(ready)
        left -= ready
    return ordered

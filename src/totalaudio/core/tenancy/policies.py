"""Row-level security as Django constraints: declared beside the model, written into its migration."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import BaseConstraint, Model

from .roles import MANAGERS, WORKERS

OWNER_ROLE = "totalaudio_owner"
APP_ROLE = "totalaudio_app"
SYSTEM_ROLE = "totalaudio_system"


class SchemaRule(BaseConstraint):
    """A piece of schema that Django does not know, added after its table and removed with it."""

    def create_statements(self, model: type[Model]) -> list[str]:
        raise NotImplementedError

    def remove_statements(self, model: type[Model]) -> list[str]:
        raise NotImplementedError

    # Django's types allow None, which it never passes.
    def constraint_sql(  # type: ignore[override]
        self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor
    ) -> str:
        """Nothing inside CREATE TABLE: the rule follows once all tables of the migration stand."""
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))
        return ""

    def create_sql(  # type: ignore[override]
        self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        return ";\n".join(self.create_statements(model))

    def remove_sql(  # type: ignore[override]
        self, model: type[Model], schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        return ";\n".join(self.remove_statements(model))

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Left to the database, which alone knows the context."""


class TenantPolicies(SchemaRule):
    """Rows are seen and written only in their own workspace, by the roles named for each verb.

    Adds the key (workspace_id, id) that composite foreign keys reach, the policies of the app, system and owner
    roles, ENABLE and FORCE, and the grants that belong to them.
    """

    def __init__(
        self,
        *,
        name: str,
        read: Sequence[str] = WORKERS,
        insert: Sequence[str] = WORKERS,
        update: Sequence[str] = WORKERS,
        delete: Sequence[str] = WORKERS,
    ) -> None:
        super().__init__(name=name)
        self.verbs = {
            "SELECT": [str(role) for role in read],
            "INSERT": [str(role) for role in insert],
            "UPDATE": [str(role) for role in update],
            "DELETE": [str(role) for role in delete],
        }

    def create_statements(self, model: type[Model]) -> list[str]:
        table = model._meta.db_table
        statements = [
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{table}_in_workspace" UNIQUE (workspace_id, id)',
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
            f'CREATE POLICY system ON "{table}" TO {SYSTEM_ROLE} USING (true) WITH CHECK (true)',
            f'CREATE POLICY migrations ON "{table}" TO {OWNER_ROLE} USING (true) WITH CHECK (true)',
            f'GRANT SELECT, INSERT, UPDATE, DELETE ON "{table}" TO {SYSTEM_ROLE}',
        ]
        for verb, roles in self.verbs.items():
            if roles:
                statements += [
                    _policy(table, verb, roles),
                    f'GRANT {verb} ON "{table}" TO {APP_ROLE}',
                ]
        return statements

    def remove_statements(self, model: type[Model]) -> list[str]:
        table = model._meta.db_table
        verbs = [verb for verb, roles in self.verbs.items() if roles]
        names = ["system", "migrations", *(f"tenant_{verb.lower()}" for verb in verbs)]
        return [
            *(f'DROP POLICY {name} ON "{table}"' for name in names),
            f'REVOKE ALL ON "{table}" FROM {APP_ROLE}, {SYSTEM_ROLE}',
            f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" DROP CONSTRAINT "{table}_in_workspace"',
        ]

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        kwargs |= {word: self.verbs[verb] for word, verb in _WORDS.items()}
        return path, args, kwargs

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TenantPolicies) and self.deconstruct() == other.deconstruct()

    __hash__ = SchemaRule.__hash__


_WORDS = {"read": "SELECT", "insert": "INSERT", "update": "UPDATE", "delete": "DELETE"}


def _policy(table: str, verb: str, roles: Sequence[str]) -> str:
    listed = ", ".join(f"'{role}'" for role in roles)
    rule = (
        "workspace_id = (SELECT current_workspace_id_v1())"
        f" AND (SELECT current_role_v1()) IN ({listed})"
    )
    using = "" if verb == "INSERT" else f" USING ({rule})"
    check = f" WITH CHECK ({rule})" if verb in {"INSERT", "UPDATE"} else ""
    return (
        f'CREATE POLICY tenant_{verb.lower()} ON "{table}" FOR {verb} TO {APP_ROLE}{using}{check}'
    )


class TenantReference(SchemaRule):
    """A foreign key that carries the workspace, so that it cannot reach another workspace's row.

    Plain foreign keys ignore row-level security. `column` is the referring column, `to` the table; when the other
    row goes, this row goes with it, or forgets it (`forget=True`).
    """

    def __init__(self, *, name: str, column: str, to: str, forget: bool = False) -> None:
        super().__init__(name=name)
        self.column, self.to, self.forget = column, to, forget

    def create_statements(self, model: type[Model]) -> list[str]:
        action = f'SET NULL ("{self.column}")' if self.forget else "CASCADE"
        added = f'ALTER TABLE "{model._meta.db_table}" ADD CONSTRAINT "{self.name}"'
        columns = f'(workspace_id, "{self.column}") REFERENCES "{self.to}" (workspace_id, id)'
        return [f"{added} FOREIGN KEY {columns} ON DELETE {action}"]

    def remove_statements(self, model: type[Model]) -> list[str]:
        return [f'ALTER TABLE "{model._meta.db_table}" DROP CONSTRAINT "{self.name}"']

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | {"column": self.column, "to": self.to, "forget": self.forget}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TenantReference) and self.deconstruct() == other.deconstruct()

    __hash__ = SchemaRule.__hash__


MANAGED_BY_MANAGERS = {"insert": MANAGERS, "update": MANAGERS, "delete": MANAGERS}

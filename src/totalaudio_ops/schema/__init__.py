"""The schema `ops` of the database: numbered SQL files, and what runs them."""

from totalaudio_ops.schema.migrating import migrate, missing, refuse_missing_schema

__all__ = ["migrate", "missing", "refuse_missing_schema"]

"""A foreign key that carries the tenant: a row can never point into another organisation."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.constraints import BaseConstraint


class TenantForeignKey(BaseConstraint):
    """`FOREIGN KEY (org_id, column) REFERENCES to (org_id, id)`, checked at the end of the transaction."""

    def __init__(self, *, name: str, column: str, to: str, on_delete: str = "CASCADE") -> None:
        """`to` is a table name; `on_delete` is CASCADE, RESTRICT or SET NULL (which empties `column` only)."""
        super().__init__(name=name)
        self.column = column
        self.to = to
        self.on_delete = on_delete

    def constraint_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """Put the key off to the end of the migration, when the other table exists."""
        if schema_editor is not None:
            schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))
        return ""

    def create_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """Return the ALTER TABLE that adds the key."""
        del schema_editor
        action = f"SET NULL ({self.column})" if self.on_delete == "SET NULL" else self.on_delete
        return (
            f"ALTER TABLE {_table(model)} ADD CONSTRAINT {self.name} FOREIGN KEY (org_id, {self.column}) "
            f"REFERENCES {self.to} (org_id, id) ON DELETE {action} DEFERRABLE INITIALLY DEFERRED"
        )

    def remove_sql(self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None) -> str:
        """Return the ALTER TABLE that drops the key."""
        del schema_editor
        return f"ALTER TABLE {_table(model)} DROP CONSTRAINT {self.name}"

    def validate(
        self, model: type[models.Model], instance: models.Model, exclude: object = None, using: str = ""
    ) -> None:
        """Leave the check to PostgreSQL, which alone sees both rows."""

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        """Return what a migration needs to write this constraint down."""
        path, _, kwargs = super().deconstruct()
        return path, (), {**kwargs, "column": self.column, "to": self.to, "on_delete": self.on_delete}

    def __eq__(self, other: object) -> bool:
        """Two keys are the same when they are written the same."""
        return isinstance(other, TenantForeignKey) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        """Hash by name, unique in its table."""
        return hash(self.name)


def _table(model: type[models.Model] | None) -> str:
    if model is None:
        raise TypeError("a foreign key belongs to a table")
    return model._meta.db_table

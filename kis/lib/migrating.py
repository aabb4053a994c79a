"""Steps of migrations that Django's own take long for."""

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation


class AllAtOnce(Operation):
    """Operations of which none needs what the one before it made: their models are rendered once.

    Django renders a model anew, with all that are related to it, after every operation; with so many
    tables that is nine tenths of a new database.
    """

    serialization_expand_args = ["operations"]

    def __init__(self, operations):
        self.operations = operations

    @property
    def reversible(self):
        return all(operation.reversible for operation in self.operations)

    def state_forwards(self, app_label, state):
        # What is rendered already would be rendered anew after each of them.
        vars(state).pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return "; ".join(operation.describe() for operation in self.operations)


def all_at_once(operations):
    """New tables, then what is done to those that are there. Each table is to be named as it ends up."""
    tables = [operation for operation in operations if isinstance(operation, CreateModel)]
    rest = [operation for operation in operations if not isinstance(operation, CreateModel)]
    return [AllAtOnce(tables), AllAtOnce(rest)]

"""What the library tells of each goal and its actions, to take away."""

from collections.abc import Sequence

from contracts.models import LibraryAction, LibraryGoal
from kis.lib.table_files import Column, Table


def library_table(goals: Sequence[tuple[str, LibraryGoal]]) -> Table:
    """A row is for whom a goal is, and the goal; read with its actions."""
    return Table("Biblioteka", "biblioteka-celow-i-dzialan", COLUMNS, goals)


def _actions(row) -> str:
    return "\n".join(map(_action, row[1].actions.all()))


def _action(action: LibraryAction) -> str:
    return f"{action.get_side_display()}: {action.text} ({action.term})"


COLUMNS = [
    Column("for_whom", "Dla kogo", lambda row: row[0]),
    Column("text", "Cel", lambda row: row[1].text),
    Column("effect", "Przewidywany efekt", lambda row: row[1].effect),
    Column("type", "Kontrakt", lambda row: row[1].type_words),
    Column("actions", "Działania", _actions),
    Column("is_active", "Używany", lambda row: "tak" if row[1].is_active else "wyłączony"),
]

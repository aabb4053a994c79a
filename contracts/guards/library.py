"""The library of goals keeps what it once had: a goal is switched off, never deleted."""

import pgtrigger

from kis.lib.guards import Guard, refuse

GOAL_STAYS = Guard(
    name="library_goal_stays",
    sentences={
        "library_goal_stays": "Celu z biblioteki nie usuwa się. Wyłącz go: zniknie z formularzy, a "
        "w bibliotece zostanie.",
    },
    when=pgtrigger.Before,
    operation=pgtrigger.Delete,
    func=refuse("library_goal_stays", row="OLD.id"),
)

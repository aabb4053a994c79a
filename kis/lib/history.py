"""The history of a record: every insert, change and deletion, by whom, from its first migration on."""

import pghistory
import pgtrigger
from django.contrib.postgres.indexes import BrinIndex
from pghistory.trigger import Event
from pgtrigger.compiler import Trigger as CompiledTrigger

from kis.lib.guards import SwitchlessSql


class KeptEvent(Event):
    """No connection writes past the history: the trigger knows no `pgtrigger.ignore`."""

    def compile(self, model):
        trigger = super().compile(model)
        return CompiledTrigger(name=self.name, sql=SwitchlessSql(**trigger.sql.kwargs))


class _Kept:
    # As pghistory's own, but for the class of the trigger.
    def add_event_trigger(self, event_model):
        pgtrigger.register(
            KeptEvent(
                event_model=event_model,
                label=self.label,
                name=self.trigger_name,
                row=self.row,
                operation=self.operation,
                condition=self.condition,
                level=self.level,
            )
        )(event_model.pgh_tracked_model)


class KeptInsert(_Kept, pghistory.InsertEvent):
    pass


class KeptUpdate(_Kept, pghistory.UpdateEvent):
    pass


class KeptDelete(_Kept, pghistory.DeleteEvent):
    pass


def tracked(*, meta: dict | None = None, **options):
    """Model decorator. Generated columns must be named in `exclude`: they cannot be copied."""
    meta = meta or {}
    # Rows come in the order of time, so that the few pages of the last days are soon found.
    by_time = BrinIndex(fields=["pgh_created_at"])
    meta = meta | {"indexes": [*meta.get("indexes", []), by_time]}
    return pghistory.track(KeptInsert(), KeptUpdate(), KeptDelete(), meta=meta, **options)

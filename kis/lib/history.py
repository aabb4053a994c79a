"""The history of a record: every insert, change and deletion, by whom, from its first migration on."""

import pghistory
import pgtrigger
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


def tracked(**options):
    """Model decorator. Generated columns must be named in `exclude`: they cannot be copied."""
    return pghistory.track(KeptInsert(), KeptUpdate(), KeptDelete(), **options)

"""A list that was approved stays as it was approved."""

# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import pgtrigger

from kis.lib.guards import Guard, refuse

ITEMS_AS_APPROVED = Guard(
    name="items_as_approved",
    sentences={
        "destruction_is_closed": "Ten spis już zatwierdzono albo wycofano, więc się go nie zmienia."
    },
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
    IF EXISTS (SELECT 1 FROM privacy_destruction d WHERE d.id = NEW.destruction_id
            AND (d.approved_on IS NOT NULL OR d.withdrawn_on IS NOT NULL) FOR SHARE) THEN
        {refuse("destruction_is_closed", destruction="NEW.destruction_id")}
    END IF;
    RETURN NEW;
    """,
)

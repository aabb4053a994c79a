"""Guards on texts: what stands on a paper that was given out is not worded anew."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import datetime

import pgtrigger

from kis.lib.dates import polish
from kis.lib.guards import Guard, immutable, refuse

TEXT_IN_USE = Guard(
    name="text_in_use",
    sentences={
        "text_wording_is_kept": (
            "Ta treść stoi już na wydanych pismach, więc nie można jej zmienić. Wybierz „Nowe brzmienie "
            "od dnia…”: następne pisma będą miały nową."
        ),
        "text_end_under_papers": lambda facts: (
            f"Pismo z tą treścią wydano jeszcze {polish(datetime.date.fromisoformat(facts['day']))}. "
            "Ostatni dzień nie może być wcześniejszy."
        ),
    },
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    declare=[("issued", "DATE")],
    func=f"""
    SELECT max(u.issued_on) INTO issued FROM documents_textuse u WHERE u.text_id = OLD.id;
    IF issued IS NULL THEN RETURN NEW; END IF;
    IF (OLD.key, OLD.text, OLD.valid_from) IS DISTINCT FROM (NEW.key, NEW.text, NEW.valid_from) THEN
        {refuse("text_wording_is_kept", text="OLD.id")}
    END IF;
    IF NEW.valid_to < issued THEN
        {refuse("text_end_under_papers", text="OLD.id", day="issued")}
    END IF;
    RETURN NEW;
    """,
)
USE_IS_KEPT = immutable("text_use_is_kept", "Tego, z czego powstało pismo, nie zmienia się.")

# Whoever words a text anew waits for the paper that is being made of it, and the other way round.
READ_AS_IT_STANDS = Guard(
    name="text_read_as_it_stands",
    sentences={
        "text_not_of_the_day": (
            "W czasie drukowania zmieniono tekst, który stoi na piśmie. Niczego nie wydrukowano: wydrukuj "
            "jeszcze raz."
        ),
    },
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("worded", "RECORD")],
    func=f"""
    SELECT t.valid_from, t.valid_to INTO worded FROM documents_papertext t
        WHERE t.id = NEW.text_id FOR SHARE;
    IF NEW.issued_on < worded.valid_from OR NEW.issued_on > worded.valid_to THEN
        {refuse("text_not_of_the_day", text="NEW.text_id")}
    END IF;
    RETURN NEW;
    """,
)

# A paper is made once: a worker that comes back to what another one has made in the meantime is refused.
ITEM_SETTLED_ONCE = Guard(
    name="export_item_settled_once",
    sentences={
        "export_item_settled_once": "To pismo ze zlecenia już powstało albo wiadomo, dlaczego nie powstało.",
        "export_item_is_kept": "Pisma ze zlecenia nie zamienia się na inne.",
    },
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
    IF OLD.state <> 'waiting' THEN {refuse("export_item_settled_once", row="OLD.id")} END IF;
    IF (OLD.id, OLD.export_id, OLD.title, OLD.name, OLD.number, OLD.person_number, OLD.facts, OLD.comes_last)
        IS DISTINCT FROM (
            NEW.id, NEW.export_id, NEW.title, NEW.name, NEW.number, NEW.person_number, NEW.facts,
            NEW.comes_last
        ) THEN
        {refuse("export_item_is_kept", row="OLD.id")}
    END IF;
    RETURN NEW;
    """,
)
EXPORT_IS_KEPT = Guard(
    name="export_is_kept",
    sentences={
        "export_is_kept": "Zlecenia, jego autora ani dnia, w którym wygasa, nie można zmienić.",
    },
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=refuse("export_is_kept", row="OLD.id"),
)
